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

# Who sees and writes the part, as `agencies.roles` has it (a test compares them).
READERS = {
    "OFFENDING": "coordinator,deputy_coordinator,mappa_administrator,chair,police,"
    "police_supervisor,central_point,probation,probation_supervisor,community_rehabilitation,"
    "prison,youth_justice,mental_health,psychologist,polygraph_examiner,approved_premises,"
    "inspector,victim_liaison"
}
WRITERS = {"OFFENDING": "police,police_supervisor,central_point,probation,probation_supervisor"}
TABLES = {"justice_order_term": "OFFENDING"}
# What the duty officer's card shows, as it stands.
ON_DUTY_CARD = {"justice_order_term"}

PROTECTION = f"""
call nominals_protect_section('justice_order_term', '{{{READERS["OFFENDING"]}}}',
    '{{{WRITERS["OFFENDING"]}}}', '{{duty_officer}}');
create trigger not_merged_away before insert or update of nominal_id on justice_order_term
    for each row execute function nominals_not_merged_away();
-- A term's person is its order's person, and follows when the order's record moves to another.
alter table justice_order_term add constraint justice_order_term_person_is_the_orders
    foreign key (order_id, nominal_id) references justice_order (id, nominal_id)
    on update cascade deferrable initially deferred;
"""
TERMS = """
-- Whole postcodes, and the first parts of postcodes, as they are written: "CB7 4ZZ", "CB7 4", "CB7".
create function justice_are_postcodes(given text[]) returns boolean language sql immutable
return not exists (
    select from unnest(given) as code
    where code !~ '^[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9]([A-Z]{2})?)?$');
alter table justice_order_term add constraint justice_order_term_postcodes
    check (justice_are_postcodes(postcodes));

call nominals_search_source('justice_order_term', 'order_term',
    $$concat_ws(' ', replace(kind, '_', ' '), wording, place, array_to_string(postcodes, ' '))$$,
    'withdrawn_at is null');
call nominals_search_source('justice_disposal', 'offence', 'offence');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("justice", "0002_protection"),
        ("nominals", "0013_disclosures"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="OrderTerm",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("agency", models.TextField()),
                    ("regime", models.TextField(default="law_enforcement")),
                    (
                        "entered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("entered_by", models.TextField()),
                    ("entered_by_id", models.BigIntegerField()),
                    ("version", models.IntegerField(default=1)),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdrawn_by", models.TextField(default="")),
                    ("withdrawn_because", models.TextField(default="")),
                    ("corrected_because", models.TextField(default="")),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("class_of_person", models.TextField(default="convicted")),
                    ("standing", models.TextField(default="fact")),
                    ("source", models.TextField(default="")),
                    ("note", models.TextField(default="")),
                    ("number", models.TextField()),
                    ("kind", models.TextField()),
                    ("nature", models.TextField()),
                    ("wording", models.TextField()),
                    ("doubt", models.TextField(default="")),
                    ("place", models.TextField(default="")),
                    (
                        "postcodes",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, size=None
                        ),
                    ),
                ],
                options={
                    "db_table": "justice_order_term",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="OrderTermHistory",
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
                    ("regime", models.TextField(default="law_enforcement")),
                    (
                        "entered_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("entered_by", models.TextField()),
                    ("entered_by_id", models.BigIntegerField()),
                    ("version", models.IntegerField(default=1)),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdrawn_by", models.TextField(default="")),
                    ("withdrawn_because", models.TextField(default="")),
                    ("corrected_because", models.TextField(default="")),
                    ("during", openmappa.agencies.during.DuringField()),
                    ("class_of_person", models.TextField(default="convicted")),
                    ("standing", models.TextField(default="fact")),
                    ("source", models.TextField(default="")),
                    ("note", models.TextField(default="")),
                    ("number", models.TextField()),
                    ("kind", models.TextField()),
                    ("nature", models.TextField()),
                    ("wording", models.TextField()),
                    ("doubt", models.TextField(default="")),
                    ("place", models.TextField(default="")),
                    (
                        "postcodes",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, size=None
                        ),
                    ),
                ],
                options={
                    "db_table": "justice_order_term_history",
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="orderterm",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="orderterm",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="orderterm",
                name="order",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="terms",
                    to="justice.order",
                ),
            ),
            migrations.AddField(
                model_name="ordertermhistory",
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
                model_name="ordertermhistory",
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
                model_name="ordertermhistory",
                name="order",
                field=models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="justice.order",
                ),
            ),
            migrations.AddField(
                model_name="ordertermhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="justice.orderterm",
                ),
            ),
            migrations.AddConstraint(
                model_name="orderterm",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="justice_orderterm_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="orderterm",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", "")
                        ),
                        models.Q(
                            ("withdrawn_at__isnull", False),
                            models.Q(("withdrawn_by", ""), _negated=True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="justice_orderterm_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="orderterm",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="justice_orderterm_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="orderterm",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="justice_orderterm_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="orderterm",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "not_enter",
                                "not_live",
                                "not_contact",
                                "no_child_contact",
                                "curfew",
                                "residence",
                                "devices",
                                "travel",
                                "other",
                            ],
                        ),
                        ("nature__in", ["forbids", "requires"]),
                        models.Q(("number", ""), _negated=True),
                        models.Q(("wording", ""), _negated=True),
                    ),
                    name="justice_order_term_numbered_in_words",
                ),
            ),
            migrations.AddConstraint(
                model_name="orderterm",
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                    condition=models.Q(("withdrawn_at", None)),
                    expressions=[("order", "="), ("number", "="), ("during", "&&")],
                    name="justice_order_term_one_of_a_number",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orderterm",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_order_term_history" ("agency", "area_id", "class_of_person", "corrected_because", "doubt", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nature", "nominal_id", "note", "number", "order_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "postcodes", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by", "wording") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."doubt", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nature", new_values."nominal_id", new_values."note", new_values."number", new_values."order_id", NOW(), \'insert\', new_values."id", new_values."place", new_values."postcodes", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by", new_values."wording" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3b80bdc22c43b3199a06aeceb8e5335d35de584f",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6b48c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="justice_order_term",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orderterm",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_order_term_history" ("agency", "area_id", "class_of_person", "corrected_because", "doubt", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nature", "nominal_id", "note", "number", "order_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "postcodes", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by", "wording") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."doubt", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nature", new_values."nominal_id", new_values."note", new_values."number", new_values."order_id", NOW(), \'update\', new_values."id", new_values."place", new_values."postcodes", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by", new_values."wording" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6b463a4e9ad6e493bbc3256bcb72d246630a8be4",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4608b",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="justice_order_term",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="orderterm",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "justice_order_term_history" ("agency", "area_id", "class_of_person", "corrected_because", "doubt", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nature", "nominal_id", "note", "number", "order_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "postcodes", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by", "wording") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."doubt", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."nature", old_values."nominal_id", old_values."note", old_values."number", old_values."order_id", NOW(), \'delete\', old_values."id", old_values."place", old_values."postcodes", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by", old_values."wording" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="d0369e22b85d91800169d98dff2284f4edd14bd7",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_5c058",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="justice_order_term",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="ordertermhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="e1e0a334bf39e6e410d97f56b50be172b8003a2b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_e36ec",
                        table="justice_order_term_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
            migrations.RunSQL(TERMS, migrations.RunSQL.noop),
        ]
    )
