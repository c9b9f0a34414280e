"""Jobs of this room; their arguments are numbers only."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmappa.rights import access, erasing, exports
from openmappa.rights.models import AccessRequest, AuditExport, Erasure


@app.task(queue="exports", name="rights.write_export")
def write_export(export_id: int) -> None:
    """Write the audit that somebody asked for into a file."""
    exports.write(export_id)


@app.task(queue="exports", name="rights.gather")
def gather(request_id: int) -> None:
    """Gather all that is held on a person who asked."""
    access.gather(request_id)


@app.task(queue="exports", name="rights.release")
def release(request_id: int) -> None:
    """Write the answer to a person who asked."""
    access.release(request_id)


@app.task(queue="exports", name="rights.erase")
def erase(erasure_id: int) -> None:
    """Erase what two people decided."""
    erasing.erase(erasure_id)


@app.periodic(cron="37 3 * * *")
@app.task(queue="exports", name="rights.remove_expired", queueing_lock="rights.remove_expired")
def remove_expired(timestamp: int) -> None:
    """Remove, every night, files whose time is up, and what erasures could not remove."""
    exports.remove_expired()
    erasing.remove_left_over()


def take_up_what_was_left() -> None:
    """Do what waited for a worker that died; each does nothing where it is done already."""
    for do, rows in (
        (exports.write, AuditExport.objects.using("worker").filter(state="waiting")),
        (access.gather, AccessRequest.objects.using("worker").filter(state="gathering")),
        (access.release, AccessRequest.objects.using("worker").filter(state="releasing")),
        (erasing.erase, Erasure.objects.using("worker").filter(state="approved")),
    ):
        for number in rows.order_by("pk").values_list("pk", flat=True):
            do(number)
    erasing.remove_left_over()
