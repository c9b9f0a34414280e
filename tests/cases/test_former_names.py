"""A former name that the law protects (Gender Recognition Act 2004, section 22) in what is kept of
the record: its history, and the folder of the person's own request.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.db import connections
from django.db.models import F
from django.urls import reverse

from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import actions as nominals
from openmappa.nominals.models import Match, Nominal, SourceRecord
from openmappa.nominals.register import GenderHistory
from tests.cases.given import known_to_all
from tests.web.world import World
from tests.world import administrator, query

FORMER = "Zebulon"


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Who bore another name in an agency's record and as the record's own, and bears it no more."""
    someone = known_to_all(world)
    record = SourceRecord.objects.using("intake").filter(nominal=someone.pk)[0]
    for borne, stated in ((FORMER, FORMER), (someone.forenames, record.forenames)):
        with (
            operation(using="intake", actor="An import", purpose="import"),
            connections["intake"].cursor() as cursor,
        ):
            cursor.execute(
                "update nominals_record set forenames = %s where id = %s", [stated, record.pk]
            )
            cursor.execute(
                "update nominals_nominal set forenames = %s where id = %s", [borne, someone.pk]
            )
    with operation(using="owner", actor="a test", purpose="test"):
        GenderHistory.objects.using("owner").create(
            nominal_id=someone.pk,
            area_id=record.area_id,
            agency="police",
            regime="law_enforcement",
            entered_by="x",
            entered_by_id=1,
            during=Period(None, None),
            information="Kept apart",
            former_forenames=FORMER,
            named=[1],
        )
    yield someone
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_gender")
        past.execute("delete from nominals_gender_history")
        past.execute("delete from nominals_search_hidden")
        past.execute("delete from nominals_withheld where compartment = 'gender'")
        past.execute("select nominals_search_refresh(array[%s]::bigint[], true)", [someone.pk])


def test_the_history_of_a_record_tells_no_former_name(world: World, person: Nominal) -> None:
    told = world.client("police").get(reverse("record_history", args=[person.reference]))
    assert FORMER not in told.content.decode()
    changes = reverse("record_history", args=[person.reference]), {"stream": "changes"}
    assert "An import" not in world.client("police").get(*changes).content.decode()


def test_the_folder_of_a_request_holds_no_former_name(db_home: Server, person: Nominal) -> None:
    for table in (
        "nominals_record",
        "nominals_record_history",
        "nominals_nominal",
        "nominals_nominal_history",
    ):
        column = "id" if table.startswith("nominals_nominal") else "nominal_id"
        rows = query(
            db_home,
            f"select rights_without_secrets(%s, 1, to_jsonb(t))::text from {table} t"
            f" where {column} = %s",
            table,
            person.pk,
        )
        assert rows
        assert FORMER not in str(rows), table


def test_a_possible_match_tells_no_former_name_that_its_sentence_said(
    world: World, db_home: Server, person: Nominal
) -> None:
    records = SourceRecord.objects.using("intake")
    mine = records.filter(nominal=person.pk)[0]
    other = records.exclude(nominal=person.pk)[0]
    a, b = sorted((mine, other), key=lambda one: one.pk)
    with operation(using="owner", actor="a test", purpose="test"):
        match = Match.objects.using("owner").create(
            record_id=a.pk,
            nominal_id=a.nominal_id,
            other_record_id=b.pk,
            other_nominal_id=b.nominal_id,
            kind="doubt",
            sentence=f"both are born on one day; forenames {FORMER.upper()} / Anna differ",
            open=True,
        )
        # As if it had been written a moment later.
        GenderHistory.objects.using("owner").filter(nominal=person.pk).update(
            information="Kept apart still", version=F("version") + 1
        )
    try:
        told = query(db_home, "select sentence from nominals_match where id = %s", match.pk)
        assert FORMER.lower() not in str(told).lower()
        question = SimpleNamespace(a=a.pk, b=b.pk, kind="doubt", why=f"forenames {FORMER} / Anna")
        with operation(using="intake", actor="An import", purpose="import"):
            nominals.ask([a.pk, b.pk], [cast("Any", question)], "intake")
        told = query(db_home, "select sentence from nominals_match where id = %s", match.pk)
        assert FORMER.lower() not in str(told).lower()
    finally:
        with administrator(db_home) as past:
            past.execute("set session_replication_role = replica")
            past.execute("delete from nominals_match where id = %s", [match.pk])
