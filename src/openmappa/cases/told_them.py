"""What the person has been told of how MAPPA applies to them, beside what applies today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.agencies.pages import WEB
from openmappa.cases.queries import Position, rows
from openmappa.law.dates import in_words
from openmappa.nominals.models import Nominal


@dataclass(frozen=True, slots=True)
class ToldOf:
    """What the person was told last, and what of today they were not told; never a risk.

    `last` and `lacks` are sentences, empty where there is nothing to say.
    """

    last: str
    lacks: str


def told_of(person: Nominal, position: Position) -> ToldOf | None:
    """What was told by the day, to who sees it; None where MAPPA does not apply. One query."""
    if position.category is None or (position.died_on and position.died_on < position.on):
        return None
    ((level_since, category, level, told_on, why_not),) = rows(
        WEB,
        "select (select max(lower(l.during)) from cases_level l"
        "   join agencies_area a on a.id = l.area_id and a.name = %(area)s"
        "   where l.nominal_id = %(person)s and l.level = %(level)s and l.during @> %(on)s),"
        " t.category, t.level, t.told_on, exists ("
        "   select from nominals_told n where n.nominal_id = %(person)s"
        "   and n.withdrawn_at is null and n.told_on is null and n.id > coalesce(t.id, 0))"
        " from (values (1)) as one (row) left join lateral ("
        "   select t.id, t.category, t.level, t.told_on from nominals_told t"
        "   where t.nominal_id = %(person)s and t.withdrawn_at is null and t.told_on <= %(on)s"
        "   order by t.told_on desc, t.id desc limit 1) t on true",
        {
            "person": person.pk,
            "area": position.area,
            "level": position.level,
            "on": position.on,
        },
    )
    lacks = []
    if level != str(position.level):
        lacks.append(_since(f"Level {position.level}", level_since))
    if category != str(position.category):
        first = min(
            (
                ground.period.first
                for ground in position.running
                if ground.category == position.category and ground.period.first is not None
            ),
            default=None,
        )
        lacks.append(_since(f"Category {position.category}", first))
    last = ""
    if told_on is not None:
        said = "no category" if category == "none" else f"Category {category}, Level {level}"
        last = f"Told on {in_words(told_on)}: {said}."
    why = " Why not is recorded." if lacks and why_not else ""
    return ToldOf(last, f"Not told of {' nor of '.join(lacks)}.{why}" if lacks else "")


def _since(what: str, day: date | None) -> str:
    return f"{what} since {in_words(day)}" if day else what
