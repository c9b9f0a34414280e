"""Each counting rule, on both sides of each boundary."""

from dataclasses import replace

import pytest

from openmappa.statistics.cases import Counted
from openmappa.statistics.counting import (
    beside_orders,
    beside_returns,
    national_yearly,
    notification_breaches,
    orders_made,
    returned_to_custody,
    snapshot,
    yearly,
)
from openmappa.statistics.definitions import UnknownCellError
from openmappa.statistics.facts import Person
from tests.statistics.people import (
    AREA,
    ELSEWHERE,
    LAST,
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


def filled(table: Counted) -> dict[str, int]:
    """The cells, other than totals, that hold anyone."""
    return {address: len(cases) for address, cases in table.lists.items()}


def in_snapshot(person: Person, on=LAST) -> dict[str, int]:
    return filled(snapshot([person], AREA, on).counted)


def in_year(person: Person, year=Y2014) -> dict[str, int]:
    return filled(yearly([person], AREA, year))


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({}, True),
        # alive: who dies on 31 March is counted on that day
        ({"died_on": LAST}, True),
        ({"died_on": day("2015-03-30")}, False),
        # a ground runs on the day
        ({"grounds": ()}, False),
        ({"grounds": (ground(1, "2010-01-01/2015-03-31"),)}, True),
        ({"grounds": (ground(1, "2010-01-01/2015-03-30"),)}, False),
        ({"grounds": (ground(1, "2015-03-31/"),)}, True),
        ({"grounds": (ground(1, "2015-04-01/"),)}, False),
        # Category 4 did not exist
        ({"grounds": (ground(4),)}, False),
        # the area is responsible on the day
        ({"responsibility": (here("/2015-03-31"),)}, True),
        ({"responsibility": (here("/2015-03-30"), here("2015-03-31/", ELSEWHERE))}, False),
        ({"responsibility": (here("2015-03-31/"),)}, True),
        ({"responsibility": (here("2015-04-01/"),)}, False),
        ({"responsibility": ()}, False),
        # custody, whose last day is not the day of release
        ({"whereabouts": (away("prison", "2014-01-01/2015-03-30"),)}, True),
        ({"whereabouts": (away("prison", "2014-01-01/2015-03-31"),)}, False),
        ({"whereabouts": (away("prison", "2015-03-31/"),)}, False),
        ({"whereabouts": (away("prison", "2015-04-01/"),)}, True),
        ({"whereabouts": (away("yoi", "2014-01-01/"),)}, False),
        ({"whereabouts": (away("secure_hospital", "2014-01-01/"),)}, False),
        ({"whereabouts": (away("immigration_detention", "2014-01-01/"),)}, False),
        # what is community
        ({"whereabouts": (away("approved_premises", "2014-01-01/"),)}, True),
        ({"whereabouts": (away("unlawfully_at_large", "2014-01-01/"),)}, True),
        ({"whereabouts": (away("abroad", "2015-03-01/2015-04-05"),)}, True),
        ({"whereabouts": (away("abroad", "2015-03-01/"),)}, False),
        ({"whereabouts": (away("deported", "2015-03-01/"),)}, False),
        ({"whereabouts": (away("deported", "2015-03-01/2015-12-31"),)}, False),
        # of custody and being at large, what began later is true
        (
            {
                "whereabouts": (
                    away("prison", "2013-01-01/"),
                    away("unlawfully_at_large", "2015-01-01/"),
                )
            },
            True,
        ),
        (
            {
                "whereabouts": (
                    away("unlawfully_at_large", "2015-01-01/"),
                    away("prison", "2015-02-01/"),
                )
            },
            False,
        ),
        (
            {
                "whereabouts": (
                    away("unlawfully_at_large", "2015-02-01/"),
                    away("prison", "2015-02-01/"),
                )
            },
            False,
        ),
        # at large does not bring back who is abroad
        (
            {
                "whereabouts": (
                    away("abroad", "2014-01-01/"),
                    away("unlawfully_at_large", "2015-01-01/"),
                )
            },
            False,
        ),
    ],
)
def test_t1_counts_who_is_alive_eligible_in_the_community_and_ours(facts, counted):
    assert in_snapshot(given_registered(**facts)) == ({"T1:L1:C1": 1} if counted else {})


@pytest.mark.parametrize(
    ("grounds", "cell"),
    [
        ((ground(1), ground(2, ident=2)), "T1:L2:C1"),
        ((ground(1, "/2015-03-30"), ground(2, ident=2)), "T1:L2:C2"),
        ((ground(2), ground(3, ident=2)), "T1:L2:C2"),
        ((ground(3),), "T1:L2:C3"),
    ],
)
def test_category_is_the_first_with_a_ground_on_the_day(grounds, cell):
    person = given_registered(grounds=grounds, levels=(level(2, "2015-01-01/"),))
    assert in_snapshot(person) == {cell: 1}


def test_category_4_comes_first_from_28_june_2022():
    person = given_registered(grounds=(ground(1), ground(4, ident=2)))
    assert in_snapshot(person, day("2022-06-27")) == {"T1:L1:C1": 1}
    assert in_snapshot(person, day("2022-06-28")) == {"T1:L1:C4": 1}


@pytest.mark.parametrize(
    ("levels", "cell"),
    [
        ((level(2, "2015-01-01/2015-03-31"),), "T1:L2:C1"),
        ((level(2, "2015-01-01/2015-03-30"),), "T1:L1:C1"),
        ((level(2, "2015-04-01/"),), "T1:L1:C1"),
        ((level(2, "2014-01-01/"), level(3, "2015-03-31/", ident=2)), "T1:L3:C1"),
        ((level(3, "2014-01-01/", ELSEWHERE),), "T1:L1:C1"),
    ],
)
def test_level_is_the_highest_running_here_on_the_day(levels, cell):
    assert in_snapshot(given_registered(levels=levels)) == {cell: 1}


def test_category_3_at_level_1_is_a_finding_and_not_counted():
    day_ = snapshot([given_registered(grounds=(ground(3),))], AREA, LAST)
    assert day_.counted.value("T1:L1:C3") is None
    assert day_.counted.value("T1:total:total") == 0
    assert [case.nominal for case in day_.counted.findings()] == [1]
    assert day_.side["impossible"].n == 1
    assert day_.side["no_recorded_level"].n == 0


def test_beside_t1_stand_those_in_custody_and_those_at_levels_2_or_3():
    inside = (away("prison", "2014-01-01/"),)
    people = [
        given_registered(1, whereabouts=inside),
        given_registered(2, whereabouts=inside, levels=(level(3, "2014-01-01/"),)),
        given_registered(3, whereabouts=(away("abroad", "2014-01-01/"),)),
        given_registered(4, whereabouts=inside, responsibility=(here("/", ELSEWHERE),)),
        given_registered(5),
    ]
    day_ = snapshot(people, AREA, LAST)
    assert [case.nominal for case in day_.who("side:in_custody")] == [1, 2]
    assert [case.nominal for case in day_.who("side:in_custody_active")] == [2]
    assert [case.nominal for case in day_.who("side:not_in_community")] == [3]


def test_no_recorded_level_means_no_level_decision_ever():
    people = [
        given_registered(1),
        given_registered(2, levels=(level(2, "2008-01-01/2008-06-01", ELSEWHERE),)),
    ]
    assert [c.nominal for c in snapshot(people, AREA, LAST).who("side:no_recorded_level")] == [1]


def test_suspended_alone_means_no_other_ground_of_category_2_runs():
    suspended = ground(2, suspended=True)
    people = [
        given_registered(1, grounds=(suspended,)),
        given_registered(2, grounds=(suspended, ground(2, ident=2))),
        given_registered(3, grounds=(suspended, ground(1, ident=2))),
    ]
    assert [c.nominal for c in snapshot(people, AREA, LAST).who("side:suspended_alone")] == [1]


def test_unconfirmed_means_no_confirmed_ground_of_the_category_runs():
    unconfirmed = ground(1, confirmed=False)
    people = [
        given_registered(1, grounds=(unconfirmed,)),
        given_registered(2, grounds=(unconfirmed, ground(1, ident=2))),
    ]
    found = snapshot(people, AREA, LAST).who("side:unconfirmed_eligibility")
    assert [case.nominal for case in found] == [1]


def test_unlawfully_at_large_is_shown_beside_the_table():
    whereabouts = (
        away("unlawfully_at_large", "2015-01-01/2015-06-01"),
        away("approved_premises", "2015-02-01/"),
    )
    at_large = given_registered(whereabouts=whereabouts)
    assert snapshot([at_large], AREA, LAST).side["unlawfully_at_large"].n == 1


def test_a_case_says_why_and_names_its_facts():
    person = given_registered(levels=(level(2, "2014-06-01/", ident=7),))
    (case,) = snapshot([person], AREA, LAST).who("T1:L2:C1")
    assert case.because == (
        "On 31 March 2015 Category 1 under SOA 2003 s.82(1), row d, since 1 January 2010; Level 2, "
        "since 1 June 2014; responsible area Cambridgeshire; in the community."
    )
    assert case.facts == ("ground:1", "level:7")
    assert (case.reference, case.level, case.category) == ("V000001", 2, 1)


def test_a_restricted_record_is_counted_and_tells_nothing():
    day_ = snapshot([given_registered(restricted=True)], AREA, LAST)
    (case,) = day_.who("T1:L1:C1")
    assert day_.counted.value("T1:L1:C1") == 1
    assert (case.reference, case.name, case.because) == ("", "One record you may not open", "")


@pytest.mark.parametrize("address", ["T1:L4:C1", "T2:L2:C1", "side:nobody", "nothing"])
def test_an_address_that_names_no_list_is_refused(address):
    with pytest.raises(UnknownCellError, match="there is no"):
        snapshot([], AREA, LAST).who(address)


# T2


@pytest.mark.parametrize(
    ("levels", "cell"),
    [
        ((level(2, "/2014-04-01"),), "T2:L2:C1"),
        ((level(2, "/2014-03-31"),), None),
        ((level(2, "2015-03-31/"),), "T2:L2:C1"),
        ((level(2, "2015-04-01/"),), None),
        ((level(2, "/"), level(3, "2014-08-01/2014-08-01", ident=2)), "T2:L3:C1"),
        ((level(2, "/"), level(3, "/2014-03-31", ident=2)), "T2:L2:C1"),
        ((level(2, "/", ELSEWHERE),), None),
    ],
)
def test_t2_counts_a_day_at_level_2_or_3_once_at_the_highest(levels, cell):
    assert in_year(given_registered(levels=levels)) == ({cell: 1} if cell else {})


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"whereabouts": (away("prison", "/"),)}, True),
        ({"died_on": day("2014-04-01")}, True),
        ({"died_on": day("2014-03-31")}, False),
        ({"grounds": (ground(1, "/2014-04-01"),)}, True),
        ({"grounds": (ground(1, "/2014-03-31"),)}, False),
        ({"grounds": (ground(4, "/"),)}, False),
        ({"responsibility": (here("/2014-04-01"),)}, True),
        ({"responsibility": (here("/2014-03-31"), here("2014-04-01/", ELSEWHERE))}, False),
    ],
)
def test_t2_asks_for_one_day_alive_eligible_and_ours_in_custody_or_not(facts, counted):
    person = given_registered(levels=(level(2, "/"),), **facts)
    assert in_year(person) == ({"T2:L2:C1": 1} if counted else {})


def test_t2_needs_level_ground_and_responsibility_on_the_same_day():
    person = given_registered(
        levels=(level(2, "2014-04-01/2014-06-30"),),
        responsibility=(here("2014-06-01/"),),
        grounds=(ground(1, "2014-07-01/"),),
    )
    assert in_year(person) == {}


@pytest.mark.parametrize(
    ("registration", "category"), [("2014-10-01/", 1), ("/2014-06-30", 2), ("2014-08-02/", 2)]
)
def test_t2_category_is_that_of_the_last_day_at_the_highest_level(registration, category):
    ends = "2014-08-01" if registration.startswith("2014-08") else ""
    person = given_registered(
        grounds=(ground(1, registration), ground(2, "/", ident=2)),
        levels=(level(3, f"/{ends}"), level(2, "/", ident=2)),
    )
    assert in_year(person) == {f"T2:L3:C{category}": 1}


def test_t2_in_two_areas_counts_in_each_and_once_nationally():
    moved = given_registered(
        responsibility=(here("/2014-09-30"), here("2014-10-01/", ELSEWHERE)),
        levels=(level(3, "/2014-09-30"), level(2, "2014-10-01/", ELSEWHERE, ident=2)),
    )
    national = national_yearly([moved], Y2014)
    assert filled(national.people) == {"T2:L3:C1": 1}
    assert filled(national.sum_of_areas) == {"T2:L2:C1": 1, "T2:L3:C1": 1}
    assert national.printed is national.people


# T3


@pytest.mark.parametrize(
    ("decision", "decided", "counted"),
    [
        ("cautioned", "2014-04-01", True),
        ("convicted", "2015-03-31", True),
        ("cautioned", "2014-03-31", False),
        ("convicted", "2015-04-01", False),
        ("convicted", "", False),
        ("warned", "2014-06-01", False),
        ("charged", "2014-06-01", False),
        ("acquitted", "2014-06-01", False),
        ("no_further_action", "2014-06-01", False),
    ],
)
def test_t3_counts_cautions_and_convictions_decided_in_the_year(decision, decided, counted):
    person = given_registered(breaches=(breach("notification", decision, decided),))
    assert filled(notification_breaches([person], AREA, Y2014)) == ({"T3": 1} if counted else {})


def test_t3_counts_people_and_only_breaches_of_notification():
    person = given_registered(
        breaches=(
            breach("notification", "cautioned", "2014-05-01", ident=1),
            breach("notification", "convicted", "2014-09-01", ident=2),
            breach("order", "convicted", "2014-09-01", of="SOPO", ident=3),
        )
    )
    (case,) = notification_breaches([person], AREA, Y2014).who("T3")
    assert case.facts == ("breach:1", "breach:2")


def test_t3_asks_who_was_responsible_on_the_day_of_the_decision():
    person = given_registered(
        responsibility=(here("/2014-05-01"), here("2014-05-02/", ELSEWHERE)),
        breaches=(breach("notification", "cautioned", "2014-05-02"),),
    )
    assert filled(notification_breaches([person], AREA, Y2014)) == {}
    assert filled(notification_breaches([person], ELSEWHERE, Y2014)) == {"T3": 1}


# T4


@pytest.mark.parametrize(
    ("made", "row"),
    [
        (order("SOPO", "2014-04-01"), "SOPO"),
        (order("SOPO", "2014-03-31"), None),
        (order("SOPO", "2015-03-31"), "SOPO"),
        (order("SOPO", "2015-04-01"), None),
        (order("interim_SOPO", "2014-06-01"), None),
        (order("NO", "2014-06-01"), "NO"),
        (order("FTO", "2014-06-01"), "FTO"),
        (order("SHPO", "2015-03-08"), "SOPO"),
        (order("SHPO", "2015-03-08", travel=True), "SOPO"),
        (order("SHPO", "2015-03-07"), None),
        (order("interim_SHPO", "2015-03-10"), None),
        (order("VOO", "2014-06-01"), None),
    ],
)
def test_t4_in_2014_15_has_rows_for_sopos_nos_and_ftos(made, row):
    table = orders_made([given_registered(orders=(made,))], AREA, Y2014)
    assert filled(table) == ({f"T4:{row}": 1} if row else {})


@pytest.mark.parametrize(
    ("made", "row"),
    [
        (order("SHPO", "2016-06-01"), "SHPO"),
        (order("SHPO", "2016-06-01", travel=True), "SHPO_FTR"),
        (order("NO", "2016-06-01"), "NO"),
        (order("interim_SHPO", "2016-06-01"), None),
        (order("SOPO", "2016-06-01", applied="2015-03-07"), "SHPO"),
        (order("SOPO", "2016-06-01", applied="2015-03-08"), None),
        (order("SOPO", "2016-06-01"), None),
        (order("FTO", "2016-06-01", applied="2015-03-07"), "SHPO_FTR"),
        (order("FTO", "2016-06-01", applied="2015-03-08"), None),
        (order("SRO", "2016-06-01"), None),
    ],
)
def test_t4_from_2015_16_has_rows_for_shpos_travel_and_nos(made, row):
    table = orders_made([given_registered(orders=(made,))], AREA, Y2016)
    assert filled(table) == ({f"T4:{row}": 1} if row else {})


def test_t4_counts_orders_not_people():
    two = (order("SOPO", "2014-06-01", ident=1), order("SOPO", "2014-09-01", ident=2))
    table = orders_made([given_registered(orders=two)], AREA, Y2014)
    assert table.value("T4:SOPO") == 2


def test_t4_counts_for_the_area_of_the_day_also_someone_not_otherwise_registered():
    person = given_registered(
        grounds=(),
        responsibility=(here("/2014-05-31"), here("2014-06-01/", ELSEWHERE)),
        orders=(order("SOPO", "2014-06-01"),),
    )
    assert filled(orders_made([person], AREA, Y2014)) == {}
    assert filled(orders_made([person], ELSEWHERE, Y2014)) == {"T4:SOPO": 1}


def test_t4_an_order_that_registers_counts_in_the_first_area_after_it():
    person = given_registered(
        grounds=(ground(1, "2014-06-01/"),),
        responsibility=(here("2014-06-20/", ELSEWHERE), here("2014-06-05/2014-06-19")),
        orders=(order("NO", "2014-06-01"),),
    )
    assert filled(orders_made([person], AREA, Y2014)) == {"T4:NO": 1}
    assert filled(orders_made([person], ELSEWHERE, Y2014)) == {}


@pytest.mark.parametrize(
    "facts",
    [
        {"grounds": (ground(1, "2013-01-01/"),)},  # registered already
        {"orders": (order("FTO", "2014-06-01"),)},  # does not register
        {"responsibility": (here("/2014-05-31"),)},  # no area ever after
    ],
)
def test_t4_other_orders_made_when_no_area_was_responsible_are_listed_not_counted(facts):
    person = given_registered(
        **{
            "grounds": (),
            "responsibility": (here("2014-06-05/"),),
            "orders": (order("SOPO", "2014-06-01"),),
            **facts,
        }
    )
    assert filled(orders_made([person], AREA, Y2014)) == {}
    assert beside_orders([person], AREA, Y2014)["orders_without_area"].n == 1


def test_beside_t4_stand_orders_in_another_row_and_in_none():
    old = given_registered(orders=(order("SHPO", "2015-03-20"), order("SHPO", "2015-03-01", 2)))
    beside = beside_orders([old], AREA, Y2014)
    assert {key: figure.n for key, figure in beside.items()} == {
        "orders_without_area": 0,
        "orders_without_row": 1,
        "shpo_in_sopo_row": 1,
    }
    new = given_registered(
        orders=(
            order("SOPO", "2016-06-01", 1, applied="2015-01-01"),
            order("FTO", "2016-06-01", 2, applied="2015-01-01"),
            order("SHPO", "2016-06-01", 3),
            order("VOO", "2016-06-01", 4),
        )
    )
    beside = beside_orders([new], AREA, Y2016)
    assert {key: figure.n for key, figure in beside.items()} == {
        "orders_without_area": 0,
        "orders_without_row": 0,
        "sopo_in_shpo_row": 1,
        "fto_in_travel_row": 1,
    }


# T5

AT_2 = level(2, "/")


@pytest.mark.parametrize(
    ("event", "cell"),
    [
        (breach("licence", "recalled", "2014-03-20", "2014-04-01"), "T5:licence:L2:C1"),
        (breach("licence", "recalled", "2014-03-20", "2014-03-31"), None),
        (breach("licence", "recalled", "2015-03-20", "2015-03-31"), "T5:licence:L2:C1"),
        (breach("licence", "recalled", "2015-03-20", "2015-04-01"), None),
        (breach("licence", "recalled", "2014-06-10"), None),
        (breach("licence", "warned", "2014-06-10", "2014-06-11"), None),
        (breach("licence", "convicted", "2014-06-10", "2014-06-11"), None),
        (breach("order", "convicted", "2014-06-10", "2014-06-11", "SOPO"), "T5:order:L2:C1"),
        (breach("order", "convicted", "2014-08-10", "2014-06-11", "SOPO"), "T5:order:L2:C1"),
        (breach("order", "convicted", "2014-06-10", "2014-06-11", "SHPO"), "T5:order:L2:C1"),
        (
            breach("order", "convicted", "2014-06-10", "2014-06-11", "interim_SOPO"),
            "T5:order:L2:C1",
        ),
        (
            breach("order", "convicted", "2014-06-10", "2014-06-11", "interim_SHPO"),
            "T5:order:L2:C1",
        ),
        (breach("order", "convicted", "2014-06-10", "2014-06-11", "FTO"), None),
        (breach("order", "convicted", "2014-06-10", "2014-06-11", "NO"), None),
        (breach("order", "charged", "2014-06-10", "2014-06-11", "SOPO"), None),
        (breach("order", "acquitted", "2014-06-10", "2014-06-11", "SOPO"), None),
        (breach("order", "convicted", "2014-06-10", "", "SOPO"), None),
        (breach("notification", "convicted", "2014-06-10", "2014-06-11"), None),
    ],
)
def test_t5_counts_recalls_and_convictions_with_an_actual_return_in_the_year(event, cell):
    table = returned_to_custody([given_recalled(AT_2, breaches=(event,))], AREA, Y2014)
    assert filled(table) == ({cell: 1} if cell else {})


@pytest.mark.parametrize(
    ("levels", "cell"),
    [
        ((level(2, "/2014-06-10"),), "T5:licence:L2:C1"),
        ((level(2, "/2014-06-09"),), None),
        ((level(2, "2014-06-11/"),), None),
        ((AT_2, level(3, "2014-06-10/2014-06-10", ident=2)), "T5:licence:L3:C1"),
        ((level(2, "/", ELSEWHERE),), None),
    ],
)
def test_t5_level_is_that_of_the_day_of_the_decision(levels, cell):
    table = returned_to_custody([given_recalled(*levels)], AREA, Y2014)
    assert filled(table) == ({cell: 1} if cell else {})


def test_t5_category_is_that_of_the_day_of_the_decision():
    person = given_recalled(AT_2, grounds=(ground(1, "2014-06-11/"), ground(2, ident=2)))
    assert filled(returned_to_custody([person], AREA, Y2014)) == {"T5:licence:L2:C2": 1}


def test_t5_area_is_that_of_the_day_of_the_decision():
    person = given_recalled(
        AT_2, responsibility=(here("/2014-06-10"), here("2014-06-11/", ELSEWHERE))
    )
    assert filled(returned_to_custody([person], AREA, Y2014)) == {"T5:licence:L2:C1": 1}
    assert filled(returned_to_custody([person], ELSEWHERE, Y2014)) == {}


def test_t5_several_returns_are_one_person_at_the_highest_level():
    person = given_recalled(
        AT_2,
        level(3, "2014-06-01/2014-06-30", ident=2),
        breaches=(
            breach("licence", "recalled", "2014-06-10", "2014-06-11", ident=1),
            breach("licence", "recalled", "2014-09-10", "2014-09-11", ident=2),
        ),
    )
    table = returned_to_custody([person], AREA, Y2014)
    assert filled(table) == {"T5:licence:L3:C1": 1}


def test_t5_one_person_may_be_in_both_blocks():
    person = given_recalled(
        AT_2,
        breaches=(
            breach("licence", "recalled", "2014-06-10", "2014-06-11", ident=1),
            breach("order", "convicted", "2014-07-10", "2014-06-11", "SOPO", ident=2),
        ),
    )
    table = returned_to_custody([person], AREA, Y2014)
    assert filled(table) == {"T5:licence:L2:C1": 1, "T5:order:L2:C1": 1}


def test_t5_an_order_breached_in_category_2_is_a_finding_and_not_counted():
    person = given_recalled(
        AT_2,
        grounds=(ground(2),),
        breaches=(breach("order", "convicted", "2014-06-10", "2014-06-11", "SOPO"),),
    )
    table = returned_to_custody([person], AREA, Y2014)
    assert table.value("T5:order:L2:C2") is None
    assert table.value("T5:order:total:total") == 0
    assert [case.nominal for case in table.findings()] == [1]


def test_t5_a_return_without_a_day_of_decision_is_listed_not_counted():
    undecided = breach("licence", "recalled", "", "2014-06-11")
    person = given_recalled(AT_2, breaches=(undecided,))
    assert filled(returned_to_custody([person], AREA, Y2014)) == {}
    assert beside_returns([person], AREA, Y2014)["returns_without_decision"].n == 1
    known = replace(undecided, decided_on=day("2014-06-10"))
    person = given_recalled(AT_2, breaches=(known,))
    assert beside_returns([person], AREA, Y2014)["returns_without_decision"].n == 0
