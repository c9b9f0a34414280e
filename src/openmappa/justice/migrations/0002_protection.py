from django.db import migrations

PROTECTION = """
call nominals_protect('justice_disposal');
call nominals_protect('justice_whereabouts');
call nominals_protect('justice_order');
call nominals_protect('justice_breach');
call nominals_protect_history('justice_disposal_history');
call nominals_protect_history('justice_whereabouts_history');
call nominals_protect_history('justice_order_history');
call nominals_protect_history('justice_breach_history');
call nominals_follow_record('justice_disposal');
call nominals_follow_record('justice_whereabouts');
call nominals_follow_record('justice_order');
call nominals_follow_record('justice_breach');
grant select on justice_disposal, justice_whereabouts, justice_order, justice_breach
    to web, intake, count;
grant insert, update on justice_disposal, justice_whereabouts, justice_order, justice_breach
    to intake;
call nominals_seen_by_way_of('justice_whereabouts');
-- Where somebody is held is the way in which a prison sees the index of who is another's case.
do $do$ begin
    execute format($sql$
        create policy held_or_due_in on justice_whereabouts for select to web using (
            (select true from nominals_access a
             where a.nominal_id = justice_whereabouts.nominal_id
               and a.during @> (now() at time zone 'Europe/London')::date
               and (a.area_id * 16 + 6)::smallint = any (a.shown_to)
               and (a.area_id * 16 + 6)::smallint
                   = any ((select nullif(current_setting('app.sees', true), ''))::smallint[])
               and %s
             limit 1))
        $sql$, nominals_lets(index_too => true));
end $do$;
"""


class Migration(migrations.Migration):
    dependencies = [("justice", "0001_initial"), ("nominals", "0007_caseload")]

    operations = [migrations.RunSQL(PROTECTION, migrations.RunSQL.noop)]
