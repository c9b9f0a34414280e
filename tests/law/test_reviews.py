from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.dates import Period
from openmappa.law.facts import Notification, Residence, Review, Whereabouts
from openmappa.law.grounds import grounds, s91c
from openmappa.law.position import position
from openmappa.law.reviews import (
    cpa26_review,
    processes,
    review_from,
    s91a_2_b,
    s91a_4,
    s91a_relevant,
    s91b_2,
    s91b_6,
    s91b_process,
    s91c_decision,
    s91d,
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


def relevant(facts):
    (ground,) = [g for g in grounds(facts) if g.category == 1]
    return s91a_relevant(ground, facts)


def test_s91a_relevant():
    assert relevant(given_notified()) == date(2010, 5, 11)
    jail = Whereabouts("prison", period("2010-05-10", "2012-05-09"))
    assert relevant(given_notified(jail, on="2012-05-10")) == date(2012, 5, 10)
    assert relevant(given_notified(jail)) is None
    still_in = Whereabouts("prison", period("2010-05-10"))
    assert relevant(given_notified(still_in)) is None
    later_spell = Whereabouts("prison", period("2011-05-10", "2012-05-09"))
    assert relevant(given_notified(later_spell)) == date(2010, 5, 11)
    only_periodic = given_facts(given_disposal("life"), Notification(date(2014, 1, 20), "periodic"))
    assert relevant(only_periodic) is None
    under_an_order = given_facts(
        given_disposal("life"), Notification(date(2010, 5, 12), "initial", under="O1")
    )
    assert relevant(under_an_order) is None


def test_s91a_relevant_on_bail_and_then_sentenced():
    # notified on bail; custody began on the day of sentence
    jail = Whereabouts("prison", period("2010-06-10", "2014-06-09"))
    told = [Notification(date(2010, 5, 11), "initial"), Notification(date(2014, 6, 10), "change")]
    facts = given_facts(given_disposal("life", sentenced_on="2010-06-10"), *told, jail)
    assert relevant(facts) == date(2014, 6, 10)
    not_yet = replace(facts, whereabouts=(replace(jail, period=period("2010-06-10")),))
    assert relevant(not_yet) is None
    known = given_facts(given_disposal("life", released_on="2014-06-10"), *told)
    assert relevant(known) == date(2014, 6, 10)
    moved = Whereabouts("secure_hospital", period("2014-06-10", "2014-12-31"))
    late = Notification(date(2015, 1, 1), "change")
    longer = given_facts(
        given_disposal("life", sentenced_on="2010-06-10"), *told[:1], late, jail, moved
    )
    assert relevant(longer) == date(2015, 1, 1)


def test_s91b_6():
    assert s91b_6(date(2020, 1, 10)) == date(2028, 1, 10)
    assert s91b_6(date(2020, 2, 29)) == date(2028, 2, 29)
    assert s91b_6(date(2020, 2, 29), 9) == date(2029, 3, 1)
    assert [s91b_6(date(2020, 1, 10), n).year for n in (7, 8, 9, 15, 16)] == [
        2028,
        2028,
        2029,
        2035,
        2035,
    ]
    assert s91b_6(date(9999, 1, 10)) == date.max
    refused = given_notified(reviews=(Review("V", date(2025, 6, 1)),))
    assert first_day(refused, "2025-05-31") == date(2025, 5, 11)
    assert first_day(refused, "2025-06-01") == date(2033, 6, 1)


def test_s91c():
    assert s91c(Review("V", refused_on=date(2025, 6, 1))) is None
    assert s91c(Review("V", granted_on=date(2025, 6, 1))) == date(2025, 5, 31)
    received = Review("V", granted_on=date(2024, 2, 28), received_on=date(2024, 3, 1))
    assert s91c(received) == date(2024, 2, 29)
    granted = given_notified(reviews=(Review("V", granted_on=date(2025, 6, 1)),))
    for on, registered in (("2025-05-31", True), ("2025-06-01", False), ("2025-06-02", False)):
        assert (position(granted, day(on)).registration is not None) is registered
    (ground,) = grounds(granted)[:1]
    assert ground.rules[-1] is s91c
    assert first_day(granted, "2025-05-31") == date(2025, 5, 11)
    assert first_day(granted, "2025-06-01") is None


def test_s91c_ends_nothing_else():
    granted = (Review("V", granted_on=date(2012, 8, 1)),)
    fined = given_facts(given_disposal("fine"), reviews=granted)
    assert grounds(fined)[0].period.last == date(2015, 5, 9)
    barred = given_facts(given_order(), reviews=granted)
    assert grounds(barred)[0].period.last is None
    later = given_facts(given_disposal("life", "2012-08-02"), reviews=granted)
    assert [g.period.last for g in grounds(later)] == [None, None]
    on_the_day = given_facts(given_disposal("life", "2012-08-01"), reviews=granted)
    assert grounds(on_the_day)[0].period.last is None


def lived(*spells):
    return [Residence(area, period(*spell)) for area, *spell in spells]


def test_s91a_4():
    on = date(2015, 3, 10)
    assert s91a_4([], on) == ""
    assert s91a_4(lived(("Norfolk", "2010-01-01", None)), on) == "Norfolk"
    moved = lived(("Norfolk", "2010-01-01", "2015-03-09"), ("Kent", "2015-03-10", None))
    assert s91a_4(moved, on) == "Kent"
    assert s91a_4(moved, date(2015, 3, 9)) == "Norfolk"
    assert s91a_4(moved[:1], date(2016, 1, 1)) == "Norfolk"
    # two addresses at once: most days in the 12 months from 11 March 2014
    two = lived(("Kent", "2014-03-10", "2014-03-11"), ("Kent", "2015-03-10", None))
    assert s91a_4([*two, *lived(("Norfolk", "2015-03-09", None))], on) == "Kent"
    one = lived(("Kent", "2014-03-10", "2014-03-10"), ("Kent", "2015-03-10", None))
    assert s91a_4([*one, *lived(("Norfolk", "2015-03-09", None))], on) == "Norfolk"
    leap = lived(("Kent", "2015-03-11", "2015-03-11"), ("Kent", "2016-03-10", None))
    assert s91a_4([*leap, *lived(("Norfolk", "2016-03-10", None))], date(2016, 3, 10)) == "Kent"
    assert s91a_4([Residence("Kent", Period(None, None))], on) == "Kent"


def test_the_review_names_whom_to_ask():
    facts = given_notified(residences=(Residence("Kent", period("2010-01-01")),))
    found = review_from(facts, grounds(facts), date(2015, 1, 1))
    assert (found.to, found.rules[-1]) == ("Kent", s91a_4)
    assert found.because() == (
        "May be asked for from 11 May 2025 (SOA 2003 s.91B(2)); ask the chief officer of Kent."
    )
    barred = given_notified(given_order(ends_on="2026-01-01"))
    assert review_from(barred, grounds(barred), date(2015, 1, 1)).because() == (
        "May be asked for from 2 January 2026 (SOA 2003 s.91B(2)); the time was over on 11 May"
        " 2025, but an order runs longer (SOA 2003 s.91A(2)(b))."
    )


def test_after_a_notice_the_age_abroad_counts():
    abroad = given_disposal("life", "2005-06-01", jurisdiction="foreign")
    notice = given_order("NO", "2014-06-10", for_disposal="D1")
    told = Notification(date(2014, 6, 11), "initial")
    for born, first in (("1987-06-02", "2022-06-11"), ("1987-06-01", "2029-06-11")):
        assert first_day(given_facts(abroad, notice, told, born=day(born))) == day(first)


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
    assert s91e(date(2020, 2, 10)) == date(2020, 3, 1)


def test_s91b_process():
    assert s91b_process(date(2020, 1, 10)) == (date(2020, 1, 24), date(2020, 2, 7))
    assert s91b_process(date(2020, 2, 15)) == (date(2020, 2, 29), date(2020, 3, 14))


def test_s91c_decision():
    assert s91c_decision(date(2020, 2, 7)) == date(2020, 3, 20)
    assert s91c_decision(date(2020, 1, 18)) == date(2020, 2, 29)


def test_s91d():
    assert len(s91d()) == 8


def test_an_application_has_its_days():
    review = Review("V", applied_on=date(2020, 1, 10))

    def days(on="2021-01-01", **changes):
        facts = given_notified(reviews=(replace(review, **changes),))
        return [
            (p.acknowledge_by, p.replies_by, p.decide_by, p.appeal_by)
            for p in processes(facts, day(on))
        ]

    applied = (date(2020, 1, 24), date(2020, 2, 7), date(2020, 3, 20))
    assert days("2020-01-09") == []
    assert days("2020-01-10") == [(*applied, None)]
    assert days(replies_by=date(2020, 2, 14)) == [
        (date(2020, 1, 24), date(2020, 2, 14), date(2020, 3, 27), None)
    ]
    assert days("2020-03-19", refused_on=date(2020, 3, 20)) == [(*applied, None)]
    assert days("2020-03-20", refused_on=date(2020, 3, 20)) == [(*applied, date(2020, 4, 9))]
    assert days(refused_on=date(2020, 3, 20), received_on=date(2020, 3, 23)) == [
        (*applied, date(2020, 4, 12))
    ]
    assert days(applied_on=None, refused_on=date(2020, 3, 20)) == [
        (None, None, None, date(2020, 4, 9))
    ]
    (process,) = processes(given_notified(reviews=(review,)), date(2021, 1, 1))
    assert process.because() == (
        "Application for review: to be acknowledged by 24 January 2020, the bodies asked to answer"
        " by 7 February 2020, to be decided by 20 March 2020 (SOA 2003 s.91B, process; SOA 2003"
        " s.91C, time to decide)."
    )


def test_cpa26_review():
    (ground, *_) = grounds(given_notified())
    assert cpa26_review(ground)
    (fined,) = grounds(given_facts(given_disposal("fine")))
    assert not cpa26_review(fined)
    assert cpa26_review.in_force is None


def test_no_review_without_an_indefinite_requirement_that_is_notified():
    fined = given_facts(given_disposal("fine"), Notification(date(2010, 5, 11), "initial"))
    assert first_day(fined, "2012-01-01") is None
    assert first_day(given_facts(given_disposal("life"))) is None
    assert first_day(given_notified(), "2010-05-10") is None
    by_order = given_facts(given_order(), Notification(date(2012, 5, 2), "initial"))
    assert first_day(by_order) is None
