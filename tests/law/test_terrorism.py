from datetime import date

from openmappa.law.facts import Whereabouts
from openmappa.law.terrorism import cta_s45, cta_s53, cta_s53_7, part_4_period
from tests.law.given import BORN, given_disposal, period


def bomb(disposal="imprisonment", **changes):
    values = {"term_months": 24, "offence_class": "other", "terrorist": True}
    return given_disposal(disposal, **(values | changes))


def test_cta_s45():
    assert cta_s45(bomb(), BORN)
    assert cta_s45(bomb(), None)
    assert not cta_s45(bomb(terrorist=False), BORN)
    assert not cta_s45(bomb(jurisdiction="foreign"), BORN)
    assert cta_s45(bomb(term_months=12), BORN)
    assert not cta_s45(bomb(term_months=11), BORN)
    assert not cta_s45(bomb(term_months=None), BORN)
    assert not cta_s45(bomb("fine"), BORN)
    for disposal in ("life", "hospital_order", "guardianship_order"):
        assert cta_s45(bomb(disposal), BORN)
    assert cta_s45(bomb(), date(1994, 5, 10))
    assert not cta_s45(bomb(), date(1994, 5, 11))


def test_cta_s53():
    assert [cta_s53(bomb(term_months=n), BORN) for n in (59, 60, 119, 120)] == [10, 15, 15, 30]
    assert cta_s53(bomb("life"), BORN) == 30
    assert cta_s53(bomb("hospital_order", term_months=None), None) == 10
    assert cta_s53(bomb("life"), date(1992, 5, 11)) == 10
    assert cta_s53(bomb("life"), date(1992, 5, 10)) == 30


def test_cta_s53_7():
    start = date(2020, 2, 3)
    assert cta_s53_7(start, 10, []) == date(2030, 2, 2)
    jail = Whereabouts("prison", period("2020-02-03", "2020-02-12"))
    assert cta_s53_7(start, 10, [jail]) == date(2030, 2, 12)
    trip = Whereabouts("abroad", period("2020-02-03", "2020-02-12"))
    assert cta_s53_7(start, 10, [trip]) == date(2030, 2, 2)
    assert part_4_period(bomb(), BORN, [Whereabouts("prison", period("2010-05-10"))]) == period(
        "2010-05-10"
    )
