from django.db import migrations

POINTERS = """
-- Which area is responsible for those of other areas whom one of these identifiers means, so that
-- whoever meets them knows whom to ring. Nothing else of them is said; who is in sight is left out,
-- and who is restricted too (`nominals_restricted_told` says what may be said of those).
create function cases_pointers(kinds text[], canonicals text[])
returns table (nominal_id bigint, area_id smallint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select distinct a.nominal_id, a.area_id
    from nominals_identifier i
    join unnest(kinds, canonicals) as typed (kind, canonical)
        on i.kind = typed.kind and i.canonical = typed.canonical
    join nominals_access a on a.nominal_id = i.nominal_id
    where i.valid and i.withdrawn_on is null
      and a.basis = 'responsible' and a.during @> audit_today()
      and not nominals_barred(i.nominal_id)
      and cardinality(agencies_scope()) > 0
      and not exists (select from nominals_access mine
                      where mine.nominal_id = i.nominal_id and mine.during @> audit_today()
                        and mine.area_id = any (agencies_scope()))
$$;
revoke execute on function cases_pointers(text[], text[]) from public;
grant execute on function cases_pointers(text[], text[]) to web;
"""

# Named one by one: a table that comes later shows nothing here until somebody decides that it may.
HISTORIES = (
    ("nominals_nominal", "id"),
    ("nominals_record", "nominal_id"),
    ("nominals_identifier", "nominal_id"),
    ("nominals_name", "nominal_id"),
    ("nominals_address", "nominal_id"),
    ("nominals_access", "nominal_id"),
    ("nominals_match", "nominal_id"),
    ("nominals_finding", "nominal_id"),
    ("justice_disposal", "nominal_id"),
    ("justice_whereabouts", "nominal_id"),
    ("justice_order", "nominal_id"),
    ("justice_breach", "nominal_id"),
    ("cases_reported_responsibility", "nominal_id"),
    ("cases_reported_level", "nominal_id"),
    ("cases_designation", "nominal_id"),
    ("cases_responsibility", "nominal_id"),
    ("cases_level", "nominal_id"),
    ("cases_ground", "nominal_id"),
    ("cases_transfer", "nominal_id"),
)

WRITTEN = " union all ".join(
    f"""
        select h.pgh_created_at as at, '{table}' as of_table, h.pgh_label as verb, h.operation, h.pgh_obj_id as row_id,
            to_jsonb(h) as new,
            lag(to_jsonb(h)) over (partition by h.pgh_obj_id order by h.pgh_id) as old
        from {table}_history h where h.{column} = of_nominal"""
    for table, column in HISTORIES
)

HISTORY = f"""
-- Who has seen and changed one record, newest first: what happened in words, each row written with
-- what stood there before, and who looked (the same look of one person on one day once). What was
-- done in a compartment only to who may know of it. Nothing unless the record is in the caller's
-- scope today.
create function cases_record_history(of_nominal bigint, wanted text[], skip int, take int)
returns table (at timestamptz, stream text, actor text, purpose text, reason text, verb text,
               what text, refused boolean, area text, times bigint, old jsonb, new jsonb,
               in_all bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with compartments as (
        select cardinality(agencies_areas_as(array['victim_liaison', 'security_officer',
            'data_protection_officer'])) > 0 as told
    ),
    written as ({WRITTEN}),
    merged as (
        select w.at, 'row' as stream, o.actor, o.purpose, o.reason, w.verb, w.of_table as what,
            false as refused, '' as area, 1::bigint as times, w.old, w.new
        from written w join audit_operation o on o.id = w.operation
        where 'row' = any (wanted) and (o.compartment = '' or (select told from compartments))
            and w.row_id <> all ((select nominals_withheld_from_me(w.of_table::name))::bigint[])
        union all
        select e.at, 'event', o.actor, o.purpose, o.reason, e.verb, e.sentence, false, e.area, 1,
            null, null
        from audit_event e join audit_operation o on o.id = e.operation
        where e.nominal_id = of_nominal and 'event' = any (wanted)
            and (o.compartment = '' or (select told from compartments))
        union all
        select max(a.at), 'access', a.actor, '', '', a.action, a.what, a.refused, a.area, count(*),
            null, null
        from audit_access a where a.nominal_id = of_nominal and 'access' = any (wanted)
            and (a.compartment = '' or (select told from compartments))
        group by a.actor, a.action, a.what, a.refused, a.area,
            (a.at at time zone 'Europe/London')::date
    )
    select m.*, count(*) over () from merged m
    where nominals_in_sight(of_nominal)
    order by m.at desc, m.stream, m.what, m.verb, m.actor
    limit take offset skip
$$;
revoke execute on function cases_record_history(bigint, text[], int, int) from public;
grant execute on function cases_record_history(bigint, text[], int, int) to web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_protection"),
        ("justice", "0002_protection"),
        ("nominals", "0004_withheld"),
        ("agencies", "0002_areas_and_scope"),
        ("audit", "0002_protection"),
    ]

    operations = [
        migrations.RunSQL(POINTERS, "drop function cases_pointers(text[], text[])"),
        migrations.RunSQL(HISTORY, "drop function cases_record_history(bigint, text[], int, int)"),
    ]
