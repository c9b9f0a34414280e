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
    ]
