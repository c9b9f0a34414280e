"""Who is responsible, and at which level, from what areas state and from transfers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from openmappa.audit.operations import operation
from openmappa.cases import actions as cases
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals.models import Caseload, Nominal
from tests.world import (
    Extract,
    administrator,
    area_named,
    day,
    entered,
    figures,
    for_life,
    given_extract,
    given_user,
    nominal,
    person,
    query,
    run,
    take_in,
)

HERE, THERE, FAR = "Cambridgeshire", "Norfolk", "Essex"

Stretch = tuple[str, str | None, str | None]


def given_person(
    folder: Path, *, areas: Sequence[Stretch] = (), levels: Sequence[tuple] = ()
) -> Nominal:
    """Somebody of whom an extract states these: areas, and levels in areas, from and to."""

    def line(*parts: object) -> str:
        return ",".join(["V1", *("" if part is None else str(part) for part in parts)])

    take_in(
        given_extract(
            folder,
            people=[person("V1", "P123456")],
            disposals=[for_life("V1")],
            responsibility=[line(area, first, last) for area, first, last in areas],
            levels=[line(*level) for level in levels],
        )
    )
    return nominal("V1")


def levels_of(server: Server, whose: Nominal) -> list[tuple]:
    """Area, level, first and last day, and whether it was carried along."""
    return query(
        server,
        "select a.name, level, lower(during)::text, (upper(during) - 1)::text, carried"
        " from cases_level l join agencies_area a on a.id = l.area_id where nominal_id = %s"
        " order by lower(during), a.name",
        whose.pk,
    )


def areas_of(server: Server, whose: Nominal) -> list[Stretch]:
    return query(
        server,
        "select a.name, lower(during)::text, (upper(during) - 1)::text"
        " from cases_responsibility r join agencies_area a on a.id = r.area_id"
        " where nominal_id = %s order by during",
        whose.pk,
    )


def findings_of(server: Server, whose: Nominal, code: str) -> list[str]:
    return [
        sentence
        for (sentence,) in query(
            server,
            "select sentence from nominals_finding where nominal_id = %s and code = %s"
            " and gone_at is null order by 1",
            whose.pk,
            code,
        )
    ]


MOVED = ((HERE, "2012-01-01", "2014-05-31"), (THERE, "2014-06-01", None))
ON_AGAIN = (*MOVED[:1], (THERE, "2014-06-01", "2014-08-31"), (FAR, "2014-09-01", None))

CARRIED = {
    "no level runs": (MOVED, [(HERE, 2, "2014-01-01", "2014-03-01")], []),
    "it ended the day before": (MOVED, [(HERE, 2, "2014-01-01", "2014-05-31")], []),
    "it runs on without end": (
        MOVED,
        [(HERE, 2, "2014-01-01", None)],
        [(THERE, 2, "2014-06-01", None)],
    ),
    "it runs on until its own end": (
        MOVED,
        [(HERE, 3, "2014-01-01", "2014-09-30")],
        [(THERE, 3, "2014-06-01", "2014-09-30")],
    ),
    "the new area decides later": (
        MOVED,
        [(HERE, 3, "2014-01-01", None), (THERE, 2, "2014-07-10", None)],
        [(THERE, 3, "2014-06-01", "2014-07-09")],
    ),
    "the new area decided on the day of the move": (
        MOVED,
        [(HERE, 3, "2014-01-01", None), (THERE, 2, "2014-06-01", None)],
        [],
    ),
    "the new area had decided before": (
        MOVED,
        [(HERE, 3, "2014-01-01", None), (THERE, 2, "2014-02-01", None)],
        [],
    ),
    "a decision of a third area is none": (
        MOVED,
        [(HERE, 3, "2014-01-01", None), (FAR, 2, "2014-07-10", None)],
        [(THERE, 3, "2014-06-01", None)],
    ),
    "it is carried on through a second move": (
        ON_AGAIN,
        [(HERE, 2, "2014-01-01", None)],
        [(THERE, 2, "2014-06-01", "2014-08-31"), (FAR, 2, "2014-09-01", None)],
    ),
    "an area on the way decided to end it": (
        ON_AGAIN,
        [(HERE, 3, "2014-01-01", None), (THERE, 2, "2014-07-01", "2014-07-31")],
        [(THERE, 3, "2014-06-01", "2014-06-30")],
    ),
    "what an area on the way decided is carried on": (
        ON_AGAIN,
        [(HERE, 3, "2014-01-01", None), (THERE, 2, "2014-07-01", None)],
        [(THERE, 3, "2014-06-01", "2014-06-30"), (FAR, 2, "2014-09-01", None)],
    ),
    "it comes back": (
        (*ON_AGAIN[:2], (HERE, "2014-09-01", None)),
        [(HERE, 2, "2014-01-01", "2014-07-31")],
        [(THERE, 2, "2014-06-01", "2014-07-31")],
    ),
}


@pytest.mark.parametrize("case", CARRIED)
def test_a_level_runs_on_where_responsibility_moves(
    database: Server, tmp_path: Path, case: str
) -> None:
    areas, stated, carried = CARRIED[case]
    somebody = given_person(tmp_path / "x", areas=areas, levels=stated)
    found = levels_of(database, somebody)
    assert [row[:4] for row in found if row[4]] == carried
    assert sorted(row[:4] for row in found if not row[4]) == sorted(stated)
    assert run("rebuild").endswith("0 rows changed.\n")


def test_a_level_runs_on_over_a_gap(database: Server, tmp_path: Path) -> None:
    """Days on which nobody was responsible end no level; they are a finding."""
    gap = ((HERE, "2012-01-01", "2014-05-31"), (THERE, "2014-08-01", None))
    somebody = given_person(tmp_path / "x", areas=gap, levels=[(HERE, 2, "2014-01-01", None)])
    carried = [row[:3] for row in levels_of(database, somebody) if row[4]]
    assert carried == [(THERE, 2, "2014-08-01")]
    assert len(query(database, "select from nominals_finding where code like 'extract.%%'")) > 0


def test_equal_levels_of_several_records_are_one(database: Server, tmp_path: Path) -> None:
    take_in(
        given_extract(
            tmp_path / "x",
            people=[person("V1", "P123456"), person("E1", "P123456")],
            levels=[
                f"V1,{HERE},2,2014-01-01,2014-03-31",
                f"E1,{HERE},2,2014-04-01,2014-06-30",
                f"E1,{HERE},2,2014-02-01,2014-02-10",
                f"V1,{HERE},2,2014-08-01,",
            ],
        )
    )
    found = levels_of(database, nominal("V1"))
    assert [row[2:4] for row in found] == [("2014-01-01", "2014-06-30"), ("2014-08-01", None)]


# Two areas' extracts


def of_another_area(folder: Path, *, area: str = THERE, **tables) -> Path:
    return given_extract(
        folder,
        area=area,
        people=[person("E7", "P123456")],
        disposals=[for_life("E7")],
        **tables,
    )


def test_who_was_recorded_first_holds_until_somebody_decides(
    database: Server, tmp_path: Path
) -> None:
    somebody = given_person(tmp_path / "x")
    take_in(of_another_area(tmp_path / "y"))
    assert nominal("E7") == somebody
    assert areas_of(database, somebody) == [(HERE, None, None)]
    (sentence,) = findings_of(database, somebody, "cases.two_areas_claim")
    assert f"{THERE} is responsible throughout; {HERE} was recorded before" in sentence
    assert figures(HERE)["snapshot"]["total"]["total"] == 1
    assert figures(THERE)["snapshot"]["total"]["total"] == 0


def test_what_the_first_leaves_open_the_second_may_fill(database: Server, tmp_path: Path) -> None:
    somebody = given_person(tmp_path / "x", areas=MOVED[:1])
    take_in(of_another_area(tmp_path / "y", responsibility=[f"E7,{THERE},2014-05-01,"]))
    assert areas_of(database, somebody) == [
        (HERE, "2012-01-01", "2014-05-31"),
        (THERE, "2014-06-01", None),
    ]
    assert len(findings_of(database, somebody, "cases.two_areas_claim")) == 1


def test_two_areas_that_agree_are_no_finding(database: Server, tmp_path: Path) -> None:
    somebody = given_person(tmp_path / "x", areas=MOVED)
    stated = [f"E7,{area},{first or ''},{last or ''}" for area, first, last in MOVED]
    take_in(of_another_area(tmp_path / "y", responsibility=stated))
    assert areas_of(database, somebody) == list(MOVED)
    assert findings_of(database, somebody, "cases.two_areas_claim") == []


def test_levels_on_which_two_areas_differ_are_a_finding(database: Server, tmp_path: Path) -> None:
    somebody = given_person(tmp_path / "x", levels=[(HERE, 2, "2014-01-01", "2014-06-30")])
    take_in(of_another_area(tmp_path / "y", levels=[f"E7,{HERE},3,2014-06-01,2014-12-31"]))
    assert [row[:4] for row in levels_of(database, somebody)] == [
        (HERE, 2, "2014-01-01", "2014-06-30"),
        (HERE, 3, "2014-07-01", "2014-12-31"),
    ]
    (sentence,) = findings_of(database, somebody, "cases.two_levels")
    assert "Level 3 in Cambridgeshire from 1 June 2014" in sentence


# Transfers


def transferred(
    somebody: Nominal, source: str = HERE, target: str = THERE, *, arrival: int = 0
) -> None:
    who = given_user(source, role="police_supervisor")
    with operation(using="owner", actor="a test", purpose="test"):  # in whoever's records they are
        Caseload.objects.using("owner").create(
            nominal_id=somebody.pk,
            user_id=who.pk,
            as_what="deputy",
            area_id=area_named(source).pk,
            agency="police",
            during=Period(day(), None),
            why="a test",
            named_by="a test",
        )
    with entered(who) as opened:
        number = cases.offer_transfer(
            by="Kim",
            nominal=somebody,
            to_area=area_named(target),
            arrives_on=day(arrival),
            reason="Moves there",
            operation=opened,
        )
    with entered(given_user(target, role="coordinator")) as opened:
        cases.accept_transfer(by="Sam", number=number, operation=opened)


def test_a_transfer_overrides_what_was_stated(database: Server, tmp_path: Path) -> None:
    somebody = given_person(tmp_path / "x")
    transferred(somebody)
    moved = [(HERE, None, str(day(-1))), (THERE, str(day()), None)]
    assert areas_of(database, somebody) == moved
    assert run("rebuild").endswith("0 rows changed.\n")
    assert areas_of(database, somebody) == moved
    assert findings_of(database, somebody, "cases.two_areas_claim") == []
    # Another area's extract that does not know of it is a finding all the same.
    take_in(of_another_area(tmp_path / "y", area=FAR))
    assert areas_of(database, somebody) == moved
    assert len(findings_of(database, somebody, "cases.two_areas_claim")) == 1


@pytest.mark.parametrize("extracted_on", ["2015-05-15", "2015-08-15"])
def test_an_extract_that_still_says_ours_after_a_transfer_is_a_finding(
    database: Server, tmp_path: Path, extracted_on: str
) -> None:
    somebody = given_person(tmp_path / "x")
    transferred(somebody)
    again = Extract(tmp_path / "x", tmp_path / "again").dated(extracted_on)
    take_in(again.folder)
    assert areas_of(database, somebody) == [(HERE, None, str(day(-1))), (THERE, str(day()), None)]
    (sentence,) = findings_of(database, somebody, "cases.two_areas_claim")
    assert f"{HERE} says that {HERE} is responsible throughout; {THERE} was recorded" in sentence
    assert run("rebuild").endswith("0 rows changed.\n")
    assert take_in(again.folder).nothing_new
    # An extract that has learned of it settles the finding.
    given_extract(tmp_path / "knows", people=[person("V2")], extracted_on="2015-09-15")
    take_in(tmp_path / "knows")
    assert findings_of(database, somebody, "cases.two_areas_claim") == []


# Withdrawn


def seen_by(server: Server, whose: Nominal) -> list[Stretch]:
    """Which areas may see the record, and when."""
    return query(
        server,
        "select r.name, lower(during)::text, (upper(during) - 1)::text"
        " from nominals_access a join agencies_area r on r.id = a.area_id"
        " where nominal_id = %s order by during",
        whose.pk,
    )


def test_who_is_in_no_extract_any_more_stays_in_sight_of_who_held_them(
    database: Server, tmp_path: Path
) -> None:
    somebody = given_person(tmp_path / "x", areas=MOVED, levels=[(HERE, 2, "2013-01-01", None)])
    assert seen_by(database, somebody) == list(MOVED)
    gone = given_extract(tmp_path / "gone", people=[person("V2")], extracted_on="2015-06-15")
    take_in(gone)
    assert areas_of(database, somebody) == []
    assert seen_by(database, somebody) == list(MOVED)
    assert run("rebuild").endswith("0 rows changed.\n")
    for area, is_seen in ((HERE, MOVED[-1][0] == HERE), (THERE, MOVED[-1][0] == THERE)):
        with entered(given_user(area, role="duty_officer")):
            assert Nominal.objects.using("web").filter(pk=somebody.pk).exists() == is_seen
    take_in(Extract(tmp_path / "x", tmp_path / "back").dated("2015-07-15").folder)
    assert areas_of(database, somebody) == seen_by(database, somebody) == list(MOVED)


def test_of_two_areas_the_one_that_held_them_last_keeps_sight(
    database: Server, tmp_path: Path
) -> None:
    somebody = given_person(tmp_path / "x")
    take_in(of_another_area(tmp_path / "y"))
    for number, area in enumerate((HERE, THERE)):
        gone = tmp_path / area
        extracted_on = f"2015-0{6 + number}-15"
        take_in(given_extract(gone, area=area, people=[person("V9")], extracted_on=extracted_on))
        assert seen_by(database, somebody) == [(THERE, None, None)]
    assert areas_of(database, somebody) == []


def test_a_person_without_any_record_left_is_in_nobodys_sight(
    database: Server, tmp_path: Path
) -> None:
    """Whose records were found to be another's: nothing is left to see."""
    one = given_person(tmp_path / "x")
    take_in(given_extract(tmp_path / "y", area=THERE, people=[person("E7")]))
    other = nominal("E7")
    assert other != one
    given_extract(tmp_path / "z", area=THERE, people=[person("E7", "P123456")])
    take_in(Extract(tmp_path / "z", tmp_path / "later").dated("2015-06-15").folder)
    (left,) = {one.pk, other.pk} - {nominal("E7").pk}
    assert nominal("E7") == nominal("V1")
    assert query(database, "select from nominals_access where nominal_id = %s", left) == []


LEVELS_ON_THE_DAY = {
    "none": ([], []),
    "without end": ([(HERE, 3, "2014-01-01", None)], [(THERE, 3, 0, None)]),
    "with an end to come": ([(HERE, 2, "2014-01-01", 30)], [(THERE, 2, 0, 30)]),
    "ended yesterday": ([(HERE, 2, "2014-01-01", -1)], []),
    "decided there already": (
        [(HERE, 3, "2014-01-01", None), (THERE, 2, "2014-01-01", None)],
        [],
    ),
    "decided there for later": (
        [(HERE, 3, "2014-01-01", None), (THERE, 2, 10, None)],
        [(THERE, 3, 0, 9)],
    ),
}


@pytest.mark.parametrize("case", LEVELS_ON_THE_DAY)
def test_a_level_runs_on_from_the_moment_of_a_transfer(
    database: Server, tmp_path: Path, case: str
) -> None:
    """Nobody at Level 3 drops to Level 1 between an acceptance and the next import."""

    def dated(rows: list[tuple]) -> list[tuple]:
        return [
            tuple(
                str(day(part)) if i > 1 and isinstance(part, int) else part
                for i, part in enumerate(row)
            )
            for row in rows
        ]

    stated, carried = LEVELS_ON_THE_DAY[case]
    somebody = given_person(tmp_path / "x", levels=dated(stated))
    transferred(somebody)
    found = [row[:4] for row in levels_of(database, somebody) if row[4]]
    assert found == dated(carried)
    assert run("rebuild").endswith("0 rows changed.\n")


def test_a_level_goes_along_through_two_transfers_of_one_day(
    database: Server, tmp_path: Path
) -> None:
    somebody = given_person(tmp_path / "x", levels=[(HERE, 3, "2014-01-01", None)])
    for source, target in ((HERE, THERE), (THERE, FAR)):
        transferred(somebody, source, target)
    assert [row for row in levels_of(database, somebody) if row[4]] == [
        (FAR, 3, str(day()), None, True)
    ]
    assert run("rebuild").endswith("0 rows changed.\n")


def test_what_is_accepted_ahead_takes_effect_on_the_day_of_arrival(
    database: Server, tmp_path: Path
) -> None:
    somebody = given_person(tmp_path / "x", levels=[(HERE, 3, "2014-01-01", None)])
    transferred(somebody, arrival=10)
    assert areas_of(database, somebody) == [(HERE, None, str(day(9))), (THERE, str(day(10)), None)]
    assert [row for row in levels_of(database, somebody) if row[4]] == [
        (THERE, 3, str(day(10)), None, True)
    ]
    assert seen_by(database, somebody) == [
        (HERE, None, str(day(9))),
        (THERE, str(day(10)), None),
    ]
    assert run("rebuild").endswith("0 rows changed.\n")


def test_somebody_registered_here_is_this_areas_from_today(database: Server) -> None:
    with entered(given_user(HERE, role="duty_officer")) as opened:
        new = cases.register(
            by="Kim",
            area=area_named(HERE),
            surname="New",
            forenames="",
            born_on=date(1990, 1, 1),
            reason="Moved here",
            operation=opened,
        )
    assert areas_of(database, new) == [(HERE, str(day()), None)]
    assert run("rebuild").endswith("0 rows changed.\n")


# Rebuild


def test_a_ground_that_a_later_law_still_makes_is_left_alone(
    database: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_person(tmp_path / "x")
    versions = "select law_version from cases_ground"
    before = query(database, versions)
    assert before
    monkeypatch.setattr("openmappa.cases.derivation.LAW_VERSION", "2190.1.1")
    assert run("rebuild") == "Worked out 1 people again; 0 rows changed.\n"
    assert query(database, versions) == before


def test_what_was_tampered_with_is_listed_and_put_right(database: Server, tmp_path: Path) -> None:
    somebody = given_person(tmp_path / "x", levels=[(HERE, 2, "2014-01-01", None)])
    truth = "select category, during, rule, provision from cases_ground order by 1"
    before = query(database, truth)
    for statement, words in (
        ("update cases_ground set category = 2", "ground removed: Category 2"),
        ("delete from cases_level", "level added: Level 2 in Cambridgeshire"),
        ("delete from nominals_access", "access added: Cambridgeshire"),
    ):
        with administrator(database) as past:
            past.execute("set session_replication_role = replica")
            past.execute(statement)
        printed = run("rebuild")
        assert f"{somebody.reference} Ann Ash: {words}" in printed
        assert "Worked out 1 people again; " in printed
        again = run("rebuild")
        assert again == "Worked out 1 people again; 0 rows changed.\n"
    assert query(database, truth) == before
    assert len(query(database, "select from cases_level")) == 1
    assert len(query(database, "select from nominals_access")) == 1
