"""The audit room's registration with Django."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Domain events, access log, operations and the base of row history."""

    name = "openmappa.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Harden the history triggers after every migration."""
        post_migrate.connect(_history_cannot_be_ignored, sender=self)


def _history_cannot_be_ignored(*, using: str, **_: Any) -> None:
    """Take away the setting by which a session could tell the triggers to look away.

    As shipped, any login can set `pgtrigger.ignore` and write without a trace; each migration
    that adds a trigger brings that function back, so it is replaced after every run.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "create or replace function public._pgtrigger_should_ignore(trigger_name name)"
            " returns boolean as $$ begin return false; end $$ language plpgsql"
        )
