"""`openmappa report --area A --year Y --out DIR`."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.agencies.queries import UnknownAreaError, area_named
from openmappa.audit.operations import log_access
from openmappa.publication import render, words
from openmappa.publication.report import FrozenStamp, build
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics.definitions import ReportingYear, UndefinedYearError, defined_years
from openmappa.statistics.frozen import COUNT


class Command(BaseCommand):
    """Write an area's annual report from frozen figures and the area's own words."""

    help = "Write an area's annual report as HTML, PDF and spreadsheet, from frozen figures."

    def add_arguments(self, parser: CommandParser) -> None:
        """Area, year, where to, and whose words."""
        parser.add_argument("--area", required=True, help="one of the 42 areas")
        parser.add_argument("--year", required=True, metavar="YYYY-YY", help="such as 2014-15")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="where to")
        parser.add_argument(
            "--words",
            type=Path,
            metavar="DIR",
            help="the area's own words; else the folder of area and year in the documents",
        )
        parser.add_argument(
            "--frozen", type=int, metavar="VERSION", help="an older version of the figures"
        )

    def handle(
        self,
        *,
        area: str,
        year: str,
        out: Path,
        words: Path | None,
        frozen: int | None,
        **_: Any,
    ) -> None:
        """Write the forms and say where they lie and what is not written yet."""
        try:
            for line in _write(area, year, out, words, frozen):
                self.stdout.write(line)
        except (UnknownAreaError, UndefinedYearError, ValueError) as error:
            raise CommandError(str(error)) from error


def _write(
    area_name: str, year_text: str, out: Path, folder: Path | None, version: int | None
) -> list[str]:
    area = area_named(area_name, COUNT).name
    year = ReportingYear.parse(year_text)
    frozen = frozen_figures.frozen(area, year, version)
    if frozen is None:
        which = "" if version is None else f" as version {version}"
        raise CommandError(
            f"The figures of {area} for {year} are not frozen{which}. A report is made of frozen"
            f' figures only: openmappa freeze --area "{area}" --year {year}'
        )
    if folder is None:
        folder = words.folder_for(Path(settings.WORDS_FOLDER), area, str(year))
        folder.mkdir(parents=True, exist_ok=True)
    before = (
        frozen_figures.frozen(area, year.previous) if year.previous in defined_years() else None
    )
    report = build(
        frozen.figures,
        words.load(folder),
        previous=before.figures if before else None,
        frozen=FrozenStamp(
            version=frozen.version,
            frozen_on=frozen.frozen_at.date(),
            reason=frozen.reason,
            law_version=frozen.law_version,
            definitions_version=frozen.definitions_version,
            synthetic=frozen.synthetic,
        ),
    )
    written = render.write(report, out)
    log_access(
        using=COUNT,
        actor=getpass.getuser(),
        action="export",
        what=f"annual report of {area} {year}, frozen version {frozen.version}",
        area=area,
    )
    lines = [f"Annual report of {area} {year}, from figures frozen as version {frozen.version}:"]
    lines += [f"  {path}" for path in written]
    if report.unwritten:
        lines.append(f"Not written yet (in {folder}):")
        lines += [f"  {name}" for name in report.unwritten]
    return lines
