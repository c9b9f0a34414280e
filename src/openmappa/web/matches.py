"""Possible matches: the queue, two records side by side, and the decision."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.nominals import deciding
from openmappa.nominals.jobs import apply_decision as job
from openmappa.nominals.models import AskedDecision, Match, SourceRecord
from openmappa.web.pairs import KINDS, effect, listed, pairs, side_by_side

ON_A_PAGE = 25
LONGEST_REASON = 2000
REFRESH_SECONDS = 2


@require_GET
@page(needs=Permission.MATCH_DECIDE, logs="list")
def matches(request: Request) -> HttpResponse:
    """The queue of pairs to decide, or those decided."""
    kind = request.GET.get("kind", "")
    decided = request.GET.get("decided") == "yes"
    found = pairs(request.visitor)
    found = found.exclude(decision="") if decided else found.filter(open=True)
    if kind in KINDS:
        found = found.filter(kind=kind)
    part = Paginator(listed(found), ON_A_PAGE).get_page(request.GET.get("page"))
    people = {pk for row in part for pk in (row["nominal_id"], row["other_nominal_id"])}
    shown(request, "possible matches", sorted(people))
    chosen = {"kind": kind if kind in KINDS else "", "decided": "yes" if decided else ""}
    return render(
        request,
        "web/matches.html",
        {
            "listed": part,
            "kinds": KINDS,
            "verdicts": deciding.IN_WORDS,
            **chosen,
            "chosen": urlencode({name: value for name, value in chosen.items() if value}),
        },
    )


@require_GET
@page(needs=Permission.MATCH_DECIDE, logs="read")
def match(request: Request, number: int) -> HttpResponse:
    """Two records side by side."""
    asked = _asked(number)  # first, so that a pair that is told as decided is so
    return _show(request, _see(request, number), asked)


@require_POST
@page(needs=Permission.MATCH_DECIDE, logs="read")
def match_decide(request: Request, number: int) -> HttpResponse:
    """Say what a decision would move and ask again; then file it for the worker."""
    pair = _see(request, number)
    given = {
        "decision": request.POST.get("decision", ""),
        "reason": request.POST.get("reason", "").strip(),
        "seen": request.POST.get("seen", ""),
    }
    faults = _faults(pair, given)
    if faults:
        return _show(request, pair, _asked(number), given, faults, status=422)
    if request.POST.get("confirmed") != "yes":
        _shown(request, pair)
        return render(
            request,
            "web/match_confirm.html",
            {
                "pair": pair,
                "given": given,
                "moves": _moves(pair, given["decision"]),
                "effect": _effect(request, pair),
            },
        )
    asked = deciding.ask(visitor=request.visitor, match_id=pair.pk, **given)
    job.defer(asked_id=asked.pk)
    return redirect("match", pair.pk)


def _faults(pair: Match, given: dict[str, str]) -> list[tuple[str, str]]:
    faults = []
    possible = [deciding.UNDO] if pair.decision else ["same", "different"]
    now = deciding.standing(pair.decision, pair.decided_at)
    if given["seen"] != now:
        faults.append(("Somebody decided on this pair meanwhile. Read it again below", ""))
    elif given["decision"] not in possible:
        faults.append(("Choose whether they are one person or two", "decision"))
    if not given["reason"]:
        faults.append(("Enter a reason for the decision", "reason"))
    if len(given["reason"]) > LONGEST_REASON or "\0" in given["reason"]:
        faults.append(
            (f"The reason must be plain text of {LONGEST_REASON:,} characters or fewer", "reason")
        )
    return faults


def _see(request: Request, number: int) -> Match:
    pair = (
        pairs(request.visitor).filter(pk=number).select_related("nominal", "other_nominal").first()
    )
    if pair is None:
        raise Http404
    return pair


def _asked(number: int) -> dict[str, Any] | None:
    """What was asked about the pair last: while it waits, the page looks again by itself."""
    found = AskedDecision.objects.using(WEB).filter(match=number).order_by("-pk").values().first()
    return None if found is None else dict(found)


def _show(
    request: Request,
    pair: Match,
    asked: dict[str, Any] | None,
    given: dict[str, str] | None = None,
    faults: list[tuple[str, str]] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    _shown(request, pair)
    waiting = asked is not None and asked["state"] == "waiting"
    context: dict[str, Any] = {
        "pair": pair,
        "kind": KINDS[pair.kind],
        "lines": side_by_side(pair.record_id, pair.other_record_id),
        "effect": _effect(request, pair),
        "asked": asked,
        "may_merge": request.visitor.may(Permission.MERGE_PROPOSE),
        "waiting": waiting,
        "seen": deciding.standing(pair.decision, pair.decided_at),
        "verdicts": deciding.IN_WORDS,
        "given": given or {"decision": "", "reason": ""},
        "faults": faults or [],
        "fields": {field: text for text, field in faults or []},
    }
    response = render(request, "web/match.html", context, status=status)
    if waiting and status == 200:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _shown(request: Request, pair: Match) -> None:
    both = sorted({pair.nominal_id, pair.other_nominal_id})
    shown(request, f"possible match {pair.pk}", both)


def _effect(request: Request, pair: Match) -> list[str]:
    areas = request.visitor.areas(Permission.MATCH_DECIDE).values()
    return effect((pair.nominal_id, pair.other_nominal_id), list(areas), request.on)


def _moves(pair: Match, decision: str) -> list[str]:
    """What a decision moves, in sentences."""
    one = pair.nominal_id == pair.other_nominal_id
    if decision == deciding.UNDO:
        return [
            "The pair waits for a decision again.",
            "Records, and the facts in them, go back to the person they belong to without it.",
        ]
    if decision == "same" and one:
        return ["Nothing moves: both records are taken for one person's already, and stay so."]
    if decision == "different" and not one:
        return ["Nothing moves: the records are two people's already, and stay so."]
    if decision == "different":
        return [
            f"The records of {pair.nominal.reference} are parted: one side keeps the reference,"
            " the other gets one of its own.",
            "Convictions, orders, levels and addresses go with the record that states them, and"
            " both positions in law are worked out again.",
        ]
    records = (
        SourceRecord.objects.using(WEB)
        .filter(nominal__in=(pair.nominal_id, pair.other_nominal_id), withdrawn_on=None)
        .count()
    )
    return [
        f"{records} records become one person's, under one of the references"
        f" {pair.nominal.reference} and {pair.other_nominal.reference}.",
        "Convictions, orders, levels and addresses of both move together, and the position in law"
        " is worked out again.",
    ]
