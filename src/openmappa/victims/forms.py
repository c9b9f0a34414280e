"""What the pages of victims ask for."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from openmappa.nominals.models import STANDINGS
from openmappa.victims.models import CONTACTS, RELATIONS, WISHES

LONG = 10_000
ZONE_OF = {"licence": "licence condition", "order": "order of a court", "bail": "bail condition"}


class DayField(forms.Field):
    """A day typed as day, month and year, such as 30 6 2015."""

    def to_python(self, value: Any) -> date | None:
        """The day; a ValidationError says how to type one."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            day, month, year = (int(part) for part in text.replace("/", " ").split())
            found = date(year, month, day)
        except (ValueError, OverflowError):
            found = date.min
        if not date(1900, 1, 1) <= found <= date(2199, 12, 31):
            raise forms.ValidationError("Enter a real day, such as 30 6 2015")
        return found

    def prepare_value(self, value: Any) -> Any:
        """A stored day as it is typed."""
        return f"{value.day} {value.month} {value.year}" if isinstance(value, date) else value


def _choice(label: str, choices: dict[str, str], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", "Choose"), *((key, text.capitalize()) for key, text in choices.items())],
        error_messages={
            "required": f"Choose: {label.lower()}",
            "invalid_choice": f"Choose: {label.lower()}",
        },
        **more,
    )


class VictimForm(forms.Form):
    """What is known of a victim."""

    surname = forms.CharField(
        label="Surname", max_length=200, error_messages={"required": "Enter the surname"}
    )
    forenames = forms.CharField(label="Forenames", max_length=200, required=False)
    born_on = DayField(label="Date of birth", required=False)
    address = forms.CharField(
        label="Address", max_length=1_000, required=False, widget=forms.Textarea
    )
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        error_messages={"invalid": "Enter an e-mail address, such as name@example.org"},
    )
    safe_contact = forms.CharField(
        label="How and when it is safe to be in touch",
        max_length=LONG,
        required=False,
        widget=forms.Textarea,
    )
    wish = _choice("Wish to be told", WISHES)
    asked_on = DayField(label="Asked on", required=False)

    def clean(self) -> dict[str, Any]:
        """A wish goes with the day on which it was asked for."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("wish") == "not_asked":
            given["asked_on"] = None
        elif given.get("wish") and not given.get("asked_on") and "asked_on" not in self.errors:
            self.add_error("asked_on", "Enter the day on which they were asked")
        return given


class NewVictimForm(VictimForm):
    """A victim, and what links them to the person."""

    relation = _choice("The person is the victim's", RELATIONS)
    offence = forms.CharField(label="Offence", max_length=1_000, required=False)


class ContactForm(forms.Form):
    """One contact with a victim."""

    on = DayField(label="Day", error_messages={"required": "Enter the day of the contact"})
    kind = _choice("Kind of contact", CONTACTS)
    text = forms.CharField(
        label="What was said, and by whom",
        max_length=LONG,
        widget=forms.Textarea,
        error_messages={"required": "Write what was said"},
    )
    standing = _choice("Fact or opinion", STANDINGS, initial="fact")


class ZoneForm(forms.Form):
    """A place to keep away from."""

    wording = forms.CharField(
        label="The zone in words",
        max_length=LONG,
        widget=forms.Textarea,
        error_messages={"required": "Write where the zone is"},
    )
    condition_of = _choice("Set by", ZONE_OF)
    first = DayField(label="First day", error_messages={"required": "Enter the first day"})
    last = DayField(label="Last day", required=False)

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day is not before the first")
        return given


class EndForm(forms.Form):
    """The last day of a zone."""

    last = DayField(label="Last day", error_messages={"required": "Enter the last day"})


class AnnexForm(forms.Form):
    """The annex for meetings."""

    text = forms.CharField(
        label="What a meeting must know of victims",
        max_length=LONG,
        widget=forms.Textarea,
        error_messages={"required": "Write the annex"},
    )
    standing = _choice("Fact or opinion", STANDINGS, initial="fact")


JUDGED = {
    "harmless": "harmless: it may stay as it is",
    "withheld": "withhold it from everybody but victim liaison, now",
    "rung": "it cannot be taken out here: I have rung who wrote it, {wrote}",
}


class JudgeForm(forms.Form):
    """What comes of a text that names a victim.

    `withholds`: whether it can be withheld; if it cannot, `wrote` is who is rung.
    """

    outcome = _choice("What comes of it", JUDGED)
    reason = forms.CharField(
        label="Reason",
        max_length=LONG,
        widget=forms.Textarea,
        error_messages={"required": "Give the reason"},
    )

    def __init__(self, *args: Any, withholds: bool = True, wrote: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        outcome = cast(forms.ChoiceField, self.fields["outcome"])
        never = "rung" if withholds else "withheld"
        outcome.choices = [
            (key, str(words).format(wrote=wrote or "who is not known"))
            for key, words in cast(list[tuple[str, str]], outcome.choices)
            if key != never
        ]
        if not withholds:
            self.fields["reason"].label = "Reason, and what who wrote it is to do"


class UnitForm(forms.Form):
    """The number of victim liaison."""

    telephone = forms.RegexField(
        r"^[0-9 +()]{7,20}$",
        label="Telephone number of victim liaison",
        error_messages={
            "required": "Enter the telephone number",
            "invalid": "Enter a telephone number, such as 01632 960 001",
        },
    )
