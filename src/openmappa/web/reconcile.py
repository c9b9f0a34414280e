"""Reconcile my list: a practitioner's own list beside a figure. Nothing of it is stored."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from openmappa.agencies import reasons
from openmappa.agencies.pages import Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.operations import NO_REASON
from openmappa.audit.reasons import Reason
from openmappa.exchange.download import csv_file
from openmappa.exchange.own_list import LARGEST, NotAListError, Wanted, as_text, pasted, sent
from openmappa.web.reconciling import EVERYBODY, Columns, compare, figures_of

ON_A_PAGE = 100  # of each column; the file has them all


@require_GET
@page(needs=Permission.LIST_RECONCILE)
def reconcile(request: Request) -> HttpResponse:
    """Ask for the list and the figure."""
    return _ask(request)


@require_POST
@page(needs=Permission.LIST_RECONCILE, logs="list")
def reconcile_answer(request: Request) -> HttpResponse:
    """Three columns, and one sentence for each person."""
    try:
        wanted = _given(request)
    except NotAListError as fault:
        return _ask(request, f"{fault}.")
    area, address, words = _figure(request)
    columns = _compare(request, wanted, area, address)
    return render(
        request,
        "web/reconcile_answer.html",
        {
            "columns": [
                ("Agree", "On your list and in the figure", columns.agree),
                ("Only yours", "On your list and not in the figure", columns.yours),
                ("Only ours", "In the figure, not on your list, and yours to see", columns.ours),
            ],
            "most": ON_A_PAGE,
            "list": as_text(wanted),
            "area": area,
            "figure": address,
            "words": words,
        },
    )


@require_POST
@page(needs=Permission.LIST_RECONCILE, logs="export")
def reconcile_file(request: Request) -> HttpResponse:
    """The same three columns as a CSV file, to who says why."""
    try:
        wanted = _given(request)
    except NotAListError as fault:
        return _ask(request, f"{fault}.")
    area, address, _ = _figure(request)
    why = reasons.given(request)
    if why.reason is None:
        shown(request, "the form to download a list", action="read")
        return reasons.ask(
            request,
            why,
            title="Download your list beside the figure",
            lead="All three columns, with names.",
            button="Download all three (CSV)",
            back=reverse("reconcile"),
            hidden={"list": as_text(wanted), "area": area, "figure": address},
        )
    columns = _compare(request, wanted, area, address, why.reason)
    return csv_file(
        "reconciled-list.csv",
        ("Column", "Your line", "Reference", "Name", "Why"),
        (
            (title, line.text, line.reference, line.name, line.sentence)
            for title, lines in (
                ("agree", columns.agree),
                ("only yours", columns.yours),
                ("only ours", columns.ours),
            )
            for line in lines
        ),
    )


def _ask(request: Request, fault: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "areas": list(request.visitor.areas(Permission.LIST_RECONCILE).values()),
        "figures": figures_of(request.on),
        "list": request.POST.get("list", ""),
        "area": request.POST.get("area", ""),
        "figure": request.POST.get("figure", EVERYBODY),
        "fault": fault,
        "largest": LARGEST // 2**20,
    }
    return render(request, "web/reconcile.html", context, status=422 if fault else 200)


def _given(request: Request) -> list[Wanted]:
    file = request.FILES.get("file")
    if file is None:
        return pasted(request.POST.get("list", ""))
    return sent(file.name or "", file.read(LARGEST + 1))


def _figure(request: Request) -> tuple[str, str, str]:
    """Area, cell and its words; what is not offered is taken for what is offered first."""
    areas = list(request.visitor.areas(Permission.LIST_RECONCILE).values())
    area = request.POST.get("area", "")
    figures = figures_of(request.on)
    address = request.POST.get("figure", EVERYBODY)
    address = address if address in figures else EVERYBODY
    return (area if area in areas else areas[0]), address, figures[address]


def _compare(
    request: Request, wanted: list[Wanted], area: str, address: str, why: Reason = NO_REASON
) -> Columns:
    columns = compare(request.visitor, wanted, area=area, on=request.on, address=address)
    what = f"a list of {len(wanted)} beside {address} of {area} on {request.on}"
    shown(request, what, sorted(columns.people), area=area, reason=why)
    return columns
