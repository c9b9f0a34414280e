"""Who may see a record: nobody without a scope, nobody of another area, and only by verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connections
from psycopg.errors import InsufficientPrivilege
from pytest_django import DjangoDbBlocker

from openmappa.agencies.models import User
from openmappa.audit.operations import operation
from openmappa.cases import actions as cases
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import actions as nominals
from openmappa.nominals.caseload import RefusedError
from openmappa.nominals.models import Merge, Nominal
from openmappa.rights.models import BASES, AccessRequest, AuditExport, Erasure, RetentionReview
from tests.nominals.given_work import work_with
from tests.web.register.given import rows_in_every_table
from tests.world import (
    EDGE,
    Extract,
    administrator,
    area_named,
    as_login,
    counts,
    day,
    entered,
    for_life,
    given_extract,
    given_user,
    nominal,
    open_database,
    person,
    query,
    take_in,
)

# Every table that names a nominal, and the column in which it does.
PERSONAL = {
    model._meta.db_table: column
    for model in apps.get_models()
    for column in [
        "id"
        if model is Nominal or model._meta.db_table == "nominals_nominal_history"
        else "nominal_id"
    ]
    # The victims' compartment has tests of its own (tests/victims/test_compartment.py).
    if model._meta.app_label not in ("audit", "statistics", "victims")
    and model._meta.db_table != "nominals_withheld"
    and (model is Nominal or column in {f.column for f in model._meta.concrete_fields})
    and model._meta.db_table
    not in (
        "pghistory_context",
        # Seen by those named, and by whoever wrote it: tests/nominals/test_register.py.
        "nominals_gender",
        "nominals_gender_history",
        "nominals_draft",
        # Read by nobody at a screen: tests/cases/test_address_check.py.
        "cases_address_asked",
    )
}


@pytest.fixture(scope="module")
def world(
    db_home: Server, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Cambridgeshire has the edge cases, Norfolk and Essex people of their own."""
    with open_database(db_home, django_db_blocker):
        extract = Extract(EDGE, tmp_path_factory.mktemp("extract") / "edge")
        extract.add("addresses", "V700001,2014-01-01,,main,1 Any Road,Ely,CB7 4ZZ")
        extract.add("names", "V700001,alias,Other,Name")
        take_in(extract.folder)
        for area in ("Norfolk", "Essex"):
            folder = tmp_path_factory.mktemp("extract") / area
            people = [f"V{n}" for n in range(1, 8)]
            take_in(
                given_extract(
                    folder,
                    area=area,
                    people=[person(r, surname=f"{area}{'x' * i}") for i, r in enumerate(people)],
                    disposals=map(for_life, people),
                )
            )
        rows_in_every_table(
            nominal("V700001").pk, given_user("Cambridgeshire"), area_named("Cambridgeshire").pk
        )
        with entered(given_user("Norfolk", role="police_supervisor")) as opened:
            cases.offer_transfer(
                by="Kim",
                nominal=mine("Norfolk", 0),
                to_area=area_named("Essex"),
                arrives_on=day(10),
                reason="Moves there",
                operation=opened,
            )
        work_with(
            nominal("V700001"), given_user("Cambridgeshire").pk, area_named("Cambridgeshire").pk
        )
        asked_about(nominal("V700001"), area_named("Cambridgeshire").pk)
        yield db_home


def asked_about(someone: Nominal, area: int) -> None:
    """A row in each table of what is asked about a record, by somebody else than who looks."""
    asked = {"nominal_id": someone.pk, "area_id": area}
    today, by = day(), {"asked_by": "Kim", "asked_by_id": 0}
    with operation(using="owner", actor="a test", purpose="test"):
        for row in (
            AuditExport(first=today, last=today, format="csv", reason="A test", **by, **asked),
            AccessRequest(
                kind="subject_access",
                received_on=today,
                entered_by="Kim",
                entered_by_id=0,
                **asked,
            ),
            Merge(
                other_nominal_id=nominal("V700002").pk,
                why="A test",
                **by,
                **asked,
            ),
            Erasure(basis=next(iter(BASES)), reason="A test", whole=True, **by, **asked),
            RetentionReview(
                decided_on=today,
                decision="keep",
                reason="A test",
                decided_by="Kim",
                decided_by_id=0,
                **asked,
            ),
        ):
            row.save(using="owner")


# Who looks here is a supervisor of the police, who sees whom the force has in its records.
POLICE_RECORDS = (
    "exists (select from nominals_record r where r.nominal_id = a.nominal_id and r.area_id = AREA"
    " and r.agency = 'police' and r.withdrawn_on is null)"
    " or exists (select from nominals_opening o where o.nominal_id = a.nominal_id"
    " and o.area_id = AREA and o.agency = 'police' and o.withdrawn_at is null)"
)


def on_duty(area: str, **more: Any) -> User:
    """Somebody who sees everybody of the area, in whoever's records they are."""
    return given_user(area, role="duty_officer", **more)


def mine(area: str, which: int) -> Nominal:
    """One of the people of Norfolk or Essex."""
    return Nominal.objects.using("intake").get(surname=f"{area}{'x' * which}")


def seen(table: str, connection: psycopg.Connection | None = None) -> int:
    """How many rows `web` sees of a table in the scope that it has."""
    if connection is not None:
        return connection.execute(f"select count(*) from {table}").fetchone()[0]
    with connections["web"].cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


def test_every_personal_table_holds_something(world: Server) -> None:
    empty = [table for table in PERSONAL if not query(world, f"select from {table} limit 1")]
    assert len(PERSONAL) == 134
    assert empty == []


def test_a_fresh_connection_sees_nobody(world: Server) -> None:
    with as_login(world, "web") as web:
        assert {table: seen(table, web) for table in PERSONAL} == dict.fromkeys(PERSONAL, 0)


def test_a_connection_that_has_served_somebody_sees_nobody(world: Server) -> None:
    user = given_user("Cambridgeshire")
    with psycopg.connect(world.dsn("web")) as web:
        web.execute("select agencies_enter(%s)", [user.pk])
        assert seen("nominals_nominal", web) > 50
        web.commit()
        ((left,),) = web.execute("select current_setting('app.areas', true)").fetchall()
        assert left == ""
        assert {table: seen(table, web) for table in PERSONAL} == dict.fromkeys(PERSONAL, 0)
        web.execute("select agencies_enter(%s)", [user.pk])
        web.rollback()
        assert {table: seen(table, web) for table in PERSONAL} == dict.fromkeys(PERSONAL, 0)


# Tables that an area does not see as a whole, nor their histories: test_whose_business.py.
TO_OTHERS = ("rights_", "nominals_message")
CONCERNED = ("nominals_listed", "nominals_restriction", "nominals_emergency")


@pytest.mark.parametrize("table", PERSONAL)
def test_an_area_sees_its_own_people_and_no_others(world: Server, table: str) -> None:
    """Against the truth, read past every protection."""
    for area in ("Cambridgeshire", "Norfolk", "Essex", "Wiltshire"):
        number = area_named(area).pk
        by_role = f"({POLICE_RECORDS})".replace("AREA", str(number))
        may = (
            "select nominal_id from nominals_access a"
            f" where area_id = %s and during @> audit_today() and {by_role}"
        )
        whose = f"t.{PERSONAL[table]} in ({may})"
        parameters: list[int] = [number]
        if table == "nominals_access":  # its own, not who else holds a record
            whose = f"t.area_id = %s and {by_role}".replace("a.nominal", "t.nominal")
        elif table in ("nominals_match", "nominals_merge"):
            whose = f"t.nominal_id in ({may}) and t.other_nominal_id in ({may})"
            parameters *= 2
        elif table == "cases_transfer":  # the two areas between which it lies
            whose = "%s in (t.from_area_id, t.to_area_id)"
        elif table.startswith(TO_OTHERS):  # to a few roles alone; all who look here are police
            whose, parameters = "false", []
        elif table.startswith(CONCERNED):  # whoever has to do with the record, as it stands
            pass
        elif table.endswith("_history"):
            # Who had sight of a record once keeps what was known while it had.
            whose = (
                f"exists (select from nominals_access a where a.nominal_id = t.{PERSONAL[table]}"
                " and a.area_id = %s and (a.during @> audit_today() or t.pgh_created_at at time"
                f" zone 'Europe/London' < upper(a.during)) and {by_role})"
            )
        if table == "nominals_match_history":  # ... and of the other person, as of the match
            whose += f" and t.other_nominal_id in ({may})"
            parameters *= 2
        ((true,),) = query(world, f"select count(*) from {table} t where {whose}", *parameters)
        with psycopg.connect(world.dsn("web")) as web:
            looks = given_user(area, role="police_supervisor")
            web.execute("select agencies_enter(%s)", [looks.pk])
            assert seen(table, web) == true
            assert (
                true > 0
                or area != "Cambridgeshire"
                or table.startswith(("cases_transfer", *TO_OTHERS))
            )


def test_a_person_named_directly_is_not_there(world: Server) -> None:
    theirs = mine("Essex", 0)
    with psycopg.connect(world.dsn("web")) as web:
        web.execute("select agencies_enter(%s)", [given_user("Norfolk").pk])
        for table, column in PERSONAL.items():
            found = web.execute(f"select from {table} where {column} = %s", [theirs.pk])
            assert found.rowcount == 0, table


@pytest.mark.parametrize(
    "user",
    [
        {"active": False},
        {"vetted_until": None},
        {"vetted_until": date(2020, 1, 1)},
        {"during": Period(date(2010, 1, 1), date(2020, 1, 1))},
        {"during": Period(date(9000, 1, 1), None)},
    ],
    ids=("left", "never vetted", "vetting lapsed", "posting over", "posting to come"),
)
def test_who_may_no_longer_look_has_an_empty_scope(world: Server, user) -> None:
    with psycopg.connect(world.dsn("web")) as web:
        entering = web.execute("select agencies_enter(%s)", [given_user("Norfolk", **user).pk])
        assert entering.fetchone() == ([],)
        assert {table: seen(table, web) for table in PERSONAL} == dict.fromkeys(PERSONAL, 0)


def test_vetting_holds_on_its_last_day(world: Server) -> None:
    for last, areas in ((day(), [area_named("Norfolk").pk]), (day(-1), [])):
        with psycopg.connect(world.dsn("web")) as web:
            user = given_user("Norfolk", vetted_until=last)
            assert web.execute("select agencies_enter(%s)", [user.pk]).fetchone() == (areas,)


def test_nobody_is_nobody(world: Server) -> None:
    with psycopg.connect(world.dsn("web")) as web:
        assert web.execute("select agencies_enter(0)").fetchone() == ([],)
        assert seen("nominals_nominal", web) == 0


def test_only_web_enters_a_scope(world: Server) -> None:
    for login in ("intake", "count", "worker"):
        with as_login(world, login) as connection, pytest.raises(InsufficientPrivilege):
            connection.execute("select agencies_enter(1)")


DIRECT = (
    "insert into nominals_access (nominal_id, area_id, basis, during)"
    " values ({theirs}, {area}, 'responsible', daterange(null, null))",
    "update nominals_access set area_id = {area} where nominal_id = {theirs}",
    "delete from nominals_access",
    "insert into cases_responsibility (nominal_id, area_id, during)"
    " values ({theirs}, {area}, daterange(null, null))",
    "update cases_responsibility set area_id = {area}",
    "delete from cases_responsibility",
    "insert into cases_transfer (nominal_id, to_area_id, offered_by, reason, accepted_by,"
    " accepted_at, effective_on) values ({theirs}, {area}, 'x', 'x', 'x', now(), now())",
    "update cases_transfer set to_area_id = {area}",
    "insert into nominals_nominal (id, surname, forenames, sex, ethnicity)"
    " values (999999, 'x', '', '', '')",
    "insert into nominals_nominal (surname, forenames, sex, ethnicity) values ('x', '', '', '')",
    "update nominals_nominal set surname = 'x' where id = {mine}",
    "delete from nominals_nominal where id = {mine}",
    "insert into nominals_record (nominal_id, area_id, agency, source_key, surname, forenames,"
    " sex, ethnicity, synthetic) values ({mine}, {area}, 'police', 'V99', 'x', '', '', '', true)",
    "update nominals_record set nominal_id = {mine} where nominal_id = {theirs}",
    "insert into cases_level (nominal_id, area_id, level, during, carried)"
    " values ({mine}, {area}, 3, daterange(null, null), false)",
    "insert into agencies_posting (user_id, area_id, role, during)"
    " values (1, {area}, 'x', daterange(null, null))",
    "update nominals_access set restricted = false",
    "insert into nominals_caseload (nominal_id, user_id, as_what, area_id, agency, during, why,"
    " named_by) values ({theirs}, 1, 'partner', {area}, 'police', daterange(null, null), 'x', 'x')",
    "update nominals_restriction set lifted_at = now()",
    "insert into nominals_listed (nominal_id, user_id, area_id, side, why, listed_by)"
    " values ({theirs}, 1, {area}, 'let_in', 'x', 'x')",
    "update nominals_listed set ended_at = now()",
    "insert into nominals_emergency (nominal_id, reference, user_id, user_name, by_area_id, reason,"
    " ends_at, review_by) values ({theirs}, 'x', 1, 'x', {area}, 'x', now(), now())",
    "update nominals_emergency set ends_at = now() + interval '1 year'",
    "select nominals_enter(1, '{{1,2,3}}')",
    "select nominals_pass_on(1, null, null, 'x')",
    "insert into nominals_archive (nominal_id, area_id, reason, archived_by)"
    " values ({mine}, {area}, 'deceased', 'x')",
    "insert into nominals_sign_off (nominal_id, area_id, kind, subject_id, why, asked_by,"
    " asked_by_id) values ({mine}, {area}, 'x', 1, 'x', 'x', 999999)",
    "insert into statistics_freeze default values",
    "call nominals_protect('nominals_nominal')",
)


@pytest.mark.parametrize("statement", DIRECT)
def test_nothing_of_access_is_written_but_by_a_verb(world: Server, statement: str) -> None:
    with psycopg.connect(world.dsn("web")) as web:
        web.execute("select agencies_enter(%s)", [given_user("Norfolk").pk])
        web.execute(
            "insert into audit_operation (id, actor, purpose, reason)"
            " values ('6d0e6b5e-0000-4000-8000-000000000001', 'x', 'x', '')"
        )
        web.execute("set local app.operation = '6d0e6b5e-0000-4000-8000-000000000001'")
        with pytest.raises(InsufficientPrivilege):
            web.execute(
                statement.format(
                    theirs=mine("Essex", 0).pk,
                    mine=mine("Norfolk", 1).pk,
                    area=area_named("Norfolk").pk,
                )
            )
        web.rollback()


def opening(area: str, operation) -> Nominal:
    return cases.register(
        by="Kim",
        area=area_named(area),
        surname="Opened",
        forenames="Here",
        born_on=date(1991, 2, 3),
        reason="Released to this area",
        operation=operation,
    )


def test_opening_a_record_shows_it_to_the_area_that_opened_it(world: Server) -> None:
    with entered(on_duty("Norfolk")) as opened:
        new = opening("Norfolk", opened)
        assert Nominal.objects.using("web").get(pk=new.pk).name == "Here Opened"
    with entered(on_duty("Essex")):
        assert not Nominal.objects.using("web").filter(pk=new.pk).exists()
    ((area, basis),) = query(
        world, "select area_id, basis from nominals_access where nominal_id = %s", new.pk
    )
    assert (area, basis) == (area_named("Norfolk").pk, "responsible")
    verbs = query(world, "select verb from audit_event where operation = %s", opened.id)
    assert {verb for (verb,) in verbs} == {"opened", "took on"}


def refused_leaves_nothing(world: Server, user: User, act) -> None:
    before = counts(world)
    with pytest.raises(PermissionDenied), entered(user) as opened:
        act(opened)
    assert counts(world) == before


def test_a_record_is_opened_in_an_area_of_ones_own(world: Server) -> None:
    user = on_duty("Essex")
    refused_leaves_nothing(world, user, lambda opened: opening("Norfolk", opened))
    stranger = on_duty("Norfolk", active=False)
    refused_leaves_nothing(world, stranger, lambda opened: opening("Norfolk", opened))


def test_a_record_that_somebody_holds_cannot_be_taken_on(world: Server) -> None:
    held = mine("Norfolk", 1)
    for area in ("Norfolk", "Essex"):
        with psycopg.connect(world.dsn("web")) as web:
            web.execute("select agencies_enter(%s)", [on_duty(area).pk])
            with pytest.raises(InsufficientPrivilege, match="opened"):
                web.execute("select cases_take_on(%s, 'Kim', 'mine')", [held.pk])


def supervising(area: str) -> User:
    """Somebody who may offer whom the force has in its records, and accept whom others offer."""
    return given_user(area, role="police_supervisor")


def transfer_of(
    world: Server, person_: Nominal, from_area: str, to_area: str, *, arrival: int = 0
) -> int:
    with entered(supervising(from_area)) as opened:
        return cases.offer_transfer(
            by="Kim",
            nominal=person_,
            to_area=area_named(to_area),
            arrives_on=day(arrival),
            reason="Moves there",
            operation=opened,
        )


def history_of(person_: Nominal) -> int:
    with connections["web"].cursor() as cursor:
        cursor.execute(
            "select count(*) from nominals_record_history where nominal_id = %s", [person_.pk]
        )
        return cursor.fetchone()[0]


def test_a_transfer_moves_sight_with_responsibility(world: Server) -> None:
    moving = mine("Norfolk", 2)
    sender, receiver = on_duty("Norfolk"), on_duty("Essex")
    with entered(sender):
        known_before = history_of(moving)
    transfer = transfer_of(world, moving, "Norfolk", "Essex", arrival=0)
    with entered(supervising("Essex")) as opened:
        cases.accept_transfer(by="Sam", number=transfer, operation=opened)
    with entered(receiver):
        assert Nominal.objects.using("web").filter(pk=moving.pk).exists()
    with entered(sender):
        assert not Nominal.objects.using("web").filter(pk=moving.pk).exists()
        with connections["web"].cursor() as cursor:
            cursor.execute(
                "select count(*) from justice_disposal where nominal_id = %s", [moving.pk]
            )
            assert cursor.fetchone() == (0,)
    with entered(receiver):
        assert history_of(moving) == known_before > 0
    held = query(
        world,
        "select area_id, lower(during), upper(during) from cases_responsibility"
        " where nominal_id = %s order by during",
        moving.pk,
    )
    norfolk, essex = area_named("Norfolk").pk, area_named("Essex").pk
    assert held == [(norfolk, None, day()), (essex, day(), None)]
    ((at, by),) = query(
        world,
        "select accepted_at is not null, accepted_by from cases_transfer where id = %s",
        transfer,
    )
    assert (at, by) == (True, "Sam")


def test_the_sender_keeps_what_was_known_up_to_the_day(world: Server) -> None:
    moving = mine("Norfolk", 3)
    transfer = transfer_of(world, moving, "Norfolk", "Essex")
    with entered(supervising("Essex")) as opened:
        cases.accept_transfer(by="Sam", number=transfer, operation=opened)
    # As if this had been ten days later: what was written before the move is older than it.
    with psycopg.connect(world.administrator_dsn(world.database)) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update nominals_record_history set pgh_created_at = now() - interval '10 days'"
            " where nominal_id = %s",
            [moving.pk],
        )
    with (
        operation(using="intake", actor="a test", purpose="test"),
        connections["intake"].cursor() as cursor,
    ):
        cursor.execute(
            "update nominals_record set forenames = 'Since' where nominal_id = %s", [moving.pk]
        )
    for area, words in (("Norfolk", ["Ann"]), ("Essex", ["Ann", "Since"]), ("Wiltshire", [])):
        with entered(on_duty(area)), connections["web"].cursor() as cursor:
            cursor.execute(
                "select forenames from nominals_record_history where nominal_id = %s order by 1",
                [moving.pk],
            )
            assert [name for (name,) in cursor.fetchall()] == words
            assert Nominal.objects.using("web").filter(pk=moving.pk).exists() == (area == "Essex")


def test_only_the_area_asked_accepts_and_only_once(world: Server) -> None:
    moving = mine("Norfolk", 4)
    transfer = transfer_of(world, moving, "Norfolk", "Essex")

    def accept(opened):
        cases.accept_transfer(by="Sam", number=transfer, operation=opened)

    for user in (supervising("Norfolk"), supervising("Wiltshire"), on_duty("Essex")):
        refused_leaves_nothing(world, user, accept)
    with entered(supervising("Essex")) as opened:
        accept(opened)
    before = counts(world)
    with (
        pytest.raises(RefusedError, match="accepted this transfer meanwhile"),
        entered(supervising("Essex")) as opened,
    ):
        accept(opened)
    assert counts(world)["cases_transfer_history"] == before["cases_transfer_history"]


def test_only_the_responsible_area_offers(world: Server) -> None:
    held = mine("Norfolk", 5)

    def offer(opened):
        cases.offer_transfer(
            by="Kim",
            nominal=held,
            to_area=area_named("Essex"),
            arrives_on=day(),
            reason="We want them",
            operation=opened,
        )

    # Who sees no more than that there is a record offers nobody either.
    for user in (
        supervising("Essex"),
        supervising("Wiltshire"),
        on_duty("Norfolk"),
        given_user("Norfolk", role="coordinator"),
    ):
        refused_leaves_nothing(world, user, offer)


def test_a_share_shows_a_record_until_its_day(world: Server) -> None:
    shown = mine("Norfolk", 6)
    assert not visible(world, "Essex", shown)

    def share(opened, until=7):
        nominals.share(
            by="Kim",
            nominal=shown,
            with_area=area_named("Essex"),
            until=day(until),
            reason="A joint meeting",
            operation=opened,
        )

    for area in ("Essex", "Wiltshire"):
        refused_leaves_nothing(world, on_duty(area), share)
    with entered(on_duty("Norfolk")) as opened:
        share(opened)
    assert visible(world, "Essex", shown)
    assert visible(world, "Norfolk", shown)
    # Who was shown a record cannot show it on, nor give it away.
    refused_leaves_nothing(world, on_duty("Essex"), share)
    for shift, sees in ((0, True), (1, True), (7, True), (8, False)):
        assert visible(world, "Essex", shown, days_later=shift) is sees


def visible(world: Server, area: str, person_: Nominal, days_later: int = 0) -> bool:
    """Whether the area sees the person, as if so many days later."""
    user = on_duty(area)
    with administrator(world) as past:
        past.execute("set session_replication_role = replica")
        move = (
            "update nominals_access set during = daterange(lower(during) + %s, upper(during) + %s)"
            " where nominal_id = %s and basis = 'share'"
        )
        past.execute(move, [-days_later, -days_later, person_.pk])
        try:
            with entered(user):
                return Nominal.objects.using("web").filter(pk=person_.pk).exists()
        finally:
            past.execute(move, [days_later, days_later, person_.pk])


def test_a_share_in_the_past_is_refused(world: Server) -> None:
    before = counts(world)
    with (
        pytest.raises(IntegrityError, match="ends today or later"),
        entered(on_duty("Norfolk")) as opened,
    ):
        nominals.share(
            by="Kim",
            nominal=mine("Norfolk", 5),
            with_area=area_named("Essex"),
            until=day(-1),
            reason="Too late",
            operation=opened,
        )
    after = counts(world)
    assert after["nominals_access"] == before["nominals_access"]


def test_an_index_answers_who_may_see_a_record(world: Server) -> None:
    """Looked up row by row: the net stays cheap when the tables grow."""
    with psycopg.connect(world.administrator_dsn(world.database)) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into nominals_nominal (id, surname, forenames, sex, ethnicity)"
            " select n, 'Many', '', '', '' from generate_series(100001, 106000) n"
        )
        past.execute(
            "insert into nominals_access (nominal_id, area_id, basis, during)"
            " select n, mod(n, 42) + 1, 'responsible', daterange(null, null)"
            " from generate_series(100001, 106000) n"
        )
        past.execute("analyze nominals_access; analyze nominals_nominal")
        past.commit()
        with psycopg.connect(world.dsn("web")) as web:
            web.execute("select agencies_enter(%s)", [on_duty("Norfolk").pk])
            plan = "\n".join(
                line
                for (line,) in web.execute(
                    "explain select * from nominals_nominal order by id limit 30"
                )
            )
            assert re.search(
                r"Index (Only )?Scan using nominals_access\w+ on nominals_access a", plan
            ), plan
            assert re.search(r"Index Cond: .*nominal_id = nominals_nominal\.id", plan), plan
            assert "Seq Scan" not in plan
        past.execute("delete from nominals_nominal where id > 100000")
        past.execute("delete from nominals_access where nominal_id > 100000")


def test_intake_and_count_see_everybody(world: Server) -> None:
    ((everybody,),) = query(world, "select count(*) from nominals_nominal")
    for login in ("intake", "count"):
        with as_login(world, login) as connection:
            assert seen("nominals_nominal", connection) == everybody
    with as_login(world, "worker") as worker, pytest.raises(InsufficientPrivilege):
        seen("nominals_nominal", worker)
    assert nominal("V700001").reference
