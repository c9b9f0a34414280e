"""Two records of one person made one by two people, and taken apart again by two.

One person asks on a page, another signs (`signing`); the worker then does it on the login `intake`
in one transaction under the signer's name. Every row of one record moves to the other and how it
stood is kept (`MergeRow`), so that taking it apart is exact; what becomes of each table is the
database's `nominals_merge_plan`. What is derived is worked out again. Decision 12 says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db import IntegrityError, connections, transaction
from procrastinate.contrib.django import app

from openmappa.audit.operations import Open, operation, refusals
from openmappa.nominals import facts
from openmappa.nominals.actions import refresh_identity, relink
from openmappa.nominals.caseload import RefusedError
from openmappa.nominals.models import Merge, Nominal, SignOff, SourceRecord

INTAKE = "intake"
KINDS = ("merge", "part")  # of sign-off
PURPOSE = "merge"  # `cases.told_in_history` knows it
OBSTACLES: Mapping[str, str] = {
    "merging": "One of the two records is part of another merge, which must be decided or taken"
    " apart first. A record that others were merged into is the one to keep.",
    "archived": "One of the two is archived: open it again first.",
    "emergency": "Somebody has one of the two open in an emergency: wait until that ends.",
    "sign_off": "Work on one of the two waits for a signature: sign it or refuse it first.",
    "relationship": "One is recorded as a relation of the other, which says that they are two"
    " people: withdraw that relationship first, if it is wrong.",
    "different": "Somebody decided that records of the two are two people\u2019s: take that"
    " decision back first, on the page of possible matches.",
    "transfer": "A transfer of one of the two waits to be accepted: accept or withdraw it first.",
    "rights": "Something is under way with one of the two that must end first: ask the data"
    " protection officer of the area.",
}


def obstacles(kept: Nominal, gone: Nominal, using: str, *, of_merge: int = 0) -> list[str]:
    """What must be done before the two can be one, in sentences; nothing where they can."""
    with connections[using].cursor() as cursor, refusals():
        cursor.execute("select nominals_merge_obstacles(%s, %s, %s)", [kept.pk, gone.pk, of_merge])
        return [OBSTACLES[code] for code in cursor.fetchone()[0]]


def ask(
    *,
    by: str,
    by_id: int,
    kept: Nominal,
    gone: Nominal,
    area_id: int,
    choices: Mapping[str, str],
    why: str,
    operation: Open,
) -> Merge:
    """File that `gone` be merged into `kept`, for somebody else to decide.

    Raises RefusedError where something stands against it.
    """
    if against := obstacles(kept, gone, operation.using):
        raise RefusedError(against[0])
    merge = Merge(
        nominal=kept,
        other_nominal=gone,
        area_id=area_id,
        why=why,
        choices=dict(choices),
        asked_by=by,
        asked_by_id=by_id,
    )
    try:
        with transaction.atomic(using=operation.using), refusals():
            merge.save(using=operation.using, force_insert=True)
    except IntegrityError as error:
        raise RefusedError(OBSTACLES["merging"]) from error
    return merge


def ask_parting(
    *,
    by_id: int,
    merge: Merge,
    goes_back: Mapping[str, Sequence[int]] = MappingProxyType({}),
    operation: Open,
) -> None:
    """Note who asks that a merge be taken apart, and which rows entered since are the other's.

    `goes_back`: ids of rows by table, entered since; any other row the
    database refuses when it is done.
    """
    with refusals():
        merge.part_asked_by_id, merge.goes_back = by_id, dict(goes_back)
        merge.save(using=operation.using, update_fields=["part_asked_by_id", "goes_back"])


def approve(signed: SignOff, by: str, operation: Open) -> None:
    """On somebody else's signature, have two records merged by the worker."""
    merge = Merge.objects.using(operation.using).get(pk=signed.subject_id)
    merge.state, merge.approved_by, merge.approved_by_id = "approved", by, signed.decided_by_id
    merge.approved_at = signed.decided_at
    with refusals():
        merge.save(
            using=operation.using,
            update_fields=["state", "approved_by", "approved_by_id", "approved_at"],
        )
    app.configure_task("nominals.apply_merge").defer(merge_id=merge.pk)


def end(signed: SignOff, by: str, operation: Open) -> None:
    """A merge that was refused or taken back is no more."""
    Merge.objects.using(operation.using).filter(pk=signed.subject_id).update(state="ended")


def approve_parting(signed: SignOff, by: str, operation: Open) -> None:
    """On somebody else's signature, have merged records taken apart by the worker."""
    merge = Merge.objects.using(operation.using).get(pk=signed.subject_id)
    merge.state, merge.part_approved_by = "parting", by
    merge.part_approved_by_id, merge.part_approved_at = signed.decided_by_id, signed.decided_at
    with refusals():
        merge.save(
            using=operation.using,
            update_fields=[
                "state",
                "part_approved_by",
                "part_approved_by_id",
                "part_approved_at",
            ],
        )
    app.configure_task("nominals.apply_merge").defer(merge_id=merge.pk)


def apply(merge_id: int) -> None:
    """Merge, or take apart, what two people decided; once, however often it is called."""
    waiting = Merge.objects.using(INTAKE).filter(pk=merge_id)
    merge = waiting.filter(state__in=["approved", "parting"]).first()
    if merge is None:
        return
    try:
        _apply(merge)
    except _DoneError:
        return
    except IntegrityError as error:
        # Something began since it was signed: nothing moved, and the pages say so.
        said = str(error.__cause__).splitlines()[0]
        answer = f"Nothing was moved: {said}."
        if merge.state == "approved":
            waiting.update(state="ended", answer=answer)
        else:  # it may be asked for anew, by either
            waiting.update(
                state="merged",
                answer=answer,
                part_approved_by="",
                part_approved_by_id=None,
                part_approved_at=None,
            )


def apply_waiting() -> None:
    """Do what a worker that died left behind."""
    waiting = Merge.objects.using(INTAKE).filter(state__in=["approved", "parting"])
    for merge_id in waiting.order_by("pk").values_list("pk", flat=True):
        apply(merge_id)


class _DoneError(Exception):
    """Another worker has done it meanwhile."""


def _apply(merge: Merge) -> None:
    joins = merge.state == "approved"
    by, by_id = (
        (merge.approved_by, merge.approved_by_id)
        if joins
        else (merge.part_approved_by, merge.part_approved_by_id)
    )
    with operation(
        using=INTAKE, actor=by, purpose=PURPOSE, reason=merge.why, user_id=by_id
    ) as opened:
        # Another worker may be at it: wait, and see that it is done.
        waiting = Merge.objects.using(INTAKE).select_for_update().filter(pk=merge.pk)
        if waiting.get().state != merge.state:
            raise _DoneError
        facts.hold_figures_still(INTAKE)
        with connections[INTAKE].cursor() as cursor:
            verb = "nominals_merge_into" if joins else "nominals_merge_part"
            cursor.execute(f"select {verb}(%s)", [merge.pk])
            _work_out(merge, opened)
            cursor.execute("select nominals_merge_settle(%s)", [merge.pk])
        kept, gone = merge.reference, merge.other_reference
        sentence = (
            f"{merge.asked_by} asked, {by} decided: {gone} was merged into {kept}, which is kept."
            if joins
            else f"Decided by {by}: {gone} was taken out of {kept} again, with what was its own"
            f"{_and_since(merge)}."
        )
        for nominal_id, reference in ((merge.nominal_id, kept), (merge.other_nominal_id, gone)):
            opened.record(
                "merged" if joins else "parted",
                sentence,
                nominal_id=nominal_id,
                reference=reference,
            )


def _and_since(merge: Merge) -> str:
    number = sum(map(len, merge.goes_back.values()))
    return f" and {number} of the rows entered since" if number else ""


def _work_out(merge: Merge, opened: Open) -> None:
    """Let what is derived follow the records of the agencies."""
    both = (merge.nominal_id, merge.other_nominal_id)
    held = set(
        SourceRecord.objects.using(INTAKE)
        .filter(nominal__in=both)
        .values_list("nominal_id", flat=True)
    )
    moved = {*held, merge.other_nominal_id} if held else set()
    if moved and merge.state != "approved":
        moved.add(merge.nominal_id)
    refresh_identity(held, INTAKE)
    if held:
        relink(held, opened)
    facts.changed(moved, INTAKE)
