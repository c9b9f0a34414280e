"""The report as one HTML file: no script, nothing loaded from elsewhere, WCAG 2.2 AA."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from openmappa.publication import charts
from openmappa.publication.figures import number
from openmappa.publication.sections import Chart, Report, as_data

_FOLDER = Path(__file__).parent


def render(report: Report) -> bytes:
    """The report as the bytes of an HTML file."""
    style = (_FOLDER / "report.css").read_text()
    drawings = {
        section.id: charts.svg(section)
        for chapter in report.chapters
        for section in chapter.sections
        if isinstance(section, Chart)
    }
    page = _template().render(
        report=as_data(report),
        drawings=drawings,
        style=style,
        # Wherever the page is served from.
        policy=policy(),
    )
    return page.encode()


def policy() -> str:
    """The content security policy of the page: nothing but its own style sheet."""
    style = (_FOLDER / "report.css").read_bytes()
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@lru_cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.tests["incomplete"] = _incomplete
    return environment.get_template("report.html.jinja")


def _incomplete(table: dict[str, Any]) -> bool:
    """Whether a cell of the table cannot exist, so that the sign for it must be explained."""
    return any(value is None for row in table["rows"] for value in row["values"])
