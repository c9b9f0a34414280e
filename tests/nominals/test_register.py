"""What people enter, as the database keeps it: whose it is, who sees it, and that none is lost."""

from __future__ import annotations

import importlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError
from psycopg.errors import InsufficientPrivilege
from pytest_django import DjangoDbBlocker

from openmappa.agencies.models import User
from openmappa.agencies.permissions import Part, Permission
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.nominals import entering
from openmappa.nominals.identifiers import read_number
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import FurtherIdentifier, FurtherName
from openmappa.web.register.sections import GENDER, INTELLIGENCE, SECTIONS
from tests.web.register.given import TYPED, a_row, by, columns, rows_in_every_table
from tests.world import (
    area_named,
    for_life,
    given_extract,
    given_user,
    open_database,
    person,
    query,
    take_in,
)

MIGRATION: Any = importlib.import_module("openmappa.nominals.migrations.0005_register")
LATER: Any = importlib.import_module("openmappa.nominals.migrations.0013_disclosures")
TERMS: Any = importlib.import_module("openmappa.justice.migrations.0003_order_terms")
READERS = MIGRATION.READERS | LATER.READERS
WRITERS = MIGRATION.WRITERS | LATER.WRITERS
FAIRNESS: Any = importlib.import_module("openmappa.nominals.migrations.0011_fairness")
TASKS: Any = importlib.import_module("openmappa.nominals.migrations.0012_tasks")
DUTIES: Any = importlib.import_module("openmappa.nominals.migrations.0014_duties")
TABLES = MIGRATION.TABLES | TASKS.TABLES | LATER.TABLES | TERMS.TABLES | DUTIES.TABLES
TABLES |= {table: part for table, (part, _) in FAIRNESS.TABLES.items()}
ON_DUTY_CARD = MIGRATION.ON_DUTY_CARD | TERMS.ON_DUTY_CARD | DUTIES.ON_DUTY_CARD
ON_DUTY_CARD |= {table for table, (_, also) in FAIRNESS.TABLES.items() if also}
OPEN_TO_AREA = [key for key in SECTIONS if key != GENDER]


@pytest.fixture(scope="module")
def world(
    db_home: Server, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Norfolk has two people, Essex one; of one of Norfolk's something stands in every section."""
    with open_database(db_home, django_db_blocker):
        for area, records in (("Norfolk", ["V1", "V2"]), ("Essex", ["V1"])):
            take_in(
                given_extract(
                    tmp_path_factory.mktemp("extract") / area,
                    area=area,
                    people=[person(r, surname=f"{area}{i}") for i, r in enumerate(records)],
                    disposals=map(for_life, records),
                )
            )
        rows_in_every_table(one().pk, writer(), norfolk())
        yield db_home


def one() -> Nominal:
    return Nominal.objects.using("intake").get(surname="Norfolk0")


def norfolk() -> int:
    return area_named("Norfolk").pk


@cache
def writer(role: str = "police", area: str = "Norfolk", agency: str = "police") -> User:
    return given_user(area, role=role, agency=agency)


class Web:
    """A connection of the login `web` in the scope of a person, with an operation open."""

    def __init__(self, server: Server, user: User) -> None:
        self.user = user
        self.connection = psycopg.connect(server.dsn("web"))
        self.connection.execute("select agencies_enter(%s)", [user.pk])
        opened = str(uuid.uuid4())
        self.connection.execute(
            "insert into audit_operation (id, actor, purpose, reason) values (%s, 'x', 'x', '')",
            [opened],
        )
        self.connection.execute("select set_config('app.operation', %s, true)", [opened])

    def __enter__(self) -> psycopg.Connection[Any]:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.rollback()
        self.connection.close()


def count(web: psycopg.Connection[Any], table: str) -> int:
    found: Any = web.execute(
        f"select count(*) from {table} where nominal_id = %s",  # type: ignore[arg-type]
        [one().pk],
    ).fetchone()
    return int(found[0])


def seen(server: Server, table: str, user: User) -> int:
    with Web(server, user) as web:
        return count(web, table)


@contextmanager
def named(server: Server, user: User) -> Iterator[None]:
    """Meanwhile the user is named to the person, as some see nobody else."""
    with psycopg.connect(server.administrator_dsn(server.database), autocommit=True) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into nominals_caseload (nominal_id, user_id, as_what, area_id, agency, during,"
            " why, named_by, passed_from_id, risk, due_next, whom_to_ring) values (%s, %s,"
            " 'partner', %s, 'police', daterange('2000-01-01', null), 'x', 'x', null, '', '', '')",
            [one().pk, user.pk, norfolk()],
        )
        try:
            yield
        finally:
            past.execute("delete from nominals_caseload where user_id = %s", [user.pk])


def test_the_roles_of_the_database_are_those_of_the_program() -> None:
    """Each part: who sees it, who writes in it; and who opens the duty card."""
    for part, roles in READERS.items():
        expected = {key for key, role in ROLES.items() if Part[part] in role.sees}
        assert set(roles.split(",")) == expected
    for of in ("READERS", "WRITERS"):  # said again in each room, never otherwise
        assert getattr(TERMS, of)["OFFENDING"].split(",") == getattr(MIGRATION, of)[
            "OFFENDING"
        ].split(",")
    for part, roles in WRITERS.items():
        expected = {key for key, role in ROLES.items() if Part[part] in role.writes}
        assert set(roles.split(",")) == expected
    on_duty = {k for k, role in ROLES.items() if Permission.DUTY_CARD_VIEW in role.permissions}
    assert on_duty == {"duty_officer"}  # what ON_DUTY_CARD opens, and nominals_known_as


def test_every_section_is_protected_as_the_part_that_it_is() -> None:
    for section in SECTIONS.values():
        assert TABLES[section.model._meta.db_table] == section.part.name


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_and_writes_sections_in_the_database_only_by_their_parts(
    world: Server, role: str
) -> None:
    its = ROLES[role]
    with named(world, writer(role)), Web(world, writer(role)) as web:
        for key in OPEN_TO_AREA:
            section = SECTIONS[key]
            table = section.model._meta.db_table
            sees = section.part in its.sees
            on_card = role == "duty_officer" and table in ON_DUTY_CARD
            assert bool(count(web, table)) == (sees or on_card), table
            assert bool(count(web, f"{table}_history")) == sees, table
            changed = web.execute(
                f"update {table} set note = 'x', version = version + 1 where nominal_id = %s",  # type: ignore[arg-type]
                [one().pk],
            ).rowcount
            writes = section.part in its.writes
            writes |= key == "identifiers" and role in ("coordinator", "deputy_coordinator")
            assert bool(changed) == writes, table


def test_nobody_of_another_area_and_nobody_unvetted_sees_a_section(world: Server) -> None:
    for user in (writer(area="Essex"), given_user("Norfolk", vetted_until=date(2020, 1, 1))):
        with Web(world, user) as web:
            for key in SECTIONS:
                table = SECTIONS[key].model._meta.db_table
                assert count(web, table) == count(web, f"{table}_history") == 0


def insert(web: psycopg.Connection[Any], user_id: int, **changes: Any) -> None:
    row = {
        "nominal_id": one().pk,
        "area_id": norfolk(),
        "agency": "police",
        "regime": "law_enforcement",
        "entered_by": "x",
        "entered_by_id": user_id,
        "version": 1,
        "withdrawn_by": "",
        "withdrawn_because": "",
        "during": "[,)",
        "class_of_person": "convicted",
        "standing": "fact",
        "source": "",
        "note": "",
        "corrected_because": "",
        "kind": "alias",
        "title": "",
        "surname": "X",
        "forenames": "",
        **changes,
    }
    names = ", ".join(row)
    marks = ", ".join(["%s"] * len(row))
    web.execute(
        f"insert into nominals_further_name ({names}) values ({marks})",  # type: ignore[arg-type]
        list(row.values()),
    )


def test_a_row_is_entered_in_ones_own_name_and_area_and_role(world: Server) -> None:
    user = writer()
    with Web(world, user) as web:
        insert(web, user.pk)
    elsewhere = Nominal.objects.using("intake").get(surname="Essex0").pk
    for who, changes in (
        (user, {"entered_by_id": user.pk + 1}),
        (user, {"area_id": area_named("Essex").pk}),
        (user, {"nominal_id": elsewhere}),
        (writer("prison"), {}),
        (writer("inspector"), {}),
    ):
        with Web(world, who) as web, pytest.raises(InsufficientPrivilege):
            insert(web, **{"user_id": who.pk, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "gender"},
        {"surname": ""},
        {"standing": "rumour"},
        {"class_of_person": "victim"},
        {"regime": "none"},
        {"withdrawn_by": "x"},
    ],
    ids=str,
)
def test_what_is_no_word_of_ours_is_refused_by_the_database(
    world: Server, changes: dict[str, Any]
) -> None:
    user = writer()
    with Web(world, user) as web, pytest.raises(psycopg.errors.CheckViolation):
        insert(web, user.pk, **changes)


WRONG = (
    "note = 'x'",  # not the next version
    "version = version + 2",
    "version = version + 1, entered_by = 'Somebody Else'",
    "version = version + 1, area_id = 12",
    "version = version + 1, agency = 'prison'",
)


@pytest.mark.parametrize("change", WRONG)
@pytest.mark.parametrize("key", ["addresses", "warnings", "intelligence"])
def test_a_correction_begins_from_what_stands_and_leaves_whose_it_is(
    world: Server, key: str, change: str
) -> None:
    table = SECTIONS[key].model._meta.db_table
    with Web(world, writer()) as web, pytest.raises(InsufficientPrivilege):
        web.execute(f"update {table} set {change} where nominal_id = {one().pk}")  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ["nominals_activity", "nominals_address_check"])
def test_what_is_added_to_only_cannot_be_changed(world: Server, table: str) -> None:
    where = f"where nominal_id = {one().pk}"
    with Web(world, writer()) as web:
        for statement in (f"update {table} set regime = 'uk_gdpr' {where}", f"delete from {table}"):
            with pytest.raises(InsufficientPrivilege), web.transaction():
                web.execute(statement)  # type: ignore[arg-type]
    with psycopg.connect(world.dsn("owner")) as owner:
        for statement in (f"update {table} set regime = 'uk_gdpr'", f"delete from {table}"):
            with pytest.raises(InsufficientPrivilege, match="never changed"), owner.transaction():
                owner.execute(statement)  # type: ignore[arg-type]
        # But it goes with the person when two turn out to be one.
        moved = owner.execute(
            f"update {table} set nominal_id = (select max(id) from nominals_nominal) {where}"  # type: ignore[arg-type]
        )
        assert moved.rowcount == 1
        owner.rollback()


# Intelligence


@pytest.mark.parametrize("grades", ["5x5x5 A 1 4", "3x5x2 1 A C"])
def test_what_may_not_leave_the_originator_does_not(world: Server, grades: str) -> None:
    essex, here = writer(area="Essex"), writer()
    essex_ = area_named("Essex").pk
    reader = writer("probation", agency="probation")
    with named(world, reader):
        before = len(sanitised(world, reader))
    assert before > 0
    with psycopg.connect(world.administrator_dsn(world.database), autocommit=True) as past:
        # Essex is shown the record, too.
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into nominals_access (nominal_id, area_id, basis, during, shown_to)"
            " values (%s, %s, 'share', daterange('2000-01-01', null), array[%s, %s]::smallint[])",
            [one().pk, essex_, essex_ * 16 + 1, essex_ * 16 + 2],  # in its police's records, too
        )
    try:
        table = "nominals_intelligence"
        open_to_both = seen(world, table, essex)
        assert open_to_both == seen(world, table, here) > 0
        row = closed(here, grades)
        for name in (table, f"{table}_history"):
            assert seen(world, name, here) > seen(world, name, essex)
        # Another agency of the area, even in a police role, is not the originator.
        assert seen(world, table, writer(agency="probation")) == open_to_both
        with named(world, reader):
            assert len(sanitised(world, reader)) == before
        with Web(world, essex) as web:
            hit = web.execute(f"update {table} set version = version + 1 where id = {row}")  # type: ignore[arg-type]
            assert hit.rowcount == 0
    finally:
        with psycopg.connect(world.administrator_dsn(world.database), autocommit=True) as past:
            past.execute("set session_replication_role = replica")
            past.execute("delete from nominals_access where basis = 'share'")
            for closed_in in ("nominals_intelligence", "nominals_intelligence_history"):
                past.execute(f"delete from {closed_in} where conditions = 'Ask first'")


def closed(user: User, grades: str) -> int:
    """A report under a handling code that closes it, past the roles."""
    names = ("scheme", "source_code", "information_code", "handling_code")
    said = columns(INTELLIGENCE) | dict(zip(names, grades.split(), strict=True))
    said["conditions"] = "Ask first"
    with operation(using="owner", actor=user.name, purpose="test"):
        row = (
            SECTIONS[INTELLIGENCE]
            .model._default_manager.using("owner")
            .create(nominal=one(), **by(user, norfolk()), **said)
        )
    return int(row.pk)


def sanitised(server: Server, user: User) -> list[tuple[Any, ...]]:
    with Web(server, user) as web:
        return web.execute("select sanitised from nominals_sanitised(%s)", [one().pk]).fetchall()


def test_sanitised_intelligence_goes_to_whoever_may_see_it_and_nobody_else(world: Server) -> None:
    for role, its in ROLES.items():
        with named(world, writer(role)):
            found = sanitised(world, writer(role))
        assert (found == [("Seen near the station",)]) == (Part.SANITISED in its.sees), role
    assert sanitised(world, writer("probation", area="Essex")) == []


def test_that_bank_details_are_held_is_said_to_whoever_sees_addresses(world: Server) -> None:
    for role, its in ROLES.items():
        with named(world, writer(role)), Web(world, writer(role)) as web:
            found: Any = web.execute("select nominals_finance_held(%s)", [one().pk]).fetchone()
            assert found[0] == (Part.CONTACT in its.sees), role


# Gender history


def test_gender_history_is_seen_by_those_named_and_by_nobody_else(world: Server) -> None:
    tables = ("nominals_gender", "nominals_gender_history")
    named = given_user("Norfolk")
    a_row(GENDER, one().pk, named, norfolk())
    for table in tables:
        assert seen(world, table, named) == 1
        for role in ("police", "police_supervisor", "coordinator", "data_protection_officer"):
            assert seen(world, table, writer(role)) == 0, role
    for login in ("count", "worker", "intake"):
        for table in tables:
            with (
                psycopg.connect(world.dsn(login)) as connection,
                pytest.raises(InsufficientPrivilege),
            ):
                connection.execute(f"select * from {table}")  # type: ignore[arg-type]


def test_gender_history_is_written_only_by_somebody_who_names_himself(world: Server) -> None:
    user = writer()
    said = columns(GENDER)
    with pytest.raises(InsufficientPrivilege) as refused, Web(world, user) as web:
        web.execute(
            "insert into nominals_gender (nominal_id, area_id, agency, regime, entered_by,"
            " entered_by_id, version, withdrawn_by, withdrawn_because, during, class_of_person,"
            " standing, source, note, corrected_because, information, named) values (%s, %s,"
            " 'police', %s, 'x', %s, 1, '', '', '[,)', 'convicted', 'fact', '', '', '', %s, %s)",
            [
                one().pk,
                norfolk(),
                said["regime"],
                user.pk,
                said["information"],
                [user.pk + 1],
            ],
        )
    assert "row-level security" in str(refused.value)


# Drafts


def test_a_draft_is_ones_own_alone(world: Server) -> None:
    mine, other = given_user("Norfolk"), writer()
    others_own = seen(world, "nominals_draft", other)
    with psycopg.connect(world.dsn("owner"), autocommit=True) as owner:
        owner.execute(
            "insert into nominals_draft (user_id, nominal_id, section, row, fields)"
            " values (%s, %s, 'names', 0, '[]')",
            [mine.pk, one().pk],
        )
    assert seen(world, "nominals_draft", mine) == 1
    assert seen(world, "nominals_draft", other) == others_own
    with Web(world, other) as web, pytest.raises(InsufficientPrivilege):
        web.execute(
            "insert into nominals_draft (user_id, nominal_id, section, row, fields)"
            " values (%s, %s, 'marks', 0, '[]')",
            [mine.pk, one().pk],
        )


def test_old_drafts_are_thrown_away(world: Server) -> None:
    with psycopg.connect(world.dsn("owner"), autocommit=True) as owner:
        owner.execute(
            "insert into nominals_draft (user_id, nominal_id, section, row, fields, saved_at)"
            " values (0, %s, 'old', 0, '[]', now() - interval '8 days'),"
            " (0, %s, 'new', 0, '[]', now() - interval '6 days')",
            [one().pk, one().pk],
        )
    with psycopg.connect(world.dsn("worker")) as worker:
        worker.execute(
            "delete from nominals_draft where saved_at < now() - %s", [entering.DRAFTS_LAST]
        )
    left = query(world, "select section from nominals_draft where user_id = 0")
    assert left == [("new",)]


# One number of two people


def numbered(which: int, given: str) -> int:
    person_ = Nominal.objects.using("intake").get(surname=f"Norfolk{which}")
    return a_row("identifiers", person_.pk, writer(), norfolk(), kind="pnc_id", given=given)


def told(server: Server) -> list[tuple[Any, ...]]:
    return query(
        server,
        "select n.surname, f.gone_at is null from nominals_finding f"
        " join nominals_nominal n on n.id = f.nominal_id where f.code = 'register.shared_number'"
        " order by 1",
    )


def test_a_number_of_two_people_is_kept_and_told_of_both_until_it_is_settled(
    world: Server,
) -> None:
    numbered(0, "1995/0201205W")
    assert told(world) == []
    second = numbered(1, "95/201205w")
    assert told(world) == [("Norfolk0", True), ("Norfolk1", True)]
    with operation(using="owner", actor="a test", purpose="test") as opened:
        entering.withdraw(opened, FurtherIdentifier, second, version=1, because="A slip")
    assert told(world) == [("Norfolk0", False), ("Norfolk1", False)]
    numbered(1, "1995/201205W")
    assert told(world) == [("Norfolk0", True), ("Norfolk1", True)]


@pytest.mark.parametrize(
    ("kind", "text", "canonical", "valid"),
    [
        ("pnc_id", "95/201205W", "1995/0201205W", True),
        ("pnc_id", "95/201205A", "95/201205A", False),
        ("national_insurance", "qq 12 34 56 c", "QQ123456C", False),
        ("national_insurance", "ab 12 34 56 c", "AB123456C", True),
        ("driving_licence", "MORGA657054SM9IJ", "MORGA657054SM9IJ", True),
        ("driving_licence", "MORGA65705", "MORGA65705", False),
        ("local", "x-12/b", "X12B", True),
        ("local", "--", "", False),
    ],
)
def test_numbers_have_one_form(kind: str, text: str, canonical: str, valid: bool) -> None:
    assert read_number(kind, text) == (canonical, valid)


# Correcting


def test_the_second_of_two_corrections_is_refused_and_loses_nothing(world: Server) -> None:
    row = a_row("names", one().pk, writer(), norfolk())
    for surname, fails in (("First", False), ("Second", True)):
        with operation(using="owner", actor="a test", purpose="test") as opened:
            change = {"version": 1, "columns": {"surname": surname}}
            if fails:
                with pytest.raises(entering.OvertakenError):
                    entering.correct(opened, FurtherName, row, **change)  # type: ignore[arg-type]
            else:
                entering.correct(opened, FurtherName, row, **change)  # type: ignore[arg-type]
    states = query(
        world,
        "select surname, version from nominals_further_name_history where id = %s order by pgh_id",
        row,
    )
    assert states == [("Marlow", 1), ("First", 2)]


def test_what_is_withdrawn_says_why_and_is_not_corrected(world: Server) -> None:
    row = a_row("names", one().pk, writer(), norfolk())
    with operation(using="owner", actor="Kim", purpose="test") as opened:
        with pytest.raises(ValueError, match="reason"):
            entering.withdraw(opened, FurtherName, row, version=1, because=" ")
        entering.withdraw(opened, FurtherName, row, version=1, because="Of somebody else")
        with pytest.raises(entering.OvertakenError):
            entering.correct(opened, FurtherName, row, version=2, columns={"surname": "X"})
    stands = FurtherName.objects.using("owner").get(pk=row)
    assert (stands.withdrawn_by, stands.withdrawn_because) == ("Kim", "Of somebody else")


def test_nobody_is_related_to_himself(world: Server) -> None:
    with (
        pytest.raises(IntegrityError, match="with_another"),
        operation(using="owner", actor="x", purpose="test"),
    ):
        SECTIONS["relationships"].model._default_manager.using("owner").create(
            nominal=one(), other=one(), **by(writer(), norfolk()), **columns("relationships")
        )


def test_every_section_has_something_to_try() -> None:
    assert set(TYPED) == set(SECTIONS)
