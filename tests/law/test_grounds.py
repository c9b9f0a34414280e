from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.dates import Period
from openmappa.law.facts import Choices, Level
from openmappa.law.grounds import (
    category_on,
    grounds,
    level_1_exit,
    moved_up,
    notice_last_day,
    precedence,
    s325_2_b,
    s325_2_c,
    s327_2,
    s327_3,
    s327_3_a,
    s327_3_b_i,
    s327_3_b_ii,
    s327_3_b_iii,
    s327_3_b_v,
    s327_3_b_vi,
    s327_3_b_vii,
    s327_3_b_viii,
    s327_4b_a,
    s327_4b_b,
    s327_5,
    supervision,
)
from tests.law.given import (
    day,
    given_designation,
    given_disposal,
    given_facts,
    given_order,
    period,
)


def held(facts, on):
    return {g.category for g in grounds(facts) if g.period.covers(day(on))}


def test_s327_2():
    fined = given_facts(given_disposal("fine"))
    assert [g.category for g in s327_2(fined)] == [1]
    assert held(fined, "2010-05-09") == set()
    assert held(fined, "2010-05-10") == {1}
    assert held(fined, "2015-05-09") == {1}
    assert held(fined, "2015-05-10") == set()
    absolved = given_facts(given_disposal("absolute_discharge"))
    assert list(s327_2(absolved)) == []


def test_s327_3():
    jailed = given_facts(
        given_disposal(
            term_months=24,
            offence_class="violent_sch15",
            sentenced_on="2010-06-10",
            ends_on="2012-06-09",
        )
    )
    assert [g.category for g in s327_3(jailed)] == [2]
    assert held(jailed, "2010-06-09") == set()
    assert held(jailed, "2010-06-10") == {2}
    assert held(jailed, "2012-06-09") == {2}
    assert held(jailed, "2012-06-10") == set()
    fined = given_facts(given_disposal("fine", offence_class="violent_sch15"))
    assert list(s327_3(fined)) == []


def test_s327_3_ends_before_it_starts_or_is_not_listed_yet():
    backwards = given_disposal(term_months=24, offence_class="violent_sch15", ends_on="2010-01-01")
    assert grounds(given_facts(backwards)) == ()
    unlisted = replace(backwards, ends_on=date(2011, 1, 1), listed=period("2025-02-03"))
    assert grounds(given_facts(unlisted)) == ()


@pytest.mark.parametrize("offence_class", ["sexual_sch3", "sexual_sch15", "violent_sch15"])
def test_s327_3_a(offence_class):
    assert s327_3_a(given_disposal(offence_class=offence_class))
    assert s327_3_a(given_disposal(offence_class="s327_4a"))
    assert not s327_3_a(given_disposal(offence_class="other"))
    assert not s327_3_a(given_disposal(offence_class=offence_class, jurisdiction="foreign"))


def qualifies(disposal, months=None):
    facts = given_facts(given_disposal(disposal, term_months=months, offence_class="violent_sch15"))
    return [g.rule for g in grounds(facts)]


@pytest.mark.parametrize("disposal", ["imprisonment", "suspended_imprisonment"])
def test_s327_3_b_i(disposal):
    assert qualifies(disposal, 11) == []
    assert qualifies(disposal, 12) == ["s327-3-b-i"]
    assert qualifies(disposal, 13) == ["s327-3-b-i"]
    assert qualifies(disposal) == []
    assert qualifies("life") == qualifies("ipp") == ["s327-3-b-i"]
    assert not s327_3_b_i(given_disposal(term_months=11))


def test_s327_3_b_i_terms_are_not_added_up():
    two = [
        given_disposal(ref=ref, term_months=6, offence_class="violent_sch15", consecutive_to=before)
        for ref, before in (("A", None), ("B", "A"))
    ]
    assert grounds(given_facts(*two)) == ()


def test_s327_3_b_i_only_a_suspended_sentence_is_marked():
    suspended = given_disposal("suspended_imprisonment", term_months=12)
    marks = {g.category: g.suspended for g in grounds(given_facts(suspended))}
    assert marks == {1: False, 2: True}


def test_s327_3_b_ii():
    assert qualifies("yoi_detention", 11) == []
    assert qualifies("yoi_detention", 12) == ["s327-3-b-ii"]
    assert s327_3_b_ii(given_disposal(term_months=12))


@pytest.mark.parametrize("disposal", ["hmp_detention", "dpp", "custody_for_life"])
def test_s327_3_b_iii(disposal):
    assert qualifies(disposal) == ["s327-3-b-iii"]
    assert s327_3_b_iii(given_disposal(disposal))


def test_s327_3_b_v():
    assert qualifies("s91_detention", 11) == []
    assert qualifies("s91_detention", 12) == ["s327-3-b-v"]
    assert s327_3_b_v(given_disposal(term_months=12))


def test_s327_3_b_vi():
    assert qualifies("extended", 11) == ["s327-3-b-vi"]
    assert s327_3_b_vi(given_disposal("extended"))


def test_s327_3_b_vii():
    assert qualifies("dto", 11) == []
    assert qualifies("dto", 12) == ["s327-3-b-vii"]
    assert s327_3_b_vii(given_disposal("dto", term_months=12))


@pytest.mark.parametrize(
    "disposal", ["hospital_order", "restricted_hospital_order", "guardianship_order"]
)
def test_s327_3_b_viii(disposal):
    assert qualifies(disposal) == ["s327-3-b-viii"]
    assert s327_3_b_viii(given_disposal(disposal))


@pytest.mark.parametrize(
    "disposal", ["community_order", "fine", "caution", "conditional_discharge"]
)
def test_s327_3_b_nothing_else_qualifies(disposal):
    assert qualifies(disposal, 36) == []


def test_s325_2_b():
    facts = given_facts(given_designation("2014-10-01", "2015-01-14"))
    assert [g.category for g in s325_2_b(facts)] == [3]
    assert list(s325_2_b(given_facts(given_designation(category=4)))) == []
    assert held(facts, "2014-09-30") == set()
    assert held(facts, "2014-10-01") == {3}
    assert held(facts, "2015-01-14") == {3}
    assert held(facts, "2015-01-15") == set()


def test_s325_2_b_says_why():
    reasoned = given_designation(reason="Risk of serious harm")
    (ground,) = grounds(given_facts(reasoned))
    assert ground.because() == (
        "Category 3 since 1 October 2014: identified by Cambridgeshire (risk of serious harm) "
        "(CJA 2003 s.325(2)(b)); no end."
    )
    (plain,) = grounds(given_facts(replace(reasoned, reason="", period=Period(None, None))))
    assert plain.because() == (
        "Category 3: identified by Cambridgeshire (CJA 2003 s.325(2)(b)); no end."
    )


@pytest.mark.parametrize(
    ("level", "first", "expected"),
    [
        (2, "2015-01-15", ("2014-10-01", None)),
        (1, "2015-01-15", ("2014-10-01", "2015-01-14")),
        (1, "2014-10-02", ("2014-10-01", "2014-10-01")),
        (1, "2014-10-01", None),
        (1, "2014-09-01", None),
    ],
)
def test_level_1_exit(level, first, expected):
    down = Level(level, "Cambridgeshire", period(first))
    found = level_1_exit(given_designation(), [down])
    assert found == (None if expected is None else period(*expected))
    facts = given_facts(given_designation(), down)
    assert [g.period for g in grounds(facts)] == ([] if expected is None else [found])


def test_level_1_exit_ignores_a_level_before_the_designation():
    before = Level(1, "Cambridgeshire", period("2014-01-01", "2014-09-30"))
    assert level_1_exit(given_designation(), [before]) == period("2014-10-01")


def terrorist(disposal="imprisonment", convicted="2020-02-03", **changes):
    values = {"term_months": 24, "offence_class": "other", "terrorist": True}
    return given_disposal(disposal, convicted, **(values | changes))


def test_s325_2_c():
    facts = given_facts(given_designation("2022-06-01", category=4))
    assert s325_2_c(facts.designations[0])
    assert not s325_2_c(given_designation())
    assert held(facts, "2022-06-27") == set()
    assert held(facts, "2022-06-28") == {4}
    assert grounds(given_facts(given_designation("2022-01-01", "2022-06-27", category=4))) == ()


def test_s327_4b_a():
    facts = given_facts(terrorist(ends_on="2022-12-31"))
    (register,) = s327_4b_a(facts)
    assert register.period == period("2022-06-28", "2030-02-02")
    assert held(facts, "2022-06-27") == set()
    assert held(facts, "2022-06-28") == {4}
    assert held(facts, "2030-02-02") == {4}
    assert held(facts, "2030-02-03") == set()
    assert list(s327_4b_a(given_facts(terrorist(term_months=11)))) == []


def test_s327_4b_b():
    (sentence,) = s327_4b_b(given_facts(terrorist(ends_on="2023-02-02")))
    assert sentence.period == period("2022-06-28", "2023-02-02")
    assert list(s327_4b_b(given_facts(terrorist(ends_on="2022-06-27")))) == []
    assert list(s327_4b_b(given_facts(terrorist(ends_on="2019-06-27")))) == []
    assert list(s327_4b_b(given_facts(terrorist(term_months=11)))) == []


def test_precedence():
    assert precedence(date(2022, 6, 27)) == (1, 2, 3)
    assert precedence(date(2022, 6, 28)) == (4, 1, 2, 3)
    assert precedence(date(2022, 6, 28), category_4_first=False) == (1, 2, 3, 4)
    assert precedence(date(2022, 6, 27), category_4_first=False) == (1, 2, 3)


@pytest.mark.parametrize(
    ("categories", "on", "expected"),
    [
        ((), "2015-03-31", None),
        ((3,), "2015-03-31", 3),
        ((3, 2), "2015-03-31", 2),
        ((3, 2, 1), "2015-03-31", 1),
        ((4, 2), "2022-06-27", 2),
        ((4,), "2022-06-27", None),
        ((1, 2, 4), "2022-06-28", 4),
    ],
)
def test_category_on(categories, on, expected):
    assert category_on(categories, day(on)) == expected


def test_notice_last_day():
    abroad = given_disposal(jurisdiction="foreign", term_months=12, convicted="2010-04-01")
    notice = given_order("NO", "2014-06-10", for_disposal="".join(("D", "1")))
    assert notice_last_day(notice, given_facts(abroad)) == date(2020, 3, 31)
    assert notice_last_day(notice, given_facts(abroad, born=date(1993, 1, 1))) == date(2015, 3, 31)
    assert notice_last_day(notice, given_facts()) is None


def test_foreign_disposals_make_no_ground_by_themselves():
    assert grounds(given_facts(given_disposal(jurisdiction="foreign", term_months=60))) == ()


def test_a_death_ends_no_ground():
    facts = given_facts(given_disposal("life"), died_on=date(2011, 1, 1))
    assert all(g.period.last is None for g in grounds(facts))


def test_a_ground_says_whether_its_rules_were_all_checked():
    fined, jailed = (given_facts(given_disposal(d, term_months=12)) for d in ("fine", "dto"))
    assert grounds(fined)[0].checked
    assert not grounds(jailed)[0].checked


def test_a_ground_names_its_rule_provision_and_facts():
    ground = grounds(given_facts(given_disposal("caution")))[0]
    assert (ground.rule, ground.provision) == ("s82-1-g", "SOA 2003 s.82(1), row g")
    assert ground.refs == ("D1",)
    assert ground.because() == (
        "Category 1 since 10 May 2010: cautioned for invented offence on 10 May 2010; a caution, "
        "so 2 years (SOA 2003 s.82(1), row g); last day 9 May 2012."
    )


@pytest.mark.parametrize(
    ("disposal", "months", "said"),
    [
        ("dto", 13, "13 months detention and training order, of which 6 and a half months count"),
        ("dto", 2, "2 months detention and training order, of which 1 month count"),
        ("imprisonment", None, "imprisonment, so 7 years"),
        ("ipp", None, "imprisonment for public protection, so no end"),
    ],
)
def test_a_ground_says_the_sentence(disposal, months, said):
    (ground, *_) = grounds(given_facts(given_disposal(disposal, term_months=months)))
    assert said in ground.because()


def test_grounds_come_oldest_first_whatever_the_order_of_the_facts():
    facts = given_facts(
        given_disposal(ref="B", convicted="2012-05-10", term_months=24),
        given_disposal("fine", ref="A"),
        given_order(),
        given_designation(),
    )
    turned = replace(facts, disposals=facts.disposals[::-1])
    assert grounds(facts) == grounds(turned)
    firsts = [g.period.first for g in grounds(facts)]
    assert firsts == sorted(firsts)


def test_moved_up():
    designated = given_designation("2014-10-01", "2015-12-31")
    for convicted, last in (
        ("2014-10-01", "2015-12-31"),  # there first, so the decision stands for the time after it
        ("2014-10-02", "2014-10-01"),
        ("2015-02-28", "2015-02-27"),
        ("2015-03-01", "2015-02-28"),
        ("2015-12-31", "2015-12-30"),
        ("2016-01-01", "2015-12-31"),
    ):
        facts = given_facts(given_disposal("caution", convicted), designated)
        (three,) = [g for g in grounds(facts) if g.category == 3]
        assert three.period == period("2014-10-01", last)
        assert (moved_up in three.rules) is (last != "2015-12-31")


def test_moved_up_for_good():
    # cautioned on 28 February 2015, registered to 27 February 2017
    facts = given_facts(given_disposal("caution", "2015-02-28"), given_designation("2014-10-01"))
    assert held(facts, "2015-02-27") == {3}
    assert held(facts, "2015-02-28") == {1}
    assert held(facts, "2017-02-28") == set()
    before = given_facts(given_disposal("caution", "2014-09-30"), given_designation("2014-10-01"))
    assert held(before, "2016-09-29") == {1, 3}
    assert held(before, "2016-09-30") == {3}


def test_moved_up_by_another_designation_of_category_4():
    facts = given_facts(
        given_designation("2022-01-01"),
        replace(given_designation("2022-06-28", category=4), ref="C4"),
    )
    assert held(facts, "2022-06-27") == {3}
    assert held(facts, "2022-06-28") == {4}
    (ground,) = [g for g in grounds(given_facts(given_designation())) if g.category == 3]
    assert moved_up(replace(ground, period=Period(None, None)), [ground]).period.last is None


def disqualified(sentenced, **changes):
    values = {"offence_class": "other", "term_months": 6, "ends_on": "2013-05-09"}
    return given_disposal(
        convicted="2004-01-10", sentenced_on=sentenced, disqualified=True, **(values | changes)
    )


def test_s327_5():
    for made, counts in (
        ("2004-04-04", False),
        ("2004-04-05", True),
        ("2012-12-02", True),
        ("2012-12-03", False),
    ):
        assert s327_5(disqualified(made)) is counts
        assert held(given_facts(disqualified(made)), made) == ({2} if counts else set())
    facts = given_facts(disqualified("2010-01-10"))
    assert held(facts, "2010-01-09") == set()
    assert held(facts, "2013-05-09") == {2}
    assert held(facts, "2013-05-10") == set()
    assert not s327_5(disqualified("2010-01-10", jurisdiction="foreign"))
    backwards = disqualified("2010-01-10", ends_on="2009-01-01")
    assert grounds(given_facts(backwards)) == ()
    undisqualified = replace(disqualified("2010-01-10"), disqualified=False)
    assert grounds(given_facts(undisqualified)) == ()
    long = disqualified("2010-01-10", term_months=12, offence_class="violent_sch15")
    assert [g.rule for g in grounds(given_facts(long))] == ["s327-3-b-i"]


def supervised(*, chosen=True, **changes):
    values = {
        "offence_class": "violent_sch15",
        "convicted": "2015-03-02",
        "term_months": 12,
        "released_on": "2015-08-31",
        "ends_on": "2016-03-01",
    }
    return given_facts(
        given_disposal(**(values | changes)),
        choices=Choices(supervision_keeps_category_2=chosen),
    )


def test_supervision():
    assert held(supervised(chosen=False), "2016-03-01") == {2}
    assert held(supervised(chosen=False), "2016-03-02") == set()
    assert held(supervised(), "2016-03-02") == {2}
    assert held(supervised(), "2016-08-30") == {2}
    assert held(supervised(), "2016-08-31") == set()
    (ground,) = grounds(supervised())
    assert supervision in ground.rules
    assert ground.because().endswith("last day 30 August 2016.")
    endless = supervised(ends_on=None).disposals[0]
    assert supervision(endless, supervised()) is None
    assert supervision(supervised().disposals[0], supervised(chosen=False)) is None


def test_supervision_does_not_outlast_a_list():
    facts = supervised(listed=period("2015-01-01", "2015-12-31"))
    assert held(facts, "2015-12-31") == {2}
    assert held(facts, "2016-01-01") == set()
