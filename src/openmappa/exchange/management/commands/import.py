"""`openmappa import DIR`."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.exchange.actions import import_extract
from openmappa.exchange.faults import Refused
from openmappa.exchange.queries import KINDS_IN_WORDS


class Command(BaseCommand):
    """Take an agency extract in: all of it or nothing."""

    help = "Take an agency extract in: all of it, or nothing and every fault."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder of the extract."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the extract")

    def handle(self, *, folder: Path, **_: Any) -> None:
        """Import, telling each step; print what is new or every fault."""
        try:
            outcome = import_extract(
                folder, by=getpass.getuser(), using="intake", tell=lambda m: self._tell(f"{m} ...")
            )
        except Refused as refused:
            raise CommandError(
                f"{refused}\nNothing of this extract was imported: {refused.total}"
                f" fault{'' if refused.total == 1 else 's'}."
            ) from refused
        self._tell(
            f"{outcome.area}: {outcome.records:,} records of {outcome.people:,} people, as"
            f" extracted on {outcome.extracted_on:%-d %B %Y}."
        )
        if outcome.nothing_new:
            self._tell("Nothing new: every row was known, so none was written.")
        for table, taken in outcome.changes.items():
            parts = [
                f"{count:,} {word}"
                for count, word in zip(taken, ("added", "changed", "withdrawn"), strict=True)
                if count
            ]
            self._tell(f"  {KINDS_IN_WORDS[table]}: {', '.join(parts)}")
        self._tell(
            f"To settle: {outcome.findings} findings, {outcome.matches} possible matches"
            " (openmappa matches)."
        )

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
