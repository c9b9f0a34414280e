"""Imports: upload an extract, watch it come in, read its faults."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.exchange.download import csv_file
from openmappa.exchange.faults import Fault, Refused
from openmappa.exchange.jobs import import_upload as job
from openmappa.exchange.models import Upload
from openmappa.exchange.queries import KINDS_IN_WORDS, uploads
from openmappa.exchange.receiving import LARGEST_UPLOAD, NotAnExtract
from openmappa.exchange.uploads import cancel, take_in_upload, worker_died

ON_A_PAGE = 25
FAULTS_ON_A_PAGE = 100
REFRESH_SECONDS = 3
SORTED = {
    "line": lambda fault: fault.position,
    "field": lambda fault: (fault.field or "", *fault.position),
    "message": lambda fault: (fault.message, *fault.position),
}
STATES = {
    "waiting": ("Waiting", "grey"),
    "running": ("Being imported", "blue"),
    "imported": ("Imported", "green"),
    "refused": ("Refused", "red"),
    "interrupted": ("Interrupted", "orange"),
    "failed": ("Failed", "red"),
    "cancelled": ("Cancelled", "grey"),
}


@require_GET
@page(needs=Permission.EXTRACT_IMPORT)
def imports(request: Request) -> HttpResponse:
    """What was uploaded for the visitor's areas."""
    areas = request.visitor.areas(Permission.EXTRACT_IMPORT)
    listed = Paginator(uploads(areas), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "exchange/imports.html", {"listed": listed, "states": STATES, "areas": areas}
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.EXTRACT_IMPORT)
def import_upload(request: Request) -> HttpResponse:
    """Upload an extract."""
    areas = request.visitor.areas(Permission.EXTRACT_IMPORT)
    context: dict[str, Any] = {"areas": areas, "faults": [], "largest": LARGEST_UPLOAD // 2**20}
    if request.method == "GET":
        return render(request, "exchange/import_upload.html", context)
    try:
        upload = take_in_upload(
            request.FILES.getlist("files"), visitor=request.visitor, areas=areas
        )
    except NotAnExtract as refusal:
        context["faults"] = [f"{refusal}."]
    except Refused as refused:
        context["faults"] = str(refused).splitlines()
    if context["faults"]:
        return render(request, "exchange/import_upload.html", context, status=422)
    with request.visitor.operation("upload an extract") as opened:
        opened.record(
            "uploaded",
            f"{request.visitor.name} uploaded the extract of {upload.area} of"
            f" {upload.extracted_on:%-d %B %Y}, import {upload.pk}.",
            area=upload.area.name,
        )
    job.defer(upload_id=upload.pk)
    return redirect("import_detail", upload.pk)


@require_GET
@page(needs=Permission.EXTRACT_IMPORT, logs="read")
def import_detail(request: Request, number: int) -> HttpResponse:
    """How far an import is, or what came of it; the page looks again by itself until it is done."""
    upload = _upload(request, number)
    state = upload.state
    if state == "running" and worker_died(upload.pk):
        state = "interrupted"
    sort, faults = _sorted(upload, request)
    pages = Paginator(faults, FAULTS_ON_A_PAGE)
    listed = pages.get_page(request.GET.get("page"))
    shown(request, f"import {upload.pk} and its faults", area=upload.area.name)
    response = render(
        request,
        "exchange/import_detail.html",
        {
            "upload": upload,
            "state": state,
            "words": STATES[state],
            "faults": listed,
            "more": upload.fault_total - len(faults),
            "sort": sort,
            "order": urlencode({"sort": sort}),
            "changes": [
                (KINDS_IN_WORDS[table].capitalize(), *numbers)
                for table, numbers in upload.outcome.get("changes", {}).items()
            ],
        },
    )
    if state in ("waiting", "running"):
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_GET
@page(needs=Permission.EXTRACT_IMPORT, logs="export")
def import_faults(request: Request, number: int) -> HttpResponse:
    """The faults of an import as a CSV file."""
    upload = _upload(request, number)
    _, faults = _sorted(upload, request)
    shown(request, f"the faults of import {upload.pk}", area=upload.area.name)
    return csv_file(
        f"import-{upload.pk}-faults.csv",
        ("File", "Line", "Field", "What is wrong"),
        (
            *((fault.file, fault.line, fault.field, fault.message) for fault in faults),
            *_rest(upload.fault_total - len(faults)),
        ),
    )


@require_POST
@page(needs=Permission.EXTRACT_IMPORT)
def import_cancel(request: Request, number: int) -> HttpResponse:
    """Cancel an import that has not begun."""
    upload = _upload(request, number)
    if cancel(upload):
        with request.visitor.operation("cancel an import") as opened:
            opened.record(
                "cancelled",
                f"{request.visitor.name} cancelled import {upload.pk} before it began.",
                area=upload.area.name,
            )
    return redirect("import_detail", upload.pk)


def _upload(request: Request, number: int) -> Upload:
    areas = request.visitor.areas(Permission.EXTRACT_IMPORT)
    found = Upload.objects.using(WEB).filter(pk=number, area__in=areas)
    upload = found.select_related("area").first()
    if upload is None:
        raise Http404
    return upload


def _sorted(upload: Upload, request: Request) -> tuple[str, list[Fault]]:
    sort = request.GET.get("sort", "line")
    if sort not in SORTED:
        sort = "line"
    return sort, sorted((Fault(**fault) for fault in upload.faults), key=SORTED[sort])


def _rest(more: int) -> list[tuple[str, str, str, str]]:
    return [("", "", "", f"and {more:,} more")] if more else []
