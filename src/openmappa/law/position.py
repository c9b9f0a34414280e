"""The whole legal position of one person on one day, with the rules that made every answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from openmappa.law import findings as checks
from openmappa.law.dates import Period, days_from, in_words, under_18
from openmappa.law.duties import Duty, duties
from openmappa.law.facts import INDETERMINATE, TERMS, Disposal, Facts, Order, Recall
from openmappa.law.findings import Finding
from openmappa.law.grounds import Ground, category_on, grounds, notice_last_day, precedence
from openmappa.law.licences import (
    FixedTerm,
    Recalled,
    ReleasePoint,
    fixed_term_recall,
    fixed_term_recall_is_mandatory,
    licence_end,
    polygraph_eligible,
    release_point,
    s31a_referral,
    s256aa,
    sentence_end,
)
from openmappa.law.orders import KINDS, OrderPosition, s98_2
from openmappa.law.orders import position as order_position
from openmappa.law.retention import Retention, retention
from openmappa.law.reviews import ReviewFrom, review_from
from openmappa.law.rules import LAW_VERSION, AnyRule, Status, rule
from openmappa.law.victims import Contact, contact


@dataclass(frozen=True, slots=True)
class Registration:
    """The notification requirement that runs on a day, whatever grounds it rests on.

    `first` is the relevant date; `period` the days on which it binds here.
    """

    first: date | None
    period: Period
    deciding: Ground
    rules: tuple[AnyRule, ...]

    @property
    def indefinite(self) -> bool:
        """Whether it has no end."""
        return self.period.last is None

    def because(self) -> str:
        """One sentence that says from when, until when and by what."""
        since = "" if self.first is None else f" from {in_words(self.first)}"
        last = self.period.last
        until = "without end" if last is None else f"until {in_words(last)}"
        return f"Notification{since} {until}: {self.deciding.because()}"


@rule(
    "SOA 2003 ss.80, 107, read together",
    since=date(2004, 5, 1),
    source="own",
    status=Status.DESIGN,
)
def longest_registration(registrations: Sequence[Ground], on: date) -> tuple[Ground, ...]:
    """Several events each register for their own time: someone is registered while any runs.

    The requirement ends with the last of those that run on, each before the one before it has
    ended. No end beats all. The answer is the unbroken series that holds on the day, by last day.
    """
    series: list[Ground] = []
    reach: date | None = None
    for ground in registrations:
        first, last = ground.period.first or date.min, ground.period.last
        broken = series and reach is not None and first > days_from(reach, 1)
        if broken and reach is not None and on > reach:
            series, broken = [], False
        if not broken:
            reach = last if not series else _later(reach, last)
            series.append(ground)
    if not any(ground.period.covers(on) for ground in series):
        return ()
    return tuple(sorted(series, key=lambda g: g.period.last or date.max))


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def registration(found: Iterable[Ground], facts: Facts, on: date) -> Registration | None:
    """The notification requirement on the day `on`, or None for who is not registered that day."""
    series = longest_registration([g for g in found if g.category == 1], on)
    if not series:
        return None
    endless = [g for g in series if g.period.last is None]
    deciding = endless[0] if endless else series[-1]
    first = min((g.period.first for g in series if g.period.first is not None), default=None)
    rules = deciding.rules if len(series) == 1 else (*deciding.rules, longest_registration)
    return Registration(
        _relevant(deciding, facts) if s98_2 in deciding.rules else first,
        Period(first, deciding.period.last),
        deciding,
        rules,
    )


def _relevant(ground: Ground, facts: Facts) -> date | None:
    """The conviction abroad from which a notification order or notice counts."""
    named = {f.for_disposal for f in ground.facts if isinstance(f, Order)}
    dates = [d.relevant_on or d.convicted_on for d in facts.disposals if d.ref in named]
    return min(dates, default=ground.period.first)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What follows from one sentence: licence, release, supervision, polygraph, victim contact.

    `referral_from`: when the Parole Board must look at a licence for public protection.
    """

    ref: str
    licence_ends_on: date | None
    release: tuple[ReleasePoint, AnyRule] | None
    supervision_ends_on: date | None
    referral_from: date | None
    polygraph: bool | None
    contact: Contact

    @property
    def rules(self) -> tuple[AnyRule, ...]:
        """The rules that gave the answers there are."""
        release = () if self.release is None else (self.release[1],)
        supervision = () if self.supervision_ends_on is None else (s256aa,)
        referral = () if self.referral_from is None else (s31a_referral,)
        return (licence_end, *release, *supervision, *referral, *self.contact.rules)


def _sentence(disposal: Disposal, facts: Facts, on: date) -> Sentence:
    released = disposal.released_on
    ends = licence_end(disposal)
    return Sentence(
        ref=disposal.ref,
        licence_ends_on=ends if ends is not None else sentence_end(disposal, facts.recalls),
        release=release_point(disposal, released or on, serious=False),
        supervision_ends_on=s256aa(disposal),
        referral_from=s31a_referral(disposal) if disposal.disposal in {"ipp", "dpp"} else None,
        polygraph=None if released is None else polygraph_eligible(disposal, facts.born, released),
        contact=contact(disposal),
    )


@dataclass(frozen=True, slots=True)
class RecallPosition:
    """A fixed-term recall: its last day, and whether it had to be one; None: no fixed term."""

    ref: str
    fixed_term: FixedTerm | None
    mandatory: bool


def _recall(recall: Recall, facts: Facts) -> RecallPosition:
    """Without its sentence among the facts a recall is taken to be of an ordinary long one."""
    on = recall.returned_on
    sentence = next((d for d in facts.disposals if d.ref == recall.disposal), None)
    recalled = Recalled(
        returned_on=on,
        term_months=None if sentence is None else sentence.term_months,
        adult=facts.born is None or not under_18(facts.born, on),
        extended=sentence is not None and sentence.disposal == "extended",
        level=max((x.level for x in facts.levels if x.period.covers(on)), default=1),
        terrorist=sentence is not None and sentence.terrorist,
    )
    fixed = fixed_term_recall(recalled) if recall.kind == "fixed_term" else None
    return RecallPosition(recall.ref, fixed, fixed_term_recall_is_mandatory(recalled))


@dataclass(frozen=True, slots=True)
class LegalPosition:
    """Everything the rules say of one person on one day."""

    on: date
    category: int | None
    grounds: tuple[Ground, ...]
    registration: Registration | None
    duties: tuple[Duty, ...]
    orders: tuple[OrderPosition, ...]
    review: ReviewFrom | None
    retention: Retention | None
    sentences: tuple[Sentence, ...]
    recalls: tuple[RecallPosition, ...]
    findings: tuple[Finding, ...] = ()
    law_version: str = LAW_VERSION

    @property
    def rules(self) -> tuple[AnyRule, ...]:
        """Every rule that was used, once each, in the order of the answers."""
        used: list[AnyRule] = [precedence]
        for ground in self.grounds:
            used += ground.rules
        used += () if self.registration is None else self.registration.rules
        for duty in self.duties:
            used += duty.rules
        for order in self.orders:
            used += order.rules
        used += () if self.review is None else self.review.rules
        used += () if self.retention is None else self.retention.rules
        for sentence in self.sentences:
            used += sentence.rules
        used += (r.fixed_term.rule for r in self.recalls if r.fixed_term is not None)
        return tuple(dict.fromkeys(used))


def position(facts: Facts, on: date) -> LegalPosition:
    """The legal position on the day `on`. After a death nothing binds and no category applies."""
    found = grounds(facts)
    alive = facts.died_on is None or on <= facts.died_on
    running = [g.category for g in found if g.period.covers(on)]
    answer = LegalPosition(
        on=on,
        category=category_on(running, on) if alive else None,
        grounds=found,
        registration=registration(found, facts, on) if alive else None,
        duties=duties(facts, found, on) if alive else (),
        orders=tuple(
            order_position(order, facts.orders, on, last=notice_last_day(order, facts))
            for order in facts.orders
            if order.type in KINDS
        ),
        review=review_from(facts, found, on) if alive else None,
        retention=_retention(facts, found),
        sentences=tuple(
            _sentence(d, facts, on) for d in facts.disposals if d.disposal in TERMS | INDETERMINATE
        ),
        recalls=tuple(_recall(recall, facts) for recall in facts.recalls),
    )
    return replace(answer, findings=checks.findings(facts, answer.duties, answer.rules, on))


@rule(
    "Management of Police Information, no date of birth",
    since=date(2005, 11, 14),
    source="own",
    status=Status.DESIGN,
)
def assumed_birth(earliest: date) -> date:
    """Without a date of birth the person counts as having been 10 on the earliest recorded day.

    The record is then kept no shorter than the rule asks; the assumption is shown.
    """
    return date(max(earliest.year - 10, 1), earliest.month, min(earliest.day, 28))


def _retention(facts: Facts, found: Sequence[Ground]) -> Retention | None:
    days = [d.convicted_on for d in facts.disposals] + [o.made_on for o in facts.orders]
    days += [g.period.first for g in found if g.period.first is not None]
    days += [day for day in (facts.keeping.opened_on,) if day is not None]
    if not days:
        return None
    earliest = min(days)
    opened = facts.keeping.opened_on or earliest
    return retention(
        facts.born,
        facts.keeping.reviewed_on or opened,
        assumed_birth=assumed_birth(earliest),
        legal_hold=facts.keeping.legal_hold,
    )
