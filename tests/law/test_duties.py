from dataclasses import replace
from datetime import date, timedelta

import pytest

from openmappa.law.cpa26 import (
    cpa26_children,
    cpa26_community,
    cpa26_documents,
    cpa26_name,
    cpa26_virtual,
    s85za,
)
from openmappa.law.dates import Period, beginning_with
from openmappa.law.duties import (
    NOT_RECORDED,
    Duty,
    cjia_s110,
    cta_s47,
    duties,
    s83_1,
    s83_2,
    s83_5,
    s83_7,
    s84_1,
    s84_1_ca,
    s84_3,
    s84_4,
    s84_6,
    s85_1,
    s85_3,
    s85_5_a,
    s87,
    spa_s9_5,
)
from openmappa.law.facts import Change, Notification, Parental, Stay, Travel, Whereabouts
from openmappa.law.grounds import grounds
from openmappa.law.orders import own_change
from openmappa.law.parental import parental, s89, s96zb
from openmappa.law.terrorism import cta_s48, cta_s49
from openmappa.law.travel import (
    cjia_s111,
    cta_s52,
    reg2001_travel,
    reg2004_change,
    reg2004_return,
    reg2004_travel,
    reg2012_transition,
    reg2012_travel,
)
from tests.law.given import (
    day,
    given_disposal,
    given_facts,
    given_order,
    given_registered,
    period,
)


def listed(facts, on, kind=None):
    found = duties(facts, grounds(facts), day(on))
    return [d for d in found if kind is None or d.kind == kind]


def due(facts, on, kind):
    return [d.due for d in listed(facts, on, kind)]


def notified(on, kind="periodic", **changes):
    return Notification(day(on), kind, **changes)


def away(kind, first, last=None):
    return Whereabouts(kind, period(first, last))


def test_s83_1():
    fined = given_disposal("fine")
    assert due(given_facts(fined), "2010-05-09", "initial notification") == []
    assert due(given_facts(fined), "2010-05-10", "initial notification") == [date(2010, 5, 12)]
    jailed = given_facts(fined, away("prison", "2010-05-11", "2010-06-09"))
    assert due(jailed, "2010-05-10", "initial notification") == [date(2010, 6, 11)]
    abroad = given_facts(fined, away("abroad", "2010-05-10", "2010-06-09"))
    assert due(abroad, "2010-05-10", "initial notification") == [date(2010, 6, 12)]
    at_hostel = given_facts(fined, away("approved_premises", "2010-05-10", "2010-06-09"))
    assert due(at_hostel, "2010-05-10", "initial notification") == [date(2010, 5, 12)]
    assert s83_1(date(2010, 5, 10), []) == date(2010, 5, 12)


def test_s83_2():
    first = given_disposal("fine", ref="A")
    second = given_disposal("fine", "2012-05-10", ref="B")
    facts = given_facts(first, second, notified("2010-05-11", "initial"))
    assert due(facts, "2013-01-01", "initial notification") == [date(2010, 5, 12)]
    without = replace(facts, notifications=())
    assert len(due(without, "2013-01-01", "initial notification")) == 2
    # the first registration ends on 9 May 2015: within the 3 days it no longer helps
    for convicted, needed in (("2015-05-07", 1), ("2015-05-08", 2)):
        late = replace(facts, disposals=(first, replace(second, convicted_on=day(convicted))))
        assert len(due(late, "2016-01-01", "initial notification")) == needed
    always = replace(grounds(given_facts(first))[0], period=Period(None, None))
    assert not s83_2(date(2012, 5, 10), [always], [date(2010, 5, 11)])


def test_first_notifications_with_one_last_day_are_told_once():
    jail = away("prison", "2010-05-10", "2013-10-22")
    facts = given_facts(given_disposal("life"), given_order(made="2012-06-03"), jail)
    (duty,) = listed(facts, "2013-11-01", "initial notification")
    assert (duty.due, duty.event) == (date(2013, 10, 25), date(2012, 6, 3))
    assert duty.because() == (
        "First notification, registered from 10 May 2010 and from 3 June 2012: by 25 October 2013"
        " (SOA 2003 s.83(1), (6))."
    )
    inside = given_facts(
        given_disposal("life"), given_order(made="2012-06-03"), away("prison", "2010-05-10")
    )
    assert due(inside, "2013-11-01", "initial notification") == [None]
    told = replace(facts, notifications=(notified("2013-10-24", "initial"),))
    (duty,) = listed(told, "2013-11-01", "initial notification")
    assert duty.recorded_on == date(2013, 10, 24)


def test_an_initial_notification_before_the_records_is_not_missed():
    assert listed(given_registered(), "2014-06-01", "initial notification") == []


@pytest.mark.parametrize("kind", ["name", "address"])
def test_s84_1(kind):
    facts = given_registered(changes=(Change("M", kind, date(2015, 2, 28)),))
    assert due(facts, "2015-02-27", kind) == []
    (duty,) = listed(facts, "2015-02-28", kind)
    assert (duty.due, duty.rule, duty.ref) == (date(2015, 3, 2), "s84-1", "M")
    unregistered = replace(facts, disposals=())
    assert due(unregistered, "2015-02-28", kind) == []
    assert s84_1(date(2016, 2, 28), []) == date(2016, 3, 1)


def test_s84_1_release():
    jail = away("prison", "2015-02-01", "2015-04-19")
    assert due(given_registered(jail), "2015-04-19", "release") == []
    assert due(given_registered(jail), "2015-04-20", "release") == [date(2015, 4, 22)]
    moved = given_registered(jail, away("secure_hospital", "2015-04-10", "2015-05-31"))
    assert due(moved, "2015-06-01", "release") == [date(2015, 6, 3)]
    abroad = given_registered(away("abroad", "2015-02-01", "2015-04-19"))
    assert due(abroad, "2015-04-20", "release") == []
    still_in = given_registered(away("prison", "2015-02-01"))
    assert due(still_in, "2015-04-20", "release") == []
    assert due(replace(given_registered(jail), disposals=()), "2015-04-20", "release") == []


@pytest.mark.parametrize("kind", ["child_household", "bank_account", "identity_document"])
def test_s84_1_ca(kind):
    for on, expected in (("2012-08-12", []), ("2012-08-13", [date(2012, 8, 15)])):
        facts = given_registered(changes=(Change("M", kind, day(on)),))
        assert due(facts, "2012-09-01", kind.replace("_", " ")) == expected
    assert s84_1_ca(date(2012, 8, 13), []) == date(2012, 8, 15)
    assert s84_1_ca(date(2016, 2, 28), []) == date(2016, 3, 1)
    assert s84_1_ca(date(2015, 2, 28), []) == date(2015, 3, 2)


def test_s84_3():
    expected = date(2015, 3, 10)
    counts = [s84_3(date(2015, 3, n), expected) for n in (7, 8, 10, 12, 13)]
    assert counts == [False, True, True, True, False]

    def state(on):
        change = Change("M", "address", day(on), expected_on=expected)
        facts = given_registered(changes=(change,))
        (duty,) = listed(facts, "2015-04-01", "address")
        return duty.state(date(2015, 4, 1))

    assert state("2015-03-08") == "recorded"
    assert state("2015-03-07") == NOT_RECORDED


def test_s84_4():
    assert s84_4(date(2015, 3, 10)) == date(2015, 3, 15)
    assert s84_4(date(2016, 2, 28)) == date(2016, 3, 4)
    assert s84_4(date(2015, 2, 28)) == date(2015, 3, 5)
    facts = given_registered(changes=(Change("M", "address", expected_on=date(2015, 3, 10)),))
    kind = "announced change did not happen"
    assert due(facts, "2015-03-12", kind) == []
    assert due(facts, "2015-03-13", kind) == [date(2015, 3, 15)]
    assert due(replace(facts, disposals=()), "2015-03-13", kind) == []
    unknown = given_registered(changes=(Change("M", "address"),))
    assert due(unknown, "2015-03-13", kind) == []


def stays(*spells, place="sister"):
    return [Stay(place, period(*spell)) for spell in spells]


def test_s84_6():
    assert s84_6(stays(("2014-05-01", "2014-05-06"))) == ()
    assert s84_6(stays(("2014-05-01", "2014-05-07"))) == (("sister", date(2014, 5, 7)),)
    assert s84_6(stays(("2014-05-01", None))) == (("sister", date(2014, 5, 7)),)
    assert s84_6([*stays(("2014-05-01", "2014-05-06")), *stays(("2014-05-07",), place="b")]) == (
        ("b", date(2014, 5, 13)),
    )
    six = ("2014-05-01", "2014-05-06")
    # the first of the seven days must lie within the 12 months that end with the last
    assert s84_6(stays(six, ("2015-04-30", "2015-04-30"))) == (("sister", date(2015, 4, 30)),)
    assert s84_6(stays(six, ("2015-05-01", "2015-05-01"))) == ()
    # the same day told twice is one day
    assert s84_6(stays(six, six)) == ()
    assert s84_6(stays(six, ("2014-05-05", "2014-05-07"))) == (("sister", date(2014, 5, 7)),)


def test_s84_6_is_a_duty_only_for_who_is_registered():
    facts = given_registered(*stays(("2014-05-01", "2014-05-07")))
    assert due(facts, "2014-05-06", "qualifying stay") == []
    assert due(facts, "2014-05-07", "qualifying stay") == [date(2014, 5, 9)]
    assert due(replace(facts, disposals=()), "2014-05-07", "qualifying stay") == []


def test_s85_1():
    assert s85_1(notified("2016-02-29")) == date(2017, 2, 28)
    facts = given_registered()
    (duty,) = listed(facts, "2014-06-01", "periodic notification")
    assert (duty.due, duty.rule) == (date(2015, 1, 20), "s85-1")
    assert duty.state(date(2015, 1, 20)) == "to come"
    assert duty.state(date(2015, 1, 21)) == NOT_RECORDED
    assert due(facts, "2014-01-19", "periodic notification") == []


def test_s85_1_not_after_registration_ends():
    ends_2015_05_09 = given_disposal("fine")
    for on, expected in (("2014-05-09", [date(2015, 5, 9)]), ("2014-05-10", [])):
        facts = given_facts(ends_2015_05_09, notified(on))
        assert due(facts, "2014-06-01", "periodic notification") == expected


def test_s85_1_shows_what_was_late():
    facts = given_registered(
        notifications=(notified("2012-01-20"), notified("2013-01-21"), notified("2014-01-21"))
    )
    late, following = listed(facts, "2014-06-01", "periodic notification")
    assert (late.due, late.state(date(2014, 6, 1))) == (
        date(2013, 1, 20),
        "recorded after the due date",
    )
    assert following.due == date(2015, 1, 21)


def test_s85_5_a():
    assert s85_5_a(notified("2014-09-01", found_place=True)) == date(2014, 9, 8)
    for on, expected in (("2012-08-12", date(2013, 8, 12)), ("2012-08-13", date(2012, 8, 20))):
        facts = given_registered(notifications=(notified(on, found_place=True),))
        assert due(facts, on, "periodic notification") == [expected]


def test_s85_3():
    plain = date(2015, 3, 10)
    spells = [period("2015-02-01", "2015-04-19")]
    assert s85_3(plain, spells) == date(2015, 4, 22)
    assert s85_3(date(2015, 4, 19), spells) == date(2015, 4, 22)
    assert s85_3(date(2015, 4, 20), spells) == date(2015, 4, 20)
    assert s85_3(date(2015, 1, 31), spells) == date(2015, 1, 31)
    assert s85_3(plain, [period("2015-02-01")]) is None
    # inside again when the three days would end
    again = [*spells, period("2015-04-22", "2015-05-31")]
    assert s85_3(plain, again) == date(2015, 6, 3)
    waiting = given_registered(away("prison", "2014-06-01"))
    (duty,) = listed(waiting, "2016-01-01", "periodic notification")
    assert duty.state(date(2016, 1, 1)) == "waits"
    assert "once custody or absence abroad ends" in duty.because()


def trip(leaves, days=None, known=None, **changes):
    start = day(leaves)
    back = None if days is None else beginning_with(start, days=days)
    return Travel("T", start, back, day(known), **changes)


def travel_due(*args, **changes):
    facts = given_registered(trip(*args, **changes))
    on = args[0]
    return [(d.due, d.rule) for d in listed(facts, on, "foreign travel")]


def test_reg2001_travel():
    long_ago = given_facts(
        given_disposal("life", "2001-01-10"), trip("2004-04-30", 8), notified("2001-01-11")
    )
    assert due(long_ago, "2004-04-30", "foreign travel") == [date(2004, 4, 29)]
    assert reg2001_travel(trip("2003-04-30", 7)) is None
    assert reg2001_travel(trip("2003-04-30")).readings.due == date(2003, 4, 29)
    too_early = replace(long_ago, travel=(trip("2001-05-31", 30),))
    assert due(too_early, "2001-05-31", "foreign travel") == []


def test_reg2004_travel():
    assert travel_due("2012-08-12", 2) == []
    assert travel_due("2012-08-12", 3) == [(date(2012, 8, 11), "reg2004-travel")]
    assert travel_due("2012-08-12", 3, "2012-08-05") == [(date(2012, 8, 11), "reg2004-travel")]
    assert travel_due("2012-08-12", 3, "2012-08-04") == [(date(2012, 8, 5), "reg2004-travel")]
    assert reg2004_travel(trip("2012-08-12", 2)) is None


def test_reg2012_travel():
    assert travel_due("2012-08-13", 1) == [(date(2012, 8, 13), "reg2012-travel")]
    assert travel_due("2014-06-20", 2, "2014-06-13") == [(date(2014, 6, 20), "reg2012-travel")]
    assert travel_due("2014-06-20", 2, "2014-06-12") == [(date(2014, 6, 13), "reg2012-travel")]
    assert reg2012_travel(trip("2014-06-20", 2)).hours == 12


def test_travel_is_a_duty_once_known_for_who_is_registered_or_under_a_travel_order():
    facts = given_registered(trip("2014-06-20", 2, "2014-06-01"))
    assert due(facts, "2014-05-31", "foreign travel") == []
    (duty,) = listed(facts, "2014-06-01", "foreign travel")
    assert duty.because() == (
        "Journey abroad on 20 June 2014: by 13 June 2014 (SI 2004/1220 as amended by "
        "SI 2012/1876); advise 12 June 2014, in case the days must be clear; with a reasonable "
        "excuse as soon as possible, at least 24 hours before leaving."
    )
    unregistered = replace(facts, disposals=())
    assert due(unregistered, "2014-06-01", "foreign travel") == []
    for ends, many in (("2014-06-19", 0), ("2014-06-20", 1), (None, 1)):
        order = given_order("FTO", "2014-02-01", ends_on=ends)
        banned = replace(unregistered, orders=(order,))
        assert len(due(banned, "2014-06-01", "foreign travel")) == many
    later = replace(unregistered, orders=(given_order("FTO", "2014-06-21"),))
    assert due(later, "2014-06-01", "foreign travel") == []


def test_reg2004_return():
    back = trip("2014-06-20", 2)
    assert reg2004_return(back) == date(2014, 6, 23)
    assert reg2004_return(replace(back, return_given=True)) is None
    assert reg2004_return(trip("2014-06-20")) is None
    facts = given_registered(back)
    assert due(facts, "2014-06-20", "return") == []
    assert due(facts, "2014-06-21", "return") == [date(2014, 6, 23)]
    announced = given_registered(replace(back, return_given=True))
    assert due(announced, "2014-06-30", "return") == []
    long_ago = given_facts(given_disposal("life", "2001-01-10"), trip("2004-04-30", 8))
    assert due(long_ago, "2004-06-21", "return") == []


def test_s85za():
    assert s85za(date(2027, 1, 1), date(2027, 1, 5)) is None
    assert s85za(date(2027, 1, 1), date(2027, 1, 6)) == date(2027, 1, 1)
    assert not s85za.in_force_on(date(2190, 1, 1))


def test_spa_s9_5():
    order = given_order("SPO", "2020-02-01")
    assert spa_s9_5(order, []) == date(2020, 2, 3)
    registered = grounds(given_facts(given_disposal("fine", "2016-02-29")))
    assert spa_s9_5(order, registered) == date(2021, 3, 3)
    assert spa_s9_5(order, grounds(given_registered())) is None
    served = given_order("SPO", "2020-02-01", served_on="2021-03-01")
    assert spa_s9_5(served, registered) == date(2021, 3, 3)
    facts = given_registered(orders=(order,))
    assert listed(facts, "2020-02-01", "notification under an order") == []
    free = given_facts(order)
    assert due(free, "2020-01-31", "notification under an order") == []
    assert due(free, "2020-02-01", "notification under an order") == [date(2020, 2, 3)]
    short = given_facts(replace(order, ends_on=date(2020, 2, 2)))
    assert due(short, "2020-02-01", "notification under an order") == []


def test_cjia_s110():
    order = given_order("VOO", "2014-09-01", notified_on="2014-09-03")
    assert cjia_s110(order, date(2014, 9, 3)) == date(2015, 9, 3)
    assert cjia_s110(order, None) is None
    for other in ("interim_VOO", "SRO"):
        assert cjia_s110(replace(order, type=other), date(2014, 9, 3)) is None
    kind = "yearly notification under an order"
    for ends, many in (("2015-09-02", 0), ("2015-09-03", 1), ("2015-09-04", 1)):
        facts = given_facts(replace(order, ends_on=day(ends)))
        assert len(due(facts, "2014-10-01", kind)) == many
    again = given_facts(order, Notification(date(2015, 8, 31), "periodic", under="O1"))
    assert due(again, "2015-08-30", kind) == [date(2015, 9, 3)]
    assert due(again, "2015-08-31", kind) == [date(2016, 8, 31)]


def changed(kind, on, *facts, **rest):
    return given_facts(*facts, changes=(Change("M", kind, day(on)),), **rest)


def test_own_change():
    kind = "change under an order"
    order = given_order("VOO", "2014-09-01", ends_on="2017-08-31")
    for on, expected in (
        ("2014-08-31", []),
        ("2014-09-01", [date(2014, 9, 3)]),
        ("2016-02-28", [date(2016, 3, 1)]),
        ("2017-08-31", [date(2017, 9, 2)]),
        ("2017-09-01", []),
    ):
        assert due(changed("address", on, order), "2018-01-01", kind) == expected
    assert due(changed("name", "2015-01-10", order), "2015-01-09", kind) == []
    assert due(changed("bank_account", "2015-01-10", order), "2015-01-10", kind) == []
    told = Notification(date(2015, 1, 11), "change", under="O1")
    (duty,) = listed(changed("name", "2015-01-10", order, told), "2015-01-12", kind)
    assert (duty.recorded_on, own_change(date(2015, 1, 10))) == (
        date(2015, 1, 11),
        date(2015, 1, 12),
    )
    unhappened = given_facts(order, changes=(Change("M", "name", expected_on=date(2015, 1, 10)),))
    assert due(unhappened, "2015-02-01", kind) == []


def test_own_change_under_a_stalking_order_not_while_registered():
    order = given_order("SPO", "2020-05-01")
    registered = given_disposal("fine", "2015-05-09")  # to 8 May 2020
    for on, many in (("2020-05-08", 0), ("2020-05-09", 1)):
        facts = changed("address", on, order, registered)
        assert len(due(facts, "2020-06-01", "change under an order")) == many


def test_cjia_s111():
    kind = "travel under an order"
    order = given_order("VOO", "2014-06-20", ends_on="2016-06-19")
    week = {"known_on": date(2014, 6, 1), "returns_on": date(2014, 6, 22)}
    assert cjia_s111(Travel("T", date(2014, 6, 20), **week)).readings.due == date(2014, 6, 13)
    two_days = replace(Travel("T", date(2014, 6, 20), **week), returns_on=date(2014, 6, 21))
    assert cjia_s111(two_days) is None
    late = Travel("T", date(2014, 6, 20), known_on=date(2014, 6, 13))
    assert cjia_s111(late).hours == 24
    for leaves, many in (
        ("2014-06-19", 0),
        ("2014-06-20", 1),
        ("2016-06-19", 1),
        ("2016-06-20", 0),
    ):
        facts = given_facts(order, Travel("T", day(leaves)))
        assert len(due(facts, "2016-07-01", kind)) == many
    assert due(given_facts(order, late), "2014-06-12", kind) == []
    other = given_facts(replace(order, type="SRO"), late)
    assert due(other, "2014-06-20", kind) == []


def given_bomb(*facts, **rest):
    """Dealt with on 10 May 2010 for a terrorist offence, notified a day later; to 9 May 2020."""
    bomb = given_disposal(term_months=24, offence_class="other", terrorist=True)
    told = Notification(date(2010, 5, 11), "initial", under="D1")
    return given_facts(bomb, told, *facts, **rest)


def test_cta_s48():
    kind = "change under Part 4"
    assert cta_s48(date(2016, 2, 28), []) == date(2016, 3, 1)
    for on, expected in (
        ("2010-05-10", []),
        ("2010-05-11", [date(2010, 5, 13)]),
        ("2020-05-09", [date(2020, 5, 11)]),
        ("2020-05-10", []),
    ):
        moved = replace(given_bomb(), changes=(Change("M", "address", day(on)),))
        assert due(moved, "2021-01-01", kind) == expected
    jailed = given_bomb(away("prison", "2012-01-01", "2012-01-31"))
    assert due(jailed, "2012-01-31", kind) == []
    assert due(jailed, "2012-02-01", kind) == [date(2012, 2, 3)]
    inside = given_bomb(
        away("prison", "2012-01-01", "2012-01-31"), away("secure_hospital", "2012-02-01")
    )
    assert due(inside, "2012-02-01", kind) == []
    told = Notification(date(2012, 1, 11), "change", under="D1")
    moved = replace(given_bomb(told), changes=(Change("M", "name", date(2012, 1, 10)),))
    (duty,) = listed(moved, "2012-02-01", kind)
    assert duty.recorded_on == date(2012, 1, 11)


def test_cta_s49():
    kind = "yearly notification under Part 4"
    assert cta_s49(date(2016, 2, 29)) == date(2017, 2, 28)
    assert due(given_bomb(), "2010-05-10", kind) == []
    assert due(given_bomb(), "2010-05-11", kind) == [date(2011, 5, 11)]
    for on, many in (("2019-05-09", 1), ("2019-05-10", 0)):  # the requirement ends on 9 May 2020
        last = Notification(day(on), "periodic", under="D1")
        assert len(due(given_bomb(last), "2019-06-01", kind)) == many


def test_cta_s52():
    kind = "travel under Part 4"
    trips = [trip("2015-06-20", days, "2015-06-01") for days in (2, 3)]
    assert cta_s52(trips[0]) is None
    assert cta_s52(trips[1]).readings.due == date(2015, 6, 13)
    assert cta_s52(trip("2015-06-20", 3, "2015-06-13")).hours == 24
    assert due(given_bomb(trips[1]), "2015-05-31", kind) == []
    assert due(given_bomb(trips[1]), "2015-06-01", kind) == [date(2015, 6, 13)]
    for leaves, many in (("2020-05-09", 1), ("2020-05-10", 0)):
        assert len(due(given_bomb(trip(leaves)), "2020-05-01", kind)) == many


def test_reg2012_transition():
    for leaves, held in (
        ("2012-08-12", False),
        ("2012-08-13", True),
        ("2012-08-27", True),
        ("2012-08-28", False),
    ):
        journey = trip(leaves, 5, "2012-08-01")
        assert reg2012_transition(journey) is held
        (duty,) = listed(given_registered(journey), "2012-08-05", "foreign travel")
        assert (reg2012_transition in duty.rules) is held


def test_reg2004_change():
    kind = "change of journey"

    def plans(leaves, changed, **more):
        return replace(
            trip(leaves, 5, "2012-01-01"),
            notified_on=date(2012, 6, 1),
            changed_on=day(changed),
            **more,
        )

    (before,) = listed(given_registered(plans("2012-08-12", "2012-07-01")), "2012-08-01", kind)
    assert (before.due, before.hours, before.advise_by) == (date(2012, 8, 11), 24, None)
    (since,) = listed(given_registered(plans("2012-08-13", "2012-07-01")), "2012-08-01", kind)
    assert (since.due, since.hours, since.advise_by) == (
        date(2012, 8, 13),
        12,
        date(2012, 8, 12),
    )
    assert since.because() == (
        "Change of the journey abroad on 13 August 2012: at least 12 hours before leaving on 13"
        " August 2012 (SI 2004/1220, changes); advise 12 August 2012, 24 hours before, on the"
        " stricter reading."
    )
    assert reg2004_change(plans("2012-08-12", "2012-08-12")) is not None
    assert reg2004_change(plans("2012-08-12", "2012-08-13")) is None
    assert reg2004_change(trip("2012-08-12", 5)) is None
    facts = given_registered(plans("2012-09-20", "2012-07-02"))
    assert due(facts, "2012-07-01", kind) == []
    assert due(facts, "2012-07-02", kind) == [date(2012, 9, 20)]
    untold = given_registered(replace(facts.travel[0], notified_on=None))
    assert due(untold, "2012-07-02", kind) == []
    told = given_registered(plans("2012-09-20", "2012-07-02", change_notified_on=date(2012, 7, 3)))
    (duty,) = listed(told, "2012-07-04", kind)
    assert duty.state(date(2012, 7, 4)) == "recorded"


def test_reg2004_change_only_since_may_2004():
    for leaves, many in (("2004-04-30", 0), ("2004-05-01", 1)):
        journey = replace(
            trip(leaves, 9, "2004-01-01"),
            notified_on=date(2004, 2, 1),
            changed_on=date(2004, 3, 1),
        )
        facts = given_facts(given_disposal("life", "2001-01-10"), journey)
        assert len(due(facts, "2004-04-01", "change of journey")) == many


def test_s83_5():
    before, since = (s83_5(date(2012, 8, n)) for n in (12, 13))
    assert len(before) == 4
    assert since[:4] == before
    assert len(since) == 7


def test_s83_7():
    assert s83_7("1 Invented Road", ["the park"]) == "1 Invented Road"
    assert s83_7("", ["the park", "the station"]) == "the park"
    assert s83_7("", []) == ""


def test_s87():
    before, since = (s87(date(2022, 11, n)) for n in (28, 29))
    assert since[:-1] == before
    assert s87(date(2022, 11, 30)) == since


def test_immigration_detention_stops_no_duty():
    facts = given_facts(
        given_disposal("fine"), away("immigration_detention", "2010-05-10", "2010-06-09")
    )
    assert due(facts, "2010-07-01", "initial notification") == [date(2010, 5, 12)]
    assert due(facts, "2010-07-01", "release") == []


def test_an_announced_change_that_came_later_was_missing_before():
    kind = "announced change did not happen"
    change = Change("M", "address", date(2015, 3, 20), expected_on=date(2015, 3, 10))
    facts = given_registered(changes=(change,))
    assert due(facts, "2015-03-13", kind) == [date(2015, 3, 15)]
    on_time = given_registered(changes=(replace(change, on=date(2015, 3, 12)),))
    assert due(on_time, "2015-04-01", kind) == []
    assert due(facts, "2015-03-20", "address") == [date(2015, 3, 22)]


def given_child(*directions, born="1998-06-01", **rest):
    """Registered from 10 May 2010, with these directions."""
    return given_facts(
        given_disposal("life"),
        born=day(born),
        notifications=(notified("2014-01-20"),),
        parental=directions,
        **rest,
    )


def test_s89():
    direction = Parental("P", "direction", date(2014, 2, 1))
    assert s89(direction, date(1998, 6, 1)) == date(2016, 5, 31)
    assert s89(direction, date(2000, 2, 29)) == date(2018, 2, 28)
    assert s89(direction, None) is None
    assert s89(replace(direction, ends_on=date(2016, 5, 30)), date(1998, 6, 1)) == date(2016, 5, 30)
    assert s89(replace(direction, ends_on=date(2016, 6, 1)), date(1998, 6, 1)) == date(2016, 5, 31)
    # the yearly notification is due on 20 January 2015
    for ends, made, parent in (
        ("2015-01-19", "2014-02-01", False),
        ("2015-01-20", "2014-02-01", True),
        ("2015-01-21", "2014-02-01", True),
        (None, "2015-01-20", True),
        (None, "2015-01-21", False),
    ):
        facts = given_child(replace(direction, made_on=day(made), ends_on=day(ends)))
        (duty,) = listed(facts, "2015-01-22", "periodic notification")
        assert duty.parent is parent
        assert (s89 in duty.rules) is parent
    assert duty.because().endswith("(SOA 2003 s.85(1), (5)(b)).")
    (told,) = parental(given_child(direction))
    assert told.because() == (
        "Parental direction of 1 February 2014 (SOA 2003 ss.89, 90): a parent has the duties to"
        " notify until 31 May 2016, and must bring the child."
    )
    (endless,) = parental(given_child(direction, born=None))
    assert "without end" in endless.because()
    (on_parent,) = listed(given_child(direction), "2014-06-01", "periodic notification")
    assert on_parent.because().endswith("; a parent must do it and bring the child.")
    (yet,) = listed(given_child(direction), "2014-01-31", "periodic notification")
    assert not yet.parent


def test_s96zb():
    notice = Parental("P", "notice", date(2022, 11, 29))
    assert s96zb(notice, date(2008, 2, 29)) == date(2026, 2, 28)
    assert s96zb(replace(notice, ends_on=date(2026, 2, 27)), date(2008, 2, 29)) == date(2026, 2, 27)
    (told,) = parental(given_child(notice, born="2008-02-29"))
    assert (told.rule.id, told.last_day) == ("s96zb", date(2026, 2, 28))
    assert [told.covers(date(2026, n, 28)) for n in (1, 2, 3)] == [True, True, False]
    assert not told.covers(date(2022, 11, 28))


def test_of_a_direction_and_a_notice_of_one_day_the_courts_is_told():
    of_court = Parental("P", "direction", date(2014, 2, 1))
    of_police = replace(of_court, ref="N", kind="notice")
    for both in ((of_court, of_police), (of_police, of_court)):
        (duty,) = listed(given_child(*both), "2014-06-01", "periodic notification")
        assert s89 in duty.rules
        assert s96zb not in duty.rules


def test_what_the_act_of_2026_will_ask():
    assert not any(r.in_force_on(date(2190, 1, 1)) for r in (cpa26_name, cpa26_virtual))


def test_cpa26_name():
    assert cpa26_name(date(2030, 3, 1)) == date(2030, 2, 28)
    assert cpa26_name(date(2032, 3, 1)) == date(2032, 2, 29)


def test_cpa26_children():
    assert cpa26_children(date(2032, 3, 1)) == date(2032, 2, 29)
    assert cpa26_children(date(2030, 3, 1)) == date(2030, 2, 28)


def test_cpa26_virtual():
    assert cpa26_virtual(allowed=True)
    assert not cpa26_virtual(allowed=False)


def test_cpa26_documents():
    assert cpa26_documents(restricted=True)
    assert not cpa26_documents(restricted=False)


def test_cpa26_community():
    assert cpa26_community("community_order")
    assert not cpa26_community("imprisonment")


def test_cta_s47():
    bomb = given_disposal(term_months=24, offence_class="other", terrorist=True)
    kind = "notification under Part 4"
    assert due(given_facts(bomb), "2010-05-09", kind) == []
    assert due(given_facts(bomb), "2010-05-10", kind) == [date(2010, 5, 12)]
    inside = given_facts(bomb, away("prison", "2010-05-10", "2011-05-09"))
    assert due(inside, "2010-05-10", kind) == [date(2011, 5, 12)]
    before = replace(bomb, convicted_on=date(2009, 9, 30))
    assert due(given_facts(before), "2010-05-10", kind) == []
    assert cta_s47(date(2010, 5, 10), []) == date(2010, 5, 12)


def test_a_duty_is_never_more_than_not_recorded():
    duty = Duty("address", date(2015, 3, 2), (s84_1,), "Change", recorded_on=date(2015, 3, 3))
    assert duty.state(date(2015, 3, 2)) == "to come"
    assert duty.state(date(2015, 3, 3)) == "recorded after the due date"
    assert replace(duty, recorded_on=date(2015, 3, 2)).state(date(2015, 3, 3)) == "recorded"
    assert replace(duty, due=None).state(date(2015, 3, 3)) == "recorded"
    missed = replace(duty, recorded_on=None)
    assert [missed.state(date(2015, 3, 2) + timedelta(days=n)) for n in (0, 1)] == [
        "to come",
        "not recorded by the due date",
    ]


def test_a_notification_keyed_late_clears_the_duty():
    change = Change("M", "address", date(2015, 2, 28))
    facts = given_registered(changes=(change,), notifications=(notified("2015-03-01", "change"),))
    (duty,) = listed(facts, "2015-04-01", "address")
    assert duty.state(date(2015, 4, 1)) == "recorded"


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (given_facts(given_order("VOO", "2014-06-20")), "change under an order"),
        (given_bomb(), "change under Part 4"),
        (given_facts(given_disposal("fine", "2014-06-20")), "name"),
    ],
)
def test_two_changes_of_one_day_are_two_duties_of_their_own(facts, kind):
    one, other = (Change(ref, "name", date(2014, 7, 1)) for ref in ("M", "N"))
    found = listed(replace(facts, changes=(one, other)), "2014-07-10", kind)
    assert len({duty.ref for duty in found}) == len(found) == 2


def test_the_whole_days_of_a_journey_that_has_begun_are_days_abroad():
    def due_of_change(leaves, back, on="2014-07-20"):
        facts = given_facts(
            given_disposal("fine", "2014-06-20"), Travel("T", day(leaves), day(back))
        )
        moved = replace(facts, changes=(Change("M", "name", date(2014, 7, 10)),))
        return due(moved, on, "name")

    plain = [date(2014, 7, 12)]
    assert due_of_change("2014-07-01", "2014-07-15") == [date(2014, 7, 17)]
    assert due_of_change("2014-07-01", None) == plain
    # The days of leaving and of coming back are spent in the country.
    assert due_of_change("2014-07-09", "2014-07-10") == plain
    assert due_of_change("2014-07-09", "2014-07-11") == [date(2014, 7, 13)]
    # Not what has not begun.
    assert due_of_change("2014-07-10", "2014-07-15", "2014-07-10") == plain
    assert due_of_change("2014-07-10", "2014-07-15", "2014-07-11") == [date(2014, 7, 16)]
