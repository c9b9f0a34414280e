"""Messages, emergencies to review, and work to be signed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.cases.words import as_said
from openmappa.nominals import emergency, merging, signing
from openmappa.nominals import messages as writing
from openmappa.nominals.models import Message, SignOff
from openmappa.web.caseload.asking import STANDING, Asked, Field
from openmappa.web.caseload.queries import emergencies_to_review, messages_to, sign_offs

LATEST = 50
DECISIONS = [("given", "Sign: it happens at once"), ("refused", "Refuse")]
FINDINGS = [("yes", "It was justified"), ("no", "It was not justified")]


@require_GET
@page(needs=Permission.MESSAGE_SEND, logs="read")
def messages(request: Request) -> HttpResponse:
    """Messages about one's people, and those that one wrote, with their answers."""
    to = list(
        messages_to(request.visitor)
        .select_related("nominal")
        .order_by("answered_at", "-pk")[:LATEST]
    )
    written = list(
        Message.objects.using(WEB)
        .filter(from_user=request.visitor.id)
        .order_by("-pk")
        .values(
            *("about", "text", "standing", "sent_at", "read_at"),
            *("answer", "answer_standing", "answered_by", "answered_at"),
        )[:LATEST]
    )
    shown(request, "messages", sorted({one.nominal_id for one in to}))
    return render(request, "web/caseload/messages.html", {"to": to, "written": written})


@require_http_methods(["GET", "POST"])
@page(needs=Permission.MESSAGE_SEND, logs="read")
def message(request: Request, number: int) -> HttpResponse:
    """Read a message, and answer it."""
    found = messages_to(request.visitor).filter(pk=number).select_related("nominal").first()
    if found is None:
        raise Http404
    asked = Asked(request)
    if request.method == "POST":
        text = asked.text("answer", "an answer", shortest=2)
        standing = asked.standing()
        if found.answered_at is not None:
            asked.fault(f"{found.answered_by} has answered meanwhile")
        if not asked.faults:
            with asked.doing(), request.visitor.operation("message") as opened:
                writing.read(by=request.visitor.name, message=found, operation=opened)
                writing.answer(
                    by=request.visitor.name,
                    message=found,
                    text=text,
                    standing=standing,
                    operation=opened,
                )
        if not asked.faults:
            return redirect("messages")
    elif found.read_at is None:
        with request.visitor.operation("message") as opened:
            writing.read(by=request.visitor.name, message=found, operation=opened)
    shown(request, "a message", [found.nominal_id])
    told = [f"{found.from_name} wrote:", as_said(found.standing, found.text)]
    if found.answered_at is not None:
        told += [f"{found.answered_by} answered:", as_said(found.answer_standing, found.answer)]
    return asked.again(
        f"Message about {found.nominal.reference}",
        [Field("answer", "Answer", kind="lines"), STANDING],
        "Answer",
        reverse("messages"),
        about=f"{found.nominal.name}, {found.nominal.reference}",
        told=told,
        read_only=found.answered_at is not None,
    )


@require_GET
@page(needs=Permission.AUDIT_REVIEW, logs="list")
def emergencies(request: Request) -> HttpResponse:
    """Who opened what in an emergency: those not reviewed first, the overdue at the top."""
    rows = list(
        emergencies_to_review(request.visitor)
        .values(
            "pk",
            "reference",
            "nominal_id",
            "user_name",
            "reason",
            "by_area__name",
            "area__name",
            "began_at",
            "ends_at",
            "review_by",
            "reviewed_at",
            "reviewed_by",
            "justified",
        )
        .order_by(F("reviewed_at").desc(nulls_first=True), "review_by", "pk")[:LATEST]
    )
    shown(request, "emergency accesses", sorted({row["nominal_id"] for row in rows}))
    return render(
        request,
        "web/caseload/emergencies.html",
        {
            "rows": sorted(rows, key=lambda r: (r["reviewed_at"] is not None, r["review_by"])),
            "today": timezone.localdate(),
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.AUDIT_REVIEW, logs="read")
def emergency_review(request: Request, number: int) -> HttpResponse:
    """Say whether an emergency was justified."""
    found = emergencies_to_review(request.visitor).filter(pk=number).values().first()
    if found is None:
        raise Http404
    asked = Asked(request)
    back = reverse("emergencies")
    if request.method == "POST":
        said = asked.choice("justified", "whether it was justified", FINDINGS)
        finding = asked.text("finding", "what you found", shortest=10)
        if found["reviewed_at"] is not None:
            asked.fault(f"{found['reviewed_by']} has reviewed it meanwhile")
        if not asked.faults:
            with request.visitor.operation("review of an emergency", reason=finding) as opened:
                emergency.review(
                    by=request.visitor.name,
                    number=number,
                    nominal_id=found["nominal_id"],
                    justified=said == "yes",
                    finding=finding,
                    operation=opened,
                )
            return redirect(back)
    shown(request, "an emergency access", [found["nominal_id"]])
    told = [
        f"{found['user_name']} opened the record {found['reference']} in an emergency.",
        f"Their reason: {found['reason']}",
    ]
    if found["reviewed_at"] is not None:
        verdict = "justified" if found["justified"] else "not justified"
        told.append(f"{found['reviewed_by']} found it {verdict}: {found['finding']}")
    return asked.again(
        f"Emergency access {number}",
        [
            Field("justified", "Was it justified?", kind="choice", options=FINDINGS),
            Field("finding", "What you found", "Whom you asked and what they said", "lines"),
        ],
        "Record the review",
        back,
        told=told,
        read_only=found["reviewed_at"] is not None,
    )


@require_GET
@page(needs=Permission.WORK_SIGN_OFF, logs="list")
def sign_off_list(request: Request) -> HttpResponse:
    """Work of others that waits for a signature, and one's own that waits for theirs."""
    waiting = list(sign_offs(request.visitor))
    own = list(
        SignOff.objects.using(WEB)
        .filter(asked_by_id=request.visitor.id)
        .select_related("nominal")
        .order_by("-pk")[:LATEST]
    )
    shown(request, "work to sign off", sorted({work.nominal_id for work in [*waiting, *own]}))
    return render(
        request,
        "web/caseload/sign_offs.html",
        {"waiting": waiting, "own": own, "kinds": signing.KINDS, "labels": signing.LABELS},
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.WORK_SIGN_OFF, logs="read")
def sign_off(request: Request, number: int) -> HttpResponse:
    """Sign or refuse somebody else's work, or take one's own back."""
    visitor = request.visitor
    areas = visitor.areas(Permission.WORK_SIGN_OFF)
    work = (
        SignOff.objects.using(WEB)
        .filter(Q(area__in=areas) | Q(asked_by_id=visitor.id), pk=number)
        .select_related("nominal")
        .first()
    )
    if work is None:
        raise Http404
    if work.kind in merging.KINDS:  # decided where both records are seen side by side
        return redirect("merge_decide", work.nominal.reference, work.subject_id)
    kind = signing.KINDS[work.kind]
    own = work.asked_by_id == visitor.id
    if not own and not visitor.may(kind.needs):
        raise PermissionDenied
    steps = [("withdrawn", "Take it back")] if own else DECISIONS
    asked = Asked(request)
    back = reverse("sign_offs")
    open_ = work.state == signing.State.ASKED
    if request.method == "POST":
        state = asked.choice("state", "what you decide", steps)
        because = asked.text("because", "why", shortest=3)
        if not open_:
            asked.fault(f"{work.decided_by} has decided meanwhile")
        if not asked.faults:
            with visitor.operation("sign-off", reason=because) as opened:
                signing.decide(
                    by=visitor.name,
                    by_id=visitor.id,
                    work=work,
                    state=signing.State(state),
                    because=because,
                    operation=opened,
                )
            return redirect(back)
    shown(request, "work to sign off", [work.nominal_id])
    told = [f"{work.asked_by} asks for {work.nominal.reference}: {work.why}"]
    if not open_:
        label = signing.LABELS[signing.State(work.state)]
        told.append(f"{label}: {work.decided_by}, {work.because}")
    return asked.again(
        kind.label,
        [
            Field("state", "Decision", kind="choice", options=steps),
            Field("because", "Why", kind="lines"),
        ],
        "Record the decision",
        back,
        told=told,
        read_only=not open_,
    )
