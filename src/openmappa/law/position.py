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
from openmappa.law.guidance import NextVisit, next_visit
from openmappa.law.licences import (
    FixedTerm,
    Recalled,
    ReleasePoint,
    fixed_term_recall,
    fixed_term_recall_is_mandatory,
    licence_end,
    oma_s28_relevant,
    polygraph_rule,
    polygraph_sessions,
    release_point,
    s31a_10_years,
    s31a_referral,
    s31a_termination,
    s255c_4,
    s256aa,
    sentence_end,
)
from openmappa.law.offences import HOSPITAL
from openmappa.law.orders import KINDS, OrderPosition, s98_2
from openmappa.law.orders import position as order_position
from openmappa.law.parental import ParentalPosition, parental
from openmappa.law.retention import Retention, retention
from openmappa.law.reviews import ReviewFrom, ReviewProcess, processes, review_from
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

    `referral_from`: when the Parole Board must look at a licence for public protection, or before
    November 2024 could be asked to. `polygraph`: the rule that allows a condition, and
    `next_session` the day by which a session is due after the last one. `ended_by`: the rule that
    ends the licence where its end is not recorded.
    """

    ref: str
    licence_ends_on: date | None
    ended_by: AnyRule
    release: tuple[ReleasePoint, AnyRule] | None
    supervision_ends_on: date | None
    referral: tuple[date, AnyRule] | None
    released_on: date | None
    polygraph: AnyRule | None
    next_session: date | None
    contact: Contact

    @property
    def rules(self) -> tuple[AnyRule, ...]:
        """The rules that gave the answers there are."""
        release = () if self.release is None else (self.release[1],)
        supervision = () if self.supervision_ends_on is None else (s256aa,)
        referral = () if self.referral is None else (self.referral[1],)
        polygraph = () if self.polygraph is None else (self.polygraph, oma_s28_relevant)
        session = () if self.next_session is None else (polygraph_sessions,)
        practice = () if self.contact.practice is None else (self.contact.practice,)
        return (
            self.ended_by,
            *release,
            *supervision,
            *referral,
            *polygraph,
            *session,
            *self.contact.rules,
            *practice,
        )

    def because(self) -> str:
        """One sentence with every answer and its provision."""
        ends = (
            "has no end"
            if self.licence_ends_on is None
            else (f"ends on {in_words(self.licence_ends_on)}")
        )
        said = [f"The sentence, licence included, {ends} ({self.ended_by.provision})"]
        if self.release is not None:
            point, by = self.release
            how = "if the Parole Board directs" if point.by_board else "for checks only"
            said.append(f"release after {point.words}, {how} ({by.provision})")
        if self.supervision_ends_on is not None:
            said.append(
                f"supervision until {in_words(self.supervision_ends_on)} ({s256aa.provision})"
            )
        if self.referral is not None:
            said.append(
                f"the Parole Board may look at the licence from {in_words(self.referral[0])}"
                f" ({self.referral[1].provision})"
            )
        if self.polygraph is not None:
            said.append(f"a polygraph condition may be set ({self.polygraph.provision})")
        if self.next_session is not None:
            said.append(
                f"next session by {in_words(self.next_session)} ({polygraph_sessions.provision})"
            )
        said.append(self._of_contact())
        return "; ".join(said) + "."

    def _of_contact(self) -> str:
        contact = self.contact
        if contact.covered:
            by = ""
            if contact.first_offer_by is not None:
                by = f", first offer by {in_words(contact.first_offer_by)}"
            return f"victims must be asked{by} ({contact.rules[0].provision})"
        if contact.practice is not None:
            return f"asking victims is good practice ({contact.practice.provision})"
        return "the victim contact scheme does not cover it"


def _sentence(disposal: Disposal, facts: Facts, on: date) -> Sentence:
    released = disposal.released_on
    ends, ended_by = licence_end(disposal), licence_end
    by_law: tuple[date | None, AnyRule] = (ends, ended_by)
    protection = disposal.disposal in {"ipp", "dpp"}
    if ends is None and protection:
        by_law = (sentence_end(disposal, facts.recalls), s31a_termination)
    may_be_tested = None if released is None else polygraph_rule(disposal, facts.born, released)
    sessions = [session.on for session in facts.sessions if session.on <= on]
    return Sentence(
        ref=disposal.ref,
        licence_ends_on=by_law[0],
        ended_by=by_law[1],
        release=release_point(disposal, released or on),
        supervision_ends_on=s256aa(disposal),
        referral=_referral(disposal, on) if protection else None,
        released_on=released,
        polygraph=may_be_tested,
        next_session=polygraph_sessions(max(sessions))
        if sessions and may_be_tested is not None
        else None,
        contact=contact(disposal),
    )


def _referral(disposal: Disposal, on: date) -> tuple[date, AnyRule] | None:
    """When the Parole Board looks at a licence for public protection, by the law of that day."""
    deciding = s31a_10_years if s31a_10_years.in_force_on(on) else s31a_referral
    day = deciding(disposal)
    return None if day is None else (day, deciding)


@dataclass(frozen=True, slots=True)
class RecallPosition:
    """A recall: the last day of its fixed term, whether it had to be one, or when the Board looks.

    `fixed_term` None: it has none by law. `board_by`: a standard recall is at the Parole Board by
    then.
    """

    ref: str
    returned_on: date
    fixed_term: FixedTerm | None
    mandatory: AnyRule | None
    board_by: date | None

    @property
    def rules(self) -> tuple[AnyRule, ...]:
        """The rules that gave the answers there are."""
        fixed = () if self.fixed_term is None else (self.fixed_term.rule,)
        mandatory = () if self.mandatory is None else (self.mandatory,)
        board = () if self.board_by is None else (s255c_4,)
        return (*fixed, *mandatory, *board)

    def because(self) -> str:
        """One sentence that says how long the recall lasts and why."""
        said = [f"Returned to custody on {in_words(self.returned_on)}"]
        if self.fixed_term is not None:
            said.append(
                f"fixed term to {in_words(self.fixed_term.last_day)}, the day of release"
                f" ({self.fixed_term.rule.provision})"
            )
        if self.mandatory is not None:
            said.append(f"a fixed term had to be used ({self.mandatory.provision})")
        if self.board_by is not None:
            said.append(
                f"no fixed term; with the Parole Board by {in_words(self.board_by)} at the latest"
                f" ({s255c_4.provision})"
            )
        return "; ".join(said) + "."


def _recall(recall: Recall, facts: Facts) -> RecallPosition:
    """Without its sentence among the facts a recall is taken to be of an ordinary long one."""
    on = recall.returned_on
    sentence = next((d for d in facts.disposals if d.ref == recall.disposal), None)
    terrorist_risk = any(d.category == 4 and d.period.covers(on) for d in facts.designations)
    recalled = Recalled(
        returned_on=on,
        term_months=None if sentence is None else sentence.term_months,
        adult=facts.born is None or not under_18(facts.born, on),
        extended=sentence is not None and sentence.disposal == "extended",
        level=max((x.level for x in facts.levels if x.period.covers(on)), default=1),
        charged=recall.charged,
        terrorist=terrorist_risk or (sentence is not None and sentence.terrorist),
        sch19aa=recall.schedule_19aa,
    )
    fixed = fixed_term_recall(recalled) if recall.kind == "fixed_term" else None
    board = s255c_4(recalled) if fixed is None and s255c_4.in_force_on(on) else None
    return RecallPosition(recall.ref, on, fixed, fixed_term_recall_is_mandatory(recalled), board)


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
    parental: tuple[ParentalPosition, ...] = ()
    visit: NextVisit | None = None
    processes: tuple[ReviewProcess, ...] = ()
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
        used += (direction.rule for direction in self.parental)
        used += () if self.review is None else self.review.rules
        for process in self.processes:
            used += process.rules
        used += () if self.visit is None else (self.visit.rule,)
        used += () if self.retention is None else self.retention.rules
        for sentence in self.sentences:
            used += sentence.rules
        for recall in self.recalls:
            used += recall.rules
        return tuple(dict.fromkeys(used))


_WITH_A_SENTENCE = TERMS | INDETERMINATE | HOSPITAL | {"guardianship_order"}


def position(facts: Facts, on: date) -> LegalPosition:
    """The legal position on the day `on`. After a death nothing binds and no category applies."""
    found = grounds(facts)
    alive = facts.died_on is None or on <= facts.died_on
    running = [g.category for g in found if g.period.covers(on)]
    answer = LegalPosition(
        on=on,
        category=category_on(running, on, category_4_first=facts.choices.category_4_first)
        if alive
        else None,
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
            _sentence(d, facts, on) for d in facts.disposals if d.disposal in _WITH_A_SENTENCE
        ),
        recalls=tuple(_recall(recall, facts) for recall in facts.recalls),
        parental=parental(facts),
        visit=next_visit(facts.visits, on) if alive else None,
        processes=processes(facts, on) if alive else (),
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
