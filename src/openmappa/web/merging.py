"""Two records of one person: asking that they be merged, deciding on it, and taking them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.person import identity
from openmappa.cases.visibility import Sight, see
from openmappa.nominals import merging, signing
from openmappa.nominals.models import Access, Merge, SignOff
from openmappa.web.caseload.asking import Asked
from openmappa.web.caseload.queries import merges_to_decide
from openmappa.web.merge_preview import Preview, preview
from openmappa.web.merge_since import CHOSEN, Since, all_in_sight, by_table, chosen, entered_since

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

REFRESH_SECONDS = 2
DECISIONS = [("given", "They are one person: merge them"), ("refused", "Do not merge them")]
PARTING = [("given", "Take them apart"), ("refused", "Leave them merged")]
TAKE_BACK = [("withdrawn", "Take my request back")]


@require_http_methods(["GET", "POST"])
@page(needs=Permission.MERGE_PROPOSE, logs="read")
def merge(request: Request, reference: str) -> HttpResponse:
    """Name another record of the person, see both side by side, and ask for them to be merged."""
    kept = in_full(request, reference)
    asked = Asked(request)
    typed = (request.POST.get("with") or request.GET.get("with", "")).strip().upper()
    other = None
    if typed or request.method == "POST":
        other = _other(request, asked, kept, typed)
    if other is None:
        return _page(request, kept, None, asked, typed=typed)
    seen = preview(kept, other, request.visitor.today)
    if request.method == "POST":
        choices = _choices(asked, seen)
        why = asked.text("why", "why they are one person", shortest=10)
        if request.POST.get("seen") != seen.digest:
            asked.fault("One of the two records has changed meanwhile. Look at both again below")
        if seen.obstacles:
            asked.fault("What stands in the way must be done first")
        area_id = _area(request, kept)
        if not asked.faults:
            visitor = request.visitor
            with asked.doing(), visitor.operation(merging.PURPOSE, reason=why) as opened:
                filed = merging.ask(
                    by=visitor.name,
                    by_id=visitor.id,
                    kept=kept,
                    gone=other,
                    area_id=area_id,
                    choices=choices,
                    why=why,
                    operation=opened,
                )
                signing.ask(
                    by=visitor.name,
                    by_id=visitor.id,
                    nominal=kept,
                    area_id=area_id,
                    kind="merge",
                    subject_id=filed.pk,
                    why=f"{other.reference} into {kept.reference}: {why}",
                    operation=opened,
                )
        if not asked.faults:
            return redirect("merge_decide", kept.reference, filed.pk)
    waiting = Merge.objects.using(WEB).filter(nominal=kept, other_nominal=other, state="asked")
    return _page(
        request,
        kept,
        other,
        asked,
        typed=typed,
        seen=seen,
        given=request.POST,
        waiting=waiting.first(),
    )


@require_GET
@page(needs=Permission.MERGE_APPROVE, logs="list")
def merges(request: Request) -> HttpResponse:
    """Merges and partings that wait for the visitor's decision."""
    waiting = list(merges_to_decide(request.visitor))
    shown(request, "merges to decide", sorted({work.nominal_id for work in waiting}))
    return render(request, "web/merges.html", {"waiting": waiting, "kinds": signing.KINDS})


@require_http_methods(["GET", "POST"])
@page(needs=Permission.MERGE_PROPOSE, logs="read")
def merge_decide(request: Request, reference: str, number: int) -> HttpResponse:
    """See both records as they are now and decide; or read how a merge stands, and ask it apart."""
    kept = in_full(request, reference)
    found = Merge.objects.using(WEB).filter(pk=number, nominal=kept).first()
    if found is None:
        raise Http404
    if found.state == "asked":
        return _decide(request, kept, found)
    asked = Asked(request)
    work = _work("part", found) if found.state == "merged" else None
    since = []
    if found.state == "merged":
        since = entered_since(kept, found, request.on, found.goes_back if work else {})
    if request.method == "POST" and found.state == "merged":
        if work is None:
            _ask_apart(request, asked, kept, found, since)
        else:
            if request.POST.get("state") == "given" and not all_in_sight(since, found):
                asked.fault("Something that was to go back has changed: refuse, and ask anew")
            _sign(request, asked, work, PARTING)
        if not asked.faults:
            return redirect("merge_decide", kept.reference, number)
    elif request.method == "POST":
        asked.fault(f"{_decided_by(found)} has decided this meanwhile")
    response = _page(
        request,
        kept,
        None,
        asked,
        merge=found,
        work=work,
        steps=_steps(request, work, PARTING) if work else [],
        given=request.POST,
        later=_later(found),
        since=by_table(since),
        boxes=request.POST.getlist(CHOSEN),
    )
    if found.state in ("approved", "parting") and not asked.faults:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _decide(request: Request, kept: Seen, found: Merge) -> HttpResponse:
    other = see(request.visitor, found.other_reference)
    if other.sight != Sight.FULL:
        raise Http404
    asked = Asked(request)
    work = _work("merge", found)
    if work is None:
        raise Http404
    seen = preview(kept, other, request.visitor.today, of_merge=found)
    if request.method == "POST":
        state = request.POST.get("state")
        if state == "given" and request.POST.get("seen") != seen.digest:
            asked.fault("One of the two records has changed meanwhile. Look at both again below")
        if state == "given" and seen.obstacles:
            asked.fault("What stands in the way must be done first")
        if state == "given" and any(q.key not in found.choices for q in seen.questions):
            asked.fault("There is more to settle than was asked about: refuse, and ask anew")
        if not asked.faults:
            _sign(request, asked, work, DECISIONS)
        if not asked.faults:
            return redirect("merge_decide", kept.reference, found.pk)
    return _page(
        request,
        kept,
        other,
        asked,
        seen=seen,
        merge=found,
        work=work,
        steps=_steps(request, work, DECISIONS),
        given=request.POST,
    )


def _other(request: Request, asked: Asked, kept: Seen, typed: str) -> Seen | None:
    """The other record, to who sees it in full; the same words for one that does not exist."""
    try:
        found = see(request.visitor, typed) if typed.isalnum() else None
    except Http404:
        found = None
    if found is None or found.sight != Sight.FULL:
        asked.fault(
            "Enter the reference of a record that you see in full, such as M0000001A", "with"
        )
        return None
    if found.pk == kept.pk:
        asked.fault("Enter the reference of another record: this one is kept", "with")
        return None
    return found


def _choices(asked: Asked, seen: Preview) -> dict[str, str]:
    post = asked.request.POST
    choices = {}
    for question in seen.questions:
        choice = post.get(question.key, "")
        if choice not in ("kept", "other"):
            asked.fault(f"Choose: {question.label}", question.key)
        choices[question.key] = choice
    if seen.differ and post.get("checked") != "yes":
        asked.fault(
            f"Say that you have checked why they differ in {' and '.join(seen.differ)}", "checked"
        )
    return choices


def _area(request: Request, kept: Seen) -> int:
    area_id = (
        Access.objects.using(WEB)
        .filter(
            nominal=kept,
            during__contains=TODAY,
            area__in=request.visitor.areas(Permission.MERGE_PROPOSE),
        )
        .order_by("basis", "area")
        .values_list("area", flat=True)
        .first()
    )
    if area_id is None:
        raise PermissionDenied
    return int(area_id)


def _work(kind: str, found: Merge) -> SignOff | None:
    return (
        SignOff.objects.using(WEB)
        .filter(kind=kind, subject_id=found.pk, state="asked")
        .select_related("nominal")
        .first()
    )


def _decided_by(found: Merge) -> str:
    """Who decided last on a merge, or on taking it apart."""
    works = SignOff.objects.using(WEB).filter(kind__in=merging.KINDS, subject_id=found.pk)
    decided = works.exclude(decided_by="").order_by("-decided_at")
    return decided.values_list("decided_by", flat=True).first() or "Somebody"


def _steps(
    request: Request, work: SignOff, decisions: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What the visitor may do with work that waits: nothing for who may not decide."""
    if work.asked_by_id == request.visitor.id:
        return TAKE_BACK
    areas = request.visitor.areas(Permission.MERGE_APPROVE)
    return decisions if work.area_id in areas else []


def _sign(request: Request, asked: Asked, work: SignOff, decisions: list[tuple[str, str]]) -> None:
    steps = _steps(request, work, decisions)
    if not steps:
        raise PermissionDenied
    state = asked.choice("state", "what you decide", steps)
    because = asked.text("because", "why", shortest=3)
    if asked.faults:
        return
    visitor = request.visitor
    with asked.doing(), visitor.operation(merging.PURPOSE, reason=because) as opened:
        signing.decide(
            by=visitor.name,
            by_id=visitor.id,
            work=work,
            state=signing.State(state),
            because=because,
            operation=opened,
        )


def _ask_apart(
    request: Request, asked: Asked, kept: Seen, found: Merge, since: list[Since]
) -> None:
    why = asked.text("why", "why they are two people", shortest=10)
    back = chosen(since, request.POST.getlist(CHOSEN))
    if back is None:
        asked.fault("What was entered since has changed meanwhile. Look at it again below")
    if _later(found):
        asked.fault("What was merged later must be taken apart first")
    if asked.faults:
        return
    visitor = request.visitor
    area_id = _area(request, kept)
    with asked.doing(), visitor.operation(merging.PURPOSE, reason=why) as opened:
        merging.ask_parting(by_id=visitor.id, merge=found, goes_back=back or {}, operation=opened)
        signing.ask(
            by=visitor.name,
            by_id=visitor.id,
            nominal=kept,
            area_id=area_id,
            kind="part",
            subject_id=found.pk,
            why=f"{found.other_reference} out of {kept.reference}: {why}",
            operation=opened,
        )


def _later(found: Merge) -> bool:
    """Whether something was merged into the same record since."""
    return (
        found.merged_at is not None
        and Merge.objects.using(WEB)
        .filter(
            ~Q(pk=found.pk),
            nominal=found.nominal_id,
            state__in=Merge.STANDING,
            merged_at__gt=found.merged_at,
        )
        .exists()
    )


def _page(
    request: Request, kept: Seen, other: Seen | None, asked: Asked, **more: Any
) -> HttpResponse:
    who = identity(kept, request.on, request.visitor)
    context = {
        "seen": None,
        "merge": None,
        "work": None,
        "steps": [],
        "typed": "",
        "given": {},
        "later": False,
        "since": [],
        "boxes": [],
        **more,
    }
    response = person_page(
        request,
        "web/merge.html",
        who,
        "merging two records",
        under="person_records",
        other=other,
        faults=asked.faults,
        wrong={name: text for text, name in reversed(asked.faults)},
        **context,
    )
    if other is not None:
        shown(request, "merging two records", [other.pk], area=request.visitor.area_names)
    return response
