"""Records that only those see who are named to them, and people kept from a record by name."""

from __future__ import annotations

from collections.abc import Sequence

from openmappa.audit.operations import Open
from openmappa.nominals.caseload import call
from openmappa.nominals.models import Nominal

LET_IN, SHUT_OUT = "let_in", "shut_out"


def restrict(
    *, by: str, nominal: Nominal, members: Sequence[int], why: str, ring: str, operation: Open
) -> None:
    """Show a record, from this moment, to its caseload, to `members` and to who restricts it only.

    `ring`: the number for whoever asks by an exact identifier; empty tells nobody of the record.
    """
    call(
        operation,
        "nominals_restrict(%s, %s, %s, %s, %s::bigint[])",
        [nominal.pk, why, ring, by, list(members)],
    )
    _record(operation, "restricted", f"{by} restricted {nominal.reference}: {why}", nominal)


def put_on_list(
    *, by: str, nominal: Nominal, user_id: int, who: str, side: str, why: str, operation: Open
) -> None:
    """Let somebody in to a restricted record, or shut them out of a record, by name."""
    call(
        operation,
        "nominals_list(%s, %s, %s, %s, %s)",
        [nominal.pk, user_id, side, why, by],
    )
    what = "let in to" if side == LET_IN else "shut out of"
    _record(operation, what, f"{by}: {who} is {what} {nominal.reference}: {why}", nominal)


def take_off_list(
    *, by: str, nominal: Nominal, number: int, who: str, why: str, operation: Open
) -> None:
    """End a line of a list; a declaration is lifted so, by somebody else than who made it."""
    call(operation, "nominals_unlist(%s, %s, %s)", [number, why, by])
    _record(
        operation,
        "taken off a list",
        f"{by} took {who} off a list of {nominal.reference}: {why}",
        nominal,
    )


def lift(*, by: str, nominal: Nominal, sign_off: int, operation: Open) -> None:
    """Lift a restriction on the signature `sign_off`, which `by` gave to somebody else."""
    call(operation, "nominals_lift_restriction(%s, %s)", [sign_off, by])
    _record(operation, "lifted", f"{by} lifted the restriction of {nominal.reference}", nominal)


def declare(*, by: str, nominal: Nominal, how: str, operation: Open) -> None:
    """Say that one knows the person: one's own sight of the record ends in this instant."""
    reference = str(nominal.reference)
    call(operation, "nominals_declare(%s, %s)", [nominal.pk, how])
    operation.record(
        "declared",
        f"{by} knows the person and no longer sees {reference}: {how}",
        nominal_id=nominal.pk,
        reference=reference,
    )


def _record(operation: Open, verb: str, sentence: str, nominal: Nominal) -> None:
    operation.record(verb, sentence, nominal_id=nominal.pk, reference=str(nominal.reference))
