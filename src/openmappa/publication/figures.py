"""Frozen annual figures as the report reads them: by the addresses of the published cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openmappa.statistics.definitions import Cell, Definition, ReportingYear, Table, definition_for

RATE = "T6"


class FiguresError(ValueError):
    """The figures are not those of an annual return; the message names the cell."""


def number(value: int) -> str:
    """A whole number as printed: thousands parted by commas, below zero with a minus sign."""
    return f"{value:,}".replace("-", "−")


def percentage(part: int, whole: int) -> str:
    """A share as printed: a whole number of percent, rounded half up."""
    if whole == 0:
        return "not applicable"
    return f"{(200 * part + whole) // (2 * whole)}%"


class AnnualFigures:
    """The figures of one area and year, in the shape of `AnnualReturn.as_json()`.

    `population` is that of residents aged 10 and over, None where it is not known: then there is no
    cell of the rate.

    Raises FiguresError for a cell that is missing, is no whole number from 0 up, or is filled
    where the definition of the year says that nobody can ever be counted; UndefinedYearError for a
    year without table definitions.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        try:
            self.area = str(data["area"])
            self.year = ReportingYear.parse(str(data["reporting_year"]))
            population = data["population_10_and_over"]
        except KeyError as missing:
            raise FiguresError(f"the figures have no {missing}") from None
        self.definition: Definition = definition_for(self.year)
        # Without a population there is no rate, and both are null.
        self.population = None if population is None else _whole(population, "the population")
        self.side = _side(data.get("side", ()))
        self.footnotes = _footnotes(data.get("footnotes", ()))
        self._cells = {
            cell.address: _read(data, table, cell)
            for table in self.definition.tables
            for cell in table.cells()
            if table.key != RATE or self.population is not None
        }

    def cell(self, address: str) -> int | None:
        """The figure in a cell, e.g. `T1:L2:C1`; None where nobody can ever be counted."""
        return self._cells[address]

    def count(self, address: str) -> int:
        """The figure in a cell that can hold one."""
        value = self._cells[address]
        if value is None:
            raise FiguresError(f"{address} cannot hold a figure in {self.year}")
        return value


# The side figures that are published, each with the numbers it needs. The others are for the people
# who check and sign the figures.
_BESIDE = (
    (
        ("in_custody", "in_custody_active"),
        "People in custody on the last day of the year, and so not in Table 1: {in_custody}, "
        "of whom {in_custody_active} at Level 2 or Level 3.",
    ),
    (
        ("no_recorded_level",),
        "People shown at Level 1 for whom no level was recorded: {no_recorded_level}.",
    ),
)


def _side(side: Any) -> tuple[str, ...]:
    """What is printed beside the tables: numbers by key, or lines that are written already."""
    if not isinstance(side, Mapping):
        return tuple(str(line) for line in side)
    return tuple(
        text.format(**{key: number(_whole(side[key], f"side:{key}")) for key in keys})
        for keys, text in _BESIDE
        if all(key in side for key in keys)
    )


def _footnotes(notes: Any) -> tuple[tuple[str, str], ...]:
    """Footnotes as pairs of the key of their table, empty where they have none, and their text."""
    return tuple(
        (str(note.get("table", "")), str(note["text"]))
        if isinstance(note, Mapping)
        else ("", str(note))
        for note in notes
    )


def _read(data: Mapping[str, Any], table: Table, cell: Cell) -> int | None:
    value: Any = data
    for key in (table.json_key, cell.block, cell.row, cell.column):
        if not key:
            continue
        if not isinstance(value, Mapping) or key not in value:
            raise FiguresError(f"the figures have no cell {cell.address}")
        value = value[key]
    if not cell.possible:
        if value is not None:
            raise FiguresError(f"{cell.address} cannot hold a figure, but holds {value!r}")
        return None
    return _whole(value, cell.address)


def _whole(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise FiguresError(f"{where} must be a whole number from 0 up, but is {value!r}")
    return value
