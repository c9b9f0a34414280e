"""The annual return of one area: every table, list, side figure, footnote and gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openmappa.statistics import gates
from openmappa.statistics.cases import Case, Collector, Counted, SideFigure, case_of, who_of
from openmappa.statistics.counting import (
    BESIDE_T1,
    BESIDE_T4,
    BESIDE_T5,
    beside_orders,
    beside_returns,
    notification_breaches,
    orders_made,
    returned_to_custody,
    snapshot,
    yearly,
)
from openmappa.statistics.definitions import ReportingYear, Table, definition_for
from openmappa.statistics.facts import Person
from openmappa.statistics.gates import Gate
from openmappa.statistics.switches import SWITCHES, SwitchError, Switches

# Every side figure in words, by its key; `{n}` is the figure.
SIDE_TEXTS = {
    **BESIDE_T1,
    "notification_people": "{n} people cautioned or convicted",
    "notification_occasions": "{n} cautions and convictions",
    "returns_licence": "{n} returns to custody for breach of licence",
    "returns_order": "{n} returns to custody for breach of an order",
    **BESIDE_T4,
    **BESIDE_T5,
    "unresolved_identity": "{n} in the tables who may be the same person as another record",
    "restricted": "{n} in the tables whose record is restricted to named users",
}


@dataclass(frozen=True, slots=True)
class Population:
    """Residents aged 10 and over, with the note that says where the number is from."""

    persons: int
    source: str

    def __post_init__(self) -> None:
        if self.persons <= 0:
            raise ValueError(f"a population must be above zero, not {self.persons}")


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """A footnote as it is printed under the table with the key `table`."""

    table: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class BothWays:
    """A switch that is not at its default, and each cell it changes: (as counted, by default)."""

    key: str
    value: str
    default: str
    cells: Mapping[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class AnnualReturn:
    """The return of one area for one reporting year.

    `tables` holds T1 to T5 by key; `rate` is T6, None where the population is not known.
    """

    area: str
    year: ReportingYear
    tables: Mapping[str, Counted]
    population: Population | None
    rate: int | None
    side: Mapping[str, SideFigure]
    footnotes: tuple[PrintedNote, ...]
    gates: tuple[Gate, ...]
    switches: Switches
    both_ways: tuple[BothWays, ...]

    def value(self, address: str) -> int | None:
        """The figure of a cell such as `T1:L2:C1`; None where it cannot exist or is not known."""
        definition_for(self.year).cell(address)
        return self.values()[address]

    def values(self) -> dict[str, int | None]:
        """Every figure by its address, in the order in which they are printed."""
        return _figures(self.year, self.tables, self.rate)

    def who(self, address: str) -> tuple[Case, ...]:
        """The list behind a cell (T6: of those in its numerator) or `side:` figure."""
        address = "T1:total:C1" if address == "T6" else address
        return who_of(self.tables, self.side, address)

    def figures_json(self) -> dict[str, Any]:
        """The published figures alone, as plain values for JSON, in the agreed shape."""
        tables = definition_for(self.year).tables
        return {
            "area": self.area,
            "reporting_year": str(self.year),
            **{table.json_key: nested(table, self.values()) for table in tables},
            "population_10_and_over": self.population.persons if self.population else None,
        }

    def as_json(self) -> dict[str, Any]:
        """The published figures, then what stands beside them."""
        return {
            **self.figures_json(),
            "side": {key: figure.n for key, figure in self.side.items()},
            "footnotes": [
                {"table": note.table, "key": note.key, "text": note.text} for note in self.footnotes
            ],
            "gates": [
                {
                    "key": gate.key,
                    "outcome": gate.outcome.name.lower(),
                    "sentence": gate.sentence,
                    "numbers": dict(gate.numbers),
                }
                for gate in self.gates
            ],
            "switches": {
                **{
                    key: {"value": switch.default}
                    for key, switch in SWITCHES.items()
                    if switch.applies_to(self.year) and key != "t2.national"
                },
                **{
                    turned.key: {
                        "value": turned.value,
                        "default": turned.default,
                        "cells": {
                            address: {"counted": counted, "default": default}
                            for address, (counted, default) in turned.cells.items()
                        },
                    }
                    for turned in self.both_ways
                },
            },
        }


def nested(table: Table, values: Mapping[str, int | None]) -> Any:
    """A table's figures by block, row and column, as far as it has them."""
    nested: dict[str, Any] = {}
    for cell in table.cells():
        *outer, last = [part for part in (cell.block, cell.row, cell.column) if part] or [""]
        inner = nested
        for part in outer:
            inner = inner.setdefault(part, {})
        inner[last] = values[cell.address]
    return nested.get("", nested)


def rate_per_100_000(people: int, population: int) -> int:
    """People per 100,000 residents, rounded half up to a whole number."""
    return (2 * 100_000 * people + population) // (2 * population)


def annual_return(
    people: Iterable[Person],
    area: str,
    year: ReportingYear,
    *,
    population: Population | None = None,
    switches: Switches | None = None,
    last_year: Mapping[str, int | None] | None = None,
) -> AnnualReturn:
    """Count the return of an area for a year.

    `people` may be of any area. `last_year` are the published figures of the year before by cell
    address. UndefinedYearError where the year has no table definitions, SwitchError where a switch
    is turned that an area's return does not know.
    """
    definition_for(year)
    switches = switches or Switches.at(year)
    if any(key == "t2.national" for key, _ in switches.changed):
        raise SwitchError("t2.national changes a national total, not the return of one area")
    people = tuple(people)
    tables, beside = _count(people, area, year, switches)
    pairs = _undecided_pairs(people, tables, area, year, switches)
    side = {
        **beside,
        **_in_other_units(people, area, year, switches),
        **beside_orders(people, area, year, switches),
        **beside_returns(people, area, year, switches),
        **_marked(people, tables, pairs),
    }
    rate = _rate(tables, population)
    figures = _figures(year, tables, rate)
    both_ways = []
    for key, value in switches.changed:
        default = _recounted(people, area, year, switches.without(key), population)
        both_ways.append(
            BothWays(key, value, SWITCHES[key].default, _differences(figures, default))
        )
    return AnnualReturn(
        area,
        year,
        tables,
        population,
        rate,
        side,
        (*_footnotes(year, side, population), *map(_switch_note, both_ways)),
        gates.check(tables, side, year, rate, last_year, pairs=tuple(pairs.values())),
        switches,
        tuple(both_ways),
    )


def what_if(
    people: Iterable[Person], area: str, year: ReportingYear, population: Population | None = None
) -> tuple[BothWays, ...]:
    """What each switch would change if it alone were turned: every value but the default."""
    people = tuple(people)
    defaults = Switches.at(year)
    by_default = _recounted(people, area, year, defaults, population)
    return tuple(
        BothWays(
            key,
            value,
            switch.default,
            _differences(
                _recounted(people, area, year, defaults.turned(key, value), population), by_default
            ),
        )
        for key, switch in SWITCHES.items()
        if switch.applies_to(year) and key != "t2.national"
        for value in switch.values
        if value != switch.default
    )


def _count(
    people: tuple[Person, ...], area: str, year: ReportingYear, switches: Switches
) -> tuple[dict[str, Counted], Mapping[str, SideFigure]]:
    day = snapshot(people, area, year.last_day, switches)
    tables = {
        "T1": day.counted,
        "T2": yearly(people, area, year, switches),
        "T3": notification_breaches(people, area, year, switches),
        "T4": orders_made(people, area, year, switches),
        "T5": returned_to_custody(people, area, year, switches),
    }
    return tables, day.side


def _rate(tables: Mapping[str, Counted], population: Population | None) -> int | None:
    people = len(tables["T1"].who("T1:total:C1"))
    return rate_per_100_000(people, population.persons) if population else None


def _figures(
    year: ReportingYear, tables: Mapping[str, Counted], rate: int | None
) -> dict[str, int | None]:
    figures: dict[str, int | None] = {}
    for table in definition_for(year).tables:
        figures |= tables[table.key].values() if table.key in tables else {table.key: rate}
    return figures


def _recounted(
    people: tuple[Person, ...],
    area: str,
    year: ReportingYear,
    switches: Switches,
    population: Population | None,
) -> dict[str, int | None]:
    tables, _ = _count(people, area, year, switches)
    return _figures(year, tables, _rate(tables, population))


def _differences(
    counted: Mapping[str, int | None], default: Mapping[str, int | None]
) -> dict[str, tuple[int | None, int | None]]:
    return {
        address: (n, default[address]) for address, n in counted.items() if n != default[address]
    }


def _in_other_units(
    people: tuple[Person, ...], area: str, year: ReportingYear, switches: Switches
) -> dict[str, SideFigure]:
    """T3 and T5 in people and in occasions, whichever the tables are in."""
    t3 = {
        unit: notification_breaches(people, area, year, switches.turned("t3.unit", unit)).who("T3")
        for unit in SWITCHES["t3.unit"].values
    }
    returned = returned_to_custody(people, area, year, switches.turned("t5.unit", "returns"))
    figures = {
        "notification_people": t3["people"],
        "notification_occasions": t3["occasions"],
        "returns_licence": returned.who("T5:licence:total:total"),
        "returns_order": returned.who("T5:order:total:total"),
    }
    return {
        key: SideFigure(key, SIDE_TEXTS[key].format(n=len(cases)), cases)
        for key, cases in figures.items()
    }


Pairs = Mapping[tuple[int, int], Mapping[str, int]]


def _undecided_pairs(
    people: Iterable[Person],
    tables: Mapping[str, Counted],
    area: str,
    year: ReportingYear,
    switches: Switches,
) -> Pairs:
    """Each two people who may be one, of whom one is counted: what each cell would change by.

    Totals are left out. The two are counted apart and as one, as a switch can have them counted.
    """
    cells = {cell.address for table in tables.values() for cell in table.table.cells()}
    cells -= {c.address for table in tables.values() for c in table.table.cells() if c.is_total}
    counted = _in_tables(tables)
    known = {person.nominal: person for person in people}
    together = switches.turned("identity.unresolved", "as_one")
    found = {}
    for person in known.values():
        for other in person.may_be:
            both = (min(person.nominal, other), max(person.nominal, other))
            if both in found or other not in known or counted.isdisjoint(both):
                continue
            two = (known[both[0]], known[both[1]])
            apart = _recounted(two, area, year, switches, None)
            one = _recounted(two, area, year, together, None)
            found[both] = {
                address: (now or 0) - (before or 0)
                for address, (now, before) in _differences(one, apart).items()
                if address in cells
            }
    return dict(sorted(found.items()))


def _in_tables(tables: Mapping[str, Counted]) -> set[int]:
    return {
        case.nominal
        for table in tables.values()
        for cases in table.lists.values()
        for case in cases
    }


def _marked(
    people: Iterable[Person], tables: Mapping[str, Counted], pairs: Pairs
) -> dict[str, SideFigure]:
    """People in any table whose record is restricted, or may be of the same person as another."""
    counted = _in_tables(tables)
    # By its number only a record that is counted here and that is not restricted.
    named = {p.nominal: p.reference for p in people if p.nominal in counted and not p.restricted}
    found = Collector()
    for person in people:
        if person.nominal in counted and person.restricted:
            found.add(case_of("restricted", person, "", ()))
        if person.nominal in counted and (person.unresolved_matches or person.may_be):
            of = {
                sum(both) - person.nominal: effect
                for both, effect in pairs.items()
                if person.nominal in both
            }
            reason = " ".join(
                f"May be the same person as {named.get(other, 'another record')}; nobody has"
                f" decided yet. As one: {gates.changes(effect)}."
                for other, effect in of.items()
            )
            reason = reason or "May be the same person as another record; nobody has decided yet."
            found.add(case_of("unresolved_identity", person, reason, ()))
    return {
        key: found.figure(key, SIDE_TEXTS[key]) for key in ("unresolved_identity", "restricted")
    }


def _footnotes(
    year: ReportingYear, side: Mapping[str, SideFigure], population: Population | None
) -> tuple[PrintedNote, ...]:
    if population is None:
        source = "There is no rate: the number of residents aged 10 and over is not known."
    else:
        source = population.source
    return tuple(
        PrintedNote(
            table.key,
            note.key,
            note.text.format(
                n=side[note.key].n if note.key in side else "",
                people=side["notification_people"].n,
                occasions=side["notification_occasions"].n,
                source=source,
            ),
        )
        for table in definition_for(year).tables
        for note in table.footnotes
    )


def _switch_note(turned: BothWays) -> PrintedNote:
    switch = SWITCHES[turned.key]
    changes = "; ".join(
        f"{address} {_printed(counted)} instead of {_printed(default)}"
        for address, (counted, default) in turned.cells.items()
    )
    return PrintedNote(
        switch.tables[0],
        turned.key,
        f"{switch.values[turned.value]} The usual rule: {switch.values[turned.default]} "
        f"This changes {changes or 'no figure'}.",
    )


def _printed(value: int | None) -> str:
    return "-" if value is None else str(value)
