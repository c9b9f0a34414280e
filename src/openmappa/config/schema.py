"""Bringing the tables of the embedded database up to date with the migrations of this checkout."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connections

from openmappa.config.home import Home
from openmappa.config.postgres import locked


def bring_up_to_date(place: Home) -> bool:
    """Run the migrations as `owner` unless these very ones were run before; whether it did."""
    edition = _edition()
    if _recorded(place) == edition:
        return False
    with locked(place):
        if _recorded(place) == edition:
            return False
        migrate()
        place.write_private(_record(place), edition)
    return True


def migrate() -> None:
    """Run the migrations as `owner`, silently."""
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()


def forget(place: Home) -> None:
    """Have the next command look at the database again: it is not the one it was."""
    _record(place).unlink(missing_ok=True)


def _record(place: Home) -> Path:
    return place.postgres / "schema"


def _recorded(place: Home) -> str:
    try:
        return _record(place).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _edition() -> str:
    """A short text that changes whenever a migration is added or renamed."""
    names = sorted(
        f"{app.label}.{file.stem}"
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("*.py")
    )
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
