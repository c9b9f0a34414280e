"""How a person stands in an area on a day: responsible, eligible, at which level, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from operator import attrgetter
from typing import NamedTuple, TypeVar

from openmappa.law.dates import ONE_DAY, Period, in_words
from openmappa.law.grounds import category_on
from openmappa.statistics.definitions import SHPO_COMMENCED, ReportingYear, Table
from openmappa.statistics.facts import (
    Breach,
    Ground,
    LevelPeriod,
    Order,
    Person,
    Responsibility,
    Whereabouts,
)
from openmappa.statistics.switches import Switches

CUSTODY = {
    "prison": "prison",
    "yoi": "a young offender institution",
    "secure_hospital": "a secure hospital",
    "immigration_detention": "immigration detention",
}

_REGISTERING = frozenset({"SOPO", "SHPO", "NO"})
_SEXUAL_PREVENTION = frozenset({"SOPO", "interim_SOPO", "SHPO", "interim_SHPO"})


class Standing(NamedTuple):
    """How one person stands in one area on one day.

    `grounds` are those of the `category`; `levels` the level periods running in the area; `away`
    is where the person is, if that is not in the community; `noted` is whereabouts that are.
    """

    responsible: bool
    alive: bool
    category: int | None
    grounds: tuple[Ground, ...]
    level: int
    levels: tuple[LevelPeriod, ...]
    away: Whereabouts | None
    noted: Whereabouts | None

    @property
    def eligible(self) -> bool:
        """Alive, with a ground, and this area responsible."""
        return self.responsible and self.alive and self.category is not None

    @property
    def impossible(self) -> bool:
        """Category 3 without Level 2 or 3, which cannot exist: a finding."""
        return self.category == 3 and self.level == 1

    @property
    def counted(self) -> bool:
        """In the snapshot; those who are `impossible` too, in a cell that is not printed."""
        return self.eligible and self.away is None

    @property
    def in_custody(self) -> bool:
        """In prison or detained."""
        return self.away is not None and self.away.kind in CUSTODY


class Highest(NamedTuple):
    """The highest level of a year, the last day at it, and the category held that day."""

    level: int
    last: date
    category: int
    grounds: tuple[Ground, ...]
    levels: tuple[LevelPeriod, ...]


class AreaOfOrder(NamedTuple):
    """The area (areas, where records of two people were joined) whose figure holds an order."""

    areas: frozenset[str]
    because: str


class Rules:
    """The counting rules with the switches read once."""

    def __init__(self, switches: Switches) -> None:
        self.switches = switches
        self._first_meeting = switches["level.starts_on"] == "first_meeting"
        self._suspended = switches["cat2.suspended_counts"] == "on"
        self._aggregate = switches["cat2.twelve_months"] == "aggregate"
        self._at_large = switches["t1.unlawfully_at_large"] == "counted"
        self._abroad = switches["t1.abroad"]

    def people(self, people: Iterable[Person]) -> Iterable[Person]:
        """The people to count, joined or apart as identity.unresolved has it."""
        return as_one(people) if self.switches["identity.unresolved"] == "as_one" else people

    def standing(self, person: Person, area: str, on: date) -> Standing:
        """How the person stands in the area on the day."""
        running = [ground for ground in self.grounds(person) if _covers(ground.period, on)]
        category = category_on([ground.category for ground in running], on) if running else None
        levels = [lp for lp in self.levels(person, area) if _covers(lp.period, on)]
        away, noted = self.whereabouts(person, on)
        return Standing(
            responsible=is_responsible(person, area, on),
            alive=_alive(person, on),
            category=category,
            grounds=_sorted(ground for ground in running if ground.category == category),
            level=max((lp.level for lp in levels), default=1),
            levels=_sorted(levels),
            away=away,
            noted=noted,
        )

    def grounds(self, person: Person) -> tuple[Ground, ...]:
        """The grounds that count, by the switches of Category 2."""
        if self._suspended and (self._aggregate or not any(g.aggregate for g in person.grounds)):
            return person.grounds
        return tuple(
            ground
            for ground in person.grounds
            if ground.category != 2
            or (
                (self._suspended or not ground.suspended)
                and (self._aggregate or not ground.aggregate)
            )
        )

    def levels(self, person: Person, area: str) -> Iterator[LevelPeriod]:
        """The level periods of the area, from the day on which they start to count."""
        for level in person.levels:
            if level.area != area:
                continue
            met = level.first_meeting_on
            if not self._first_meeting or met is None:
                yield level
            elif level.period.last is None or met <= level.period.last:
                start = max(met, level.period.first or met)
                yield replace(level, period=Period(start, level.period.last))

    def whereabouts(
        self, person: Person, on: date
    ) -> tuple[Whereabouts | None, Whereabouts | None]:
        """Where the person is if not in the community; else what is noted of the community.

        Of several records the one that runs longest, being at large before any.
        """
        running = [w for w in person.whereabouts if _covers(w.period, on)]
        if not running:
            return None, None
        at_large = [w.period.first or date.min for w in running if w.kind == "unlawfully_at_large"]
        if at_large:
            # Custody on record from before that day is no longer true.
            since = max(at_large)
            running = [
                w for w in running if w.kind not in CUSTODY or (w.period.first or date.min) >= since
            ]
        away = [w for w in running if not self.in_community(w)]
        longest = max(
            away or running,
            key=lambda w: (
                w.kind == "unlawfully_at_large",
                w.period.last or date.max,
                w.period.first or date.min,
                w.kind,
                w.place,
            ),
        )
        return (longest, None) if away else (None, longest)

    def in_community(self, where: Whereabouts) -> bool:
        """Whether someone there is in the community."""
        if where.kind == "unlawfully_at_large":
            return self._at_large
        if where.kind == "abroad":
            if self._abroad == "with_return_date":
                return where.period.last is not None
            return self._abroad == "counted"
        return where.kind not in CUSTODY and where.kind != "deported"

    def highest(self, person: Person, area: str, year: Period) -> Highest | None:
        """The highest level at which the person counts in the year, and the last day at it."""
        levels = [lp for lp in self.levels(person, area) if lp.period.overlaps(year)]
        alive = year.intersection(Period(None, person.died_on)) if levels else None
        if alive is None:
            return None
        grounds = self.grounds(person)
        for level in sorted({lp.level for lp in levels}, reverse=True):
            held = [lp for lp in levels if lp.level == level]
            last = max(_last_days(held, person.responsibility, area, grounds, alive), default=None)
            if last is None:
                continue
            running = [g for g in grounds if _covers(g.period, last)]
            category = category_on([g.category for g in running], last)
            if category is not None:
                return Highest(
                    level,
                    last,
                    category,
                    _sorted(g for g in running if g.category == category),
                    _sorted(lp for lp in held if _covers(lp.period, last)),
                )
        return None

    def registered_at_failure(self, person: Person, breach: Breach) -> bool:
        """Whether the switch t3.registered_at_failure lets the breach count."""
        if self.switches["t3.registered_at_failure"] == "not_asked":
            return True
        on = breach.breached_on or breach.decided_on
        return on is not None and _registered(person, on)

    def order_row(self, order: Order, table: Table) -> str | None:
        """The row of T4 that an order is printed in, None where it is in none."""
        if order.type == "NO":
            return "NO"
        if any(row.key == "SOPO" for row in table.rows):
            if order.type == "SHPO" and order.made_on >= SHPO_COMMENCED:
                return "SOPO" if self.switches["t4.shpo_march_2015"] == "sopo_row" else None
            return order.type if order.type in ("SOPO", "FTO") else None
        if order.type == "SHPO":
            return "SHPO_FTR" if order.foreign_travel_restriction else "SHPO"
        if order.applied_for_on is not None and order.applied_for_on < SHPO_COMMENCED:
            return {"SOPO": "SHPO", "FTO": "SHPO_FTR"}.get(order.type)
        return None

    def area_of_order(self, person: Person, order: Order) -> AreaOfOrder | None:
        """The area in whose figure an order counts, None where it is in no area's."""
        made = order.made_on
        areas = frozenset(r.area for r in person.responsibility if r.period.covers(made))
        if areas:
            return AreaOfOrder(areas, "responsible that day")
        if (
            self.switches["t4.area_of_unregistered"] == "day_made"
            or order.type not in _REGISTERING
            or _registered(person, made - ONE_DAY)
        ):
            return None
        later = [r for r in person.responsibility if r.period.first and r.period.first > made]
        if not later:
            return None
        start = min(r.period.first for r in later if r.period.first)
        return AreaOfOrder(
            frozenset(r.area for r in later if r.period.first == start),
            f"is the first area responsible after it, from {in_words(start)}",
        )

    def block_of(self, breach: Breach) -> str | None:
        """The block of T5 that a breach belongs to by its kind and decision."""
        if breach.kind == "licence":
            return "licence" if breach.decision == "recalled" else None
        if breach.kind != "order" or breach.order_type not in _SEXUAL_PREVENTION:
            return None
        remand = breach.decision == "charged" and self.switches["t5.remand"] == "counted"
        return "order" if remand or breach.decision == "convicted" else None


def _last_days(
    levels: Iterable[LevelPeriod],
    responsibility: tuple[Responsibility, ...],
    area: str,
    grounds: tuple[Ground, ...],
    year: Period,
) -> Iterator[date]:
    """The last day of each stretch at the level with a ground and the area responsible."""
    ours = [r for r in responsibility if r.area == area]
    for level, responsible, ground in product(levels, ours, grounds):
        stretch: Period | None = year
        for period in (level.period, responsible.period, ground.period):
            stretch = stretch and stretch.intersection(period)
        if stretch and stretch.last and category_on((ground.category,), stretch.last):
            yield stretch.last


def _covers(period: Period, on: date) -> bool:
    first, last = period.first, period.last
    return (first is None or first <= on) and (last is None or on <= last)


def is_responsible(person: Person, area: str, on: date) -> bool:
    """Whether the area is responsible for the person on the day."""
    return any(r.area == area and _covers(r.period, on) for r in person.responsibility)


_Fact = TypeVar("_Fact", Ground, LevelPeriod)


def _sorted(facts: Iterable[_Fact]) -> tuple[_Fact, ...]:
    return tuple(sorted(facts, key=attrgetter("id")))


def _alive(person: Person, on: date) -> bool:
    return person.died_on is None or on <= person.died_on


def _registered(person: Person, on: date) -> bool:
    return any(g.category == 1 and _covers(g.period, on) for g in person.grounds)


def as_one(people: Iterable[Person]) -> list[Person]:
    """The people, those whose records may be of the same person joined into one."""
    by_nominal = {person.nominal: person for person in people}
    parent = {nominal: nominal for nominal in by_nominal}

    def root(nominal: int) -> int:
        while parent[nominal] != nominal:
            nominal = parent[nominal]
        return nominal

    for person in by_nominal.values():
        for other in person.may_be:
            if other in parent:
                first, second = sorted((root(person.nominal), root(other)))
                parent[second] = first
    groups: dict[int, list[Person]] = {}
    for nominal in sorted(by_nominal):
        groups.setdefault(root(nominal), []).append(by_nominal[nominal])
    return [group[0] if len(group) == 1 else _joined(group) for group in groups.values()]


def _joined(group: list[Person]) -> Person:
    return replace(
        group[0],
        died_on=min((p.died_on for p in group if p.died_on is not None), default=None),
        grounds=tuple(fact for p in group for fact in p.grounds),
        responsibility=tuple(fact for p in group for fact in p.responsibility),
        levels=tuple(fact for p in group for fact in p.levels),
        whereabouts=tuple(fact for p in group for fact in p.whereabouts),
        orders=tuple(fact for p in group for fact in p.orders),
        breaches=tuple(fact for p in group for fact in p.breaches),
        restricted=any(p.restricted for p in group),
    )


def standing(person: Person, area: str, on: date, switches: Switches | None = None) -> Standing:
    """How the person stands in the area on the day, by the switches of that day's year."""
    return Rules(switches or Switches.at(ReportingYear.containing(on))).standing(person, area, on)
