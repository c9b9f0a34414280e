"""Reads of what was imported."""

from __future__ import annotations

from django.db import connections


def only_invented_people(using: str = "default") -> bool:
    """Whether something was imported and every extract of it says that its people are invented."""
    with connections[using].cursor() as cursor:
        cursor.execute("select coalesce(bool_and(synthetic), false) from exchange_import")
        (found,) = cursor.fetchone()
    return bool(found)
