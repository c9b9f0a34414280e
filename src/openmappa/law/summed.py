"""The other reading of Category 2's twelve months: consecutive terms added up.

The law as this project reads it looks at the term for one offence (s.327(3)(b), `grounds`). Whoever
reads it otherwise can see what that would change: the statistics show both.
"""

from __future__ import annotations

from collections.abc import Iterator

from openmappa.law.dates import Period
from openmappa.law.facts import Disposal, Facts
from openmappa.law.grounds import Ground, s327_3, s327_3_a
from openmappa.law.offences import ARRANGEMENTS
from openmappa.law.rules import Status, rule

_WITH_A_FLOOR = frozenset(
    {"imprisonment", "suspended_imprisonment", "yoi_detention", "s91_detention", "dto"}
)


@rule(
    "CJA 2003 s.327(3)(b), terms added up",
    since=ARRANGEMENTS,
    source="CJA",
    status=Status.DESIGN,
)
def s327_3_b_summed(facts: Facts) -> Iterator[Ground]:
    """Twelve months made up of consecutive terms, none of which reaches them alone.

    Not applied: only the switch `cat2.twelve_months` of the statistics asks for it.
    """
    by_ref = {disposal.ref: disposal for disposal in facts.disposals}
    followed = {disposal.consecutive_to for disposal in facts.disposals}
    for last in sorted(by_ref.keys() - followed):
        terms = [one for one in _back_from(by_ref[last], by_ref) if _counts(one)]
        months = [one.term_months or 0 for one in terms]
        if sum(months) >= 12 > max(months):
            ends = [one.ends_on for one in terms]
            known = [end for end in ends if end is not None]
            yield Ground(
                2,
                Period(
                    min(one.sentenced_on or one.convicted_on for one in terms),
                    max(known) if len(known) == len(ends) else None,
                ),
                (s327_3_b_summed, s327_3_a, s327_3),
                tuple(reversed(terms)),
                suspended=all(one.disposal == "suspended_imprisonment" for one in terms),
            )


def summed_terms(facts: Facts) -> tuple[Ground, ...]:
    """The grounds that only adding consecutive terms up would make."""
    return tuple(s327_3_b_summed(facts))


def _counts(disposal: Disposal) -> bool:
    return disposal.disposal in _WITH_A_FLOOR and s327_3_a(disposal)


def _back_from(disposal: Disposal, by_ref: dict[str, Disposal]) -> Iterator[Disposal]:
    """The disposal, the one it runs after, and so on; a circle is walked once."""
    seen: set[str] = set()
    here: Disposal | None = disposal
    while here is not None and here.ref not in seen:
        seen.add(here.ref)
        yield here
        here = by_ref.get(here.consecutive_to) if here.consecutive_to else None
