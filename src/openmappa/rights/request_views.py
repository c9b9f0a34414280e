"""Pages of the data protection officer: requests for what is held, from letter to answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import connections
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmappa.agencies.pages import WEB, Request, mark, overtaken, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.reasons import Reason
from openmappa.rights import access, answer, erasing, exports, jobs
from openmappa.rights.forms import Typed, record
from openmappa.rights.models import BASES, REFERENCE, REQUESTS, AccessRequest, Withholding
from openmappa.rights.sources import EXEMPTIONS, source_of

ON_A_PAGE = 50
REFRESH_SECONDS = 2
KINDS = {
    "subject_access": "Somebody asks what is held on them (DPA 2018 s.45)",
    "information": "The public asks for figures (Freedom of Information Act 2000)",
}
STATES = {
    "open": ("Open", "blue"),
    "gathering": ("Being gathered", "blue"),
    "gathered": ("To review", "orange"),
    "releasing": ("Being written", "blue"),
    "released": ("Answered", "green"),
    "refused": ("Refused", "grey"),
    "failed": ("Failed", "red"),
}
# What is typed into the forms of the steps, and where it is said that a step came too late.
WRITTEN = (
    ("how", "How identity was shown"),
    ("because", "Why it takes longer"),
    ("answer", "The answer"),
    ("why", "Why it is refused"),
)
TOO_LATE = "stands"
_GATHERS = {"open", "gathered", "failed"}


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Reference(TypedDict):
        reference: str

    Entered = WithAnnotations[AccessRequest, _Reference]


def _request(request: Request, number: int) -> Entered:
    found = (
        AccessRequest.objects.using(WEB)
        .filter(pk=number, area_id__in=list(request.visitor.areas(Permission.ACCESS_ANSWER)))
        .select_related("area")
        .annotate(reference=REFERENCE)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _people(found: AccessRequest) -> list[int]:
    return [found.nominal_id] if found.nominal_id else []


@require_GET
@page(needs=Permission.ACCESS_ANSWER, logs="list", within=REQUESTS)
def access_requests(request: Request) -> HttpResponse:
    """Requests of the visitor's areas, the first due first."""
    found = list(
        AccessRequest.objects.using(WEB)
        .filter(area_id__in=list(request.visitor.areas(Permission.ACCESS_ANSWER)))
        .annotate(reference=REFERENCE)
        .order_by("-pk")[:200]
    )
    ended = {"released", "refused"}
    rows = sorted(
        ((one, access.clock(one)[0]) for one in found),
        key=lambda row: (row[0].state in ended, row[1]),
    )
    shown(request, "requests for what is held", sorted({pk for r in found for pk in _people(r)}))
    return render(
        request,
        "rights/access_requests.html",
        {
            "rows": [
                {
                    "number": one.pk,
                    "reference": one.reference or "",
                    "kind": one.kind,
                    "received_on": one.received_on,
                    "due": due,
                    "late": one.state not in ended and due < request.visitor.day,
                    "state": STATES[one.state],
                    "ended": one.state in ended,
                }
                for one, due in rows
            ]
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.ACCESS_ANSWER, within=REQUESTS)
def access_request_new(request: Request) -> HttpResponse:
    """Enter a request that came in."""
    visitor = request.visitor
    typed = Typed(request.POST if request.method == "POST" else None, kind="subject_access")
    if request.method == "POST":
        kind = typed.choice("kind", KINDS, "Choose what kind of request it is")
        received = typed.day("received", "Enter the day on which it came in", not_after=visitor.day)
        asked = typed.text("asked", "Say what is asked for", optional=kind == "subject_access")
        nominal_id = None
        area = next(iter(visitor.areas(Permission.ACCESS_ANSWER).items()))
        if kind == "subject_access" and (found := record(visitor, Permission.ACCESS_ANSWER, typed)):
            (nominal_id, _), area = found
        if not typed.faults and received is not None:
            opened = access.open_request(
                visitor,
                kind=kind,
                area=area,
                nominal_id=nominal_id,
                received_on=received,
                asked=asked,
            )
            return redirect("access_request", opened.pk)
    return render(
        request,
        "rights/access_request_new.html",
        {"typed": typed, "kinds": KINDS},
        status=422 if typed.faults else 200,
    )


@require_GET
@page(needs=Permission.ACCESS_ANSWER, logs="read", within=REQUESTS)
def access_request(request: Request, number: int) -> HttpResponse:
    """One request: its clock, what was gathered by source, and the next step."""
    return _show(request, _request(request, number), Typed())


def _stands(found: AccessRequest) -> tuple[object, ...]:
    """What steps change; not what the worker does meanwhile."""
    identity = (found.identity_shown_on, found.identity_how)
    return *identity, found.extended_because, found.ended_by, found.answer


def _show(request: Request, found: Entered, typed: Typed) -> HttpResponse:
    shown(request, f"request {found.pk} for what is held", _people(found))
    everything = access.held(found)
    decisions = list(Withholding.objects.using(WEB).filter(request=found))
    due, rule = access.clock(found)
    context: dict[str, Any] = {
        "found": found,
        "reference": found.reference or "",
        "kind": KINDS[found.kind],
        "state": STATES[found.state],
        "due": due,
        "rule": rule,
        "late": found.ended_at is None and due < request.visitor.day,
        "proposed": access.proposed(everything, decisions),
        "exemptions": EXEMPTIONS,
        "typed": typed,
        "seen": mark(*_stands(found)),
        "wrote": [(label, typed[name]) for name, label in WRITTEN if typed[name].strip()]
        if TOO_LATE in typed.faults
        else [],
        "counts": _counts(found, request.visitor.day) if found.kind == "information" else [],
    }
    response = render(
        request, "rights/access_request.html", context, status=422 if typed.faults else 200
    )
    if found.state in {"gathering", "releasing"} and not typed.faults:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _counts(found: AccessRequest, on: date) -> list[tuple[str, str]]:
    """People of the area by level on this day, as they may be told: counts, none below five."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select level, count(distinct nominal_id) from cases_level"
            " where during @> %s::date and area_id = %s group by level order by level",
            [on, found.area_id],
        )
        return [
            (f"Level {level}", "fewer than 5" if number < 5 else f"{number:,}")
            for level, number in cursor.fetchall()
        ]


def _too_late(request: Request, found: AccessRequest, step: str) -> str:
    """Why a step can no longer be taken, in words, if it cannot. Raises Http404 for no step."""
    ended = found.state in {"released", "refused"}
    possible = {"identity": not ended, "refuse": not ended}
    if found.kind == "subject_access":
        possible["extend"] = not ended
        possible["gather"] = bool(found.nominal_id) and found.state in _GATHERS
        possible["release"] = found.state == "gathered"
    else:
        possible["answer"] = not ended
    if step not in possible:
        raise Http404
    if overtaken(request, *_stands(found)):
        return "Somebody else has taken a step of this request meanwhile. Look at what stands now"
    if not possible[step]:
        return "This step cannot be taken as the request stands now"
    return ""


@require_POST
@page(needs=Permission.ACCESS_ANSWER, logs="read", within=REQUESTS)
def access_request_step(request: Request, number: int, step: str) -> HttpResponse:
    """One step of a request."""
    found, visitor, typed = _request(request, number), request.visitor, Typed(request.POST)
    if too_late := _too_late(request, found, step):
        typed.faults[TOO_LATE] = too_late
        return _show(request, found, typed)
    changes: dict[str, Any] = {}
    if step == "identity":
        on = typed.day("shown", "Enter the day on which identity was shown")
        how = typed.text("how", "Say how identity was shown, and by whom the request is made")
        verb = "checked identity"
        changes = {
            "identity_shown_on": on,
            "identity_how": how,
            "identity_checked_by": visitor.name,
        }
    elif step == "extend":
        because = typed.text("because", "Say why it takes longer; the person is told so")
        verb, changes = "extended the time by two months", {"extended_because": because}
    elif step == "gather":
        verb, changes = "had everything gathered", {"state": "gathering"}
    elif step == "release":
        if found.identity_shown_on is None:
            typed.faults["shown"] = "Nothing is released before identity was shown"
        if typed["reviewed"] != "yes":
            typed.faults["reviewed"] = "Confirm that you reviewed what is given and withheld"
        verb, changes = "released the answer", {"state": "releasing", "ended_by": visitor.name}
    elif step == "answer":
        answer = typed.text("answer", "Write the answer, in counts only")
        verb = "answered"
        changes = {"state": "released", "answer": answer, "ended_by": visitor.name}
        changes["ended_at"] = timezone.now()
    else:
        why = typed.text("why", "Say why, under which provision, and how to complain")
        verb = "refused"
        changes = {"state": "refused", "answer": why, "ended_by": visitor.name}
        changes["ended_at"] = timezone.now()
    if typed.faults:
        return _show(request, found, typed)
    access.step(visitor, found, verb, **changes)
    if step == "gather":
        jobs.gather.defer(request_id=found.pk)
    elif step == "release":
        jobs.release.defer(request_id=found.pk)
    return redirect("access_request", found.pk)


@require_http_methods(["GET", "POST"])
@page(needs=Permission.ACCESS_ANSWER, logs="read", within=REQUESTS)
def access_request_source(request: Request, number: int, source: str) -> HttpResponse:
    """The rows of one source: give it, withhold it, or some rows; or ask that rows be erased."""
    found = _request(request, number)
    rows = access.held(found).get(source)
    if rows is None:
        raise Http404
    typed = Typed(request.POST if request.method == "POST" else None)
    ticked = [int(row) for row in request.POST.getlist("row") if row in _numbers(rows)]
    if request.method == "POST":
        verb = typed.choice(
            "verb", ("give", "withhold", "give_rows", "withhold_rows", "erase_rows"), "Choose"
        )
        reason = typed.text("reason", "Say why", optional=verb in {"give", "give_rows"})
        if verb.endswith("_rows") and not ticked:
            typed.faults["verb"] = "Tick the rows that you mean"
        if verb.startswith("withhold"):
            typed.choice("exemption", EXEMPTIONS, "Choose the exemption")
        if verb == "erase_rows":
            if not request.visitor.may(Permission.RECORD_ERASE):
                typed.faults["verb"] = "You may not ask for an erasure"
            typed.choice("basis", BASES, "Choose the basis in law")
        elif found.state != "gathered":
            typed.faults["verb"] = "What is given can be decided while the request is to review"
        elif by := access.decided_since(found, source, request.POST.get("seen", "")):
            typed.faults["verb"] = (
                f"{by} decided about this source after you opened the page. Look at what stands"
                " now; save again to decide otherwise"
            )
        if not typed.faults and verb == "erase_rows":
            asked = erasing.ask(
                request.visitor,
                nominal_id=int(found.nominal_id or 0),
                area=(found.area_id, found.area.name),
                basis=typed["basis"],
                reason=reason,
                rows=[(source, row) for row in ticked],
            )
            return redirect("erasure", asked.pk)
        if not typed.faults:
            access.decide(
                request.visitor,
                found,
                source,
                rows=ticked if verb.endswith("_rows") else [0],
                given=verb.startswith("give"),
                exemption=typed["exemption"],
                reason=reason,
            )
            return redirect("access_request", found.pk)
    shown(request, f"what is held, for request {number}", _people(found))
    decisions = list(
        Withholding.objects.using(WEB).filter(
            request=found, source__in={source, source.removesuffix("_history")}
        )
    )
    decided = access.Decided(decisions)
    areas = access.area_names(WEB)
    (standing,) = access.proposed({source: rows}, decisions)
    start = _page(request, len(rows))
    return render(
        request,
        "rights/access_request_source.html",
        {
            "found": found,
            "reference": found.reference or "",
            "source": source,
            "of": source_of(source),
            "left_out": answer.left_out(source),
            "standing": standing,
            "seen": max((d.pk for d in decisions if d.source == source), default=0),
            "rows": [
                (
                    row.number,
                    row.lines(areas),
                    decided.gives(row),
                    access.file_of(found, source, row.number) is not None,
                )
                for row in rows[(start - 1) * ON_A_PAGE : start * ON_A_PAGE]
            ],
            "number": start,
            "pages": max(-(-len(rows) // ON_A_PAGE), 1),
            "exemptions": EXEMPTIONS,
            "bases": BASES,
            "erasable": _erasable(source) and request.visitor.may(Permission.RECORD_ERASE),
            "ticked": ticked,
            "typed": typed,
        },
        status=422 if typed.faults else 200,
    )


def _erasable(source: str) -> bool:
    """Whether rows of it can be erased one by one; the function in the database says the same."""
    return not source.endswith("_history") and not source.startswith(
        ("audit_", "rights_", "statistics_", "nominals_nominal")
    )


def _numbers(rows: list[access.Held]) -> set[str]:
    return {str(row.number) for row in rows}


def _page(request: Request, rows: int) -> int:
    given = request.GET.get("page", "1")
    asked = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    return min(max(asked, 1), max(-(-rows // ON_A_PAGE), 1))


@require_GET
@page(needs=Permission.ACCESS_ANSWER, logs="read", within=REQUESTS)
def access_request_held_file(request: Request, number: int, source: str, row: int) -> HttpResponse:
    """The photograph or document of a row that was gathered, to be looked at before it is given."""
    found = _request(request, number)
    path = access.file_of(found, source, row)
    if path is None:
        raise Http404
    shown(request, f"a file that is held, for request {number}", _people(found))
    return exports.download(path, path.name)


@require_GET
@page(needs=Permission.ACCESS_ANSWER, logs="export", within=REQUESTS)
def access_request_file(request: Request, number: int, name: str) -> HttpResponse:
    """The answer as a file, or the redaction list."""
    found = _request(request, number)
    shown(request, f"{name} of request {number}", _people(found), reason=Reason("request"))
    if name == "redactions.csv" and found.folder:
        decisions = list(Withholding.objects.using(WEB).filter(request=found))
        response = HttpResponse(
            "\ufeff" + access.schedule(found, decisions), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="request-{number}-{name}"'
        return response
    path = access.folder_of(found) / "answer.zip"
    if name != "answer.zip" or found.state != "released" or not path.is_file():
        raise Http404
    return exports.download(path, f"request-{number}.zip")
