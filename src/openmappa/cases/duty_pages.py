"""The duty officer's pages, and the rota of numbers that are answered at every hour."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.reasons import Reason
from openmappa.cases import duty, queries, rota
from openmappa.cases.files import Form, picture
from openmappa.cases.people import restricted
from openmappa.cases.person import data_address
from openmappa.law.dates import days_from
from openmappa.nominals.models import Photograph
from openmappa.nominals.search import LONGEST, read

AHEAD_DAYS = 366  # how long before its first day a number may be set


@require_http_methods(["GET", "POST"])
@page(needs=Permission.DUTY_CARD_VIEW, logs="search")
def duty_search(request: Request) -> HttpResponse:
    """Find somebody of the area. What is typed is never in an address or a log."""
    areas = list(request.visitor.areas(Permission.DUTY_CARD_VIEW).values())
    context: dict[str, Any] = {"areas": areas, "typed": "", "found": None, "fault": ""}
    if request.method == "GET":
        shown(request, "the duty search, nothing searched for yet")
        return render(request, "cases/duty_search.html", context)
    typed = read(request.POST.get("q", ""), request.visitor.today)
    context["typed"] = typed.text[:LONGEST]
    if not 2 <= len(typed.text) <= LONGEST:
        context["fault"] = f"Type 2 to {LONGEST} letters or digits"
        return render(request, "cases/duty_search.html", context, status=422)
    found, elsewhere = duty.found(request.visitor, typed)
    context["found"] = found
    context["faces"] = {row.id: data_address(row.small) for row in found if row.small}
    context["pointers"] = sorted({(p.area, p.forces, p.rota) for p in elsewhere})
    barred = restricted(typed, duty.KINDS_ON_DUTY)
    context["barred"] = barred
    shown(
        request,
        "duty search",
        [
            *(row.id for row in found),
            *(pointer.nominal_id for pointer in elsewhere),
            *(one.nominal_id for one in barred),
        ],
        area=", ".join(areas),
        reason=Reason("on_duty"),
    )
    return render(request, "cases/duty_search.html", context)


@require_GET
@page(needs=Permission.DUTY_CARD_VIEW, logs="read")
def duty_card(request: Request, reference: str) -> HttpResponse:
    """The card of one person. Each opening is told to whoever manages the record."""
    visitor = request.visitor
    person = duty.see(visitor, reference)
    areas = ", ".join(visitor.areas(Permission.DUTY_CARD_VIEW).values())
    with visitor.operation("open a duty card") as operation:
        operation.record(
            "duty card opened",
            f"{visitor.name}, on duty in {areas}, opened the duty card.",
            nominal_id=person.pk,
            reference=reference,
            area=areas,
        )
    shown(request, "the duty card", [person.pk], area=areas)
    context = {"card": duty.card(visitor, person), "at": queries.now(WEB)}
    return render(request, "cases/duty_card.html", context)


@require_GET
@page(needs=Permission.DUTY_CARD_VIEW, logs="read")
def duty_photograph(request: Request, reference: str) -> HttpResponse:
    """The current photograph, large."""
    person = duty.see(request.visitor, reference)
    photograph = Photograph.objects.using(WEB).filter(nominal=person, current=True).first()
    if photograph is None:
        raise Http404
    shown(request, "the photograph on the duty card", [person.pk])
    return picture(request, photograph)


@require_http_methods(["GET", "POST"])
@page(needs=Permission.ROTA_KEEP)
def rota_numbers(request: Request) -> HttpResponse:
    """The numbers of the visitor's areas that are answered at every hour; set one."""
    visitor = request.visitor
    areas = visitor.areas(Permission.ROTA_KEEP)
    form = Form(request.POST.dict())
    if request.method == "POST":
        chosen = {str(pk): name for pk, name in areas.items()}
        area = (
            form.chosen("area", chosen, "Choose an area") if len(areas) > 1 else next(iter(chosen))
        )
        agency = form.chosen("agency", rota.AGENCIES, "Choose whose number it is")
        number = form.text("number", rota.LONGEST_NUMBER, "Type the telephone number")
        if number and not rota.NUMBER.fullmatch(number):
            form.faults.append(
                ("A number has digits and spaces only, such as 01632 960 001", "number")
            )
        answered_by = form.text("answered_by", rota.LONGEST_NAME, "Say who answers")
        since = form.day(
            "since", "The first day", first=visitor.today, last=days_from(visitor.today, AHEAD_DAYS)
        )
        if not form.faults:
            try:
                with visitor.operation("set a number of the rota") as operation:
                    rota.set_number(
                        area_id=int(area),
                        area=chosen[area],
                        agency=agency,
                        number=" ".join(number.split()),
                        answered_by=answered_by,
                        since=since,
                        seen=request.POST.getlist("seen"),
                        by=visitor.name,
                        operation=operation,
                    )
            except ValueError as fault:
                form.faults.append((str(fault), "since"))
            else:
                return redirect("rota")
    numbers = rota.numbers(areas)
    context = {
        "form": form,
        "fault": bool(form.faults),
        "areas": areas,
        "agencies": rota.AGENCIES,
        "numbers": numbers,
        "seen": [rota.mark(number) for number in numbers if number.during.last is None],
        "today": visitor.today,
    }
    return render(request, "cases/rota.html", context, status=422 if form.faults else 200)
