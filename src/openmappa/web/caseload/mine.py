"""My caseload, handing it over, acknowledging, cover; and the caseloads of a team."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.cases.visibility import visible
from openmappa.cases.words import span
from openmappa.law.dates import in_words
from openmappa.nominals import caseload
from openmappa.nominals.models import Caseload, Cover, Nominal
from openmappa.web.caseload.asking import LONGEST, STANDING, Asked, Field
from openmappa.web.caseload.queries import (
    Case,
    cases,
    cover_of,
    ended_by,
    holders,
    next_due,
    running,
    team,
    theirs,
    touched,
    warnings,
)
from openmappa.web.caseload.queries import unacknowledged as waiting_too_long
from openmappa.web.caseload.tasks import given_on_in_the_team, put_off_of_the_team, tone, when

LINES = (
    ("risk", "What is dangerous now"),
    ("due", "What is due next"),
    ("ring", "Whom to ring"),
)


BY_DAY = "due"  # the other order of My caseload


@require_GET
@page(needs=Permission.CASELOAD_HOLD, logs="list")
def my_caseload(request: Request) -> HttpResponse:
    """The visitor's people, those of highest level first, or who has something due first.

    Each with what is due next by the law, and what to be careful of; who touched them; cover.
    """
    visitor = request.visitor
    found = cases(visitor, running(theirs(visitor)), request.on)
    mine = {case.nominal_id for case in found if case.whose_id == visitor.id}
    found = [c for c in found if c.whose_id == visitor.id or c.nominal_id not in mine]
    ids = [case.nominal_id for case in found]
    coming = next_due(ids, request.on)
    by_day = request.GET.get("order") == BY_DAY
    days = {pk: next_.due.day for pk, next_ in coming.items() if next_.due}
    if by_day:
        found.sort(key=lambda case: days.get(case.nominal_id, date.max))
    else:
        found.sort(key=lambda case: (case.gravity, days.get(case.nominal_id, date.max), case.name))
    shown(request, "my caseload", sorted(set(ids)), area=visitor.area_names)
    return render(
        request,
        "web/caseload/mine.html",
        {
            "cases": found,
            "by_day": by_day,
            "coming": {
                pk: (next_.due, when(next_.due.day, request.on), tone(next_.due.day, request.on))
                for pk, next_ in coming.items()
                if next_.due
            },
            "before": {pk: next_ for pk, next_ in coming.items() if next_.before},
            "warnings": warnings(ids, request.on),
            "to_acknowledge": [c for c in found if c.to_acknowledge and c.whose_id == visitor.id],
            "touches": touched(visitor),
            "cover": cover_of(visitor),
        },
    )


@require_POST
@page(needs=Permission.CASELOAD_HOLD)
def acknowledge(request: Request, number: int) -> HttpResponse:
    """Say that one has read what the outgoing manager left."""
    known = Caseload.objects.using(WEB).filter(pk=number, user=request.visitor.id).first()
    if known is not None and known.acknowledged_at is not None:
        return Asked(request).too_late(
            "Acknowledge a case",
            [],
            reverse("caseload"),
            f"You have acknowledged this case, on {in_words(localdate(known.acknowledged_at))}",
        )
    with request.visitor.operation("acknowledge a case") as opened:
        caseload.acknowledge(by=request.visitor.name, number=number, operation=opened)
    return redirect("caseload")


@require_http_methods(["GET", "POST"])
@page(needs=None, logs="list")
def hand_over(request: Request) -> HttpResponse:
    """Hand people over to a successor, with three lines on each; who is due first comes first."""
    visitor = request.visitor
    assigns = visitor.may(Permission.CASELOAD_ASSIGN)
    if not (assigns or visitor.may(Permission.CASELOAD_HOLD)):
        raise PermissionDenied
    of = request.GET.get("of", "")
    if of and assigns and of.isascii() and of.isdigit():
        held = cases(visitor, team(visitor).filter(user=int(of)), request.on)
    else:
        held = cases(visitor, running(Q(user=visitor.id), as_what="manager"), request.on)
    coming = {
        pk: next_.due
        for pk, next_ in next_due([case.nominal_id for case in held], request.on).items()
        if next_.due
    }
    held.sort(key=lambda c: coming[c.nominal_id].day if c.nominal_id in coming else date.max)
    successors = [
        (pk, name) for pk, name in holders(visitor, agency=_agency(visitor.agency)) if pk != of
    ]
    successors = [s for s in successors if of or s[0] != str(visitor.id)]
    asked = Asked(request)
    gone = _gone(request, held)
    if request.method == "POST":
        to = asked.choice("to", "a successor", successors)
        why = asked.text("why", "why")
        taken = [case for case in held if request.POST.get(f"take-{case.number}") == "yes"]
        for number, done in gone:
            asked.fault(done, f"gone-{number}")
        if not taken and not gone:
            asked.fault("Choose whom to hand over", f"take-{held[0].number}" if held else "")
        for case in taken:
            _lines(asked, case)
        if not asked.faults and _handed_over(asked, taken, int(to), dict(successors)[to], why):
            return redirect("caseload" if visitor.may(Permission.CASELOAD_HOLD) else "team")
    shown(
        request,
        "a caseload to hand over",
        sorted({case.nominal_id for case in held}),
        area=visitor.area_names,
    )
    return render(
        request,
        "web/caseload/hand_over.html",
        {
            "held": held,
            "coming": coming,
            "successors": successors,
            "lines": LINES,
            "standing": STANDING,
            "typed": request.POST,
            "faults": asked.faults,
            "wrong": {name: text for text, name in reversed(asked.faults)},
            "back": reverse("caseload" if visitor.may(Permission.CASELOAD_HOLD) else "team"),
            "gone": [
                (number, done, [request.POST.get(f"{line}-{number}", "") for line, _ in LINES])
                for number, done in gone
            ],
        },
        status=422 if asked.faults else 200,
    )


def _gone(request: Request, held: list[Case]) -> list[tuple[int, str]]:
    """Those to be handed over that somebody else has handed over meanwhile, and who did."""
    numbers = {case.number for case in held}
    chosen = [
        name.removeprefix("take-")
        for name, said in request.POST.items()
        if name.startswith("take-") and said == "yes" and len(name) < 18
    ]
    taken = sorted({int(one) for one in chosen if one.isascii() and one.isdigit()} - numbers)
    # A naming of today that has ended is in its history alone.
    states: Any = Caseload.pgh_event_model  # type: ignore[attr-defined] # pghistory's
    was = states.objects.using(WEB).filter(pgh_obj_id__in=taken).select_related("nominal")
    people = {row.pgh_obj_id: row.nominal for row in was} if taken else {}
    found = []
    for number in taken:
        done = "One of those whom you chose is handed over already"
        if (person := people.get(number)) is not None:
            done = f"{person.name}: {ended_by(Caseload, number, person)} has handed the case over"
        found.append((number, done))
    return found


def _agency(agency: str) -> str:
    """Whose people may be chosen: a co-ordinator's office moves cases of each agency."""
    return "" if agency == "responsible_authority" else agency


def _lines(asked: Asked, case: Case) -> caseload.Lines:
    risk, due, ring = (
        asked.request.POST.get(f"{line}-{case.number}", "").strip()[:LONGEST] for line, _ in LINES
    )
    for (line, label), said in zip(LINES, (risk, due, ring), strict=True):
        if not said:
            asked.fault(
                f"{case.name}: enter {label[:1].lower()}{label[1:]}", f"{line}-{case.number}"
            )
    standing = asked.choice(
        f"standing-{case.number}",
        f"whether what is dangerous now of {case.name} is fact or opinion",
        STANDING.options,
    )
    return caseload.Lines(risk, standing, due, ring)


def _handed_over(asked: Asked, taken: list[Case], to: int, who: str, why: str) -> bool:
    """Hand all of them over, or none."""
    visitor = asked.request.visitor
    people = {
        person.pk: person
        for person in visible(visitor)
        .people(Nominal.objects.using(WEB).filter(pk__in=[case.nominal_id for case in taken]))
        .all()
    }
    with asked.doing("to"), visitor.operation("handover", reason=why) as opened:
        for case in taken:
            caseload.name(
                by=visitor.actor,
                nominal=people[case.nominal_id],
                user_id=to,
                user_name=who,
                as_what="manager",
                until=None,
                why=why,
                instead_of=case.number,
                lines=_lines(Asked(asked.request), case),
                operation=opened,
            )
    return not asked.faults


@require_http_methods(["GET", "POST"])
@page(needs=Permission.CASELOAD_HOLD)
def cover(request: Request) -> HttpResponse:
    """Say who looks after one's caseload, from when till when."""
    visitor = request.visitor
    colleagues = [c for c in holders(visitor, agency=visitor.agency) if c[0] != str(visitor.id)]
    asked = Asked(request)
    if request.method == "POST":
        by = asked.choice("by", "who covers", colleagues)
        first = asked.day("first", "the first day", first=visitor.day)
        last = asked.day("last", "the last day", first=first or visitor.day)
        why = asked.text("why", "why")
        if not asked.faults and first and last:
            with asked.doing(), visitor.operation("cover", reason=why) as opened:
                caseload.arrange_cover(
                    by=visitor.name,
                    user_id=visitor.id,
                    covered_by=int(by),
                    first=first,
                    last=last,
                    why=why,
                    operation=opened,
                )
            if not asked.faults:
                return redirect("caseload")
    return asked.again(
        "Arrange cover for my caseload",
        [
            Field("by", "Who covers", kind="pick", options=colleagues),
            Field("first", "First day", kind="day"),
            Field("last", "Last day", kind="day"),
            Field("why", "Why", "For example, leave. No health details."),
        ],
        "Arrange cover",
        reverse("caseload"),
        told=[
            "Whoever covers sees your caseload for that time, and all they do says that they do it"
            " for you.",
            *(
                f"Arranged already: {row.covered_by.name}, {span(row.during)}, by"
                f" {row.arranged_by}: {row.why}."
                for row in cover_of(visitor)
                if row.user_id == visitor.id
            ),
        ],
    )


@require_POST
@page(needs=Permission.CASELOAD_HOLD)
def cover_end(request: Request, number: int) -> HttpResponse:
    """End cover today."""
    known = Cover.objects.using(WEB).filter(pk=number).select_related("user", "covered_by").first()
    if known is None or known not in cover_of(request.visitor):
        if known is not None and request.visitor.id not in (known.user_id, known.covered_by_id):
            raise PermissionDenied
        return Asked(request).too_late(
            "End cover", [], reverse("caseload"), "This cover has been ended already"
        )
    with request.visitor.operation("cover") as opened:
        caseload.end_cover(by=request.visitor.name, number=number, operation=opened)
    return redirect("caseload")


@require_GET
@page(needs=Permission.CASELOAD_ASSIGN, logs="list")
def team_page(request: Request) -> HttpResponse:
    """Who manages how many people, and which cases nobody has acknowledged in time."""
    held = team(request.visitor)
    sizes = Counter(held.values_list("user_id", "user__name", "agency"))
    late = cases(request.visitor, waiting_too_long(request.visitor), request.on)
    put_off = put_off_of_the_team(request.visitor)
    given_on = given_on_in_the_team(request.visitor)
    whom = {c.nominal_id for c in late} | {row.nominal_id for row in put_off}
    whom |= {one.row.nominal_id for one in given_on}
    shown(request, "the caseloads of the team", sorted(whom))
    return render(
        request,
        "web/caseload/team.html",
        {
            "sizes": sorted((name, agency, pk, n) for (pk, name, agency), n in sizes.items()),
            "late": late,
            "put_off": put_off,
            "given_on": given_on,
        },
    )
