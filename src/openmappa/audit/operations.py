"""Open an operation: the one way to write, and the way to log a reading."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connections, transaction
from psycopg.errors import InsufficientPrivilege

from openmappa.audit.models import Access, DomainEvent, Operation
from openmappa.audit.reasons import Reason

NO_REASON = Reason("")


@dataclass(frozen=True, slots=True)
class Open:
    """An operation under way on one database login."""

    id: uuid.UUID
    using: str
    actor: str

    def record(
        self,
        verb: str,
        sentence: str,
        *,
        nominal_id: int | None = None,
        reference: str = "",
        area: str = "",
        parts: Collection[str] = (),
    ) -> None:
        """Write a domain event that bears this operation's id.

        `parts`: names of the parts of the record that one must see to be told of it.
        """
        self.record_all(
            [
                DomainEvent(
                    verb=verb,
                    sentence=sentence,
                    nominal_id=nominal_id,
                    reference=reference,
                    area=area,
                    parts=sorted(parts),
                )
            ]
        )

    def record_all(self, events: Sequence[DomainEvent]) -> None:
        """Write many domain events that bear this operation's id."""
        for event in events:
            event.operation = self.id
        # RETURNING would need leave to read; these tables grant insert only.
        with connections[self.using].cursor() as cursor:
            cursor.executemany(
                "insert into audit_event"
                " (operation, verb, nominal_id, reference, area, sentence, parts)"
                " values (%s, %s, %s, %s, %s, %s, %s)",
                [
                    (
                        e.operation,
                        e.verb,
                        e.nominal_id,
                        e.reference,
                        e.area,
                        e.sentence,
                        # One that was made without naming any has its default still to come.
                        e.parts if isinstance(e.parts, list) else [],
                    )
                    for e in events
                ],
            )


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the database's refusal into `PermissionDenied`, whose text names nobody."""
    try:
        yield
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise PermissionDenied from error
        raise


_SIGNED_IN = "coalesce(%s, nullif(current_setting('app.user', true), '')::bigint)"


def begin(
    *,
    using: str,
    actor: str,
    purpose: str,
    reason: str = "",
    user_id: int | None = None,
    compartment: str = "",
) -> Open:
    """Allow writing in the transaction that is open on the login `using`, under one operation.

    For a page, whose transaction is its request's; whoever has none opens `operation`. `user_id`
    is given by a job, which acts for somebody who is not signed in on its connection.
    """
    opened = Open(uuid.uuid4(), using, actor)
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"insert into {Operation._meta.db_table}"
            " (id, actor, purpose, reason, user_id, compartment)"
            f" values (%s, %s, %s, %s, {_SIGNED_IN}, %s)",
            [opened.id, actor, purpose, reason, user_id, compartment],
        )
        cursor.execute("select set_config('app.operation', %s, true)", [str(opened.id)])
    return opened


@contextmanager
def operation(
    *,
    using: str,
    actor: str,
    purpose: str,
    reason: str = "",
    user_id: int | None = None,
    compartment: str = "",
    repeatable_read: bool = False,
) -> Iterator[Open]:
    """Run one durable transaction on the login `using` in which writing is allowed.

    The database refuses a write to a tracked table in a transaction that opened no operation. With
    `repeatable_read` every read in it sees one and the same moment.
    """
    with transaction.atomic(using=using, durable=True):
        if repeatable_read:
            with connections[using].cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read")
        yield begin(
            using=using,
            actor=actor,
            purpose=purpose,
            reason=reason,
            user_id=user_id,
            compartment=compartment,
        )


def log_access(
    *,
    using: str,
    actor: str,
    action: str,
    what: str,
    nominal_ids: Collection[int] = (),
    area: str = "",
    refused: bool = False,
    operation_id: uuid.UUID | None = None,
    compartment: str = "",
    user_id: int | None = None,
    parts: Collection[str] = (),
    reason: Reason = NO_REASON,
) -> None:
    """Log one reading, search, export or refusal: a row for each person it showed, else one.

    In a transaction of its own if none is open, so before the answer leaves. `user_id` is given
    where nobody's scope is set; `parts` names the parts of the record that were looked at. The
    database refuses that somebody takes people out (print, export) without a reason.
    """
    with connections[using].cursor() as cursor:
        cursor.executemany(
            f"insert into {Access._meta.db_table}"
            " (operation, actor, action, what, nominal_id, area, refused, user_id, parts,"
            " compartment, reason_code, reason)"
            f" values (%s, %s, %s, %s, %s, %s, %s, {_SIGNED_IN}, %s, %s, %s, %s)",
            [
                (
                    operation_id,
                    actor,
                    action,
                    what,
                    nominal,
                    area,
                    refused,
                    user_id,
                    sorted(parts),
                    compartment,
                    reason.code,
                    reason.words,
                )
                for nominal in (nominal_ids or (None,))
            ],
        )
