"""How long someone must notify the police under Part 2 of the Sexual Offences Act 2003."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from openmappa.law.dates import beginning_with, under_18
from openmappa.law.facts import INDETERMINATE, TERMS, Disposal
from openmappa.law.offences import SOA_2003, s131, s131_a
from openmappa.law.rules import Rule, rule

SEX_OFFENDERS_ACT_1997 = date(1997, 9, 1)


@rule("SOA 2003 s.80(1)", since=SOA_2003, source="SOA")
def s80_1(disposal: Disposal) -> bool:
    """Who is convicted, cautioned, or found to have done the act, for a Schedule 3 offence.

    By a court of the United Kingdom, service courts included; a caution counts if given in England,
    Wales or Northern Ireland. A foreign disposal has that effect only through a notification order
    or notice.
    """
    if disposal.offence_class != "sexual_sch3" or disposal.jurisdiction == "foreign":
        return False
    return disposal.disposal != "caution" or disposal.jurisdiction in {"E&W", "NI"}


@rule("SOA 2003 s.81(3)-(5)", since=SOA_2003, source="SOA")
def s81_3(disposal: Disposal) -> bool:
    """Dealt with before 1 September 1997: only who was still under the sentence that day.

    In custody, on a community order, on supervision or in hospital; or who was still to be dealt
    with. A caution from before that day never counts.
    """
    if disposal.convicted_on >= SEX_OFFENDERS_ACT_1997:
        return True
    if disposal.disposal == "caution":
        return False
    if disposal.sentenced_on is not None and disposal.sentenced_on >= SEX_OFFENDERS_ACT_1997:
        return True
    if disposal.disposal in {"fine", "conditional_discharge"}:
        return False
    return disposal.ends_on is None or disposal.ends_on >= SEX_OFFENDERS_ACT_1997


@rule("SOA 2003 s.134", since=SOA_2003, source="SOA")
def s134(disposal: Disposal) -> bool:
    """A conviction that ends in an absolute discharge never leads to registration.

    One that ends in a conditional discharge does.
    """
    return disposal.disposal != "absolute_discharge"


@rule("SOA 2003 s.82(3), (4)", since=SOA_2003, source="SOA")
def s82_4(disposal: Disposal, by_ref: Mapping[str, Disposal]) -> tuple[tuple[Disposal, ...], int]:
    """Consecutive terms for Schedule 3 offences add up; each offence carries the sum.

    A term for any other offence between them adds nothing and breaks nothing. Wholly concurrent
    terms do not add up, and of terms that overlap in part the overlap counts once. The answer: the
    Schedule 3 terms in the chain down to this one, in order, and their sum in half months.
    """
    chain: list[Disposal] = []
    seen: set[str] = set()
    step: Disposal | None = disposal
    while step is not None and step.ref not in seen:
        seen.add(step.ref)
        if s131(step) and s80_1(step):
            chain.append(step)
        step = by_ref.get(step.consecutive_to) if step.consecutive_to is not None else None
    chain.reverse()
    total = sum(s131_a(link) - 2 * link.overlap_months for link in chain)
    return tuple(chain), total


def aggregates(
    disposals: Iterable[Disposal],
) -> dict[str, tuple[tuple[Disposal, ...], int]]:
    """For every Schedule 3 term in a chain, the longest chain of terms it is part of."""
    by_ref = {d.ref: d for d in disposals}
    longest: dict[str, tuple[tuple[Disposal, ...], int]] = {}
    for ref in sorted(by_ref):
        chain, total = s82_4(by_ref[ref], by_ref)
        for link in chain:
            if link.ref not in longest or total > longest[link.ref][1]:
                longest[link.ref] = (chain, total)
    return longest


@rule("SOA 2003 s.82(1), row a", since=SOA_2003, source="SOA, SOA82")
def s82_1_a(relevant: date, *, under_18: bool) -> date | None:
    """Life, imprisonment for public protection, or imprisonment for 30 months or more: no end.

    Also for who was under 18 on the relevant date.
    """
    return None


@rule("SOA 2003 s.82(1), row b", since=SOA_2003, source="SOA, SOA82")
def s82_1_b(relevant: date, *, under_18: bool) -> date | None:
    """A Scottish order for lifelong restriction: no end."""
    return None


@rule("SOA 2003 s.82(1), row c", since=SOA_2003, source="SOA, SOA82")
def s82_1_c(relevant: date, *, under_18: bool) -> date | None:
    """Admitted to hospital under a restriction order: no end."""
    return None


@rule("SOA 2003 s.82(1), row d", since=SOA_2003, source="SOA, SOA82")
def s82_1_d(relevant: date, *, under_18: bool) -> date | None:
    """Imprisonment for more than 6 months and less than 30: 10 years (5 if under 18)."""
    return beginning_with(relevant, years=5 if under_18 else 10)


@rule("SOA 2003 s.82(1), row e", since=SOA_2003, source="SOA, SOA82")
def s82_1_e(relevant: date, *, under_18: bool) -> date | None:
    """Imprisonment for 6 months or less: 7 years (3 years 6 months if under 18)."""
    return beginning_with(relevant, months=42 if under_18 else 84)


@rule("SOA 2003 s.82(1), row f", since=SOA_2003, source="SOA, SOA82")
def s82_1_f(relevant: date, *, under_18: bool) -> date | None:
    """Admitted to hospital without a restriction order: 7 years (3 years 6 months if under 18)."""
    return beginning_with(relevant, months=42 if under_18 else 84)


@rule("SOA 2003 s.82(1), row g", since=SOA_2003, source="SOA, SOA82")
def s82_1_g(relevant: date, *, under_18: bool) -> date | None:
    """A caution: 2 years (1 year if under 18)."""
    return beginning_with(relevant, years=1 if under_18 else 2)


@rule("SOA 2003 s.82(1), row h", since=SOA_2003, source="SOA, SOA82")
def s82_1_h(disposal: Disposal) -> date | None:
    """A conditional discharge: as long as the discharge runs, never halved.

    Where its last day is not recorded its length counts, from the day of the order.
    """
    if disposal.ends_on is not None or disposal.term_months is None:
        return disposal.ends_on
    made = disposal.sentenced_on or disposal.convicted_on
    return beginning_with(made, months=disposal.term_months)


@rule("SOA 2003 s.82(1), row i", since=SOA_2003, source="SOA, SOA82")
def s82_1_i(relevant: date, *, under_18: bool) -> date | None:
    """Anything else, such as a community order, a fine or guardianship: 5 years.

    2 years 6 months if under 18.
    """
    return beginning_with(relevant, months=30 if under_18 else 60)


@rule("SOA 2003 s.82(2)", since=SOA_2003, source="SOA")
def s82_2(born: date | None, relevant: date) -> bool:
    """Under 18 on the relevant date: the periods of 10, 7, 5 and 2 years are halved.

    Without a date of birth the person counts as an adult.
    """
    return born is not None and under_18(born, relevant)


@rule("SOA 2003 s.82(5)", since=SOA_2003, source="SOA")
def s82_5(last: date | None, trial_concluded_on: date) -> date:
    """A finding of disability registers no longer than to the end of a later trial for the act."""
    return trial_concluded_on if last is None else min(last, trial_concluded_on)


LENGTHS: Mapping[str, tuple[str, str]] = {
    s82_1_a.id: ("no end", "no end"),
    s82_1_b.id: ("no end", "no end"),
    s82_1_c.id: ("no end", "no end"),
    s82_1_d.id: ("10 years", "5 years"),
    s82_1_e.id: ("7 years", "3 years 6 months"),
    s82_1_f.id: ("7 years", "3 years 6 months"),
    s82_1_g.id: ("2 years", "1 year"),
    s82_1_h.id: ("as long as it runs", "as long as it runs"),
    s82_1_i.id: ("5 years", "2 years 6 months"),
}


_ROW_BY_DISPOSAL: Mapping[str, Rule[..., date | None]] = {
    **dict.fromkeys(INDETERMINATE, s82_1_a),
    "lifelong_restriction": s82_1_b,
    "restricted_hospital_order": s82_1_c,
    "hospital_order": s82_1_f,
    "caution": s82_1_g,
}


def s82_1(disposal: str, half_months: int) -> Rule[..., date | None]:
    """The row of the table in s.82(1) for this disposal and term, in half months."""
    if disposal in TERMS:
        if half_months >= 60:
            return s82_1_a
        return s82_1_d if half_months > 12 else s82_1_e
    return _ROW_BY_DISPOSAL.get(disposal, s82_1_i)
