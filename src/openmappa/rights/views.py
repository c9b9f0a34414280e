"""Pages of the security officer: unusual reading and what came of it; and exports of the audit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.models import Posting, User
from openmappa.agencies.pages import WEB, Request, Visitor, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.reasons import Reason
from openmappa.law.dates import days_from
from openmappa.nominals.register import OUTCOMES as ANSWERS
from openmappa.rights import exports, reading
from openmappa.rights.forms import Typed, record
from openmappa.rights.jobs import write_export
from openmappa.rights.measures import MEASURES
from openmappa.rights.models import OUTCOMES, AuditExport, ReadingReview

REFRESH_SECONDS = 3


def _days(request: Request) -> int:
    given = request.GET.get("days", "")
    return int(given) if given in {str(days) for days in reading.SPANS} else 28


@require_GET
@page(needs=Permission.AUDIT_REVIEW, logs="list")
def unusual_reading(request: Request) -> HttpResponse:
    """Whose reading is unusual, under which measure, with the numbers."""
    over = reading.span(_days(request))
    found = reading.unusual(over)
    contests = list(reading.contests())
    shown(request, f"unusual reading of {over.days} days", area=request.visitor.area_names)
    return render(
        request,
        "rights/unusual_reading.html",
        {
            "over": over,
            "spans": reading.SPANS,
            "measures": [
                (measure, [row for row in found if row.measure is measure])
                for measure in MEASURES.values()
            ],
            "found": found,
            "contests": contests,
            "titles": MEASURES,
            "outcomes": OUTCOMES,
            "may_answer": {one.pk for one in contests if reading.may_answer(request.visitor, one)},
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.AUDIT_REVIEW, logs="read")
def reading_contest(request: Request, number: int) -> HttpResponse:
    """What a reader says against a review; another officer than who looked into it decides."""
    review = ReadingReview.objects.using(WEB).exclude(contested="").filter(pk=number).first()
    if review is None:
        raise Http404
    if not reading.may_answer(request.visitor, review):
        raise PermissionDenied
    typed = Typed(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        outcome = typed.choice("outcome", ANSWERS, "Choose whether it is upheld")
        because = typed.text("because", "Say why you decide so")
        if review.answer:
            typed.faults["outcome"] = "Another officer has decided meanwhile"
        if not typed.faults:
            reading.answer(request.visitor, review, outcome=outcome, because=because)
            return redirect("unusual_reading")
    shown(request, f"what was said against review {number}", area=request.visitor.area_names)
    return render(
        request,
        "rights/reading_contest.html",
        {
            "review": review,
            "measure": MEASURES[review.measure],
            "outcomes": OUTCOMES,
            "answers": {value: text.capitalize() for value, text in ANSWERS.items()},
            "typed": typed,
        },
        status=422 if typed.faults else 200,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.AUDIT_REVIEW, logs="read")
def unusual_readings(request: Request, user_id: int, measure: str) -> HttpResponse:
    """The readings behind one line; what came of looking into them is written here."""
    over = reading.span(_days(request))
    line = next(
        (
            row
            for row in reading.unusual(over)
            if row.user_id == user_id and row.measure.key == measure
        ),
        None,
    )
    if line is None:
        raise Http404
    number = request.GET.get("page", "1")
    at = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 6 else 1
    typed = Typed(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        outcome = typed.choice("outcome", OUTCOMES, "Choose what came of looking into it")
        reason = typed.text("reason", "Say what you found and why you decided so")
        if user_id == request.visitor.id:
            typed.faults["outcome"] = "Nobody looks into their own reading: ask another officer"
        if not typed.faults:
            reading.look_into(request.visitor, line, over, outcome=outcome, reason=reason)
            return redirect("unusual_reading")
    found, in_all = reading.readings(user_id, line.measure, over, max(at, 1))
    # The reader is not told through the history of the records that somebody looks into it.
    shown(request, f"readings of a user, {measure}", area=request.visitor.area_names)
    return render(
        request,
        "rights/unusual_readings.html",
        {
            "line": line,
            "over": over,
            "found": found,
            "in_all": in_all,
            "number": max(at, 1),
            "pages": max(-(-in_all // reading.PER_PAGE), 1),
            "outcomes": OUTCOMES,
            "answers": ANSWERS,
            "typed": typed,
            "earlier": list(
                ReadingReview.objects.using(WEB)
                .filter(user_id=user_id, measure=measure)
                .order_by("-reviewed_at")
                .values()
            ),
        },
        status=422 if typed.faults else 200,
    )


@require_http_methods(["GET", "POST"])
@page(needs=None)
def my_reading(request: Request) -> HttpResponse:
    """What was found in one's own reading, by whom, and the form to say something against it."""
    own = ReadingReview.objects.using(WEB).filter(user_id=request.visitor.id)
    own = own.exclude(outcome="referred").order_by("-reviewed_at")
    typed = Typed(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        text = typed.text("contest", "Say what is wrong with it")
        number = typed["review"]
        if not typed.faults:
            known = number.isascii() and number.isdigit() and len(number) < 18
            if not known or not reading.contest(request.visitor, int(number), text):
                raise Http404
            return redirect("my_reading")
    return render(
        request,
        "rights/my_reading.html",
        {
            "reviews": list(own.values()),
            "measures": MEASURES,
            "outcomes": OUTCOMES,
            "answers": ANSWERS,
            "typed": typed,
        },
        status=422 if typed.faults else 200,
    )


# Exports of the audit


def _posted(visitor: Visitor, user_id: str) -> tuple[tuple[int, str], int] | None:
    """A user who serves, or served, in an area of the visitor's, and that area."""
    if not (user_id.isascii() and user_id.isdigit() and len(user_id) < 18):
        return None
    posting = (
        Posting.objects.using(WEB)
        .filter(user_id=int(user_id), area_id__in=list(visitor.areas(Permission.AUDIT_EXPORT)))
        .select_related("user")
        .first()
    )
    return ((posting.user_id, posting.user.name), posting.area_id) if posting else None


@require_http_methods(["GET", "POST"])
@page(needs=Permission.AUDIT_EXPORT)
def audit_exports(request: Request) -> HttpResponse:
    """Ask for the audit of a record or of a user; below, what one asked for."""
    visitor = request.visitor
    today = reading.span(1).last
    typed = Typed(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        days = (
            typed.day("first", "Enter the first day", not_after=today),
            typed.day("last", "Enter the last day", not_after=today),
        )
        if days[0] and days[1] and days[0] > days[1]:
            typed.faults["last"] = "The last day must not be before the first"
        form = typed.choice("format", ("csv", "ods"), "Choose CSV or ODS")
        reason = typed.text("reason", "Say why you need it")
        about = typed.choice("about", ("record", "user"), "Choose a record or a user")
        of_record = user = None
        area_id = 0
        if about == "record" and (found := record(visitor, Permission.AUDIT_EXPORT, typed)):
            of_record, (area_id, _) = found
        elif about == "user":
            posted = _posted(visitor, typed["user"])
            if posted is None:
                typed.faults["user"] = "Choose somebody of your area"
            else:
                user, area_id = posted
        if not typed.faults and days[0] and days[1]:
            export = exports.ask(
                visitor,
                area_id=area_id,
                of_record=of_record,
                of_user=user,
                days=(days[0], days[1]),
                form=form,
                reason=reason,
            )
            with visitor.operation("export the audit", reason=reason) as opened:
                opened.record(
                    "asked for an export",
                    f"{visitor.name} asked for the audit, export {export.pk}.",
                    nominal_id=of_record.id if of_record else None,
                )
            write_export.defer(export_id=export.pk)
            return redirect("audit_exports")
    else:
        typed.preset_day("first", days_from(today, -27))
        typed.preset_day("last", today)
    listed = list(AuditExport.objects.using(WEB).order_by("-pk").values()[:50])
    users = (
        User.objects.using(WEB)
        .filter(postings__area_id__in=list(visitor.areas(Permission.AUDIT_EXPORT)))
        .distinct()
        .order_by("name")
        .values_list("pk", "name")
    )
    context: dict[str, Any] = {"typed": typed, "listed": listed, "users": list(users)}
    context["now"] = timezone.now()
    response = render(
        request, "rights/audit_exports.html", context, status=422 if typed.faults else 200
    )
    if any(row["state"] == "waiting" for row in listed) and not typed.faults:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@require_GET
@page(needs=Permission.AUDIT_EXPORT, logs="export")
def audit_export_file(request: Request, number: int) -> HttpResponse:
    """The file, to who asked for it, while it is there."""
    export = AuditExport.objects.using(WEB).filter(pk=number, state="done").first()
    if export is None or export.expires_at is None or export.expires_at < timezone.now():
        raise Http404
    path = Path(settings.EXPORTS_FOLDER) / export.file
    if not export.file or not path.is_file():
        raise Http404
    shown(
        request,
        f"file of audit export {number}",
        [export.nominal_id] if export.nominal_id else [],
        area=request.visitor.area_names,
        reason=Reason("audit"),
    )
    return exports.download(path, f"audit-export-{number}.{export.format}")
