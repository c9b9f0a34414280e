"""The forms by which accounts are looked after; each field says how it is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from openmappa.agencies.models import AGENCIES, VETTING, User
from openmappa.agencies.roles import ROLES

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)


class Day(forms.MultiValueField):
    """A calendar day, typed as day, month and year."""

    kind = "day"

    def __init__(self, **options: Any) -> None:
        parts = ("day", "month", "year")
        self.fault = f"Enter a real date for “{options['label']}”, such as 31 3 2027"
        super().__init__(
            fields=[forms.CharField(required=False, max_length=10) for _ in parts],
            widget=_Parts({part: forms.TextInput() for part in parts}),
            require_all_fields=False,
            **options,
        )

    def compress(self, data_list: list[str]) -> date | None:
        """Make a day of the three."""
        if not any(data_list):
            if self.required:
                raise ValidationError(self.fault)
            return None
        day, month, year = data_list
        try:
            chosen = date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            raise ValidationError(self.fault) from None
        if not EARLIEST <= chosen <= LATEST:
            raise ValidationError(f"{self.fault}, from 1990 to 2099")
        return chosen

    def clean(self, value: Any) -> Any:
        """As above, also where nothing was typed."""
        return self.compress([str(part or "").strip()[:10] for part in value or ("", "", "")])


class _Parts(forms.MultiWidget):
    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day"  # where a fault in the summary leads

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else ["", "", ""]


class Words(forms.CharField):
    """A line or some lines of text."""

    def __init__(self, *, missing: str, kind: str = "text", **options: Any) -> None:
        self.kind = kind
        options.setdefault("max_length", 1000 if kind == "lines" else 200)
        super().__init__(error_messages={"required": missing}, **options)


class Choice(forms.ChoiceField):
    """One of several."""

    def __init__(self, *, missing: str, kind: str = "select", **options: Any) -> None:
        self.kind = kind
        super().__init__(error_messages={"required": missing, "invalid_choice": missing}, **options)


def _choices(of: Mapping[Any, str], ask: str) -> list[tuple[Any, str]]:
    return [("", ask), *of.items()]


class AddForm(forms.Form):
    """A person who is to sign in."""

    def __init__(self, *given: Any, areas: Mapping[int, str], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["name"] = Words(
            label="Full name", missing="Enter the person's full name", max_length=100
        )
        self.fields["email"] = forms.EmailField(
            label="Work e-mail address",
            help_text="They sign in with it. No mail is sent to it.",
            error_messages={
                "required": "Enter the person's work e-mail address",
                "invalid": "Enter an e-mail address, such as name@agency.example",
            },
        )
        self.fields["agency"] = Choice(
            label="Agency",
            choices=_choices(AGENCIES, "Choose an agency"),
            help_text="Whose member of staff they are; it decides which roles they may hold.",
            missing="Choose the agency",
        )
        self.fields["area"] = Choice(
            label="Area that looks after the account",
            choices=list(areas.items()),
            missing="Choose an area of yours",
        )
        if len(areas) == 1:
            self.fields["area"].initial = next(iter(areas))

    def clean_email(self) -> str:
        """In small letters, as it is kept."""
        return str(self.cleaned_data["email"]).lower()


class RoleForm(forms.Form):
    """A role for somebody, in an area, for a time."""

    def __init__(
        self,
        *given: Any,
        agency: str,
        areas: Mapping[int, str],
        may_give: Collection[str],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.today = today
        roles = {
            role.key: role.label[0].upper() + role.label[1:]
            for role in ROLES.values()
            if agency in role.agencies and role.given_by & set(may_give)
        }
        self.fields["role"] = Choice(
            label="Role",
            choices=_choices(roles, "Choose a role"),
            help_text=f"Those that people of this agency ({AGENCIES[agency].lower()}) may hold.",
            missing="Choose a role that people of this agency may hold",
        )
        self.fields["area"] = Choice(
            label="Area", choices=list(areas.items()), missing="Choose an area of yours"
        )
        self.fields["first"] = Day(label="First day", initial=today)
        self.fields["last"] = Day(
            label="Last day", required=False, help_text="Leave empty if no end is foreseen."
        )

    def clean_first(self) -> date:
        """Nobody's role began in the past."""
        first: date = self.cleaned_data["first"]
        if first < self.today:
            raise ValidationError("The first day is today or later")
        return first

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "The last day is the first day or later")
        return cleaned


class EndForm(forms.Form):
    """The end of a role."""

    when = Choice(
        label="When does it end?",
        choices=[("now", "At once"), ("later", "With the day below, its last")],
        kind="radios",
        missing="Choose when it ends",
    )
    last = Day(label="Last day", required=False, help_text="Only if it does not end at once.")
    reason = Words(label="Reason", kind="lines", missing="Say why the role ends")

    def __init__(self, *given: Any, today: date, ends: date | None, **options: Any) -> None:
        super().__init__(*given, **options)
        self.today, self.ends = today, ends

    def clean(self) -> dict[str, Any]:
        """A day, if it is not to end at once: today or later, and sooner than it ends as it is."""
        cleaned = super().clean() or {}
        if cleaned.get("when") == "later" and "last" not in self.errors:
            last = cleaned.get("last")
            if last is None or last < self.today:
                self.add_error("last", "Enter a last day, today or later")
            elif self.ends is not None and last >= self.ends:
                self.add_error("last", "It ends on that day or earlier as it is")
        return cleaned


class VettingForm(forms.Form):
    """A vetting that was granted."""

    level = Choice(
        label="Vetting",
        choices=_choices(VETTING, "Choose scheme and level"),
        missing="Choose scheme and level",
    )
    granted_on = Day(label="Granted on")
    expires_on = Day(label="Last day on which it holds")
    sponsor = Words(
        label="Sponsor", missing="Enter who sponsored it", help_text="The unit or person."
    )

    def __init__(self, *given: Any, today: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """It was granted by today, and ends later."""
        return _dated(self, "granted_on", "granted")


class TrainingForm(forms.Form):
    """A training that somebody completed."""

    course = Words(label="Course", missing="Enter the name of the course")
    completed_on = Day(label="Completed on")
    expires_on = Day(label="Last day on which the certificate holds")

    def __init__(self, *given: Any, today: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """It was completed by today, and ends later."""
        return _dated(self, "completed_on", "completed")


def _dated(form: VettingForm | TrainingForm, began: str, word: str) -> dict[str, Any]:
    first, last = form.cleaned_data.get(began), form.cleaned_data.get("expires_on")
    if first and first > form.today:
        form.add_error(began, f"It cannot have been {word} after today")
    elif first and last and last < first:
        form.add_error("expires_on", f"It ends on the day on which it was {word}, or later")
    return form.cleaned_data


class StandingForm(forms.Form):
    """Whether somebody is at work here."""

    standing = Choice(
        label="From now on, the person",
        choices=[
            ("active", "is at work: may sign in, with the roles that they hold"),
            ("suspended", "is suspended: may not sign in; the roles rest"),
            ("left", "has left: loses every role and every way in"),
        ],
        kind="radios",
        missing="Choose one",
    )
    reason = Words(label="Reason", kind="lines", missing="Say why")


class CodeForm(forms.Form):
    """A new code for somebody."""

    identity_check = Words(
        label="How was it made sure that it is this person who asks?",
        kind="lines",
        missing="Say how the person's identity was checked",
        help_text="For example: came to the office with warrant card; video call with line manager."
        " It is kept.",
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = Words(label="Reason", kind="lines", missing="Say why")


class LineManagerForm(forms.Form):
    """Who confirms each year that somebody's roles are needed."""

    email = forms.EmailField(
        label="E-mail address of the line manager",
        required=False,
        help_text="Somebody who signs in here. Leave empty for nobody.",
        error_messages={"invalid": "Enter an e-mail address, such as name@agency.example"},
    )

    def __init__(self, *given: Any, of: int, using: str, **options: Any) -> None:
        super().__init__(*given, **options)
        self.of, self.using = of, using

    def clean_email(self) -> User | None:
        """The person of that address."""
        typed = self.cleaned_data["email"].lower()
        if not typed:
            return None
        found = User.objects.using(self.using).filter(email=typed, active=True).first()
        if found is None or found.pk == self.of:
            raise ValidationError("Enter the address of somebody else who signs in here")
        return found
