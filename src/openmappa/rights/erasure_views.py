"""Pages of erasure, for two people, and of retention."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.pages import WEB, Request, mark, overtaken, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.law.dates import beginning_with
from openmappa.rights import erasing, jobs, retention
from openmappa.rights.forms import Typed, record
from openmappa.rights.models import (
    BASES,
    DECISIONS,
    REFERENCE,
    REQUESTS,
    Erasure,
    RetentionReview,
)
from openmappa.rights.sources import source_of

ON_A_PAGE = 50
REFRESH_SECONDS = 2
STATES = {
    "asked": ("Waits for a second person", "orange"),
    "approved": ("Approved, being done", "blue"),
    "declined": ("Declined", "grey"),
    "done": ("Done", "green"),
    "failed": ("Failed; nothing was erased", "red"),
}


@require_GET
@page(needs=Permission.ERASURE_APPROVE, logs="list", within=REQUESTS)
def erasures(request: Request) -> HttpResponse:
    """What was asked to be erased in the visitor's areas."""
    rows = list(
        Erasure.objects.using(WEB)
        .filter(area_id__in=list(request.visitor.areas(Permission.ERASURE_APPROVE)))
        .order_by("-pk")
        .values()[:200]
    )
    shown(request, "erasures", sorted({r["nominal_id"] for r in rows if r["state"] == "asked"}))
    return render(
        request,
        "rights/erasures.html",
        {
            "rows": rows,
            "states": STATES,
            "bases": BASES,
            "may_ask": request.visitor.may(Permission.RECORD_ERASE),
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_ERASE, within=REQUESTS)
def erasure_new(request: Request) -> HttpResponse:
    """Ask for a whole record to be erased."""
    typed = Typed(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        found = record(request.visitor, Permission.RECORD_ERASE, typed)
        basis = typed.choice("basis", BASES.keys() - {"retention"}, "Choose the basis in law")
        reason = typed.text("reason", "Say why, with the number of the order or decision")
        if (
            found
            and Erasure.objects.using(WEB)
            .filter(nominal_id=found[0].id, whole=True, state__in=["asked", "approved"])
            .exists()
        ):
            typed.faults["reference"] = "This was asked for already, and waits"
        if found and not typed.faults:
            asked = erasing.ask(
                request.visitor, nominal_id=found[0].id, area=found[1], basis=basis, reason=reason
            )
            return redirect("erasure", asked.pk)
    bases = {key: text for key, text in BASES.items() if key != "retention"}
    return render(
        request,
        "rights/erasure_new.html",
        {"typed": typed, "bases": bases},
        status=422 if typed.faults else 200,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.ERASURE_APPROVE, logs="read", within=REQUESTS)
def erasure(request: Request, number: int) -> HttpResponse:
    """One erasure: what it reaches, and the decision of the second person."""
    visitor = request.visitor
    found = (
        Erasure.objects.using(WEB)
        .filter(pk=number, area_id__in=list(visitor.areas(Permission.ERASURE_APPROVE)))
        .select_related("area")
        .annotate(reference=REFERENCE)
        .first()
    )
    if found is None:
        raise Http404
    typed = Typed(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        verb = typed.choice("verb", ("approve", "decline"), "Choose to approve or to decline")
        if found.asked_by_id == visitor.id:
            typed.faults["verb"] = "You asked for it: somebody else decides"
        elif found.state != "asked":
            typed.faults["verb"] = f"{found.decided_by or 'Somebody'} has decided meanwhile"
        elif verb == "approve" and typed["understood"] != "yes":
            typed.faults["understood"] = "Confirm that you know that it cannot be undone"
        if not typed.faults:
            erasing.decide(visitor, found, approve=verb == "approve")
            if verb == "approve":
                jobs.erase.defer(erasure_id=found.pk)
            return redirect("erasure", found.pk)
    shown(request, f"erasure {number}", [found.nominal_id] if found.state != "done" else [])
    response = render(
        request,
        "rights/erasure.html",
        {
            "found": found,
            "reference": found.reference if found.state != "done" else "",
            "state": STATES[found.state],
            "basis": BASES[found.basis],
            "own": found.asked_by_id == visitor.id,
            "rows": [(source_of(source).words, row) for source, row in found.rows],
            "removed": _by_source(found.removed),
            "remains": _by_source(found.remains),
            "typed": typed,
        },
        status=422 if typed.faults else 200,
    )
    if found.state == "approved" and not typed.faults:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _by_source(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted((source_of(source).words, number) for source, number in counts.items())


# Retention


@require_GET
@page(needs=Permission.RETENTION_REVIEW, logs="list", within=REQUESTS)
def retention_due(request: Request) -> HttpResponse:
    """Whose record is due for review now or within a year, and what is on hold."""
    on = request.visitor.today
    soon = beginning_with(on, years=1)
    every = retention.records(request.visitor.areas(Permission.RETENTION_REVIEW), on)
    which = request.GET.get("show", "due")
    lists = {
        "due": [row for row in every if row.is_due(on)],
        "soon": [row for row in every if not row.is_due(on) and row.is_due(soon)],
        "held": [row for row in every if row.held],
    }
    which = which if which in lists else "due"
    given = request.GET.get("page", "1")
    pages = max(-(-len(lists[which]) // ON_A_PAGE), 1)
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    number = min(max(number, 1), pages)
    part = lists[which][(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    shown(request, "records due for review of retention", [row.nominal_id for row in part])
    return render(
        request,
        "rights/retention.html",
        {
            "rows": part,
            "which": which,
            "numbers": {key: len(rows) for key, rows in lists.items()},
            "every": len(every),
            "number": number,
            "pages": pages,
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RETENTION_REVIEW, logs="read", within=REQUESTS)
def retention_review(request: Request, reference: str) -> HttpResponse:
    """Decide, with a reason, whether one record is still to be kept."""
    areas = request.visitor.areas(Permission.RETENTION_REVIEW)
    row = next(iter(retention.records(areas, request.visitor.today, of=reference)), None)
    if row is None:
        raise Http404
    choices = {
        key: text
        for key, text in DECISIONS.items()
        if key != ("hold" if row.held else "lift") and not (row.held and key == "erase")
    }
    earlier = list(
        RetentionReview.objects.using(WEB)
        .filter(nominal_id=row.nominal_id)
        .order_by("-pk")
        .values()
    )
    stands = earlier[0]["id"] if earlier else None
    typed = Typed(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        decision = typed.choice("decision", choices, "Choose what is to happen with the record")
        reason = typed.text("reason", "Say why")
        if (
            decision == "erase"
            and Erasure.objects.using(WEB)
            .filter(nominal_id=row.nominal_id, whole=True, state__in=["asked", "approved"])
            .exists()
        ):
            typed.faults["decision"] = "Its erasure was asked for already, and waits"
        if earlier and overtaken(request, stands):
            typed.faults["decision"] = (
                f"{earlier[0]['decided_by']} has decided meanwhile:"
                f" {DECISIONS[earlier[0]['decision']].lower()}. Read it below, and decide again if"
                " it is to be otherwise"
            )
        if not typed.faults:
            retention.decide(
                request.visitor,
                row.nominal_id,
                area=(row.area_id, areas[row.area_id]),
                decision=decision,
                reason=reason,
            )
            return redirect("retention")
    shown(request, "how long the record is kept", [row.nominal_id])
    return render(
        request,
        "rights/retention_review.html",
        {
            "reference": reference,
            "row": row,
            "choices": choices,
            "decisions": DECISIONS,
            "earlier": earlier,
            "seen": mark(stands),
            "typed": typed,
        },
        status=422 if typed.faults else 200,
    )
