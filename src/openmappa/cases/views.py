"""The list of people, and the pages of one person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.cases import legal, queries
from openmappa.cases import record_history as histories
from openmappa.cases.bars import Axis, lane
from openmappa.cases.people import PER_PAGE, STATUSES, Filters, listed
from openmappa.cases.person import (
    LANES,
    Identity,
    identity,
    known,
    outline,
    records,
    story,
)
from openmappa.cases.visibility import Sight, visible
from openmappa.cases.whole_position import told
from openmappa.cases.words import CATEGORIES
from openmappa.law.position import position as law_position
from openmappa.nominals.search import LONGEST, read

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@require_GET
@page(needs=Permission.PERSON_LIST, logs="list")
def people(request: Request) -> HttpResponse:
    """The people that the visitor may see, as on the day."""
    filters = Filters.read(request.GET.dict())
    number = _number(request.GET)
    found = listed(request.visitor, request.on, filters, number)
    if not found.rows and number > 1:
        number = 1
        found = listed(request.visitor, request.on, filters, number)
    shown(
        request,
        "a list of people",
        [row.id for row in found.rows],
        area=request.visitor.area_names,
    )
    return _list(request, filters, found=found)


@require_http_methods(["GET", "POST"])
@page(needs=Permission.PERSON_LIST, logs="search")
def people_search(request: Request) -> HttpResponse:
    """Search by whatever is known of somebody. What is typed is never in an address or a log."""
    if request.method == "GET":
        return redirect("people")
    text = request.POST.get("q", "")
    filters = Filters.read(request.POST.dict())
    typed = read(text, request.visitor.today)
    if not typed.text:
        return redirect(f"{reverse('people')}?{urlencode(filters.chosen)}".rstrip("?"))
    if len(typed.text) > LONGEST or (len(typed.text) < 2 and not typed.is_number):
        fault = (
            f"What to search for has at most {LONGEST} characters"
            if len(typed.text) > LONGEST
            else "Type at least 2 letters of a name"
        )
        return _list(request, filters, typed=text, fault=fault)
    found = listed(request.visitor, request.on, filters, _number(request.POST), typed)
    elsewhere = found.elsewhere
    shown(
        request,
        f"search by {typed.kind}",
        [row.id for row in found.rows],
        area=request.visitor.area_names,
    )
    if elsewhere:
        shown(
            request,
            f"pointer to the area that holds the record, by {typed.kind}",
            [pointer.nominal_id for pointer in elsewhere],
            area=request.visitor.area_names,
        )
    return _list(
        request,
        filters,
        found=found,
        typed=typed.text,
        pointers=sorted({(pointer.area, pointer.forces) for pointer in elsewhere}),
        by_number=typed.is_number,
        understood=typed.understood,
    )


def _list(request: Request, filters: Filters, **more: Any) -> HttpResponse:
    context = {
        "filters": filters,
        "base": f"{reverse('people')}?{urlencode({**filters.chosen, 'page': ''})}",
        "categories": CATEGORIES,
        "statuses": STATUSES,
        "per_page": PER_PAGE,
        "found": None,
        "typed": "",
        "fault": "",
        "pointers": [],
        "by_number": False,
        "understood": (),
        **more,
    }
    return render(request, "cases/people.html", context, status=422 if context["fault"] else 200)


def _number(given: QueryDict) -> int:
    text = given.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _in_full(request: Request, reference: str) -> Seen:
    """The person, to who may see the whole record; for everybody else there is no such page."""
    found = visible(request.visitor).see(reference)
    if found.sight != Sight.FULL:
        raise Http404
    return found


def _page(
    request: Request, template: str, who: Identity, what: str, **context: Any
) -> HttpResponse:
    shown(request, what, [who.id], area=request.visitor.area_names)
    here = reverse(request.resolver_match.view_name, args=[who.reference])  # type: ignore[union-attr] # a page has an address
    items = [
        (text, reverse(name, args=[who.reference]))
        for text, name in (
            ("Overview", "person"),
            ("Timeline", "timeline"),
            ("Legal position", "legal_position"),
            ("What you must do", "what_you_must_do"),
            ("Records", "person_records"),
            ("History", "record_history"),
        )
    ]
    return render(
        request,
        template,
        {"who": who, "items": items, "here": here, **context},
        status=422 if context.get("fault") else 200,
    )


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def person(request: Request, reference: str) -> HttpResponse:
    """Who it is, where they stand, and what is known of them."""
    found = visible(request.visitor).see(reference)
    if found.sight != Sight.FULL:
        who = outline(found, request.visitor.today)
        return _page(request, "cases/outline.html", who, "the outline of the record")
    who = identity(found, request.on, request.visitor)
    return _page(request, "cases/person.html", who, "the record", known=known(found, request.on))


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def person_records(request: Request, reference: str) -> HttpResponse:
    """Whose records the person is in, and where they differ."""
    found = _in_full(request, reference)
    who = identity(found, request.on, request.visitor)
    return _page(
        request, "cases/records.html", who, "the agencies' records", records=records(found)
    )


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def timeline(request: Request, reference: str) -> HttpResponse:
    """Everything that happened, newest first, in lanes on one axis."""
    found = _in_full(request, reference)
    who = identity(found, request.on, request.visitor)
    assert who.position is not None  # noqa: S101 - a record seen in full
    told = story(found, who.position)
    axis = Axis.of([spell.period for spell in told.spells], request.on)
    names = dict.fromkeys([*(spell.lane for spell in told.spells), *LANES[1:]])
    lanes = [
        (
            name,
            lane(axis, [(s.period, s.text) for s in told.spells if s.lane == name], request.on),
        )
        for name in names
    ]
    return _page(
        request, "cases/timeline.html", who, "the timeline", told=told, axis=axis, lanes=lanes
    )


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def legal_position(request: Request, reference: str) -> HttpResponse:
    """Why the law puts the person where they are, on any day."""
    found = _in_full(request, reference)
    given, on, fault = _day(request)
    who = identity(found, on, request.visitor)
    position = who.position
    assert position is not None  # noqa: S101 - a record seen in full
    facts = queries.whole_facts(found, WEB)
    grounds = [*position.running, *position.to_come, *position.ended]
    axis = Axis.of([ground.period for ground in grounds], on)
    bars = {
        title: [(ground, axis.bar(ground.period, ground.because(), on)) for ground in group]
        for title, group in (
            ("Runs on this day", position.running),
            ("Still to come", position.to_come),
            ("Ended before this day", position.ended),
        )
    }
    return _page(
        request,
        "cases/legal_position.html",
        who,
        "the legal position",
        day=on,
        given=given,
        fault=fault,
        position=position,
        axis=axis,
        bars=bars,
        endings=legal.endings(position),
        told=told(law_position(facts, on), facts),
    )


def _day(request: Request) -> tuple[dict[str, str], date, str]:
    """The day asked for as it was typed, the day to show, and what is wrong with what was typed."""
    if not any(request.GET.get(part) for part in ("day", "month", "year")):
        on = request.on
        return {"day": str(on.day), "month": str(on.month), "year": str(on.year)}, on, ""
    given = {part: request.GET.get(part, "").strip()[:10] for part in ("day", "month", "year")}
    try:
        chosen = date(int(given["year"]), int(given["month"]), int(given["day"]))
    except (ValueError, OverflowError):
        return given, request.on, "Enter a real date, such as 31 3 2015"
    if not EARLIEST <= chosen <= LATEST:
        return given, request.on, "Enter a year from 1900 to 2199"
    return given, chosen, ""


@require_GET
@page(needs=Permission.HISTORY_VIEW, logs="read")
def record_history(request: Request, reference: str) -> HttpResponse:
    """Who has seen and changed the record."""
    found = _in_full(request, reference)
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in histories.STREAMS else "all"
    who = identity(found, request.on, request.visitor)
    return _page(
        request,
        "cases/record_history.html",
        who,
        "who has seen and changed the record",
        history=histories.history(found.pk, chosen, _number(request.GET)),
        streams=histories.STREAMS,
        chosen=chosen,
    )
