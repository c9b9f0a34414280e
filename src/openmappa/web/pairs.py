"""Reads of possible matches: which a visitor may see, and two records side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.cases.queries import period, rows
from openmappa.law.dates import Period, in_words
from openmappa.nominals.identifiers import Kind
from openmappa.nominals.models import Access, Match
from openmappa.nominals.queries import NAME_SHOWN, name_shown
from openmappa.statistics import queries as statistics
from openmappa.statistics.definitions import UndefinedYearError
from openmappa.statistics.facts import Person
from openmappa.statistics.reasons import why_not
from openmappa.statistics.standing import as_one, standing

KINDS = {
    "clash": (
        "Shared identifier",
        "They share an identifier, but neither name nor birth agrees. They are kept apart.",
    ),
    "possible": (
        "Same name and birth",
        "They have one name and birth, but no identifier in common. They are kept apart.",
    ),
    "doubt": (
        "Linked, but differ",
        "They are linked by an identifier, but name or birth differs. They are taken for one.",
    ),
    "conflict": (
        "Against a decision",
        "They cannot be linked without overruling a decision. They are kept apart.",
    ),
}

_FACTS = {
    "justice_disposal": "Convictions and sentences",
    "justice_order": "Court orders",
    "justice_whereabouts": "Periods in custody or away",
    "justice_breach": "Breaches",
    "cases_reported_level": "Periods at Level 2 or 3",
    "cases_designation": "Category 3 decisions",
}
_SEXES = {"M": "Male", "F": "Female"}


def pairs(visitor: Visitor) -> QuerySet[Match]:
    """The pairs of which both people are in an area where the visitor may decide."""
    in_sight = (
        Access.objects.using(WEB)
        .filter(area__in=visitor.areas(Permission.MATCH_DECIDE), during__contains=TODAY)
        .values("nominal")
    )
    return Match.objects.using(WEB).filter(nominal__in=in_sight, other_nominal__in=in_sight)


def listed(found: QuerySet[Match]) -> QuerySet[Match, Any]:
    """Pairs as the queue shows them, those of the rarest kind first."""
    sides = [
        f"{side}__{column}"
        for side in ("record", "other_record")
        for column in ("born_on", "agency", "area__name", "source_key")
    ]
    names = name_shown("record__") | name_shown("other_record__")
    chosen: QuerySet[Match, Any] = (
        found.annotate(**names)
        .order_by("kind", "pk")
        .values(
            "pk",
            "kind",
            "sentence",
            "decision",
            "decided_by",
            "decided_at",
            "nominal_id",
            "other_nominal_id",
            *names,
            *sides,
        )
    )
    return chosen


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the two records: what each says, and whether that agrees (None: cannot tell)."""

    what: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    agrees: bool | None


def side_by_side(record: int, other: int) -> list[Compared]:
    """What each of two records says, line by line; a fixed number of queries."""
    both = [record, other]
    said = {
        pk: rest
        for pk, *rest in rows(
            WEB,
            f"select r.id, {NAME_SHOWN}, r.born_on, r.sex, r.died_on, r.agency, a.name,"
            " r.source_key, r.withdrawn_on from nominals_record r"
            " join nominals_nominal n on n.id = r.nominal_id"
            " join agencies_area a on a.id = r.area_id where r.id = any(%s)",
            [both],
        )
    }
    names = _grouped(
        "select record_id, kind, surname, forenames from nominals_name"
        " where withdrawn_on is null and record_id = any(%s) order by id",
        both,
        lambda kind, surname, forenames: f"{f'{forenames} {surname}'.strip()} ({kind})",
    )
    identifiers: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    for pk, kind, given, canonical, valid in rows(
        WEB,
        "select record_id, kind, given, canonical, valid from nominals_identifier"
        " where withdrawn_on is null and record_id = any(%s) order by id",
        [both],
    ):
        identifiers[pk, kind][canonical] = _identifier(given, canonical, valid=valid)
    addresses = _grouped(
        "select record_id, line_1, town, postcode, kind, during from nominals_address"
        " where withdrawn_on is null and record_id = any(%s) order by during desc, id",
        both,
        lambda line, town, postcode, kind, during: (
            f"{', '.join(part for part in (line, town, postcode) if part) or kind}"
            f"{_when(period(during))}"
        ),
    )
    facts = _grouped(
        " union all ".join(
            f"select record_id, '{label}', count(*) from {table}"
            f" where withdrawn_on is null and record_id = any(%(ids)s) group by 1"
            for table, label in _FACTS.items()
        ),
        both,
        lambda label, n: f"{label}: {n}",
    )
    left, right = said[record], said[other]
    lines = [
        _line("Surname", left[0], right[0]),
        _line("Forenames", left[1], right[1]),
        _lists("Other names", names[record], names[other]),
        _line("Date of birth", _day(left[2]), _day(right[2])),
        _line("Sex", _SEXES.get(left[3], ""), _SEXES.get(right[3], "")),
        _line("Died", _day(left[4]), _day(right[4])),
    ]
    for kind in Kind:
        ours, theirs = identifiers[record, kind], identifiers[other, kind]
        lines.append(
            Compared(
                f"{kind.label[0].upper()}{kind.label[1:]}",
                tuple(ours.values()),
                tuple(theirs.values()),
                bool(ours.keys() & theirs.keys()) if ours and theirs else None,
            )
        )
    return [
        *lines,
        _lists("Addresses", addresses[record], addresses[other]),
        Compared("Whose record", (_whose(left),), (_whose(right),), None),
        Compared("Facts in it", tuple(facts[record]), tuple(facts[other]), None),
    ]


def _grouped(sql: str, both: list[int], say: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    named = sql.replace("any(%s)", "any(%(ids)s)")
    for pk, *rest in rows(WEB, named, {"ids": both}):
        found[pk].append(say(*rest))
    return found


def _identifier(given: str, canonical: str, *, valid: bool) -> str:
    if not valid:
        return f"{given} (cannot be read)"
    return canonical if given == canonical else f"{canonical}, given as {given}"


def _line(what: str, left: str, right: str) -> Compared:
    same = left.casefold() == right.casefold() if left and right else None
    return Compared(what, (left,) if left else (), (right,) if right else (), same)


def _lists(what: str, left: Iterable[str], right: Iterable[str]) -> Compared:
    ours, theirs = tuple(left), tuple(right)
    return Compared(what, ours, theirs, True if set(ours) & set(theirs) else None)


def _day(day: date | None) -> str:
    return in_words(day) if day else ""


def _when(during: Period) -> str:
    first = f", from {in_words(during.first)}" if during.first else ""
    last = f", until {in_words(during.last)}" if during.last else ""
    return first + last


def _whose(said: list[Any]) -> str:
    *_, agency, area, key, withdrawn = said
    gone = f", withdrawn on {in_words(withdrawn)}" if withdrawn else ""
    return f"{agency.capitalize()}, {area}, record {key}{gone}"


def effect(nominals: Collection[int], areas: Collection[str], on: date) -> list[str]:
    """Where these people stand in the snapshot of a day, and where they would if they were one.

    Read as the count reads; whoever asks must be allowed to see all of them.
    """
    people = statistics.people(sorted(set(nominals)))
    sentences = []
    for area in sorted(areas):
        for person in people:
            sentences.append(
                f"{person.reference} in {area} on {in_words(on)}: {_in(person, area, on)}"
            )
        if len(people) == 2:
            together = [replace(p, may_be=tuple(o.nominal for o in people)) for p in people]
            (joined,) = as_one(together)
            sentences.append(f"As one person in {area} on {in_words(on)}: {_in(joined, area, on)}")
    return sentences


def _in(person: Person, area: str, on: date) -> str:
    try:
        stands = standing(person, area, on)
        if stands.counted and not stands.impossible:
            return f"counted once, at Level {stands.level}, Category {stands.category}."
        return f"not counted: {why_not(person, area, on)}."
    except UndefinedYearError:
        return "no figures are defined for that year."
