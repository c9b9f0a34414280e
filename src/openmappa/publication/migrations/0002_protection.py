from django.db import migrations

# The words of a report are seen and written by its own area until it is published. Nothing here is
# ever changed or deleted: a correction is a new version.
PROTECTION = """
alter table publication_wording enable row level security;
alter table publication_consent enable row level security;
create policy of_own_area on publication_wording to web
    using (area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[]))
    with check (area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[])
        and operation = audit_current_operation());
create policy of_own_area on publication_consent to web
    using (exists (select from publication_wording w where w.id = wording_id))
    with check (exists (select from publication_wording w where w.id = wording_id)
        and operation = audit_current_operation());
create policy taken_in on publication_wording to intake using (true)
    with check (operation = audit_current_operation());
create policy taken_in on publication_consent to intake using (true)
    with check (operation = audit_current_operation());
create policy printed on publication_wording for select to count using (true);
create policy printed on publication_consent for select to count using (true);
grant select, insert on publication_wording, publication_consent to web, intake;
grant select on publication_wording, publication_consent to count;

create function publication_never_changes() returns trigger language plpgsql as $$
begin
    raise exception 'the words of a report are never changed: write a new version'
        using errcode = 'insufficient_privilege';
end $$;
create trigger never_changes before update or delete on publication_wording
    for each row execute function publication_never_changes();
create trigger never_changes before update or delete on publication_consent
    for each row execute function publication_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0001_initial"),
        ("agencies", "0002_areas_and_scope"),
        ("audit", "0002_protection"),
    ]

    operations = [migrations.RunSQL(PROTECTION, migrations.RunSQL.noop)]
