"""Whether the statutory victim contact scheme covers a sentence, and when the first offer is due.

Nothing here knows a victim. A victim is asked; nothing is sent without a recorded wish.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import days_from
from openmappa.law.facts import INDETERMINATE, TERMS, Disposal
from openmappa.law.rules import AnyRule, Rule, Status, in_force, rule
from openmappa.law.workdays import working_days_after

_COVERED = frozenset({"sexual_sch3", "sexual_sch15", "violent_sch15"})


@rule("DVCVA 2004 ss.35, 45", since=date(2005, 7, 1), source="DVCVA", status=Status.PARTLY)
def dvcva_s35(disposal: Disposal) -> bool:
    """A sexual or violent offence with 12 months or more, a detention and training order included.

    A suspended sentence does not count: no licence follows it.
    """
    if disposal.offence_class not in _COVERED:
        return False
    if disposal.disposal in INDETERMINATE:
        return True
    custodial = disposal.disposal in TERMS - {"suspended_imprisonment"}
    return custodial and (disposal.term_months or 0) >= 12


@rule("DVCVA 2004 s.36", since=date(2005, 7, 1), source="DVCVA")
def dvcva_s36(disposal: Disposal) -> bool:
    """A sexual or violent offence with a hospital order and a restriction order."""
    return disposal.offence_class in _COVERED and disposal.disposal == "restricted_hospital_order"


@rule("DVCVA 2004 ss.36A-38", since=date(2008, 11, 3), source="memory", status=Status.MEMORY)
def dvcva_s36a(disposal: Disposal) -> bool:
    """A hospital order without a restriction as well, since 2008."""
    return disposal.offence_class in _COVERED and disposal.disposal == "hospital_order"


@rule("Victims and Courts Act 2026", since=None, source="VCA26", status=Status.PARTLY)
def vca26(disposal: Disposal) -> bool:
    """The Act widens the scheme. Its commencement was not found, so it is switched off."""
    return disposal.offence_class in _COVERED


_SCHEME: tuple[Rule[[Disposal], bool], ...] = (vca26, dvcva_s36a, dvcva_s36, dvcva_s35)


@rule(
    "Victims' Code 2015",
    since=date(2006, 4, 3),
    until=date(2021, 3, 31),
    source="memory",
    status=Status.MEMORY,
)
def code_2015(sentenced_on: date) -> date:
    """The first offer of contact within 8 weeks of sentence."""
    return days_from(sentenced_on, 8 * 7)


@rule("Victims' Code 2020", since=date(2021, 4, 1), source="memory", status=Status.MEMORY)
def code_2020(sentenced_on: date) -> date:
    """The first offer of contact within 20 working days of sentence."""
    return working_days_after(sentenced_on, 20)


_CODES = (code_2020, code_2015)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whether probation must ask the victim, and by when; None where no code set a time."""

    rules: tuple[AnyRule, ...]
    first_offer_by: date | None = None

    @property
    def covered(self) -> bool:
        """Whether any rule of the scheme covers the sentence."""
        return bool(self.rules)


def contact(disposal: Disposal) -> Contact:
    """What the scheme says of one disposal, by the law on the day of sentence."""
    on = disposal.sentenced_on or disposal.convicted_on
    for scheme in in_force(_SCHEME, on):
        if scheme(disposal):
            codes = list(in_force(_CODES, on))
            by = codes[0](on) if codes else None
            return Contact((scheme, *codes), by)
    return Contact(())
