"""No page takes more queries for more rows: every page is asked, with more rows in every table."""

from __future__ import annotations

import re
import uuid
from contextlib import suppress

import psycopg
from django.db import connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from psycopg.errors import CheckViolation
from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from openmappa.config import schema
from openmappa.config.postgres import Server
from tests.nominals.given_work import work_with
from tests.victims.given import given_mention, given_zone
from tests.web.matrix import ROLES, Row, rows
from tests.web.register.given import area_of, rows_in_every_table
from tests.web.world import World
from tests.world import administrator

# Of one's own account and of the frame; reference data; what is counted from the rest or frozen.
NOT_FOR_MORE = re.compile("web_|django_|procrastinate_|account_|mfa_|socialaccount_|statistics_")
# What a constraint holds to one for each area, posting, text or pair of records. Of these there are
# as many as the extract and the matrix made.
ONCE = {
    "agencies_posting",
    "cases_responsibility",
    "exchange_upload",
    "nominals_access",
    "nominals_match",
    "nominals_merge",
    "publication_consent",
    "publication_wording",
    "victims_mention",
}
PAGES = [row for row in rows() if row.method == "GET" and 200 in map(row.expected, ROLES)]
COPIES = 2
# What may be told apart by anything; other texts are words of a list.
FREE = {"email", "stored_as", "digest", "source_key", "file_name", "fields", "number"}


def first(row: Row) -> str:
    return next(role for role in ROLES if row.expected(role) == 200)


def asked(world: World, role: str, path: str, data: dict[str, object]) -> int:
    connections["default"].queries_log.clear()  # it holds no more than 9,000
    with CaptureQueriesContext(connections["default"]) as captured:
        answer = world.ask(role, "get", path, data)
    assert answer.status_code == 200, f"{role} {path}"
    return len(captured)


def test_no_page_takes_more_queries_for_more_rows(world: World, db_home: Server) -> None:
    asks = [
        (first(row), reverse(row.url, kwargs=dict(row.args(world))), dict(row.data(world)))
        for row in PAGES
    ]
    person, officer = world.known(), world.user("police")
    rows_in_every_table(person.pk, officer, area_of(officer))
    for someone in world.duplicates():
        work_with(someone, officer.pk, area_of(officer))
    given_zone(world)
    given_mention(world)
    with (
        override_settings(SESSION_NOTED_EVERY_SECONDS=3600),
        administrator(db_home) as past,
    ):
        past.execute("set session_replication_role = replica")
        others = [p.pk for p in world.seen_by("coordinator") if p.pk != person.pk]
        # Of everything that a page lists there is something.
        fill(past, others[:COPIES])
        for ask in asks:
            asked(world, *ask)  # what is kept for a while, and noted once
        before = [asked(world, *ask) for ask in asks]
        added = fill(past, others[COPIES : 3 * COPIES])
        after = [asked(world, *ask) for ask in asks]
    grown = [
        f"{role} {path}: {was} queries, then {now}"
        for (role, path, _), was, now in zip(asks, before, after, strict=True)
        if was != now
    ]
    assert grown == []
    assert {table for table, count in added.items() if count == 0} == ONCE


def fill(past: psycopg.Connection[tuple[object, ...]], others: list[int]) -> dict[str, int | None]:
    return {table: more(past, table, others) for table in schema.tables(past)}


def more(past: psycopg.Connection[tuple[object, ...]], table: str, others: list[int]) -> int | None:
    """Put each of the first rows there twice more, and once for each of these people.

    Answers how many were added; None for a table that is not for it or is empty.
    """
    if NOT_FOR_MORE.match(table) or table in schema.REFERENCE_TABLES:
        return None
    columns = dict(
        past.execute(
            "select a.attname, format_type(a.atttypid, null) from pg_attribute a"
            " where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped"
            " and a.attgenerated = '' order by a.attnum",
            [table],
        ).fetchall()
    )
    unique = {
        name
        for (name,) in past.execute(
            "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
            " and a.attnum = any (i.indkey) where i.indrelid = %s::regclass and i.indisunique",
            [table],
        ).fetchall()
    }
    key = next((name for name in ("pgh_id", "id") if name in columns), None)
    found = past.execute(
        SQL("select to_jsonb(t) from (select * from {} limit 3) t").format(Identifier(table))
    ).fetchall()
    if not found or key is None:
        return None
    names = SQL(", ").join(map(Identifier, columns))
    added = 0
    ((last,),) = past.execute(
        SQL("select {} from {} order by 1 desc limit 1").format(Identifier(key), Identifier(table))
    ).fetchall()
    for (line,) in found:
        changes: list[dict[str, object]] = [{} for _ in range(COPIES)]
        if "nominal_id" in columns:
            changes += [{"nominal_id": other} for other in others]
        for number, change in enumerate(changes):
            if columns[key] != "uuid":
                last = int(str(last)) + 1
                change[key] = last
            else:
                change[key] = str(uuid.uuid4())
            renamed = {
                name: f"{line[name]} {number} {last}"
                for name in unique & FREE
                if columns.get(name) in ("text", "character varying")
            }
            if "subject_id" in unique:
                change["subject_id"] = last
            # Where the text is one of a list, by another person alone.
            for how in (renamed, {}):
                with suppress(CheckViolation), past.transaction():
                    added += past.execute(
                        SQL(
                            "insert into {0} ({1}) overriding system value"
                            " select {1} from jsonb_populate_record(null::{0}, %s)"
                            " on conflict do nothing"
                        ).format(Identifier(table), names),
                        [Jsonb({**line, **change, **how})],
                    ).rowcount
                    break
    if columns[key] != "uuid":
        past.execute(
            "select setval(s, %s) from pg_get_serial_sequence(%s, %s) s where s is not null",
            [last, table, key],
        )
    return added
