"""An extract taken in: all of it or nothing, once however often, later ones over earlier ones."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connections

from openmappa.config import cli
from openmappa.config.postgres import Server
from openmappa.exchange.faults import Refused
from openmappa.nominals import queries
from tests.exchange.test_broken import BROKEN
from tests.world import (
    CAMBRIDGESHIRE,
    EDGE,
    EXTRACTS,
    Extract,
    counts,
    expected,
    figures,
    for_life,
    given_extract,
    nominal,
    person,
    query,
    run,
    take_in,
)


@pytest.fixture
def edge(tmp_path: Path) -> Extract:
    """A copy of the edge cases, to change."""
    return Extract(EDGE, tmp_path / "edge")


def total(area: str = "Cambridgeshire") -> int:
    return figures(area)["snapshot"]["total"]["total"]


# Again


@pytest.mark.parametrize("folder", [EDGE, CAMBRIDGESHIRE], ids=lambda f: f.name)
def test_twice_writes_nothing(database: Server, folder: Path) -> None:
    assert not take_in(folder).nothing_new
    before = counts(database)
    assert take_in(folder).nothing_new
    assert counts(database) == before
    assert "Nothing new: every row was known, so none was written." in run("import", folder)
    assert counts(database) == before


def test_rows_in_another_order_write_nothing(database: Server, edge: Extract) -> None:
    take_in(EDGE)
    before = counts(database)
    for name in ("people", "disposals", "levels", "orders", "breaches", "whereabouts"):
        edge.write(name, reversed(edge.rows(name)))
    assert take_in(edge.folder).nothing_new
    assert counts(database) == before


def test_the_same_facts_on_a_later_day_are_only_remembered(database: Server, edge: Extract) -> None:
    take_in(EDGE)
    before = counts(database)
    take_in(edge.dated("2015-06-01").folder)
    after = counts(database)
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"exchange_import", "audit_operation", "audit_event"}


def test_an_older_one_is_refused(database: Server, edge: Extract) -> None:
    take_in(edge.dated("2015-06-02").folder)
    before = counts(database)
    with pytest.raises(Refused, match="an older one would undo it"):
        take_in(edge.dated("2015-06-01").folder)
    assert counts(database) == before


# Later


def test_what_is_new_differs_or_is_missing(database: Server, edge: Extract) -> None:
    take_in(EDGE)
    written = query(database, "select max(id) from audit_event")
    edge.without(["V700010"])
    disposals = edge.rows("disposals")
    (longer,) = [row for row in disposals if row["record_id"] == "V700002"]
    longer["term_months"] = "30"
    edge.write("disposals", disposals)
    edge.add("people", person("V700099"))
    edge.add("disposals", for_life("V700099"))
    outcome = take_in(edge.dated("2015-06-01").folder)
    assert outcome.changes["nominals_record"] == (1, 0, 1)
    assert outcome.changes["justice_disposal"] == (1, 1, 1)
    assert total() == 41  # one gone, one longer registered, one new
    gone = nominal("V700010")
    kept = query(
        database,
        "select withdrawn_on::text from nominals_record where source_key = 'V700010'"
        " union all select withdrawn_on::text from justice_disposal where nominal_id = %s",
        gone.pk,
    )
    assert kept == [("2015-06-01",)] * 2
    labels = query(
        database,
        "select pgh_label, withdrawn_on::text from nominals_record_history"
        " where source_key = 'V700010' order by pgh_id",
    )
    assert labels == [("insert", None), ("update", "2015-06-01")]
    before = query(
        database,
        "select array_agg(term_months order by pgh_id) from justice_disposal_history"
        " where source_key = %s",
        longer["disposal_id"],
    )
    assert before[0][0][-1] == 30
    assert len(set(before[0][0])) == 2
    assert written < query(database, "select max(id) from audit_event")
    assert run("rebuild").endswith("0 rows changed.\n")


def test_who_is_withdrawn_leaves_the_figures_and_may_come_back(
    database: Server, edge: Extract, tmp_path: Path
) -> None:
    take_in(EDGE)
    stated = expected(EDGE)
    was = nominal("V700034")
    edge.without(["V700034", "E100034", "A0034AK"])
    take_in(edge.dated("2015-06-01").folder)
    counted = figures()
    assert counted["snapshot"]["L2"]["C1"] == stated["snapshot"]["L2"]["C1"] - 1
    assert counted["yearly"]["L3"]["C1"] == stated["yearly"]["L3"]["C1"] - 1
    for table in ("cases_ground", "cases_level", "cases_responsibility"):
        assert query(database, f"select from {table} where nominal_id = %s", was.pk) == []
    back = Extract(EDGE, tmp_path / "back").dated("2015-07-01")
    take_in(back.folder)
    assert {key: figures()[key] for key in stated} == stated
    assert nominal("V700034") == was
    assert run("rebuild").endswith("0 rows changed.\n")
    assert take_in(back.folder).nothing_new


def test_a_corrected_identifier_joins_and_parts_people(database: Server, tmp_path: Path) -> None:
    people = [person("V1", pnc_id="2012/0234567T"), person("E1", "P123456"), person("A1")]
    facts = {"disposals": [for_life("E1")], "levels": ["E1,Cambridgeshire,2,2014-05-01,"]}
    apart = given_extract(tmp_path / "apart", people=people[:2], **facts)
    first = take_in(apart)
    assert first.people == 2
    one, other = nominal("V1"), nominal("E1")
    assert total() == 1
    together = given_extract(
        tmp_path / "together",
        people=[person("V1", "P123456"), people[1]],
        extracted_on="2015-06-01",
        **facts,
    )
    take_in(together)
    assert nominal("V1") == nominal("E1") == one
    assert {p.pk for p in queries.find("P123456", "intake")} == {one.pk}
    assert facts_of(database) == {("V1", one.pk), ("E1", one.pk), ("fact of E1", one.pk)}
    assert total() == 1
    take_in(given_extract(tmp_path / "x", people=people[:2], extracted_on="2015-07-01", **facts))
    assert (nominal("V1"), nominal("E1")) == (one, other)
    assert facts_of(database) == {("V1", one.pk), ("E1", other.pk), ("fact of E1", other.pk)}
    assert total() == 1
    told = query(database, "select verb from audit_event where verb in ('joined', 'split')")
    assert sorted(told) == [("joined",), ("split",)]
    assert run("rebuild").endswith("0 rows changed.\n")


def facts_of(database: Server) -> set[tuple[str, int]]:
    return set(
        query(
            database,
            "select source_key, nominal_id from nominals_record union all"
            " select 'fact of E1', nominal_id from justice_disposal"
            " where withdrawn_on is null union all"
            " select 'fact of E1', nominal_id from cases_reported_level"
            " where withdrawn_on is null",
        )
    )


@pytest.mark.parametrize("synthetic", [True, False])
def test_that_people_are_invented_is_stored(
    database: Server, tmp_path: Path, synthetic: bool
) -> None:
    folder = given_extract(tmp_path / "x", people=[person("V1")], synthetic=synthetic)
    take_in(folder)
    stored = query(
        database,
        "select synthetic from nominals_record union all select synthetic from exchange_import",
    )
    assert stored == [(synthetic,)] * 2


def test_findings_come_go_and_come_back(database: Server, tmp_path: Path) -> None:
    short = "V1,O1,SOPO,,2014-05-01,2016-05-01,Ely,no,"
    for day, orders, is_open in (
        ("2015-05-01", [short], True),
        ("2015-06-01", [short.replace("2016", "2020")], False),
        ("2015-07-01", [short], True),
    ):
        take_in(
            given_extract(tmp_path / day, people=[person("V1")], orders=orders, extracted_on=day)
        )
        open_ones = query(
            database,
            "select from nominals_finding where code = 'extract.order_too_short'"
            " and gone_at is null",
        )
        assert bool(open_ones) is is_open
    assert len(query(database, "select from nominals_finding")) == 1


# Refused


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_extract_changes_nothing(database: Server, name: str, capsys) -> None:
    before = counts(database)
    assert cli.main(["import", str(EXTRACTS / "broken" / name)]) == 1
    printed = capsys.readouterr()
    for fault in BROKEN[name]:
        assert fault in printed.err
    faults = len(BROKEN[name])
    assert f"Nothing of this extract was imported: {faults} fault" in printed.err
    assert counts(database) == before


def test_a_folder_that_is_not_there_is_refused(database: Server, tmp_path: Path, capsys) -> None:
    assert cli.main(["import", str(tmp_path / "nowhere")]) == 1
    assert "nowhere: there is no such folder" in capsys.readouterr().err


def test_a_sound_extract_goes_in(database: Server, capsys) -> None:
    assert cli.main(["import", str(EXTRACTS / "broken" / "sound")]) == 0
    assert "259 records of " in capsys.readouterr().out


def test_two_levels_that_show_only_when_records_are_linked_are_refused(
    database: Server, tmp_path: Path
) -> None:
    folder = given_extract(
        tmp_path / "x",
        people=[person("V1", "P123456"), person("E1", "P123456")],
        levels=["V1,Cambridgeshire,2,2014-05-01,", "E1,Cambridgeshire,3,2014-06-01,"],
    )
    with pytest.raises(Refused) as refused:
        take_in(folder)
    assert "line 3" in str(refused.value)
    assert "line 2" in str(refused.value)
    assert counts(database)["nominals_record"] == 0


# Killed


def test_killed_at_any_moment_it_leaves_nothing_or_everything(
    database: Server, tmp_path: Path
) -> None:
    take_in(EDGE)
    before = counts(database)
    big = Extract(CAMBRIDGESHIRE, tmp_path / "big").dated("2015-06-01").folder
    chance = random.Random(2015)  # noqa: S311 - moments, not secrets
    moments = [
        ("Linking", 0.05),
        ("Writing", 0.0),
        ("Writing", chance.uniform(0, 1)),
        ("Applying the law", chance.uniform(0, 0.5)),
    ]
    nothing = 0
    for step, wait in moments:
        kill_import(big, step, wait)
        wait_for_rollback(database)
        left = counts(database)
        if left == before:
            nothing += 1
        else:
            assert left["exchange_import"] == before["exchange_import"] + 1
            break
    assert nothing >= 3
    take_in(big)
    assert {key: figures()[key] for key in expected(CAMBRIDGESHIRE)} == expected(CAMBRIDGESHIRE)
    assert take_in(big).nothing_new


def wait_for_rollback(database: Server) -> None:
    """The server notices that its client is gone when it next has something to tell it."""
    connections["intake"].close()
    for _ in range(1000):
        if not query(database, "select from pg_stat_activity where usename = 'intake'"):
            return
        time.sleep(0.02)
    pytest.fail("the killed import holds its transaction for ever")


def kill_import(folder: Path, step: str, wait: float) -> None:
    """Start an import of its own process and kill it so long after it has told of a step."""
    importing = subprocess.Popen(
        [sys.executable, "-u", "-m", "openmappa.config.cli", "import", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with importing:
        for line in importing.stdout:
            if line.startswith(step):
                break
        time.sleep(wait)
        importing.kill()
