from django.db import migrations

OPERATION = """
-- The operation that this transaction opened. Every history row takes it as its default, so a
-- tracked table cannot be written in a transaction that opened none, nor under a borrowed id.
create function audit_current_operation() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    opened text := nullif(current_setting('app.operation', true), '');
begin
    if opened is null or not exists (
        select from audit_operation
        where id = opened::uuid and xid = pg_current_xact_id()::text::bigint
    ) then
        raise exception 'no operation is open: records are written by actions only'
            using errcode = 'insufficient_privilege';
    end if;
    return opened::uuid;
end $$;

-- The London calendar day.
create function audit_today() returns date language sql stable
return (now() at time zone 'Europe/London')::date;
"""

# Insert only, and nobody who writes may read: the pages that show the audit come with their roles.
GRANTS = """
alter table audit_operation enable row level security;
alter table audit_event enable row level security;
alter table audit_access enable row level security;
create policy written on audit_operation for insert to web, worker, intake, count with check (true);
create policy written on audit_event for insert to web, worker, intake, count
    with check (operation = audit_current_operation());
create policy written on audit_access for insert to web, worker, intake, count
    with check (operation is null or operation = audit_current_operation());
grant insert (id, actor, purpose, reason, compartment) on audit_operation to web, worker, intake, count;
grant insert (operation, verb, nominal_id, reference, area, sentence) on audit_event
    to web, worker, intake, count;
grant insert (operation, actor, action, what, nominal_id, area, refused, compartment) on audit_access
    to web, worker, intake, count;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(OPERATION, "drop function audit_current_operation(), audit_today()"),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
