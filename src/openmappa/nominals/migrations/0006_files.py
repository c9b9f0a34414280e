import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.audit.history
from openmappa.audit.folding import folded

# Whose roles see the part of the record that the table belongs to (`Role.sees`); photographs also
# the duty officer, on the card.
_CASE = (
    "coordinator, deputy_coordinator, mappa_administrator, chair, police, police_supervisor,"
    " central_point, probation, probation_supervisor, prison, youth_justice, inspector"
)
READERS = {
    "nominals_photograph": f"{_CASE}, community_rehabilitation, mental_health, psychologist,"
    " polygraph_examiner, approved_premises, duty_officer",
    "nominals_document": _CASE,
}

PROTECTION = (
    "".join(
        f"""
call nominals_protect_entered('{table}', '{{{readers}}}');
call nominals_protect_history('{table}_history');
do $do$ begin
    execute format('create policy by_role on {table}_history as restrictive for select to web using ('
        '(select true from nominals_access a'
        ' where a.nominal_id = nominals_stands_for({table}_history.nominal_id)'
        ' and a.during @> (now() at time zone ''Europe/London'')::date and '
        || nominals_in_a_role('{{{readers}}}') || ' limit 1))');
end $do$;
-- What was added never changes: it is withdrawn, and a photograph is current or not.
revoke update on {table} from web;
grant update (withdrawn_at, withdrawn_by, withdrawn_because, version) on {table} to web;
"""
        for table, readers in READERS.items()
    )
    + """
grant update (current) on nominals_photograph to web;
-- A mark is the person's own, and its photographs follow when it moves to another; they stay when the
-- mark is erased.
alter table nominals_mark add constraint nominals_mark_of_person unique (id, nominal_id);
alter table nominals_photograph add constraint nominals_photograph_mark_is_the_persons
    foreign key (mark_id, nominal_id) references nominals_mark (id, nominal_id)
    on update cascade on delete set null (mark_id) deferrable initially deferred;
create index nominals_photograph_mark on nominals_photograph (mark_id) where mark_id is not null;
"""
)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_areas_and_scope"),
        ("nominals", "0005_register"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Document",
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
                    ("stored_as", models.TextField(unique=True)),
                    ("sha256", models.TextField()),
                    ("content_type", models.TextField()),
                    ("size", models.IntegerField()),
                    ("title", models.TextField()),
                    ("kind", models.TextField()),
                    ("marking", models.TextField()),
                    ("dated", models.DateField()),
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
                    ("standing", models.TextField(default="fact")),
                ],
                options={
                    "db_table": "nominals_document",
                    "abstract": False,
                    "indexes": [models.Index(fields=["nominal"], name="nominals_document_nominal")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_document_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_document_regime_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("withdrawn_at", None),
                                    ("withdrawn_because", ""),
                                    ("withdrawn_by", ""),
                                ),
                                models.Q(
                                    ("withdrawn_at__isnull", False),
                                    models.Q(("withdrawn_by", ""), _negated=True),
                                    models.Q(("withdrawn_because", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="nominals_document_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sha256__regex", "^[0-9a-f]{64}$"), ("size__gt", 0)
                            ),
                            name="nominals_document_hashed",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "assessment",
                                        "court",
                                        "licence",
                                        "notification",
                                        "letter",
                                        "minutes",
                                        "statement",
                                        "health",
                                        "other",
                                    ],
                                ),
                                (
                                    "marking__in",
                                    [
                                        "official",
                                        "official_sensitive",
                                        "protect",
                                        "restricted",
                                        "confidential",
                                    ],
                                ),
                                models.Q(("title", ""), _negated=True),
                            ),
                            name="nominals_document_known",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_document_history" ("agency", "area_id", "content_type", "dated", "entered_at", "entered_by", "entered_by_id", "id", "kind", "marking", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sha256", "size", "standing", "stored_as", "title", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."content_type", new_values."dated", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."marking", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."regime", new_values."sha256", new_values."size", new_values."standing", new_values."stored_as", new_values."title", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="465cad242dccb24123b84bfc6d5b001e660c2000",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_3dfd2",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_document",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_document_history" ("agency", "area_id", "content_type", "dated", "entered_at", "entered_by", "entered_by_id", "id", "kind", "marking", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sha256", "size", "standing", "stored_as", "title", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."content_type", new_values."dated", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."marking", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."regime", new_values."sha256", new_values."size", new_values."standing", new_values."stored_as", new_values."title", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="690ec9cb2d329d04c8cb42a97b6064093f9aac50",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_2a6d9",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_document",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_document_history" ("agency", "area_id", "content_type", "dated", "entered_at", "entered_by", "entered_by_id", "id", "kind", "marking", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sha256", "size", "standing", "stored_as", "title", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."content_type", old_values."dated", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."marking", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."regime", old_values."sha256", old_values."size", old_values."standing", old_values."stored_as", old_values."title", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="54f3a71947263e8b5d406524ad818799663e3b61",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_ebe1a",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_document",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DocumentHistory",
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
                    ("stored_as", models.TextField()),
                    ("sha256", models.TextField()),
                    ("content_type", models.TextField()),
                    ("size", models.IntegerField()),
                    ("title", models.TextField()),
                    ("kind", models.TextField()),
                    ("marking", models.TextField()),
                    ("dated", models.DateField()),
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
                            to="nominals.document",
                        ),
                    ),
                    ("standing", models.TextField(default="fact")),
                ],
                options={
                    "db_table": "nominals_document_history",
                    "abstract": False,
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="0105c04105e27011d4af0920db0be334017209cd",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_0b7a9",
                                table="nominals_document_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Photograph",
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
                    ("stored_as", models.TextField(unique=True)),
                    ("sha256", models.TextField()),
                    ("content_type", models.TextField()),
                    ("size", models.IntegerField()),
                    ("taken_on", models.DateField()),
                    ("angle", models.TextField()),
                    ("source", models.TextField()),
                    ("note", models.TextField(default="")),
                    ("current", models.BooleanField(default=False)),
                    ("small", models.BinaryField()),
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
                    ("standing", models.TextField(default="fact")),
                    (
                        "mark",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="photographs",
                            to="nominals.mark",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_photograph",
                    "abstract": False,
                    "indexes": [
                        models.Index(fields=["nominal"], name="nominals_photograph_nominal")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_photograph_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_photograph_regime_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("withdrawn_at", None),
                                    ("withdrawn_because", ""),
                                    ("withdrawn_by", ""),
                                ),
                                models.Q(
                                    ("withdrawn_at__isnull", False),
                                    models.Q(("withdrawn_by", ""), _negated=True),
                                    models.Q(("withdrawn_because", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="nominals_photograph_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sha256__regex", "^[0-9a-f]{64}$"), ("size__gt", 0)
                            ),
                            name="nominals_photograph_hashed",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("current", True)),
                            fields=("nominal",),
                            name="nominals_photograph_one_current",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("mark", None),
                                models.Q(("angle", "mark"), ("current", False)),
                                _connector="OR",
                            ),
                            name="nominals_photograph_of_a_mark",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("current", False), ("withdrawn_at", None), _connector="OR"
                            ),
                            name="nominals_photograph_current_stands",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("angle__in", ["front", "left", "right", "full_length", "mark"]),
                                ("content_type", "image/jpeg"),
                                (
                                    "source__in",
                                    [
                                        "custody",
                                        "notification",
                                        "home_visit",
                                        "prison",
                                        "probation",
                                        "other",
                                    ],
                                ),
                            ),
                            name="nominals_photograph_known",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_photograph_history" ("agency", "angle", "area_id", "content_type", "current", "entered_at", "entered_by", "entered_by_id", "id", "mark_id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sha256", "size", "source", "standing", "stored_as", "taken_on", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."angle", new_values."area_id", new_values."content_type", new_values."current", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."mark_id", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."sha256", new_values."size", new_values."source", new_values."standing", new_values."stored_as", new_values."taken_on", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="560076acabbbbeeb394c01aac33bb4b101b5371a",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_473b0",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_photograph",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_photograph_history" ("agency", "angle", "area_id", "content_type", "current", "entered_at", "entered_by", "entered_by_id", "id", "mark_id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sha256", "size", "source", "standing", "stored_as", "taken_on", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."angle", new_values."area_id", new_values."content_type", new_values."current", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."mark_id", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."sha256", new_values."size", new_values."source", new_values."standing", new_values."stored_as", new_values."taken_on", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agency" IS DISTINCT FROM (new_values."agency") OR old_values."angle" IS DISTINCT FROM (new_values."angle") OR old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."content_type" IS DISTINCT FROM (new_values."content_type") OR old_values."current" IS DISTINCT FROM (new_values."current") OR old_values."entered_at" IS DISTINCT FROM (new_values."entered_at") OR old_values."entered_by" IS DISTINCT FROM (new_values."entered_by") OR old_values."entered_by_id" IS DISTINCT FROM (new_values."entered_by_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."mark_id" IS DISTINCT FROM (new_values."mark_id") OR old_values."nominal_id" IS DISTINCT FROM (new_values."nominal_id") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."regime" IS DISTINCT FROM (new_values."regime") OR old_values."sha256" IS DISTINCT FROM (new_values."sha256") OR old_values."size" IS DISTINCT FROM (new_values."size") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."standing" IS DISTINCT FROM (new_values."standing") OR old_values."stored_as" IS DISTINCT FROM (new_values."stored_as") OR old_values."taken_on" IS DISTINCT FROM (new_values."taken_on") OR old_values."version" IS DISTINCT FROM (new_values."version") OR old_values."withdrawn_at" IS DISTINCT FROM (new_values."withdrawn_at") OR old_values."withdrawn_because" IS DISTINCT FROM (new_values."withdrawn_because") OR old_values."withdrawn_by" IS DISTINCT FROM (new_values."withdrawn_by")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="29e906578fbc4cae7ed83d03666ddf7b2b4e516c",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_1792e",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_photograph",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_photograph_history" ("agency", "angle", "area_id", "content_type", "current", "entered_at", "entered_by", "entered_by_id", "id", "mark_id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sha256", "size", "source", "standing", "stored_as", "taken_on", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."angle", old_values."area_id", old_values."content_type", old_values."current", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."mark_id", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."sha256", old_values."size", old_values."source", old_values."standing", old_values."stored_as", old_values."taken_on", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="a31e3daebbe999e4002c1f41e2d2db004997598d",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_af4c5",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_photograph",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PhotographHistory",
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
                    ("stored_as", models.TextField()),
                    ("sha256", models.TextField()),
                    ("content_type", models.TextField()),
                    ("size", models.IntegerField()),
                    ("taken_on", models.DateField()),
                    ("angle", models.TextField()),
                    ("source", models.TextField()),
                    ("note", models.TextField(default="")),
                    ("current", models.BooleanField(default=False)),
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
                            to="nominals.photograph",
                        ),
                    ),
                    ("standing", models.TextField(default="fact")),
                    (
                        "mark",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="nominals.mark",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_photograph_history",
                    "abstract": False,
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="fced83e07acb8cb66cf1657f11bb6a9a55391d0e",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_a2cf3",
                                table="nominals_photograph_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
        ]
    )
