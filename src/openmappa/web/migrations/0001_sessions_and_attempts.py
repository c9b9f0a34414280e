from django.db import migrations

# What signing in needs of tables that are not ours, for the login that serves people alone.
GRANTS = """
grant select, insert, update, delete on django_session to web;
grant select, insert, update, delete on mfa_authenticator to web;
grant select on account_emailaddress to web;

-- How often somebody tried, for a few minutes; shared by all serving processes.
create table web_attempts (
    cache_key varchar(255) primary key,
    value text not null,
    expires timestamptz not null
);
create index web_attempts_expires on web_attempts (expires);
grant select, insert, update, delete on web_attempts to web;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("agencies", "0002_areas_and_scope"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunSQL(GRANTS, "drop table web_attempts")]
