"""Comparing somebody's own list with a figure: who agrees, who is only theirs, who only ours.

Whom the visitor may not see is on none of the three: a line that means such a person is answered
as one that means nobody, and nobody of the figure whom the visitor may not see is listed or told in
a number.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from openmappa.agencies.pages import WEB, Visitor
from openmappa.cases.queries import rows
from openmappa.cases.visibility import Sight, visible
from openmappa.exchange.own_list import Wanted
from openmappa.law.dates import in_words
from openmappa.statistics import queries as statistics
from openmappa.statistics.counting import snapshot
from openmappa.statistics.definitions import snapshot_table
from openmappa.statistics.reasons import why_not
from openmappa.statistics.standing import standing

EVERYBODY = "T1:total:total"
NOT_FOUND = "No such record that you may see."
NO_MORE = "You may see name and level only."


@dataclass(frozen=True, slots=True)
class Line:
    """One person or line in one of the columns, with one sentence."""

    text: str
    reference: str
    name: str
    sentence: str


@dataclass(slots=True)
class Columns:
    """The three columns, and the people who are named in them."""

    agree: list[Line] = field(default_factory=list)
    yours: list[Line] = field(default_factory=list)
    ours: list[Line] = field(default_factory=list)
    people: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Seen:
    pk: int
    reference: str
    name: str
    surname: str
    forenames: str
    born_on: date | None
    full: bool


def figures_of(on: date) -> dict[str, str]:
    """The cells of the snapshot of a day by address, in words."""
    table = snapshot_table(on)
    return {
        table.address("", row.key, column.key): _in_words(row.label, column.label)
        for row in reversed(table.rows)
        for column in reversed(table.columns)
        if table.address("", row.key, column.key) not in table.impossible
    }


def _in_words(level: str, category: str) -> str:
    if level == category:
        return "Everybody in the snapshot"
    return ", ".join(part for part in (level, category) if part.startswith(("Level", "Category")))


def compare(
    visitor: Visitor, wanted: Iterable[Wanted], *, area: str, on: date, address: str
) -> Columns:
    """Compare a list with the cell `address` of the area's snapshot of the day."""
    seen = _seen(visitor)
    finder = _Finder(seen, wanted := list(wanted))
    people = {person.nominal: person for person in statistics.people_of(area, on)}
    counted = snapshot(people.values(), area, on)
    case_of = {case.nominal: case for case in counted.who(address)}
    columns, met = Columns(), dict[int, int]()
    others = {pk for one in wanted for pk in finder.find(one)} - people.keys()
    people |= {person.nominal: person for person in statistics.people(sorted(others))}

    for one in wanted:
        found = finder.find(one)
        if len(found) != 1:
            sentence = NOT_FOUND if not found else "Several people fit: give a reference instead."
            columns.yours.append(Line(one.text, "", "", sentence))
            continue
        person = seen[found[0]]
        columns.people.add(person.pk)
        line = (one.text, person.reference, person.name)
        if person.pk in met:
            again = f"The same person as line {met[person.pk]} of your list; counted once."
            columns.yours.append(Line(*line, again))
            continue
        met[person.pk] = one.line
        if person.pk in case_of:
            because = case_of[person.pk].because if person.full else f"Counted. {NO_MORE}"
            columns.agree.append(Line(*line, because))
        else:
            columns.yours.append(Line(*line, _not_counted(person, people, area, on)))
    for pk, case in case_of.items():
        if pk in seen and pk not in met:
            person = seen[pk]
            columns.people.add(pk)
            because = case.because if person.full else f"Counted. {NO_MORE}"
            columns.ours.append(Line("", person.reference, person.name, because))
    return columns


def _not_counted(person: _Seen, people: Mapping[int, object], area: str, on: date) -> str:
    if not person.full:
        return f"Not counted here. {NO_MORE}"
    counted = people.get(person.pk)
    if counted is None:
        return f"Not counted: nothing recorded places this person in {area} on {in_words(on)}."
    stands = standing(counted, area, on)  # type: ignore[arg-type]
    if stands.counted and not stands.impossible:
        return (
            f"Counted, but elsewhere: at Level {stands.level}, Category {stands.category}"
            f" on {in_words(on)}."
        )
    return f"Not counted: {why_not(counted, area, on)}."  # type: ignore[arg-type]


def _seen(visitor: Visitor) -> dict[int, _Seen]:
    columns = ("pk", "reference", "surname", "forenames", "born_on", "sight")
    return {
        pk: _Seen(
            pk,
            reference,
            f"{forenames} {surname}".strip(),
            surname,
            forenames,
            born_on if sight == Sight.FULL else None,
            sight == Sight.FULL,
        )
        for pk, reference, surname, forenames, born_on, sight in visible(visitor)
        .people()
        .order_by("reference")
        .values_list(*columns)
    }


class _Finder:
    """Whom a line means, among those in sight; by numbers and births only where all is in sight."""

    def __init__(self, seen: Mapping[int, _Seen], wanted: list[Wanted]) -> None:
        self._seen = seen
        full = [pk for pk, person in seen.items() if person.full]
        self._by_reference = {person.reference: pk for pk, person in seen.items()}
        self._by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
        for pk, person in seen.items():
            self._by_name[_plain(person.surname), _first(person.forenames)].add(pk)
        for pk, surname, forenames in rows(
            WEB,
            "select nominal_id, surname, forenames from nominals_name"
            " where withdrawn_on is null and surname <> '' and nominal_id = any(%s)",
            [full],
        ):
            self._by_name[_plain(surname), _first(forenames)].add(pk)
        given = {identifier for one in wanted for identifier in one.identifiers}
        self._by_number: dict[tuple[str, str], set[int]] = defaultdict(set)
        for pk, kind, canonical in rows(
            WEB,
            "select nominal_id, kind, canonical from nominals_identifier"
            " where withdrawn_on is null and valid and canonical = any(%s)"
            " and nominal_id = any(%s)",
            [[identifier.canonical for identifier in given], full],
        ):
            self._by_number[kind, canonical].add(pk)

    def find(self, one: Wanted) -> list[int]:
        """The people whom the line may mean, by its numbers if it has any, else by name."""
        if one.references or one.identifiers:
            found = {self._by_reference[r] for r in one.references if r in self._by_reference}
            for identifier in one.identifiers:
                found |= self._by_number.get((str(identifier.kind), identifier.canonical), set())
            return sorted(found)
        if not one.surname:
            return []
        found = self._by_name.get((_plain(one.surname), _first(one.forenames)), set())
        births = {pk: self._seen[pk].born_on for pk in found if self._seen[pk].full}
        return sorted(
            pk
            for pk in found
            if one.born_on is None or pk not in births or births[pk] == one.born_on
        )


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _first(forenames: str) -> str:
    return _plain(forenames.split(maxsplit=1)[0]) if forenames.split() else ""
