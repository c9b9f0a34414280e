"""One CSV file of an extract, read row by row.

Every fault of every row is reported. A row with a fault is not kept, but its key is, so that one
bad date does not make every row that names the record look wrong too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from openmappa.exchange.faults import Faults, quoted
from openmappa.exchange.reading.sources import Unreadable, opened
from openmappa.exchange.reading.tables import LONGEST_KEY, Table

MOST_ROWS = 250_000
LONGEST_LINE = 65_536  # bytes

_LEFT_OPEN = "a quotation mark is opened here and never closed"
_IN_WORDS = {
    "unexpected end of data": _LEFT_OPEN,
    "field larger than": _LEFT_OPEN,
    "expected after": "text follows a closing quotation mark; a quotation mark inside a field is"
    " written twice",
}


@dataclass(slots=True)
class Content:
    """What a file held: its sound rows, its keys with their lines, and what its rows name.

    `named` holds line, column, file named and key. `whole` is False where the file could not be
    read to its end, so that a key not found in it may yet be there.
    """

    rows: list[Any] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    named: list[tuple[int, str, str, str]] = field(default_factory=list)
    whole: bool = True
    digest: str = ""


def read_table(folder: Path, table: Table, extracted_on: date | None, faults: Faults) -> Content:
    """Read one file; `extracted_on` is the day after which no past fact can lie."""
    reading = _Reading(table, extracted_on, faults)
    try:
        with opened(folder, table.file) as stream:
            reading.read(stream)
    except Unreadable as error:
        reading.fault(error.line, None, error.message)
        reading.content.whole = False
    except OSError as error:
        reading.fault(None, None, f"cannot be read: {error.strerror or 'error'}")
        reading.content.whole = False
    return reading.content


@dataclass(slots=True)
class _Reading:
    """One file being read."""

    table: Table
    extracted_on: date | None
    faults: Faults
    content: Content = field(default_factory=Content)
    decoded: bool = True  # since it was last set, every line was UTF-8

    def fault(self, line: int | None, name: str | None, message: str) -> None:
        self.faults.add(self.table.file, line, name, message)

    def read(self, stream: BinaryIO) -> None:
        records = _records(self._lines(stream))
        header = next(records, None)
        if header is None:
            raise Unreadable(None, "is empty; even without rows a file has its header row")
        order = self._order(*header)
        if order is None:
            self.content.whole = False
            return
        for count, (line, cells) in enumerate(records, start=1):
            if count > MOST_ROWS:
                raise Unreadable(line, f"the file has more than {MOST_ROWS:,} rows")
            if self.decoded and len(cells) == len(order):
                self._row(line, [cells[at] for at in order])
                continue
            if self.decoded:
                self.fault(line, None, f"the line has {_fields(cells)}, {len(order)} expected")
            self.decoded = True
            # What the line may identify is kept, so that rows that name it are not faulty too.
            padded = cells + [""] * len(order)
            self._earlier_with_key(line, [padded[at] for at in order])

    def _lines(self, stream: BinaryIO) -> Iterator[str]:
        """The lines as text, each bounded in length, hashed on their way."""
        digest = sha256()
        number = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            number += 1
            digest.update(raw)
            if number == 1:
                if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                    raise Unreadable(1, "is not UTF-8 but UTF-16; save the file as UTF-8")
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if b"\r" in raw.removesuffix(b"\n").removesuffix(b"\r"):
                raise Unreadable(
                    number, "holds a carriage return in the middle; lines end in LF or CR LF"
                )
            if len(raw) > LONGEST_LINE:
                raise Unreadable(
                    number,
                    f"the line has more than {LONGEST_LINE:,} bytes; is a quotation mark or a line"
                    " end missing?",
                )
            try:
                yield raw.decode("utf-8")
            except UnicodeDecodeError as error:
                self.decoded = False
                self.fault(
                    number,
                    None,
                    f"is not UTF-8: byte {error.start + 1} of the line is 0x{raw[error.start]:02x};"
                    " save the file as UTF-8",
                )
                yield raw.decode("utf-8", "replace")
        self.content.digest = digest.hexdigest()

    def _order(self, line: int, names: list[str]) -> list[int] | None:
        """Where each column stands in the file, or None where the header is not right."""
        expected = [column.name for column in self.table.columns]
        wrong = [f"there is no column {name}" for name in expected if name not in names]
        seen: set[str] = set()
        for name in names:
            if name in seen:
                wrong.append(f"the column {quoted(name)} is there twice")
            elif name not in expected:
                wrong.append(f"the column {quoted(name)} is not known")
            seen.add(name)
        for message in wrong:
            self.fault(line, None, message)
        return None if wrong else [names.index(name) for name in expected]

    def _row(self, line: int, cells: list[str]) -> None:
        values: list[object] = []
        wrong: list[tuple[str, str]] = []
        for column, cell in zip(self.table.columns, cells, strict=True):
            value: Any = None
            if cell:
                try:
                    value = column.read(cell)
                except ValueError as error:
                    wrong.append((column.name, str(error)))
                else:
                    if column.names:
                        self.content.named.append((line, column.name, column.names, cell))
                    if column.past and self.extracted_on and value > self.extracted_on:
                        # The row is kept: what else is wrong with that day shows elsewhere.
                        message = f"{value} is after {self.extracted_on}, the day of the extract"
                        self.fault(line, column.name, message)
            elif column.required:
                wrong.append((column.name, "is empty"))
            values.append(value)
        earlier = self._earlier_with_key(line, cells)
        if not wrong:
            row = self.table.row(line, *values)
            wrong.extend(self.table.check(row) if self.table.check else ())
            if not wrong and not earlier:
                self.content.rows.append(row)
        for name, message in wrong:
            self.fault(line, name, message)
        if earlier:
            name, key, first = earlier
            self.fault(
                line, name, f"{quoted(key)} is on line {first} already; no two rows have the same"
            )

    def _earlier_with_key(self, line: int, cells: list[str]) -> tuple[str, str, int] | None:
        """Note the key of a row; its column, itself and the line of an earlier row with it."""
        for column, cell in zip(self.table.columns, cells, strict=True):
            if column.key and 0 < len(cell) <= LONGEST_KEY:
                first = self.content.keys.setdefault(cell, line)
                return None if first == line else (column.name, cell, first)
        return None


def _records(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it starts; empty lines are passed over."""
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            said = str(error)
            words = next((words for part, words in _IN_WORDS.items() if part in said), said)
            raise Unreadable(line, f"{words}; the rest of the file was not read") from None
        if cells:
            yield line, cells


def _fields(cells: list[str]) -> str:
    return "1 field" if len(cells) == 1 else f"{len(cells):,} fields"
