"""`openmappa subject-access REFERENCE --out FOLDER`."""

from __future__ import annotations

import getpass
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openmappa.agencies.arguments import day
from openmappa.audit.operations import log_access, operation
from openmappa.law.dates import in_words
from openmappa.nominals import queries as nominals
from openmappa.nominals.models import Access
from openmappa.rights import access
from openmappa.rights.models import AccessRequest

_OWNER, _COUNT = "owner", "count"


class Command(BaseCommand):
    """Gather everything that is held on a person."""

    help = "Gather everything that is held on a person, with a redaction list, for their request."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, into which folder, and how the request came."""
        parser.add_argument("reference", help="a reference, record id or identifier in any form")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FOLDER", help="a folder to make"
        )
        parser.add_argument(
            "--received", type=day, metavar="DATE", help="when it was asked for; else today"
        )
        parser.add_argument(
            "--identity", default="", metavar="TEXT", help="how identity was shown, if it was"
        )

    def handle(
        self, *, reference: str, out: Path, received: date | None, identity: str, **_: Any
    ) -> None:
        """Write what is held, what would be given, and the redaction list."""
        if out.exists():
            raise CommandError(f"{out} is there already: name a folder to make.")
        # The command line is where "today" enters.
        today = date.today()  # noqa: DTZ011 - the machine's calendar day
        if received is not None and received > today:
            raise CommandError(f"--received: {in_words(received)} is still to come.")
        found = nominals.find(reference, _COUNT)
        by = getpass.getuser()
        if len(found) != 1:
            log_access(
                using=_COUNT, actor=by, action="search", what="subject access: not one person"
            )
            who = "No record has" if not found else f"{len(found)} people have"
            raise CommandError(
                f'{who} the reference, record id or identifier "{reference}".'
                + (" Name one by reference." if found else "")
            )
        (person,) = found
        area_id = (
            Access.objects.using(_COUNT)
            .filter(nominal=person.pk, basis="responsible")
            .order_by("-during")
            .values_list("area_id", flat=True)
            .first()
        )
        if area_id is None:
            raise CommandError(f"No area holds {person.reference}.")
        with operation(using=_OWNER, actor=by, purpose="a request for what is held") as opened:
            request = AccessRequest.objects.using(_OWNER).create(
                kind="subject_access",
                area_id=area_id,
                nominal_id=person.pk,
                received_on=received or today,
                identity_shown_on=today if identity else None,
                identity_how=identity,
                identity_checked_by=by if identity else "",
                state="gathering",
                entered_by=by,
                entered_by_id=0,
            )
            opened.record(
                "entered a request",
                f"{by}: entered a request, request {request.pk}.",
                nominal_id=person.pk,
            )
        access.gather(request.pk)
        request = AccessRequest.objects.using(_OWNER).select_related("area").get(pk=request.pk)
        shutil.copytree(access.folder_of(request), out)
        out.chmod(0o700)
        (out / "redactions.csv").write_text(access.schedule(request, []), encoding="utf-8")
        access.write_answer(request, out / "draft-answer.zip")
        everything = access.held(request)
        due, rule = access.clock(request)
        rows = sum(len(rows) for rows in everything.values())
        self.stdout.write(
            f"Request {request.pk}: {rows} rows from {len(everything)} sources are held on"
            f" {person.reference}.\n"
            f"  {out / 'held.json'}: all of it, for the data protection officer only\n"
            f"  {out / 'redactions.csv'}: what is withheld, by source, and under what\n"
            f"  {out / 'draft-answer.zip'}: the answer as it would be given; not reviewed yet\n"
            f"Answer by {in_words(due)} ({rule.provision}). Review and release it on the page"
            f" of request {request.pk}."
        )
