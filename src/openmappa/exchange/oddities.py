"""What is odd but possible: imported as stated, and listed for a person to settle.

A court's or an agency's record may be wrong without being impossible; whoever knows the case looks.
Sex is not compared between records of one person: a difference can disclose a gender history,
which section 22 of the Gender Recognition Act 2004 protects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from openmappa.exchange.extract import (
    BreachRow,
    DisposalRow,
    Extract,
    OrderRow,
    PersonRow,
    ResponsibilityRow,
)
from openmappa.law.dates import ONE_DAY, Period, beginning_with, in_words
from openmappa.law.facts import Order
from openmappa.law.orders import KINDS, SHPO_2015, Kind, interim_length, s103d, s114_old_law
from openmappa.nominals import identifiers

_FIXED_TERMS = frozenset(
    ("imprisonment", "suspended_imprisonment", "extended", "yoi_detention", "dto", "s91_detention")
)
_SERVED_TERMS = _FIXED_TERMS - {"suspended_imprisonment"}
_WITH_AN_END = _FIXED_TERMS | {"community_order", "conditional_discharge"}
_LONGEST_TERMS = {  # in months
    "suspended_imprisonment": (24, "s.189 Criminal Justice Act 2003"),
    "dto": (24, "s.101 Powers of Criminal Courts (Sentencing) Act 2000"),
}
_OLDEST = 105  # beyond it, a date of birth is more often a placeholder than a birthday
_OF_A_COURT = frozenset(("charged", "cautioned", "convicted", "acquitted"))


@dataclass(frozen=True, slots=True)
class Oddity:
    """One finding: what is odd, in whose record, on which line, in a sentence that can be read."""

    code: str
    record_id: str
    file: str
    line: int
    sentence: str


def oddities(extract: Extract, person_of: Mapping[str, int]) -> list[Oddity]:
    """Everything odd in the extract, in order of file, line and code.

    `person_of` maps every record_id to any key of the person whose record it is.
    """
    persons = _Persons(extract, person_of)
    found = chain(
        _births_and_deaths(extract, persons),
        _identifiers(extract, persons),
        chain.from_iterable(_disposal(row, persons) for row in extract.disposals),
        chain.from_iterable(_order(row) for row in extract.orders),
        _orders_twice(extract, persons),
        _breaches(extract),
        _responsibility(extract, persons),
        _after_death(extract, persons),
        _stated_twice(extract),
    )
    return sorted(found, key=lambda odd: (odd.file, odd.line, odd.code, odd.sentence))


class _Persons:
    """What several findings need to know of the person behind a record."""

    def __init__(self, extract: Extract, person_of: Mapping[str, int]) -> None:
        self.person_of = person_of
        self.records: dict[int, list[PersonRow]] = defaultdict(list)
        for person in extract.people:
            self.records[person_of[person.record_id]].append(person)
        # The latest, where records differ: a finding should hold whichever is right.
        self.died_on = {
            key: max(deaths)
            for key, records in self.records.items()
            if (deaths := [record.died_on for record in records if record.died_on is not None])
        }

    def of(self, record_id: str) -> int:
        return self.person_of[record_id]

    def group(self, rows: Iterable[Any]) -> dict[int, list[Any]]:
        """Rows by person."""
        groups: dict[int, list[Any]] = defaultdict(list)
        for row in rows:
            groups[self.of(row.record_id)].append(row)
        return groups


def _births_and_deaths(extract: Extract, persons: _Persons) -> Iterator[Oddity]:
    def odd(code: str, record: PersonRow, sentence: str) -> Oddity:
        return Oddity(code, record.record_id, "people.csv", record.line, sentence)

    for record in extract.people:
        if record.date_of_birth is None:
            yield odd(
                "no_date_of_birth",
                record,
                "No date of birth: age at conviction, and with it how long registration lasts,"
                " cannot be told from this record.",
            )
        elif (
            persons.of(record.record_id) not in persons.died_on
            and beginning_with(record.date_of_birth, years=_OLDEST) < extract.extracted_on
        ):
            yield odd(
                "very_old",
                record,
                f"Born on {in_words(record.date_of_birth)} and not known to have died: more than"
                f" {_OLDEST} years old, or the date stands for an unknown one.",
            )
    for records in persons.records.values():
        births: dict[PersonRow, date] = {r: r.date_of_birth for r in records if r.date_of_birth}
        usual = _usual(births.values())
        for record, born in births.items():
            if usual is not None and born != usual:
                other = min(r.record_id for r in records if r.date_of_birth == usual)
                swapped = born.year == usual.year and (born.month, born.day) == (
                    usual.day,
                    usual.month,
                )
                yield odd(
                    "births_differ",
                    record,
                    f"Born on {in_words(born)} here and on {in_words(usual)} in another record of"
                    f" the same person ({other})"
                    + (": day and month are swapped." if swapped else "."),
                )
        deaths: dict[PersonRow, date] = {r: r.died_on for r in records if r.died_on}
        usual = _usual(deaths.values())
        for record, died in deaths.items():
            if usual is not None and died != usual:
                other = min(r.record_id for r in records if r.died_on == usual)
                yield odd(
                    "deaths_differ",
                    record,
                    f"Died on {in_words(died)} here and on {in_words(usual)} in another record of"
                    f" the same person ({other}).",
                )


def _usual(days: Iterable[date]) -> date | None:
    """The day that most state; of equals the earliest."""
    counted = Counter(days)
    return min(counted, key=lambda day: (-counted[day], day), default=None)


def _identifiers(extract: Extract, persons: _Persons) -> Iterator[Oddity]:
    known: dict[PersonRow, identifiers.Identifier] = {}
    for record in extract.people:
        for kind in identifiers.Kind:
            found = identifiers.parse(kind, getattr(record, kind.value))
            if found is None:
                continue
            if not found.valid:
                expected = (
                    "its check letter is wrong or it has no known form"
                    if kind is identifiers.Kind.PNC_ID
                    else "it has no known form"
                )
                yield Oddity(
                    "identifier_not_valid",
                    record.record_id,
                    "people.csv",
                    record.line,
                    f"The {kind.label} {found.canonical} cannot be right: {expected}. It links"
                    " nobody until it is corrected.",
                )
            elif kind is identifiers.Kind.PNC_ID:
                known[record] = found
    for records in persons.records.values():
        numbers = {record: known[record].canonical for record in records if record in known}
        if len(set(numbers.values())) > 1:
            least = min(numbers.values())
            for record, number in numbers.items():
                if number != least:
                    other = min(
                        r.record_id for r, canonical in numbers.items() if canonical == least
                    )
                    yield Oddity(
                        "pnc_ids_differ",
                        record.record_id,
                        "people.csv",
                        record.line,
                        f"PNC id {number} here and {least} in another record of the same person"
                        f" ({other}): a duplicate on the PNC, or two people.",
                    )


def _disposal(row: DisposalRow, persons: _Persons) -> Iterator[Oddity]:
    def odd(code: str, sentence: str) -> Oddity:
        return Oddity(code, row.record_id, "disposals.csv", row.line, sentence)

    words = row.disposal.replace("_", " ")
    began = row.sentenced_on or row.convicted_on
    home = row.jurisdiction == "E&W"
    if row.sentenced_on is not None and row.sentenced_on < row.convicted_on:
        yield odd(
            "sentenced_before_conviction",
            f"Sentenced on {in_words(row.sentenced_on)}, before the conviction on"
            f" {in_words(row.convicted_on)}.",
        )
    if home and row.disposal in _FIXED_TERMS and row.term_months is None:
        yield odd(
            "term_unknown",
            f"No term is stated for {words}: how long registration or Category 2 lasts depends on"
            " it.",
        )
    if home and row.disposal in _WITH_AN_END and row.sentence_ends_on is None:
        yield odd(
            "sentence_without_end",
            f"No end is stated for {words}, so it counts as still running.",
        )
    if row.term_months is not None:
        longest, provision = _LONGEST_TERMS.get(row.disposal, (None, ""))
        if home and longest is not None and row.term_months > longest:
            yield odd(
                "term_too_long",
                f"A term of {row.term_months} months of {words}; the law allows {longest}"
                f" ({provision}). Check with the court.",
            )
        half = beginning_with(began, months=row.term_months // 2)
        if (
            row.disposal in _SERVED_TERMS
            and row.sentence_ends_on is not None
            and row.sentence_ends_on < half
        ):
            yield odd(
                "sentence_ends_early",
                f"The whole sentence ends on {in_words(row.sentence_ends_on)}, before half of its"
                f" {row.term_months} months: is that the release date, not the end of the licence?",
            )
    births = [
        record.date_of_birth
        for record in persons.records[persons.of(row.record_id)]
        if record.date_of_birth is not None
    ]
    if births and row.convicted_on <= beginning_with(min(births), years=10):
        yield odd(
            "convicted_under_ten",
            f"Convicted on {in_words(row.convicted_on)}, under the age of ten (born on"
            f" {in_words(min(births))}); nobody that young can be (s.50 Children and Young Persons"
            " Act 1933).",
        )


def _kind(type_: str) -> Kind:
    """What the law says of that type of order; of an interim order at least that it is one."""
    if type_ in KINDS:
        return KINDS[type_]
    full = KINDS[type_.removeprefix("interim_")]
    return Kind(f"interim {full.name}", full.made, interim_length)


def _when(made: Period) -> str:
    """When orders could be made that could not be made always."""
    since = f"from {in_words(made.first)}" if made.first else ""
    until = f" to {in_words(made.last)}" if made.last else " on"
    later = made.last is not None and made.last + ONE_DAY == SHPO_2015
    return f"({since}{until}{', later only if applied for by then' if later else ''})"


def _order(row: OrderRow) -> Iterator[Oddity]:
    def odd(code: str, sentence: str) -> Oddity:
        return Oddity(code, row.record_id, "orders.csv", row.line, sentence)

    order = Order(
        row.order_id,
        row.type,
        row.made_on,
        row.ends_on,
        applied_for_on=row.applied_for_on,
        foreign_travel_restriction=row.foreign_travel_restriction,
    )
    kind = _kind(row.type)
    made = f"{kind.name} of {in_words(row.made_on)}"
    length = kind.length(order)
    court = f"({kind.length.provision}). Check with the court."
    if row.ends_on is None:
        if length.fixed_end:
            yield odd(
                "order_without_end", f"No end is stated for the {made}; it has a fixed one {court}"
            )
    else:
        shortest, longest = (
            None if months is None else beginning_with(row.made_on, months=months)
            for months in (length.at_least, length.at_most)
        )
        ends = f"The {made} ends on {in_words(row.ends_on)}"
        if shortest is not None and row.ends_on < shortest:
            yield odd(
                "order_too_short", f"{ends}; it cannot end before {in_words(shortest)} {court}"
            )
        if longest is not None and row.ends_on > longest:
            yield odd("order_too_long", f"{ends}; it cannot outlast {in_words(longest)} {court}")
    if not kind.made.covers(row.made_on) and not s114_old_law(order):
        yield odd(
            "order_not_available",
            f"The {made}: no court could make such an order on that day"
            f" {_when(kind.made)}. Check with the court.",
        )
    if row.applied_for_on is not None and row.applied_for_on > row.made_on:
        yield odd(
            "applied_after_making",
            f"The {made} was applied for on {in_words(row.applied_for_on)}, after it was made.",
        )
    ban = s103d(order)
    if ban is not None and row.ends_on != ban:
        yield odd(
            "travel_ban_outlived",
            f"The ban on foreign travel in the {made} ends on {in_words(ban)} at the latest unless"
            f" the court extends it, though the order runs on ({s103d.provision}).",
        )


def _orders_twice(extract: Extract, persons: _Persons) -> Iterator[Oddity]:
    seen: dict[tuple[int, str, date], OrderRow] = {}
    for row in sorted(extract.orders, key=lambda row: row.order_id):
        first = seen.setdefault((persons.of(row.record_id), row.type, row.made_on), row)
        if first is not row:
            yield Oddity(
                "order_stated_twice",
                row.record_id,
                "orders.csv",
                row.line,
                f"Order {row.order_id} and order {first.order_id} are both"
                f" {row.type.replace('_', ' ')} made on {in_words(row.made_on)} on one person: one"
                " order that two agencies report would be counted twice.",
            )


def _breaches(extract: Extract) -> Iterator[Oddity]:
    orders = {row.order_id: row for row in extract.orders}
    for row in extract.breaches:
        for code, sentence in _breach(row, orders.get(row.order_id or "")):
            yield Oddity(code, row.record_id, "breaches.csv", row.line, sentence)


def _breach(row: BreachRow, order: OrderRow | None) -> Iterator[tuple[str, str]]:
    if (row.decision is None) != (row.decided_on is None):
        yield (
            "decision_incomplete",
            f"A decision ({(row.decision or '').replace('_', ' ')}) without its day: it falls in no"
            " year's figures."
            if row.decision
            else "The day of a decision without the decision: it falls in no figures.",
        )
    if row.kind == "licence" and row.decision in _OF_A_COURT:
        yield (
            "decision_not_for_licence",
            f"A breach of licence with the outcome {row.decision}: it is no offence and leads to a"
            " warning or a recall.",
        )
    on = row.breached_on
    if on is None:
        return
    for what, day in (("Decided", row.decided_on), ("Returned", row.returned_to_custody_on)):
        if day is not None and day < on:
            yield (
                "breach_out_of_order",
                f"{what} on {in_words(day)}, before the breach on {in_words(on)}.",
            )
    if order is not None and (on < order.made_on or (order.ends_on and on > order.ends_on)):
        yield (
            "breach_outside_order",
            f"The breach on {in_words(on)} lies outside order {order.order_id}, which runs from"
            f" {in_words(order.made_on)} to"
            f" {in_words(order.ends_on) if order.ends_on else 'further order'}.",
        )


def _first_gap(
    first: date, last: date, held: Iterable[ResponsibilityRow]
) -> tuple[date, date] | None:
    """The first days from `first` to `last` that no row holds."""
    day = first
    for row in sorted(held, key=lambda row: (row.first, row.line)):
        if row.first > day:
            break
        if row.last is None:
            return None
        day = max(day, row.last + ONE_DAY)
    if day > last:
        return None
    starts = [row.first for row in held if row.first > day]
    return day, min(last, min(starts, default=date.max) - ONE_DAY)


def _responsibility(extract: Extract, persons: _Persons) -> Iterator[Oddity]:
    """Days on which no area is responsible for somebody who has a history of areas."""
    gone: dict[int, list[date]] = defaultdict(list)  # left for good, from that day
    for row in extract.whereabouts:
        if row.kind in ("abroad", "deported") and row.last is None:
            gone[persons.of(row.record_id)].append(row.first)
    for person, rows in persons.group(extract.responsibility).items():
        first = min(rows, key=lambda row: (row.first, row.line))
        until = min(
            extract.extracted_on,
            persons.died_on.get(person, date.max),
            min(gone[person], default=date.max) - ONE_DAY,
        )
        gap = _first_gap(first.first, until, rows)
        if gap is not None:
            before = max(
                (row for row in rows if row.first <= gap[0]), key=lambda row: (row.first, -row.line)
            )
            yield Oddity(
                "nobody_responsible",
                before.record_id,
                "responsibility.csv",
                before.line,
                f"No area is responsible from {in_words(gap[0])} to {in_words(gap[1])}, after"
                f" {before.area}.",
            )


def _after_death(extract: Extract, persons: _Persons) -> Iterator[Oddity]:
    facts: tuple[tuple[str, str, Iterable[Any], Callable[[Any], date | None]], ...] = (
        ("disposals.csv", "Convicted", extract.disposals, lambda row: row.convicted_on),
        ("orders.csv", "An order made", extract.orders, lambda row: row.made_on),
        ("breaches.csv", "A breach", extract.breaches, lambda row: row.breached_on),
        ("levels.csv", "Level 2 or 3 set", extract.levels, lambda row: row.first),
        ("category3.csv", "Category 3 set", extract.category3, lambda row: row.first),
        ("whereabouts.csv", "A new stay", extract.whereabouts, lambda row: row.first),
    )
    for file, what, rows, day in facts:
        for row in rows:
            died = persons.died_on.get(persons.of(row.record_id))
            on = day(row)
            if died is not None and on is not None and on > died:
                yield Oddity(
                    "after_death",
                    row.record_id,
                    file,
                    row.line,
                    f"{what} on {in_words(on)}, after the death on {in_words(died)}.",
                )


def _stated_twice(extract: Extract) -> Iterator[Oddity]:
    """Rows without an id of their own that state one fact twice."""
    facts: tuple[tuple[str, Iterable[Any], Callable[[Any], object]], ...] = (
        ("names.csv", extract.names, lambda row: row[1:]),
        ("addresses.csv", extract.addresses, lambda row: (row[1], row.first, row.line_1)),
        ("whereabouts.csv", extract.whereabouts, lambda row: (row[1], row.first, row.kind)),
        ("responsibility.csv", extract.responsibility, lambda row: (row[1], row.first, row.area)),
        ("levels.csv", extract.levels, lambda row: (row[1], row.first, row.area, row.level)),
        ("category3.csv", extract.category3, lambda row: (row[1], row.first, row.area)),
    )
    for file, rows, fact in facts:
        seen: dict[object, Any] = {}
        for row in rows:
            first = seen.setdefault(fact(row), row)
            if first is not row:
                same = "the same" if first[1:] == row[1:] else "the same fact, but not in all alike"
                yield Oddity(
                    "stated_twice",
                    row.record_id,
                    file,
                    row.line,
                    f"Stated twice in {file}: {same}.",
                )
