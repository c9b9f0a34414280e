"""The report as PDF by typst: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes each time.

The words and figures reach typst as JSON only, never as typst source, so nothing in them is read
as markup.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from openmappa.publication import charts, typeface
from openmappa.publication.figures import number
from openmappa.publication.sections import Chart, Report, as_data

_TEMPLATE = Path(__file__).parent / "report.typ"


def render(report: Report) -> bytes:
    """The report as the bytes of a PDF file; typst refuses to make one that is not PDF/UA-1."""
    data = _spelled_out(as_data(report))
    data["drawings"] = {
        section.id: typeface.spelled_out(charts.svg(section))
        for chapter in report.chapters
        for section in chapter.sections
        if isinstance(section, Chart)
    }
    pdf: bytes = typst.compile(
        _TEMPLATE.read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"report": json.dumps(data), "typeface": typeface.NAME},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(report.dated, time(), UTC),
    )
    return pdf


@lru_cache
def _fonts() -> typst.Fonts:
    """The report's typeface and no other of this machine, so that every machine sets it alike."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[typeface.folder()],
    )


def _spelled_out(value: Any) -> Any:
    """The data with figures as printed and no character that the typeface lacks."""
    if isinstance(value, dict):
        return {key: _spelled_out(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_spelled_out(item) for item in value]
    if isinstance(value, int):
        return number(value)
    if isinstance(value, str):
        return typeface.spelled_out(value)
    return value
