"""A legal position as JSON or as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from openmappa.law.dates import in_words
from openmappa.law.duties import Duty
from openmappa.law.position import LegalPosition, Registration
from openmappa.law.rules import AnyRule


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
        "orders": [
            {
                "ref": order.ref,
                "type": order.type,
                "name": order.name,
                "last_day": _iso(order.last_day),
                "in_force": order.in_force,
                "effects": list(order.effects),
                "rules": _ids(order.rules),
            }
            for order in position.orders
        ],
        "review_from": None if review is None else _iso(review.first_day),
        "review": None
        if review is None
        else {
            "qualifying_date": _iso(review.qualifying),
            "from": _iso(review.first_day),
            "rules": _ids(review.rules),
        },
        "retention": None
        if kept is None
        else {
            "until": _iso(kept.until),
            "next_review": _iso(kept.next_review),
            "assumed_birth": kept.assumed_birth,
            "rules": _ids(kept.rules),
        },
        "sentences": [
            {
                "ref": sentence.ref,
                "licence_ends_on": _iso(sentence.licence_ends_on),
                "release_point": None
                if sentence.release is None
                else str(sentence.release[0].part),
                "release_rule": None if sentence.release is None else sentence.release[1].id,
                "supervision_ends_on": _iso(sentence.supervision_ends_on),
                "parole_board_referral_from": _iso(sentence.referral_from),
                "polygraph": sentence.polygraph,
                "victim_contact": sentence.contact.covered,
                "first_offer_by": _iso(sentence.contact.first_offer_by),
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
                "mandatory": recall.mandatory,
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
    }


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
        "state": duty.state(on),
        "recorded_on": _iso(duty.recorded_on),
        "rule": duty.rule,
        "rules": _ids(duty.rules),
        "ref": duty.ref,
        "because": duty.because(),
    }


def as_text(position: LegalPosition) -> str:
    """The position in sentences, one to a line."""
    category = "no category" if position.category is None else f"Category {position.category}"
    lines = [f"On {in_words(position.on)}: {category}.", ""]
    lines += _section("Why MAPPA applies", (ground.because() for ground in position.grounds))
    if position.registration is not None:
        lines += _section("Notification requirement", [position.registration.because()])
    lines += _section(
        "Due",
        (f"{duty.because()} {_capital(duty.state(position.on))}." for duty in position.duties),
    )
    lines += _section(
        "Orders",
        (
            f"{_capital(order.name)} ({order.ref}): "
            + "; ".join((_until(order.last_day), *order.effects))
            + "."
            for order in position.orders
        ),
    )
    review, kept = position.review, position.retention
    if review is not None:
        when = "not while an order without end runs"
        if review.first_day is not None:
            when = f"may be asked for from {in_words(review.first_day)}"
        lines += _section("Review of the indefinite requirement", [f"{_capital(when)}."])
    if kept is not None and kept.until is not None and kept.next_review is not None:
        assumed = " (date of birth assumed)" if kept.assumed_birth else ""
        lines += _section(
            "Record",
            [
                f"Kept until {in_words(kept.until)}{assumed}, looked at again on "
                f"{in_words(kept.next_review)}."
            ],
        )
    lines += _section(
        "Findings",
        (f"{_capital(finding.action)}: {finding.text}." for finding in position.findings),
    )
    lines.append("Rules, in order: " + ", ".join(_ids(position.rules)) + ".")
    lines.append(f"Law version {position.law_version}. Not legal advice.")
    return "\n".join(lines) + "\n"


def _section(title: str, sentences: Iterable[str]) -> list[str]:
    lines = [f"  {sentence}" for sentence in sentences]
    return [title, *lines, ""] if lines else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _until(last: date | None) -> str:
    return "no end" if last is None else f"last day {in_words(last)}"
