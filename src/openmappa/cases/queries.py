"""Reads that cross models: what agencies reported of people, and what the law needs of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Max, Model, QuerySet
from psycopg.types.range import Range

from openmappa.agencies.models import Area
from openmappa.cases.models import Level, Responsibility
from openmappa.law import position as law
from openmappa.law.dates import Period, in_words
from openmappa.law.facts import (
    Change,
    Designation,
    Disposal,
    Facts,
    Notification,
    Order,
    Stay,
    Travel,
    Whereabouts,
)
from openmappa.law.facts import Level as LevelFact
from openmappa.law.grounds import Ground, category_on, grounds, precedence
from openmappa.law.position import LegalPosition
from openmappa.nominals.models import Merge, Nominal

_AGENCIES = {"police": 0, "probation": 1, "prison": 2}


def area_names(using: str) -> dict[int, str]:
    """The name of every area by its id."""
    return dict(Area.objects.using(using).values_list("id", "name"))


def area_id(name: str, using: str) -> int:
    """The id of the area of this name; raises Area.DoesNotExist."""
    return Area.objects.using(using).get(name=name).pk


# Who manages a person today, by agency, as one text; null where nobody does.
MANAGERS = """(
    select string_agg(u.name || ', ' || replace(c.agency, '_', ' '), '; ' order by c.agency, u.name)
    from nominals_caseload c join agencies_user u on u.id = c.user_id
    where c.nominal_id = {nominal} and c.as_what = 'manager' and c.during @> audit_today())"""

# The category and the level of `n.id` on `n.day`: of rows that are open to whoever may know more of
# somebody than that they are on the record, while the facts behind them are of a record in full.
CATEGORY = """(
    select g.category from cases_ground g where g.nominal_id = n.id and g.during @> n.day
        and g.category = any(%(order)s) order by array_position(%(order)s, g.category) limit 1)"""
LEVEL = """(
    select max(l.level) from cases_level l join cases_responsibility r
        on r.nominal_id = l.nominal_id and r.area_id = l.area_id and r.during @> n.day
        where l.nominal_id = n.id and l.during @> n.day)"""

HOMES = ("home", "no_fixed_abode", "approved_premises", "hostel")
# Where people live on a day, the leading home first: the one that was verified last; else the one
# entered of the latest day; else what an agency recorded; else one at which the person was not.
LIVES = f"""
    select h.nominal_id, h.lives, h.place, h.day, h.id from (
        select r.nominal_id,
            case when r.kind = 'no_fixed_abode' then 'no fixed abode, found at ' || r.found_at
                else concat_ws(', ', nullif(r.line_1, ''), nullif(r.town, ''),
                    nullif(r.postcode, ''))
            end,
            case k.verified when true then 1 when false then 4 else 2 end,
            case when k.verified then k.checked_on else lower(r.during) end, r.id
        from nominals_residence r left join lateral (
            select c.verified, c.checked_on from nominals_address_check c
            where c.residence_id = r.id and c.checked_on <= {{on}}
            order by c.checked_on desc, c.id desc limit 1) k on true
        where r.nominal_id = any({{people}}) and r.withdrawn_at is null and r.during @> {{on}}
            and r.kind in {HOMES}
        union all
        select a.nominal_id,
            concat_ws(', found at ', case when a.kind = 'no_fixed_abode' then 'no fixed abode' end,
                nullif(concat_ws(', ', nullif(a.line_1, ''), nullif(a.town, ''),
                    nullif(a.postcode, '')), '')),
            3, lower(a.during), a.id
        from nominals_address a
        where a.nominal_id = any({{people}}) and a.withdrawn_on is null and a.during @> {{on}}
    ) h (nominal_id, lives, place, day, id)
    where h.lives <> ''
    order by h.place, h.day desc nulls last, h.id desc"""

# What a search met in row `n.source_id` of `n.of_table`, in words, as far as the reader may see it.
MET_BY = """coalesce(
    (select left(concat_ws(' ', replace(m.kind, '_', ' ') || ',', nullif(m.side, ''),
            replace(m.site, '_', ' ') || ':', m.description), 120)
        from nominals_mark m
        where n.of_table = 'nominals_mark' and m.id = n.source_id and m.nominal_id = n.id),
    (select left(concat_ws(' ', nullif(v.registration, ''), nullif(v.colour, ''),
            nullif(v.make, ''), nullif(v.model, ''), nullif(v.note, '')), 120)
        from nominals_vehicle v
        where n.of_table = 'nominals_vehicle' and v.id = n.source_id and v.nominal_id = n.id),
    (select left(concat_ws(', ', nullif(d.build, ''), nullif(d.hair, ''), nullif(d.facial_hair, ''),
            nullif(d.eyes, ''), nullif(d.complexion, ''), nullif(d.glasses, ''),
            nullif(d.teeth, ''), nullif(d.accent, ''), nullif(d.gait, ''),
            nullif(d.clothing, ''), nullif(d.disability, ''), nullif(d.note, '')), 120)
        from nominals_description d
        where n.of_table = 'nominals_description' and d.id = n.source_id and d.nominal_id = n.id),
    (select left(o.offence, 120) from justice_disposal o
        where n.of_table = 'justice_disposal' and o.id = n.source_id and o.nominal_id = n.id))"""


def rows(
    using: str, sql: str, parameters: Sequence[Any] | Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """All rows of one statement on one login."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def period(during: Range[date]) -> Period:
    """PostgreSQL's half-open range as an inclusive period."""
    return Period(during.lower, during.upper - timedelta(days=1) if during.upper else None)


_STANDS = "t.withdrawn_on is null"
# Of people whose every record was withdrawn: what stood until the last of them was.
_STOOD_LAST = (
    "t.withdrawn_on = (select max(r.withdrawn_on) from nominals_record r"
    " where r.nominal_id = t.nominal_id having bool_and(r.withdrawn_on is not null))"
)


def reported_responsibility(
    ids: list[int], using: str, *, withdrawn: bool = False
) -> Iterator[tuple[int, int, int, Period, datetime, datetime]]:
    """Nominal, area whose extract says so, area responsible, when, since when we know, last stated.

    `withdrawn`: what was said last of people whom no extract holds any more.
    """
    for nominal, source, area, during, known, last in rows(
        using,
        "select t.nominal_id, t.area_id, t.responsible_area_id, t.during, t.imported_at,"
        " coalesce(s.at, t.imported_at)"
        " from cases_reported_responsibility t left join cases_stated s on s.area_id = t.area_id"
        f" where t.nominal_id = any(%s) and {_STOOD_LAST if withdrawn else _STANDS}",
        [ids],
    ):
        yield nominal, source, area, period(during), known, last


def sources(
    ids: list[int], using: str, *, withdrawn: bool = False
) -> list[tuple[int, int, datetime, datetime]]:
    """Nominal, area whose extract holds a record of them, since when, and when it last said so.

    `withdrawn`: whose did last, of people whom no extract holds any more.
    """
    return rows(
        using,
        "select t.nominal_id, t.area_id, min(t.imported_at),"
        " coalesce(min(s.at), min(t.imported_at))"
        " from nominals_record t left join cases_stated s on s.area_id = t.area_id"
        f" where t.nominal_id = any(%s) and {_STOOD_LAST if withdrawn else _STANDS}"
        " group by 1, 2",
        [ids],
    )


def moved_since_stated(area_id: int, using: str) -> bool:
    """Whether another area has accepted somebody from this one since it last stated its records."""
    ((moved,),) = rows(
        using,
        "select exists (select from cases_transfer t join cases_stated s on s.area_id = %s"
        " where t.from_area_id = s.area_id and t.accepted_at > s.at)",
        [area_id],
    )
    return bool(moved)


def transfers(ids: list[int], using: str) -> list[tuple[int, int, date, datetime]]:
    """Nominal, area that accepted, from which day, and when it did."""
    return rows(
        using,
        "select nominal_id, to_area_id, effective_on, accepted_at from cases_transfer"
        " where accepted_at is not null and nominal_id = any(%s)",
        [ids],
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """One person offered by an area to another, as the caller's area may know it.

    A text that victim liaison withholds is empty. `arrived`: the day of arrival has begun. `late`:
    nobody has accepted for over 24 hours since then, or since it was offered if that was later.
    """

    number: int
    nominal_id: int
    reference: str
    from_area: str
    to_area: str
    from_us: bool
    to_us: bool
    offered_by: str
    offered_at: datetime
    arrives_on: date
    reason: str
    declined_by: str
    declined_at: datetime | None
    declined_because: str
    accepted_by: str
    accepted_at: datetime | None
    effective_on: date | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    arrived: bool
    late: bool


def offers(using: str) -> list[Offer]:
    """What was offered by or to the caller's areas and still stands, by the day of arrival."""
    return [Offer(*row) for row in rows(using, "select * from cases_transfers(null)", [])]


def offer(number: int, using: str) -> Offer | None:
    """The offer of this number, as it stands or ended, if one of the areas is the caller's."""
    found = rows(using, "select * from cases_transfers(%s)", [number])
    return Offer(*found[0]) if found else None


def reported_levels(ids: list[int], using: str) -> Iterator[tuple[int, int, int, Period, int]]:
    """Nominal, area, level, when, area whose extract says so; what was imported earlier first."""
    for nominal, area, level, during, source in rows(
        using,
        "select nominal_id, level_area_id, level, during, area_id from cases_reported_level"
        " where withdrawn_on is null and nominal_id = any(%s) order by imported_at, id",
        [ids],
    ):
        yield nominal, area, level, period(during), source


def _stated(table: str, known: datetime | None, nominal_column: str = "nominal_id") -> str:
    """A table's rows as they stand, or as they were recorded before the moment `known`.

    The statement has the parameters `ids` (whose rows, by each number of theirs) and `known`.
    """
    if known is None:
        return table
    return f"""(
        select * from (
            select distinct on (h.pgh_obj_id) h.* from {table}_history h
            where h.pgh_created_at < %(known)s and h.pgh_obj_id in (
                select i.pgh_obj_id from {table}_history i where i.{nominal_column} = any(%(ids)s))
            order by h.pgh_obj_id, h.pgh_id desc) latest
        where latest.pgh_label <> 'delete')"""


def _merged_into(ids: Collection[int], using: str) -> dict[int, int]:
    """Numbers of records that were merged into these people's, and whose they are now."""
    return dict(
        Merge.objects.using(using)
        .filter(nominal__in=ids, state__in=Merge.STANDING)
        .values_list("other_nominal", "nominal")
    )


def recorded(
    model: type[Model], person: Nominal, using: str, known: datetime | None = None
) -> QuerySet[Any]:
    """The rows of one person as they stand, or as they were recorded before the moment `known`.

    What was recorded then under a number that was merged into this person's is theirs as well.
    """
    if known is None:
        return model._default_manager.using(using).filter(nominal=person)
    numbers = [person.pk, *_merged_into([person.pk], using)]
    states: QuerySet[Any] = model.pgh_event_model.objects.using(using)  # type: ignore[attr-defined] # pghistory's
    latest = (
        states.filter(
            pgh_obj__in=states.filter(nominal__in=numbers).values("pgh_obj"),
            pgh_created_at__lt=known,
        )
        .order_by("pgh_obj", "-pgh_id")
        .distinct("pgh_obj")
        .values("pgh_id")
    )
    return states.filter(pgh_id__in=latest, nominal__in=numbers).exclude(pgh_label="delete")


def first_recorded(person: Nominal, using: str) -> datetime:
    """When the record of this person began to be kept here, under whichever number."""
    ((at,),) = rows(
        using,
        "select min(pgh_created_at) from nominals_nominal_history where pgh_obj_id = any(array("
        "select %(own)s union all select other_nominal_id from nominals_merge"
        " where nominal_id = %(own)s and state = any(%(standing)s)))",
        {"own": person.pk, "standing": list(Merge.STANDING)},
    )
    found: datetime = at
    return found


def law_facts(
    ids: list[int], using: str, known: datetime | None = None
) -> Iterator[tuple[int, Facts]]:
    """What the law needs to know of each of these people, doubles of one disposal removed.

    A fact's reference is its table and number, such as `disposal:12`. `known`: as it was recorded
    before that moment.
    """
    now_of = {pk: pk for pk in ids}
    if known is not None:
        now_of |= _merged_into(ids, using)
    ids_and_known = {"ids": list(now_of), "known": known}
    disposals: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for nominal, *rest in rows(
        using,
        "select nominal_id, area_id, agency, source_key, id, offence, offence_class, convicted_on,"
        " disposal, term_months, sentenced_on, ends_on, consecutive_to, jurisdiction"
        f" from {_stated('justice_disposal', known)} d"
        " where withdrawn_on is null and nominal_id = any(%(ids)s)",
        ids_and_known,
    ):
        disposals[now_of[nominal]].append(tuple(rest))
    orders: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for nominal, *rest in rows(
        using,
        "select nominal_id, area_id, source_key, id, type, made_on, ends_on, applied_for_on,"
        " foreign_travel_restriction, replaces"
        f" from {_stated('justice_order', known)} o"
        " where withdrawn_on is null and nominal_id = any(%(ids)s)",
        ids_and_known,
    ):
        orders[now_of[nominal]].append(tuple(rest))
    designations: dict[int, list[Designation]] = defaultdict(list)
    for nominal, pk, area, during, reason in rows(
        using,
        "select d.nominal_id, d.id, a.name, d.during, d.reason"
        f" from {_stated('cases_designation', known)} d"
        " join agencies_area a on a.id = d.designating_area_id"
        " where d.withdrawn_on is null and d.nominal_id = any(%(ids)s)",
        ids_and_known,
    ):
        designations[now_of[nominal]].append(
            Designation(f"designation:{pk}", area, period(during), reason)
        )
    people = rows(
        using,
        f"select id, born_on, died_on from {_stated('nominals_nominal', known, 'id')} n"
        " where id = any(%(ids)s)",
        ids_and_known,
    )
    lives: dict[int, tuple[date | None, date | None]] = {}
    # By the person's own record, where it was kept then already.
    for number, *life in sorted(people, key=lambda row: now_of[row[0]] != row[0]):
        lives.setdefault(now_of[number], (life[0], life[1]))
    for nominal, (born, died) in lives.items():
        yield (
            nominal,
            Facts(
                born=born,
                died_on=died,
                disposals=one_each(disposals.get(nominal, ())),
                orders=_orders(orders.get(nominal, ())),
                designations=tuple(designations.get(nominal, ())),
            ),
        )


def whole_facts(person: Nominal, using: str, known: Facts | None = None) -> Facts:
    """All that the law can be told of one person: what makes grounds, whereabouts and levels.

    Whereabouts, levels and notifications move duties and make findings; grounds come out the same
    without them, so counting and deriving, which ask of everybody, do not read them; so do changes
    of details and journeys. `known`: what makes grounds, where it was read already.
    """
    facts = known
    if facts is None:
        ((_, facts),) = law_facts([person.pk], using)
    return _whole({person.pk: facts}, using)[person.pk]


def law_positions(ids: list[int], on: date, using: str) -> dict[int, LegalPosition]:
    """`law_position` of each of these people, by as many queries as for one."""
    whole = _whole(dict(law_facts(ids, using)), using)
    return {nominal: law.position(facts, on) for nominal, facts in whole.items()}


def _whole(facts: Mapping[int, Facts], using: str) -> dict[int, Facts]:
    """These facts with whereabouts, levels, notifications, changes of details and journeys."""
    ids = list(facts)
    spells: dict[int, list[Whereabouts]] = defaultdict(list)
    for nominal, kind, during, place in rows(
        using,
        "select nominal_id, kind, during, max(place) from justice_whereabouts"
        " where withdrawn_on is null and nominal_id = any(%s) group by 1, 2, 3 order by 3, 2",
        [ids],
    ):
        spells[nominal].append(Whereabouts(kind, period(during), place))
    levels: dict[int, list[LevelFact]] = defaultdict(list)
    for nominal, level, area, during in rows(
        using,
        "select distinct l.nominal_id, l.level, a.name, l.during from cases_reported_level l"
        " join agencies_area a on a.id = l.level_area_id"
        " where l.withdrawn_on is null and l.nominal_id = any(%s) order by 4, 3, 2",
        [ids],
    ):
        levels[nominal].append(LevelFact(level, area, period(during)))
    entered: dict[int, dict[str, list[tuple[Any, ...]]]] = defaultdict(lambda: defaultdict(list))
    for nominal, what, *row in rows(using, _ENTERED, {"ids": ids}):
        entered[nominal][what].append(tuple(row))
    return {
        nominal: replace(
            known,
            whereabouts=tuple(spells[nominal]),
            levels=tuple(levels[nominal]),
            notifications=tuple(_notifications(known, entered[nominal]["notification"])),
            changes=tuple(_changes(entered[nominal]["change"])),
            stays=tuple(_stays(entered[nominal]["change"])),
            travel=tuple(_travel(entered[nominal]["journey"], entered[nominal]["notification"])),
        )
        for nominal, known in facts.items()
    }


# What staff entered from which duties follow, in one query: of a notification its day, that of the
# order and of the journey that it is about; of a change its day, the last of a stay, the day for
# which it was announced; of a journey its first and last day, when it was known and changed.
_ENTERED = """
select nominal_id, what, id, kind, day, last, known, changed, yes, text from (
    select nominal_id, 'notification' as what, id, kind, notified_on as day, order_of as last,
        leaves_on as known, null::date as changed, found_place as yes, under as text
    from nominals_notification where withdrawn_at is null and nominal_id = any(%(ids)s)
    union all
    select nominal_id, 'change', id, kind, changed_on, upper(during) - 1, expected_on, null, false,
        what
    from nominals_detail_change where withdrawn_at is null and nominal_id = any(%(ids)s)
    union all
    select nominal_id, 'journey', id, '', leaves_on, returns_on, known_on, changed_on, return_given,
        ''
    from nominals_journey where withdrawn_at is null and nominal_id = any(%(ids)s)
) as entered order by day, id
"""


def _notifications(known: Facts, entered: Iterable[tuple[Any, ...]]) -> Iterator[Notification]:
    """Those of details; one of a journey meets that duty and no other."""
    for _, kind, day, order_of, leaves_on, _, found_place, under in entered:
        if leaves_on is None:
            for ref in [""] if under == "part_2" else _made_on(known, under, order_of):
                yield Notification(day, kind, found_place, ref)


def _changes(entered: Iterable[tuple[Any, ...]]) -> Iterator[Change]:
    for pk, kind, day, _, expected_on, *_ in entered:
        if kind != "stay":
            yield Change(f"change:{pk}", kind, day, expected_on)


def _stays(entered: Iterable[tuple[Any, ...]]) -> Iterator[Stay]:
    """Stays at one place add up, however it was typed; it is called as it was typed first."""
    called: dict[str, str] = {}
    for _, kind, day, last, *_, place in entered:
        if kind == "stay":
            name = called.setdefault("".join(filter(str.isalnum, place.lower())), place)
            yield Stay(name, Period(day, last))


def _travel(
    entered: Iterable[tuple[Any, ...]], notified: Iterable[tuple[Any, ...]]
) -> Iterator[Travel]:
    """Each journey, with the first notification of it, of its change, and of the return."""
    told: dict[tuple[str, date], list[date]] = defaultdict(list)
    for _, kind, day, _, leaves_on, *_ in notified:
        told[kind, leaves_on].append(day)
    for pk, _, leaves_on, returns_on, known_on, changed_on, return_given, _ in entered:
        changes, returns = told["journey_change", leaves_on], told["return", leaves_on]
        yield Travel(
            f"journey:{pk}",
            leaves_on,
            returns_on,
            known_on,
            return_given,
            notified_on=next(iter(told["journey", leaves_on]), None),
            return_notified_on=next((d for d in returns if returns_on and d >= returns_on), None),
            changed_on=changed_on,
            change_notified_on=next((d for d in changes if changed_on and d >= changed_on), None),
        )


def _made_on(facts: Facts, under: str, day: date) -> list[str]:
    """The orders made on the day, or under Part 4 what the person was dealt with for on it."""
    if under == "order":
        return [order.ref for order in facts.orders if order.made_on == day]
    return [d.ref for d in facts.disposals if (d.sentenced_on or d.convicted_on) == day]


def now(using: str) -> datetime:
    """When this transaction began, by the database's clock."""
    ((at,),) = rows(using, "select now()", [])
    found: datetime = at
    return found


def law_position(person: Nominal, on: date, using: str) -> LegalPosition:
    """All that the rules say of one person on the day `on`, from what is recorded now."""
    return law.position(whole_facts(person, using), on)


def one_each(reported: Iterable[tuple[Any, ...]]) -> tuple[Disposal, ...]:
    """One disposal each, where two agencies reported the same one under ids of their own.

    Equal ones in records of different agencies are matched one to one; equal ones of one agency
    stay two. The latest end that anybody reported holds, so that nobody drops out early.
    """
    groups: dict[tuple[Any, ...], dict[tuple[int, int], list[tuple[Any, ...]]]] = defaultdict(dict)
    for row in sorted(reported, key=lambda r: r[2]):
        area, agency, _, _, offence, offence_class, convicted_on, disposal, term, *_, court = row
        same = (offence, offence_class, convicted_on, disposal, term, court)
        groups[same].setdefault((_AGENCIES[agency], area), []).append(row)

    ref_of: dict[tuple[int, str], str] = {}
    kept: list[tuple[tuple[Any, ...], list[tuple[Any, ...]]]] = []
    for by_source in groups.values():
        for copies in _matched(by_source):
            first = copies[0]
            kept.append((first, copies))
            ref_of.update(((copy[0], copy[2]), f"disposal:{first[3]}") for copy in copies)
    result = []
    for row, copies in kept:
        (
            _,
            _,
            _,
            pk,
            offence,
            offence_class,
            convicted_on,
            disposal,
            term,
            sentenced_on,
            *_,
            jurisdiction,
        ) = row
        follows = {(copy[0], copy[11]) for copy in copies if copy[11]}
        result.append(
            Disposal(
                f"disposal:{pk}",
                offence,
                offence_class,
                convicted_on,
                disposal,
                term,
                sentenced_on,
                max((copy[10] for copy in copies if copy[10]), default=None),
                next((ref_of[key] for key in sorted(follows) if key in ref_of), None),
                jurisdiction,
            )
        )
    return tuple(sorted(result, key=lambda d: d.ref))


def _matched(
    by_source: dict[tuple[int, int], list[tuple[Any, ...]]],
) -> Iterator[list[tuple[Any, ...]]]:
    """Copies of one disposal, the first of each source together, then the second, and so on."""
    ours = {(row[0], row[2]) for rows_ in by_source.values() for row in rows_}
    if len(by_source) > 1 and any(
        (row[0], row[11]) in ours and (row[0], row[11]) not in {(r[0], r[2]) for r in rows_}
        for rows_ in by_source.values()
        for row in rows_
    ):
        # One runs after the other, so they are not one, whichever agency reported which.
        yield from ([row] for rows_ in by_source.values() for row in rows_)
        return
    for position in range(max(len(rows_) for rows_ in by_source.values())):
        yield [rows_[position] for _, rows_ in sorted(by_source.items()) if position < len(rows_)]


def _orders(reported: Iterable[tuple[Any, ...]]) -> tuple[Order, ...]:
    found = list(reported)
    ref_of = {(area, key): f"order:{pk}" for area, key, pk, *_ in found}
    return tuple(
        Order(
            f"order:{pk}",
            type_,
            made_on,
            ends_on,
            None,
            applied_for_on,
            travel,
            ref_of.get((area, replaces)),
        )
        for area, _, pk, type_, made_on, ends_on, applied_for_on, travel, replaces in sorted(
            found, key=lambda o: o[2]
        )
    )


_CATEGORIES = {
    1: "Category 1: registered sexual offender",
    2: "Category 2: violent or other sexual offender",
    3: "Category 3: other dangerous offender",
    4: "Category 4: terrorist or terrorist risk offender",
}


@dataclass(frozen=True, slots=True)
class Position:
    """Where one person stands on one day: in one line, and each reason in a sentence.

    `running` are the grounds of the day, `ended` those that ended before it, `to_come` the rest,
    and `facts` what all of them rest on.
    """

    on: date
    category: int | None
    area: str | None
    level: int
    died_on: date | None
    running: tuple[Ground, ...]
    ended: tuple[Ground, ...]
    to_come: tuple[Ground, ...]
    facts: Facts

    @property
    def summary(self) -> str:
        """Category, level and area, such as a handover would begin with."""
        if self.died_on is not None and self.died_on < self.on:
            return f"died on {in_words(self.died_on)}"
        if self.category is None:
            where = f"; {self.area} is responsible" if self.area else ""
            return f"no ground runs, so MAPPA does not apply{where}"
        area = self.area or "no area responsible"
        if self.category == 3 and self.level == 1:
            return f"{_CATEGORIES[3]}, but at no Level 2 or 3, which cannot be: a finding, {area}"
        return f"{_CATEGORIES[self.category]}, Level {self.level}, {area}"

    @property
    def reasons(self) -> list[str]:
        """One sentence for each ground: those that run, that ended, that are to come."""
        return [
            # Consecutive terms make a ground each, of one and the same sentence.
            *dict.fromkeys(ground.because() for ground in self.running),
            *dict.fromkeys(f"Ended: {ground.because()}" for ground in self.ended),
            *dict.fromkeys(f"Not yet: {ground.because()}" for ground in self.to_come),
        ]


def told_of(ids: Collection[int], on: date, using: str) -> dict[int, tuple[int | None, int | None]]:
    """Category and level of people on a day, as whoever sees no facts of them may know both."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"select id, {CATEGORY}, {LEVEL}"
            " from (select id, %(on)s::date as day from unnest(%(ids)s::bigint[]) id) n",
            {"ids": list(ids), "on": on, "order": list(precedence(on))},
        )
        return {pk: (category, level) for pk, category, level in cursor.fetchall()}


def position(person: Nominal, on: date, using: str, known: datetime | None = None) -> Position:
    """Where this person stands on the day `on`, by the law and by what areas decided.

    `known`: by what was recorded before that moment.
    """
    ((_, facts),) = law_facts([person.pk], using, known)
    found = grounds(facts)
    running = tuple(ground for ground in found if ground.period.covers(on))
    responsible = (
        recorded(Responsibility, person, using, known)
        .filter(during__contains=on)
        .select_related("area")
        .first()
    )
    level = (
        recorded(Level, person, using, known)
        .filter(area=responsible.area, during__contains=on)
        .aggregate(highest=Max("level"))["highest"]
        if responsible
        else None
    )
    return Position(
        on=on,
        category=category_on([ground.category for ground in running], on),
        area=responsible.area.name if responsible else None,
        level=level or 1,
        died_on=facts.died_on,
        running=running,
        ended=tuple(g for g in found if g.period.last is not None and g.period.last < on),
        to_come=tuple(g for g in found if g.period.first is not None and g.period.first > on),
        facts=facts,
    )


def written_in(operation_id: UUID, using: str) -> list[str]:
    """What one operation wrote of what is derived, a line for each row, by person."""
    return [
        f"{reference} {name}: {what} {'added' if label == 'insert' else 'removed'}: {value}"
        for reference, name, what, label, value in rows(
            using,
            """
            with written as (
                select nominal_id, pgh_label, 'responsibility' as what, a.name || ' ' || during
                from cases_responsibility_history h join agencies_area a on a.id = h.area_id
                where operation = %(operation)s
                union all
                select nominal_id, pgh_label, 'level', 'Level ' || level || ' in ' || a.name
                    || ' ' || during
                from cases_level_history h join agencies_area a on a.id = h.area_id
                where operation = %(operation)s
                union all
                select nominal_id, pgh_label, 'ground', 'Category ' || category || ' by '
                    || provision || ' ' || during
                from cases_ground_history where operation = %(operation)s
                union all
                select nominal_id, pgh_label, 'access', a.name || ' ' || during
                from nominals_access_history h join agencies_area a on a.id = h.area_id
                where operation = %(operation)s
                union all
                select nominal_id, case when gone_at is null then 'insert' else 'delete' end,
                    'finding', sentence
                from nominals_finding_history where operation = %(operation)s)
            select n.reference, trim(n.forenames || ' ' || n.surname), w.what, w.pgh_label, w.name
            from written w (nominal_id, pgh_label, what, name)
            join nominals_nominal n on n.id = w.nominal_id
            order by n.reference, w.what, w.pgh_label, w.name
            """,
            {"operation": operation_id},
        )
    ]
