"""Every write about who is responsible: taking on, offering, accepting and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections, transaction
from django.db.models.functions import Now

from openmappa.agencies.models import Area
from openmappa.audit.operations import Open, operation, refusals
from openmappa.cases import queries
from openmappa.cases.models import Stated
from openmappa.law.dates import in_words
from openmappa.nominals import actions as nominals
from openmappa.nominals import facts
from openmappa.nominals.caseload import call
from openmappa.nominals.models import Nominal

_AT_ONCE = 5000


def stated(area: Area, using: str) -> None:
    """Note that an area states its records now; what it says of who is responsible holds anew."""
    Stated.objects.using(using).update_or_create(area=area, defaults={"at": Now()})


def register(
    *,
    by: str,
    area: Area,
    surname: str,
    forenames: str,
    born_on: date | None,
    reason: str,
    operation: Open,
) -> Nominal:
    """Open a record and make its area responsible from today.

    Raises `PermissionDenied` where the scope does not hold the area.
    """
    nominal = nominals.open_record(
        by=by,
        area_id=area.pk,
        surname=surname,
        forenames=forenames,
        born_on=born_on,
        operation=operation,
    )
    with connections[operation.using].cursor() as cursor, refusals():
        cursor.execute("select cases_take_on(%s, %s, %s)", [nominal.pk, by, reason])
    operation.record(
        "took on",
        f"{area} is responsible for {nominal.reference}: {reason}",
        nominal_id=nominal.pk,
        reference=nominal.reference,
        area=area.name,
    )
    return nominal


def offer_transfer(
    *,
    by: str,
    nominal: Nominal,
    to_area: Area,
    arrives_on: date,
    reason: str,
    operation: Open,
) -> int:
    """Offer a person to another area, which sees them from the day of arrival on, accepted or not.

    Answers with the transfer's number. `arrives_on` is today or up to 90 days ahead; the area here
    stays responsible until the other accepts. The reason is told by the row alone, which victim
    liaison can withhold. Raises `PermissionDenied` unless the caller assigns cases in the area
    responsible today and sees the record in full, `RefusedError` where they are offered already.
    """
    number: int = call(
        operation,
        "cases_offer_transfer(%s, %s::smallint, %s, %s, %s)",
        [nominal.pk, to_area.pk, arrives_on, by, reason],
    )
    operation.record(
        "offered a transfer",
        f"{by} offered {nominal.reference} to {to_area}; arrives on {in_words(arrives_on)}.",
        nominal_id=nominal.pk,
        reference=str(nominal.reference),
        area=to_area.name,
    )
    return number


def accept_transfer(*, by: str, number: int, operation: Open, names_manager: bool = False) -> date:
    """Take responsibility from today, or from the day of arrival if that is later: which it is.

    With it comes sight of the whole record; the other area's ends the day before, and a level runs
    on. Unless the caller names a manager in the same operation, a manager who no longer sees the
    person is followed by a supervisor of their agency in this area.

    Raises `PermissionDenied` unless the caller assigns cases in the area that was asked, and
    `RefusedError` where somebody accepted or withdrew it meanwhile.
    """
    row = _answer(operation, "cases_accept_transfer(%s, %s, %s)", [number, by, names_manager])
    moves = date.fromisoformat(row["effective_on"])
    _record(operation, row, "accepted", by, f", which is responsible from {in_words(moves)}.")
    return moves


def decline_transfer(*, by: str, number: int, because: str, operation: Open) -> None:
    """Say that the area does not take the person: the offer stands until it is withdrawn.

    Raises what `accept_transfer` does, and `RefusedError` where somebody declined it before.
    """
    row = _answer(operation, "cases_decline_transfer(%s, %s, %s)", [number, by, because])
    _record(operation, row, "declined", by, "; the offer stands until it is withdrawn.")


def withdraw_transfer(*, by: str, number: int, because: str, operation: Open) -> None:
    """Take an offer back; what the other area saw of the person by it ends.

    Raises `PermissionDenied` unless the caller assigns cases in the area that offered, and
    `RefusedError` where somebody accepted or withdrew it meanwhile.
    """
    row = _answer(operation, "cases_withdraw_transfer(%s, %s, %s)", [number, by, because])
    _record(operation, row, "withdrew", by, ".")


def _answer(operation: Open, statement: str, parameters: list[Any]) -> dict[str, Any]:
    """What stands in the transfer's row after this call; it may be withheld from the caller."""
    row: dict[str, Any] = call(operation, f"row_to_json({statement})", parameters)
    return row


def _record(operation: Open, row: dict[str, Any], verb: str, by: str, end: str) -> None:
    names = queries.area_names(operation.using)
    giving, asked = names[row["from_area_id"]], names[row["to_area_id"]]
    reference = call(operation, "nominals_reference(%s)", [row["nominal_id"]])
    operation.record(
        f"{verb} a transfer",
        f"{by} {verb} the transfer of {reference} from {giving} to {asked}{end}",
        nominal_id=row["nominal_id"],
        reference=reference,
        area=asked,
    )


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many people were worked out again, and a line for each row that came out otherwise."""

    people: int
    changes: tuple[str, ...]


def rebuild(*, by: str, using: str) -> Rebuilt:
    """Work out responsible areas, levels and grounds of everybody again.

    In batches, each a transaction of its own: who was done stays done if it is interrupted. Where
    nothing changes, nothing is written.
    """
    ids = list(Nominal.objects.using(using).order_by("pk").values_list("pk", flat=True))
    changes: list[str] = []
    for start in range(0, len(ids), _AT_ONCE):
        with operation(using=using, actor=by, purpose="rebuild") as opened:
            facts.hold_figures_still(using)
            facts.changed(ids[start : start + _AT_ONCE], using)
            changed = queries.written_in(opened.id, using)
            if not changed:
                transaction.set_rollback(True, using=using)  # not even the operation is kept
            changes += changed
    return Rebuilt(len(ids), tuple(changes))
