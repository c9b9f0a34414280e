import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0002_protection"),
        # Its functions are what the triggers call; account.0006 fires them.
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("name", models.TextField(unique=True)),
                (
                    "forces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                ("wales", models.BooleanField()),
            ],
            options={
                "db_table": "agencies_area",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.TextField()),
                ("during", openmappa.agencies.during.DuringField()),
            ],
            options={
                "db_table": "agencies_posting",
            },
        ),
        migrations.CreateModel(
            name="PostingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "xid",
                    models.BigIntegerField(db_default=openmappa.audit.history.CurrentTransaction()),
                ),
                (
                    "operation",
                    models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                ),
                ("id", models.BigIntegerField()),
                ("role", models.TextField()),
                ("during", openmappa.agencies.during.DuringField()),
            ],
            options={
                "db_table": "agencies_posting_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UserHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "xid",
                    models.BigIntegerField(db_default=openmappa.audit.history.CurrentTransaction()),
                ),
                (
                    "operation",
                    models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                ),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254)),
                ("name", models.TextField()),
                ("agency", models.TextField()),
                ("active", models.BooleanField(default=True)),
                ("vetting_expires_on", models.DateField(null=True)),
                ("demonstration", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "agencies_user_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.TextField()),
                ("agency", models.TextField()),
                ("active", models.BooleanField(default=True)),
                ("vetting_expires_on", models.DateField(null=True)),
                ("demonstration", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "agencies_user",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "agency__in",
                                [
                                    "police",
                                    "probation",
                                    "prison",
                                    "responsible_authority",
                                    "duty_to_cooperate",
                                    "inspectorate",
                                    "lay",
                                ],
                            )
                        ),
                        name="agencies_user_agency_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_user_history" ("active", "agency", "demonstration", "email", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "vetting_expires_on") SELECT new_values."active", new_values."agency", new_values."demonstration", new_values."email", new_values."id", new_values."name", NOW(), \'insert\', new_values."id", new_values."vetting_expires_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d6aa0b59c49d9a761254a905f3a1434fa2b236bf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2175f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agencies_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_user_history" ("active", "agency", "demonstration", "email", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "vetting_expires_on") SELECT new_values."active", new_values."agency", new_values."demonstration", new_values."email", new_values."id", new_values."name", NOW(), \'update\', new_values."id", new_values."vetting_expires_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."active" IS DISTINCT FROM (new_values."active") OR old_values."agency" IS DISTINCT FROM (new_values."agency") OR old_values."demonstration" IS DISTINCT FROM (new_values."demonstration") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."vetting_expires_on" IS DISTINCT FROM (new_values."vetting_expires_on")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="97dea1563dfd9885f41ceb365d4d89f6a790ea7a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a123f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="agencies_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_user_history" ("active", "agency", "demonstration", "email", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "vetting_expires_on") SELECT old_values."active", old_values."agency", old_values."demonstration", old_values."email", old_values."id", old_values."name", NOW(), \'delete\', old_values."id", old_values."vetting_expires_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9806c4d598a943ad7def9ea9435aaed0e9999f51",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_081d4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agencies_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="postings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postinghistory",
            name="area",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agencies.area",
            ),
        ),
        migrations.AddField(
            model_name="postinghistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="agencies.posting",
            ),
        ),
        migrations.AddField(
            model_name="postinghistory",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="userhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("user", "="), ("area", "="), ("role", "="), ("during", "&&")],
                name="agencies_posting_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_posting_history" ("area_id", "during", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT new_values."area_id", new_values."during", new_values."id", NOW(), \'insert\', new_values."id", new_values."role", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b4df40a1c78d62a32e7edd62dda86dedef9d03f1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_79090",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="agencies_posting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_posting_history" ("area_id", "during", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT new_values."area_id", new_values."during", new_values."id", NOW(), \'update\', new_values."id", new_values."role", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cdb0019aad00b15f6489145466d104d1385a6094",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f9c71",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="agencies_posting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_posting_history" ("area_id", "during", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT old_values."area_id", old_values."during", old_values."id", NOW(), \'delete\', old_values."id", old_values."role", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="aae0a7973c56105a0be7d819ec8881b6bf09c9eb",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_13789",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="agencies_posting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postinghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="de5e6bb1a5d3baff8db9eb09a970cd104b2be872",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_eb452",
                    table="agencies_posting_history",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="userhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6775121ec26c3b8861268cb2ad176a4d05804c34",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e276f",
                    table="agencies_user_history",
                    when="BEFORE",
                ),
            ),
        ),
    ]
