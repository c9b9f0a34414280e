"""Who works with whom: naming, handing over, acknowledging, cover. Every write about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, connections, transaction
from psycopg.errors import ExclusionViolation

from openmappa.audit.operations import Open, operation, refusals
from openmappa.law.dates import in_words
from openmappa.nominals.models import Nominal

AS_WHAT = {
    "manager": "manager",
    "deputy": "deputy",
    "supervisor": "supervisor",
    "partner": "partner",
}


class RefusedError(Exception):
    """What was asked cannot be, in words for who asked."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the outgoing manager leaves: what is dangerous, what is due, whom to ring.

    `standing`, one of `STANDINGS`, says as what they say that it is dangerous.
    """

    risk: str = ""
    standing: str = ""
    due_next: str = ""
    whom_to_ring: str = ""


def call(opened: Open, statement: str, parameters: Sequence[Any]) -> Any:
    """Call one function of the database and answer with what it answers.

    Raises `PermissionDenied` where the database says that this is not the caller's to do, and
    `RefusedError` where it cannot be.
    """
    try:
        with (
            transaction.atomic(using=opened.using),
            connections[opened.using].cursor() as cursor,
            refusals(),
        ):
            cursor.execute(f"select {statement}", parameters)
            (answer,) = cursor.fetchone()
            return answer
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise RefusedError("Somebody else changed this meanwhile. Look again below") from error
        raise RefusedError(str(error.__cause__).splitlines()[0].capitalize()) from error


def name(
    *,
    by: str,
    nominal: Nominal,
    user_id: int,
    user_name: str,
    as_what: str,
    until: date | None,
    why: str,
    operation: Open,
    instead_of: int = 0,
    lines: Lines | None = None,
) -> int:
    """Name somebody to a person as one of `AS_WHAT`; answers with the number of the naming.

    A manager follows the agency's present one, whose naming is `instead_of` (0: there is none);
    `lines` are the outgoing manager's. Partners and inspectors see the record `until` a last day.
    Raises RefusedError if somebody else named a manager meanwhile or this person may not be named.
    """
    left = lines or Lines()
    number: int = call(
        operation,
        "nominals_name_to(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            nominal.pk,
            user_id,
            as_what,
            until,
            why,
            by,
            instead_of,
            left.risk,
            left.due_next,
            left.whom_to_ring,
            left.standing,
        ],
    )
    last_day = f" until {in_words(until)}" if until else ""
    operation.record(
        "handed over" if lines else "named",
        f"{by} named {user_name} {AS_WHAT[as_what]} of {nominal.reference}{last_day}: {why}",
        nominal_id=nominal.pk,
        reference=str(nominal.reference),
    )
    return number


def end_naming(*, by: str, nominal: Nominal, number: int, why: str, operation: Open) -> None:
    """End, from today, what a deputy, supervisor or partner was named to."""
    call(operation, "nominals_end_naming(%s)", [number])
    operation.record(
        "ended a naming",
        f"{by} ended that somebody works with {nominal.reference}: {why}",
        nominal_id=nominal.pk,
        reference=str(nominal.reference),
    )


def acknowledge(*, by: str, number: int, operation: Open) -> None:
    """Say that one has read what the outgoing manager left, and holds the case."""
    nominal_id = call(operation, "nominals_acknowledge(%s)", [number])
    operation.record("acknowledged", f"{by} acknowledged the case.", nominal_id=nominal_id)


def arrange_cover(
    *, by: str, user_id: int, covered_by: int, first: date, last: date, why: str, operation: Open
) -> None:
    """Let somebody of the same agency and area look after a caseload from a day to a day."""
    call(
        operation,
        "nominals_arrange_cover(%s, %s, %s, %s, %s, %s)",
        [user_id, covered_by, first, last, why, by],
    )
    operation.record("arranged cover", f"{by} arranged cover until {in_words(last)}: {why}")


def end_cover(*, by: str, number: int, operation: Open) -> None:
    """End cover today."""
    call(operation, "nominals_end_cover(%s)", [number])
    operation.record("ended cover", f"{by} ended cover.")


def pass_on_lapsed(using: str) -> int:
    """Pass on what those hold whose vetting or posting has ended, or whose people have moved away.

    Each goes to a supervisor of the agency in the responsible area, else to whoever else holds
    cases there. Answers how many cases.
    """
    with operation(using=using, actor="OpenMAPPA", purpose="pass on cases") as opened:
        passed: int = call(opened, "nominals_pass_on_lapsed()", [])
        if not passed:
            transaction.set_rollback(True, using=using)  # not even the operation is kept
    return passed
