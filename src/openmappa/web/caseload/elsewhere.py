"""What somebody may do about a record that they were only told of."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openmappa.agencies.pages import Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.cases import duty
from openmappa.cases.pointed import Pointed, meant
from openmappa.nominals import messages
from openmappa.web.caseload.asking import Asked, Field
from openmappa.web.caseload.person import broken, glass, sent, writing


@require_http_methods(["GET", "POST"])
@page(needs=Permission.GLASS_BREAK, logs="read")
def emergency_elsewhere(request: Request, word: str) -> HttpResponse:
    """Open it in an emergency."""
    pointer = meant(request.visitor, word)
    asked = Asked(request)
    if request.method == "POST" and (answer := broken(asked, pointer.nominal_id)) is not None:
        return answer
    shown(request, "an emergency access to be", [pointer.nominal_id])
    return glass(asked, _about(pointer), reverse("people"))


@require_http_methods(["GET", "POST"])
@page(needs=Permission.MESSAGE_SEND, logs="read")
def message_elsewhere(request: Request, word: str) -> HttpResponse:
    """Write to its manager."""
    pointer = meant(request.visitor, word)
    asked = Asked(request)
    if request.method == "POST" and sent(asked, pointer.nominal_id, _about(pointer)):
        return redirect("messages")
    shown(request, "a message to be", [pointer.nominal_id])
    return writing(asked, _about(pointer), reverse("people"))


RING = [
    ("yes", "Yes, please ring back"),
    ("no", "No, it is for information"),
]


@require_http_methods(["GET", "POST"])
@page(needs=Permission.DUTY_CARD_VIEW, logs="read")
def duty_why(request: Request, reference: str) -> HttpResponse:
    """Tell whoever manages the record, in a few words, why one opened it on duty."""
    visitor = request.visitor
    person = duty.see(visitor, reference)
    asked = Asked(request)
    if request.method == "POST":
        why = asked.text("why", "why you opened it", shortest=3)
        ring = asked.choice("ring", "whether they should ring back", RING)
        if not asked.faults:
            asks = " Please ring back." if ring == "yes" else ""
            with visitor.operation("message") as opened:
                messages.send(
                    by=visitor.name,
                    nominal_id=person.pk,
                    about=str(person.reference),
                    text=f"{why.rstrip('.')}.{asks}",
                    standing="fact",  # it is what the writer did
                    operation=opened,
                )
            return redirect("duty_card", person.reference)
    shown(request, "why the duty card was opened", [person.pk], area=visitor.area_names)
    return asked.again(
        "Why you opened this card",
        [
            Field(
                "why", "In a few words", "For example: arrested for theft, released 06:30", "lines"
            ),
            Field(
                "ring",
                "Should they ring back?",
                "They are given the number of your rota, never yours",
                "choice",
                RING,
            ),
        ],
        "Tell the manager",
        reverse("duty_card", args=[person.reference]),
        about=person.name,
    )


def _about(pointer: Pointed) -> str:
    return f"A record of {pointer.area}" if pointer.area else "A restricted record"
