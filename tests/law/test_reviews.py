from datetime import date

import pytest

from openmappa.law.facts import Notification, Review, Whereabouts
from openmappa.law.grounds import grounds
from openmappa.law.reviews import (
    cpa26_review,
    review_from,
    s91a_2_b,
    s91a_relevant,
    s91b_2,
    s91b_6,
    s91b_process,
    s91e,
)
from tests.law.given import day, given_disposal, given_facts, given_order, period


def given_notified(*facts, on="2010-05-11", **rest):
    return given_facts(given_disposal("life"), Notification(day(on), "initial"), *facts, **rest)


def first_day(facts, on="2015-01-01"):
    found = review_from(facts, grounds(facts), day(on))
    return found and found.first_day


def test_s91b_2():
    assert s91b_2(date(2018, 11, 18), under_18=False) == date(2033, 11, 18)
    assert s91b_2(date(2015, 6, 4), under_18=True) == date(2023, 6, 4)
    assert s91b_2(date(2016, 2, 29), under_18=False) == date(2031, 3, 1)
    assert s91b_2(date(9990, 1, 1), under_18=False) == date.max
    # under 18 on the relevant date, not on the day of notification
    assert first_day(given_notified(born=date(1992, 5, 11))) == date(2018, 5, 11)
    assert first_day(given_notified(born=date(1992, 5, 10))) == date(2025, 5, 11)
    assert first_day(given_notified(born=None)) == date(2025, 5, 11)


def test_s91a_relevant():
    start = date(2010, 5, 10)
    assert s91a_relevant(start, given_notified()) == date(2010, 5, 11)
    jail = Whereabouts("prison", period("2010-05-10", "2012-05-09"))
    released = given_notified(jail, on="2012-05-10")
    assert s91a_relevant(start, released) == date(2012, 5, 10)
    assert s91a_relevant(start, given_notified(jail)) is None
    still_in = Whereabouts("prison", period("2010-05-10"))
    assert s91a_relevant(start, given_notified(still_in)) is None
    later_spell = Whereabouts("prison", period("2011-05-10", "2012-05-09"))
    assert s91a_relevant(start, given_notified(later_spell)) == date(2010, 5, 11)
    only_periodic = given_facts(Notification(date(2014, 1, 20), "periodic"))
    assert s91a_relevant(start, only_periodic) is None


def test_s91b_6():
    assert s91b_6(Review("V", date(2020, 1, 10))) == date(2028, 1, 10)
    assert s91b_6(Review("V", date(2020, 1, 10), years=7)) == date(2028, 1, 10)
    assert s91b_6(Review("V", date(2020, 1, 10), years=9)) == date(2029, 1, 10)
    assert s91b_6(Review("V", date(2020, 1, 10), years=16)) == date(2035, 1, 10)
    assert s91b_6(Review("V", date(9999, 1, 10))) == date.max
    refused = given_notified(reviews=(Review("V", date(2025, 6, 1)),))
    assert first_day(refused, "2025-05-31") == date(2025, 5, 11)
    assert first_day(refused, "2025-06-01") == date(2033, 6, 1)


def under(kind, made, ends, **changes):
    return given_notified(given_order(kind, made, ends_on=ends, **changes))


@pytest.mark.parametrize("kind", ["SOPO", "SHPO", "interim_SOPO", "interim_SHPO"])
def test_s91a_2_b(kind):
    qualifying = date(2025, 5, 11)
    assert s91a_2_b(under(kind, "2024-01-01", "2025-05-10"), qualifying) == qualifying
    assert s91a_2_b(under(kind, "2024-01-01", "2025-05-11"), qualifying) == date(2025, 5, 12)
    assert s91a_2_b(under(kind, "2025-05-11", "2030-01-01"), qualifying) == date(2030, 1, 2)
    assert s91a_2_b(under(kind, "2025-05-12", "2030-01-01"), qualifying) == qualifying
    assert s91a_2_b(under(kind, "2024-01-01", None), qualifying) is None
    assert s91a_2_b(under("FTO", "2024-01-01", None), qualifying) == qualifying
    backwards = under(kind, "2024-01-01", "2023-01-01")
    assert s91a_2_b(backwards, qualifying) == qualifying


def test_s91a_2_b_two_orders_in_turn():
    facts = given_notified(
        given_order("interim_SHPO", "2025-01-01", ends_on="2025-06-01"),
        given_order("SHPO", "2025-06-02", ends_on="2030-06-01", ref="O2"),
    )
    found = review_from(facts, grounds(facts), date(2015, 1, 1))
    assert (found.qualifying, found.first_day) == (date(2025, 5, 11), date(2030, 6, 2))
    assert found.rules[-1] is s91a_2_b


def test_s91e():
    assert s91e(date(2020, 1, 10)) == date(2020, 1, 30)


def test_s91b_process():
    assert s91b_process(date(2020, 1, 10)) == (date(2020, 1, 24), date(2020, 2, 7))


def test_cpa26_review():
    (ground, *_) = grounds(given_notified())
    assert cpa26_review(ground)
    assert cpa26_review.in_force is None


def test_no_review_without_an_indefinite_requirement_that_is_notified():
    fined = given_facts(given_disposal("fine"), Notification(date(2010, 5, 11), "initial"))
    assert first_day(fined, "2012-01-01") is None
    assert first_day(given_facts(given_disposal("life"))) is None
    assert first_day(given_notified(), "2010-05-10") is None
    by_order = given_facts(given_order(), Notification(date(2012, 5, 2), "initial"))
    assert first_day(by_order) is None
