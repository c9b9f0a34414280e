"""Counted cases, and tables filled with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openmappa.statistics.definitions import Cell, Table, UnknownCellError
from openmappa.statistics.facts import Person

WITHHELD = "One record you may not open"


@dataclass(frozen=True, slots=True)
class Case:
    """One counted person, order or occasion, in one cell.

    `level` and `category` are those that placed it there; `facts` name the facts that made it, as
    "ground:12" or "breach:7". Of a restricted record only the nominal id and the facts' ids stand
    here: who may open it can look the rest up.
    """

    address: str
    nominal: int
    reference: str
    name: str
    level: int | None
    category: int | None
    because: str
    facts: tuple[str, ...]
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A table filled in: the cases of each cell that is not a total.

    Cases in a cell that cannot exist are findings: they are listed and not counted.
    """

    table: Table
    lists: Mapping[str, tuple[Case, ...]]

    def cell(self, address: str) -> Cell:
        """The cell of that address; UnknownCellError where the table has none."""
        for cell in self.table.cells():
            if cell.address == address:
                return cell
        raise UnknownCellError(
            f'there is no cell "{address}": {self.table.key} has '
            f"{', '.join(cell.address for cell in self.table.cells())}"
        )

    def who(self, address: str) -> tuple[Case, ...]:
        """The cases counted in a cell, or in all the cells that it is the sum of."""
        return self._cases(self.cell(address))

    def value(self, address: str) -> int | None:
        """The figure of a cell; None where it cannot exist."""
        return self._value(self.cell(address))

    def _cases(self, cell: Cell) -> tuple[Case, ...]:
        if not cell.is_total:
            return self.lists.get(cell.address, ())
        return tuple(
            case for part in self.table.parts(cell) for case in self.lists.get(part.address, ())
        )

    def _value(self, cell: Cell) -> int | None:
        if not cell.possible:
            return None
        return sum(len(self.lists.get(part.address, ())) for part in self.table.parts(cell))

    def values(self) -> dict[str, int | None]:
        """Every figure by its address, totals too."""
        return {cell.address: self._value(cell) for cell in self.table.cells()}

    def findings(self) -> tuple[Case, ...]:
        """The cases that fell into cells that cannot exist."""
        return tuple(case for cell in self.table.impossible for case in self.lists.get(cell, ()))


@dataclass(frozen=True, slots=True)
class SideFigure:
    """A figure printed beside a table, with its list: `text` holds it in words."""

    key: str
    text: str
    cases: tuple[Case, ...]

    @property
    def n(self) -> int:
        """The figure."""
        return len(self.cases)


def who_of(
    tables: Mapping[str, Counted], side: Mapping[str, SideFigure], address: str
) -> tuple[Case, ...]:
    """The list behind an address of a cell or side figure; UnknownCellError where there is none."""
    table, _, rest = address.partition(":")
    if table == "side":
        if rest in side:
            return side[rest].cases
        raise UnknownCellError(
            f'there is no side figure "{rest}": there are {", ".join(side) or "none"}'
        )
    if table not in tables:
        raise UnknownCellError(f'there is no list "{address}": there are {", ".join(tables)}')
    return tables[table].who(address)


def case_of(
    address: str,
    person: Person,
    because: str,
    facts: tuple[str, ...],
    *,
    level: int | None = None,
    category: int | None = None,
) -> Case:
    """The case of a person in a cell or side figure, its words withheld if it is restricted."""
    if person.restricted:
        reference, name, because = "", WITHHELD, ""
    else:
        reference, name = person.reference, person.name
    return Case(
        address,
        person.nominal,
        reference,
        name,
        level,
        category,
        because,
        facts,
        restricted=person.restricted,
    )


class Collector:
    """Cases as they are found, in lists by address; each list is in order of reference."""

    def __init__(self) -> None:
        self._lists: dict[str, list[Case]] = {}

    def add(self, case: Case) -> None:
        """Put a case on the list of its address."""
        self._lists.setdefault(case.address, []).append(case)

    def listed(self, address: str) -> tuple[Case, ...]:
        """The list of an address."""
        return tuple(
            sorted(
                self._lists.get(address, ()),
                key=lambda case: (case.reference, case.nominal, case.facts),
            )
        )

    def counted(self, table: Table) -> Counted:
        """The table filled with the cases."""
        return Counted(table, {address: self.listed(address) for address in sorted(self._lists)})

    def figure(self, key: str, text: str) -> SideFigure:
        """A side figure of the cases on the list `key`; `{n}` in the text is their number."""
        cases = self.listed(key)
        return SideFigure(key, text.format(n=len(cases)), cases)
