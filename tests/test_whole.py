"""What holds for every model, migration and source file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

import openmappa
from openmappa.audit.history import History
from openmappa.config.postgres import Server
from tests.world import query

SOURCE = Path(openmappa.__file__).parent

# Without history, and why that is right.
WITHOUT_HISTORY = {
    "agencies_area": "reference data, written by migrations alone",
    "agencies_enrolment": "a code that is used once, then means nothing",
    "audit_access": "added to only",
    "audit_event": "added to only",
    "audit_operation": "added to only",
    "cases_address_asked": "added to only",
    "cases_stated": "when an area last stated its records; exchange_import has every time",
    "exchange_import": "added to only",
    "exchange_upload": "the state of a job; what it did is in the import's own operation",
    "nominals_activity": "added to only: a correction is a new entry",
    "nominals_address_check": "added to only",
    "nominals_draft": "a form that somebody began; gone after a week",
    "nominals_put_off": "added to only",
    "nominals_withheld": "added to only: nothing comes out of the compartment again",
    "nominals_asked_decision": "the state of a job; the decision itself has history",
    "nominals_merge": "asked once and decided once, each an event",
    "nominals_merge_row": "added to only, by the verb that merges",
    "publication_consent": "added to only",
    "publication_wording": "added to only: every save is a version",
    "rights_access_request": "goes from step to step, each an event",
    "rights_audit_export": "the state of a job; nobody may change what was asked",
    "rights_erasure": "asked once and decided once, each an event",
    "rights_reading_review": "added to only, but for a contest of the reader and its answer",
    "rights_retention_review": "added to only",
    "rights_withholding": "what the answer that is sent leaves out; until then it is a draft",
    "statistics_freeze": "never changes: a trigger refuses it",
    "statistics_frozen_case": "never changes: a trigger refuses it",
    "victims_contact": "added to only",
    "victims_mention": "found by the search for victims' names; decided once",
    "web_session": "who is signed in now",
}


def models() -> list[type[Model]]:
    """Every model of ours, history tables aside."""
    return [
        m
        for m in apps.get_models()
        if m.__module__.startswith("openmappa.") and not issubclass(m, History)
    ]


def test_every_model_has_history_or_is_listed_as_without() -> None:
    tracked = {
        m.pgh_tracked_model._meta.db_table for m in apps.get_models() if issubclass(m, History)
    }
    without = {m._meta.db_table for m in models()} - tracked
    assert without == set(WITHOUT_HISTORY)


def test_history_holds_every_column(database: Server) -> None:
    """But secrets, what says only when somebody last signed in, and what is made of others."""
    missing = query(
        database,
        "select c.table_name || '.' || c.column_name from information_schema.columns c"
        " join information_schema.tables h on h.table_name = c.table_name || '_history'"
        " and h.table_schema = 'public' where c.table_schema = 'public' and not exists"
        " (select from information_schema.columns k where k.table_schema = 'public'"
        " and k.table_name = h.table_name and k.column_name = c.column_name) order by 1",
    )
    assert missing == [
        ("agencies_user.last_login",),
        ("agencies_user.password",),
        ("nominals_access.shown_to",),  # worked out of records, levels, whereabouts, caseload
        ("nominals_photograph.small",),  # made of the file, which never changes
    ]


# When somebody did something is only worth anything with who it was, and the other way round. A
# pair that begins as neither needs a rule of the database; one that is always there is not null.
WHEN = {"identity_checked_by": "identity_shown_on", "put_off_by": "put_off_on"}


def pairs() -> list[tuple[str, str, str]]:
    found = []
    for model in models():
        columns = {f.column: f for f in model._meta.concrete_fields}
        for name in columns:
            # "By" a day, or a switchboard by its name, is nobody who did something.
            if name.endswith("_by") and f"{model._meta.db_table}.{name}" not in {
                "nominals_emergency.review_by",
                "cases_rota.answered_by",
            }:
                found.append((model._meta.db_table, name, WHEN.get(name, f"{name[:-3]}_at")))
    return found


def test_who_did_it_and_when_go_together(database: Server) -> None:
    assert len(pairs()) >= 4
    for table, by, at in pairs():
        nullable = query(
            database,
            "select column_name from information_schema.columns where table_name = %s"
            " and column_name in (%s, %s) and is_nullable = 'YES'",
            table,
            by,
            at,
        )
        known = query(
            database,
            "select from information_schema.columns where table_name = %s and column_name = %s",
            table,
            at,
        )
        assert known, f"{table}.{by} without {at}"
        rules = query(
            database,
            "select pg_get_constraintdef(oid) from pg_constraint where contype = 'c'"
            " and conrelid = %s::regclass",
            table,
        )
        together = any(by in rule and at in rule for (rule,) in rules)
        assert together or not nullable, f"nothing ties {table}.{by} to {at}"


MIGRATIONS = sorted(path for path in SOURCE.glob("*/migrations/*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("room", sorted({path.parents[1].name for path in MIGRATIONS}))
def test_migrations_are_numbered_named_and_in_line(room: str) -> None:
    stems = [path.stem for path in MIGRATIONS if path.parents[1].name == room]
    assert [int(stem[:4]) for stem in stems] == list(range(1, len(stems) + 1))
    for stem, before in zip(stems[1:], stems, strict=False):
        assert re.fullmatch(r"\d{4}_[a-z][a-z_]+", stem)
        assert "auto" not in stem
        text = (SOURCE / room / "migrations" / f"{stem}.py").read_text(encoding="utf-8")
        own = re.findall(rf'\("{room}", "(\d\w+)"\)', text)
        assert own == [before]


def test_migrations_need_nothing_that_may_change() -> None:
    """A migration that used today's rules would do tomorrow what nobody tried."""
    allowed = {
        "openmappa.agencies.during",  # a field
        "openmappa.audit.folding",  # how a list of operations is written shorter
        "openmappa.audit.history",  # defaults of columns
    }
    for path in MIGRATIONS:
        text = path.read_text(encoding="utf-8")
        used = set(re.findall(r"^(?:import|from) (openmappa[\w.]+)", text, re.MULTILINE))
        assert used <= allowed, path


def test_nothing_is_left_to_do() -> None:
    left = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    for path in [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.typ")]:
        assert not left.search(path.read_text(encoding="utf-8")), path


def test_no_rule_hides_in_save_or_a_signal() -> None:
    hidden = re.compile(r"def save\(|def delete\(|\bpre_save\b|\bpost_save\b|\bm2m_changed\b")
    # What hides no rule of ours: files have no rows, and factors are rows of a library.
    known = {
        "nominals/bucket.py": ["def delete("],
        "web/sign_in.py": ["post_save", "post_save"],
    }
    found = {
        path.relative_to(SOURCE).as_posix(): hidden.findall(path.read_text(encoding="utf-8"))
        for path in SOURCE.rglob("*.py")
    }
    assert {path: what for path, what in found.items() if what} == known
    signals = (SOURCE / "web/sign_in.py").read_text(encoding="utf-8")
    assert re.findall(r"@receiver\(post_save, (.+)\)", signals) == ["sender=Authenticator"]


def test_every_room_has_its_tests() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    tests = Path(__file__).parent
    without = {room for room in rooms if not list(tests.glob(f"{room}/**/test_*.py"))}
    assert without == {"justice"}  # holds facts only; the import and the figures try them


def test_rules_read_no_clock() -> None:
    clock = re.compile(r"\b(date\.today|datetime\.now|timezone\.now|time\.time)\(")
    for room in ("law", "statistics", "publication"):
        for path in (SOURCE / room).rglob("*.py"):
            if path.name == "command.py" or "management" in path.parts:
                continue  # the command line is where "today" enters
            assert not clock.search(path.read_text(encoding="utf-8")), path


def test_no_list_of_people_is_ordered_by_a_score_of_risk() -> None:
    """Who is at which level is decided by people, case by case: no score puts them in order."""
    score = re.compile(
        r"(order_by|order by|sorted|\.sort)\b[^;\n]{0,120}"
        r"\b\w*(score|risk|rosh|oasys|arms|ogrs|osp|rm2000)\w*",
        re.IGNORECASE,
    )
    found = [
        f"{path.relative_to(SOURCE)}: {' '.join(line.group().split())}"
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in {".py", ".html"}
        for line in score.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_nothing_on_record_is_a_score_of_risk_that_could_put_people_in_order() -> None:
    """What is dangerous is written in words; no column of ours is a number of it."""
    numbers = {"IntegerField", "SmallIntegerField", "BigIntegerField", "FloatField", "DecimalField"}
    scores = [
        f"{model._meta.db_table}.{field.name}"
        for model in models()
        for field in model._meta.concrete_fields
        if re.search("score|risk|rosh|oasys|arms", field.name)
        and field.get_internal_type() in numbers
    ]
    assert scores == []
