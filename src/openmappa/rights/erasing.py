"""Lawful erasure: one person asks, another approves, the worker erases.

What is erased, and how, is in the database's function `rights_erase`, which does nothing but what
two people decided. Here is what surrounds it: the files, named in the erasure, go after the rows
did.
"""

from __future__ import annotations

from django.db import DatabaseError, connections

from openmappa.agencies.pages import WEB, Visitor
from openmappa.audit.operations import operation
from openmappa.nominals import facts, stored
from openmappa.rights.exports import discard
from openmappa.rights.models import Erasure

WORKER, INTAKE = "worker", "intake"


def ask(
    visitor: Visitor,
    *,
    nominal_id: int,
    area: tuple[int, str],
    basis: str,
    reason: str,
    rows: list[tuple[str, int]] | None = None,
) -> Erasure:
    """Ask for the whole record, or for named rows, to be erased.

    The reason is kept in the request alone, and goes with the erasure: it may name the person.
    """
    erasure = Erasure(
        nominal_id=nominal_id,
        area_id=area[0],
        basis=basis,
        reason=reason,
        whole=not rows,
        rows=[list(row) for row in rows or ()],
        asked_by=visitor.name,
        asked_by_id=visitor.id,
    )
    with visitor.operation("erasure") as opened:
        erasure.save(using=WEB)
        opened.record(
            "asked for an erasure",
            f"{visitor.name} asked for an erasure, number {erasure.pk}.",
            nominal_id=nominal_id,
            area=area[1],
        )
    return erasure


def decide(visitor: Visitor, erasure: Erasure, *, approve: bool) -> bool:
    """Approve or decline what somebody else asked for; False where that was decided before."""
    with visitor.operation("erasure") as opened:
        with connections[WEB].cursor() as cursor:
            cursor.execute(
                "update rights_erasure set state = %s, decided_by = %s, decided_by_id = %s,"
                " decided_at = now() where id = %s and state = 'asked' and asked_by_id <> %s",
                [
                    "approved" if approve else "declined",
                    visitor.name,
                    visitor.id,
                    erasure.pk,
                    visitor.id,
                ],
            )
            if cursor.rowcount != 1:
                return False
        verb = "approved an erasure" if approve else "declined an erasure"
        opened.record(
            verb,
            f"{visitor.name} {verb}, number {erasure.pk}.",
            nominal_id=erasure.nominal_id,
            area=erasure.area.name,
        )
    return True


def erase(erasure_id: int) -> None:
    """Erase what was approved, as the worker; whole or not at all."""
    ours = Erasure.objects.using(WORKER).filter(pk=erasure_id, state="approved")
    erasure = ours.select_related("area").first()
    if erasure is None:
        return
    try:
        with operation(
            using=WORKER,
            actor=erasure.decided_by,
            user_id=erasure.decided_by_id,
            purpose="erasure",
        ) as opened:
            with connections[WORKER].cursor() as cursor:
                cursor.execute("set local lock_timeout = '60s'")
                cursor.execute("select rights_erase(%s)", [erasure_id])
            opened.record(
                "erased",
                f"Erased by law, number {erasure_id}.",
                nominal_id=erasure.nominal_id,
                area=erasure.area.name,
            )
    except DatabaseError as error:
        # Its first line alone: what follows may quote the row.
        said = str(error).split("\n", 1)[0][:300]
        ours.update(state="failed", fault=said)
        return
    remove_files(erasure_id)
    if not erasure.whole:
        with operation(using=INTAKE, actor=erasure.decided_by, purpose="erasure"):
            facts.changed([erasure.nominal_id], INTAKE)


def remove_files(erasure_id: int) -> None:
    """Remove what an erasure that is done left outside the database; as often as it takes."""
    names = Erasure.objects.using(WORKER).values_list("files", flat=True).get(pk=erasure_id)
    for name in names:
        if "/" in name:
            stored.erase(name)
        else:
            discard(name)
    with connections[WORKER].cursor() as cursor:
        cursor.execute("select rights_files_are_gone(%s)", [erasure_id])


def left_over() -> list[int]:
    """The erasures of which files are left, because the worker died or the storage was away."""
    waiting = Erasure.objects.using(WORKER).filter(state="done").exclude(files=[])
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def remove_left_over() -> None:
    """Remove them now."""
    for number in left_over():
        remove_files(number)
