"""Asking why, where somebody prints, exports or looks outside their area: never for reading."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render

from openmappa.agencies.pages import KEPT_SECONDS, Request
from openmappa.audit.reasons import ASKED, LONGEST, OTHER, Reason

# In a session: the reason that was given last, and that of the last look outside one's area.
_LAST, _OUTSIDE = "reason", "reason_outside"


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of why: `reason` where it does, else what is wrong: (text, id of the field)."""

    reason: Reason | None
    code: str = ""
    words: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def choices(self) -> dict[str, str]:
        """What can be chosen."""
        return ASKED

    def wrong(self, name: str) -> str:
        """What is wrong with one field."""
        return next((text for text, at in self.faults if at == name), "")


def given(request: Request) -> Given:
    """The reason that was sent with a form; where none was, what was said last to begin with."""
    code, words = request.POST.get("reason", ""), request.POST.get("reason_words", "").strip()
    if request.method != "POST" or "reason_asked" not in request.POST:
        return Given(None, request.session.get(_LAST, ""))
    faults = []
    if code not in ASKED:
        faults.append(("Choose why you need it", "reason"))
    if code == OTHER and not words:
        faults.append(("Say why you need it", "reason_words"))
    if len(words) > LONGEST or "\0" in words:
        faults.append((f"Say it in {LONGEST} characters or fewer", "reason_words"))
    if faults:
        return Given(None, code, words, faults)
    request.session[_LAST] = code
    return Given(Reason(code, words), code, words)


def outside(request: Request) -> tuple[Given, Reason | None]:
    """Why somebody looks outside their area: what was sent, or what stands since the last look.

    For a quarter of an hour the same reason goes for the next look, by its code: words were said of
    one person, and would be told on the record of another.
    """
    why = given(request)
    if why.reason is not None:
        until = 0.0 if why.code == OTHER else time.time() + KEPT_SECONDS
        request.session[_OUTSIDE] = {"code": why.code, "until": until}
        return why, why.reason
    last = request.session.get(_OUTSIDE)
    if last is None or last["until"] < time.time():
        return why, None
    return why, Reason(last["code"])


def ask(
    request: Request,
    why: Given,
    *,
    title: str,
    lead: str,
    button: str,
    back: str,
    about: str = "",
    hidden: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page that asks why, before something is printed or taken out."""
    context = {
        "why": why,
        "title": title,
        "lead": lead,
        "button": button,
        "back": back,
        "about": about,
        "hidden": hidden or {},
    }
    status = 422 if why.faults else 200
    return render(request, "agencies/why.html", context, status=status)
