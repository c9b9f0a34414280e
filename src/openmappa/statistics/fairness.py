"""Whom the arrangements fall on: levels, recalls and disclosures by ethnicity, sex and disability.

Pure functions over people as the count sees them. Nothing here is a score, and nothing here sorts
people: it shows the board whether some groups fare otherwise than others, and hides what would give
away one of few.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from openmappa.statistics.counting import snapshot
from openmappa.statistics.definitions import ReportingYear
from openmappa.statistics.facts import Person
from openmappa.statistics.standing import Rules, is_responsible
from openmappa.statistics.switches import Switches

LEAST_SHOWN = 5
FEW = "fewer than 5"
HIDDEN = "not shown"

FIGURES: Mapping[str, str] = {
    "level_1": "At Level 1",
    "level_2": "At Level 2",
    "level_3": "At Level 3",
    "recalled": "Recalled",
    "refused": "Disclosure refused",
    "disclosed": "Disclosure made",
}
UNITS: Mapping[str, str] = {
    "level_1": "people of table T1 at Level 1: in the community on the last day of the year",
    "level_2": "people of table T1 at Level 2",
    "level_3": "people of table T1 at Level 3",
    "recalled": "people returned to custody in the year on a recall of their licence, at any level,"
    " while this area was responsible on the day of the decision",
    "refused": "people of whom a disclosure to a third party was considered and refused in the"
    " year, while this area was responsible",
    "disclosed": "people of whom something was told to a third party in the year, while this area"
    " was responsible",
}
NOT_STATED = "Not stated"
SEXES: Mapping[str, str] = {"M": "Male", "F": "Female"}
# The first letter of the 16+1 codes.
ETHNIC_GROUPS: Mapping[str, str] = {
    "A": "Asian or Asian British",
    "B": "Black or Black British",
    "M": "Mixed",
    "O": "Chinese or other",
    "W": "White",
}
DISABILITIES: Mapping[str, str] = {"yes": "Disabled", "no": "Not disabled"}


@dataclass(frozen=True, slots=True)
class Traits:
    """What is recorded of one person: sex, the 16+1 code of ethnicity, and disability."""

    sex: str = ""
    ethnicity: str = ""
    disability: str = ""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A disclosure refused, or made: of whom, and on which day."""

    nominal: int
    on: date
    made: bool


# What is called by what, the groups in the order in which they are printed.
_CHARACTERISTICS: Mapping[str, Mapping[str, str]] = {
    "Ethnicity": ETHNIC_GROUPS,
    "Sex": SEXES,
    "Disability": DISABILITIES,
}


def group_of(traits: Traits, characteristic: str) -> str:
    """The group of somebody, in words; `NOT_STATED` where nothing is recorded."""
    code = {
        "Ethnicity": traits.ethnicity[:1] if traits.ethnicity != "NS" else "",
        "Sex": traits.sex,
        "Disability": traits.disability,
    }[characteristic]
    return _CHARACTERISTICS[characteristic].get(code, NOT_STATED)


def who(
    people: Iterable[Person],
    disclosed: Iterable[Disclosed],
    area: str,
    year: ReportingYear,
    switches: Switches | None = None,
) -> Mapping[str, frozenset[int]]:
    """The people behind each of `FIGURES`, each once; `disclosed` in any order."""
    switches = switches or Switches.at(year)
    people = tuple(people)
    known = {person.nominal: person for person in people}
    day = snapshot(people, area, year.last_day, switches).counted
    found = {
        f"level_{level}": frozenset(case.nominal for case in day.who(f"T1:L{level}:total"))
        for level in (1, 2, 3)
    }
    rules = Rules(switches)
    found["recalled"] = frozenset(
        person.nominal
        for person in rules.people(people)
        for breach in person.breaches
        if rules.block_of(breach) == "licence"
        and breach.returned_on is not None
        and breach.decided_on is not None
        and year.period.covers(breach.returned_on)
        and is_responsible(person, area, breach.decided_on)
    )
    for key, made in (("refused", False), ("disclosed", True)):
        found[key] = frozenset(
            one.nominal
            for one in disclosed
            if one.made is made
            and year.period.covers(one.on)
            and one.nominal in known
            and is_responsible(known[one.nominal], area, one.on)
        )
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One group, or the total: a text for each of `FIGURES`."""

    group: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures by one characteristic; the last row is the total."""

    characteristic: str
    rows: tuple[Row, ...]


def tables(found: Mapping[str, Collection[int]], traits: Mapping[int, Traits]) -> tuple[Table, ...]:
    """The figures by each characteristic, with what would give somebody away left out."""
    made = []
    for characteristic, words in _CHARACTERISTICS.items():
        groups = (*words.values(), NOT_STATED)
        columns = []
        for key in FIGURES:
            counts = dict.fromkeys(groups, 0)
            for nominal in found[key]:
                counts[group_of(traits.get(nominal, Traits()), characteristic)] += 1
            columns.append((*suppressed(list(counts.values())), total(len(found[key]))))
        made.append(
            Table(
                characteristic,
                tuple(
                    Row(group, cells)
                    for group, cells in zip(
                        (*groups, "Total"), zip(*columns, strict=True), strict=True
                    )
                ),
            )
        )
    return tuple(made)


def total(count: int) -> str:
    """A total as it is printed."""
    return f"{count:,}" if count >= LEAST_SHOWN else FEW


def suppressed(counts: Sequence[int]) -> tuple[str, ...]:
    """The counts of one column as they are printed, so that the total gives none away.

    A count under 5 is printed as "fewer than 5". Where the total and the rest would then tell one
    of them, the smallest other is left out with it, and all that is left out reads "not shown":
    nobody can tell which of them are the few. All of a column whose total is under 5 are few.
    """
    few = [place for place, count in enumerate(counts) if count < LEAST_SHOWN]
    if not few:
        return tuple(f"{count:,}" for count in counts)
    together = sum(counts[place] for place in few)
    told = len(few) == 1 or together in (0, (LEAST_SHOWN - 1) * len(few))
    if not told or sum(counts) < LEAST_SHOWN:
        hidden, mark = set(few), FEW
    else:
        others = sorted(
            (place for place, count in enumerate(counts) if count >= LEAST_SHOWN),
            key=lambda place: (counts[place], place),
        )
        hidden, mark = {*few, *others[:1]}, HIDDEN
    return tuple(mark if place in hidden else f"{count:,}" for place, count in enumerate(counts))
