"""Working days in England and Wales: bank holidays worked out, so that no list can run out.

The days are those of the Banking and Financial Dealings Act 1971, Schedule 1, of common law and of
royal proclamations; the proclamations that moved or added a day are listed. Right from 1978.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from openmappa.law.dates import ONE_DAY, days_from
from openmappa.law.rules import Status, rule

_MONDAY, _SATURDAY = 0, 5

_EARLY_MAY_MOVED_TO = {1995: date(1995, 5, 8), 2020: date(2020, 5, 8)}
_SPRING_MOVED_TO = {
    2002: date(2002, 6, 4),
    2012: date(2012, 6, 4),
    2022: date(2022, 6, 2),
}
_ONCE_ONLY = (
    date(1981, 7, 29),
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)


@rule(
    "Banking and Financial Dealings Act 1971 s.1, Sch.1 and royal proclamations",
    since=date(1978, 1, 1),
    source="own",
    status=Status.PARTLY,
)
def bank_holidays_1971(year: int) -> frozenset[date]:
    """Bank holidays in England and Wales, with the days put in place of those at a weekend."""
    return _bank_holidays(year)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    days = {
        easter - timedelta(days=2),
        easter + ONE_DAY,
        _EARLY_MAY_MOVED_TO.get(year) or _monday_from(date(year, 5, 1)),
        _SPRING_MOVED_TO.get(year) or _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        day = fixed
        while day.weekday() >= _SATURDAY or day in days:
            day += ONE_DAY
        days.add(day)
    return frozenset(days.union(day for day in _ONCE_ONLY if day.year == year))


def _monday_from(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    moved = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - moved + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Whether the day is neither at a weekend nor a bank holiday in England and Wales."""
    return day.weekday() < _SATURDAY and day not in bank_holidays_1971(day.year)


def working_days_after(event: date, days: int) -> date:
    """The day that many working days after `event`, which does not count itself."""
    day = event
    for _ in range(days):
        day = days_from(day, 1)
        while not is_working_day(day):
            day = days_from(day, 1)
    return day
