import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.audit.history
from openmappa.audit.folding import folded

SETTINGS = """
-- What a setting is on a day: the area's own, else that of every area; null where there is none.
create function agencies_setting_on(setting text, of_area int, on_day date) returns text
language sql stable as $$
    select s.value from agencies_setting s
    where s.name = setting and (s.area_id is null or s.area_id = of_area) and s.holds_from <= on_day
    order by s.area_id nulls last, s.holds_from desc
    limit 1
$$;
grant select on agencies_setting to web, worker, intake, count;

insert into audit_operation (id, actor, purpose, reason)
values ('00000000-0000-4000-8000-000000000003', 'migration', 'settings', 'as delivered');
set local app.operation = '00000000-0000-4000-8000-000000000003';
insert into agencies_setting (name, value, holds_from, source) values
    ('account.dormant_days', '90', '2001-04-01',
     'As delivered: days without signing in after which an account is looked into'),
    ('complaint.answer_days', '28', '2001-04-01',
     'As delivered, from no law: days from its receipt in which a complaint is answered'),
    ('glass.hours', '4', '2001-04-01', 'As delivered: hours that an emergency opens a record'),
    ('glass.review_working_days', '2', '2001-04-01',
     'As delivered: working days in which an emergency is reviewed'),
    ('handover.acknowledge_days', '3', '2001-04-01',
     'As delivered: days in which a case that was handed over is acknowledged'),
    ('quality.address_days', '395', '2001-04-01',
     'As delivered: days for which a verified address counts as verified: a year and a month'),
    ('quality.photograph_days', '395', '2001-04-01',
     'As delivered: days for which a photograph counts as recent: a year and a month'),
    ('victims.unjudged_days', '2', '2001-04-01',
     'As delivered: days that a text which names a victim waits for victim liaison before the'
     ' security officer is told'),
    ('visit.two_officers', 'yes', '2001-04-01',
     'As delivered: whether two officers visit together; who goes alone says so (yes or no)'),
    ('child.transition_days', '182', '2001-04-01',
     'As delivered: days before the 18th birthday from which the move to adult services is to do'),
    ('retention.child_review_years', '5', '2001-04-01',
     'As delivered, from guidance and not from law: years after which the record of a child is'
     ' looked at again'),
    ('address_check.a_day', '10', '2001-04-01',
     'As delivered: addresses that one person may ask about, blind, within 24 hours'),
    ('address_check.a_person', '5', '2001-04-01',
     'As delivered: addresses that may be asked about for one person within 7 days'),
    ('address_check.a_place', '2', '2001-04-01',
     'As delivered: how often one person may ask about a postcode within 30 days');
"""

# Which roles may do what the database itself gives or refuses; a test compares it with the roles.
WHO_MAY = """
create function agencies_roles_who_may(permission text) returns text[]
language sql immutable
return case permission
    when 'CASELOAD_HOLD' then '{police,police_supervisor,central_point,probation,probation_supervisor,community_rehabilitation,prison,youth_justice,mental_health,psychologist,polygraph_examiner,approved_premises,inspector}'::text[]
    when 'CASELOAD_ASSIGN' then '{coordinator,deputy_coordinator,police_supervisor,central_point,probation_supervisor}'
    when 'TRANSFER_VIEW' then '{coordinator,deputy_coordinator,chair,police_supervisor,central_point,probation_supervisor}'
    when 'WORK_SIGN_OFF' then '{coordinator,deputy_coordinator,chair,police_supervisor,probation_supervisor}'
    when 'ADDRESS_CHECK' then '{coordinator,deputy_coordinator,police,police_supervisor,central_point,probation,probation_supervisor,prison}'
    when 'RECORD_ARCHIVE' then '{coordinator,deputy_coordinator,police_supervisor,central_point,probation_supervisor}'
    when 'RECORD_RESTRICT' then '{coordinator,deputy_coordinator,police_supervisor,probation_supervisor}'
    when 'GLASS_BREAK' then '{coordinator,deputy_coordinator,police,police_supervisor,central_point,probation,probation_supervisor,prison}'
    when 'AUDIT_REVIEW' then '{security_officer}'
    when 'MESSAGE_SEND' then '{coordinator,deputy_coordinator,mappa_administrator,chair,police,police_supervisor,central_point,probation,probation_supervisor,community_rehabilitation,prison,youth_justice,mental_health,victim_liaison,psychologist,polygraph_examiner,approved_premises,duty_officer}'
    when 'MERGE_PROPOSE' then '{coordinator,deputy_coordinator,police_supervisor,central_point,probation_supervisor}'
    when 'MERGE_APPROVE' then '{coordinator,deputy_coordinator,central_point}'
    when 'RECORD_WRITE' then '{coordinator,deputy_coordinator,mappa_administrator,chair,police,police_supervisor,central_point,probation,probation_supervisor,community_rehabilitation,prison,youth_justice,mental_health,psychologist,polygraph_examiner,approved_premises}'
    when 'FINDING_VIEW' then '{coordinator,deputy_coordinator,mappa_administrator,police,police_supervisor,central_point,probation,probation_supervisor,prison,administrator}'
    when 'VICTIM_VIEW' then '{victim_liaison}'
    when 'DUTY_CARD_VIEW' then '{duty_officer}'
    when 'AUDIT_EXPORT' then '{security_officer,data_protection_officer}'
    when 'ACCESS_ANSWER' then '{data_protection_officer}'
    when 'RECORD_ERASE' then '{data_protection_officer}'
end;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_areas_and_scope"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Setting",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.TextField()),
                    ("value", models.TextField()),
                    ("holds_from", models.DateField()),
                    ("source", models.TextField()),
                    (
                        "area",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agencies.area",
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_setting",
                },
            ),
            migrations.CreateModel(
                name="SettingHistory",
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
                    ("name", models.TextField()),
                    ("value", models.TextField()),
                    ("holds_from", models.DateField()),
                    ("source", models.TextField()),
                    (
                        "area",
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
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="agencies.setting",
                        ),
                    ),
                ],
                options={
                    "db_table": "agencies_setting_history",
                    "abstract": False,
                },
            ),
            migrations.AddConstraint(
                model_name="setting",
                constraint=models.UniqueConstraint(
                    fields=("name", "area", "holds_from"),
                    name="agencies_setting_once",
                    nulls_distinct=False,
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="setting",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_setting_history" ("area_id", "holds_from", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") SELECT new_values."area_id", new_values."holds_from", new_values."id", new_values."name", NOW(), \'insert\', new_values."id", new_values."source", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e20232b05473cf66eb7f8ce98e8960811cf590f5",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_74881",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="agencies_setting",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="setting",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_setting_history" ("area_id", "holds_from", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") SELECT new_values."area_id", new_values."holds_from", new_values."id", new_values."name", NOW(), \'update\', new_values."id", new_values."source", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3ca8b142c6fab18a1a6c3d767d7b347f623ccb2d",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_8f357",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="agencies_setting",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="setting",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_setting_history" ("area_id", "holds_from", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "value") SELECT old_values."area_id", old_values."holds_from", old_values."id", old_values."name", NOW(), \'delete\', old_values."id", old_values."source", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="494b1afb594cc2eaa2578b18314c39f608a83073",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_63833",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="agencies_setting",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="settinghistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9b24c708b23effd5b81e6ea869a861f66f296abf",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_0d704",
                        table="agencies_setting_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(SETTINGS, migrations.RunSQL.noop),
            migrations.RunSQL(WHO_MAY, "drop function agencies_roles_who_may(text)"),
        ]
    )
