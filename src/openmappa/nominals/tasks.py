"""What people give each other to do about a person: giving, doing, moving, putting off.

What a rule asks (`RULED`) can be given to a colleague too, and taken back; it is done where it is
asked. The database decides whose a task is to move or do, and to whom it may go: only to somebody
who may open the record. With a case it passes to the successor; from who may no longer open the
record to the manager of the person or a supervisor (`nominals_pass_tasks`), in the same
transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connections, transaction

from openmappa.audit.operations import Open, operation
from openmappa.law.dates import in_words
from openmappa.nominals.caseload import call
from openmappa.nominals.models import Nominal, Task


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody to whom something about a person may be given."""

    id: int
    name: str
    agency: str
    roles: tuple[str, ...] = ()


def takers(nominal_id: int, using: str) -> list[Taker]:
    """Whoever may open the record and serves in the caller's areas, or is named to the person."""
    with connections[using].cursor() as cursor:
        cursor.execute("select id, name, agency, roles from nominals_takers(%s)", [nominal_id])
        return [
            Taker(number, name, agency, tuple(roles))
            for number, name, agency, roles in cursor.fetchall()
        ]


def give(
    *, by: str, nominal: Nominal, to: Taker, what: str, due: date, statutory: bool, operation: Open
) -> int:
    """Give somebody something to do about a person by a day; answers with the task's number.

    Raises `PermissionDenied` where the caller does not work on the record or `to` may not open it,
    `RefusedError` for a day that is over.
    """
    number: int = call(
        operation,
        "nominals_give_task(%s, %s, %s, %s, %s, %s)",
        [nominal.pk, to.id, what, due, statutory, by],
    )
    _record(operation, "gave a task", f"{by} gave {to.name} a task, due {in_words(due)}.", nominal)
    return number


def give_on(
    *,
    by: str,
    nominal: Nominal,
    to: Taker,
    of_rule: str,
    mark: str,
    what: str,
    due: date | None,
    statutory: bool,
    why: str,
    operation: Open,
) -> int:
    """Give a colleague what a rule asks; answers with the task's number.

    `of_rule` is one of `RULED`, `mark` which thing of that kind. Raises `PermissionDenied` where
    the caller neither manages the person nor assigns cases, or `to` may not open the record;
    `RefusedError` where it is with a colleague already.
    """
    number: int = call(
        operation,
        "nominals_give_on(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [nominal.pk, to.id, of_rule, mark, what, due, statutory, why, by],
    )
    _record(operation, "gave a task", f"{by} gave {to.name} what a rule asks.", nominal)
    return number


def take_back(*, by: str, task: Task, operation: Open) -> None:
    """Take back, or give back, what a rule asks: whoever manages the person has it again."""
    call(operation, "nominals_take_back(%s, %s)", [task.pk, by])
    _record(operation, "took back a task", f"{by} took back what a rule asks.", task.nominal)


def done(*, by: str, task: Task, outcome: str, standing: str, operation: Open) -> None:
    """Say that it is done, and what was done or found, as one of `STANDINGS`.

    Raises `RefusedError` where it was done meanwhile.
    """
    call(operation, "nominals_do_task(%s, %s, %s, %s)", [task.pk, outcome, standing, by])
    _record(operation, "did a task", f"{by} said what was done of a task.", task.nominal)


def move(*, by: str, task: Task, to: Taker, why: str, operation: Open) -> None:
    """Give it to somebody else who may open the record, with the reason."""
    call(operation, "nominals_move_task(%s, %s, %s, %s)", [task.pk, to.id, why, by])
    _record(operation, "moved a task", f"{by} gave a task to {to.name}.", task.nominal)


def put_off(*, by: str, task: Task, until: date, why: str, operation: Open) -> None:
    """Let it be due on a later day, which the supervisor is shown.

    Raises `RefusedError` for what is statutory or overdue.
    """
    call(operation, "nominals_put_off_task(%s, %s, %s, %s)", [task.pk, until, why, by])
    _record(operation, "put off a task", f"{by} put off a task to {in_words(until)}.", task.nominal)


def pass_on_lapsed(using: str) -> int:
    """Pass on what is still to do of those who may no longer open the record; how many tasks."""
    with operation(using=using, actor="OpenMAPPA", purpose="pass on tasks") as opened:
        passed: int = call(opened, "nominals_tasks_pass_on_lapsed()", [])
        if not passed:
            transaction.set_rollback(True, using=using)  # not even the operation is kept
    return passed


def give_at_18(using: str) -> int:
    """Give the managers of those who will be 18 soon the move to adult services; how many tasks."""
    with operation(using=using, actor="OpenMAPPA", purpose="tasks at 18") as opened:
        given: int = call(opened, "nominals_tasks_at_18()", [])
        if not given:
            transaction.set_rollback(True, using=using)
    return given


def _record(operation: Open, verb: str, sentence: str, nominal: Nominal) -> None:
    operation.record(
        verb, sentence, nominal_id=nominal.pk, reference=str(nominal.reference), parts=["LOG"]
    )
