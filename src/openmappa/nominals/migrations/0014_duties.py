from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

# Who sees and writes what is part of offending, as the sections of 0005 have it; whoever is on duty
# reads both as they stand, for the card.
_PARTS = import_module("openmappa.nominals.migrations.0005_register")
TABLES = {"nominals_detail_change": "OFFENDING", "nominals_journey": "OFFENDING"}
ON_DUTY_CARD = set(TABLES)
SECTIONS = "".join(
    f"call nominals_protect_section('{table}', '{{{_PARTS.READERS['OFFENDING']}}}',"
    f" '{{{_PARTS.WRITERS['OFFENDING']}}}', '{{duty_officer}}');\n"
    f"create trigger not_merged_away before insert or update of nominal_id on {table}"
    " for each row execute function nominals_not_merged_away();\n"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("nominals", "0013_disclosures"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="DetailChange",
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
                    ("kind", models.TextField()),
                    ("changed_on", models.DateField(null=True)),
                    ("expected_on", models.DateField(null=True)),
                    ("what", models.TextField()),
                ],
                options={
                    "db_table": "nominals_detail_change",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DetailChangeHistory",
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
                    ("kind", models.TextField()),
                    ("changed_on", models.DateField(null=True)),
                    ("expected_on", models.DateField(null=True)),
                    ("what", models.TextField()),
                ],
                options={
                    "db_table": "nominals_detail_change_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Journey",
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
                    ("leaves_on", models.DateField()),
                    ("returns_on", models.DateField(null=True)),
                    ("country", models.TextField()),
                    ("carrier", models.TextField(default="")),
                    ("place", models.TextField(default="")),
                    ("known_on", models.DateField(null=True)),
                    ("changed_on", models.DateField(null=True)),
                    ("return_given", models.BooleanField(default=False)),
                ],
                options={
                    "db_table": "nominals_journey",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="JourneyHistory",
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
                    ("leaves_on", models.DateField()),
                    ("returns_on", models.DateField(null=True)),
                    ("country", models.TextField()),
                    ("carrier", models.TextField(default="")),
                    ("place", models.TextField(default="")),
                    ("known_on", models.DateField(null=True)),
                    ("changed_on", models.DateField(null=True)),
                    ("return_given", models.BooleanField(default=False)),
                ],
                options={
                    "db_table": "nominals_journey_history",
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="detailchange",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="detailchange",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="detailchangehistory",
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
                model_name="detailchangehistory",
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
                model_name="detailchangehistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.detailchange",
                ),
            ),
            migrations.AddField(
                model_name="journey",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="journey",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="journeyhistory",
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
                model_name="journeyhistory",
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
                model_name="journeyhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.journey",
                ),
            ),
            migrations.AddConstraint(
                model_name="detailchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_detailchange_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="detailchange",
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
                    name="nominals_detailchange_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="detailchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_detailchange_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="detailchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_detailchange_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="detailchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "name",
                                "address",
                                "bank_account",
                                "identity_document",
                                "child_household",
                                "stay",
                            ],
                        )
                    ),
                    name="nominals_detailchange_kind_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="detailchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(("what", ""), _negated=True),
                    name="nominals_detailchange_says_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="detailchange",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("source", ""), _negated=True),
                        models.Q(
                            ("changed_on__isnull", False),
                            models.Q(
                                ("expected_on__isnull", False),
                                models.Q(("kind", "stay"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        models.Q(
                            models.Q(("kind", "stay"), _negated=True),
                            ("expected_on", None),
                            _connector="OR",
                        ),
                    ),
                    name="nominals_detail_change_known_how",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="detailchange",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_detail_change_history" ("agency", "area_id", "changed_on", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "expected_on", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "what", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."changed_on", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."expected_on", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."what", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6f56a9b34ecfb9e278ba81c3cedc093bd245d1dc",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_30e9b",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_detail_change",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="detailchange",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_detail_change_history" ("agency", "area_id", "changed_on", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "expected_on", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "what", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."changed_on", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."expected_on", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."what", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="1004619736c746d7f140ce94bb264d839897d2ec",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_73d48",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_detail_change",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="detailchange",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_detail_change_history" ("agency", "area_id", "changed_on", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "expected_on", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "what", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."changed_on", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."expected_on", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."what", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="8da6d823a0faa5c511eaed89dfa74017ed6bd1dc",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_af39a",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_detail_change",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="detailchangehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1b62cb43f6be4a6bfc3f6d204bf66cf6fc1936c8",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bd9c7",
                        table="nominals_detail_change_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="journey",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_journey_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="journey",
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
                    name="nominals_journey_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="journey",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_journey_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="journey",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_journey_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="journey",
                constraint=models.CheckConstraint(
                    condition=models.Q(("country", ""), _negated=True),
                    name="nominals_journey_says_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="journey",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("source", ""), _negated=True),
                        models.Q(
                            ("returns_on", None),
                            ("returns_on__gte", models.F("leaves_on")),
                            _connector="OR",
                        ),
                        models.Q(
                            ("known_on", None),
                            ("known_on__lte", models.F("leaves_on")),
                            _connector="OR",
                        ),
                        models.Q(
                            ("changed_on", None),
                            ("changed_on__lte", models.F("leaves_on")),
                            _connector="OR",
                        ),
                        models.Q(
                            ("return_given", False), ("returns_on__isnull", False), _connector="OR"
                        ),
                    ),
                    name="nominals_journey_in_order",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="journey",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_journey_history" ("agency", "area_id", "carrier", "changed_on", "class_of_person", "corrected_because", "country", "during", "entered_at", "entered_by", "entered_by_id", "id", "known_on", "leaves_on", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "regime", "return_given", "returns_on", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."carrier", new_values."changed_on", new_values."class_of_person", new_values."corrected_because", new_values."country", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."known_on", new_values."leaves_on", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."place", new_values."regime", new_values."return_given", new_values."returns_on", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b5d4bfb35aa0265877f341f8d737eca54f53e906",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_d8e6b",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_journey",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="journey",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_journey_history" ("agency", "area_id", "carrier", "changed_on", "class_of_person", "corrected_because", "country", "during", "entered_at", "entered_by", "entered_by_id", "id", "known_on", "leaves_on", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "regime", "return_given", "returns_on", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."carrier", new_values."changed_on", new_values."class_of_person", new_values."corrected_because", new_values."country", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."known_on", new_values."leaves_on", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."place", new_values."regime", new_values."return_given", new_values."returns_on", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e287371383b9979a56e851d5a80b88b90cc74bb6",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9c588",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_journey",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="journey",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_journey_history" ("agency", "area_id", "carrier", "changed_on", "class_of_person", "corrected_because", "country", "during", "entered_at", "entered_by", "entered_by_id", "id", "known_on", "leaves_on", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "regime", "return_given", "returns_on", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."carrier", old_values."changed_on", old_values."class_of_person", old_values."corrected_because", old_values."country", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."known_on", old_values."leaves_on", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."place", old_values."regime", old_values."return_given", old_values."returns_on", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="db8d22dd926ca937cc3844cfffc6bd8501f88311",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_95c6d",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_journey",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="journeyhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="10667fcbaeb94e970947aee27722b57f30b99d1b",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_45003",
                        table="nominals_journey_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(SECTIONS, migrations.RunSQL.noop),
        ]
    )
