"""Messages to the manager of a record: kept here, never sent by e-mail."""

from __future__ import annotations

from django.utils import timezone

from openmappa.audit.operations import Open
from openmappa.nominals.caseload import call
from openmappa.nominals.models import Message


def send(*, by: str, nominal_id: int, about: str, text: str, operation: Open) -> None:
    """Write to whoever manages the record. `about` is what the writer was shown of it."""
    call(operation, "nominals_send_message(%s, %s, %s)", [nominal_id, text, about])
    operation.record("wrote", f"{by} wrote to the manager of the record.", nominal_id=nominal_id)


def read(*, by: str, message: Message, operation: Open) -> None:
    """Note who read a message first."""
    if message.read_at is None:
        message.read_at, message.read_by = timezone.now(), by
        message.save(using=operation.using, update_fields=["read_at", "read_by"])


def answer(*, by: str, message: Message, text: str, operation: Open) -> None:
    """Answer a message; its writer finds the answer among their messages."""
    message.answer, message.answered_at, message.answered_by = text, timezone.now(), by
    message.save(using=operation.using, update_fields=["answer", "answered_at", "answered_by"])
    operation.record(
        "answered",
        f"{by} answered a message of {message.from_name}.",
        nominal_id=message.nominal_id,
    )
