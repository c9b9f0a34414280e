"""Every write about who a person is, whose records say so, and which area may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Model
from django.utils import timezone

from openmappa.agencies.during import as_range
from openmappa.agencies.models import Area
from openmappa.audit import differences
from openmappa.audit.operations import Open, refusals
from openmappa.law.dates import Period, in_words
from openmappa.nominals import facts, queries
from openmappa.nominals.linkage import Assignment, Question, Verdict, assign, link
from openmappa.nominals.models import Match, Nominal


class FoundHere(NamedTuple):
    """Something odd but possible: about whom, from which area's extract, which, and in words."""

    nominal: int
    area: int
    code: str
    sentence: str


def refresh_identity(ids: Collection[int], using: str) -> None:
    """Let each person's name, birth, sex and ethnicity be the leading record's.

    Police lead, then probation, then prison; a record that does not know leaves it to the next. A
    death that any record reports counts, the earliest day of several.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""
            with said as (
                select nominal_id,
                    (array_agg(surname order by rank, id))[1] as surname,
                    (array_agg(forenames order by rank, id))[1] as forenames,
                    (array_agg(born_on order by rank, id)
                        filter (where born_on is not null))[1] as born_on,
                    coalesce((array_agg(sex order by rank, id)
                        filter (where sex <> ''))[1], '') as sex,
                    coalesce((array_agg(ethnicity order by rank, id)
                        filter (where ethnicity not in ('', 'NS')))[1], '') as ethnicity,
                    min(died_on) as died_on
                from nominals_record,
                    lateral (select {queries.RANK} as rank) r
                where nominal_id = any(%s) and withdrawn_on is null
                group by nominal_id)
            update nominals_nominal n
            set surname = s.surname, forenames = s.forenames, born_on = s.born_on, sex = s.sex,
                ethnicity = s.ethnicity, died_on = s.died_on
            from said s
            where n.id = s.nominal_id
              and (n.surname, n.forenames, n.born_on, n.sex, n.ethnicity, n.died_on)
                  is distinct from
                  (s.surname, s.forenames, s.born_on, s.sex, s.ethnicity, s.died_on)
            """,
            [list(ids)],
        )


def give_access(
    ids: Collection[int], responsible: Iterable[tuple[int, int, Period]], using: str
) -> None:
    """Give the areas responsible for these people access for as long as they are, and no longer.

    `responsible` holds nominal, area and period; access on another basis stays as it is.
    """
    differences.replace(
        using,
        "nominals_access",
        ("nominal_id", "area_id", "basis", "during"),
        [(nominal, area, "responsible", as_range(period)) for nominal, area, period in responsible],
        among="t.basis = 'responsible' and t.nominal_id = any(%s)",
        parameters=[list(ids)],
    )


def settle_findings(
    ids: Collection[int],
    found: Iterable[FoundHere],
    *,
    family: str,
    using: str,
    area_id: int | None = None,
) -> int:
    """Make the open findings of one family (`cases.`, `extract.`) on these people just `found`.

    Findings of one area's extract are settled for that area only. What is no longer found is gone,
    with its day; what comes back is open again. Answers how many rows were written.
    """
    differences.stage(
        using, "found", "nominals_finding", ("nominal_id", "area_id", "code", "sentence"), found
    )
    same = (
        "(f.nominal_id, f.area_id, f.code, f.sentence)"
        " = (t.nominal_id, t.area_id, t.code, t.sentence)"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"""
            update nominals_finding t set gone_at = now()
            where gone_at is null and nominal_id = any(%s) and starts_with(code, %s)
              and area_id = coalesce(%s, area_id)
              and not exists (select from pg_temp.found f where {same})
            """,
            [list(ids), family, area_id],
        )
        written: int = cursor.rowcount
        cursor.execute(
            f"""
            update nominals_finding t set gone_at = null
            from pg_temp.found f where gone_at is not null and {same}
            """
        )
        written += cursor.rowcount
        cursor.execute(
            f"""
            insert into nominals_finding (nominal_id, area_id, code, sentence)
            select distinct nominal_id, area_id, code, sentence from pg_temp.found f
            where not exists (select from nominals_finding t where {same})
            """
        )
        return written + int(cursor.rowcount)


def open_record(
    *,
    by: str,
    area_id: int,
    surname: str,
    forenames: str,
    born_on: date | None,
    operation: Open,
) -> Nominal:
    """Open a record in an area of the scope; the area sees it from the first moment.

    Raises `PermissionDenied` where the scope does not hold the area.
    """
    with connections[operation.using].cursor() as cursor, refusals():
        cursor.execute("select nominals_open(%s::smallint)", [area_id])
        (pk,) = cursor.fetchone()
        cursor.execute(
            "insert into nominals_nominal (id, surname, forenames, born_on, sex, ethnicity)"
            " values (%s, %s, %s, %s, '', '')",
            [pk, surname, forenames, born_on],
        )
    nominal = Nominal.objects.using(operation.using).get(pk=pk)
    operation.record(
        "opened",
        f"{by} opened the record {nominal.reference}.",
        nominal_id=pk,
        reference=nominal.reference,
    )
    return nominal


def share(
    *, by: str, nominal: Nominal, with_area: Area, until: date, reason: str, operation: Open
) -> None:
    """Show a record to another area until a day, its last.

    Raises `PermissionDenied` unless the scope holds the area responsible today.
    """
    with connections[operation.using].cursor() as cursor, refusals():
        cursor.execute(
            "select nominals_share(%s, %s::smallint, %s)", [nominal.pk, with_area.pk, until]
        )
    operation.record(
        "shared",
        f"{by} showed the record {nominal.reference} to {with_area} until {in_words(until)}:"
        f" {reason}",
        nominal_id=nominal.pk,
        reference=nominal.reference,
        area=with_area.name,
    )


def new_numbers(model: type[Model], count: int, using: str) -> list[int]:
    """Draw `count` new primary keys of a table, ascending."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return sorted(pk for (pk,) in cursor.fetchall())


def add_nominals(ids: Collection[int], using: str) -> None:
    """Add people who have no name yet: `refresh_identity` gives them their leading record's."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "insert into nominals_nominal (id, surname, forenames, sex, ethnicity)"
            " select id, '', '', '', '' from unnest(%s::bigint[]) as new (id)",
            [list(ids)],
        )


def number_people(assignment: Assignment[int], using: str) -> dict[int, int]:
    """The nominal of every record as assigned.

    Where one is needed, the records get back the one that was theirs before they were joined to
    another's, if nobody has it now; else a new one.
    """
    fresh: dict[tuple[int, ...], int] = {}
    former = queries.former_nominals(
        [record for c, nominal in assignment.nominals.items() if nominal is None for record in c],
        using,
    )
    unnumbered = []
    for cluster in sorted(c for c, nominal in assignment.nominals.items() if nominal is None):
        theirs = {n for record in cluster for n in former.get(record, ())} - set(fresh.values())
        if theirs:
            fresh[cluster] = min(theirs)
        else:
            unnumbered.append(cluster)
    numbers = new_numbers(Nominal, len(unnumbered), using)
    add_nominals(numbers, using)
    fresh.update(zip(unnumbered, numbers, strict=True))
    return {
        record: fresh[cluster] if nominal is None else nominal
        for cluster, nominal in assignment.nominals.items()
        for record in cluster
    }


def record_joins_and_splits(
    assignment: Assignment[int], nominal_of: Mapping[int, int], area: str, operation: Open
) -> None:
    """Say in the audit which people became one and which were parted, so that it can be undone."""
    for join in assignment.joins:
        kept = nominal_of[join.cluster[0]]
        operation.record(
            "joined",
            f"Records of the nominals numbered {', '.join(map(str, join.nominals))} are one"
            f" person's now, numbered {kept}.",
            nominal_id=kept,
            area=area,
        )
    for split in assignment.splits:
        operation.record(
            "split",
            f"Records of the nominal numbered {split.nominal} no longer belong together;"
            f" {len(split.parts) - 1} were given to other people.",
            nominal_id=split.nominal,
            area=area,
        )


def decide(
    *, by: str, match: Match, decision: Verdict | None, reason: str, operation: Open
) -> None:
    """Decide whether two records are one person's, or (None) take the decision back.

    Records, facts and all that follows from them move at once, and back again when it is undone.
    Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("A decision about two records needs a reason.")
    using = operation.using
    match.decision = decision.value if decision else ""
    match.decided_by = by if decision else ""
    match.decided_at = timezone.now() if decision else None
    match.reason = reason.strip() if decision else ""
    match.open = decision is None
    match.save(using=using)
    verb = {Verdict.SAME: "one person's", Verdict.DIFFERENT: "two people's", None: "undecided"}
    operation.record(
        "decided" if decision else "took back",
        f"{by}: records {match.record} and {match.other_record} are {verb[decision]}:"
        f" {reason.strip()}",
        nominal_id=match.nominal_id,
    )
    relink({match.nominal_id, match.other_nominal_id}, operation)


def relink(nominal_ids: Collection[int], operation: Open) -> None:
    """Link the records of these people anew, and let what follows from them follow."""
    using = operation.using
    facts.hold_figures_still(using)
    records = dict(queries.records_about(nominal_ids, using))
    linkage = link(records, queries.judgements([record.id for record in records], using))
    previous = {record.id: nominal for record, nominal in records.items()}
    assignment = assign(linkage.clusters, dict(previous))
    nominal_of = number_people(assignment, using)
    move_records({r: n for r, n in nominal_of.items() if previous[r] != n}, using)
    touched = {*nominal_of.values(), *previous.values()}
    refresh_identity(touched, using)
    ask(nominal_of.keys(), linkage.questions, using)
    record_joins_and_splits(assignment, nominal_of, "", operation)
    facts.changed(touched, using)


def move_records(nominal_of: Mapping[int, int], using: str) -> None:
    """Link records to other people; their facts follow."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "update nominals_record r set nominal_id = moved.nominal_id"
            " from unnest(%s::bigint[], %s::bigint[]) as moved (id, nominal_id)"
            " where r.id = moved.id",
            [list(nominal_of.keys()), list(nominal_of.values())],
        )


class Taken(NamedTuple):
    """How many rows of one table an extract added, changed and withdrew."""

    added: int
    changed: int
    withdrawn: int

    @property
    def written(self) -> int:
        """All rows written."""
        return sum(self)


def take_in(
    model: type[Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    area_id: int,
    extracted_on: date,
    using: str,
) -> Taken:
    """Make what one area's extract states of one kind of fact, or of records, true in its table.

    `columns` begin with `area_id`, `agency` and `source_key`, which say which fact it is. What is
    new is added, what differs is changed, what is missing is withdrawn on the extract's day; rows
    that are as they were are not touched.
    """
    table = model._meta.db_table
    differences.stage(using, "stated", table, columns, rows)
    key = "(s.area_id, s.agency, s.source_key) = (t.area_id, t.agency, t.source_key)"
    data = [column for column in columns if column not in ("id", "area_id", "agency", "source_key")]
    old, new = (", ".join(f"{alias}.{column}" for column in data) for alias in "ts")
    values = ", ".join(f"{column} = s.{column}" for column in data)
    names = ", ".join(columns)
    with connections[using].cursor() as cursor:
        # Without it the planner, which expects one row of the area, compares each with each.
        cursor.execute("create unique index on pg_temp.stated (area_id, agency, source_key)")
        cursor.execute(
            f"""
            update {table} t set {values}, withdrawn_on = null from pg_temp.stated s
            where {key} and (({old}) is distinct from ({new}) or t.withdrawn_on is not null)
            """
        )
        changed = cursor.rowcount
        cursor.execute(
            f"""
            insert into {table} ({names}) select {names} from pg_temp.stated s
            where not exists (select from {table} t where {key})
            """
        )
        added = cursor.rowcount
        cursor.execute(
            f"""
            update {table} t set withdrawn_on = %s
            where t.area_id = %s and t.withdrawn_on is null
              and not exists (select from pg_temp.stated s where {key})
            """,
            [extracted_on, area_id],
        )
        return Taken(added, changed, cursor.rowcount)


def ask(records: Collection[int], questions: Iterable[Question[int]], using: str) -> int:
    """Queue what linkage asks about these records; close what it no longer asks.

    What somebody decided stays decided. Answers how many rows were written.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "create temp table asked (record_id bigint, other_record_id bigint, kind text,"
            " sentence text) on commit drop"
        )
        with cursor.copy("copy pg_temp.asked from stdin") as copy:
            for question in questions:
                copy.write_row((question.a, question.b, str(question.kind), question.why))
        # A name that the law protects is stated to linkage, but told by no sentence.
        cursor.execute(
            "update pg_temp.asked a set sentence = nominals_pair_untold() from nominals_record r"
            " where r.id in (a.record_id, a.other_record_id)"
            " and nominals_says_former(r.nominal_id, a.sentence)"
        )
        cursor.execute(
            """
            update nominals_match m set open = false
            where open and (record_id = any(%(records)s) or other_record_id = any(%(records)s))
              and not exists (select from pg_temp.asked a
                  where (a.record_id, a.other_record_id) = (m.record_id, m.other_record_id))
            """,
            {"records": list(records)},
        )
        written: int = cursor.rowcount
        cursor.execute(
            """
            update nominals_match m set open = (m.decision = ''), kind = a.kind,
                sentence = a.sentence
            from pg_temp.asked a
            where (a.record_id, a.other_record_id) = (m.record_id, m.other_record_id)
              and (m.open, m.kind, m.sentence) is distinct from
                  (m.decision = '', a.kind, a.sentence)
            """
        )
        written += cursor.rowcount
        cursor.execute(
            """
            insert into nominals_match (record_id, nominal_id, other_record_id, other_nominal_id,
                kind, sentence, decision, decided_by, reason, open)
            select a.record_id, r.nominal_id, a.other_record_id, o.nominal_id, a.kind, a.sentence,
                '', '', '', true
            from pg_temp.asked a
            join nominals_record r on r.id = a.record_id
            join nominals_record o on o.id = a.other_record_id
            where not exists (select from nominals_match m
                where (a.record_id, a.other_record_id) = (m.record_id, m.other_record_id))
            """
        )
        written += cursor.rowcount
        cursor.execute("drop table pg_temp.asked")
        return written
