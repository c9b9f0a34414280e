from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmappa.law.dates import (
    Period,
    Readings,
    after,
    age_on,
    beginning_with,
    disregarding,
    eighteenth_birthday,
    in_words,
    latest_birth_of_18,
    not_less_than_before,
    under_18,
)
from tests.law.given import day, period

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        ("2015-02-05", {"years": 2}, "2017-02-04"),
        ("2016-02-29", {"years": 10}, "2026-02-28"),
        ("2014-08-31", {"months": 42}, "2018-02-28"),
        ("2015-02-28", {"days": 3}, "2015-03-02"),
        ("2016-02-28", {"days": 3}, "2016-03-01"),
        ("2014-10-01", {"years": 7}, "2021-09-30"),
        ("2014-12-31", {"months": 2}, "2015-02-28"),
        ("2014-12-01", {"months": 1}, "2014-12-31"),
        ("9995-01-01", {"years": 10}, "9999-12-31"),
        ("9999-12-31", {"days": 3}, "9999-12-31"),
    ],
)
def test_beginning_with(start, length, last):
    assert beginning_with(day(start), **length) == day(last)


@pytest.mark.parametrize(
    ("event", "length", "last"),
    [
        ("2014-03-11", {"years": 1}, "2015-03-11"),
        ("2016-02-29", {"years": 1}, "2017-02-28"),
        ("2016-02-29", {"years": 4}, "2020-02-29"),
        ("2014-09-05", {"days": 7}, "2014-09-12"),
        ("9999-01-01", {"years": 1}, "9999-12-31"),
        ("9999-12-30", {"days": 7}, "9999-12-31"),
    ],
)
def test_after(event, length, last):
    assert after(day(event), **length) == day(last)


def test_not_less_than_before():
    assert not_less_than_before(date(2014, 6, 20), days=7) == Readings(
        due=date(2014, 6, 13), advise_by=date(2014, 6, 12)
    )
    assert not_less_than_before(date.min, days=7) == Readings(date.min, date.min)


@pytest.mark.parametrize(
    ("start", "spells", "last"),
    [
        ("2014-05-15", [], "2014-05-17"),
        ("2014-05-15", [("2014-05-15", "2018-11-16")], "2018-11-19"),
        # on bail at conviction, remanded the next day: one day is used up
        ("2014-05-15", [("2014-05-16", "2014-05-30")], "2014-06-01"),
        ("2014-05-15", [("2014-05-17", "2014-05-30")], "2014-05-31"),
        ("2014-05-15", [("2014-05-18", "2014-05-30")], "2014-05-17"),
        ("2014-05-15", [("2014-05-01", "2014-05-14")], "2014-05-17"),
        ("2014-05-15", [("2014-05-01", "2014-05-15")], "2014-05-18"),
        ("2014-05-15", [("2014-05-15", "2014-05-20"), ("2014-05-18", "2014-05-19")], "2014-05-23"),
        ("2014-05-15", [("2014-05-15", None)], None),
        ("2014-05-15", [("2014-05-17", None)], None),
        ("2014-05-15", [("2014-05-18", None)], "2014-05-17"),
        ("2014-05-15", [(None, "2014-05-16")], "2014-05-19"),
        ("9999-12-30", [], "9999-12-31"),
    ],
)
def test_disregarding(start, spells, last):
    assert disregarding(day(start), 3, [period(*spell) for spell in spells]) == day(last)


@pytest.mark.parametrize(
    ("born", "on", "young"),
    [
        ("1997-03-10", "2015-03-09", True),
        ("1997-03-10", "2015-03-10", False),
        ("1996-02-29", "2014-02-28", True),
        ("1996-02-29", "2014-03-01", False),
        ("9990-01-01", "9999-01-01", True),
    ],
)
def test_under_18(born, on, young):
    assert under_18(day(born), day(on)) is young


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-800, 8000))
def test_18_is_reached_on_one_day_whoever_asks(born, days):
    birthday = eighteenth_birthday(born)
    on = birthday + timedelta(days=days) if days > -800 else birthday
    assert under_18(born, on) == (on < birthday) == (born > latest_birth_of_18(on))
    assert (age_on(born, on) < 18) == under_18(born, on)
    assert not under_18(born, birthday)
    assert under_18(born, birthday - timedelta(days=1))


def test_age_on():
    assert age_on(date(1997, 3, 10), date(2015, 3, 9)) == 17
    assert age_on(date(1997, 3, 10), date(2015, 3, 10)) == 18


def test_in_words():
    assert in_words(date(2014, 3, 10)) == "10 March 2014"


class TestPeriod:
    def test_cannot_end_before_it_starts(self):
        with pytest.raises(ValueError, match="cannot end"):
            period("2014-03-10", "2014-03-09")

    def test_covers_both_ends(self):
        whole = period("2014-03-10", "2014-03-12")
        assert [whole.covers(date(2014, 3, n)) for n in (9, 10, 12, 13)] == [
            False,
            True,
            True,
            False,
        ]

    def test_without_ends_covers_everything(self):
        assert Period(None, None).covers(date.min)
        assert Period(None, None).covers(date.max)

    def test_intersection(self):
        one, other = period("2014-03-01", "2014-03-10"), period("2014-03-10", None)
        assert one.intersection(other) == period("2014-03-10", "2014-03-10")
        assert one.intersection(period("2014-03-11")) is None
        assert Period(None, None).intersection(Period(None, None)) == Period(None, None)

    def test_first_day_free(self):
        assert period("2014-03-01", "2014-03-10").first_day_free == date(2014, 3, 11)
        assert period("2014-03-01").first_day_free is None
        assert Period(None, date.max).first_day_free is None


@given(DAYS, st.integers(0, 100), st.integers(1, 1200))
def test_the_day_after_the_last_is_the_first_free(start, years, months):
    whole = Period(start, beginning_with(start, years=years, months=months))
    assert whole.covers(whole.last)
    assert not whole.covers(whole.first_day_free)
    assert whole.first_day_free == whole.last + timedelta(days=1)


@given(DAYS, st.integers(1, 100))
def test_after_is_the_day_after_beginning_with_except_at_the_end_of_a_month(event, years):
    assert after(event, years=years) - beginning_with(event, years=years) in {
        timedelta(days=1),
        timedelta(days=0),
    }


@given(DAYS, st.lists(st.tuples(DAYS, st.integers(0, 400))), st.integers(1, 30))
def test_disregarding_counts_each_free_day(start, spells, days):
    periods = [Period(first, first + timedelta(days=n)) for first, n in spells]
    last = disregarding(start, days, periods)
    free = sum(
        not any(p.covers(start + timedelta(days=n)) for p in periods)
        for n in range((last - start).days + 1)
    )
    assert free == days
    assert not any(p.covers(last) for p in periods)
