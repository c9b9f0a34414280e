"""What every page of one person has: who may open it, the identity bar, the way to the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from openmappa.agencies.pages import WEB, Request, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.audit.history import TODAY
from openmappa.cases.notices import notices
from openmappa.cases.person import Identity
from openmappa.cases.visibility import Sight, see
from openmappa.nominals.filing import By
from openmappa.nominals.models import Access

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen


# The pages in order: what it says, the name of its address, what opening it needs, the part of
# the record that it shows. An entry of a later room is named here by its address alone.
PAGES = (
    ("Overview", "person", Permission.PERSON_VIEW, None),
    ("Timeline", "timeline", Permission.PERSON_VIEW, Part.OFFENDING),
    ("Legal position", "legal_position", Permission.PERSON_VIEW, Part.OFFENDING),
    ("Confirmed and contested", "contests", Permission.PERSON_VIEW, Part.OFFENDING),
    ("What you must do", "what_you_must_do", Permission.DUTIES_PRINT, Part.OFFENDING),
    ("Details", "register", Permission.PERSON_VIEW, None),
    ("Check an address", "address_check", Permission.ADDRESS_CHECK, Part.CONTACT),
    ("Log", "log", Permission.PERSON_VIEW, Part.LOG),
    ("Tasks", "person_tasks", Permission.PERSON_VIEW, Part.LOG),
    ("Intelligence", "intelligence", Permission.PERSON_VIEW, Part.SANITISED),
    ("Victims", "victims_of", Permission.VICTIM_VIEW, Part.VICTIMS),
    ("Records", "person_records", Permission.PERSON_VIEW, Part.IDENTITY),
    ("Photographs", "photographs", Permission.PERSON_VIEW, Part.IDENTITY),
    ("Documents", "documents", Permission.PERSON_VIEW, Part.DOCUMENTS),
    ("Who works with them", "person_caseload", Permission.PERSON_VIEW, None),
    ("History", "record_history", Permission.HISTORY_VIEW, None),
)


def in_full(request: Request, reference: str, *parts: Part) -> Seen:
    """The person, to who may see the record and these parts of it; else there is no such page."""
    found = see(request.visitor, reference, *parts)
    request.parts = parts
    if found.sight != Sight.FULL:
        raise Http404
    if found.acting_for:
        request.visitor = replace(request.visitor, acting_for=found.acting_for)
    return found


def writer(request: Request, person: Seen, part: Part) -> By:
    """In whose name the visitor writes in this part of the record.

    Raises PermissionDenied for who may see the part and not write in it.
    """
    areas = {
        held.area_id: held.area
        for held in request.visitor.postings
        if part in held.role.writes and Permission.RECORD_WRITE in held.role.permissions
    }
    area_id = (
        Access.objects.using(WEB)
        .filter(nominal=person, area__in=areas, during__contains=TODAY)
        .order_by("area")
        .values_list("area", flat=True)
        .first()
    )
    if area_id is None or not may_write(request, person, part):
        raise PermissionDenied
    visitor = request.visitor
    return By(visitor.id, visitor.name, area_id, areas[area_id], visitor.agency)


def may_write(request: Request, person: Seen, part: Part) -> bool:
    """Whether to offer the visitor to write in this part of the record."""
    return part in person.writes and request.visitor.may(Permission.RECORD_WRITE)


def person_page(
    request: Request, template: str, who: Identity, what: str, *, under: str = "", **context: Any
) -> HttpResponse:
    """Answer with a page of one person, and log that it showed them; `what` says which page.

    `under` names the entry of `PAGES` that the page lies below, if it is not one itself.
    """
    shown(request, what, [who.id], area=request.visitor.area_names)
    address = under or request.resolver_match.view_name  # type: ignore[union-attr] # a page has one
    here = reverse(address, args=[who.reference])
    items = [
        (text, reverse(name, args=[who.reference]))
        for text, name, needs, part in PAGES
        if request.visitor.may(needs) and (part is None or part in who.sees)
    ]
    return render(
        request,
        template,
        {"who": who, "items": items, "here": here, "notices": notices(who.id), **context},
        status=422 if context.get("fault") or context.get("faults") else 200,
    )
