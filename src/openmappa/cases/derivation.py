"""What follows from the facts, kept in tables so that a count is a plain read.

Responsible area, level and grounds are worked out per person from what agencies reported, from
transfers and from the law, and only differences are written: the same facts twice write nothing.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from openmappa.agencies.during import as_range
from openmappa.audit import differences
from openmappa.cases import queries
from openmappa.cases.periods import merged, without
from openmappa.law.dates import Period, in_words
from openmappa.law.grounds import LAW_VERSION, grounds
from openmappa.nominals import actions as nominals
from openmappa.nominals.actions import FoundHere

_ONE_DAY = timedelta(days=1)
_THROUGHOUT = Period(None, None)


def derive(nominal_ids: Collection[int], using: str) -> None:
    """Bring responsible areas, levels, grounds, access and findings of these people up to date.

    Runs inside the transaction that changed their facts.
    """
    ids = sorted(set(nominal_ids))
    found: list[FoundHere] = []
    responsible = _responsibility(ids, using, found)
    levels = _levels(ids, using, responsible, found)
    spells = [spell for of_one in responsible.values() for spell in of_one]
    _write(
        using,
        "cases_responsibility",
        ("nominal_id", "area_id", "during"),
        ids,
        [(x.nominal, x.area, as_range(x.period)) for x in spells],
    )
    _write(
        using,
        "cases_level",
        ("nominal_id", "area_id", "level", "during", "carried"),
        ids,
        [(x.nominal, x.area, x.level, as_range(x.period), x.carried) for x in levels],
    )
    _write(
        using,
        "cases_ground",
        (
            "nominal_id",
            "category",
            "during",
            "rule",
            "provision",
            "facts",
            "suspended",
            "law_version",
        ),
        ids,
        list(_grounds(ids, using, levels, found)),
        # A ground that a later version of the law still makes stays as it was worked out.
        beside="law_version",
    )
    # Whom no extract holds any more stays in sight of the area that held them last.
    gone = [one for one in ids if one not in responsible]
    held_last = _responsibility(gone, using, [], withdrawn=True)
    seen_by = [spell for of_one in held_last.values() for spell in of_one]
    nominals.give_access(ids, [*spells, *seen_by], using)
    nominals.settle_findings(ids, found, family="cases.", using=using)


def _write(
    using: str,
    table: str,
    columns: tuple[str, ...],
    ids: list[int],
    rows: list[tuple[Any, ...]],
    *,
    beside: str = "",
) -> None:
    differences.replace(
        using,
        table,
        columns,
        rows,
        among="t.nominal_id = any(%s)",
        parameters=[ids],
        beside=beside,
    )


class Spell(NamedTuple):
    """One area responsible for one person for a time."""

    nominal: int
    area: int
    period: Period


@dataclass(frozen=True, slots=True)
class AtLevel:
    """One person at Level 2 or 3 in one area for a time."""

    nominal: int
    area: int
    level: int
    period: Period
    carried: bool = False


@dataclass(frozen=True, slots=True)
class _Assertion:
    """One extract's statement of who is responsible when: since when known, and last stated."""

    source: int
    area: int
    period: Period
    known: datetime
    last: datetime


def _responsibility(
    ids: list[int], using: str, found: list[FoundHere], *, withdrawn: bool = False
) -> dict[int, list[Spell]]:
    """Per person the one history: what was imported earlier holds, transfers override."""
    stated: dict[int, list[_Assertion]] = defaultdict(list)
    for nominal, source, area, period, known, last in queries.reported_responsibility(
        ids, using, withdrawn=withdrawn
    ):
        stated[nominal].append(_Assertion(source, area, period, known, last))
    for nominal, source, known, last in queries.sources(ids, using, withdrawn=withdrawn):
        # An extract without responsibility rows for somebody says "ours throughout".
        if all(one.source != source for one in stated[nominal]):
            stated[nominal].append(_Assertion(source, source, _THROUGHOUT, known, last))
    transfers: dict[int, list[Spell]] = defaultdict(list)
    last_accepted: dict[int, datetime] = {}
    for nominal, area, effective_on, accepted in queries.transfers(ids, using):
        transfers[nominal].append(Spell(nominal, area, Period(effective_on, None)))
        last_accepted[nominal] = max(accepted, last_accepted.get(nominal, accepted))

    names = queries.area_names(using)
    result = {}
    for nominal in {*stated, *transfers}:
        moved = _following(transfers.get(nominal, []))
        held = list(moved)
        for one in sorted(stated[nominal], key=lambda a: (a.known, a.source, _start(a.period))):
            free = without(one.period, [s.period for s in held if s.area != one.area])
            # What was last stated before a transfer is not contradicted by it.
            outdated = moved if one.last < last_accepted.get(nominal, one.last) else []
            clashing = [
                s
                for s in held
                if s.area != one.area and s.period.overlaps(one.period) and s not in outdated
            ]
            if clashing:
                found.append(_clash(nominal, one, clashing, names))
            held += [Spell(nominal, one.area, piece) for piece in free]
        by_area: dict[int, list[Period]] = defaultdict(list)
        for spell in held:
            by_area[spell.area].append(spell.period)
        result[nominal] = sorted(
            (
                Spell(nominal, area, period)
                for area, periods in by_area.items()
                for period in merged(periods)
            ),
            key=lambda s: _start(s.period),
        )
    return result


def _following(transfers: list[Spell]) -> list[Spell]:
    """Each accepted transfer holds until the day before the next."""
    in_order = sorted(transfers, key=lambda t: _start(t.period))
    spells = []
    for transfer, following in itertools.zip_longest(in_order, in_order[1:]):
        last = _start(following.period) - _ONE_DAY if following is not None else None
        if last is None or _start(transfer.period) <= last:
            spells.append(transfer._replace(period=Period(transfer.period.first, last)))
    return spells


def _clash(
    nominal: int, one: _Assertion, clashing: list[Spell], names: dict[int, str]
) -> FoundHere:
    others = sorted({names[s.area] for s in clashing})
    return FoundHere(
        nominal,
        one.source,
        "cases.two_areas_claim",
        f"The extract of {names[one.source]} says that {names[one.area]} is responsible"
        f"{_when(one.period)}; {' and '.join(others)} was recorded before and holds until somebody"
        " decides.",
    )


def _levels(
    ids: list[int],
    using: str,
    responsible: dict[int, list[Spell]],
    found: list[FoundHere],
) -> list[AtLevel]:
    """Level periods as several records together say, carried along when responsibility moves."""
    reported: dict[int, dict[int, list[tuple[int, Period, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for nominal, area, level, period, source in queries.reported_levels(ids, using):
        reported[nominal][area].append((level, period, source))
    names = queries.area_names(using)
    result = []
    for nominal, areas in reported.items():
        own = []
        for area, rows in areas.items():
            days: dict[int, list[Period]] = {2: [], 3: []}
            for level, period, source in rows:
                free = without(period, days[5 - level])
                if free != [period]:
                    found.append(
                        FoundHere(
                            nominal,
                            source,
                            "cases.two_levels",
                            f"Level {level} in {names[area]}{_when(period)} overlaps Level"
                            f" {5 - level}, which was recorded before and holds until somebody"
                            " decides.",
                        )
                    )
                days[level] += free
            own += [
                AtLevel(nominal, area, level, period)
                for level, periods in days.items()
                for period in merged(periods)
            ]
        result += own
        result += _carried(own, responsible.get(nominal, []))
    return result


def _carried(own: list[AtLevel], spells: Sequence[Spell]) -> Iterator[AtLevel]:
    """A level runs on in the area that becomes responsible, until that area decides."""
    brought: AtLevel | None = None  # what was carried into the spell before, as far as it reaches
    for before, now in itertools.pairwise(spells):
        moved_on = now.period.first
        if moved_on is None:
            continue
        eve = moved_on - _ONE_DAY
        running = [x for x in own if x.area == before.area]
        if brought is not None and not _decided(own, before, brought.period.first, eve):
            running.append(brought)
        running = [x for x in running if x.period.covers(eve) and x.period.covers(moved_on)]
        brought = None
        if not running or any(x.area == now.area and x.period.covers(moved_on) for x in own):
            continue
        highest = max(running, key=lambda x: x.level)
        brought = AtLevel(
            now.nominal,
            now.area,
            highest.level,
            Period(moved_on, highest.period.last),
            carried=True,
        )
        decisions = [
            x.period.first - _ONE_DAY
            for x in own
            if x.area == now.area and x.period.first and x.period.first > moved_on
        ]
        ends = [d for d in (highest.period.last, now.period.last, *decisions) if d is not None]
        yield AtLevel(
            now.nominal,
            now.area,
            highest.level,
            Period(moved_on, min(ends, default=None)),
            carried=True,
        )


def _decided(own: list[AtLevel], spell: Spell, since: date | None, until: date) -> bool:
    """Whether the area took a level decision of its own in its spell."""
    return any(
        x.area == spell.area
        and x.period.first is not None
        and (since is None or x.period.first >= since)
        and x.period.first <= until
        for x in own
    )


def _grounds(
    ids: list[int], using: str, levels: Iterable[AtLevel], found: list[FoundHere]
) -> Iterator[tuple[Any, ...]]:
    at_level: dict[int, list[Period]] = defaultdict(list)
    for one in levels:
        at_level[one.nominal].append(one.period)
    for nominal, facts in queries.law_facts(ids, using):
        for ground in grounds(facts):
            yield (
                nominal,
                ground.category,
                as_range(ground.period),
                ground.rule,
                ground.provision,
                sorted(ground.refs),
                ground.suspended,
                LAW_VERSION,
            )
        for designation in facts.designations:
            bare = without(designation.period, at_level[nominal])
            if bare:
                found.append(
                    FoundHere(
                        nominal,
                        queries.area_id(designation.area, using),
                        "cases.category_3_without_level",
                        f"Identified as Category 3 by {designation.area}"
                        f"{_when(designation.period)}, but at no Level 2 or 3{_when(bare[0])}."
                        " Category 3 at Level 1 cannot exist, so those days are not counted.",
                    )
                )


def _when(period: Period) -> str:
    since = f" from {in_words(period.first)}" if period.first else ""
    until = f" until {in_words(period.last)}" if period.last else ""
    return f"{since}{until}" or " throughout"


def _start(period: Period) -> date:
    return period.first or date.min
