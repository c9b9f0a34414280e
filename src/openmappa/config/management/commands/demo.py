"""`openmappa demo`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections

from openmappa.agencies.queries import area_named
from openmappa.config import demonstration, demonstration_record, postgres, serving
from openmappa.config.home import checkout, home
from openmappa.publication.management.commands.words import INTAKE
from openmappa.publication.queries import newest
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics.definitions import ReportingYear

AREA, YEAR = "Cambridgeshire", "2014-15"
# A code lasts for half a minute, of which somebody needs some seconds to type it.
HALF_A_MINUTE, TO_TYPE_IT = 30, 8


class Command(BaseCommand):
    """Import the demonstration extract, freeze its figures, write the report, run the site."""

    help = "Show the product on invented people: import, lock the figures, annual report, site."

    def add_arguments(self, parser: CommandParser) -> None:
        """`demo` for all of it, `demo sign-in ROLE` for one account."""
        parser.add_argument(
            "--no-serve", action="store_true", help="do all but run the site at the end"
        )
        what = parser.add_subparsers(dest="what", title="or instead")
        sign_in = what.add_parser("sign-in", help="print how to sign in now as one of the roles")
        sign_in.add_argument("role", choices=sorted(demonstration.NAMES))

    def handle(self, *, no_serve: bool, what: str | None = None, **options: Any) -> None:
        """Go through the steps; what an earlier run did is kept."""
        if what == "sign-in":
            self._sign_in(options["role"])
            return
        self._prepare()
        accounts = demonstration.make_accounts(home())
        self._step("Records that people have worked on")
        for told in demonstration_record.work(accounts):
            self.stdout.write(told)
        if not no_serve:
            self._serve()

    def _sign_in(self, role: str) -> None:
        account = demonstration.accounts(home()).get(role)
        if account is None:
            raise CommandError("There are no demonstration accounts yet: run 'openmappa demo'.")
        left = HALF_A_MINUTE - time.time() % HALF_A_MINUTE
        if left < TO_TYPE_IT:  # it would run out while it is typed
            time.sleep(left)
            left = HALF_A_MINUTE
        self.stdout.write(
            f"E-mail address  {account.email}\n"
            f"Password        {account.password}\n"
            f"Code            {account.code()} (for the next {left:.0f} seconds)"
        )

    def _serve(self) -> None:
        connections.close_all()
        try:
            self._run_the_site()
        finally:
            if "DATABASE_URL" not in os.environ:
                postgres.stop()

    def _run_the_site(self) -> None:
        with serving.running(demonstration_day=demonstration.OPENS_ON.isoformat()) as address:
            self._step(f"The site: {address}")
            width = max(map(len, demonstration.NAMES)) + 2
            self.stdout.write(
                "Sign in as one of the invented people; each asks for a fresh code:\n"
                + "".join(
                    f"    {_command()} demo sign-in {role:<{width}}{name}\n"
                    for role, name in demonstration.NAMES.items()
                )
                + "Ctrl-C ends the site and its database."
            )
            self.stdout.flush()
            serving.wait()

    def _prepare(self) -> None:
        began = time.monotonic()
        source = _demonstration()
        year = ReportingYear.parse(YEAR)
        self._step("Importing the extract of Cambridgeshire, invented people all of them")
        call_command("import", source / "cambridgeshire-2014-15", stdout=self.stdout)

        self._step(f"Freezing the figures of {YEAR}")
        if frozen_figures.frozen(AREA, year) is None:
            call_command("freeze", area=AREA, year=YEAR, stdout=self.stdout)
        else:
            self.stdout.write("Frozen already; a frozen figure never changes.")

        self._step("Writing the annual report")
        area = area_named(AREA, INTAKE)
        if not newest(area.pk, YEAR, INTAKE):  # somebody may have edited the words since
            words = source / "report-cambridgeshire-2014-15"
            call_command("words", area=AREA, year=YEAR, source=words, stdout=self.stdout)
        out = home().reports
        call_command("report", area=AREA, year=YEAR, out=out, stdout=self.stdout)

        self._step("The figures")
        call_command("return", area=AREA, year=YEAR, stdout=self.stdout)
        self.stdout.write(
            f"Done in {time.monotonic() - began:.1f} seconds. All state is in {settings.HOME}.\n"
            f"Ask who is in a figure:   {_command()} return --area {AREA} --year {YEAR}"
            " --who T1:L3:C1\n"
            f"Ask why, of one of them:  {_command()} why REFERENCE --on 2015-03-31\n"
            f"Stop the database:        {_command()} stop"
        )

    def _step(self, what: str) -> None:
        self.stdout.write(f"\n{what}\n{'-' * len(what)}")
        self.stdout.flush()


def _command() -> str:
    """How the command is called from here, as somebody may type it."""
    folder = checkout()
    own = folder is not None and (folder / ".venv/bin/openmappa").is_file()
    return ".venv/bin/openmappa" if own else "openmappa"


def _demonstration() -> Path:
    folder = checkout()
    if folder is None or not (folder / "demo").is_dir():
        raise CommandError("The demonstration needs a checkout of OpenMAPPA: its demo/ folder.")
    return folder / "demo"
