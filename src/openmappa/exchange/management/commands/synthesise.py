"""`openmappa synthesise`."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.agencies.areas import AREA_NAMES
from openmappa.agencies.models import Area
from openmappa.audit.operations import operation
from openmappa.exchange import inventing

_USING = "owner"


class Command(BaseCommand):
    """A register of invented people."""

    help = "Invent people: as agency extracts, one folder for each area, or into the database."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, which, and where to."""
        parser.add_argument("--nominals", type=int, required=True, metavar="N", help="how many")
        parser.add_argument(
            "--seed", type=int, default=1, help="another seed, other people (%(default)s)"
        )
        parser.add_argument(
            "--area",
            action="append",
            choices=sorted(AREA_NAMES),
            metavar="AREA",
            help="whose people they are; may be given more than once (all areas)",
        )
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--out", type=Path, metavar="FOLDER", help="write extracts below it")
        where.add_argument(
            "--into-database",
            action="store_true",
            help="straight in, without convictions or history; only where all are invented",
        )

    def handle(
        self,
        *,
        nominals: int,
        seed: int,
        area: list[str] | None,
        out: Path | None,
        into_database: bool,
        **_: Any,
    ) -> None:
        """Invent them."""
        if not 1 <= nominals <= inventing.MOST:
            raise CommandError(f"From 1 to {inventing.MOST:,} people can be invented.")
        areas = sorted(set(area or AREA_NAMES))
        if out is not None:
            if out.exists() and any(out.iterdir()):
                raise CommandError(f"{out} is not empty.")
            inventing.write_extracts(inventing.people(nominals, seed), areas, out, seed)
            written = "1 extract" if len(areas) == 1 else f"{len(areas)} extracts"
            self.stdout.write(f"Wrote {nominals:,} people as {written} below {out}.")
        if into_database:
            ids = list(
                Area.objects.using(_USING).filter(name__in=areas).values_list("pk", flat=True)
            )
            try:
                with operation(
                    using=_USING, actor=getpass.getuser(), purpose="synthesise"
                ) as open_:
                    inventing.put_into_database(nominals, seed, ids, _USING)
                    open_.record("synthesised", f"{nominals:,} invented people were put in.")
            except ValueError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"Put {nominals:,} invented people into the database.")
