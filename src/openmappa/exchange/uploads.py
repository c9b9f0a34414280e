"""Extracts uploaded at a screen: filed in the scope of a person, imported by the worker.

The import is one transaction of the login `intake`, and what came of it is written in that same
transaction; how far it is, is told on a connection of the login `worker`. While the worker imports
it holds a lock of the session. Once that is free, an upload that is still `running` can only be one
whose worker died, and nothing of it was stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connections
from django.utils import timezone

from openmappa.agencies.models import Area
from openmappa.agencies.pages import WEB, Visitor
from openmappa.exchange.actions import Outcome, import_extract
from openmappa.exchange.faults import Fault, Faults, Refused
from openmappa.exchange.models import Upload
from openmappa.exchange.reading.manifest import Manifest, read_manifest
from openmappa.exchange.receiving import NotAnExtract, discard, received

INTAKE, WORKER = "intake", "worker"
_LOCK = "hashtext('openmappa upload'), (%s::bigint %% 2147483647)::int"


class NotYoursError(NotAnExtract):
    """The extract is of an area for which this person may import nothing."""


def take_in_upload(
    files: Iterable[UploadedFile], *, visitor: Visitor, areas: Collection[int]
) -> Upload:
    """File an upload for the worker, in the page's transaction.

    Raises NotAnExtract where it cannot be an extract or is not of one of these areas, and Refused
    with the faults of a manifest that cannot be read; then nothing of it is kept.
    """
    given = list(files)
    with received(given, Path(settings.UPLOADS_FOLDER)) as folder:
        manifest = _manifest(folder)
        area = Area.objects.using(WEB).get(name=manifest.area)
        if area.pk not in areas:
            raise NotYoursError(
                f"This is an extract of {area}. You may import extracts of"
                f" {_areas(areas)} only; nothing was imported"
            )
        name = given[0].name if len(given) == 1 else f"{len(given)} files"
        upload = Upload(
            area=area,
            reporting_year=manifest.reporting_year or "",
            extracted_on=manifest.extracted_on or date.max,
            synthetic=manifest.synthetic,
            file_name=(name or "")[:100],
            folder=folder.name,
            size=sum(file.size or 0 for file in given),
            user_id=visitor.id,
            uploaded_by=visitor.name,
        )
        upload.save(using=WEB)
        return upload


def _manifest(folder: Path) -> Manifest:
    faults = Faults()
    manifest = read_manifest(folder, faults)
    if manifest is None or faults.total:
        raise faults.refused()
    refuse_real_people(synthetic=manifest.synthetic)
    return manifest


def refuse_real_people(*, synthetic: bool) -> None:
    """Raise NotAnExtract for an extract of real people in a demonstration."""
    if settings.DEMONSTRATION_DAY is not None and not synthetic:
        raise NotAnExtract(
            "This is a demonstration. It takes only extracts whose manifest.json says"
            ' "synthetic": true, so that no real person can come into it'
        )


def _areas(ids: Collection[int]) -> str:
    names = Area.objects.using(WEB).filter(pk__in=ids).values_list("name", flat=True)
    return " and ".join(names)


def cancel(upload: Upload) -> bool:
    """Cancel an upload before work on it began; False where it was too late."""
    cancelled = (
        Upload.objects.using(WEB)
        .filter(pk=upload.pk, state="waiting")
        .update(state="cancelled", finished_at=timezone.now())
    )
    if cancelled:
        discard(_folder(upload))
    return bool(cancelled)


def work_on(upload_id: int) -> None:
    """Import one upload; whatever happens, its row says what came of it."""
    if not _locked(upload_id):
        return
    try:
        begun = (
            Upload.objects.using(WORKER)
            .filter(pk=upload_id, state="waiting")
            .update(state="running", step="Starting", started_at=timezone.now())
        )
        if begun:
            _import(Upload.objects.using(WORKER).select_related("area").get(pk=upload_id))
    finally:
        with connections[WORKER].cursor() as cursor:
            cursor.execute(f"select pg_advisory_unlock({_LOCK})", [upload_id])


def _import(upload: Upload) -> None:
    ours = Upload.objects.using(WORKER).filter(pk=upload.pk)
    folder = _folder(upload)

    def tell(step: str) -> None:
        ours.update(step="Reading the files" if step.startswith("Reading") else step)

    def finish(outcome: Outcome) -> None:
        Upload.objects.using(INTAKE).filter(pk=upload.pk).update(
            state="imported", step="", outcome=_plain(outcome), finished_at=timezone.now()
        )

    try:
        refuse_real_people(synthetic=upload.synthetic)
        outcome = import_extract(
            folder, by=upload.uploaded_by, using=INTAKE, tell=tell, finish=finish
        )
        if outcome.nothing_new:
            ours.update(
                state="imported", step="", outcome=_plain(outcome), finished_at=timezone.now()
            )
    except Refused as refused:
        _refuse(ours, refused.faults, refused.total)
    except NotAnExtract as refusal:
        _refuse(ours, (Fault("manifest.json", None, "synthetic", str(refusal)),), 1)
    except BaseException:
        ours.update(state="failed", finished_at=timezone.now())
        raise
    finally:
        discard(folder)


def _refuse(ours: object, faults: Iterable[Fault], total: int) -> None:
    ours.update(  # type: ignore[attr-defined]
        state="refused",
        faults=[asdict(fault) for fault in faults],
        fault_total=total,
        finished_at=timezone.now(),
    )


def _plain(outcome: Outcome) -> dict[str, object]:
    return {
        "records": outcome.records,
        "people": outcome.people,
        "findings": outcome.findings,
        "matches": outcome.matches,
        "changes": {table: list(taken) for table, taken in outcome.changes.items()},
    }


def _locked(upload_id: int) -> bool:
    with connections[WORKER].cursor() as cursor:
        cursor.execute(f"select pg_try_advisory_lock({_LOCK})", [upload_id])
        (locked,) = cursor.fetchone()
    return bool(locked)


def worker_died(upload_id: int, using: str = WEB) -> bool:
    """Whether nobody works any more on an upload that is still said to be running."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"select pg_try_advisory_xact_lock_shared({_LOCK})", [upload_id])
        (free,) = cursor.fetchone()
    if not free:
        return False
    return Upload.objects.using(using).filter(pk=upload_id, state="running").exists()


def close_interrupted() -> None:
    """Say of every upload whose worker died that nothing of it was stored, and remove its files."""
    for upload in Upload.objects.using(WORKER).filter(state="running"):
        if worker_died(upload.pk, WORKER):
            Upload.objects.using(WORKER).filter(pk=upload.pk, state="running").update(
                state="interrupted", finished_at=timezone.now()
            )
            discard(_folder(upload))


def import_waiting() -> None:
    """Import what was filed and whose job a worker that died left behind."""
    waiting = Upload.objects.using(WORKER).filter(state="waiting").order_by("pk")
    for upload_id in waiting.values_list("pk", flat=True):
        work_on(upload_id)


def _folder(upload: Upload) -> Path:
    return Path(settings.UPLOADS_FOLDER) / upload.folder
