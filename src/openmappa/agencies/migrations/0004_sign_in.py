from django.db import migrations

# Rows of users name colleagues, not people on the record, so every page may read them. A person
# changes their own password and when they last signed in, of nobody else, and nothing else there:
# roles and vetting are given at the command line or by an area administrator's action.
GRANTS = """
alter table agencies_user enable row level security;
create policy colleagues on agencies_user for select to web using (true);
create policy oneself on agencies_user for update to web
    using (id = (select nullif(current_setting('app.user', true), ''))::bigint);
grant select on agencies_user to web;
grant update (password, last_login) on agencies_user to web;

alter table agencies_posting enable row level security;
create policy own_and_of_own_areas on agencies_posting for select to web using (
    user_id = (select nullif(current_setting('app.user', true), ''))::bigint
    or area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[]));
grant select on agencies_posting to web;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_demonstration_accounts")]

    operations = [migrations.RunSQL(GRANTS, migrations.RunSQL.noop)]
