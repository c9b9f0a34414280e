from datetime import date

import pytest

from openmappa.law.facts import Visit
from openmappa.law.guidance import (
    acpo_visits,
    identification,
    level_1_review,
    level_2_review,
    level_3_review,
    minutes,
    next_visit,
    npcc_visits,
    referral_before_release,
    s96b,
)


@pytest.mark.parametrize(
    ("risk", "last", "due"),
    [
        ("very_high", "2015-01-31", date(2015, 2, 28)),
        ("very_high", "2016-01-30", date(2016, 2, 29)),
        ("high", "2014-11-30", date(2015, 2, 28)),
        ("medium", "2014-08-31", date(2015, 2, 28)),
        ("low", "2016-02-29", date(2017, 2, 28)),
        ("low", "2014-03-10", date(2015, 3, 10)),
        ("", "2014-03-10", None),
    ],
)
def test_acpo_visits(risk, last, due):
    assert acpo_visits(risk, date.fromisoformat(last)) == due


def test_npcc_visits():
    assert npcc_visits("very_high", date(2018, 1, 1)) is None
    visits = [Visit(date(2017, 5, 1), "high"), Visit(date(2017, 6, 1), "high")]
    before, since = (next_visit(visits, date(2017, 6, day)) for day in (28, 29))
    assert (before.due, before.rule) == (date(2017, 9, 1), acpo_visits)
    assert (since.due, since.rule) == (None, npcc_visits)
    assert before.because() == (
        "Home visit of 1 June 2017: the next by 1 September 2017 (ACPO guidance on home visits)."
    )
    assert since.because() == (
        "Home visit of 1 June 2017: the next as the risk management plan says"
        " (NPCC, risk-based visits)."
    )


def test_a_visit_still_to_come_is_not_known():
    visits = [Visit(date(2015, 5, 1), "low"), Visit(date(2015, 6, 1), "low")]
    assert next_visit(visits, date(2015, 4, 30)) is None
    assert next_visit(visits, date(2015, 5, 31)).last == date(2015, 5, 1)
    assert next_visit(visits, date(2015, 6, 1)).last == date(2015, 6, 1)
    assert next_visit([Visit(date(2004, 4, 1))], date(2004, 4, 30)) is None
    assert next_visit([Visit(date(2004, 4, 1))], date(2004, 5, 1)).due is None


def test_s96b():
    assert [s96b(n) for n in (1, 2, 3)] == [False, True, True]


def test_identification():
    assert identification(date(2016, 2, 27)) == date(2016, 3, 1)
    assert identification(date(2015, 2, 27)) == date(2015, 3, 2)


def test_level_1_review():
    assert level_1_review(date(2016, 2, 29)) == date(2017, 2, 28)
    assert level_1_review(date(2014, 3, 31)) == date(2015, 3, 31)


def test_level_2_review():
    assert level_2_review(date(2014, 3, 31)) == date(2014, 6, 23)
    assert level_2_review(date(2015, 12, 7)) == date(2016, 2, 29)


def test_level_3_review():
    assert level_3_review(date(2014, 3, 31)) == date(2014, 5, 26)
    assert level_3_review(date(2016, 1, 4)) == date(2016, 2, 29)


def test_referral_before_release():
    assert referral_before_release(date(2015, 3, 10)) == date(2014, 9, 10)
    assert referral_before_release(date(2015, 8, 31)) == date(2015, 2, 28)
    assert referral_before_release(date(2016, 8, 29)) == date(2016, 2, 29)


def test_minutes():
    assert minutes(date(2014, 12, 19)) == date(2015, 1, 7)
    assert minutes(date(2015, 3, 2)) == date(2015, 3, 16)
