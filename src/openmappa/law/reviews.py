"""Review of an indefinite notification requirement, SOA 2003 ss.91A to 91F."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import Period, beginning_with, days_from, under_18
from openmappa.law.facts import CUSTODY, Facts, Review
from openmappa.law.grounds import Ground
from openmappa.law.orders import s98_2, s107_6
from openmappa.law.rules import AnyRule, Status, rule

REMEDIAL_ORDER = date(2012, 7, 30)
_PREVENTION_ORDERS = frozenset({"SOPO", "interim_SOPO", "SHPO", "interim_SHPO"})


@rule("SOA 2003 s.91B(2)", since=REMEDIAL_ORDER, source="R91")
def s91b_2(notified: date, *, under_18: bool) -> date:
    """An application may be made 15 years after the relevant notification, 8 if under 18 then.

    From the day after the end of 15 (or 8) years beginning with that notification. "Then" is the
    relevant date.
    """
    return days_from(beginning_with(notified, years=8 if under_18 else 15), 1)


@rule(
    "SOA 2003 s.91A, relevant notification",
    since=REMEDIAL_ORDER,
    source="memory",
    status=Status.MEMORY,
)
def s91a_relevant(start: date, facts: Facts) -> date | None:
    """The relevant notification is the first after the first release for the offence.

    For who was never in custody for it, the first notification. None where it is not recorded:
    a first record that is periodic shows that an earlier one is missing.
    """
    spells = sorted(
        (w.period for w in facts.whereabouts if w.kind in CUSTODY),
        key=lambda p: (p.first or date.min, p.last or date.max),
    )
    since: date | None = start
    for spell in spells:
        if spell.covers(start):
            since = spell.first_day_free
            break
    if since is None:
        return None
    later = [n for n in facts.notifications if n.on >= since]
    first = min(later, key=lambda n: (n.on, n.kind == "periodic"), default=None)
    return None if first is None or first.kind == "periodic" else first.on


@rule("SOA 2003 s.91B(6)", since=REMEDIAL_ORDER, source="R91", status=Status.PARTLY)
def s91b_6(review: Review) -> date:
    """After a refusal: 8 years beginning with it, or up to 15 if the chief officer says so."""
    return days_from(beginning_with(review.refused_on, years=min(max(review.years, 8), 15)), 1)


@rule("SOA 2003 s.91A(2)(b)", since=REMEDIAL_ORDER, source="R91")
def s91a_2_b(facts: Facts, on: date) -> date | None:
    """No application while a SOPO or SHPO runs, interim ones included.

    The answer is the first day free of them from `on` on, or None where one has no end.
    """
    free = on
    ends = [
        Period(order.made_on, last)
        for order in facts.orders
        if order.type in _PREVENTION_ORDERS
        and ((last := s107_6(order, facts.orders)) is None or order.made_on <= last)
    ]
    for period in sorted(ends, key=lambda p: p.first or date.min):
        if period.covers(free):
            following = period.first_day_free
            if following is None:
                return None
            free = following
    return free


@rule("SOA 2003 s.91E", since=REMEDIAL_ORDER, source="memory", status=Status.MEMORY)
def s91e(received_on: date) -> date:
    """Appeal to a magistrates' court within 21 days beginning with receipt of the decision."""
    return beginning_with(received_on, days=21)


@rule("SOA 2003 s.91B, process", since=REMEDIAL_ORDER, source="memory", status=Status.MEMORY)
def s91b_process(received_on: date) -> tuple[date, date]:
    """Acknowledge within 14 days of the application; the bodies asked answer within 28 days."""
    return days_from(received_on, 14), days_from(received_on, 28)


@rule(
    "Crime and Policing Act 2026 (police-initiated review)",
    since=None,
    source="CPA26",
    status=Status.MEMORY,
)
def cpa26_review(registration: Ground) -> bool:
    """The police may end an indefinite requirement without an application.

    Not commenced, so switched off.
    """
    return registration.period.last is None


@dataclass(frozen=True, slots=True)
class ReviewFrom:
    """From when an application may be made; None: not while an order without end runs."""

    qualifying: date
    first_day: date | None
    rules: tuple[AnyRule, ...]


def review_from(facts: Facts, registrations: Iterable[Ground], on: date) -> ReviewFrom | None:
    """When someone with an indefinite requirement may first ask for its review.

    None where no indefinite requirement from a disposal, notice or order of the police runs on
    that day, or its relevant notification is not recorded.
    """
    dates: list[date] = []
    for ground in registrations:
        if not _indefinite(ground, on) or ground.period.first is None:
            continue
        notified = s91a_relevant(ground.period.first, facts)
        if notified is None or notified > on:
            return None
        young = facts.born is not None and under_18(facts.born, ground.period.first)
        dates.append(s91b_2(notified, under_18=young))
    if not dates:
        return None
    rules: list[AnyRule] = [s91b_2, s91a_relevant]
    qualifying = max(dates)
    refusals = [s91b_6(review) for review in facts.reviews if review.refused_on <= on]
    if refusals:
        qualifying = max(qualifying, *refusals)
        rules.append(s91b_6)
    first = s91a_2_b(facts, qualifying)
    if first != qualifying:
        rules.append(s91a_2_b)
    return ReviewFrom(qualifying, first, tuple(rules))


def _indefinite(ground: Ground, on: date) -> bool:
    by_order = not {"s82-1-a", "s82-1-c", s98_2.id}.isdisjoint(r.id for r in ground.rules)
    return (
        ground.category == 1
        and ground.period.last is None
        and ground.period.covers(on)
        and by_order
    )
