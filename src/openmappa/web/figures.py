"""Charts of the annual figures, and the figures as a spreadsheet: statistics and publication."""

from __future__ import annotations

import base64

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.publication import charts as drawings
from openmappa.publication import tables
from openmappa.publication.figures import AnnualFigures
from openmappa.publication.render import ods
from openmappa.publication.report import build, stamp_of
from openmappa.publication.sections import Chart
from openmappa.publication.words import Words
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics import queries
from openmappa.statistics.models import Freeze
from openmappa.statistics.questions import Question, QuestionError, areas, asked
from openmappa.statistics.switches import Switches


@require_GET
@page(needs=Permission.FIGURES_VIEW, logs="count")
def charts(request: Request) -> HttpResponse:
    """The charts of a year, each with its figures in words."""
    question = _asked(request)
    if question.version is not None:
        figures = AnnualFigures(_frozen(question).figures)
    elif question.area_id in request.visitor.areas(Permission.FIGURES_VIEW):
        with queries.one_moment():
            switches = Switches.at(question.year, {})
            counted = queries.counted_return(question.area, question.year, switches)
        figures = AnnualFigures(counted.as_json())
    else:
        raise PermissionDenied
    shown(request, f"charts of {question.which}", area=question.area)
    found = [section for section in tables.statistics(figures) if isinstance(section, Chart)]
    return render(
        request,
        "web/charts.html",
        {
            "question": question,
            "charts": [
                {
                    "title": chart.title,
                    "summary": chart.summary,
                    "image": base64.b64encode(drawings.svg(chart).encode()).decode(),
                }
                for chart in found
            ],
        },
    )


@require_GET
@page(needs=Permission.FIGURES_VIEW, logs="export")
def spreadsheet(request: Request) -> HttpResponse:
    """Locked figures as an accessible spreadsheet."""
    question = _asked(request)
    if question.version is None:
        raise Http404
    frozen = _frozen(question)
    report = build(frozen.figures, Words(), frozen=stamp_of(frozen))
    shown(request, f"figures of {question.which} as ods", area=question.area)
    response = HttpResponse(
        ods.render(report), content_type="application/vnd.oasis.opendocument.spreadsheet"
    )
    area = question.area.lower().replace(" ", "-")
    name = f"mappa-figures-{area}-{question.year}-version-{frozen.version}.ods"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: Request) -> Question:
    try:
        question = asked(request, areas(), request.GET)
    except QuestionError:
        raise Http404 from None
    if question.on is not None:
        raise Http404
    return question


def _frozen(question: Question) -> Freeze:
    found = frozen_figures.frozen(question.area, question.year, question.version, using=WEB)
    if found is None:
        raise Http404
    return found
