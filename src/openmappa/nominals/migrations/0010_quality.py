from django.db import migrations

# Row-level security hides colleagues' vetting, so that who asks could not tell by themselves; which
# of these namings they may see is still for the policies of the table to say.
GONE = """
-- Namings that run in the areas of the scope though the manager may hold no case there any more.
create function nominals_managers_gone() returns setof bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with held as materialized (
        select c.user_id, c.area_id, array_agg(c.id) as namings from nominals_caseload c
        where c.as_what = 'manager' and c.during @> audit_today()
          and c.area_id = any (agencies_scope())
        group by c.user_id, c.area_id)
    select unnest(h.namings) from held h where not nominals_can_hold(h.user_id, h.area_id)
$$;
revoke execute on function nominals_managers_gone() from public;
grant execute on function nominals_managers_gone() to web;

-- An import leaves alone what was opened in error.
grant select on nominals_archive to intake;
"""


class Migration(migrations.Migration):
    dependencies = [("nominals", "0009_merging")]

    operations = [migrations.RunSQL(GONE, migrations.RunSQL.noop)]
