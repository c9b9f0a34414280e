"""The verb by which a missed duty becomes one that is suspected, once an officer has checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from openmappa.audit.operations import Open, refusals
from openmappa.law.dates import in_words
from openmappa.nominals import entering, signing
from openmappa.nominals.fairness import CHECKS, Suspicion
from openmappa.nominals.models import Nominal


def suspect(
    opened: Open,
    nominal: Nominal,
    by: entering.Author,
    *,
    duty: str,
    due: date,
    mark: str,
    what: str,
    checks: Mapping[str, str],
    part: str,
) -> Suspicion:
    """Confirm that a duty was missed, with what each check found; somebody else looks again.

    `part`: the part of the record that one must see to be told. The database refuses a check that
    is missing, and a day that is not over.
    """
    with refusals():
        found = entering.enter(
            opened,
            Suspicion,
            nominal,
            by,
            {"duty": duty, "due": due, "mark": mark, "what": what}
            | {name: checks[name] for name in CHECKS},
        )
    opened.record(
        "suspected",
        f"{by.name} confirmed that a duty is suspected of being missed: due {in_words(due)}.",
        nominal_id=nominal.pk,
        reference=str(nominal.reference),
        parts=[part],
    )
    signing.ask(
        by=by.name,
        by_id=by.id,
        nominal=nominal,
        area_id=by.area_id,
        kind="suspicion",
        subject_id=found.pk,
        why=f"{what}, due {in_words(due)}. What each check found is on the page Missed duties.",
        operation=opened,
    )
    return found
