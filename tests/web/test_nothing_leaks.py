"""Of a person who may not be seen, nothing shows anywhere: not even that there is one.

Everything that a role can ask is asked three times: with the hidden person on the record, with the
same person under another name, and without them. The answers must be the same, letter by letter
and query by query, errors and exports included. Figures count people whom the asker may not see,
as they must: of these only the name may not matter.

A further kind of hidden person is one entry in `HIDDEN`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from openmappa.agencies.pages import enter
from openmappa.config.postgres import Server
from openmappa.nominals.models import Access, Match, Nominal
from openmappa.nominals.models import Identifier as Number
from tests.web.matrix import (
    ADMINISTRATOR,
    COORDINATOR,
    OTHER_AREA,
    POLICE,
    STATISTICIAN,
    rows,
)
from tests.web.world import World
from tests.world import administrator, day, nominal

Hide = Callable[[World, str], tuple[Nominal, AbstractContextManager[None]]]


def another_areas(world: World, role: str) -> tuple[Nominal, AbstractContextManager[None]]:
    """Somebody on whom another area alone holds the record."""
    own = {held.area_id for held in visitor(world, role).postings}
    seen = Access.objects.using("count").filter(area__in=own, during__contains=day())
    theirs = Nominal.objects.using("count").exclude(pk__in=seen.values("nominal"))
    return theirs.filter(pk__in=Access.objects.using("count").values("nominal"))[0], nullcontext()


def out_of_sight(world: World, role: str) -> tuple[Nominal, AbstractContextManager[None]]:
    """Somebody at Level 2 of whom every area has lost sight."""
    person = nominal("V700037")
    return person, world.hidden(person.pk)


def half_a_pair(world: World, role: str) -> tuple[Nominal, AbstractContextManager[None]]:
    """Somebody out of sight who may be the same person as somebody in sight."""
    match = Match.objects.using("count").exclude(nominal=None).filter(open=True)
    parted = next(m for m in match.order_by("pk") if m.nominal_id != m.other_nominal_id)
    person = Nominal.objects.using("count").get(pk=parted.other_nominal_id)
    return person, world.hidden(person.pk)


HIDDEN: dict[str, Hide] = {
    "another area's": another_areas,
    "out of sight": out_of_sight,
    "half a pair": half_a_pair,
}
ASKING = (COORDINATOR, POLICE, ADMINISTRATOR, STATISTICIAN, OTHER_AREA)

COUNTING = re.compile("statistics|figure|freeze|charts|annual_report|why_not")
# Who looked at whom is recorded, so this page of a person changes by being asked for.
CHANGES_BY_ITSELF = {"record_history"}
READ_ONCE = {"message"}  # the first reading is noted
OF_ONE_PERSON = (
    "person",
    "timeline",
    "legal_position",
    "what_you_must_do",
    "person_records",
    "record_history",
)
PASSES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|\b\d\d:\d\d\b')  # and the hour


@dataclass(frozen=True)
class Answer:
    """What came back, without what differs each time."""

    status: int
    text: str
    queries: int


def visitor(world: World, role: str):
    with transaction.atomic():
        return enter(world.user(role).pk)


def ask(world: World, role: str, method: str, path: str, data: dict[str, str]) -> Answer:
    connections["default"].queries_log.clear()
    with CaptureQueriesContext(connections["default"]) as captured:
        response = world.ask(role, method, path, data)
    text = PASSES.sub("", response.content.decode("utf-8", "replace"))
    return Answer(response.status_code, text, len(captured))


@dataclass(frozen=True)
class Known:
    """What a curious visitor knows of the hidden person."""

    reference: str
    surname: str
    forenames: str
    born: str
    numbers: tuple[str, ...]
    pairs: tuple[int, ...]


def known(person: Nominal) -> Known:
    pairs = Match.objects.using("count").filter(nominal=person) | Match.objects.using(
        "count"
    ).filter(other_nominal=person)
    numbers = Number.objects.using("count").filter(nominal=person, withdrawn_on=None)
    return Known(
        str(person.reference),
        person.surname,
        person.forenames,
        f"{person.born_on:%d/%m/%Y}" if person.born_on else "",
        tuple(numbers.values_list("given", flat=True)),
        tuple(pairs.values_list("pk", flat=True)),
    )


Asked = tuple[str, str, dict[str, Any], dict[str, Any]]


def everything(world: World, role: str, of: Known) -> list[Asked]:
    """Every page that the role has, and whatever one could try to find the person."""
    tries: list[Asked] = []
    for row in rows():
        args, data = dict(row.args(world)), dict(row.data(world))
        if (
            row.method != "GET"
            or row.expected(role) == 403
            or row.url in CHANGES_BY_ITSELF
            or args.get("form") in ("pdf", "ods")  # made of the same figures
            or row.url == "figures_spreadsheet"
        ):
            continue
        tries.append(("get", row.url, args, data))
    tries += [("get", url, {"reference": of.reference}, {}) for url in OF_ONE_PERSON]
    tries += [
        ("post", "people_search", {}, {"q": text, "level": level})
        for text in (of.reference, of.surname, f"{of.forenames} {of.surname}", of.surname[:3])
        for level in ("", "2")
    ]
    tries += [("post", "people_search", {}, {"q": number}) for number in of.numbers]
    mine = "\n".join([of.reference, f"{of.surname}, {of.forenames}, {of.born}", *of.numbers])
    tries += [("post", url, {}, {"list": mine}) for url in ("reconcile_answer", "reconcile_file")]
    tries += [("get", "match", {"number": number}, {}) for number in of.pairs]
    tries += [
        ("post", "match_decide", {"number": n}, {"decision": "same", "reason": "x"})
        for n in of.pairs
    ]
    area = "Norfolk" if role == OTHER_AREA else "Cambridgeshire"
    year = {"area": area, "year": "2014-15"}
    tries += [
        ("post", "why_not_counted", {}, {**year, "who": who}) for who in (of.reference, *of.numbers)
    ]
    return tries


def answers(world: World, role: str, tries: list[Asked]) -> dict[str, Answer]:
    return {
        f"{method} {url} {args} {data}": ask(world, role, method, reverse(url, kwargs=args), data)
        for method, url, args, data in tries
    }


@contextmanager
def renamed(server: Server, person: Nominal) -> Iterator[None]:
    """The same person, with another name and other numbers."""
    with parted_with(server, person, remove=False), past_every_check(server) as database:
        for table, columns in (
            ("nominals_nominal", ("surname", "forenames")),
            ("nominals_record", ("surname", "forenames", "source_key")),
            ("nominals_name", ("surname", "forenames")),
            ("nominals_identifier", ("given", "canonical")),
            ("nominals_address", ("line_1", "town", "postcode")),
        ):
            column = "id" if table == "nominals_nominal" else "nominal_id"
            changed = ", ".join(f"{name} = 'Q' || {name}" for name in columns)
            database.execute(f"update {table} set {changed} where {column} = %s", [person.pk])
        yield


@contextmanager
def parted_with(server: Server, person: Nominal, *, remove: bool = True) -> Iterator[None]:
    """Take all that is recorded of a person away for a while, or only bring it back afterwards."""
    kept: list[tuple[str, str, list[dict[str, object]]]] = []
    with past_every_check(server) as database:
        for table, column in database.execute(
            "select table_name, column_name from information_schema.columns"
            " join pg_tables t on t.tablename = table_name and t.schemaname = 'public'"
            " where column_name ~ '(^|_)nominal_id$' and table_name !~ '^audit_|_history$|^statis'"
            " union all select 'nominals_nominal', 'id'"
        ).fetchall():
            of = SQL("{} t where {} = %s").format(Identifier(table), Identifier(column))
            found = database.execute(SQL("select to_jsonb(t) from ") + of, [person.pk]).fetchall()
            kept.append((table, column, [row for (row,) in found]))
            if remove:
                database.execute(SQL("delete from ") + of, [person.pk])
    try:
        yield
    finally:
        with past_every_check(server) as database:
            for table, column, lines in kept:
                where = SQL("delete from {} where {} = %s")
                database.execute(where.format(Identifier(table), Identifier(column)), [person.pk])
                names = SQL(", ").join(
                    Identifier(name)
                    for (name,) in database.execute(
                        "select column_name from information_schema.columns where table_name = %s"
                        " and table_schema = 'public' and is_generated = 'NEVER'",
                        [table],
                    ).fetchall()
                )
                for line in lines:
                    database.execute(
                        SQL(
                            "insert into {0} ({1}) overriding system value"
                            " select {1} from jsonb_populate_record(null::{0}, %s)"
                            " on conflict do nothing"
                        ).format(Identifier(table), names),
                        [Jsonb(line)],
                    )


@contextmanager
def past_every_check(server: Server) -> Iterator[psycopg.Connection]:
    with administrator(server) as database:
        database.execute("set session_replication_role = replica")
        yield database


def compared(was: dict[str, Answer], now: dict[str, Answer], only: Callable[[str], bool]) -> None:
    differs = [asked for asked in was if only(asked) and was[asked] != now[asked]]
    said = [
        f"{a}: {was[a].queries} queries, then {now[a].queries}; {_first(was[a], now[a])}"
        for a in differs
    ]
    assert said == []


def _first(was: Answer, now: Answer) -> str:
    lines = zip(was.text.splitlines(), now.text.splitlines(), strict=False)
    return next(
        (f"{one.strip()!r} / {other.strip()!r}" for one, other in lines if one != other), ""
    )


@pytest.mark.parametrize("role", ASKING)
@pytest.mark.parametrize("kind", HIDDEN)
def test_nothing_of_a_hidden_person_leaks(
    world: World, db_home: Server, kind: str, role: str
) -> None:
    person, hiding = HIDDEN[kind](world, role)
    of = known(person)
    tries = everything(world, role, of)
    # Else a session is written now and then.
    with hiding, override_settings(SESSION_NOTED_EVERY_SECONDS=3600):
        world.ask(role, "get", reverse("home"))  # keeps the checks of the figures for a while
        answers(world, role, [asked for asked in tries if asked[1] in READ_ONCE])
        as_it_is = answers(world, role, tries)
        with renamed(db_home, person):
            under_another_name = answers(world, role, tries)
        with parted_with(db_home, person):
            without = answers(world, role, tries)

    def pointed(asked: str) -> bool:
        """A number is answered with the area to ring, and nothing else; it is meant to be."""
        return "people_search" in asked and any(f"'{number}'" in asked for number in of.numbers)

    compared(as_it_is, under_another_name, lambda asked: not pointed(asked))
    compared(as_it_is, without, lambda asked: not pointed(asked) and not COUNTING.search(asked))
    for asked in filter(pointed, as_it_is):
        text = as_it_is[asked].text
        assert of.reference not in text
        assert f"{of.surname.upper()}, {of.forenames}" not in text


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_the_database_refuses_says_no_more_of_a_hidden_person_than_of_none(
    world: World, kind: str
) -> None:
    person, hiding = HIDDEN[kind](world, COORDINATOR)
    with hiding:
        said = [refusal(world, number) for number in (person.pk, 10**9)]
    assert said[0] == said[1]


def refusal(world: World, number: int) -> list[str]:
    """What the login of the site is told when it tries to write about a nominal it may not see."""
    told = []
    for statement in (
        "select nominals_share(%s, 1::smallint, '2099-01-01')",
        "select cases_take_on(%s, 'x', 'x')",
        "insert into nominals_nominal (id, surname, forenames, sex, ethnicity)"
        " values (%s, 'x', 'x', '', '')",
        "insert into nominals_asked_decision (match_id, decision, reason, seen, user_id, asked_by,"
        " state, answer) select %s, 'same', 'x', '', 1, 'x', 'waiting', ''",
        "select count(*) from cases_record_history(%s, array['row', 'event', 'access'],"
        " array['identity'], 0, 9)",
        "update nominals_nominal set surname = 'x' where id = %s",
    ):
        try:
            with transaction.atomic(), connections["default"].cursor() as cursor:
                enter(world.user(COORDINATOR).pk)
                cursor.execute(statement, [number])
                told.append(str(cursor.fetchall() if cursor.description else cursor.rowcount))
        except DatabaseError as error:
            told.append(str(error).replace(str(number), "N"))
    return told
