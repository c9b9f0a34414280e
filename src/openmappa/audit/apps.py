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
        post_migrate.connect(_history_cannot_be_evaded, sender=self)


def _history_cannot_be_evaded(*, using: str, **_: Any) -> None:
    """Let the triggers write history whoever writes, and never look away.

    As shipped, any login can set `pgtrigger.ignore` and write without a trace, each needs leave to
    insert into history and so could invent it, and a temporary table could stand in for the
    history's own. Each migration that adds a trigger brings that back, so it is done after each.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            """
            create or replace function public._pgtrigger_should_ignore(trigger_name name)
            returns boolean as $$ begin return false; end $$ language plpgsql;

            do $$
            declare
                of_trigger regprocedure;
            begin
                for of_trigger in
                    select oid from pg_proc
                    where pronamespace = 'public'::regnamespace
                      and starts_with(proname, 'pgtrigger_')
                loop
                    execute format('alter function %s security definer'
                                   ' set search_path = pg_catalog, public, pg_temp', of_trigger);
                end loop;
            end $$
            """
        )
