from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from openmappa.law.facts import Recall
from openmappa.law.grounds import grounds
from openmappa.law.licences import (
    Recalled,
    ReleasePoint,
    fixed_term_recall,
    fixed_term_recall_is_mandatory,
    home_detention_curfew,
    laspo_s123,
    licence_end,
    oma_s28,
    oma_s28_3a,
    oma_s28_cpa26,
    oma_s28_pilot,
    oma_s28_relevant,
    oma_s28_terrorism,
    oma_s29,
    oma_s30,
    polygraph_rule,
    polygraph_sessions,
    release_point,
    s31a_10_years,
    s31a_referral,
    s31a_termination,
    s244,
    s244_short,
    s244a,
    s244za,
    s244za_4_years,
    s246a,
    s246a_2015,
    s255a_4za,
    s255a_2024,
    s255b,
    s255b_28,
    s255ba,
    s255c_4,
    s256aa,
    sa26_s23,
    sa26_s26,
    sa26_s34,
    sa26_s42,
    sds40,
    sentence_end,
)
from openmappa.law.position import position
from tests.law.given import BORN, day, given_disposal, given_facts


def test_licence_end():
    assert licence_end(given_disposal(ends_on="2015-05-09")) == date(2015, 5, 9)
    assert licence_end(given_disposal("extended", ends_on="2018-05-09")) == date(2018, 5, 9)
    assert licence_end(given_disposal("life", ends_on="2018-05-09")) is None
    assert licence_end(given_disposal("ipp", ends_on="2018-05-09")) == date(2018, 5, 9)


def ipp(released, disposal="ipp"):
    return given_disposal(disposal, "2008-05-01", released_on=released)


def recall(returned, released=None, disposal=None):
    return Recall("R1", "standard", day(returned), disposal, day(released))


@pytest.mark.parametrize(
    ("disposal", "recalls", "last"),
    [
        (ipp("2021-01-10"), [], "2026-01-09"),
        (ipp("2021-01-10", "dpp"), [], "2025-01-09"),
        (ipp("2012-01-10"), [], "2024-10-31"),
        (ipp("2019-11-01"), [], "2024-10-31"),
        (ipp("2019-11-02"), [], "2024-11-01"),
        (ipp(None), [], None),
        # recalled: two unbroken years are needed after the next release
        (ipp("2021-01-10"), [recall("2023-01-01")], None),
        (ipp("2021-01-10"), [recall("2023-01-01", "2023-06-01")], "2026-01-09"),
        (ipp("2021-01-10"), [recall("2025-01-01", "2025-06-01")], "2027-05-31"),
        (ipp("2021-01-10"), [recall("2026-01-09", "2026-06-01")], "2028-05-31"),
        (ipp("2021-01-10"), [recall("2026-01-10", "2026-06-01")], "2026-01-09"),
        (ipp("2021-01-10"), [recall("2021-01-10", "2021-06-01")], "2026-01-09"),
        (ipp("2021-01-10"), [recall("2023-01-01", None, "another")], "2026-01-09"),
        (ipp("2021-01-10"), [recall("2023-01-01", None, "D1")], None),
    ],
)
def test_s31a_termination(disposal, recalls, last):
    assert s31a_termination(disposal, recalls) == day(last)
    assert sentence_end(disposal, recalls) == day(last)


def test_s31a_termination_ends_category_2_that_day():
    (two,) = [g for g in grounds(given_facts(ipp("2021-01-10"))) if g.category == 2]
    assert (two.period.last, two.rules[3].id) == (date(2026, 1, 9), "s31a-termination")


def test_sentence_end_is_what_is_recorded_otherwise():
    assert sentence_end(given_disposal("life"), []) is None
    assert sentence_end(replace(ipp("2021-01-10"), ends_on=date(2022, 1, 1)), []) == date(
        2022, 1, 1
    )


def test_s31a_referral():
    assert s31a_referral(ipp("2022-01-31")) == date(2025, 2, 1)
    assert s31a_referral(ipp("2022-02-01")) == date(2025, 2, 1)
    assert s31a_referral(ipp("2022-02-02")) == date(2025, 2, 2)
    assert s31a_referral(ipp("2024-02-02", "dpp")) == date(2026, 2, 2)
    assert s31a_referral(ipp(None)) is None


def test_sa26_s42():
    assert sa26_s42(ipp("2021-01-10")) == date(2025, 1, 9)
    assert sa26_s42(ipp(None)) is None
    assert sa26_s42.in_force is None


def point(on, **changes):
    found = release_point(given_disposal(**({"term_months": 36} | changes)), day(on))
    return found and (found[0].part, found[1].id)


HALF = Fraction(1, 2)


def test_s244():
    assert point("2005-04-03") is None
    assert point("2005-04-04") == (HALF, "s244")
    assert point("2010-01-01", term_months=12) == (HALF, "s244")
    assert point("2010-01-01", term_months=11) is None
    assert point("2010-01-01", term_months=None) is None
    for other in ("extended", "dto", "suspended_imprisonment", "life", "fine"):
        assert point("2010-01-01", disposal=other) is None
    assert s244(given_disposal(term_months=11)) is None


def test_s244_short():
    short = {"term_months": 11, "convicted": "2015-03-01"}
    assert point("2015-06-01", **short) == (HALF, "s244-short")
    assert point("2015-01-31", **short) is None
    assert point("2015-06-01", offence_on="2015-01-31", **short) is None
    assert point("2015-06-01", offence_on="2015-02-01", **short) == (HALF, "s244-short")
    assert s244_short(given_disposal(term_months=12)) is None


ROBBERY = {"citation": "TA 1968 s.8", "offence_class": "violent_sch15"}
WOUNDING = {"citation": "OAPA 1861 s.18", "offence_class": "violent_sch15"}
TWO_THIRDS = Fraction(2, 3)


def test_s244za():
    seven = {"term_months": 84, "convicted": "2020-01-06"}
    for imposed, expected in (
        ("2020-03-31", (HALF, "s244")),
        ("2020-04-01", (TWO_THIRDS, "s244za")),
        ("2020-04-02", (TWO_THIRDS, "s244za")),
    ):
        assert point("2024-06-01", sentenced_on=imposed, **seven, **ROBBERY) == expected
    late = {"convicted": "2020-04-01"}
    assert point("2024-06-01", term_months=83, **late, **ROBBERY) == (HALF, "s244")
    assert point("2024-06-01", term_months=84, **late) == (HALF, "s244")
    assert point("2020-03-31", term_months=84, **late, **ROBBERY) == (HALF, "s244")
    assert s244za(given_disposal("life", "2020-05-01", term_months=84, **ROBBERY)) is None


def test_s244za_4_years():
    four = {"term_months": 48, "convicted": "2022-03-01"}
    for imposed, expected in (
        ("2022-06-27", (HALF, "s244")),
        ("2022-06-28", (TWO_THIRDS, "s244za-4-years")),
        ("2022-06-29", (TWO_THIRDS, "s244za-4-years")),
    ):
        assert point("2024-03-01", sentenced_on=imposed, **four, **WOUNDING) == expected
    late = {"convicted": "2022-06-28"}
    assert point("2024-03-01", term_months=47, **late, **WOUNDING) == (HALF, "s244")
    assert point("2024-03-01", term_months=48, **late, **ROBBERY) == (HALF, "s244")
    assert s244za_4_years(given_disposal("life", "2022-07-01", term_months=48, **WOUNDING)) is None


def extended(imposed, months=120, extension=0, disposal="extended"):
    return given_disposal(
        disposal, imposed, term_months=months + extension, extension_months=extension
    )


def test_s246a():
    automatic, board = (TWO_THIRDS, False), (TWO_THIRDS, True)
    for imposed, months, expected in (
        ("2012-12-02", 119, None),
        ("2012-12-03", 119, automatic),
        ("2012-12-04", 119, automatic),
        ("2013-01-01", 120, board),
        ("2013-01-01", 121, board),
    ):
        found = s246a(extended(imposed, months, 36))
        assert (found and (found.part, found.by_board)) == expected
    unknown = given_disposal("extended", "2013-01-01", term_months=200)
    assert s246a(unknown).by_board is False
    assert s246a(replace(unknown, term_months=None, extension_months=12)).by_board is False
    assert s246a(given_disposal(convicted="2013-01-01", term_months=60)) is None
    assert release_point(extended("2013-01-01", 60), date(2015, 4, 12))[1].id == "s246a"


def test_s246a_2015():
    for imposed, by_board in (
        ("2015-04-12", False),
        ("2015-04-13", True),
        ("2015-04-14", True),
    ):
        found = release_point(extended(imposed, 60), date(2018, 1, 1))
        assert (found[0].by_board, found[1].id) == (by_board, "s246a-2015")
    assert s246a_2015(given_disposal(convicted="2015-05-01", term_months=60)) is None


def test_s244a():
    particular = given_disposal("special_custodial", "2015-05-01", term_months=60)
    assert release_point(particular, date(2015, 4, 12)) is None
    found, by = release_point(particular, date(2015, 4, 13))
    assert (found.part, found.by_board, by.id) == (HALF, True, "s244a")
    assert s244a(given_disposal(term_months=60)) is None


def test_sds40():
    other = {"offence_class": "other"}
    assert point("2024-09-09", **other) == (HALF, "s244")
    assert point("2024-09-10", **other) == (Fraction(2, 5), "sds40")
    assert point("2024-09-11", **other) == (Fraction(2, 5), "sds40")
    for sexual in ("sexual_sch3", "sexual_sch15"):
        assert point("2024-09-10", offence_class=sexual) == (HALF, "s244")
    assert point("2024-09-10", offence_class="violent_sch15", term_months=47) == (
        Fraction(2, 5),
        "sds40",
    )
    assert point("2024-09-10", offence_class="violent_sch15", term_months=48) == (HALF, "s244")
    assert point("2024-09-10", terrorist=True, **other) == (HALF, "s244")
    assert point("2024-09-10", domestic_abuse=True, **other) == (HALF, "s244")
    assert point("2024-09-10", citation="SCA 2015 s.76", **other) == (HALF, "s244")
    assert sds40(given_disposal("yoi_detention", **other)) is None


def test_sa26_s23():
    assert sa26_s23(given_disposal()).part == Fraction(1, 3)
    assert sa26_s23(given_disposal("s91_detention")).part == HALF
    assert sa26_s23(given_disposal(**WOUNDING)).part == HALF
    assert sa26_s23(given_disposal("extended")) is None
    assert point("2040-01-01", offence_class="other")[1] == "sds40"


def test_a_release_point_is_said_in_words():
    points = (HALF, TWO_THIRDS, Fraction(2, 5), Fraction(1, 3))
    assert [ReleasePoint(part).words for part in points] == [
        "half of the term",
        "two thirds of the term",
        "40 per cent of the term",
        "one third of the term",
    ]


def test_sa26_s26():
    assert sa26_s26(given_disposal("s91_detention"))
    assert not sa26_s26(given_disposal())
    assert sa26_s26.in_force is None


def test_laspo_s123():
    for convicted, abolished in (("2012-12-02", False), ("2012-12-03", True), ("2012-12-04", True)):
        assert laspo_s123(given_disposal("ipp", convicted)) is abolished
    assert laspo_s123(given_disposal("dpp", "2012-12-03"))
    assert not laspo_s123(given_disposal("life", "2012-12-03"))


def test_home_detention_curfew():
    days = [home_detention_curfew(day(d)) for d in ("2023-06-05", "2023-06-06")]
    assert days == [135, 180]
    days = [home_detention_curfew(day(d)) for d in ("2025-06-02", "2025-06-03")]
    assert days == [180, 365]


def test_s256aa():
    def ends(**changes):
        values = {"convicted": "2015-03-01", "term_months": 23, "released_on": "2015-08-31"}
        return s256aa(given_disposal(**(values | changes)))

    assert ends() == date(2016, 8, 30)
    assert ends(term_months=24) is None
    assert ends(released_on=None) is None
    assert ends(disposal="yoi_detention") == date(2016, 8, 30)
    assert ends(disposal="suspended_imprisonment") is None
    assert ends(term_months=None) is None
    assert ends(ends_on="2016-08-29") == date(2016, 8, 30)
    assert ends(ends_on="2016-08-30") is None
    assert ends(offence_on="2015-01-31") is None
    assert ends(offence_on="2015-02-01") == date(2016, 8, 30)


def test_sa26_s34():
    short = given_disposal(convicted="2015-03-01", term_months=23, released_on="2015-08-31")
    assert sa26_s34(short)
    assert not sa26_s34(replace(short, term_months=24))
    assert sa26_s34.in_force is None


def test_s31a_10_years():
    assert s31a_10_years(ipp("2012-01-10")) == date(2022, 1, 10)
    assert s31a_10_years(ipp("2012-02-29")) == date(2022, 3, 1)
    assert s31a_10_years(ipp(None)) is None
    for on, rule in (("2024-10-31", "s31a-10-years"), ("2024-11-01", "s31a-referral")):
        (protection,) = position(given_facts(ipp("2012-01-10")), day(on)).sentences
        assert protection.referral[1].id == rule


def test_s255c_4():
    assert s255c_4(Recalled(date(2015, 2, 1), 24)) == date(2015, 2, 28)
    assert s255c_4(Recalled(date(2016, 2, 2), 24)) == date(2016, 2, 29)


def fixed_term(returned, months=24, **changes):
    found = fixed_term_recall(Recalled(day(returned), months, **changes))
    return found and (found.last_day, found.rule.id)


def test_s255b_28():
    assert fixed_term("2008-07-13") is None
    assert fixed_term("2008-07-14") == (date(2008, 8, 10), "s255b-28")
    assert fixed_term("2015-01-31", 11) == (date(2015, 2, 27), "s255b-28")
    assert s255b_28(Recalled(date(2010, 1, 1), 24, extended=True)) is None


def test_s255b():
    assert fixed_term("2015-02-01", 11) == (date(2015, 2, 14), "s255b")
    assert fixed_term("2015-02-01", 12) == (date(2015, 2, 28), "s255b")
    assert fixed_term("2015-02-01", None) == (date(2015, 2, 28), "s255b")
    assert fixed_term("2016-02-01", 24, extended=True) is None
    assert s255b(Recalled(date(2016, 1, 1), 24)) == 28


def test_s255ba():
    assert fixed_term("2026-03-30") == (date(2026, 4, 26), "s255b")
    assert fixed_term("2026-03-31") == (date(2026, 5, 25), "s255ba")
    assert fixed_term("2026-04-01") == (date(2026, 5, 26), "s255ba")
    assert fixed_term("2026-03-31", adult=False) == (date(2026, 4, 27), "s255b")
    assert fixed_term("2026-03-31", level=2) is None
    assert fixed_term("2026-03-30", level=2) == (date(2026, 4, 26), "s255b")
    for excluded in ({"extended": True}, {"terrorist": True}, {"level": 2}, {"adult": False}):
        assert s255ba(Recalled(date(2026, 4, 1), 24, **excluded)) is None


def mandatory(returned, months=11, **changes):
    return fixed_term_recall_is_mandatory(Recalled(day(returned), months, **changes)) is not None


def test_s255a_2024():
    assert not mandatory("2024-04-01")
    assert mandatory("2024-04-02")
    assert not mandatory("2024-04-02", 12)
    assert not mandatory("2024-04-02", None)
    for excluded in ({"adult": False}, {"level": 2}, {"charged": True}):
        assert not mandatory("2024-04-02", **excluded)
    assert s255a_2024(Recalled(date(2024, 5, 1), 11))


def test_s255a_4za():
    assert not mandatory("2025-09-01", 47)
    assert mandatory("2025-09-02", 47)
    assert not mandatory("2025-09-02", 48)
    assert not mandatory("2026-03-31", 47)
    for excluded in (
        {"adult": False},
        {"level": 3},
        {"charged": True},
        {"terrorist": True},
        {"sch19aa": True},
    ):
        assert not mandatory("2025-09-02", **excluded)
    assert s255a_4za(Recalled(date(2025, 9, 2), 47))


def test_oma_s28():
    sexual = given_disposal(term_months=12)
    assert not polygraph_rule(sexual, BORN, date(2014, 1, 5))
    assert polygraph_rule(sexual, BORN, date(2014, 1, 6))
    assert oma_s28(sexual, date(1996, 1, 6), date(2014, 1, 6))
    assert not oma_s28(sexual, date(1996, 1, 7), date(2014, 1, 6))
    assert oma_s28(sexual, None, date(2014, 1, 6))
    assert not oma_s28(given_disposal(term_months=11), BORN, date(2015, 1, 1))
    assert not oma_s28(given_disposal(), BORN, date(2015, 1, 1))
    assert not oma_s28(
        given_disposal("suspended_imprisonment", term_months=24), BORN, date(2015, 1, 1)
    )
    assert oma_s28(given_disposal("life"), BORN, date(2015, 1, 1))
    violent = given_disposal(term_months=24, offence_class="violent_sch15")
    assert not oma_s28(violent, BORN, date(2015, 1, 1))


def test_oma_s28_terrorism():
    bomb = given_disposal(term_months=24, offence_class="other", terrorist=True)
    assert not polygraph_rule(bomb, BORN, date(2021, 6, 28))
    assert polygraph_rule(bomb, BORN, date(2021, 6, 29))
    assert not oma_s28_terrorism(bomb, date(2010, 1, 1), date(2021, 6, 29))
    assert oma_s28_terrorism(bomb, None, date(2021, 6, 29))
    assert not oma_s28_terrorism(given_disposal(term_months=24), BORN, date(2021, 6, 29))


def test_oma_s28_3a():
    abuse = given_disposal(term_months=12, offence_class="violent_sch15", domestic_abuse=True)
    assert not polygraph_rule(abuse, BORN, date(2021, 7, 4))
    assert polygraph_rule(abuse, BORN, date(2021, 7, 5))
    assert not oma_s28_3a(abuse, date(2010, 1, 1), date(2021, 7, 5))
    assert oma_s28_3a(abuse, None, date(2021, 7, 5))
    assert not oma_s28_3a(replace(abuse, domestic_abuse=False), BORN, date(2021, 7, 5))
    assert not oma_s28_3a(replace(abuse, term_months=11), BORN, date(2021, 7, 5))
    other = replace(abuse, offence_class="other")
    assert not oma_s28_3a(other, BORN, date(2021, 7, 5))
    for citation in ("SCA 2015 s.76", "PHA 1997 s.5", "DAA 2021 s.39"):
        assert oma_s28_3a(replace(other, citation=citation), BORN, date(2021, 7, 5))


def test_oma_s28_pilot():
    sexual = given_disposal(term_months=12)
    assert oma_s28_pilot(sexual, BORN, date(2009, 4, 8))
    assert not oma_s28_pilot(replace(sexual, term_months=11), BORN, date(2009, 4, 8))
    days = [date(2009, 4, 7), date(2009, 4, 8), date(2014, 1, 5), date(2014, 1, 6)]
    assert [oma_s28_pilot.in_force_on(on) for on in days] == [False, True, True, False]


def test_oma_s28_relevant():
    assert oma_s28_relevant(given_disposal("life"))
    assert [oma_s28_relevant(given_disposal(term_months=n)) for n in (11, 12, 13)] == [
        False,
        True,
        True,
    ]
    assert not oma_s28_relevant(given_disposal("suspended_imprisonment", term_months=24))
    assert not oma_s28_relevant(given_disposal("fine"))


def test_oma_s28_cpa26():
    murder = given_disposal("life", citation="common law murder")
    assert oma_s28_cpa26(murder, BORN, date(2030, 1, 1))
    assert not oma_s28_cpa26(given_disposal("life"), BORN, date(2030, 1, 1))
    assert polygraph_rule(replace(murder, offence_class="other"), BORN, date(2030, 1, 1)) is None


def test_oma_s29():
    assert len(oma_s29()) == 3


def test_oma_s30():
    assert oma_s30("recall")
    assert oma_s30("risk management")
    assert not oma_s30("evidence of an offence")


def test_polygraph_sessions():
    assert polygraph_sessions(date(2015, 3, 10)) == date(2015, 9, 10)
    assert polygraph_sessions(date(2014, 8, 31)) == date(2015, 2, 28)
    assert polygraph_sessions(date(2015, 8, 29)) == date(2016, 2, 29)
