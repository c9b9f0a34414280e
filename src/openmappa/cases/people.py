"""The list of people that a visitor may see: filtered, searched, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Lower

from openmappa.agencies.pages import WEB, Visitor
from openmappa.cases.models import Ground, Level, Responsibility
from openmappa.cases.person import data_address
from openmappa.cases.queries import CATEGORY, LEVEL, MANAGERS, MET_BY
from openmappa.cases.searching import searchable
from openmappa.cases.visibility import CUSTODY, Sight, visible
from openmappa.cases.words import CATEGORIES, where_words
from openmappa.justice.models import Whereabouts
from openmappa.law.dates import age_on, under_18
from openmappa.law.grounds import precedence
from openmappa.nominals.models import Archive
from openmappa.nominals.queries import RANK
from openmappa.nominals.search import KINDS, Elsewhere, Found, Typed, find, words

PER_PAGE = 50
NAME_SHARE = 0.6  # of a name in the fit, where a birth was typed too (migration 0008_search)
STATUSES = {"community": "In the community", "custody": "In custody", "ended": "Ended"}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which people of those that may be seen; empty means all."""

    category: int | None = None
    level: int | None = None
    status: str = ""
    archived: bool = False

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Filters:
        """The filters of a form; what is none of ours counts as not chosen."""
        category, level, status = (given.get(n, "") for n in ("category", "level", "status"))
        return cls(
            int(category) if category in {"1", "2", "3", "4"} else None,
            int(level) if level in {"1", "2", "3"} else None,
            status if status in STATUSES else "",
            given.get("archived") == "yes",
        )

    @property
    def chosen(self) -> dict[str, str]:
        """Those that were chosen, by their names in the form."""
        named = {
            "category": self.category,
            "level": self.level,
            "status": self.status,
            "archived": "yes" if self.archived else "",
        }
        return {name: str(value) for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Row:
    """One person in the list, as on a day.

    In outline name, level and leading record only; of a colleague's case birth and category too.
    `managers` are those of today, whichever the day that is shown.
    `matched` is the other name that a search met, `found_by` what else it met them by, and `met`
    that mark, vehicle, description or offence.
    """

    id: int
    reference: str
    name: str
    full: bool
    index: bool
    matched: str
    found_by: str
    met: str
    born: date | None
    age: int | None
    child: bool
    died: date | None
    category: str
    level: int | None
    area: str
    managers: str
    where: str
    agency: str
    face: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """Somebody of another area: who holds the record, and the number answered at every hour."""

    nominal_id: int
    area: str
    forces: str
    rota: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; of a search also those of other areas.

    `by_name`: whoever fits a search best fits by name.
    """

    rows: list[Row]
    number: int
    pages: int
    total: int
    elsewhere: list[Pointer]
    by_name: bool


def listed(
    visitor: Visitor, on: date, filters: Filters, number: int, typed: Typed | None = None
) -> Page:
    """The people that fit, by surname, or the best fit first where somebody was searched for."""
    seen_by = visible(visitor)
    among = seen_by.anybody() if typed is None else None
    people = narrowed(seen_by.people(among), filters, on, visitor.today)
    by: dict[int, Found] = {}
    elsewhere: list[Pointer] = []
    by_name = False
    if typed is None:
        ordered = people.annotate(in_all=Window(Count("pk"))).order_by(
            Lower("surname"), Lower("forenames"), "pk"
        )
        first = (number - 1) * PER_PAGE
        found = list(ordered.values_list(*_COLUMNS, "in_all")[first : first + PER_PAGE])
        total = found[0][-1] if found else 0
    else:
        ranked, others = find(typed, searchable(visitor), WEB)
        elsewhere = pointers(others)
        by = {one.nominal_id: one for one in ranked}
        # Asked even of nobody: how many questions a search takes says nothing about its answer.
        seen = {row[0]: row for row in people.filter(pk__in=[0, *by]).values_list(*_COLUMNS)}
        fitting = sorted(
            (-fit, -by[pk].by_leading, row[2].casefold(), row[3].casefold(), pk)
            for pk, row in seen.items()
            if (fit := _fit(by[pk], row[6], typed))
        )
        total = len(fitting)
        by_name = bool(fitting) and by[fitting[0][-1]].kind == "name"
        part = fitting[(number - 1) * PER_PAGE : number * PER_PAGE]
        found = [seen[pk] for *_, pk in part]
    return Page(
        rows=_rows(found, by, on, visitor.today),
        number=number,
        pages=max(-(-total // PER_PAGE), 1),
        total=total,
        elsewhere=elsewhere,
        by_name=by_name,
    )


def _fit(found: Found, sight: str, typed: Typed) -> float:
    """How well somebody fits; of a person in outline only by what the outline shows."""
    if sight == Sight.FULL or found.kind == "reference":
        return found.fit
    return found.by_leading * (NAME_SHARE if typed.birth else 1)


_COLUMNS = ("pk", "reference", "surname", "forenames", "born_on", "died_on", "sight")


def narrowed(people: QuerySet[Any], filters: Filters, on: date, today: date) -> QuerySet[Any]:
    """Those whom the filters leave, as on a day.

    Of a person in outline nobody may learn category or whereabouts, so these filters leave only
    people of whom the visitor may; their level is today's. Archived people are left out unless they
    are asked for.
    """
    if not filters.archived:
        people = people.exclude(
            Exists(
                Archive.objects.using(WEB).filter(nominal=OuterRef("pk"), reopened_at__isnull=True)
            )
        )
    if filters.category:
        people = (
            people.exclude(sight=Sight.OUTLINE)
            .filter(_alive(on))
            .annotate(category=_category(on))
            .filter(category=filters.category)
        )
    if filters.status:
        people = people.filter(sight=Sight.FULL)
        running = Q(_alive(on)) & Q(Exists(_grounds(on)))
        held = Q(
            Exists(
                Whereabouts.objects.using(WEB).filter(
                    nominal=OuterRef("pk"),
                    kind__in=CUSTODY,
                    during__contains=on,
                    withdrawn_on__isnull=True,
                )
            )
        )
        wanted = {"ended": ~running, "custody": running & held, "community": running & ~held}
        people = people.filter(wanted[filters.status])
    if filters.level:
        higher = Subquery(_levels(on).values("level")[:1])
        in_full = ~Q(sight=Sight.OUTLINE) & _alive(on) & Exists(_grounds(on))
        people = people.annotate(higher=higher)
        if filters.level > 1:
            people = people.filter(in_full, higher=filters.level)
        else:
            in_outline = Q(sight=Sight.OUTLINE) & _alive(today) & Exists(_grounds(today))
            people = people.filter(in_full & Q(higher__isnull=True) | in_outline)
    return people


def _alive(on: date) -> Q:
    return Q(died_on__isnull=True) | Q(died_on__gte=on)


def _grounds(on: date) -> QuerySet[Ground]:
    return Ground.objects.using(WEB).filter(nominal=OuterRef("pk"), during__contains=on)


def _levels(on: date) -> QuerySet[Level]:
    responsible = Responsibility.objects.using(WEB).filter(
        nominal=OuterRef("nominal"), area=OuterRef("area"), during__contains=on
    )
    return (
        Level.objects.using(WEB)
        .filter(Exists(responsible), nominal=OuterRef("pk"), during__contains=on)
        .order_by("-level")
    )


def _category(on: date) -> Subquery:
    order = Case(
        *(When(category=c, then=Value(place)) for place, c in enumerate(precedence(on))),
        output_field=IntegerField(),
    )
    grounds = _grounds(on).filter(category__in=precedence(on))
    return Subquery(grounds.order_by(order).values("category")[:1])


_DETAILS = f"""
select n.id,
    {CATEGORY},
    (select a.name from cases_responsibility r join agencies_area a on a.id = r.area_id
        where r.nominal_id = n.id and r.during @> n.day limit 1),
    {LEVEL},
    (select array[w.kind, w.place] from justice_whereabouts w
        where w.nominal_id = n.id and w.during @> n.day and w.withdrawn_on is null
        order by (w.kind = any(%(custody)s)) desc, lower(w.during) desc, w.place desc limit 1),
    (select r.agency from nominals_record r where r.nominal_id = n.id and r.withdrawn_on is null
        order by {RANK} limit 1),
    (select p.small from nominals_photograph p where p.nominal_id = n.id and p.current),
    {MANAGERS.format(nominal="n.id")},
    (select array[o.surname, o.forenames] from nominals_record o
        where n.source = 1 and o.id = n.source_id and o.nominal_id = n.id
     union all select array[o.surname, o.forenames] from nominals_name o
        where n.source = 2 and o.id = n.source_id and o.nominal_id = n.id
     union all select array[o.surname, o.forenames] from nominals_further_name o
        where n.source = 3 and o.id = n.source_id and o.nominal_id = n.id),
    {MET_BY}
from unnest(%(ids)s::bigint[], %(days)s::date[], %(sources)s::int[], %(source_ids)s::bigint[],
    %(tables)s::text[]) as n (id, day, source, source_id, of_table)
"""


def _rows(
    found: Sequence[tuple[Any, ...]], by: Mapping[int, Found], on: date, today: date
) -> list[Row]:
    met = [by.get(row[0]) for row in found]
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            _DETAILS,
            {
                "order": list(precedence(on)),
                "custody": list(CUSTODY),
                "ids": [row[0] for row in found],
                "days": [today if row[6] == Sight.OUTLINE else on for row in found],
                "sources": [one.source if one else None for one in met],
                "source_ids": [one.source_id if one else None for one in met],
                "tables": [one.of_table if one else None for one in met],
            },
        )
        details = {pk: rest for pk, *rest in cursor.fetchall()}
    return [
        _row(row, details[row[0]], one.kind if one else "", on)
        for row, one in zip(found, met, strict=True)
    ]


def _row(person: tuple[Any, ...], details: Sequence[Any], kind: str, on: date) -> Row:
    pk, reference, surname, forenames, born, died, sight, *_ = person
    category, area, level, whereabouts, agency, small, managers, other, fact = details
    full = sight == Sight.FULL
    indexed = full or sight == Sight.INDEX
    # What another name leaves out is as in the leading one.
    named = f"{other[1] or forenames} {other[0] or surname}".strip() if other else ""
    same = words(named) == words(f"{forenames} {surname}")
    dead = died is not None and died < on
    return Row(
        id=pk,
        reference=reference,
        name=f"{surname.upper()}, {forenames}" if forenames else surname.upper(),
        full=full,
        index=sight == Sight.INDEX,
        matched=named if full and not same else "",
        found_by=KINDS.get(kind, "") if full and kind not in {"", "name"} else "",
        met=fact if full and fact else "",
        born=born if indexed else None,
        age=age_on(born, on) if indexed and born and born <= on and not dead else None,
        child=indexed and born is not None and not dead and under_18(born, on),
        died=died if indexed and dead else None,
        category=CATEGORIES[category] if indexed and category and not dead else "",
        level=(level or 1) if category and not dead else None,
        area=area or "" if full else "",
        managers=managers or "" if full else "",
        where=where_words(whereabouts) if full and not dead else "",
        agency=agency or "",
        face=data_address(small) if full and small else "",
    )


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody whose record is restricted, of whom the visitor is told whom to ring.

    `ring` is empty where neither the restriction nor the rota of the area has a number. `not_alone`
    is told to who is on duty: a marker warns whoever approaches the person.
    """

    nominal_id: int
    ring: str
    not_alone: bool


def restricted(typed: Typed, kinds: Collection[str]) -> list[Barred]:
    """What whoever names a restricted person exactly is told: by reference, or as for a pointer.

    `kinds` is what the visitor's roles may search by. Asked of every search, so that how many
    questions it takes says nothing about its answer.
    """
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select t.nominal_id, coalesce(nullif(t.ring, ''),"
            "  r.number || ' (' || r.answered_by || ')', ''), t.not_alone"
            " from nominals_restricted_told(%s, %s) t"
            " left join cases_rota r on r.area_id = t.area_id and r.during @> audit_today()"
            "  and r.agency = 'police'"
            " order by t.nominal_id",
            [typed.asked(), sorted(typed.among(kinds))],
        )
        return [Barred(*row) for row in cursor.fetchall()]


def pointers(others: Collection[Elsewhere]) -> list[Pointer]:
    """Who holds the records of people of other areas, and the number answered there at any hour."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select a.id, a.name, a.forces, r.number, r.answered_by from agencies_area a"
            " left join cases_rota r on r.area_id = a.id and r.during @> audit_today()"
            "  and r.agency = 'police'"
            " where a.id = any(%s)",
            [[other.area_id for other in others]],
        )
        areas = {
            pk: (name, " and ".join(forces), f"{number} ({answered_by})" if number else "")
            for pk, name, forces, number, answered_by in cursor.fetchall()
        }
    return sorted(
        (Pointer(other.nominal_id, *areas[other.area_id]) for other in others),
        key=lambda pointer: (pointer.area, pointer.nominal_id),
    )
