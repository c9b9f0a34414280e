"""The port through which rooms below put what people entered on a record's overview and print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from openmappa.agencies.permissions import Part

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what is said, what more is known of it, who says so, and small pictures of it.

    Of each picture its address and what it shows.
    """

    said: str
    more: str
    by: str
    pictures: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in one section of a part of the record; `key` is the section's own."""

    part: Part
    key: str
    title: str
    lines: list[Line]


Source = Callable[["Seen", date], list[Entered]]
_sources: list[Source] = []


def tell(source: Source) -> None:
    """Register, once at start, who reads what people entered; it keeps to the parts one sees."""
    if source not in _sources:
        _sources.append(source)


def entered(person: Seen, on: date) -> list[Entered]:
    """What stands on a day in the sections of the parts that the visitor sees, empty ones too."""
    return [section for source in _sources for section in source(person, on)]
