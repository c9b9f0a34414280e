"""What the commands answer, and what they say to a question that cannot be answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from openmappa.config import cli, demonstration_record
from openmappa.config.postgres import Server
from tests.world import (
    EDGE,
    counts,
    expected,
    listed,
    nominal,
    open_database,
    query,
    run,
    take_in,
)

AREA = ("--area", "Cambridgeshire")
YEAR = (*AREA, "--year", "2014-15")


@pytest.fixture(scope="module")
def edge(db_home: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    with open_database(db_home, django_db_blocker):
        take_in(EDGE)
        yield db_home


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says when it refuses; in one line, and nothing else."""
    assert cli.main(list(arguments)) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    return printed.err


def accessed(server: Server) -> list[tuple]:
    return query(
        server,
        "select action, what, area, nominal_id, refused from audit_access order by id",
    )


# return


def test_the_return_as_text(edge: Server) -> None:
    printed = run("return", *YEAR)
    assert printed.startswith("Cambridgeshire MAPPA, 2014-15\n")
    assert "MAPPA-eligible offenders on 31 March 2015" in printed
    assert printed.count("\nTotal ") == 5
    assert "Checks before sign-off" in printed
    assert printed.rstrip().endswith("Not frozen yet (openmappa freeze).")
    assert max(map(len, printed.splitlines())) <= 88
    assert printed == run("return", "--area", "  cambridgeSHIRE ", "--year", "2014-15")


def test_the_return_as_json(edge: Server) -> None:
    stated = expected(EDGE)
    assert json.loads(run("return", *YEAR, "--format", "json")) == stated
    printed = json.loads(run("return", *YEAR, "--format", "json", "--beside"))
    assert {key: printed[key] for key in stated} == stated
    assert set(printed) - set(stated) == {"side", "footnotes", "gates", "switches"}


def test_the_snapshot_of_any_day(edge: Server) -> None:
    last_day = json.loads(run("return", *AREA, "--as-at", "2015-03-31", "--format", "json"))
    assert last_day["snapshot"] == expected(EDGE)["snapshot"]
    before, after = (
        listed(run("return", *AREA, "--as-at", day, "--who", "T1:L1:C1"))
        for day in ("2015-03-30", "2015-04-01")
    )
    # Released, come or died on the last day; registered until it, or this area's until it.
    came = {nominal(record).reference for record in ("V700022", "V700031")}
    gone = {nominal(record).reference for record in ("V700001", "V700028", "V700030")}
    assert not came & set(before)
    assert came <= set(after)
    assert gone <= set(before)
    assert not gone & set(after)
    assert "Cambridgeshire MAPPA, 30 March 2015" in run("return", *AREA, "--as-at", "2015-03-30")
    why_not = run("return", *AREA, "--as-at", "2015-03-30", "--not", "V700022")
    assert "until 31 March 2015, the day of release" in why_not


def test_who_is_in_a_total_and_beside_a_table(edge: Server) -> None:
    assert len(listed(run("return", *YEAR, "--who", "T1:total:total"))) == 40
    assert len(listed(run("return", *YEAR, "--who", "T6"))) == 34
    assert len(listed(run("return", *YEAR, "--who", "side:in_custody"))) == 8


def test_why_not_by_any_reference(edge: Server) -> None:
    person = nominal("V700056")
    forms = [person.reference, person.reference.lower(), "V700056", " v700056 "]
    forms += [
        given
        for (given,) in query(
            edge, "select given from nominals_identifier where nominal_id = %s", person.pk
        )
    ]
    assert len(forms) > 5
    said = {run("return", *YEAR, "--not", form) for form in forms}
    assert len(said) == 1
    assert {run("why", form, "--on", "2015-03-31") for form in forms} == {
        run("why", person.reference, "--on", "2015-03-31")
    }


def test_a_switch_shows_the_figure_both_ways(edge: Server) -> None:
    plain = json.loads(run("return", *YEAR, "--format", "json"))
    turned = json.loads(
        run(
            "return", *YEAR, "--switch", "cat2.suspended_counts=off", "--format", "json", "--beside"
        )
    )
    switch = turned["switches"]["cat2.suspended_counts"]
    assert switch["value"] == "off"
    assert switch["cells"]["T1:L1:C2"] == {"counted": 3, "default": 4}
    assert turned["snapshot"]["L1"]["C2"] == 3
    assert plain["snapshot"]["L1"]["C2"] == 4
    printed_too = run("return", *YEAR, "--switch", "cat2.suspended_counts=off")
    assert "T1:L1:C2 3 instead of 4" in " ".join(printed_too.split())


REFUSED = {
    "an area that is none": (
        ("return", "--area", "Camelot", "--year", "2014-15"),
        '"Camelot" is not one of the 42 MAPPA areas.',
    ),
    "an area written almost right": (
        ("return", "--area", "Cambridgshire", "--year", "2014-15"),
        "Did you mean Cambridgeshire",
    ),
    "a year that is none": (("return", *AREA, "--year", "2014-16"), "2014-16"),
    "a year with no tables": (("return", *AREA, "--year", "1999-00"), "1999-00"),
    "a cell that is none": (("return", *YEAR, "--who", "T1:L4:C1"), "T1:L4:C1"),
    "a side figure that is none": (("return", *YEAR, "--who", "side:x"), "in_custody"),
    "neither year nor day": (("return", *AREA), "either --year, such as 2014-15, or --as-at"),
    "both year and day": (("return", *YEAR, "--as-at", "2015-03-31"), "either --year"),
    "a reference that is none": (
        ("return", *YEAR, "--not", "V999999"),
        'No record has the reference, record id or identifier "V999999".',
    ),
    "why of a reference that is none": (("why", "V999999"), 'identifier "V999999"'),
    "a switch that is none": (("return", *YEAR, "--switch", "a.b=c"), "a.b"),
    "a switch without a value": (("return", *YEAR, "--switch", "x"), "NAME=VALUE"),
    "a value that a switch has not": (
        ("return", *YEAR, "--switch", "t3.unit=x"),
        "occasions",
    ),
    "freezing an area that is none": (
        ("freeze", "--area", "Cambridgshire", "--year", "2014-15"),
        "Did you mean Cambridgeshire",
    ),
    "freezing a year that is none": (("freeze", *AREA, "--year", "x"), "x"),
    "a report of figures not frozen": (
        ("report", *YEAR, "--out", "/nowhere"),
        "not frozen. A report is made of frozen figures only: openmappa freeze --area"
        ' "Cambridgeshire" --year 2014-15',
    ),
    "a report of an area that is none": (
        ("report", "--area", "Camelot", "--year", "2014-15", "--out", "/nowhere"),
        "not one of the 42",
    ),
    "deciding a pair that is none": (("matches", "9999", "--same", "--because", "x"), "no pair"),
    "deciding without a reason": (("matches", "1", "--same"), "needs a reason"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_question_that_cannot_be_answered(edge: Server, capsys, case: str) -> None:
    arguments, words = REFUSED[case]
    before = counts(edge)
    assert words in refusal(capsys, *arguments)
    after = counts(edge)
    # A search that finds nobody is a search, and logged as one.
    searched = case in {"a reference that is none", "why of a reference that is none"}
    assert after["audit_access"] == before["audit_access"] + searched
    assert after | {"audit_access": 0} == before | {"audit_access": 0}


# why


def test_why_tells_the_position_of_the_day(edge: Server) -> None:
    printed = run("why", "V700037", "--on", "2014-06-01")
    assert ", on 1 June 2014: Category 2: violent or other sexual offender, Level 2," in printed
    assert "  - Not yet: Category 1 " in printed
    assert ": Category 1: registered sexual offender, Level 2, Cambridgeshire" in run(
        "why", "V700037", "--on", "2015-03-31"
    )
    assert ": died on 30 March 2015" in run("why", "V700029", "--on", "2015-03-31")
    assert "no ground runs, so MAPPA does not apply" in run("why", "V700055")


def test_why_by_an_identifier_of_two_people_tells_of_both(edge: Server) -> None:
    ((shared,),) = query(
        edge,
        "select canonical from nominals_identifier group by canonical"
        " having count(distinct nominal_id) > 1",
    )
    printed = run("why", shared, "--on", "2015-03-31")
    assert printed.startswith(f"2 people have {shared}:")
    assert nominal("V700057").reference in printed
    assert nominal("E100058").reference in printed


# Who looked


def test_every_question_about_people_leaves_its_mark(edge: Server) -> None:
    person = nominal("V700043").pk
    for arguments, action, people in (
        (("return", *YEAR, "--who", "T5:order:L2:C1"), "list", {person}),
        (
            ("return", *AREA, "--as-at", "2015-03-31", "--who", "T1:L2:C3"),
            "list",
            {nominal("V700032").pk},
        ),
        (("return", *YEAR, "--not", "V700043"), "read", {person}),
        (("why", "V700043"), "read", {person}),
        (("return", *YEAR), "count", {None}),
        (("return", *AREA, "--as-at", "2015-03-31"), "count", {None}),
    ):
        before = accessed(edge)
        run(*arguments)
        marks = accessed(edge)[len(before) :]
        assert {(mark[0], mark[3]) for mark in marks} == {(action, p) for p in people}, arguments
        assert all(what and not refused for _, what, _, _, refused in marks)
    before = accessed(edge)
    run("matches")
    assert {mark[0] for mark in accessed(edge)[len(before) :]} == {"list"}


# rebuild


def test_rebuild_changes_nothing(edge: Server) -> None:
    before = counts(edge)
    for _ in range(2):
        assert run("rebuild") == "Worked out 61 people again; 0 rows changed.\n"
    assert counts(edge) == before


# freeze and report


def test_a_report_is_written_from_what_is_frozen(database: Server, tmp_path: Path) -> None:
    take_in(EDGE)
    frozen = run("freeze", *YEAR)
    assert "Froze Cambridgeshire 2014-15 as version 1: 40 people in the snapshot," in frozen
    words = tmp_path / "words"
    words.mkdir()
    out = tmp_path / "out"
    before = accessed(database)
    printed = run("report", *YEAR, "--out", out, "--words", words)
    assert "from figures frozen as version 1:" in printed
    written = sorted(path.suffix for path in out.iterdir())
    assert {".html", ".ods", ".pdf"} <= set(written)
    assert all(path.stat().st_size > 1000 for path in out.iterdir())
    (mark,) = accessed(database)[len(before) :]
    assert mark[:4] == (
        "export",
        "annual report of Cambridgeshire 2014-15, frozen version 1",
        "Cambridgeshire",
        None,
    )


def test_an_older_version_can_be_reported_and_one_that_is_none_not(
    database: Server, tmp_path: Path, capsys
) -> None:
    take_in(EDGE)
    run("freeze", *YEAR)
    run("freeze", *YEAR, "--because", "A trial")
    (words := tmp_path / "words").mkdir()
    for version in ("1", "2"):
        printed = run(
            "report", *YEAR, "--out", tmp_path / version, "--words", words, "--frozen", version
        )
        assert f"frozen as version {version}:" in printed
    out = str(tmp_path / "out")
    assert "not frozen as version 3" in refusal(
        capsys, "report", *YEAR, "--out", out, "--words", str(words), "--frozen", "3"
    )


# demo

# What people are seen to have entered, tables of every kind.
WORKED_ON = [
    *("cases_rota", "justice_order_term", "victims_mention", "victims_victim", "victims_zone"),
    *("nominals_activity", "nominals_address_check", "nominals_caseload", "nominals_disclosure"),
    *("nominals_document", "nominals_emergency", "nominals_intelligence", "nominals_message"),
    *("nominals_photograph", "nominals_restriction", "nominals_task", "nominals_vehicle"),
]


def test_what_stands_for_a_photograph_is_drawn_from_its_seed() -> None:
    drawn = demonstration_record.drawing("M0000007G")
    assert drawn == demonstration_record.drawing("M0000007G") != demonstration_record.drawing("?")


def test_the_demonstration_twice_loses_nothing(database: Server) -> None:
    first = run("demo", "--no-serve")
    assert "Froze Cambridgeshire 2014-15 as version 1:" in first
    assert "2,685 records of 1,080 people" in first
    assert first.count("\nM00") == len(demonstration_record.STORIES)
    before = counts(database)
    assert [table for table in WORKED_ON if not before[table]] == []
    second = run("demo", "--no-serve")
    assert "Nothing new: every row was known" in second
    assert "Frozen already; a frozen figure never changes." in second
    after = counts(database)
    assert {t for t in after if after[t] != before[t]} == {"audit_access"}
