"""What is done to the accounts of people who sign in, by an administrator or at the command line.

Each verb is a function of the database, which refuses whoever may not (`PermissionDenied`); on the
login `owner`, the command line's, it asks only that the rules of the roles are kept.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from typing import Any

from django.db import connections

from openmappa.agencies.models import VETTING, Area, Posting, Training, User, Vetting
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import Open, refusals
from openmappa.law.dates import Period, in_words

STANDINGS = {"active": "at work", "suspended": "suspended", "left": "left"}


def _ask(operation: Open, function: str, *given: Any) -> Any:
    with connections[operation.using].cursor() as cursor, refusals():
        cursor.execute(f"select {function}", given)
        return cursor.fetchone()[0]


# Codes


def draw_code() -> str:
    """A new code, of a hundred bits, as somebody writes it down."""
    drawn = "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(20))
    return "-".join(drawn[at : at + 5] for at in range(0, 20, 5))


def digest(code: str) -> str:
    """What is kept of a code, however it was typed."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def add_user(
    *, by: str, area: Area, email: str, name: str, agency: str, operation: Open
) -> tuple[User, str, datetime]:
    """Add a person, whom this area looks after; answers with a code and until when it holds.

    Raises `IntegrityError` where somebody has that e-mail address.
    """
    number = _ask(
        operation, "agencies_add_user(%s::smallint, %s, %s, %s)", area.pk, email, name, agency
    )
    user = User.objects.using(operation.using).get(pk=number)
    operation.record("added_user", f"{by} added {name}, who may sign in.", area=area.name)
    code, until = give_code(by=by, user=user, identity_check="", operation=operation)
    return user, code, until


def give_code(*, by: str, user: User, identity_check: str, operation: Open) -> tuple[str, datetime]:
    """Give a code by which somebody sets a password, in the place of what let them in before.

    `identity_check` says how it was made sure who asked; it must, for who had signed in before.
    """
    code = draw_code()
    until: datetime = _ask(
        operation, "agencies_give_code(%s, %s, %s)", user.pk, digest(code), identity_check
    )
    how = f" Their identity was checked: {identity_check}" if identity_check else ""
    operation.record(
        "gave_code",
        f"{by} gave {user} a code to set a new password and second factor.{how}",
        area=_area_of(user),
    )
    return code, until


def use_code(email: str, code: str, using: str) -> int | None:
    """Use a code up; answers whose account it opens, or None where it opens none."""
    with connections[using].cursor() as cursor:
        cursor.execute("select agencies_use_code(%s, %s)", [email, digest(code)])
        found: int | None = cursor.fetchone()[0]
        return found


# Roles


def give_role(
    *, by: str, user: User, area: Area, role: str, during: Period, operation: Open
) -> Posting:
    """Give a role in an area for a time; one that two people give awaits the second."""
    number = _ask(
        operation,
        "agencies_give_role(%s, %s::smallint, %s, %s, %s)",
        *(user.pk, area.pk, role, during.first, during.last),
    )
    posting = Posting.objects.using(operation.using).get(pk=number)
    operation.record(
        "gave_role",
        f"{by} gave {user} the role {ROLES[role].label} in {area} {_for(during)}"
        f"{'; it awaits approval' if posting.awaits_approval else ''}.",
        area=area.name,
    )
    return posting


def approve_role(*, by: str, posting: Posting, operation: Open) -> None:
    """Approve, as a second administrator, a role that awaits it."""
    _ask(operation, "agencies_approve_role(%s)", posting.pk)
    operation.record(
        "approved_role",
        f"{by} approved the role {ROLES[posting.role].label} in {posting.area} for {posting.user}.",
        area=posting.area.name,
    )


def end_role(
    *, by: str, posting: Posting, last: date, at_once: bool, reason: str, operation: Open
) -> None:
    """End a role on its last day; `at_once` where that day is over already."""
    _ask(operation, "agencies_end_role(%s, %s)", posting.pk, last)
    operation.record(
        "ended_role",
        f"{by} ended the role {ROLES[posting.role].label} of {posting.user} in {posting.area}"
        f" {'at once' if at_once else 'with ' + in_words(last)}: {reason}",
        area=posting.area.name,
    )


def confirm_need(*, by: str, posting: Posting, operation: Open) -> None:
    """Say, as somebody's line manager, that they still need this role."""
    _ask(operation, "agencies_confirm_need(%s)", posting.pk)
    operation.record(
        "confirmed_need",
        f"{by} confirmed that {posting.user} needs the role {ROLES[posting.role].label}.",
        area=posting.area.name,
    )


def set_line_manager(*, by: str, user: User, manager: User | None, operation: Open) -> None:
    """Say who confirms each year that somebody's roles are needed."""
    _ask(operation, "agencies_set_line_manager(%s, %s)", user.pk, manager.pk if manager else None)
    operation.record(
        "set_line_manager",
        f"{by} noted {manager or 'nobody'} as line manager of {user}.",
        area=_area_of(user),
    )


def set_standing(*, by: str, user: User, standing: str, reason: str, operation: Open) -> None:
    """Suspend somebody, let them back, or note that they have left: at once."""
    _ask(operation, "agencies_set_standing(%s, %s)", user.pk, standing)
    operation.record(
        f"set_standing_{standing}",
        f"{by} noted {user} as {STANDINGS[standing]}: {reason}",
        area=_area_of(user),
    )


# What clears for a role


def add_vetting(
    *,
    by: str,
    user: User,
    level: str,
    granted_on: date,
    expires_on: date,
    sponsor: str,
    operation: Open,
) -> None:
    """Note that somebody was vetted."""
    _ask(
        operation,
        "agencies_add_vetting(%s, %s, %s, %s, %s)",
        *(user.pk, level, granted_on, expires_on, sponsor),
    )
    operation.record(
        "added_vetting",
        f"{by} noted for {user}: {VETTING[level]}, granted on {in_words(granted_on)},"
        f" until {in_words(expires_on)}, sponsor {sponsor}.",
        area=_area_of(user),
    )


def add_training(
    *, by: str, user: User, course: str, completed_on: date, expires_on: date, operation: Open
) -> None:
    """Note that somebody was trained."""
    _ask(
        operation,
        "agencies_add_training(%s, %s, %s, %s)",
        *(user.pk, course, completed_on, expires_on),
    )
    operation.record(
        "added_training",
        f"{by} noted for {user} the training {course}, completed on {in_words(completed_on)},"
        f" until {in_words(expires_on)}.",
        area=_area_of(user),
    )


def withdraw(*, by: str, cleared: Vetting | Training, reason: str, operation: Open) -> None:
    """Withdraw a vetting or a certificate: what rests on it rests at once."""
    kind = "vetting" if isinstance(cleared, Vetting) else "training"
    _ask(operation, f"agencies_withdraw_{kind}(%s)", cleared.pk)
    operation.record(
        f"withdrew_{kind}",
        f"{by} withdrew the {kind} {cleared} of {cleared.user}: {reason}",
        area=_area_of(cleared.user),
    )


def clear(user: User, *, until: date, by: str, using: str, since: date = date(2000, 1, 1)) -> None:
    """Vet and train somebody for every role, inside an open operation: for invented people."""
    Vetting.objects.using(using).create(
        user=user, level="nppv3", granted_on=min(since, until), expires_on=until, sponsor=by
    )
    Training.objects.using(using).create(
        user=user, course="Using OpenMAPPA", completed_on=min(since, until), expires_on=until
    )


def _area_of(user: User) -> str:
    return user.kept_by.name if user.kept_by else ""


def _for(during: Period) -> str:
    days = (("from", during.first), ("until", during.last))
    return " ".join(f"{word} {in_words(day)}" for word, day in days if day)
