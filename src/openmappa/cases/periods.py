"""Sets of days as lists of periods: join what touches, take away what is spoken for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from openmappa.law.dates import Period

_ONE_DAY = timedelta(days=1)


def merged(periods: Iterable[Period]) -> list[Period]:
    """The same days as few periods: equal, overlapping and adjoining ones become one."""
    result: list[Period] = []
    for period in sorted(periods, key=_start):
        if result and _touches(result[-1], period):
            last = result[-1].last
            if last is not None and (period.last is None or period.last > last):
                result[-1] = Period(result[-1].first, period.last)
        else:
            result.append(period)
    return result


def without(period: Period, taken: Iterable[Period]) -> list[Period]:
    """The days of `period` that none of `taken` holds."""
    left = [period]
    for other in taken:
        left = [piece for whole in left for piece in _minus(whole, other)]
    return left


def _minus(period: Period, other: Period) -> list[Period]:
    common = period.intersection(other)
    if common is None:
        return [period]
    pieces = []
    if common.first is not None and (period.first is None or period.first < common.first):
        pieces.append(Period(period.first, common.first - _ONE_DAY))
    if common.last is not None and (period.last is None or period.last > common.last):
        pieces.append(Period(common.last + _ONE_DAY, period.last))
    return pieces


def _touches(earlier: Period, later: Period) -> bool:
    """Whether `later`, which does not start before `earlier`, overlaps or follows at once."""
    return earlier.last is None or later.first is None or later.first <= earlier.last + _ONE_DAY


def _start(period: Period) -> tuple[bool, date]:
    return (period.first is not None, period.first or date.min)
