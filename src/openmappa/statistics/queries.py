"""Reads that the count needs: people as it sees them, residents, and what was frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from openmappa.cases.queries import law_facts, period, rows
from openmappa.law.summed import summed_terms
from openmappa.nominals.models import Nominal
from openmappa.statistics.annual_return import Population
from openmappa.statistics.definitions import ReportingYear
from openmappa.statistics.facts import (
    Breach,
    Ground,
    LevelPeriod,
    Order,
    Person,
    Responsibility,
    Whereabouts,
)
from openmappa.statistics.models import Freeze
from openmappa.statistics.models import Population as Band
from openmappa.statistics.population import aged_10_and_over

COUNT = "count"


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
    for nominal, pk, category, during, rule, suspended in _of_each(
        "select nominal_id, id, category, during, rule, suspended from cases_ground"
        " where nominal_id = any(%s) order by id",
        ids,
    ):
        found[nominal].append(Ground(pk, category, period(during), rule, suspended))
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

    None where neither has that area and year, or an extract gives bands that do not part at 10.
    """
    mid_year = year.first_day.year
    bands = list(
        Band.objects.using(COUNT)
        .filter(area__name=area, mid_year=mid_year)
        .order_by("age_from")
        .values_list("age_from", "persons")
    )
    if bands:
        persons = sum(persons for age_from, persons in bands if age_from >= 10)
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


def frozen(area: str, year: ReportingYear, version: int | None = None) -> Freeze | None:
    """The frozen figures of an area and year: the newest version, or the one asked for."""
    versions = Freeze.objects.using(COUNT).filter(area__name=area, reporting_year=str(year))
    if version is not None:
        versions = versions.filter(version=version)
    return versions.select_related("area").order_by("-version").first()
