"""Jobs of this room; their arguments are numbers only."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmappa.rights import access, erasing, exports


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
    """Remove, every night, files whose time is up."""
    exports.remove_expired()
