import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

# Whoever meets somebody of another area must be able to ring it, so the numbers are everybody's.
ROTA = """
alter table cases_rota enable row level security;
create policy everybody on cases_rota for select to web using (true);
create policy kept on cases_rota for insert to web with check (
    area_id = any ((select agencies_areas_as('{administrator, coordinator, deputy_coordinator}'))::int[]));
create policy corrected on cases_rota for update to web using (
    area_id = any ((select agencies_areas_as('{administrator, coordinator, deputy_coordinator}'))::int[]));
grant select, insert on cases_rota to web;
grant update (area_id, agency, number, answered_by, during) on cases_rota to web;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_areas_and_scope"),
        ("cases", "0003_stated"),
        ("nominals", "0006_files"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="RotaNumber",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("number", models.TextField()),
                    ("answered_by", models.TextField()),
                    ("during", openmappa.agencies.during.DuringField()),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_rota",
                },
            ),
            migrations.CreateModel(
                name="RotaNumberHistory",
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
                    ("number", models.TextField()),
                    ("answered_by", models.TextField()),
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="cases.rotanumber",
                        ),
                    ),
                ],
                options={
                    "db_table": "cases_rota_history",
                    "abstract": False,
                },
            ),
            migrations.AddConstraint(
                model_name="rotanumber",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    expressions=[("area", "="), ("agency", "="), ("during", "&&")],
                    name="cases_rota_one_number",
                ),
            ),
            migrations.AddConstraint(
                model_name="rotanumber",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("agency__in", ["police", "probation", "prison"]),
                        ("number__regex", "^\\+?[0-9][0-9 ]{1,20}$"),
                        models.Q(("answered_by", ""), _negated=True),
                    ),
                    name="cases_rota_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="rotanumber",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_rota_history" ("agency", "answered_by", "area_id", "during", "id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."agency", new_values."answered_by", new_values."area_id", new_values."during", new_values."id", new_values."number", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3be9c3f1e466eab48f37b778799940129de3f3b7",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0e88e",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="cases_rota",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="rotanumber",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_rota_history" ("agency", "answered_by", "area_id", "during", "id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."agency", new_values."answered_by", new_values."area_id", new_values."during", new_values."id", new_values."number", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="eec5eeb6f73648bc60daa4a3bf4a00b53cbd6d91",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_8dbc3",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="cases_rota",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="rotanumber",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "cases_rota_history" ("agency", "answered_by", "area_id", "during", "id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."agency", old_values."answered_by", old_values."area_id", old_values."during", old_values."id", old_values."number", NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="a93d5aa77ba6e252db198fe44b75f851baf7d916",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c9d58",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="cases_rota",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="rotanumberhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="89ac4649c334b34c7fe4e05dbc33e96836067205",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b146d",
                        table="cases_rota_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(ROTA, migrations.RunSQL.noop),
        ]
    )
