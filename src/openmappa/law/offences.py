"""Which schedule an offence is in, and whether the threshold of Schedule 3 is met.

The tables name offences by citation, such as "SOA 2003 s.3". A disposal whose offence is cited so
gets its class, and its relevant date, from here; where a source gives the class itself, that
stands.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import Period, age_on
from openmappa.law.facts import (
    ALWAYS,
    INDETERMINATE,
    TERMS,
    Disposal,
)
from openmappa.law.rules import Rule, Status, rule

SOA_2003 = date(2004, 5, 1)
HOSPITAL = frozenset({"hospital_order", "restricted_hospital_order"})
_COMMUNITY = frozenset({"community_order", "youth_rehabilitation_order"})


@dataclass(frozen=True, slots=True)
class Case:
    """What a threshold looks at: the disposal and the ages at the time of the offence.

    An age that is not recorded is None and meets no condition on it, but an offender of unknown
    age counts as an adult.
    """

    disposal: Disposal
    offender_age: int | None

    @property
    def adult(self) -> bool:
        """Whether the offender was 18 or over, or nothing says otherwise."""
        return self.offender_age is None or self.offender_age >= 18

    def imprisoned(self, months: int = 0) -> bool:
        """Whether the sentence was imprisonment, detention included, for at least `months`."""
        if self.disposal.disposal in INDETERMINATE:
            return True
        return s131(self.disposal) and s131_a(self.disposal) >= 2 * months

    @property
    def hospital(self) -> bool:
        """Whether a hospital order was made."""
        return self.disposal.disposal in HOSPITAL

    @property
    def community_year(self) -> bool:
        """Whether a community sentence of 12 months or more was passed."""
        return self.disposal.disposal in _COMMUNITY and (self.disposal.term_months or 0) >= 12

    def victim_under(self, age: int) -> bool:
        """Whether the victim was under that age."""
        return self.disposal.victim_age is not None and self.disposal.victim_age < age


@dataclass(frozen=True, slots=True)
class Threshold:
    """Whether a threshold is met, and whether only the sentence met it (s.132)."""

    met: bool
    by_sentence: bool = False


MET = Threshold(met=True)
NOT_MET = Threshold(met=False)


def _either(*, without_sentence: bool, by_sentence: bool) -> Threshold:
    return Threshold(without_sentence or by_sentence, by_sentence and not without_sentence)


def _sch3(
    paragraphs: str, *, status: Status = Status.VERIFIED
) -> Callable[[Callable[[Case], Threshold]], Rule[[Case], Threshold]]:
    return rule(f"SOA 2003 Sch.3 {paragraphs}", since=SOA_2003, source="SOA", status=status)


@rule(
    "SOA 2003 s.131; Sentencing Code equivalents",
    since=SOA_2003,
    source="SOA, memory",
    status=Status.PARTLY,
)
def s131(disposal: Disposal) -> bool:
    """Detention counts as imprisonment; so does a suspended sentence, for its whole stated term.

    An extended sentence counts with its extension.
    """
    return disposal.disposal in TERMS


@rule(
    "SOA 2003 s.131(a); R v Slocombe [2005] EWCA Crim 2997",
    since=SOA_2003,
    source="SLO",
    status=Status.PARTLY,
)
def s131_a(disposal: Disposal) -> int:
    """Of a detention and training order only the half spent in detention counts as its term.

    The answer is in half months.
    """
    months = disposal.term_months or 0
    return months if disposal.disposal == "dto" else 2 * months


@_sch3("paras 1, 2, 10-12, 16, 17, 19, 21, 24, 27, 30")
def sch3_none(case: Case) -> Threshold:
    """No threshold: the offence is always in Schedule 3."""
    return MET


@_sch3("paras 20, 23, 26")
def sch3_adult_or_year(case: Case) -> Threshold:
    """The offender was 18 or over, or was imprisoned for 12 months or more."""
    return _either(without_sentence=case.adult, by_sentence=case.imprisoned(12))


@_sch3("paras 24A, 29A-29C", status=Status.MEMORY)
def sch3_added(case: Case) -> Threshold:
    """Added later: the offender was 18 or over, or was imprisoned for 12 months or more.

    Sexual communication with a child from 3 April 2017, sexual exploitation of children from 14
    July 2008.
    """
    return sch3_adult_or_year(case)


@_sch3("para 29")
def sch3_para_29(case: Case) -> Threshold:
    """The victim was under 16, and the offender was 18 or over or imprisoned for 12 months."""
    if not case.victim_under(16):
        return NOT_MET
    return _either(without_sentence=case.adult, by_sentence=case.imprisoned(12))


@_sch3("paras 13-15")
def sch3_images(case: Case) -> Threshold:
    """The images showed someone under 16, and the offender was 18 or over or got 12 months.

    A conviction, finding or caution from before 1 May 2004 needs neither. Where the age shown is
    not recorded it counts as under 16.
    """
    age = case.disposal.victim_age
    if age is not None and age >= 16:
        return NOT_MET
    if case.disposal.convicted_on < SOA_2003:
        return MET
    return _either(without_sentence=case.adult, by_sentence=case.imprisoned(12))


@_sch3("para 22")
def sch3_year(case: Case) -> Threshold:
    """The offender was imprisoned for 12 months or more."""
    return _either(without_sentence=False, by_sentence=case.imprisoned(12))


@_sch3("paras 18, 31, 33, 34")
def sch3_victim_or_sentence(case: Case) -> Threshold:
    """Under 18: imprisonment for 12 months or more.

    An adult: the victim (or the intended victim) was under 18, or the sentence was imprisonment,
    a hospital order or a community sentence of 12 months or more.
    """
    if not case.adult:
        return _either(without_sentence=False, by_sentence=case.imprisoned(12))
    return _either(
        without_sentence=case.victim_under(18),
        by_sentence=case.imprisoned() or case.hospital or case.community_year,
    )


@_sch3("para 28")
def sch3_para_28(case: Case) -> Threshold:
    """Under 18: imprisonment for 12 months or more.

    An adult: imprisonment, a hospital order, or a community sentence of 12 months or more.
    """
    if not case.adult:
        return _either(without_sentence=False, by_sentence=case.imprisoned(12))
    return sch3_para_25(case)


@_sch3("paras 32, 35")
def sch3_prison_or_hospital(case: Case) -> Threshold:
    """Under 18: imprisonment for 12 months or more. An adult: imprisonment or a hospital order."""
    met = (case.imprisoned() or case.hospital) if case.adult else case.imprisoned(12)
    return _either(without_sentence=False, by_sentence=met)


@_sch3("para 25")
def sch3_para_25(case: Case) -> Threshold:
    """Imprisonment, a hospital order, or a community sentence of 12 months or more."""
    return _either(
        without_sentence=False,
        by_sentence=case.imprisoned() or case.hospital or case.community_year,
    )


@_sch3("paras 3, 16")
def sch3_twenty(case: Case) -> Threshold:
    """The offender was 20 or over."""
    return MET if case.offender_age is None or case.offender_age >= 20 else NOT_MET


@_sch3("paras 5, 6")
def sch3_twenty_and_child(case: Case) -> Threshold:
    """The offender was 20 or over and the other party was under 18."""
    return MET if sch3_twenty(case).met and case.victim_under(18) else NOT_MET


@_sch3("paras 4, 9")
def sch3_child(case: Case) -> Threshold:
    """The victim or other party was under 18."""
    return MET if case.victim_under(18) else NOT_MET


@_sch3("paras 7, 8")
def sch3_indecent_assault(case: Case) -> Threshold:
    """The victim was under 18, or the sentence was 30 months or a restricted hospital order."""
    return _either(
        without_sentence=case.victim_under(18),
        by_sentence=case.imprisoned(30) or case.disposal.disposal == "restricted_hospital_order",
    )


@_sch3("paras 35A-35C", status=Status.MEMORY)
def sch3_two_years(case: Case) -> Threshold:
    """The offender was 18 or over and was imprisoned for 2 years or more.

    Extreme images from 26 January 2009, prohibited images of children from 6 April 2010, paedophile
    manuals from 3 May 2015.
    """
    return _either(without_sentence=False, by_sentence=case.adult and case.imprisoned(24))


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence by its citation, and the lists that hold it.

    `sch3` is its Schedule 3 threshold, None where it is not in that schedule. `category_2` is the
    class it has for Category 2 besides; `listed` the days on which it is in that list;
    `sch3_since` the first conviction date for which it is in Schedule 3. `inchoate`: an attempt at
    it, or the like.
    """

    citation: str
    name: str
    paragraph: str = ""
    sch3: Rule[[Case], Threshold] | None = None
    category_2: str = "other"
    in_list: Rule[[str], bool] | None = None
    listed: Period = ALWAYS
    terrorist: bool = False
    sch3_since: date = date.min
    inchoate: bool = False


ARRANGEMENTS = date(2004, 4, 5)  # ss.325-327 CJA 2003 in force


@rule("CJA 2003 Sch.15 Part 1", since=ARRANGEMENTS, source="memory", status=Status.MEMORY)
def sch15_part_1(citation: str) -> bool:
    """The violent offences of Schedule 15, those added later from the day they became offences.

    Common assault, harassment (s.2), stalking (s.2A) and controlling or coercive behaviour are not
    among them.
    """
    return citation in _VIOLENT


@rule("CJA 2003 Sch.15 Part 2", since=ARRANGEMENTS, source="memory", status=Status.MEMORY)
def sch15_part_2(citation: str) -> bool:
    """The sexual offences of Schedule 15: every Schedule 3 offence, and some that never register.

    Whether a Schedule 3 threshold is met does not matter here.
    """
    return citation in _SEXUAL_ONLY or any(o.citation == citation for o in _SCHEDULE_3)


_VIOLENT = {
    "common law murder": "murder",
    "common law manslaughter": "manslaughter",
    "common law kidnapping": "kidnapping",
    "common law false imprisonment": "false imprisonment",
    "OAPA 1861 s.4": "soliciting murder",
    "OAPA 1861 s.16": "threats to kill",
    "OAPA 1861 s.18": "wounding with intent",
    "OAPA 1861 s.20": "malicious wounding",
    "OAPA 1861 s.21": "choking with intent",
    "OAPA 1861 s.22": "using chloroform with intent",
    "OAPA 1861 s.23": "administering poison so as to endanger life",
    "OAPA 1861 s.27": "abandoning a child",
    "OAPA 1861 s.28": "bodily injury by explosives",
    "OAPA 1861 s.29": "using explosives with intent",
    "OAPA 1861 s.30": "placing explosives with intent",
    "OAPA 1861 s.31": "setting spring guns with intent",
    "OAPA 1861 s.32": "endangering railway passengers",
    "OAPA 1861 s.35": "injury by furious driving",
    "OAPA 1861 s.37": "assaulting an officer preserving wreck",
    "OAPA 1861 s.38": "assault with intent to resist arrest",
    "OAPA 1861 s.47": "assault occasioning actual bodily harm",
    "ESA 1883 s.2": "causing an explosion",
    "ESA 1883 s.3": "keeping explosives with intent",
    "ILPA 1929 s.1": "child destruction",
    "CYPA 1933 s.1": "cruelty to a child",
    "IA 1938 s.1": "infanticide",
    "FA 1968 s.16": "firearm with intent to endanger life",
    "FA 1968 s.16A": "firearm with intent to cause fear of violence",
    "FA 1968 s.17": "firearm to resist arrest",
    "FA 1968 s.18": "firearm with criminal intent",
    "TA 1968 s.8": "robbery",
    "TA 1968 s.9": "burglary with intent to do grievous bodily harm or damage",
    "TA 1968 s.10": "aggravated burglary",
    "TA 1968 s.12A": "aggravated vehicle-taking causing death",
    "CDA 1971 s.1(2)": "damage endangering life",
    "CDA 1971 s.1(3)": "arson",
    "THA 1982 s.1": "hostage-taking",
    "ASA 1982 s.1": "hijacking",
    "ASA 1982 s.2": "endangering an aircraft",
    "ASA 1982 s.3": "other acts endangering an aircraft",
    "ASA 1982 s.4": "dangerous articles on an aircraft",
    "MHA 1983 s.127": "ill-treatment of patients",
    "POA 1986 s.1": "riot",
    "POA 1986 s.2": "violent disorder",
    "POA 1986 s.3": "affray",
    "CJA 1988 s.134": "torture",
    "RTA 1988 s.1": "causing death by dangerous driving",
    "RTA 1988 s.3A": "causing death by careless driving under the influence",
    "AMSA 1990 s.1": "endangering safety at an aerodrome",
    "AMSA 1990 s.9": "hijacking a ship",
    "AMSA 1990 s.10": "seizing a fixed platform",
    "AMSA 1990 s.11": "destroying a ship or fixed platform",
    "AMSA 1990 s.12": "other acts endangering a ship",
    "AMSA 1990 s.13": "threats to a ship or fixed platform",
    "PHA 1997 s.4": "putting people in fear of violence",
    "PHA 1997 s.4A": "stalking causing fear or serious alarm",
    "CDA 1998 s.29": "racially or religiously aggravated assault",
    "CDA 1998 s.31": "racially or religiously aggravated public order offence",
    "FGMA 2003 s.1": "female genital mutilation",
    "DVCVA 2004 s.5": "causing or allowing the death of a child or vulnerable adult",
    "MSA 2015 s.1": "slavery or servitude",
    "MSA 2015 s.2": "human trafficking",
    "SCA 2015 s.75A": "strangulation or suffocation",
}

_ADDED_TO_SCHEDULE_15 = {
    "DVCVA 2004 s.5": date(2005, 3, 21),
    "PHA 1997 s.4A": date(2012, 11, 25),
    "SOA 2003 s.59A": date(2013, 4, 6),
    "MSA 2015 s.1": date(2015, 7, 31),
    "MSA 2015 s.2": date(2015, 7, 31),
    "SCA 2015 s.75A": date(2022, 6, 7),
}

_SEXUAL_ONLY = {
    "SOA 2003 s.52": "causing prostitution for gain",
    "SOA 2003 s.53": "controlling prostitution for gain",
    "SOA 2003 s.57": "trafficking into the United Kingdom for sexual exploitation",
    "SOA 2003 s.58": "trafficking within the United Kingdom for sexual exploitation",
    "SOA 2003 s.59": "trafficking out of the United Kingdom for sexual exploitation",
    "SOA 2003 s.59A": "trafficking for sexual exploitation",
}


@rule("CJA 2003 s.327(4A)", since=date(2012, 12, 3), source="CJA, CJA327-18", status=Status.PARTLY)
def s327_4a(citation: str) -> bool:
    """Abduction and trafficking of a child, and supply of a Class A drug to a child.

    A child is under 18. The day on which this list replaced s.327(5) is not known; it lies between
    December 2012 and April 2018, and the first is taken.
    """
    return citation in _S327_4A


_S327_4A = {
    "CAA 1984 s.1": "abduction of a child by a parent",
    "AITCA 2004 s.4": "trafficking of a child",
    "MDA 1971 s.4(3)": "supply of a Class A drug to a child",
}


@rule(
    "CJA 2003 s.327 as amended by the Victims and Prisoners Act 2024; SCA 2015 s.76",
    since=date(2025, 2, 3),
    source="CCB",
    status=Status.PARTLY,
)
def s76_category_2(citation: str) -> bool:
    """Controlling or coercive behaviour brings Category 2 from 3 February 2025 on.

    Also where the sentence is older and still runs; a lawyer must confirm that.
    """
    return citation in _COERCIVE


_COERCIVE = {"SCA 2015 s.76": "controlling or coercive behaviour"}


_UNTIL_CATEGORY_4 = Period(None, date(2022, 6, 27))


@rule(
    "CJA 2003 Sch.15, terrorism offences until they became Part 3",
    since=date(2010, 1, 14),
    until=date(2022, 6, 27),
    source="CJA, memory",
    status=Status.MEMORY,
)
def sch15_terrorism(citation: str) -> bool:
    """Terrorism offences in Schedule 15 made Category 2 until Category 4 took them over."""
    return citation in _TERRORISM


_TERRORISM = {
    "TACT 2000 s.54": "weapons training",
    "TACT 2000 s.56": "directing a terrorist organisation",
    "TACT 2000 s.57": "possession for terrorist purposes",
    "TACT 2000 s.59": "inciting terrorism overseas",
    "TACT 2006 s.5": "preparing acts of terrorism",
    "TACT 2006 s.6": "training for terrorism",
    "TACT 2006 s.9": "making or possessing radioactive devices",
    "TACT 2006 s.10": "misuse of radioactive devices",
    "TACT 2006 s.11": "terrorist threats about radioactive devices",
}
_TERRORISM_UNLISTED = {
    "TACT 2000 s.11": "membership of a proscribed organisation",
    "TACT 2000 s.12": "support for a proscribed organisation",
    "TACT 2000 s.15": "fund-raising for terrorism",
    "TACT 2000 s.58": "collecting information useful to a terrorist",
    "TACT 2006 s.1": "encouraging terrorism",
    "TACT 2006 s.2": "disseminating terrorist publications",
}
_OTHER = {
    "CJA 1988 s.39": "common assault",
    "PHA 1997 s.2": "harassment",
    "PHA 1997 s.2A": "stalking",
    "PHA 1997 s.5": "breach of a restraining order",
    "DAA 2021 s.39": "breach of a domestic abuse protection order",
    "SOA 2003 s.91": "failing to comply with the notification requirements",
    "SOA 2003 s.113": "breach of a sexual offences prevention order",
    "SOA 2003 s.122": "breach of a foreign travel order",
    "SOA 2003 s.128": "breach of a risk of sexual harm order",
    "SOA 2003 s.103I": "breach of a sexual harm prevention order",
    "SOA 2003 s.122H": "breach of a sexual risk order",
    "TA 1968 s.1": "theft",
    "TA 1968 s.9 theft": "burglary with intent to steal",
}


def _soa(
    sections: dict[str, str],
    paragraph: str,
    threshold: Rule[[Case], Threshold],
    *,
    since: date = date.min,
) -> list[Offence]:
    return [
        Offence(
            f"SOA 2003 s.{section}",
            name,
            paragraph,
            threshold,
            "sexual_sch15",
            sch15_part_2,
            sch3_since=since,
        )
        for section, name in sections.items()
    ]


_SCHEDULE_3 = [
    *(
        Offence(citation, name, f"para {paragraph}", threshold, "sexual_sch15", sch15_part_2)
        for citation, name, paragraph, threshold in (
            ("SOA 1956 s.1", "rape", "1", sch3_none),
            ("SOA 1956 s.5", "intercourse with a girl under 13", "2", sch3_none),
            ("SOA 1956 s.6", "intercourse with a girl under 16", "3", sch3_twenty),
            ("SOA 1956 s.10", "incest by a man", "4", sch3_child),
            ("SOA 1956 s.12", "buggery", "5", sch3_twenty_and_child),
            ("SOA 1956 s.13", "indecency between men", "6", sch3_twenty_and_child),
            ("SOA 1956 s.14", "indecent assault on a woman", "7", sch3_indecent_assault),
            ("SOA 1956 s.15", "indecent assault on a man", "8", sch3_indecent_assault),
            ("SOA 1956 s.16", "assault with intent to commit buggery", "9", sch3_child),
            ("SOA 1956 s.28", "causing prostitution of a girl under 16", "10", sch3_none),
            ("ICA 1960 s.1", "indecent conduct towards a young child", "11", sch3_none),
            ("CLA 1977 s.54", "inciting a girl under 16 to incest", "12", sch3_none),
            ("PCA 1978 s.1", "indecent photographs of children", "13", sch3_images),
            ("CEMA 1979 s.170", "importing indecent photographs", "14", sch3_images),
            ("CJA 1988 s.160", "possessing indecent photographs of children", "15", sch3_images),
            ("SOAA 2000 s.3", "abuse of a position of trust", "16", sch3_twenty),
        )
    ),
    *(
        Offence(
            citation,
            name,
            f"para {paragraph}",
            sch3_two_years,
            "sexual_sch15",
            sch15_part_2,
            sch3_since=since,
        )
        for citation, name, paragraph, since in (
            ("CJIA 2008 s.63", "extreme pornographic images", "35A", date(2009, 1, 26)),
            ("CJA 2009 s.62", "prohibited images of children", "35B", date(2010, 4, 6)),
            ("SCA 2015 s.69", "paedophile manual", "35C", date(2015, 5, 3)),
        )
    ),
    *_soa({"1": "rape", "2": "assault by penetration"}, "para 17", sch3_none),
    *_soa({"3": "sexual assault"}, "para 18", sch3_victim_or_sentence),
    *_soa(
        {
            "4": "causing sexual activity without consent",
            "5": "rape of a child under 13",
            "6": "assault of a child under 13 by penetration",
        },
        "para 19",
        sch3_none,
    ),
    *_soa({"7": "sexual assault of a child under 13"}, "para 20", sch3_adult_or_year),
    *_soa(
        {
            "8": "causing a child under 13 to engage in sexual activity",
            "9": "sexual activity with a child",
            "10": "causing a child to engage in sexual activity",
            "11": "sexual activity in the presence of a child",
            "12": "causing a child to watch a sexual act",
        },
        "para 21",
        sch3_none,
    ),
    *_soa({"13": "child sex offence by a child"}, "para 22", sch3_year),
    *_soa({"14": "arranging a child sex offence"}, "para 23", sch3_adult_or_year),
    *_soa({"15": "meeting a child after grooming"}, "para 24", sch3_none),
    *_soa(
        {"15A": "sexual communication with a child"},
        "para 24A",
        sch3_added,
        since=date(2017, 4, 3),
    ),
    *_soa(
        dict.fromkeys(("16", "17", "18", "19"), "abuse of a position of trust"),
        "para 25",
        sch3_para_25,
    ),
    *_soa(
        {
            "25": "sexual activity with a child family member",
            "26": "inciting a child family member to sexual activity",
        },
        "para 26",
        sch3_adult_or_year,
    ),
    *_soa(
        dict.fromkeys(
            ("30", "31", "32", "33", "34", "35", "36", "37"),
            "offence against a person with a mental disorder",
        ),
        "para 27",
        sch3_none,
    ),
    *_soa(
        dict.fromkeys(("38", "39", "40", "41"), "offence by a care worker"),
        "para 28",
        sch3_para_28,
    ),
    *_soa({"47": "paying for sexual services of a child"}, "para 29", sch3_para_29),
    *_soa(
        {
            "48": "causing sexual exploitation of a child",
            "49": "controlling a child in sexual exploitation",
            "50": "arranging sexual exploitation of a child",
        },
        "paras 29A-29C",
        sch3_added,
        since=date(2008, 7, 14),
    ),
    *_soa({"61": "administering a substance with intent"}, "para 30", sch3_none),
    *_soa(
        {
            "62": "offence with intent to commit a sexual offence",
            "63": "trespass with intent to commit a sexual offence",
        },
        "para 31",
        sch3_victim_or_sentence,
    ),
    *_soa(
        {"64": "sex with an adult relative", "65": "sex with an adult relative"},
        "para 32",
        sch3_prison_or_hospital,
    ),
    *_soa({"66": "exposure"}, "para 33", sch3_victim_or_sentence),
    *_soa({"67": "voyeurism"}, "para 34", sch3_victim_or_sentence),
    *_soa(
        {"69": "intercourse with an animal", "70": "sexual penetration of a corpse"},
        "para 35",
        sch3_prison_or_hospital,
    ),
]


_LISTS = (
    (_VIOLENT, "Sch.15 Part 1", "violent_sch15", sch15_part_1, ALWAYS, False),
    (_SEXUAL_ONLY, "Sch.15 Part 2", "sexual_sch15", sch15_part_2, ALWAYS, False),
    (_S327_4A, "s.327(4A)", "s327_4a", s327_4a, s327_4a.in_force or ALWAYS, False),
    (_COERCIVE, "s.327", "s327_4a", s76_category_2, s76_category_2.in_force or ALWAYS, False),
    (_TERRORISM, "Sch.15", "violent_sch15", sch15_terrorism, _UNTIL_CATEGORY_4, True),
    (_TERRORISM_UNLISTED, "", "other", None, ALWAYS, True),
    (_OTHER, "", "other", None, ALWAYS, False),
)

OFFENCES: dict[str, Offence] = {
    offence.citation.casefold(): offence
    for offence in (
        *_SCHEDULE_3,
        *(
            Offence(
                citation,
                name,
                where,
                None,
                category_2,
                in_list,
                Period(_ADDED_TO_SCHEDULE_15[citation], None)
                if citation in _ADDED_TO_SCHEDULE_15
                else listed,
                terrorist,
            )
            for offences, where, category_2, in_list, listed, terrorist in _LISTS
            for citation, name in offences.items()
        ),
    )
}


class UnknownOffence(ValueError):  # noqa: N818 - it is what it says
    """A citation that no table holds."""


@rule(
    "SOA 2003 Sch.3 para 94; CJA 2003 Sch.15 and s.327(4A)",
    since=ARRANGEMENTS,
    source="CJA, memory",
    status=Status.PARTLY,
)
def inchoate(citation: str) -> tuple[str, str]:
    """To attempt, conspire, incite, encourage, assist, aid or abet counts as the offence itself.

    The answer splits "attempted SOA 2003 s.1" into those words and the citation; the words are
    empty where there are none, or no offence is cited after them.
    """
    first, *rest = citation.casefold().split() or [""]
    if first.rstrip(":") in _INCHOATE:
        for number in range(len(rest)):
            if (plain := " ".join(rest[number:])) in OFFENCES:
                return " ".join([first, *rest[:number]]).rstrip(":"), plain
    return "", citation


_INCHOATE = frozenset(
    {
        "attempt",
        "attempted",
        "attempting",
        "conspiracy",
        "conspiring",
        "incitement",
        "inciting",
        "encouraging",
        "assisting",
        "aiding",
        "abetting",
        "counselling",
        "procuring",
    }
)


def offence(citation: str) -> Offence:
    """The offence of that citation; capitals and spaces do not matter. Raises UnknownOffence.

    "attempted SOA 2003 s.1" and "conspiracy to commit SOA 2003 s.1" are found too.
    """
    known = OFFENCES.get(" ".join(citation.split()).casefold())
    if known is not None:
        return known
    words, plain = inchoate(citation)
    if not words:
        raise UnknownOffence(
            f"unknown offence {citation!r}: expected a citation such as 'SOA 2003 s.3'"
        )
    known = OFFENCES[plain]
    return dataclasses.replace(known, name=f"{words} {known.name}", inchoate=True)


@rule("SOA 2003 s.132(2), (3)", since=SOA_2003, source="SOA")
def s132_3(disposal: Disposal, threshold: Threshold) -> date:
    """Where only the sentence puts the offence in Schedule 3 the relevant date is its day.

    Where the age of the victim or offender does so already, it stays the day of conviction.
    """
    if threshold.by_sentence and disposal.sentenced_on is not None:
        return disposal.sentenced_on
    return disposal.convicted_on


def classified(disposal: Disposal, born: date | None) -> Disposal:
    """The disposal with the class, relevant date and lists of its offence, looked up by citation.

    One that has a class already keeps it. Raises UnknownOffence.
    """
    if disposal.offence_class:
        known = OFFENCES.get(" ".join(disposal.offence.split()).casefold())
        return disposal if known is None else dataclasses.replace(disposal, citation=known.citation)
    found = offence(disposal.offence)
    threshold = NOT_MET
    if found.sch3 is not None and disposal.convicted_on >= found.sch3_since:
        committed = disposal.offence_on or disposal.convicted_on
        age = None if born is None or born > committed else age_on(born, committed)
        threshold = found.sch3(Case(disposal, age))
    cited = f"{found.name} ({found.citation})"
    rules = [] if found.in_list is None else [found.in_list.id]
    if found.inchoate:
        rules.append(inchoate.id)
    if threshold.met and found.sch3 is not None:
        cited = f"{found.name} ({found.citation}; Schedule 3, {found.paragraph})"
        rules.insert(0, found.sch3.id)
        if threshold.by_sentence:
            rules.insert(1, s132_3.id)
    return dataclasses.replace(
        disposal,
        offence=cited,
        offence_class="sexual_sch3" if threshold.met else found.category_2,
        relevant_on=disposal.relevant_on or s132_3(disposal, threshold),
        listed=found.listed,
        classified_by=tuple(rules),
        terrorist=disposal.terrorist or found.terrorist,
        citation=found.citation,
    )


@rule("SOA 2003 s.106(14); Sentencing Code s.344(2)", since=SOA_2003, source="SOA")
def s106_14(citation: str) -> bool:
    """For a SOPO or SHPO an offence need only be listed in Schedule 3.

    Its thresholds of age and sentence are for registration and do not matter there.
    """
    return offence(citation).sch3 is not None


@rule("SI 2020/158, offences", since=date(2020, 4, 1), source="memory", status=Status.MEMORY)
def two_thirds_from_7_years(citation: str) -> bool:
    """Schedule 15 offences that may be punished with life: two thirds of 7 years or more.

    Written from memory and meant for plausibility only.
    """
    return citation in _LIFE_VIOLENT or two_thirds_from_4_years(citation)


@rule(
    "CJA 2003 s.244ZA(4)-(6), offences",
    since=date(2022, 6, 28),
    source="memory",
    status=Status.MEMORY,
)
def two_thirds_from_4_years(citation: str) -> bool:
    """Manslaughter, soliciting murder, wounding with intent, and sexual offences with life.

    Two thirds of 4 years or more. Written from memory and meant for plausibility only.
    """
    return citation in _LIFE_FROM_4_YEARS


_LIFE_VIOLENT = frozenset(
    {
        "common law kidnapping",
        "common law false imprisonment",
        *(f"OAPA 1861 s.{section}" for section in ("21", "22", "28", "29", "32")),
        "ESA 1883 s.2",
        "ESA 1883 s.3",
        "ILPA 1929 s.1",
        "IA 1938 s.1",
        "FA 1968 s.16",
        "FA 1968 s.17",
        "FA 1968 s.18",
        "TA 1968 s.8",
        "TA 1968 s.10",
        "CDA 1971 s.1(2)",
        "CDA 1971 s.1(3)",
        "THA 1982 s.1",
        "ASA 1982 s.1",
        "ASA 1982 s.2",
        "CJA 1988 s.134",
        "AMSA 1990 s.9",
        "MSA 2015 s.1",
        "MSA 2015 s.2",
    }
)
_LIFE_FROM_4_YEARS = frozenset(
    {
        "common law murder",
        "common law manslaughter",
        "OAPA 1861 s.4",
        "OAPA 1861 s.18",
        "SOA 1956 s.1",
        "SOA 1956 s.5",
        *(
            f"SOA 2003 s.{section}"
            for section in ("1", "2", "4", "5", "6", "8", "30", "31", "34", "35", "47", "62")
        ),
    }
)
