"""`openmappa demo`."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from openmappa.config.home import checkout, home
from openmappa.publication.management.commands.report import words_folder
from openmappa.statistics import queries
from openmappa.statistics.definitions import ReportingYear

AREA, YEAR = "Cambridgeshire", "2014-15"


class Command(BaseCommand):
    """Import the demonstration extract, freeze its figures, write the report."""

    help = "Show the product on invented people: import, freeze, annual report."

    def handle(self, **_: Any) -> None:
        """Go through the steps; what an earlier run did is kept."""
        began = time.monotonic()
        source = _demonstration()
        year = ReportingYear.parse(YEAR)
        self._step("Importing the extract of Cambridgeshire, invented people all of them")
        call_command("import", source / "cambridgeshire-2014-15", stdout=self.stdout)

        self._step(f"Freezing the figures of {YEAR}")
        if queries.frozen(AREA, year) is None:
            call_command("freeze", area=AREA, year=YEAR, stdout=self.stdout)
        else:
            self.stdout.write("Frozen already; a frozen figure never changes.")

        self._step("Writing the annual report")
        words = words_folder(AREA, year)
        if not words.exists():  # somebody may have edited the words since
            shutil.copytree(source / "report-cambridgeshire-2014-15", words)
        out = home().reports
        call_command("report", area=AREA, year=YEAR, out=out, stdout=self.stdout)

        self._step("The figures")
        call_command("return", area=AREA, year=YEAR, stdout=self.stdout)
        self.stdout.write(
            f"Done in {time.monotonic() - began:.1f} seconds. All state is in {settings.HOME}.\n"
            f"Ask who is in a figure:   openmappa return --area {AREA} --year {YEAR}"
            " --who T1:L3:C1\n"
            "Ask why, of one of them:  openmappa why REFERENCE --on 2015-03-31\n"
            "Stop the database:        openmappa stop"
        )

    def _step(self, what: str) -> None:
        self.stdout.write(f"\n{what}\n{'-' * len(what)}")
        self.stdout.flush()


def _demonstration() -> Path:
    folder = checkout()
    if folder is None or not (folder / "demo").is_dir():
        raise CommandError("The demonstration needs a checkout of OpenMAPPA: its demo/ folder.")
    return folder / "demo"
