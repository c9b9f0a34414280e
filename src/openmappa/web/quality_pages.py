"""The data quality console: how many records lack what, whose they are, and what to do."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from openmappa.agencies.pages import Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.exchange.download import csv_file
from openmappa.web.findings import ON_A_PAGE, OTHER, WORDS, in_sight
from openmappa.web.quality import KINDS, Kind, Looking, counts, lacking, looking

MINE = "mine"


def _looking(request: Request) -> Looking:
    return looking(request.visitor, own=request.GET.get("whose") == MINE)


def _whose(look: Looking) -> dict[str, Any]:
    """What the pages say of whose people they show, and how to see the others."""
    visitor = look.visitor
    return {
        "own": look.own,
        "areas": ", ".join(visitor.areas(Permission.QUALITY_VIEW).values()),
        "whose": "?whose=mine" if look.own else "",
        "both": visitor.may(Permission.QUALITY_VIEW) and visitor.may(Permission.CASELOAD_HOLD),
        "sees": visitor.may(Permission.PERSON_VIEW),
    }


@require_GET
@page(needs=Permission.FINDING_VIEW, logs="count")
def quality(request: Request) -> HttpResponse:
    """Every kind, with how many people, why it matters, what to do and who may."""
    look = _looking(request)
    numbers = counts(look)
    odd = in_sight(request.visitor).values_list("code").annotate(n=Count("pk"))
    shown(request, "data quality", area=request.visitor.area_names)
    return render(
        request,
        "web/quality.html",
        {
            **_whose(look),
            "kinds": [(kind, numbers[code]) for code, kind in KINDS.items() if numbers[code]],
            "clean": [kind.title for code, kind in KINDS.items() if not numbers[code]],
            "odd": sorted(
                ((*WORDS.get(code, OTHER), code, n) for code, n in odd),
                key=lambda row: (-row[3], row[0]),
            ),
            "decides": request.visitor.may(Permission.MATCH_DECIDE),
        },
    )


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


@require_GET
@page(needs=Permission.FINDING_VIEW, logs="list")
def quality_kind(request: Request, code: str) -> HttpResponse:
    """The people of one kind, each with what is missing and the page on which it is mended."""
    kind = _kind(code)
    look = _looking(request)
    listed = Paginator(lacking(look, kind), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(listed)
    shown(
        request,
        f"people whose record lacks something: {kind.title.lower()}",
        sorted(row.pk for row in rows),
        area=request.visitor.area_names,
    )
    base = reverse("quality_kind", args=[code])
    return render(
        request,
        "web/quality_kind.html",
        {
            **_whose(look),
            "kind": kind,
            "listed": listed,
            "rows": [
                {
                    "person": row,
                    "what": kind.said(getattr(row, "since", None)),
                    "href": _mended_at(kind, str(row.reference)),
                }
                for row in rows
            ],
            "base": f"{base}?whose=mine&page=" if look.own else f"{base}?page=",
        },
    )


@require_GET
@page(needs=Permission.FINDING_VIEW, logs="export")
def quality_file(request: Request, code: str) -> HttpResponse:
    """The same people as a file of their own."""
    kind = _kind(code)
    rows = list(lacking(_looking(request), kind))
    shown(
        request,
        f"a file of people whose record lacks something: {kind.title.lower()}",
        sorted(row.pk for row in rows),
        area=request.visitor.area_names,
    )
    return csv_file(
        f"{kind.code}.csv",
        ["Reference", "Name", "Level", "What is missing", "Managed by", "What to do"],
        [
            [
                row.reference,
                row.name,
                row.level or "",
                kind.said(getattr(row, "since", None)),
                row.manager or "",
                kind.todo,
            ]
            for row in rows
        ],
    )


def _mended_at(kind: Kind, reference: str) -> str:
    args = {"reference": reference} | ({"section": kind.section} if kind.section else {})
    return reverse(kind.page, kwargs=args)
