"""The worked vectors of the law notes, each under its number.

Their facts are the worked examples of the rule manual, so the manual shows what is tested here.
Vectors 47 and 53 are about counting; what the law contributes to them is here.
"""

import json
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

import pytest

from openmappa.law.duties import NOT_RECORDED
from openmappa.law.facts import Change, Failure, Notification, Recorded
from openmappa.law.findings import check_stated_breach
from openmappa.law.licences import Recalled, fixed_term_recall, s31a_referral
from openmappa.law.manual import examples
from openmappa.law.position import position
from openmappa.law.reading import read
from openmappa.law.writing import as_json
from tests.law.given import day, given_disposal, given_facts, given_order, given_registered


def vector(number, on=None):
    """The position of an example, on its own day or another."""
    example = next(e for e in examples() if e.number == number)
    return position(example.facts, day(on) if on else example.on)


def changed(number, on=None, **changes):
    """The position of an example whose one disposal differs."""
    entries = json.loads(resources.files("openmappa.law").joinpath("examples.json").read_text())
    entry = next(e for e in entries if e["number"] == number)
    entry["facts"]["disposals"][0] |= changes
    facts = read(json.dumps(entry["facts"]))
    return position(facts, day(on or entry["on"]))


def last_day(answer):
    return answer.registration and answer.registration.period.last


def due(answer, kind):
    return [duty.due for duty in answer.duties if duty.kind == kind]


def category_on(number, on):
    return vector(number, on).category


def test_tv_1():
    answer = vector(1)
    assert answer.category == 1
    assert category_on(1, "2014-05-14") is None
    assert category_on(1, "2014-05-15") == 1
    assert {g.category for g in answer.grounds if g.period.covers(answer.on)} == {1, 2}
    assert answer.registration.first == date(2014, 5, 15)
    assert answer.registration.indefinite
    assert due(answer, "release") == [date(2018, 11, 19)]
    assert due(answer, "initial notification") == [date(2018, 11, 19)]
    assert answer.review.first_day == date(2033, 11, 18)


def test_tv_2():
    answer = vector(2)
    assert answer.grounds[0].rule == "s82-1-d"
    assert last_day(answer) == date(2024, 3, 9)
    assert due(answer, "initial notification") == [date(2014, 3, 12)]
    assert due(answer, "periodic notification") == [date(2015, 3, 11)]
    assert answer.grounds[0].because() == (
        "Category 1 since 10 March 2014: convicted of sexual assault (SOA 2003 s.3; Schedule 3, "
        "para 18) on 10 March 2014; 18 months suspended, so 10 years (SOA 2003 s.82(1), row d); "
        "last day 9 March 2024."
    )


def test_tv_2_victim_an_adult_and_a_fine_is_not_registered():
    answer = changed(2, victim_age=18, disposal="fine", term_months=None)
    assert answer.registration is None


def test_tv_3():
    assert last_day(vector(3)) == date(2021, 9, 30)
    assert vector(3).grounds[0].rule == "s82-1-e"


def test_tv_4():
    assert last_day(vector(4)) == date(2024, 9, 30)
    assert vector(4).grounds[0].rule == "s82-1-d"


def test_tv_5():
    assert last_day(vector(5)) == date(2024, 9, 30)
    assert changed(5, term_months=30).registration.indefinite


def test_tv_6():
    assert last_day(vector(6)) == date(2017, 2, 4)
    assert due(vector(6), "initial notification") == [date(2015, 2, 7)]


def test_tv_7():
    assert vector(7).category is None
    assert vector(7).registration is None
    assert changed(7, offence_on="2015-02-05", on="2015-02-05").registration is None


def test_tv_8():
    answer = vector(8)
    assert last_day(answer) == date(2017, 2, 19)
    assert {g.category for g in answer.grounds} == {1}


def test_tv_10():
    answer = vector(10)
    assert last_day(answer) == date(2018, 2, 28)
    assert answer.registration.deciding.rule == "s82-1-e"
    assert "s82-2" in [r.id for r in answer.registration.rules]


def test_tv_11():
    answer = vector(11)
    assert answer.category == 1
    assert answer.registration.indefinite
    assert answer.review.first_day == date(2023, 6, 4)


def test_tv_13():
    answer = vector(13)
    assert {g.period.last for g in answer.grounds} == {date(2025, 1, 11)}
    assert all(set(g.refs) == {"A", "B"} for g in answer.grounds)


def test_tv_14():
    assert last_day(vector(14)) == date(2022, 1, 11)
    assert [g.refs for g in vector(14).grounds] == [("A",)]


def test_tv_16():
    assert last_day(vector(16)) == date(2025, 1, 11)


def test_tv_17():
    assert last_day(vector(17)) == date(2015, 11, 2)
    assert changed(17, disposal="absolute_discharge", ends_on=None).registration is None


def test_tv_19():
    answer = vector(19)
    assert last_day(answer) == date(2026, 2, 28)
    assert due(answer, "periodic notification") == [date(2017, 2, 28)]


def test_tv_20():
    answer = vector(20)
    assert last_day(answer) == date(2021, 7, 6)
    assert due(answer, "initial notification") == [None]
    assert answer.duties[0].state(answer.on) == "waits"
    assert category_on(20, "2021-07-06") == 1
    assert category_on(20, "2021-07-07") == 2


def test_tv_21():
    assert vector(21).registration.indefinite
    assert vector(21).registration.deciding.rule == "s82-1-c"


def test_tv_22():
    assert due(vector(22), "periodic notification") == [date(2014, 9, 12)]
    first_only = vector(22, "2014-09-04")
    assert due(first_only, "periodic notification") == [date(2014, 9, 8)]
    in_2011 = given_registered(
        notifications=(Notification(date(2011, 9, 1), "periodic", found_place=True),)
    )
    assert due(position(in_2011, date(2011, 9, 2)), "periodic notification") == [date(2012, 9, 1)]


def test_tv_24():
    assert due(vector(24), "periodic notification") == [date(2015, 4, 22)]
    assert due(vector(24), "release") == [date(2015, 4, 22)]


def test_tv_25():
    assert due(vector(25), "address") == [date(2015, 3, 2)]
    leap = given_registered(changes=(Change("M", "address", date(2016, 2, 28)),))
    assert due(position(leap, date(2016, 2, 28)), "address") == [date(2016, 3, 1)]


def test_tv_27():
    assert due(vector(27), "qualifying stay") == [date(2014, 5, 8)]
    assert due(vector(27, "2014-05-05"), "qualifying stay") == []


def test_tv_29():
    (duty,) = [d for d in vector(29).duties if d.kind == "foreign travel"]
    assert (duty.due, duty.advise_by) == (date(2014, 6, 13), date(2014, 6, 12))
    facts = next(e for e in examples() if e.number == 29).facts
    trip = replace(
        facts.travel[0],
        leaves_on=date(2011, 6, 20),
        returns_on=date(2011, 6, 21),
        known_on=date(2011, 6, 1),
    )
    assert due(position(replace(facts, travel=(trip,)), date(2011, 6, 2)), "foreign travel") == []


def test_tv_30():
    (duty,) = [d for d in vector(30).duties if d.kind == "foreign travel"]
    assert (duty.due, duty.hours, duty.advise_by) == (date(2014, 6, 20), 12, None)


def test_tv_32():
    assert due(vector(32), "child household") == [date(2015, 3, 16)]
    in_2011 = given_registered(changes=(Change("M", "child_household", date(2011, 3, 14)),))
    assert due(position(in_2011, date(2011, 3, 14)), "child household") == []


def test_tv_33():
    assert category_on(33, "2025-01-11") == 1
    assert category_on(33, "2025-01-12") == 2


def test_tv_34():
    (ground,) = vector(34).grounds
    assert (ground.category, ground.period.first) == (2, date(2014, 6, 2))
    assert ground.period.last == date(2016, 6, 1)
    assert changed(34, term_months=11).category is None


def test_tv_36():
    (ground,) = vector(36).grounds
    assert ground.period.first == date(2014, 10, 1)
    assert ground.period.last == date(2015, 1, 14)
    assert category_on(36, "2015-01-14") == 3
    assert category_on(36, "2015-01-15") is None
    assert [f.action for f in vector(36).findings] == ["refused"]


def test_tv_37():
    answer = vector(37)
    assert answer.orders[0].last_day == date(2019, 11, 30)
    assert last_day(answer) == date(2019, 11, 30)
    assert category_on(37, "2019-11-30") == 1
    assert category_on(37, "2019-12-01") is None


def test_tv_39():
    (order,) = vector(39).orders
    assert order.last_day == date(2020, 1, 31)
    assert order.in_force
    assert "all passports must be surrendered" in order.effects
    (afterwards,) = vector(39, "2020-03-08").orders
    assert (afterwards.type, afterwards.in_force) == ("FTO", False)


def test_tv_40():
    answer = vector(40)
    assert answer.registration.indefinite
    assert "travel ban ends 9 March 2020 at the latest" in answer.orders[0].effects


def test_tv_42():
    assert category_on(42, "2015-01-09") is None
    assert category_on(42, "2015-01-10") == 1
    assert category_on(42, "2016-04-30") == 1
    assert category_on(42, "2016-05-01") is None


def test_tv_43():
    answer = vector(43)
    assert answer.orders[0].last_day == date(2017, 8, 31)
    assert due(answer, "notification under an order") == [date(2014, 9, 3)]
    assert answer.category is None
    facts = next(e for e in examples() if e.number == 43).facts
    notified = replace(facts, orders=(replace(facts.orders[0], notified_on=date(2014, 9, 3)),))
    later = position(notified, date(2014, 9, 4))
    assert due(later, "yearly notification under an order") == [date(2015, 9, 3)]


def test_tv_45():
    assert category_on(45, "2025-02-02") is None
    assert category_on(45, "2025-02-03") == 2
    assert [f.rule for f in vector(45).findings] == ["check-coercive-control"]


def test_tv_46():
    assert category_on(46, "2022-06-27") == 2
    assert category_on(46, "2022-06-28") == 4
    register = next(g for g in vector(46).grounds if g.rule == "s327-4b-a")
    assert register.period.last == date(2030, 2, 2)


def test_tv_47():
    facts = given_facts(
        given_disposal(term_months=60, ends_on="2015-05-09"),
        given_order(),
        recorded=Recorded(failures=(Failure(date(2015, 2, 1), "breach", "convicted"),)),
    )
    assert position(facts, date(2015, 1, 8)).category == 1
    assert list(check_stated_breach(facts)) == []


def test_tv_49():
    def ends(returned, months):
        return fixed_term_recall(Recalled(day(returned), months)).last_day

    assert ends("2014-12-01", 24) == date(2014, 12, 28)
    assert ends("2026-04-01", 24) == date(2026, 5, 26)
    assert ends("2015-03-02", 11) == date(2015, 3, 15)


def test_tv_50():
    assert category_on(50, "2026-01-09") == 2
    assert category_on(50, "2026-01-10") is None
    disposal = next(e for e in examples() if e.number == 50).facts.disposals[0]
    assert s31a_referral(disposal) == date(2025, 2, 1)


def test_tv_52():
    answer = vector(52, "2028-01-01")
    assert answer.review.qualifying == date(2027, 7, 16)
    assert answer.review.first_day == date(2031, 3, 10)


def test_tv_53():
    # Level counts are the statistics' own; the law gives one category throughout.
    facts = given_registered()
    assert {position(facts, date(2014, 6, 1) + timedelta(days=n)).category for n in (0, 303)} == {1}


def test_tv_54():
    answer = vector(54)
    assert answer.category == 1
    assert answer.registration.first == date(2010, 4, 1)
    assert answer.registration.indefinite
    assert due(answer, "initial notification") == [date(2014, 6, 14)]
    facts = next(e for e in examples() if e.number == 54).facts
    notified = replace(facts, notifications=(Notification(date(2014, 6, 13), "initial"),))
    assert position(notified, date(2014, 7, 1)).review.first_day == date(2029, 6, 13)


def test_tv_55():
    facts = given_registered(
        changes=(Change("M", "address", date(2014, 11, 1)),),
        notifications=(Notification(date(2014, 11, 2), "change"),),
    )
    (duty,) = [d for d in position(facts, date(2014, 11, 30)).duties if d.kind == "address"]
    assert duty.state(date(2014, 11, 30)) == "recorded"


def test_no_answer_ever_says_breach():
    for example in examples():
        text = json.dumps(as_json(position(example.facts, example.on)))
        assert "breached" not in text
        for duty in position(example.facts, date(2060, 1, 1)).duties:
            assert duty.state(date(2060, 1, 1)) in {
                NOT_RECORDED,
                "recorded",
                "recorded after the due date",
                "waits",
            }


@pytest.mark.parametrize("example", examples(), ids=lambda e: f"tv_{e.number}")
def test_every_answer_names_rules_in_force_or_says_so(example):
    answer = position(example.facts, example.on)
    assert all(r.in_force is not None for r in answer.rules)
    assert all(g.because().endswith(".") for g in answer.grounds)
