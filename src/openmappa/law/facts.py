"""What the law is applied to: plain facts about one person, as courts and agencies recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import Period


@dataclass(frozen=True, slots=True)
class Disposal:
    """What a court or the police imposed for one offence.

    `offence_class` is the class of the extract format (`sexual_sch3`, `sexual_sch15`,
    `violent_sch15`, `s327_4a`, `other`): the source says that the schedule's threshold is met.
    `disposal` is the extract format's word (`imprisonment`, `caution`, ...). `ends_on` is the last
    day of the whole sentence or order, licence included; None means that it has no end.
    `consecutive_to` is the `ref` of the term that this one follows. `relevant_on` is the relevant
    date of s.82(6) where it is not the day of conviction, finding or caution.
    """

    ref: str
    offence: str
    offence_class: str
    convicted_on: date
    disposal: str
    term_months: int | None = None
    sentenced_on: date | None = None
    ends_on: date | None = None
    consecutive_to: str | None = None
    jurisdiction: str = "E&W"
    relevant_on: date | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A court order; `ends_on` None means until further order."""

    ref: str
    type: str
    made_on: date
    ends_on: date | None = None
    served_on: date | None = None
    applied_for_on: date | None = None
    foreign_travel_restriction: bool = False
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Designation:
    """A Responsible Authority's decision that someone is another dangerous offender."""

    ref: str
    area: str
    period: Period
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the law needs to know of one person to say which categories apply and when."""

    born: date | None = None
    died_on: date | None = None
    disposals: tuple[Disposal, ...] = ()
    orders: tuple[Order, ...] = ()
    designations: tuple[Designation, ...] = ()
