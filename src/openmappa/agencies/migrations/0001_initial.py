import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0002_protection"),
        # Its functions are what the triggers call; account.0006 fires them.
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = folded(
        [
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
                    ("left_on", models.DateField(null=True)),
                    ("demonstration", models.BooleanField(default=False)),
                    (
                        "line_manager",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "kept_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_user",
                },
            ),
            migrations.CreateModel(
                name="Enrolment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("digest", models.TextField(unique=True)),
                    ("identity_check", models.TextField(default="")),
                    (
                        "made_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("expires_at", models.DateTimeField()),
                    ("used_at", models.DateTimeField(null=True)),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="enrolments",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_enrolment",
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
                    ("awaits_approval", models.BooleanField(db_default=False, default=False)),
                    ("need_confirmed_on", models.DateField(null=True)),
                    (
                        "approved_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                    (
                        "given_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="postings",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
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
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("role", models.TextField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("awaits_approval", models.BooleanField(db_default=False, default=False)),
                    ("need_confirmed_on", models.DateField(null=True)),
                    (
                        "approved_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "area",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "given_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="agencies.posting",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_posting_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Training",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("expires_on", models.DateField()),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("course", models.TextField()),
                    ("completed_on", models.DateField()),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="trainings",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_training",
                },
            ),
            migrations.CreateModel(
                name="TrainingHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("expires_on", models.DateField()),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("course", models.TextField()),
                    ("completed_on", models.DateField()),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="agencies.training",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_training_history",
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
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
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
                    ("left_on", models.DateField(null=True)),
                    ("demonstration", models.BooleanField(default=False)),
                    (
                        "kept_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "line_manager",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_user_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Vetting",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("expires_on", models.DateField()),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("level", models.TextField()),
                    ("granted_on", models.DateField()),
                    ("sponsor", models.TextField()),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="vettings",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_vetting",
                },
            ),
            migrations.CreateModel(
                name="VettingHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "xid",
                        models.BigIntegerField(
                            db_default=openmappa.audit.history.CurrentTransaction()
                        ),
                    ),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
                    ("id", models.BigIntegerField()),
                    ("expires_on", models.DateField()),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("level", models.TextField()),
                    ("granted_on", models.DateField()),
                    ("sponsor", models.TextField()),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="agencies.vetting",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_vetting_history",
                    "abstract": False,
                },
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.CheckConstraint(
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
                ),
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.CheckConstraint(
                    condition=models.Q(("left_on", None), ("active", False), _connector="OR"),
                    name="agencies_user_who_left_is_not_active",
                ),
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("line_manager", None),
                        models.Q(("line_manager", models.F("id")), _negated=True),
                        _connector="OR",
                    ),
                    name="agencies_user_is_not_own_line_manager",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="user",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_user_history" ("active", "agency", "demonstration", "email", "id", "kept_by_id", "left_on", "line_manager_id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active", new_values."agency", new_values."demonstration", new_values."email", new_values."id", new_values."kept_by_id", new_values."left_on", new_values."line_manager_id", new_values."name", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="98bcf42b841a3c8bf02855e2b6b2e3cc30e819a4",
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
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_user_history" ("active", "agency", "demonstration", "email", "id", "kept_by_id", "left_on", "line_manager_id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."active", new_values."agency", new_values."demonstration", new_values."email", new_values."id", new_values."kept_by_id", new_values."left_on", new_values."line_manager_id", new_values."name", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."active" IS DISTINCT FROM (new_values."active") OR old_values."agency" IS DISTINCT FROM (new_values."agency") OR old_values."demonstration" IS DISTINCT FROM (new_values."demonstration") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kept_by_id" IS DISTINCT FROM (new_values."kept_by_id") OR old_values."left_on" IS DISTINCT FROM (new_values."left_on") OR old_values."line_manager_id" IS DISTINCT FROM (new_values."line_manager_id") OR old_values."name" IS DISTINCT FROM (new_values."name")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ec950151b60e7fc81634cf25244f70c464386e2e",
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
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_user_history" ("active", "agency", "demonstration", "email", "id", "kept_by_id", "left_on", "line_manager_id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."active", old_values."agency", old_values."demonstration", old_values."email", old_values."id", old_values."kept_by_id", old_values."left_on", old_values."line_manager_id", old_values."name", NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="0b1413cc6c8b8d56abb688a2f27f29605544d8bd",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_081d4",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="agencies_user",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="posting",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("user", "="), ("area", "="), ("role", "="), ("during", "&&")],
                    name="agencies_posting_once",
                ),
            ),
            migrations.AddConstraint(
                model_name="posting",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("given_by", None),
                        models.Q(("given_by", models.F("user")), _negated=True),
                        _connector="OR",
                    ),
                    name="agencies_posting_not_given_to_oneself",
                ),
            ),
            migrations.AddConstraint(
                model_name="posting",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("approved_by", None),
                        models.Q(
                            models.Q(("approved_by", models.F("user")), _negated=True),
                            models.Q(("approved_by", models.F("given_by")), _negated=True),
                            ("awaits_approval", False),
                        ),
                        _connector="OR",
                    ),
                    name="agencies_posting_approved_by_a_second_person",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="posting",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_posting_history" ("approved_by_id", "area_id", "awaits_approval", "during", "given_by_id", "id", "need_confirmed_on", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT new_values."approved_by_id", new_values."area_id", new_values."awaits_approval", new_values."during", new_values."given_by_id", new_values."id", new_values."need_confirmed_on", NOW(), \'insert\', new_values."id", new_values."role", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b31a072a17632bfda0d159abf54df8a50f2a7ed4",
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
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_posting_history" ("approved_by_id", "area_id", "awaits_approval", "during", "given_by_id", "id", "need_confirmed_on", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT new_values."approved_by_id", new_values."area_id", new_values."awaits_approval", new_values."during", new_values."given_by_id", new_values."id", new_values."need_confirmed_on", NOW(), \'update\', new_values."id", new_values."role", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="653317a0f7b2bb1d87d74d2e8b83b4b9ef3f47ac",
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
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_posting_history" ("approved_by_id", "area_id", "awaits_approval", "during", "given_by_id", "id", "need_confirmed_on", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT old_values."approved_by_id", old_values."area_id", old_values."awaits_approval", old_values."during", old_values."given_by_id", old_values."id", old_values."need_confirmed_on", NOW(), \'delete\', old_values."id", old_values."role", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="6bfad6425993056fd50ba06c408ccbd7f8495ee7",
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
            migrations.AddConstraint(
                model_name="training",
                constraint=models.CheckConstraint(
                    condition=models.Q(("expires_on__gte", models.F("completed_on"))),
                    name="agencies_training_ends_after_it_began",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="training",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_training_history" ("completed_on", "course", "expires_on", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "withdrawn_on") SELECT new_values."completed_on", new_values."course", new_values."expires_on", new_values."id", NOW(), \'insert\', new_values."id", new_values."user_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="9dcbf239a7589536f99d11abad739018c79020ba",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d3280",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="agencies_training",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="training",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_training_history" ("completed_on", "course", "expires_on", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "withdrawn_on") SELECT new_values."completed_on", new_values."course", new_values."expires_on", new_values."id", NOW(), \'update\', new_values."id", new_values."user_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="5057ea61451b3f62a25f06f768b993de4cdf718f",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f37be",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="agencies_training",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="training",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_training_history" ("completed_on", "course", "expires_on", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "withdrawn_on") SELECT old_values."completed_on", old_values."course", old_values."expires_on", old_values."id", NOW(), \'delete\', old_values."id", old_values."user_id", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="5e0c208867e1c176919760145c46056c58a7c3b4",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_0ed86",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="agencies_training",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="traininghistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="b92f2ccd8f97bd93ae4e6b6e5d5e1e9dceec3147",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_ab658",
                        table="agencies_training_history",
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
            migrations.AddConstraint(
                model_name="vetting",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "level__in",
                            [
                                "recruitment",
                                "management",
                                "nppv1",
                                "nppv2",
                                "nppv3",
                                "bpss",
                                "ctc",
                                "sc",
                                "dv",
                            ],
                        )
                    ),
                    name="agencies_vetting_level_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="vetting",
                constraint=models.CheckConstraint(
                    condition=models.Q(("expires_on__gte", models.F("granted_on"))),
                    name="agencies_vetting_ends_after_it_began",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="vetting",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_vetting_history" ("expires_on", "granted_on", "id", "level", "pgh_created_at", "pgh_label", "pgh_obj_id", "sponsor", "user_id", "withdrawn_on") SELECT new_values."expires_on", new_values."granted_on", new_values."id", new_values."level", NOW(), \'insert\', new_values."id", new_values."sponsor", new_values."user_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e378a614f88190b9c2f57e70c60cfbc0d6158963",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_53db9",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="agencies_vetting",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="vetting",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_vetting_history" ("expires_on", "granted_on", "id", "level", "pgh_created_at", "pgh_label", "pgh_obj_id", "sponsor", "user_id", "withdrawn_on") SELECT new_values."expires_on", new_values."granted_on", new_values."id", new_values."level", NOW(), \'update\', new_values."id", new_values."sponsor", new_values."user_id", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="0ff09a363829ee09b5794d08ecb2bb2f33d0609a",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0ecb6",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="agencies_vetting",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="vetting",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_vetting_history" ("expires_on", "granted_on", "id", "level", "pgh_created_at", "pgh_label", "pgh_obj_id", "sponsor", "user_id", "withdrawn_on") SELECT old_values."expires_on", old_values."granted_on", old_values."id", old_values."level", NOW(), \'delete\', old_values."id", old_values."sponsor", old_values."user_id", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="10ef2b24d5f3f53e08c91c5f54d41bbca17166d9",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_e7553",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="agencies_vetting",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="vettinghistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d25cd1629c386ae19de09a57fefa2d6199d604b9",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_9455c",
                        table="agencies_vetting_history",
                        when="BEFORE",
                    ),
                ),
            ),
        ]
    )
