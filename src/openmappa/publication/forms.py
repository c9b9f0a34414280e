"""Parts of a report that are names and not prose: what a form asks for, and the file it makes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openmappa.publication import words
from openmappa.publication.queries import quoted

TITLES = {
    "introduction.md": "Introduction",
    "local-page.md": "The area’s own page",
    "case-study-a.md": "Case study A",
    "case-study-b.md": "Case study B",
    "lay-adviser.md": "The lay adviser’s report",
    "case-study-c.md": "Case study C",
    "signatories.toml": "Who signs",
    "contacts.toml": "Whom to ask",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: its name there, and its place in the file."""

    name: str
    section: str
    key: str
    label: str
    hint: str = ""
    lines: bool = False


_PERSON = (("name", "Name"), ("post", "Post"), ("organisation", "Organisation"))
_BODIES = {
    "police": "Police",
    "probation": "Probation",
    "prisons": "Prisons",
    words.LAY_ADVISER: "Lay adviser",
}
FIELDS: dict[str, tuple[Field, ...]] = {
    words.SIGNATORIES: tuple(
        field
        for body in _BODIES
        for field in (
            *(Field(f"{body}-{key}", body, key, label) for key, label in _PERSON),
            Field(
                f"{body}-approved_on",
                body,
                "approved_on",
                "Approved the report on",
                "Day, month, year, such as 30 6 2015. Leave it empty until they have.",
            ),
        )
    ),
    words.CONTACTS: (
        Field("name", "", "name", "Name or post"),
        Field("address", "", "address", "Address", "One line below the other.", lines=True),
        Field("telephone", "", "telephone", "Telephone"),
        Field("email", "", "email", "Email address"),
    ),
}


def sections(file: str) -> list[tuple[str, list[Field]]]:
    """The fields under their headings."""
    found: dict[str, list[Field]] = {}
    for field in FIELDS[file]:
        found.setdefault(_BODIES.get(field.section, ""), []).append(field)
    return list(found.items())


def values(file: str, text: str) -> dict[str, str]:
    """What the form shows for a file's text."""
    data = tomllib.loads(text)
    found = {}
    for field in FIELDS[file]:
        section = data.get(field.section, {}) if field.section else data
        value = section.get(field.key, "")
        if isinstance(value, list):
            value = "\n".join(value)
        elif isinstance(value, date):
            value = f"{value.day} {value.month} {value.year}"
        found[field.name] = value
    return found


def text_of(file: str, given: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """The file's text made of what was typed, and what is wrong with days, each with its field.

    A body of which nothing was typed is left out.
    """
    faults: list[tuple[str, str]] = []
    written: list[str] = []
    for section in dict.fromkeys(field.section for field in FIELDS[file]):
        lines = []
        for field in FIELDS[file]:
            typed = str(given.get(field.name, "")).strip()
            if field.section != section or not typed:
                continue
            if field.key == "approved_on":
                day = _day(typed)
                if day is None:
                    faults.append(("Enter a real day, such as 30 6 2015", field.name))
                else:
                    lines.append(f"approved_on = {day.isoformat()}\n")
            elif field.lines:
                kept = tuple(line.strip() for line in typed.splitlines() if line.strip())
                lines.append(f"{field.key} = {quoted(kept)}\n")
            else:
                lines.append(f"{field.key} = {quoted(typed)}\n")
        if lines:
            written.append((f"[{section}]\n" if section else "") + "".join(lines))
    return "\n".join(written), faults


def _day(typed: str) -> date | None:
    parts = typed.replace("/", " ").replace("-", " ").split()
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
