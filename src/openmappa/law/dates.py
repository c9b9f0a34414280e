"""Calendar days and the ways in which statutes count them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Calendar days from `first` to `last`, both included; None means without end on that side."""

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it starts ({self.first})")

    def covers(self, on: date) -> bool:
        """Whether the day `on` lies in the period."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share at least one day."""
        return (
            self.first is None or other.last is None or self.first <= other.last
        ) and (other.first is None or self.last is None or other.first <= self.last)

    def intersection(self, other: Period) -> Period | None:
        """The days that both periods hold, or None where they share none."""
        if not self.overlaps(other):
            return None
        firsts = [d for d in (self.first, other.first) if d is not None]
        lasts = [d for d in (self.last, other.last) if d is not None]
        return Period(max(firsts, default=None), min(lasts, default=None))
