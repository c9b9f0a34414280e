"""Reads that cross models: what agencies reported of people, and what the law needs of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections
from psycopg.types.range import Range

from openmappa.agencies.models import Area
from openmappa.law.dates import Period
from openmappa.law.facts import Designation, Disposal, Facts, Order

_AGENCIES = {"police": 0, "probation": 1, "prison": 2}


def area_names(using: str) -> dict[int, str]:
    """The name of every area by its id."""
    return dict(Area.objects.using(using).values_list("id", "name"))


def area_id(name: str, using: str) -> int:
    """The id of the area of this name; raises Area.DoesNotExist."""
    return Area.objects.using(using).get(name=name).pk


def rows(using: str, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of one statement on one login."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def period(during: Range[date]) -> Period:
    """PostgreSQL's half-open range as an inclusive period."""
    return Period(during.lower, during.upper - timedelta(days=1) if during.upper else None)


def reported_responsibility(
    ids: list[int], using: str
) -> Iterator[tuple[int, int, int, Period, datetime]]:
    """Nominal, area whose extract says so, area responsible, when, and when we learned of it."""
    for nominal, source, area, during, known in rows(
        using,
        "select nominal_id, area_id, responsible_area_id, during, imported_at"
        " from cases_reported_responsibility"
        " where withdrawn_on is null and nominal_id = any(%s)",
        [ids],
    ):
        yield nominal, source, area, period(during), known


def sources(ids: list[int], using: str) -> list[tuple[int, int, datetime]]:
    """Nominal, area whose extract holds a record of them, since when."""
    return rows(
        using,
        "select nominal_id, area_id, min(imported_at) from nominals_record"
        " where withdrawn_on is null and nominal_id = any(%s) group by 1, 2",
        [ids],
    )


def transfers(ids: list[int], using: str) -> list[tuple[int, int, date]]:
    """Nominal, area that accepted, from which day."""
    return rows(
        using,
        "select nominal_id, to_area_id, effective_on from cases_transfer"
        " where accepted_at is not null and nominal_id = any(%s)",
        [ids],
    )


def reported_levels(ids: list[int], using: str) -> Iterator[tuple[int, int, int, Period, int]]:
    """Nominal, area, level, when, area whose extract says so; what was imported earlier first."""
    for nominal, area, level, during, source in rows(
        using,
        "select nominal_id, level_area_id, level, during, area_id from cases_reported_level"
        " where withdrawn_on is null and nominal_id = any(%s) order by imported_at, id",
        [ids],
    ):
        yield nominal, area, level, period(during), source


def law_facts(ids: list[int], using: str) -> Iterator[tuple[int, Facts]]:
    """What the law needs to know of each of these people, doubles of one disposal removed.

    A fact's reference is its table and number, such as `disposal:12`.
    """
    disposals: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for nominal, *rest in rows(
        using,
        "select nominal_id, area_id, agency, source_key, id, offence, offence_class, convicted_on,"
        " disposal, term_months, sentenced_on, ends_on, consecutive_to, jurisdiction"
        " from justice_disposal where withdrawn_on is null and nominal_id = any(%s)",
        [ids],
    ):
        disposals[nominal].append(tuple(rest))
    orders: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for nominal, *rest in rows(
        using,
        "select nominal_id, area_id, source_key, id, type, made_on, ends_on, applied_for_on,"
        " foreign_travel_restriction, replaces"
        " from justice_order where withdrawn_on is null and nominal_id = any(%s)",
        [ids],
    ):
        orders[nominal].append(tuple(rest))
    designations: dict[int, list[Designation]] = defaultdict(list)
    for nominal, pk, area, during, reason in rows(
        using,
        "select d.nominal_id, d.id, a.name, d.during, d.reason from cases_designation d"
        " join agencies_area a on a.id = d.designating_area_id"
        " where d.withdrawn_on is null and d.nominal_id = any(%s)",
        [ids],
    ):
        designations[nominal].append(Designation(f"designation:{pk}", area, period(during), reason))
    people = rows(
        using, "select id, born_on, died_on from nominals_nominal where id = any(%s)", [ids]
    )
    for nominal, born, died in people:
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
