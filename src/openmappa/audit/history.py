"""Row history: every tracked table has an event table that a trigger fills."""

from __future__ import annotations

from typing import Any, TypeVar

import pghistory
import pghistory.models
import pgtrigger
from django.db import models
from django.db.models import Func

_M = TypeVar("_M", bound=type[models.Model])


class CurrentTransaction(Func):
    """The transaction's own number: when a row became known, for `pg_visible_in_snapshot`."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class CurrentUser(Func):
    """The person in whose scope this transaction is; none for a command."""

    template = "(nullif(current_setting('app.user', true), '')::bigint)"
    output_field = models.BigIntegerField(null=True)


class CurrentOperation(Func):
    """The operation that this transaction opened; the database refuses a write without one."""

    template = "audit_current_operation()"
    output_field = models.UUIDField()


# The calendar's day in London, as every policy of the database has it.
TODAY = Func(function="audit_today", output_field=models.DateField())


class History(pghistory.models.Event):
    """One state of one row: which transaction wrote it and in which operation."""

    xid = models.BigIntegerField(db_default=CurrentTransaction())
    operation = models.UUIDField(db_default=CurrentOperation())

    class Meta:
        abstract = True


def tracked(**options: Any) -> Any:
    """Decorate a model whose every insert, update and delete must leave its mark."""

    def decorate(model: _M) -> _M:
        table = model._meta.db_table
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            base_model=History,
            context_field=None,  # type: ignore[arg-type]  # as its documentation says
            obj_field=pghistory.ObjForeignKey(
                on_delete=models.DO_NOTHING, db_constraint=False, related_name="history"
            ),
            append_only=True,
            level=pgtrigger.Statement,
            meta={"db_table": f"{table}_history"},
            **options,
        )(model)
        return model

    return decorate
