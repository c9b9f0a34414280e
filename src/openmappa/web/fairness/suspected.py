"""Missed duties of one person: what is not recorded, and what an officer suspects after checks."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.cases.beginning import began
from openmappa.cases.glance import before
from openmappa.cases.pages import in_full, may_write, person_page
from openmappa.cases.person import identity
from openmappa.cases.queries import law_position
from openmappa.cases.suspected import State, Suspected, mark, running, suspicions
from openmappa.law.dates import in_words
from openmappa.law.duties import NOT_RECORDED, Duty
from openmappa.law.position import LegalPosition
from openmappa.nominals import entering
from openmappa.nominals.fairness import CHECKS, Suspicion
from openmappa.nominals.suspecting import suspect as confirm
from openmappa.web.caseload.asking import Asked, Field
from openmappa.web.register.views import author

TITLE = "Confirm that a duty is suspected of being missed"


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def missed_duties(request: Request, reference: str) -> HttpResponse:
    """What is not recorded by its day, what is suspected, and what was cleared or withdrawn."""
    found = in_full(request, reference, Part.OFFENDING)
    who = identity(found, request.on, request.visitor)
    position = law_position(found, request.on, WEB)
    told = suspicions(found, position)
    missed = [(duty, _address(reference, duty)) for duty in _missed(position, told)]
    since = began([found.pk]).get(found.pk)
    return person_page(
        request,
        "web/fairness/missed_duties.html",
        who,
        "missed duties",
        under="legal_position",
        missed=[one for one in missed if not before(one[0].due, since)],
        before=[one for one in missed if before(one[0].due, since)],
        began=since,
        suspected=running(told),
        ended=[one for one in told if one.state != State.SUSPECTED],
        states=State,
        writes=may_write(request, found, Part.OFFENDING) and request.on == request.visitor.today,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def suspect(request: Request, reference: str, duty: str, due: str, of: str) -> HttpResponse:
    """Confirm that a duty is suspected of being missed, with the result of each check."""
    found = in_full(request, reference, Part.OFFENDING)
    if not may_write(request, found, Part.OFFENDING):
        raise PermissionDenied
    position = law_position(found, request.visitor.today, WEB)
    told = suspicions(found, position)
    missed = next(
        (
            one
            for one in _missed(position, told)
            if _key(one) == (duty, due, of) and one.due is not None
        ),
        None,
    )
    asked = Asked(request)
    back = reverse("missed_duties", args=[reference])
    fields = [Field(name, label, kind="lines") for name, label in CHECKS.items()]
    known = next((one for one in running(told) if _key_of(one) == (duty, due, of)), None)
    if known is not None:
        shown(request, "a missed duty", [found.pk], area=request.visitor.area_names)
        done = f"{known.by} has confirmed it on {in_words(known.on)}"
        return asked.too_late(TITLE, fields, back, done, f"{found.name}, {found.reference}")
    if missed is None or missed.due is None:
        raise Http404
    if request.method == "POST":
        checks = {
            name: asked.text(name, f"what was found: {_lowered(label)}", shortest=3)
            for name, label in CHECKS.items()
        }
        if not asked.faults:
            with (
                transaction.atomic(using=WEB),
                request.visitor.operation("confirm a missed duty") as opened,
            ):
                confirm(
                    opened,
                    found,
                    author(request, found, Part.OFFENDING),
                    duty=missed.kind,
                    due=missed.due,
                    mark=mark(missed),
                    what=missed.what,
                    checks=checks,
                    part=Part.OFFENDING.name,
                )
            return redirect(back)
    shown(request, "a missed duty", [found.pk], area=request.visitor.area_names)
    return asked.again(
        TITLE,
        fields,
        "Confirm, in my name",
        back,
        about=f"{found.name}, {found.reference}",
        told=[
            f"{missed.what}: due {in_words(missed.due)} ({missed.rules[0].provision}). No"
            " notification is recorded here.",
            "Look into each of these and say what you found and how. Never name a victim. Your name"
            " and the day will stand beside it, and a supervisor looks again. If a notification is"
            " recorded later, this clears by itself.",
        ],
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def suspicion_withdraw(request: Request, reference: str, number: int) -> HttpResponse:
    """Take back that a duty was suspected of being missed, with a reason; it stays to be read."""
    found = in_full(request, reference, Part.OFFENDING)
    if not may_write(request, found, Part.OFFENDING):
        raise PermissionDenied
    row = Suspicion.objects.using(WEB).filter(nominal=found, pk=number).first()
    if row is None:
        raise Http404
    asked = Asked(request)
    back = reverse("missed_duties", args=[reference])
    title = "Withdraw that a duty is suspected of being missed"
    fields = [Field("because", "Why it does not stand", "It stays with the record.", "lines")]
    if row.withdrawn_at is not None:
        shown(request, "a missed duty", [found.pk], area=request.visitor.area_names)
        done = f"{row.withdrawn_by} has withdrawn it: {row.withdrawn_because}"
        return asked.too_late(title, fields, back, done, f"{found.name}, {found.reference}")
    if request.method == "POST":
        because = asked.text("because", "why", shortest=3)
        if not asked.faults:
            with request.visitor.operation("withdraw a missed duty") as opened:
                entering.withdraw(opened, Suspicion, row.pk, version=row.version, because=because)
                opened.record(
                    "withdrew",
                    f"{request.visitor.name} withdrew that a duty is suspected of being missed.",
                    nominal_id=found.pk,
                    reference=str(found.reference),
                    parts=[Part.OFFENDING.name],
                )
            return redirect(back)
    shown(request, "a missed duty", [found.pk], area=request.visitor.area_names)
    return asked.again(
        title,
        fields,
        "Withdraw it",
        back,
        about=f"{found.name}, {found.reference}",
        told=[f"{row.what}: due {in_words(row.due)}. Confirmed by {row.entered_by}."],
    )


def _missed(position: LegalPosition, told: list[Suspected]) -> list[Duty]:
    """What is not recorded by its day and not suspected, the latest first."""
    stands = running(told)
    missed = [
        duty
        for duty in position.duties
        if duty.state(position.on) == NOT_RECORDED and not any(one.is_of(duty) for one in stands)
    ]
    return sorted(missed, key=lambda duty: duty.due or date.max, reverse=True)


def _key_of(one: Suspected) -> tuple[str, str, str]:
    return slugify(one.duty), one.due.isoformat(), one.mark


def _key(duty: Duty) -> tuple[str, str, str]:
    return slugify(duty.kind), duty.due.isoformat() if duty.due else "", mark(duty)


def _address(reference: str, duty: Duty) -> str:
    return reverse("suspect", args=[reference, *_key(duty)])


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
