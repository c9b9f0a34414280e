"""Bringing the tables of the embedded database up to date with the migrations of this checkout."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import Connection

from openmappa.config.home import Home
from openmappa.config.postgres import locked

# Tables whose rows come from migrations alone: they say nothing of anybody.
REFERENCE_TABLES = frozenset(
    {
        "agencies_area",
        "agencies_role",
        "agencies_setting",
        "agencies_setting_history",
        "auth_permission",
        "django_content_type",
        "django_migrations",
        "victims_watched",
        "nominals_search_source",
    }
)


def is_up_to_date(place: Home) -> bool:
    """Whether these very migrations were run before. Every command asks: no query, no lock."""
    try:
        return _record(place).read_text(encoding="utf-8") == _edition()
    except FileNotFoundError:
        return False


def bring_up_to_date(place: Home) -> bool:
    """Run the migrations where they are not up to date, and say whether that was so."""
    with locked(place):
        if is_up_to_date(place):
            return False
        migrate()
        place.write_private(_record(place), _edition())
    return True


def migrate() -> None:
    """Run the migrations as `owner`, silently."""
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()


def tables(owner: Connection[Any]) -> list[str]:
    """The tables of the database that hold anything but reference data, in order of name."""
    found = owner.execute("select tablename from pg_tables where schemaname = 'public'")
    return sorted({str(name) for (name,) in found} - REFERENCE_TABLES)


def known_migrations() -> frozenset[str]:
    """The migrations of this checkout, such as `cases.0001_initial`."""
    return frozenset(
        f"{app.label}.{file.stem}"
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("*.py")
        if file.stem != "__init__"
    )


def _record(place: Home) -> Path:
    return place.postgres / "schema"


def _edition() -> str:
    """A short text that changes whenever a migration is added or renamed."""
    return hashlib.sha256("\n".join(sorted(known_migrations())).encode()).hexdigest()[:16]
