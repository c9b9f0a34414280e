"""What somebody must do by law, in short words for that person, from the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.audit.reasons import Reason
from openmappa.cases.queries import law_position
from openmappa.cases.visibility import Sight, see
from openmappa.law.dates import days_from, in_words
from openmappa.law.duties import (
    NOT_RECORDED,
    Duty,
    s83_5,
    s84_1,
    s84_1_ca,
    s84_6,
    s85_1,
    s85_5_a,
    s87,
)
from openmappa.law.position import LegalPosition
from openmappa.law.rules import AnyRule
from openmappa.law.travel import (
    reg2001_travel,
    reg2004_change,
    reg2004_return,
    reg2004_travel,
    reg2012_travel,
)

# Each sentence with the rule that it says; one that was not law on the day is left out.
_WITHIN_THREE_DAYS: tuple[tuple[AnyRule, str], ...] = (
    (s84_1, "you use a new name"),
    (s84_1, "your home address changes"),
    (
        s84_6,
        "you have stayed 7 days at another address: all at once, or added up in any 12 months",
    ),
    (s84_1, "you come out of prison or hospital"),
    (
        s84_1_ca,
        "you live, or stay for 12 hours or more, in a home where somebody under 18 lives,"
        " and when that ends",
    ),
    (s84_1_ca, "you open or close a bank account, or get or lose a bank card"),
    (s84_1_ca, "you get, lose or change a passport or other identity document"),
)
_TO_TRAVEL: tuple[tuple[AnyRule, str], ...] = (
    (
        reg2012_travel,
        "Before any journey out of the United Kingdom, even for one day: tell the police at least"
        " 7 days before you leave. If you did not know then, tell them as soon as you do, at least"
        " 12 hours before you leave.",
    ),
    (
        reg2004_travel,
        "Before a journey of 3 days or more out of the United Kingdom: tell the police at least"
        " 7 days before you leave. If you did not know then, at least 24 hours before you leave.",
    ),
    (
        reg2001_travel,
        "Before a journey of 8 days or more out of the United Kingdom: tell the police at least"
        " 24 hours before you leave.",
    ),
    (
        reg2004_return,
        "Tell the police within 3 days of coming back, unless you gave them the right day and"
        " place of your return before you left.",
    ),
    (
        reg2004_change,
        "If your plans change before you leave, tell the police again, at least 24 hours before"
        " you leave.",
    ),
)
_TO_BRING: tuple[tuple[AnyRule, str], ...] = (
    (s87, "this page"),
    (s83_5, "your National Insurance number"),
    (s83_5, "proof of your home address, and every other address where you stay"),
    (s84_1_ca, "your passport or other identity documents"),
    (s84_1_ca, "all your bank cards, and a list of your bank accounts"),
    (s84_1_ca, "the names of people under 18 in any home where you live or stay"),
)
_TO_BRING_UNREGISTERED = ("this page", "proof of who you are and of your home address")
_EVENTS = {
    "initial notification": "go to the police station and give your details for the first time",
    "release": "tell the police that you are out",
    "periodic notification": "go to the police station and give all your details again",
    "foreign travel": "tell the police about your journey",
    "return": "tell the police that you are back",
    "qualifying stay": "tell the police the address where you stay",
    "announced change did not happen": "tell the police that the change did not happen",
    "change of journey": "tell the police how your journey has changed",
    "notification under an order": "give the police your names and address under your order",
    "yearly notification under an order": "give your details again under your order",
    "change under an order": "tell the police about your new name or address, for your order",
    "travel under an order": "tell the police about your journey, for your order",
    "notification under Part 4": "go to the police station and give your details (terrorism)",
    "yearly notification under Part 4": "give all your details again (terrorism)",
    "change under Part 4": "tell the police what has changed (terrorism)",
    "travel under Part 4": "tell the police about your journey (terrorism)",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page for one person: what to do by when, and what always holds while registered.

    `registered`: as a sexual offender; else only what an order or Part 4 asks is on the page.
    `parent`: a parent must do it for a child.
    """

    registered: bool
    parent: bool
    last_day: date | None
    dates: tuple[tuple[str, str], ...]
    yearly: bool
    weekly: bool
    changes: tuple[str, ...]
    travel: tuple[str, ...]
    bring: tuple[str, ...]
    orders: tuple[str, ...]
    not_recorded: tuple[str, ...]
    provisions: tuple[str, ...]


def sheet(position: LegalPosition) -> Sheet | None:
    """What the person must do from the day on; None for who has nothing to do on it."""
    registration = position.registration
    on = position.on
    open_duties = [d for d in position.duties if d.state(on) in {"to come", "waits"}]
    late = [d for d in position.duties if d.state(on) == NOT_RECORDED]
    if registration is None and not open_duties:
        return None
    dates = [_said(duty) for duty in open_duties]
    review = position.review
    if review is not None and review.first_day is not None and review.first_day > on:
        dates.append((f"From {in_words(review.first_day)}", "you may ask the police for a review"))
    registered = registration is not None
    lasting = {rule for rule, _ in (*_WITHIN_THREE_DAYS, *_TO_TRAVEL)} | {s85_1, s85_5_a}
    rules = dict.fromkeys(
        (
            *(() if registration is None else registration.rules),
            *(rule for duty in open_duties for rule in duty.rules),
            *sorted(
                (r for r in lasting if registered and r.in_force_on(on)), key=lambda r: r.provision
            ),
        )
    )
    return Sheet(
        registered=registered,
        parent=any(direction.covers(on) for direction in position.parental),
        last_day=None if registration is None else registration.period.last,
        dates=tuple(dates),
        yearly=registered and not any(d.kind == "periodic notification" for d in open_duties),
        weekly=registered and s85_5_a.in_force_on(on),
        changes=tuple(_in_force(_WITHIN_THREE_DAYS, on)) if registered else (),
        travel=tuple(_in_force(_TO_TRAVEL, on)) if registered else (),
        bring=tuple(_in_force(_TO_BRING, on)) if registered else _TO_BRING_UNREGISTERED,
        orders=tuple(
            f"{order.name}, "
            + ("no end date" if order.last_day is None else f"to {in_words(order.last_day)}")
            for order in position.orders
            if order.in_force
        ),
        not_recorded=tuple(duty.because() for duty in late),
        provisions=tuple(dict.fromkeys(rule.provision for rule in rules)),
    )


def _said(duty: Duty) -> tuple[str, str]:
    what = _EVENTS.get(duty.kind, f"tell the police about the change: {duty.kind}")
    if duty.due is None:
        return "Within 3 days of coming out or coming back", what
    if duty.hours is not None and duty.advise_by is None:
        leaves_on = days_from(duty.due, duty.hours // 24)
        return f"{duty.hours} hours or more before you leave on {in_words(leaves_on)}", what
    return f"By {in_words(duty.advise_by or duty.due)}", what


def _in_force(sentences: Iterable[tuple[AnyRule, str]], on: date) -> Iterator[str]:
    return (text for rule, text in sentences if rule.in_force_on(on))


@require_GET
@page(needs=Permission.DUTIES_PRINT, logs="print")
def what_you_must_do(request: Request, reference: str) -> HttpResponse:
    """One plain page to print and give to the person."""
    found = see(request.visitor, reference, Part.OFFENDING)
    if found.sight != Sight.FULL:
        raise Http404
    shown(
        request,
        "what you must do",
        [found.pk],
        area=request.visitor.area_names,
        reason=Reason("for_the_person"),
    )
    return render(
        request,
        "cases/what_you_must_do.html",
        {
            "reference": found.reference,
            "name": found.name,
            "sheet": sheet(law_position(found, request.on, WEB)),
        },
    )
