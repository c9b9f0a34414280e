"""Jobs of this room; their arguments are numbers only."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmappa.nominals import deciding


@app.task(queue="decisions", name="nominals.apply_decision")
def apply_decision(asked_id: int) -> None:
    """Apply what somebody decided about two records."""
    deciding.apply(asked_id)
