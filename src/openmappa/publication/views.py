"""The annual report: its parts, edited in place; the figures fixed; all its forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmappa.agencies.models import Area
from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.publication import actions, forms, queries, slots, words
from openmappa.publication import render as written
from openmappa.publication.figures import AnnualFigures
from openmappa.publication.models import Consent, Wording
from openmappa.publication.render import html
from openmappa.publication.report import build, stamp_of
from openmappa.publication.sections import Bullets, Link, Report, Subheading
from openmappa.publication.words import WordsError
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics.definitions import defined_years
from openmappa.statistics.models import Freeze
from openmappa.statistics.questions import (
    Question,
    QuestionError,
    areas,
    asked,
    versions,
    year_before,
)

LONGEST = 50_000
VERSIONS_ON_A_PAGE = 10
_KINDS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_COLOURS = {"not written": "red", "draft": "blue", "agreed": "green"}


@require_GET
@page(needs=Permission.REPORT_VIEW)
def annual_report(request: Request) -> HttpResponse:
    """The parts of the report with the state of each, and the forms it can be had in."""
    question = _asked(request, request.GET)
    parts = queries.newest(question.area_id, str(question.year), WEB)
    locked = versions(question)
    frozen = _frozen(question) if locked else None
    report = _report(question, frozen, parts) if frozen else None
    return render(
        request,
        "publication/annual_report.html",
        {
            "question": question,
            "own_areas": list(request.visitor.areas(Permission.REPORT_VIEW).values()),
            "years": _years(),
            "frozen": frozen,
            "locked": locked,
            "parts": [_summary(file, parts.get(file)) for file in forms.TITLES],
            "unwritten": report.unwritten if report else (),
            "may_edit": _may_edit(request, question),
            "may_lock": question.area_id in request.visitor.areas(Permission.FIGURES_LOCK),
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.REPORT_VIEW)
def annual_report_part(request: Request, part: str) -> HttpResponse:
    """One part: read it, write it, see what it said before."""
    if part not in forms.TITLES:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    question = _asked(request, given)
    known = queries.newest(question.area_id, str(question.year), WEB).get(part)
    if request.method == "GET":
        return _shown_part(request, question, part, known)
    if not _may_edit(request, question):
        raise PermissionDenied
    text, faults = _typed(part, request.POST)
    if not faults:
        faults = _faults(part, text)
    if faults or "preview" in request.POST:
        return _shown_part(request, question, part, known, text=text, faults=faults)
    began_from = _number(request.POST.get("began_from", ""))
    try:
        with request.visitor.operation(f"write {part} of the annual report") as opened:
            actions.write(
                opened,
                area=Area.objects.using(WEB).get(pk=question.area_id),
                year=str(question.year),
                file=part,
                text=text,
                began_from=began_from,
            )
    except actions.OvertakenError:
        return _shown_part(request, question, part, known, text=text, overtaken=True)
    return redirect(f"{reverse('annual_report_part', args=[part])}?{question.query()}")


@require_POST
@page(needs=Permission.REPORT_EDIT)
def annual_report_consent(request: Request, part: str) -> HttpResponse:
    """Agree to the newest version of a part, or record what a case study needs to be printed."""
    question = _asked(request, request.POST)
    if not _may_edit(request, question):
        raise PermissionDenied
    known = queries.newest(question.area_id, str(question.year), WEB).get(part)
    kind = request.POST.get("kind", "")
    if known is None or kind not in _kinds(part):
        raise Http404
    answer = request.POST.get("answer", "").strip()[:500]
    fault = _unfit(request, known, kind, answer)
    if not fault:
        try:
            with request.visitor.operation(f"{kind}: {part} of the annual report") as opened:
                actions.consent(opened, known.wording, kind, answer=answer)
        except actions.AlreadyGivenError:
            fault = "You have said so already; the second check is somebody else’s"
    if fault:
        return _shown_part(request, question, part, known, faults=[(fault, f"consent-{kind[:6]}")])
    return redirect(f"{reverse('annual_report_part', args=[part])}?{question.query()}")


@require_GET
@page(needs=Permission.REPORT_VIEW, logs="export")
def annual_report_file(request: Request, form: str) -> HttpResponse:
    """The report in one of its forms, to look at or to keep."""
    question = _asked(request, request.GET)
    if form not in _KINDS:
        raise Http404
    frozen = _frozen(question)
    parts = queries.newest(question.area_id, str(question.year), WEB)
    report = _report(question, frozen, parts)
    shown(
        request,
        f"annual report of {question.area} {question.year} as {form},"
        f" locked version {frozen.version}",
        area=question.area,
    )
    response = HttpResponse(written.WRITERS[form](report), content_type=_KINDS[form])
    how = "inline" if form != "ods" and "keep" not in request.GET else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{written.file_name(report)}.{form}"'
    if form == "html":
        response["Content-Security-Policy"] = f"{html.policy()}; frame-ancestors 'none'; sandbox"
    return response


# Parts


def _asked(request: Request, given: Mapping[str, Any]) -> Question:
    try:
        question = asked(request, areas(), given)
    except QuestionError:
        raise Http404 from None
    # What is not published yet is not known to exist elsewhere.
    if question.on or question.area_id not in request.visitor.areas(Permission.REPORT_VIEW):
        raise Http404
    return question


def _may_edit(request: Request, question: Question) -> bool:
    return question.area_id in request.visitor.areas(Permission.REPORT_EDIT)


def _frozen(question: Question) -> Freeze:
    found = frozen_figures.frozen(question.area, question.year, question.version, using=WEB)
    if found is None:
        raise Http404
    return found


def _report(question: Question, frozen: Freeze, parts: Mapping[str, queries.Part]) -> Report:
    before = year_before(question)
    return build(
        frozen.figures,
        queries.words_of(parts),
        previous=before.figures if before else None,
        frozen=stamp_of(frozen),
    )


def _years() -> list[str]:
    return [str(year) for year in defined_years()]


def _summary(file: str, part: queries.Part | None) -> dict[str, Any]:
    state = part.state if part else "not written"
    note = ""
    if part is not None and state != "not written" and _is_case_study(file):
        if part.clearance.complete:
            note = "Two people checked that it names nobody, and victim liaison answered."
        else:
            note = "Held back: " + "; ".join(_lacks(part)) + "."
    return {
        "file": file,
        "title": forms.TITLES[file],
        "state": state,
        "colour": _COLOURS[state],
        "by": part.wording.written_by if part else "",
        "at": part.wording.written_at.date() if part else None,
        "note": note,
    }


def _lacks(part: queries.Part) -> list[str]:
    clearance = part.clearance
    missing = 2 - len(set(clearance.anonymity_checked_by))
    lacks = []
    if missing > 0:
        lacks.append(
            "two people must check that it names nobody"
            if missing == 2
            else "a second person must check that it names nobody"
        )
    if not clearance.victim_liaison:
        lacks.append("victim liaison has not answered")
    return lacks


def _is_case_study(file: str) -> bool:
    return file.removesuffix(".md") in words.CASE_STUDIES


def _kinds(file: str) -> tuple[str, ...]:
    if _is_case_study(file):
        return (Consent.AGREED, Consent.ANONYMOUS, Consent.VICTIM_LIAISON)
    return (Consent.AGREED,)


def _unfit(request: Request, part: queries.Part, kind: str, answer: str) -> str:
    """Why this cannot be said now, in words; empty if it can."""
    if request.POST.get("read") != str(part.wording.version):
        return "The text has changed since you read it: read it again below"
    if not part.wording.text.strip():
        return "There is nothing to agree to yet"
    if kind == Consent.ANONYMOUS and "checked" not in request.POST:
        return "Tick that you have gone through the checklist"
    if kind == Consent.VICTIM_LIAISON and not answer:
        return "Enter who answered for victim liaison, and what"
    return ""


def _typed(part: str, given: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    if part in forms.FIELDS:
        return forms.text_of(part, given)
    text = str(given.get("text", "")).replace("\r\n", "\n")
    if len(text) > LONGEST:
        return text, [(f"Write at most {LONGEST:,} characters; these are {len(text):,}", "text")]
    return text, []


def _faults(part: str, text: str) -> list[tuple[str, str]]:
    try:
        words.read({part: text.encode()})
    except WordsError as error:
        if part in forms.FIELDS:
            return [(_in_form(part, text, fault), "part") for fault in error.faults]
        return [(f"Line {fault.line}: {fault.message}", "text") for fault in error.faults]
    return []


def _in_form(part: str, text: str, fault: words.Fault) -> str:
    """A fault of a file of names in the words of its form: whose entry it is."""
    above = text.split("\n")[: fault.line]
    heading = next((line.strip("[]") for line in reversed(above) if line.startswith("[")), "")
    where = heading.replace("_", " ").capitalize()
    return f"{where}: {fault.message}" if where else fault.message


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0


def _shown_part(
    request: Request,
    question: Question,
    part: str,
    known: queries.Part | None,
    *,
    text: str | None = None,
    faults: list[tuple[str, str]] | None = None,
    overtaken: bool = False,
) -> HttpResponse:
    faults = faults or []
    frozen = frozen_figures.frozen(question.area, question.year, using=WEB)
    figures = AnnualFigures(frozen.figures) if frozen else None
    saved = known.wording.text if known else ""
    current = saved if text is None else text
    earlier = list(
        Wording.objects.using(WEB)
        .filter(area_id=question.area_id, reporting_year=str(question.year), file=part)
        .order_by("-version")
        .values("version", "text", "written_by", "written_at")[: VERSIONS_ON_A_PAGE + 1]
    )
    status = 409 if overtaken else 422 if faults else 200
    context = {
        "question": question,
        "part": part,
        "title": forms.TITLES[part],
        "state": known.state if known else "not written",
        "colour": _COLOURS[known.state if known else "not written"],
        "text": current,
        "saved": saved,
        "version": known.wording.version if known else 0,
        "known": known,
        "faults": faults,
        "overtaken": overtaken,
        "sections": forms.sections(part) if part in forms.FIELDS else [],
        "typed": _form_values(part, request, current, was_typed=text is not None),
        "slots": [
            (name, slot.meaning, slot.fill(figures) if figures else "")
            for name, slot in slots.SLOTS.items()
        ],
        "preview": _preview(part, current, figures),
        "frozen": frozen,
        "earlier": earlier[:VERSIONS_ON_A_PAGE],
        "more": len(earlier) > VERSIONS_ON_A_PAGE,
        "may_edit": _may_edit(request, question),
        "is_case_study": _is_case_study(part),
        "lacks": _lacks(known) if known and _is_case_study(part) else [],
        "agreed": known.given(Consent.AGREED) if known else (),
        "checked": known.given(Consent.ANONYMOUS) if known else (),
        "answers": known.given(Consent.VICTIM_LIAISON) if known else (),
        "own_check": known is not None
        and any(c.given_by == request.visitor.name for c in known.given(Consent.ANONYMOUS)),
        "own_agreement": known is not None
        and any(c.given_by == request.visitor.name for c in known.given(Consent.AGREED)),
    }
    return render(request, "publication/annual_report_part.html", context, status=status)


def _form_values(
    part: str, request: Request, current: str, *, was_typed: bool
) -> Mapping[str, str]:
    if part not in forms.FIELDS:
        return {}
    if was_typed:
        return {field.name: request.POST.get(field.name, "") for field in forms.FIELDS[part]}
    return forms.values(part, current)


def _preview(part: str, text: str, figures: AnnualFigures | None) -> list[tuple[str, Any]]:
    """The text as it is printed: pairs of a kind of block and its text or items."""
    if part in forms.FIELDS:
        return []
    try:
        blocks = words.read({part: text.encode()}).texts.get(part.removesuffix(".md"), ())
    except WordsError:
        return []
    found: list[tuple[str, Any]] = []
    for block in words.filled(blocks, figures) if figures else blocks:
        match block:
            case Bullets(items):
                found.append(("list", items))
            case Subheading(heading):
                found.append(("heading", heading))
            case Link(line, _):
                found.append(("paragraph", line))
            case _:
                found.append(("paragraph", block.text))
    return found
