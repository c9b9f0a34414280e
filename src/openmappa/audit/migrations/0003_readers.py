import django.contrib.postgres.fields
from django.db import migrations, models

import openmappa.audit.history

# Who signed in is told beside the name, which two people may share; a page can say it of nobody
# but its own visitor. A refusal is logged outside any scope.
GRANTS = """
grant insert (user_id) on audit_operation to web, worker, intake, count;
grant insert (parts) on audit_event to web, worker, intake, count;
grant insert (user_id, parts) on audit_access to web, worker, intake, count;
create policy as_oneself on audit_operation as restrictive for insert to web with check (
    nullif(current_setting('app.user', true), '') is null
    or user_id = nullif(current_setting('app.user', true), '')::bigint);
create policy as_oneself on audit_access as restrictive for insert to web with check (
    nullif(current_setting('app.user', true), '') is null
    or user_id = nullif(current_setting('app.user', true), '')::bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_protection")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="user_id",
                field=models.BigIntegerField(
                    db_default=openmappa.audit.history.CurrentUser(), null=True
                ),
            )
            for model in ("access", "operation")
        ),
        *(
            migrations.AddField(
                model_name=model,
                name="parts",
                field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.TextField(), db_default=[]
                ),
            )
            for model in ("access", "domainevent")
        ),
        migrations.AddIndex(
            model_name="access",
            index=models.Index(fields=["user_id", "at"], name="audit_access_user"),
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
