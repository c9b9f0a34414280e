"""Release, licence and recall: how long they run, and what was the rule when.

Prisons work out release dates; the rules here check whether a recorded date is plausible, and say
when a licence, a fixed-term recall or a polygraph condition begins and ends in law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openmappa.law.dates import beginning_with, days_from, under_18
from openmappa.law.facts import INDETERMINATE, TERMS, Disposal, Recall
from openmappa.law.rules import Rule, Status, in_force, rule


@rule(
    "CJA 2003 s.249 and the sentence's own provisions",
    since=date(2005, 4, 4),
    source="memory",
    status=Status.MEMORY,
)
def licence_end(disposal: Disposal) -> date | None:
    """A licence runs to the end of the whole sentence; an extended one to the end of the extension.

    A life licence has no end.
    """
    return None if disposal.disposal in INDETERMINATE - _PUBLIC_PROTECTION else disposal.ends_on


_PUBLIC_PROTECTION = frozenset({"ipp", "dpp"})
_TERMINATION = date(2024, 11, 1)


@rule(
    "Crime (Sentences) Act 1997 s.31A as amended by the Victims and Prisoners Act 2024",
    since=_TERMINATION,
    source="IPP24",
    status=Status.PARTLY,
)
def s31a_termination(disposal: Disposal, recalls: Iterable[Recall]) -> date | None:
    """A licence for public protection ends by itself after a qualifying period and two years on.

    The qualifying period is 3 years from first release (2 for detention for public protection);
    the two years after it must be without a break on licence. Nothing ended so before 1 November
    2024. The answer is the licence's last day, or None where nothing says that it ends.
    """
    if disposal.released_on is None:
        return None
    years = 2 if disposal.disposal == "dpp" else 3
    last = beginning_with(disposal.released_on, years=years + 2)
    for recall in sorted(
        (r for r in recalls if r.disposal in {None, disposal.ref}), key=lambda r: r.returned_on
    ):
        if disposal.released_on < recall.returned_on <= last:
            if recall.released_on is None:
                return None
            last = max(
                beginning_with(recall.released_on, years=2),
                beginning_with(disposal.released_on, years=years + 2),
            )
    return max(last, date(2024, 10, 31))


@rule("Crime (Sentences) Act 1997 s.31A(3) as amended", since=date(2025, 2, 1), source="IPP24")
def s31a_referral(disposal: Disposal) -> date | None:
    """The Parole Board must look at a licence for public protection when it may first be ended.

    That is when the 3 years from first release (2 for detention for public protection) are over,
    at the earliest on 1 February 2025.
    """
    if disposal.released_on is None:
        return None
    years = 2 if disposal.disposal == "dpp" else 3
    free = days_from(beginning_with(disposal.released_on, years=years), 1)
    return max(free, date(2025, 2, 1))


@rule("Sentencing Act 2026 s.42", since=None, source="SA26", status=Status.PARTLY)
def sa26_s42(disposal: Disposal) -> date | None:
    """Imprisonment for public protection gets the 2 years of detention for public protection.

    Its day of commencement was not found, so it is switched off.
    """
    if disposal.released_on is None:
        return None
    return beginning_with(disposal.released_on, years=4)


def sentence_end(disposal: Disposal, recalls: Iterable[Recall]) -> date | None:
    """The last day of the whole sentence, a licence for public protection ended by law included."""
    if disposal.ends_on is None and disposal.disposal in _PUBLIC_PROTECTION:
        return s31a_termination(disposal, recalls)
    return disposal.ends_on


@dataclass(frozen=True, slots=True)
class ReleasePoint:
    """The part of a standard determinate term that is served before automatic release."""

    part: Fraction


HALF, TWO_THIRDS = ReleasePoint(Fraction(1, 2)), ReleasePoint(Fraction(2, 3))
FORTY_PER_CENT, ONE_THIRD = ReleasePoint(Fraction(2, 5)), ReleasePoint(Fraction(1, 3))


@rule("CJA 2003 s.244", since=date(2005, 4, 4), source="memory", status=Status.MEMORY)
def s244(disposal: Disposal, *, serious: bool) -> ReleasePoint | None:
    """A determinate sentence of 12 months or more: automatic release at half."""
    return HALF if _at_least(disposal, 12) else None


@rule(
    "CJA 2003 s.244 as amended by the Offender Rehabilitation Act 2014",
    since=date(2015, 2, 1),
    source="memory",
    status=Status.MEMORY,
)
def s244_short(disposal: Disposal, *, serious: bool) -> ReleasePoint | None:
    """A sentence of less than 12 months: on licence after half.

    For an offence on or after 1 February 2015.
    """
    committed = disposal.offence_on or disposal.convicted_on
    short = disposal.term_months is not None and disposal.term_months < 12
    return HALF if short and committed >= date(2015, 2, 1) else None


@rule(
    "SI 2020/158; CJA 2003 s.244ZA",
    since=date(2020, 4, 1),
    source="memory",
    status=Status.MEMORY,
)
def s244za(disposal: Disposal, *, serious: bool) -> ReleasePoint | None:
    """A sentence of 7 years or more for a listed violent or sexual offence: at two thirds."""
    return TWO_THIRDS if serious and _at_least(disposal, 84) else None


@rule(
    "CJA 2003 s.244ZA as amended by the PCSC Act 2022",
    since=date(2022, 6, 28),
    source="memory",
    status=Status.MEMORY,
)
def s244za_4_years(disposal: Disposal, *, serious: bool) -> ReleasePoint | None:
    """From 4 years to less than 7 for a listed offence: at two thirds as well."""
    return TWO_THIRDS if serious and _at_least(disposal, 48) else None


@rule("SI 2024/844", since=date(2024, 9, 10), source="SDS40", status=Status.PARTLY)
def sds40(disposal: Disposal, *, serious: bool) -> ReleasePoint | None:
    """At 40 per cent instead of half, unless the offence is excluded.

    Excluded are sexual offences, domestic abuse, terrorism, and violence with 4 years or more.
    """
    sexual = disposal.offence_class in {"sexual_sch3", "sexual_sch15"}
    violent = disposal.offence_class == "violent_sch15" and _at_least(disposal, 48)
    excluded = serious or sexual or violent or disposal.terrorist
    return None if excluded or disposal.disposal != "imprisonment" else FORTY_PER_CENT


@rule("Sentencing Act 2026 s.23", since=None, source="SA26", status=Status.PARTLY)
def sa26_s23(disposal: Disposal, *, serious: bool) -> ReleasePoint | None:
    """At one third. Its day of commencement was not found, so it is switched off."""
    return None if serious or disposal.disposal != "imprisonment" else ONE_THIRD


def _at_least(disposal: Disposal, months: int) -> bool:
    return disposal.term_months is not None and disposal.term_months >= months


# The later provision comes first: the first that has an answer on the day gives it.
RELEASE_POINTS: tuple[Rule[..., ReleasePoint | None], ...] = (
    sa26_s23,
    sds40,
    s244za_4_years,
    s244za,
    s244_short,
    s244,
)


def release_point(
    disposal: Disposal, on: date, *, serious: bool
) -> tuple[ReleasePoint, Rule[..., ReleasePoint | None]] | None:
    """The release point of a determinate sentence for a release on that day, and its rule.

    `serious`: the offence is in the list for release at two thirds. None where the rules do not
    say, as for extended sentences, which the Parole Board or their own provision decides.
    """
    if disposal.disposal not in TERMS - {"suspended_imprisonment", "extended", "dto"}:
        return None
    for candidate in in_force(RELEASE_POINTS, on):
        point = candidate(disposal, serious=serious)
        if point is not None:
            return point, candidate
    return None


@rule(
    "CJA 2003 s.246, SI 2023/390, SI 2024/1331",
    since=date(2005, 4, 4),
    source="HDC",
    status=Status.PARTLY,
)
def home_detention_curfew(on: date) -> int:
    """Home detention curfew: at most 135 days before release; 180 from 6 June 2023.

    365 from 3 June 2025.
    """
    if on >= date(2025, 6, 3):
        return 365
    return 180 if on >= date(2023, 6, 6) else 135


@rule(
    "CJA 2003 s.256AA (post-sentence supervision)",
    since=date(2015, 2, 1),
    source="memory",
    status=Status.MEMORY,
)
def s256aa(disposal: Disposal) -> date | None:
    """Post-sentence supervision to 12 months after release, for a sentence under 2 years.

    For an offence on or after 1 February 2015. It is no part of the sentence: Category 2 ends with
    the sentence, not with it.
    """
    committed = disposal.offence_on or disposal.convicted_on
    if (
        disposal.released_on is None
        or committed < date(2015, 2, 1)
        or _at_least(disposal, 24)
        or disposal.disposal != "imprisonment"
    ):
        return None
    return beginning_with(disposal.released_on, months=12)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What decides between a fixed-term and a standard recall."""

    returned_on: date
    term_months: int | None
    adult: bool = True
    extended: bool = False
    level: int = 1
    charged: bool = False
    terrorist: bool = False
    sch19aa: bool = False


@rule(
    "CJA 2003 s.255B (28 days)",
    since=date(2008, 7, 14),
    until=date(2015, 1, 31),
    source="memory",
    status=Status.MEMORY,
)
def s255b_28(recalled: Recalled) -> int | None:
    """A fixed-term recall lasts 28 days; not for an extended sentence."""
    return None if recalled.extended else 28


@rule(
    "CJA 2003 s.255B (14 or 28 days)",
    since=date(2015, 2, 1),
    source="memory",
    status=Status.MEMORY,
)
def s255b(recalled: Recalled) -> int | None:
    """A fixed-term recall lasts 14 days for a sentence under 12 months, else 28."""
    if recalled.extended:
        return None
    return 14 if recalled.term_months is not None and recalled.term_months < 12 else 28


@rule(
    "CJA 2003 s.255BA; Sentencing Act 2026",
    since=date(2026, 3, 31),
    source="SA26",
    status=Status.PARTLY,
)
def s255ba(recalled: Recalled) -> int | None:
    """A fixed-term recall of an adult lasts 56 days.

    Extended sentences, terrorist offenders and people managed at Level 2 or 3 are reported to stay
    excluded.
    """
    out = recalled.extended or recalled.terrorist or recalled.level > 1 or not recalled.adult
    return None if out else 56


_FIXED_TERM = (s255ba, s255b, s255b_28)


@dataclass(frozen=True, slots=True)
class FixedTerm:
    """A fixed-term recall: its last day is the day of release."""

    last_day: date
    rule: Rule[..., int | None]


def fixed_term_recall(recalled: Recalled) -> FixedTerm | None:
    """The fixed term of a recall by the law of the day of return, or None where there is none.

    The days begin with the return to custody.
    """
    for candidate in in_force(_FIXED_TERM, recalled.returned_on):
        days = candidate(recalled)
        if days is not None:
            return FixedTerm(beginning_with(recalled.returned_on, days=days), candidate)
    return None


@rule(
    "CJA 2003 s.255A as amended by the order of 2024",
    since=date(2024, 4, 2),
    until=date(2025, 9, 1),
    source="FTR",
)
def s255a_2024(recalled: Recalled) -> bool:
    """A fixed-term recall must be used for an adult with less than 12 months.

    Not for someone recalled on a charge for a serious offence, or managed at Level 2 or 3.
    """
    short = recalled.term_months is not None and recalled.term_months < 12
    return short and recalled.adult and recalled.level == 1 and not recalled.charged


@rule(
    "CJA 2003 s.255A(4ZA)",
    since=date(2025, 9, 2),
    until=date(2026, 3, 30),
    source="FTR",
    status=Status.PARTLY,
)
def s255a_4za(recalled: Recalled) -> bool:
    """A fixed-term recall must be used for an adult with less than 4 years.

    Not for a Schedule 19AA or terrorist offence, on a charge, or at Level 2 or 3.
    """
    short = recalled.term_months is not None and recalled.term_months < 48
    out = recalled.level > 1 or recalled.charged or recalled.terrorist or recalled.sch19aa
    return short and recalled.adult and not out


_MANDATORY = (s255a_4za, s255a_2024)


def fixed_term_recall_is_mandatory(recalled: Recalled) -> bool:
    """Whether the law of the day of return leaves no choice but a fixed-term recall."""
    return any(candidate(recalled) for candidate in in_force(_MANDATORY, recalled.returned_on))


@rule("OMA 2007 s.28; PSI 36/2014", since=date(2014, 1, 6), source="OMA")
def oma_s28(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """A licence may carry a polygraph condition: a sexual offence, 12 months, 18 on release.

    A life sentence is enough; since 28 June 2022 the Act says so.
    """
    if born is not None and under_18(born, released_on):
        return False
    if disposal.offence_class not in {"sexual_sch3", "sexual_sch15"}:
        return False
    return _relevant_custodial_sentence(disposal)


@rule("OMA 2007 s.28 as amended by the CTSA 2021", since=date(2021, 6, 29), source="OMA")
def oma_s28_terrorism(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """A terrorist offence as well, on the same terms."""
    if born is not None and under_18(born, released_on):
        return False
    return disposal.terrorist and _relevant_custodial_sentence(disposal)


def _relevant_custodial_sentence(disposal: Disposal) -> bool:
    if disposal.disposal in INDETERMINATE:
        return True
    return disposal.disposal in TERMS - {"suspended_imprisonment"} and _at_least(disposal, 12)


@rule("OMA 2007 s.28(3A)-(3C)", since=date(2021, 7, 5), source="OMA", status=Status.PARTLY)
def oma_s28_3a(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """Violence or controlling behaviour that was domestic abuse as well, first as a pilot."""
    if born is not None and under_18(born, released_on):
        return False
    return disposal.domestic_abuse and _relevant_custodial_sentence(disposal)


_POLYGRAPH = (oma_s28, oma_s28_terrorism, oma_s28_3a)


def polygraph_eligible(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """Whether a polygraph condition may be set on release that day, by the law of that day.

    What is said or shown in a session cannot be used to prosecute (s.30).
    """
    return any(
        candidate(disposal, born, released_on) for candidate in in_force(_POLYGRAPH, released_on)
    )
