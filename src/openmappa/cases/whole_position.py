"""A whole legal position as it is shown: in sections, every answer with the rules that made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst

from openmappa.cases.suspected import Suspected, running
from openmappa.cases.words import CATEGORIES, plain
from openmappa.law.dates import Period, in_words
from openmappa.law.duties import NOT_RECORDED
from openmappa.law.facts import Facts
from openmappa.law.orders import KINDS
from openmappa.law.position import LegalPosition, Sentence
from openmappa.law.rules import MANUAL, AnyRule, Status

NOTHING_RECORDED = (
    "No notification is recorded here yet, so these dates are worked out from convictions, orders"
    " and whereabouts alone. One may have been made that is recorded elsewhere: ask the police"
    " before you rely on a date."
)
RECORDED = (
    "Worked out from convictions, orders, whereabouts and the notifications that are recorded here."
    " A notification may have been made that is recorded elsewhere."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One answer: what it is about, its dates and words, why, and the rules, deciding one first."""

    title: str
    terms: tuple[tuple[str, str], ...]
    because: str
    rules: tuple[AnyRule, ...]
    badge: str = ""
    colour: str = "grey"
    leaves: bool = True  # by print; not what nobody has confirmed

    @property
    def checked(self) -> bool:
        """Whether every rule was read in its source; if not, a lawyer must check the answer."""
        return all(rule.status is Status.VERIFIED for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the position; `empty` is said where there is no answer."""

    title: str
    answers: tuple[Item, ...]
    empty: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The position on a day in one line and in sections."""

    on: date
    summary: str
    sections: tuple[Section, ...]
    law_version: str


def told(
    position: LegalPosition,
    facts: Facts,
    *,
    note: str = "",
    suspected: Sequence[Suspected] = (),
) -> Told:
    """The whole position in words; `facts` are those from which it was worked out.

    `note` stands beside the duties: what they are worked out from. `suspected`: which of them an
    officer suspects of being missed.
    """
    note = note or (RECORDED if facts.notifications else NOTHING_RECORDED)
    on = position.on
    names = _names(facts)
    died = facts.died_on is not None and facts.died_on < on
    summary = "No category applies"
    if position.category is not None:
        summary = CATEGORIES[position.category]
    elif died and facts.died_on is not None:
        summary = f"Died on {in_words(facts.died_on)}: no category applies"
    sections = (
        Section(
            "Why MAPPA applies",
            tuple(_grounds(position)),
            "No ground: nothing brings the person within MAPPA.",
        ),
        Section(
            "Notification requirement", tuple(_registration(position)), "None runs on this day."
        ),
        Section(
            "Duties to notify",
            tuple(_duties(position, suspected)),
            "None follows from what is recorded.",
            note=note,
        ),
        Section("Orders", tuple(_orders(position)), "None is recorded."),
        Section(
            "Review of an indefinite requirement",
            tuple(_review(position)),
            _no_review(position),
        ),
        Section(
            "Sentences",
            tuple(_sentence(sentence, names) for sentence in position.sentences),
            "No prison sentence, detention or hospital order is recorded.",
        ),
        Section("Recalls", tuple(_recalls(position)), "None is recorded."),
        Section("Home visits", tuple(_visits(position)), "None is recorded."),
        Section(
            "How long the record is kept",
            tuple(_retention(position)),
            "No day can be given: there is nothing to count from.",
        ),
        Section(
            "What cannot be right",
            tuple(
                Item(
                    capfirst(finding.action),
                    (("About", names[finding.ref]),) if finding.ref in names else (),
                    f"{capfirst(finding.text)}.",
                    (MANUAL[finding.rule],) if finding.rule in MANUAL else (),
                )
                for finding in position.findings
            ),
            "Nothing was found.",
        ),
    )
    return Told(on, summary, sections, position.law_version)


def _names(facts: Facts) -> dict[str, str]:
    """What each fact is called on a page, by its reference."""
    found = {
        d.ref: f"{plain(d.disposal)} for {d.offence}, {in_words(d.convicted_on)}"
        for d in facts.disposals
    }
    found |= {
        o.ref: f"{KINDS[o.type].name} of {in_words(o.made_on)}"
        for o in facts.orders
        if o.type in KINDS
    }
    return found | {d.ref: f"designation by {d.area}" for d in facts.designations}


def _span(period: Period) -> tuple[tuple[str, str], ...]:
    first = "not known" if period.first is None else in_words(period.first)
    return (("From", first), ("Last day", _last(period.last)))


def _last(day: date | None) -> str:
    return "no end" if day is None else in_words(day)


def _grounds(position: LegalPosition) -> Iterator[Item]:
    for ground in position.grounds:
        state, colour = "ended", "grey"
        if ground.period.covers(position.on):
            state, colour = "runs on this day", "blue"
        elif ground.period.first is not None and ground.period.first > position.on:
            state = "still to come"
        title = f"Category {ground.category}"
        yield Item(title, _span(ground.period), ground.because(), ground.rules, state, colour)


def _registration(position: LegalPosition) -> Iterator[Item]:
    found = position.registration
    if found is not None:
        title = "Registered without end" if found.indefinite else "Registered"
        terms = (
            ("From", "not known" if found.first is None else in_words(found.first)),
            ("Last day", _last(found.period.last)),
        )
        yield Item(title, terms, found.because(), found.rules)


def _duties(position: LegalPosition, suspected: Sequence[Suspected]) -> Iterator[Item]:
    for duty in position.duties:
        state = duty.state(position.on)
        due = "when custody or absence abroad ends" if duty.due is None else in_words(duty.due)
        terms = [("Due", due)]
        if duty.advise_by is not None:
            terms.append(("Advise by", in_words(duty.advise_by)))
        if duty.recorded_on is not None:
            terms.append(("Recorded", in_words(duty.recorded_on)))
        colour = "purple" if state == NOT_RECORDED else "grey"
        found = next((s for s in running(suspected) if s.is_of(duty)), None)
        if found is not None and state == NOT_RECORDED:
            state, colour = "suspected of being missed", "red"
            terms += [("Confirmed by", found.confirmed), ("Then", found.second_look)]
        yield Item(
            capfirst(duty.kind),
            tuple((term, text) for term, text in terms if text),
            duty.because(),
            duty.rules,
            state,
            colour,
            leaves=state != NOT_RECORDED,
        )
    for direction in position.parental:
        holds = direction.covers(position.on)
        yield Item(
            f"Parental {direction.kind}",
            (("Made", in_words(direction.made_on)), ("Last day", _last(direction.last_day))),
            direction.because(),
            (direction.rule,),
            "in force" if holds else "not in force",
            "blue" if holds else "grey",
        )


def _orders(position: LegalPosition) -> Iterator[Item]:
    for order in position.orders:
        yield Item(
            capfirst(order.name),
            (("Made", in_words(order.made_on)), ("Last day", _last(order.last_day))),
            order.because(),
            order.rules,
            "in force" if order.in_force else "not in force",
            "blue" if order.in_force else "grey",
        )


def _no_review(position: LegalPosition) -> str:
    """Why no day can be given, or that none is needed."""
    if position.registration is None or not position.registration.indefinite:
        return "Not needed: no requirement without end runs on this day."
    return (
        "No day can be given: it counts from the first notification after release, which is not"
        " recorded here; and a requirement that only an order makes ends with that order."
    )


def _review(position: LegalPosition) -> Iterator[Item]:
    found = position.review
    if found is not None:
        when = "not while an order without end runs"
        if found.first_day is not None:
            when = in_words(found.first_day)
        terms = (("May be made from", when),)
        yield Item("Application for review", terms, found.because(), found.rules)
    for process in position.processes:
        yield Item("Application made", (), process.because(), process.rules)


def _sentence(sentence: Sentence, names: dict[str, str]) -> Item:
    terms = [("Licence or sentence ends", _last(sentence.licence_ends_on))]
    if sentence.release is not None:
        part = f"after {sentence.release[0].words}, for checks only"
        if sentence.release[0].by_board:
            part = f"after {sentence.release[0].words}, if the Parole Board directs"
        terms.append(("Release point", part))
    if sentence.supervision_ends_on is not None:
        terms.append(("Supervision after sentence ends", in_words(sentence.supervision_ends_on)))
    if sentence.referral is not None:
        terms.append(("Parole Board looks at the licence from", in_words(sentence.referral[0])))
    if sentence.released_on is not None:
        may = "may not be set" if sentence.polygraph is None else "may be set"
        terms.append(("Polygraph condition", may))
    if sentence.next_session is not None:
        terms.append(("Next polygraph session by", in_words(sentence.next_session)))
    terms.append(("Victim contact scheme", _contact(sentence)))
    return Item(capfirst(names[sentence.ref]), tuple(terms), sentence.because(), sentence.rules)


def _contact(sentence: Sentence) -> str:
    contact = sentence.contact
    if not contact.covered:
        return "not covered" if contact.practice is None else "not covered, but good practice"
    if contact.first_offer_by is None:
        return "covered"
    return f"covered, first offer by {in_words(contact.first_offer_by)}"


def _recalls(position: LegalPosition) -> Iterator[Item]:
    for recall in position.recalls:
        fixed = recall.fixed_term
        terms = [("Fixed term ends", "no fixed term" if fixed is None else _last(fixed.last_day))]
        if recall.board_by is not None:
            terms.append(("With the Parole Board by", in_words(recall.board_by)))
        title = f"Recall, returned {in_words(recall.returned_on)}"
        yield Item(title, tuple(terms), recall.because(), recall.rules)


def _visits(position: LegalPosition) -> Iterator[Item]:
    visit = position.visit
    if visit is not None:
        due = "as the plan says" if visit.due is None else in_words(visit.due)
        yield Item("Next home visit", (("Due", due),), visit.because(), (visit.rule,))


def _retention(position: LegalPosition) -> Iterator[Item]:
    kept = position.retention
    if kept is not None:
        terms = (
            ("Kept until", "on legal hold" if kept.until is None else in_words(kept.until)),
            (
                "Looked at again on",
                "on legal hold" if kept.next_review is None else in_words(kept.next_review),
            ),
        )
        yield Item("This record", terms, kept.because(), kept.rules)
