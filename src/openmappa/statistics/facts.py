"""What a count may use of one person: intervals and events, already linked and law applied."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from openmappa.law.dates import Period


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason in law why someone is MAPPA-eligible, for a time."""

    id: int
    category: int
    period: Period
    rule: str
    suspended: bool = False  # it rests on a suspended sentence


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The time for which one area is responsible."""

    area: str
    period: Period


@dataclass(frozen=True, slots=True)
class LevelPeriod:
    """The time for which someone is at Level 2 or 3 in one area, moves already followed."""

    id: int
    area: str
    level: int
    period: Period


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where someone was, other than at home."""

    kind: str
    period: Period
    place: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A court order, on the day it was made."""

    id: int
    type: str
    made_on: date
    applied_for_on: date | None = None
    foreign_travel_restriction: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach and what came of it; `order_type` is that of the order breached, if any."""

    id: int
    kind: str
    breached_on: date | None
    decision: str
    decided_on: date | None
    returned_on: date | None = None
    order_type: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person as the count sees them."""

    nominal: int
    reference: str
    name: str
    died_on: date | None = None
    grounds: tuple[Ground, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    levels: tuple[LevelPeriod, ...] = ()
    whereabouts: tuple[Whereabouts, ...] = ()
    orders: tuple[Order, ...] = ()
    breaches: tuple[Breach, ...] = ()
    restricted: bool = False
    unresolved_matches: int = field(default=0)
