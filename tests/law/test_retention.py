from datetime import date

from openmappa.law.facts import Keeping
from openmappa.law.position import assumed_birth, position
from openmappa.law.retention import child_review, mopi_group_1, mopi_review, retention
from tests.law.given import given_designation, given_disposal, given_facts, given_order


def test_mopi_group_1():
    assert mopi_group_1(date(1975, 6, 1)) == date(2075, 6, 1)
    assert mopi_group_1(date(1996, 2, 29)) == date(2096, 2, 29)
    assert mopi_group_1(date(2000, 2, 29)) == date(2100, 3, 1)
    assert mopi_group_1(date(9950, 1, 1)) == date.max


def test_mopi_review():
    assert mopi_review(date(2014, 3, 10)) == date(2024, 3, 10)
    assert mopi_review(date(2016, 2, 29)) == date(2026, 3, 1)
    assert mopi_review(date(9995, 1, 1)) == date.max


def test_child_review():
    born = date(2000, 2, 29)  # 18 on 1 March 2018
    assert child_review(born, date(2010, 6, 1)) == date(2015, 6, 1)
    assert child_review(born, date(2013, 2, 28)) == date(2018, 2, 28)
    assert child_review(born, date(2013, 3, 2)) == date(2018, 3, 1)
    assert child_review(born, date(2018, 2, 28)) == date(2018, 3, 1)
    assert child_review(born, date(2018, 3, 1)) is None
    assert child_review(born, date(2010, 6, 1), years=2) == date(2012, 6, 1)
    assert child_review(date(9990, 1, 1), date(9990, 1, 2)) is None


def test_the_record_of_a_child_is_looked_at_again_sooner_and_kept_as_long():
    def kept(born, last):
        return retention(born, last, assumed_birth=date(2005, 1, 1))

    young = kept(date(2000, 5, 10), date(2016, 1, 1))
    assert (young.until, young.next_review) == (date(2100, 5, 10), date(2018, 5, 10))
    assert "Records of children" in young.because()
    assert kept(date(2000, 5, 10), date(2018, 5, 10)).next_review == date(2028, 5, 10)
    # Nobody is a child on an assumed day of birth.
    assert kept(None, date(2016, 1, 1)).next_review == date(2026, 1, 1)


def test_retention_on_legal_hold_has_no_days():
    held = retention(None, date(2014, 1, 1), assumed_birth=date(1990, 1, 1), legal_hold=True)
    assert (held.until, held.next_review, held.assumed_birth) == (None, None, True)


def test_assumed_birth():
    assert assumed_birth(date(2010, 5, 10)) == date(2000, 5, 10)
    assert assumed_birth(date(2016, 2, 29)) == date(2006, 2, 28)
    kept = position(given_facts(given_disposal(), born=None), date(2015, 1, 1)).retention
    assert (kept.until, kept.assumed_birth) == (date(2100, 5, 10), True)


def test_retention_counts_from_the_first_record_or_the_last_review():
    def kept(*facts, **keeping):
        found = given_facts(*facts, keeping=Keeping(**keeping))
        return position(found, date(2015, 1, 1)).retention

    assert kept(given_order()).next_review == date(2022, 5, 1)
    assert kept(given_designation()).next_review == date(2024, 10, 1)
    assert kept(opened_on=date(2009, 1, 1)).next_review == date(2019, 1, 1)
    assert kept(given_order(), reviewed_on=date(2020, 1, 1)).next_review == date(2030, 1, 1)
    assert kept(given_order(), legal_hold=True).until is None
    assert kept() is None
