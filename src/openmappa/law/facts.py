"""What the law is applied to: plain facts about one person, as courts and agencies recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import Period

ALWAYS = Period(None, None)

TERMS = frozenset(
    {
        "imprisonment",
        "suspended_imprisonment",
        "extended",
        "yoi_detention",
        "s91_detention",
        "dto",
        "special_custodial",
    }
)
INDETERMINATE = frozenset(
    {"life", "ipp", "dpp", "custody_for_life", "hmp_detention", "lifelong_restriction"}
)
DISPOSALS = (
    TERMS
    | INDETERMINATE
    | {
        "hospital_order",
        "restricted_hospital_order",
        "guardianship_order",
        "community_order",
        "youth_rehabilitation_order",
        "referral_order",
        "conditional_discharge",
        "absolute_discharge",
        "fine",
        "caution",
    }
)
CUSTODY = frozenset({"prison", "yoi", "secure_hospital", "immigration_detention"})
OUT_OF_THE_COUNTRY = frozenset({"abroad", "deported"})
JURISDICTIONS = ("E&W", "Scotland", "NI", "service", "foreign")
OFFENCE_CLASSES = ("sexual_sch3", "sexual_sch15", "violent_sch15", "s327_4a", "other")


@dataclass(frozen=True, slots=True)
class Disposal:
    """What a court or the police imposed for one offence.

    `offence_class` is the class of the extract format (`sexual_sch3`, `sexual_sch15`,
    `violent_sch15`, `s327_4a`, `other`): the source says that the schedule's threshold is met.
    `disposal` is the extract format's word (`imprisonment`, `caution`, ...). `ends_on` is the last
    day of the whole sentence or order, licence included; None means that it has no end.
    `consecutive_to` is the `ref` of the term that this one follows. `relevant_on` is the relevant
    date of s.82(6) where it is not the day of conviction, finding or caution.

    `finding` is what the court found: `conviction`, `insanity`, or `disability` and did the act.
    `offence_on` is the day of the offence, `victim_age` in years then (for images, when taken).
    `listed` says on which days the offence is in the lists of Category 2. `released_on` is the
    first release on licence. `breach_of` is the order whose breach this is. `terrorist`: a relevant
    terrorist offence or one with a terrorist connection. `overlap_months` of the term run together
    with the term that it follows. `trial_concluded_on`: for a finding of disability, the end of a
    later trial for the same offence. `domestic_abuse`: the court found it so.
    `polygraph_condition`: the licence has one. `extension_months`: of the term of an extended
    sentence, how many are its extension. `disqualified`: a disqualification order under the CJCSA
    2000 was made. `classified_by`: the ids of the rules that gave the class, where the offence was
    looked up by its citation, and `citation` that citation.
    """

    ref: str
    offence: str
    offence_class: str
    convicted_on: date
    disposal: str
    term_months: int | None = None
    sentenced_on: date | None = None
    ends_on: date | None = None
    consecutive_to: str | None = None
    jurisdiction: str = "E&W"
    relevant_on: date | None = None
    offence_on: date | None = None
    victim_age: int | None = None
    listed: Period = ALWAYS
    released_on: date | None = None
    breach_of: str | None = None
    terrorist: bool = False
    overlap_months: int = 0
    trial_concluded_on: date | None = None
    domestic_abuse: bool = False
    polygraph_condition: bool = False
    finding: str = "conviction"
    extension_months: int | None = None
    disqualified: bool = False
    classified_by: tuple[str, ...] = ()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A court order; `ends_on` None means until further order.

    `for_disposal` is the foreign disposal that a notification order or notice rests on;
    `notified_on` the day of the first notification that the order itself asks for;
    `travel_ban_ends_on` the last day of a ban on travel within it, `all_countries`: the ban is on
    travel anywhere. `travel_ban_extended_on`: the day on which that ban was last extended.
    `extended_on`: the day on which the order itself was last made longer by a variation.
    `only_bans_travel`: it prohibits nothing else. `on_conviction`: made by the court that
    sentenced. `positive_requirements`: it asks for acts too. `electronic_monitoring`: it tags.
    """

    ref: str
    type: str
    made_on: date
    ends_on: date | None = None
    served_on: date | None = None
    applied_for_on: date | None = None
    foreign_travel_restriction: bool = False
    replaces: str | None = None
    for_disposal: str | None = None
    notified_on: date | None = None
    travel_ban_ends_on: date | None = None
    all_countries: bool = False
    travel_ban_extended_on: date | None = None
    extended_on: date | None = None
    only_bans_travel: bool = False
    on_conviction: bool = False
    positive_requirements: bool = False
    electronic_monitoring: bool = False


@dataclass(frozen=True, slots=True)
class Designation:
    """A Responsible Authority's decision that someone is another dangerous offender.

    `category` 4: that someone convicted of any offence may be at risk of involvement in terrorism.
    """

    ref: str
    area: str
    period: Period
    reason: str = ""
    category: int = 3


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where someone was on whole days, other than at home; a release is the day after the last."""

    kind: str
    period: Period
    place: str = ""


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification that the police recorded: `initial`, `change` or `periodic`.

    `found_place`: the address given was a place where he can be found, not a residence. `under`:
    the order, or the terrorist disposal, that asks for it; empty for Part 2 of the SOA 2003.
    """

    on: date
    kind: str
    found_place: bool = False
    under: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that must be notified: `name`, `address`, `child_household`, `bank_account`, ...

    `expected_on` is the day given in an advance notice; `on` None: it has not happened yet.
    """

    ref: str
    kind: str
    on: date | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Days spent at premises in the United Kingdom whose address is not notified."""

    place: str
    period: Period


@dataclass(frozen=True, slots=True)
class Travel:
    """A journey out of the United Kingdom.

    `known_on` is the day on which date and country were first known; `return_given`: the day and
    point of return were given beforehand and were right. `changed_on`: what was notified changed on
    that day, before leaving.
    """

    ref: str
    leaves_on: date
    returns_on: date | None = None
    known_on: date | None = None
    return_given: bool = False
    notified_on: date | None = None
    return_notified_on: date | None = None
    changed_on: date | None = None
    change_notified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A time at Level 1, 2 or 3 in one area."""

    level: int
    area: str
    period: Period


@dataclass(frozen=True, slots=True)
class Recall:
    """A recall under which someone was returned to custody: `fixed_term` or `standard`.

    `released_on` is the next release; `mandatory`: recorded as one that had to be fixed-term;
    `charged`: recalled on being charged; `schedule_19aa`: the sentence is for an offence there.
    """

    ref: str
    kind: str
    returned_on: date
    disposal: str | None = None
    released_on: date | None = None
    mandatory: bool = False
    charged: bool = False
    schedule_19aa: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """An application to end an indefinite notification requirement, and what came of it.

    `years`: after how many the next application may be made, 8 unless the officer said more.
    `replies_by`: the latest day set for the bodies asked. `received_on`: the person received the
    notice of the decision.
    """

    ref: str
    refused_on: date | None = None
    years: int = 8
    applied_on: date | None = None
    replies_by: date | None = None
    granted_on: date | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Parental:
    """A parental direction of a court, or since 2022 a parental notice of the police.

    `kind` is `direction` or `notice`.
    """

    ref: str
    kind: str
    made_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A home visit to someone registered; `risk` is the risk level in force from then on."""

    on: date
    risk: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A polygraph session, and what the operator found."""

    on: date
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Residence:
    """A time at a notified address in one police area."""

    area: str
    period: Period


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as an agency words it: `suspected` or `breach`, and what was decided about it."""

    on: date
    worded: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What an agency's own record says of the legal position, to be compared with the law's."""

    categories: tuple[int, ...] = ()
    registration_last_day: date | None = None
    review_from: date | None = None
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Keeping:
    """What decides how long the record is kept."""

    opened_on: date | None = None
    reviewed_on: date | None = None
    legal_hold: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """Which reading applies where the law leaves a question to guidance.

    `supervision_keeps_category_2`: post-sentence supervision keeps someone in Category 2.
    `category_4_first`: Category 4 comes before Category 1, not after Category 3.
    """

    supervision_keeps_category_2: bool = False
    category_4_first: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the law needs to know of one person."""

    born: date | None = None
    died_on: date | None = None
    disposals: tuple[Disposal, ...] = ()
    orders: tuple[Order, ...] = ()
    designations: tuple[Designation, ...] = ()
    whereabouts: tuple[Whereabouts, ...] = ()
    notifications: tuple[Notification, ...] = ()
    changes: tuple[Change, ...] = ()
    stays: tuple[Stay, ...] = ()
    travel: tuple[Travel, ...] = ()
    levels: tuple[Level, ...] = ()
    recalls: tuple[Recall, ...] = ()
    reviews: tuple[Review, ...] = ()
    parental: tuple[Parental, ...] = ()
    visits: tuple[Visit, ...] = ()
    sessions: tuple[Session, ...] = ()
    residences: tuple[Residence, ...] = ()
    recorded: Recorded = Recorded()
    keeping: Keeping = Keeping()
    choices: Choices = Choices()
