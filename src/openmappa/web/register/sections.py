"""The sections of the record, each declared once: its table, its form, its part, its sentence.

Whoever adds a section adds it here; docs/pages.md says what else it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import capfirst

from openmappa.agencies.permissions import Part
from openmappa.cases.person import Held, addresses, identifiers, names
from openmappa.justice.models import TERMS, OrderTerm
from openmappa.law.dates import age_on, in_words
from openmappa.nominals import register
from openmappa.nominals.models import Nominal
from openmappa.web.register import forms

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what it is called, whose part it is, and how a row reads.

    `says` is a row's sentence on a day, `more` further facts as (term, text), of which the empty
    are left out. `imported`: what the agencies' records say of the same, shown beside. `hangs`: a
    row hangs on a row of another section, and goes where that goes. `also`: columns of a row that
    it names, for its sentence.
    """

    key: str
    title: str
    one: str
    part: Part
    model: type[register.Recorded]
    form: type[forms.EntryForm]
    says: Callable[[Row, date], str]
    more: Callable[[Row, date], list[tuple[str, str]]] = field(default=lambda row, on: [])
    guidance: str = ""
    imported: Callable[[Nominal, date], list[Held]] | None = None
    hangs: bool = False
    also: tuple[str, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether nobody may learn that it was written in but who sees it."""
        return self.part in (Part.FINANCE, Part.INTELLIGENCE) or self.key == GENDER


GENDER = "gender-history"
INTELLIGENCE = "intelligence"
DISCLOSURES = "disclosures"


def _joined(*parts: Any, by: str = ", ") -> str:
    return by.join(str(part) for part in parts if part)


def _due(day: date, on: date) -> str:
    return in_words(day) + (": overdue" if day < on else "")


def address_words(row: Row) -> str:
    """An address on one line."""
    if row["kind"] == "no_fixed_abode":
        return f"No fixed abode; to be found at {row['found_at']}"
    return _joined(row["line_1"], row["line_2"], row["town"], row["postcode"])


def is_child(row: Row, on: date) -> bool:
    """Whether somebody of a relationship is under 18 on the day, as far as is known."""
    if row["born_on"] is not None:
        return row["born_on"] > on or age_on(row["born_on"], on) < 18
    return bool(row["under_18"])


def _description(row: Row, on: date) -> str:
    height = f"{row['height_cm']} cm tall" if row["height_cm"] else ""
    build = f"{register.BUILDS[row['build']]} build" if row["build"] else ""
    seen = row["during"].first
    return f"{capfirst(_joined(height, build)) or 'Described'}, seen on {in_words(seen)}"


def _relationship(row: Row, on: date) -> str:
    child = "Child: " if is_child(row, on) else ""
    home = ", same household" if row["household"] else ""
    return f"{child}{row['name']}, {register.RELATIONS[row['kind']]}{home}"


def _term(row: Row, on: date) -> str:
    return f"Term {row['number']}: {TERMS[row['kind']]}"


def _term_of(row: Row) -> str:
    if row["order_id"] is None:
        return "the licence"
    return f"the {forms.order_words(row['order__type'], row['order__made_on'])}"


def _marker(row: Row, on: date) -> str:
    late = "; review overdue" if row["review_on"] < on else ""
    return f"{capfirst(register.MARKERS[row['kind']])}: {row['reason']}{late}"


def _decided(row: Row, on: date) -> str:
    if not row["decision"]:
        return f"Considered, not decided: {row['question']}"
    closed = row["withdrawn_at"] or (row["during"].last is not None and row["during"].last < on)
    late = "; review overdue" if row["review_on"] < on and not closed else ""
    decision = register.DISCLOSURES[row["decision"]]
    return f"{capfirst(decision)}: {row['question']}{late}"


def _weighed(row: Row, on: date) -> list[tuple[str, str]]:
    """Everything that a decision on a disclosure must be defended by."""
    decided = ""
    if row["decided_on"]:
        decided = _joined(
            in_words(row["decided_on"]),
            row["decider"],
            row["decider_rank"],
            register.AUTHORITIES[row["authority"]],
        )
    asked = {"yes": f"Asked: {row['comment']}", "no": f"Not asked: {row['why_not_asked']}"}
    told = {"yes": "Yes", "no": f"No: {row['why_not_told']}"}
    return [
        ("Number", str(row["id"])),
        ("Options considered", row["options"]),
        ("For telling", row["arguments_for"]),
        ("Against telling", row["arguments_against"]),
        ("Balance of rights", row["rights"]),
        ("Legal power", register.DISCLOSURE_POWERS.get(row["legal_power"], "")),
        ("The person's comment", asked.get(row["asked_to_comment"], "")),
        ("Decided", decided),
        ("Exact words to be told", row["wording"]),
        ("The person is told of it", told.get(row["person_told"], "")),
        ("Safety of children", row["children"]),
        ("Aftercare", row["aftercare"]),
        ("What came of it", row["outcome"]),
        ("To be reviewed on", in_words(row["review_on"]) if row["review_on"] else ""),
    ]


def _delivered(row: Row, on: date) -> list[tuple[str, str]]:
    told = ""
    if row["told_on"]:
        at = f" at {row['told_at']:%H:%M}" if row["told_at"] else ""
        told = f"{in_words(row['told_on'])}{at}, by {row['told_by']}"
    signed = in_words(row["signed_on"]) if row["signed_on"] else ""
    return [
        ("Of disclosure", str(row["disclosure_id"])),
        ("Why this one needs to know", row["need"]),
        ("Agreement", f"signed on {signed}" if signed else row["why_not_signed"]),
        ("Told", told or "not told"),
        ("What came of it", row["outcome"]),
    ]


def graded(row: Row) -> list[tuple[str, str]]:
    """The three grades of a report, in words."""
    return [
        (what, f"{code}: {words[code]}")
        for what, code, words in zip(
            ("Source", "Information", "Handling"),
            (row["source_code"], row["information_code"], row["handling_code"]),
            register.SCHEMES[row["scheme"]],
            strict=True,
        )
    ]


def _told(row: Row, on: date) -> str:
    if row["told_on"] is None:
        return f"Not told: {row['not_told_because']}"
    standing = _joined(register.CATEGORIES[row["category"]], register.LEVELS.get(row["level"]))
    shared = ", and that agencies share information" if row["sharing"] else ""
    return f"Told on {in_words(row['told_on'])}: {standing}{shared}"


def _yes(text: str) -> str:
    return register.YES_NO.get(text, "")


SECTIONS: Mapping[str, Section] = {
    section.key: section
    for section in (
        Section(
            "names",
            "Further names",
            "a name",
            Part.IDENTITY,
            register.FurtherName,
            forms.NameForm,
            says=lambda row, on: (
                f"{_joined(row['title'], row['forenames'], row['surname'], by=' ')},"
                f" {register.NAMES[row['kind']]}"
            ),
            guidance=(
                "Every name that he or she has had or uses. Gender history never stands here."
            ),
            imported=lambda person, on: names(person),
        ),
        Section(
            "identifiers",
            "Identifiers",
            "an identifier",
            Part.IDENTITY,
            register.FurtherIdentifier,
            forms.IdentifierForm,
            says=lambda row, on: (
                f"{capfirst(register.NUMBERS[row['kind']])}"
                f" {row['canonical'] if row['valid'] else row['given']}"
            ),
            more=lambda row, on: (
                [] if row["valid"] else [("Note", "Does not look right: links nobody")]
            ),
            guidance=(
                "A number that somebody else has too is kept, and both records say so until it is"
                " settled. A passport number belongs to bank and passport details."
            ),
            imported=lambda person, on: identifiers(person),
        ),
        Section(
            "description",
            "Description",
            "a description",
            Part.IDENTITY,
            register.Description,
            forms.DescriptionForm,
            says=_description,
            more=lambda row, on: [
                (capfirst(name.replace("_", " ")), row[name])
                for name in (
                    "hair",
                    "facial_hair",
                    "eyes",
                    "complexion",
                    "glasses",
                    "teeth",
                    "accent",
                    "gait",
                    "clothing",
                    "disability",
                )
            ],
            guidance="What he or she looked like on a day. A new look is a new description.",
        ),
        Section(
            "marks",
            "Marks, scars and tattoos",
            "a mark",
            Part.IDENTITY,
            register.Mark,
            forms.MarkForm,
            guidance="A photograph of a mark is added on this page, beside it.",
            says=lambda row, on: register.mark_words(row),
        ),
        Section(
            "background",
            "Nationality, language and birth",
            "a fact of background",
            Part.IDENTITY,
            register.Background,
            forms.BackgroundForm,
            says=lambda row, on: (
                f"{capfirst(register.BACKGROUNDS[row['kind']])}: {row['value']}"
                + ("; needs an interpreter" if row["interpreter"] else "")
            ),
        ),
        Section(
            "self-defined",
            "Ethnicity and disability, self-defined",
            "ethnicity and disability",
            Part.IDENTITY,
            register.SelfDefined,
            forms.SelfDefinedForm,
            says=lambda row, on: (
                f"Ethnicity {register.ETHNICITIES[row['ethnicity']]};"
                f" disability {register.DISABILITIES[row['disability']]}"
            ),
            guidance=(
                "What he or she says, asked once; not stated is an answer. It is used to see"
                " whether the arrangements fall alike on everybody, and never to decide a case."
            ),
        ),
        Section(
            "vehicles",
            "Vehicles",
            "a vehicle",
            Part.IDENTITY,
            register.Vehicle,
            forms.VehicleForm,
            says=lambda row, on: (
                _joined(
                    row["registration"].upper(), row["colour"], row["make"], row["model"], by=" "
                )
                + f", {register.KEEPERS[row['keeper']]}"
            ),
            more=lambda row, on: [
                ("When and where it is driven", row["habits"]),
                ("Number plate cameras", "look out for it" if row["anpr"] else ""),
            ],
        ),
        Section(
            "addresses",
            "Addresses",
            "an address",
            Part.CONTACT,
            register.Residence,
            forms.AddressForm,
            says=lambda row, on: f"{address_words(row)}, {register.RESIDENCES[row['kind']]}",
            more=lambda row, on: [
                ("Who else lives there", row["occupants"]),
                ("Children live or stay there", _yes(row["children_present"])),
                ("Landlord or keyholder", row["landlord"]),
            ],
            guidance=(
                "A stay of some days is added up with others at the same address: seven days in"
                " twelve months must be notified."
            ),
            imported=addresses,
        ),
        Section(
            "telephones",
            "Telephones",
            "a telephone number",
            Part.CONTACT,
            register.Telephone,
            forms.TelephoneForm,
            says=lambda row, on: f"{row['number']}, {register.TELEPHONES[row['kind']]}",
            more=lambda row, on: [("IMEI", row["imei"])],
        ),
        Section(
            "email",
            "E-mail",
            "an e-mail address",
            Part.CONTACT,
            register.Email,
            forms.EmailForm,
            says=lambda row, on: str(row["address"]),
        ),
        Section(
            "online",
            "Online identities and devices",
            "an online identity or device",
            Part.CONTACT,
            register.Online,
            forms.OnlineForm,
            says=lambda row, on: (
                f"{_joined(row['identity'], row['device'], row['provider'])},"
                f" {register.ONLINE[row['kind']]}"
            ),
            more=lambda row, on: [("Monitoring software", _yes(row["monitored"]))],
        ),
        Section(
            "finance",
            "Bank and passport details",
            "a bank account, card or document",
            Part.FINANCE,
            register.Finance,
            forms.FinanceForm,
            says=lambda row, on: (
                f"{capfirst(register.FINANCES[row['kind']])}, {row['issuer']}, {row['number']}"
            ),
            more=lambda row, on: [
                ("Sort code", row["sort_code"]),
                ("Name on it", row["holder"]),
                ("Expires on", in_words(row["expires_on"]) if row["expires_on"] else ""),
            ],
            guidance="Seen by the police only; others are told that details are held.",
        ),
        Section(
            "relationships",
            "Relationships and household",
            "a relationship",
            Part.LIFE,
            register.Relationship,
            forms.RelationshipForm,
            says=_relationship,
            more=lambda row, on: [
                ("Born", in_words(row["born_on"]) if row["born_on"] else ""),
                ("Contact allowed", _yes(row["contact_allowed"])),
                ("Told of the offending", _yes(row["told"])),
            ],
            guidance=(
                "Never a victim, even one who is a former partner or a child of this person: tell"
                " victim liaison."
            ),
        ),
        Section(
            "youth-justice",
            "Youth-justice lead",
            "a youth-justice lead",
            Part.LIFE,
            register.YouthLead,
            forms.YouthLeadForm,
            says=lambda row, on: _joined(row["name"], row["organisation"]),
            more=lambda row, on: [("Telephone", row["telephone"])],
            guidance=(
                "Whoever is under 18 has a lead for youth justice. Children's services are always"
                " invited to the meetings of a child."
            ),
        ),
        Section(
            "occupations",
            "Work, education and volunteering",
            "work, education or volunteering",
            Part.LIFE,
            register.Occupation,
            forms.OccupationForm,
            says=lambda row, on: (
                f"{_joined(row['role'], row['organisation'])}, {register.OCCUPATIONS[row['kind']]}"
            ),
            more=lambda row, on: [
                ("Where", row["place"]),
                ("Access to children", _yes(row["access_to_children"])),
                ("Access to vulnerable adults", _yes(row["access_to_vulnerable"])),
                ("Employer aware", _yes(row["employer_aware"])),
            ],
        ),
        Section(
            "interests",
            "Clubs, faith groups, interests and places",
            "a club, interest or place",
            Part.LIFE,
            register.Interest,
            forms.InterestForm,
            says=lambda row, on: f"{row['description']}, {register.INTERESTS[row['kind']]}",
        ),
        Section(
            "protective-factors",
            "Protective factors",
            "a protective factor",
            Part.LIFE,
            register.ProtectiveFactor,
            forms.ProtectiveForm,
            says=lambda row, on: (
                f"{capfirst(register.PROTECTIVE[row['kind']])}: {row['description']}"
            ),
        ),
        Section(
            "programmes",
            "Programmes and treatment",
            "a programme",
            Part.OFFENDING,
            register.Programme,
            forms.ProgrammeForm,
            says=lambda row, on: (
                f"{row['name']} ({register.PROGRAMMES[row['kind']]}):"
                f" {register.PROGRAMME_STATES[row['state']]}"
            ),
            more=lambda row, on: [
                ("Who runs it", row["provider"]),
                ("What came of it", row["outcome"]),
            ],
        ),
        Section(
            "methods",
            "How the person offends",
            "a trait of offending",
            Part.OFFENDING,
            register.Method,
            forms.MethodForm,
            says=lambda row, on: _joined(
                register.METHOD_WORDS[row["kind"]], row["description"], by=". "
            ),
            guidance="One entry for each trait, in the words that can be searched for.",
        ),
        Section(
            "order-terms",
            "Terms of orders and licence",
            "a term of an order or licence",
            Part.OFFENDING,
            OrderTerm,
            forms.OrderTermForm,
            says=_term,
            more=lambda row, on: [
                ("Of", _term_of(row)),
                ("Words of the document", row["wording"]),
                ("Check with the court", row["doubt"]),
                ("Area or place", row["place"]),
                ("Postcodes that it covers", ", ".join(row["postcodes"])),
            ],
            guidance=(
                "What the person may not do and must do, in the words of the court or prison; the"
                " duty card shows it, and the blind address check answers by it. Never a term that"
                " protects a victim: tell victim liaison, who records it as a zone."
            ),
            hangs=True,
            also=("order__type", "order__made_on"),
        ),
        Section(
            "warnings",
            "Warning markers",
            "a warning marker",
            Part.MARKERS,
            register.WarningMarker,
            forms.MarkerForm,
            says=_marker,
            more=lambda row, on: [
                ("To be reviewed on", in_words(row["review_on"])),
                ("Who receives it, and why", row["receivers"]),
                ("Circulated on the PNC", row["circulated"]),
            ],
            guidance="Say who is told of a warning and why they need it.",
        ),
        Section(
            "notifications",
            "Notifications to the police",
            "a notification",
            Part.OFFENDING,
            register.Notification,
            forms.NotificationForm,
            says=lambda row, on: (
                f"{capfirst(register.NOTIFICATIONS[row['kind']])} on"
                f" {in_words(row['notified_on'])}, {row['station']}"
            ),
            more=lambda row, on: [
                (
                    "Under",
                    _joined(
                        register.NOTIFIED_UNDER[row["under"]],
                        row["order_of"] and f"of {in_words(row['order_of'])}",
                        by=" ",
                    ),
                ),
                ("Address", "a place where he or she can be found" if row["found_place"] else ""),
                ("Of the journey of", in_words(row["leaves_on"]) if row["leaves_on"] else ""),
            ],
            guidance=(
                "Each one, by the day on which it was made, not that on which it is typed in here:"
                " duties and dates are worked out from these."
            ),
        ),
        Section(
            "detail-changes",
            "Changes of details that must be notified",
            "a change of details",
            Part.OFFENDING,
            register.DetailChange,
            forms.DetailChangeForm,
            says=lambda row, on: (
                f"{capfirst(register.DETAILS[row['kind']])}"
                + (f", {in_words(row['changed_on'])}" if row["changed_on"] else "")
                + f": {row['what']}"
            ),
            more=lambda row, on: [
                (
                    "Announced beforehand for",
                    in_words(row["expected_on"]) if row["expected_on"] else "",
                ),
            ],
            guidance=(
                "What an agency knows to have changed, however it came to know: from it follows"
                " what is to be notified, and by when. Seven days at an address, at once or added"
                " up in 12 months, must be notified: enter each stay. That it was notified stands"
                " under Notifications to the police."
            ),
        ),
        Section(
            "journeys",
            "Journeys abroad",
            "a journey abroad",
            Part.OFFENDING,
            register.Journey,
            forms.JourneyForm,
            says=lambda row, on: (
                f"{row['country']}, {in_words(row['leaves_on'])} to "
                + (in_words(row["returns_on"]) if row["returns_on"] else "a day that is not known")
            ),
            more=lambda row, on: [
                ("Stays at", row["place"]),
                ("Carrier", row["carrier"]),
                ("Known to the person", in_words(row["known_on"]) if row["known_on"] else ""),
                ("Changed", in_words(row["changed_on"]) if row["changed_on"] else ""),
                ("Return", "given beforehand, and right" if row["return_given"] else ""),
            ],
            guidance=(
                "Planned, under way or past. The duties before leaving and after coming back follow"
                " from it; that they were met stands under Notifications to the police, with the"
                " day on which the journey begins. Withdraw a journey that is not made."
            ),
        ),
        Section(
            "told",
            "What the person was told",
            "what the person was told",
            Part.LIFE,
            register.ToldThem,
            forms.ToldForm,
            says=_told,
            more=lambda row, on: [
                ("Told by", row["by_whom"]),
                ("How", capfirst(register.TELLINGS.get(row["how"], ""))),
                ("Given", capfirst(register.LEAFLETS[row["leaflet"]])),
                ("Language", row["language"]),
            ],
            guidance=(
                "Whoever is managed under MAPPA is told the category, the level and that agencies"
                " share information about them, unless that would put somebody at risk. Again"
                " whenever category or level changes."
            ),
        ),
        Section(
            "representations",
            "What the person wishes a meeting to know",
            "what the person wishes a meeting to know",
            Part.LIFE,
            register.Representation,
            forms.RepresentationForm,
            says=lambda row, on: str(row["said"]),
            more=lambda row, on: [
                ("Received", in_words(row["received_on"])),
                ("How", capfirst(register.SAID_HOW[row["how"]])),
                (
                    "For the meeting",
                    f"on {in_words(row['meeting_on'])}" if row["meeting_on"] else "that is next",
                ),
            ],
            guidance=(
                "The person does not attend: what they wish the meeting to have is read there as"
                " they said it."
            ),
        ),
        Section(
            "complaints",
            "Complaints of the person",
            "a complaint",
            Part.LIFE,
            register.Complaint,
            forms.ComplaintForm,
            says=lambda row, on: (
                (f"{capfirst(register.OUTCOMES[row['outcome']])}: " if row["outcome"] else "Open: ")
                + str(row["about"])
            ),
            more=lambda row, on: [
                ("Received", in_words(row["received_on"])),
                ("From", capfirst(register.WHO_SPEAKS[row["from_whom"]])),
                ("About whom", row["against"]),
                ("Answered by" if row["outcome"] else "To be answered by", row["handler"]),
                ("Answer due", "" if row["outcome"] else _due(row["answer_due"], on)),
                ("Answered on", in_words(row["answered_on"]) if row["answered_on"] else ""),
                ("Answer", row["answer"]),
            ],
            guidance=(
                "Never answered by whom it is about; neither is it a mark against the person. It"
                " waits on My work of who answers it, and, once its day is over, on that of whoever"
                " signs off the work of others."
            ),
        ),
        Section(
            DISCLOSURES,
            "Disclosures to third parties",
            "a disclosure",
            Part.DISCLOSURES,
            register.Disclosure,
            forms.DisclosureForm,
            says=_decided,
            more=_weighed,
            guidance=(
                "Whatever is considered is recorded, also where the answer is no. Who would be"
                " told, and why each of them needs to know, stands under Who is told. Never a"
                " victim: what victims are told is for victim liaison."
            ),
        ),
        Section(
            "disclosure-recipients",
            "Who is told",
            "somebody who is told",
            Part.DISCLOSURES,
            register.DisclosureRecipient,
            forms.RecipientForm,
            says=lambda row, on: f"{row['name']}, {register.RECIPIENTS[row['kind']]}",
            more=_delivered,
            guidance=(
                "One entry for each recipient, with their own need. Record the decision first."
                " Never a victim: what victims are told is for victim liaison."
            ),
            hangs=True,
        ),
        Section(
            INTELLIGENCE,
            "Intelligence",
            "an intelligence report",
            Part.INTELLIGENCE,
            register.Intelligence,
            forms.IntelligenceForm,
            says=lambda row, on: f"{in_words(row['reported_on'])}, {row['reference']}",
            more=lambda row, on: [
                ("Report", row["report"]),
                (f"Graded {row['scheme']}", _joined(*map(": ".join, graded(row)), by="; ")),
                ("Conditions", row["conditions"]),
                ("Sanitised text", row["sanitised"]),
            ],
            guidance="The handling code decides who sees a report.",
        ),
        Section(
            GENDER,
            "Gender history",
            "protected information",
            Part.IDENTITY,
            register.GenderHistory,
            forms.GenderHistoryForm,
            says=lambda row, on: str(row["information"]),
            more=lambda row, on: [
                (
                    "Former name, kept from other names and from searches",
                    f"{row['former_forenames']} {row['former_surname']}".strip(),
                )
            ],
            guidance=(
                "Protected information (Gender Recognition Act 2004, section 22): seen by those"
                " whom its writer names, and by nobody else. This page is the same for everybody"
                " who may write here, whether anything is recorded or not."
            ),
        ),
    )
}
ON_THE_HUB = tuple(
    section for section in SECTIONS.values() if section.key not in (GENDER, INTELLIGENCE)
)
