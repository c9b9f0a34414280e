"""`openmappa words --area A --year Y --from DIR` and `--to DIR`."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.agencies.queries import UnknownAreaError, area_named
from openmappa.audit.operations import operation
from openmappa.publication import actions, queries, words
from openmappa.statistics.definitions import ReportingYear

INTAKE = "intake"


class Command(BaseCommand):
    """Take in the words of an annual report from files, or write them out as files."""

    help = "Take in the words of an area's annual report from a folder, or write them to one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Area, year, and which way."""
        parser.add_argument("--area", required=True, help="one of the 42 areas")
        parser.add_argument("--year", required=True, metavar="YYYY-YY", help="such as 2014-15")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--from", dest="source", type=Path, metavar="DIR", help="take in")
        which.add_argument("--to", dest="target", type=Path, metavar="DIR", help="write out")

    def handle(
        self, *, area: str, year: str, source: Path | None, target: Path | None, **_: Any
    ) -> None:
        """Do it and say which parts it was."""
        try:
            found = area_named(area, INTAKE)
            period = str(ReportingYear.parse(year))
            if source is not None:
                with operation(
                    using=INTAKE, actor=getpass.getuser(), purpose="take in words"
                ) as opened:
                    saved = actions.take_in(
                        opened, area=found, year=period, files=words.files_in(source)
                    )
                self.stdout.write(f"Taken in: {', '.join(saved) or 'nothing new'}.")
            if target is not None:
                files = queries.as_files(queries.newest(found.pk, period, INTAKE))
                target.mkdir(parents=True, exist_ok=True)
                for name, text in files.items():
                    (target / name).write_text(text, encoding="utf-8")
                self.stdout.write(f"Written to {target}: {', '.join(files) or 'nothing yet'}.")
        except (UnknownAreaError, ValueError) as error:
            raise CommandError(str(error)) from error
