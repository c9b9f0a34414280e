"""People on their way from one area to another: offered, accepted, declined, withdrawn.

From the day of arrival the area that is asked sees the person, whether it has accepted or not; what
nobody has accepted a day later stands on the lists of both areas.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.models import Area, User
from openmappa.agencies.pages import WEB, Request, Visitor, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.audit.operations import Open
from openmappa.cases import actions, queries
from openmappa.cases.models import Level, Responsibility
from openmappa.cases.pages import in_full
from openmappa.cases.queries import Offer
from openmappa.cases.visibility import visible
from openmappa.law.dates import in_words
from openmappa.nominals import caseload
from openmappa.nominals.models import Nominal
from openmappa.web.caseload.asking import Asked, Field
from openmappa.web.caseload.queries import holders, running
from openmappa.web.register.forms import NOT_THE_VICTIM
from openmappa.web.templating import moment

ON_A_PAGE = 25
AHEAD = timedelta(days=90)
WHY_NOT = Field("why", "Why", f"Both areas read it. {NOT_THE_VICTIM}", "lines")


@dataclass(frozen=True, slots=True)
class Line:
    """An offer, with what the visitor may know of the person today, and may do."""

    offer: Offer
    name: str
    level: int | None
    may_open: bool
    may_answer: bool
    may_withdraw: bool


@require_GET
@page(needs=Permission.TRANSFER_VIEW, logs="list")
def transfers(request: Request) -> HttpResponse:
    """What was offered to the visitor's areas and by them, and still stands."""
    standing = queries.offers(WEB)
    # What lies between two areas of one's own is to be answered first.
    ordered = [one for one in standing if one.to_us] + [one for one in standing if not one.to_us]
    part = Paginator(ordered, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = _lines(request.visitor, list(part))
    shown(request, "transfers between areas", sorted({line.offer.nominal_id for line in lines}))
    return render(
        request,
        "web/caseload/transfers.html",
        {
            "listed": part,
            "to_us": [line for line in lines if line.offer.to_us],
            "by_us": [line for line in lines if not line.offer.to_us],
        },
    )


def _lines(visitor: Visitor, offers: list[Offer]) -> list[Line]:
    ids = [one.nominal_id for one in offers]
    seen = {
        person.pk: person
        for person in visible(visitor).people(Nominal.objects.using(WEB).filter(pk__in=ids))
    }
    answers_for = Responsibility.objects.using(WEB).filter(
        nominal=OuterRef("nominal"), area=OuterRef("area"), during__contains=visitor.today
    )
    levels = dict(
        Level.objects.using(WEB)
        .filter(Exists(answers_for), nominal__in=list(seen), during__contains=visitor.today)
        .values_list("nominal", "level")
    )
    assigns = set(visitor.areas(Permission.CASELOAD_ASSIGN).values())
    return [
        Line(
            one,
            name=seen[one.nominal_id].name if one.nominal_id in seen else "",
            level=levels.get(one.nominal_id, 1) if one.nominal_id in seen else None,
            may_open=one.nominal_id in seen,
            may_answer=one.to_area in assigns,
            may_withdraw=one.from_area in assigns,
        )
        for one in offers
    ]


@require_http_methods(["GET", "POST"])
@page(needs=Permission.CASELOAD_ASSIGN, logs="read")
def transfer_offer(request: Request, reference: str) -> HttpResponse:
    """Offer the person to another area."""
    found = in_full(request, reference)
    visitor = request.visitor
    ours = visitor.areas(Permission.CASELOAD_ASSIGN)
    giving = (
        Responsibility.objects.using(WEB)
        .filter(nominal=found, area__in=ours, during__contains=TODAY)
        .values_list("area", TODAY)
        .first()
    )
    if giving is None:
        raise PermissionDenied
    area_id, today = giving
    areas = [
        (str(pk), name)
        for pk, name in Area.objects.using(WEB)
        .exclude(pk=area_id)
        .order_by("name")
        .values_list("pk", "name")
    ]
    asked = Asked(request)
    if request.method == "POST":
        chosen = asked.choice("area", "the area to which they move", areas)
        arrives_on = asked.day("arrives", "the day of arrival", first=today)
        why = asked.text("why", "why they move")
        if arrives_on is not None and arrives_on > today + AHEAD:
            asked.fault("Enter a day of arrival within 90 days from today", "arrives-day")
        elif arrives_on is not None and not asked.faults:
            with asked.doing("area"), visitor.operation("transfer") as opened:
                actions.offer_transfer(
                    by=visitor.actor,
                    nominal=found,
                    to_area=Area.objects.using(WEB).get(pk=int(chosen)),
                    arrives_on=arrives_on,
                    reason=why,
                    operation=opened,
                )
        if not asked.faults:
            return redirect("transfers")
    shown(request, "the offer of a transfer", [found.pk], area=visitor.area_names)
    return asked.again(
        "Offer a transfer to another area",
        [
            Field("area", "To which area", kind="pick", options=areas),
            Field(
                "arrives",
                "Day of arrival",
                "Today or within 90 days. From that day the duty officer there sees the card, and"
                " the co-ordinator that there is a record, accepted or not.",
                "day",
            ),
            Field("why", "Why they move", f"The other area reads it. {NOT_THE_VICTIM}", "lines"),
        ],
        "Offer the transfer",
        reverse("person_caseload", args=[reference]),
        about=found.name,
        told=[
            "This area stays responsible until the other accepts. The level goes along with the"
            " person."
        ],
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.CASELOAD_ASSIGN, logs="read")
def transfer_accept(request: Request, number: int) -> HttpResponse:
    """Accept a person whom another area offers, and say who manages them."""
    one = _answered(request, number)
    visitor = request.visitor
    managers = holders(visitor) if one.arrived else []
    asked = Asked(request)
    if request.method == "POST":
        _fault_if_ended(asked, one)
        user = request.POST.get("manager", "")
        if user:
            user = asked.choice("manager", "a manager from the list", managers)
        if not asked.faults:
            with asked.doing("manager"), visitor.operation("transfer") as opened:
                actions.accept_transfer(
                    by=visitor.actor, number=number, operation=opened, names_manager=bool(user)
                )
                if user:
                    _name_manager(visitor, one, int(user), dict(managers)[user], opened)
        if not asked.faults:
            return redirect("transfers")
    return _again(
        asked,
        one,
        "Accept",
        [
            Field(
                "manager",
                "Manager from now on",
                "Of this area. If you choose nobody, the case passes to a supervisor of the"
                " present manager's agency here.",
                "pick",
                managers,
            )
        ]
        if one.arrived
        else [],
        button="Accept the transfer",
        effect=f"{one.to_area} becomes responsible"
        + (" today." if one.arrived else f" on {in_words(one.arrives_on)}, the day of arrival.")
        + " The level goes along with the person; only a meeting lowers it.",
    )


def _name_manager(visitor: Visitor, one: Offer, user_id: int, who: str, opened: Open) -> None:
    """Name the manager here, in the place of the one whom their agency had there."""
    agency = User.objects.using(WEB).filter(pk=user_id).values("agency")
    former = running(Q(nominal=one.nominal_id, as_what="manager", agency__in=agency))
    caseload.name(
        by=visitor.actor,
        nominal=Nominal.objects.using(WEB).get(pk=one.nominal_id),
        user_id=user_id,
        user_name=who,
        as_what="manager",
        until=None,
        why=f"Transfer from {one.from_area}",
        instead_of=former.values_list("pk", flat=True).first() or 0,
        operation=opened,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.CASELOAD_ASSIGN, logs="read")
def transfer_decline(request: Request, number: int) -> HttpResponse:
    """Say why the area does not take the person; the offer stands until it is withdrawn."""
    one = _answered(request, number)
    asked = Asked(request)
    if request.method == "POST":
        why = asked.text("why", "why", shortest=10)
        _fault_if_ended(asked, one)
        if one.declined_at is not None:
            asked.fault(f"{one.declined_by} has declined this transfer before")
        if not asked.faults:
            with asked.doing("why"), request.visitor.operation("transfer") as opened:
                actions.decline_transfer(
                    by=request.visitor.actor, number=number, because=why, operation=opened
                )
        if not asked.faults:
            return redirect("transfers")
    return _again(
        asked,
        one,
        "Decline",
        [WHY_NOT],
        button="Decline the transfer",
        effect=f"{one.from_area} stays responsible. The offer stands until {one.from_area}"
        f" withdraws it or {one.to_area} accepts after all: from the day of arrival the duty"
        " officer sees the person all the same.",
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.CASELOAD_ASSIGN, logs="read")
def transfer_withdraw(request: Request, number: int) -> HttpResponse:
    """Take back what one's own area offered."""
    one = _offered(request, number, of_asked=False)
    asked = Asked(request)
    if request.method == "POST":
        why = asked.text("why", "why")
        _fault_if_ended(asked, one)
        if not asked.faults:
            with asked.doing("why"), request.visitor.operation("transfer") as opened:
                actions.withdraw_transfer(
                    by=request.visitor.actor, number=number, because=why, operation=opened
                )
        if not asked.faults:
            return redirect("transfers")
    return _again(
        asked,
        one,
        "Withdraw",
        [WHY_NOT],
        button="Withdraw the offer",
        effect=f"{one.to_area} no longer sees the person: its duty officer neither. Withdraw it"
        " only if they do not move there.",
    )


def _answered(request: Request, number: int) -> Offer:
    return _offered(request, number, of_asked=True)


def _offered(request: Request, number: int, *, of_asked: bool) -> Offer:
    """The offer, to who assigns cases in the area that is to do this."""
    one = queries.offer(number, WEB)
    if one is None:
        raise Http404
    area = one.to_area if of_asked else one.from_area
    if area not in request.visitor.areas(Permission.CASELOAD_ASSIGN).values():
        raise PermissionDenied
    return one


def _ended(one: Offer) -> str:
    """How an offer ended; empty while it stands."""
    if one.accepted_at is not None:
        return f"{one.accepted_by} accepted this transfer on {moment(one.accepted_at)}"
    if one.withdrawn_at is not None:
        return f"{one.withdrawn_by} withdrew this transfer on {moment(one.withdrawn_at)}"
    return ""


def _fault_if_ended(asked: Asked, one: Offer) -> None:
    if ended := _ended(one):
        asked.fault(ended)


def _again(
    asked: Asked, one: Offer, what: str, fields: list[Field], *, button: str, effect: str
) -> HttpResponse:
    shown(asked.request, "a transfer between areas", [one.nominal_id])
    person = visible(asked.request.visitor).people().filter(pk=one.nominal_id).first()
    told = [
        f"{one.offered_by} offered {one.reference} to {one.to_area} on {moment(one.offered_at)};"
        f" arrives on {in_words(one.arrives_on)}."
    ]
    if one.reason:
        told.append(f"Why: {one.reason}")
    if one.declined_because:
        told.append(f"{one.declined_by} declined: {one.declined_because}")
    ended = _ended(one)
    return asked.again(
        f"{what} {one.reference} from {one.from_area}",
        fields,
        button,
        reverse("transfers"),
        told=[*told, f"{ended}." if ended else effect],
        read_only=bool(ended),
        about=person.name if person else "",
    )
