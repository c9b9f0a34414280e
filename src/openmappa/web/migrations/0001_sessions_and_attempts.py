from django.db import migrations, models

from openmappa.audit.folding import folded

# What signing in needs of tables that are not ours, for the login that serves people alone.
GRANTS = """
grant select, insert, update, delete on web_session to web;

-- A second factor is added, used and removed by its owner alone, or by a verb of `agencies`.
alter table mfa_authenticator enable row level security;
create policy known on mfa_authenticator for select to web using (true);
create policy added_by_oneself on mfa_authenticator for insert to web
    with check (user_id = (select agencies_visitor()));
create policy used_by_oneself on mfa_authenticator for update to web
    using (user_id = (select agencies_visitor()));
create policy removed_by_oneself on mfa_authenticator for delete to web
    using (user_id = (select agencies_visitor()));
grant select, insert, update, delete on mfa_authenticator to web;
grant select on account_emailaddress to web;

-- Who somebody is in the eyes of their agency's own sign-in: noted by oneself, when coming from it.
alter table socialaccount_socialaccount enable row level security;
create policy known on socialaccount_socialaccount for select to web using (true);
create policy added_by_oneself on socialaccount_socialaccount for insert to web
    with check (user_id = (select agencies_visitor()));
create policy used_by_oneself on socialaccount_socialaccount for update to web
    using (user_id = (select agencies_visitor()));
grant select, insert, update on socialaccount_socialaccount to web;

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
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Session",
                fields=[
                    (
                        "session_key",
                        models.CharField(
                            max_length=40,
                            primary_key=True,
                            serialize=False,
                            verbose_name="session key",
                        ),
                    ),
                    ("session_data", models.TextField(verbose_name="session data")),
                    (
                        "expire_date",
                        models.DateTimeField(db_index=True, verbose_name="expire date"),
                    ),
                    ("user_id", models.BigIntegerField(db_index=True, null=True)),
                    ("began_at", models.DateTimeField(null=True)),
                    ("browser", models.TextField(db_default="", default="")),
                ],
                options={
                    "verbose_name": "session",
                    "verbose_name_plural": "sessions",
                    "db_table": "web_session",
                    "abstract": False,
                },
            ),
            migrations.RunSQL(GRANTS, "drop table web_attempts"),
        ]
    )
