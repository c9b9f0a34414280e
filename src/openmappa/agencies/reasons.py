"""Asking why, where somebody prints, exports or looks outside their area: never for reading."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.shortcuts import render

from openmappa.agencies.pages import KEPT_SECONDS, Request
from openmappa.audit.reasons import ASKED, LONGEST, OTHER, Reason

_LAST = "reason"  # in a session: the reason that was given last


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
        last = request.session.get(_LAST) or {}
        return Given(None, last.get("code", ""))
    faults = []
    if code not in ASKED:
        faults.append(("Choose why you need it", "reason"))
    if code == OTHER and not words:
        faults.append(("Say why you need it", "reason_words"))
    if len(words) > LONGEST or "\0" in words:
        faults.append((f"Say it in {LONGEST} characters or fewer", "reason_words"))
    if faults:
        return Given(None, code, words, faults)
    request.session[_LAST] = {"code": code, "words": words, "until": time.time() + KEPT_SECONDS}
    return Given(Reason(code, words), code, words)


def standing(request: Request) -> Reason | None:
    """The reason that was given last, while it is not a quarter of an hour old."""
    last = request.session.get(_LAST)
    if not last or last["until"] < time.time():
        return None
    return Reason(last["code"], last["words"])


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
