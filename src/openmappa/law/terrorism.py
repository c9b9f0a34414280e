"""Terrorist offenders: notification under the Counter-Terrorism Act 2008 and Category 4."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from openmappa.law.dates import Period, after, beginning_with, disregarding, under_18
from openmappa.law.facts import CUSTODY, INDETERMINATE, TERMS, Disposal, Whereabouts
from openmappa.law.rules import Status, rule

CTA_2008 = date(2009, 10, 1)
_HOSPITAL = frozenset({"hospital_order", "restricted_hospital_order", "guardianship_order"})


@rule("CTA 2008 ss.44, 45", since=CTA_2008, source="CTA", status=Status.PARTLY)
def cta_s45(disposal: Disposal, born: date | None) -> bool:
    """A terrorist offence, aged 16 or over when dealt with, and 12 months or a hospital order.

    Guardianship is read in with hospital orders for Category 4.
    """
    dealt_with = disposal.sentenced_on or disposal.convicted_on
    if not disposal.terrorist or disposal.jurisdiction != "E&W":
        return False
    if born is not None and dealt_with <= beginning_with(born, years=16):
        return False
    if disposal.disposal in INDETERMINATE | _HOSPITAL:
        return True
    return disposal.disposal in TERMS and (disposal.term_months or 0) >= 12


@rule("CTA 2008 s.53", since=CTA_2008, source="CTA", status=Status.PARTLY)
def cta_s53(disposal: Disposal, born: date | None) -> int:
    """30 years for life or 10 years or more, 15 for 5 years or more, else 10; 10 if under 18."""
    if born is not None and under_18(born, disposal.convicted_on):
        return 10
    if disposal.disposal in INDETERMINATE or (disposal.term_months or 0) >= 120:
        return 30
    return 15 if (disposal.term_months or 0) >= 60 else 10


@rule("CTA 2008 s.53(7)", since=CTA_2008, source="CTA", status=Status.MEMORY)
def cta_s53_7(start: date, years: int, whereabouts: Iterable[Whereabouts]) -> date | None:
    """Time in custody does not count towards the end of the notification period."""
    length = (beginning_with(start, years=years) - start) // timedelta(days=1) + 1
    spells = [w.period for w in whereabouts if w.kind in CUSTODY]
    return disregarding(start, length, spells)


def part_4_period(
    disposal: Disposal, born: date | None, whereabouts: Iterable[Whereabouts]
) -> Period:
    """From when to when someone must notify under Part 4 for this offence."""
    start = disposal.sentenced_on or disposal.convicted_on
    return Period(start, cta_s53_7(start, cta_s53(disposal, born), whereabouts))


@rule("CTA 2008 s.47", since=CTA_2008, source="CTA")
def cta_s47(dealt_with: date, spells: Iterable[Period]) -> date | None:
    """First notification under Part 4 within 3 days beginning with the day dealt with.

    Days in custody do not count.
    """
    return disregarding(dealt_with, 3, spells)


@rule("CTA 2008 s.48", since=CTA_2008, source="CTA, memory", status=Status.PARTLY)
def cta_s48(event: date, spells: Iterable[Period]) -> date | None:
    """A change of name or address, a release or a stay of 7 days under Part 4, within 3 days."""
    return disregarding(event, 3, spells)


@rule("CTA 2008 s.49", since=CTA_2008, source="CTA")
def cta_s49(last: date) -> date:
    """Under Part 4 every year: within 1 year after each notification."""
    return after(last, years=1)
