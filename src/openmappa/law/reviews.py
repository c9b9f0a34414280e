"""Review of an indefinite notification requirement, SOA 2003 ss.91A to 91F."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import Period, beginning_with, days_from, in_words, under_18
from openmappa.law.facts import CUSTODY, Disposal, Facts, Order, Residence
from openmappa.law.grounds import Ground, indefinite, s91c
from openmappa.law.orders import s107_6
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
def s91a_relevant(ground: Ground, facts: Facts) -> date | None:
    """The relevant notification is the first after the first release for the offence.

    From remand, the sentence or hospital. For who was never in custody for it, the first
    notification. None where it is not recorded: a first record that is periodic shows that an
    earlier one is missing.
    """
    since: date | None = ground.period.first
    for start in _taken_into_custody(ground):
        for spell in sorted(
            (w.period for w in facts.whereabouts if w.kind in CUSTODY),
            key=lambda p: (p.first or date.min, p.last or date.max),
        ):
            if since is not None and spell.covers(max(start, since)):
                since = spell.first_day_free
    for fact in ground.facts:
        if isinstance(fact, Disposal) and fact.released_on is not None and since is not None:
            since = max(since, fact.released_on)
    if since is None:
        return None
    later = [n for n in facts.notifications if n.on >= since and not n.under]
    first = min(later, key=lambda n: (n.on, n.kind == "periodic"), default=None)
    return None if first is None or first.kind == "periodic" else first.on


def _taken_into_custody(ground: Ground) -> Iterator[date]:
    """The days on which custody for the offence may have begun: of conviction and of sentence."""
    sentenced = (fact.sentenced_on for fact in ground.facts if isinstance(fact, Disposal))
    return (day for day in (ground.period.first, *sentenced) if day is not None)


@rule("SOA 2003 s.91B(6)", since=REMEDIAL_ORDER, source="R91", status=Status.PARTLY)
def s91b_6(refused_on: date, years: int = 8) -> date:
    """After a refusal: 8 years beginning with it, or up to 15 if the chief officer says so."""
    return days_from(beginning_with(refused_on, years=min(max(years, 8), 15)), 1)


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


@rule("SOA 2003 s.91A(4)-(7)", since=REMEDIAL_ORDER, source="R91")
def s91a_4(residences: Iterable[Residence], applied_on: date) -> str:
    """The chief officer to ask: of the area of the address last notified.

    Of several areas the one with most days in the 12 months that end on the day of the application.
    The answer is the area; empty where no address is recorded.
    """
    known = [r for r in residences if (r.period.first or date.min) <= applied_on]
    there = {r.area for r in known if r.period.covers(applied_on)}
    if len(there) == 1:
        return next(iter(there))
    year = _year_ending(applied_on)
    days: dict[str, int] = {}
    for residence in known:
        in_year = residence.period.intersection(year)
        if in_year is not None and in_year.first is not None and in_year.last is not None:
            spent = (in_year.last - in_year.first).days + 1
            days[residence.area] = days.get(residence.area, 0) + spent
    if there:
        return max(sorted(there), key=lambda area: days.get(area, 0))
    last = max(known, key=lambda r: (r.period.last or date.max, r.area), default=None)
    return "" if last is None else last.area


def _year_ending(last: date) -> Period:
    longer = days_from(last, -365)
    reaches = beginning_with(longer, years=1) >= last
    return Period(longer if reaches else days_from(last, -364), last)


@rule("SOA 2003 s.91E", since=REMEDIAL_ORDER, source="memory", status=Status.MEMORY)
def s91e(received_on: date) -> date:
    """Appeal to a magistrates' court within 21 days beginning with receipt of the decision."""
    return beginning_with(received_on, days=21)


@rule("SOA 2003 s.91B, process", since=REMEDIAL_ORDER, source="memory", status=Status.MEMORY)
def s91b_process(applied_on: date) -> tuple[date, date]:
    """Acknowledge within 14 days of the application; the bodies asked answer within 28 days."""
    return days_from(applied_on, 14), days_from(applied_on, 28)


@rule("SOA 2003 s.91C, time to decide", since=REMEDIAL_ORDER, source="memory", status=Status.MEMORY)
def s91c_decision(replies_by: date) -> date:
    """The chief officer decides within 6 weeks of the latest day set for the bodies' answers."""
    return days_from(replies_by, 42)


@rule("SOA 2003 s.91D", since=REMEDIAL_ORDER, source="R91")
def s91d() -> tuple[str, ...]:
    """What the chief officer must weigh. The answer is a checklist and never a result."""
    return (
        "how serious the offence was",
        "how much time has passed since, without another offence",
        "failures to comply with the notification requirements",
        "ages then and now of the person and of any victim",
        "assessments of risk, those under MAPPA among them",
        "what a victim or somebody for the victim submits",
        "convictions, cautions or findings since",
        "whatever else is relevant",
    )


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
    """From when an application may be made; None: not while an order without end runs.

    `to`: the area whose chief officer decides, empty where no address is recorded.
    """

    qualifying: date
    first_day: date | None
    rules: tuple[AnyRule, ...]
    to: str = ""

    def because(self) -> str:
        """One sentence that says from when and why."""
        why = f"({self.rules[0].provision})"
        if self.first_day is None:
            return f"Not while an order without end runs ({s91a_2_b.provision})."
        said = f"May be asked for from {in_words(self.first_day)} {why}"
        if self.first_day != self.qualifying:
            said += (
                f"; the time was over on {in_words(self.qualifying)}, but an order runs longer"
                f" ({s91a_2_b.provision})"
            )
        return f"{said}; ask the chief officer of {self.to}." if self.to else f"{said}."


def review_from(facts: Facts, registrations: Iterable[Ground], on: date) -> ReviewFrom | None:
    """When someone with an indefinite requirement may first ask for its review.

    None where no indefinite requirement from a disposal, notice or order of the police runs on
    that day, or its relevant notification is not recorded.
    """
    dates: list[date] = []
    for ground in registrations:
        if not _runs_without_end(ground, on) or ground.period.first is None:
            continue
        notified = s91a_relevant(ground, facts)
        if notified is None or notified > on:
            return None
        young = facts.born is not None and under_18(facts.born, _relevant_date(ground, facts))
        dates.append(s91b_2(notified, under_18=young))
    if not dates:
        return None
    rules: list[AnyRule] = [s91b_2, s91a_relevant]
    qualifying = max(dates)
    refusals = [
        s91b_6(review.refused_on, review.years)
        for review in facts.reviews
        if review.refused_on is not None and review.refused_on <= on
    ]
    if refusals:
        qualifying = max(qualifying, *refusals)
        rules.append(s91b_6)
    first = s91a_2_b(facts, qualifying)
    if first != qualifying:
        rules.append(s91a_2_b)
    to = s91a_4(facts.residences, on)
    if to:
        rules.append(s91a_4)
    return ReviewFrom(qualifying, first, tuple(rules), to)


def _runs_without_end(ground: Ground, on: date) -> bool:
    """Whether a requirement without end runs that day; one that a review ends later still does."""
    endless = indefinite(ground) or s91c in ground.rules
    return endless and ground.period.covers(on)


def _relevant_date(ground: Ground, facts: Facts) -> date:
    """The relevant date of s.82(6): after a notice or order the day of the conviction abroad."""
    named = {f.for_disposal for f in ground.facts if isinstance(f, Order)}
    abroad = [d.relevant_on or d.convicted_on for d in facts.disposals if d.ref in named]
    return min(abroad, default=ground.period.first or date.min)


@dataclass(frozen=True, slots=True)
class ReviewProcess:
    """The days of one application; None where what they count from is not recorded."""

    ref: str
    acknowledge_by: date | None
    replies_by: date | None
    decide_by: date | None
    appeal_by: date | None
    rules: tuple[AnyRule, ...]

    def because(self) -> str:
        """One sentence with the days there are."""
        said = [
            f"{what} by {in_words(day)}"
            for what, day in (
                ("to be acknowledged", self.acknowledge_by),
                ("the bodies asked to answer", self.replies_by),
                ("to be decided", self.decide_by),
                ("appeal to a magistrates' court", self.appeal_by),
            )
            if day is not None
        ]
        provisions = "; ".join(r.provision for r in self.rules)
        return f"Application for review: {', '.join(said)} ({provisions})."


def processes(facts: Facts, on: date) -> tuple[ReviewProcess, ...]:
    """The days of every application known on the day `on`, for the facts there are."""
    found = []
    for review in facts.reviews:
        days: dict[str, date] = {}
        rules: list[AnyRule] = []
        if review.applied_on is not None and review.applied_on <= on:
            days["acknowledge"], days["replies"] = s91b_process(review.applied_on)
            if review.replies_by is not None:
                days["replies"] = review.replies_by
            days["decide"] = s91c_decision(days["replies"])
            rules += [s91b_process, s91c_decision]
        refused = review.refused_on
        if refused is not None and refused <= on:
            days["appeal"] = s91e(max(review.received_on or refused, refused))
            rules.append(s91e)
        if rules:
            found.append(
                ReviewProcess(
                    review.ref,
                    days.get("acknowledge"),
                    days.get("replies"),
                    days.get("decide"),
                    days.get("appeal"),
                    tuple(rules),
                )
            )
    return tuple(found)
