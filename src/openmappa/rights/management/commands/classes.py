"""`openmappa classes`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.rights.classes import document

PAGE = Path("docs/classes.md")


class Command(BaseCommand):
    """The table of what class of data each field is of, written from the code or compared."""

    help = "Write the table of what class of data each field is of into the documentation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and whether only to look."""
        parser.add_argument("--output", type=Path, default=PAGE)
        parser.add_argument("--check", action="store_true", help="fail if it is out of date")

    def handle(self, *_: Any, output: Path, check: bool, **__: Any) -> None:
        """Write the page, or say that it is out of date."""
        if not check:
            output.write_text(document(), encoding="utf-8")
        elif not output.is_file() or output.read_text(encoding="utf-8") != document():
            raise CommandError(f"{output} is out of date: run 'openmappa classes'.")
