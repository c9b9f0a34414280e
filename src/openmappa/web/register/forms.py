"""What can be typed into each section. A field bears the name of its column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.justice.models import FORBIDS_PLACE, NATURES, TERMS, Order, OrderTerm
from openmappa.law.dates import Period, in_words
from openmappa.law.facts import Order as OrderFact
from openmappa.law.orders import KINDS as ORDERS
from openmappa.law.orders import may_require
from openmappa.nominals import register as words
from openmappa.nominals.entering import regime_of
from openmappa.nominals.identifiers import read_number
from openmappa.nominals.models import STANDINGS, Nominal, SignOff
from openmappa.nominals.register import Disclosure, DisclosureRecipient
from openmappa.web.register.fields import Choice, Clock, Day, Line, Long, Number, Tick, Which

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
# The agencies that hold records of people.
OWN_RECORDS = {"police": "police", "probation": "probation", "prison": "prison"}
NOT_THE_VICTIM = "Never name a victim here, or where one lives: tell victim liaison."


class EntryForm(forms.Form):
    """The form of one section, with what every row says of itself.

    `first` are those of a section in their order, where some of them every form has; `last` come
    after a section's own.
    """

    from_day = Day("From", hint="Leave it empty if it is not known. For example, 31 3 2015.")
    to_day = Day("To", hint="The last day. Leave it empty while it lasts.")
    source = Line("Where this comes from", hint="Who said so, or which document.")
    note = Long("Anything else", hint=NOT_THE_VICTIM)
    standing = Choice("Fact or opinion", STANDINGS, initial="fact")
    class_of_person = Choice(
        "Whom it is about",
        words.CLASSES,
        initial="convicted",
        hint="Which class of person (Data Protection Act 2018, section 38).",
    )
    regime = Choice("Held for", words.REGIMES)

    first: tuple[str, ...] = ()
    last: tuple[str, ...] = (
        "from_day",
        "to_day",
        "source",
        "note",
        "standing",
        "class_of_person",
        "regime",
    )
    folded = ("standing", "class_of_person", "regime")

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        self.visitor = visitor
        super().__init__(*args, **kwargs)
        self.initial.setdefault("regime", regime_of(visitor.agency))
        own = (name for name in self.fields if name not in self.last)
        self.order_fields([*self.first, *own, *self.last])

    def of_person(self, person: Nominal) -> None:
        """Tell the form whose record it is, where what it offers hangs on that."""

    def held_fast(self, stands: Mapping[str, Any] | None, columns: Mapping[str, Any]) -> None:
        """Find fault with what cannot stand beside other rows, or can no longer change."""

    @classmethod
    def kept_because(cls, stands: Mapping[str, Any]) -> str:
        """Why a row cannot be withdrawn; empty if it can."""
        return ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields say of a row that stands."""
        during = row["during"]
        return {**row, "from_day": during.first, "to_day": during.last}

    def columns(self) -> dict[str, Any]:
        """What the row is to say, once the form is valid."""
        typed = dict(self.cleaned_data)
        first, last = typed.pop("from_day", None), typed.pop("to_day", None)
        return {**typed, "during": Period(first, last)}

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning."""
        typed = cast("dict[str, Any]", super().clean())
        first, last = typed.get("from_day"), typed.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", "The last day must not be before the first")
        return typed

    def past(self, name: str, label: str) -> None:
        """A day that cannot lie in the future."""
        day = self.cleaned_data.get(name)
        if isinstance(day, date) and day > self.visitor.day:
            self.add_error(name, f"{label} must be today or in the past")

    def some(self, *names: str, message: str) -> None:
        """At least one of these fields is filled in."""
        if not any(self.cleaned_data.get(name) for name in names) and not any(
            name in self.errors for name in names
        ):
            self.add_error(names[0], message)


class NameForm(EntryForm):
    """Another name of the person."""

    kind = Choice("Kind of name", words.NAMES)
    title = Line("Title", longest=40)
    forenames = Line("Forenames")
    surname = Line("Surname", hint="For a nickname or a name used online, this or the forenames.")

    def clean(self) -> dict[str, Any]:
        """A name has a part."""
        typed = super().clean()
        self.some("surname", "forenames", message="Enter a surname or forenames")
        return typed


class IdentifierForm(EntryForm):
    """A number by which an agency knows the person."""

    kind = Choice("Kind of number", words.NUMBERS)
    given = Line("Number", needed=True, longest=60)
    as_written = Tick(
        "It is written so, though it does not look right",
        hint="It is then kept as it is, and links nobody.",
    )

    def clean(self) -> dict[str, Any]:
        """The number is of its kind, unless it is said to be written so."""
        typed = super().clean()
        kind, given = typed.get("kind"), typed.get("given")
        if kind and given:
            canonical, valid = read_number(kind, given)
            if not valid and not typed.get("as_written"):
                what = words.NUMBERS[kind]
                self.add_error(
                    "given",
                    f"This cannot be a {what}: check it against the document, or tick that it is"
                    " written so",
                )
            typed |= {"canonical": canonical, "valid": valid}
        return typed

    def columns(self) -> dict[str, Any]:
        """The canonical form goes with the number."""
        typed = super().columns()
        del typed["as_written"]
        return typed

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """A number that was not valid was said to be written so."""
        return {**super().of(row), "as_written": not row["valid"]}


class DescriptionForm(EntryForm):
    """What the person looked like on a day."""

    height_cm = Number("Height in centimetres", least=50, most=260)
    build = Choice("Build", words.BUILDS, needed=False)
    hair = Line("Hair")
    facial_hair = Line("Facial hair")
    eyes = Line("Eyes")
    complexion = Line("Complexion")
    glasses = Line("Glasses")
    teeth = Line("Teeth")
    accent = Line("Accent")
    gait = Line("Gait")
    clothing = Line("Clothing")
    disability = Line("Disability")
    from_day = Day(
        "Seen on",
        needed="Enter the day on which he or she was seen",
        hint="For example, 31 3 2015.",
    )
    to_day = None  # type: ignore[assignment] # Django's way to leave a field out

    def clean(self) -> dict[str, Any]:
        """Something is described, as it was seen."""
        typed = super().clean()
        self.past("from_day", "The day on which he or she was seen")
        own = [name for name in self.fields if name not in self.last]
        self.some(*own, message="Describe at least one feature")
        return typed


class MarkForm(EntryForm):
    """A scar, tattoo or other mark."""

    kind = Choice("Kind of mark", words.MARKS)
    site = Choice("Where on the body", words.BODY_SITES)
    side = Choice("Side", words.SIDES, needed=False)
    description = Line("What it looks like", needed=True)


class BackgroundForm(EntryForm):
    """Nationality, language, belief, place of birth."""

    kind = Choice("Kind", words.BACKGROUNDS)
    value = Line("Which", needed=True, hint="For example, Polish.")
    interpreter = Tick("Needs an interpreter in this language")

    def clean(self) -> dict[str, Any]:
        """An interpreter speaks a language."""
        typed = super().clean()
        if typed.get("interpreter") and typed.get("kind") not in (
            "first_language",
            "other_language",
        ):
            self.add_error("interpreter", "An interpreter is needed in a language: choose one")
        return typed


class SelfDefinedForm(EntryForm):
    """What the person says of themselves."""

    ethnicity = Choice("Ethnicity, as the person defines it", words.ETHNICITIES)
    disability = Choice(
        "Disability, as the person defines it",
        words.DISABILITIES,
        hint="An impairment that has a substantial and long-term effect (Equality Act 2010 s.6).",
    )


class VehicleForm(EntryForm):
    """A vehicle."""

    registration = Line("Registration number", longest=20)
    make = Line("Make", longest=60)
    model = Line("Model", longest=60)
    colour = Line("Colour", longest=60)
    keeper = Choice("What he or she has to do with it", words.KEEPERS)
    habits = Line("When and where it is driven", longest=500)
    anpr = Tick("Number plate cameras (ANPR) look out for it")

    def clean(self) -> dict[str, Any]:
        """A vehicle can be told from others."""
        typed = super().clean()
        self.some("registration", "make", "model", message="Enter a registration number or a make")
        typed["canonical"] = re.sub(r"[^A-Z0-9]", "", typed.get("registration", "").upper())
        return typed


class AddressForm(EntryForm):
    """Where the person lives, stays or works."""

    kind = Choice("Kind of address", words.RESIDENCES)
    line_1 = Line("Address line 1")
    line_2 = Line("Address line 2")
    town = Line("Town or city", longest=100)
    postcode = Line("Postcode", longest=10)
    found_at = Line("Where to be found", hint="For no fixed abode: the place that was notified.")
    occupants = Line("Who else lives there", hint=NOT_THE_VICTIM)
    children_present = Choice("Do children live or stay there?", words.YES_NO, needed=False)
    landlord = Line("Landlord or keyholder")

    def clean(self) -> dict[str, Any]:
        """It says where; a stay says when."""
        typed = super().clean()
        kind = typed.get("kind")
        if kind == "no_fixed_abode":
            self.some("found_at", message="Enter where he or she can be found")
        elif kind:
            self.some("line_1", "postcode", message="Enter the address, or at least its postcode")
        if kind == "stay" and "from_day" not in self.errors and not typed.get("from_day"):
            self.add_error("from_day", "Enter the first day of the stay")
        postcode = re.sub(r"\s", "", typed.get("postcode", "").upper())
        if postcode:
            if (found := _POSTCODE.fullmatch(postcode)) is None:
                self.add_error("postcode", "Enter a full postcode, such as CB7 4ZZ, or none")
            else:
                typed["postcode"] = f"{found[1]} {found[2]}"
        return typed


class CheckForm(forms.Form):
    """That somebody looked whether the person lives at an address."""

    checked_on = Day("When it was checked", needed="Enter the day on which it was checked")
    how = Choice("How", words.CHECKS)
    verified = Choice("Does he or she live there?", words.YES_NO)
    note = Line("What was found", hint=f"Say why, if not. {NOT_THE_VICTIM}", longest=2000)

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        self.visitor = visitor
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """What failed says why, and nothing is checked tomorrow."""
        typed = cast("dict[str, Any]", super().clean())
        if typed.get("verified") == "no" and not typed.get("note"):
            self.add_error("note", "Enter what was found there instead")
        day = typed.get("checked_on")
        if day and day > self.visitor.day:
            self.add_error("checked_on", "The day of the check must be today or in the past")
        return typed


class TelephoneForm(EntryForm):
    """A telephone number."""

    kind = Choice("Kind of number", words.TELEPHONES)
    number = Line("Number", needed=True, longest=40)
    imei = Line("IMEI of the handset", longest=40)

    def clean(self) -> dict[str, Any]:
        """A number has digits; +44 and 0 are one."""
        typed = super().clean()
        digits = re.sub(r"[^0-9]", "", typed.get("number", ""))
        if typed.get("number") and not 3 <= len(digits) <= 20:
            self.add_error("number", "Enter a telephone number, such as 07700 900123")
        typed["canonical"] = re.sub(r"^(00)?440?(?=[1-9])", "0", digits)
        return typed


class EmailForm(EntryForm):
    """An e-mail address."""

    address = Line("E-mail address", needed=True, longest=254)

    def clean_address(self) -> str:
        """It has a name and a domain."""
        typed: str = self.cleaned_data["address"]
        if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", typed) is None:
            raise forms.ValidationError("Enter an e-mail address, such as name@example.org")
        return typed


class OnlineForm(EntryForm):
    """A name used online, or a device."""

    kind = Choice("Kind", words.ONLINE)
    provider = Line("Service or maker", longest=100)
    identity = Line("User name or account")
    device = Line("Device", hint="Model, serial number, colour.")
    monitored = Choice("Is monitoring software installed?", words.YES_NO, needed=False)

    def clean(self) -> dict[str, Any]:
        """Something says which."""
        typed = super().clean()
        device = typed.get("kind") in words.DEVICES
        self.some(
            *(("device", "provider") if device else ("identity", "provider")),
            message="Enter which device it is" if device else "Enter the user name or the service",
        )
        return typed


class FinanceForm(EntryForm):
    """A bank account, card, passport or identity document that was notified."""

    kind = Choice("Kind", words.FINANCES)
    issuer = Line("Bank, or who issued it", needed=True)
    number = Line("Number", needed=True, longest=60)
    sort_code = Line("Sort code", longest=20)
    holder = Line("Name on it")
    expires_on = Day("Expires on")


class RelationshipForm(EntryForm):
    """Somebody close to the person."""

    kind = Choice("What they are to him or her", words.RELATIONS)
    name = Line("Name", needed=True)
    born_on = Day("Date of birth", hint="If it is known.")
    under_18 = Tick("Is under 18")
    household = Tick("Lives in the same household")
    contact_allowed = Choice("Is contact allowed?", words.YES_NO, needed=False)
    told = Choice("Has been told of the offending", words.YES_NO, needed=False)
    reference = Line(
        "Reference of their own record", hint="If they have one that you may see.", longest=20
    )
    class_of_person = Choice(
        "Whom it is about",
        words.CLASSES,
        initial="other",
        hint="Which class of person (Data Protection Act 2018, section 38).",
    )

    def clean(self) -> dict[str, Any]:
        """Nobody is born tomorrow, and who is said to be under 18 is not 30."""
        typed = super().clean()
        self.past("born_on", "The date of birth")
        return typed

    def columns(self) -> dict[str, Any]:
        """The view says whose record the reference is."""
        typed = super().columns()
        del typed["reference"]
        return typed


class OccupationForm(EntryForm):
    """Work, education or volunteering."""

    kind = Choice("Kind", words.OCCUPATIONS)
    organisation = Line("Employer, school or organisation", needed=True)
    role = Line("What he or she does there")
    place = Line("Where")
    access_to_children = Choice("Does it bring access to children?", words.YES_NO, needed=False)
    access_to_vulnerable = Choice(
        "Does it bring access to vulnerable adults?", words.YES_NO, needed=False
    )
    employer_aware = Choice("Is the employer aware?", words.YES_NO, needed=False)


class YouthLeadForm(EntryForm):
    """Who leads on a child for youth justice."""

    name = Line("Who leads", needed=True, hint="A person, or an office that answers for them")
    organisation = Line("Youth justice service or other agency")
    telephone = Line("Telephone")


class InterestForm(EntryForm):
    """A club, a faith group, a place."""

    kind = Choice("Kind", words.INTERESTS)
    description = Line("Which", needed=True)


class ProtectiveForm(EntryForm):
    """What keeps the person from offending."""

    kind = Choice("Kind", words.PROTECTIVE)
    description = Line("What it is", needed=True)


class ProgrammeForm(EntryForm):
    """A programme or treatment, and how far it went."""

    kind = Choice("Kind", words.PROGRAMMES)
    name = Line("Name of the programme", needed=True)
    provider = Line("Who runs it")
    state = Choice("How far it is", words.PROGRAMME_STATES)
    outcome = Long("What came of it", hint=NOT_THE_VICTIM)


class MethodForm(EntryForm):
    """One trait of how the person offends."""

    kind = Choice("Trait", words.METHODS)
    description = Line("In this case", hint=NOT_THE_VICTIM, longest=2000)


class MarkerForm(EntryForm):
    """A warning to whoever meets the person."""

    kind = Choice("Warning", words.MARKERS)
    reason = Line("Reason", needed=True, hint="What happened, and when.", longest=2000)
    receivers = Line(
        "Who receives it, and why",
        needed=True,
        hint="For example, control room and response officers, who may be sent to the address.",
        longest=500,
    )
    from_day = Day(
        "Starts", needed="Enter the day on which it starts", hint="For example, 31 3 2015."
    )
    review_on = Day("To be reviewed on", needed="Enter the day on which it is to be reviewed")
    to_day = Day("Ends", hint="The last day. Leave it empty while it lasts.")
    circulated = Line(
        "Circulated on the PNC: reference",
        hint="Only of somebody wanted or missing. Leave it empty if it is not circulated.",
        longest=60,
    )

    def clean(self) -> dict[str, Any]:
        """The review comes after the start; who is neither wanted nor missing is not circulated."""
        typed = super().clean()
        if typed.get("circulated") and typed.get("kind") not in words.CIRCULATED:
            self.add_error("circulated", "Enter it only of somebody who is wanted or missing")
        start, review = typed.get("from_day"), typed.get("review_on")
        if start and review and review <= start:
            self.add_error("review_on", "The review must be after the day on which it starts")
        return typed


NOT_DECIDED = "Not decided yet"


class DisclosureForm(EntryForm):
    """Whether to tell third parties, and what was decided."""

    question = Line(
        "The question",
        needed=True,
        hint=f"What might be told, to whom, to protect whom. {NOT_THE_VICTIM}",
        longest=2000,
    )
    options = Long(
        "Options considered",
        hint="Also those that tell nobody: another condition, a move, a visit.",
    )
    arguments_for = Long("For telling", hint="The risk of harm, how serious, how soon.")
    arguments_against = Long(
        "Against telling", hint="What it may do: loss of home or work, attack, going to ground."
    )
    rights = Long(
        "Balance of rights",
        hint="Whose rights under the Human Rights Act 1998 weigh against each other, above all"
        " private life (Article 8), and why telling is necessary and proportionate, or not.",
    )
    legal_power = Choice("Legal power", words.DISCLOSURE_POWERS, needed=False, empty=NOT_DECIDED)
    asked_to_comment = Choice(
        "Was the person asked to comment first?",
        words.YES_NO,
        needed=False,
        empty=NOT_DECIDED,
        hint="H and L v A City Council [2011] EWCA Civ 403: ask, unless there is a reason not to.",
    )
    comment = Long("What the person said")
    why_not_asked = Line("Why the person was not asked", longest=2000)
    decision = Choice(
        "Decision",
        words.DISCLOSURES,
        needed=False,
        empty=NOT_DECIDED,
        hint="Leave it empty while it is only considered. A no is recorded too.",
    )
    decided_on = Day("Decided on")
    decider = Line("Decided by", hint="Who took the decision.")
    decider_rank = Line("Rank or grade of who decided", longest=100)
    authority = Choice("Level of authority", words.AUTHORITIES, needed=False, empty=NOT_DECIDED)
    wording = Long("Exact words to be told", hint=f"And nothing beyond them. {NOT_THE_VICTIM}")
    person_told = Choice(
        "Is the person told of the disclosure?",
        words.YES_NO,
        needed=False,
        empty=NOT_DECIDED,
        hint="Unless it raises the risk or harms an investigation.",
    )
    why_not_told = Line("Why the person is not told", longest=2000)
    children = Long(
        "Safety of children", hint="Of the person, of the household and of who is told."
    )
    aftercare = Long("Aftercare", hint="Who looks after those who are told, and the person.")
    outcome = Long("What came of it")
    review_on = Day("To be reviewed on", hint="Needed once it is decided.")
    class_of_person = Choice(
        "Whom it is about",
        words.CLASSES,
        initial="convicted",
        hint="Which class of person (Data Protection Act 2018, section 38).",
    )
    from_day = Day("Considered since", hint="For example, 31 3 2015.")
    to_day = Day("Closed on", hint="The last day on which it is looked after. Empty until then.")

    _DECIDED = (
        ("decided_on", "Enter the day of the decision"),
        ("decider", "Enter who decided"),
        ("decider_rank", "Enter the rank or grade of who decided"),
        ("authority", "Choose the level of authority"),
        ("legal_power", "Choose the legal power"),
        ("rights", "Enter how the rights were balanced"),
        ("review_on", "Enter the day on which the decision is reviewed"),
    )
    _TOLD = (
        ("wording", "Enter the exact words to be told"),
        ("children", "Enter what keeps children safe"),
    )

    def clean(self) -> dict[str, Any]:
        """A decision says all that it takes to be defended."""
        typed = super().clean()
        self.past("decided_on", "The day of the decision")
        decision = typed.get("decision")
        if not decision:
            for name in ("decided_on", "decider", "decider_rank", "authority"):
                if typed.get(name):
                    self.add_error("decision", "Choose the decision, or leave empty who decided")
                    break
            return typed
        self._need(self._DECIDED)
        self.some(
            "arguments_for", "arguments_against", message="Enter what speaks for it, or against"
        )
        self._yes_or_why("asked_to_comment", "comment", "why_not_asked", "asked to comment")
        if decision in words.TELLS:
            self._need(self._TOLD)
            self._yes_or_why("person_told", "", "why_not_told", "told")
            if typed.get("legal_power") == "none":
                self.add_error("legal_power", "Choose the power by which it is told")
        decided, review = typed.get("decided_on"), typed.get("review_on")
        if decided and review and review <= decided:
            self.add_error("review_on", "The review must be after the day of the decision")
        return typed

    def _need(self, fields: tuple[tuple[str, str], ...]) -> None:
        for name, message in fields:
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, message)

    def _yes_or_why(self, asked: str, then: str, why_not: str, what: str) -> None:
        answer = self.cleaned_data.get(asked)
        if not answer and asked not in self.errors:
            self.add_error(asked, f"Say whether the person was {what}")
        if answer == "yes" and then and not self.cleaned_data.get(then):
            self.add_error(then, "Enter what the person said, or that nothing was said")
        if answer == "no" and not self.cleaned_data.get(why_not):
            self.add_error(why_not, f"Enter why the person was not {what}")

    def held_fast(self, stands: Mapping[str, Any] | None, columns: Mapping[str, Any]) -> None:
        """What is signed, or waits to be, stays; so does on what somebody was told."""
        if stands is None:
            return
        signed = (
            SignOff.objects.using(WEB)
            .filter(kind="disclosure", subject_id=stands["id"], state__in=("asked", "given"))
            .exists()
        )
        if signed:
            for name in Disclosure.SIGNED:
                if stands[name] != columns[name]:
                    self.add_error(
                        name,
                        "It is signed, or waits to be: withdraw this entry and record a new"
                        " decision",
                    )
        if columns["decision"] not in words.TELLS and _told_on(stands["id"]):
            self.add_error("decision", "Somebody was told on this decision: it cannot become a no")

    @classmethod
    def kept_because(cls, stands: Mapping[str, Any]) -> str:
        """On a decision on which somebody was told, it says so for good."""
        return (
            "Somebody was told on this decision: it stays. Withdraw who was told, if they were not"
            if _told_on(stands["id"])
            else ""
        )


def _told_on(disclosure: int) -> bool:
    return (
        DisclosureRecipient.objects.using(WEB)
        .filter(disclosure=disclosure, withdrawn_at=None, told_on__isnull=False)
        .exists()
    )


class RecipientForm(EntryForm):
    """Somebody who is told, or may be."""

    disclosure = Which("Which disclosure", "disclosure")
    kind = Choice("What they are to the person", words.RECIPIENTS)
    name = Line("Name", needed=True, hint=NOT_THE_VICTIM)
    need = Line(
        "Why this one needs to know",
        needed=True,
        hint="For each recipient: what they can do with it to keep somebody safe.",
        longest=2000,
    )
    signed_on = Day("Signed an agreement on", hint="How they may use what they are told.")
    why_not_signed = Line("Why there is no agreement", longest=1000)
    told_on = Day("Told on", hint="Leave it empty until it is done.")
    told_at = Clock("Time of day", hint="For example, 14:30.")
    told_by = Line("Told by", hint="Who told it, and their agency.")
    outcome = Long("What came of it", hint=NOT_THE_VICTIM)
    class_of_person = Choice(
        "Whom it is about",
        words.CLASSES,
        initial="other",
        hint="Which class of person (Data Protection Act 2018, section 38).",
    )
    from_day = Day("Needs to know since", hint="For example, 31 3 2015.")
    to_day = Day("No longer needs to know after", hint="The last day. Empty while it lasts.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions: dict[str, Mapping[str, Any]] = {}

    def of_person(self, person: Nominal) -> None:
        """Offer the disclosures of this person that stand."""
        self.decisions = {
            str(row["id"]): row
            for row in Disclosure.objects.using(WEB)
            .filter(nominal=person, withdrawn_at=None)
            .order_by("-pk")
            .values("id", "question", "decision", "decided_on")
        }
        which = cast("Which", self.fields["disclosure"])
        which.of({pk: f"{pk}: {row['question'][:80]}" for pk, row in self.decisions.items()})

    def clean(self) -> dict[str, Any]:
        """Nobody is told without a decision to tell, nor before it."""
        typed = super().clean()
        for name, label in (
            ("signed_on", "The day of the agreement"),
            ("told_on", "The day on which they were told"),
        ):
            self.past(name, label)
        told = typed.get("told_on")
        if told is None:
            for name in ("told_at", "told_by"):
                if typed.get(name) and "told_on" not in self.errors:
                    self.add_error("told_on", "Enter the day on which they were told")
                    break
            return typed
        if not typed.get("told_by"):
            self.add_error("told_by", "Enter who told them")
        if not typed.get("signed_on") and not typed.get("why_not_signed"):
            self.add_error("signed_on", "Enter when they signed, or why there is no agreement")
        decided = self.decisions.get(typed.get("disclosure", ""))
        if decided is not None and decided["decision"] not in words.TELLS:
            self.add_error(
                "told_on", "There is no decision to tell: record the decision before who was told"
            )
        elif decided is not None and told < decided["decided_on"]:
            self.add_error("told_on", "They cannot have been told before it was decided")
        return typed

    def columns(self) -> dict[str, Any]:
        """The disclosure by its number."""
        typed = super().columns()
        typed["disclosure_id"] = int(typed.pop("disclosure"))
        return typed

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """The disclosure by its number."""
        return {**super().of(row), "disclosure": str(row["disclosure_id"])}


LICENCE = "licence"
_PART_OF_A_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9]([A-Z]{2})?)?")


class OrderTermForm(EntryForm):
    """One term of an order or licence."""

    order = Which("Order or licence", "order")
    number = Line(
        "Number of the term", needed=True, hint="As in the document: 4, or 4a.", longest=20
    )
    nature = Choice("What it does", NATURES)
    kind = Choice("Kind of term", TERMS)
    wording = Long(
        "Words of the document",
        needed=True,
        hint="Exactly as the court or the prison wrote it. A term that keeps the person from a"
        " victim is not entered here: tell victim liaison, who records it as a zone.",
    )
    place = Line("Area or place that it names", hint=NOT_THE_VICTIM, longest=500)
    postcodes = Line(
        "Postcodes that it covers",
        hint="Only what lies wholly within, with commas between: whole postcodes, or the first"
        " part, such as CB7 or CB7 4. The blind address check answers by them.",
        longest=2000,
    )

    def of_person(self, person: Nominal) -> None:
        """Offer the orders of this person."""
        self.orders = {
            str(order.pk): order
            for order in Order.objects.using(WEB)
            .filter(nominal=person, withdrawn_on=None)
            .order_by("-made_on", "pk")
        }
        self.person = person
        cast("Which", self.fields["order"]).of(
            {pk: order_words(order.type, order.made_on) for pk, order in self.orders.items()}
            | {LICENCE: "licence"}
        )

    def clean_postcodes(self) -> str:
        """Each is a postcode, or the first part of one."""
        typed: str = self.cleaned_data["postcodes"]
        found = []
        for given in typed.upper().split(","):
            code = " ".join(given.split())
            if whole := _POSTCODE.fullmatch(code.replace(" ", "")):
                # Without a space a district and a sector look alike: then it is the district.
                code = f"{whole[1]} {whole[2]}"
            if code and not _PART_OF_A_POSTCODE.fullmatch(code):
                raise forms.ValidationError(
                    f"{given.strip()} is no postcode, nor the first part of one, such as CB7 4"
                )
            found += [code] if code else []
        return ", ".join(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        """Only a term that forbids a place is asked about postcodes."""
        typed = super().clean()
        if typed.get("postcodes") and typed.get("kind") not in (*FORBIDS_PLACE, None, ""):
            self.add_error(
                "postcodes",
                "Only a term that forbids an area or a place has postcodes: take them out",
            )
        return typed

    def columns(self) -> dict[str, Any]:
        """The order by its number; what the law says against the term."""
        typed = super().columns()
        order = self.orders.get(typed.pop("order"))
        return {
            **typed,
            "order_id": order.pk if order else None,
            "doubt": self._doubt(order),
            "postcodes": typed["postcodes"].split(", ") if typed["postcodes"] else [],
        }

    def _doubt(self, order: Order | None) -> str:
        """What has to be checked with the court; it is recorded as its document says."""
        if order is None or self.cleaned_data["nature"] != "requires":
            return ""
        fact = OrderFact(f"order:{order.pk}", order.type, order.made_on)
        if order.type not in ORDERS or may_require(fact):
            return ""
        return f"an order of this kind could only forbid then ({may_require.provision})"

    def held_fast(self, stands: Mapping[str, Any] | None, columns: Mapping[str, Any]) -> None:
        """A number stands once at a time."""
        others = OrderTerm.objects.using(WEB).filter(
            nominal=self.person,
            order=columns["order_id"],
            number=columns["number"],
            during__overlap=columns["during"],
            withdrawn_at=None,
        )
        if others.exclude(pk=stands["id"] if stands else 0).exists():
            self.add_error(
                "number", "This number is entered already for that time: end or correct that entry"
            )

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """The order by its number, the postcodes on a line."""
        return {
            **super().of(row),
            "order": str(row["order_id"]) if row["order_id"] else LICENCE,
            "postcodes": ", ".join(row["postcodes"]),
        }


def order_words(type_: str, made_on: date) -> str:
    """An order in words: its kind and its day."""
    kind = ORDERS.get(type_)
    return f"{kind.name if kind else type_.replace('_', ' ')} of {in_words(made_on)}"


def _graded(place: int) -> dict[str, dict[str, str]]:
    return {
        scheme: {f"{scheme} {code}": f"{code}: {said}" for code, said in grades[place].items()}
        for scheme, grades in words.SCHEMES.items()
    }


class IntelligenceForm(EntryForm):
    """A graded report."""

    reported_on = Day("Reported on", needed="Enter the day of the report")
    reference = Line("Reference of the report", needed=True, longest=60)
    source_grade = Choice("Source", _graded(0))
    information_grade = Choice("Information", _graded(1))
    handling_grade = Choice("Handling", _graded(2))
    conditions = Line("Conditions", hint="Needed with handling codes 5 and C.", longest=1000)
    report = Long("Report", needed=True, hint=NOT_THE_VICTIM)
    sanitised = Long(
        "Sanitised text",
        hint=(
            "What others may read who do not see intelligence: nothing by which the source could"
            " be known. Leave it empty if nothing may go further."
        ),
    )
    class_of_person = Choice("Whom it is about", words.CLASSES, initial="suspect")
    standing = Choice("Fact or opinion", STANDINGS, initial="opinion")
    from_day = None  # type: ignore[assignment] # Django's way to leave a field out
    to_day = None  # type: ignore[assignment]
    source = None  # type: ignore[assignment]
    note = None  # type: ignore[assignment]

    _GRADES = ("source", "information", "handling")

    def clean(self) -> dict[str, Any]:
        """The report is graded by the scheme of its day, and what has conditions says them."""
        typed = super().clean()
        self.past("reported_on", "The day of the report")
        day = typed.get("reported_on")
        if day is None:
            return typed
        scheme = scheme_on(day)
        for name in self._GRADES:
            used, _, code = (typed.get(f"{name}_grade") or "").partition(" ")
            if used and used != scheme:
                self.add_error(
                    f"{name}_grade", f"On that day intelligence was graded {scheme}: choose from it"
                )
            typed[f"{name}_code"] = code
        typed["scheme"] = scheme
        if typed["handling_code"] in ("5", "C") and not typed.get("conditions"):
            self.add_error("conditions", "Enter the conditions that go with this handling code")
        return typed

    def columns(self) -> dict[str, Any]:
        """The grades without their scheme; it holds from the day of the report."""
        typed = super().columns()
        for name in self._GRADES:
            del typed[f"{name}_grade"]
        return {**typed, "during": Period(typed["reported_on"], None)}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> dict[str, Any]:
        """The grades with their scheme."""
        grades = {f"{name}_grade": f"{row['scheme']} {row[f'{name}_code']}" for name in cls._GRADES}
        return {**super().of(row), **grades}


def scheme_on(day: date) -> str:
    """The scheme by which a report of this day is graded."""
    return "3x5x2" if day >= settings.INTELLIGENCE_GRADED_3X5X2_FROM else "5x5x5"


class NotificationForm(EntryForm):
    """That the person notified the police."""

    kind = Choice("What was notified", words.NOTIFICATIONS)
    notified_on = Day("Day of the notification", needed="Enter the day on which it was made")
    station = Line("Police station, or how it was made", needed=True, longest=120)
    found_place = Tick("No home address: a place was given where he or she can be found")
    under = Choice("Under which law", words.NOTIFIED_UNDER, initial="part_2")
    order_of = Day(
        "Day on which the order was made",
        hint="Under an order; under Part 4, the day of the sentence. As on the legal position.",
    )
    leaves_on = Day(
        "Of a journey: the day on which it begins",
        hint="As it stands under Journeys abroad. Leave it empty for everything else.",
    )
    from_day = None  # type: ignore[assignment] # Django's way to leave a field out
    to_day = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """It was made already, and under an order says which."""
        typed = super().clean()
        self.past("notified_on", "The day of the notification")
        ordered = typed.get("under") in ("order", "part_4")
        if ordered and not typed.get("order_of") and "order_of" not in self.errors:
            self.add_error("order_of", "Enter the day of the order or sentence")
        if typed.get("under") == "part_2":
            typed["order_of"] = None
        if typed.get("kind") in words.ABOUT_JOURNEYS:
            self.some("leaves_on", message="Enter the day on which the journey begins")
        else:
            typed["leaves_on"] = None
        return typed

    def columns(self) -> dict[str, Any]:
        """It holds from the day on which it was made."""
        typed = super().columns()
        return {**typed, "during": Period(typed["notified_on"], None)}


class DetailChangeForm(EntryForm):
    """A change of details that must be notified, and how it is known."""

    kind = Choice("What changed", words.DETAILS)
    changed_on = Day("Day of the change", hint="Of a stay, its first day.")
    to_day = Day("Last day of a stay", hint="Leave it empty while it lasts, and for other changes.")
    expected_on = Day(
        "Announced beforehand for the day",
        hint="If the person told the police before it happened, the day that they gave.",
    )
    what = Long("From what to what; of a stay, where", needed=True, hint=NOT_THE_VICTIM)
    source = Line("How it is known", needed=True, hint="Who said so, or which document.")
    from_day = None  # type: ignore[assignment] # Django's way to leave a field out

    first = ("kind", "changed_on", "to_day", "expected_on", "what", "source")
    last = ("note", "standing", "class_of_person", "regime")

    def clean(self) -> dict[str, Any]:
        """It happened, or is announced; only a stay has a last day, and none is announced."""
        typed = super().clean()
        self.past("changed_on", "The day of the change")
        first, last = typed.get("changed_on"), typed.get("to_day")
        if typed.get("kind") == "stay":
            self.some("changed_on", message="Enter the first day of the stay")
            if typed.get("expected_on"):
                self.add_error("expected_on", "A stay is not announced: enter its first day")
            if first and last and last < first:
                self.add_error("to_day", "The last day must not be before the first")
            return typed
        self.some("changed_on", "expected_on", message="Enter the day of the change")
        if last:
            self.add_error("to_day", "Enter a last day only of a stay")
        return typed

    def columns(self) -> dict[str, Any]:
        """It holds from the day of the change, or the day for which it is announced."""
        typed = super().columns()
        first = typed["changed_on"] or typed["expected_on"]
        return {**typed, "during": Period(first, typed["during"].last)}


class JourneyForm(EntryForm):
    """A journey abroad, and how it is known."""

    leaves_on = Day("Leaves on", needed="Enter the day on which the journey begins")
    returns_on = Day("Returns on", hint="Leave it empty if it is not known.")
    country = Line("To which country", needed=True, longest=120)
    place = Line("Where the person stays there")
    carrier = Line("Carrier, and point of arrival")
    known_on = Day(
        "Day on which the person knew when and where to",
        hint="It decides by when the journey is to be notified. Leave it empty if it is not known.",
    )
    changed_on = Day(
        "What was notified changed on",
        hint="Before leaving, after the journey had been notified.",
    )
    return_given = Tick("Day and place of the return were given beforehand, and were right")
    source = Line("How it is known", needed=True, hint="Who said so, or which document.")
    from_day = None  # type: ignore[assignment] # Django's way to leave a field out
    to_day = None  # type: ignore[assignment]

    first = ("leaves_on", "returns_on", "country", "source")
    last = ("note", "standing", "class_of_person", "regime")

    def clean(self) -> dict[str, Any]:
        """Nobody is back before leaving; what was known or changed, was before leaving."""
        typed = super().clean()
        leaves = typed.get("leaves_on")
        back = typed.get("returns_on")
        if leaves and back and back < leaves:
            self.add_error("returns_on", "The return must not be before the journey begins")
        for name, label in (
            ("known_on", "The day on which it was known"),
            ("changed_on", "The change"),
        ):
            self.past(name, label)
            day = typed.get(name)
            if leaves and day and day > leaves and name not in self.errors:
                self.add_error(name, f"{label} must not be after the journey begins")
        if typed.get("return_given") and not back and "returns_on" not in self.errors:
            self.add_error("returns_on", "Enter the day of the return that was given")
        return typed

    def columns(self) -> dict[str, Any]:
        """It holds while the person is abroad."""
        typed = super().columns()
        return {**typed, "during": Period(typed["leaves_on"], typed["returns_on"])}


class ToldForm(EntryForm):
    """That the person was told how MAPPA applies to them; or why not."""

    told_on = Day("Told on", hint="Leave it empty if the person was not told.")
    category = Choice("Category that the person was told", words.CATEGORIES, needed=False)
    level = Choice("Level that the person was told", words.LEVELS, needed=False)
    sharing = Tick("Told that agencies share information about them")
    how = Choice("How", words.TELLINGS, needed=False)
    by_whom = Line("Who told them", hint="Name and agency.")
    leaflet = Choice("Leaflet", words.LEAFLETS, initial="none")
    language = Line("Language of the leaflet or interpreter", longest=60)
    not_told_because = Long("If not told, why not", hint=NOT_THE_VICTIM)
    from_day = None  # type: ignore[assignment] # Django's way to leave a field out
    to_day = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Either what was told, how and by whom; or why not."""
        typed = super().clean()
        self.past("told_on", "The day")
        if "told_on" in self.errors:
            return typed
        if typed.get("told_on"):
            if typed.get("category") != "none":
                self.some("level", message="Choose the level that the person was told")
            for name, message in (
                ("category", "Choose the category that the person was told"),
                ("how", "Choose how the person was told"),
                ("by_whom", "Enter who told the person"),
            ):
                self.some(name, message=message)
            if typed.get("not_told_because"):
                self.add_error("not_told_because", "Enter why not only if the person was not told")
        else:
            self.some("not_told_because", message="Enter when the person was told, or why not")
            for name in ("category", "level", "how", "sharing"):
                if typed.get(name):
                    self.add_error(name, "Enter the day on which the person was told this")
            if typed.get("leaflet") not in (None, "", "none"):
                self.add_error("leaflet", "Enter the day on which the leaflet was given")
        if typed.get("leaflet") == "translated":
            self.some("language", message="Enter the language of the leaflet")
        return typed

    def columns(self) -> dict[str, Any]:
        """It holds from the day on which the person was told."""
        typed = super().columns()
        return {**typed, "during": Period(typed["told_on"], None)}


class RepresentationForm(EntryForm):
    """What the person wishes a meeting to know."""

    received_on = Day("Received on", needed="Enter the day on which it was received")
    how = Choice("How", words.SAID_HOW)
    said = Long("In the person's own words", needed=True, hint=NOT_THE_VICTIM)
    meeting_on = Day("For the meeting on", hint="Leave it empty for the next one.")
    from_day = None  # type: ignore[assignment] # Django's way to leave a field out
    to_day = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """It was received already."""
        typed = super().clean()
        self.past("received_on", "The day on which it was received")
        return typed

    def columns(self) -> dict[str, Any]:
        """It holds from the day on which it was received."""
        typed = super().columns()
        return {**typed, "during": Period(typed["received_on"], None)}


class ComplaintForm(EntryForm):
    """A complaint, who answers it, and the answer once there is one."""

    received_on = Day("Received on", needed="Enter the day on which it was received")
    from_whom = Choice("Who complains", words.WHO_SPEAKS)
    about = Long("What about", needed=True, hint=NOT_THE_VICTIM)
    against = Line(
        "Who is complained of",
        hint="The e-mail address with which they sign in here, or their name. Leave it empty if it"
        " is about nobody in particular.",
    )
    handler = Line(
        "Who answers it",
        needed=True,
        hint="E-mail address or name. Never the person who is complained of.",
    )
    answered_on = Day("Answered on", hint="Leave it empty while it is open.")
    outcome = Choice("Outcome", words.OUTCOMES, needed=False)
    answer = Long("Answer", hint="What was found and what follows from it.")
    from_day = None  # type: ignore[assignment] # Django's way to leave a field out
    to_day = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Somebody else answers; an answer has a day and an outcome."""
        typed = super().clean()
        self.past("received_on", "The day on which it was received")
        self.past("answered_on", "The day of the answer")
        against, handler = (typed.get(name, "").strip() for name in ("against", "handler"))
        if against and against.casefold() == handler.casefold():
            self.add_error("handler", "Somebody else than who is complained of must answer")
        received, answered = typed.get("received_on"), typed.get("answered_on")
        if received and answered and answered < received:
            self.add_error("answered_on", "The answer must not be before the complaint")
        if any(typed.get(name) for name in ("answered_on", "outcome", "answer")):
            for name, message in (
                ("answered_on", "Enter the day of the answer"),
                ("outcome", "Choose the outcome"),
                ("answer", "Enter the answer"),
            ):
                self.some(name, message=message)
        return typed

    def columns(self) -> dict[str, Any]:
        """It is open from the day on which it was received until it is answered."""
        typed = super().columns()
        return {**typed, "during": Period(typed["received_on"], typed["answered_on"])}


class GenderHistoryForm(EntryForm):
    """Protected information of gender history."""

    information = Long("What has to be known", needed=True)
    former_forenames = Line(
        "Former forenames",
        hint=(
            "The name in full. It will no longer be shown among the other names of the person, nor"
            " found by a search, even where an agency's extract states it. An entry for each name."
        ),
    )
    former_surname = Line("Former surname", hint="Leave it empty if it is the same as now.")
    others = Line(
        "Who else may see it",
        hint=(
            "E-mail addresses with which they sign in, with commas between them. Nobody else will"
            " see that there is anything, not even that this was written."
        ),
        longest=500,
    )


class LogForm(forms.Form):
    """An entry of the log."""

    kind = Choice("What happened", words.ACTIVITIES)
    happened_on = Day("When", needed="Enter the day on which it happened")
    happened_at = Clock("Time of day", hint="For example, 14:30.")
    fact = Long("What happened, as fact", hint=NOT_THE_VICTIM)
    opinion = Long("What you make of it", hint="Your opinion, kept apart from the fact.")
    class_of_person = Choice("Whom it is about", words.CLASSES, initial="convicted")

    folded = ("class_of_person",)

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        self.visitor = visitor
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Something is said, of what has happened."""
        typed = cast("dict[str, Any]", super().clean())
        day = typed.get("happened_on")
        if day and day > self.visitor.day:
            self.add_error("happened_on", "What is logged has happened: today or in the past")
        if not typed.get("fact") and not typed.get("opinion") and "fact" not in self.errors:
            self.add_error("fact", "Enter what happened, or what you make of it")
        return typed


class WithdrawForm(forms.Form):
    """Why a row no longer counts."""

    because = Line("Why it no longer counts", needed=True, longest=500)


class BecauseForm(forms.Form):
    """Why a row is corrected, from whoever says so."""

    corrected_because = Line(
        "Why you correct it, if you like",
        longest=500,
        hint=f"It stands in the history of the entry. {NOT_THE_VICTIM}",
    )


class OpeningForm(forms.Form):
    """Somebody who is in no extract."""

    surname = Line("Surname", needed=True)
    forenames = Line("Forenames")
    born_on = Day("Date of birth", hint="Leave it empty if it is not known.")
    pnc_id = Line("PNC id", longest=40)
    cro_number = Line("CRO number", longest=40)
    prison_number = Line("Prison number", longest=40)
    crn = Line("CRN", longest=40)
    agency = Choice(
        "Whose record it is",
        OWN_RECORDS,
        hint="People of this agency in the area will see it.",
    )
    area = Choice("Area that opens it", {})
    reason = Line("Why the record is opened", needed=True, longest=500)

    numbers = ("pnc_id", "cro_number", "prison_number", "crn")

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        self.visitor = visitor
        super().__init__(*args, **kwargs)
        areas = {str(pk): name for pk, name in visitor.areas(Permission.RECORD_OPEN).items()}
        self.fields["area"] = Choice("Area that opens it", areas, initial=next(iter(areas), ""))
        if visitor.agency in OWN_RECORDS:
            own = {visitor.agency: OWN_RECORDS[visitor.agency]}
            self.fields["agency"] = Choice("Whose record it is", own, initial=visitor.agency)

    def clean(self) -> dict[str, Any]:
        """Born in the past; each number one of its kind."""
        typed = cast("dict[str, Any]", super().clean())
        day = typed.get("born_on")
        if day and day > self.visitor.day:
            self.add_error("born_on", "The date of birth must be in the past")
        for kind in self.numbers:
            if typed.get(kind) and not read_number(kind, typed[kind])[1]:
                self.add_error(
                    kind, f"This cannot be a {words.NUMBERS[kind]}: check it, or leave it empty"
                )
        return typed
