"""The sections of the record, each declared once: its table, its form, its part, its sentence.

Whoever adds a section adds it here; docs/pages.md says what else it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openmappa.agencies.permissions import Part
from openmappa.cases.person import Held, addresses, identifiers, names
from openmappa.law.dates import age_on, in_words
from openmappa.nominals import register
from openmappa.nominals.models import Nominal
from openmappa.web.register import forms

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what it is called, whose part it is, and how a row reads.

    `says` is a row's sentence on a day, `more` further facts as (term, text), of which the empty
    are left out. `imported`: what the agencies' records say of the same, shown beside.
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

    @property
    def quiet(self) -> bool:
        """Whether nobody may learn that it was written in but who sees it."""
        return self.part in (Part.FINANCE, Part.INTELLIGENCE) or self.key == GENDER


GENDER = "gender-history"
INTELLIGENCE = "intelligence"


def _joined(*parts: Any, by: str = ", ") -> str:
    return by.join(str(part) for part in parts if part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
    return f"{_capital(_joined(height, build)) or 'Described'}, seen on {in_words(seen)}"


def _mark(row: Row, on: date) -> str:
    where = _joined(register.SIDES.get(row["side"]), register.BODY_SITES[row["site"]], by=" ")
    return f"{_capital(register.MARKS[row['kind']])}, {where}: {row['description']}"


def _relationship(row: Row, on: date) -> str:
    child = "Child: " if is_child(row, on) else ""
    home = ", same household" if row["household"] else ""
    return f"{child}{row['name']}, {register.RELATIONS[row['kind']]}{home}"


def _marker(row: Row, on: date) -> str:
    late = "; review overdue" if row["review_on"] < on else ""
    return f"{_capital(register.MARKERS[row['kind']])}: {row['reason']}{late}"


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
                f"{_capital(register.NUMBERS[row['kind']])}"
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
                (_capital(name.replace("_", " ")), row[name])
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
            says=_mark,
        ),
        Section(
            "background",
            "Nationality, language and birth",
            "a fact of background",
            Part.IDENTITY,
            register.Background,
            forms.BackgroundForm,
            says=lambda row, on: (
                f"{_capital(register.BACKGROUNDS[row['kind']])}: {row['value']}"
                + ("; needs an interpreter" if row["interpreter"] else "")
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
                f"{_capital(register.FINANCES[row['kind']])}, {row['issuer']}, {row['number']}"
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
                f"{_capital(register.PROTECTIVE[row['kind']])}: {row['description']}"
            ),
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
            ],
            guidance="Say who is told of a warning and why they need it.",
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
