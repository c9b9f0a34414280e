"""The activity log of all agencies: read a page at a time, added to and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from openmappa.agencies.models import AGENCIES
from openmappa.agencies.pages import WEB, Request, page
from openmappa.agencies.permissions import Part, Permission
from openmappa.audit.operations import refusals
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.person import identity
from openmappa.nominals import entering
from openmappa.nominals.register import ACTIVITIES, Activity
from openmappa.web.register.forms import LogForm
from openmappa.web.register.views import author, kept

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

PER_PAGE = 30
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the log, with what it corrects and what corrects it."""

    id: int
    kind: str
    on: date
    at: time | None
    fact: str
    opinion: str
    by: str
    written: Any
    corrects: int | None
    corrected_by: list[int]


@require_http_methods(["GET", "POST"])
@page(needs=Permission.PERSON_VIEW, logs="read")
def log(request: Request, reference: str) -> HttpResponse:
    """The log, newest first, by kind, agency or words; the words are never in an address."""
    found = in_full(request, reference, Part.LOG)
    given = request.POST if request.method == "POST" else request.GET
    kind = given.get("kind", "") if given.get("kind") in ACTIVITIES else ""
    agency = given.get("agency", "") if given.get("agency") in AGENCIES else ""
    text = request.POST.get("q", "").strip().replace("\0", "")[:LONGEST]
    rows = Activity.objects.using(WEB).filter(nominal=found)
    if kind:
        rows = rows.filter(kind=kind)
    if agency:
        rows = rows.filter(agency=agency)
    if text:
        rows = rows.filter(Q(fact__icontains=text) | Q(opinion__icontains=text))
    total = rows.count()
    pages = max(-(-total // PER_PAGE), 1)
    number = min(_number(given.get("page")), pages)
    who = identity(found, request.on, request.visitor)
    chosen = {name: value for name, value in (("kind", kind), ("agency", agency)) if value}
    return person_page(
        request,
        "web/register/log.html",
        who,
        "the log",
        lines=_lines(rows, number),
        total=total,
        number=number,
        pages=pages,
        kinds=ACTIVITIES,
        agencies=AGENCIES,
        kind=kind,
        agency=agency,
        text=text,
        chosen=urlencode(chosen),
        writes=_may_write(request, found),
    )


def _lines(rows: Any, number: int) -> list[Line]:
    start = (number - 1) * PER_PAGE
    shown = list(
        rows.order_by("-happened_on", "-pk").select_related("area")[start : start + PER_PAGE]
    )
    corrected: dict[int, list[int]] = {}
    for pk, corrects in (
        Activity.objects.using(WEB)
        .filter(corrects__in=[0, *(row.pk for row in shown)])
        .order_by("pk")
        .values_list("pk", "corrects")
    ):
        corrected.setdefault(corrects or 0, []).append(pk)
    return [
        Line(
            id=row.pk,
            kind=ACTIVITIES[row.kind],
            on=row.happened_on,
            at=row.happened_at,
            fact=row.fact,
            opinion=row.opinion,
            by=f"{row.entered_by}, {AGENCIES[row.agency].lower()} in {row.area.name}",
            written=row.entered_at,
            corrects=row.corrects_id,
            corrected_by=corrected.get(row.pk, []),
        )
        for row in shown
    ]


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def log_add(request: Request, reference: str) -> HttpResponse:
    """Write an entry, or one that corrects an earlier one."""
    found = in_full(request, reference, Part.LOG)
    if not _may_write(request, found):
        raise PermissionDenied
    given = request.POST if request.method == "POST" else request.GET
    corrects = None
    if (number := given.get("corrects", "")) and number != "0":
        corrects = Activity.objects.using(WEB).filter(nominal=found, pk=_number(number)).first()
        if corrects is None:
            raise Http404
    draft = entering.Form(request.visitor.id, found.pk, "log", corrects.pk if corrects else 0)
    saved_at = None
    if request.method == "POST":
        form = LogForm(request.POST, visitor=request.visitor)
        if form.is_valid():
            typed = form.cleaned_data
            with (
                refusals(),
                transaction.atomic(using=WEB),
                request.visitor.operation("write in the log") as opened,
            ):
                by = author(request, found, Part.LOG)
                entering.log(opened, found, by, corrects=corrects, **typed)
                entering.drop_draft(WEB, draft)
            return redirect("log", reference)
    else:
        form, saved_at = _begun(request, draft, corrects)
    return person_page(
        request,
        "web/register/log_add.html",
        identity(found, request.on, request.visitor),
        "the log",
        under="log",
        form=form,
        corrects=corrects,
        chosen=request.GET.get("kind") in ACTIVITIES,
        saved_at=saved_at,
        error=bool(form.errors),
        fault=form.errors,
    )


def _begun(
    request: Request, draft: entering.Form, corrects: Activity | None
) -> tuple[LogForm, Any]:
    kind = request.GET.get("kind", "")
    said: dict[str, Any] = {"happened_on": request.visitor.today, "kind": kind}
    if corrects is not None:
        names = ("kind", "happened_on", "happened_at", "fact", "opinion", "class_of_person")
        said = {name: getattr(corrects, name) for name in names}
    begun = entering.draft(WEB, draft)
    if begun is not None:
        said = kept(LogForm, begun.fields)
    return LogForm(initial=said, visitor=request.visitor), begun.saved_at if begun else None


def _may_write(request: Request, found: Seen) -> bool:
    return Part.LOG in found.writes and request.visitor.may(Permission.RECORD_WRITE)


def _number(text: str | None) -> int:
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1
