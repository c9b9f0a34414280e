"""People whose record was opened at a screen, met again in an extract.

Such a person has no agency's record yet, so linkage does not see them. When an extract brings
somebody new whom linkage would take for the same person without a doubt, the extract's records go
under the record that was opened: the person is not on the register twice. Whatever is less certain,
or would join two records that people have written in already, is left for people to decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connections

from openmappa.nominals.identifiers import Identifier, Kind, parse
from openmappa.nominals.linkage import Cluster, Linkage, Name, QuestionKind, Record, link
from openmappa.nominals.models import Finding

FAMILY = "opened."
SAME_PERSON = f"{FAMILY}same_person"


@dataclass(frozen=True, slots=True)
class Opened:
    """A record opened at a screen as linkage would look at it; no record bears `record.id`."""

    nominal: int
    record: Record[int]


@dataclass(slots=True)
class Met:
    """`adopted`: clusters that go under an opened record; `likely`: who may be met, and why."""

    adopted: dict[Cluster[int], int] = field(default_factory=dict)
    likely: list[tuple[int, str]] = field(default_factory=list)


def meet(
    opened: Iterable[Opened],
    nominals: Mapping[Cluster[int], int | None],
    records: Mapping[int, Record[int]],
) -> Met:
    """Which of these clusters are people whose record was opened at a screen.

    `nominals` says who each cluster is already, None for somebody new. One opened record takes one
    cluster, the one with the smallest record ids, and no cluster goes under two: then it is asked.
    """
    by_number: defaultdict[Identifier, set[Cluster[int]]] = defaultdict(set)
    by_birth: defaultdict[date, set[Cluster[int]]] = defaultdict(set)
    for cluster in nominals:
        for pk in cluster:
            for number in records[pk].identifiers:
                if number.valid:
                    by_number[number].add(cluster)
            if (born := records[pk].born) is not None:
                by_birth[born].add(cluster)
    met = Met()
    claims: defaultdict[Cluster[int], list[int]] = defaultdict(list)
    reasons: dict[tuple[int, Cluster[int]], str] = {}
    for one in sorted(opened, key=lambda o: o.nominal):
        near = set().union(
            *(by_number[number] for number in one.record.identifiers),
            *(by_birth[day] for day in _either_way(one.record.born)),
        )
        sure = True
        for cluster in sorted(near):
            if nominals[cluster] == one.nominal:
                continue
            answer = link([one.record, *(records[pk] for pk in cluster)])
            why = _why(one.record, answer)
            if not why:
                continue
            reasons[one.nominal, cluster] = why
            if sure and nominals[cluster] is None and _certain(one.record, answer):
                claims[cluster].append(one.nominal)
                sure = False  # the rest are asked about
    for cluster, claimants in claims.items():
        if len(claimants) == 1:
            met.adopted[cluster] = claimants[0]
    met.likely = [
        (nominal, why)
        for (nominal, cluster), why in reasons.items()
        if met.adopted.get(cluster) != nominal
    ]
    return met


def _either_way(born: date | None) -> list[date]:
    if born is None:
        return []
    return [born, *([date(born.year, born.day, born.month)] if born.day <= 12 else [])]


def _certain(record: Record[int], answer: Linkage[int]) -> bool:
    """Whether linkage takes them for one person and asks nobody about it."""
    linked = any(record.id in (one.a, one.b) for one in answer.links)
    return linked and not any(one.kind is QuestionKind.DOUBT for one in answer.questions)


def _why(record: Record[int], answer: Linkage[int]) -> str:
    """Why somebody should look, without what only the other record says; empty for no reason."""
    said = [(one.a, one.b, one.identifiers) for one in answer.links]
    said += [(one.a, one.b, one.identifiers) for one in answer.questions]
    for a, b, identifiers in said:
        if record.id in (a, b):
            numbers = ", ".join(str(number) for number in identifiers)
            return f"the same {numbers}" if numbers else "name and birth agree"
    return ""


def opened_at_screens(
    identifiers: Collection[Identifier], births: Collection[date], using: str
) -> list[Opened]:
    """Those opened at a screen, in no extract, who have one of these numbers or births."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            """
            select n.id, n.surname, n.forenames, n.born_on,
                array(select array[f.kind, f.canonical] from nominals_further_identifier f
                      where f.nominal_id = n.id and f.valid and f.withdrawn_at is null
                        and f.kind = any(%(known)s) order by f.id),
                array(select array[f.surname, f.forenames] from nominals_further_name f
                      where f.nominal_id = n.id and f.withdrawn_at is null order by f.id)
            from nominals_nominal n
            where exists (select from nominals_opening o
                          where o.nominal_id = n.id and o.withdrawn_at is null)
              and not exists (select from nominals_record r
                              where r.nominal_id = n.id and r.withdrawn_on is null)
              and not exists (select from nominals_archive x
                              where x.nominal_id = n.id and x.reopened_at is null
                                and x.reason = 'created_in_error')
              and (n.born_on = any(%(births)s)
                   or exists (select from nominals_further_identifier f
                              where f.nominal_id = n.id and f.valid and f.withdrawn_at is null
                                and (f.kind, f.canonical) in (
                                    select * from unnest(%(kinds)s::text[], %(values)s::text[]))))
            order by n.id
            """,
            {
                "known": [str(kind) for kind in Kind],
                "births": [day for born in births for day in _either_way(born)],
                "kinds": [str(number.kind) for number in identifiers],
                "values": [number.canonical for number in identifiers],
            },
        )
        return [
            Opened(
                pk,
                Record(
                    -pk,
                    (Name(surname, forenames), *(Name(*other) for other in others)),
                    born,
                    frozenset(
                        found
                        for kind, canonical in numbers
                        if (found := parse(Kind(kind), canonical)) is not None
                    ),
                ),
            )
            for pk, surname, forenames, born, numbers, others in cursor.fetchall()
        ]


def asked_about(area_id: int, using: str) -> set[int]:
    """Of whom it is asked in an area whether an agency's record is theirs."""
    return set(
        Finding.objects.using(using)
        .filter(area=area_id, gone_at=None, code__startswith=FAMILY)
        .values_list("nominal_id", flat=True)
    )


def open_to(area_id: int, nominals: Collection[int], using: str) -> set[int]:
    """Those of them whom the area may see without being let in: others it is not told of."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select distinct nominal_id from nominals_access where nominal_id = any(%s)"
            " and area_id = %s and not restricted and during @> audit_today()",
            [list(nominals), area_id],
        )
        return {pk for (pk,) in cursor.fetchall()}
