"""What people enter of a person at screens, section by section, and the words they choose from.

Each dictionary is a controlled vocabulary: the code that is stored, and what people read. Rows are
`Recorded`: for a time, as fact or opinion, of a person of some class (Data Protection Act 2018,
section 38), with where it comes from. What is never changed again is `Authored` alone. How each
section is typed and read is in `web.register`; who sees and writes it in the migration.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from openmappa.agencies.during import DuringField
from openmappa.audit.history import CurrentOperation, tracked
from openmappa.nominals.identifiers import Kind
from openmappa.nominals.models import Authored, Entered, Nominal

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
STANDINGS: Words = {"fact": "fact", "opinion": "opinion"}
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
ACTIVITIES: Words = {
    "visit": "visit",
    "call": "telephone call",
    "contact": "contact in person",
    "message": "letter, e-mail or message",
    "agency": "contact with another agency",
    "decision": "decision",
    "supervision": "supervision by a manager",
    "intelligence_check": "intelligence check",
    "other": "other",
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


def _known(column: str, codes: Collection[str], *, empty: bool = False) -> models.CheckConstraint:
    """The database, too, takes only words of the vocabulary."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}__in": [*([""] if empty else []), *codes]}),
        name=f"%(app_label)s_%(class)s_{column}_known",
    )


def _some(*columns: str) -> models.CheckConstraint:
    """At least one of these is there."""
    condition = Q()
    for column in columns:
        condition |= ~Q(**{column: ""})
    return models.CheckConstraint(
        condition=condition, name="%(app_label)s_%(class)s_says_something"
    )


class Recorded(Entered):
    """A row of a section: when it holds, as what it is said, and of what class of person."""

    during = DuringField()
    class_of_person = models.TextField(default="convicted")
    standing = models.TextField(default="fact")
    source = models.TextField(default="")
    note = models.TextField(default="")

    class Meta(Entered.Meta):
        abstract = True
        constraints = [
            *Entered.Meta.constraints,
            _known("class_of_person", CLASSES),
            _known("standing", STANDINGS),
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
            _known("kind", NAMES),
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
        constraints = [*Recorded.Meta.constraints, _known("kind", NUMBERS), _some("given")]
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
            _known("build", BUILDS, empty=True),
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
            _known("kind", MARKS),
            _known("site", BODY_SITES),
            _known("side", SIDES, empty=True),
        ]


@tracked()
class Background(Recorded):
    """Nationality, language, religion, place of birth, and another date of birth given."""

    kind = models.TextField()
    value = models.TextField()
    interpreter = models.BooleanField(default=False)

    class Meta(Recorded.Meta):
        db_table = "nominals_background"
        constraints = [*Recorded.Meta.constraints, _known("kind", BACKGROUNDS)]


@tracked()
class Vehicle(Recorded):
    """A vehicle that the person keeps or uses; `canonical` is its registration without spaces."""

    registration = models.TextField(default="")
    canonical = models.TextField(default="")
    make = models.TextField(default="")
    model = models.TextField(default="")
    colour = models.TextField(default="")
    keeper = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_vehicle"
        constraints = [
            *Recorded.Meta.constraints,
            _known("keeper", KEEPERS),
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
            _known("kind", RESIDENCES),
            _known("children_present", YES_NO, empty=True),
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
            _known("how", CHECKS),
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
        constraints = [*Recorded.Meta.constraints, _known("kind", TELEPHONES)]


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
            _known("kind", ONLINE),
            _known("monitored", YES_NO, empty=True),
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
        constraints = [*Recorded.Meta.constraints, _known("kind", FINANCES)]


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
            _known("kind", RELATIONS),
            _known("contact_allowed", YES_NO, empty=True),
            _known("told", YES_NO, empty=True),
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
            _known("kind", OCCUPATIONS),
            _known("access_to_children", YES_NO, empty=True),
            _known("access_to_vulnerable", YES_NO, empty=True),
            _known("employer_aware", YES_NO, empty=True),
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
        constraints = [*Recorded.Meta.constraints, _known("kind", INTERESTS)]


@tracked()
class ProtectiveFactor(Recorded):
    """What keeps the person from offending."""

    kind = models.TextField()
    description = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_protective_factor"
        constraints = [*Recorded.Meta.constraints, _known("kind", PROTECTIVE)]


@tracked()
class Method(Recorded):
    """One trait of how the person offends, of a controlled vocabulary."""

    kind = models.TextField()
    description = models.TextField(default="")

    class Meta(Recorded.Meta):
        db_table = "nominals_method"
        constraints = [*Recorded.Meta.constraints, _known("kind", METHOD_WORDS)]


@tracked()
class WarningMarker(Recorded):
    """A warning to whoever meets the person: why, until when, and who is told of it and why."""

    kind = models.TextField()
    reason = models.TextField()
    review_on = models.DateField()
    receivers = models.TextField()

    class Meta(Recorded.Meta):
        db_table = "nominals_warning_marker"
        constraints = [*Recorded.Meta.constraints, _known("kind", MARKERS)]


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
            _known("kind", ACTIVITIES),
            _known("class_of_person", CLASSES),
            _some("fact", "opinion"),
        ]
        indexes = [
            models.Index(
                fields=["nominal", "-happened_on", "-id"], name="nominals_activity_newest_first"
            )
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
