"""`openmappa rebuild`."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management import BaseCommand

from openmappa.cases import actions


class Command(BaseCommand):
    """Work everything that follows from facts out again."""

    help = "Work out responsible areas, levels and grounds of everybody again; list what changes."

    def handle(self, **_: Any) -> None:
        """Rebuild, and list what came out otherwise than before."""
        rebuilt = actions.rebuild(by=getpass.getuser(), using="intake")
        for change in rebuilt.changes:
            self.stdout.write(change)
        self.stdout.write(
            f"Worked out {rebuilt.people:,} people again; {len(rebuilt.changes):,} rows changed."
        )
