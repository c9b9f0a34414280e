"""What somebody may do about a record that they were only told of."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openmappa.agencies.pages import Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.cases.pointed import Pointed, meant
from openmappa.web.caseload.asking import Asked
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


def _about(pointer: Pointed) -> str:
    return f"A record of {pointer.area}" if pointer.area else "A restricted record"
