import json
from pathlib import Path

import pytest

from openmappa.statistics.annual_return import Population, annual_return, rate_per_100_000
from openmappa.statistics.counting import snapshot
from openmappa.statistics.definitions import ReportingYear, UndefinedYearError, UnknownCellError
from openmappa.statistics.switches import Switches
from openmappa.statistics.text import cases_text, return_text, snapshot_text
from tests.statistics.people import (
    AREA,
    LAST,
    Y2014,
    Y2016,
    away,
    breach,
    given_recalled,
    given_registered,
    ground,
    level,
    order,
)

EXTRACTS = Path(__file__).parents[1] / "extracts"
RESIDENTS = Population(1000, "Residents of a town that does not exist.")


def some_people():
    return [
        given_registered(1),
        given_registered(2, grounds=(ground(2, suspended=True),)),
        given_registered(3, levels=(level(2, "2014-09-01/"),)),
        given_registered(4, whereabouts=(away("prison", "2014-05-01/"),)),
        given_recalled(level(3, "/2015-01-01"), nominal=5, whereabouts=(away("prison", "/"),)),
        given_registered(
            6,
            orders=(order("SOPO", "2014-06-01"), order("SHPO", "2015-03-20", 2)),
            breaches=(
                breach("notification", "cautioned", "2014-06-01", ident=8),
                breach("notification", "convicted", "2014-07-01", ident=9),
            ),
        ),
        given_registered(7, restricted=True),
    ]


def shape(value):
    """The keys of nested figures, in order."""
    return [(key, shape(v)) for key, v in value.items()] if isinstance(value, dict) else None


@pytest.mark.parametrize(
    ("folder", "year"), [("edge-cases", Y2014), ("bedfordshire-2016-17", Y2016)]
)
def test_json_has_the_keys_of_an_expected_return_in_their_order_then_the_rest(folder, year):
    expected = json.loads((EXTRACTS / folder / "expected.json").read_text())
    got = annual_return(some_people(), AREA, year, population=RESIDENTS).as_json()
    assert shape(got)[: len(expected)] == shape(expected)
    assert list(got)[len(expected) :] == ["side", "footnotes", "gates", "switches"]
    assert json.loads(json.dumps(got)) == got


def test_every_figure_opens_into_its_list():
    figures = annual_return(some_people(), AREA, Y2014, population=RESIDENTS)
    values = figures.values()
    assert sum(n or 0 for n in values.values()) > 0
    for address, n in values.items():
        assert figures.value(address) == n
        if address != "T6":
            assert len(figures.who(address)) == (n or 0), address
    for key, figure in figures.side.items():
        assert figures.who(f"side:{key}") == figure.cases
        assert figure.text.startswith(f"{figure.n} ")
    assert len(figures.who("T6")) == values["T1:total:C1"]


@pytest.mark.parametrize("ask", ["value", "who"])
def test_an_address_that_names_no_figure_is_refused(ask):
    figures = annual_return([], AREA, Y2014)
    with pytest.raises(UnknownCellError, match="there is no"):
        getattr(figures, ask)("T1:L9:C1")


@pytest.mark.parametrize(
    ("people", "population", "rate"),
    [(808, 726100, 111), (1, 200_000, 1), (1, 200_001, 0), (3, 200_000, 2), (0, 5, 0)],
)
def test_the_rate_is_rounded_half_up(people, population, rate):
    assert rate_per_100_000(people, population) == rate


def test_without_a_population_there_is_no_rate_and_a_note_says_so():
    figures = annual_return(some_people(), AREA, Y2014)
    assert figures.value("T6") is None
    assert figures.as_json()["rso_per_100k"] is None
    assert figures.as_json()["population_10_and_over"] is None
    (note,) = (note for note in figures.footnotes if note.table == "T6")
    assert "the number of residents aged 10 and over is not known" in note.text


def test_the_rate_bears_the_source_of_its_population():
    figures = annual_return(some_people(), AREA, Y2014, population=RESIDENTS)
    assert figures.value("T6") == 400
    assert [note.text for note in figures.footnotes if note.table == "T6"] == [RESIDENTS.source]


@pytest.mark.parametrize("persons", [0, -5])
def test_a_population_is_above_zero(persons):
    with pytest.raises(ValueError, match="must be above zero"):
        Population(persons, "nobody")


def test_footnotes_hold_their_numbers():
    notes = {n.key: n.text for n in annual_return(some_people(), AREA, Y2014).footnotes}
    assert notes["suspended_alone"].endswith("for a suspended sentence alone: 1.")
    assert notes["notification_units"] == (
        "Counted in people: 1. Counted in cautions and convictions: 2."
    )
    assert notes["shpo_in_sopo_row"].endswith("in the SOPO row: 1.")


def test_both_units_stand_beside_the_tables_whichever_is_printed():
    for unit in ("people", "occasions"):
        switches = Switches.at(Y2014, {"t3.unit": unit})
        side = annual_return(some_people(), AREA, Y2014, switches=switches).side
        assert (side["notification_people"].n, side["notification_occasions"].n) == (1, 2)
        assert (side["returns_licence"].n, side["returns_order"].n) == (1, 0)


def test_a_year_without_definitions_is_refused():
    with pytest.raises(UndefinedYearError, match="2013-14"):
        annual_return([], AREA, ReportingYear(2013))


def test_text_prints_a_dash_for_what_cannot_exist_and_0_for_a_true_zero():
    text = return_text(annual_return(some_people(), AREA, Y2014, population=RESIDENTS))
    rows = [line.split() for line in text.splitlines()]
    assert ["Level", "1", "3", "1", "-", "4"] in rows
    assert ["Level", "2", "1", "0", "0", "1"] in rows
    assert ["Level", "3", "0", "-", "-", "0"] in rows
    assert ["SOPOs", "2"] in rows
    assert "Registered Sexual Offenders per 100,000 population" in text
    assert "- and 2 in custody, of whom 0 at Levels 2 or 3\n" in text
    assert "- needs an explanation: The rate of 400 per 100,000 lies outside 60 to 230." in text
    assert all(len(line) <= 88 and line == line.rstrip() for line in text.splitlines())


def test_text_of_a_snapshot_names_its_day():
    text = snapshot_text(snapshot(some_people(), AREA, LAST))
    assert text.startswith("Cambridgeshire MAPPA, 31 March 2015\n")
    assert "MAPPA-eligible offenders on 31 March 2015" in text


def test_text_of_a_list_says_who_and_why_but_nothing_of_a_restricted_record():
    figures = annual_return(some_people(), AREA, Y2014)
    text = cases_text("T1:L1:C1", figures.who("T1:L1:C1"))
    assert text.startswith("T1:L1:C1: 3\n")
    assert "  V000001  Person 1\n      On 31 March 2015 Category 1 under" in text
    assert "  One record you may not open\n" in text
    assert "Person 7" not in text
    assert "V000007" not in text
