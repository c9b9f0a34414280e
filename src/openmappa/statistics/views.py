"""The annual figures: as known now, of any day, and as locked; who is behind each, and why not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmappa.agencies.models import Area
from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.nominals import queries as nominals
from openmappa.statistics import actions, fairness, printed, queries, revision
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics.cases import Case
from openmappa.statistics.definitions import ReportingYear, UnknownCellError, defined_years
from openmappa.statistics.frozen import COUNT
from openmappa.statistics.models import Freeze
from openmappa.statistics.questions import (
    Question,
    QuestionError,
    areas,
    asked,
    versions,
    year_before,
)
from openmappa.statistics.reasons import why_not
from openmappa.statistics.switches import Switches
from openmappa.statistics.visibility import barred, may_be_asked_about, names_shown, opens

PEOPLE_ON_A_PAGE = 50
NAMED_IN_A_CHANGE = 20
LONGEST_QUESTION = 100
UNDECIDED = "side:unresolved_identity"


@require_GET
@page(needs=Permission.FIGURES_VIEW, logs="count")
def statistics(request: Request) -> HttpResponse:
    """The tables of an area for a year, a version of it or a day, and what is checked in them."""
    known = areas()
    try:
        question = asked(request, known, request.GET)
    except QuestionError as error:
        own = asked(request, known, {})
        context = {**_choices(request, known, own), "faults": error.faults, "given": request.GET}
        return render(request, "statistics/statistics.html", context, status=422)
    locked = versions(question) if question.on is None else []
    question = _answerable(request, question, locked)
    context = {**_choices(request, known, question), "versions": locked}
    shown(request, f"figures of {question.which}", area=question.area)
    if _is_live(request, question) or question.version is not None:
        frozen = _frozen(question) if question.version is not None else None
        figures = frozen.figures if frozen else _counted(question)
        before = year_before(question) if question.on is None else None
        checks = opens(request.visitor, question.area_id)
        context |= {
            "frozen": frozen,
            "tables": printed.tables(figures, _marks(frozen, locked)),
            "beside": printed.beside(figures, everything=checks),
            "checks": printed.checks(figures) if checks else (),
            "notes": _general_notes(figures),
            "opens": checks,
            "compared": printed.compared(figures, before.figures) if before else (),
            "before": before,
        }
    return render(request, "statistics/statistics.html", context)


@require_GET
@page(needs=Permission.FAIRNESS_VIEW, logs="count")
def fairness_figures(request: Request) -> HttpResponse:
    """Levels, recalls and disclosures by ethnicity, sex and disability, of one's own area."""
    own = request.visitor.areas(Permission.FAIRNESS_VIEW)
    known = {name: pk for pk, name in own.items()}
    given = {name: request.GET[name] for name in ("area", "year") if name in request.GET}
    if given.get("area", next(iter(known))) not in known:
        raise Http404  # of another area there is no such page
    faults: tuple[tuple[str, str], ...] = ()
    try:
        question = asked(request, known, {"area": next(iter(known)), **given})
    except QuestionError as error:
        faults = error.faults
        question = asked(request, known, {"area": given.get("area", next(iter(known)))})
    context: dict[str, Any] = {
        "question": question,
        "own_areas": list(known),
        "years": [str(year) for year in defined_years()],
        "faults": faults,
        "figures": fairness.FIGURES,
        "units": fairness.UNITS,
    }
    shown(request, f"figures by group of {question.which}", area=question.area)
    if not faults:
        with queries.one_moment():
            context["tables"] = queries.counted_fairness(question.area, question.year)
    return render(request, "statistics/fairness.html", context, status=422 if faults else 200)


@require_GET
@page(needs=Permission.FIGURES_OPEN, logs="list")
def figure_people(request: Request) -> HttpResponse:
    """Who is in a figure, each with the reason, for who may open the figures of the area."""
    question, address = _cell_asked(request)
    frozen = _frozen(question) if question.version is not None else None
    try:
        if frozen is not None:
            figures: Mapping[str, Any] = frozen.figures
            found = frozen_figures.frozen_cases(frozen, address, using=WEB)
            total = found.count()
            number, pages, first = _part(request, total)
            listed = [
                frozen_figures.thawed(case) for case in found[first : first + PEOPLE_ON_A_PAGE]
            ]
        else:
            figures, cases = _behind(question, address)
            total = len(cases)
            number, pages, first = _part(request, total)
            listed = list(cases[first : first + PEOPLE_ON_A_PAGE])
        table, cell = printed.cell_in_words(figures, address)
    except (UnknownCellError, KeyError):
        raise Http404 from None
    people = {case.nominal for case in listed}
    kept_from = barred(people)
    people -= kept_from
    shown(
        request, f"{address} of {question.which}, page {number}", sorted(people), area=question.area
    )
    named = names_shown(request.visitor, people)
    return render(
        request,
        "statistics/figure_people.html",
        {
            "question": question,
            "address": address,
            "table": table,
            "cell": cell,
            "rule": _rule(figures, address),
            "frozen": frozen,
            "total": total,
            "first": first,
            "number": number,
            "pages": pages,
            "may_name": request.visitor.may(Permission.PERSON_VIEW),
            "listed": [
                {
                    "reference": case.reference,
                    "name": named[case.nominal][1] if case.nominal in named else "",
                    "withheld": not case.reference,
                    "href": _person(named[case.nominal][0]) if case.nominal in named else "",
                    "because": case.because,
                    "facts": case.facts,
                }
                if case.nominal not in kept_from
                else {"withheld": True}
                for case in listed
            ],
        },
    )


@require_POST
@page(needs=Permission.FIGURES_OPEN, logs="read")
def why_not_counted(request: Request) -> HttpResponse:
    """Why somebody is not counted, or in which cell: one sentence for each person meant."""
    known = areas()
    try:
        question = asked(request, known, request.POST)
    except QuestionError:
        raise Http404 from None
    if not opens(request.visitor, question.area_id):
        raise PermissionDenied
    typed = request.POST.get("who", "").strip()
    fault = ""
    answers: list[dict[str, str]] = []
    if not typed:
        fault = "Enter a reference or a number, such as a PNC ID, CRN or prison number"
    elif len(typed) > LONGEST_QUESTION:
        fault = f"Enter a reference or a number of at most {LONGEST_QUESTION} characters"
    else:
        typed = typed.replace("\x00", "")
        found = [nominal.pk for nominal in nominals.find(typed, WEB)]
        people = may_be_asked_about(request.visitor, found)
        if people:
            named = names_shown(request.visitor, people)
            with queries.one_moment():
                answers = [
                    {
                        "reference": person.reference,
                        "name": named[person.nominal][1] if person.nominal in named else "",
                        "href": _person(person.reference) if person.nominal in named else "",
                        "sentence": _sentence(why_not(person, question.area, _day_of(question))),
                    }
                    for person in queries.people(people)
                ]
            shown(request, f"why not counted in {question.which}", people, area=question.area)
        else:
            fault = "Nobody whose record your area may see has this reference or number"
    context = {"question": question, "typed": typed, "fault": fault, "answers": answers}
    return render(request, "statistics/why_not.html", context, status=422 if fault else 200)


@require_GET
@page(needs=Permission.FIGURES_VIEW, logs="list")
def figure_versions(request: Request) -> HttpResponse:
    """The locked versions of a year and what changed between them, and what would change now."""
    try:
        question = asked(request, areas(), request.GET)
    except QuestionError:
        raise Http404 from None
    if question.on is not None:
        raise Http404
    may_open = opens(request.visitor, question.area_id)
    locked = list(
        Freeze.objects.using(WEB)
        .filter(area_id=question.area_id, reporting_year=str(question.year))
        .order_by("version")
    )
    lists = frozen_figures.cases_of_versions(locked, using=WEB) if may_open else {}
    steps = _steps(locked, question, lists)
    late = 0
    pending: tuple[revision.Revised, ...] = ()
    if locked and may_open:
        with queries.one_moment():
            late = queries.late(locked[-1])
            now = queries.counted_return(
                question.area, question.year, Switches.at(question.year, {})
            )
        pending = revision.revised(lists[locked[-1].pk], now)
    changes = [change for step in steps for change in step.changes] + list(pending)
    people = {
        case.nominal
        for change in changes
        for case in (*change.added[:NAMED_IN_A_CHANGE], *change.removed[:NAMED_IN_A_CHANGE])
    }
    kept_from = barred(people)
    shown(request, f"versions of {question.which}", sorted(people - kept_from), area=question.area)
    return render(
        request,
        "statistics/figure_versions.html",
        {
            "question": question,
            "steps": list(reversed(steps)),
            "pending": pending,
            "late": late,
            "opens": may_open,
            "many": NAMED_IN_A_CHANGE,
            "kept_from": kept_from,
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.FIGURES_LOCK, logs="count")
def freeze(request: Request) -> HttpResponse:
    """Lock the figures of a year: first its effect, then, confirmed, the deed."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        question = asked(request, areas(), given)
    except QuestionError:
        raise Http404 from None
    if question.area_id not in request.visitor.areas(Permission.FIGURES_LOCK):
        raise PermissionDenied
    if question.on is not None:
        raise Http404
    question = replace(question, version=None)
    fault = ""
    if request.method == "POST":
        fault, version = _freeze(request, question)
        if version:
            return redirect(f"{reverse('statistics')}?{question.of_version(version)}")
    locked = versions(question)
    figures = _counted(question)
    checks = printed.checks(figures)
    undecided = next((check for check in checks if check.address == UNDECIDED), None)
    with queries.one_moment():
        late = queries.late(locked[-1]) if locked else 0
    shown(request, f"figures of {question.which} before locking them", area=question.area)
    context = {
        "question": question,
        "last": locked[-1] if locked else None,
        "late": late,
        "tables": printed.tables(figures),
        "open_checks": [c for c in checks if c.colour != "green" and c is not undecided],
        "undecided": undecided,
        "looked_at": queries.digest(figures),
        "reason": request.POST.get("reason", ""),
        "fault": fault,
        "ended": question.year.last_day < request.visitor.today,
    }
    return render(request, "statistics/freeze.html", context, status=422 if fault else 200)


@require_GET
@page(needs=Permission.FIGURES_VIEW, logs="export")
def figures_file(request: Request, form: str) -> HttpResponse:
    """The figures as a file: `csv` or `json`."""
    try:
        question = asked(request, areas(), request.GET)
    except QuestionError:
        raise Http404 from None
    if question.version is None and not _is_live(request, question):
        raise PermissionDenied
    figures = _frozen(question).figures if question.version is not None else _counted(question)
    if not opens(request.visitor, question.area_id):
        figures = printed.published(figures)
    match form:
        case "csv":
            # The mark tells spreadsheets that this is UTF-8.
            content, kind = "\ufeff" + printed.as_csv(figures), "text/csv; charset=utf-8"
        case "json":
            content, kind = json.dumps(figures, indent=1) + "\n", "application/json"
        case _:
            raise Http404
    shown(request, f"figures of {question.which} as {form}", area=question.area)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(question)}.{form}"'
    return response


# Parts


def _choices(request: Request, known: Mapping[str, int], question: Question) -> dict[str, Any]:
    own = list(request.visitor.areas(Permission.FIGURES_VIEW).values())
    return {
        "question": question,
        "own_areas": own,
        "other_areas": [name for name in known if name not in own],
        "years": [str(year) for year in defined_years()],
        "is_own": question.area in own,
        "may_lock": question.area_id in request.visitor.areas(Permission.FIGURES_LOCK),
        "faults": (),
        "given": {},
        "versions": [],
        "tables": (),
    }


def _is_live(request: Request, question: Question) -> bool:
    """Whether the visitor may have these figures counted from what is known now."""
    return question.area_id in request.visitor.areas(Permission.FIGURES_VIEW)


def _answerable(request: Request, question: Question, locked: list[Freeze]) -> Question:
    """The question, of the newest locked version where the visitor may not count for the area."""
    if question.version is None and locked and not _is_live(request, question):
        return replace(question, version=locked[-1].version)
    if question.version is not None and question.version not in {v.version for v in locked}:
        raise Http404
    return question


def _counted(question: Question) -> dict[str, Any]:
    with queries.one_moment():
        if question.on is not None:
            return printed.of_day(queries.counted_snapshot(question.area, question.on))
        switches = Switches.at(question.year, {})
        return queries.counted_return(question.area, question.year, switches).as_json()


def _behind(question: Question, address: str) -> tuple[dict[str, Any], tuple[Case, ...]]:
    """Figures as known now, and the cases behind one of them."""
    with queries.one_moment():
        if question.on is not None:
            day = queries.counted_snapshot(question.area, question.on)
            return printed.of_day(day), day.who(address)
        switches = Switches.at(question.year, {})
        counted = queries.counted_return(question.area, question.year, switches)
        return counted.as_json(), counted.who(address)


def _frozen(question: Question) -> Freeze:
    found = frozen_figures.frozen(question.area, question.year, question.version, using=WEB)
    if found is None:
        raise Http404
    return found


def _cell_asked(request: Request) -> tuple[Question, str]:
    try:
        question = asked(request, areas(), request.GET)
    except QuestionError:
        raise Http404 from None
    if not opens(request.visitor, question.area_id):
        raise PermissionDenied
    return question, request.GET.get("cell", "")[:100]


def _part(request: Request, total: int) -> tuple[int, int, int]:
    """The page asked for, how many there are, and where it starts."""
    pages = max(1, ceil(total / PEOPLE_ON_A_PAGE))
    typed = request.GET.get("page", "1")[:9]
    number = min(max(int(typed), 1), pages) if typed.isascii() and typed.isdecimal() else 1
    return number, pages, (number - 1) * PEOPLE_ON_A_PAGE


def _person(reference: str) -> str:
    """The address of the page of a person whom the visitor may see."""
    try:
        return reverse("person", kwargs={"reference": reference})
    except NoReverseMatch:
        return ""


def _rule(figures: Mapping[str, Any], address: str) -> str:
    """What is counted in the table of an address, in words."""
    key = "T1" if address == "T6" else address.partition(":")[0]
    return next((table.unit for table in printed.defined(figures) if table.key == key), "")


def _general_notes(figures: Mapping[str, Any]) -> list[str]:
    """Notes that belong to no table shown."""
    keys = {table.key for table in printed.defined(figures)}
    return [note["text"] for note in figures.get("footnotes", ()) if note["table"] not in keys]


def _marks(frozen: Freeze | None, locked: list[Freeze]) -> dict[str, str]:
    """`[r]` for each figure of a later version that is another than in the version before."""
    if frozen is None or frozen.version == 1 or not locked:
        return {}
    year = ReportingYear.parse(frozen.reporting_year)
    before = frozen_figures.frozen(frozen.area.name, year, frozen.version - 1, using=WEB)
    if before is None:
        return {}
    then = printed.values_of(before.figures)
    now = printed.values_of(frozen.figures)
    return {address: revision.REVISED for address in now if now[address] != then[address]}


def _day_of(question: Question) -> Any:
    return question.on or question.year


def _sentence(text: str) -> str:
    """A reason as a sentence of its own."""
    return text[:1].upper() + text[1:].rstrip(".") + "."


@dataclass(frozen=True, slots=True)
class _Step:
    """A locked version, each figure that differs from the version before, and who made it so."""

    freeze: Freeze
    figures: tuple[tuple[str, str, int | None, int | None], ...]
    changes: tuple[revision.Revised, ...]


def _steps(
    locked: list[Freeze], question: Question, lists: Mapping[int, revision.Lists]
) -> list[_Step]:
    steps = []
    previous: Freeze | None = None
    for version in locked:
        figures: tuple[tuple[str, str, int | None, int | None], ...] = ()
        changes: tuple[revision.Revised, ...] = ()
        if previous is not None:
            then, now = printed.values_of(previous.figures), printed.values_of(version.figures)
            figures = tuple(
                (address, _place(version.figures, address), then[address], now[address])
                for address in now
                if now[address] != then[address]
            )
            if lists:
                changes = revision.between(
                    lists[previous.pk], lists[version.pk], question.year, version.figures
                )
        steps.append(_Step(version, figures, changes))
        previous = version
    return steps


def _place(figures: Mapping[str, Any], address: str) -> str:
    table, cell = printed.cell_in_words(figures, address)
    return cell if cell == table else f"{table}: {cell}"


def _freeze(request: Request, question: Question) -> tuple[str, int]:
    """Lock what was looked at: a fault in words, or the version that it became."""
    try:
        # The count's own transaction: figures do not depend on who asks for them.
        frozen = actions.freeze(
            by=request.visitor.name,
            area=Area.objects.using(COUNT).get(pk=question.area_id),
            year=question.year,
            reason=request.POST.get("reason", "")[:2000].replace("\x00", ""),
            looked_at=request.POST.get("looked_at", "") or "nothing",
        )
    except actions.AlreadyFrozenError:
        return "Say why the locked figures are corrected", 0
    except actions.FiguresChangedError:
        return "The figures have changed since you looked: check them again below, then lock", 0
    return "", frozen.version


def _file_name(question: Question) -> str:
    area = question.area.lower().replace(" ", "-")
    when = question.on.isoformat() if question.on else str(question.year)
    kind = f"version-{question.version}" if question.version else "not-locked"
    return f"mappa-figures-{area}-{when}-{kind}"
