"""Putting a record away, with a reason, and opening it again. Nothing is ever deleted so."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from openmappa.audit.operations import Open, refusals
from openmappa.nominals.models import Archive, Nominal

REASONS = {
    "registration_expired": "The notification requirements have ended",
    "licence_ended": "The licence or sentence has ended",
    "discharged": "Discharged from hospital or guardianship",
    "order_discharged": "The order was discharged or has ended",
    "category_3_ended": "No longer identified as Category 3",
    "transferred_out": "Transferred out of England and Wales",
    "deported": "Deported or removed from the United Kingdom",
    "deceased": "Has died",
    "removed_on_appeal": "Removed on appeal",
    "created_in_error": "The record was made in error",
}
IN_ERROR = "created_in_error"


def archive(
    *,
    by: str,
    nominal: Nominal,
    area_id: int,
    reason: str,
    note: str,
    operation: Open,
    sign_off: int | None = None,
) -> None:
    """Put a record away; `IN_ERROR` only on a signature. Partners no longer see it from now on.

    Raises `PermissionDenied` unless the area is responsible and the visitor may.
    """
    with refusals():
        Archive(
            nominal=nominal,
            area_id=area_id,
            reason=reason,
            note=note,
            archived_by=by,
            sign_off_id=sign_off,
        ).save(using=operation.using, force_insert=True)
        with connections[operation.using].cursor() as cursor:
            cursor.execute("select nominals_end_partners(%s)", [nominal.pk])
    operation.record(
        "archived",
        f"{by} archived {nominal.reference}: {REASONS[reason]}. {note}".strip(),
        nominal_id=nominal.pk,
        reference=str(nominal.reference),
    )


def reopen(*, by: str, archived: Archive, because: str, operation: Open) -> None:
    """Open an archived record again, under the same reference."""
    runs = Archive.objects.using(operation.using).filter(pk=archived.pk, reopened_at=None)
    with refusals():
        if not runs.update(reopened_at=timezone.now(), reopened_by=by, reopened_because=because):
            raise PermissionDenied
    operation.record(
        "opened again",
        f"{by} opened {archived.nominal.reference} again: {because}",
        nominal_id=archived.nominal_id,
        reference=str(archived.nominal.reference),
    )
