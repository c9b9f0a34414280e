from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.dates import Period
from openmappa.law.duties import Duty, s84_1, s85za
from openmappa.law.facts import (
    Failure,
    Level,
    Notification,
    Recall,
    Recorded,
    Whereabouts,
)
from openmappa.law.findings import (
    check_category_3_level_1,
    check_coercive_control,
    check_commenced,
    check_deadline,
    check_lay_advisers,
    check_mandatory_recall,
    check_no_finite_end,
    check_one_category,
    check_order_existed,
    check_order_length,
    check_polygraph,
    check_release,
    check_reporting_year,
    check_review,
    check_stated_breach,
    check_term_recorded,
    check_travel_ban,
)
from openmappa.law.offences import classified
from tests.law.given import (
    BORN,
    day,
    given_designation,
    given_disposal,
    given_facts,
    given_order,
    given_registered,
    period,
)


def test_check_category_3_level_1():
    def found(level, first, last=None, **changes):
        designation = given_designation("2014-10-01", "2015-01-14", **changes)
        facts = given_facts(designation, Level(level, "Cambridgeshire", period(first, last)))
        return [f.action for f in check_category_3_level_1(facts)]

    assert found(1, "2015-01-14") == ["refused"]
    assert found(1, "2015-01-15") == []
    assert found(1, "2014-01-01", "2014-09-30") == []
    assert found(2, "2014-10-01") == []
    assert found(1, "2014-10-01", category=4) == []


def recorded(**values):
    return given_facts(recorded=Recorded(**values))


def test_check_one_category():
    (finding,) = check_one_category(recorded(categories=(2, 1)))
    assert finding.text == "recorded in Categories 1 and 2 at once"
    assert list(check_one_category(recorded(categories=(2, 2)))) == []
    assert list(check_one_category(recorded())) == []


def test_check_no_finite_end():
    def found(disposal, months=None):
        facts = given_facts(
            given_disposal(disposal, term_months=months),
            recorded=Recorded(registration_last_day=date(2020, 5, 9)),
        )
        return len(list(check_no_finite_end(facts)))

    assert found("imprisonment", 30) == 1
    assert found("imprisonment", 29) == 0
    assert found("restricted_hospital_order") == 1
    assert found("life") == 1
    assert list(check_no_finite_end(given_facts(given_disposal("life")))) == []
    ended_by_trial = given_facts(
        given_disposal("restricted_hospital_order", trial_concluded_on="2012-01-01"),
        recorded=Recorded(registration_last_day=date(2012, 1, 1)),
    )
    assert list(check_no_finite_end(ended_by_trial)) == []


@pytest.mark.parametrize(
    ("kind", "made", "ends", "wrong"),
    [
        ("SOPO", "2012-05-01", "2017-04-29", "is shorter than 5 years"),
        ("SOPO", "2012-05-01", "2017-04-30", None),
        ("SOPO", "2012-05-01", None, None),
        ("SHPO", "2016-05-01", "2021-04-29", "is shorter than 5 years"),
        ("SHPO", "2016-05-01", "2021-04-30", None),
        ("SRO", "2016-05-01", "2018-04-29", "is shorter than 2 years"),
        ("SRO", "2016-05-01", "2018-04-30", None),
        ("RSHO", "2012-05-01", "2014-04-29", "is shorter than 2 years"),
        ("SPO", "2020-05-01", "2022-04-29", "is shorter than 2 years"),
        ("VOO", "2012-05-01", "2014-04-29", "is shorter than 2 years"),
        ("VOO", "2012-05-01", "2014-04-30", None),
        ("VOO", "2012-05-01", "2017-04-30", None),
        ("VOO", "2012-05-01", "2017-05-01", "is longer than 5 years"),
        ("VOO", "2012-05-01", None, "has no last day, but must be for a fixed time"),
        ("FTO", "2012-05-01", "2017-04-30", None),
        ("FTO", "2012-05-01", "2017-05-01", "is longer than 5 years"),
        ("FTO", "2010-03-31", "2010-10-01", "is longer than 6 months"),
        ("FTO", "2010-04-01", "2010-10-01", None),
        ("FTRO", "2012-05-01", "2012-10-31", None),
        ("FTRO", "2012-05-01", "2012-11-01", "is longer than 6 months"),
        ("interim_SOPO", "2012-05-01", None, "has no last day, but must be for a fixed time"),
        ("interim_SOPO", "2012-05-01", "2012-05-02", None),
        ("NO", "2012-05-01", None, None),
        ("CTA", "2012-05-01", None, None),
    ],
)
def test_check_order_length(kind, made, ends, wrong):
    found = list(check_order_length(given_facts(given_order(kind, made, ends_on=ends))))
    assert [f.text.partition(" order ")[2].partition(" (")[0] for f in found] == (
        [] if wrong is None else [wrong]
    )
    assert {f.action for f in found} <= {"check with the court"}


@pytest.mark.parametrize(
    ("kind", "last_before", "first"),
    [
        ("SHPO", "2015-03-07", "2015-03-08"),
        ("SRO", "2015-03-07", "2015-03-08"),
        ("VOO", "2009-08-02", "2009-08-03"),
        ("SPO", "2020-01-19", "2020-01-20"),
        ("s96ZA_notice", "2022-11-28", "2022-11-29"),
        ("SOPO", "2004-04-30", "2004-05-01"),
        ("SOPO", "2015-03-08", "2015-03-07"),
        ("FTO", "2015-03-08", "2015-03-07"),
        ("RSHO", "2015-03-08", "2015-03-07"),
        ("NO", "2022-11-29", "2022-11-28"),
        ("FTRO", "2009-09-30", "2009-10-01"),
    ],
)
def test_check_order_existed(kind, last_before, first):
    def found(made):
        return len(list(check_order_existed(given_facts(given_order(kind, made)))))

    assert (found(last_before), found(first)) == (1, 0)


def test_check_order_existed_allows_what_was_applied_for_before():
    order = given_order("SOPO", "2015-06-01", applied_for_on="2015-03-07")
    assert list(check_order_existed(given_facts(order))) == []


def test_check_travel_ban():
    def found(ends, **changes):
        order = given_order(
            "SHPO",
            "2015-03-10",
            foreign_travel_restriction=True,
            travel_ban_ends_on=ends,
        )
        return len(list(check_travel_ban(given_facts(replace(order, **changes)))))

    assert found("2020-03-09") == 0
    assert found("2020-03-10") == 1
    assert found(None) == 0
    assert found("2030-03-10", foreign_travel_restriction=False) == 0


def test_check_review():
    facts = given_facts(given_disposal("life"), Notification(date(2010, 5, 11), "initial"))
    on = date(2015, 1, 1)

    def found(review_from, *orders):
        changed = replace(facts, recorded=Recorded(review_from=day(review_from)), orders=orders)
        return [f.text for f in check_review(changed, on)]

    assert found(None) == []
    assert found("2025-05-11") == []
    assert found("2025-05-10") == ["review recorded from 10 May 2025, before 11 May 2025"]
    assert found("2025-05-11", given_order()) == [
        "a review date is recorded, but an order without end bars the application"
    ]
    assert found("2025-05-11", given_order(ends_on="2025-05-11")) == [
        "review recorded from 11 May 2025, before 12 May 2025"
    ]
    unregistered = given_facts(recorded=Recorded(review_from=on))
    assert "no indefinite requirement" in next(check_review(unregistered, on)).text


def test_check_polygraph():
    def found(**changes):
        values = {"term_months": 12, "polygraph_condition": True, "released_on": "2014-06-01"}
        facts = given_facts(given_disposal(**(values | changes)), born=date(1990, 1, 1))
        return len(list(check_polygraph(facts)))

    assert found() == 0
    assert found(term_months=11) == 1
    assert found(released_on="2014-01-05") == 1
    assert found(released_on="2014-01-06") == 0
    assert found(released_on=None) == 0
    assert found(term_months=11, polygraph_condition=False) == 0


def test_check_release():
    def found(released, *whereabouts, **changes):
        values = {"term_months": 24, "released_on": released}
        return len(
            list(check_release(given_facts(given_disposal(**(values | changes)), *whereabouts)))
        )

    # sentenced on 10 May 2010: half of 731 days is 365, less 135 days of curfew
    assert found("2010-12-26") == 0
    assert found("2010-12-25") == 1
    assert found("2010-12-25", Whereabouts("prison", period("2010-05-09"))) == 0
    assert found("2010-12-25", Whereabouts("abroad", period("2010-05-09"))) == 1
    assert found("2010-12-25", Whereabouts("prison", Period(None, date(2010, 12, 24)))) == 1
    assert found("2011-01-25", sentenced_on="2010-06-10") == 1
    assert found("2011-01-26", sentenced_on="2010-06-10") == 0
    assert found(None) == 0
    assert found("2010-05-11", term_months=None) == 0
    assert found("2010-05-11", disposal="extended") == 0


def test_check_mandatory_recall():
    def found(level, first, *, mandatory=True):
        facts = given_facts(
            Level(level, "Norfolk", period(first)),
            recalls=(Recall("R", "fixed_term", date(2025, 10, 1), mandatory=mandatory),),
        )
        return len(list(check_mandatory_recall(facts)))

    assert found(2, "2025-10-01") == 1
    assert found(3, "2025-10-01") == 1
    assert found(2, "2025-10-02") == 0
    assert found(1, "2025-10-01") == 0
    assert found(2, "2025-10-01", mandatory=False) == 0


def test_check_deadline():
    def found(due, event):
        duty = Duty("address", day(due), (s84_1,), "Change", event=day(event))
        return [f.action for f in check_deadline([duty])]

    assert found("2015-03-11", "2015-03-10") == ["refused"]
    assert found("2015-03-12", "2015-03-10") == []
    assert found(None, "2015-03-10") == []
    assert found("2015-03-11", None) == []


def test_check_stated_breach():
    def found(worded, decision):
        facts = recorded(failures=(Failure(date(2015, 1, 1), worded, decision),))
        return [f.text for f in check_stated_breach(facts)]

    assert found("breach", "cautioned") == found("breach", "convicted") == []
    assert found("suspected", "") == []
    for undecided in ("", "warned", "charged", "acquitted", "no_further_action"):
        assert found("breach", undecided)[0].endswith("cautioned or convicted: suspected")


def test_check_commenced():
    assert [f.text for f in check_commenced([s84_1, s85za])] == ["s85za has not commenced"]


def test_check_lay_advisers():
    assert check_lay_advisers(2) is None
    for count in (1, 3):
        assert check_lay_advisers(count).action == "note"


def test_check_reporting_year():
    assert check_reporting_year(period("2014-04-01", "2015-03-31")) is None
    for first, last in (
        ("2014-04-02", "2015-03-31"),
        ("2014-04-01", "2015-03-30"),
        ("2014-04-01", "2016-03-31"),
        ("2014-01-01", "2014-12-31"),
        ("2014-04-01", None),
    ):
        assert check_reporting_year(period(first, last)).action == "refused"


def test_check_term_recorded():
    def found(*args, **changes):
        return len(list(check_term_recorded(given_facts(given_disposal(*args, **changes)))))

    assert found() == 1
    assert found(term_months=1) == 0
    assert found("life") == 0
    assert found("conditional_discharge") == 1
    assert found("conditional_discharge", ends_on="2011-05-09") == 0


def test_check_coercive_control():
    def found(sentenced, offence="SCA 2015 s.76"):
        disposal = given_disposal(
            term_months=24,
            convicted="2024-12-01",
            sentenced_on=sentenced,
            offence=offence,
            offence_class="",
        )
        facts = given_facts(classified(disposal, BORN))
        return len(list(check_coercive_control(facts)))

    assert found("2025-02-02") == 1
    assert found("2025-02-03") == 0
    assert found("2025-02-02", "OAPA 1861 s.20") == 0
    assert list(check_coercive_control(given_registered())) == []
