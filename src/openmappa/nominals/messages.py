"""Messages to the manager of a record: kept here, never sent by e-mail."""

from __future__ import annotations

from django.utils import timezone

from openmappa.audit.operations import Open
from openmappa.nominals.caseload import RefusedError, call
from openmappa.nominals.models import Message


def send(
    *, by: str, nominal_id: int, about: str, text: str, standing: str, operation: Open
) -> None:
    """Write to whoever manages the record. `about` is what the writer was shown of it.

    `standing` is one of `STANDINGS`: as what the text is said.
    """
    call(operation, "nominals_send_message(%s, %s, %s, %s)", [nominal_id, text, standing, about])
    operation.record("wrote", f"{by} wrote to the manager of the record.", nominal_id=nominal_id)


def read(*, by: str, message: Message, operation: Open) -> None:
    """Note who read a message first."""
    Message.objects.using(operation.using).filter(pk=message.pk, read_at=None).update(
        read_at=timezone.now(), read_by=by
    )


def answer(*, by: str, message: Message, text: str, standing: str, operation: Open) -> None:
    """Answer a message, once; its writer finds the answer among their messages.

    Raises RefusedError where somebody answered meanwhile.
    """
    waiting = Message.objects.using(operation.using).filter(pk=message.pk, answered_at=None)
    if not waiting.update(
        answer=text, answer_standing=standing, answered_at=timezone.now(), answered_by=by
    ):
        raise RefusedError("Somebody has answered meanwhile")
    operation.record(
        "answered",
        f"{by} answered a message of {message.from_name}.",
        nominal_id=message.nominal_id,
    )
