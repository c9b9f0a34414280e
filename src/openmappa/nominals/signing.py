"""Sign-off: one mechanism for all work that somebody else must sign.

What is signed is a typed reference, `kind` and `subject_id`. A room that has work to be signed
adds its kind to `KINDS`, with what follows from a signature; who asks, who may sign, the states and
the record of it are the same for all. The database holds the same: nobody signs their own work, and
nothing is decided twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from openmappa.agencies.permissions import Permission
from openmappa.audit.operations import Open, refusals
from openmappa.nominals import archiving, entering, merging, restricting
from openmappa.nominals.caseload import RefusedError
from openmappa.nominals.fairness import Suspicion
from openmappa.nominals.models import Nominal, SignOff


class State(StrEnum):
    """Where work to be signed stands."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# From which state to which, and who takes the step.
TRANSITIONS: dict[State, dict[State, str]] = {
    State.ASKED: {
        State.GIVEN: "somebody else who may sign off",
        State.REFUSED: "somebody else who may sign off",
        State.WITHDRAWN: "who asked",
    },
    State.GIVEN: {},
    State.REFUSED: {},
    State.WITHDRAWN: {},
}
LABELS = {
    State.ASKED: "Waits for a signature",
    State.GIVEN: "Signed",
    State.REFUSED: "Refused",
    State.WITHDRAWN: "Taken back",
}


def _lift(signed: SignOff, by: str, operation: Open) -> None:
    restricting.lift(by=by, nominal=signed.nominal, sign_off=signed.pk, operation=operation)


def _archive_in_error(signed: SignOff, by: str, operation: Open) -> None:
    archiving.archive(
        by=by,
        nominal=signed.nominal,
        area_id=signed.area_id,
        reason=archiving.IN_ERROR,
        note=signed.why,
        sign_off=signed.pk,
        operation=operation,
    )


def _nothing_follows(signed: SignOff, by: str, operation: Open) -> None:
    """What was signed stands already; what can no longer be changed, the database sees to."""


def _suspicion_falls(refused: SignOff, by: str, operation: Open) -> None:
    version = (
        Suspicion.objects.using(operation.using)
        .filter(pk=refused.subject_id, withdrawn_at=None)
        .values_list("version", flat=True)
        .first()
    )
    if version is not None:
        entering.withdraw(
            operation, Suspicion, refused.subject_id, version=version, because=refused.because
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work to be signed: what it says, and what a signature does.

    `needs`: what the signer must be allowed besides `Permission.WORK_SIGN_OFF`; `otherwise`: what
    follows where it is refused or taken back.
    """

    label: str
    needs: Permission
    effect: Callable[[SignOff, str, Open], None]
    otherwise: Callable[[SignOff, str, Open], None] | None = None


KINDS: dict[str, Kind] = {
    "lift_restriction": Kind("Lift the restriction of a record", Permission.RECORD_RESTRICT, _lift),
    "archive_created_in_error": Kind(
        "Archive a record that was made in error", Permission.RECORD_ARCHIVE, _archive_in_error
    ),
    "disclosure": Kind("Decision on a disclosure", Permission.RECORD_WRITE, _nothing_follows),
    "merge": Kind(
        "Merge two records of one person", Permission.MERGE_APPROVE, merging.approve, merging.end
    ),
    "suspicion": Kind(
        "Look again at a duty that is suspected of being missed",
        Permission.RECORD_WRITE,
        _nothing_follows,
        _suspicion_falls,
    ),
    "part": Kind(
        "Take merged records apart again", Permission.MERGE_APPROVE, merging.approve_parting
    ),
}


def ask(
    *,
    by: str,
    by_id: int,
    nominal: Nominal,
    area_id: int,
    kind: str,
    subject_id: int,
    why: str,
    operation: Open,
) -> None:
    """Put work before whoever may sign it; raises RefusedError where the same waits already."""
    if SignOff.objects.using(operation.using).filter(
        kind=kind, subject_id=subject_id, state=State.ASKED
    ):
        raise RefusedError("This waits for a signature already")
    with refusals():
        SignOff(
            nominal=nominal,
            area_id=area_id,
            kind=kind,
            subject_id=subject_id,
            why=why,
            asked_by=by,
            asked_by_id=by_id,
        ).save(using=operation.using, force_insert=True)
    _record(operation, "asked for a signature", f"{by} asks: {KINDS[kind].label}: {why}", nominal)


def decide(
    *, by: str, by_id: int, work: SignOff, state: State, because: str, operation: Open
) -> None:
    """Sign, refuse or take back; a signature does at once what its kind says.

    Raises ValueError for a step that `TRANSITIONS` does not know, `PermissionDenied` where it is
    not this person's to take.
    """
    if state not in TRANSITIONS[State(work.state)]:
        raise ValueError(f"No step from {work.state} to {state}.")
    if (by_id == work.asked_by_id) != (state == State.WITHDRAWN):
        raise PermissionDenied
    work.state, work.decided_at, work.because = state, timezone.now(), because
    work.decided_by, work.decided_by_id = by, by_id
    columns = ("state", "decided_at", "decided_by", "decided_by_id", "because")
    with refusals():
        # None where somebody decided meanwhile, or where the record is not in sight.
        decided = SignOff.objects.using(operation.using).filter(pk=work.pk, state=State.ASKED)
        if not decided.update(**{column: getattr(work, column) for column in columns}):
            raise PermissionDenied
    kind = KINDS[work.kind]
    _record(operation, state, f"{by}: {kind.label}: {LABELS[state]}. {because}", work.nominal)
    if state == State.GIVEN:
        kind.effect(work, by, operation)
    elif kind.otherwise is not None:
        kind.otherwise(work, by, operation)


def diagram() -> str:
    """The states and steps, as the diagram of the documentation (Mermaid)."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.ASKED}: by whoever did the work"]
    for state, steps in TRANSITIONS.items():
        lines += [f"    {state} --> {to}: by {who}" for to, who in steps.items()]
        if not steps:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page of the documentation: the diagram, and what is signed today."""
    kinds = "\n".join(
        f"- **{kind.label}**: by who may also {kind.needs.value}." for kind in KINDS.values()
    )
    return (
        "# Sign-off\n\nWritten by `openmappa states` from `nominals/signing.py`; a test compares"
        " them.\n\n"
        f"```mermaid\n{diagram()}```\n\nWhat is signed today:\n\n{kinds}\n\n"
        "Nobody signs what they asked for, and nothing is decided twice: constraint and policies of"
        " `nominals_sign_off` refuse it whatever a page does.\n"
    )


def _record(operation: Open, verb: str, sentence: str, nominal: Nominal) -> None:
    operation.record(verb, sentence, nominal_id=nominal.pk, reference=str(nominal.reference))
