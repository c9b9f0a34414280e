"""`openmappa reindex`."""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management import BaseCommand

from openmappa.audit.operations import operation
from openmappa.nominals import search

_USING = "owner"


class Command(BaseCommand):
    """What people are found by, worked out anew."""

    help = "Work out anew what people are found by; say what comes out otherwise. Searches wait."

    def handle(self, **_: Any) -> None:
        """Rebuild the search tables."""
        with operation(using=_USING, actor=getpass.getuser(), purpose="reindex"):
            rebuilt = search.rebuild(_USING)
        for what, (rows, changed) in rebuilt.items():
            self.stdout.write(f"{what}: {rows:,} rows, {changed:,} came out otherwise")
