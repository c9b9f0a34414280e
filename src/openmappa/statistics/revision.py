"""What a new count would change in figures that are frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openmappa.statistics.annual_return import AnnualReturn
from openmappa.statistics.cases import Case
from openmappa.statistics.definitions import ReportingYear, definition_for

REVISED = "[r]"


@dataclass(frozen=True, slots=True)
class Revised:
    """A figure that a revision would change, and who would come into it and leave it.

    A cell is revised also where one person takes the place of another and the number stays.
    """

    address: str
    frozen: int
    now: int
    added: tuple[Case, ...]
    removed: tuple[Case, ...]

    @property
    def mark(self) -> str:
        """What a revision prints beside the figure: `[r]` where the number changes."""
        return REVISED if self.frozen != self.now else ""


Lists = Mapping[str, Iterable[Case]]


def revised(frozen: Lists, now: AnnualReturn) -> tuple[Revised, ...]:
    """The cells of T1 to T5, totals too, whose list differs from the frozen one.

    `frozen` are the lists by address of the cells that are not totals. Two cases are the same if
    the person is and, where orders or occasions are counted, the event; another reason for the
    same case is no revision.
    """
    today = {
        address: cases for table in now.tables.values() for address, cases in table.lists.items()
    }
    units = {key: now.switches[key] for key in _UNITS}
    return _compared(frozen, today, now.year, units)


def between(
    before: Lists, after: Lists, year: ReportingYear, figures: Mapping[str, Any]
) -> tuple[Revised, ...]:
    """The same for two versions that are both frozen; `figures` are those of the later one."""
    units = {key: figures["switches"][key]["value"] for key in _UNITS}
    return _compared(before, after, year, units)


_UNITS = ("t3.unit", "t5.unit")


def _compared(
    before: Lists, after: Lists, year: ReportingYear, units: Mapping[str, str]
) -> tuple[Revised, ...]:
    found = []
    for table in definition_for(year).tables:
        if table.key == "T6":  # a rate is no list
            continue
        for cell in table.cells():
            if not cell.possible:
                continue
            addresses = [part.address for part in table.parts(cell)]
            then = _by_unit(table.key, before, addresses, units)
            now = _by_unit(table.key, after, addresses, units)
            if then.keys() != now.keys():
                added = tuple(now[it] for it in sorted(now.keys() - then.keys()))
                removed = tuple(then[it] for it in sorted(then.keys() - now.keys()))
                found.append(Revised(cell.address, len(then), len(now), added, removed))
    return tuple(found)


def _by_unit(
    table: str, lists: Lists, addresses: Iterable[str], units: Mapping[str, str]
) -> dict[tuple[int, tuple[str, ...]], Case]:
    """The cases by what one unit of the table is: a person, or a person and an event."""
    events = (
        table == "T4"
        or (table == "T3" and units["t3.unit"] == "occasions")
        or (table == "T5" and units["t5.unit"] == "returns")
    )
    return {
        (
            case.nominal,
            tuple(f for f in case.facts if f.startswith(("order:", "breach:"))) if events else (),
        ): case
        for address in addresses
        for case in lists.get(address, ())
    }
