"""Writes a report as HTML, PDF and spreadsheet."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from openmappa.publication.render import html, ods, pdf
from openmappa.publication.sections import Report

WRITERS: dict[str, Callable[[Report], bytes]] = {
    "html": html.render,
    "pdf": pdf.render,
    "ods": ods.render,
}
FORMS = tuple(WRITERS)


def write(report: Report, out: Path, forms: Sequence[str] = FORMS) -> list[Path]:
    """Write the report into the folder `out` in the forms asked for; the paths, in that order.

    A file that is there is replaced in one step, and none is before all forms are complete. The
    same report gives the same bytes. Raises ValueError for an unknown form.
    """
    for form in forms:
        if form not in WRITERS:
            raise ValueError(f"{form} is no form of a report: there are {', '.join(FORMS)}")
    out.mkdir(parents=True, exist_ok=True)
    name = file_name(report)
    # Inside the folder, so that moving a file out of it stays on one file system.
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=out) as unfinished:
        written = [Path(unfinished) / f"{name}.{form}" for form in forms]
        for path in written:
            path.write_bytes(WRITERS[path.suffix[1:]](report))
        return [path.replace(out / path.name) for path in written]


def file_name(report: Report) -> str:
    """A name of plain lower-case letters, digits and hyphens, whatever the area is called."""
    area = unicodedata.normalize("NFKD", report.area).encode("ascii", "ignore").decode().lower()
    area = re.sub(r"[^a-z0-9]+", "-", area).strip("-")[:80]
    return f"mappa-annual-report-{area}-{report.reporting_year}"
