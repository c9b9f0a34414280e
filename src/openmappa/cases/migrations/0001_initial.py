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


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("nominals", "0001_initial"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Designation",
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
                    ("during", openmappa.agencies.during.DuringField()),
                    ("reason", models.TextField(default="")),
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
                        "designating_area",
                        models.ForeignKey(
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
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.sourcerecord",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_designation",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DesignationHistory",
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
                    ("during", openmappa.agencies.during.DuringField()),
                    ("reason", models.TextField(default="")),
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
                        "designating_area",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agencies.area",
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="cases.designation",
                        ),
                    ),
                    (
                        "record",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.sourcerecord",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_designation_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Ground",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("category", models.SmallIntegerField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("rule", models.TextField()),
                    ("provision", models.TextField()),
                    (
                        "facts",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), size=None
                        ),
                    ),
                    ("suspended", models.BooleanField(default=False)),
                    ("law_version", models.TextField()),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grounds",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_ground",
                },
            ),
            migrations.CreateModel(
                name="GroundHistory",
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
                    ("category", models.SmallIntegerField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("rule", models.TextField()),
                    ("provision", models.TextField()),
                    (
                        "facts",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), size=None
                        ),
                    ),
                    ("suspended", models.BooleanField(default=False)),
                    ("law_version", models.TextField()),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="cases.ground",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_ground_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Level",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("level", models.SmallIntegerField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("carried", models.BooleanField(default=False)),
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
                            related_name="levels",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_level",
                },
            ),
            migrations.CreateModel(
                name="LevelHistory",
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
                    ("level", models.SmallIntegerField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("carried", models.BooleanField(default=False)),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="cases.level",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_level_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ReportedLevel",
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
                    ("level", models.SmallIntegerField()),
                    ("during", openmappa.agencies.during.DuringField()),
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
                        "level_area",
                        models.ForeignKey(
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
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.sourcerecord",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_reported_level",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ReportedLevelHistory",
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
                    ("level", models.SmallIntegerField()),
                    ("during", openmappa.agencies.during.DuringField()),
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
                        "level_area",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agencies.area",
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="cases.reportedlevel",
                        ),
                    ),
                    (
                        "record",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.sourcerecord",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_reported_level_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ReportedResponsibility",
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
                    ("during", openmappa.agencies.during.DuringField()),
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
                    (
                        "record",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.sourcerecord",
                        ),
                    ),
                    (
                        "responsible_area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_reported_responsibility",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ReportedResponsibilityHistory",
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
                    ("during", openmappa.agencies.during.DuringField()),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="cases.reportedresponsibility",
                        ),
                    ),
                    (
                        "record",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.sourcerecord",
                        ),
                    ),
                    (
                        "responsible_area",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agencies.area",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_reported_responsibility_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Responsibility",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("during", openmappa.agencies.during.DuringField()),
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
                            related_name="responsibility",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_responsibility",
                },
            ),
            migrations.CreateModel(
                name="ResponsibilityHistory",
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
                    ("during", openmappa.agencies.during.DuringField()),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="cases.responsibility",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_responsibility_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Transfer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("offered_by", models.TextField()),
                    (
                        "offered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("reason", models.TextField()),
                    ("accepted_by", models.TextField(default="")),
                    ("accepted_at", models.DateTimeField(null=True)),
                    ("effective_on", models.DateField(null=True)),
                    ("arrives_on", models.DateField(null=True)),
                    ("declined_by", models.TextField(default="")),
                    ("declined_at", models.DateTimeField(null=True)),
                    ("declined_because", models.TextField(default="")),
                    ("withdrawn_by", models.TextField(default="")),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdrawn_because", models.TextField(default="")),
                    (
                        "from_area",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                    (
                        "nominal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="transfers",
                            to="nominals.nominal",
                        ),
                    ),
                    (
                        "to_area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_transfer",
                },
            ),
            migrations.CreateModel(
                name="TransferHistory",
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
                    ("offered_by", models.TextField()),
                    (
                        "offered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("reason", models.TextField()),
                    ("accepted_by", models.TextField(default="")),
                    ("accepted_at", models.DateTimeField(null=True)),
                    ("effective_on", models.DateField(null=True)),
                    ("arrives_on", models.DateField(null=True)),
                    ("declined_by", models.TextField(default="")),
                    ("declined_at", models.DateTimeField(null=True)),
                    ("declined_because", models.TextField(default="")),
                    ("withdrawn_by", models.TextField(default="")),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdrawn_because", models.TextField(default="")),
                    (
                        "from_area",
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="cases.transfer",
                        ),
                    ),
                    (
                        "to_area",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agencies.area",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_transfer_history",
                    "abstract": False,
                },
            ),
            migrations.AddConstraint(
                model_name="designation",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="cases_designation_source"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="designation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_designation_history" ("agency", "area_id", "designating_area_id", "during", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."designating_area_id", new_values."during", new_values."id", new_values."imported_at", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."reason", new_values."record_id", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b2766ba2c74d4442abe0559024e8bef6e4e74e18",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_58391",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="cases_designation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="designation",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_designation_history" ("agency", "area_id", "designating_area_id", "during", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."designating_area_id", new_values."during", new_values."id", new_values."imported_at", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."reason", new_values."record_id", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="bfd3f837b937a88f39cd4dff77c5ce8913b68e18",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_bb10b",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="cases_designation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="designation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_designation_history" ("agency", "area_id", "designating_area_id", "during", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "source_key", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."designating_area_id", old_values."during", old_values."id", old_values."imported_at", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."reason", old_values."record_id", old_values."source_key", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="62ef4725c7176f4c45f93b4d1153aa498e0a9904",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5383d",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="cases_designation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="designationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="329a5169095527d130275c6cffb6ff8d55a8e399",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_12bbb",
                        table="cases_designation_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="ground",
                constraint=models.CheckConstraint(
                    condition=models.Q(("category__in", [1, 2, 3, 4])),
                    name="cases_ground_category_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="ground",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_ground_history" ("category", "during", "facts", "id", "law_version", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "rule", "suspended") SELECT new_values."category", new_values."during", new_values."facts", new_values."id", new_values."law_version", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."provision", new_values."rule", new_values."suspended" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="0178a72952351b05b04b54e1babe4f25f15d073d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_db693",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="cases_ground",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="ground",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_ground_history" ("category", "during", "facts", "id", "law_version", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "rule", "suspended") SELECT new_values."category", new_values."during", new_values."facts", new_values."id", new_values."law_version", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."provision", new_values."rule", new_values."suspended" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="8475caa252bb215e8fb9d1874509962acf25e518",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_24d46",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="cases_ground",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="ground",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_ground_history" ("category", "during", "facts", "id", "law_version", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provision", "rule", "suspended") SELECT old_values."category", old_values."during", old_values."facts", old_values."id", old_values."law_version", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."provision", old_values."rule", old_values."suspended" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="c7a06d5481308b17a3997c2f9b554c8184ece302",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_21531",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="cases_ground",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="groundhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="38f8a86b65919a5852e58a5614231ae7f243d88f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0ce63",
                        table="cases_ground_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="level",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("nominal", "="), ("area", "="), ("during", "&&")],
                    name="cases_level_one_a_day",
                ),
            ),
            migrations.AddConstraint(
                model_name="level",
                constraint=models.CheckConstraint(
                    condition=models.Q(("level__in", [2, 3])), name="cases_level_2_or_3"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="level",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_level_history" ("area_id", "carried", "during", "id", "level", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."area_id", new_values."carried", new_values."during", new_values."id", new_values."level", new_values."nominal_id", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="35b2cc29af73b990646f14a1348296836c9b8b0f",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f646f",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="cases_level",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="level",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_level_history" ("area_id", "carried", "during", "id", "level", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."area_id", new_values."carried", new_values."during", new_values."id", new_values."level", new_values."nominal_id", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="51402ca94501ea3c0f7ba54acac4cf4b4cad7e15",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_808d8",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="cases_level",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="level",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_level_history" ("area_id", "carried", "during", "id", "level", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."area_id", old_values."carried", old_values."during", old_values."id", old_values."level", old_values."nominal_id", NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="6d1e7eaf14f14560a55efb8c2627b21841d178e5",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_64fe9",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="cases_level",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="levelhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c3a80185f234e4231507e803f02c650002501f56",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_75332",
                        table="cases_level_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="reportedlevel",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="cases_reportedlevel_source"
                ),
            ),
            migrations.AddConstraint(
                model_name="reportedlevel",
                constraint=models.CheckConstraint(
                    condition=models.Q(("level__in", [2, 3])), name="cases_reported_level_2_or_3"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reportedlevel",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_reported_level_history" ("agency", "area_id", "during", "id", "imported_at", "level", "level_area_id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."during", new_values."id", new_values."imported_at", new_values."level", new_values."level_area_id", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."record_id", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c7ca8e663465d92f03b9f93a51a377093d8040d6",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_b81e5",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="cases_reported_level",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reportedlevel",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_reported_level_history" ("agency", "area_id", "during", "id", "imported_at", "level", "level_area_id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."during", new_values."id", new_values."imported_at", new_values."level", new_values."level_area_id", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."record_id", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="06a7b7002b016f6c4c026b62caecf63eae4c02d4",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3d290",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="cases_reported_level",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reportedlevel",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_reported_level_history" ("agency", "area_id", "during", "id", "imported_at", "level", "level_area_id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "source_key", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."during", old_values."id", old_values."imported_at", old_values."level", old_values."level_area_id", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."record_id", old_values."source_key", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="897487535d66a94c382732efd9404b72299a0a31",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_76f14",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="cases_reported_level",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reportedlevelhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="f1687aef93a2e84c47e12c8006a1109aeba9e9bd",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_06203",
                        table="cases_reported_level_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="reportedresponsibility",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"),
                    name="cases_reportedresponsibility_source",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reportedresponsibility",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_reported_responsibility_history" ("agency", "area_id", "during", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "responsible_area_id", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."during", new_values."id", new_values."imported_at", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."record_id", new_values."responsible_area_id", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="a6aa00e67e77a850b7df640bfd72d3b783450893",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_39767",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="cases_reported_responsibility",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reportedresponsibility",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_reported_responsibility_history" ("agency", "area_id", "during", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "responsible_area_id", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."during", new_values."id", new_values."imported_at", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."record_id", new_values."responsible_area_id", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="df0706a2701a7fa5e8c9f2a3700e3b43bdeb8afd",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_94d7d",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="cases_reported_responsibility",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reportedresponsibility",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_reported_responsibility_history" ("agency", "area_id", "during", "id", "imported_at", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "responsible_area_id", "source_key", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."during", old_values."id", old_values."imported_at", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."record_id", old_values."responsible_area_id", old_values."source_key", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="f9cfdc7a05e3a7b549c670d8598ad199a260ee83",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d820a",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="cases_reported_responsibility",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="reportedresponsibilityhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="a369063bec4ec150862082a044bd91fd947ec4a7",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3579f",
                        table="cases_reported_responsibility_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddIndex(
                model_name="responsibility",
                index=models.Index(fields=["area"], name="cases_responsibility_area"),
            ),
            migrations.AddConstraint(
                model_name="responsibility",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("nominal", "="), ("during", "&&")],
                    name="cases_responsibility_one_area_a_day",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="responsibility",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_responsibility_history" ("area_id", "during", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."area_id", new_values."during", new_values."id", new_values."nominal_id", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="416e599cd6b63465b9145d5cc70be1071ac9f381",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_1abcb",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="cases_responsibility",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="responsibility",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_responsibility_history" ("area_id", "during", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."area_id", new_values."during", new_values."id", new_values."nominal_id", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="08ca0c4de4543cd1874ac6d07c49b600e88f91ba",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3b639",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="cases_responsibility",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="responsibility",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_responsibility_history" ("area_id", "during", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."area_id", old_values."during", old_values."id", old_values."nominal_id", NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="77dd140b8df2a7c1591d90e65ab9f55e54803982",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_309e1",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="cases_responsibility",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="responsibilityhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="205fbc43848791e7e848d6fa8f64c98dbcf70387",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b9fa4",
                        table="cases_responsibility_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="transfer",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("accepted_at__isnull", True),
                            ("accepted_by", ""),
                            ("effective_on", None),
                        ),
                        models.Q(
                            ("accepted_at__isnull", False),
                            ("effective_on__isnull", False),
                            models.Q(("accepted_by", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="cases_transfer_accepted_at_by_from",
                ),
            ),
            migrations.AddConstraint(
                model_name="transfer",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("from_area__isnull", True),
                        models.Q(("from_area", models.F("to_area")), _negated=True),
                        _connector="OR",
                    ),
                    name="cases_transfer_to_another_area",
                ),
            ),
            migrations.AddConstraint(
                model_name="transfer",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("arrives_on", None), ("from_area__isnull", True)),
                        models.Q(("arrives_on__isnull", False), ("from_area__isnull", False)),
                        _connector="OR",
                    ),
                    name="cases_transfer_arrives_from_an_area",
                ),
            ),
            migrations.AddConstraint(
                model_name="transfer",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("declined_at", None), ("declined_because", ""), ("declined_by", "")
                        ),
                        models.Q(
                            ("declined_at__isnull", False),
                            ("from_area__isnull", False),
                            models.Q(("declined_by", ""), _negated=True),
                            models.Q(("declined_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="cases_transfer_declined_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="transfer",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", "")
                        ),
                        models.Q(
                            ("accepted_at", None),
                            ("withdrawn_at__isnull", False),
                            models.Q(("withdrawn_by", ""), _negated=True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="cases_transfer_withdrawn_not_accepted",
                ),
            ),
            migrations.AddConstraint(
                model_name="transfer",
                constraint=models.UniqueConstraint(
                    condition=models.Q(
                        ("accepted_at__isnull", True), ("withdrawn_at__isnull", True)
                    ),
                    fields=("nominal",),
                    name="cases_transfer_one_open",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="transfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_transfer_history" ("accepted_at", "accepted_by", "arrives_on", "declined_at", "declined_because", "declined_by", "effective_on", "from_area_id", "id", "nominal_id", "offered_at", "offered_by", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_area_id", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."accepted_at", new_values."accepted_by", new_values."arrives_on", new_values."declined_at", new_values."declined_because", new_values."declined_by", new_values."effective_on", new_values."from_area_id", new_values."id", new_values."nominal_id", new_values."offered_at", new_values."offered_by", NOW(), \'insert\', new_values."id", new_values."reason", new_values."to_area_id", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="88e9446fdb7506f418315d466e1786a45704347e",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_e2f1b",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="cases_transfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="transfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_transfer_history" ("accepted_at", "accepted_by", "arrives_on", "declined_at", "declined_because", "declined_by", "effective_on", "from_area_id", "id", "nominal_id", "offered_at", "offered_by", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_area_id", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."accepted_at", new_values."accepted_by", new_values."arrives_on", new_values."declined_at", new_values."declined_because", new_values."declined_by", new_values."effective_on", new_values."from_area_id", new_values."id", new_values."nominal_id", new_values."offered_at", new_values."offered_by", NOW(), \'update\', new_values."id", new_values."reason", new_values."to_area_id", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="002360202124b5044a323688ededa674148c75a1",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7955f",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="cases_transfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="transfer",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_transfer_history" ("accepted_at", "accepted_by", "arrives_on", "declined_at", "declined_because", "declined_by", "effective_on", "from_area_id", "id", "nominal_id", "offered_at", "offered_by", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_area_id", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."accepted_at", old_values."accepted_by", old_values."arrives_on", old_values."declined_at", old_values."declined_because", old_values."declined_by", old_values."effective_on", old_values."from_area_id", old_values."id", old_values."nominal_id", old_values."offered_at", old_values."offered_by", NOW(), \'delete\', old_values."id", old_values."reason", old_values."to_area_id", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="bc5415d376cd528627a5b7abb5b7f201e3be3b09",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_a169f",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="cases_transfer",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="transferhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="620c3db7336aea36f1354183f806af71e6a7cb85",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3a9d7",
                        table="cases_transfer_history",
                        when="BEFORE",
                    ),
                ),
            ),
        ]
    )
