"""Each switch really changes a figure, and only when it is turned."""

from dataclasses import replace

import pytest

from openmappa.statistics.annual_return import annual_return, what_if
from openmappa.statistics.counting import national_yearly
from openmappa.statistics.definitions import definition_for
from openmappa.statistics.standing import as_one
from openmappa.statistics.switches import SWITCHES, SwitchError, Switches
from tests.statistics.people import (
    AREA,
    ELSEWHERE,
    Y2014,
    Y2016,
    away,
    breach,
    day,
    given_recalled,
    given_registered,
    ground,
    here,
    level,
    order,
)

ACCEPTED = level(2, "2014-01-01/")
MET_LATE = replace(ACCEPTED, first_meeting_on=day("2015-04-01"))
MET = replace(ACCEPTED, first_meeting_on=day("2015-03-31"))
TWICE = (
    breach("notification", "cautioned", "2014-05-01", ident=1),
    breach("notification", "convicted", "2014-09-01", ident=2),
)
RECALLED_TWICE = (
    breach("licence", "recalled", "2014-05-01", "2014-05-02", ident=1),
    breach("licence", "recalled", "2014-09-01", "2014-09-02", ident=2),
    # two breaches, one return
    breach("licence", "recalled", "2014-09-02", "2014-09-02", ident=3),
)
REMANDED = (breach("order", "charged", "2014-06-10", "2014-06-11", "SOPO"),)

# switch, value, people, then the cells that it changes: (under this value, by default)
CHANGES = [
    (
        "level.starts_on",
        "first_meeting",
        [given_registered(levels=(MET_LATE,))],
        {"T1:L1:C1": (1, 0), "T1:L2:C1": (0, 1), "T2:L2:C1": (0, 1)},
    ),
    ("level.starts_on", "first_meeting", [given_registered(levels=(MET,))], {}),
    (
        "level.starts_on",
        "first_meeting",
        [given_registered(levels=(ACCEPTED,))],
        {},
    ),
    (
        "t1.unlawfully_at_large",
        "left_out",
        [given_registered(whereabouts=(away("unlawfully_at_large", "2015-01-01/"),))],
        {"T1:L1:C1": (0, 1)},
    ),
    (
        "t1.abroad",
        "left_out",
        [given_registered(whereabouts=(away("abroad", "2015-01-01/2015-04-09"),))],
        {"T1:L1:C1": (0, 1)},
    ),
    (
        "t1.abroad",
        "counted",
        [
            given_registered(1, whereabouts=(away("abroad", "2015-01-01/"),)),
            given_registered(2, whereabouts=(away("deported", "2015-01-01/"),)),
        ],
        {"T1:L1:C1": (1, 0)},
    ),
    (
        "cat2.suspended_counts",
        "off",
        [given_registered(grounds=(ground(2, suspended=True),), levels=(level(2, "/"),))],
        {"T1:L2:C2": (0, 1), "T2:L2:C2": (0, 1)},
    ),
    (
        "cat2.suspended_counts",
        "off",
        [given_registered(grounds=(ground(1, suspended=True),))],
        {},
    ),
    (
        "cat2.twelve_months",
        "aggregate",
        [given_registered(grounds=(ground(2, aggregate=True),))],
        {"T1:L1:C2": (1, 0)},
    ),
    ("t3.unit", "occasions", [given_registered(breaches=TWICE)], {"T3": (2, 1)}),
    (
        "t3.registered_at_failure",
        "asked",
        [
            given_registered(1, grounds=(ground(1, "2014-05-02/"),), breaches=TWICE[:1]),
            given_registered(2, breaches=TWICE[:1]),
        ],
        {"T3": (1, 2)},
    ),
    (
        "t4.area_of_unregistered",
        "day_made",
        [
            given_registered(
                grounds=(),
                responsibility=(here("2014-06-09/"),),
                orders=(order("SOPO", "2014-06-01"),),
            )
        ],
        {"T4:SOPO": (0, 1)},
    ),
    (
        "t4.shpo_march_2015",
        "no_row",
        [given_registered(orders=(order("SHPO", "2015-03-20"), order("SOPO", "2014-05-01", 2)))],
        {"T4:SOPO": (1, 2)},
    ),
    (
        "t5.unit",
        "returns",
        [given_recalled(level(2, "/"), breaches=RECALLED_TWICE)],
        {"T5:licence:L2:C1": (2, 1)},
    ),
    (
        "t5.remand",
        "counted",
        [given_recalled(level(2, "/"), breaches=REMANDED)],
        {"T5:order:L2:C1": (1, 0)},
    ),
    (
        "identity.unresolved",
        "as_one",
        [given_registered(1, may_be=(2,)), given_registered(2), given_registered(3)],
        {"T1:L1:C1": (2, 3)},
    ),
]


@pytest.mark.parametrize(
    ("key", "value", "people", "cells"), CHANGES, ids=[f"{c[0]}-{c[1]}" for c in CHANGES]
)
def test_a_switch_changes_what_it_says_and_shows_it_both_ways(key, value, people, cells):
    plain = annual_return(people, AREA, Y2014)
    turned = annual_return(people, AREA, Y2014, switches=Switches.at(Y2014, {key: value}))
    (both,) = turned.both_ways
    parts = {
        address: pair
        for address, pair in both.cells.items()
        if not definition_for(Y2014).cell(address).is_total
    }
    assert (both.key, both.value, both.default) == (key, value, SWITCHES[key].default)
    assert parts == cells
    for address, (counted, default) in both.cells.items():
        assert (turned.value(address), plain.value(address)) == (counted, default)
        assert address.partition(":")[0] in SWITCHES[key].tables
    (note,) = (note.text for note in turned.footnotes if note.key == key)
    assert note.startswith(SWITCHES[key].values[value])
    assert SWITCHES[key].values[SWITCHES[key].default] in note
    for address, (counted, default) in cells.items():
        assert f"{address} {counted} instead of {default}" in note
    assert turned.as_json()["switches"][key]["value"] == value
    assert plain.as_json()["switches"][key] == {"value": SWITCHES[key].default}
    assert not plain.both_ways
    assert key not in {note.key for note in plain.footnotes}


def test_the_national_switch_changes_the_national_total():
    moved = given_registered(
        responsibility=(here("/2014-09-30"), here("2014-10-01/", ELSEWHERE)),
        levels=(level(2, "/2014-09-30"), level(2, "2014-10-01/", ELSEWHERE, ident=2)),
    )
    by_area = Switches.at(Y2014, {"t2.national": "sum_of_areas"})
    assert national_yearly([moved], Y2014).printed.value("T2:total:total") == 1
    assert national_yearly([moved], Y2014, by_area).printed.value("T2:total:total") == 2
    with pytest.raises(SwitchError, match="not the return of one area"):
        annual_return([moved], AREA, Y2014, switches=by_area)


def test_every_value_of_every_switch_is_tested_to_change_something():
    changing = {(key, value) for key, value, _, cells in CHANGES if cells}
    changing.add(("t2.national", "sum_of_areas"))
    assert changing == {
        (switch.key, value)
        for switch in SWITCHES.values()
        for value in switch.values
        if value != switch.default
    }


def test_what_if_tells_what_each_switch_alone_would_change():
    people = [given_registered(breaches=TWICE)]
    found = {
        (change.key, change.value): dict(change.cells) for change in what_if(people, AREA, Y2014)
    }
    assert {key for key, cells in found.items() if cells} == {("t3.unit", "occasions")}
    assert found["t3.unit", "occasions"] == {"T3": (2, 1)}
    assert ("t4.shpo_march_2015", "no_row") in found
    later = {change.key for change in what_if(people, AREA, Y2016)}
    assert "t4.shpo_march_2015" not in later


@pytest.mark.parametrize(
    ("year", "values", "message"),
    [
        (Y2014, {"t9.nothing": "on"}, "there is no switch"),
        (Y2014, {"t3.unit": "cases"}, 't3.unit cannot be "cases": it is one of people, occasions'),
        (
            Y2016,
            {"t4.shpo_march_2015": "no_row"},
            "changes nothing in 2016-17: it can be turned from 2014-15 to 2014-15",
        ),
    ],
)
def test_a_switch_that_could_do_nothing_is_refused(year, values, message):
    with pytest.raises(SwitchError, match=message):
        Switches.at(year, values)


def test_a_switch_at_its_default_is_not_turned():
    assert Switches.at(Y2014, {"t3.unit": "people"}) == Switches.at(Y2014)
    assert Switches.at(Y2014).turned("t3.unit", "occasions").without("t3.unit") == Switches.at(
        Y2014
    )


def test_records_that_may_be_one_are_joined_through_a_third_whichever_names_the_other():
    people = [
        given_registered(3, may_be=(2,), died_on=day("2015-01-01")),
        given_registered(1, restricted=True),
        given_registered(2, may_be=(1, 99)),
        given_registered(4),
    ]
    joined = as_one(people)
    assert [person.nominal for person in joined] == [1, 4]
    assert joined[0].died_on == day("2015-01-01")
    assert joined[0].restricted
    assert len(joined[0].grounds) == 3
    assert as_one(reversed(people)) == joined
