from django.db import migrations

# The count reads everything and writes frozen figures only. What is behind a frozen cell is seen
# by the area of the figures, also after a transfer.
PROTECTION = """
grant select on statistics_population to web, intake, count;
grant insert, delete on statistics_population to intake;
grant select on statistics_population_history to intake;

alter table statistics_freeze enable row level security;
alter table statistics_frozen_case enable row level security;
create policy counted on statistics_freeze for select to count using (true);
create policy counted on statistics_frozen_case for select to count using (true);
-- Written by the operation that freezes, and not added to later.
create policy frozen on statistics_freeze for insert to count
    with check (operation = audit_current_operation());
create policy frozen on statistics_frozen_case for insert to count with check (
    (select f.operation from statistics_freeze f where f.id = freeze_id)
    = audit_current_operation());
create policy published on statistics_freeze for select to web using (true);
create policy of_own_area on statistics_frozen_case for select to web using (
    (select true from statistics_freeze f
     where f.id = freeze_id
       and f.area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[])
     limit 1));
grant insert, select on statistics_freeze, statistics_frozen_case to count;
grant select on statistics_freeze, statistics_frozen_case to web;

create function statistics_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'frozen figures never change: freeze a new version with a reason'
        using errcode = 'insufficient_privilege';
end $$;
create trigger never_changes before update or delete on statistics_freeze
    for each row execute function statistics_never_changes();
create trigger never_changes before update or delete on statistics_frozen_case
    for each row execute function statistics_never_changes();
create trigger never_emptied before truncate on statistics_freeze
    for each statement execute function statistics_never_changes();
create trigger never_emptied before truncate on statistics_frozen_case
    for each statement execute function statistics_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_initial"), ("agencies", "0002_areas_and_scope")]

    operations = [migrations.RunSQL(PROTECTION, migrations.RunSQL.noop)]
