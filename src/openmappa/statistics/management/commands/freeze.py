"""`openmappa freeze --area A --year Y`."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.agencies.queries import UnknownAreaError, area_named
from openmappa.statistics import actions
from openmappa.statistics.definitions import ReportingYear, UndefinedYearError
from openmappa.statistics.queries import COUNT


class Command(BaseCommand):
    """Freeze the figures of an area and year."""

    help = "Freeze the figures of an area and year, and who is behind each of them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Area, year and, for a correction, its reason."""
        parser.add_argument("--area", required=True, help="one of the 42 areas")
        parser.add_argument("--year", required=True, metavar="YYYY-YY", help="such as 2014-15")
        parser.add_argument(
            "--because", default="", metavar="REASON", help="why they are corrected"
        )

    def handle(self, *, area: str, year: str, because: str, **_: Any) -> None:
        """Freeze and say as what."""
        try:
            frozen = actions.freeze(
                by=getpass.getuser(),
                area=area_named(area, COUNT),
                year=ReportingYear.parse(year),
                reason=because,
            )
        except actions.AlreadyFrozenError as error:
            raise CommandError(f"{error} Add --because REASON.") from error
        except (UnknownAreaError, UndefinedYearError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Froze {frozen.area} {frozen.reporting_year} as version {frozen.version}:"
            f" {frozen.figures['snapshot']['total']['total']:,} people in the snapshot,"
            f" {frozen.figures['yearly']['total']['total']:,} at Levels 2 and 3 in the year."
        )
