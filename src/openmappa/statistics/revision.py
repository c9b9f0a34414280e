"""What a new count would change in figures that are frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openmappa.statistics.annual_return import AnnualReturn
from openmappa.statistics.cases import Case

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


def revised(frozen: Mapping[str, Iterable[Case]], now: AnnualReturn) -> tuple[Revised, ...]:
    """The cells of T1 to T5, totals too, whose list differs from the frozen one.

    `frozen` are the lists by address of the cells that are not totals. Two cases are the same if
    the person is and, where orders or occasions are counted, the event; another reason for the
    same case is no revision.
    """
    before = {address: tuple(cases) for address, cases in frozen.items()}
    found = []
    for key, counted in now.tables.items():
        for cell in counted.table.cells():
            if not cell.possible:
                continue
            parts = counted.table.parts(cell)
            frozen_cases = [case for part in parts for case in before.get(part.address, ())]
            then = {_counted(key, case, now): case for case in frozen_cases}
            today = {_counted(key, case, now): case for case in counted.who(cell.address)}
            if then.keys() != today.keys():
                added = tuple(today[it] for it in sorted(today.keys() - then.keys()))
                removed = tuple(then[it] for it in sorted(then.keys() - today.keys()))
                found.append(Revised(cell.address, len(then), len(today), added, removed))
    return tuple(found)


def late(frozen: Mapping[str, Iterable[Case]], now: AnnualReturn) -> tuple[Case, ...]:
    """Cases that a new count finds and the frozen figures do not hold: "n late".

    Their events were keyed after the freeze of their year, so they are in no published figure.
    Someone who only moves to another cell of a table, or of a block of T5, is not late.
    """
    held = {
        (_scope(address), *_counted(address[:2], case, now))
        for address, cases in frozen.items()
        for case in cases
    }
    return tuple(
        case
        for key, counted in now.tables.items()
        for address in sorted(counted.lists)
        if address not in counted.table.impossible
        for case in counted.lists[address]
        if (_scope(address), *_counted(key, case, now)) not in held
    )


def _scope(address: str) -> str:
    return ":".join(address.split(":")[:2]) if address.startswith("T5") else address[:2]


def _counted(table: str, case: Case, now: AnnualReturn) -> tuple[int, tuple[str, ...]]:
    """What one unit of the table is: the person, or the person and the order or occasion."""
    events = (
        table == "T4"
        or (table == "T3" and now.switches["t3.unit"] == "occasions")
        or (table == "T5" and now.switches["t5.unit"] == "returns")
    )
    facts = tuple(fact for fact in case.facts if fact.startswith(("order:", "breach:")))
    return case.nominal, facts if events else ()
