"""Every write about who is responsible: taking on, offering and accepting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connections, transaction
from django.db.models.functions import Now

from openmappa.agencies.models import Area
from openmappa.audit.operations import Open, operation, refusals
from openmappa.cases import queries
from openmappa.cases.models import Stated, Transfer
from openmappa.nominals import actions as nominals
from openmappa.nominals import facts
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
    *, by: str, nominal: Nominal, to_area: Area, reason: str, operation: Open
) -> Transfer:
    """Offer a person to another area; nothing changes until it accepts.

    Raises `PermissionDenied` unless the scope holds the area responsible today.
    """
    with connections[operation.using].cursor() as cursor, refusals():
        cursor.execute(
            "select cases_offer_transfer(%s, %s::smallint, %s, %s)",
            [nominal.pk, to_area.pk, by, reason],
        )
        (pk,) = cursor.fetchone()
    operation.record(
        "offered a transfer",
        f"{by} offered {nominal.reference} to {to_area}: {reason}",
        nominal_id=nominal.pk,
        reference=nominal.reference,
        area=to_area.name,
    )
    return Transfer.objects.using(operation.using).get(pk=pk)


def accept_transfer(*, by: str, transfer: Transfer, operation: Open) -> Nominal:
    """Take responsibility from today, and sight of the whole record; the other area's ends.

    Raises `PermissionDenied` unless the scope holds the area that was asked.
    """
    with connections[operation.using].cursor() as cursor, refusals():
        cursor.execute("select cases_accept_transfer(%s, %s)", [transfer.pk, by])
    nominal = Nominal.objects.using(operation.using).get(pk=transfer.nominal_id)
    operation.record(
        "accepted a transfer",
        f"{by} accepted {nominal.reference}; {transfer.to_area} is responsible from today.",
        nominal_id=nominal.pk,
        reference=nominal.reference,
        area=transfer.to_area.name,
    )
    return nominal


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
