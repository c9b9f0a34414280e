"""Every page of one person finds what it shows by an index, however many people are on the record.

What a page asks is asked again for its plan, going through whole tables being forbidden: where a
plan does so all the same, it cannot do otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmappa.agencies.pages import enter
from openmappa.config.postgres import Server
from tests.web.matrix import Row
from tests.web.test_matrix import ROWS, addresses
from tests.web.world import World
from tests.world import administrator, query

OF_ONE_PERSON = {
    str(pattern.name) for pattern in addresses() if "reference" in pattern.pattern.converters
}


@pytest.fixture(scope="module")
def growing(db_home: Server) -> frozenset[str]:
    """The tables that grow with the number of people; what is in them is known to who plans."""
    with administrator(db_home) as owner:
        owner.execute("analyze")
    found = query(
        db_home,
        "select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace"
        " and (a.attname ~ '(^|_)nominal_id$' or c.relname ~ '^nominals_nominal')",
    )
    return frozenset(name for (name,) in found)


def nodes(plan: dict[str, Any], of: str) -> Iterator[dict[str, Any]]:
    """The steps of a plan, without what is looked up in a table of hashes.

    Of that PostgreSQL makes two plans, and takes the one that goes through a table for many rows.
    """
    if f"hashed {plan.get('Subplan Name')})" in of:
        return
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part, of)


@pytest.mark.parametrize(
    "row",
    [r for r in ROWS if r.url in OF_ONE_PERSON and r.is_answered() and r.method == "GET"],
    ids=lambda row: row.url,
)
def test_a_page_of_one_person_goes_through_no_whole_table(
    world: World, growing: frozenset[str], row: Row
) -> None:
    role = row.first_role()
    client = world.client(role)
    path = reverse(row.url, kwargs=dict(row.args(world)))
    with CaptureQueriesContext(connections["default"]) as captured:
        client.get(path, data=dict(row.data(world)))
    asked = {
        one["sql"]
        for one in captured
        if one["sql"].lstrip(" (\n").lower().startswith(("select", "with"))
    }
    through = []
    with transaction.atomic():
        enter(world.user(role).pk)
        with connections["default"].cursor() as cursor:
            cursor.execute("set local enable_seqscan = off")
            for sql in sorted(asked):
                cursor.execute("explain (format json, verbose) " + sql.replace("%", "%%"), [])
                (said,) = cursor.fetchone()
                (plan,) = said if isinstance(said, list) else json.loads(said)
                through += [
                    f"{node['Relation Name']}: {sql[:300]}"
                    for node in nodes(plan["Plan"], json.dumps(plan).replace(".col1", ""))
                    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in growing
                ]
    assert not through, "\n".join(through)
