"""What heads a person's page: what is due now, and what changed since the visitor last looked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import connections
from django.utils import timezone
from django.utils.text import capfirst

from openmappa.agencies.pages import WEB
from openmappa.agencies.permissions import Part
from openmappa.cases.record_history import VERBS
from openmappa.cases.suspected import Suspected, running
from openmappa.cases.told_in_history import TABLES
from openmappa.law.dates import days_from, in_words
from openmappa.law.duties import NOT_RECORDED
from openmappa.law.position import LegalPosition
from openmappa.nominals.models import Nominal

AHEAD_DAYS = 28
MOST_DUE = 6


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: in words, its state, and the provision or fact it comes from.

    `confirmed`: which officer confirmed that a duty is suspected of being missed, and when.
    `began`: of what was due before it, the day on which an area began to use the system.
    """

    day: date
    state: str
    what: str
    why: str
    confirmed: str = ""
    began: date | None = None

    @property
    def missed(self) -> bool:
        """Whether its day is over without a notification here."""
        return self.state == NOT_RECORDED or bool(self.confirmed)

    @property
    def leaves(self) -> bool:
        """Whether it may leave the record, by print: not what nobody has confirmed."""
        return self.state != NOT_RECORDED


def due(
    position: LegalPosition, suspected: Sequence[Suspected] = (), began: date | None = None
) -> list[Due]:
    """What was not recorded by its day, the latest first, then what comes within four weeks.

    That something was not recorded is all that is said, unless an officer suspects that it was
    not done (`suspected`). `began`: see `before`.
    """
    found = [*_duties(position, suspected, began), *_orders(position)]
    on = position.on
    late = sorted((d for d in found if d.missed), key=lambda d: d.day, reverse=True)
    soon = [d for d in found if on <= d.day <= days_from(on, AHEAD_DAYS)]
    return [*late, *sorted(soon, key=lambda d: d.day)]


def before(day: date | None, began: date | None) -> date | None:
    """`began`, the day on which an area began to use the system, of what was due before it.

    Nobody could record here whether it was done.
    """
    return began if began and day and day < began else None


def _duties(
    position: LegalPosition, suspected: Sequence[Suspected], began: date | None
) -> Iterator[Due]:
    for duty in position.duties:
        state = duty.state(position.on)
        if duty.due is not None and state in {NOT_RECORDED, "to come"}:
            said = NOT_RECORDED if state == NOT_RECORDED else _within(duty.due, position.on)
            by = next((s.confirmed for s in running(suspected) if s.is_of(duty)), "")
            if by:
                said = f"suspected, confirmed by {by}"
            since = None if by else before(duty.due, began)
            yield Due(duty.due, said, capfirst(duty.what), duty.rules[0].provision, by, since)


def _orders(position: LegalPosition) -> Iterator[Due]:
    for order in position.orders:
        if order.in_force and order.last_day is not None:
            yield Due(
                order.last_day,
                _within(order.last_day, position.on),
                f"{capfirst(order.name)}: last day",
                "to renew or vary it, the court must be asked before",
            )


def _within(day: date, on: date) -> str:
    days = (day - on).days
    return "today" if days == 0 else f"in {days} day{'' if days == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Changed:
    """Changes of one actor on one day: "2 orders added", and so on."""

    by: str
    when: str
    what: list[str]


@dataclass(frozen=True, slots=True)
class SinceLastLook:
    """`looked`: when the visitor last read the record on a day before today, if ever."""

    looked: str
    changes: list[Changed]


def since_last_look(person: Nominal, sees: frozenset[Part]) -> SinceLastLook:
    """What somebody else changed in the parts that the visitor sees, since they last looked."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select looked_at, at, actor, of_table, verb, times from cases_since_last_look(%s)",
            [person.pk],
        )
        rows = cursor.fetchall()
    looked = next((row[0] for row in rows), None)
    told = [row for row in rows if row[1] is not None and _may_know(row[3], sees)]
    return SinceLastLook(
        in_words(timezone.localtime(looked).date()) if looked else "",
        [
            Changed(actor, when, [_words(row) for row in group])
            for (actor, when), group in groupby(told, key=_by_and_day)
        ],
    )


@dataclass(frozen=True, slots=True)
class ChangedOf:
    """What one actor changed in one record, and when last."""

    nominal_id: int
    by: str
    at: datetime
    what: list[str]


def changed_since(ids: Collection[int], since: datetime) -> list[ChangedOf]:
    """What somebody else changed in these people's records, the latest first; in one query.

    Of each record the parts that the visitor sees.
    """
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select n.id, c.at, c.actor, c.of_table, c.verb, c.times"
            " from unnest(%s::bigint[]) as n (id), lateral cases_changed(n.id, %s) c"
            " order by n.id, c.actor, c.at desc",
            [sorted(ids), since],
        )
        rows = cursor.fetchall()
    found = []
    for (nominal, actor), group in groupby(rows, key=lambda row: (row[0], row[2])):
        told = list(group)
        found.append(ChangedOf(nominal, actor, told[0][1], [_words(row) for row in told]))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _may_know(table: str, sees: frozenset[Part]) -> bool:
    part = TABLES[table].part
    return part is None or part in sees


def _by_and_day(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[2], in_words(timezone.localtime(row[1]).date())


def _words(row: tuple[Any, ...]) -> str:
    *_, table, verb, times = row
    what = TABLES[table].words
    return f"{what} {VERBS[verb]}" + (f" ({times} times)" if times > 1 else "")
