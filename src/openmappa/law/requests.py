"""By when a request of a person on the record, or of the public, is answered."""

from __future__ import annotations

from datetime import date

from openmappa.law.dates import beginning_with
from openmappa.law.rules import Status, rule
from openmappa.law.workdays import working_days_after

PART_3 = date(2018, 5, 25)


@rule("Data Protection Act 2018, section 54", since=PART_3, source="DPA", status=Status.MEMORY)
def dpa_s54(relevant: date) -> date:
    """Answered within one month beginning with the day of the request, or when identity was shown.

    The later of the two days is the first of the month; the answer is the last day for it.
    """
    return beginning_with(relevant, months=1)


@rule(
    "Data Protection Act 2018, section 54, extended",
    since=PART_3,
    source="DPA",
    status=Status.MEMORY,
)
def dpa_s54_extended(relevant: date) -> date:
    """Two months more where requests are complex or many, if the person is told within the first.

    That is also article 12(3) of the UK GDPR, for what is held under it.
    """
    return beginning_with(relevant, months=3)


@rule(
    "Freedom of Information Act 2000, section 10",
    since=date(2005, 1, 1),
    source="FOIA",
    status=Status.MEMORY,
)
def foia_s10(received: date) -> date:
    """Answered not later than the twentieth working day after the day on which it was received."""
    return working_days_after(received, 20)


def due(relevant: date, *, extended: bool) -> date:
    """The last day for the answer to somebody who asked what is held on them."""
    return (dpa_s54_extended if extended else dpa_s54)(relevant)
