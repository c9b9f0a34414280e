"""Calendar days and the ways in which statutes count them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Calendar days from `first` to `last`, both included; None means without end on that side."""

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it starts ({self.first})")

    @property
    def first_day_free(self) -> date | None:
        """The day after the last, or None where the period has no end."""
        return None if self.last is None or self.last == date.max else self.last + ONE_DAY

    def covers(self, on: date) -> bool:
        """Whether the day `on` lies in the period."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share at least one day."""
        return (self.first is None or other.last is None or self.first <= other.last) and (
            other.first is None or self.last is None or other.first <= self.last
        )

    def intersection(self, other: Period) -> Period | None:
        """The days that both periods hold, or None where they share none."""
        if not self.overlaps(other):
            return None
        firsts = [d for d in (self.first, other.first) if d is not None]
        lasts = [d for d in (self.last, other.last) if d is not None]
        return Period(max(firsts, default=None), min(lasts, default=None))


def in_words(day: date) -> str:
    """The day as people write it: "10 March 2014"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def days_from(day: date, days: int) -> date:
    """The day so many days later, or earlier if negative; never beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def beginning_with(start: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The last day of a period of that length *beginning with* `start`, which is its first day.

    Where the corresponding day does not exist the period runs to the end of that month: ten years
    beginning with 29 February 2016 end on 28 February 2026.
    """
    following = _corresponding(start, years=years, months=months)
    return date.max if following is None else days_from(following, days - 1)


def after(event: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The last day of a period of that length *after* `event`, a day that itself does not count.

    Where the corresponding day does not exist it is the last of that month: one year after
    29 February 2016 ends on 28 February 2017.
    """
    following = _corresponding(event, years=years, months=months)
    if following is None:
        return date.max
    if following.day != event.day:
        following -= ONE_DAY
    return days_from(following, days)


@dataclass(frozen=True, slots=True)
class Readings:
    """The two ways to count "not less than n days before": advise the strict, alert on the other.

    `due` is the last day on the lenient reading; `advise_by` the last if the days must be clear.
    """

    due: date
    advise_by: date


def not_less_than_before(event: date, *, days: int) -> Readings:
    """The last day that is *not less than* so many days *before* `event`, on both readings."""
    return Readings(due=days_from(event, -days), advise_by=days_from(event, -days - 1))


def disregarding(start: date, days: int, spells: Iterable[Period]) -> date | None:
    """The last of so many days from `start` on, which counts, when days in `spells` do not.

    Whole days in a spell do not count; the day after a spell is the next that does. None where a
    spell without end comes first.
    """
    day, left = start, days
    for spell in sorted(spells, key=lambda s: (s.first or date.min, s.last or date.max)):
        free = 0 if spell.first is None else (spell.first - day).days
        if free >= left:
            break
        if spell.last is not None and spell.last < day:
            continue
        left -= max(free, 0)
        following = spell.first_day_free
        if following is None:
            return None
        day = following
    return days_from(day, left - 1)


def under_18(born: date, on: date) -> bool:
    """Whether someone born that day is under 18 on the day `on`; so is who is born later.

    18 is reached at the start of the birthday; who was born on 29 February reaches it on 1 March.
    """
    birthday = eighteenth_birthday(born)
    return birthday is None or on < birthday


def eighteenth_birthday(born: date) -> date | None:
    """The day on which 18 is reached; None beyond the calendar."""
    return _corresponding(born, years=18, months=0)


def latest_birth_of_18(on: date) -> date:
    """The latest day of birth of somebody who is 18 on the day `on`; who is born later is not."""
    try:
        return date(on.year - 18, on.month, on.day)
    except ValueError:  # 29 February: who was born on 1 March then is 18 the day after
        return date(on.year - 18, 2, 28)


def age_on(born: date, on: date) -> int:
    """Age in whole years on the day `on`, which is not before birth."""
    years = on.year - born.year
    birthday = _corresponding(born, years=years, months=0)
    return years - 1 if birthday is None or on < birthday else years


def _corresponding(start: date, *, years: int, months: int) -> date | None:
    """The corresponding day, else the first of the next month; None beyond the calendar."""
    month = start.month - 1 + months
    year = start.year + years + month // 12
    month = month % 12 + 1
    if year > date.max.year:
        return None
    try:
        return date(year, month, start.day)
    except ValueError:  # a day 29 to 31 that this month lacks; December has them all
        return date(year, month + 1, 1)
