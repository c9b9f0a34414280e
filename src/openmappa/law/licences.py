"""Release, licence and recall: how long they run, and what was the rule when.

Prisons work out release dates; the rules here check whether a recorded date is plausible, and say
when a licence, a fixed-term recall or a polygraph condition begins and ends in law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openmappa.law.dates import ONE_DAY, after, beginning_with, days_from, under_18
from openmappa.law.facts import INDETERMINATE, TERMS, Disposal, Recall
from openmappa.law.offences import two_thirds_from_4_years, two_thirds_from_7_years
from openmappa.law.rules import Rule, Status, in_force, rule


@rule(
    "CJA 2003 s.249 and the sentence's own provisions",
    since=date(2005, 4, 4),
    source="memory",
    status=Status.MEMORY,
)
def licence_end(disposal: Disposal) -> date | None:
    """A licence runs to the end of the whole sentence; an extended one to the end of the extension.

    For an offender of particular concern the sentence holds one more year on licence. A life
    licence has no end.
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


@rule(
    "Crime (Sentences) Act 1997 s.31A before the Victims and Prisoners Act 2024",
    since=date(2005, 4, 4),
    until=_TERMINATION - ONE_DAY,
    source="IPP24",
    status=Status.PARTLY,
)
def s31a_10_years(disposal: Disposal) -> date | None:
    """Until 31 October 2024 the end of the licence could be asked for 10 years after first release.

    Nothing ended it by itself. The answer is the first day on which it could be asked for.
    """
    if disposal.released_on is None:
        return None
    return days_from(beginning_with(disposal.released_on, years=10), 1)


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


@rule("LASPO 2012 s.123", since=date(2012, 12, 3), source="memory", status=Status.MEMORY)
def laspo_s123(disposal: Disposal) -> bool:
    """No imprisonment or detention for public protection for who is convicted from this day on.

    The answer is whether this one is so impossible.
    """
    abolished = disposal.convicted_on >= date(2012, 12, 3)
    return abolished and disposal.disposal in _PUBLIC_PROTECTION


@dataclass(frozen=True, slots=True)
class ReleasePoint:
    """The part of a determinate term that is served before release.

    `by_board`: release then is not automatic but for the Parole Board to direct.
    """

    part: Fraction
    by_board: bool = False

    @property
    def words(self) -> str:
        """The part as people say it, such as "two thirds of the term"."""
        said = {
            Fraction(1, 2): "half",
            Fraction(2, 3): "two thirds",
            Fraction(2, 5): "40 per cent",
            Fraction(1, 3): "one third",
        }
        return f"{said[self.part]} of the term"


HALF, TWO_THIRDS = ReleasePoint(Fraction(1, 2)), ReleasePoint(Fraction(2, 3))
FORTY_PER_CENT, ONE_THIRD = ReleasePoint(Fraction(2, 5)), ReleasePoint(Fraction(1, 3))
HALF_BY_BOARD = ReleasePoint(Fraction(1, 2), by_board=True)
TWO_THIRDS_BY_BOARD = ReleasePoint(Fraction(2, 3), by_board=True)


@rule("CJA 2003 s.244", since=date(2005, 4, 4), source="memory", status=Status.MEMORY)
def s244(disposal: Disposal) -> ReleasePoint | None:
    """A determinate sentence of 12 months or more: automatic release at half."""
    return HALF if _standard(disposal) and _at_least(disposal, 12) else None


@rule(
    "CJA 2003 s.244 as amended by the Offender Rehabilitation Act 2014",
    since=date(2015, 2, 1),
    source="memory",
    status=Status.MEMORY,
)
def s244_short(disposal: Disposal) -> ReleasePoint | None:
    """A sentence of less than 12 months: on licence after half.

    For an offence on or after 1 February 2015.
    """
    committed = disposal.offence_on or disposal.convicted_on
    short = disposal.term_months is not None and disposal.term_months < 12
    return HALF if _standard(disposal) and short and committed >= date(2015, 2, 1) else None


@rule(
    "SI 2020/158; CJA 2003 s.244ZA",
    since=date(2020, 4, 1),
    source="memory",
    status=Status.MEMORY,
)
def s244za(disposal: Disposal) -> ReleasePoint | None:
    """A sentence of 7 years or more for a listed violent or sexual offence: at two thirds.

    Imposed on or after 1 April 2020.
    """
    serious = two_thirds_from_7_years(disposal.citation) and _imposed(disposal, date(2020, 4, 1))
    return TWO_THIRDS if _standard(disposal) and serious and _at_least(disposal, 84) else None


@rule(
    "CJA 2003 s.244ZA as amended by the PCSC Act 2022",
    since=date(2022, 6, 28),
    source="memory",
    status=Status.MEMORY,
)
def s244za_4_years(disposal: Disposal) -> ReleasePoint | None:
    """From 4 years to less than 7 for an offence of the shorter list: at two thirds as well.

    Imposed on or after 28 June 2022.
    """
    serious = two_thirds_from_4_years(disposal.citation) and _imposed(disposal, date(2022, 6, 28))
    return TWO_THIRDS if _standard(disposal) and serious and _at_least(disposal, 48) else None


@rule(
    "CJA 2003 s.246A as enacted",
    since=date(2012, 12, 3),
    until=date(2015, 4, 12),
    source="memory",
    status=Status.MEMORY,
)
def s246a(disposal: Disposal) -> ReleasePoint | None:
    """An extended sentence: at two thirds of the custodial term, automatic if under 10 years.

    With 10 years or more the Parole Board decides.
    """
    if disposal.disposal != "extended" or not _imposed(disposal, date(2012, 12, 3)):
        return None
    return TWO_THIRDS_BY_BOARD if (_custodial(disposal) or 0) >= 120 else TWO_THIRDS


@rule(
    "CJA 2003 s.246A as amended by the CJCA 2015",
    since=date(2015, 4, 13),
    source="memory",
    status=Status.MEMORY,
)
def s246a_2015(disposal: Disposal) -> ReleasePoint | None:
    """An extended sentence imposed from 13 April 2015: from two thirds, if the Board so directs."""
    if disposal.disposal != "extended":
        return None
    return TWO_THIRDS_BY_BOARD if _imposed(disposal, date(2015, 4, 13)) else s246a(disposal)


@rule(
    "CJA 2003 ss.236A, 244A (offenders of particular concern)",
    since=date(2015, 4, 13),
    source="memory",
    status=Status.MEMORY,
)
def s244a(disposal: Disposal) -> ReleasePoint | None:
    """A sentence for an offender of particular concern: from half, if the Parole Board directs."""
    return HALF_BY_BOARD if disposal.disposal == "special_custodial" else None


@rule("SI 2024/844", since=date(2024, 9, 10), source="SDS40", status=Status.PARTLY)
def sds40(disposal: Disposal) -> ReleasePoint | None:
    """At 40 per cent instead of half, unless the offence is excluded.

    Excluded are sexual offences, domestic abuse, terrorism, and violence with 4 years or more.
    """
    sexual = disposal.offence_class in {"sexual_sch3", "sexual_sch15"}
    violent = disposal.offence_class == "violent_sch15" and _at_least(disposal, 48)
    abusive = disposal.domestic_abuse or disposal.citation in _ABUSIVE
    excluded = sexual or violent or abusive or disposal.terrorist
    return None if excluded or disposal.disposal != "imprisonment" else FORTY_PER_CENT


@rule("Sentencing Act 2026 s.23", since=None, source="SA26", status=Status.PARTLY)
def sa26_s23(disposal: Disposal) -> ReleasePoint | None:
    """At one third; detention under s.250, and what s.244ZA(4) or (5) put at two thirds, at half.

    The cases of s.244ZA(6) stay at two thirds. Its day of commencement was not found, so it is
    switched off.
    """
    if not _standard(disposal):
        return None
    if disposal.disposal == "s91_detention" or two_thirds_from_4_years(disposal.citation):
        return HALF
    return ONE_THIRD


def _standard(disposal: Disposal) -> bool:
    return disposal.disposal in {"imprisonment", "yoi_detention", "s91_detention"}


def _at_least(disposal: Disposal, months: int) -> bool:
    return disposal.term_months is not None and disposal.term_months >= months


def _imposed(disposal: Disposal, since: date) -> bool:
    return (disposal.sentenced_on or disposal.convicted_on) >= since


def _custodial(disposal: Disposal) -> int | None:
    """The months of an extended term without its extension; None where that is not recorded."""
    if disposal.term_months is None or disposal.extension_months is None:
        return None
    return disposal.term_months - disposal.extension_months


# The later provision comes first: the first that has an answer on the day gives it.
RELEASE_POINTS: tuple[Rule[..., ReleasePoint | None], ...] = (
    sa26_s23,
    s244a,
    s246a_2015,
    s246a,
    s244za_4_years,
    s244za,
    sds40,
    s244_short,
    s244,
)


def release_point(
    disposal: Disposal, on: date
) -> tuple[ReleasePoint, Rule[..., ReleasePoint | None]] | None:
    """The release point of a determinate sentence for a release on that day, and its rule.

    The two lists of offences count where the offence is cited. None where the rules do not say.
    """
    for candidate in in_force(RELEASE_POINTS, on):
        point = candidate(disposal)
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

    365 from 3 June 2025. Registered sex offenders and people in Categories 2 and 3 are excluded or
    presumed unsuitable.
    """
    if on >= date(2025, 6, 3):
        return 365
    return 180 if on >= date(2023, 6, 6) else 135


@rule("Sentencing Act 2026 s.26", since=None, source="SA26", status=Status.PARTLY)
def sa26_s26(disposal: Disposal) -> bool:
    """Curfew only for children detained under s.91 or s.250.

    Its day of commencement was not found, so it is switched off.
    """
    return disposal.disposal == "s91_detention"


@rule(
    "CJA 2003 s.256AA (post-sentence supervision)",
    since=date(2015, 2, 1),
    source="memory",
    status=Status.MEMORY,
)
def s256aa(disposal: Disposal) -> date | None:
    """Post-sentence supervision to 12 months after release, for a sentence under 2 years.

    For an offence on or after 1 February 2015, where the licence ends earlier. It is no part of the
    sentence.
    """
    committed = disposal.offence_on or disposal.convicted_on
    if (
        disposal.released_on is None
        or committed < date(2015, 2, 1)
        or disposal.term_months is None
        or _at_least(disposal, 24)
        or not _standard(disposal)
    ):
        return None
    last = beginning_with(disposal.released_on, months=12)
    return None if disposal.ends_on is not None and disposal.ends_on >= last else last


@rule("Sentencing Act 2026 s.34; SI 2026/402", since=None, source="SA26", status=Status.PARTLY)
def sa26_s34(disposal: Disposal) -> bool:
    """No more post-sentence supervision; failures from before can still be dealt with.

    Brought in in spring 2026; the day was not found, so it is switched off.
    """
    return s256aa(disposal) is not None


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
    """A fixed-term recall lasts 14 days for a sentence under 12 months, else 28.

    From 31 March 2026 only for who is under 18.
    """
    if recalled.extended or (recalled.adult and recalled.returned_on >= date(2026, 3, 31)):
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


@rule("CJA 2003 s.255C(4)", since=date(2008, 7, 14), source="CJA")
def s255c_4(recalled: Recalled) -> date:
    """A standard recall goes to the Parole Board when it is contested, or else after 28 days.

    The answer is the last of the 28 days, which begin with the return to custody.
    """
    return beginning_with(recalled.returned_on, days=28)


_MANDATORY = (s255a_4za, s255a_2024)


def fixed_term_recall_is_mandatory(recalled: Recalled) -> Rule[..., bool] | None:
    """The rule of the day of return that leaves no choice but a fixed-term recall, if any."""
    return next((c for c in in_force(_MANDATORY, recalled.returned_on) if c(recalled)), None)


@rule(
    "OMA 2007 s.28; SI 2009/619 (pilot)",
    since=date(2009, 4, 8),
    until=date(2014, 1, 5),
    source="OMA",
    status=Status.PARTLY,
)
def oma_s28_pilot(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """A polygraph condition in the pilot areas only, for sexual offences as later everywhere."""
    return oma_s28(disposal, born, released_on)


@rule("OMA 2007 s.28; PSI 36/2014", since=date(2014, 1, 6), source="OMA")
def oma_s28(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """A licence may carry a polygraph condition: a sexual offence, 12 months, 18 on release."""
    sexual = disposal.offence_class in {"sexual_sch3", "sexual_sch15"}
    return sexual and _may_be_tested(disposal, born, released_on)


@rule("OMA 2007 s.28 as amended by the CTSA 2021", since=date(2021, 6, 29), source="OMA")
def oma_s28_terrorism(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """A terrorist offence as well, on the same terms."""
    return disposal.terrorist and _may_be_tested(disposal, born, released_on)


@rule("OMA 2007 s.28(3A)-(3C)", since=date(2021, 7, 5), source="OMA", status=Status.PARTLY)
def oma_s28_3a(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """Violence, controlling behaviour or breach of an order, if it was domestic abuse, as a pilot.

    Murder, Schedule 15 Part 1, SCA 2015 s.76, PHA 1997 s.5 and DAA 2021 s.39.
    """
    listed = disposal.offence_class == "violent_sch15" or disposal.citation in _ABUSIVE
    return disposal.domestic_abuse and listed and _may_be_tested(disposal, born, released_on)


_ABUSIVE = frozenset({"SCA 2015 s.76", "PHA 1997 s.5", "DAA 2021 s.39"})


@rule(
    "OMA 2007 s.28 as amended by the PCSC Act 2022",
    since=date(2022, 6, 28),
    source="OMA",
)
def oma_s28_relevant(disposal: Disposal) -> bool:
    """A relevant custodial sentence: any life sentence, or a fixed term of 12 months or more.

    Before 28 June 2022 the words were "12 months or more", which a life sentence was taken to meet.
    """
    if disposal.disposal in INDETERMINATE:
        return True
    return disposal.disposal in TERMS - {"suspended_imprisonment"} and _at_least(disposal, 12)


@rule(
    "OMA 2007 s.28 (Crime and Policing Act 2026)",
    since=None,
    source="CPA26",
    status=Status.MEMORY,
)
def oma_s28_cpa26(disposal: Disposal, born: date | None, released_on: date) -> bool:
    """Murder with a risk of sexual harm too, sentences that overlap, older terrorist connections.

    No day of commencement was found, so it is switched off.
    """
    murder = disposal.citation == "common law murder"
    return murder and _may_be_tested(disposal, born, released_on)


def _may_be_tested(disposal: Disposal, born: date | None, released_on: date) -> bool:
    child = born is not None and under_18(born, released_on)
    return not child and oma_s28_relevant(disposal)


_POLYGRAPH = (oma_s28_cpa26, oma_s28, oma_s28_terrorism, oma_s28_3a)


def polygraph_rule(
    disposal: Disposal, born: date | None, released_on: date
) -> Rule[..., bool] | None:
    """The rule by which a polygraph condition may be set on release that day; None: by none."""
    return next(
        (
            candidate
            for candidate in in_force(_POLYGRAPH, released_on)
            if candidate(disposal, born, released_on)
        ),
        None,
    )


@rule("OMA 2007 s.29; SI 2009/619", since=date(2009, 4, 8), source="OMA")
def oma_s29() -> tuple[str, ...]:
    """What a polygraph condition asks, of which a qualified operator alone runs the sessions.

    Sessions are for watching whether other conditions are kept, or for better management.
    """
    return (
        "take part in polygraph sessions",
        "attend when and where told",
        "do what the operator asks in a session",
    )


@rule("OMA 2007 s.30", since=date(2009, 4, 8), source="memory", status=Status.MEMORY)
def oma_s30(use: str) -> bool:
    """What is said or shown in a session is no evidence against that person of an offence.

    It may serve `risk management`, `sharing`, `licence variation` and `recall`; a recall needs more
    than a failed result.
    """
    return use in {"risk management", "sharing", "licence variation", "recall"}


@rule(
    "HMPPS polygraph framework (frequency)",
    since=date(2014, 1, 6),
    source="memory",
    status=Status.MEMORY,
)
def polygraph_sessions(last: date) -> date:
    """About every 6 months after a session; the first within weeks of release."""
    return after(last, months=6)
