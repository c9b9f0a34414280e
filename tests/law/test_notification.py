from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.grounds import grounds
from openmappa.law.notification import (
    aggregates,
    s80_1,
    s81_3,
    s82_1,
    s82_1_a,
    s82_1_b,
    s82_1_c,
    s82_1_d,
    s82_1_e,
    s82_1_f,
    s82_1_g,
    s82_1_h,
    s82_1_i,
    s82_2,
    s82_4,
    s82_5,
    s134,
)
from openmappa.law.offences import s131_a
from tests.law.given import BORN, day, given_disposal, given_facts

START = date(2016, 2, 29)


def test_s80_1():
    assert s80_1(given_disposal())
    assert not s80_1(given_disposal(offence_class="sexual_sch15"))
    assert not s80_1(given_disposal(jurisdiction="foreign"))


@pytest.mark.parametrize(
    ("disposal", "carried"),
    [
        (given_disposal(convicted="1997-09-01"), True),
        (given_disposal("caution", convicted="1997-09-01"), True),
        (given_disposal("caution", convicted="1997-08-31"), False),
        (given_disposal(convicted="1997-08-31", ends_on="1997-08-31"), False),
        (given_disposal(convicted="1997-08-31", ends_on="1997-09-01"), True),
        (given_disposal("life", convicted="1990-08-31"), True),
        (
            given_disposal(
                "fine", convicted="1997-08-31", sentenced_on="1997-09-01", ends_on="1997-08-31"
            ),
            True,
        ),
        (
            given_disposal(
                "fine", convicted="1997-08-31", sentenced_on="1998-01-10", ends_on="1997-08-31"
            ),
            True,
        ),
        (
            given_disposal(
                "fine", convicted="1997-08-01", sentenced_on="1997-08-31", ends_on="1997-08-31"
            ),
            False,
        ),
    ],
)
def test_s81_3(disposal, carried):
    assert s81_3(disposal) is carried
    assert bool([g for g in grounds(given_facts(disposal)) if g.category == 1]) is carried


def test_s134():
    assert not s134(given_disposal("absolute_discharge"))
    assert s134(given_disposal("conditional_discharge"))
    assert grounds(given_facts(given_disposal("absolute_discharge"))) == ()


def row(disposal, months=None):
    return s82_1(disposal, s131_a(given_disposal(disposal, term_months=months))).id


def test_s82_1_a():
    assert [row("imprisonment", n) for n in (29, 30, 31)] == ["s82-1-d", "s82-1-a", "s82-1-a"]
    assert {row(d) for d in ("life", "ipp", "dpp", "custody_for_life", "hmp_detention")} == {
        "s82-1-a"
    }
    assert s82_1_a(START, under_18=True) is None
    assert s82_1_a(START, under_18=False) is None


def test_s82_1_c():
    assert row("restricted_hospital_order") == "s82-1-c"
    assert s82_1_c(START, under_18=True) is None


def test_s82_1_d():
    assert [row("suspended_imprisonment", n) for n in (6, 7, 29)] == [
        "s82-1-e",
        "s82-1-d",
        "s82-1-d",
    ]
    # half of a detention and training order: 13 months are six and a half
    assert [row("dto", n) for n in (12, 13)] == ["s82-1-e", "s82-1-d"]
    assert s82_1_d(START, under_18=False) == date(2026, 2, 28)
    assert s82_1_d(START, under_18=True) == date(2021, 2, 28)


def test_s82_1_e():
    assert [row("imprisonment", n) for n in (1, 6, 7)] == ["s82-1-e", "s82-1-e", "s82-1-d"]
    assert row("extended") == "s82-1-e"  # a term that is not recorded: the shortest period
    assert s82_1_e(START, under_18=False) == date(2023, 2, 28)
    assert s82_1_e(START, under_18=True) == date(2019, 8, 28)


def test_s82_1_f():
    assert row("hospital_order") == "s82-1-f"
    assert s82_1_f(START, under_18=False) == date(2023, 2, 28)
    assert s82_1_f(START, under_18=True) == date(2019, 8, 28)


def test_s82_1_g():
    assert row("caution") == "s82-1-g"
    assert s82_1_g(START, under_18=False) == date(2018, 2, 28)
    assert s82_1_g(START, under_18=True) == date(2017, 2, 28)


def test_s82_1_h():
    discharged = given_disposal("conditional_discharge", ends_on="2011-05-09")
    (ground,) = grounds(given_facts(discharged, born=date(1995, 1, 1)))
    assert (ground.rule, ground.period.last) == ("s82-1-h", date(2011, 5, 9))
    assert s82_1_h(given_disposal("conditional_discharge")) is None
    for made, expected in (
        ("2014-11-03", "2015-11-02"),
        ("2015-02-28", "2016-02-27"),
        ("2016-02-29", "2017-02-28"),
    ):
        of_a_year = given_disposal("conditional_discharge", made, term_months=12)
        assert s82_1_h(of_a_year) == day(expected)
    later = given_disposal("conditional_discharge", sentenced_on="2010-06-10", term_months=6)
    assert s82_1_h(later) == date(2010, 12, 9)
    before = given_disposal("conditional_discharge", ends_on="2010-05-09")
    assert grounds(given_facts(before)) == ()


def test_s82_1_i():
    assert {row(d) for d in ("fine", "community_order", "guardianship_order")} == {"s82-1-i"}
    assert s82_1_i(START, under_18=False) == date(2021, 2, 28)
    assert s82_1_i(START, under_18=True) == date(2018, 8, 28)


def test_s82_2():
    on = date(2010, 5, 10)
    assert s82_2(date(1992, 5, 11), on)
    assert not s82_2(date(1992, 5, 10), on)
    assert not s82_2(None, on)
    (ground,) = grounds(given_facts(given_disposal("fine"), born=date(1992, 5, 11)))
    assert ground.period.last == date(2012, 11, 9)
    assert "under 18 at the time, so 2 years 6 months" in ground.because()


def chain(*links):
    """Consecutive terms: ref, months, ref of the term before, class."""
    return [
        given_disposal(
            ref=ref, term_months=months, consecutive_to=before, offence_class=offence_class, **rest
        )
        for ref, months, before, offence_class, rest in links
    ]


SCH3, OTHER = "sexual_sch3", "other"


def sums(*links):
    return {ref: total / 2 for ref, (_, total) in aggregates(chain(*links)).items()}


def test_s82_4():
    assert sums(("A", 4, None, SCH3, {}), ("B", 4, "A", SCH3, {})) == {"A": 8, "B": 8}
    # a term for another offence adds nothing and breaks nothing
    assert sums(("A", 4, None, SCH3, {}), ("X", 9, "A", OTHER, {}), ("B", 4, "X", SCH3, {})) == {
        "A": 8,
        "B": 8,
    }
    assert sums(("A", 4, None, SCH3, {}), ("X", 9, "A", OTHER, {})) == {"A": 4}
    # two terms after one: each chain for itself
    assert sums(("A", 4, None, SCH3, {}), ("B", 4, "A", SCH3, {}), ("C", 20, "A", SCH3, {})) == {
        "A": 24,
        "B": 8,
        "C": 24,
    }
    # overlapping in part: the overlap counts once
    assert sums(("A", 6, None, SCH3, {}), ("B", 6, "A", SCH3, {"overlap_months": 4})) == {
        "A": 8,
        "B": 8,
    }
    # a term that follows one abroad, a caution, or nothing that is known
    assert sums(("A", 9, None, SCH3, {"jurisdiction": "foreign"}), ("B", 4, "A", SCH3, {})) == {
        "B": 4
    }
    assert sums(("B", 4, "gone", SCH3, {})) == {"B": 4}


def test_s82_4_ends_in_a_circle():
    circle = chain(("A", 4, "B", SCH3, {}), ("B", 4, "A", SCH3, {}))
    found, total = s82_4(circle[0], {d.ref: d for d in circle})
    assert ([d.ref for d in found], total) == (["B", "A"], 16)


def test_s82_4_each_offence_keeps_its_own_relevant_date():
    terms = (
        given_disposal(ref="A", term_months=16),
        given_disposal(ref="B", term_months=16, consecutive_to="A", convicted="2010-06-10"),
    )
    facts = given_facts(*terms)
    ones = [g for g in grounds(facts) if g.category == 1]
    assert [g.period.first for g in ones] == [date(2010, 5, 10), date(2010, 6, 10)]
    assert {g.rule for g in ones} == {"s82-1-a"}
    assert "16 months in prison, 32 months with consecutive" in ones[0].because()


def test_s82_5():
    assert s82_5(None, date(2012, 1, 1)) == date(2012, 1, 1)
    assert s82_5(date(2011, 1, 1), date(2012, 1, 1)) == date(2011, 1, 1)
    found = given_disposal("hospital_order", finding="disability", trial_concluded_on="2012-01-01")
    ground = grounds(given_facts(found, born=BORN))[0]
    assert ground.period.last == date(2012, 1, 1)
    assert "under a disability and found to have done the act of" in ground.because()


def test_s82_1_b():
    scottish = given_disposal("lifelong_restriction", jurisdiction="Scotland")
    (ground,) = grounds(given_facts(scottish, born=date(1995, 1, 1)))
    assert (ground.rule, ground.period.last) == ("s82-1-b", None)
    assert s82_1_b(date(2010, 5, 10), under_18=True) is None
    assert "a Scottish order for lifelong restriction, so no end" in ground.because()


@pytest.mark.parametrize("court", ["Scotland", "NI", "service"])
def test_s80_1_any_court_of_the_united_kingdom(court):
    fined = given_disposal("fine", jurisdiction=court)
    assert {g.category for g in grounds(given_facts(fined))} == {1}
    jailed = given_disposal(term_months=24, ends_on="2012-05-09", jurisdiction=court)
    assert {g.category for g in grounds(given_facts(jailed))} == {1}
    cautioned = given_disposal("caution", jurisdiction=court)
    assert len(grounds(given_facts(cautioned))) == (court == "NI")


def test_s81_3_neither_a_fine_nor_a_discharge_from_before():
    for disposal in ("fine", "conditional_discharge"):
        for sentenced, counts in (("1997-08-31", False), ("1997-09-01", True)):
            old = given_disposal(
                disposal, "1997-08-01", sentenced_on=sentenced, ends_on="1999-01-01"
            )
            assert s81_3(old) is counts
    on_order = given_disposal("community_order", "1997-01-01", ends_on="1997-09-01")
    assert s81_3(on_order)
    assert not s81_3(replace(on_order, ends_on=date(1997, 8, 31)))
