"""Times as bars on one axis: where each begins and how wide it is, in thousandths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import ONE_DAY, Period, days_from

WIDTH = 1000
_AHEAD = 5 * 365  # how much of what is to come an axis shows when something has no end
_LEAST = 4  # a day must still be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One time on the axis; `open`: it goes on beyond the axis."""

    x: float
    width: float
    text: str
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that bars are drawn on."""

    first: date
    last: date
    on: float

    @classmethod
    def of(cls, periods: Iterable[Period], on: date) -> Axis:
        """An axis that holds all these periods, the day and what is soon to come."""
        days = [day for p in periods for day in (p.first, p.last) if day is not None]
        first = min([*days, on])
        last = min(max([*days, days_from(on, 365)]), days_from(on, _AHEAD))
        return cls(first, last, _place(on, first, last))

    def bar(self, period: Period, text: str, on: date) -> Bar | None:
        """The period as a bar; None where it lies beyond the axis."""
        if period.first is not None and period.first > self.last:
            return None
        begins = _place(max(period.first or self.first, self.first), self.first, self.last)
        end = self.last if period.last is None else min(period.last, self.last)
        ends = _place(end + ONE_DAY if end < date.max else end, self.first, self.last)
        over = period.last is not None and period.last < on
        state = "runs" if period.covers(on) else "ended" if over else "comes"
        width = max(ends - begins, _LEAST)
        return Bar(
            round(min(begins, WIDTH - _LEAST), 1),
            round(width, 1),
            text,
            state,
            period.last is None or period.last > self.last,
        )


def _place(day: date, first: date, last: date) -> float:
    return round((day - first).days / max((last - first).days, 1) * WIDTH, 1)


def lane(axis: Axis, spells: Sequence[tuple[Period, str]], on: date) -> list[Bar]:
    """The bars of one lane."""
    return [bar for period, text in spells if (bar := axis.bar(period, text, on)) is not None]
