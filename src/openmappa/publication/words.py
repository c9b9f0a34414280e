"""The words of a report that people write: paragraphs in `.md` files, names in `.toml` files.

A text is paragraphs parted by empty lines; a line that starts with `## ` is a heading, lines that
start with `- ` are a list. Nothing else is markup. Names in braces are slots (see `slots`).
`docs/report.md` shows every file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from openmappa.publication import slots, typeface
from openmappa.publication.figures import AnnualFigures
from openmappa.publication.sections import (
    Block,
    Bullets,
    Contacts,
    Paragraph,
    Signatory,
    Subheading,
    is_hidden,
)

# The bodies of the Responsible Authority (Criminal Justice Act 2003, s.325(1)).
BODIES = ("police", "probation", "prisons")
LAY_ADVISER = "lay_adviser"
CASE_STUDIES = ("case-study-a", "case-study-b", "case-study-c")
TEXTS = ("introduction", "local-page", "lay-adviser", *CASE_STUDIES)
SIGNATORIES, CONTACTS, CLEARANCE = "signatories.toml", "contacts.toml", "clearance.toml"
# What people write; who cleared a case study is recorded beside it.
PARTS = (*(f"{name}.md" for name in TEXTS), SIGNATORIES, CONTACTS)

# Anything longer would run off a printed page.
_LONGEST_WORD = 60

Blocks = tuple[Block, ...]

# What the entries of a section must be: in words, and as a test.
_Kinds = Mapping[str, tuple[str, Callable[[Any], bool]]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the words: where, and what was expected there."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}"


class WordsError(ValueError):
    """The words cannot be read; `faults` holds everything that is wrong with them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True)
class Clearance:
    """Who checked that a case study names nobody, and who answered for the victim."""

    anonymity_checked_by: tuple[str, ...] = ()
    victim_liaison: str = ""

    @property
    def complete(self) -> bool:
        """Whether two different people have checked and victim liaison has answered."""
        return len(set(self.anonymity_checked_by)) >= 2 and bool(self.victim_liaison)


@dataclass(frozen=True, slots=True)
class Words:
    """The area's own words; what has no file is not there."""

    texts: dict[str, Blocks] = field(default_factory=dict)
    signatories: dict[str, Signatory] = field(default_factory=dict)
    contacts: Contacts | None = None
    clearance: dict[str, Clearance] = field(default_factory=dict)


def folder_for(words: Path, area: str, year: str) -> Path:
    """Where, among all areas' words, those of an area for a reporting year lie."""
    return words / f"{area.lower().replace(' ', '-')}-{year}"


def load(folder: Path) -> Words:
    """Read the area's words from a folder, in which every file may be missing.

    Raises WordsError with every fault of every file: text that is not UTF-8, an unknown slot or
    file, a sign that the report's typeface does not have, a missing or misspelt entry.
    """
    return read(files_in(folder))


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder of words by name; WordsError where there is no such folder."""
    if not folder.is_dir():
        raise WordsError([Fault(str(folder), 1, "expected a folder with the area's words")])
    return {
        path.name: path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".")
    }


def read(files: Mapping[str, bytes]) -> Words:
    """Read the area's words from files by name, as `load` does from a folder."""
    faults: list[Fault] = []
    texts: dict[str, Blocks] = {}
    tables: dict[str, _Toml] = {}
    for file, data in files.items():
        name, _, suffix = file.rpartition(".")
        if suffix == "md" and name in TEXTS:
            texts[name] = _text(file, data, faults)
        elif file in (SIGNATORIES, CONTACTS, CLEARANCE):
            tables[file] = _Toml(file, data, faults)
        else:
            expected = ", ".join([*PARTS, CLEARANCE])
            faults.append(Fault(file, 1, f"no report uses this file: expected {expected}"))
    words = Words(
        texts={name: blocks for name, blocks in texts.items() if blocks},
        signatories=_signatories(tables.get(SIGNATORIES)),
        contacts=_contacts(tables.get(CONTACTS)),
        clearance=_clearance(tables.get(CLEARANCE)),
    )
    if faults:
        raise WordsError(faults)
    return words


def national(name: str, year: str) -> Blocks:
    """A national text as it holds for a reporting year, e.g. `what-is-mappa` for "2014-15".

    Each version lies in a folder named after the first year for which it holds.
    """
    versions = (Path(__file__).parent / "national").glob(f"*/{name}.md")
    newest = max(path for path in versions if path.parent.name <= year)
    faults: list[Fault] = []
    blocks = _text(newest.name, newest.read_bytes(), faults)
    if faults:
        raise WordsError(faults)
    return blocks


def filled(blocks: Blocks, figures: AnnualFigures) -> Blocks:
    """The blocks with all slots filled from the figures."""

    def fill(block: Block) -> Block:
        if isinstance(block, Bullets):
            return Bullets(tuple(slots.fill(item, figures) for item in block.items))
        return replace(block, text=slots.fill(block.text, figures))

    return tuple(fill(block) for block in blocks)


def _text(file: str, data: bytes, faults: list[Fault]) -> Blocks:
    content = _decoded(file, data, faults)
    for number, line in enumerate(content.split("\n"), start=1):
        faults.extend(Fault(file, number, message) for message in slots.faults(line))
        if line.startswith("#") and not re.match(r"## \S", line):
            faults.append(Fault(file, number, 'expected a heading as "## Our year"'))
    return tuple(_blocks(content))


def _blocks(content: str) -> Iterator[Block]:
    for chunk in re.split(r"\n\s*\n", content):
        prose: list[str] = []
        items: list[str] = []
        for line in (line.strip() for line in chunk.split("\n") if line.strip()):
            if line.startswith("## "):
                yield from _flushed(prose, items)
                yield Subheading(line[3:].strip())
            elif line.startswith("- "):
                if prose:
                    yield from _flushed(prose, items)
                items.append(line[2:].strip())
            elif items:
                items[-1] += " " + line
            else:
                prose.append(line)
        yield from _flushed(prose, items)


def _flushed(prose: list[str], items: list[str]) -> Iterator[Block]:
    if prose:
        yield Paragraph(" ".join(prose))
    if items:
        yield Bullets(tuple(items))
    prose.clear()
    items.clear()


def _decoded(file: str, data: bytes, faults: list[Fault]) -> str:
    """The text of a file, with a fault for each line that cannot be printed."""
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        faults.append(Fault(file, number, "expected UTF-8 text: save the file as UTF-8"))
        return ""
    content = content.replace("\r\n", "\n")
    for number, line in enumerate(content.split("\n"), start=1):
        for sign in sorted({sign for sign in line if is_hidden(sign) or typeface.lacks(sign)}):
            shown = "" if is_hidden(sign) else f"{sign} "
            message = (
                f"expected letters and signs that can be printed, found {shown}U+{ord(sign):04X}"
            )
            faults.append(Fault(file, number, message))
        if re.search(rf"\S{{{_LONGEST_WORD + 1}}}", line):
            message = f"expected words of at most {_LONGEST_WORD} signs, which fit on a line"
            faults.append(Fault(file, number, message))
    return content


class _Toml:
    """One TOML file of names, read entry by entry; what is wrong goes to `faults`."""

    def __init__(self, file: str, data: bytes, faults: list[Fault]) -> None:
        self.file = file
        self.faults = faults
        self.content = _decoded(file, data, faults)
        self.data: dict[str, Any] = {}
        try:
            self.data = tomllib.loads(self.content)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+)", str(error))
            line = int(at[1]) if at else self.content.count("\n") + 1
            self.fault(line, f'expected lines as name = "value" under [headings]: {error}')

    def fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.file, line, message))

    def line(self, section: str, key: str = "") -> int:
        """The line of a section or of a key in it; the section's, or 1, when there is none."""
        found, inside = 1, not section
        for number, line in enumerate(self.content.split("\n"), start=1):
            if line.strip().startswith("["):
                inside = line.strip() == f"[{section}]"
                found = number if inside else found
            elif inside and key and re.match(rf"\s*{re.escape(key)}\s*=", line):
                return number
        return found

    def sections(self, allowed: tuple[str, ...]) -> dict[str, dict[str, Any]]:
        """The sections of the file; any other than those allowed is a fault."""
        expected = ", ".join(f"[{name}]" for name in allowed)
        for name, value in self.data.items():
            if name not in allowed or not isinstance(value, dict):
                self.fault(max(self.line(name), self.line("", name)), f"expected {expected}")
        return {
            name: value
            for name, value in self.data.items()
            if name in allowed and isinstance(value, dict)
        }

    def entries(
        self,
        section: str,
        data: dict[str, Any],
        kinds: _Kinds,
        *,
        optional: tuple[str, ...] = (),
    ) -> bool:
        """Whether the entries are those expected; `kinds` gives each its words and its test."""
        before = len(self.faults)
        for key in [key for key in data if key not in kinds]:
            self.fault(
                self.line(section, key), f"{key} is not expected here: expected {', '.join(kinds)}"
            )
        for key, (expected, holds) in kinds.items():
            if key not in data:
                if key not in optional:
                    self.fault(self.line(section), f"expected {key}: {expected}")
            elif not holds(data[key]):
                self.fault(self.line(section, key), f"{key}: expected {expected}")
        return len(self.faults) == before


def _is_line(value: Any) -> bool:
    return (
        isinstance(value, str)
        and bool(value.strip())
        and "\n" not in value
        and not any(is_hidden(sign) or typeface.lacks(sign) for sign in value)
    )


def _is_lines(value: Any) -> bool:
    return isinstance(value, list) and all(_is_line(item) for item in value)


_LINE = ("one line of printable text in quotes", _is_line)
_LINES = ('a list of printable lines, as ["one", "two"]', _is_lines)
_DAY = ("a date, as 2015-06-30 without quotes", lambda value: type(value) is date)
_EMAIL = (
    "an email address",
    lambda value: _is_line(value) and bool(re.fullmatch(r"[^\s@<>\"&?]+@[^\s@<>\"&?]+", value)),
)
_SIGNATORY = {"name": _LINE, "post": _LINE, "organisation": _LINE, "approved_on": _DAY}
_CONTACTS = {"name": _LINE, "address": _LINES, "telephone": _LINE, "email": _EMAIL}
_CLEARANCE = {"anonymity_checked_by": _LINES, "victim_liaison": _LINE}


def _signatories(file: _Toml | None) -> dict[str, Signatory]:
    if file is None:
        return {}
    return {
        body: Signatory(data["name"], data["post"], data["organisation"], data.get("approved_on"))
        for body, data in file.sections((*BODIES, LAY_ADVISER)).items()
        if file.entries(body, data, _SIGNATORY, optional=("approved_on",))
    }


def _contacts(file: _Toml | None) -> Contacts | None:
    if file is None or not file.entries("", file.data, _CONTACTS):
        return None
    data = file.data
    return Contacts(data["name"], tuple(data["address"]), data["telephone"], data["email"])


def _clearance(file: _Toml | None) -> dict[str, Clearance]:
    if file is None:
        return {}
    return {
        name: Clearance(tuple(data.get("anonymity_checked_by", ())), data.get("victim_liaison", ""))
        for name, data in file.sections(CASE_STUDIES).items()
        if file.entries(name, data, _CLEARANCE, optional=tuple(_CLEARANCE))
    }
