"""The kinds of field that a section's form is made of; `look` says how the template draws one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from openmappa.law.dates import in_words
from openmappa.law.reading import EARLIEST, LATEST

LONG = 10_000
PARTS = ("day", "month", "year")


def _lowered(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _asked(verb: str, label: str) -> str:
    """What to do about a field that must not be empty."""
    if label.endswith("?"):
        return f"Answer: {_lowered(label)}"
    question = label.split(maxsplit=1)[0] in ("What", "Whom", "Who", "Where", "Which", "Why", "How")
    return f"{verb} {_lowered(label)}" if question else f"{verb} the {_lowered(label)}"


class Line(forms.CharField):
    """One line of text."""

    look = "line"

    def __init__(
        self, label: str, *, needed: bool = False, hint: str = "", longest: int = 200
    ) -> None:
        super().__init__(label=label, required=needed, help_text=hint, max_length=longest)
        self.error_messages |= {
            "required": _asked("Enter", label),
            "max_length": f"{label} must be {longest:,} characters or fewer",
        }

    def shown(self, value: Any) -> str:
        """The value as people read it."""
        return str(value or "")


class Long(Line):
    """A longer text; whoever types it can keep a draft."""

    look = "long"

    def __init__(self, label: str, *, needed: bool = False, hint: str = "") -> None:
        super().__init__(label, needed=needed, hint=hint, longest=LONG)


class Number(forms.IntegerField):
    """A whole number between two bounds."""

    look = "number"

    def __init__(self, label: str, *, least: int, most: int, hint: str = "") -> None:
        super().__init__(
            label=label, required=False, help_text=hint, min_value=least, max_value=most
        )
        said = f"{label} must be a whole number from {least} to {most}"
        self.error_messages |= {"invalid": said, "min_value": said, "max_value": said}

    def shown(self, value: Any) -> str:
        """The value as people read it."""
        return "" if value is None else str(value)


class Choice(forms.ChoiceField):
    """One word of a vocabulary: code and words, or groups of them."""

    look = "choice"

    def __init__(
        self,
        label: str,
        words: Mapping[str, str] | Mapping[str, Mapping[str, str]],
        *,
        needed: bool = True,
        hint: str = "",
        initial: str = "",
        empty: str = "Not known",
    ) -> None:
        self.empty = "Choose" if needed else empty
        groups: Any = [
            (key, list(said.items()) if isinstance(said, Mapping) else said)
            for key, said in words.items()
        ]
        super().__init__(
            label=label,
            required=needed,
            help_text=hint,
            choices=groups,
            initial=initial or None,
        )
        self.words: dict[str, str] = {}
        for key, said in words.items():
            self.words |= said if isinstance(said, Mapping) else {key: said}
        self.error_messages |= {
            "required": _asked("Choose", label),
            "invalid_choice": f"Choose {_lowered(label)} from the list",
        }

    def shown(self, value: Any) -> str:
        """The value as people read it."""
        return self.words.get(value, str(value or ""))


class Which(Choice):
    """One of the person's own rows or orders; which there are, the form is told with the person."""

    def __init__(self, label: str, noun: str, *, needed: bool = True, hint: str = "") -> None:
        super().__init__(label, {}, needed=needed, hint=hint)
        self.noun = noun

    def of(self, words: Mapping[str, str]) -> None:
        """Offer these."""
        self.choices = list(words.items())
        self.words = dict(words)

    def shown(self, value: Any) -> str:
        """The value as people read it: in words where they are known, else its number."""
        return self.words.get(str(value), f"{self.noun} {value}") if value else ""


class Tick(forms.BooleanField):
    """One box to tick."""

    look = "tick"

    def __init__(self, label: str, *, hint: str = "") -> None:
        super().__init__(label=label, required=False, help_text=hint)

    def shown(self, value: Any) -> str:
        """The value as people read it."""
        return "yes" if value else "no"


class _DayWidget(forms.Widget):
    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return tuple(str(data.get(f"{name}-{part}", "")).strip()[:10] for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day"


class Day(forms.Field):
    """A day, typed as three numbers; `needed` says what to enter where it must not be empty."""

    look = "day"
    widget = _DayWidget

    def __init__(self, label: str, *, needed: str = "", hint: str = "") -> None:
        super().__init__(label=label, required=bool(needed), help_text=hint)
        self.error_messages["required"] = needed

    def clean(self, value: Any) -> date | None:
        """The day; a fault in words that say what to type."""
        if not any(value):
            if self.required:
                raise ValidationError(self.error_messages["required"])
            return None
        try:
            if not all(part.isascii() and part.isdigit() for part in value):
                raise ValueError(value)
            found = date(int(value[2]), int(value[1]), int(value[0]))
        except (ValueError, OverflowError):
            raise ValidationError(f"{self.label} must be a real date, such as 31 3 2015") from None
        if not EARLIEST <= found <= LATEST:
            raise ValidationError(
                f"The year of {_lowered(str(self.label))} must be from"
                f" {EARLIEST.year} to {LATEST.year}"
            )
        return found

    def prepare_value(self, value: Any) -> tuple[str, str, str]:
        """The three numbers, as typed or of a day that is known."""
        if isinstance(value, date):
            return str(value.day), str(value.month), str(value.year)
        return tuple(value) if value else ("", "", "")

    def shown(self, value: Any) -> str:
        """The value as people read it."""
        return in_words(value) if value else ""


class Clock(forms.TimeField):
    """A time of day, such as 14:30."""

    look = "line"

    def __init__(self, label: str, *, hint: str = "") -> None:
        super().__init__(
            label=label, required=False, help_text=hint, input_formats=["%H:%M", "%H.%M", "%H%M"]
        )
        self.error_messages["invalid"] = f"{label} must be a time of day, such as 14:30"

    def prepare_value(self, value: Any) -> Any:
        """The time without its seconds."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def shown(self, value: Any) -> str:
        """The value as people read it."""
        return f"{value:%H:%M}" if value else ""
