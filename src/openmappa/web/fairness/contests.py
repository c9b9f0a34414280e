"""Who stands for what is worked out against a person, how it is contested, and who decides."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.pages import WEB, Request, Visitor, page, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.cases.confirmed import (
    CATEGORY,
    EXIT,
    SAME_PERSON,
    SUSPECTED,
    Standing,
    standing,
)
from openmappa.cases.pages import in_full, may_write, person_page
from openmappa.cases.person import identity
from openmappa.cases.queries import law_position, position
from openmappa.cases.suspected import suspicions
from openmappa.law.dates import days_from, in_words
from openmappa.law.reading import EARLIEST
from openmappa.nominals import contesting, entering
from openmappa.nominals.fairness import Contest
from openmappa.nominals.models import Match, Nominal
from openmappa.nominals.register import OUTCOMES, WHO_SPEAKS
from openmappa.web.caseload.asking import Asked, Field
from openmappa.web.register.forms import NOT_THE_VICTIM
from openmappa.web.register.views import author

ANSWER_DAYS = 28  # where whoever records a contest gives no other day


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def contests(request: Request, reference: str) -> HttpResponse:
    """Each state that is worked out of the person: who confirmed it, and what was said against."""
    found = in_full(request, reference, Part.OFFENDING)
    who = identity(found, request.on, request.visitor)
    assert who.position is not None  # noqa: S101 - a record seen in full
    told = suspicions(found, law_position(found, request.on, WEB))
    return person_page(
        request,
        "web/fairness/contests.html",
        who,
        "what is confirmed and contested",
        standing=standing(found, who.position),
        suspected=told,
        pairs=list(_pairs(found).values("pk", "decision", "decided_by", "decided_at", "open")),
        confirms=may_write(request, found, Part.OFFENDING) and request.on == request.visitor.today,
        records=may_write(request, found, Part.LOG),
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def state_confirm(request: Request, reference: str) -> HttpResponse:
    """Stand by name for the category, or for its end, as it is worked out today."""
    found = in_full(request, reference, Part.OFFENDING)
    if not may_write(request, found, Part.OFFENDING):
        raise PermissionDenied
    today = request.visitor.today  # nobody stands for what holds on another day
    stands = standing(found, position(found, today, WEB))
    asked = Asked(request)
    back = reverse("contests", args=[reference])
    if stands.state and stands.confirmed_on is not None:
        shown(request, "what is worked out", [found.pk], area=request.visitor.area_names)
        about = f"{found.name}, {found.reference}"
        return asked.too_late(f"Confirm: {stands.says}", [], back, stands.who, about)
    if not stands.state:
        raise Http404
    if request.method == "POST":
        if request.POST.get("says") != stands.says:
            asked.fault("What is worked out has changed meanwhile: read it again")
        if not asked.faults:
            with request.visitor.operation("confirm what is worked out") as opened:
                contesting.confirm(
                    opened,
                    found,
                    author(request, found, Part.OFFENDING),
                    state=stands.state,
                    says=stands.says,
                    basis=stands.basis,
                    part=Part.OFFENDING.name,
                )
            return redirect(back)
    shown(request, "what is worked out", [found.pk], area=request.visitor.area_names)
    return asked.again(
        f"Confirm: {stands.says}",
        [],
        "Confirm, in my name",
        back,
        about=f"{found.name}, {found.reference}",
        told=[
            f"Worked out for {in_words(today)}. {stands.basis}",
            "Confirm it only if you have checked the facts that it rests on. Your name and the day"
            " stand beside it, and you will not decide if it is contested. When something else is"
            " worked out, that is confirmed anew.",
        ],
        hidden={"says": stands.says},
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def contest_new(request: Request, reference: str, of_what: str, subject: int) -> HttpResponse:
    """Record what the person, a representative or an agency says against one state."""
    found = in_full(request, reference, Part.OFFENDING)
    if not may_write(request, found, Part.LOG):
        raise PermissionDenied
    about = _about(request, found, of_what, subject)
    asked = Asked(request)
    back = reverse("contests", args=[reference])
    today = request.visitor.today
    if request.method == "POST":
        speaker = asked.choice("speaker", "who contests it", list(WHO_SPEAKS.items()))
        name = asked.text("who", "who they are", optional=True)
        said = asked.text("said", "what they say", shortest=3)
        received = asked.day("received", "the day", first=EARLIEST)
        answer_due = asked.day("answer_due", "a day to answer by", first=today, optional=True)
        if received and received > today:
            asked.fault(
                "The day on which it was received must not be in the future", "received-day"
            )
        if speaker in ("representative", "agency") and not name:
            asked.fault("Enter who the representative is, or which agency", "who")
        if not asked.faults and received:
            with transaction.atomic(using=WEB), request.visitor.operation("contest") as opened:
                contesting.contest(
                    opened,
                    found,
                    author(request, found, Part.LOG),
                    contesting.Said(
                        of_what=of_what,
                        subject_id=subject or None,
                        about=about,
                        speaker=speaker,
                        who=name,
                        said=said,
                        received_on=received,
                        answer_due=answer_due or days_from(today, ANSWER_DAYS),
                    ),
                    part=Part.OFFENDING.name,
                )
            return redirect(back)
    shown(request, "what is contested", [found.pk], area=request.visitor.area_names)
    return asked.again(
        "Record that something is contested",
        [
            Field("speaker", "Who contests it", kind="choice", options=list(WHO_SPEAKS.items())),
            Field("who", "Name", "Of the representative, or which agency and who in it."),
            Field("said", "What they say, in their own words", NOT_THE_VICTIM, "lines"),
            Field("received", "Received on", "For example, 31 3 2015.", "day"),
            Field(
                "answer_due",
                "To be answered by",
                f"Leave it empty for {ANSWER_DAYS} days from today.",
                "day",
            ),
        ],
        "Record it",
        back,
        about=f"{found.name}, {found.reference}",
        told=[
            f"Contested: {about}",
            "It is decided by somebody else than who confirmed it, and stands beside it from now"
            " on.",
        ],
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.PERSON_VIEW, logs="read")
def contest(request: Request, reference: str, number: int) -> HttpResponse:
    """One contest: what is said, who stands for the state; and the decision, to who may take it."""
    found = in_full(request, reference, Part.OFFENDING)
    visitor = request.visitor
    row = Contest.objects.using(WEB).filter(nominal=found, pk=number, withdrawn_at=None).first()
    if row is None:
        raise Http404
    may = may_decide(visitor, row)
    if request.method == "POST" and not may:
        raise PermissionDenied
    asked = Asked(request)
    back = reverse("contests", args=[reference])
    outcomes = [(code, words.capitalize()) for code, words in OUTCOMES.items()]
    if request.method == "POST":
        outcome = asked.choice("outcome", "what you decide", outcomes)
        because = asked.text("because", "why", shortest=3)
        if row.outcome:
            asked.fault(f"{row.decided_by} has decided meanwhile")
        if not asked.faults:
            try:
                with (
                    transaction.atomic(using=WEB),
                    visitor.operation("decide on a contest") as opened,
                ):
                    contesting.decide(
                        opened,
                        row,
                        by=visitor.name,
                        by_id=visitor.id,
                        outcome=outcome,
                        because=because,
                        part=Part.OFFENDING.name,
                    )
            except entering.OvertakenError:
                asked.fault("Somebody has decided meanwhile: read it again")
            else:
                return redirect(back)
    shown(request, "a contest", [found.pk], area=visitor.area_names)
    return asked.again(
        "A contest",
        [
            Field("outcome", "Decision", kind="choice", options=outcomes),
            Field(
                "because",
                "Reason, and what follows from it",
                f"It is what the person is answered. {NOT_THE_VICTIM}",
                "lines",
            ),
        ],
        "Record the decision",
        back,
        about=f"{found.name}, {found.reference}",
        told=_told(row, may=may),
        read_only=bool(row.outcome) or not may,
    )


@require_GET
@page(needs=Permission.WORK_SIGN_OFF, logs="list")
def contests_to_decide(request: Request) -> HttpResponse:
    """What waits for somebody else than who confirmed it, by the day to answer by."""
    waiting = list(to_decide(request.visitor).select_related("nominal"))
    shown(request, "contests to decide", sorted({row.nominal_id for row in waiting}))
    return render(
        request,
        "web/fairness/to_decide.html",
        {"waiting": waiting, "who": WHO_SPEAKS, "today": request.visitor.today},
    )


def to_decide(visitor: Visitor) -> QuerySet[Contest]:
    """Open contests in the visitor's areas of what somebody else confirmed, or nobody yet."""
    return (
        Contest.objects.using(WEB)
        .filter(area__in=visitor.areas(Permission.WORK_SIGN_OFF), outcome="", withdrawn_at=None)
        .filter(Q(stood_for_id=None) | ~Q(stood_for_id=visitor.id))
        .order_by("answer_due", "pk")
    )


def may_decide(visitor: Visitor, row: Contest) -> bool:
    """Whether to offer the decision; the database holds the same."""
    return row.area_id in visitor.areas(Permission.WORK_SIGN_OFF) and row.stood_for_id != visitor.id


def _told(row: Contest, *, may: bool) -> list[str]:
    told = [
        f"Contested: {row.about}.",
        f"By {row.by_whom}, received {in_words(row.received_on)}, recorded by {row.entered_by}:"
        f" {row.said}",
        f"Confirmed by {row.stood_for}."
        if row.stood_for
        else "Worked out by the rules; nobody had confirmed it.",
    ]
    if row.outcome:
        told.append(f"{OUTCOMES[row.outcome].capitalize()}, {row.decided_by}: {row.because}")
    else:
        told.append(f"To be answered by {in_words(row.answer_due)}.")
        if not may:
            told.append("A supervisor, chair or co-ordinator who did not confirm it decides.")
    return told


def _pairs(person: Nominal) -> QuerySet[Match]:
    return (
        Match.objects.using(WEB)
        .filter(Q(nominal=person) | Q(other_nominal=person))
        .filter(Q(open=True) | ~Q(decision=""))
        .order_by("pk")
    )


def _about(request: Request, found: Nominal, of_what: str, subject: int) -> str:
    """What is contested, in words; raises Http404 for what the record does not say."""
    if of_what in (CATEGORY, EXIT) and not subject:
        stands: Standing = standing(found, position(found, request.on, WEB))
        if stands.state == of_what:
            return stands.says
    if of_what == SUSPECTED:
        for one in suspicions(found, law_position(found, request.on, WEB)):
            if one.id == subject:
                return f"suspected of being missed: {one.what}, due {in_words(one.due)}"
    if of_what == SAME_PERSON and _pairs(found).filter(pk=subject).exists():
        return f"may be the same person as another record: pair {subject}"
    raise Http404
