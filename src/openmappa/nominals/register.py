"""What people enter of a person at screens, section by section, and the words they choose from.

Each dictionary is a controlled vocabulary: the code that is stored, and what people read. Rows are
`Recorded`: for a time, as fact or opinion, of a person of some class (Data Protection Act 2018,
section 38), with where it comes from. What is never changed again is `Authored` alone. How each
section is typed and read is in `web.register`; who sees and writes it in the migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from openmappa.agencies.during import DuringField
from openmappa.audit.history import CurrentOperation, tracked
from openmappa.nominals.identifiers import Kind
from openmappa.nominals.models import STANDINGS, Authored, Entered, Nominal, known

Words = Mapping[str, str]

REGIMES: Words = {
    "law_enforcement": "law enforcement (Data Protection Act 2018, Part 3)",
    "uk_gdpr": "health, housing or education (UK GDPR)",
}
CLASSES: Words = {
    "convicted": "convicted or cautioned",
    "suspect": "suspected",
    "witness": "witness",
    "other": "somebody else",
}
YES_NO: Words = {"yes": "yes", "no": "no"}

NAMES: Words = {
    "birth": "name at birth",
    "previous": "previous name",
    "married": "married name",
    "deed_poll": "name by deed poll",
    "alias": "alias",
    "nickname": "nickname",
    "online": "name used online",
    "religious": "religious name",
}
NUMBERS: Words = {kind.value: kind.label for kind in Kind} | {
    "national_insurance": "National Insurance number",
    "driving_licence": "driving licence number",
    "visor": "ViSOR reference",
    "pnd": "Police National Database reference",
    "immigration": "Home Office reference",
    "local": "local reference",
    "fingerprints": "fingerprint reference",
    "dna": "DNA reference",
}
BUILDS: Words = {
    "slim": "slim",
    "medium": "medium",
    "stocky": "stocky",
    "muscular": "muscular",
    "heavy": "heavy",
}
MARKS: Words = {
    "scar": "scar",
    "tattoo": "tattoo",
    "birthmark": "birthmark",
    "mole": "mole",
    "piercing": "piercing",
    "amputation": "amputation",
    "deformity": "deformity",
    "other": "other mark",
}
BODY_SITES: Words = {
    "head": "head",
    "face": "face",
    "ear": "ear",
    "neck": "neck",
    "shoulder": "shoulder",
    "upper_arm": "upper arm",
    "forearm": "forearm",
    "wrist": "wrist",
    "hand": "hand",
    "fingers": "fingers",
    "chest": "chest",
    "abdomen": "abdomen",
    "back": "back",
    "hip": "hip",
    "groin": "groin",
    "buttock": "buttock",
    "thigh": "thigh",
    "knee": "knee",
    "lower_leg": "lower leg",
    "ankle": "ankle",
    "foot": "foot",
}
SIDES: Words = {"left": "left", "right": "right", "both": "both sides", "middle": "middle"}
BACKGROUNDS: Words = {
    "nationality": "nationality",
    "first_language": "first language",
    "other_language": "other language",
    "religion": "religion or belief",
    "birthplace": "place of birth",
    "other_birth": "another date of birth given",
}
# The 16+1 classification of the 2001 census, by which the agencies' extracts state ethnicity too.
ETHNICITIES: Words = {
    "A1": "Asian or Asian British: Indian",
    "A2": "Asian or Asian British: Pakistani",
    "A3": "Asian or Asian British: Bangladeshi",
    "A9": "Asian or Asian British: any other",
    "B1": "Black or Black British: Caribbean",
    "B2": "Black or Black British: African",
    "B9": "Black or Black British: any other",
    "M1": "Mixed: White and Black Caribbean",
    "M2": "Mixed: White and Black African",
    "M3": "Mixed: White and Asian",
    "M9": "Mixed: any other",
    "O1": "Chinese",
    "O9": "any other ethnic group",
    "W1": "White: British",
    "W2": "White: Irish",
    "W9": "White: any other",
    "NS": "not stated",
}
DISABILITIES: Words = {"yes": "disabled", "no": "not disabled", "NS": "not stated"}
KEEPERS: Words = {
    "keeper": "registered keeper",
    "user": "uses it",
    "passenger": "is driven in it",
    "work": "drives it for work",
}
RESIDENCES: Words = {
    "home": "sole or main residence",
    "secondary": "secondary address",
    "stay": "stay for a few days",
    "work": "place of work",
    "approved_premises": "approved premises",
    "hostel": "hostel",
    "no_fixed_abode": "no fixed abode",
    "proposed": "proposed address",
}
CHECKS: Words = {
    "home_visit": "visit to the address",
    "seen_documents": "documents seen",
    "agency": "told by another agency",
    "landlord": "told by the landlord or keyholder",
    "household": "told by somebody who lives there",
}
TELEPHONES: Words = {
    "mobile": "mobile",
    "landline": "landline",
    "work": "work",
    "messages": "somebody who takes messages",
}
ONLINE: Words = {
    "social": "social media",
    "messaging": "messaging",
    "gaming": "gaming",
    "dating": "dating",
    "forum": "forum",
    "storage": "file storage",
    "computer": "computer",
    "telephone": "telephone or tablet",
    "console": "games console",
    "other_device": "other device that reaches the internet",
}
DEVICES = ("computer", "telephone", "console", "other_device")
FINANCES: Words = {
    "bank_account": "bank account",
    "debit_card": "debit card",
    "credit_card": "credit card",
    "passport": "passport",
    "identity_document": "other identity document",
}
RELATIONS: Words = {
    "partner": "spouse or partner",
    "former_partner": "former partner",
    "parent": "parent",
    "child": "child",
    "stepchild": "child of a partner",
    "sibling": "brother or sister",
    "grandparent": "grandparent",
    "grandchild": "grandchild",
    "other_family": "other family",
    "friend": "friend",
    "associate": "associate",
    "lodger": "lodger or flatmate",
    "carer": "carer",
    "employer": "employer",
}
OCCUPATIONS: Words = {
    "employment": "employment",
    "self_employment": "self-employment",
    "education": "education or training",
    "volunteering": "volunteering",
    "office": "office held in a club, charity or faith group",
}
INTERESTS: Words = {
    "club": "club or society",
    "faith_group": "faith group",
    "interest": "interest or hobby",
    "place": "place that he or she goes to",
    "transport": "way of travelling",
}
PROTECTIVE: Words = {
    "accommodation": "settled accommodation",
    "partner": "relationship with a partner",
    "family": "family",
    "employment": "work or training",
    "faith": "faith or belief",
    "activity": "activity or interest",
    "treatment": "treatment or programme",
    "abstinence": "abstinence from drink or drugs",
    "professional": "works with professionals",
    "other": "other",
}
# Facet, then what it can be: modus operandi is one row for each.
METHODS: Mapping[str, Words] = {
    "Person offended against": {
        "victim_child_female": "girl",
        "victim_child_male": "boy",
        "victim_adult_female": "woman",
        "victim_adult_male": "man",
        "victim_family": "member of the family",
        "victim_partner": "partner or former partner",
        "victim_stranger": "stranger",
        "victim_vulnerable": "vulnerable adult",
        "victim_animal": "animal",
    },
    "Approach": {
        "approach_befriends_parent": "befriends a parent",
        "approach_position_of_trust": "uses a position of trust",
        "approach_offers_lift": "offers a lift",
        "approach_offers_gifts": "offers gifts, money or drugs",
        "approach_deceives": "pretends to be somebody else",
        "approach_surprise": "takes by surprise",
        "approach_force": "uses force",
    },
    "Place": {
        "place_own_home": "own home",
        "place_their_home": "home of the person offended against",
        "place_outdoors": "park, woods or open ground",
        "place_transport": "public transport or station",
        "place_vehicle": "vehicle",
        "place_school": "school, club or playground",
        "place_workplace": "place of work",
        "place_online": "online",
    },
    "Method": {
        "method_contact": "sexual contact",
        "method_exposure": "exposure",
        "method_voyeurism": "voyeurism",
        "method_images": "makes or shares indecent images",
        "method_drink_drugs": "drink or drugs given",
        "method_restraint": "restraint",
        "method_strangulation": "strangulation",
        "method_arson": "arson",
        "method_stalking": "stalking or harassment",
        "method_control": "controlling or coercive behaviour",
    },
    "Weapon": {
        "weapon_knife": "knife or blade",
        "weapon_firearm": "firearm or imitation",
        "weapon_blunt": "blunt object",
        "weapon_corrosive": "corrosive substance",
    },
    "Grooming and internet": {
        "grooming_in_person": "grooming in person",
        "grooming_online": "grooming online",
        "internet_live_stream": "live streaming",
        "internet_dark_web": "hidden services",
        "internet_encryption": "encryption or wiping of devices",
    },
    "Also": {
        "trophies": "keeps trophies",
        "with_others": "offends with others",
        "daytime": "by day",
        "night": "by night",
    },
}
METHOD_WORDS: Words = {
    code: f"{facet}: {words}" for facet, found in METHODS.items() for code, words in found.items()
}
MARKERS: Words = {
    "wanted": "wanted",
    "missing": "missing",
    "violent": "violent",
    "weapons": "weapons",
    "firearms": "firearms",
    "offends_against_police": "offends against police and staff",
    "two_officers": "not to be visited alone",
    "escaper": "escapes",
    "drugs": "drugs",
    "explosives": "explosives",
    "contagious": "infection risk",
    "self_harm": "self-harm",
    "suicidal": "suicidal",
    "mental_health": "mental ill health",
    "ailment": "ailment",
    "alleges": "makes false allegations",
    "dogs": "dangerous dog",
    "conceals": "conceals",
    "female_staff": "risk to female staff",
}
# Of these it counts whether the Police National Computer tells every officer who meets the person.
CIRCULATED = ("wanted", "missing")
PROGRAMMES: Words = {
    "sex_offending": "sexual offending programme",
    "domestic_violence": "domestic violence programme",
    "violence": "violence programme",
    "thinking": "thinking skills programme",
    "drink_drugs": "drink or drugs programme",
    "extremism": "programme on extremism",
    "personality": "service for personality disorder",
    "mental_health": "mental health treatment",
    "counselling": "counselling or therapy",
    "other": "other programme",
}
PROGRAMME_STATES: Words = {
    "referred": "referred",
    "waiting": "waiting for a place",
    "unsuitable": "found not suitable",
    "refused": "refused to take part",
    "started": "taking part",
    "completed": "completed",
    "left": "left, or was taken off, before the end",
}
# Everything that a decision on a disclosure may come to; those of `TELLS` have somebody told.
DISCLOSURES: Words = {
    "not_needed": "no: nothing needs to be disclosed",
    "refused": "no: considered and refused",
    "deferred": "not now: to be decided again by the day of review",
    "self_disclosure": "yes: the person tells it, with an officer present",
    "by_police": "yes: the police tell it",
    "by_probation": "yes: probation tells it",
    "by_another": "yes: another agency tells it",
}
TELLS = ("self_disclosure", "by_police", "by_probation", "by_another")
DISCLOSURE_POWERS: Words = {
    "child_sex_offender": "Criminal Justice Act 2003 ss.327A and 327B (child sex offender)",
    "common_law": "common law power of the police to prevent crime and protect people",
    "co_operation": "Criminal Justice Act 2003 s.325 (between the authority and those who"
    " co-operate)",
    "crime_and_disorder": "Crime and Disorder Act 1998 s.115",
    "court": "order or direction of a court",
    "none": "none: nothing is to be disclosed",
}
AUTHORITIES: Words = {
    "practitioner": "practitioner",
    "supervisor": "supervisor",
    "inspector": "inspector or senior probation officer",
    "superintendent": "superintendent or head of probation delivery",
    "meeting_2": "MAPPA meeting at Level 2",
    "meeting_3": "MAPPA meeting at Level 3",
    "chief_officer": "chief officer",
}
RECIPIENTS: Words = {
    "partner": "partner, or somebody about to be",
    "parent": "parent or carer of a child",
    "household": "somebody of the household",
    "employer": "employer or organiser of volunteers",
    "school": "school or college",
    "landlord": "landlord or keyholder",
    "faith_group": "faith group",
    "club": "club or society",
    "neighbour": "neighbour",
    "agency": "agency that does not take part in MAPPA",
    "other": "somebody else",
}
ACTIVITIES: Words = {
    "visit": "visit",
    "attempt": "visit attempted, the person not seen",
    "call": "telephone call",
    "contact": "contact in person",
    "message": "letter, e-mail or message",
    "agency": "contact with another agency",
    "decision": "decision",
    "supervision": "supervision by a manager",
    "intelligence_check": "intelligence check",
    "other": "other",
}
NOTIFICATIONS: Words = {
    "initial": "first notification",
    "change": "change of details",
    "periodic": "yearly or weekly notification",
    "journey": "journey abroad",
    "journey_change": "change of a journey abroad",
    "return": "return from abroad",
}
ABOUT_JOURNEYS = ("journey", "journey_change", "return")
DETAILS: Words = {
    "name": "name",
    "address": "home address",
    "bank_account": "bank account or card",
    "identity_document": "passport or other identity document",
    "child_household": "12 hours or more in a home with somebody under 18, or the end of that",
    "stay": "days at an address that is not notified",
}
NOTIFIED_UNDER: Words = {
    "part_2": "Sexual Offences Act 2003, Part 2",
    "order": "an order",
    "part_4": "Counter-Terrorism Act 2008, Part 4",
}
TELLINGS: Words = {
    "meeting": "in person",
    "telephone": "by telephone",
    "letter": "by letter",
    "interpreter": "through an interpreter",
    "advocate": "with a parent, carer or advocate",
}
LEAFLETS: Words = {
    "none": "no leaflet",
    "plain": "leaflet in plain English",
    "easy_read": "leaflet in easy read",
    "translated": "leaflet in another language",
}
CATEGORIES: Words = {
    "1": "Category 1",
    "2": "Category 2",
    "3": "Category 3",
    "4": "Category 4",
    "none": "no category: MAPPA does not apply",
}
LEVELS: Words = {"1": "Level 1", "2": "Level 2", "3": "Level 3"}
SAID_HOW: Words = {
    "writing": "in writing",
    "aloud": "said to an officer",
    "representative": "through a representative",
}
WHO_SPEAKS: Words = {
    "person": "the person",
    "representative": "a representative of the person",
    "agency": "an agency",
}
OUTCOMES: Words = {
    "upheld": "upheld",
    "partly_upheld": "partly upheld",
    "not_upheld": "not upheld",
}
# Code, then meaning, of each grading scheme: source, information and handling.
SCHEMES: Mapping[str, tuple[Words, Words, Words]] = {
    "5x5x5": (
        {
            "A": "always reliable",
            "B": "mostly reliable",
            "C": "sometimes reliable",
            "D": "unreliable",
            "E": "untested source",
        },
        {
            "1": "known to be true without reservation",
            "2": "known personally to the source but not to the reporting officer",
            "3": "not known personally to the source but corroborated",
            "4": "cannot be judged",
            "5": "suspected to be false",
        },
        {
            "1": "may go to other law enforcement and prosecuting agencies",
            "2": "may go to parties in the United Kingdom that do not prosecute",
            "3": "may go to law enforcement abroad",
            "4": "only within the originating agency",
            "5": "may go out on the conditions given",
        },
    ),
    "3x5x2": (
        {"1": "reliable", "2": "untested", "3": "not reliable"},
        {
            "A": "known directly to the source",
            "B": "known indirectly to the source but corroborated",
            "C": "known indirectly to the source",
            "D": "not known",
            "E": "suspected to be false",
        },
        {
            "P": "sharing permitted",
            "C": "sharing permitted on conditions: not outside the originating agency",
        },
    ),
}


def _some(*columns: str) -> models.CheckConstraint:
    """At least one of these is there."""
    condition = Q()
    for column in columns:
        condition |= ~Q(**{column: ""})
    return models.CheckConstraint(
        condition=condition, name="%(app_label)s_%(class)s_says_something"
    )


class Recorded(Entered):
    """A row of a section: when it holds, as what it is said, and of what class of person.

    `corrected_because`: why it says what it says now, if whoever corrected it last said so.
    """

    during = DuringField()
    class_of_person = models.TextField(default="convicted")
    standing = models.TextField(default="fact")
    source = models.TextField(default="")
    note = models.TextField(default="")
    corrected_because = models.TextField(default="")

    class Meta(Entered.Meta):
        abstract = True
        constraints = [
            *Entered.Meta.constraints,
            known("class_of_person", CLASSES),
            known("standing", STANDINGS),
        ]


@tracked()
class FurtherName(Recorded):
    """Another name that the person has or uses; never one that tells of gender history."""

    kind = models.TextField()
    title = models.TextField(default="")
    surname = models.TextField(default="")
    forenames = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_further_name"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", NAMES),
            _some("surname", "forenames"),
        ]


@tracked()
class FurtherIdentifier(Recorded):
    """A number by which somebody knows the person, as given and in its one canonical form."""

    kind = models.TextField()
    given = models.TextField()
    canonical = models.TextField()
    valid = models.BooleanField()

    class Meta(Recorded.Meta):
        db_table = "nominals_further_identifier"
        constraints = [*Recorded.Meta.constraints, known("kind", NUMBERS), _some("given")]
        indexes = [models.Index(fields=["canonical", "kind"], name="nominals_further_number_value")]


@tracked()
class Description(Recorded):
    """What the person looked like on a day."""

    height_cm = models.SmallIntegerField(null=True)
    build = models.TextField(default="")
    hair = models.TextField(default="")
    facial_hair = models.TextField(default="")
    eyes = models.TextField(default="")
    complexion = models.TextField(default="")
    glasses = models.TextField(default="")
    teeth = models.TextField(default="")
    accent = models.TextField(default="")
    gait = models.TextField(default="")
    clothing = models.TextField(default="")
    disability = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_description"
        constraints = [
            *Recorded.Meta.constraints,
            known("build", BUILDS, empty=True),
            models.CheckConstraint(
                condition=Q(height_cm=None) | Q(height_cm__range=(50, 260)),
                name="nominals_description_height_possible",
            ),
        ]


@tracked()
class Mark(Recorded):
    """A scar, tattoo or other mark, by where on the body it is."""

    kind = models.TextField()
    site = models.TextField()
    side = models.TextField(default="")
    description = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_mark"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", MARKS),
            known("site", BODY_SITES),
            known("side", SIDES, empty=True),
        ]


def mark_words(row: Mapping[str, Any]) -> str:
    """A mark as it is read: what, where, and how it looks."""
    where = " ".join(filter(None, (SIDES.get(row["side"]), BODY_SITES[row["site"]])))
    kind = MARKS[row["kind"]]
    return f"{kind[:1].upper()}{kind[1:]}, {where}: {row['description']}"


@tracked()
class Background(Recorded):
    """Nationality, language, religion, place of birth, and another date of birth given."""

    kind = models.TextField()
    value = models.TextField()
    interpreter = models.BooleanField(default=False)

    class Meta(Recorded.Meta):
        db_table = "nominals_background"
        constraints = [*Recorded.Meta.constraints, known("kind", BACKGROUNDS)]


@tracked()
class SelfDefined(Recorded):
    """What the person says of their own ethnicity and disability, for monitoring only.

    It stands before what an agency's record states. No list of people is ordered or chosen by it.
    """

    ethnicity = models.TextField()
    disability = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_self_defined"
        constraints = [
            *Recorded.Meta.constraints,
            known("ethnicity", ETHNICITIES),
            known("disability", DISABILITIES),
        ]


@tracked()
class Vehicle(Recorded):
    """A vehicle that the person keeps or uses; `canonical` is its registration without spaces."""

    registration = models.TextField(default="")
    canonical = models.TextField(default="")
    make = models.TextField(default="")
    model = models.TextField(default="")
    colour = models.TextField(default="")
    keeper = models.TextField()
    habits = models.TextField(default="")
    anpr = models.BooleanField(default=False)  # cameras that read number plates look out for it

    class Meta(Recorded.Meta):
        db_table = "nominals_vehicle"
        constraints = [
            *Recorded.Meta.constraints,
            known("keeper", KEEPERS),
            _some("registration", "make", "model"),
        ]


@tracked()
class Residence(Recorded):
    """Where the person lives, stays or works; with no fixed abode, where he or she can be found."""

    kind = models.TextField()
    line_1 = models.TextField(default="")
    line_2 = models.TextField(default="")
    town = models.TextField(default="")
    postcode = models.TextField(default="")
    found_at = models.TextField(default="")
    occupants = models.TextField(default="")
    children_present = models.TextField(default="")
    landlord = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_residence"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", RESIDENCES),
            known("children_present", YES_NO, empty=True),
            models.CheckConstraint(
                condition=(Q(kind="no_fixed_abode") & ~Q(found_at=""))
                | (~Q(kind="no_fixed_abode") & (~Q(line_1="") | ~Q(postcode=""))),
                name="nominals_residence_says_where",
            ),
        ]


class AddressCheck(Authored):
    """That somebody looked whether the person lives where it says: never changed, never removed."""

    residence = models.ForeignKey(Residence, on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField()
    how = models.TextField()
    verified = models.BooleanField()
    note = models.TextField(default="")
    operation = models.UUIDField(db_default=CurrentOperation())

    class Meta(Authored.Meta):
        db_table = "nominals_address_check"
        constraints = [
            *Authored.Meta.constraints,
            known("how", CHECKS),
            models.CheckConstraint(
                condition=Q(verified=True) | ~Q(note=""), name="nominals_address_check_says_why_not"
            ),
        ]


@tracked()
class Telephone(Recorded):
    """A telephone number; `canonical` is its digits."""

    kind = models.TextField()
    number = models.TextField()
    canonical = models.TextField()
    imei = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_telephone"
        constraints = [*Recorded.Meta.constraints, known("kind", TELEPHONES)]


@tracked()
class Email(Recorded):
    """An e-mail address that the person uses."""

    address = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_email"


@tracked()
class Online(Recorded):
    """A name that the person goes by online, or a device that reaches the internet."""

    kind = models.TextField()
    provider = models.TextField(default="")
    identity = models.TextField(default="")
    device = models.TextField(default="")
    monitored = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_online"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", ONLINE),
            known("monitored", YES_NO, empty=True),
            _some("provider", "identity", "device"),
        ]


@tracked()
class Finance(Recorded):
    """A bank account, card, passport or identity document that was notified: police only."""

    kind = models.TextField()
    issuer = models.TextField()
    number = models.TextField()
    holder = models.TextField(default="")
    sort_code = models.TextField(default="")
    expires_on = models.DateField(null=True)

    class Meta(Recorded.Meta):
        db_table = "nominals_finance"
        constraints = [*Recorded.Meta.constraints, known("kind", FINANCES)]


@tracked()
class Relationship(Recorded):
    """Somebody close to the person, or of the household; never a victim.

    `other` is their own record, where they have one. A child is who is said to be under 18, or was
    born less than 18 years ago.
    """

    kind = models.TextField()
    name = models.TextField()
    born_on = models.DateField(null=True)
    under_18 = models.BooleanField(default=False)
    household = models.BooleanField(default=False)
    contact_allowed = models.TextField(default="")
    told = models.TextField(default="")
    other = models.ForeignKey(
        Nominal, on_delete=models.PROTECT, null=True, related_name="+", db_column="other_nominal_id"
    )

    class Meta(Recorded.Meta):
        db_table = "nominals_relationship"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", RELATIONS),
            known("contact_allowed", YES_NO, empty=True),
            known("told", YES_NO, empty=True),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=models.F("nominal")),
                name="nominals_relationship_with_another",
            ),
        ]


@tracked()
class Occupation(Recorded):
    """Work, education or volunteering, and whom it brings the person near."""

    kind = models.TextField()
    organisation = models.TextField()
    role = models.TextField(default="")
    place = models.TextField(default="")
    access_to_children = models.TextField(default="")
    access_to_vulnerable = models.TextField(default="")
    employer_aware = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_occupation"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", OCCUPATIONS),
            known("access_to_children", YES_NO, empty=True),
            known("access_to_vulnerable", YES_NO, empty=True),
            known("employer_aware", YES_NO, empty=True),
        ]


@tracked()
class YouthLead(Recorded):
    """Who leads on a child for youth justice: a person or an office, and how to reach them."""

    name = models.TextField()
    organisation = models.TextField(default="")
    telephone = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_youth_lead"


@tracked()
class Interest(Recorded):
    """A club, a faith group, an interest, a place where the person is often found."""

    kind = models.TextField()
    description = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_interest"
        constraints = [*Recorded.Meta.constraints, known("kind", INTERESTS)]


@tracked()
class ProtectiveFactor(Recorded):
    """What keeps the person from offending."""

    kind = models.TextField()
    description = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_protective_factor"
        constraints = [*Recorded.Meta.constraints, known("kind", PROTECTIVE)]


@tracked()
class Programme(Recorded):
    """A programme or treatment that is to change how the person behaves, and how far it went."""

    kind = models.TextField()
    name = models.TextField()
    provider = models.TextField(default="")
    state = models.TextField()
    outcome = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_programme"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", PROGRAMMES),
            known("state", PROGRAMME_STATES),
            _some("name"),
        ]


@tracked()
class Method(Recorded):
    """One trait of how the person offends, of a controlled vocabulary."""

    kind = models.TextField()
    description = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_method"
        constraints = [*Recorded.Meta.constraints, known("kind", METHOD_WORDS)]


@tracked()
class WarningMarker(Recorded):
    """A warning to whoever meets the person: why, until when, and who is told of it and why."""

    kind = models.TextField()
    reason = models.TextField()
    review_on = models.DateField()
    receivers = models.TextField()
    circulated = models.TextField(default="")  # on the Police National Computer, by this reference

    class Meta(Recorded.Meta):
        db_table = "nominals_warning_marker"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", MARKERS),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(receivers=""),
                name="nominals_warning_marker_says_why_and_to_whom",
            ),
            models.CheckConstraint(
                condition=Q(circulated="") | Q(kind__in=CIRCULATED),
                name="nominals_warning_marker_circulated",
            ),
        ]


@tracked()
class Disclosure(Recorded):
    """Whether to tell third parties something of the person: what was weighed, and what decided.

    Kept for a "no" too (Criminal Justice Act 2003 s.327A; H and L v A City Council [2011] EWCA Civ
    403). `decision` is empty while it is only considered; who is told, and why each, are rows of
    `DisclosureRecipient`. Never names a victim.
    """

    question = models.TextField()
    options = models.TextField(default="")
    arguments_for = models.TextField(default="")
    arguments_against = models.TextField(default="")
    rights = models.TextField(default="")
    legal_power = models.TextField(default="")
    asked_to_comment = models.TextField(default="")
    comment = models.TextField(default="")
    why_not_asked = models.TextField(default="")
    decision = models.TextField(default="")
    decided_on = models.DateField(null=True)
    decider = models.TextField(default="")
    decider_rank = models.TextField(default="")
    authority = models.TextField(default="")
    wording = models.TextField(default="")
    person_told = models.TextField(default="")
    why_not_told = models.TextField(default="")
    children = models.TextField(default="")
    aftercare = models.TextField(default="")
    outcome = models.TextField(default="")
    review_on = models.DateField(null=True)

    # What a supervisor signs; the rest is what came of it.
    SIGNED = (
        *("question", "options", "arguments_for", "arguments_against", "rights", "legal_power"),
        *("asked_to_comment", "comment", "why_not_asked", "decision", "decided_on", "decider"),
        *("decider_rank", "authority", "wording", "children"),
    )

    class Meta(Recorded.Meta):
        db_table = "nominals_disclosure"
        constraints = [
            *Recorded.Meta.constraints,
            _some("question"),
            known("decision", DISCLOSURES, empty=True),
            known("legal_power", DISCLOSURE_POWERS, empty=True),
            known("authority", AUTHORITIES, empty=True),
            known("asked_to_comment", YES_NO, empty=True),
            known("person_told", YES_NO, empty=True),
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None, decider="", decider_rank="", authority="")
                | (
                    Q(decided_on__isnull=False, review_on__isnull=False)
                    & ~Q(decision="")
                    & ~Q(decider="")
                    & ~Q(decider_rank="")
                    & ~Q(authority="")
                    & ~Q(legal_power="")
                    & ~Q(rights="")
                    & (~Q(arguments_for="") | ~Q(arguments_against=""))
                ),
                name="nominals_disclosure_decided_by_why",
            ),
            models.CheckConstraint(
                condition=Q(decision="")
                | (Q(asked_to_comment="yes") & ~Q(comment=""))
                | (Q(asked_to_comment="no") & ~Q(why_not_asked="")),
                name="nominals_disclosure_comment_or_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=TELLS)
                | (
                    ~Q(wording="")
                    & ~Q(children="")
                    & ~Q(legal_power="none")
                    & (Q(person_told="yes") | (Q(person_told="no") & ~Q(why_not_told="")))
                ),
                name="nominals_disclosure_says_what_is_told",
            ),
        ]


@tracked()
class DisclosureRecipient(Recorded):
    """Somebody who is told, or may be: why this one needs to know, and how they were told.

    Nobody is told without a decision to tell (a trigger). Never a victim.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="recipients")
    kind = models.TextField()
    name = models.TextField()
    need = models.TextField()
    signed_on = models.DateField(null=True)
    why_not_signed = models.TextField(default="")
    told_on = models.DateField(null=True)
    told_at = models.TimeField(null=True)
    told_by = models.TextField(default="")
    outcome = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_disclosure_recipient"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", RECIPIENTS),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(need=""),
                name="nominals_disclosure_recipient_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(told_on=None, told_at=None, told_by="")
                | (
                    Q(told_on__isnull=False)
                    & ~Q(told_by="")
                    & (Q(signed_on__isnull=False) | ~Q(why_not_signed=""))
                ),
                name="nominals_disclosure_recipient_told_by_under_agreement",
            ),
        ]


@tracked()
class Intelligence(Recorded):
    """A graded report. Who sees it goes by its handling code; `sanitised` may go further."""

    reported_on = models.DateField()
    reference = models.TextField()
    scheme = models.TextField()
    source_code = models.TextField()
    information_code = models.TextField()
    handling_code = models.TextField()
    conditions = models.TextField(default="")
    report = models.TextField()
    sanitised = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_intelligence"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    scheme="5x5x5",
                    source_code__in=list(SCHEMES["5x5x5"][0]),
                    information_code__in=list(SCHEMES["5x5x5"][1]),
                    handling_code__in=list(SCHEMES["5x5x5"][2]),
                )
                | Q(
                    scheme="3x5x2",
                    source_code__in=list(SCHEMES["3x5x2"][0]),
                    information_code__in=list(SCHEMES["3x5x2"][1]),
                    handling_code__in=list(SCHEMES["3x5x2"][2]),
                ),
                name="nominals_intelligence_graded_by_its_scheme",
            ),
            models.CheckConstraint(
                condition=~Q(handling_code__in=["5", "C"]) | ~Q(conditions=""),
                name="nominals_intelligence_conditions_given",
            ),
        ]


@tracked()
class GenderHistory(Recorded):
    """Protected information (Gender Recognition Act 2004, section 22).

    Only the users named in `named` see that there is such a row at all. A former name that is given
    is neither shown as another name of the person nor searched, whoever else states it.
    """

    information = models.TextField()
    former_surname = models.TextField(default="")
    former_forenames = models.TextField(default="")
    named = ArrayField(models.BigIntegerField())

    class Meta(Recorded.Meta):
        db_table = "nominals_gender"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                condition=Q(named__len__gt=0), name="nominals_gender_names_somebody"
            ),
        ]


class Activity(Authored):
    """One entry of the log of all agencies: never changed, never removed.

    A correction is a new entry that `corrects` an earlier one. Fact and opinion are kept apart.
    """

    kind = models.TextField()
    happened_on = models.DateField()
    happened_at = models.TimeField(null=True)
    fact = models.TextField(default="")
    opinion = models.TextField(default="")
    class_of_person = models.TextField(default="convicted")
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections"
    )
    operation = models.UUIDField(db_default=CurrentOperation())

    class Meta(Authored.Meta):
        db_table = "nominals_activity"
        constraints = [
            *Authored.Meta.constraints,
            known("kind", ACTIVITIES),
            known("class_of_person", CLASSES),
            _some("fact", "opinion"),
        ]
        indexes = [
            models.Index(
                fields=["nominal", "-happened_on", "-id"], name="nominals_activity_newest_first"
            )
        ]


@tracked()
class Notification(Recorded):
    """That the person notified the police of details, on which day and where.

    `under`: the law that asks for it; `order_of` the day on which that order was made, or under
    Part 4 the person was dealt with. `leaves_on`: of a journey, the day on which it begins. It was
    recorded here when it was entered.
    """

    kind = models.TextField()
    notified_on = models.DateField()
    station = models.TextField()
    found_place = models.BooleanField(default=False)
    under = models.TextField(default="part_2")
    order_of = models.DateField(null=True)
    leaves_on = models.DateField(null=True)

    class Meta(Recorded.Meta):
        db_table = "nominals_notification"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", NOTIFICATIONS),
            known("under", NOTIFIED_UNDER),
            _some("station"),
            models.CheckConstraint(
                condition=Q(under="part_2", order_of=None)
                | (~Q(under="part_2") & Q(order_of__isnull=False)),
                name="nominals_notification_says_which_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ABOUT_JOURNEYS, leaves_on__isnull=False)
                | (~Q(kind__in=ABOUT_JOURNEYS) & Q(leaves_on=None)),
                name="nominals_notification_says_which_journey",
            ),
        ]


@tracked()
class DetailChange(Recorded):
    """That a detail changed which must be notified; `source` says how it is known.

    `expected_on`: the day that the person gave beforehand; `changed_on` None: it has not happened.
    Of a stay `what` is the place, and it begins on `changed_on` and ends with `during`.
    """

    kind = models.TextField()
    changed_on = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    what = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_detail_change"
        constraints = [
            *Recorded.Meta.constraints,
            known("kind", DETAILS),
            _some("what"),
            models.CheckConstraint(
                condition=~Q(source="")
                & (Q(changed_on__isnull=False) | (Q(expected_on__isnull=False) & ~Q(kind="stay")))
                & (~Q(kind="stay") | Q(expected_on=None)),
                name="nominals_detail_change_known_how",
            ),
        ]


@tracked()
class Journey(Recorded):
    """A journey out of the United Kingdom; `source` says how it is known.

    `known_on`: when the person first knew day and country. `changed_on`: when what was notified
    changed, before leaving. `return_given`: day and place of the return were given beforehand, and
    were right.
    """

    leaves_on = models.DateField()
    returns_on = models.DateField(null=True)
    country = models.TextField()
    carrier = models.TextField(default="")
    place = models.TextField(default="")
    known_on = models.DateField(null=True)
    changed_on = models.DateField(null=True)
    return_given = models.BooleanField(default=False)

    class Meta(Recorded.Meta):
        db_table = "nominals_journey"
        constraints = [
            *Recorded.Meta.constraints,
            _some("country"),
            models.CheckConstraint(
                condition=~Q(source="")
                & (Q(returns_on=None) | Q(returns_on__gte=F("leaves_on")))
                & (Q(known_on=None) | Q(known_on__lte=F("leaves_on")))
                & (Q(changed_on=None) | Q(changed_on__lte=F("leaves_on")))
                & (Q(return_given=False) | Q(returns_on__isnull=False)),
                name="nominals_journey_in_order",
            ),
        ]


@tracked()
class ToldThem(Recorded):
    """That the person was told category and level, and that agencies share; or why not.

    `level` and `category` are what the person was told; `by_whom` told it.
    """

    told_on = models.DateField(null=True)
    category = models.TextField(default="")
    level = models.TextField(default="")
    sharing = models.BooleanField(default=False)
    how = models.TextField(default="")
    by_whom = models.TextField(default="")
    leaflet = models.TextField(default="none")
    language = models.TextField(default="")
    not_told_because = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_told"
        constraints = [
            *Recorded.Meta.constraints,
            known("category", CATEGORIES, empty=True),
            known("level", LEVELS, empty=True),
            known("how", TELLINGS, empty=True),
            known("leaflet", LEAFLETS),
            models.CheckConstraint(
                condition=(
                    Q(told_on=None, category="", level="", how="", sharing=False, leaflet="none")
                    & ~Q(not_told_because="")
                )
                | (
                    Q(told_on__isnull=False, not_told_because="")
                    & ~Q(category="")
                    & (Q(category="none") | ~Q(level=""))
                    & ~Q(how="")
                    & ~Q(by_whom="")
                ),
                name="nominals_told_or_why_not",
            ),
            models.CheckConstraint(
                condition=~Q(leaflet="translated") | ~Q(language=""),
                name="nominals_told_in_which_language",
            ),
        ]


@tracked()
class Representation(Recorded):
    """What the person wishes a meeting to know; it is read there as it was said."""

    received_on = models.DateField()
    how = models.TextField()
    said = models.TextField()
    meeting_on = models.DateField(null=True)

    class Meta(Recorded.Meta):
        db_table = "nominals_representation"
        constraints = [*Recorded.Meta.constraints, known("how", SAID_HOW), _some("said")]


@tracked()
class Complaint(Recorded):
    """A complaint of the person about how they were treated, and its answer.

    `against` is whom it is about, `handler` who answers it: never the same. Of somebody who signs
    in here, the number of their account is kept beside the name. `answer_due` the database works
    out, by the setting of the day of receipt.
    """

    received_on = models.DateField()
    from_whom = models.TextField()
    about = models.TextField()
    against = models.TextField(default="")
    against_user_id = models.BigIntegerField(null=True)
    handler = models.TextField()
    handler_user_id = models.BigIntegerField(null=True)
    answer_due = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    outcome = models.TextField(default="")
    answer = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_complaint"
        constraints = [
            *Recorded.Meta.constraints,
            known("from_whom", WHO_SPEAKS),
            known("outcome", OUTCOMES, empty=True),
            _some("about"),
            models.CheckConstraint(
                condition=~Q(handler="")
                & (Q(against="") | ~Q(handler__iexact=F("against")))
                & (
                    Q(against_user_id=None)
                    | Q(handler_user_id=None)
                    | ~Q(handler_user_id=F("against_user_id"))
                ),
                name="nominals_complaint_handled_by_another",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, outcome="", answer="")
                | (
                    Q(answered_on__isnull=False, answered_on__gte=F("received_on"))
                    & ~Q(outcome="")
                    & ~Q(answer="")
                ),
                name="nominals_complaint_answered_with_outcome",
            ),
        ]


@tracked()
class Opening(Entered):
    """That a record was opened at a screen, of somebody in no extract, and whose record it is."""

    reason = models.TextField()

    class Meta(Entered.Meta):
        db_table = "nominals_opening"


class Draft(models.Model):
    """A form that somebody has begun: their own alone, and gone after a week."""

    user_id = models.BigIntegerField()
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="+")
    section = models.TextField()
    row = models.BigIntegerField(default=0)  # that is corrected; 0 for a new one
    fields = models.JSONField()
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "nominals_draft"
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "nominal", "section", "row"], name="nominals_draft_once"
            )
        ]
