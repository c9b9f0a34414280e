from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.victims import (
    code_2015,
    code_2020,
    contact,
    dvcva_s35,
    dvcva_s36,
    dvcva_s36a,
    dvcva_wishes,
    vca26,
    vcs_domestic_abuse,
    vcs_stalking,
)
from tests.law.given import given_disposal


@pytest.mark.parametrize("offence_class", ["sexual_sch3", "sexual_sch15", "violent_sch15"])
def test_dvcva_s35(offence_class):
    def covered(*args, **changes):
        return dvcva_s35(given_disposal(*args, offence_class=offence_class, **changes))

    assert covered(term_months=12)
    assert not covered(term_months=11)
    assert not covered()
    assert covered("dto", term_months=12)
    assert not covered("suspended_imprisonment", term_months=24)
    assert covered("life")
    assert not covered("community_order", term_months=24)


def test_dvcva_s35_no_other_offence():
    assert not dvcva_s35(given_disposal("life", offence_class="other"))


def test_dvcva_s36():
    assert dvcva_s36(given_disposal("restricted_hospital_order"))
    assert not dvcva_s36(given_disposal("hospital_order"))
    assert not dvcva_s36(given_disposal("restricted_hospital_order", offence_class="other"))


def test_dvcva_s36a():
    assert dvcva_s36a(given_disposal("hospital_order"))
    assert not dvcva_s36a(given_disposal("hospital_order", offence_class="other"))
    assert not contact(given_disposal("hospital_order", "2008-11-02")).covered
    assert contact(given_disposal("hospital_order", "2008-11-03")).covered


def test_vca26():
    assert vca26(given_disposal())
    assert not vca26(given_disposal(offence_class="other"))
    assert vca26 not in contact(given_disposal("life", "2190-01-01")).rules


def offer(sentenced):
    return contact(given_disposal("life", "2005-07-01", sentenced_on=sentenced)).first_offer_by


def test_code_2015():
    assert code_2015(date(2014, 3, 10)) == date(2014, 5, 5)
    assert offer("2006-04-02") is None
    assert offer("2006-04-03") == date(2006, 5, 29)
    assert offer("2021-03-31") == date(2021, 5, 26)


def test_code_2020():
    # Good Friday, Easter Monday and the early May holiday do not count
    assert code_2020(date(2021, 4, 1)) == date(2021, 5, 4)
    assert code_2020(date(2024, 2, 1)) == date(2024, 2, 29)
    assert code_2020(date(2023, 2, 1)) == date(2023, 3, 1)
    assert offer("2021-04-01") == date(2021, 5, 4)


def test_contact_counts_from_conviction_without_a_day_of_sentence():
    found = contact(given_disposal("life", "2014-03-10"))
    assert (found.covered, found.first_offer_by) == (True, date(2014, 5, 5))
    none = contact(given_disposal("fine"))
    assert (none.covered, none.first_offer_by) == (False, None)


def test_vcs_domestic_abuse():
    abuse = given_disposal(convicted="2015-01-31", term_months=6, domestic_abuse=True)
    assert vcs_domestic_abuse(abuse)
    assert not vcs_domestic_abuse(replace(abuse, domestic_abuse=False))
    assert not vcs_domestic_abuse(replace(abuse, disposal="fine"))
    for day, practice in ((31, None), (1, vcs_domestic_abuse), (2, vcs_domestic_abuse)):
        on = date(2015, 1 if day == 31 else 2, day)
        assert contact(replace(abuse, convicted_on=on)).practice is practice
    assert contact(replace(abuse, convicted_on=date(2016, 1, 1), term_months=12)).practice is None


def test_vcs_stalking():
    stalking = given_disposal(
        convicted="2022-11-01", offence_class="other", term_months=6, citation="PHA 1997 s.2A"
    )
    assert vcs_stalking(stalking)
    assert not vcs_stalking(replace(stalking, citation="TA 1968 s.1"))
    assert not vcs_stalking(replace(stalking, disposal="fine"))
    for day, practice in (((10, 31), None), ((11, 1), vcs_stalking), ((11, 2), vcs_stalking)):
        assert contact(replace(stalking, convicted_on=date(2022, *day))).practice is practice


def test_dvcva_wishes():
    assert len(dvcva_wishes()) == 2
    assert dvcva_wishes in contact(given_disposal(term_months=12)).rules
    assert dvcva_wishes not in contact(given_disposal(term_months=11)).rules


def test_an_offence_against_a_child_is_covered():
    abduction = {"offence_class": "s327_4a", "term_months": 12}
    assert dvcva_s35(given_disposal(citation="CAA 1984 s.1", **abduction))
    assert not dvcva_s35(given_disposal(citation="SCA 2015 s.76", **abduction))
