"""Every write of photographs and documents: added whole or not at all, never changed, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections
from django.db.models import F
from django.utils import timezone

from openmappa.audit.operations import Open
from openmappa.nominals import stored
from openmappa.nominals.inspecting import Inspected
from openmappa.nominals.models import (
    ANGLES,
    DOCUMENT_KINDS,
    MARKINGS,
    Document,
    Nominal,
    Photograph,
    StoredFile,
)

_TURNS = 0x70686F74  # the lock under which the current photograph changes


@dataclass(frozen=True, slots=True)
class By:
    """In whose name, for which area and agency something is recorded."""

    id: int
    name: str
    area_id: int
    area: str
    agency: str


def add_photograph(
    nominal: Nominal,
    file: Inspected,
    *,
    taken_on: date,
    angle: str,
    source: str,
    note: str,
    standing: str,
    current: bool,
    by: By,
    operation: Open,
    mark_id: int | None = None,
) -> Photograph:
    """Add a photograph; as the current one it takes the place of the one before.

    `standing` is one of `STANDINGS`: as what its note is said.
    With `mark_id` it shows that mark of the person, and is never the current one; the database
    refuses a mark of somebody else.
    """
    with _kept(file) as of_file:
        if current:
            _none_current(nominal, operation.using)
        added = Photograph(
            nominal=nominal,
            taken_on=taken_on,
            angle=angle,
            source=source,
            note=note,
            standing=standing,
            current=current,
            mark_id=mark_id,
            small=file.small,
            **of_file,
            **_entered(by),
        )
        added.save(using=operation.using)
        _tell(
            operation,
            "photograph added",
            f"{by.name} added a photograph ({ANGLES[angle].lower()})"
            + (" as the current one." if current else "."),
            added,
            by,
        )
    return added


def make_current(photograph: Photograph, *, by: By, operation: Open) -> None:
    """Let this photograph be the one that is shown. Raises ValueError if it is withdrawn."""
    if photograph.withdrawn_at is not None:
        raise ValueError("A withdrawn photograph cannot be the current one.")
    _none_current(photograph.nominal, operation.using)
    photograph.current = True
    photograph.version += 1
    photograph.save(using=operation.using, update_fields=["current", "version"])
    _tell(
        operation,
        "photograph made current",
        f"{by.name} made another photograph the current one.",
        photograph,
        by,
    )


def add_document(
    nominal: Nominal,
    file: Inspected,
    *,
    title: str,
    standing: str,
    kind: str,
    marking: str,
    dated: date,
    by: By,
    operation: Open,
) -> Document:
    """Add a document. What is about health or care is held under the UK GDPR.

    `standing` is one of `STANDINGS`: as what it says of the person what it says.
    """
    with _kept(file) as of_file:
        added = Document(
            nominal=nominal,
            title=title,
            standing=standing,
            kind=kind,
            marking=marking,
            dated=dated,
            regime="uk_gdpr" if kind == "health" else "law_enforcement",
            **of_file,
            **_entered(by),
        )
        added.save(using=operation.using)
        _tell(
            operation,
            "document added",
            f"{by.name} added a document ({DOCUMENT_KINDS[kind].lower()}, {MARKINGS[marking]}).",
            added,
            by,
        )
    return added


def withdraw(file: StoredFile, *, reason: str, by: By, operation: Open) -> None:
    """Take a photograph or document out of use, with a reason; it stays, and says so.

    Raises ValueError without a reason. One that is withdrawn already stays as it is.
    """
    if not reason.strip():
        raise ValueError("A withdrawal needs a reason.")
    if file.withdrawn_at is not None:
        return
    file.withdrawn_at = timezone.now()
    file.withdrawn_by = by.name
    file.withdrawn_because = reason.strip()
    file.version += 1
    fields = ["withdrawn_at", "withdrawn_by", "withdrawn_because", "version"]
    if isinstance(file, Photograph):
        file.current = False
        fields.append("current")
    file.save(using=operation.using, update_fields=fields)
    what = "photograph" if isinstance(file, Photograph) else "document"
    _tell(operation, f"{what} withdrawn", f"{by.name} withdrew a {what}.", file, by)


@contextmanager
def _kept(file: Inspected) -> Iterator[dict[str, Any]]:
    """The columns that tell of the content. Where the block raises, the content is gone again."""
    name, sha256 = stored.keep(file.content)
    try:
        yield {
            "stored_as": name,
            "sha256": sha256,
            "content_type": file.content_type,
            "size": len(file.content),
        }
    except BaseException:
        stored.erase(name)
        raise


def _entered(by: By) -> dict[str, Any]:
    return {
        "area_id": by.area_id,
        "agency": by.agency,
        "entered_by": by.name,
        "entered_by_id": by.id,
    }


def _none_current(nominal: Nominal, using: str) -> None:
    # Two who do this at a time take turns.
    with connections[using].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_TURNS, nominal.pk % 2**31])
    Photograph.objects.using(using).filter(nominal=nominal, current=True).update(
        current=False, version=F("version") + 1
    )


def _tell(operation: Open, verb: str, sentence: str, file: StoredFile, by: By) -> None:
    operation.record(
        verb,
        sentence,
        nominal_id=file.nominal_id,
        reference=str(file.nominal.reference),
        area=by.area,
    )
