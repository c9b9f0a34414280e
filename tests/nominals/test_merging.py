"""Two records made one by two people and taken apart again: every row, exactly."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from openmappa.agencies.models import User
from openmappa.audit.operations import operation
from openmappa.config import schema
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import merging, signing
from openmappa.nominals.models import (
    Document,
    Listed,
    Merge,
    Nominal,
    Photograph,
    SignOff,
)
from openmappa.rights.models import RetentionReview
from openmappa.victims.models import Annex, Link, Victim, Zone
from tests.nominals.given_work import work_with
from tests.web import given_access as given
from tests.web.register.given import area_of, rows_in_every_table
from tests.world import (
    administrator,
    area_named,
    day,
    for_life,
    given_extract,
    nominal,
    query,
    take_in,
)

KEPT, GONE, OTHER = "V1", "V2", "V3"
# What an audit or a merge adds to, and what is numbered anew when it is worked out again.
NOT_COMPARED = {"audit_access", "audit_event", "audit_operation", "exchange_import"}
WORKED_OUT = ("cases_ground", "cases_level", "cases_responsibility", "nominals_search_fact")


def extract(folder: Path, *, more: tuple[str, ...] = ()) -> Path:
    """Three people whom nothing links but what people say."""
    return given_extract(
        folder,
        people=[
            "V1,police,Marlow,Dean,1980-02-21,M,W1,95/861702C,,,,",
            "V2,police,Marlowe,Deane,1979-03-22,M,W1,,,,,",
            "E2,probation,Marlowe,Deane,1979-03-22,M,W1,,,,X123456,",
            "V3,police,Ash,Ann,1981-03-03,F,W1,,,,,",
            *more,
        ],
        disposals=[for_life("V1"), for_life("V2"), for_life("V3")],
        responsibility=[f"{v},Cambridgeshire,2013-03-01," for v in ("V1", "V2", "V3")],
        levels=[
            "V1,Cambridgeshire,2,2013-03-01,",
            "V2,Cambridgeshire,3,2014-03-01,",
            "V3,Cambridgeshire,2,2013-03-01,",
        ],
    )


@pytest.fixture
def world(database: Server, tmp_path: Path) -> Server:
    take_in(extract(tmp_path / "extract"))
    return database


def coordinator(name: str = "") -> User:
    return given.officer("coordinator", name=name)


def asked(by_user: User, kept: Nominal, gone: Nominal, **choices: str) -> Merge:
    with given.acting(by_user) as (visitor, opened):
        merge = merging.ask(
            by=visitor.name,
            by_id=visitor.id,
            kept=kept,
            gone=gone,
            area_id=area_named("Cambridgeshire").pk,
            choices=choices,
            why="One person under two names",
            operation=opened,
        )
        sign(by_user, merge, "merge", opened)
    return merge


def sign(by_user: User, merge: Merge, kind: str, opened: Any) -> None:
    signing.ask(
        by=by_user.name,
        by_id=by_user.pk,
        nominal=merge.nominal,
        area_id=merge.area_id,
        kind=kind,
        subject_id=merge.pk,
        why="One person under two names",
        operation=opened,
    )


def decided(by_user: User, merge: Merge, kind: str = "merge") -> None:
    with given.acting(by_user) as (visitor, opened):
        work = SignOff.objects.get(kind=kind, subject_id=merge.pk, state="asked")
        signing.decide(
            by=visitor.name,
            by_id=visitor.id,
            work=work,
            state=signing.State.GIVEN,
            because="Seen both",
            operation=opened,
        )


def merged(kept: Nominal, gone: Nominal, **choices: str) -> Merge:
    merge = asked(coordinator(), kept, gone, **choices)
    decided(coordinator(), merge)
    merging.apply(merge.pk)
    return Merge.objects.using("intake").get(pk=merge.pk)


def parted(merge: Merge) -> Merge:
    asks = coordinator()
    with given.acting(asks) as (_, opened):
        found = Merge.objects.get(pk=merge.pk)
        merging.ask_parting(by_id=asks.pk, merge=found, operation=opened)
        sign(asks, found, "part", opened)
    decided(coordinator(), merge, "part")
    merging.apply(merge.pk)
    return Merge.objects.using("intake").get(pk=merge.pk)


def everything(server: Server) -> dict[str, list[str]]:
    """All rows of every table, without history, audit, jobs and the merges' own."""
    with administrator(server) as looking:
        found = {}
        for table in sorted(schema.tables(looking)):
            if (
                table in NOT_COMPARED
                or table.endswith("_history")
                or table.startswith(("procrastinate", "nominals_merge", "agencies_", "pghistory"))
            ):
                continue
            rows = looking.execute(f"select to_jsonb(t) from {table} t").fetchall()
            for (row,) in rows:
                if table in WORKED_OUT:
                    row.pop("id", None)
            if table == "nominals_sign_off":
                rows = [(row,) for (row,) in rows if row["kind"] not in ("merge", "part")]
            if table == "nominals_finding":  # what was odd while they were one is gone
                rows = [(row,) for (row,) in rows if row["gone_at"] is None]
            found[table] = sorted(json.dumps(row, sort_keys=True) for (row,) in rows)
        return found


def rows_of(person: Nominal, user: User) -> None:
    """A row in every table that names a person, as people would have written them."""
    area = area_of(user)
    rows_in_every_table(person.pk, user, area)
    work_with(person, user.pk, area)
    who = {"area_id": area, "entered_by": user.name, "entered_by_id": user.pk}
    with operation(using="owner", actor="a test", purpose="test"):
        for model in (Photograph, Document):
            for row in model._default_manager.using("owner").filter(nominal=person):
                row.stored_as += f" of {person.pk}"
                row.save(using="owner")
        SignOff.objects.using("owner").filter(nominal=person).update(
            state="given",
            decided_at=timezone.now(),
            decided_by="Lee",
            decided_by_id=user.pk + 1000,
            because="A test",
        )
        victim = Victim.objects.using("owner").create(
            surname=f"Quill{person.pk}", forenames="Dora", **who
        )
        for model, more in (
            (Link, {"victim": victim, "relation": "former_partner"}),
            (
                Zone,
                {
                    "victim": victim,
                    "letter": "A",
                    "wording": "The park",
                    "condition_of": "licence",
                    "during": Period(date(2015, 1, 1), None),
                },
            ),
            (Annex, {"text": f"What must be known of {person.pk}"}),
        ):
            model._default_manager.using("owner").create(nominal_id=person.pk, **more, **who)
        RetentionReview.objects.using("owner").create(
            nominal_id=person.pk,
            area_id=area,
            decided_on=day(),
            decision="keep",
            reason="A test",
            decided_by="Kim",
            decided_by_id=user.pk,
        )


def test_every_column_that_names_a_person_has_a_place_in_the_plan(db_home: Server) -> None:
    """By its foreign key, or by its name where it has none."""
    named = query(
        db_home,
        "select f.conrelid::regclass::text, a.attname from pg_constraint f"
        " join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]"
        " where f.contype = 'f' and f.confrelid = 'nominals_nominal'::regclass"
        " union select c.relname, a.attname from pg_class c join pg_attribute a"
        " on a.attrelid = c.oid and not a.attisdropped where c.relkind in ('r', 'p')"
        " and c.relnamespace = 'public'::regnamespace and a.attname ~ '(^|_)nominal_id$'"
        " and c.relname !~ '_history$'",
    )
    plan = query(db_home, "select of_table, of_column from nominals_merge_plan()")
    assert sorted(plan) == sorted(named)


def test_what_follows_by_its_record_has_the_foreign_key_that_moves_it(db_home: Server) -> None:
    wrong = query(
        db_home,
        "select of_table, of_column from nominals_merge_plan() p where how = 'record'"
        " and not exists (select from pg_constraint f join pg_attribute a"
        " on a.attrelid = f.conrelid and a.attnum = any (f.conkey) and a.attname = p.of_column"
        " where f.conrelid = to_regclass(p.of_table) and f.confupdtype = 'c'"
        " and f.confrelid = 'nominals_record'::regclass)",
    )
    assert wrong == []


def test_merged_and_taken_apart_everything_is_as_it_was(world: Server) -> None:
    kept, gone = nominal(KEPT), nominal(GONE)
    one, another = given.officer("police"), given.officer("police")
    rows_of(kept, one)
    rows_of(gone, another)
    with operation(using="owner", actor="a test", purpose="test"):
        Listed.objects.using("owner").create(
            nominal_id=gone.pk,
            user_id=one.pk,
            area_id=area_of(one),
            side="shut_out",
            why="x",
            listed_by="K",
        )
        Photograph.objects.using("owner").filter(nominal__in=(kept, gone)).update(current=True)
    before = everything(world)
    merge = merged(kept, gone, photograph="other", **{"manager.police": "other"})
    assert merge.state == "merged", merge.answer
    left = {
        (table, column): count
        for table, column, how in query(
            world, "select of_table, of_column, how from nominals_merge_plan()"
        )
        if how in ("follows", "record", "access")
        for ((count,),) in [
            query(world, f"select count(*) from {table} where {column} = %s", gone.pk)
        ]
    }
    assert {place: n for place, n in left.items() if n} == {}
    ((manager,),) = query(
        world,
        "select user_id from nominals_caseload where nominal_id = %s and as_what = 'manager'"
        " and during @> audit_today()",
        kept.pk,
    )
    assert manager == another.pk
    assert parted(merge).state == "parted"
    after = everything(world)
    for table in before:
        assert after[table] == before[table], table
