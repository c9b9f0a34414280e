"""A small world to look at: one extract imported, an account of each role, somebody to open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.models import F, Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from openmappa.agencies.models import Area, User
from openmappa.agencies.pages import Visitor, enter
from openmappa.audit.operations import Open, operation
from openmappa.cases import actions as cases
from openmappa.cases.models import Transfer
from openmappa.cases.pointed import pointed
from openmappa.cases.visibility import visible
from openmappa.config import demonstration
from openmappa.config.home import home
from openmappa.exchange.models import Upload
from openmappa.law.dates import Period
from openmappa.nominals import caseload, emergency, merging, messages, restricting, signing, tasks
from openmappa.nominals.models import (
    Access,
    Caseload,
    Emergency,
    Listed,
    Match,
    Merge,
    Message,
    Nominal,
    SignOff,
    Task,
)
from openmappa.web.caseload.ruled import Ruled, ruled
from tests.world import day as today

# Why something is printed, taken out or looked for elsewhere.
WHY = {"reason_asked": "yes", "reason": "meeting"}
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
        return self.signed_in(self.user(role))

    def signed_in(self, user: User) -> Client:
        """A browser in which this person is."""
        client = Client()
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

    @cache  # noqa: B019 - a world lives as long as a module of tests
    def known(self) -> Nominal:
        """In prison, at Level 2 or 3, and in the records of police and probation."""
        in_full = [
            {person.pk for person in self.seen_by(role) if person.sight == "full"}
            for role in ("coordinator", "police", "probation", "prison")
        ]
        everybody = set.intersection(*in_full)
        return next(p for p in self.seen_by("coordinator") if p.pk in everybody)

    def partner(self) -> int:
        """That the police officer is a partner in the case of `known`, who sees it anyway."""
        return self._made(
            Caseload,
            "coordinator",
            lambda visitor, opened: caseload.name(
                by=visitor.name,
                nominal=self.known(),
                user_id=self.user("police").pk,
                user_name="Sam Oakley",
                as_what="partner",
                until=date(2099, 12, 31),
                why="A joint visit",
                operation=opened,
            ),
        )

    def listed(self) -> int:
        """That the prison officer is let in to `known`, which is not restricted."""
        return self._made(
            Listed,
            "coordinator",
            lambda visitor, opened: restricting.put_on_list(
                by=visitor.name,
                nominal=self.known(),
                user_id=self.user("prison").pk,
                who="Jo Thornton",
                side=restricting.LET_IN,
                why="Prepares the release",
                operation=opened,
            ),
        )

    def message(self) -> int:
        """A message to the manager of `known`, whom nobody manages."""
        return self._made(
            Message,
            "duty_officer",
            lambda visitor, opened: messages.send(
                by=visitor.name,
                nominal_id=self.known().pk,
                about="A record of Cambridgeshire",
                text="Seen at the station at 02:14. Ring back?",
                standing="fact",
                operation=opened,
            ),
        )

    def task(self) -> int:
        """What the co-ordinator gave the deputy to do about `known`."""
        person = self.known()  # before the scope is the co-ordinator's

        def give(visitor: Visitor, opened: Open) -> None:
            tasks.give(
                by=visitor.name,
                nominal=person,
                to=tasks.Taker(self.user("deputy_coordinator").pk, "the deputy", ""),
                what="Ring the prison about the release address",
                due=today(14),
                statutory=False,
                operation=opened,
            )

        return self._made(Task, "coordinator", give, kind="")

    def ruled(self) -> Ruled:
        """Something that a rule asks of `known`, as the co-ordinator sees it."""
        person = self.known()
        with transaction.atomic():
            asked = ruled(enter(self.user("coordinator").pk), [person.pk])
        return next(one for one in asked if one.givable and one.part is None)

    def given_on(self) -> int:
        """The same, which the co-ordinator gave to the deputy."""
        person, one = self.known(), self.ruled()

        def give(visitor: Visitor, opened: Open) -> None:
            tasks.give_on(
                by=visitor.name,
                nominal=person,
                to=tasks.Taker(self.user("deputy_coordinator").pk, "the deputy", ""),
                of_rule=one.of,
                mark=one.mark,
                what=one.what,
                due=one.due,
                statutory=one.statutory,
                why="Leave",
                operation=opened,
            )

        return self._made(Task, "coordinator", give, kind=one.of, done_at=None)

    def sign_off(self) -> int:
        """The deputy's request to archive `known` as made in error."""
        return self._made(
            SignOff,
            "deputy_coordinator",
            lambda visitor, opened: signing.ask(
                by=visitor.name,
                by_id=visitor.id,
                nominal=self.known(),
                area_id=visitor.postings[0].area_id,
                kind="archive_created_in_error",
                subject_id=self.known().pk,
                why="Entered twice",
                operation=opened,
            ),
        )

    @cache  # noqa: B019 - a world lives as long as a module of tests
    def duplicates(self) -> tuple[Nominal, Nominal]:
        """Two more like `known`, whom the tests take for one person."""
        in_full = [
            {person.pk for person in self.seen_by(role) if person.sight == "full"}
            for role in ("coordinator", "police", "probation")
        ]
        both = set.intersection(*in_full) - {self.known().pk}
        kept, gone, *_ = [p for p in self.seen_by("coordinator") if p.pk in both]
        return kept, gone

    def merge(self) -> dict[str, Any]:
        """The deputy's request to merge the `duplicates`."""
        self.sign_off()  # the first of its table
        kept, gone = self.duplicates()

        def ask(visitor: Visitor, opened: Open) -> None:
            area_id = visitor.postings[0].area_id
            asked = merging.ask(
                by=visitor.name,
                by_id=visitor.id,
                kept=kept,
                gone=gone,
                area_id=area_id,
                choices={},
                why="One person under two names",
                operation=opened,
            )
            signing.ask(
                by=visitor.name,
                by_id=visitor.id,
                nominal=kept,
                area_id=area_id,
                kind="merge",
                subject_id=asked.pk,
                why="One person under two names",
                operation=opened,
            )

        return {
            "reference": kept.reference,
            "number": self._made(Merge, "deputy_coordinator", ask),
        }

    def offered(self) -> int:
        """That the co-ordinator offers `known` to the other area, where they arrive in a month."""
        person = self.known()  # before the scope is the co-ordinator's
        return self._made(
            Transfer,
            "coordinator",
            lambda visitor, opened: cases.offer_transfer(
                by=visitor.name,
                nominal=person,
                to_area=Area.objects.get(name="Norfolk"),
                arrives_on=today(30),
                reason="He takes a flat there",
                operation=opened,
            ),
        )

    def emergency(self) -> int:
        """That the other area's co-ordinator opened `known` in an emergency, which is over."""
        number = self._made(
            Emergency,
            "other_area",
            lambda visitor, opened: emergency.break_glass(
                by=visitor.name,
                nominal_id=self.known().pk,
                reason="He stands at the door of the school and will not go",
                today=today(),
                operation=opened,
            ),
        )
        with operation(using="owner", actor="a test", purpose="test"):
            Emergency.objects.using("owner").filter(pk=number).update(
                ends_at=F("began_at") + timedelta(seconds=1)
            )
        return number

    def pointed(self, role: str) -> str:
        """The word by which this role was told of `known`."""
        with transaction.atomic():
            return pointed(enter(self.user(role).pk), self.known().pk, "Cambridgeshire")

    def _made(
        self, model: type[Model], role: str, make: Callable[[Visitor, Open], object], **of: Any
    ) -> int:
        """The first such row of a table, made by this role if there is none."""
        rows = model._default_manager.using("owner").filter(**of).order_by("pk")
        first = rows.first()
        if first is None:
            with transaction.atomic():
                visitor = enter(self.user(role).pk)
                with visitor.operation("test") as opened:
                    make(visitor, opened)
            first = rows.all()[0]
        return int(first.pk)

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


def bears(client: Client, path: str, page: str = "") -> dict[str, str]:
    """What the form that is sent to an address bears on its page, besides what is typed."""
    answer = client.get(page or path)
    if answer.status_code in (403, 404):
        return {}  # so will what is sent be
    assert answer.status_code == 200, answer.status_code
    tree = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    forms = [
        form
        for form in tree.findall(".//form")
        if form.get("method", "").lower() == "post"
        and (form.get("action") == path or (page in ("", path) and not form.get("action")))
    ]
    assert forms, f"no form for {path} on {page or path}"
    return {
        field.get("name", ""): field.get("value", "")
        for field in forms[0].findall(".//input[@type='hidden']")
        if field.get("name") != "csrfmiddlewaretoken"
    }


def send(
    client: Client, path: str, data: Mapping[str, Any] | None = None, *, page: str = ""
) -> HttpResponse:
    """Open the page of a form, type, and send it."""
    return client.post(path, bears(client, path, page) | dict(data or {}))


def opened(client: Client, name: str, *args: object, **asked: str) -> HttpResponse:
    """A page as it is opened; a print with the reason for which it is made."""
    path = reverse(name, args=args)
    return client.post(path, WHY) if name == "person_print" else client.get(path, asked)


def make() -> World:
    """Import the extract and make the accounts; whoever calls empties the database again."""
    call_command("import", EXTRACT, verbosity=0, stdout=_Nowhere())
    world = World(demonstration.make_accounts(home()))
    connections.close_all()
    return world


class _Nowhere:
    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...
