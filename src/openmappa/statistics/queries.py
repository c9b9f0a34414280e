"""Reads that the count needs: people as it sees them, residents, and what was frozen."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connections, transaction

from openmappa.cases.queries import law_facts, period, rows
from openmappa.law.summed import summed_terms
from openmappa.nominals.models import Nominal
from openmappa.statistics import fairness
from openmappa.statistics import frozen as frozen_figures
from openmappa.statistics.annual_return import AnnualReturn, Population, annual_return
from openmappa.statistics.counting import Snapshot, snapshot
from openmappa.statistics.definitions import ReportingYear, defined_years, definition_for
from openmappa.statistics.facts import (
    Breach,
    Ground,
    LevelPeriod,
    Order,
    Person,
    Responsibility,
    Whereabouts,
)
from openmappa.statistics.frozen import COUNT
from openmappa.statistics.models import Freeze
from openmappa.statistics.models import Population as Band
from openmappa.statistics.population import aged_10_and_over
from openmappa.statistics.switches import Switches


def people_of(area: str, until: date) -> tuple[Person, ...]:
    """Everybody for whom the area was responsible on any day up to `until`, as the count sees them.

    A return to custody belongs to the area of the decision, which may lie in the year before, so
    people who have moved on are read as well.
    """
    ids = [
        pk
        for (pk,) in rows(
            COUNT,
            "select distinct r.nominal_id from cases_responsibility r"
            " join agencies_area a on a.id = r.area_id"
            " where a.name = %s and (lower(r.during) is null or lower(r.during) <= %s)",
            [area, until],
        )
    ]
    return people(ids)


def people(ids: Collection[int]) -> tuple[Person, ...]:
    """These people as the count sees them, in order of reference."""
    ids = list(ids)
    grounds, responsibility, levels = _grounds(ids), _responsibility(ids), _levels(ids)
    whereabouts, orders, breaches = _whereabouts(ids), _orders(ids), _breaches(ids)
    may_be = _may_be(ids)
    return tuple(
        Person(
            nominal=pk,
            reference=reference,
            name=f"{forenames} {surname}".strip(),
            died_on=died_on,
            grounds=tuple(grounds[pk]),
            responsibility=tuple(responsibility[pk]),
            levels=tuple(levels[pk]),
            whereabouts=tuple(whereabouts[pk]),
            orders=tuple(orders[pk]),
            breaches=tuple(breaches[pk]),
            unresolved_matches=len(may_be[pk]),
            may_be=tuple(sorted({other for other in may_be[pk] if other != pk})),
        )
        for pk, reference, forenames, surname, died_on in Nominal.objects.using(COUNT)
        .filter(pk__in=ids)
        .order_by("reference")
        .values_list("pk", "reference", "forenames", "surname", "died_on")
    )


def _of_each(sql: str, ids: list[int]) -> Iterator[tuple[Any, ...]]:
    yield from rows(COUNT, sql, [ids])


def _grounds(ids: list[int]) -> dict[int, list[Ground]]:
    found: dict[int, list[Ground]] = defaultdict(list)
    in_question = {
        nominal
        for (nominal,) in _of_each(
            "select distinct nominal_id from nominals_finding"
            " where gone_at is null and nominal_id = any(%s)",
            ids,
        )
    }
    for nominal, pk, category, during, rule, suspended in _of_each(
        "select nominal_id, id, category, during, rule, suspended from cases_ground"
        " where nominal_id = any(%s) order by id",
        ids,
    ):
        found[nominal].append(
            Ground(
                pk,
                category,
                period(during),
                rule,
                suspended,
                confirmed=nominal not in in_question,
            )
        )
    in_a_row = [
        nominal
        for (nominal,) in _of_each(
            "select distinct nominal_id from justice_disposal where consecutive_to <> ''"
            " and withdrawn_on is null and nominal_id = any(%s)",
            ids,
        )
    ]
    for nominal, facts in law_facts(in_a_row, COUNT):
        # Not a ground by the law as read here: only the switch cat2.twelve_months asks for it.
        found[nominal] += [
            Ground(0, 2, summed.period, summed.rule, summed.suspended, aggregate=True)
            for summed in summed_terms(facts)
        ]
    return found


def _responsibility(ids: list[int]) -> dict[int, list[Responsibility]]:
    found: dict[int, list[Responsibility]] = defaultdict(list)
    for nominal, area, during in _of_each(
        "select r.nominal_id, a.name, r.during from cases_responsibility r"
        " join agencies_area a on a.id = r.area_id where r.nominal_id = any(%s) order by r.during",
        ids,
    ):
        found[nominal].append(Responsibility(area, period(during)))
    return found


def _levels(ids: list[int]) -> dict[int, list[LevelPeriod]]:
    found: dict[int, list[LevelPeriod]] = defaultdict(list)
    for nominal, pk, area, level, during in _of_each(
        "select l.nominal_id, l.id, a.name, l.level, l.during from cases_level l"
        " join agencies_area a on a.id = l.area_id where l.nominal_id = any(%s) order by l.id",
        ids,
    ):
        found[nominal].append(LevelPeriod(pk, area, level, period(during)))
    return found


def _whereabouts(ids: list[int]) -> dict[int, list[Whereabouts]]:
    found: dict[int, list[Whereabouts]] = defaultdict(list)
    for nominal, kind, during, place in _of_each(
        "select nominal_id, kind, during, place from justice_whereabouts"
        " where withdrawn_on is null and nominal_id = any(%s) order by during, id",
        ids,
    ):
        found[nominal].append(Whereabouts(kind, period(during), place))
    return found


def _orders(ids: list[int]) -> dict[int, list[Order]]:
    found: dict[int, list[Order]] = defaultdict(list)
    for nominal, pk, type_, made_on, applied_for_on, travel in _of_each(
        "select nominal_id, id, type, made_on, applied_for_on, foreign_travel_restriction"
        " from justice_order where withdrawn_on is null and nominal_id = any(%s) order by id",
        ids,
    ):
        found[nominal].append(Order(pk, type_, made_on, applied_for_on, travel))
    return found


def _breaches(ids: list[int]) -> dict[int, list[Breach]]:
    found: dict[int, list[Breach]] = defaultdict(list)
    for nominal, pk, kind, breached_on, decision, decided_on, returned_on, order_type in _of_each(
        "select b.nominal_id, b.id, b.kind, b.breached_on, b.decision, b.decided_on,"
        " b.returned_on, coalesce(o.type, '')"
        " from justice_breach b left join justice_order o"
        " on o.area_id = b.area_id and o.nominal_id = b.nominal_id and o.source_key = b.order_key"
        " and o.withdrawn_on is null"
        " where b.withdrawn_on is null and b.nominal_id = any(%s) order by b.id",
        ids,
    ):
        found[nominal].append(
            Breach(pk, kind, breached_on, decision, decided_on, returned_on, order_type)
        )
    return found


def _may_be(ids: list[int]) -> dict[int, list[int]]:
    """The other side of each undecided pair; a pair within one person names that person."""
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in rows(
        COUNT,
        "select nominal_id, other_nominal_id from nominals_match where open"
        " and (nominal_id = any(%(ids)s) or other_nominal_id = any(%(ids)s)) order by id",
        {"ids": ids},
    ):
        found[one].append(other)
        if one != other:
            found[other].append(one)
    return found


def residents(area: str, year: ReportingYear) -> Population | None:
    """Residents aged 10 and over at the year's mid-year: the extract's, else the reference file's.

    An extract's bands serve only if none of them reaches over the tenth birthday. None where
    neither has that area and year.
    """
    mid_year = year.first_day.year
    bands = list(
        Band.objects.using(COUNT)
        .filter(area__name=area, mid_year=mid_year)
        .order_by("age_from")
        .values_list("age_from", "age_to", "persons")
    )
    parted = all(first >= 10 or (last is not None and last < 10) for first, last, _ in bands)
    if bands and parted:
        persons = sum(persons for first, _, persons in bands if first >= 10)
        return Population(
            persons, f"Residents aged 10 and over at mid-{mid_year}, from the area's extract."
        )
    reference = aged_10_and_over(area, mid_year)
    if reference is None:
        return None
    return Population(
        reference,
        f"Residents aged 10 and over at mid-{mid_year}: Office for National Statistics population"
        " estimates as first published, by police area.",
    )


def only_invented_people(area: str) -> bool:
    """Whether every record of the people that the area was ever responsible for is synthetic."""
    (found,) = rows(
        COUNT,
        "select not exists (select from nominals_record s"
        " join cases_responsibility r on r.nominal_id = s.nominal_id"
        " join agencies_area a on a.id = r.area_id"
        " where a.name = %s and not s.synthetic and s.withdrawn_on is null)",
        [area],
    )
    return bool(found[0])


def counted_return(area: str, year: ReportingYear, switches: Switches) -> AnnualReturn:
    """The return of an area and year, counted from what is known now."""
    definition_for(year)
    return annual_return(
        people_of(area, year.last_day),
        area,
        year,
        population=residents(area, year),
        switches=switches,
        last_year=_last_year(area, year),
    )


def counted_fairness(area: str, year: ReportingYear) -> tuple[fairness.Table, ...]:
    """The figures by ethnicity, sex and disability of an area and year, from what is known now."""
    people = people_of(area, year.last_day)
    ids = [person.nominal for person in people]
    found = fairness.who(people, _disclosed(ids), area, year)
    return fairness.tables(found, _traits(ids, year.last_day))


def _disclosed(ids: list[int]) -> list[fairness.Disclosed]:
    """Disclosures refused, by the day of the decision; and made, by the day of the telling."""
    return [
        fairness.Disclosed(*row)
        for row in rows(
            COUNT,
            "select d.nominal_id, d.decided_on, false from nominals_disclosure d"
            " where d.decision = 'refused' and d.withdrawn_at is null"
            " and d.nominal_id = any(%(ids)s)"
            " union all"
            " select r.nominal_id, r.told_on, true from nominals_disclosure_recipient r"
            " where r.told_on is not null and r.withdrawn_at is null"
            " and r.nominal_id = any(%(ids)s)",
            {"ids": ids},
        )
    ]


def _traits(ids: list[int], on: date) -> dict[int, fairness.Traits]:
    """What is recorded of each: as they define it themselves, else as the leading record states."""
    return {
        nominal: fairness.Traits(sex, ethnicity, disability)
        for nominal, sex, ethnicity, disability in rows(
            COUNT,
            "select n.id, n.sex, coalesce(nullif(s.ethnicity, 'NS'), n.ethnicity),"
            " coalesce(s.disability, '')"
            " from nominals_nominal n"
            " left join lateral (select d.ethnicity, d.disability from nominals_self_defined d"
            "   where d.nominal_id = n.id and d.withdrawn_at is null and d.during @> %(on)s"
            "   order by d.id desc limit 1) s on true"
            " where n.id = any(%(ids)s)",
            {"ids": ids, "on": on},
        )
    }


def counted_snapshot(area: str, on: date) -> Snapshot:
    """The snapshot table of an area on any day, counted from what is known now."""
    return snapshot(people_of(area, on), area, on)


def _last_year(area: str, year: ReportingYear) -> dict[str, int | None] | None:
    try:
        before = year.previous
    except ValueError:
        return None
    last = frozen_figures.frozen(area, before) if before in defined_years() else None
    return frozen_figures.by_address(before, last.figures) if last is not None else None


def late(freeze: Freeze) -> int:
    """How many events of the frozen year became known after the freeze, so are in no figure.

    Orders made, breaches decided or returned on, and level periods begun in the year, of people
    for whom the area was responsible on the day.
    """
    year = ReportingYear.parse(freeze.reporting_year)
    (found,) = rows(
        COUNT,
        """
        with year as (select daterange(%(first)s, %(last)s, '[]') as days),
        event (nominal_id, on_day, xid) as (
            select o.nominal_id, o.made_on, h.xid from justice_order o
            join justice_order_history h on h.pgh_obj_id = o.id and h.pgh_label = 'insert'
            where o.withdrawn_on is null
            union all
            select b.nominal_id, coalesce(b.returned_on, b.decided_on), h.xid from justice_breach b
            join justice_breach_history h on h.pgh_obj_id = b.id and h.pgh_label = 'insert'
            where b.withdrawn_on is null
            union all
            select l.nominal_id, lower(l.during), h.xid from cases_reported_level l
            join cases_reported_level_history h on h.pgh_obj_id = l.id and h.pgh_label = 'insert'
            where l.withdrawn_on is null)
        select count(*) from event e, year y
        where e.on_day <@ y.days
          and not pg_visible_in_snapshot(e.xid::text::xid8, %(snapshot)s::pg_snapshot)
          and exists (select from cases_responsibility r where r.nominal_id = e.nominal_id
                      and r.area_id = %(area)s and r.during @> e.on_day)
        """,
        {
            "first": year.first_day,
            "last": year.last_day,
            "snapshot": freeze.snapshot,
            "area": freeze.area_id,
        },
    )
    return int(found[0])


@contextmanager
def one_moment() -> Iterator[None]:
    """Let every figure that is counted inside see one and the same moment."""
    with transaction.atomic(using=COUNT, durable=True):
        with connections[COUNT].cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def digest(figures: Mapping[str, Any]) -> str:
    """A short text that changes whenever any of the figures does."""
    return hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:32]
