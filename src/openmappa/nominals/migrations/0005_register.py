import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

PROTECT = """
-- Row-level security for a section of the record: `nominals_protect_entered`, and nobody writes in it
-- but in these roles. Its history is seen by whoever sees the section; roles that `also_read` see its
-- rows as they stand.
create procedure nominals_protect_section(of_table regclass, readers text[], writers text[],
    also_read text[] default '{}')
language plpgsql as $body$
declare
    in_a_role text := 'exists (select from nominals_access a where a.nominal_id = %s.nominal_id'
        ' and a.during @> (now() at time zone ''Europe/London'')::date and ';
    writing text := in_a_role || nominals_in_a_role(writers) || ')';
    history text := of_table || '_history';
begin
    call nominals_protect_entered(of_table, readers || also_read);
    execute format('create policy written_by_role on %s as restrictive for insert to web'
        ' with check (' || writing || ')', of_table, of_table);
    if to_regclass(history) is null then  -- added to only
        execute format('revoke update on %s from web', of_table);
        execute format('create trigger never_changes before update or delete on %s'
            ' for each row execute function nominals_never_changes()', of_table);
        return;
    end if;
    execute format('create policy corrected_by_role on %s as restrictive for update to web'
        ' using (' || writing || ')', of_table, of_table);
    execute format('create trigger corrected before update on %s'
        ' for each row execute function nominals_corrected()', of_table);
    call nominals_protect_history(history::regclass);
    execute format('create policy by_role on %s as restrictive for select to web'
        ' using (' || replace(in_a_role, '%s.nominal_id', 'nominals_stands_for(%s.nominal_id)')
        || nominals_in_a_role(readers) || '))', history, history);
end $body$;

-- A person at a screen corrects what was entered from the version that they saw, and never whose it
-- is or who entered it; what was withdrawn stays so. (Merging moves rows to another person: not at
-- a screen.)
create function nominals_corrected() returns trigger language plpgsql as $$
begin
    if current_user = 'web' then
        if (new.id, new.nominal_id, new.area_id, new.agency, new.entered_at, new.entered_by,
            new.entered_by_id)
            is distinct from (old.id, old.nominal_id, old.area_id, old.agency, old.entered_at,
            old.entered_by, old.entered_by_id)
        then
            raise exception 'a correction leaves whose row it is and who entered it'
                using errcode = 'insufficient_privilege';
        end if;
        if new.version <> old.version + 1 or old.withdrawn_at is not null then
            raise exception 'a correction begins from the version that stands'
                using errcode = 'insufficient_privilege';
        end if;
    end if;
    return new;
end $$;

-- What is added to only: but that it follows the person when two are made one.
create function nominals_never_changes() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or to_jsonb(new) - 'nominal_id' is distinct from to_jsonb(old) - 'nominal_id'
    then
        raise exception 'this is never changed: write a new entry'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
revoke execute on procedure nominals_protect_section(regclass, text[], text[], text[]) from public;
"""

# Who sees and writes each part, as `agencies.roles` has it (a test compares them).
_EVERY_READER = (
    "coordinator,deputy_coordinator,mappa_administrator,chair,police,police_supervisor,"
    "central_point,probation,probation_supervisor,community_rehabilitation,prison,youth_justice,"
    "mental_health,psychologist,polygraph_examiner,approved_premises,inspector"
)
_RECORD_WRITERS = "police,police_supervisor,central_point,probation,probation_supervisor"
_POLICE = "police,police_supervisor"
READERS = {
    "IDENTITY": _EVERY_READER,
    "CONTACT": _EVERY_READER.replace("mental_health,psychologist,polygraph_examiner,", ""),
    "FINANCE": _POLICE,
    "LIFE": _EVERY_READER.replace("mental_health,", "").replace(
        "polygraph_examiner,approved_premises,", ""
    ),
    "OFFENDING": f"{_EVERY_READER},victim_liaison",
    "MARKERS": _EVERY_READER,
    "LOG": _EVERY_READER,
    "INTELLIGENCE": _POLICE,
    "SANITISED": _EVERY_READER.replace(
        "community_rehabilitation,prison,youth_justice,mental_health,psychologist,"
        "polygraph_examiner,approved_premises,",
        "prison,",
    ),
}
WRITERS = {
    "IDENTITY": _RECORD_WRITERS,
    "CONTACT": _RECORD_WRITERS,
    "FINANCE": _POLICE,
    "LIFE": f"{_RECORD_WRITERS},prison,youth_justice",
    "OFFENDING": _RECORD_WRITERS,
    "MARKERS": f"{_RECORD_WRITERS},coordinator,deputy_coordinator,prison",
    "LOG": _EVERY_READER.removesuffix(",inspector"),
    "INTELLIGENCE": _POLICE,
}
TABLES = {
    "nominals_further_name": "IDENTITY",
    "nominals_further_identifier": "IDENTITY",
    "nominals_description": "IDENTITY",
    "nominals_mark": "IDENTITY",
    "nominals_background": "IDENTITY",
    "nominals_vehicle": "IDENTITY",
    "nominals_residence": "CONTACT",
    "nominals_address_check": "CONTACT",
    "nominals_telephone": "CONTACT",
    "nominals_email": "CONTACT",
    "nominals_online": "CONTACT",
    "nominals_finance": "FINANCE",
    "nominals_relationship": "LIFE",
    "nominals_occupation": "LIFE",
    "nominals_interest": "LIFE",
    "nominals_protective_factor": "LIFE",
    "nominals_programme": "OFFENDING",
    "nominals_method": "OFFENDING",
    "nominals_warning_marker": "MARKERS",
    "nominals_activity": "LOG",
    "nominals_intelligence": "INTELLIGENCE",
    "nominals_gender": "IDENTITY",
}
# Whoever opens a record writes the numbers that it begins with.
ALSO = {"nominals_further_identifier": ",coordinator,deputy_coordinator"}
# What the duty officer's card shows, as it stands. (Further names only by `nominals_known_as`.)
ON_DUTY_CARD = {
    "nominals_description",
    "nominals_mark",
    "nominals_vehicle",
    "nominals_residence",
    "nominals_address_check",
    "nominals_telephone",
    "nominals_warning_marker",
}
SECTIONS = "".join(
    f"call nominals_protect_section('{table}', '{{{READERS[part]}}}',"
    f" '{{{WRITERS[part]}{ALSO.get(table, '')}}}',"
    f" '{{{'duty_officer' if table in ON_DUTY_CARD else ''}}}');\n"
    for table, part in TABLES.items()
)

COMPARTMENTS = f"""
-- Handling codes 4 (5x5x5) and C (3x5x2): nobody outside the agency and area that reported it.
create policy by_handling on nominals_intelligence as restrictive to web using (
    handling_code not in ('4', 'C')
    or (area_id = any ((select agencies_areas_as('{{{READERS["INTELLIGENCE"]}}}'))::int[])
        and agency = (select u.agency from agencies_user u
            where u.id = (select nullif(current_setting('app.user', true), ''))::bigint)));
-- What it was before is seen only with what it is now: a code that was raised holds for all.
create policy by_handling on nominals_intelligence_history as restrictive for select to web using (
    (select true from nominals_intelligence i where i.id = pgh_obj_id limit 1) and (
    handling_code not in ('4', 'C')
    or (area_id = any ((select agencies_areas_as('{{{READERS["INTELLIGENCE"]}}}'))::int[])
        and agency = (select u.agency from agencies_user u
            where u.id = (select nullif(current_setting('app.user', true), ''))::bigint))));

-- What of intelligence may go further, to those who see sanitised intelligence of this person.
create function nominals_sanitised(of_nominal bigint)
returns table (id bigint, reported_on date, agency text, area_id smallint, sanitised text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select i.id, i.reported_on, i.agency, i.area_id, i.sanitised
    from nominals_intelligence i
    where i.nominal_id = of_nominal and i.sanitised <> '' and i.withdrawn_at is null
      and i.handling_code not in ('4', 'C')
      and nominals_is_open(of_nominal) and not nominals_barred(of_nominal)
      and agencies_areas_as('{{{READERS["SANITISED"]}}}') <> '{{}}'
    order by i.reported_on desc, i.id desc
$$;

-- That the police hold bank or passport details: said to those who see how to reach the person.
create function nominals_finance_held(of_nominal bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select from nominals_finance f
                   where f.nominal_id = of_nominal and f.withdrawn_at is null)
       and nominals_is_open(of_nominal) and not nominals_barred(of_nominal)
       and agencies_areas_as('{{{READERS["CONTACT"]}}}') <> '{{}}'
$$;
revoke execute on function nominals_sanitised(bigint), nominals_finance_held(bigint) from public;
grant execute on function nominals_sanitised(bigint), nominals_finance_held(bigint) to web;

-- Gender history: nobody but those who are named in the row; not even the count or the import.
create policy by_name on nominals_gender as restrictive to web using (
    (select nullif(current_setting('app.user', true), ''))::bigint = any (named));
create policy by_name on nominals_gender_history as restrictive for select to web using (
    (select nullif(current_setting('app.user', true), ''))::bigint = any (named));
revoke all on nominals_gender, nominals_gender_history from count, intake;
drop policy counted on nominals_gender;
drop policy counted on nominals_gender_history;
drop policy taken_in on nominals_gender_history;
grant select (id, nominal_id), update (nominal_id) on nominals_gender to intake;
"""

OPENING = """
call nominals_protect_entered('nominals_opening', index_too => true);
call nominals_protect_history('nominals_opening_history');
create trigger corrected before update on nominals_opening
    for each row execute function nominals_corrected();

-- A draft is seen and written by the person whose it is, and thrown away by the worker.
alter table nominals_draft enable row level security;
create policy ones_own on nominals_draft to web using (
    user_id = (select nullif(current_setting('app.user', true), ''))::bigint
    and (select true from nominals_nominal n where n.id = nominals_draft.nominal_id limit 1));
create policy thrown_away on nominals_draft to worker using (true);
create policy follows on nominals_draft to intake using (true);
grant select, insert, update, delete on nominals_draft to web;
grant select (saved_at), delete on nominals_draft to worker;
grant select (id, nominal_id), update (nominal_id) on nominals_draft to intake;

-- Who wrote what: of operations whose random ids one knows from rows of history that one may see.
create function nominals_written_by(operations uuid[])
returns table (id uuid, at timestamptz, actor text, reason text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select o.id, o.at, o.actor, o.reason from audit_operation o where o.id = any (operations)
$$;
revoke execute on function nominals_written_by(uuid[]) from public;
grant execute on function nominals_written_by(uuid[]) to web;
"""

SHARED = """
-- One number of two people is more often a false identity than a slip of the pen: both records say
-- so, to be settled, and no longer once one of the two rows is withdrawn or corrected.
create function nominals_number_shared() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    number record;
    told text;
    holders bigint[];
begin
    for number in
        select new.kind, new.canonical
        union select old.kind, old.canonical where tg_op = 'UPDATE'
    loop
        told := case number.kind when 'pnc_id' then 'PNC id' when 'cro_number' then 'CRO number'
                when 'crn' then 'CRN' when 'visor' then 'ViSOR reference'
                when 'national_insurance' then 'National Insurance number'
                else replace(number.kind, '_', ' ') end || ' ' || number.canonical
            || ' is also recorded of somebody else: one person under two names, or a slip';
        select array_agg(distinct h.nominal_id) into holders from (
            select i.nominal_id from nominals_identifier i
            where i.kind = number.kind and i.canonical = number.canonical and i.valid
              and i.withdrawn_on is null
            union
            select f.nominal_id from nominals_further_identifier f
            where f.kind = number.kind and f.canonical = number.canonical and f.valid
              and f.withdrawn_at is null) h;
        update nominals_finding f set gone_at = now()
        where f.code = 'register.shared_number' and f.sentence = told and f.gone_at is null
          and (coalesce(cardinality(holders), 0) < 2 or not f.nominal_id = any (holders));
        if cardinality(holders) > 1 then
            insert into nominals_finding (nominal_id, area_id, code, sentence)
            select a.nominal_id, a.area_id, 'register.shared_number', told
            from nominals_access a
            where a.nominal_id = any (holders) and a.basis = 'responsible'
              and a.during @> audit_today()
            on conflict (nominal_id, area_id, code, sentence)
            do update set gone_at = null where nominals_finding.gone_at is not null;
        end if;
    end loop;
    return null;
end $$;
revoke execute on function nominals_number_shared() from public;
create trigger number_shared after insert or update on nominals_further_identifier
    for each row execute function nominals_number_shared();

-- That somebody else has the number is told to whoever may know of one of them: not of a restricted
-- record to who is not let in.
create function nominals_another_has_it(of_nominal bigint, told text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from nominals_finding f
        where f.code = 'register.shared_number' and f.sentence = told and f.gone_at is null
          and f.nominal_id <> of_nominal and not nominals_barred(f.nominal_id))
$$;
revoke execute on function nominals_another_has_it(bigint, text) from public;
grant execute on function nominals_another_has_it(bigint, text) to web;
create index nominals_finding_shared on nominals_finding (sentence)
    where code = 'register.shared_number';
create policy of_two on nominals_finding as restrictive for select to web using (
    code <> 'register.shared_number' or nominals_another_has_it(nominal_id, sentence));
create policy of_two on nominals_finding_history as restrictive for select to web using (
    code <> 'register.shared_number' or nominals_another_has_it(nominal_id, sentence));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_areas_and_scope"),
        ("nominals", "0004_withheld"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Background",
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
                    ("value", models.TextField()),
                    ("interpreter", models.BooleanField(default=False)),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_background_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "interpreter", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "value", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."interpreter", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."value", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="081d43f2b65a453cf0499d9dc4bd0ebe82060a03",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_265ae",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_background",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_background_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "interpreter", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "value", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."interpreter", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."value", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="72c28401fe611d17c9957603e643c89483b361d7",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_6c5d1",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_background",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_background_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "interpreter", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "value", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."interpreter", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."value", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="f7a0c392d70108bd81c6c74d5e4419721bdc3b4d",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_24507",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_background",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_background_regime_known",
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
                            name="nominals_background_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_background_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_background_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "nationality",
                                        "first_language",
                                        "other_language",
                                        "religion",
                                        "birthplace",
                                        "other_birth",
                                    ],
                                )
                            ),
                            name="nominals_background_kind_known",
                        ),
                    ],
                    "db_table": "nominals_background",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="BackgroundHistory",
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
                    ("value", models.TextField()),
                    ("interpreter", models.BooleanField(default=False)),
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
                            to="nominals.background",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="969aaa8c77efeab81c2450a58886ec92889439da",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_f6cfa",
                                table="nominals_background_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_background_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Description",
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
                    ("height_cm", models.SmallIntegerField(null=True)),
                    ("build", models.TextField(default="")),
                    ("hair", models.TextField(default="")),
                    ("facial_hair", models.TextField(default="")),
                    ("eyes", models.TextField(default="")),
                    ("complexion", models.TextField(default="")),
                    ("glasses", models.TextField(default="")),
                    ("teeth", models.TextField(default="")),
                    ("accent", models.TextField(default="")),
                    ("gait", models.TextField(default="")),
                    ("clothing", models.TextField(default="")),
                    ("disability", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_description_history" ("accent", "agency", "area_id", "build", "class_of_person", "clothing", "complexion", "corrected_because", "disability", "during", "entered_at", "entered_by", "entered_by_id", "eyes", "facial_hair", "gait", "glasses", "hair", "height_cm", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "teeth", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."accent", new_values."agency", new_values."area_id", new_values."build", new_values."class_of_person", new_values."clothing", new_values."complexion", new_values."corrected_because", new_values."disability", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."eyes", new_values."facial_hair", new_values."gait", new_values."glasses", new_values."hair", new_values."height_cm", new_values."id", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."teeth", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="95f93462c2666ded1d7bd04dde1b1896b14aadce",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_c990a",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_description",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_description_history" ("accent", "agency", "area_id", "build", "class_of_person", "clothing", "complexion", "corrected_because", "disability", "during", "entered_at", "entered_by", "entered_by_id", "eyes", "facial_hair", "gait", "glasses", "hair", "height_cm", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "teeth", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."accent", new_values."agency", new_values."area_id", new_values."build", new_values."class_of_person", new_values."clothing", new_values."complexion", new_values."corrected_because", new_values."disability", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."eyes", new_values."facial_hair", new_values."gait", new_values."glasses", new_values."hair", new_values."height_cm", new_values."id", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."teeth", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="bc7249c0de6a319d32684310fdc2cdba2252dc34",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_ed707",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_description",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_description_history" ("accent", "agency", "area_id", "build", "class_of_person", "clothing", "complexion", "corrected_because", "disability", "during", "entered_at", "entered_by", "entered_by_id", "eyes", "facial_hair", "gait", "glasses", "hair", "height_cm", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "teeth", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."accent", old_values."agency", old_values."area_id", old_values."build", old_values."class_of_person", old_values."clothing", old_values."complexion", old_values."corrected_because", old_values."disability", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."eyes", old_values."facial_hair", old_values."gait", old_values."glasses", old_values."hair", old_values."height_cm", old_values."id", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."teeth", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="4113a83e033850cf3a615ef630eb41fd968f47e0",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_9b872",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_description",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_description_regime_known",
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
                            name="nominals_description_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_description_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_description_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("build__in", ["", "slim", "medium", "stocky", "muscular", "heavy"])
                            ),
                            name="nominals_description_build_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("height_cm", None),
                                ("height_cm__range", (50, 260)),
                                _connector="OR",
                            ),
                            name="nominals_description_height_possible",
                        ),
                    ],
                    "db_table": "nominals_description",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DescriptionHistory",
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
                    ("height_cm", models.SmallIntegerField(null=True)),
                    ("build", models.TextField(default="")),
                    ("hair", models.TextField(default="")),
                    ("facial_hair", models.TextField(default="")),
                    ("eyes", models.TextField(default="")),
                    ("complexion", models.TextField(default="")),
                    ("glasses", models.TextField(default="")),
                    ("teeth", models.TextField(default="")),
                    ("accent", models.TextField(default="")),
                    ("gait", models.TextField(default="")),
                    ("clothing", models.TextField(default="")),
                    ("disability", models.TextField(default="")),
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
                            to="nominals.description",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="46c68c225658e55b6e0dcf6090400c62e85e3bee",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_4dbf5",
                                table="nominals_description_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_description_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Draft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("user_id", models.BigIntegerField()),
                    ("section", models.TextField()),
                    ("row", models.BigIntegerField(default=0)),
                    ("fields", models.JSONField()),
                    (
                        "saved_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("user_id", "nominal", "section", "row"),
                            name="nominals_draft_once",
                        )
                    ],
                    "db_table": "nominals_draft",
                },
            ),
            migrations.CreateModel(
                name="Email",
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
                    ("address", models.TextField()),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_email_history" ("address", "agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."address", new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="48f57eeb45d3f8ce3e23ed866adae02da78cbed1",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_1b002",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_email",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_email_history" ("address", "agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."address", new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="d64201485fafb91f7cce6fd74ff093366405bd3e",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_7c2b2",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_email",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_email_history" ("address", "agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."address", old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="8ea606d1cb32359baa4b5f4e0eac584e4155c176",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_0a193",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_email",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_email_regime_known",
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
                            name="nominals_email_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_email_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_email_standing_known",
                        ),
                    ],
                    "db_table": "nominals_email",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="EmailHistory",
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
                    ("address", models.TextField()),
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
                            to="nominals.email",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="a8c68f3f99d3f64bd53709c9dae2814a9cbb4748",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_1c011",
                                table="nominals_email_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_email_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Finance",
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
                    ("issuer", models.TextField()),
                    ("number", models.TextField()),
                    ("holder", models.TextField(default="")),
                    ("sort_code", models.TextField(default="")),
                    ("expires_on", models.DateField(null=True)),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_finance_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "expires_on", "holder", "id", "issuer", "kind", "nominal_id", "note", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sort_code", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."expires_on", new_values."holder", new_values."id", new_values."issuer", new_values."kind", new_values."nominal_id", new_values."note", new_values."number", NOW(), \'insert\', new_values."id", new_values."regime", new_values."sort_code", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="d32b8f65de079c07a8aa969bc7113840a4836ee3",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_67d46",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_finance",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_finance_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "expires_on", "holder", "id", "issuer", "kind", "nominal_id", "note", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sort_code", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."expires_on", new_values."holder", new_values."id", new_values."issuer", new_values."kind", new_values."nominal_id", new_values."note", new_values."number", NOW(), \'update\', new_values."id", new_values."regime", new_values."sort_code", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="c77116058f943ac52702efd21f2875c66ad99e1f",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_56f5c",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_finance",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_finance_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "expires_on", "holder", "id", "issuer", "kind", "nominal_id", "note", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sort_code", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."expires_on", old_values."holder", old_values."id", old_values."issuer", old_values."kind", old_values."nominal_id", old_values."note", old_values."number", NOW(), \'delete\', old_values."id", old_values."regime", old_values."sort_code", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="b4febc0d8b0970fbb5495100a20bde6275804842",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_5f9b2",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_finance",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_finance_regime_known",
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
                            name="nominals_finance_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_finance_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_finance_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "bank_account",
                                        "debit_card",
                                        "credit_card",
                                        "passport",
                                        "identity_document",
                                    ],
                                )
                            ),
                            name="nominals_finance_kind_known",
                        ),
                    ],
                    "db_table": "nominals_finance",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="FinanceHistory",
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
                    ("issuer", models.TextField()),
                    ("number", models.TextField()),
                    ("holder", models.TextField(default="")),
                    ("sort_code", models.TextField(default="")),
                    ("expires_on", models.DateField(null=True)),
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
                            to="nominals.finance",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="1b1328c00b6990012184463692b741bb9f178318",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_a6cb6",
                                table="nominals_finance_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_finance_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="FurtherIdentifier",
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_further_identifier_history" ("agency", "area_id", "canonical", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "given", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "valid", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."canonical", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."given", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."valid", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="1030e4db906f2311e9bf913f77b7457b52ff519a",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_0d407",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_further_identifier",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_further_identifier_history" ("agency", "area_id", "canonical", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "given", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "valid", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."canonical", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."given", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."valid", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="08d0e2ee7ed74b3e7fca00d9b73fda9d54d7361e",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_3d227",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_further_identifier",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_further_identifier_history" ("agency", "area_id", "canonical", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "given", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "valid", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."canonical", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."given", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."valid", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="1071023424889aecfbf9f0662c71334c39b2fb10",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_87972",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_further_identifier",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_furtheridentifier_regime_known",
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
                            name="nominals_furtheridentifier_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_furtheridentifier_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_furtheridentifier_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "pnc_id",
                                        "cro_number",
                                        "prison_number",
                                        "crn",
                                        "national_insurance",
                                        "driving_licence",
                                        "visor",
                                        "pnd",
                                        "immigration",
                                        "local",
                                        "fingerprints",
                                        "dna",
                                    ],
                                )
                            ),
                            name="nominals_furtheridentifier_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("given", ""), _negated=True),
                            name="nominals_furtheridentifier_says_something",
                        ),
                    ],
                    "indexes": [
                        models.Index(
                            fields=["canonical", "kind"], name="nominals_further_number_value"
                        )
                    ],
                    "db_table": "nominals_further_identifier",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="FurtherIdentifierHistory",
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
                            to="nominals.furtheridentifier",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="596ceec07c65fd498199d31bd731fa3d89d5392d",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_edcf9",
                                table="nominals_further_identifier_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_further_identifier_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="FurtherName",
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
                    ("title", models.TextField(default="")),
                    ("surname", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_further_name_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "forenames", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "surname", "title", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."forenames", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."surname", new_values."title", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="daf826bb2343ccf4f97542288bc8796ad7e1e076",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_5da69",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_further_name",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_further_name_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "forenames", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "surname", "title", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."forenames", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."surname", new_values."title", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="312f8b4d5bb78991ff3eab43f4600181fd861d2b",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_b245a",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_further_name",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_further_name_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "forenames", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "surname", "title", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."forenames", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."surname", old_values."title", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="51d16772e04a419949f5702f843e680303ff9a08",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_2ab01",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_further_name",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_furthername_regime_known",
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
                            name="nominals_furthername_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_furthername_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_furthername_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "birth",
                                        "previous",
                                        "married",
                                        "deed_poll",
                                        "alias",
                                        "nickname",
                                        "online",
                                        "religious",
                                    ],
                                )
                            ),
                            name="nominals_furthername_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("surname", ""), _negated=True),
                                models.Q(("forenames", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="nominals_furthername_says_something",
                        ),
                    ],
                    "db_table": "nominals_further_name",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="FurtherNameHistory",
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
                    ("title", models.TextField(default="")),
                    ("surname", models.TextField(default="")),
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
                            to="nominals.furthername",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="4c539324e0b4369fda0c92596601254e402b74b2",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_78cca",
                                table="nominals_further_name_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_further_name_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="GenderHistory",
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
                    ("information", models.TextField()),
                    ("former_surname", models.TextField(default="")),
                    ("former_forenames", models.TextField(default="")),
                    (
                        "named",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(), size=None
                        ),
                    ),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_gender_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "former_forenames", "former_surname", "id", "information", "named", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."former_forenames", new_values."former_surname", new_values."id", new_values."information", new_values."named", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="e1097b33cd96820b03552cf88f2285d43a3ce664",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_bd304",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_gender",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_gender_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "former_forenames", "former_surname", "id", "information", "named", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."former_forenames", new_values."former_surname", new_values."id", new_values."information", new_values."named", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="2fdd2fedeef39dc2b57de1caf7a4ea54a09a3871",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_6e4a5",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_gender",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_gender_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "former_forenames", "former_surname", "id", "information", "named", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."former_forenames", old_values."former_surname", old_values."id", old_values."information", old_values."named", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="4cae45b3d13d1ca0e13057a4545539d7931696e2",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_c48e5",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_gender",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_genderhistory_regime_known",
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
                            name="nominals_genderhistory_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_genderhistory_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_genderhistory_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("named__len__gt", 0)),
                            name="nominals_gender_names_somebody",
                        ),
                    ],
                    "db_table": "nominals_gender",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="GenderHistoryHistory",
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
                    ("information", models.TextField()),
                    ("former_surname", models.TextField(default="")),
                    ("former_forenames", models.TextField(default="")),
                    (
                        "named",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(), size=None
                        ),
                    ),
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
                            to="nominals.genderhistory",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="0f72708c538cdd1683bf683e5ce5edec12d28a88",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_117ac",
                                table="nominals_gender_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_gender_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Intelligence",
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
                    ("reported_on", models.DateField()),
                    ("reference", models.TextField()),
                    ("scheme", models.TextField()),
                    ("source_code", models.TextField()),
                    ("information_code", models.TextField()),
                    ("handling_code", models.TextField()),
                    ("conditions", models.TextField(default="")),
                    ("report", models.TextField()),
                    ("sanitised", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_intelligence_history" ("agency", "area_id", "class_of_person", "conditions", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "handling_code", "id", "information_code", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime", "report", "reported_on", "sanitised", "scheme", "source", "source_code", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."conditions", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."handling_code", new_values."id", new_values."information_code", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."reference", new_values."regime", new_values."report", new_values."reported_on", new_values."sanitised", new_values."scheme", new_values."source", new_values."source_code", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="b89c86617ae605f9aadebb052946ef6803d15ef1",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_9a4ec",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_intelligence",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_intelligence_history" ("agency", "area_id", "class_of_person", "conditions", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "handling_code", "id", "information_code", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime", "report", "reported_on", "sanitised", "scheme", "source", "source_code", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."conditions", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."handling_code", new_values."id", new_values."information_code", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."reference", new_values."regime", new_values."report", new_values."reported_on", new_values."sanitised", new_values."scheme", new_values."source", new_values."source_code", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="f6bb6435542967c0bf3b16b5ed82df55c28a4134",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e2a92",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_intelligence",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_intelligence_history" ("agency", "area_id", "class_of_person", "conditions", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "handling_code", "id", "information_code", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime", "report", "reported_on", "sanitised", "scheme", "source", "source_code", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."conditions", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."handling_code", old_values."id", old_values."information_code", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."reference", old_values."regime", old_values."report", old_values."reported_on", old_values."sanitised", old_values."scheme", old_values."source", old_values."source_code", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="cedfdc599546da8ca46292a74b6f9d6008baced0",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_da160",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_intelligence",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_intelligence_regime_known",
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
                            name="nominals_intelligence_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_intelligence_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_intelligence_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("handling_code__in", ["1", "2", "3", "4", "5"]),
                                    ("information_code__in", ["1", "2", "3", "4", "5"]),
                                    ("scheme", "5x5x5"),
                                    ("source_code__in", ["A", "B", "C", "D", "E"]),
                                ),
                                models.Q(
                                    ("handling_code__in", ["P", "C"]),
                                    ("information_code__in", ["A", "B", "C", "D", "E"]),
                                    ("scheme", "3x5x2"),
                                    ("source_code__in", ["1", "2", "3"]),
                                ),
                                _connector="OR",
                            ),
                            name="nominals_intelligence_graded_by_its_scheme",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("handling_code__in", ["5", "C"]), _negated=True),
                                models.Q(("conditions", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="nominals_intelligence_conditions_given",
                        ),
                    ],
                    "db_table": "nominals_intelligence",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="IntelligenceHistory",
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
                    ("reported_on", models.DateField()),
                    ("reference", models.TextField()),
                    ("scheme", models.TextField()),
                    ("source_code", models.TextField()),
                    ("information_code", models.TextField()),
                    ("handling_code", models.TextField()),
                    ("conditions", models.TextField(default="")),
                    ("report", models.TextField()),
                    ("sanitised", models.TextField(default="")),
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
                            to="nominals.intelligence",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="f6fb594d60c76d3f58f0546afc310ce8292c2edf",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_5cfb6",
                                table="nominals_intelligence_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_intelligence_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Interest",
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
                    ("description", models.TextField()),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_interest_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."description", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="27b6d6cac71f516834bb16bf6b6ba8909e72e9ed",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_eab0f",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_interest",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_interest_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."description", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="9b61e68e64efefd0c87e8b787eb4ef10f89e5e1b",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_b8995",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_interest",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_interest_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."description", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="132ae3d54898c9222ecdea8f4c9a0724891d43e6",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_4e096",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_interest",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_interest_regime_known",
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
                            name="nominals_interest_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_interest_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_interest_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    ["club", "faith_group", "interest", "place", "transport"],
                                )
                            ),
                            name="nominals_interest_kind_known",
                        ),
                    ],
                    "db_table": "nominals_interest",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="InterestHistory",
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
                    ("description", models.TextField()),
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
                            to="nominals.interest",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="fe7983473c8a1ce1ee1a98ef25373aecbd5ecb3c",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_4daba",
                                table="nominals_interest_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_interest_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Mark",
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
                    ("site", models.TextField()),
                    ("side", models.TextField(default="")),
                    ("description", models.TextField()),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_mark_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "side", "site", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."description", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."side", new_values."site", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="ab2bc566f0f1c72fb16cfaa90a7a7de0ecc80f7b",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_ab96d",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_mark",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_mark_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "side", "site", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."description", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."side", new_values."site", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="4f1d4ef49e2a5a01e6dafce8cb12d888600bfab5",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_c44ce",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_mark",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_mark_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "side", "site", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."description", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."side", old_values."site", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="bcbf893f106ba91e8725f59e9e84e30477410f36",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_16728",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_mark",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_mark_regime_known",
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
                            name="nominals_mark_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_mark_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_mark_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "scar",
                                        "tattoo",
                                        "birthmark",
                                        "mole",
                                        "piercing",
                                        "amputation",
                                        "deformity",
                                        "other",
                                    ],
                                )
                            ),
                            name="nominals_mark_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "site__in",
                                    [
                                        "head",
                                        "face",
                                        "ear",
                                        "neck",
                                        "shoulder",
                                        "upper_arm",
                                        "forearm",
                                        "wrist",
                                        "hand",
                                        "fingers",
                                        "chest",
                                        "abdomen",
                                        "back",
                                        "hip",
                                        "groin",
                                        "buttock",
                                        "thigh",
                                        "knee",
                                        "lower_leg",
                                        "ankle",
                                        "foot",
                                    ],
                                )
                            ),
                            name="nominals_mark_site_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("side__in", ["", "left", "right", "both", "middle"])
                            ),
                            name="nominals_mark_side_known",
                        ),
                    ],
                    "db_table": "nominals_mark",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="MarkHistory",
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
                    ("site", models.TextField()),
                    ("side", models.TextField(default="")),
                    ("description", models.TextField()),
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
                            to="nominals.mark",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="09fb115c05f5490fcf2c9c60a079030ddb4b3932",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_3c51a",
                                table="nominals_mark_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_mark_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Method",
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
                    ("description", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_method_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."description", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="2e3c9b77df3c0c7263ce3b48772d1a8ba56092ef",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_69868",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_method",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_method_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."description", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="50997c45a392af5f393cc7a8ed1521f4f0ff9d6a",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_2ac22",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_method",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_method_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."description", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="a9236a1955171a37f1a6b3525dd06012156dbfea",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_13854",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_method",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_method_regime_known",
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
                            name="nominals_method_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_method_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_method_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "victim_child_female",
                                        "victim_child_male",
                                        "victim_adult_female",
                                        "victim_adult_male",
                                        "victim_family",
                                        "victim_partner",
                                        "victim_stranger",
                                        "victim_vulnerable",
                                        "victim_animal",
                                        "approach_befriends_parent",
                                        "approach_position_of_trust",
                                        "approach_offers_lift",
                                        "approach_offers_gifts",
                                        "approach_deceives",
                                        "approach_surprise",
                                        "approach_force",
                                        "place_own_home",
                                        "place_their_home",
                                        "place_outdoors",
                                        "place_transport",
                                        "place_vehicle",
                                        "place_school",
                                        "place_workplace",
                                        "place_online",
                                        "method_contact",
                                        "method_exposure",
                                        "method_voyeurism",
                                        "method_images",
                                        "method_drink_drugs",
                                        "method_restraint",
                                        "method_strangulation",
                                        "method_arson",
                                        "method_stalking",
                                        "method_control",
                                        "weapon_knife",
                                        "weapon_firearm",
                                        "weapon_blunt",
                                        "weapon_corrosive",
                                        "grooming_in_person",
                                        "grooming_online",
                                        "internet_live_stream",
                                        "internet_dark_web",
                                        "internet_encryption",
                                        "trophies",
                                        "with_others",
                                        "daytime",
                                        "night",
                                    ],
                                )
                            ),
                            name="nominals_method_kind_known",
                        ),
                    ],
                    "db_table": "nominals_method",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="MethodHistory",
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
                    ("description", models.TextField(default="")),
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
                            to="nominals.method",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="cc0c50e486a8b96bc6e321be7913593a30bc066b",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_50f73",
                                table="nominals_method_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_method_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Occupation",
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
                    ("organisation", models.TextField()),
                    ("role", models.TextField(default="")),
                    ("place", models.TextField(default="")),
                    ("access_to_children", models.TextField(default="")),
                    ("access_to_vulnerable", models.TextField(default="")),
                    ("employer_aware", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_occupation_history" ("access_to_children", "access_to_vulnerable", "agency", "area_id", "class_of_person", "corrected_because", "during", "employer_aware", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "organisation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "regime", "role", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."access_to_children", new_values."access_to_vulnerable", new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."employer_aware", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", new_values."organisation", NOW(), \'insert\', new_values."id", new_values."place", new_values."regime", new_values."role", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="10da9338a2c3fa6880e0c8b9c6a2f596ba83a02a",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_7f002",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_occupation",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_occupation_history" ("access_to_children", "access_to_vulnerable", "agency", "area_id", "class_of_person", "corrected_because", "during", "employer_aware", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "organisation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "regime", "role", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."access_to_children", new_values."access_to_vulnerable", new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."employer_aware", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", new_values."organisation", NOW(), \'update\', new_values."id", new_values."place", new_values."regime", new_values."role", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="1d7b64f4e57a33ea710ad8c6de24405ef2e0b7d3",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_9dc9d",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_occupation",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_occupation_history" ("access_to_children", "access_to_vulnerable", "agency", "area_id", "class_of_person", "corrected_because", "during", "employer_aware", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "organisation", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "regime", "role", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."access_to_children", old_values."access_to_vulnerable", old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."employer_aware", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", old_values."organisation", NOW(), \'delete\', old_values."id", old_values."place", old_values."regime", old_values."role", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="a732c1f567a350e8259db0a905fc4b5a38972fa3",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_8a88f",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_occupation",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_occupation_regime_known",
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
                            name="nominals_occupation_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_occupation_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_occupation_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "employment",
                                        "self_employment",
                                        "education",
                                        "volunteering",
                                        "office",
                                    ],
                                )
                            ),
                            name="nominals_occupation_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("access_to_children__in", ["", "yes", "no"])),
                            name="nominals_occupation_access_to_children_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("access_to_vulnerable__in", ["", "yes", "no"])),
                            name="nominals_occupation_access_to_vulnerable_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("employer_aware__in", ["", "yes", "no"])),
                            name="nominals_occupation_employer_aware_known",
                        ),
                    ],
                    "db_table": "nominals_occupation",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="OccupationHistory",
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
                    ("organisation", models.TextField()),
                    ("role", models.TextField(default="")),
                    ("place", models.TextField(default="")),
                    ("access_to_children", models.TextField(default="")),
                    ("access_to_vulnerable", models.TextField(default="")),
                    ("employer_aware", models.TextField(default="")),
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
                            to="nominals.occupation",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="7d89690a5287b5ee9fdae19b6b855a48f3028ef0",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_7a796",
                                table="nominals_occupation_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_occupation_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Online",
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
                    ("provider", models.TextField(default="")),
                    ("identity", models.TextField(default="")),
                    ("device", models.TextField(default="")),
                    ("monitored", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_online_history" ("agency", "area_id", "class_of_person", "corrected_because", "device", "during", "entered_at", "entered_by", "entered_by_id", "id", "identity", "kind", "monitored", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."device", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."identity", new_values."kind", new_values."monitored", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."provider", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="90b73def12b93c97f92c12ab28ea9a848be6db83",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_b3335",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_online",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_online_history" ("agency", "area_id", "class_of_person", "corrected_because", "device", "during", "entered_at", "entered_by", "entered_by_id", "id", "identity", "kind", "monitored", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."device", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."identity", new_values."kind", new_values."monitored", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."provider", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="04466d2529cfa6e0816f6674e3d3037107465361",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_137b7",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_online",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_online_history" ("agency", "area_id", "class_of_person", "corrected_because", "device", "during", "entered_at", "entered_by", "entered_by_id", "id", "identity", "kind", "monitored", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."device", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."identity", old_values."kind", old_values."monitored", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."provider", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="e002528a1ccb23adf4d135c8711d9e9d29bd0dfb",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_f4952",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_online",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_online_regime_known",
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
                            name="nominals_online_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_online_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_online_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "social",
                                        "messaging",
                                        "gaming",
                                        "dating",
                                        "forum",
                                        "storage",
                                        "computer",
                                        "telephone",
                                        "console",
                                        "other_device",
                                    ],
                                )
                            ),
                            name="nominals_online_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("monitored__in", ["", "yes", "no"])),
                            name="nominals_online_monitored_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("provider", ""), _negated=True),
                                models.Q(("identity", ""), _negated=True),
                                models.Q(("device", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="nominals_online_says_something",
                        ),
                    ],
                    "db_table": "nominals_online",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="OnlineHistory",
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
                    ("provider", models.TextField(default="")),
                    ("identity", models.TextField(default="")),
                    ("device", models.TextField(default="")),
                    ("monitored", models.TextField(default="")),
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
                            to="nominals.online",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="8268e2c0f8afc26a7603b4537d1a5c754d82ff5c",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_5c6f1",
                                table="nominals_online_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_online_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Opening",
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
                    ("reason", models.TextField()),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_opening_history" ("agency", "area_id", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "regime", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."reason", new_values."regime", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="89c2cddf3f16fa3043434bffcd6a248511f72809",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_b13f7",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_opening",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_opening_history" ("agency", "area_id", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "regime", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."reason", new_values."regime", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="227670aa09215af1f9a3c8b5290d0a2b928a9a77",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_5d889",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_opening",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_opening_history" ("agency", "area_id", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "regime", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."reason", old_values."regime", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="2e583f205f9b514b4143e66d751a9d254f108a81",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_f16f4",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_opening",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_opening_regime_known",
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
                            name="nominals_opening_withdrawn_by_because",
                        ),
                    ],
                    "db_table": "nominals_opening",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="OpeningHistory",
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
                    ("reason", models.TextField()),
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
                            to="nominals.opening",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="40f43b9eacde1392158e5fdcd32cbda4ca43ac55",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_6c8bc",
                                table="nominals_opening_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_opening_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ProtectiveFactor",
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
                    ("description", models.TextField()),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_protective_factor_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."description", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="f95c3e21c92ab283140b23e83f1788c096d81609",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_17387",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_protective_factor",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_protective_factor_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."description", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="be57442ff5dc1a254f706332fa1c8b1e1dc6bc8b",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_812ff",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_protective_factor",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_protective_factor_history" ("agency", "area_id", "class_of_person", "corrected_because", "description", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."description", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="59aa64224b66c611dfd7818a1e5afb8fd72d9664",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_15cc4",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_protective_factor",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_protectivefactor_regime_known",
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
                            name="nominals_protectivefactor_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_protectivefactor_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_protectivefactor_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "accommodation",
                                        "partner",
                                        "family",
                                        "employment",
                                        "faith",
                                        "activity",
                                        "treatment",
                                        "abstinence",
                                        "professional",
                                        "other",
                                    ],
                                )
                            ),
                            name="nominals_protectivefactor_kind_known",
                        ),
                    ],
                    "db_table": "nominals_protective_factor",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ProtectiveFactorHistory",
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
                    ("description", models.TextField()),
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
                            to="nominals.protectivefactor",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="5e562f0d0e20c1783ef0e8d94069fcc9521ad4e4",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_1bbdf",
                                table="nominals_protective_factor_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_protective_factor_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Relationship",
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
                    ("name", models.TextField()),
                    ("born_on", models.DateField(null=True)),
                    ("under_18", models.BooleanField(default=False)),
                    ("household", models.BooleanField(default=False)),
                    ("contact_allowed", models.TextField(default="")),
                    ("told", models.TextField(default="")),
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
                        "other",
                        models.ForeignKey(
                            db_column="other_nominal_id",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="nominals.nominal",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_relationship_history" ("agency", "area_id", "born_on", "class_of_person", "contact_allowed", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "household", "id", "kind", "name", "nominal_id", "note", "other_nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "told", "under_18", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."born_on", new_values."class_of_person", new_values."contact_allowed", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."household", new_values."id", new_values."kind", new_values."name", new_values."nominal_id", new_values."note", new_values."other_nominal_id", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."told", new_values."under_18", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="448007b9f1cc4e56bbe0d3a2a3deb340efd4a457",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_bc6db",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_relationship",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_relationship_history" ("agency", "area_id", "born_on", "class_of_person", "contact_allowed", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "household", "id", "kind", "name", "nominal_id", "note", "other_nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "told", "under_18", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."born_on", new_values."class_of_person", new_values."contact_allowed", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."household", new_values."id", new_values."kind", new_values."name", new_values."nominal_id", new_values."note", new_values."other_nominal_id", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."told", new_values."under_18", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="5a0d456c0708c62bea4acc9c49438d447d2759c5",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_0bc80",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_relationship",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_relationship_history" ("agency", "area_id", "born_on", "class_of_person", "contact_allowed", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "household", "id", "kind", "name", "nominal_id", "note", "other_nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "told", "under_18", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."born_on", old_values."class_of_person", old_values."contact_allowed", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."household", old_values."id", old_values."kind", old_values."name", old_values."nominal_id", old_values."note", old_values."other_nominal_id", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."told", old_values."under_18", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="9fcb1e4a477cfd022921a87305e791a09f4b1128",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_2f856",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_relationship",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_relationship_regime_known",
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
                            name="nominals_relationship_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_relationship_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_relationship_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "partner",
                                        "former_partner",
                                        "parent",
                                        "child",
                                        "stepchild",
                                        "sibling",
                                        "grandparent",
                                        "grandchild",
                                        "other_family",
                                        "friend",
                                        "associate",
                                        "lodger",
                                        "carer",
                                        "employer",
                                    ],
                                )
                            ),
                            name="nominals_relationship_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("contact_allowed__in", ["", "yes", "no"])),
                            name="nominals_relationship_contact_allowed_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("told__in", ["", "yes", "no"])),
                            name="nominals_relationship_told_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("other", None),
                                models.Q(("other", models.F("nominal")), _negated=True),
                                _connector="OR",
                            ),
                            name="nominals_relationship_with_another",
                        ),
                    ],
                    "db_table": "nominals_relationship",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="RelationshipHistory",
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
                    ("name", models.TextField()),
                    ("born_on", models.DateField(null=True)),
                    ("under_18", models.BooleanField(default=False)),
                    ("household", models.BooleanField(default=False)),
                    ("contact_allowed", models.TextField(default="")),
                    ("told", models.TextField(default="")),
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
                        "other",
                        models.ForeignKey(
                            db_column="other_nominal_id",
                            db_constraint=False,
                            null=True,
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
                            to="nominals.relationship",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="3484fad49a0584ec0b8f1d279dd9f7b765d16dd3",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_cd92c",
                                table="nominals_relationship_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_relationship_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Residence",
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
                    ("line_1", models.TextField(default="")),
                    ("line_2", models.TextField(default="")),
                    ("town", models.TextField(default="")),
                    ("postcode", models.TextField(default="")),
                    ("found_at", models.TextField(default="")),
                    ("occupants", models.TextField(default="")),
                    ("children_present", models.TextField(default="")),
                    ("landlord", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_residence_history" ("agency", "area_id", "children_present", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "found_at", "id", "kind", "landlord", "line_1", "line_2", "nominal_id", "note", "occupants", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "regime", "source", "standing", "town", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."children_present", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."found_at", new_values."id", new_values."kind", new_values."landlord", new_values."line_1", new_values."line_2", new_values."nominal_id", new_values."note", new_values."occupants", NOW(), \'insert\', new_values."id", new_values."postcode", new_values."regime", new_values."source", new_values."standing", new_values."town", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="534c93fad544be162d53ac6e2287c220f198a29c",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_71ed4",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_residence",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_residence_history" ("agency", "area_id", "children_present", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "found_at", "id", "kind", "landlord", "line_1", "line_2", "nominal_id", "note", "occupants", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "regime", "source", "standing", "town", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."children_present", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."found_at", new_values."id", new_values."kind", new_values."landlord", new_values."line_1", new_values."line_2", new_values."nominal_id", new_values."note", new_values."occupants", NOW(), \'update\', new_values."id", new_values."postcode", new_values."regime", new_values."source", new_values."standing", new_values."town", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="d47b1f6d46f1f142bc5bdf68fde810180fc4fa63",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_f58ac",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_residence",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_residence_history" ("agency", "area_id", "children_present", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "found_at", "id", "kind", "landlord", "line_1", "line_2", "nominal_id", "note", "occupants", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "regime", "source", "standing", "town", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."children_present", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."found_at", old_values."id", old_values."kind", old_values."landlord", old_values."line_1", old_values."line_2", old_values."nominal_id", old_values."note", old_values."occupants", NOW(), \'delete\', old_values."id", old_values."postcode", old_values."regime", old_values."source", old_values."standing", old_values."town", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="931d05c8bc8719ff3d3835bc68b10230a4bc1e9d",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_f23c5",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_residence",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_residence_regime_known",
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
                            name="nominals_residence_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_residence_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_residence_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "home",
                                        "secondary",
                                        "stay",
                                        "work",
                                        "approved_premises",
                                        "hostel",
                                        "no_fixed_abode",
                                        "proposed",
                                    ],
                                )
                            ),
                            name="nominals_residence_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("children_present__in", ["", "yes", "no"])),
                            name="nominals_residence_children_present_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("kind", "no_fixed_abode"),
                                    models.Q(("found_at", ""), _negated=True),
                                ),
                                models.Q(
                                    models.Q(("kind", "no_fixed_abode"), _negated=True),
                                    models.Q(
                                        models.Q(("line_1", ""), _negated=True),
                                        models.Q(("postcode", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="nominals_residence_says_where",
                        ),
                    ],
                    "db_table": "nominals_residence",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="AddressCheck",
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
                    ("checked_on", models.DateField()),
                    ("how", models.TextField()),
                    ("verified", models.BooleanField()),
                    ("note", models.TextField(default="")),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
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
                        "residence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="checks",
                            to="nominals.residence",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_addresscheck_regime_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "how__in",
                                    [
                                        "home_visit",
                                        "seen_documents",
                                        "agency",
                                        "landlord",
                                        "household",
                                    ],
                                )
                            ),
                            name="nominals_addresscheck_how_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("verified", True),
                                models.Q(("note", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="nominals_address_check_says_why_not",
                        ),
                    ],
                    "db_table": "nominals_address_check",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ResidenceHistory",
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
                    ("line_1", models.TextField(default="")),
                    ("line_2", models.TextField(default="")),
                    ("town", models.TextField(default="")),
                    ("postcode", models.TextField(default="")),
                    ("found_at", models.TextField(default="")),
                    ("occupants", models.TextField(default="")),
                    ("children_present", models.TextField(default="")),
                    ("landlord", models.TextField(default="")),
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
                            to="nominals.residence",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="a939b5ff1de7be3289e9ac829bec6f1b3f858818",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_f4885",
                                table="nominals_residence_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_residence_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Telephone",
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
                    ("number", models.TextField()),
                    ("canonical", models.TextField()),
                    ("imei", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_telephone_history" ("agency", "area_id", "canonical", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "imei", "kind", "nominal_id", "note", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."canonical", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."imei", new_values."kind", new_values."nominal_id", new_values."note", new_values."number", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="23094bd146e8ad910006362672ddbdbaedf0ac59",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_8d60f",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_telephone",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_telephone_history" ("agency", "area_id", "canonical", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "imei", "kind", "nominal_id", "note", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."canonical", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."imei", new_values."kind", new_values."nominal_id", new_values."note", new_values."number", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="9e611724bf796c596fea07a69f17afd4234449f5",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e95fd",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_telephone",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_telephone_history" ("agency", "area_id", "canonical", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "imei", "kind", "nominal_id", "note", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."canonical", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."imei", old_values."kind", old_values."nominal_id", old_values."note", old_values."number", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="936a5a94694250d0307807a3eac7444d3693f8be",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_b8b18",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_telephone",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_telephone_regime_known",
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
                            name="nominals_telephone_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_telephone_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_telephone_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["mobile", "landline", "work", "messages"])
                            ),
                            name="nominals_telephone_kind_known",
                        ),
                    ],
                    "db_table": "nominals_telephone",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="TelephoneHistory",
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
                    ("number", models.TextField()),
                    ("canonical", models.TextField()),
                    ("imei", models.TextField(default="")),
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
                            to="nominals.telephone",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="cd5b3f2bd7b524b6cf070803125a74daa0b35864",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_853b8",
                                table="nominals_telephone_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_telephone_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Vehicle",
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
                    ("registration", models.TextField(default="")),
                    ("canonical", models.TextField(default="")),
                    ("make", models.TextField(default="")),
                    ("model", models.TextField(default="")),
                    ("colour", models.TextField(default="")),
                    ("keeper", models.TextField()),
                    ("anpr", models.BooleanField(default=False)),
                    ("habits", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_vehicle_history" ("agency", "anpr", "area_id", "canonical", "class_of_person", "colour", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "habits", "id", "keeper", "make", "model", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "registration", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."anpr", new_values."area_id", new_values."canonical", new_values."class_of_person", new_values."colour", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."habits", new_values."id", new_values."keeper", new_values."make", new_values."model", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."registration", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="fc76fbf62e63d2b411823151e74933fd4c6cb1d2",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_27cd9",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_vehicle",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_vehicle_history" ("agency", "anpr", "area_id", "canonical", "class_of_person", "colour", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "habits", "id", "keeper", "make", "model", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "registration", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."anpr", new_values."area_id", new_values."canonical", new_values."class_of_person", new_values."colour", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."habits", new_values."id", new_values."keeper", new_values."make", new_values."model", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."registration", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="5f489733d5cfd9b59feabe2ef53d6b1292e6032e",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e3063",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_vehicle",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_vehicle_history" ("agency", "anpr", "area_id", "canonical", "class_of_person", "colour", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "habits", "id", "keeper", "make", "model", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "registration", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."anpr", old_values."area_id", old_values."canonical", old_values."class_of_person", old_values."colour", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."habits", old_values."id", old_values."keeper", old_values."make", old_values."model", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."registration", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="2c5be6216031a9490942f8b04f0524dc7b13af51",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_15377",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_vehicle",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_vehicle_regime_known",
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
                            name="nominals_vehicle_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_vehicle_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_vehicle_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("keeper__in", ["keeper", "user", "passenger", "work"])
                            ),
                            name="nominals_vehicle_keeper_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("registration", ""), _negated=True),
                                models.Q(("make", ""), _negated=True),
                                models.Q(("model", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="nominals_vehicle_says_something",
                        ),
                    ],
                    "db_table": "nominals_vehicle",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="VehicleHistory",
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
                    ("registration", models.TextField(default="")),
                    ("canonical", models.TextField(default="")),
                    ("make", models.TextField(default="")),
                    ("model", models.TextField(default="")),
                    ("colour", models.TextField(default="")),
                    ("keeper", models.TextField()),
                    ("anpr", models.BooleanField(default=False)),
                    ("habits", models.TextField(default="")),
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
                            to="nominals.vehicle",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="17d36b9a4d47eefd40dd17890d12731241825132",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_3cfaa",
                                table="nominals_vehicle_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_vehicle_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="WarningMarker",
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
                    ("reason", models.TextField()),
                    ("review_on", models.DateField()),
                    ("receivers", models.TextField()),
                    ("circulated", models.TextField(default="")),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_warning_marker_history" ("agency", "area_id", "circulated", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receivers", "regime", "review_on", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."circulated", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."reason", new_values."receivers", new_values."regime", new_values."review_on", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="fed3e73e1019edb870d61a9bf365dcae492ae582",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_9cc23",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_warning_marker",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_warning_marker_history" ("agency", "area_id", "circulated", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receivers", "regime", "review_on", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."circulated", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."reason", new_values."receivers", new_values."regime", new_values."review_on", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="fa93060c7d7cd0ca36d318e47b37035567dedbbe",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_d89c5",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_warning_marker",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_warning_marker_history" ("agency", "area_id", "circulated", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receivers", "regime", "review_on", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."circulated", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."reason", old_values."receivers", old_values."regime", old_values."review_on", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="0f3a0fc7a0184a575c28a169d28e9604f40e257c",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_2f86e",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_warning_marker",
                                when="AFTER",
                            ),
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_warningmarker_regime_known",
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
                            name="nominals_warningmarker_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_warningmarker_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_warningmarker_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("reason", ""), _negated=True),
                                models.Q(("receivers", ""), _negated=True),
                            ),
                            name="nominals_warning_marker_says_why_and_to_whom",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "wanted",
                                        "missing",
                                        "violent",
                                        "weapons",
                                        "firearms",
                                        "offends_against_police",
                                        "two_officers",
                                        "escaper",
                                        "drugs",
                                        "explosives",
                                        "contagious",
                                        "self_harm",
                                        "suicidal",
                                        "mental_health",
                                        "ailment",
                                        "alleges",
                                        "dogs",
                                        "conceals",
                                        "female_staff",
                                    ],
                                )
                            ),
                            name="nominals_warningmarker_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("circulated", ""),
                                ("kind__in", ("wanted", "missing")),
                                _connector="OR",
                            ),
                            name="nominals_warning_marker_circulated",
                        ),
                    ],
                    "db_table": "nominals_warning_marker",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="WarningMarkerHistory",
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
                    ("reason", models.TextField()),
                    ("review_on", models.DateField()),
                    ("receivers", models.TextField()),
                    ("circulated", models.TextField(default="")),
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
                            to="nominals.warningmarker",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="d80b42e0fd752affe3ddb405f82288d7c7f18b85",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_b1f14",
                                table="nominals_warning_marker_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                    "db_table": "nominals_warning_marker_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Activity",
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
                    ("kind", models.TextField()),
                    ("happened_on", models.DateField()),
                    ("happened_at", models.TimeField(null=True)),
                    ("fact", models.TextField(default="")),
                    ("opinion", models.TextField(default="")),
                    ("class_of_person", models.TextField(default="convicted")),
                    (
                        "operation",
                        models.UUIDField(db_default=openmappa.audit.history.CurrentOperation()),
                    ),
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
                        "corrects",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="nominals.activity",
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
                    "db_table": "nominals_activity",
                    "abstract": False,
                    "indexes": [
                        models.Index(
                            fields=["nominal", "-happened_on", "-id"],
                            name="nominals_activity_newest_first",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_activity_regime_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "visit",
                                        "attempt",
                                        "call",
                                        "contact",
                                        "message",
                                        "agency",
                                        "decision",
                                        "supervision",
                                        "intelligence_check",
                                        "other",
                                    ],
                                )
                            ),
                            name="nominals_activity_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_activity_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("fact", ""), _negated=True),
                                models.Q(("opinion", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="nominals_activity_says_something",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Programme",
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
                    ("name", models.TextField()),
                    ("provider", models.TextField(default="")),
                    ("state", models.TextField()),
                    ("outcome", models.TextField(default="")),
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
                    "db_table": "nominals_programme",
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_programme_regime_known",
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
                            name="nominals_programme_withdrawn_by_because",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "class_of_person__in",
                                    ["convicted", "suspect", "witness", "other"],
                                )
                            ),
                            name="nominals_programme_class_of_person_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("standing__in", ["fact", "opinion"])),
                            name="nominals_programme_standing_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "sex_offending",
                                        "domestic_violence",
                                        "violence",
                                        "thinking",
                                        "drink_drugs",
                                        "extremism",
                                        "personality",
                                        "mental_health",
                                        "counselling",
                                        "other",
                                    ],
                                )
                            ),
                            name="nominals_programme_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    [
                                        "referred",
                                        "waiting",
                                        "unsuitable",
                                        "refused",
                                        "started",
                                        "completed",
                                        "left",
                                    ],
                                )
                            ),
                            name="nominals_programme_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("name", ""), _negated=True),
                            name="nominals_programme_says_something",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_programme_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "name", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "regime", "source", "standing", "state", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."name", new_values."nominal_id", new_values."note", new_values."outcome", NOW(), \'insert\', new_values."id", new_values."provider", new_values."regime", new_values."source", new_values."standing", new_values."state", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="8cc89a0b44643b7ed31c069bd7b422bcfae82916",
                                level="STATEMENT",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_be963",
                                referencing="REFERENCING NEW TABLE AS new_values ",
                                table="nominals_programme",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_programme_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "name", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "regime", "source", "standing", "state", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."name", new_values."nominal_id", new_values."note", new_values."outcome", NOW(), \'update\', new_values."id", new_values."provider", new_values."regime", new_values."source", new_values."standing", new_values."state", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                hash="9c741dc8b1f0f4ac23864162711784048c00cc9a",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_68e8b",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="nominals_programme",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_programme_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "name", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "regime", "source", "standing", "state", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."name", old_values."nominal_id", old_values."note", old_values."outcome", NOW(), \'delete\', old_values."id", old_values."provider", old_values."regime", old_values."source", old_values."standing", old_values."state", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="099c79858617669b0aebc84615bbc197289b4b34",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_34e06",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="nominals_programme",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProgrammeHistory",
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
                    ("name", models.TextField()),
                    ("provider", models.TextField(default="")),
                    ("state", models.TextField()),
                    ("outcome", models.TextField(default="")),
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
                            to="nominals.programme",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_programme_history",
                    "abstract": False,
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="3a20fba603e80ac5c287ec77ba31f4031fa75270",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_69c58",
                                table="nominals_programme_history",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.RunSQL(PROTECT, migrations.RunSQL.noop),
            migrations.RunSQL(SECTIONS, migrations.RunSQL.noop),
            migrations.RunSQL(COMPARTMENTS, migrations.RunSQL.noop),
            migrations.RunSQL(OPENING, migrations.RunSQL.noop),
            migrations.RunSQL(SHARED, migrations.RunSQL.noop),
        ]
    )
