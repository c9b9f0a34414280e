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
                name="Breach",
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
                    ("order_key", models.TextField(default="")),
                    ("breached_on", models.DateField(null=True)),
                    ("decision", models.TextField(default="")),
                    ("decided_on", models.DateField(null=True)),
                    ("returned_on", models.DateField(null=True)),
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
                ],
                options={
                    "db_table": "justice_breach",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="BreachHistory",
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
                    ("order_key", models.TextField(default="")),
                    ("breached_on", models.DateField(null=True)),
                    ("decision", models.TextField(default="")),
                    ("decided_on", models.DateField(null=True)),
                    ("returned_on", models.DateField(null=True)),
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
                            to="justice.breach",
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
                    "db_table": "justice_breach_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Disposal",
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
                    ("jurisdiction", models.TextField()),
                    ("offence", models.TextField()),
                    ("offence_class", models.TextField()),
                    ("convicted_on", models.DateField()),
                    ("disposal", models.TextField()),
                    ("term_months", models.IntegerField(null=True)),
                    ("sentenced_on", models.DateField(null=True)),
                    ("ends_on", models.DateField(null=True)),
                    ("consecutive_to", models.TextField(default="")),
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
                ],
                options={
                    "db_table": "justice_disposal",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DisposalHistory",
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
                    ("jurisdiction", models.TextField()),
                    ("offence", models.TextField()),
                    ("offence_class", models.TextField()),
                    ("convicted_on", models.DateField()),
                    ("disposal", models.TextField()),
                    ("term_months", models.IntegerField(null=True)),
                    ("sentenced_on", models.DateField(null=True)),
                    ("ends_on", models.DateField(null=True)),
                    ("consecutive_to", models.TextField(default="")),
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
                            to="justice.disposal",
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
                    "db_table": "justice_disposal_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Order",
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
                    ("type", models.TextField()),
                    ("applied_for_on", models.DateField(null=True)),
                    ("made_on", models.DateField()),
                    ("ends_on", models.DateField(null=True)),
                    ("court", models.TextField(default="")),
                    ("foreign_travel_restriction", models.BooleanField(default=False)),
                    ("replaces", models.TextField(default="")),
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
                ],
                options={
                    "db_table": "justice_order",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="OrderHistory",
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
                    ("type", models.TextField()),
                    ("applied_for_on", models.DateField(null=True)),
                    ("made_on", models.DateField()),
                    ("ends_on", models.DateField(null=True)),
                    ("court", models.TextField(default="")),
                    ("foreign_travel_restriction", models.BooleanField(default=False)),
                    ("replaces", models.TextField(default="")),
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
                            to="justice.order",
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
                    "db_table": "justice_order_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Whereabouts",
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
                    ("place", models.TextField(default="")),
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
                ],
                options={
                    "db_table": "justice_whereabouts",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="WhereaboutsHistory",
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
                    ("place", models.TextField(default="")),
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
                            to="justice.whereabouts",
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
                    "db_table": "justice_whereabouts_history",
                    "abstract": False,
                },
            ),
            migrations.AddConstraint(
                model_name="breach",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="justice_breach_source"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="breach",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_breach_history" ("agency", "area_id", "breached_on", "decided_on", "decision", "id", "imported_at", "kind", "nominal_id", "order_key", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "returned_on", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."breached_on", new_values."decided_on", new_values."decision", new_values."id", new_values."imported_at", new_values."kind", new_values."nominal_id", new_values."order_key", NOW(), \'insert\', new_values."id", new_values."record_id", new_values."returned_on", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="8950611798f35c9befe4ff5e8ec23a02e2e50d1a",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_752a4",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="justice_breach",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="breach",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_breach_history" ("agency", "area_id", "breached_on", "decided_on", "decision", "id", "imported_at", "kind", "nominal_id", "order_key", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "returned_on", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."breached_on", new_values."decided_on", new_values."decision", new_values."id", new_values."imported_at", new_values."kind", new_values."nominal_id", new_values."order_key", NOW(), \'update\', new_values."id", new_values."record_id", new_values."returned_on", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="f687c0f2717b1b4c19cd3fda9df114268ffa0a4a",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_15277",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="justice_breach",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="breach",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_breach_history" ("agency", "area_id", "breached_on", "decided_on", "decision", "id", "imported_at", "kind", "nominal_id", "order_key", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "returned_on", "source_key", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."breached_on", old_values."decided_on", old_values."decision", old_values."id", old_values."imported_at", old_values."kind", old_values."nominal_id", old_values."order_key", NOW(), \'delete\', old_values."id", old_values."record_id", old_values."returned_on", old_values."source_key", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="35b526fbd2036a1a7fcb96624439f9f2430abfdc",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c90b4",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="justice_breach",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="breachhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="7b57831385725e30a8bd0405b1b12323ea3b806f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_72db0",
                        table="justice_breach_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="disposal",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="justice_disposal_source"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disposal",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_disposal_history" ("agency", "area_id", "consecutive_to", "convicted_on", "disposal", "ends_on", "id", "imported_at", "jurisdiction", "nominal_id", "offence", "offence_class", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "sentenced_on", "source_key", "term_months", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."consecutive_to", new_values."convicted_on", new_values."disposal", new_values."ends_on", new_values."id", new_values."imported_at", new_values."jurisdiction", new_values."nominal_id", new_values."offence", new_values."offence_class", NOW(), \'insert\', new_values."id", new_values."record_id", new_values."sentenced_on", new_values."source_key", new_values."term_months", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="ebab15a6d43462de1850ae9d1da561f12d6848a5",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ade5e",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="justice_disposal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disposal",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_disposal_history" ("agency", "area_id", "consecutive_to", "convicted_on", "disposal", "ends_on", "id", "imported_at", "jurisdiction", "nominal_id", "offence", "offence_class", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "sentenced_on", "source_key", "term_months", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."consecutive_to", new_values."convicted_on", new_values."disposal", new_values."ends_on", new_values."id", new_values."imported_at", new_values."jurisdiction", new_values."nominal_id", new_values."offence", new_values."offence_class", NOW(), \'update\', new_values."id", new_values."record_id", new_values."sentenced_on", new_values."source_key", new_values."term_months", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="67f7b0f541744c4453b7709f2ad5337b5113e4ee",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0dd64",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="justice_disposal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disposal",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_disposal_history" ("agency", "area_id", "consecutive_to", "convicted_on", "disposal", "ends_on", "id", "imported_at", "jurisdiction", "nominal_id", "offence", "offence_class", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "sentenced_on", "source_key", "term_months", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."consecutive_to", old_values."convicted_on", old_values."disposal", old_values."ends_on", old_values."id", old_values."imported_at", old_values."jurisdiction", old_values."nominal_id", old_values."offence", old_values."offence_class", NOW(), \'delete\', old_values."id", old_values."record_id", old_values."sentenced_on", old_values."source_key", old_values."term_months", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="323521c59f76a938b29eb695a853cf6931446d29",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_20c73",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="justice_disposal",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disposalhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c5baaec859148991bddfe637aba3fa6643f20052",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_e857a",
                        table="justice_disposal_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="order",
                constraint=models.UniqueConstraint(
                    fields=("id", "nominal"), name="justice_order_of_nominal"
                ),
            ),
            migrations.AddConstraint(
                model_name="order",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="justice_order_source"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="order",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_order_history" ("agency", "applied_for_on", "area_id", "court", "ends_on", "foreign_travel_restriction", "id", "imported_at", "made_on", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "replaces", "source_key", "type", "withdrawn_on") SELECT new_values."agency", new_values."applied_for_on", new_values."area_id", new_values."court", new_values."ends_on", new_values."foreign_travel_restriction", new_values."id", new_values."imported_at", new_values."made_on", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."record_id", new_values."replaces", new_values."source_key", new_values."type", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d4b903d937ba05eb4f96cd1c3771892674a4d985",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_85a3a",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="justice_order",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="order",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_order_history" ("agency", "applied_for_on", "area_id", "court", "ends_on", "foreign_travel_restriction", "id", "imported_at", "made_on", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "replaces", "source_key", "type", "withdrawn_on") SELECT new_values."agency", new_values."applied_for_on", new_values."area_id", new_values."court", new_values."ends_on", new_values."foreign_travel_restriction", new_values."id", new_values."imported_at", new_values."made_on", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."record_id", new_values."replaces", new_values."source_key", new_values."type", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="55a4b8d89a8b60e8fda9c4a1519504196dda2e80",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f319f",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="justice_order",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="order",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_order_history" ("agency", "applied_for_on", "area_id", "court", "ends_on", "foreign_travel_restriction", "id", "imported_at", "made_on", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "replaces", "source_key", "type", "withdrawn_on") SELECT old_values."agency", old_values."applied_for_on", old_values."area_id", old_values."court", old_values."ends_on", old_values."foreign_travel_restriction", old_values."id", old_values."imported_at", old_values."made_on", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."record_id", old_values."replaces", old_values."source_key", old_values."type", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="4fcf6a2a13ffc088bf14e80bbb54ea240ae61c57",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9ff04",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="justice_order",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orderhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4a691587e57cdb6ca05c34acb098579cf31d7ad2",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bcde4",
                        table="justice_order_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="whereabouts",
                constraint=models.UniqueConstraint(
                    fields=("area", "agency", "source_key"), name="justice_whereabouts_source"
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="whereabouts",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_whereabouts_history" ("agency", "area_id", "during", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "record_id", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."during", new_values."id", new_values."imported_at", new_values."kind", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."place", new_values."record_id", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3e53196d703f82755c3713f41e7db044d3e66f40",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_43fb8",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="justice_whereabouts",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="whereabouts",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_whereabouts_history" ("agency", "area_id", "during", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "record_id", "source_key", "withdrawn_on") SELECT new_values."agency", new_values."area_id", new_values."during", new_values."id", new_values."imported_at", new_values."kind", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."place", new_values."record_id", new_values."source_key", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="5c2d81a6f5e4f07652cd56f0a83a5ef7f01ecc4a",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_e01fb",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="justice_whereabouts",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="whereabouts",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_whereabouts_history" ("agency", "area_id", "during", "id", "imported_at", "kind", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "record_id", "source_key", "withdrawn_on") SELECT old_values."agency", old_values."area_id", old_values."during", old_values."id", old_values."imported_at", old_values."kind", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."place", old_values."record_id", old_values."source_key", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="2b24a24df834fb8887b0a479ae7fa071e2b82b96",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5cb62",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="justice_whereabouts",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="whereaboutshistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="07416f6da41cdef9a56770ff85c3aa0c584e6e95",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c5882",
                        table="justice_whereabouts_history",
                        when="BEFORE",
                    ),
                ),
            ),
        ]
    )
