"""Who is told what of who has seen and changed a record: by part, without a trace of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections, transaction
from django.urls import reverse

from openmappa.agencies.pages import enter
from openmappa.agencies.permissions import Part
from openmappa.audit.operations import begin, log_access, operation
from openmappa.cases import told_in_history
from openmappa.cases.told_in_history import NEVER, TABLES
from openmappa.config.postgres import Server
from openmappa.nominals.models import SourceRecord
from openmappa.rights import access, exports
from tests.cases.given import known_to_all
from tests.web import given_access as given
from tests.web.matrix import (
    COORDINATOR,
    DATA_PROTECTION,
    MENTAL_HEALTH,
    POLICE,
    PRISON,
    PROBATION,
    SECURITY_OFFICER,
    VICTIM_LIAISON,
)
from tests.web.world import World
from tests.world import administrator, query

STREAMS = ["event", "row", "access"]


def told(world: World, role: str, parts: Any = Part, take: int = 10_000) -> list[dict[str, Any]]:
    """What the database tells somebody of this role, past every page."""
    with transaction.atomic(), connections["default"].cursor() as cursor:
        enter(world.user(role).pk)
        cursor.execute(
            "select * from cases_record_history(%s, %s, %s, 0, %s)",
            [known_to_all(world).pk, STREAMS, [part.name for part in parts], take],
        )
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert all(row["in_all"] == len(found) for row in found) or take < 10_000
    return found


def texts(rows: list[dict[str, Any]]) -> str:
    return "\n".join(str(value) for row in rows for value in row.values())


def test_every_table_with_a_history_that_names_a_person_is_told_or_said_not_to_be(
    db_home: Server,
) -> None:
    tracked = {
        name.removesuffix("_history")
        for (name,) in query(
            db_home,
            "select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
            " where c.relname like '%%\\_history' and c.relkind = 'r'"
            " and a.attname ~ '(^|_)nominal_id$'",
        )
    } | {"nominals_nominal"}
    assert tracked == TABLES.keys() | NEVER.keys()
    assert TABLES.keys().isdisjoint(NEVER)
    source = query(db_home, "select prosrc from pg_proc where proname = 'cases_record_history'")
    assert all(f"from {table}_history h" in source[0][0] for table in tracked)


@pytest.fixture
def named(world: World, db_home: Server) -> Iterator[None]:
    """Those who see only whom they are named to are named to the person."""
    given.name_the_rest(world, known_to_all(world))
    yield
    given.forget(db_home)


def test_rows_are_of_the_parts_that_the_role_sees(world: World, named: None) -> None:
    police, mental_health = told(world, POLICE), told(world, MENTAL_HEALTH)
    assert "nominals_address" in {row["what"] for row in police}
    assert "nominals_address" not in {row["what"] for row in mental_health}
    assert "justice_disposal" in {row["what"] for row in mental_health}
    assert {row["what"] for row in told(world, VICTIM_LIAISON)}.isdisjoint(
        table for table, of in TABLES.items() if of.part in {Part.IDENTITY, Part.CONTACT}
    )


def test_only_parts_that_are_asked_for_are_told(world: World) -> None:
    asked = {row["what"] for row in told(world, POLICE, [Part.CONTACT]) if row["stream"] == "row"}
    known = {table for table, of in TABLES.items() if of.part in {Part.CONTACT, None}}
    assert "nominals_address" in asked
    assert asked <= known


def test_pages_have_no_gaps(world: World, named: None) -> None:
    with transaction.atomic(), connections["default"].cursor() as cursor:
        enter(world.user(MENTAL_HEALTH).pk)
        pages = []
        for skip in range(0, 40, 5):
            cursor.execute(
                "select at, what, verb, new, in_all from cases_record_history(%s, %s, %s, %s, 5)",
                [known_to_all(world).pk, STREAMS, [part.name for part in Part], skip],
            )
            pages.append(cursor.fetchall())
    total = pages[0][0][-1]
    assert [len(page) for page in pages] == [
        max(min(5, total - skip), 0) for skip in range(0, 40, 5)
    ]


def test_nobody_without_a_victim_role_learns_that_one_looked_or_wrote(world: World) -> None:
    path = reverse("person", args=[known_to_all(world).reference])
    person = known_to_all(world).pk
    before = len(told(world, POLICE))
    assert world.client(VICTIM_LIAISON).get(path).status_code == 200
    liaison = world.user(VICTIM_LIAISON)
    with transaction.atomic():
        opened = enter(liaison.pk).begin("victims", reason="a wish")
        opened.record("recorded", "Isla recorded a wish.", nominal_id=person)
    after = told(world, POLICE)
    assert len(after) == before
    assert liaison.name not in texts(after)
    assert "a wish" not in texts(after)
    known = texts(told(world, VICTIM_LIAISON))
    assert liaison.name in known
    assert "a wish" in known
    html = world.client(POLICE).get(reverse("record_history", args=[path.split("/")[2]]))
    assert liaison.name not in html.content.decode()


@pytest.fixture
def asked_of_the_person(world: World, db_home: Server) -> Iterator[str]:
    """The officer of data protection enters the person's request, and asks for an erasure."""
    officer, person = world.client(DATA_PROTECTION), str(known_to_all(world).reference)
    day = {"received-day": "2", "received-month": "3", "received-year": "2015"}
    entered = officer.post(
        reverse("access_request_new"), {"kind": "subject_access", "reference": person, **day}
    )
    assert officer.get(entered["Location"]).status_code == 200
    gathered = str(entered["Location"]).rstrip("/").rsplit("/", 1)[-1]
    with administrator(db_home) as past:
        past.execute("update rights_access_request set state = 'gathering'")
    access.gather(int(gathered))
    asked = officer.post(
        reverse("erasure_new"),
        {"reference": person, "basis": "court_order", "reason": "an order", "what": "whole"},
    )
    assert asked.status_code == 302
    assert officer.get(reverse("erasures")).status_code == 200
    yield person
    with administrator(db_home) as past:
        for (folder,) in past.execute("select folder from rights_access_request").fetchall():
            exports.discard(folder)
        past.execute("delete from rights_access_request")
        past.execute("delete from rights_erasure")


def test_that_a_person_asked_for_what_is_held_is_told_to_two_officers_alone(
    world: World, asked_of_the_person: str
) -> None:
    officer = world.user(DATA_PROTECTION).name
    words = (
        "entered a request",
        " for what is held",
        "all that is held, for request",
        "asked for an erasure",
        "erasures",
    )
    for role in (POLICE, PROBATION, COORDINATOR, VICTIM_LIAISON):
        known = texts(told(world, role))
        assert [text for text in (*words, officer) if text in known] == [], role
    for role in (DATA_PROTECTION, SECURITY_OFFICER):
        known = texts(told(world, role))
        assert [text for text in words if text not in known] == [], role
    page = world.client(POLICE).get(reverse("record_history", args=[asked_of_the_person]))
    assert page.status_code == 200
    assert officer not in page.content.decode()


def test_looking_at_a_part_is_told_to_who_sees_it(world: World) -> None:
    officer, person = world.user(POLICE), known_to_all(world).pk
    with transaction.atomic():
        enter(officer.pk)
        log_access(
            using="default",
            actor=officer.name,
            action="read",
            what="page of the closed part",
            nominal_ids=[person],
            parts=["INTELLIGENCE"],
        )
        begin(using="default", actor=officer.name, purpose="test").record(
            "graded", "A closed event.", nominal_id=person, parts=["INTELLIGENCE"]
        )
    for text in ("page of the closed part", "A closed event"):
        assert text in texts(told(world, POLICE))
        assert text not in texts(told(world, PRISON))


@pytest.fixture
def names_are_closed(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if `nominals_name` held gender history, which nobody here sees."""
    with monkeypatch.context() as patch:
        closed = replace(TABLES["nominals_name"], part=Part.GENDER_HISTORY)
        patch.setitem(TABLES, "nominals_name", closed)
        told_in_history.make(using="owner")
        yield
    told_in_history.make(using="owner")


def test_an_operation_that_wrote_in_a_compartment_is_not_told(
    world: World, names_are_closed: None
) -> None:
    someone = known_to_all(world)
    record = SourceRecord.objects.using("intake").filter(nominal=someone.pk)[0]
    with operation(
        using="intake", actor="A Registrar", purpose="names", reason="certificate shown"
    ) as opened:
        with connections["intake"].cursor() as cursor:
            cursor.execute(
                "insert into nominals_name (record_id, nominal_id, area_id, agency, source_key,"
                " kind, surname, forenames, imported_at)"
                " values (%s, %s, %s, %s, 'N-1', 'previous', 'Formerly', 'Known', now())",
                [record.pk, someone.pk, record.area_id, record.agency],
            )
            cursor.execute(
                "update nominals_nominal set sex = sex || '' where id = %s", [someone.pk]
            )
            cursor.execute(
                "update nominals_nominal set ethnicity = 'W9' where id = %s", [someone.pk]
            )
        opened.record("renamed", "The name was changed.", nominal_id=someone.pk)
    for role in (POLICE, PROBATION, PRISON):
        rows = told(world, role)
        for text in ("Formerly", "certificate shown", "The name was changed"):
            assert text not in texts(rows)
        # That an open part changed is told, without the reason.
        assert "W9" in texts(rows)
