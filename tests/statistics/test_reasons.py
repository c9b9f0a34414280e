import pytest

from openmappa.statistics.reasons import why_not
from tests.statistics.people import (
    AREA,
    ELSEWHERE,
    LAST,
    Y2014,
    away,
    day,
    given_registered,
    ground,
    here,
    level,
)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (
            {"whereabouts": (away("prison", "2014-01-01/2015-03-31", "HMP Eastmoor"),)},
            "in HMP Eastmoor until 1 April 2015, the day of release",
        ),
        (
            {"whereabouts": (away("prison", "2014-01-05/", "HMP Eastmoor"),)},
            "in HMP Eastmoor since 5 January 2014 with no day of release",
        ),
        ({"whereabouts": (away("prison", "/"),)}, "in prison with no day of release"),
        (
            {
                "whereabouts": (
                    away("prison", "2015-03-01/2015-09-30", "HMP Eastmoor"),
                    away("prison", "2015-03-31/2015-04-30", "HMP Whitefen"),
                )
            },
            "in HMP Eastmoor until 1 October 2015, the day of release",
        ),
        (
            {"whereabouts": (away("secure_hospital", "/2015-06-30"),)},
            "in a secure hospital until 1 July 2015, the day of release",
        ),
        (
            {"responsibility": (here("/2015-03-30"), here("2015-03-31/", ELSEWHERE))},
            "responsible area is Norfolk since 31 March 2015",
        ),
        ({"responsibility": (here("/", ELSEWHERE),)}, "responsible area is Norfolk"),
        (
            {"responsibility": (here("/2015-03-30"),)},
            "no area is responsible on 31 March 2015",
        ),
        (
            {"grounds": (ground(1, "2010-01-01/2015-03-30"), ground(2, "/2013-01-01", 2))},
            "registration ended on 30 March 2015: no ground runs",
        ),
        (
            {"grounds": (ground(2, "2010-01-01/2015-03-30"),)},
            "sentence ended on 30 March 2015: no ground runs",
        ),
        (
            {"grounds": (ground(3, "2010-01-01/2015-03-30"),)},
            "designation ended on 30 March 2015: no ground runs",
        ),
        (
            {"grounds": (ground(1, "2015-04-02/"),)},
            "no ground runs: the first starts on 2 April 2015",
        ),
        ({"grounds": ()}, "no ground runs: nothing recorded makes them MAPPA-eligible"),
        ({"died_on": day("2015-03-30")}, "died on 30 March 2015"),
        (
            {"grounds": (ground(3),)},
            "Category 3 with no Level 2 or 3: cannot exist, a finding",
        ),
        (
            {"whereabouts": (away("abroad", "2014-10-01/"),)},
            "abroad since 1 October 2014 with no return date",
        ),
        ({"whereabouts": (away("deported", "2014-10-01/"),)}, "deported since 1 October 2014"),
    ],
)
def test_why_someone_is_not_in_the_snapshot_in_one_sentence(facts, why):
    person = given_registered(**facts)
    assert why_not(person, AREA, Y2014) == why
    assert why_not(person, AREA, LAST) == why


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({}, "in the community"),
        (
            {"whereabouts": (away("abroad", "2015-03-01/2015-04-05"),)},
            "abroad since 1 March 2015, back on 6 April 2015",
        ),
        (
            {"whereabouts": (away("unlawfully_at_large", "2015-03-01/"),)},
            "unlawfully at large since 1 March 2015",
        ),
    ],
)
def test_it_says_so_where_someone_is_counted_and_in_which_cell(facts, place):
    person = given_registered(levels=(level(2, "/"),), **facts)
    assert why_not(person, AREA, LAST) == (
        "counted in T1:L2:C1. On 31 March 2015 Category 1 under SOA 2003 s.82(1), row d, since "
        f"1 January 2010; Level 2; responsible area Cambridgeshire; {place}."
    )


def test_it_answers_for_the_day_that_is_asked():
    person = given_registered(whereabouts=(away("prison", "2014-01-01/2015-03-30"),))
    assert why_not(person, AREA, day("2015-03-30")).startswith("in prison until 31 March 2015")
    assert why_not(person, AREA, day("2015-03-31")).startswith("counted in T1:L1:C1")
