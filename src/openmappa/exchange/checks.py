"""Faults that no row shows by itself: between rows, between files, between linked records.

Each names both lines. What cannot be true refuses the extract; what is merely odd is in `oddities`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import TypeVar

from openmappa.exchange.extract import (
    BreachRow,
    DisposalRow,
    Extract,
    LevelRow,
    OrderRow,
    PersonRow,
    PopulationRow,
    ResponsibilityRow,
)
from openmappa.exchange.faults import Fault, quoted

_Held = TypeVar("_Held", LevelRow, ResponsibilityRow)


def linked_faults(
    extract: Extract, person_of: Mapping[str, int], joined: Collection[str] = ()
) -> list[Fault]:
    """Faults that show when records are linked into persons, in order of file and line.

    `person_of` maps each record_id to any key of the person. An extract that was read has none
    within single records; those found here lie between two records of one person, or between a
    record and a fact of somebody else. The records `joined` are one person's by somebody's word
    here, of which who sent the extract cannot know: what contradicts between those is a finding.
    """
    linked = {record: key for record, key in person_of.items() if record not in joined}
    found = [*_of_persons(extract, linked), *_of_others(extract, person_of)]
    return sorted(found, key=lambda fault: fault.position)


def record_faults(extract: Extract) -> list[Fault]:
    """The same for each record by itself, as is known before any are linked."""
    alone = {person.record_id: key for key, person in enumerate(extract.people)}
    return list(_of_persons(extract, alone))


def table_faults(extract: Extract) -> Iterator[Fault]:
    """Faults between rows of one file, whosever they are: circles, age bands that do not fit."""
    yield from _circles(
        "disposals.csv",
        "consecutive_to",
        "consecutive to",
        {row.disposal_id: (row.line, row.consecutive_to) for row in extract.disposals},
    )
    yield from _circles(
        "orders.csv",
        "replaces",
        "replacing",
        {row.order_id: (row.line, row.replaces) for row in extract.orders},
    )
    yield from _bands(extract.population)


def _of_persons(extract: Extract, person_of: Mapping[str, int]) -> Iterator[Fault]:
    yield from _clashes(
        "levels.csv",
        "level",
        extract.levels,
        group=lambda row: (person_of.get(row.record_id, row.record_id), row.area),
        value=lambda row: row.level,
        words=lambda row, other, on: (
            f"Level {row.level} in {row.area} on {on}, when the same person is at Level"
            f" {other.level} there by line {other.line}; one level holds on any day"
        ),
    )
    yield from _clashes(
        "responsibility.csv",
        "area",
        extract.responsibility,
        group=lambda row: person_of.get(row.record_id, row.record_id),
        value=lambda row: row.area,
        words=lambda row, other, on: (
            f"{row.area} is responsible on {on}, when {other.area} is responsible for the same"
            f" person by line {other.line}; one area is responsible on any day"
        ),
    )
    yield from _births(extract, person_of)


def _clashes(
    file: str,
    field: str,
    rows: Iterable[_Held],
    *,
    group: Callable[[_Held], object],
    value: Callable[[_Held], object],
    words: Callable[[_Held, _Held, date], str],
) -> Iterator[Fault]:
    """Rows of one group that share a day and differ in value: one fault for each later row."""
    groups: dict[object, list[_Held]] = defaultdict(list)
    for row in rows:
        groups[group(row)].append(row)
    for held in groups.values():
        reaching: dict[object, _Held] = {}  # of each value, the row that lasts longest
        for row in sorted(held, key=lambda row: (row.first, row.line)):
            own = value(row)
            for other_value, other in reaching.items():
                if other_value != own and _lasts(other) >= row.first:
                    later, earlier = (row, other) if row.line > other.line else (other, row)
                    yield Fault(file, later.line, field, words(later, earlier, row.first))
                    break
            known = reaching.get(own)
            if known is None or _lasts(row) > _lasts(known):
                reaching[own] = row


def _lasts(row: LevelRow | ResponsibilityRow) -> date:
    return row.last or date.max


def _births(extract: Extract, person_of: Mapping[str, int]) -> Iterator[Fault]:
    """What happened to a person before a date of birth that one of the person's records states."""
    latest: dict[int, PersonRow] = {}
    for person in extract.people:
        key = person_of.get(person.record_id)
        if key is None or person.date_of_birth is None:
            continue
        known = latest.get(key)
        if known is None or person.date_of_birth > _born(known):
            latest[key] = person
    for file, field, what, facts in (
        ("people.csv", "died_on", "dies", ((r, r.died_on) for r in extract.people)),
        ("disposals.csv", "convicted_on", "is convicted", _convictions(extract.disposals)),
        ("orders.csv", "made_on", "is under an order", ((r, r.made_on) for r in extract.orders)),
        (
            "breaches.csv",
            "breached_on",
            "breaches anything",
            ((r, r.breached_on) for r in extract.breaches),
        ),
    ):
        for row, on in facts:
            person_key = person_of.get(row.record_id)
            record = None if person_key is None else latest.get(person_key)
            if record is not None and on is not None and on < _born(record):
                yield Fault(
                    file,
                    row.line,
                    field,
                    f"{on} is before {record.date_of_birth}, the date of birth on people.csv line"
                    f" {record.line}; nobody {what} before being born",
                )


def _convictions(rows: Iterable[DisposalRow]) -> Iterator[tuple[DisposalRow, date]]:
    return ((row, row.convicted_on) for row in rows)


def _born(person: PersonRow) -> date:
    return person.date_of_birth or date.min


def _of_others(extract: Extract, person_of: Mapping[str, int]) -> Iterator[Fault]:
    """Facts tied to a disposal or an order of somebody else."""
    disposals = {row.disposal_id: row for row in extract.disposals}
    orders = {row.order_id: row for row in extract.orders}
    ties: Iterable[
        tuple[str, str, DisposalRow | OrderRow | BreachRow, str, DisposalRow | OrderRow | None]
    ] = (
        *(
            ("disposals.csv", "consecutive_to", row, "disposal", disposals.get(row.consecutive_to))
            for row in extract.disposals
            if row.consecutive_to is not None
        ),
        *(
            ("orders.csv", "replaces", row, "order", orders.get(row.replaces))
            for row in extract.orders
            if row.replaces is not None
        ),
        *(
            ("breaches.csv", "order_id", row, "order", orders.get(row.order_id))
            for row in extract.breaches
            if row.order_id is not None
        ),
    )
    for file, field, row, what, other in ties:
        if other is None or person_of.get(row.record_id) == person_of.get(other.record_id):
            continue
        key = other.disposal_id if isinstance(other, DisposalRow) else other.order_id
        where = "" if file == f"{what}s.csv" else f"{what}s.csv "
        yield Fault(
            file,
            row.line,
            field,
            f"{what} {quoted(key)} on {where}line {other.line} is another person's"
            f" (record {quoted(other.record_id)}, not linked with {quoted(row.record_id)})",
        )


def _circles(
    file: str, field: str, words: str, after: Mapping[str, tuple[int, str | None]]
) -> Iterator[Fault]:
    """Rows that come after themselves by way of others; one fault for each circle."""
    settled: set[str] = set()
    for start in after:
        path: dict[str, None] = {}
        key: str | None = start
        while key is not None and key in after and key not in settled and key not in path:
            path[key] = None
            key = after[key][1]
        if key is not None and key in path:
            keys = list(path)
            circle = keys[keys.index(key) :]
            lines = sorted(after[key][0] for key in circle)
            others = ", ".join(str(line) for line in lines[1:9])
            more = f" and {len(lines) - 9} more" if len(lines) > 9 else ""
            yield Fault(
                file,
                lines[0],
                field,
                f"is {words} itself by way of line {others}{more}, so none of them is the first",
            )
        settled.update(path)


def _bands(rows: Iterable[PopulationRow]) -> Iterator[Fault]:
    """Age bands of one area and year: none twice, and from 10 up without a gap and without end."""
    ordered = sorted(rows, key=lambda row: (row.area, row.mid_year, row.age_from, row.line))
    for (area, mid_year), group in groupby(ordered, key=lambda row: (row.area, row.mid_year)):
        bands = list(group)
        next_age, above = 10, None
        for band in bands:
            if above is not None and (above.age_to is None or band.age_from <= above.age_to):
                later, earlier = sorted((band, above), key=lambda row: row.line)[::-1]
                yield Fault(
                    "population.csv",
                    later.line,
                    "age_from",
                    f"the age band overlaps that on line {earlier.line}"
                    f" for {area} in mid-{mid_year}",
                )
            elif band.age_from > next_age:
                yield _missing(band, f"{next_age} to {band.age_from - 1}")
            above = band
            next_age = max(next_age, 151 if band.age_to is None else band.age_to + 1)
        if above is not None and above.age_to is not None:
            yield _missing(above, f"{next_age} and over")
        elif sum(band.persons for band in bands if band.age_from >= 10) == 0:
            yield Fault(
                "population.csv",
                bands[0].line,
                "persons",
                f"nobody aged 10 or over lives in {area}",
            )


def _missing(band: PopulationRow, ages: str) -> Fault:
    return Fault(
        "population.csv",
        band.line,
        "age_from",
        f"residents aged {ages} of {band.area} in mid-{band.mid_year} are missing",
    )
