"""Named settings, each with the day from which it holds, its source and an area's own value."""

from __future__ import annotations

from datetime import date

from django.db import connections


def setting(name: str, area_id: int | None, on: date, using: str) -> str:
    """What the setting is on a day for an area; empty where nothing is set."""
    with connections[using].cursor() as cursor:
        cursor.execute("select coalesce(agencies_setting_on(%s, %s, %s), '')", [name, area_id, on])
        (value,) = cursor.fetchone()
        return str(value)
