"""What everybody but victim liaison may know of zones: that there are, and whom to ring."""

from __future__ import annotations

from django.db import connections

from openmappa.agencies.pages import WEB
from openmappa.law.dates import in_words


def notices(nominal_id: int) -> list[str]:
    """One line for each zone of a person in sight, with the number of victim liaison."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select letter, ended_on, telephone from victims_zones(%s)",
            [nominal_id],
        )
        found = cursor.fetchall()
    return [
        f"Zone {letter}: ended on {in_words(ended_on)}"
        if ended_on
        else f"Zone {letter}: ring victim liaison" + (f", {telephone}" if telephone else "")
        for letter, ended_on, telephone in found
    ]
