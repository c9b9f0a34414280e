"""When journeys out of the United Kingdom must be notified, by the law of the day of leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import Readings, after, beginning_with, days_from, not_less_than_before
from openmappa.law.facts import Travel
from openmappa.law.offences import SOA_2003
from openmappa.law.rules import Rule, Status, rule

REGULATIONS_2012 = date(2012, 8, 13)


@dataclass(frozen=True, slots=True)
class Before:
    """The latest notice of a journey: the last day, and how many hours before departure."""

    readings: Readings
    hours: int | None = None
    excused_hours: int | None = None


@rule(
    "SI 2001/1846",
    since=date(2001, 6, 1),
    until=date(2004, 4, 30),
    source="SOA",
    status=Status.PARTLY,
)
def reg2001_travel(travel: Travel) -> Before | None:
    """Journeys of 8 days or longer: 24 hours before."""
    return _a_day_before(travel) if _at_least(travel, 8) else None


@rule(
    "SI 2004/1220",
    since=SOA_2003,
    until=date(2012, 8, 12),
    source="REG12, REG04",
    status=Status.PARTLY,
)
def reg2004_travel(travel: Travel) -> Before | None:
    """Journeys of 3 days or longer: 7 days before, if known more than 7 days ahead.

    With a reasonable excuse, or if not known so early, 24 hours before.
    """
    if not _at_least(travel, 3):
        return None
    return _a_week_before(travel) or _a_day_before(travel)


@rule(
    "SI 2004/1220 as amended by SI 2012/1876",
    since=REGULATIONS_2012,
    source="NACRO, NI16",
    status=Status.PARTLY,
)
def reg2012_travel(travel: Travel) -> Before | None:
    """Any journey out of the United Kingdom: 7 days before, if known more than 7 days ahead.

    With a reasonable excuse 24 hours before; if not known so early, 12 hours before.
    """
    if (week := _a_week_before(travel)) is not None:
        return week
    return Before(Readings(travel.leaves_on, travel.leaves_on), hours=12)


def _at_least(travel: Travel, days: int) -> bool:
    return travel.returns_on is None or travel.returns_on >= beginning_with(
        travel.leaves_on, days=days
    )


def _a_week_before(travel: Travel) -> Before | None:
    if travel.known_on is None or travel.known_on >= days_from(travel.leaves_on, -7):
        return None
    return Before(not_less_than_before(travel.leaves_on, days=7), excused_hours=24)


def _a_day_before(travel: Travel) -> Before:
    day = days_from(travel.leaves_on, -1)
    return Before(Readings(day, day), hours=24)


@rule(
    "SI 2012/1876, transitional provision",
    since=REGULATIONS_2012,
    until=date(2012, 8, 27),
    source="REG12",
    status=Status.PARTLY,
)
def reg2012_transition(travel: Travel) -> bool:
    """For 14 days after 13 August 2012 the new rules on travel applied with a transition.

    What it says was not read: nothing may be held against who left by 27 August 2012 before a
    lawyer has looked.
    """
    return REGULATIONS_2012 <= travel.leaves_on <= after(REGULATIONS_2012, days=14)


@rule("SI 2004/1220, changes", since=SOA_2003, source="NACRO, NI16", status=Status.PARTLY)
def reg2004_change(travel: Travel) -> Before | None:
    """What was notified changes before leaving: a fresh notice 24 hours before.

    Since 13 August 2012 12 hours before on the lenient reading; advise 24.
    """
    if travel.changed_on is None or travel.changed_on > travel.leaves_on:
        return None
    if travel.leaves_on < REGULATIONS_2012:
        return _a_day_before(travel)
    return Before(Readings(travel.leaves_on, days_from(travel.leaves_on, -1)), hours=12)


@rule(
    "CTA 2008 s.52; SI 2009/2493",
    since=date(2009, 10, 1),
    source="memory",
    status=Status.MEMORY,
)
def cta_s52(travel: Travel) -> Before | None:
    """Under Part 4: journeys of 3 days or longer 7 days before, or 24 hours if known later."""
    if not _at_least(travel, 3):
        return None
    return _a_week_before(travel) or _a_day_before(travel)


@rule("CJIA 2008 s.111", since=date(2009, 8, 3), source="VOO, memory", status=Status.PARTLY)
def cjia_s111(travel: Travel) -> Before | None:
    """Under a violent offender order: journeys of 3 days or longer, as before August 2012."""
    if not _at_least(travel, 3):
        return None
    return _a_week_before(travel) or _a_day_before(travel)


JOURNEYS: tuple[Rule[[Travel], Before | None], ...] = (
    reg2012_travel,
    reg2004_travel,
    reg2001_travel,
)


@rule("SI 2004/1220 (return)", since=SOA_2003, source="memory", status=Status.MEMORY)
def reg2004_return(travel: Travel) -> date | None:
    """Return within 3 days beginning with it, unless day and point of return were given exactly."""
    if travel.returns_on is None or travel.return_given:
        return None
    return beginning_with(travel.returns_on, days=3)
