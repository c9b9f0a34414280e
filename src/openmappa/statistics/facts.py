"""What a count may use of one person: intervals and events, already linked and law applied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import Period


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason in law why someone is MAPPA-eligible, for a time.

    `suspended`: it rests on a suspended sentence. `aggregate`: its twelve months are the sum of
    consecutive terms, none of which reaches them alone, so by default it makes nobody eligible.
    `confirmed` is false while something in the record is odd and nobody has settled it.
    """

    id: int
    category: int
    period: Period
    rule: str
    suspended: bool = False
    aggregate: bool = False
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The time for which one area is responsible."""

    area: str
    period: Period


@dataclass(frozen=True, slots=True)
class LevelPeriod:
    """The time for which someone is at Level 2 or 3 in one area, moves already followed.

    `period` starts with the decision to accept the referral; `first_meeting_on` is the day of the
    first meeting held on it, None where there was none yet or it is not recorded.
    """

    id: int
    area: str
    level: int
    period: Period
    first_meeting_on: date | None = None


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
    """One person as the count sees them.

    `responsibility` is complete: where an extract gave no rows, one period of its own area without
    ends. `unresolved_matches` is the number of records that may be of the same person and wait for
    someone to decide; `may_be` are the nominals they belong to, where that is another one.
    """

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
    unresolved_matches: int = 0
    may_be: tuple[int, ...] = ()
