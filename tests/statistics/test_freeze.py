"""Figures frozen: they never change, and what became known later is told apart by snapshot."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError
from django.db import connections
from psycopg.errors import InsufficientPrivilege

from openmappa.cases import actions as cases
from openmappa.config.postgres import Server
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics import queries
from openmappa.statistics.definitions import ReportingYear, definition_for
from openmappa.statistics.models import Freeze
from tests.world import (
    EDGE,
    Extract,
    administrator,
    area_named,
    day,
    entered,
    expected,
    figures,
    given_user,
    listed,
    nominal,
    query,
    run,
    take_in,
)

YEAR = ReportingYear.parse("2014-15")
OF_THE_YEAR = ("--area", "Cambridgeshire", "--year", "2014-15")


@pytest.fixture
def edge(database: Server, tmp_path) -> Iterator[Extract]:
    """The edge cases taken in and frozen, with a copy of them to change."""
    take_in(EDGE)
    run("freeze", *OF_THE_YEAR)
    yield Extract(EDGE, tmp_path / "edge").dated("2015-06-01")
    connections["count"].close()


def frozen(version: int | None = None) -> Freeze:
    found = frozen_figures.frozen("Cambridgeshire", YEAR, version)
    assert found is not None
    return found


def test_frozen_figures_are_the_figures_and_their_lists(edge: Extract) -> None:
    freeze, stated = frozen(), expected(EDGE)
    assert {key: freeze.figures[key] for key in stated} == stated
    by_address = frozen_figures.by_address(YEAR, freeze.figures)
    for table in definition_for(YEAR).tables:
        for cell in table.cells():
            if cell.possible and table.key != "T6":
                cases_ = frozen_figures.frozen_cases(freeze, cell.address)
                assert len(cases_) == by_address[cell.address], cell.address
                assert all(c.reference and c.name and c.because for c in cases_)
    assert freeze.version == 1
    assert freeze.synthetic
    assert freeze.law_version
    assert freeze.definitions_version


def test_later_imports_change_nothing_frozen(edge: Extract, database: Server) -> None:
    kept = "select figures::text from statistics_freeze"
    who = "select cell, reference, name, because from statistics_frozen_case order by id"
    before = query(database, kept), query(database, who)
    edge.without(["V700001", "E100001", "A0001AH", "V700034", "E100034", "A0034AK"])
    take_in(edge.folder)
    assert (query(database, kept), query(database, who)) == before
    assert figures()["snapshot"]["total"]["total"] == 38
    printed = run("return", *OF_THE_YEAR)
    assert "Frozen as version 1 on " in printed
    assert "A new version would change:" in printed
    assert "  T1:L1:C1: 32 to 31 [r]" in printed


def test_nobody_changes_or_deletes_what_is_frozen(edge: Extract, database: Server) -> None:
    for login in ("owner", "count", "web", "intake"):
        for statement in (
            "update statistics_freeze set figures = '{}'",
            "delete from statistics_freeze",
            "update statistics_frozen_case set name = 'x'",
            "delete from statistics_frozen_case",
        ):
            with (
                psycopg.connect(database.dsn(login), autocommit=True) as connection,
                pytest.raises(InsufficientPrivilege),
            ):
                connection.execute(statement)


def test_nobody_adds_to_what_is_frozen(edge: Extract, database: Server) -> None:
    adding = (
        "insert into statistics_frozen_case (freeze_id, cell, nominal_id, reference, name, because,"
        " facts) select id, 'T3', 1, 'M0000001A', 'x', 'x', '{}' from statistics_freeze"
    )
    with psycopg.connect(database.dsn("count")) as count:
        opened = "6d0e6b5e-0000-4000-8000-000000000001"
        with pytest.raises(InsufficientPrivilege), count.transaction():
            count.execute(adding)
        count.execute(
            "insert into audit_operation (id, actor, purpose, reason) values (%s, 'x', 'x', '')",
            [opened],
        )
        count.execute("select set_config('app.operation', %s, true)", [opened])
        with pytest.raises(InsufficientPrivilege, match="row-level security"):
            count.execute(adding)
        count.rollback()


def test_a_correction_is_a_new_version_with_a_reason(edge: Extract) -> None:
    with pytest.raises(CommandError, match=r"frozen as version 1.* Add --because REASON"):
        run("freeze", *OF_THE_YEAR)
    with pytest.raises(CommandError, match="needs a reason"):
        run("freeze", *OF_THE_YEAR, "--because", "  ")
    edge.without(["V700001", "E100001", "A0001AH"])
    take_in(edge.folder)
    printed = run("freeze", *OF_THE_YEAR, "--because", "Recorded twice")
    assert "as version 2: 39 people in the snapshot" in printed
    assert (frozen().version, frozen().reason) == (2, "Recorded twice")
    assert frozen(1).figures["snapshot"]["total"]["total"] == 40
    assert frozen(2).figures["snapshot"]["total"]["total"] == 39


def test_late_is_what_became_known_after_the_freeze(edge: Extract, database: Server) -> None:
    assert queries.late(frozen()) == 0
    edge.add("orders", "V700001,O-LATE,SOPO,,2014-07-01,,Ely,no,")
    edge.add("breaches", "V700001,B-LATE,notification,,2014-07-01,cautioned,2014-07-02,")
    edge.add("breaches", "V700001,B-NEXT,notification,,2015-04-01,cautioned,2015-04-02,")
    take_in(edge.folder)
    assert queries.late(frozen()) == 2
    assert "; 2 late (known only since)." in run("return", *OF_THE_YEAR)
    # The clock of the machine has no say: neither of the rows nor of the freeze.
    with administrator(database) as past:
        past.execute("set session_replication_role = replica")
        past.execute("update justice_order_history set pgh_created_at = '2001-01-01'")
        past.execute("update justice_order set imported_at = '2001-01-01'")
        past.execute("update statistics_freeze set frozen_at = now() + interval '1 year'")
    assert queries.late(frozen()) == 2
    run("freeze", *OF_THE_YEAR, "--because", "Keyed late")
    assert queries.late(frozen()) == 0
    assert queries.late(frozen(1)) == 2


def test_what_was_under_way_at_the_freeze_is_late(database: Server) -> None:
    """Begun before the freeze and ended after it: not known when the figures were counted."""
    take_in(EDGE)
    with psycopg.connect(database.dsn("intake")) as intake:
        opened = "6d0e6b5e-0000-4000-8000-000000000002"
        intake.execute(
            "insert into audit_operation (id, actor, purpose, reason) values (%s, 'x', 'x', '')",
            [opened],
        )
        intake.execute("select set_config('app.operation', %s, true)", [opened])
        intake.execute(
            "insert into justice_order (record_id, nominal_id, area_id, agency, source_key, type,"
            " made_on, court, foreign_travel_restriction, replaces)"
            " select record_id, nominal_id, area_id, agency, 'O-BEFORE', 'SOPO', '2014-07-01',"
            " court, false, ''  from justice_order where nominal_id = %s order by id limit 1",
            [nominal("V700051").pk],
        )
        run("freeze", *OF_THE_YEAR)
        intake.commit()
    assert figures()["orders"]["SOPO"] == frozen().figures["orders"]["SOPO"] + 1
    assert queries.late(frozen()) == 1


def test_a_freeze_waits_for_an_import_and_an_import_for_a_freeze(
    database: Server, tmp_path
) -> None:
    take_in(EDGE)
    more = Extract(EDGE, tmp_path / "edge").dated("2015-06-01")
    more.without(["V700001", "E100001", "A0001AH"])
    lock = "select pg_advisory_lock(hashtext('openmappa figures'))"
    for work in (lambda: run("freeze", *OF_THE_YEAR), lambda: take_in(more.folder)):
        with psycopg.connect(database.dsn("intake"), autocommit=True) as holder:
            holder.execute(lock)
            working = threading.Thread(target=_and_close, args=(work,))
            working.start()
            waits = "select from pg_locks where locktype = 'advisory' and not granted"
            for _ in range(500):
                if query(database, waits):
                    break
                time.sleep(0.01)
            else:
                pytest.fail("nothing waits")
            time.sleep(0.1)
            assert working.is_alive()
        working.join(10)
        assert not working.is_alive()
    assert frozen().figures["snapshot"]["total"]["total"] == 40
    assert figures()["snapshot"]["total"]["total"] == 39


def test_a_freeze_sees_the_import_that_it_waited_for(database: Server) -> None:
    take_in(EDGE)
    with psycopg.connect(database.dsn("intake")) as importing:
        importing.execute("select pg_advisory_xact_lock(hashtext('openmappa figures'))")
        opened = "6d0e6b5e-0000-4000-8000-000000000003"
        importing.execute(
            "insert into audit_operation (id, actor, purpose, reason) values (%s, 'x', 'x', '')",
            [opened],
        )
        importing.execute("select set_config('app.operation', %s, true)", [opened])
        freezing = threading.Thread(target=_and_close, args=(lambda: run("freeze", *OF_THE_YEAR),))
        freezing.start()
        time.sleep(0.3)
        importing.execute(
            "update nominals_nominal set died_on = '2014-05-05' where id = %s",
            [nominal("V700001").pk],
        )
        importing.commit()
    freezing.join(10)
    assert frozen().figures["snapshot"]["total"]["total"] == 39


def _and_close(work) -> None:
    try:
        work()
    finally:
        connections.close_all()


def test_a_frozen_list_stays_with_its_area_after_a_transfer(edge: Extract) -> None:
    staying = nominal("V700001")
    sender = given_user("Cambridgeshire", role="duty_officer")
    receiver = given_user("Norfolk", role="duty_officer")
    seen = "select cell from statistics_frozen_case where nominal_id = %s"

    def cells(user) -> list:
        with entered(user), connections["web"].cursor() as cursor:
            cursor.execute(seen, [staying.pk])
            return cursor.fetchall()

    before = cells(sender)
    assert ("T1:L1:C1",) in before
    with entered(given_user("Cambridgeshire", role="police_supervisor")) as opened:
        number = cases.offer_transfer(
            by="Kim",
            nominal=staying,
            to_area=area_named("Norfolk"),
            arrives_on=day(),
            reason="Moves there",
            operation=opened,
        )
    with entered(given_user("Norfolk", role="coordinator")) as opened:
        cases.accept_transfer(by="Sam", number=number, operation=opened)
    assert cells(sender) == before
    assert cells(receiver) == []
    assert {key: figures()[key] for key in expected(EDGE)} == expected(EDGE)


def test_figures_do_not_depend_on_who_asks(edge: Extract) -> None:
    asked = figures(), run("return", *OF_THE_YEAR, "--who", "T1:L2:C1")
    with entered(given_user("Norfolk", role="duty_officer")):
        assert (figures(), run("return", *OF_THE_YEAR, "--who", "T1:L2:C1")) == asked
    assert len(listed(asked[1])) == 2
