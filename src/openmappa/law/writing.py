"""A legal position as JSON or as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from openmappa.law.dates import in_words
from openmappa.law.duties import Duty
from openmappa.law.position import LegalPosition, Registration
from openmappa.law.rules import MANUAL, AnyRule


def as_json(position: LegalPosition) -> dict[str, Any]:
    """The position as plain values for JSON; days in ISO 8601, None where there is no end."""
    review, kept = position.review, position.retention
    return {
        "on": position.on.isoformat(),
        "law_version": position.law_version,
        "category": position.category,
        "categories": [
            {
                "category": ground.category,
                "from": _iso(ground.period.first),
                "to": _iso(ground.period.last),
                "rule": ground.rule,
                "provision": ground.provision,
                "rules": _ids(ground.rules),
                "refs": list(ground.refs),
                "because": ground.because(),
            }
            for ground in position.grounds
        ],
        "notification": _notification(position.registration),
        "duties": [_duty(duty, position.on) for duty in position.duties],
        "parental": [
            {
                "ref": direction.ref,
                "kind": direction.kind,
                "from": _iso(direction.made_on),
                "last_day": _iso(direction.last_day),
                "rule": direction.rule.id,
                "because": direction.because(),
            }
            for direction in position.parental
        ],
        "orders": [
            {
                "ref": order.ref,
                "type": order.type,
                "name": order.name,
                "last_day": _iso(order.last_day),
                "in_force": order.in_force,
                "effects": list(order.effects),
                "rules": _ids(order.rules),
                "because": order.because(),
            }
            for order in position.orders
        ],
        "review_from": None if review is None else _iso(review.first_day),
        "review": None
        if review is None
        else {
            "qualifying_date": _iso(review.qualifying),
            "from": _iso(review.first_day),
            "to": review.to,
            "rules": _ids(review.rules),
            "because": review.because(),
        },
        "applications": [
            {
                "ref": process.ref,
                "acknowledge_by": _iso(process.acknowledge_by),
                "replies_by": _iso(process.replies_by),
                "decide_by": _iso(process.decide_by),
                "appeal_by": _iso(process.appeal_by),
                "rules": _ids(process.rules),
                "because": process.because(),
            }
            for process in position.processes
        ],
        "next_visit": None
        if position.visit is None
        else {
            "due": _iso(position.visit.due),
            "rule": position.visit.rule.id,
            "because": position.visit.because(),
        },
        "retention": None
        if kept is None
        else {
            "until": _iso(kept.until),
            "next_review": _iso(kept.next_review),
            "assumed_birth": kept.assumed_birth,
            "rules": _ids(kept.rules),
            "because": kept.because(),
        },
        "sentences": [
            {
                "ref": sentence.ref,
                "licence_ends_on": _iso(sentence.licence_ends_on),
                "release_point": None
                if sentence.release is None
                else str(sentence.release[0].part),
                "release_by_parole_board": None
                if sentence.release is None
                else sentence.release[0].by_board,
                "release_rule": None if sentence.release is None else sentence.release[1].id,
                "supervision_ends_on": _iso(sentence.supervision_ends_on),
                "parole_board_referral_from": None
                if sentence.referral is None
                else _iso(sentence.referral[0]),
                "polygraph": None
                if sentence.released_on is None
                else sentence.polygraph is not None,
                "next_polygraph_session": _iso(sentence.next_session),
                "victim_contact": sentence.contact.covered,
                "first_offer_by": _iso(sentence.contact.first_offer_by),
                "rules": _ids(sentence.rules),
                "because": sentence.because(),
            }
            for sentence in position.sentences
        ],
        "recalls": [
            {
                "ref": recall.ref,
                "fixed_term_ends_on": None
                if recall.fixed_term is None
                else _iso(recall.fixed_term.last_day),
                "rule": None if recall.fixed_term is None else recall.fixed_term.rule.id,
                "mandatory": recall.mandatory is not None,
                "parole_board_by": _iso(recall.board_by),
                "rules": _ids(recall.rules),
                "because": recall.because(),
            }
            for recall in position.recalls
        ],
        "findings": [
            {
                "action": finding.action,
                "text": finding.text,
                "rule": finding.rule,
                "ref": finding.ref,
            }
            for finding in position.findings
        ],
        "rules": [
            {
                "id": used.id,
                "provision": used.provision,
                "text": used.text,
                "status": used.status.value,
            }
            for used in _all(position)
        ],
    }


def _all(position: LegalPosition) -> list[AnyRule]:
    """Every rule that made an answer, once each in order, those of the findings last."""
    found = [MANUAL[finding.rule] for finding in position.findings]
    return list(dict.fromkeys((*position.rules, *found)))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _ids(rules: Iterable[AnyRule]) -> list[str]:
    return [used.id for used in rules]


def _notification(registration: Registration | None) -> dict[str, Any] | None:
    if registration is None:
        return None
    return {
        "from": _iso(registration.first),
        "last_day": _iso(registration.period.last),
        "indefinite": registration.indefinite,
        "rule": registration.deciding.rule,
        "rules": _ids(registration.rules),
        "because": registration.because(),
    }


def _duty(duty: Duty, on: date) -> dict[str, Any]:
    return {
        "duty": duty.kind,
        "due": _iso(duty.due),
        "advise_by": _iso(duty.advise_by),
        "hours_before_departure": duty.hours,
        "excused_hours_before_departure": duty.excused_hours,
        "on_parent": duty.parent,
        "state": duty.state(on),
        "recorded_on": _iso(duty.recorded_on),
        "rule": duty.rule,
        "rules": _ids(duty.rules),
        "ref": duty.ref,
        "because": duty.because(),
    }


def as_text(position: LegalPosition, *, rules: bool = True) -> str:
    """The position in sentences, one to a line; the rules that made it as sentences at the end.

    After each answer stand the ids of its rules, the deciding one first.
    """
    category = "no category" if position.category is None else f"Category {position.category}"
    lines = [f"On {in_words(position.on)}: {category}.", ""]
    lines += _section("Why MAPPA applies", (_by(g.because(), g.rules) for g in position.grounds))
    if (found := position.registration) is not None:
        lines += _section("Notification requirement", [_by(found.because(), found.rules)])
    lines += _section("On a parent", (_by(d.because(), [d.rule]) for d in position.parental))
    lines += _section(
        "Due",
        (
            _by(f"{duty.because()} {_capital(duty.state(position.on))}.", duty.rules)
            for duty in position.duties
        ),
    )
    lines += _section(
        "Orders",
        (_by(f"{order.because()[:-1]} ({order.ref}).", order.rules) for order in position.orders),
    )
    if (review := position.review) is not None:
        lines += _section(
            "Review of the indefinite requirement", [_by(review.because(), review.rules)]
        )
    lines += _section("Applications", (_by(p.because(), p.rules) for p in position.processes))
    lines += _section(
        "Sentences",
        (_by(f"{one.because()[:-1]} ({one.ref}).", one.rules) for one in position.sentences),
    )
    lines += _section("Recalls", (_by(r.because(), r.rules) for r in position.recalls))
    if (visit := position.visit) is not None:
        lines += _section("Home visits", [_by(visit.because(), [visit.rule])])
    if (kept := position.retention) is not None:
        lines += _section("Record", [_by(kept.because(), kept.rules)])
    lines += _section(
        "Findings",
        (
            f"{_capital(finding.action)}: {finding.text}. [{finding.rule}]"
            for finding in position.findings
        ),
    )
    if rules:
        said = (f"{r.id} ({r.provision}): {r.text} {_checked(r)}" for r in _all(position))
        lines += _section("Rules, in order", said)
    lines.append(f"Law version {position.law_version}. Not legal advice.")
    return "\n".join(lines) + "\n"


def _by(sentence: str, rules: Iterable[AnyRule]) -> str:
    return f"{sentence} [{', '.join(_ids(rules))}]"


def _checked(used: AnyRule) -> str:
    return f"({_capital(used.status.value)}.)"


def _section(title: str, sentences: Iterable[str]) -> list[str]:
    lines = [f"  {sentence}" for sentence in sentences]
    return [title, *lines, ""] if lines else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
