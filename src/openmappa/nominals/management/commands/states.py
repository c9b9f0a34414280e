"""`openmappa states`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.nominals.signing import page

PAGE = Path("docs/sign-off.md")


class Command(BaseCommand):
    """The page with the diagram of sign-off, written from the code or compared with it."""

    help = "Write the diagram of sign-off into the documentation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and whether only to look."""
        parser.add_argument("--output", type=Path, default=PAGE)
        parser.add_argument("--check", action="store_true", help="fail if it is out of date")

    def handle(self, *_: Any, output: Path, check: bool, **__: Any) -> None:
        """Write the page, or say that it is out of date."""
        if not check:
            output.write_text(page(), encoding="utf-8")
        elif not output.is_file() or output.read_text(encoding="utf-8") != page():
            raise CommandError(f"{output} is out of date: run 'openmappa states'.")
