"""The counting rules: who is counted in which cell, and why.

Pure functions over `openmappa.statistics.facts.Person`. A figure is the length of a list of cases,
so that whoever asks for a figure can be given its list. The order of people, and of the facts of
each, changes nothing. Switches not given are at the defaults of the year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from openmappa.law.dates import in_words
from openmappa.statistics.cases import Case, Collector, Counted, SideFigure, case_of, who_of
from openmappa.statistics.definitions import ReportingYear, definition_for, snapshot_table
from openmappa.statistics.facts import Breach, Order, Person
from openmappa.statistics.reasons import because, fact_ids, ground_in_words
from openmappa.statistics.standing import Highest, Rules, Standing, is_responsible
from openmappa.statistics.switches import Switches

_BESIDE_T1 = {
    "in_custody": "{n} in custody, not in the table",
    "in_custody_active": "{n} of those in custody at Levels 2 or 3",
    "not_in_community": "{n} deported, abroad or otherwise not in the community, not in the table",
    "no_recorded_level": "{n} with no recorded level, shown at Level 1",
    "suspended_alone": "{n} in Category 2 for a suspended sentence alone",
    "unlawfully_at_large": "{n} unlawfully at large, in the table",
    "unconfirmed_eligibility": "{n} in the table whose record has a finding nobody has settled",
    "impossible": "{n} in Category 3 with no Level 2 or 3, which cannot exist: not counted",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """T1 for one day, with what is printed beside it."""

    area: str
    on: date
    counted: Counted
    side: Mapping[str, SideFigure]
    switches: Switches

    def who(self, address: str) -> tuple[Case, ...]:
        """The list behind a cell (`T1:L2:C1`) or a side figure (`side:in_custody`)."""
        return who_of({"T1": self.counted}, self.side, address)


def snapshot(
    people: Iterable[Person], area: str, on: date, switches: Switches | None = None
) -> Snapshot:
    """T1 on any day: who is alive, eligible, in the community and this area's at the end of it."""
    switches = switches or Switches.at(ReportingYear.containing(on))
    rules = Rules(switches)
    cells, side = Collector(), Collector()
    for person in rules.people(people):
        if not is_responsible(person, area, on):
            continue
        stands = rules.standing(person, area, on)
        if not stands.eligible:
            continue
        reason = because(stands, area, on)
        facts = fact_ids(stands.grounds, stands.levels)
        at = {"level": stands.level, "category": stands.category}
        if stands.counted:
            address = f"T1:L{stands.level}:C{stands.category}"
            cells.add(case_of(address, person, reason, facts, **at))
        for key in _beside(person, stands):
            side.add(case_of(key, person, reason, facts, **at))
    figures = {key: side.figure(key, text) for key, text in _BESIDE_T1.items()}
    return Snapshot(area, on, cells.counted(snapshot_table(on)), figures, switches)


def _beside(person: Person, stands: Standing) -> Iterator[str]:
    """The side figures of T1 that an eligible person is in."""
    if stands.impossible:
        yield "impossible"
    elif stands.in_custody:
        yield "in_custody"
        if stands.level > 1:
            yield "in_custody_active"
    elif stands.away:
        yield "not_in_community"
    else:
        if not person.levels:
            yield "no_recorded_level"
        if stands.category == 2 and all(ground.suspended for ground in stands.grounds):
            yield "suspended_alone"
        if stands.noted and stands.noted.kind == "unlawfully_at_large":
            yield "unlawfully_at_large"
        if not any(ground.confirmed for ground in stands.grounds):
            yield "unconfirmed_eligibility"


def yearly(
    people: Iterable[Person], area: str, year: ReportingYear, switches: Switches | None = None
) -> Counted:
    """T2: who was at Level 2 or 3 on a day of the year while alive, eligible and this area's."""
    rules = Rules(switches or Switches.at(year))
    cells = Collector()
    for person in rules.people(people):
        highest = rules.highest(person, area, year.period)
        if highest:
            cells.add(_yearly_case(person, highest, area))
    return cells.counted(definition_for(year).table("T2"))


def _yearly_case(person: Person, highest: Highest, area: str) -> Case:
    return case_of(
        f"T2:L{highest.level}:C{highest.category}",
        person,
        f"Level {highest.level}, the highest of the year, last on {in_words(highest.last)} in "
        f"{area}; that day {ground_in_words(highest.grounds[0])}.",
        fact_ids(highest.grounds, highest.levels),
        level=highest.level,
        category=highest.category,
    )


@dataclass(frozen=True, slots=True)
class NationalYearly:
    """T2 over all areas, both ways; `switches` say which is printed as the total."""

    people: Counted
    sum_of_areas: Counted
    switches: Switches

    @property
    def printed(self) -> Counted:
        """The table that the switch t2.national chooses."""
        return self.people if self.switches["t2.national"] == "people" else self.sum_of_areas


def national_yearly(
    people: Iterable[Person], year: ReportingYear, switches: Switches | None = None
) -> NationalYearly:
    """T2 over all areas: each person once, at the highest level in any; and the areas' sum."""
    switches = switches or Switches.at(year)
    rules = Rules(switches)
    distinct, summed = Collector(), Collector()
    for person in rules.people(people):
        found: list[tuple[Highest, str]] = []
        for area in sorted({r.area for r in person.responsibility}):
            highest = rules.highest(person, area, year.period)
            if highest:
                found.append((highest, area))
                summed.add(_yearly_case(person, highest, area))
        if found:
            best, area = max(found, key=lambda entry: (entry[0].level, entry[0].last, entry[1]))
            distinct.add(_yearly_case(person, best, area))
    table = definition_for(year).table("T2")
    return NationalYearly(distinct.counted(table), summed.counted(table), switches)


def notification_breaches(
    people: Iterable[Person], area: str, year: ReportingYear, switches: Switches | None = None
) -> Counted:
    """T3: who was cautioned or convicted for breach of notification by a decision of the year."""
    switches = switches or Switches.at(year)
    rules = Rules(switches)
    cells = Collector()
    for person in rules.people(people):
        decided = sorted(
            (
                (breach.decided_on, breach.id, breach.decision)
                for breach in person.breaches
                if breach.decided_on is not None
                and breach.kind == "notification"
                and breach.decision in ("cautioned", "convicted")
                and year.period.covers(breach.decided_on)
                and is_responsible(person, area, breach.decided_on)
                and rules.registered_at_failure(person, breach)
            ),
        )
        each = [[one] for one in decided] if switches["t3.unit"] == "occasions" else [decided]
        for occasions in filter(None, each):
            said = ", ".join(f"{decision} on {in_words(on)}" for on, _, decision in occasions)
            reason = f"Breach of notification: {said}; responsible area then {area}."
            cells.add(case_of("T3", person, reason, tuple(f"breach:{o[1]}" for o in occasions)))
    return cells.counted(definition_for(year).table("T3"))


def orders_made(
    people: Iterable[Person], area: str, year: ReportingYear, switches: Switches | None = None
) -> Counted:
    """T4: the full orders made in the year on people of this area, one case for each order."""
    rules = Rules(switches or Switches.at(year))
    table = definition_for(year).table("T4")
    cells = Collector()
    for person in rules.people(people):
        for order in _orders_of(person, year):
            row = rules.order_row(order, table)
            where = rules.area_of_order(person, order) if row else None
            if where and area in where.areas:
                reason = f"{order.type} made on {in_words(order.made_on)}; {area} {where.because}."
                cells.add(case_of(f"T4:{row}", person, reason, (f"order:{order.id}",)))
    return cells.counted(table)


def _orders_of(person: Person, year: ReportingYear) -> Iterator[Order]:
    return (order for order in person.orders if year.period.covers(order.made_on))


_BESIDE_T4 = {
    "orders_without_area": "{n} orders made when no area was responsible, not counted",
    "orders_without_row": "{n} orders that no row of the table is for, not counted",
}
_IN_ANOTHER_ROW = {
    ("SHPO", "SOPO"): ("shpo_in_sopo_row", "{n} SHPOs made from 8 March 2015 in the SOPO row"),
    ("SOPO", "SHPO"): ("sopo_in_shpo_row", "{n} SOPOs in the SHPO row"),
    ("FTO", "SHPO_FTR"): ("fto_in_travel_row", "{n} FTOs in the row for travel restrictions"),
}


def beside_orders(
    people: Iterable[Person], area: str, year: ReportingYear, switches: Switches | None = None
) -> dict[str, SideFigure]:
    """Orders printed in the row of another kind, in no row although of a kind of T4, or nowhere."""
    rules = Rules(switches or Switches.at(year))
    table = definition_for(year).table("T4")
    kinds = {kind for kind, _ in _IN_ANOTHER_ROW} | {"NO"}
    side = Collector()
    for person in rules.people(people):
        if not any(r.area == area for r in person.responsibility):
            continue
        for order in _orders_of(person, year):
            if order.type not in kinds:
                continue
            row, where = rules.order_row(order, table), rules.area_of_order(person, order)
            if where is None:
                key = "orders_without_area"
            elif area not in where.areas:
                continue
            elif row is None:
                key = "orders_without_row"
            elif (order.type, row) in _IN_ANOTHER_ROW:
                key = _IN_ANOTHER_ROW[order.type, row][0]
            else:
                continue
            reason = f"{order.type} made on {in_words(order.made_on)}."
            side.add(case_of(key, person, reason, (f"order:{order.id}",)))
    rows = {row.key for row in table.rows}
    moved = {key: text for (_, row), (key, text) in _IN_ANOTHER_ROW.items() if row in rows}
    return {key: side.figure(key, text) for key, text in {**_BESIDE_T4, **moved}.items()}


class _Return(NamedTuple):
    """A return to custody that counts; between several the greatest `rank` decides."""

    rank: tuple[int, date, date, int]
    breach: Breach
    stands: Standing


def returned_to_custody(
    people: Iterable[Person], area: str, year: ReportingYear, switches: Switches | None = None
) -> Counted:
    """T5: who was at Level 2 or 3 on the day of the decision and returned to custody in the year.

    The licence block holds recalls, the order block convictions of breaching a SOPO or SHPO,
    interim ones included.
    """
    switches = switches or Switches.at(year)
    rules = Rules(switches)
    cells = Collector()
    for person in rules.people(people):
        blocks: dict[str, list[_Return]] = {}
        for breach in person.breaches:
            block, returned, decided = rules.block_of(breach), breach.returned_on, breach.decided_on
            if block and returned and decided and year.period.covers(returned):
                stands = rules.standing(person, area, decided)
                if stands.eligible and stands.level > 1:
                    rank = (stands.level, decided, returned, breach.id)
                    blocks.setdefault(block, []).append(_Return(rank, breach, stands))
        for block, returns in blocks.items():
            for chosen in _chosen(returns, each=switches["t5.unit"] == "returns"):
                cells.add(_return_case(block, person, area, chosen))
    return cells.counted(definition_for(year).table("T5"))


def _chosen(returns: list[_Return], *, each: bool) -> Iterable[_Return]:
    ordered = sorted(returns, key=lambda entry: entry.rank)
    # Several breaches may have led to one return, so a return is told by its day.
    return {entry.breach.returned_on: entry for entry in ordered}.values() if each else ordered[-1:]


def _return_case(block: str, person: Person, area: str, chosen: _Return) -> Case:
    level, decided, returned, breach = chosen.rank
    stands = chosen.stands
    what = "licence" if block == "licence" else chosen.breach.order_type.replace("_", " ")
    return case_of(
        f"T5:{block}:L{level}:C{stands.category}",
        person,
        f"Returned to custody on {in_words(returned)} for breach of {what}, "
        f"{chosen.breach.decision} on {in_words(decided)}; that day Level {level} in {area}, "
        f"{ground_in_words(stands.grounds[0])}.",
        (f"breach:{breach}", *fact_ids(stands.grounds, stands.levels)),
        level=level,
        category=stands.category,
    )


def beside_returns(
    people: Iterable[Person], area: str, year: ReportingYear, switches: Switches | None = None
) -> dict[str, SideFigure]:
    """Returns of the year that nobody can count: the day of the decision is not recorded."""
    rules = Rules(switches or Switches.at(year))
    key = "returns_without_decision"
    side = Collector()
    for person in rules.people(people):
        for breach in person.breaches:
            returned = breach.returned_on
            if (
                returned is not None
                and breach.decided_on is None
                and rules.block_of(breach)
                and year.period.covers(returned)
                and is_responsible(person, area, returned)
            ):
                reason = f"Returned on {in_words(returned)}; day of the decision not recorded."
                side.add(case_of(key, person, reason, (f"breach:{breach.id}",)))
    return {
        key: side.figure(key, "{n} returns to custody with no day of the decision, not counted")
    }
