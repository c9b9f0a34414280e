from datetime import date

import pytest

from openmappa.law.grounds import grounds
from openmappa.law.orders import (
    KINDS,
    Length,
    cjia_s98,
    cjia_s104,
    code_s343,
    cta_part_4,
    cta_sch5,
    former_length,
    interim_length,
    may_require,
    own_notification,
    pcsc_s174,
    pcsc_s175,
    pcsc_s178,
    position,
    s81_7,
    s96za,
    s97,
    s98,
    s98_2,
    s100_6,
    s103c_2,
    s103d,
    s103f,
    s103g_1,
    s103g_2,
    s107_1,
    s107_3,
    s107_4,
    s107_6,
    s108_6,
    s109_5,
    s114_conversion,
    s114_no_extension,
    s114_old_law,
    s117,
    s117_4,
    s117a,
    s122a,
    s122i,
    s123,
    s129,
    spa_s3,
    type_on,
)
from tests.law.given import day, given_disposal, given_facts, given_order, period

SERVED = {"served_on": "2012-05-03", "ends_on": "2017-04-30"}


def registers(kind, rule, made="2012-05-01", **changes):
    order = given_order(kind, made, **(SERVED | changes))
    (ground,) = grounds(given_facts(order))
    assert ground.category == 1
    assert ground.rule == rule.id
    assert ground.period == period(changes.get("served_on", "2012-05-03"), "2017-04-30")
    assert rule(given_order(kind, made)) == day(made)
    return ground


def test_s107_4():
    ground = registers("SOPO", s107_4)
    assert ground.because() == (
        "Category 1 since 3 May 2012: sexual offences prevention order made on 1 May 2012 "
        "(SOA 2003 s.107(4), (5)); last day 30 April 2017."
    )


def extended_from(conviction, kind="SOPO", made="2012-05-01"):
    facts = given_facts(given_disposal("fine", conviction), given_order(kind, made))
    return {g.rule for g in grounds(facts)} - {"s82-1-i"}


def test_s107_3():
    # registered for 5 years from conviction; the order is made on the last day or the day after
    assert extended_from("2007-05-02") == {"s107-3"}
    assert extended_from("2007-05-01") == {"s107-4"}
    assert extended_from("2012-05-02") == {"s107-4"}
    assert s107_3(given_order()) == date(2012, 5, 1)
    assert s107_3(given_order(served_on="2012-05-02")) == date(2012, 5, 2)


def test_s109_5():
    registers("interim_SOPO", s109_5)


def test_s103g_2():
    registers("SHPO", s103g_2, "2016-01-04", served_on="2016-01-05")


def test_s103g_1():
    assert extended_from("2011-01-05", "SHPO", "2016-01-04") == {"s103g-1"}
    assert extended_from("2011-01-04", "SHPO", "2016-01-04") == {"s103g-2"}
    assert s103g_1(given_order("SHPO", "2016-02-28")) == date(2016, 2, 28)
    assert s103g_1(given_order("SHPO", "2016-02-28", served_on="2016-02-29")) == date(2016, 2, 29)


def test_s103f():
    registers("interim_SHPO", s103f, "2016-01-04", served_on="2016-01-05")


def test_s97():
    registers("NO", s97)


def test_s96za():
    registers("s96ZA_notice", s96za)


def test_s100_6():
    registers("interim_NO", s100_6)


def test_an_order_served_after_its_end_registers_nobody():
    late = given_order(served_on="2012-06-02", ends_on="2012-06-01")
    assert grounds(given_facts(late)) == ()
    one_day = given_order(served_on="2012-06-01", ends_on="2012-06-01")
    assert len(grounds(given_facts(one_day))) == 1


def test_an_order_recorded_as_served_before_it_was_made_registers_from_when_it_was_made():
    (ground,) = grounds(given_facts(given_order(served_on="2012-04-30")))
    assert ground.period.first == date(2012, 5, 1)


@pytest.mark.parametrize("kind", ["FTO", "RSHO", "SRO", "VOO", "SPO", "CTA", "FTRO", "other"])
def test_no_other_order_registers(kind):
    assert grounds(given_facts(given_order(kind))) == ()


def test_s98_2():
    abroad = given_disposal(jurisdiction="foreign", term_months=12, convicted="2010-04-01")
    assert s98_2(abroad, under_18=False) == date(2020, 3, 31)
    assert s98_2(abroad, under_18=True) == date(2015, 3, 31)
    notice = given_order("NO", "2014-06-10", for_disposal="D1")
    (ground,) = grounds(given_facts(abroad, notice))
    assert ground.period == period("2014-06-10", "2020-03-31")
    too_late = given_order("NO", "2020-04-01", for_disposal="D1")
    assert grounds(given_facts(abroad, too_late)) == ()


def breached(kind, **changes):
    order = given_order(kind, ends_on="2014-04-30")
    values = {
        "disposal": "caution",
        "offence_class": "other",
        "breach_of": "O1",
        "convicted": "2013-01-10",
    }
    return grounds(given_facts(given_disposal(**(values | changes)), order))


def test_s129():
    (ground,) = breached("RSHO")
    assert (ground.rule, ground.period) == ("s129", period("2013-01-10", "2014-04-30"))
    assert breached("RSHO", convicted="2014-05-01") == ()
    assert len(breached("RSHO", convicted="2014-04-30")) == 1
    assert breached("SOPO", convicted="2014-05-01", jurisdiction="foreign")[0].rule == "s107-4"
    assert breached("RSHO", jurisdiction="foreign") == ()
    assert breached("RSHO", convicted="2012-04-30") == ()
    assert len(breached("RSHO", convicted="2012-05-01")) == 1
    assert breached("RSHO", breach_of="another") == ()
    assert s129(given_disposal()) == date(2010, 5, 10)
    assert breached("interim_RSHO")[0].rule == "s129"
    assert breached("RSHO", disposal="absolute_discharge") == ()


def test_s122i():
    (ground,) = breached("SRO")
    assert (ground.rule, ground.period) == ("s122i", period("2013-01-10", "2014-04-30"))
    assert s122i(given_disposal()) == date(2010, 5, 10)
    risk = given_order("RSHO")
    for convicted, rule in (("2020-03-07", "s129"), ("2020-03-08", "s122i")):
        breach = given_disposal("fine", convicted, offence_class="other", breach_of="O1")
        assert grounds(given_facts(breach, risk))[0].rule == rule


def test_s107_6():
    first = given_order(ends_on="2020-01-01")
    assert s107_6(first, [first]) == date(2020, 1, 1)
    for kind, replaces, last in (
        ("SOPO", None, "2014-05-31"),
        ("SHPO", None, "2020-01-01"),
        ("SHPO", "O1", "2014-05-31"),
        ("FTO", None, "2020-01-01"),
    ):
        later = given_order(kind, "2014-06-01", ref="O2", replaces=replaces)
        assert s107_6(first, [first, later]) == day(last)
    same_day = given_order(ref="O2")
    assert s107_6(given_order(), [given_order(), same_day]) is None
    interim = given_order("interim_SOPO")
    assert s107_6(interim, [interim, given_order("interim_SOPO", "2013-01-01", ref="O2")]) is None


def test_s107_6_ends_the_registration_that_the_earlier_one_made():
    first = given_order()
    later = given_order(made="2014-06-01", ref="O2", ends_on="2019-05-31")
    found = grounds(given_facts(first, later))
    assert [(g.period, g.rules[-1].id) for g in found] == [
        (period("2012-05-01", "2014-05-31"), "s107-6"),
        (period("2014-06-01", "2019-05-31"), "s107-4"),
    ]


LENGTHS = {
    s107_1: Length(at_least=60),
    s103c_2: Length(at_least=60),
    s123: Length(at_least=24),
    s122a: Length(at_least=24),
    spa_s3: Length(at_least=24),
    cjia_s98: Length(at_least=24, at_most=60, fixed_end=True),
    cta_sch5: Length(at_most=6, fixed_end=True),
    cjia_s104: Length(fixed_end=True, at_most_days=28),
    former_length: Length(),
    interim_length: Length(fixed_end=True),
    s98: Length(),
    cta_part_4: Length(),
}


def length_of(rule):
    assert rule(given_order()) == LENGTHS[rule]


def test_s107_1():
    length_of(s107_1)


def test_s103c_2():
    length_of(s103c_2)


def test_s123():
    length_of(s123)


def test_s122a():
    length_of(s122a)


def test_spa_s3():
    length_of(spa_s3)


def test_cjia_s98():
    length_of(cjia_s98)


def test_cta_sch5():
    length_of(cta_sch5)


def test_interim_length():
    length_of(interim_length)


def test_s98():
    length_of(s98)


def test_cta_part_4():
    length_of(cta_part_4)


def test_s117():
    assert s117(given_order("FTO", "2010-03-31")).at_most == 6
    assert s117(given_order("FTO", "2010-04-01")).at_most == 60


def test_s114_old_law():
    def old(kind, applied):
        return s114_old_law(given_order(kind, "2015-06-01", applied_for_on=applied))

    assert old("SOPO", "2015-03-07")
    assert not old("SOPO", "2015-03-08")
    assert not old("SOPO", None)
    assert old("FTO", "2015-03-07")
    assert old("RSHO", "2015-03-07")
    assert not old("VOO", "2015-03-07")


@pytest.mark.parametrize(
    ("kind", "becomes"), [("SOPO", "SHPO"), ("RSHO", "SRO"), ("FTO", "FTO"), ("SHPO", "SHPO")]
)
def test_s114_conversion(kind, becomes):
    order = given_order(kind)
    assert type_on(order, date(2020, 3, 7)) == kind
    assert type_on(order, date(2020, 3, 8)) == becomes
    assert s114_conversion(order) == (None if kind == becomes else becomes)


def test_s108_6():
    assert s108_6(given_order("SOPO", "2016-02-29")) == date(2021, 2, 28)
    assert s108_6(given_order("SHPO", "2016-03-01")) == date(2021, 2, 28)
    assert s108_6(given_order("interim_SHPO")) is None
    assert s108_6(given_order("SHPO", only_bans_travel=True)) is None
    assert s108_6(given_order("SOPO", "2012-05-01", only_bans_travel=True)) == date(2017, 4, 30)


def test_s103d():
    ban = {"foreign_travel_restriction": True}
    assert s103d(given_order("SHPO", "2015-03-10", **ban)) == date(2020, 3, 9)
    assert s103d(given_order("SHPO", "2015-03-10", ends_on="2018-01-01", **ban)) == date(2018, 1, 1)
    assert s103d(given_order("SHPO", "2015-03-10", ends_on="2021-01-01", **ban)) == date(2020, 3, 9)
    assert s103d(given_order("SHPO", "2015-03-10")) is None
    assert s103d(given_order("FTO", **ban)) is None
    extended = given_order("SHPO", "2015-03-10", travel_ban_extended_on="2016-02-29", **ban)
    assert s103d(extended) == date(2021, 2, 28)
    for kind in ("SRO", "interim_SRO", "interim_SHPO"):
        assert s103d(given_order(kind, "2015-03-10", **ban)) == date(2020, 3, 9)


def test_s117_4():
    assert s117_4(given_order("FTO"))
    assert not s117_4(given_order("SOPO"))


def test_s117a():
    assert s117a(given_order("FTO", all_countries=True))
    assert not s117a(given_order("FTO"))
    banned = given_order("SHPO", "2015-03-10", foreign_travel_restriction=True, all_countries=True)
    assert s117a(banned)
    assert not s117a(given_order("SHPO", "2015-03-10", all_countries=True))
    found = position(banned, [banned], date(2015, 3, 10), last=None)
    assert "all passports must be surrendered" in found.effects


def test_own_notification():
    assert own_notification(given_order("VOO", "2014-09-01")) == date(2014, 9, 3)
    assert own_notification(given_order("SRO", "2014-09-01", served_on="2014-09-05")) == date(
        2014, 9, 7
    )
    assert own_notification(given_order("SPO", "2016-02-28")) == date(2016, 3, 1)
    assert own_notification(given_order("SOPO")) is None
    for kind in ("interim_VOO", "interim_SRO", "interim_SPO"):
        assert own_notification(given_order(kind, "2016-02-28")) == date(2016, 3, 1)


def test_there_are_fourteen_kinds_their_interim_ones_and_two_predecessors():
    more = {"interim_RSHO", "interim_SRO", "interim_VOO", "interim_SPO"}
    former = {"restraining_order_1997", "sex_offender_order_1998"}
    assert len(KINDS) == 14 + len(more | former)
    assert more | former < KINDS.keys()


@pytest.mark.parametrize("kind", ["restraining_order_1997", "sex_offender_order_1998"])
def test_s81_7(kind):
    order = given_order(kind, "2003-01-10")
    assert s81_7(order) == date(2004, 5, 1)
    assert [s81_7(given_order(kind, f"2004-{d}")) for d in ("04-30", "05-01", "05-02")] == [
        date(2004, 5, 1),
        date(2004, 5, 1),
        date(2004, 5, 2),
    ]
    (ground,) = grounds(given_facts(order))
    assert (ground.period, ground.rule) == (period("2004-05-01"), "s81-7")
    discharged = given_order(kind, "2003-01-10", ends_on="2010-02-28")
    assert grounds(given_facts(discharged))[0].period == period("2004-05-01", "2010-02-28")
    before = given_order(kind, "2003-01-10", ends_on="2004-04-30")
    assert grounds(given_facts(before)) == ()
    assert type_on(order, date(2020, 3, 7)) == kind
    assert type_on(order, date(2020, 3, 8)) == "SHPO"


def test_former_length():
    length_of(former_length)


def test_cjia_s104():
    length_of(cjia_s104)


@pytest.mark.parametrize(
    "kind", ["SOPO", "interim_SOPO", "FTO", "RSHO", "interim_RSHO", "sex_offender_order_1998"]
)
def test_s114_no_extension(kind):
    for on, refused in (
        ("2015-03-07", False),
        ("2015-03-08", True),
        ("2015-03-09", True),
        (None, False),
    ):
        assert s114_no_extension(given_order(kind, extended_on=on)) is refused
    assert not s114_no_extension(given_order("SHPO", "2016-01-01", extended_on="2018-01-01"))


def test_code_s343():
    label = "made under the Sentencing Code"
    for made, named in (("2020-11-30", False), ("2020-12-01", True), ("2020-12-02", True)):
        order = given_order("SHPO", made, on_conviction=True)
        assert (label in position(order, [order], day(made), last=None).effects) is named
    assert code_s343(given_order("SHPO", on_conviction=True))
    assert not code_s343(given_order("SHPO"))
    assert not code_s343(given_order("SRO", on_conviction=True))


def test_pcsc_s175():
    for made, named in (("2022-11-28", False), ("2022-11-29", True), ("2022-11-30", True)):
        order = given_order("SRO", made, positive_requirements=True)
        found = position(order, [order], day(made), last=None)
        assert ("requires acts as well as forbidding them" in found.effects) is named
        assert (pcsc_s175 in found.rules) is named
    assert pcsc_s175(given_order("SHPO", positive_requirements=True))
    assert not pcsc_s175(given_order("SHPO"))
    assert not pcsc_s175(given_order("VOO", positive_requirements=True))


def test_pcsc_s178():
    assert pcsc_s178(given_order("SHPO", electronic_monitoring=True))
    assert not pcsc_s178(given_order("SHPO"))
    assert not pcsc_s178(given_order("VOO", electronic_monitoring=True))
    assert pcsc_s178.in_force is None


def test_pcsc_s174():
    assert pcsc_s174() == "balance of probabilities"


@pytest.mark.parametrize("full", ["SOPO", "SHPO", "NO", "RSHO", "SRO", "VOO", "SPO"])
def test_s107_6_the_full_order_ends_the_interim_one(full):
    interim = given_order(f"interim_{full}", ends_on="2012-12-31")
    for made, last in (
        ("2012-06-01", "2012-05-31"),
        ("2012-12-31", "2012-12-30"),
        ("2013-01-01", "2012-12-31"),
        ("2012-05-01", "2012-12-31"),
    ):
        assert s107_6(interim, [interim, given_order(full, made, ref="O2")]) == day(last)
    other = given_order("FTO", "2012-06-01", ref="O2")
    assert s107_6(interim, [interim, other]) == date(2012, 12, 31)


def test_s107_6_a_converted_order_ends_with_the_next_shpo():
    old = given_order("SOPO")
    for made, last in (("2020-03-07", None), ("2020-03-08", "2020-03-07")):
        assert s107_6(old, [old, given_order("SHPO", made, ref="O2")]) == day(last)


def test_an_order_says_what_it_is_in_a_sentence():
    order = given_order("SHPO", "2016-03-01", ends_on="2021-02-28")
    assert position(order, [order], date(2016, 3, 1), last=None).because() == (
        "Sexual harm prevention order made on 1 March 2016 (SOA 2003 s.103C(2)); last day 28"
        " February 2021; registers its subject while it runs; no discharge before the end of 28"
        " February 2021 without consent of subject and police."
    )
    endless = given_order("SPO", "2020-05-01")
    assert "; no end; names" in position(endless, [endless], date(2020, 5, 1), last=None).because()


def test_position_of_an_order():
    order = given_order(ends_on="2021-04-30")
    before = position(order, [order], date(2012, 4, 30), last=None)
    assert not before.in_force
    during = position(order, [order], date(2012, 5, 1), last=None)
    assert (during.in_force, during.last_day, during.type) == (True, date(2021, 4, 30), "SOPO")
    assert during.effects == (
        "registers its subject while it runs",
        "no discharge before the end of 30 April 2017 without consent of subject and police",
    )
    converted = position(order, [order], date(2021, 4, 30), last=None)
    assert (converted.in_force, converted.type) == (True, "SHPO")
    assert converted.effects[0] == ("treated as sexual harm prevention order since 8 March 2020")
    assert not position(order, [order], date(2021, 5, 1), last=None).in_force


def test_position_of_a_replaced_order_and_of_a_notice():
    order, later = given_order(), given_order(made="2014-06-01", ref="O2")
    found = position(order, [order, later], date(2014, 5, 31), last=None)
    assert (found.last_day, found.rules[1].id) == (date(2014, 5, 31), "s107-6")
    notice = given_order("NO", for_disposal="D1")
    found = position(notice, [notice], date(2014, 5, 31), last=date(2020, 1, 1))
    assert found.last_day == date(2020, 1, 1)
    travel = position(given_order("FTO"), [], date(2014, 5, 31), last=None)
    assert travel.effects == ("its subject must notify all travel out of the United Kingdom",)


def test_may_require():
    for made, may in (("2022-11-28", False), ("2022-11-29", True), ("2022-11-30", True)):
        assert may_require(given_order("SHPO", made)) is may
        assert may_require(given_order("interim_SRO", made)) is may
    for type_ in ("SOPO", "interim_SOPO", "FTO", "RSHO", "interim_RSHO"):
        assert not may_require(given_order(type_, "2014-06-01"))
    assert may_require(given_order("VOO", "2014-06-01"))
    assert may_require(given_order("SPO", "2021-06-01"))
