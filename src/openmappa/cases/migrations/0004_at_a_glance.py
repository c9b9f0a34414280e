import importlib

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history

_BEFORE = importlib.import_module("openmappa.cases.migrations.0003_looking")
_WRITTEN = " union all ".join(
    f"""
        select h.pgh_created_at as at, '{table}' as of_table, h.pgh_label as verb, h.operation
        from {table}_history h
        where h.{column} = of_nominal and h.pgh_created_at > (select l.at from looked l)"""
    for table, column in _BEFORE.HISTORIES
)

SINCE = f"""
-- What changed in one record since the caller last read it on a day before today, by whom and how
-- often; a caller who never did gets one row without a time. Only what somebody else wrote, nothing
-- done in a compartment, and nothing unless the record is in the caller's scope today.
create function cases_since_last_look(of_nominal bigint)
returns table (looked_at timestamptz, at timestamptz, actor text, purpose text, of_table text,
               verb text, times bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with me as (
        select u.name from agencies_user u
        where u.id = (nullif(current_setting('app.user', true), ''))::bigint
    ),
    looked as (
        select max(a.at) as at from audit_access a join me on me.name = a.actor
        where a.nominal_id = of_nominal and a.action in ('read', 'print') and not a.refused
          and (a.at at time zone 'Europe/London')::date < audit_today()
    ),
    written as ({_WRITTEN}),
    told as (
        select max(w.at) as at, o.actor, o.purpose, w.of_table, w.verb, count(*) as times
        from written w join audit_operation o on o.id = w.operation
        where o.actor not in (select me.name from me)
          and coalesce(to_jsonb(o) ->> 'compartment', '') = ''
        group by o.actor, o.purpose, w.of_table, w.verb
    )
    select l.at, t.* from looked l left join told t on true
    where exists (select from nominals_access mine
                  where mine.nominal_id = of_nominal and mine.during @> audit_today()
                    and mine.area_id = any (agencies_scope()))
    order by t.at desc, t.of_table, t.verb, t.actor
$$;
revoke execute on function cases_since_last_look(bigint) from public;
grant execute on function cases_since_last_look(bigint) to web;

-- Lets the functions that tell of changes tell of one table more; where `readers` are given, only to
-- who holds one of these roles in an area that may see the person.
create procedure cases_tell_history_of(of_table text, readers text[] default null)
language plpgsql as $body$
declare
    function_name text;
    columns text;
    bound text;
begin
    foreach function_name in array array['cases_record_history', 'cases_since_last_look'] loop
        if function_name = 'cases_record_history' then
            columns := 'to_jsonb(h) as new,'
                ' lag(to_jsonb(h)) over (partition by h.pgh_obj_id order by h.pgh_id) as old';
            bound := 'true';
        else
            columns := null;
            bound := 'h.pgh_created_at > (select l.at from looked l)';
        end if;
        if readers is not null then
            bound := bound || format(
                ' and exists (select from nominals_access a where a.nominal_id = of_nominal'
                ' and a.area_id = any (agencies_areas_as(%L)) and a.during @> audit_today())',
                readers);
        end if;
        execute replace(
            (select pg_get_functiondef(oid) from pg_proc
             where proname = function_name and pronamespace = 'public'::regnamespace),
            'written as (',
            format('written as (
        select h.pgh_created_at as at, %L as of_table, h.pgh_label as verb, h.operation%s
        from %I h where h.nominal_id = of_nominal and %s union all',
                of_table, ', ' || columns, of_table || '_history', bound));
    end loop;
end $body$;
revoke execute on procedure cases_tell_history_of(text, text[]) from public;
"""

FILES = "".join(
    f"call cases_tell_history_of('{table}', '{{{readers}}}');\n"
    for table, readers in importlib.import_module(
        "openmappa.nominals.migrations.0006_files"
    ).READERS.items()
)

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
        ("cases", "0003_looking"),
        ("nominals", "0006_files"),
    ]

    operations = [
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
                    models.BigIntegerField(db_default=openmappa.audit.history.CurrentTransaction()),
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
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
        migrations.RunSQL(FILES, migrations.RunSQL.noop),
    ]
