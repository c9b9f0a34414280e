"""Figures as a page prints them: the tables with their labels, what is beside them, the checks.

Live and frozen figures have one shape (`AnnualReturn.as_json`), so they are printed alike.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openmappa.law.dates import in_words
from openmappa.statistics.annual_return import SIDE_TEXTS, nested
from openmappa.statistics.counting import Snapshot
from openmappa.statistics.definitions import (
    Cell,
    Line,
    ReportingYear,
    Table,
    definition_for,
    snapshot_table,
)
from openmappa.statistics.frozen import by_address
from openmappa.statistics.gates import SHOWN, Outcome

# What is printed beside the tables for everybody; the rest is for those who check the figures.
PUBLISHED_BESIDE = ("in_custody", "in_custody_active", "no_recorded_level", "suspended_alone")

_NONE = Line("", "")
_COLOURS = {Outcome.PASSES: "green", Outcome.EXPLAIN: "orange", Outcome.FAILS: "red"}
# The side figure that lists the people a check is about.
_BEHIND = {**{key: key for key in SHOWN}, "impossible_cells": "impossible"}


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell: `value` is None where nobody can ever be counted or the figure is not known."""

    address: str
    value: int | None
    words: str
    mark: str

    @property
    def opens(self) -> bool:
        """Whether people are behind it."""
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table: blocks of rows under its column heads, and the notes below it."""

    key: str
    title: str
    unit: str
    heads: tuple[str, ...]
    blocks: tuple[tuple[str, tuple[tuple[str, tuple[PrintedCell, ...]], ...]], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure beside the tables: its address, the figure, and the sentence that holds it."""

    address: str
    n: int
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check before sign-off; `address` is the list of the people it is about, if there is one."""

    outcome: str
    colour: str
    sentence: str
    address: str


def values_of(figures: Mapping[str, Any]) -> dict[str, int | None]:
    """Every figure by its cell address."""
    if "as_at" in figures:
        return {
            cell.address: figures["snapshot"][cell.row][cell.column]
            for cell in snapshot_table(date.fromisoformat(figures["as_at"])).cells()
        }
    return by_address(ReportingYear.parse(figures["reporting_year"]), figures)


def defined(figures: Mapping[str, Any]) -> tuple[Table, ...]:
    """The tables that these figures fill."""
    if "as_at" in figures:
        return (snapshot_table(date.fromisoformat(figures["as_at"])),)
    return definition_for(ReportingYear.parse(figures["reporting_year"])).tables


def of_day(counted: Snapshot) -> dict[str, Any]:
    """The snapshot of a day in the shape of a year's figures, as far as a day has them."""
    return {
        "area": counted.area,
        "as_at": counted.on.isoformat(),
        "snapshot": nested(counted.counted.table, counted.counted.values()),
        "side": {key: figure.n for key, figure in counted.side.items()},
    }


def tables(
    figures: Mapping[str, Any], marks: Mapping[str, str] | None = None
) -> tuple[PrintedTable, ...]:
    """The tables; `marks` stand beside the figures of their addresses."""
    values = values_of(figures)
    notes = figures.get("footnotes", ())

    def cell(table: Table, block: Line, row: Line, column: Line) -> PrintedCell:
        address = table.address(block.key, row.key, column.key)
        words = ", ".join(line.label for line in (block, row, column) if line.label)
        return PrintedCell(
            address, values[address], words or table.title, (marks or {}).get(address, "")
        )

    return tuple(
        PrintedTable(
            table.key,
            table.title,
            table.unit,
            (table.heading or "Year", *(c.label or "Number" for c in table.columns or (_NONE,))),
            tuple(
                (
                    block.label,
                    tuple(
                        (
                            row.label or figures.get("reporting_year", ""),
                            tuple(
                                cell(table, block, row, column)
                                for column in table.columns or (_NONE,)
                            ),
                        )
                        for row in table.rows or (_NONE,)
                    ),
                )
                for block in table.blocks or (_NONE,)
            ),
            tuple(str(note["text"]) for note in notes if note["table"] == table.key),
        )
        for table in defined(figures)
    )


def beside(figures: Mapping[str, Any], *, everything: bool) -> tuple[Beside, ...]:
    """What stands beside the tables: what is published or, for those who check, all of it."""
    return tuple(
        Beside(f"side:{key}", n, SIDE_TEXTS[key].format(n=f"{n:,}") + ".")
        for key, n in figures["side"].items()
        if everything or key in PUBLISHED_BESIDE
    )


def checks(figures: Mapping[str, Any]) -> tuple[Check, ...]:
    """The checks before sign-off, as they came out."""
    found = []
    for gate in figures.get("gates", ()):
        outcome = Outcome[gate["outcome"].upper()]
        behind = _BEHIND.get(gate["key"], "")
        address = f"side:{behind}" if figures["side"].get(behind) else ""
        found.append(Check(outcome.value, _COLOURS[outcome], gate["sentence"], address))
    return tuple(found)


def cell_in_words(figures: Mapping[str, Any], address: str) -> tuple[str, str]:
    """The table (or kind of figure) and the cell of an address, in words."""
    if address.startswith("side:"):
        n = figures["side"][address.removeprefix("side:")]
        return "Beside the tables", SIDE_TEXTS[address.removeprefix("side:")].format(n=f"{n:,}")
    for table in tables(figures):
        for _, rows in table.blocks:
            for _, cells in rows:
                for cell in cells:
                    if cell.address == address:
                        return table.title, cell.words
    raise KeyError(address)


def compared(
    now: Mapping[str, Any], before: Mapping[str, Any]
) -> tuple[tuple[str, int, int, str], ...]:
    """Totals of this year and the year before, for the figures that both have: what, then, now."""
    values, then = values_of(now), values_of(before)
    rows = []
    for table in defined(now):
        for cell in table.cells():
            this, last = values[cell.address], then.get(cell.address)
            if this is None or last is None or not _is_headline(table, cell):
                continue
            rows.append((_headline(table, cell), last, this, f"{this - last:+,}".replace("-", "−")))
    return tuple(rows)


def _is_headline(table: Table, cell: Cell) -> bool:
    match table.key:
        case "T1":
            return cell.row == "total"
        case "T2":
            return cell.column == "total"
        case "T5":
            return cell.row == cell.column == "total"
        case _:
            return True


def _headline(table: Table, cell: Cell) -> str:
    labels = {line.key: line.label for line in (*table.blocks, *table.rows, *table.columns)}
    match table.key:
        case "T1":
            return f"{labels[cell.column]}, on the last day"
        case "T2":
            return f"{labels[cell.row]}, in the year"
        case "T4":
            return f"{labels[cell.row]} made"
        case "T5":
            return f"Returned to custody: {labels[cell.block]}"
        case _:
            return table.title


def as_csv(figures: Mapping[str, Any]) -> str:
    """The figures as comma-separated values, a row for each cell.

    `[z]` stands where nobody can ever be counted, `[x]` where the figure is not known.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(
        ["area", "period", "table", "title", "block", "row", "column", "address", "figure"]
    )
    period = figures.get("reporting_year") or in_words(date.fromisoformat(figures["as_at"]))
    for row in _rows(figures):
        rows.writerow([_harmless(text) for text in (figures["area"], period, *row)])
    return written.getvalue()


def _rows(figures: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    values = values_of(figures)
    for table in defined(figures):
        labels = {line.key: line.label for line in (*table.blocks, *table.rows, *table.columns)}
        for cell in table.cells():
            value = values[cell.address]
            figure = str(value) if value is not None else "[x]" if cell.possible else "[z]"
            place = (labels.get(part, "") for part in (cell.block, cell.row, cell.column))
            yield (table.key, table.title, *place, cell.address, figure)


def _harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def published(figures: Mapping[str, Any]) -> dict[str, Any]:
    """The figures without what is only for those who check them: checks, and most beside."""
    kept = {key: value for key, value in figures.items() if key not in ("gates", "side")}
    kept["side"] = {key: n for key, n in figures["side"].items() if key in PUBLISHED_BESIDE}
    return kept
