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
_AGAINST_CHILDREN = frozenset({"CAA 1984 s.1", "AITCA 2004 s.4", "MDA 1971 s.4(3)"})


def _covered(disposal: Disposal) -> bool:
    """Sexual or violent within s.45(2), which takes in offences against children."""
    return disposal.offence_class in _COVERED or disposal.citation in _AGAINST_CHILDREN


@rule("DVCVA 2004 ss.35, 45", since=date(2005, 7, 1), source="DVCVA", status=Status.PARTLY)
def dvcva_s35(disposal: Disposal) -> bool:
    """A sexual or violent offence with 12 months or more, a detention and training order included.

    A suspended sentence does not count: no licence follows it.
    """
    if not _covered(disposal):
        return False
    if disposal.disposal in INDETERMINATE:
        return True
    custodial = disposal.disposal in TERMS - {"suspended_imprisonment"}
    return custodial and (disposal.term_months or 0) >= 12


@rule("DVCVA 2004 s.36", since=date(2005, 7, 1), source="DVCVA")
def dvcva_s36(disposal: Disposal) -> bool:
    """A sexual or violent offence with a hospital order and a restriction order."""
    return _covered(disposal) and disposal.disposal == "restricted_hospital_order"


@rule("DVCVA 2004 ss.36A-38", since=date(2008, 11, 3), source="memory", status=Status.MEMORY)
def dvcva_s36a(disposal: Disposal) -> bool:
    """A hospital order without a restriction as well, since 2008."""
    return _covered(disposal) and disposal.disposal == "hospital_order"


@rule("Victims and Courts Act 2026", since=None, source="VCA26", status=Status.PARTLY)
def vca26(disposal: Disposal) -> bool:
    """The Act widens the scheme. Its commencement was not found, so it is switched off."""
    return _covered(disposal)


_SCHEME: tuple[Rule[[Disposal], bool], ...] = (vca26, dvcva_s36a, dvcva_s36, dvcva_s35)


@rule(
    "Victim contact, good practice (domestic abuse)",
    since=date(2015, 2, 1),
    source="DVCVA",
    status=Status.PARTLY,
)
def vcs_domestic_abuse(disposal: Disposal) -> bool:
    """Contact as good practice after domestic abuse, however short the sentence; no duty."""
    return disposal.domestic_abuse and disposal.disposal in TERMS | INDETERMINATE


@rule(
    "Victim contact, stalking and harassment",
    since=date(2022, 11, 1),
    source="DVCVA, memory",
    status=Status.MEMORY,
)
def vcs_stalking(disposal: Disposal) -> bool:
    """Contact after stalking or harassment too, rolled out from November 2022; no duty."""
    return disposal.citation in _STALKING and disposal.disposal in TERMS | INDETERMINATE


_STALKING = frozenset({"PHA 1997 s.2", "PHA 1997 s.2A", "PHA 1997 s.4", "PHA 1997 s.4A"})
_PRACTICE: tuple[Rule[[Disposal], bool], ...] = (vcs_stalking, vcs_domestic_abuse)


@rule("DVCVA 2004 ss.35(3)-(5), 36(4)-(6)", since=date(2005, 7, 1), source="DVCVA")
def dvcva_wishes() -> tuple[str, ...]:
    """Probation takes all reasonable steps to find out what a victim wishes; nothing goes unasked.

    The answer is what the victim is asked. Nothing is sent without a recorded wish, and the
    offender is never told a victim's name or address.
    """
    return (
        "to make representations about conditions of licence, supervision or discharge",
        "to receive information about those conditions",
    )


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
    """Whether probation must ask the victim, and by when; None where no code set a time.

    `practice`: contact is good practice where there is no duty.
    """

    rules: tuple[AnyRule, ...]
    first_offer_by: date | None = None
    practice: AnyRule | None = None

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
            return Contact((scheme, dvcva_wishes, *codes), by)
    practice = (rule for rule in in_force(_PRACTICE, on) if rule(disposal))
    return Contact((), practice=next(practice, None))
