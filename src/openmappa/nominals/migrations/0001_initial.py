import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

REFERENCE = """
-- The national reference: M, the number, and a letter that catches a slip of the finger.
create function nominals_reference(id bigint) returns text language sql immutable
return 'M' || lpad(id::text, 7, '0') || substr('ZABCDEFGHJKLMNPQRTUVWXY', (id % 23)::int + 1, 1);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = folded(
        [
            migrations.RunSQL(REFERENCE, "drop function nominals_reference(bigint)"),
            migrations.CreateModel(
                name="Match",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("kind", models.TextField()),
                    ("sentence", models.TextField()),
                    ("decision", models.TextField(default="")),
                    ("decided_at", models.DateTimeField(null=True)),
                    ("decided_by", models.TextField(default="")),
                    ("reason", models.TextField(default="")),
                    ("open", models.BooleanField(default=True)),
                ],
                options={
                    "db_table": "nominals_match",
                },
            ),
            migrations.CreateModel(
                name="Nominal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "reference",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Func("id", function="nominals_reference"),
                            output_field=models.TextField(),
                            unique=True,
                        ),
                    ),
                    ("surname", models.TextField()),
                    ("forenames", models.TextField(default="")),
                    ("born_on", models.DateField(null=True)),
                    ("sex", models.TextField(default="")),
                    ("ethnicity", models.TextField(default="")),
                    ("died_on", models.DateField(null=True)),
                ],
                options={
                    "db_table": "nominals_nominal",
                },
            ),
            migrations.CreateModel(
                name="NominalHistory",
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
                    (
                        "reference",
                        models.GeneratedField(
                            db_persist=True,
                            expression=models.Func("id", function="nominals_reference"),
                            output_field=models.TextField(),
                        ),
                    ),
                    ("surname", models.TextField()),
                    ("forenames", models.TextField(default="")),
                    ("born_on", models.DateField(null=True)),
                    ("sex", models.TextField(default="")),
                    ("ethnicity", models.TextField(default="")),
                    ("died_on", models.DateField(null=True)),
                ],
                options={
                    "db_table": "nominals_nominal_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SourceRecord",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("source_key", models.TextField()),
                    ("surname", models.TextField()),
                    ("forenames", models.TextField(default="")),
                    ("born_on", models.DateField(null=True)),
                    ("sex", models.TextField(default="")),
                    ("ethnicity", models.TextField(default="")),
                    ("died_on", models.DateField(null=True)),
                    ("synthetic", models.BooleanField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withdrawn_on", models.DateField(null=True)),
                ],
                options={
                    "db_table": "nominals_record",
                },
            ),
            migrations.CreateModel(
                name="SourceRecordHistory",
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
                    ("agency", models.TextField()),
                    ("source_key", models.TextField()),
                    ("surname", models.TextField()),
                    ("forenames", models.TextField(default="")),
                    ("born_on", models.DateField(null=True)),
                    ("sex", models.TextField(default="")),
                    ("ethnicity", models.TextField(default="")),
                    ("died_on", models.DateField(null=True)),
                    ("synthetic", models.BooleanField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withdrawn_on", models.DateField(null=True)),
                ],
                options={
                    "db_table": "nominals_record_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Access",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("basis", models.TextField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("restricted", models.BooleanField(db_default=False)),
                    (
                        "shown_to",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.SmallIntegerField(), db_default=[], size=None
                        ),
                    ),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="access",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_access",
                },
            ),
            migrations.CreateModel(
                name="Address",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("source_key", models.TextField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("kind", models.TextField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("line_1", models.TextField(default="")),
                    ("town", models.TextField(default="")),
                    ("postcode", models.TextField(default="")),
                    (
                        "area",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_address",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Finding",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.TextField()),
                    ("sentence", models.TextField()),
                    (
                        "found_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("gone_at", models.DateTimeField(null=True)),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="findings",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_finding",
                },
            ),
            migrations.CreateModel(
                name="Identifier",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("source_key", models.TextField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("kind", models.TextField()),
                    ("given", models.TextField()),
                    ("canonical", models.TextField()),
                    ("valid", models.BooleanField()),
                    (
                        "area",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_identifier",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Name",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("source_key", models.TextField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("kind", models.TextField()),
                    ("surname", models.TextField()),
                    ("forenames", models.TextField(default="")),
                    (
                        "area",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_name",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="NameHistory",
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
                    ("agency", models.TextField()),
                    ("source_key", models.TextField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("kind", models.TextField()),
                    ("surname", models.TextField()),
                    ("forenames", models.TextField(default="")),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="nominals.name",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_name_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="MatchHistory",
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
                    ("kind", models.TextField()),
                    ("sentence", models.TextField()),
                    ("decision", models.TextField(default="")),
                    ("decided_at", models.DateTimeField(null=True)),
                    ("decided_by", models.TextField(default="")),
                    ("reason", models.TextField(default="")),
                    ("open", models.BooleanField(default=True)),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="nominals.match",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                    (
                        "other_nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_match_history",
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="match",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="matches",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="match",
                name="other_nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.CreateModel(
                name="IdentifierHistory",
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
                    ("agency", models.TextField()),
                    ("source_key", models.TextField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("kind", models.TextField()),
                    ("given", models.TextField()),
                    ("canonical", models.TextField()),
                    ("valid", models.BooleanField()),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="nominals.identifier",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_identifier_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="FindingHistory",
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
                    ("code", models.TextField()),
                    ("sentence", models.TextField()),
                    (
                        "found_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("gone_at", models.DateTimeField(null=True)),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="nominals.finding",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_finding_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="AddressHistory",
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
                    ("agency", models.TextField()),
                    ("source_key", models.TextField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("withdrawn_on", models.DateField(null=True)),
                    ("kind", models.TextField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("line_1", models.TextField(default="")),
                    ("town", models.TextField(default="")),
                    ("postcode", models.TextField(default="")),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="nominals.address",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_address_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="AccessHistory",
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
                    ("basis", models.TextField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("restricted", models.BooleanField(db_default=False)),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="nominals.access",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_access_history",
                    "abstract": False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="nominal",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_nominal_history" ("born_on", "died_on", "ethnicity", "forenames", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "surname") SELECT new_values."born_on", new_values."died_on", new_values."ethnicity", new_values."forenames", new_values."id", NOW(), \'insert\', new_values."id", new_values."sex", new_values."surname" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="f7c713ebcf814b746899171b6d8b157e4ef1dc75",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_3a133",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_nominal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="nominal",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_nominal_history" ("born_on", "died_on", "ethnicity", "forenames", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "surname") SELECT new_values."born_on", new_values."died_on", new_values."ethnicity", new_values."forenames", new_values."id", NOW(), \'update\', new_values."id", new_values."sex", new_values."surname" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="43c5e4da522a9951bc2eaa60d7a7a7964b0770a9",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_13aaa",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_nominal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="nominal",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_nominal_history" ("born_on", "died_on", "ethnicity", "forenames", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "surname") SELECT old_values."born_on", old_values."died_on", old_values."ethnicity", old_values."forenames", old_values."id", NOW(), \'delete\', old_values."id", old_values."sex", old_values."surname" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="0df22939994a46014f2b12eaffdcb5c7ac56d824",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_da3f1",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_nominal",
                        when="AFTER",
                    ),
                ),
            ),
            migrations.AddField(
                model_name="nominalhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="sourcerecord",
                name="area",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                ),
            ),
            migrations.AddField(
                model_name="sourcerecord",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="records",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="namehistory",
                name="record",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="name",
                name="record",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="matchhistory",
                name="other_record",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="matchhistory",
                name="record",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="match",
                name="other_record",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="match",
                name="record",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="identifierhistory",
                name="record",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="identifier",
                name="record",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="addresshistory",
                name="record",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="address",
                name="record",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.sourcerecord",
                ),
            ),
            migrations.AddField(
                model_name="sourcerecordhistory",
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
                model_name="sourcerecordhistory",
                name="nominal",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="sourcerecordhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.sourcerecord",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="findinghistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e0b615d65da327af73d2c18997402ad0231808e7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_60d3a",
                        table="nominals_finding_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="finding",
                constraint=models.UniqueConstraint(
                    fields=("nominal", "area", "code", "sentence"), name="nominals_finding_once"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="finding",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_finding_history" ("area_id", "code", "found_at", "gone_at", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence") SELECT new_values."area_id", new_values."code", new_values."found_at", new_values."gone_at", new_values."id", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."sentence" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="79f5fcea55a4cadba900e70d932327f509816def",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1fc7d",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_finding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="finding",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_finding_history" ("area_id", "code", "found_at", "gone_at", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence") SELECT new_values."area_id", new_values."code", new_values."found_at", new_values."gone_at", new_values."id", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."sentence" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d5c7f130176e800bdb67b943ea930d51a68f5d2c",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0dbfb",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_finding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="finding",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_finding_history" ("area_id", "code", "found_at", "gone_at", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence") SELECT old_values."area_id", old_values."code", old_values."found_at", old_values."gone_at", old_values."id", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."sentence" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="eed14e999fd9c8eaad7d8c664e61ccc1a17977cc",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_8559a",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_finding",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="accesshistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="ec6b1dde40f2504a2c816b35e708e8f822908e7e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d1a0e",
                        table="nominals_access_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="access",
                index=models.Index(fields=["nominal", "area"], name="nominals_access_nominal_area"),
            ),
            migrations.AddConstraint(
                model_name="access",
                constraint=models.CheckConstraint(
                    condition=models.Q(("basis__in", ["responsible", "share", "transfer"])),
                    name="nominals_access_basis_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="access",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("nominal", "="), ("area", "="), ("basis", "="), ("during", "&&")],
                    name="nominals_access_once",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="access",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_access_history" ("area_id", "basis", "during", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restricted") SELECT new_values."area_id", new_values."basis", new_values."during", new_values."id", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."restricted" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="41241bc8bc2dc6feaaf5e42e99b957cb7c0475e1",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c2057",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_access",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="access",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_access_history" ("area_id", "basis", "during", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restricted") SELECT new_values."area_id", new_values."basis", new_values."during", new_values."id", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."restricted" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."basis" IS DISTINCT FROM (new_values."basis") OR old_values."during" IS DISTINCT FROM (new_values."during") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."nominal_id" IS DISTINCT FROM (new_values."nominal_id") OR old_values."restricted" IS DISTINCT FROM (new_values."restricted")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="bfd373345fcb0fdd2c47830b5c8825fca78137a2",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_269f0",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_access",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="access",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_access_history" ("area_id", "basis", "during", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restricted") SELECT old_values."area_id", old_values."basis", old_values."during", old_values."id", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."restricted" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="835035e1a9fbc02ab69c3cd7b2e43d00cd0f9d41",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_14e56",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_access",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="nominalhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="dabd2d2961e0563334ddde39b3df4c54c241599a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_01168",
                        table="nominals_nominal_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="sourcerecord",
                index=models.Index(fields=["born_on"], name="nominals_record_born_on"),
            ),
            migrations.AddConstraint(
                model_name="sourcerecord",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="nominals_record_source"
                ),
            ),
            migrations.AddConstraint(
                model_name="sourcerecord",
                constraint=models.UniqueConstraint(
                    fields=("id", "nominal"), name="nominals_record_of_nominal"
                ),
            ),
            migrations.AddConstraint(
                model_name="sourcerecord",
                constraint=models.CheckConstraint(
                    condition=models.Q(("agency__in", ["police", "probation", "prison"])),
                    name="nominals_record_agency_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="sourcerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_record_history" ("agency", "area_id", "born_on", "died_on", "ethnicity", "forenames", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "source_key", "surname", "synthetic", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."born_on", new_values."died_on", new_values."ethnicity", new_values."forenames", new_values."id", new_values."imported_at", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."sex", new_values."source_key", new_values."surname", new_values."synthetic", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="0245dacabaaeee6eb6e066c7bb0e9b4a0841affb",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_2fe3c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_record",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="sourcerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_record_history" ("agency", "area_id", "born_on", "died_on", "ethnicity", "forenames", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "source_key", "surname", "synthetic", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."born_on", new_values."died_on", new_values."ethnicity", new_values."forenames", new_values."id", new_values."imported_at", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."sex", new_values."source_key", new_values."surname", new_values."synthetic", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="727fe30ce36b6410743078b7d098f1b6447c3ff7",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_243ec",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_record",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="sourcerecord",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_record_history" ("agency", "area_id", "born_on", "died_on", "ethnicity", "forenames", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "source_key", "surname", "synthetic", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."born_on", old_values."died_on", old_values."ethnicity", old_values."forenames", old_values."id", old_values."imported_at", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."sex", old_values."source_key", old_values."surname", old_values."synthetic", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="3042362850926ee873d84b1cc154a90adda8e0ae",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_debd9",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_record",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="namehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f23c4eb91c62b47bdef214948340547476a0c7c6",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_04d83",
                        table="nominals_name_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="name",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="nominals_name_source"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="name",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_name_history" ("agency", "area_id", "forenames", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "surname", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."forenames", new_values."id", new_values."imported_at", new_values."kind", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."record_id", new_values."source_key", new_values."surname", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="a25755544e3a26221402dc70b653c0ff0afff182",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_25e73",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_name",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="name",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_name_history" ("agency", "area_id", "forenames", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "surname", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."forenames", new_values."id", new_values."imported_at", new_values."kind", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."record_id", new_values."source_key", new_values."surname", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="880ff67e7cea5b4313692b0d7cdd9ecbdf2681c9",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_661a1",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_name",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="name",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_name_history" ("agency", "area_id", "forenames", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "surname", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."forenames", old_values."id", old_values."imported_at", old_values."kind", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."record_id", old_values."source_key", old_values."surname", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="a8920ba3f2dbf2577aeead7e7f09df09c0304101",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_8ac30",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_name",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="matchhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="d588657aca6868405bbc2c32e4f5c4ff9666820b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_1cc66",
                        table="nominals_match_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="match",
                constraint=models.UniqueConstraint(
                    fields=("record", "other_record"), name="nominals_match_pair"
                ),
            ),
            migrations.AddConstraint(
                model_name="match",
                constraint=models.CheckConstraint(
                    condition=models.Q(("record__lt", models.F("other_record"))),
                    name="nominals_match_pair_in_order",
                ),
            ),
            migrations.AddConstraint(
                model_name="match",
                constraint=models.CheckConstraint(
                    condition=models.Q(("kind__in", ["clash", "possible", "doubt", "conflict"])),
                    name="nominals_match_kind_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="match",
                constraint=models.CheckConstraint(
                    condition=models.Q(("decision__in", ["", "same", "different"])),
                    name="nominals_match_decision_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="match",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("decided_at__isnull", True),
                            ("decided_by", ""),
                            ("decision", ""),
                            ("reason", ""),
                        ),
                        models.Q(
                            ("decided_at__isnull", False),
                            models.Q(("decision", ""), _negated=True),
                            models.Q(("decided_by", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_match_decided_at_by_why",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="match",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_match_history" ("decided_at", "decided_by", "decision", "id", "kind", "nominal_id", "open", "other_nominal_id", "other_record_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "sentence") SELECT new_values."decided_at", new_values."decided_by", new_values."decision", new_values."id", new_values."kind", new_values."nominal_id", new_values."open", new_values."other_nominal_id", new_values."other_record_id", NOW(), \'insert\', new_values."id", new_values."reason", new_values."record_id", new_values."sentence" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="91cc8ad03d701fae02e0ae609491ae42ca91891c",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d3254",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_match",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="match",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_match_history" ("decided_at", "decided_by", "decision", "id", "kind", "nominal_id", "open", "other_nominal_id", "other_record_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "sentence") SELECT new_values."decided_at", new_values."decided_by", new_values."decision", new_values."id", new_values."kind", new_values."nominal_id", new_values."open", new_values."other_nominal_id", new_values."other_record_id", NOW(), \'update\', new_values."id", new_values."reason", new_values."record_id", new_values."sentence" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7062d7b1ddce51bd5b96e7cac08e1d373374645a",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e302b",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_match",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="match",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_match_history" ("decided_at", "decided_by", "decision", "id", "kind", "nominal_id", "open", "other_nominal_id", "other_record_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "sentence") SELECT old_values."decided_at", old_values."decided_by", old_values."decision", old_values."id", old_values."kind", old_values."nominal_id", old_values."open", old_values."other_nominal_id", old_values."other_record_id", NOW(), \'delete\', old_values."id", old_values."reason", old_values."record_id", old_values."sentence" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="f61814f1ed022c1c4a62c8944d9be1abba8e9325",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_0970e",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_match",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identifierhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5eb72cb51ffd047b53c46cc4ce7a3f7a67223b2e",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_e4996",
                        table="nominals_identifier_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="identifier",
                index=models.Index(fields=["canonical", "kind"], name="nominals_identifier_value"),
            ),
            migrations.AddConstraint(
                model_name="identifier",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="nominals_identifier_source"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identifier",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_identifier_history" ("agency", "area_id", "canonical", "given", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "valid", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."canonical", new_values."given", new_values."id", new_values."imported_at", new_values."kind", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."record_id", new_values."source_key", new_values."valid", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="8c17325b50ef1732d4a7aa7fd743f899da375705",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_67f3a",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_identifier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identifier",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_identifier_history" ("agency", "area_id", "canonical", "given", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "valid", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."canonical", new_values."given", new_values."id", new_values."imported_at", new_values."kind", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."record_id", new_values."source_key", new_values."valid", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="92de672eb89f8f433a679f95f276aca968f544ed",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_89339",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_identifier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="identifier",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_identifier_history" ("agency", "area_id", "canonical", "given", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "valid", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."canonical", old_values."given", old_values."id", old_values."imported_at", old_values."kind", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."record_id", old_values."source_key", old_values."valid", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="a3fa0310f4a8464346657eef28bb829437c33ced",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_72b9e",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_identifier",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="addresshistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="5c72d5bbf744379631cb47ea8ed02571b7971e9f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_d510e",
                        table="nominals_address_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="address",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="nominals_address_source"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="address",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_address_history" ("agency", "area_id", "during", "id", "imported_at", "kind", "line_1", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "record_id", "source_key", "town", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."during", new_values."id", new_values."imported_at", new_values."kind", new_values."line_1", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."postcode", new_values."record_id", new_values."source_key", new_values."town", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="48ebdd8d831df72145ae3db794fb8f20c3a6338d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_5ab6c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_address",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="address",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_address_history" ("agency", "area_id", "during", "id", "imported_at", "kind", "line_1", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "record_id", "source_key", "town", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."during", new_values."id", new_values."imported_at", new_values."kind", new_values."line_1", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."postcode", new_values."record_id", new_values."source_key", new_values."town", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b2dbefef16e9700c0be27779e4d617eee7c09f5e",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7551c",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_address",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="address",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_address_history" ("agency", "area_id", "during", "id", "imported_at", "kind", "line_1", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "record_id", "source_key", "town", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."during", old_values."id", old_values."imported_at", old_values."kind", old_values."line_1", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."postcode", old_values."record_id", old_values."source_key", old_values."town", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="e939764b1290a9171a6af04fb5d950868e7b66a7",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_935f1",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_address",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="sourcerecordhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="34b9c446460b254ba87b128ae013b83d0ded03c4",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_42e65",
                        table="nominals_record_history",
                        when="BEFORE",
                    ),
                ),
            ),
        ]
    )
