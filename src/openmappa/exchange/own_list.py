"""A practitioner's own list of people: references, identifiers, or names with dates of birth."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openmappa.exchange.spreadsheet import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_ROWS,
    UnreadableSpreadsheetError,
    sheet_rows,
)
from openmappa.nominals.identifiers import Identifier, recognise

LARGEST = 5 * 1024 * 1024  # bytes
_REFERENCE = re.compile(r"M[0-9]{7}[A-Z]")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
_HEADING = re.compile(
    r"\b(ref(erence)?|(sur|fore)?names?|dob|born|birth|id|pnc|cro|crn|number)\b", re.IGNORECASE
)


class NotAListError(ValueError):
    """What was pasted or sent is no list that can be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of the list: whom it means by number, else by name and birth."""

    line: int
    text: str
    references: frozenset[str]
    identifiers: frozenset[Identifier]
    surname: str
    forenames: str
    born_on: date | None


def pasted(text: str) -> list[Wanted]:
    """Read a pasted list, one person to a line; raises NotAListError."""
    return _wanted(_split(text))


def sent(name: str, content: bytes) -> list[Wanted]:
    """Read a .csv, .xlsx or .ods file; raises NotAListError."""
    if len(content) > LARGEST:
        raise NotAListError(f"The file is larger than {LARGEST // 2**20} MB")
    kind = name.lower().rsplit(".", 1)[-1]
    if kind in ("xlsx", "ods"):
        try:
            return _wanted(sheet_rows(content))
        except UnreadableSpreadsheetError as error:
            raise NotAListError(
                "The spreadsheet cannot be read. Save its list as .csv and send that"
            ) from error
    if kind not in ("csv", "txt"):
        raise NotAListError("Send a .csv, .ods or .xlsx file")
    try:
        return _wanted(_split(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return _wanted(_split(content.decode("cp1252", errors="replace")))


def as_text(wanted: Iterable[Wanted]) -> str:
    """The list as it could be pasted."""
    return "\n".join(one.text for one in wanted)


def _split(text: str) -> list[list[str]]:
    lines = text.replace("\0", "").splitlines()[: MOST_ROWS * 2]
    rows = []
    for line in lines:
        sign = next((sign for sign in "\t;," if sign in line), ",")
        try:
            cells = next(csv.reader([line], delimiter=sign), [])
        except csv.Error:
            cells = [line]
        rows.append([cell.strip()[:LONGEST_CELL] for cell in cells[:MOST_CELLS]])
    return rows


def _wanted(rows: Iterable[list[str]]) -> list[Wanted]:
    found: list[Wanted] = []
    for number, cells in enumerate(rows, 1):
        given = [cell.strip() for cell in cells if cell.strip()]
        if given and not (not found and _is_heading(given)):
            found.append(_line(number, given))
    if not found:
        raise NotAListError("Paste a list, or choose a file that holds one")
    if len(found) > MOST_ROWS:
        raise NotAListError(f"The list has more than {MOST_ROWS:,} lines. Send it in parts")
    return found


def _is_heading(cells: list[str]) -> bool:
    return not re.search("[0-9]", " ".join(cells)) and any(map(_HEADING.search, cells))


def _line(number: int, cells: list[str]) -> Wanted:
    references, identifiers, names = set(), set(), []
    born_on = None
    for cell in cells:
        day = _day(cell)
        if _REFERENCE.fullmatch(cell.upper()):
            references.add(cell.upper())
        elif day is not None:
            born_on = born_on or day
        elif known := recognise(cell):
            identifiers.update(known)
        else:
            names.append(cell)
    surname, forenames = (*names, "", "")[:2]
    return Wanted(
        number,
        ", ".join(cells),
        frozenset(references),
        frozenset(identifiers),
        surname,
        forenames,
        born_on,
    )


def _day(text: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(text.split(" 00:00", 1)[0], form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None
