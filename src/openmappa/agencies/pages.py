"""What every page is: signed in, in one transaction with its scope set, permitted, logged."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from openmappa.agencies.permissions import Part, Permission
from openmappa.agencies.roles import ROLES, Role
from openmappa.audit.operations import NO_REASON, Open, begin, log_access
from openmappa.audit.reasons import Reason

WEB = "default"  # the login `web`
NARROWED = "roles"  # in a session: the roles that an agency's own sign-in leaves it
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SEEN = "seen"  # in a form: the mark of what it showed of what it changes
KEPT_SECONDS = 15 * 60
KEPT_CHARACTERS = 100_000

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Held:
    """One role that the visitor holds in one area today."""

    role: type[Role]
    area_id: int
    area: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page.

    `day`, the database's own, decides what may be seen, and is that of what is written. `today` is
    the day to which duties and figures are worked out: the same, but in a demonstration.
    `acting_for`: the colleague whose caseload they look after, on a page of one of its people.
    `within`: the compartment of the page.
    """

    id: int
    name: str
    agency: str
    postings: tuple[Held, ...]
    today: date
    day: date
    acting_for: str = ""
    within: str = ""

    def may(self, permission: Permission) -> bool:
        """Whether any role that the visitor holds allows it."""
        return any(permission in held.role.permissions for held in self.postings)

    def areas(self, permission: Permission) -> dict[int, str]:
        """The areas, by id, in which a role of the visitor's allows it."""
        return {
            held.area_id: held.area for held in self.postings if permission in held.role.permissions
        }

    @property
    def area_names(self) -> str:
        """The areas of all roles, in words."""
        return ", ".join(dict.fromkeys(held.area for held in self.postings))

    @property
    def compartment(self) -> str:
        """What bounds who may learn what this visitor does: the page's, or that of victims.

        That somebody of victim liaison reads a record tells that there is a victim.
        """
        return self.within or ("victims" if self.may(Permission.VICTIM_VIEW) else "")

    def begin(self, purpose: str, *, reason: str = "") -> Open:
        """Allow writing in the page's own transaction, once; the visitor is the actor."""
        return begin(
            using=WEB,
            actor=self.actor,
            purpose=purpose,
            reason=reason,
            compartment=self.compartment,
        )

    @contextmanager
    def operation(self, purpose: str, *, reason: str = "") -> Iterator[Open]:
        """The same, as a block."""
        yield self.begin(purpose, reason=reason)

    @property
    def actor(self) -> str:
        """Who acts, and for whom, in words."""
        return f"{self.name} for {self.acting_for}" if self.acting_for else self.name


class Request(HttpRequest):
    """A request as a page sees it."""

    visitor: Visitor
    on: date
    shown: bool
    parts: tuple[Part, ...]  # of a record, that this page looks at


class NothingLoggedError(Exception):
    """A page that shows people answered without saying whom it showed."""


View = Callable[Concatenate[Request, P], HttpResponseBase]


def page(
    *, needs: Permission | None, logs: str | None = None, within: str = ""
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Make a view a page; docs/pages.md says all that this does.

    `within`: the compartment, if any, that what is done there is told in.
    """

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def answer(given: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not given.user.is_authenticated:
                return _sign_in(given)
            if not _has_second_factor(given):
                return HttpResponseRedirect(reverse("second_factor"))
            request = cast("Request", given)
            request.shown = False
            request.parts = ()
            try:
                with transaction.atomic(using=WEB, durable=True):
                    request.visitor = replace(enter_session(given), within=within)
                    request.on = _as_on(request)
                    if request.method == "POST" and (kwargs or SEEN in request.POST):
                        _take_turns(request.path)
                    if needs is not None and not request.visitor.may(needs):
                        raise PermissionDenied
                    response = view(request, *args, **kwargs)
                    if logs and response.status_code == 200 and not request.shown:
                        raise NothingLoggedError(view.__qualname__)
            except (PermissionDenied, Http404):
                log_access(
                    using=WEB,
                    actor=given.user.name,
                    action=logs or "read",
                    what=_refused(given),
                    refused=True,
                    compartment=request.visitor.compartment,
                    user_id=int(given.user.pk),
                )
                raise
            return response

        answer.page = (needs, logs)  # type: ignore[attr-defined] # for the matrix
        answer.logs = logs  # type: ignore[attr-defined]
        return answer

    return decorate


def mark(*stands: object) -> str:
    """What tells what a form changes, as it stands, from what it was before or is afterwards."""
    return hashlib.sha256(repr(stands).encode()).hexdigest()[:20]


def overtaken(request: Request, *stands: object) -> bool:
    """Whether a form is sent that showed something else than what now `stands`.

    The form bears `mark(*stands)` in a hidden field named `SEEN`.
    """
    return request.method == "POST" and request.POST.get(SEEN) != mark(*stands)


def _take_turns(path: str) -> None:
    """Let who sends a form of this address wait until others who send it have been answered.

    What the page then reads is what they have left.
    """
    with connections[WEB].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [path])


def shown(
    request: Request,
    what: str,
    nominal_ids: Collection[int] = (),
    *,
    area: str = "",
    action: str = "",
    reason: Reason = NO_REASON,
) -> None:
    """Log, in the page's transaction, whom it shows; `what` says in words what was looked at.

    `area`: for which areas, where it is not all of the visitor's. `action`: what it is, if not what
    the page `logs`.
    """
    match = request.resolver_match
    assert match is not None  # noqa: S101 - a page has an address
    log_access(
        using=WEB,
        actor=request.visitor.name,
        action=action or match.func.logs or "read",  # type: ignore[attr-defined]
        what=what,
        nominal_ids=nominal_ids,
        area=area or request.visitor.area_names,
        compartment=request.visitor.compartment,
        parts=[part.name for part in request.parts],
        reason=reason,
    )
    request.shown = True


def enter_session(request: HttpRequest) -> Visitor:
    """Enter as who is signed in; a session of an agency's own sign-in may hold fewer roles."""
    return enter(int(str(request.user.pk)), request.session.get(NARROWED))


def enter(user_id: int, roles: Collection[str] | None = None) -> Visitor:
    """Set the scope of the open transaction to what this person may see, and say who it is.

    `roles`, if given, are those of the person's that count; the database leaves out all others.
    """
    with connections[WEB].cursor() as cursor:
        only = None if roles is None else sorted(roles)
        cursor.execute("select agencies_enter(%s, %s::text[])", [user_id, only])
        cursor.execute(
            "select u.name, u.agency, u.demonstration, audit_today(), p.role, p.area_id, a.name"
            " from agencies_user u"
            " left join agencies_postings() p on p.user_id = u.id"
            " left join agencies_area a on a.id = p.area_id"
            " where u.id = %s order by a.name, p.role",
            [user_id],
        )
        found = cursor.fetchall()
    name, agency, demonstration, day = found[0][:4]
    return Visitor(
        id=user_id,
        name=name,
        agency=agency,
        postings=tuple(
            Held(ROLES[role], area_id, area) for *_, role, area_id, area in found if role in ROLES
        ),
        # Invented people live on the day on which their demonstration opens.
        today=(settings.DEMONSTRATION_DAY if demonstration else None) or day,
        day=day,
    )


def _as_on(request: Request) -> date:
    chosen = request.session.get("as_on")
    return date.fromisoformat(chosen) if chosen else request.visitor.today


def _has_second_factor(request: HttpRequest) -> bool:
    """Whether one was asked for; who has none yet must set one up first.

    allauth signs nobody in who has one without asking for it.
    """
    if not request.session.get("second_factor"):
        enrolled = Authenticator.objects.filter(user_id=request.user.pk, type__in=SECOND_FACTORS)
        request.session["second_factor"] = enrolled.exists()
    return bool(request.session["second_factor"])


def _refused(request: HttpRequest) -> str:
    match = request.resolver_match
    assert match is not None  # noqa: S101 - a page has an address
    which = " ".join(str(value) for value in match.kwargs.values())
    return f"{request.method} {match.view_name} {which}"[:300].strip()


def _sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page, and from there back; what was typed into a form is kept."""
    back = request.get_full_path()
    if request.method == "POST":
        ended: Any = getattr(request, "ended_session_of", None)
        back = reverse("kept" if ended is not None and keep(request, ended) else "home")
        request.session.set_expiry(KEPT_SECONDS)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def keep(request: HttpRequest, user_id: object) -> bool:
    """Keep a form that could not be sent, to be offered again to this user, if it is not too big.

    It lies in the session for a quarter of an hour. Files are not kept.
    """
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    if sum(len(name) + len(value) for name, value in fields) > KEPT_CHARACTERS:
        return False
    request.session["kept"] = {
        "user": str(user_id),
        "until": time.time() + KEPT_SECONDS,
        "path": request.get_full_path(),
        "fields": fields,
    }
    return True
