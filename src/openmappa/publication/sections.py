"""What a report is made of: chapters of typed sections, the same for every form it is written in.

Everything here is plain text and numbers. Nothing is markup: the writers escape all of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from openmappa.law.dates import in_words

# Format characters that change the direction of what follows them, or hide in it.
_ALLOWED_FORMAT = frozenset("\u00ad\u200c\u200d\u200e\u200f")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a chapter."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A paragraph that leads to a web address."""

    text: str
    address: str


Block = Paragraph | Bullets | Subheading | Link


@dataclass(frozen=True, slots=True)
class Text:
    """Running text."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A part that is not there yet: the report says so in its place."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; None is a cell that cannot exist, 0 a true zero."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures. `measure` says what its numbers count; `columns` starts with the rows'.

    `sheet` is its name in the spreadsheet, `notes` are printed below it.
    """

    id: str
    number: int
    sheet: str
    title: str
    measure: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `shade` picks its colour and is the same for the same thing in every chart."""

    label: str
    value: int | None
    shade: int


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars under one label."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart beside the tables it draws; `summary` says in words what it shows."""

    id: str
    number: int
    title: str
    summary: str
    groups: tuple[BarGroup, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, for whom, and since when they agree to it (None: not yet)."""

    name: str
    post: str
    organisation: str
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class Signatories:
    """The signatures under a text; `missing` says in words which there should also be."""

    people: tuple[Signatory, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """An anonymous account of work with one person or one victim."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Contacts:
    """Whom to ask about the report, and for it in another format."""

    name: str
    address: tuple[str, ...]
    telephone: str
    email: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the figures come from: pairs of a term and its value."""

    items: tuple[tuple[str, str], ...]


Section = Text | Unwritten | Table | Chart | Signatories | CaseStudy | Contacts | Stamp


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the report; `id` is its anchor."""

    id: str
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole annual report.

    `notice` is shown on every page of a report made from invented people, and empty otherwise.
    `unwritten` names each part that is still missing, in words; `dated` is the day of the freeze.
    """

    area: str
    reporting_year: str
    title: str
    subtitle: str
    notice: str
    revision: str
    dated: date
    chapters: tuple[Chapter, ...]
    unwritten: tuple[str, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in the order of their numbers."""
        return tuple(table for chapter in self.chapters for table in tables_in(chapter.sections))


def tables_in(sections: Iterable[Section]) -> Iterator[Table]:
    """The tables among the sections, those beside a chart included."""
    for section in sections:
        if isinstance(section, Chart):
            yield from section.tables
        elif isinstance(section, Table):
            yield section


def clean(text: str) -> str:
    """The text with every character that no document can hold, or that hides others, replaced.

    These are control characters, lone surrogates and overrides of the writing direction.
    """
    return "".join("\ufffd" if is_hidden(character) else character for character in text)


def is_hidden(character: str) -> bool:
    """Whether a character is a control, an override of direction or no character at all."""
    category = unicodedata.category(character)
    if category == "Cf":
        return character not in _ALLOWED_FORMAT
    return category in ("Cc", "Cs", "Cn") and character not in "\n\t"


def as_data(value: Any) -> Any:
    """Sections as dictionaries, lists, text and numbers, each section with its `kind`.

    This is all that the writers see, so text is cleaned here once for all of them, and dates are
    written out.
    """
    if is_dataclass(value):
        data = {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__, **data}
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, date):
        return in_words(value)
    return value
