"""The verbs by which somebody confirms what is worked out, and others contest and decide it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from openmappa.audit.operations import Open, refusals
from openmappa.law.dates import in_words
from openmappa.nominals import entering
from openmappa.nominals.fairness import Confirmation, Contest
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import OUTCOMES


def confirm(
    opened: Open,
    nominal: Nominal,
    by: entering.Author,
    *,
    state: str,
    says: str,
    basis: str,
    part: str,
) -> None:
    """Stand for the category, or for its end, as it is worked out today.

    `part`: the part of the record that one must see to be told of it.
    """
    with refusals():
        columns = {"state": state, "says": says, "basis": basis}
        entering.enter(opened, Confirmation, nominal, by, columns)
    opened.record(
        "confirmed",
        f"{by.name} confirmed: {says}.",
        nominal_id=nominal.pk,
        reference=str(nominal.reference),
        parts=[part],
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says against one state of a record.

    `speaker` is a word of `register.WHO_SPEAKS`, `who` the name of a representative or agency.
    """

    of_what: str
    subject_id: int | None
    about: str
    speaker: str
    who: str
    said: str
    received_on: date
    answer_due: date


def contest(
    opened: Open, nominal: Nominal, by: entering.Author, said: Said, *, part: str
) -> Contest:
    """Record a contest; the database notes who stands for the state, and so may not decide."""
    with refusals():
        row = entering.enter(
            opened,
            Contest,
            nominal,
            by,
            {name: getattr(said, name) for name in Said.__dataclass_fields__},
        )
    # What is contested is told on the page alone: it may name somebody.
    opened.record(
        "contested",
        f"{by.name} recorded a contest, to be answered by {in_words(said.answer_due)}.",
        nominal_id=nominal.pk,
        reference=str(nominal.reference),
        parts=[part],
    )
    return row


def decide(
    opened: Open, row: Contest, *, by: str, by_id: int, outcome: str, because: str, part: str
) -> None:
    """Answer a contest; an upheld one takes out the suspicion or confirmation that it was of.

    Raises OvertakenError where somebody has answered meanwhile, PermissionError where the database
    refuses it: who confirmed the state never decides.
    """
    with refusals():
        entering.correct(
            opened,
            Contest,
            row.pk,
            version=row.version,
            columns={
                "outcome": outcome,
                "because": because,
                "decided_at": timezone.now(),
                "decided_by": by,
                "decided_by_id": by_id,
            },
        )
    opened.record(
        "decided",
        f"{by} decided on a contest: {OUTCOMES[outcome]}.",
        nominal_id=row.nominal_id,
        parts=[part],
    )
