import django.contrib.postgres.fields
from django.db import migrations, models

import openmappa.audit.history

# Who signed in is told beside the name, which two people may share; a page can say it of nobody
# but its own visitor. A refusal is logged outside any scope.
GRANTS = """
grant insert (user_id) on audit_operation to web, worker, intake, count;
grant insert (parts) on audit_event to web, worker, intake, count;
grant insert (user_id, parts, reason_code, reason) on audit_access to web, worker, intake, count;
create policy as_oneself on audit_operation as restrictive for insert to web with check (
    nullif(current_setting('app.user', true), '') is null
    or user_id = nullif(current_setting('app.user', true), '')::bigint);
create policy as_oneself on audit_access as restrictive for insert to web with check (
    nullif(current_setting('app.user', true), '') is null
    or user_id = nullif(current_setting('app.user', true), '')::bigint);
"""
KNOWN = [
    *("management", "meeting", "enquiry", "safeguarding", "moving", "court", "quality"),
    *("for_the_person", "on_duty", "request", "audit"),
]


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
        *(
            migrations.AddField(
                model_name="access",
                name=name,
                field=models.TextField(db_default="", default=""),
            )
            for name in ("reason_code", "reason")
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), ("reason_code", ""))
                | models.Q(("reason_code__in", KNOWN))
                | models.Q(("reason_code", "other"), models.Q(("reason", ""), _negated=True)),
                name="audit_access_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.CheckConstraint(
                condition=models.Q(("action__in", ["print", "export"]), _negated=True)
                | models.Q(("nominal_id", None))
                | models.Q(("user_id", None))
                | models.Q(("refused", True))
                | models.Q(("reason_code", ""), _negated=True),
                name="audit_access_taken_out_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="access",
            index=models.Index(fields=["user_id", "at"], name="audit_access_user"),
        ),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
