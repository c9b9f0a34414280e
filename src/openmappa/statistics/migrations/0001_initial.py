import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.audit.history
from openmappa.audit.folding import folded


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Freeze",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("reporting_year", models.TextField()),
                    ("version", models.SmallIntegerField()),
                    ("reason", models.TextField(default="")),
                    (
                        "frozen_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("frozen_by", models.TextField()),
                    ("operation", models.UUIDField()),
                    ("snapshot", models.TextField()),
                    ("law_version", models.TextField()),
                    ("definitions_version", models.TextField()),
                    ("synthetic", models.BooleanField()),
                    ("figures", models.JSONField()),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                ],
                options={
                    "db_table": "statistics_freeze",
                },
            ),
            migrations.CreateModel(
                name="FrozenCase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("cell", models.TextField()),
                    ("nominal_id", models.BigIntegerField()),
                    ("reference", models.TextField()),
                    ("name", models.TextField()),
                    ("level", models.SmallIntegerField(null=True)),
                    ("category", models.SmallIntegerField(null=True)),
                    ("because", models.TextField()),
                    (
                        "facts",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), size=None
                        ),
                    ),
                    (
                        "freeze",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cases",
                            to="statistics.freeze",
                        ),
                    ),
                ],
                options={
                    "db_table": "statistics_frozen_case",
                },
            ),
            migrations.CreateModel(
                name="Population",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("mid_year", models.SmallIntegerField()),
                    ("age_from", models.SmallIntegerField()),
                    ("age_to", models.SmallIntegerField(null=True)),
                    ("persons", models.IntegerField()),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                ],
                options={
                    "db_table": "statistics_population",
                },
            ),
            migrations.CreateModel(
                name="PopulationHistory",
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
                    ("mid_year", models.SmallIntegerField()),
                    ("age_from", models.SmallIntegerField()),
                    ("age_to", models.SmallIntegerField(null=True)),
                    ("persons", models.IntegerField()),
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
                            to="statistics.population",
                        ),
                    ),
                ],
                options={
                    "db_table": "statistics_population_history",
                    "abstract": False,
                },
            ),
            migrations.AddConstraint(
                model_name="freeze",
                constraint=models.UniqueConstraint(
                    fields=("area", "reporting_year", "version"), name="statistics_freeze_version"
                ),
            ),
            migrations.AddConstraint(
                model_name="freeze",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("version", 1),
                        models.Q(("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="statistics_freeze_correction_has_a_reason",
                ),
            ),
            migrations.AddIndex(
                model_name="frozencase",
                index=models.Index(fields=["freeze", "cell"], name="statistics_frozen_case_cell"),
            ),
            migrations.AddConstraint(
                model_name="frozencase",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("category", 3), ("level", 1), _negated=True),
                        ("cell__startswith", "side:"),
                        _connector="OR",
                    ),
                    name="statistics_frozen_case_no_category_3_at_level_1",
                ),
            ),
            migrations.AddConstraint(
                model_name="population",
                constraint=models.UniqueConstraint(
                    fields=("area", "mid_year", "age_from"), name="statistics_population_band"
                ),
            ),
            migrations.AddConstraint(
                model_name="population",
                constraint=models.CheckConstraint(
                    condition=models.Q(("persons__gte", 0)),
                    name="statistics_population_not_negative",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="population",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "statistics_population_history" ("age_from", "age_to", "area_id", "id", "mid_year", "persons", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."age_from", new_values."age_to", new_values."area_id", new_values."id", new_values."mid_year", new_values."persons", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7fd2c490e63184e04fed25825b92a187595a0441",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_42a9b",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="statistics_population",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="population",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "statistics_population_history" ("age_from", "age_to", "area_id", "id", "mid_year", "persons", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."age_from", new_values."age_to", new_values."area_id", new_values."id", new_values."mid_year", new_values."persons", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="24646a9a3a246a43fdfad224d4fe50252689a564",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4c5a1",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="statistics_population",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="population",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "statistics_population_history" ("age_from", "age_to", "area_id", "id", "mid_year", "persons", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."age_from", old_values."age_to", old_values."area_id", old_values."id", old_values."mid_year", old_values."persons", NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="8d0ec396337d7509a6149edc138ce0961a54baed",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_99a06",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="statistics_population",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="populationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="383d109f4b0ab86b8e471dea087b3ecc9ca127bb",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_932da",
                        table="statistics_population_history",
                        when="BEFORE",
                    ),
                ),
            ),
        ]
    )
