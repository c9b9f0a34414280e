"""Two records made one by two people and taken apart again: every row, exactly."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError
from django.utils import timezone
from psycopg.errors import CheckViolation, InsufficientPrivilege

from openmappa.agencies.models import User
from openmappa.audit.operations import operation
from openmappa.cases.visibility import visible
from openmappa.config import schema
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import merging, queries
from openmappa.nominals.caseload import RefusedError
from openmappa.nominals.models import (
    Archive,
    Document,
    Listed,
    Merge,
    Nominal,
    Photograph,
    SignOff,
)
from openmappa.nominals.register import Activity, AddressCheck, Relationship
from openmappa.rights.models import RetentionReview
from openmappa.victims.models import Annex, Link, Victim, Zone
from openmappa.web.merge_since import OFFERED
from tests.nominals.given_merges import asked, coordinator, decided, merged, parted, sign
from tests.nominals.given_work import work_with
from tests.web import given_access as given
from tests.web.register.given import a_row, area_of, rows_in_every_table
from tests.world import (
    administrator,
    as_login,
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


def extract(folder: Path, *, more: tuple[str, ...] = (), levels: int = 3) -> Path:
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
        ][:levels],
    )


@pytest.fixture
def world(database: Server, tmp_path: Path) -> Server:
    take_in(extract(tmp_path / "extract"))
    return database


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


def owners(server: Server, table: str, *ids: int) -> list[int]:
    return [
        owner
        for pk in ids
        for ((owner,),) in [query(server, f"select nominal_id from {table} where id = %s", pk)]
    ]


def test_what_was_entered_since_goes_where_two_people_say(world: Server) -> None:
    """One goes back with what hangs on it, one stays; the rest is as it was."""
    kept, gone = nominal(KEPT), nominal(GONE)
    user = given.officer("police")
    area = area_of(user)
    before = everything(world)
    a_row("names", gone.pk, user, area)
    a_row("names", kept.pk, user, area)
    merge = merged(kept, gone)
    goes, stays = (a_row("vehicles", kept.pk, user, area) for _ in range(2))
    home, other_home = (a_row("addresses", kept.pk, user, area) for _ in range(2))
    who = {
        "area_id": area,
        "entered_by": user.name,
        "entered_by_id": user.pk,
        "nominal_id": kept.pk,
    }
    with operation(using="owner", actor="a test", purpose="test"):
        checks = [
            AddressCheck.objects.using("owner")
            .create(residence_id=where, checked_on=day(), how="home_visit", verified=True, **who)
            .pk
            for where in (home, other_home)
        ]
        wrong = Activity.objects.using("owner").create(
            kind="visit", happened_on=day(), fact="At home", **who
        )
        right = Activity.objects.using("owner").create(
            kind="visit", happened_on=day(), fact="Not at home", corrects_id=wrong.pk, **who
        )
    done = parted(
        merge, nominals_vehicle=[goes], nominals_residence=[home], nominals_activity=[wrong.pk]
    )
    assert (done.state, done.answer) == ("parted", "")
    assert owners(world, "nominals_vehicle", goes, stays) == [gone.pk, kept.pk]
    assert owners(world, "nominals_residence", home, other_home) == [gone.pk, kept.pk]
    assert owners(world, "nominals_address_check", *checks) == [gone.pk, kept.pk]
    assert owners(world, "nominals_activity", wrong.pk, right.pk) == [gone.pk, gone.pk]
    after = everything(world)
    written_in = {"nominals_further_name", "nominals_vehicle", "nominals_residence"}
    written_in |= {"nominals_address_check", "nominals_activity"}
    for table in before:
        if table not in written_in and not table.startswith("nominals_search"):
            assert after[table] == before[table], table
    ((sentence,),) = query(world, "select distinct sentence from audit_event where verb = 'parted'")
    assert "and 3 of the rows entered since" in sentence


@pytest.mark.parametrize("whose", ["somebody else", "before", "merged", "not offered"])
def test_only_what_was_entered_there_since_goes_back(world: Server, whose: str) -> None:
    kept, gone, other = (nominal(record) for record in (KEPT, GONE, OTHER))
    user = given.officer("police")
    area = area_of(user)
    rows = {
        "before": a_row("vehicles", kept.pk, user, area),
        "merged": a_row("vehicles", gone.pk, user, area),
    }
    merge = merged(kept, gone)
    rows["somebody else"] = a_row("vehicles", other.pk, user, area)
    rows["not offered"] = a_row("finance", kept.pk, user, area)
    table = "nominals_finance" if whose == "not offered" else "nominals_vehicle"
    before = owners(world, table, rows[whose])
    done = parted(merge, **{table: [rows[whose]]})
    assert done.state == "merged"
    assert "was not entered here since they were merged" in done.answer
    assert owners(world, table, rows[whose]) == before
    # Asked for anew without it, it is done.
    assert parted(merge).state == "parted"


def test_what_goes_back_stays_as_it_was_asked_for(world: Server) -> None:
    kept, gone = nominal(KEPT), nominal(GONE)
    user = given.officer("police")
    merge = merged(kept, gone)
    row = a_row("vehicles", kept.pk, user, area_of(user))
    asks = coordinator()
    with given.acting(asks) as (_, opened):
        found = Merge.objects.get(pk=merge.pk)
        merging.ask_parting(by_id=asks.pk, merge=found, operation=opened)
        sign(asks, found, "part", opened)
    with pytest.raises(IntegrityError), given.acting(asks):
        Merge.objects.filter(pk=merge.pk).update(goes_back={"nominals_vehicle": [row]})


def test_what_is_offered_is_what_the_database_lets_go_back(db_home: Server) -> None:
    ((offered,),) = query(db_home, "select nominals_merge_offered()")
    assert sorted(offered) == sorted(kind.model._meta.db_table for kind in OFFERED)


def test_nobody_decides_what_they_asked_for(world: Server) -> None:
    one = coordinator()
    merge = asked(one, nominal(KEPT), nominal(GONE))
    with pytest.raises(PermissionDenied):
        decided(one, merge)
    with operation(using="owner", actor="a test", purpose="test"), pytest.raises(IntegrityError):
        Merge.objects.using("owner").filter(pk=merge.pk).update(
            state="approved", approved_by="x", approved_by_id=one.pk, approved_at=timezone.now()
        )


def test_nothing_moves_without_a_signature(world: Server) -> None:
    merge = asked(coordinator(), nominal(KEPT), nominal(GONE))
    with as_login(world, "intake") as login, pytest.raises(InsufficientPrivilege):
        login.execute("select nominals_merge_into(%s)", [merge.pk])
    with as_login(world, "web") as login, pytest.raises(InsufficientPrivilege):
        login.execute("select nominals_merge_into(%s)", [merge.pk])


def test_what_is_merged_does_not_just_end(world: Server) -> None:
    """Nor is it merged again: who sees it may end a request, and nothing else."""
    merge, viewer = merged(nominal(KEPT), nominal(GONE)), coordinator("Ann Other")
    for state in ("ended", "asked", "parted"):
        with pytest.raises(DatabaseError), given.acting(viewer):
            Merge.objects.filter(pk=merge.pk).update(state=state)
    assert Merge.objects.using("owner").get(pk=merge.pk).state == "merged"


def test_what_is_merged_away_is_written_to_no_more_and_kept_by_no_other(world: Server) -> None:
    kept, gone, other = (nominal(record) for record in (KEPT, GONE, OTHER))
    merge = merged(kept, gone)
    with administrator(world) as owner, pytest.raises(CheckViolation):
        owner.execute("update nominals_record set nominal_id = %s where true", [gone.pk])
    for pair in ((gone, other), (other, gone), (other, kept)):
        with administrator(world) as owner, pytest.raises(psycopg.IntegrityError):
            owner.execute(
                "insert into nominals_merge (nominal_id, other_nominal_id, area_id, why,"
                " choices, state, asked_by, asked_by_id)"
                " values (%s, %s, 3, 'x', '{}', 'asked', 'x', 1)",
                [pair[0].pk, pair[1].pk],
            )
    assert merged(kept, other).state == "merged"
    # What was merged later is taken apart first.
    parted_ = parted(merge)
    assert (parted_.state, parted_.answer) == (
        "merged",
        "Nothing was moved: what was merged later is taken apart first.",
    )


def test_an_import_leaves_together_what_people_merged(world: Server, tmp_path: Path) -> None:
    kept, gone = nominal(KEPT), nominal(GONE)
    merged(kept, gone)
    take_in(
        extract(tmp_path / "again", more=("V4,police,New,Nora,1990-01-01,F,W1,,,,,",), levels=1)
    )
    assert nominal(GONE) == kept
    assert [n.pk for n in queries.find(str(gone.reference), "count")] == [kept.pk]


def test_two_levels_that_people_joined_are_a_finding_and_no_refusal(
    world: Server, tmp_path: Path
) -> None:
    """An extract goes on stating both, of which its sender cannot know."""
    kept = nominal(KEPT)
    merged(kept, nominal(GONE))
    for number in (1, 2):
        take_in(
            extract(
                tmp_path / str(number),
                more=(f"N{number},police,New,Nora{number},1990-01-0{number},F,W1,,,,,",),
            )
        )
        ((level,),) = query(
            world,
            "select level from cases_level where nominal_id = %s and during @> audit_today()",
            kept.pk,
        )
        ((sentence,),) = query(
            world,
            "select sentence from nominals_finding where nominal_id = %s"
            " and code = 'cases.two_levels' and gone_at is null",
            kept.pk,
        )
        assert f"overlaps Level {level}, which was recorded before and holds" in sentence


def test_the_merged_record_is_restricted_if_either_was(world: Server) -> None:
    kept, gone = nominal(KEPT), nominal(GONE)
    inside, officer = coordinator(), coordinator()
    given.restrict(inside, gone, inside)
    with given.looking(officer) as visitor:
        assert visible(visitor).sight(kept.pk) == "full"
    second = coordinator()
    with operation(using="owner", actor="a test", purpose="test"):
        Listed.objects.using("owner").create(
            nominal_id=gone.pk,
            user_id=second.pk,
            area_id=area_of(second),
            side="let_in",
            why="x",
            listed_by="K",
        )
    merge = asked(inside, kept, gone)
    decided(second, merge)
    merging.apply(merge.pk)
    for user, sight in ((inside, "full"), (second, "full"), (officer, None)):
        with given.looking(user) as visitor:
            assert visible(visitor).sight(kept.pk) == sight
            assert visible(visitor).sight(gone.pk) is None
    # What was restricted since stays so for both.
    with given.acting(inside) as (_, opened):
        found = Merge.objects.get(pk=merge.pk)
        merging.ask_parting(by_id=inside.pk, merge=found, operation=opened)
        sign(inside, found, "part", opened)
    decided(second, merge, "part")
    merging.apply(merge.pk)
    with given.looking(officer) as visitor:
        assert visible(visitor).sight(kept.pk) == "full"
        assert visible(visitor).sight(gone.pk) is None


@pytest.mark.parametrize("code", ["archived", "sign_off", "relationship"])
def test_what_must_be_done_first_refuses_the_merge(world: Server, code: str) -> None:
    kept, gone = nominal(KEPT), nominal(GONE)
    user = given.officer("police")
    area = area_of(user)
    with operation(using="owner", actor="a test", purpose="test"):
        if code == "archived":
            Archive.objects.using("owner").create(
                nominal_id=gone.pk, area_id=area, reason="deceased", archived_by="K"
            )
        elif code == "sign_off":
            SignOff.objects.using("owner").create(
                nominal_id=gone.pk,
                area_id=area,
                kind="lift_restriction",
                subject_id=1,
                why="x",
                asked_by="K",
                asked_by_id=user.pk,
            )
    if code == "relationship":
        row = a_row("relationships", kept.pk, user, area)
        with operation(using="owner", actor="a test", purpose="test"):
            Relationship.objects.using("owner").filter(pk=row).update(other=gone.pk)
    with pytest.raises(RefusedError) as refused:
        asked(coordinator(), kept, gone)
    assert str(refused.value) == merging.OBSTACLES[code]


def test_a_match_of_two_entered_records_waits_for_two_people(world: Server) -> None:
    user = given.officer("police")
    for record in (KEPT, GONE):
        a_row("names", nominal(record).pk, user, area_of(user))
    with as_login(world, "intake") as login:
        found = login.execute(
            "select nominals_entered_on(%s), nominals_entered_on(%s)",
            [nominal(KEPT).pk, nominal(OTHER).pk],
        ).fetchone()
    assert found == (True, False)
