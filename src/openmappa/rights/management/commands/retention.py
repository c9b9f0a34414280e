"""`openmappa retention --dry-run [--area AREA] [--on DATE]`."""

from __future__ import annotations

import getpass
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.agencies.arguments import day
from openmappa.agencies.models import Area
from openmappa.audit.operations import log_access
from openmappa.law.dates import in_words
from openmappa.rights.retention import records

_USING = "count"


class Command(BaseCommand):
    """Whose record is due for review."""

    help = "List records whose keeping is due for review, with the rule; nothing is deleted."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which area, as on which day."""
        parser.add_argument(
            "--dry-run",
            action="store_true",
            required=True,
            help="say what is due and change nothing; there is no other way to run it",
        )
        parser.add_argument("--area", help="this area only")
        parser.add_argument("--on", type=day, metavar="DATE", help="as on this day; else today")

    def handle(self, *, area: str | None, on: date | None, **_: Any) -> None:
        """Print the records that are due."""
        if area and not Area.objects.using(_USING).filter(name=area).exists():
            raise CommandError(f'There is no area "{area}".')
        areas = Area.objects.using(_USING).filter(**({"name": area} if area else {}))
        # The command line is where "today" enters.
        as_on = on or date.today()  # noqa: DTZ011 - the machine's calendar day
        every = records(list(areas.values_list("pk", flat=True)), as_on, using=_USING)
        due = [row for row in every if row.is_due(as_on)]
        log_access(
            using=_USING,
            actor=getpass.getuser(),
            action="list",
            what="records due for review of retention",
            nominal_ids=[row.nominal_id for row in due],
            area=area or "",
        )
        held = sum(row.held for row in every)
        self.stdout.write(
            f"{len(due)} of {len(every)} records are due for review on {in_words(as_on)};"
            f" {held} are on legal hold. Nothing was changed."
        )
        for row in due:
            self.stdout.write(f"  {row.reference}  {row.why}")
