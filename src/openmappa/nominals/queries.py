"""Reads that cross models: records as linkage sees them, and whom a reference means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import connections
from django.db.models import (
    BooleanField,
    Case,
    Expression,
    F,
    Func,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from openmappa.nominals.identifiers import Identifier, Kind, recognise
from openmappa.nominals.linkage import Judgement, Name, Record, Verdict
from openmappa.nominals.models import Finding, Match, Merge, Nominal, SourceRecord

# A name that an agency's record states, with what the person bears in place of what the law keeps
# (Gender Recognition Act 2004, section 22). In SQL of a record `r` and its person `n`.
NAME_SHOWN = (
    "case when nominals_is_former(r.nominal_id, r.surname, '') then n.surname else r.surname end,"
    " case when nominals_is_former(r.nominal_id, '', r.forenames) then n.forenames"
    " else r.forenames end"
)


def name_shown(record: str = "") -> dict[str, Case]:
    """The same of a record that a query names (`record__`): `shown_surname`, `shown_forenames`."""

    def shown(part: str, *name: str | Value) -> Case:
        former = Func(
            f"{record}nominal", *name, function="nominals_is_former", output_field=BooleanField()
        )
        return Case(When(former, then=F(f"{record}nominal__{part}")), default=F(f"{record}{part}"))

    return {
        f"{record}shown_surname": shown("surname", f"{record}surname", Value("")),
        f"{record}shown_forenames": shown("forenames", Value(""), f"{record}forenames"),
    }


def connected(
    identifiers: Collection[Identifier],
    births: Collection[date],
    without: Collection[int],
    using: str,
) -> set[int]:
    """The standing records that may be about somebody who has these identifiers or births.

    A person's records come all together, and so does whoever shares an identifier with them;
    records in `without` (those that the caller states afresh) are left out.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            """
            with recursive touched (nominal_id) as (
                select r.nominal_id from nominals_record r
                where r.withdrawn_on is null and r.born_on = any(%(births)s)
                union
                select i.nominal_id from nominals_identifier i
                where i.withdrawn_on is null
                  and (i.kind, i.canonical) in (
                      select * from unnest(%(kinds)s::text[], %(values)s::text[]))
                union
                select m.other_nominal_id from touched t
                join nominals_identifier i on i.nominal_id = t.nominal_id
                    and i.withdrawn_on is null
                join lateral (
                    select j.nominal_id as other_nominal_id from nominals_identifier j
                    where j.canonical = i.canonical and j.kind = i.kind
                      and j.withdrawn_on is null) m on true
            )
            select r.id from nominals_record r join touched t on t.nominal_id = r.nominal_id
            where r.withdrawn_on is null and not r.id = any(%(without)s)
            """,
            {
                "births": [*births, *_swapped(births)],
                "kinds": [str(i.kind) for i in identifiers],
                "values": [i.canonical for i in identifiers],
                "without": list(without),
            },
        )
        return {pk for (pk,) in cursor.fetchall()}


def _swapped(births: Iterable[date]) -> list[date]:
    return [date(d.year, d.day, d.month) for d in births if d.day <= 12]


def linkage_records(
    ids: Collection[int], using: str, *, as_shown: bool = False
) -> list[tuple[Record[int], int]]:
    """Standing records as linkage looks at them, each with the nominal it is linked to.

    `as_shown`: under the names that may be told of them, for whoever types a name at a page.
    """
    parameters = [list(ids)]
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select record_id, kind, canonical, valid, given from nominals_identifier"
            " where withdrawn_on is null and record_id = any(%s)",
            parameters,
        )
        identifiers: dict[int, set[Identifier]] = defaultdict(set)
        for record, kind, canonical, valid, given in cursor.fetchall():
            identifiers[record].add(Identifier(Kind(kind), canonical, valid, given))
        cursor.execute(
            "select record_id, surname, forenames from nominals_name"
            " where withdrawn_on is null and record_id = any(%s) order by id",
            parameters,
        )
        names: dict[int, list[Name]] = defaultdict(list)
        for record, surname, forenames in cursor.fetchall():
            names[record].append(Name(surname, forenames))
        cursor.execute(
            "select r.id, r.nominal_id, "
            + (NAME_SHOWN if as_shown else "r.surname, r.forenames")
            + ", r.born_on from nominals_record r join nominals_nominal n on n.id = r.nominal_id"
            " where r.id = any(%s) order by r.id",
            parameters,
        )
        return [
            (
                Record(
                    pk, (Name(surname, forenames), *names[pk]), born_on, frozenset(identifiers[pk])
                ),
                nominal,
            )
            for pk, nominal, surname, forenames, born_on in cursor.fetchall()
        ]


def records_about(nominal_ids: Collection[int], using: str) -> list[tuple[Record[int], int]]:
    """The records of these people and every standing one that may be about one of them."""
    own = list(
        SourceRecord.objects.using(using)
        .filter(nominal_id__in=nominal_ids, withdrawn_on=None)
        .values_list("pk", flat=True)
    )
    known = linkage_records(own, using)
    around = connected(
        {i for record, _ in known for i in record.identifiers if i.valid},
        {record.born for record, _ in known if record.born},
        own,
        using,
    )
    return known + linkage_records(around, using)


def former_nominals(records: Collection[int], using: str) -> dict[int, set[int]]:
    """For each record the nominals it was linked to before and that no record is linked to now."""
    found: dict[int, set[int]] = defaultdict(set)
    with connections[using].cursor() as cursor:
        cursor.execute(
            """
            select distinct h.pgh_obj_id, h.nominal_id from nominals_record_history h
            where h.pgh_obj_id = any(%s)
              and not exists (select from nominals_record r where r.nominal_id = h.nominal_id)
              and not exists (select from nominals_merge m
                where m.other_nominal_id = h.nominal_id and m.state in ('merged', 'parting'))
            """,
            [list(records)],
        )
        for record, nominal in cursor.fetchall():
            found[record].add(nominal)
    return found


def judgements(records: Collection[int], using: str) -> list[Judgement[int]]:
    """What people decided about pairs of these records."""
    decided = (
        Match.objects.using(using)
        .exclude(decision="")
        .values_list("record_id", "other_record_id", "decision", "decided_by", "decided_at")
    )
    known = set(records)
    found = [
        Judgement(a, b, Verdict(decision), by, at.date())
        for a, b, decision, by, at in decided
        if a in known and b in known and at is not None
    ]
    judged = {frozenset((judgement.a, judgement.b)) for judgement in found}
    return found + [one for one in _merged(known, using) if {one.a, one.b} not in judged]


def _merged(known: Collection[int], using: str) -> list[Judgement[int]]:
    """That two people's merge of two records makes one person's of what agencies hold in both."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            """
            select k.id, r.id, m.approved_by, m.merged_at
            from nominals_merge m
            join nominals_merge_row w on w.merge_id = m.id and w.of_table = 'nominals_record'
                and w.how = 'moved'
            join nominals_record r on r.id = w.row_id and r.nominal_id = m.nominal_id
            join lateral (
                select min(k.id) as id from nominals_record k
                where k.nominal_id = m.nominal_id and k.id = any(%(known)s)
                  and not exists (select from nominals_merge_row x
                    where x.merge_id = m.id and x.of_table = 'nominals_record'
                      and x.how = 'moved' and x.row_id = k.id)) k on k.id is not null
            where m.state in ('merged', 'parting') and r.id = any(%(known)s)
            order by 1, 2
            """,
            {"known": sorted(known)},
        )
        return [
            Judgement(kept, moved, Verdict.SAME, by, at.date())
            for kept, moved, by, at in cursor.fetchall()
        ]


def stands_for(reference: str | Expression, using: str) -> Func:
    """The reference under which a person is kept whom this one names: another, if merged away.

    As a question of its own: beside row-level security no index is used for the bare `coalesce`.
    """
    merged = Merge.objects.using(using).filter(other_reference=reference, state__in=Merge.STANDING)
    named = Value(reference) if isinstance(reference, str) else reference
    kept = Coalesce(Subquery(merged.values("reference")[:1]), named)
    return Func(kept, template="(select %(expressions)s)", output_field=TextField())


# The order in which records give a person's name and the like: police, probation, prison.
RANK = "array_position('{police,probation,prison}', agency)"


def leading(ids: list[int], using: str) -> dict[str, int]:
    """Were these one person: whose record would give the name, the birth and the sex.

    A record that does not know the birth or the sex leaves it to the next.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"select (array_agg(nominal_id order by {RANK}, id))[1],"
            f" (array_agg(nominal_id order by {RANK}, id) filter (where born_on is not null))[1],"
            f" (array_agg(nominal_id order by {RANK}, id) filter (where sex <> ''))[1]"
            " from nominals_record where nominal_id = any(%s) and withdrawn_on is null",
            [ids],
        )
        found = dict(zip(("name", "birth", "sex"), cursor.fetchone(), strict=True))
    return {what: nominal for what, nominal in found.items() if nominal is not None}


def merges(person: Nominal, using: str) -> QuerySet[Merge]:
    """Merges into this record that are asked for or stand, as far as the reader may know."""
    return Merge.objects.using(using).filter(nominal=person, state__in=Merge.RUNNING).order_by("pk")


def find(text: str, using: str) -> list[Nominal]:
    """Whom a typed reference, source record id or identifier in any form means; oldest first."""
    typed = text.strip()
    people = Nominal.objects.using(using).filter(reference=stands_for(typed.upper(), using))
    if not people:
        people = Nominal.objects.using(using).filter(records__source_key__iexact=typed)
    ids = {person.pk for person in people}
    if not ids:
        with connections[using].cursor() as cursor:
            for identifier in recognise(typed):
                cursor.execute(
                    "select nominal_id from nominals_identifier"
                    " where kind = %s and canonical = %s and withdrawn_on is null",
                    [str(identifier.kind), identifier.canonical],
                )
                ids.update(pk for (pk,) in cursor.fetchall())
    return list(Nominal.objects.using(using).filter(pk__in=ids).order_by("pk"))


def open_findings(area_id: int, using: str) -> int:
    """How many findings of this area wait for somebody to settle them."""
    return Finding.objects.using(using).filter(area_id=area_id, gone_at=None).count()


def open_matches(records: Iterable[int], using: str) -> int:
    """How many pairs with one of these records wait for somebody to decide."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select count(*) from nominals_match where open"
            " and (record_id = any(%(records)s) or other_record_id = any(%(records)s))",
            {"records": list(records)},
        )
        return int(cursor.fetchone()[0])
