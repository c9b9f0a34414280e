"""The leaflet for the person: what MAPPA means for them, to print and go through together."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmappa.agencies.pages import Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.reasons import Reason
from openmappa.cases.pages import in_full


@require_GET
@page(needs=Permission.DUTIES_PRINT, logs="print")
def leaflet(request: Request, reference: str) -> HttpResponse:
    """One plain page; of the person it bears name and reference, and nothing else."""
    found = in_full(request, reference)
    shown(
        request,
        "the leaflet for the person",
        [found.pk],
        area=request.visitor.area_names,
        reason=Reason("for_the_person"),
    )
    return render(
        request,
        "web/fairness/leaflet.html",
        {"reference": found.reference, "name": found.name},
    )
