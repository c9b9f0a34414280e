from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.cpa26 import s85za
from openmappa.law.dates import Period
from openmappa.law.duties import Duty, s84_1
from openmappa.law.facts import (
    Failure,
    Level,
    Notification,
    Parental,
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
    check_no_extension,
    check_no_finite_end,
    check_one_category,
    check_order_existed,
    check_order_length,
    check_order_subject,
    check_parental,
    check_past_offence,
    check_polygraph,
    check_public_protection,
    check_release,
    check_reporting_year,
    check_requirements,
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
    assert found("lifelong_restriction") == 1
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
        ("interim_VOO", "2012-05-01", "2012-05-28", None),
        ("interim_VOO", "2012-05-01", "2012-05-29", "is longer than 4 weeks"),
        ("interim_VOO", "2012-05-01", None, "has no last day, but must be for a fixed time"),
        ("interim_SRO", "2016-05-01", None, "has no last day, but must be for a fixed time"),
        ("interim_RSHO", "2012-05-01", "2012-05-02", None),
        ("interim_SPO", "2020-05-01", None, "has no last day, but must be for a fixed time"),
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
    for released, action in (
        ("2009-04-07", "check with the prison"),
        ("2009-04-08", "note"),
        ("2014-01-05", "note"),
    ):
        disposal = given_disposal(
            term_months=12, polygraph_condition=True, released_on=released, convicted="2009-01-01"
        )
        (finding,) = check_polygraph(given_facts(disposal, born=date(1980, 1, 1)))
        assert finding.action == action
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


def test_check_release_of_an_extended_sentence():
    # 60 months custodial, two thirds of 1,827 days are 1,218; the Board alone can direct it
    def found(released, **changes):
        values = {"convicted": "2016-01-04", "term_months": 96, "extension_months": 36}
        sentence = given_disposal("extended", released_on=released, **(values | changes))
        return len(list(check_release(given_facts(sentence))))

    assert found("2019-05-06") == 0
    assert found("2019-05-05") == 1
    assert found("2016-01-05", extension_months=None) == 0
    assert found("2016-01-05", extension_months=97) == 0


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
    assert list(check_commenced([s84_1])) == []


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
    assert found(term_months=12) == 1
    assert found(term_months=12, ends_on="2011-05-09") == 0
    assert found("hospital_order") == 0
    assert found("life") == 0
    assert found("conditional_discharge", term_months=12) == 0
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


def test_check_no_extension():
    def found(on):
        facts = given_facts(given_order(extended_on=on))
        return [f.action for f in check_no_extension(facts)]

    assert found("2015-03-07") == found(None) == []
    assert found("2015-03-08") == found("2015-03-09") == ["check with the court"]


def test_check_requirements():
    def found(made, kind="SHPO", **changes):
        return len(list(check_requirements(given_facts(given_order(kind, made, **changes)))))

    assert found("2022-11-28", positive_requirements=True) == 1
    assert found("2022-11-29", positive_requirements=True) == 0
    assert found("2022-11-30", positive_requirements=True) == 0
    assert found("2022-11-28") == 0
    assert found("2024-01-01", electronic_monitoring=True) == 1
    assert found("2024-01-01", "VOO", electronic_monitoring=True) == 0
    both = {"positive_requirements": True, "electronic_monitoring": True}
    assert found("2022-11-28", **both) == 2


@pytest.mark.parametrize("kind", ["RSHO", "interim_RSHO", "VOO", "interim_VOO"])
def test_check_order_subject(kind):
    for born, young in (("1994-05-02", True), ("1994-05-01", False), ("1994-04-30", False)):
        facts = given_facts(given_order(kind), born=day(born))
        assert len(list(check_order_subject(facts))) == young
    assert list(check_order_subject(given_facts(given_order(kind), born=None))) == []
    child = given_facts(given_order("SOPO"), born=date(2000, 1, 1))
    assert list(check_order_subject(child)) == []


def test_check_order_subject_of_a_violent_offender_order():
    def found(*facts, kind="VOO", **rest):
        return len(list(check_order_subject(given_facts(given_order(kind), *facts, **rest))))

    def jailed(ends, disposal="imprisonment"):
        return given_disposal(disposal, ends_on=ends, term_months=24)

    assert found(jailed("2012-04-30")) == 0
    assert found(jailed("2012-05-01")) == 1
    assert found(jailed("2012-05-02", "hospital_order")) == 1
    assert found(jailed("2012-05-02", "suspended_imprisonment")) == 0
    assert found(jailed("2012-05-02"), kind="RSHO") == 0
    later = given_disposal(convicted="2012-05-02", ends_on="2014-05-01", term_months=24)
    assert found(later) == 0
    assert found(given_disposal("life")) == 0  # no end is recorded
    assert found(Whereabouts("prison", period("2012-05-01"))) == 1
    assert found(Whereabouts("prison", period("2012-05-02"))) == 0
    assert found(Whereabouts("approved_premises", period("2012-05-01"))) == 0


def test_check_parental():
    def found(made, kind="direction", **changes):
        direction = Parental("P", kind, day(made), **changes)
        facts = given_facts(born=date(1998, 6, 1), parental=(direction,))
        return [f.ref for f in check_parental(facts)]

    assert found("2016-05-31") == []
    assert found("2016-06-01") == found("2016-06-02", "notice") == ["P"]
    unknown = given_facts(born=None, parental=(Parental("P", "direction", date(2016, 6, 1)),))
    assert list(check_parental(unknown)) == []


def test_check_past_offence():
    def found(convicted, **changes):
        disposals = () if convicted is None else (given_disposal("fine", convicted),)
        designation = given_designation("2014-10-01", **changes)
        facts = given_facts(designation, *disposals)
        return [f.text for f in check_past_offence(facts)]

    assert found("2014-09-30") == found("2014-10-01") == []
    assert len(found("2014-10-02")) == len(found(None)) == 1
    assert found(None, category=4)[0].startswith("identified as Category 4, but no offence")


def test_check_public_protection():
    def found(convicted, disposal="ipp"):
        facts = given_facts(given_disposal(disposal, convicted))
        return [f.action for f in check_public_protection(facts)]

    assert found("2012-12-02") == found("2012-12-03", "life") == []
    assert found("2012-12-03") == found("2012-12-04", "dpp") == ["check with the court"]
