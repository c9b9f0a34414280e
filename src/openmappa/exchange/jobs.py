"""Jobs of this room; their arguments are numbers only."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmappa.exchange import uploads


@app.task(queue="imports", name="exchange.import_upload")
def import_upload(upload_id: int) -> None:
    """Import an extract that somebody uploaded."""
    uploads.work_on(upload_id)
