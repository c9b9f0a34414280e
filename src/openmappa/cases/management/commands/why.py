"""`openmappa why REFERENCE [--on DATE]`."""

from __future__ import annotations

import getpass
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.agencies.arguments import day
from openmappa.audit.operations import log_access
from openmappa.cases import queries
from openmappa.law.dates import in_words
from openmappa.nominals import queries as nominals

_USING = "count"


class Command(BaseCommand):
    """Why the law puts somebody in MAPPA."""

    help = "Say why the law puts somebody in a category, with every ground and its provision."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, and as on which day."""
        parser.add_argument("reference", help="a reference, record id or identifier in any form")
        parser.add_argument("--on", type=day, metavar="DATE", help="as on this day; else today")

    def handle(self, *, reference: str, on: date | None, **_: Any) -> None:
        """Print the position of everybody whom the reference means."""
        found = nominals.find(reference, _USING)
        if not found:
            log_access(
                using=_USING,
                actor=getpass.getuser(),
                action="search",
                what="legal position: nobody found",
            )
            raise CommandError(
                f'No record has the reference, record id or identifier "{reference}".'
            )
        # The command line is where "today" enters; the rules are told the day.
        as_on = on or date.today()  # noqa: DTZ011 - the machine's calendar day
        log_access(
            using=_USING,
            actor=getpass.getuser(),
            action="read",
            what="legal position",
            nominal_ids=[person.pk for person in found],
        )
        if len(found) > 1:
            self.stdout.write(f"{len(found)} people have {reference}:\n")
        for person in found:
            position = queries.position(person, as_on, _USING)
            self.stdout.write(
                f"{person.reference} {person.name}, on {in_words(as_on)}: {position.summary}"
            )
            for sentence in position.reasons:
                self.stdout.write(f"  - {sentence}")
            self.stdout.write("")
