"""The list of people, and the pages of one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies import reasons
from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.audit.operations import NO_REASON
from openmappa.cases import legal, queries
from openmappa.cases import record_history as histories
from openmappa.cases.bars import Axis, lane
from openmappa.cases.beginning import began
from openmappa.cases.confirmed import standing
from openmappa.cases.entered import entered
from openmappa.cases.glance import MOST_DUE, Due, due, since_last_look
from openmappa.cases.notices import notices
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.people import PER_PAGE, STATUSES, Filters, listed, restricted
from openmappa.cases.person import (
    LANES,
    identity,
    outline,
    parts_in_words,
    records,
    sections,
    story,
)
from openmappa.cases.pointed import pointed
from openmappa.cases.searching import searchable
from openmappa.cases.suspected import suspicions
from openmappa.cases.told_them import told_of
from openmappa.cases.visibility import Sight, see
from openmappa.cases.whole_position import told
from openmappa.cases.words import CATEGORIES
from openmappa.law.dates import ONE_DAY, in_words
from openmappa.law.facts import Facts
from openmappa.law.position import position as law_position
from openmappa.nominals.queries import merges
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
    why, reason = reasons.outside(request)
    # Whom other areas hold is told to who says why they look there.
    elsewhere = found.elsewhere if reason else []
    barred = restricted(typed, searchable(request.visitor))
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
            reason=reason or NO_REASON,
        )
    elif found.elsewhere:
        shown(
            request,
            f"that another area holds a record, by {typed.kind}",
            [pointer.nominal_id for pointer in found.elsewhere],
            area=request.visitor.area_names,
        )
    if barred:
        shown(
            request,
            f"whom to ring about a restricted record, by {typed.kind}",
            [one.nominal_id for one in barred],
            area=request.visitor.area_names,
        )
    return _list(
        request,
        filters,
        found=found,
        typed=typed.text,
        pointers=[
            (
                pointer.area,
                pointer.forces,
                pointer.rota,
                pointed(request.visitor, pointer.nominal_id, pointer.area),
            )
            for pointer in elsewhere
        ],
        barred=[(one, pointed(request.visitor, one.nominal_id, "")) for one in barred],
        untold=0 if reason else len(found.elsewhere),
        why=why,
        by_number=typed.is_number,
        understood=typed.said(by_name=found.by_name),
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
        "untold": 0,
        "why": None,
        "barred": [],
        "may_break": request.visitor.may(Permission.GLASS_BREAK),
        "may_write": request.visitor.may(Permission.MESSAGE_SEND),
        "by_number": False,
        "understood": (),
        **more,
    }
    faults = context["fault"] or (context["why"] is not None and context["why"].faults)
    return render(request, "cases/people.html", context, status=422 if faults else 200)


def _number(given: QueryDict) -> int:
    text = given.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def person(request: Request, reference: str) -> HttpResponse:
    """Who it is, where they stand, and what is known of them."""
    found = see(request.visitor, reference)
    if found.sight != Sight.FULL:
        who = outline(found, request.visitor.today, request.visitor)
        return person_page(
            request,
            "cases/outline.html",
            who,
            "the outline of the record",
            may_break=request.visitor.may(Permission.GLASS_BREAK),
            may_write=request.visitor.may(Permission.MESSAGE_SEND),
            colleagues=found.sight == Sight.INDEX,
        )
    if found.acting_for:
        request.visitor = replace(request.visitor, acting_for=found.acting_for)
    who = identity(found, request.on, request.visitor)
    assert who.position is not None  # noqa: S101 - a record seen in full
    told = _due(found, who.position.facts, request.on)
    return person_page(
        request,
        "cases/person.html",
        who,
        "the record",
        entered=entered(found, request.on),
        sections=sections(found, request.on, found.sees),
        due=[one for one in told if one.began is None],
        before=[one for one in told if one.began is not None],
        standing=standing(found, who.position) if Part.OFFENDING in found.sees else None,
        told=told_of(found, who.position) if Part.LIFE in found.sees else None,
        most_due=MOST_DUE,
        since=since_last_look(found, found.sees),
        endings=legal.endings(who.position) if Part.OFFENDING in found.sees else [],
    )


def _due(person: Seen, known: Facts, on: date) -> list[Due]:
    """What is due, and what is suspected of being missed, to who sees that part."""
    if Part.OFFENDING not in person.sees:
        return []
    position = law_position(queries.whole_facts(person, WEB, known), on)
    return due(position, suspicions(person, position), began([person.pk]).get(person.pk))


@require_http_methods(["GET", "POST"])
@page(needs=Permission.PERSON_VIEW, logs="print")
def person_print(request: Request, reference: str) -> HttpResponse:
    """The record on paper: marked on every page, with who printed it and when."""
    found = in_full(request, reference)
    why = reasons.given(request)
    if why.reason is None:
        shown(request, "the form to print the record", [found.pk], action="read")
        return reasons.ask(
            request,
            why,
            title="Print this record",
            lead="Marked, with your name and the time on every page.",
            button="Make the print",
            back=reverse("person", args=[reference]),
            about=f"{found.name}, {reference}",
        )
    who = identity(found, request.on, request.visitor)
    assert who.position is not None  # noqa: S101 - a record seen in full
    by_people = entered(found, request.on)
    printed = sections(found, request.on, found.sees)
    parts = parts_in_words([*by_people, *printed])
    areas = request.visitor.area_names
    shown(request, f"the record: {parts}", [found.pk], area=areas, reason=why.reason)
    context = {
        "who": who,
        "notices": notices(found.pk),
        "entered": by_people,
        "sections": printed,
        "parts": parts,
        "standing": standing(found, who.position) if Part.OFFENDING in found.sees else None,
        "due": [d for d in _due(found, who.position.facts, request.on) if d.leaves],
        "endings": legal.endings(who.position) if Part.OFFENDING in found.sees else [],
        "at": queries.now(WEB),
    }
    return render(request, "cases/person_print.html", context)


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def person_records(request: Request, reference: str) -> HttpResponse:
    """Whose records the person is in, and where they differ."""
    found = in_full(request, reference, Part.IDENTITY)
    who = identity(found, request.on, request.visitor)
    return person_page(
        request,
        "cases/records.html",
        who,
        "the agencies' records",
        records=records(found),
        merges=merges(found, WEB).values(),
        may_merge=request.visitor.may(Permission.MERGE_PROPOSE),
    )


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def timeline(request: Request, reference: str) -> HttpResponse:
    """Everything that happened, newest first, in lanes on one axis; as on a day, as known on one.

    What was known on a day is what was recorded by its end.
    """
    found = in_full(request, reference, Part.OFFENDING)
    began = timezone.localtime(queries.first_recorded(found, WEB)).date()
    typed, known_on, fault = _known_on(request, began)
    known = _end_of(known_on) if known_on else None
    who = identity(found, request.on, request.visitor, known)
    assert who.position is not None  # noqa: S101 - a record seen in full
    told = story(found, who.position, known)
    axis = Axis.of([spell.period for spell in told.spells], request.on)
    seen = [name for name, part in LANES.items() if part is None or part in found.sees]
    names = dict.fromkeys(
        [*(spell.lane for spell in told.spells if spell.lane not in LANES), *seen[1:]]
    )
    lanes = [
        (
            name,
            lane(axis, [(s.period, s.text) for s in told.spells if s.lane == name], request.on),
        )
        for name in names
    ]
    return person_page(
        request,
        "cases/timeline.html",
        who,
        f"the timeline, as known on {in_words(known_on)}" if known_on else "the timeline",
        told=told,
        axis=axis,
        lanes=lanes,
        began=began,
        typed=typed,
        known_on=known_on,
        fault=fault,
    )


def _known_on(request: Request, began: date) -> tuple[dict[str, str], date | None, str]:
    """The day whose knowledge is asked for as typed, as a day, and what is wrong with it."""
    typed = {
        part: request.GET.get(f"known-{part}", "").strip()[:10] for part in ("day", "month", "year")
    }
    if not any(typed.values()):
        return typed, None, ""
    try:
        day = date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except (ValueError, OverflowError):
        return typed, None, "Enter a real date, such as 31 3 2015"
    if day < began:
        return typed, None, f"Nothing of this person was recorded here before {in_words(began)}"
    return typed, min(day, LATEST), ""


def _end_of(day: date) -> datetime:
    """The moment at which a day in London is over."""
    return timezone.make_aware(datetime.combine(day + ONE_DAY, datetime.min.time()))


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def legal_position(request: Request, reference: str) -> HttpResponse:
    """Why the law puts the person where they are, on any day."""
    found = in_full(request, reference, Part.OFFENDING)
    given, on, fault = _day(request)
    who = identity(found, on, request.visitor)
    position = who.position
    assert position is not None  # noqa: S101 - a record seen in full
    facts = queries.whole_facts(found, WEB, position.facts)
    whole = law_position(facts, on)
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
    return person_page(
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
        told=told(whole, facts, suspected=suspicions(found, whole)),
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
    found = in_full(request, reference)
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in histories.STREAMS else "all"
    who = identity(found, request.on, request.visitor)
    return person_page(
        request,
        "cases/record_history.html",
        who,
        "who has seen and changed the record",
        history=histories.history(
            found.pk, chosen, _number(request.GET), found.sees, reader=request.visitor.name
        ),
        streams=histories.STREAMS,
        chosen=chosen,
    )
