"""A small world to look at: one extract imported, an account of each role, somebody to open."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client

from openmappa.agencies.models import User
from openmappa.agencies.pages import enter
from openmappa.audit.operations import operation
from openmappa.cases.visibility import visible
from openmappa.config import demonstration
from openmappa.config.home import home
from openmappa.exchange.models import Upload
from openmappa.law.dates import Period
from openmappa.nominals.models import Access, Match, Nominal

EXTRACT = Path(__file__).parents[1] / "extracts" / "edge-cases"


@dataclass(eq=False)  # so that what it answered can be kept
class World:
    """What the rows of the matrix need to name."""

    accounts: dict[str, demonstration.Account]
    kept: dict[str, Client] = field(default_factory=dict)

    def user(self, role: str) -> User:
        return User.objects.get(email=self.accounts[role].email)

    def client(self, role: str) -> Client:
        """A browser in which this role is signed in with both factors."""
        client = Client()
        user = self.user(role)
        with transaction.atomic():
            enter(user.pk)  # only oneself may note the time
            client.force_login(user, backend="openmappa.web.sign_in.Backend")
        session = client.session
        session["second_factor"] = True
        session["signed_in_at"] = session["seen_at"] = time.time()
        session.save()
        return client

    def ask(
        self, role: str, method: str, path: str, data: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """What this role is answered in a browser that was kept from its last question.

        Signing in takes longer than most pages. A browser whose session a page has changed (it
        moved the day, it signed out) is not kept, so that no question depends on another.
        """
        client = self.kept.pop(role, None) or self.client(role)
        response = getattr(client, method.lower())(path, data=data)
        if settings.SESSION_COOKIE_NAME not in response.cookies:
            self.kept[role] = client
        return response

    @property
    def pair(self) -> int:
        """A possible match that waits for the area's administrator."""
        return int(Match.objects.using("count").filter(open=True).order_by("pk")[0].pk)

    @contextmanager
    def hidden(self, nominal_id: int) -> Iterator[None]:
        """Take a person out of every area's sight for a while."""
        theirs = Access.objects.using("intake").filter(nominal=nominal_id)
        before = list(theirs)
        with operation(using="intake", actor="a test", purpose="test"):
            theirs.update(during=Period(date(2000, 1, 1), date(2000, 1, 2)))
        yield
        with operation(using="intake", actor="a test", purpose="test"):
            for access in before:
                access.save(using="intake")

    def upload(self) -> int:
        """An upload that waits for the worker, the same each time."""
        known = Upload.objects.using("worker").order_by("pk").first()
        if known is not None:
            return int(known.pk)
        with transaction.atomic():
            visitor = enter(self.user("administrator").pk)
            waiting = Upload(
                area_id=visitor.postings[0].area_id,
                reporting_year="2014-15",
                extracted_on=date(2015, 5, 15),
                synthetic=True,
                file_name="extract.zip",
                folder="none",
                size=1,
                user_id=visitor.id,
                uploaded_by=visitor.name,
            )
            waiting.save()
        return int(waiting.pk)

    @cache  # noqa: B019 - a world lives as long as a module of tests
    def seen_by(self, role: str) -> list[Nominal]:
        """Whom this role may see, each with `sight`."""
        with transaction.atomic():
            return list(visible(enter(self.user(role).pk)).people().order_by("pk"))

    def not_seen_by(self, role: str) -> list[Nominal]:
        """Who is on the record and may not be seen by this role."""
        seen = {person.pk for person in self.seen_by(role)}
        return list(Nominal.objects.using("count").exclude(pk__in=seen).order_by("pk"))


def make() -> World:
    """Import the extract and make the accounts; whoever calls empties the database again."""
    call_command("import", EXTRACT, verbosity=0, stdout=_Nowhere())
    home().demonstration.unlink(missing_ok=True)
    world = World(demonstration.make_accounts(home()))
    connections.close_all()
    return world


class _Nowhere:
    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...
