"""The data quality console: how many records lack what, whose they are, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies import reasons
from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.person import identity
from openmappa.cases.words import span
from openmappa.exchange.download import csv_file
from openmappa.law.dates import days_from, in_words
from openmappa.nominals import entering
from openmappa.nominals.entering import Author
from openmappa.nominals.models import LONGEST_WAIT_DAYS, Access, PutOff
from openmappa.web.caseload.asking import Asked, Field
from openmappa.web.findings import ON_A_PAGE, OTHER, WORDS, in_sight
from openmappa.web.quality import KINDS, Kind, Looking, counts, lacking, looking

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

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
    waiting = counts(look, put_off=True) if look.waits else {}
    odd = in_sight(request.visitor).values_list("code").annotate(n=Count("pk"))
    shown(request, "data quality", area=request.visitor.area_names)
    return render(
        request,
        "web/quality.html",
        {
            **_whose(look),
            "kinds": [(kind, numbers[code]) for code, kind in KINDS.items() if numbers[code]],
            "waiting": [(kind, waiting[code]) for code, kind in KINDS.items() if waiting.get(code)],
            "clean": [
                kind.title
                for code, kind in KINDS.items()
                if not numbers[code] and not waiting.get(code)
            ],
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
    """The people of one kind, each with what is missing and the page on which it is mended.

    Or those for whom it was put off, with who did, why and until when.
    """
    kind = _kind(code)
    look = _looking(request)
    put_off = kind.can_wait and "put-off" in request.GET
    people = lacking(look, kind, put_off=put_off)
    listed = Paginator(people, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(listed)
    waits = _waits(look, kind, rows) if put_off else {}
    shown(
        request,
        f"people whose record lacks something: {kind.title.lower()}",
        sorted(row.pk for row in rows),
        area=request.visitor.area_names,
    )
    base = reverse("quality_kind", args=[code])
    filtered = {"whose": MINE} if look.own else {}
    if put_off:
        filtered["put-off"] = "1"
    return render(
        request,
        "web/quality_kind.html",
        {
            **_whose(look),
            "kind": kind,
            "put_off": put_off,
            "waiting": len(look.waits.get(code, ())),
            "writes": kind.can_wait and request.visitor.may(Permission.RECORD_WRITE),
            "listed": listed,
            "rows": [
                {
                    "person": row,
                    "what": kind.said(getattr(row, "since", None)),
                    "href": _mended_at(kind, str(row.reference)),
                    "waits": waits.get(row.pk),
                }
                for row in rows
            ],
            "base": f"{base}?{urlencode(filtered | {'page': ''})}",
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.FINDING_VIEW, logs="export")
def quality_file(request: Request, code: str) -> HttpResponse:
    """The same people as a file of their own, to who says why."""
    kind = _kind(code)
    look = _looking(request)
    why = reasons.given(request)
    if why.reason is None:
        shown(request, "the form to download a list", action="read")
        return reasons.ask(
            request,
            why,
            title="Download the list",
            lead=f"{kind.title}: a file with the names of those whom you may see.",
            button="Download (CSV)",
            back=reverse("quality_kind", args=[code]) + ("?whose=mine" if look.own else ""),
        )
    rows = list(lacking(look, kind))
    shown(
        request,
        f"a file of people whose record lacks something: {kind.title.lower()}",
        sorted(row.pk for row in rows),
        area=request.visitor.area_names,
        reason=why.reason,
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


def _waits(look: Looking, kind: Kind, people: list[Any]) -> dict[int, PutOff]:
    """What puts it off for each of these people: the one that lasts longest."""
    running = PutOff.objects.using(WEB).filter(
        nominal__in=people, kind=kind.code, during__contains=look.visitor.today
    )
    return {row.nominal_id: row for row in running.order_by("during__endswith", "pk")}


@require_GET
@page(needs=Permission.FINDING_VIEW, logs="read")
def person_quality(request: Request, reference: str) -> HttpResponse:
    """What one record lacks, what to do about it, and what was put off until when."""
    found = in_full(request, reference)
    look = looking(request.visitor, own=False, of=[found.pk])
    numbers = counts(look)
    waiting = counts(look, put_off=True) if look.waits else {}
    return person_page(
        request,
        "web/person_quality.html",
        identity(found, request.on, request.visitor),
        "what the record lacks",
        under="person",
        writes=request.visitor.may(Permission.RECORD_WRITE),
        lacks=[
            (kind, _mended_at(kind, str(found.reference)))
            for code, kind in KINDS.items()
            if numbers[code]
        ],
        waiting=[
            (kind, _waits(look, kind, [found.pk]).get(found.pk))
            for code, kind in KINDS.items()
            if waiting.get(code)
        ],
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def put_off(request: Request, reference: str, code: str) -> HttpResponse:
    """Say until which day something that a record lacks can wait, and why."""
    kind = _kind(code)
    found = in_full(request, reference)
    visitor = request.visitor
    look = looking(visitor, own=False, of=[found.pk])
    lacks = kind.can_wait and bool(lacking(look, kind))
    waits = None if lacks or not kind.can_wait else _waits(look, kind, [found.pk]).get(found.pk)
    if not lacks and waits is None:
        raise Http404
    shown(request, "what a record lacks, to put off", [found.pk], area=visitor.area_names)
    asked = Asked(request)
    last = days_from(visitor.today, LONGEST_WAIT_DAYS)
    title, back = f"Put off: {kind.title.lower()}", reverse("person_quality", args=[reference])
    fields = (
        Field(
            "until",
            "Until which day",
            f"On that day it is listed again. By {in_words(last)} at the latest.",
            "day",
        ),
        Field(
            "why",
            "Why it can wait",
            "Whoever answers for the area\u2019s records sees this with your name. Write"
            " nothing of other people.",
            "lines",
        ),
    )
    if waits is not None:
        done = f"{waits.entered_by} has put it off, {span(waits.during)}: {waits.why}"
        return asked.too_late(title, fields, back, done, f"{found.name}, {found.reference}")
    if request.method == "POST":
        first = days_from(visitor.today, 1)
        until = asked.day("until", "the day on which it is listed again", first=first)
        why = asked.text("why", "why it can wait", shortest=10)
        if until is not None and until > last:
            asked.fault(f"Enter a day by {in_words(last)}: nothing waits longer", "until-day")
        by = _author(request, found)
        if until is not None and not asked.faults:
            with asked.doing(), visitor.operation("put off", reason=why) as opened:
                entering.put_off(
                    opened,
                    found,
                    by,
                    kind=kind.code,
                    today=visitor.today,
                    until=until,
                    why=why,
                    part=kind.part.name if kind.part else "",
                )
        if not asked.faults:
            return redirect("person_quality", found.reference)
    return asked.again(
        title,
        fields,
        "Put it off",
        back,
        about=f"{found.name}, {found.reference}",
    )


def _author(request: Request, found: Seen) -> Author:
    """Who puts off: in an area in which they write records, and which may see this one."""
    area_id = (
        Access.objects.using(WEB)
        .filter(
            nominal=found,
            during__contains=TODAY,
            area__in=request.visitor.areas(Permission.RECORD_WRITE),
        )
        .order_by("basis", "area")
        .values_list("area", flat=True)
        .first()
    )
    if area_id is None:
        raise PermissionDenied
    visitor = request.visitor
    return Author(visitor.id, visitor.name, int(area_id), visitor.agency)


def _mended_at(kind: Kind, reference: str) -> str:
    args = {"reference": reference} | ({"section": kind.section} if kind.section else {})
    return reverse(kind.page, kwargs=args)
