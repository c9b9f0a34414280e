"""The published tables, versioned by reporting year: their names, rows, columns and cells.

A table is blocks of rows by columns; where it has none of one of them, its cells are addressed
without it: `T1:L2:C1`, `T4:SOPO`, `T5:licence:total:C1`, `T6`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from openmappa.law.dates import Period, in_words
from openmappa.law.grounds import precedence

TOTAL = "total"

# Sexual harm prevention orders replaced SOPOs and foreign travel orders on this day
# (Anti-social Behaviour, Crime and Policing Act 2014, s.113 and Sch. 5).
SHPO_COMMENCED = date(2015, 3, 8)


class UndefinedYearError(ValueError):
    """There are no table definitions for the reporting year asked for."""


class UnknownCellError(ValueError):
    """A cell address names no cell of the tables."""


@dataclass(frozen=True, slots=True, order=True)
class ReportingYear:
    """The year of the statistical return, 1 April of `start` to 31 March of the next."""

    start: int

    @classmethod
    def parse(cls, text: str) -> ReportingYear:
        """Read a reporting year written as in "2014-15"; anything else is a ValueError in words."""
        match = re.fullmatch(r"([12][0-9]{3})-([0-9]{2})", text, re.ASCII)
        if match is None:
            raise ValueError(
                f'"{text}" is not a reporting year: write the two calendar years it runs over, '
                "as in 2014-15"
            )
        year = cls(int(match[1]))
        if str(year) != text:
            raise ValueError(
                f'"{text}" is not a reporting year: it runs from 1 April to the next 31 March, '
                f"so the one that starts in {match[1]} is {year}"
            )
        return year

    @classmethod
    def containing(cls, on: date) -> ReportingYear:
        """The reporting year in which the day `on` lies."""
        return cls(on.year if on >= date(on.year, 4, 1) else on.year - 1)

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March, the day of the snapshot."""
        return date(self.start + 1, 3, 31)

    @property
    def period(self) -> Period:
        """Its days, both ends included."""
        return Period(self.first_day, self.last_day)

    @property
    def previous(self) -> ReportingYear:
        """The year before."""
        return ReportingYear(self.start - 1)

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02d}"


@dataclass(frozen=True, slots=True)
class Line:
    """A block, row or column: `key` is its part of a cell's address, `label` what is printed."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note under a table; names in braces stand for what the count fills in."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `possible` is false where nobody can ever be counted."""

    address: str
    block: str
    row: str
    column: str
    possible: bool

    @property
    def is_total(self) -> bool:
        """Whether it is the sum of other cells."""
        return TOTAL in (self.row, self.column)


@dataclass(frozen=True)
class Table:
    """One published table.

    `title` and the labels are printed; `json_key` is its key in the return as JSON; `impossible`
    holds the addresses of the cells that cannot exist; `unit` says what is counted in it.
    """

    key: str
    json_key: str
    title: str
    unit: str
    blocks: tuple[Line, ...] = ()
    rows: tuple[Line, ...] = ()
    columns: tuple[Line, ...] = ()
    impossible: frozenset[str] = frozenset()
    footnotes: tuple[Footnote, ...] = ()
    heading: str = ""

    def address(self, block: str = "", row: str = "", column: str = "") -> str:
        """The address of a cell, e.g. `T5:licence:L2:C1`."""
        return ":".join(part for part in (self.key, block, row, column) if part)

    def cells(self) -> tuple[Cell, ...]:
        """Every cell, totals too, as printed: block by block, row by row."""
        return self._cells

    def parts(self, cell: Cell) -> tuple[Cell, ...]:
        """The possible cells that add up to `cell`; itself where it is no total."""
        return self._parts[cell]

    @cached_property
    def _cells(self) -> tuple[Cell, ...]:
        nothing = (Line("", ""),)
        addressed = (
            (self.address(block.key, row.key, column.key), block.key, row.key, column.key)
            for block in self.blocks or nothing
            for row in self.rows or nothing
            for column in self.columns or nothing
        )
        return tuple(Cell(*where, where[0] not in self.impossible) for where in addressed)

    @cached_property
    def _parts(self) -> dict[Cell, tuple[Cell, ...]]:
        return {
            cell: tuple(
                part
                for part in self._cells
                if part.possible
                and not part.is_total
                and part.block == cell.block
                and cell.row in (TOTAL, part.row)
                and cell.column in (TOTAL, part.column)
            )
            for cell in self._cells
        }


@dataclass(frozen=True, slots=True)
class Definition:
    """The tables of one reporting year, in the order in which they are printed."""

    year: ReportingYear
    tables: tuple[Table, ...]

    def table(self, key: str) -> Table:
        """The table with that key (T1 to T6)."""
        for table in self.tables:
            if table.key == key:
                return table
        raise UnknownCellError(
            f'there is no table "{key}" in {self.year}: it has '
            f"{', '.join(table.key for table in self.tables)}"
        )

    def cell(self, address: str) -> Cell:
        """The cell with that address; UnknownCellError says which cells the table has."""
        table = self.table(address.partition(":")[0])
        for cell in table.cells():
            if cell.address == address:
                return cell
        raise UnknownCellError(
            f'there is no cell "{address}": {table.key} has '
            f"{', '.join(cell.address for cell in table.cells())}"
        )


_CATEGORIES = (
    Line("C1", "Category 1: Registered sex offenders"),
    Line("C2", "Category 2: Violent offenders"),
    Line("C3", "Category 3: Other dangerous offenders"),
)
_CATEGORY_4 = Line("C4", "Category 4: Terrorist or terrorist risk offenders")
_ALL = Line(TOTAL, "Total")
_ACTIVE_LEVELS = (Line("L2", "Level 2"), Line("L3", "Level 3"), _ALL)
_LEVELS = (Line("L1", "Level 1"), *_ACTIVE_LEVELS)


def snapshot_table(on: date) -> Table:
    """T1 for any day: the people in the community at the end of it, by level and category."""
    columns = (*_CATEGORIES, _CATEGORY_4) if 4 in precedence(on) else _CATEGORIES
    return Table(
        key="T1",
        json_key="snapshot",
        title=f"MAPPA-eligible offenders on {in_words(on)}",
        unit="people in the community on the day",
        rows=_LEVELS,
        columns=(*columns, _ALL),
        # Category 3 is managed through meetings by definition, so it has no Level 1.
        impossible=frozenset({"T1:L1:C3"}),
        footnotes=(
            Footnote(
                "suspended_alone",
                "Number in Category 2 for a suspended sentence alone: {n}.",
            ),
        ),
        heading="Level",
    )


def _yearly_table() -> Table:
    return Table(
        key="T2",
        json_key="yearly",
        title="MAPPA-eligible offenders in Levels 2 and 3 by category (yearly total)",
        unit="people, once each, at the highest level of the year",
        rows=_ACTIVE_LEVELS,
        columns=(*_CATEGORIES, _ALL),
        heading="Level",
    )


def _notification_table() -> Table:
    return Table(
        key="T3",
        json_key="notification_breach",
        title="RSOs cautioned or convicted for breach of notification requirements",
        unit="people",
        footnotes=(
            Footnote(
                "notification_units",
                "Counted in people: {people}. Counted in cautions and convictions: {occasions}.",
            ),
        ),
    )


def _orders_table(rows: tuple[Line, ...], caption: str, footnotes: tuple[Footnote, ...]) -> Table:
    return Table(
        key="T4",
        json_key="orders",
        title=f"Restrictive orders for Category 1 offenders: {caption} imposed by the courts",
        unit="full orders made in the year",
        rows=rows,
        footnotes=footnotes,
        heading="Order",
    )


def _returns_table(order: str) -> Table:
    blocks = (Line("licence", "Breach of licence"), Line("order", f"Breach of {order}"))
    return Table(
        key="T5",
        json_key="returned_to_custody",
        title="Level 2 and 3 offenders returned to custody",
        unit="people, once in each block, at the highest level of the decisions",
        blocks=blocks,
        rows=_ACTIVE_LEVELS,
        columns=(*_CATEGORIES, _ALL),
        # Either order makes its subject a registered sex offender, so Category 1.
        impossible=frozenset(
            f"T5:order:{row.key}:{column}" for row in _ACTIVE_LEVELS for column in ("C2", "C3")
        ),
        heading="Level",
    )


def _rate_table() -> Table:
    return Table(
        key="T6",
        json_key="rso_per_100k",
        title="Total number of Registered Sexual Offenders per 100,000 population",
        unit="Category 1 people of T1 per 100,000 residents aged 10 and over, rounded half up",
        footnotes=(Footnote("population", "{source}"),),
    )


def _orders_2014() -> Table:
    return _orders_table(
        (Line("SOPO", "SOPOs"), Line("NO", "NOs"), Line("FTO", "FTOs")),
        "SOPOs, NOs & FTOs",
        (
            Footnote(
                "shpo_in_sopo_row",
                "Sexual harm prevention orders (SHPOs) replaced SOPOs and FTOs on 8 March 2015. "
                "Number made from that day, in the SOPO row: {n}.",
            ),
        ),
    )


def _orders_2015() -> Table:
    return _orders_table(
        (
            Line("SHPO", "SHPOs"),
            Line("SHPO_FTR", "SHPOs with foreign travel restriction"),
            Line("NO", "NOs"),
        ),
        "SHPOs & NOs",
        (
            Footnote(
                "sopo_in_shpo_row",
                "The SHPO row holds SOPOs made on an application from before 8 March 2015. "
                "Number this year: {n}.",
            ),
            Footnote(
                "fto_in_travel_row",
                "The row for foreign travel restrictions holds foreign travel orders made on an "
                "application from before 8 March 2015. Number this year: {n}. An order in this "
                "row is not counted again in the SHPO row.",
            ),
        ),
    )


FIRST_YEAR = ReportingYear(2014)
LAST_YEAR = ReportingYear(2021)


def defined_years() -> tuple[ReportingYear, ...]:
    """The reporting years for which there are table definitions, oldest first."""
    return tuple(ReportingYear(start) for start in range(FIRST_YEAR.start, LAST_YEAR.start + 1))


@lru_cache
def definition_for(year: ReportingYear) -> Definition:
    """The tables of a reporting year: one layout for 2014-15, one for 2015-16 to 2021-22.

    UndefinedYearError for any other: its tables were laid out otherwise (from 2022-23 with
    Category 4), and must be defined before they can be counted.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UndefinedYearError(
            f"there are no table definitions for {year}: there are some for "
            f"{FIRST_YEAR} to {LAST_YEAR}"
        )
    old = year == FIRST_YEAR
    return Definition(
        year,
        (
            snapshot_table(year.last_day),
            _yearly_table(),
            _notification_table(),
            _orders_2014() if old else _orders_2015(),
            _returns_table("SOPO" if old else "SHPO"),
            _rate_table(),
        ),
    )
