"""Breaking the glass: a record that is not open to somebody, opened for a time, and reviewed."""

from __future__ import annotations

from datetime import date, datetime

from openmappa.agencies.settings import setting
from openmappa.audit.operations import Open
from openmappa.law.workdays import working_days_after
from openmappa.nominals.caseload import call

SHORTEST_REASON = 20


def break_glass(*, by: str, nominal_id: int, reason: str, today: date, operation: Open) -> datetime:
    """Open a record to `by` alone; answers until when.

    It is at once in the work list of the record's manager and of the security officer, who reviews
    it within the working days of the setting `glass.review_working_days`. Raises RefusedError for a
    reason without substance, PermissionDenied where the visitor may not.
    """
    days = int(setting("glass.review_working_days", None, today, operation.using))
    until: datetime = call(
        operation,
        "nominals_break_glass(%s, %s, %s)",
        [nominal_id, reason, working_days_after(today, days)],
    )
    operation.record(
        "broke the glass",
        f"{by} opened the record in an emergency: {reason}",
        nominal_id=nominal_id,
    )
    return until


def review(
    *, by: str, number: int, nominal_id: int, justified: bool, finding: str, operation: Open
) -> None:
    """Say whether an emergency was justified, and why; somebody else than who broke the glass."""
    call(operation, "nominals_review_emergency(%s, %s, %s)", [number, justified, finding])
    said = "justified" if justified else "not justified"
    operation.record(
        "reviewed", f"{by}: the emergency access was {said}: {finding}", nominal_id=nominal_id
    )
