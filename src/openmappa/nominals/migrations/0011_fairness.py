from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

# Who sees and writes each part of a record, as the sections of 0005 have it.
_PARTS = import_module("openmappa.nominals.migrations.0005_register")
# Table, its part, and who also reads it as it stands: the card of whoever is on duty.
TABLES = {
    "nominals_notification": ("OFFENDING", "duty_officer"),
    "nominals_suspicion": ("OFFENDING", "duty_officer"),
    "nominals_confirmation": ("OFFENDING", ""),
    "nominals_told": ("LIFE", ""),
    "nominals_representation": ("LIFE", ""),
    "nominals_complaint": ("LIFE", ""),
}
PROTECTION = (
    "".join(
        f"call nominals_protect_section('{table}', '{{{_PARTS.READERS[part]}}}',"
        f" '{{{_PARTS.WRITERS[part]}}}', '{{{also}}}');\n"
        f"create trigger not_merged_away before insert or update of nominal_id on {table}"
        " for each row execute function nominals_not_merged_away();\n"
        for table, (part, also) in TABLES.items()
    )
    + """
-- Whoever writes in records records a contest; those decide who sign off the work of others.
call nominals_protect_section('nominals_contest', '{READERS}',
    agencies_roles_who_may('RECORD_WRITE') || agencies_roles_who_may('WORK_SIGN_OFF'));
create trigger not_merged_away before insert or update of nominal_id on nominals_contest
    for each row execute function nominals_not_merged_away();

-- Who stands for a contested state is found out here, not said by a page: nobody decides what they
-- confirmed themselves, before the contest or since. What was contested is not changed, and decided
-- once.
create function nominals_contested() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    stands record;
begin
    if tg_op = 'INSERT' then
        if new.outcome <> '' then
            raise exception 'a contest is decided after it was recorded'
                using errcode = 'insufficient_privilege';
        end if;
        if new.of_what = 'suspected' then
            select s.entered_by_id as id, s.entered_by as name into stands
            from nominals_suspicion s
            where s.id = new.subject_id and s.nominal_id = new.nominal_id;
        elsif new.of_what = 'same_person' then
            select a.user_id as id, coalesce(nullif(m.decided_by, ''), '') as name into stands
            from nominals_match m left join lateral (
                select d.user_id from nominals_asked_decision d
                where d.match_id = m.id and d.state = 'done' and m.decision <> ''
                order by d.id desc limit 1) a on true
            where m.id = new.subject_id and new.nominal_id in (m.nominal_id, m.other_nominal_id);
        else
            select c.entered_by_id as id, c.entered_by as name into stands
            from (values (1)) as one (row) left join lateral (
                select c.entered_by_id, c.entered_by from nominals_confirmation c
                where c.nominal_id = new.nominal_id and c.state = new.of_what
                  and c.says = new.about and c.withdrawn_at is null
                order by c.id desc limit 1) c on true;
        end if;
        if not found then
            raise exception 'there is no such thing to contest in this record'
                using errcode = 'insufficient_privilege';
        end if;
        new.stood_for := coalesce(stands.name, '');
        new.stood_for_id := stands.id;
        return new;
    end if;
    if (new.of_what, new.subject_id, new.about, new.speaker, new.who, new.said, new.received_on,
        new.answer_due, new.stood_for, new.stood_for_id) is distinct from (old.of_what,
        old.subject_id, old.about, old.speaker, old.who, old.said, old.received_on, old.answer_due,
        old.stood_for, old.stood_for_id)
        or old.outcome <> '' and (new.outcome, new.because, new.decided_by_id) is distinct from
            (old.outcome, old.because, old.decided_by_id)
    then
        raise exception 'what was contested is not changed, and decided once'
            using errcode = 'insufficient_privilege';
    end if;
    if new.outcome <> '' and old.outcome = '' and (
        new.decided_by_id is distinct from nominals_caller()
        or new.stood_for_id = nominals_caller()
        or exists (select from nominals_confirmation c
                   where c.nominal_id = new.nominal_id and c.state = new.of_what
                     and c.entered_by_id = nominals_caller() and c.withdrawn_at is null)
        or not new.area_id::int = any (
            agencies_areas_as(agencies_roles_who_may('WORK_SIGN_OFF'))))
    then
        raise exception 'a contest is decided by somebody else than who confirmed it'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger contested before insert or update on nominals_contest
    for each row execute function nominals_contested();

-- What was contested with success no longer stands, from the same moment.
create function nominals_contest_upheld() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if new.outcome <> 'upheld' or old.outcome = 'upheld' then
        return null;
    end if;
    update nominals_suspicion s
    set withdrawn_at = now(), withdrawn_by = new.decided_by, version = s.version + 1,
        withdrawn_because = 'Contested, and upheld: ' || new.because
    where new.of_what = 'suspected' and s.id = new.subject_id and s.nominal_id = new.nominal_id
      and s.withdrawn_at is null;
    update nominals_confirmation c
    set withdrawn_at = now(), withdrawn_by = new.decided_by, version = c.version + 1,
        withdrawn_because = 'Contested, and upheld: ' || new.because
    where c.state = new.of_what and c.says = new.about and c.nominal_id = new.nominal_id
      and c.withdrawn_at is null;
    return null;
end $$;
create trigger upheld after update on nominals_contest
    for each row execute function nominals_contest_upheld();
revoke execute on function nominals_contested(), nominals_contest_upheld() from public;

-- What was confirmed is withdrawn, not changed.
create function nominals_confirmed() returns trigger language plpgsql as $$
begin
    if (new.state, new.says, new.basis) is distinct from (old.state, old.says, old.basis) then
        raise exception 'what was confirmed is withdrawn, not changed'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger confirmed before update on nominals_confirmation
    for each row execute function nominals_confirmed();

-- Nothing is missed before its day is over, and what was confirmed is not confirmed otherwise: it is
-- withdrawn.
create function nominals_suspected() returns trigger language plpgsql as $$
begin
    if new.due >= audit_today() and tg_op = 'INSERT' then
        raise exception 'a duty is not missed before its day is over'
            using errcode = 'insufficient_privilege';
    end if;
    if tg_op = 'UPDATE' and (new.duty, new.due, new.what, new.late_keying, new.other_stations,
        new.custody, new.hospital, new.abroad, new.excuse) is distinct from (old.duty, old.due,
        old.what, old.late_keying, old.other_stations, old.custody, old.hospital, old.abroad,
        old.excuse)
    then
        raise exception 'what was confirmed is withdrawn, not changed'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger suspected before insert or update on nominals_suspicion
    for each row execute function nominals_suspected();

-- Whoever is complained of writes nothing of the answer.
create function nominals_complained_of() returns trigger language plpgsql as $$
begin
    if current_user = 'web' and nominals_caller() in (new.against_user_id, old.against_user_id)
        and (new.outcome, new.answer, new.answered_on, new.handler, new.against_user_id)
            is distinct from (coalesce(old.outcome, ''), coalesce(old.answer, ''), old.answered_on,
            coalesce(old.handler, new.handler), coalesce(old.against_user_id, new.against_user_id))
    then
        raise exception 'a complaint is answered by somebody else than whom it is about'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger complained_of before insert or update on nominals_complaint
    for each row execute function nominals_complained_of();

-- By when a complaint is answered follows from the setting of the day on which it was received.
create function nominals_complaint_due() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
    new.answer_due := new.received_on + agencies_setting_on(
        'complaint.answer_days', new.area_id::int, new.received_on)::int;
    return new;
end $$;
create trigger due before insert or update on nominals_complaint
    for each row execute function nominals_complaint_due();
revoke execute on function nominals_complaint_due() from public;
""".replace("{READERS}", "{" + _PARTS.READERS["OFFENDING"] + "}")
)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("nominals", "0010_quality"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Complaint",
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
                    ("received_on", models.DateField()),
                    ("from_whom", models.TextField()),
                    ("about", models.TextField()),
                    ("against", models.TextField(default="")),
                    ("against_user_id", models.BigIntegerField(null=True)),
                    ("handler", models.TextField()),
                    ("handler_user_id", models.BigIntegerField(null=True)),
                    ("answered_on", models.DateField(null=True)),
                    ("outcome", models.TextField(default="")),
                    ("answer", models.TextField(default="")),
                    ("answer_due", models.DateField(null=True)),
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
                    "db_table": "nominals_complaint",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ComplaintHistory",
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
                    ("received_on", models.DateField()),
                    ("from_whom", models.TextField()),
                    ("about", models.TextField()),
                    ("against", models.TextField(default="")),
                    ("against_user_id", models.BigIntegerField(null=True)),
                    ("handler", models.TextField()),
                    ("handler_user_id", models.BigIntegerField(null=True)),
                    ("answered_on", models.DateField(null=True)),
                    ("outcome", models.TextField(default="")),
                    ("answer", models.TextField(default="")),
                    ("answer_due", models.DateField(null=True)),
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
                            to="nominals.complaint",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_complaint_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Confirmation",
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
                    ("state", models.TextField()),
                    ("says", models.TextField()),
                    ("basis", models.TextField()),
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
                    "db_table": "nominals_confirmation",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ConfirmationHistory",
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
                    ("state", models.TextField()),
                    ("says", models.TextField()),
                    ("basis", models.TextField()),
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
                            to="nominals.confirmation",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_confirmation_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Contest",
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
                    ("of_what", models.TextField()),
                    ("subject_id", models.BigIntegerField(null=True)),
                    ("about", models.TextField()),
                    ("speaker", models.TextField()),
                    ("who", models.TextField(default="")),
                    ("said", models.TextField()),
                    ("received_on", models.DateField()),
                    ("answer_due", models.DateField()),
                    ("stood_for", models.TextField(db_default="", default="")),
                    ("stood_for_id", models.BigIntegerField(null=True)),
                    ("outcome", models.TextField(default="")),
                    ("because", models.TextField(default="")),
                    ("decided_at", models.DateTimeField(null=True)),
                    ("decided_by", models.TextField(default="")),
                    ("decided_by_id", models.BigIntegerField(null=True)),
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
                    "db_table": "nominals_contest",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ContestHistory",
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
                    ("of_what", models.TextField()),
                    ("subject_id", models.BigIntegerField(null=True)),
                    ("about", models.TextField()),
                    ("speaker", models.TextField()),
                    ("who", models.TextField(default="")),
                    ("said", models.TextField()),
                    ("received_on", models.DateField()),
                    ("answer_due", models.DateField()),
                    ("stood_for", models.TextField(db_default="", default="")),
                    ("stood_for_id", models.BigIntegerField(null=True)),
                    ("outcome", models.TextField(default="")),
                    ("because", models.TextField(default="")),
                    ("decided_at", models.DateTimeField(null=True)),
                    ("decided_by", models.TextField(default="")),
                    ("decided_by_id", models.BigIntegerField(null=True)),
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
                            to="nominals.contest",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_contest_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Notification",
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
                    ("notified_on", models.DateField()),
                    ("station", models.TextField()),
                    ("found_place", models.BooleanField(default=False)),
                    ("under", models.TextField(default="part_2")),
                    ("order_of", models.DateField(null=True)),
                    ("leaves_on", models.DateField(null=True)),
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
                    "db_table": "nominals_notification",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="NotificationHistory",
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
                    ("notified_on", models.DateField()),
                    ("station", models.TextField()),
                    ("found_place", models.BooleanField(default=False)),
                    ("under", models.TextField(default="part_2")),
                    ("order_of", models.DateField(null=True)),
                    ("leaves_on", models.DateField(null=True)),
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
                            to="nominals.notification",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_notification_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Representation",
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
                    ("received_on", models.DateField()),
                    ("how", models.TextField()),
                    ("said", models.TextField()),
                    ("meeting_on", models.DateField(null=True)),
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
                    "db_table": "nominals_representation",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="RepresentationHistory",
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
                    ("received_on", models.DateField()),
                    ("how", models.TextField()),
                    ("said", models.TextField()),
                    ("meeting_on", models.DateField(null=True)),
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
                            to="nominals.representation",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_representation_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Suspicion",
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
                    ("duty", models.TextField()),
                    ("due", models.DateField()),
                    ("what", models.TextField()),
                    ("late_keying", models.TextField()),
                    ("other_stations", models.TextField()),
                    ("custody", models.TextField()),
                    ("hospital", models.TextField()),
                    ("abroad", models.TextField()),
                    ("excuse", models.TextField()),
                    ("mark", models.TextField(default="")),
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
                    "db_table": "nominals_suspicion",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SuspicionHistory",
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
                    ("duty", models.TextField()),
                    ("due", models.DateField()),
                    ("what", models.TextField()),
                    ("late_keying", models.TextField()),
                    ("other_stations", models.TextField()),
                    ("custody", models.TextField()),
                    ("hospital", models.TextField()),
                    ("abroad", models.TextField()),
                    ("excuse", models.TextField()),
                    ("mark", models.TextField(default="")),
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
                            to="nominals.suspicion",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_suspicion_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ToldThem",
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
                    ("told_on", models.DateField(null=True)),
                    ("category", models.TextField(default="")),
                    ("level", models.TextField(default="")),
                    ("sharing", models.BooleanField(default=False)),
                    ("how", models.TextField(default="")),
                    ("by_whom", models.TextField(default="")),
                    ("leaflet", models.TextField(default="none")),
                    ("language", models.TextField(default="")),
                    ("not_told_because", models.TextField(default="")),
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
                    "db_table": "nominals_told",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ToldThemHistory",
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
                    ("told_on", models.DateField(null=True)),
                    ("category", models.TextField(default="")),
                    ("level", models.TextField(default="")),
                    ("sharing", models.BooleanField(default=False)),
                    ("how", models.TextField(default="")),
                    ("by_whom", models.TextField(default="")),
                    ("leaflet", models.TextField(default="none")),
                    ("language", models.TextField(default="")),
                    ("not_told_because", models.TextField(default="")),
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
                            to="nominals.toldthem",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_told_history",
                    "abstract": False,
                },
            ),
            migrations.AddConstraint(
                model_name="complaint",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_complaint_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="complaint",
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
                    name="nominals_complaint_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="complaint",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_complaint_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="complaint",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_complaint_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="complaint",
                constraint=models.CheckConstraint(
                    condition=models.Q(("from_whom__in", ["person", "representative", "agency"])),
                    name="nominals_complaint_from_whom_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="complaint",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("outcome__in", ["", "upheld", "partly_upheld", "not_upheld"])
                    ),
                    name="nominals_complaint_outcome_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="complaint",
                constraint=models.CheckConstraint(
                    condition=models.Q(("about", ""), _negated=True),
                    name="nominals_complaint_says_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="complaint",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("handler", ""), _negated=True),
                        models.Q(
                            ("against", ""),
                            models.Q(("handler__iexact", models.F("against")), _negated=True),
                            _connector="OR",
                        ),
                        models.Q(
                            ("against_user_id", None),
                            ("handler_user_id", None),
                            models.Q(
                                ("handler_user_id", models.F("against_user_id")), _negated=True
                            ),
                            _connector="OR",
                        ),
                    ),
                    name="nominals_complaint_handled_by_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="complaint",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answer", ""), ("answered_on", None), ("outcome", "")),
                        models.Q(
                            ("answered_on__gte", models.F("received_on")),
                            ("answered_on__isnull", False),
                            models.Q(("outcome", ""), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_complaint_answered_with_outcome",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="complaint",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_complaint_history" ("about", "against", "against_user_id", "agency", "answer", "answer_due", "answered_on", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "from_whom", "handler", "handler_user_id", "id", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."about", new_values."against", new_values."against_user_id", new_values."agency", new_values."answer", new_values."answer_due", new_values."answered_on", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."from_whom", new_values."handler", new_values."handler_user_id", new_values."id", new_values."nominal_id", new_values."note", new_values."outcome", NOW(), \'insert\', new_values."id", new_values."received_on", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="dccc3db3bf12b56f8020ebfa9bc53490f5383c4f",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_34a75",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_complaint",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="complaint",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_complaint_history" ("about", "against", "against_user_id", "agency", "answer", "answer_due", "answered_on", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "from_whom", "handler", "handler_user_id", "id", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."about", new_values."against", new_values."against_user_id", new_values."agency", new_values."answer", new_values."answer_due", new_values."answered_on", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."from_whom", new_values."handler", new_values."handler_user_id", new_values."id", new_values."nominal_id", new_values."note", new_values."outcome", NOW(), \'update\', new_values."id", new_values."received_on", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="59b3de7bbee290a7494256122300546b1c1a5ac1",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_580d9",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_complaint",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="complaint",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_complaint_history" ("about", "against", "against_user_id", "agency", "answer", "answer_due", "answered_on", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "from_whom", "handler", "handler_user_id", "id", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."about", old_values."against", old_values."against_user_id", old_values."agency", old_values."answer", old_values."answer_due", old_values."answered_on", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."from_whom", old_values."handler", old_values."handler_user_id", old_values."id", old_values."nominal_id", old_values."note", old_values."outcome", NOW(), \'delete\', old_values."id", old_values."received_on", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="7ee2df16ec9e56e763135be30e41b602b630be0a",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_f9143",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_complaint",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="complainthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="7d5f0279027053598e80e13786c2ae962dd5575f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_9803d",
                        table="nominals_complaint_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="confirmation",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_confirmation_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="confirmation",
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
                    name="nominals_confirmation_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="confirmation",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["category", "exit"]), models.Q(("says", ""), _negated=True)
                    ),
                    name="nominals_confirmation_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="confirmation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_confirmation_history" ("agency", "area_id", "basis", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "says", "state", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."basis", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."nominal_id", NOW(), \'insert\', new_values."id", new_values."regime", new_values."says", new_values."state", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="a24e652393ff99506048cb94ba2f1634f5e1e4aa",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_f6bc8",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_confirmation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="confirmation",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_confirmation_history" ("agency", "area_id", "basis", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "says", "state", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."basis", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."nominal_id", NOW(), \'update\', new_values."id", new_values."regime", new_values."says", new_values."state", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="2903941940909b69146659a0dfda19684d4138d7",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_2bcca",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_confirmation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="confirmation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_confirmation_history" ("agency", "area_id", "basis", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "says", "state", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."basis", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."nominal_id", NOW(), \'delete\', old_values."id", old_values."regime", old_values."says", old_values."state", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="cc4f8459cdd4177cde4c78c04d7e42a3778a6218",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d553e",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_confirmation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="confirmationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="0a4c02856f0943ae8d733ea54e6fb7c089a07e5f",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_b5945",
                        table="nominals_confirmation_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="contest",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_contest_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="contest",
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
                    name="nominals_contest_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="contest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("of_what__in", ["category", "exit"]), ("subject_id", None)),
                        models.Q(
                            ("of_what__in", ["suspected", "same_person"]),
                            ("subject_id__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_contest_of_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="contest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("speaker__in", ["person", "representative", "agency"]),
                        models.Q(("said", ""), _negated=True),
                        models.Q(("about", ""), _negated=True),
                    ),
                    name="nominals_contest_says_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="contest",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("because", ""),
                            ("decided_at", None),
                            ("decided_by", ""),
                            ("decided_by_id", None),
                            ("outcome", ""),
                        ),
                        models.Q(
                            ("decided_at__isnull", False),
                            ("decided_by_id__isnull", False),
                            ("outcome__in", ["upheld", "partly_upheld", "not_upheld"]),
                            models.Q(("because", ""), _negated=True),
                            models.Q(("decided_by", ""), _negated=True),
                            models.Q(
                                ("stood_for_id", None),
                                models.Q(
                                    ("decided_by_id", models.F("stood_for_id")), _negated=True
                                ),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_contest_decided_by_another",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="contest",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_contest_history" ("about", "agency", "answer_due", "area_id", "because", "decided_at", "decided_by", "decided_by_id", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "of_what", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "said", "speaker", "stood_for", "stood_for_id", "subject_id", "version", "who", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."about", new_values."agency", new_values."answer_due", new_values."area_id", new_values."because", new_values."decided_at", new_values."decided_by", new_values."decided_by_id", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."nominal_id", new_values."of_what", new_values."outcome", NOW(), \'insert\', new_values."id", new_values."received_on", new_values."regime", new_values."said", new_values."speaker", new_values."stood_for", new_values."stood_for_id", new_values."subject_id", new_values."version", new_values."who", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="da803c0468b8450de26417fcbd4bfc370a46c969",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c75ff",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_contest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="contest",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_contest_history" ("about", "agency", "answer_due", "area_id", "because", "decided_at", "decided_by", "decided_by_id", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "of_what", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "said", "speaker", "stood_for", "stood_for_id", "subject_id", "version", "who", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."about", new_values."agency", new_values."answer_due", new_values."area_id", new_values."because", new_values."decided_at", new_values."decided_by", new_values."decided_by_id", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."nominal_id", new_values."of_what", new_values."outcome", NOW(), \'update\', new_values."id", new_values."received_on", new_values."regime", new_values."said", new_values."speaker", new_values."stood_for", new_values."stood_for_id", new_values."subject_id", new_values."version", new_values."who", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="5ebb18bdef720093545ef26c89e476180ec40c55",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_91a4a",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_contest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="contest",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_contest_history" ("about", "agency", "answer_due", "area_id", "because", "decided_at", "decided_by", "decided_by_id", "entered_at", "entered_by", "entered_by_id", "id", "nominal_id", "of_what", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "said", "speaker", "stood_for", "stood_for_id", "subject_id", "version", "who", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."about", old_values."agency", old_values."answer_due", old_values."area_id", old_values."because", old_values."decided_at", old_values."decided_by", old_values."decided_by_id", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."nominal_id", old_values."of_what", old_values."outcome", NOW(), \'delete\', old_values."id", old_values."received_on", old_values."regime", old_values."said", old_values."speaker", old_values."stood_for", old_values."stood_for_id", old_values."subject_id", old_values."version", old_values."who", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="60e1b1c2f9ba085f7a34ae0192cc6c1c882d572c",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_6716c",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_contest",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="contesthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="1fe2e0ae07c7a55effafa493b1c79b0b91e2f2f0",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_a971c",
                        table="nominals_contest_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_notification_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
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
                    name="nominals_notification_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_notification_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_notification_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "initial",
                                "change",
                                "periodic",
                                "journey",
                                "journey_change",
                                "return",
                            ],
                        )
                    ),
                    name="nominals_notification_kind_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
                constraint=models.CheckConstraint(
                    condition=models.Q(("under__in", ["part_2", "order", "part_4"])),
                    name="nominals_notification_under_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
                constraint=models.CheckConstraint(
                    condition=models.Q(("station", ""), _negated=True),
                    name="nominals_notification_says_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("order_of", None), ("under", "part_2")),
                        models.Q(
                            models.Q(("under", "part_2"), _negated=True),
                            ("order_of__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_notification_says_which_order",
                ),
            ),
            migrations.AddConstraint(
                model_name="notification",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("kind__in", ("journey", "journey_change", "return")),
                            ("leaves_on__isnull", False),
                        ),
                        models.Q(
                            models.Q(
                                ("kind__in", ("journey", "journey_change", "return")), _negated=True
                            ),
                            ("leaves_on", None),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_notification_says_which_journey",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="notification",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_notification_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "found_place", "id", "kind", "leaves_on", "nominal_id", "note", "notified_on", "order_of", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "station", "under", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."found_place", new_values."id", new_values."kind", new_values."leaves_on", new_values."nominal_id", new_values."note", new_values."notified_on", new_values."order_of", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."station", new_values."under", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="af80848be29b2d1306b97b51ea44ce082344c952",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_611c2",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_notification",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="notification",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_notification_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "found_place", "id", "kind", "leaves_on", "nominal_id", "note", "notified_on", "order_of", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "station", "under", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."found_place", new_values."id", new_values."kind", new_values."leaves_on", new_values."nominal_id", new_values."note", new_values."notified_on", new_values."order_of", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."station", new_values."under", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="f4dafb9541186edf667cbd2aa7003e7ee0724a59",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_3bb07",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_notification",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="notification",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_notification_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "found_place", "id", "kind", "leaves_on", "nominal_id", "note", "notified_on", "order_of", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "station", "under", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."found_place", old_values."id", old_values."kind", old_values."leaves_on", old_values."nominal_id", old_values."note", old_values."notified_on", old_values."order_of", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."station", old_values."under", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="fc7702749f9ff2fc8a91a020c1ad77fece8831c1",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9d541",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_notification",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="notificationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="2ef94ad3b6164298acf7d0fef12a84dd8e741ad3",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_3efc5",
                        table="nominals_notification_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="representation",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_representation_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="representation",
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
                    name="nominals_representation_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="representation",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_representation_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="representation",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_representation_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="representation",
                constraint=models.CheckConstraint(
                    condition=models.Q(("how__in", ["writing", "aloud", "representative"])),
                    name="nominals_representation_how_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="representation",
                constraint=models.CheckConstraint(
                    condition=models.Q(("said", ""), _negated=True),
                    name="nominals_representation_says_something",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="representation",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_representation_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "how", "id", "meeting_on", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "said", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."how", new_values."id", new_values."meeting_on", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."received_on", new_values."regime", new_values."said", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="5daa22ca156e29159a799358d5011f78528fff49",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_05a20",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_representation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="representation",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_representation_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "how", "id", "meeting_on", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "said", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."how", new_values."id", new_values."meeting_on", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."received_on", new_values."regime", new_values."said", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7bba41eb7bdee84e7fe9960a2867e7d1f3894e78",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_0f92b",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_representation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="representation",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_representation_history" ("agency", "area_id", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "how", "id", "meeting_on", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "regime", "said", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."how", old_values."id", old_values."meeting_on", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."received_on", old_values."regime", old_values."said", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="93b86b3254fccb6a7bf5a4a1214b6483442e9fae",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_4ff90",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_representation",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="representationhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="9a590ba4d61bdaf495066904cc752db688435258",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_c3b92",
                        table="nominals_representation_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="suspicion",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_suspicion_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="suspicion",
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
                    name="nominals_suspicion_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="suspicion",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("abroad__regex", "\\S"),
                        ("custody__regex", "\\S"),
                        ("excuse__regex", "\\S"),
                        ("hospital__regex", "\\S"),
                        ("late_keying__regex", "\\S"),
                        ("other_stations__regex", "\\S"),
                    ),
                    name="nominals_suspicion_all_checked",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="suspicion",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_suspicion_history" ("abroad", "agency", "area_id", "custody", "due", "duty", "entered_at", "entered_by", "entered_by_id", "excuse", "hospital", "id", "late_keying", "mark", "nominal_id", "other_stations", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "version", "what", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."abroad", new_values."agency", new_values."area_id", new_values."custody", new_values."due", new_values."duty", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."excuse", new_values."hospital", new_values."id", new_values."late_keying", new_values."mark", new_values."nominal_id", new_values."other_stations", NOW(), \'insert\', new_values."id", new_values."regime", new_values."version", new_values."what", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="157ca8889b4b43c8b0a0590176e655c0387a64e1",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c19fa",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_suspicion",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="suspicion",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_suspicion_history" ("abroad", "agency", "area_id", "custody", "due", "duty", "entered_at", "entered_by", "entered_by_id", "excuse", "hospital", "id", "late_keying", "mark", "nominal_id", "other_stations", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "version", "what", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."abroad", new_values."agency", new_values."area_id", new_values."custody", new_values."due", new_values."duty", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."excuse", new_values."hospital", new_values."id", new_values."late_keying", new_values."mark", new_values."nominal_id", new_values."other_stations", NOW(), \'update\', new_values."id", new_values."regime", new_values."version", new_values."what", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="e041ddb6c5d8942af19bfad6e7593b205099d69c",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_d7d6c",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_suspicion",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="suspicion",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_suspicion_history" ("abroad", "agency", "area_id", "custody", "due", "duty", "entered_at", "entered_by", "entered_by_id", "excuse", "hospital", "id", "late_keying", "mark", "nominal_id", "other_stations", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "version", "what", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."abroad", old_values."agency", old_values."area_id", old_values."custody", old_values."due", old_values."duty", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."excuse", old_values."hospital", old_values."id", old_values."late_keying", old_values."mark", old_values."nominal_id", old_values."other_stations", NOW(), \'delete\', old_values."id", old_values."regime", old_values."version", old_values."what", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="6dcfb93e69ae3bf713d0a3185f73ff21a37f42d7",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_51d88",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_suspicion",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="suspicionhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="77271003b17c85453debefbd20afb9583a36d094",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_603f9",
                        table="nominals_suspicion_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_toldthem_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
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
                    name="nominals_toldthem_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_toldthem_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_toldthem_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(("category__in", ["", "1", "2", "3", "4", "none"])),
                    name="nominals_toldthem_category_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(("level__in", ["", "1", "2", "3"])),
                    name="nominals_toldthem_level_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "how__in",
                            ["", "meeting", "telephone", "letter", "interpreter", "advocate"],
                        )
                    ),
                    name="nominals_toldthem_how_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("leaflet__in", ["none", "plain", "easy_read", "translated"])
                    ),
                    name="nominals_toldthem_leaflet_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("category", ""),
                            ("how", ""),
                            ("leaflet", "none"),
                            ("level", ""),
                            ("sharing", False),
                            ("told_on", None),
                            models.Q(("not_told_because", ""), _negated=True),
                        ),
                        models.Q(
                            ("not_told_because", ""),
                            ("told_on__isnull", False),
                            models.Q(("category", ""), _negated=True),
                            models.Q(
                                ("category", "none"),
                                models.Q(("level", ""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(("how", ""), _negated=True),
                            models.Q(("by_whom", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_told_or_why_not",
                ),
            ),
            migrations.AddConstraint(
                model_name="toldthem",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("leaflet", "translated"), _negated=True),
                        models.Q(("language", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="nominals_told_in_which_language",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="toldthem",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_told_history" ("agency", "area_id", "by_whom", "category", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "how", "id", "language", "leaflet", "level", "nominal_id", "not_told_because", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sharing", "source", "standing", "told_on", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."by_whom", new_values."category", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."how", new_values."id", new_values."language", new_values."leaflet", new_values."level", new_values."nominal_id", new_values."not_told_because", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."sharing", new_values."source", new_values."standing", new_values."told_on", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c2710f6f6cf37788b95f93a2da96004528cd5af0",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_46c9e",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_told",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="toldthem",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_told_history" ("agency", "area_id", "by_whom", "category", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "how", "id", "language", "leaflet", "level", "nominal_id", "not_told_because", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sharing", "source", "standing", "told_on", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."by_whom", new_values."category", new_values."class_of_person", new_values."corrected_because", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."how", new_values."id", new_values."language", new_values."leaflet", new_values."level", new_values."nominal_id", new_values."not_told_because", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."sharing", new_values."source", new_values."standing", new_values."told_on", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="cac7ebbda9a95884f69029ee527b4b0abd4bc292",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_7df93",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_told",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="toldthem",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_told_history" ("agency", "area_id", "by_whom", "category", "class_of_person", "corrected_because", "during", "entered_at", "entered_by", "entered_by_id", "how", "id", "language", "leaflet", "level", "nominal_id", "not_told_because", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "sharing", "source", "standing", "told_on", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."by_whom", old_values."category", old_values."class_of_person", old_values."corrected_because", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."how", old_values."id", old_values."language", old_values."leaflet", old_values."level", old_values."nominal_id", old_values."not_told_because", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."sharing", old_values."source", old_values."standing", old_values."told_on", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="ecab221de39387683e0fb108b552d40e0adef89d",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_62154",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_told",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="toldthemhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="62811735f321b1e602186f71d46e1a9ee77f0631",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_2b045",
                        table="nominals_told_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
        ]
    )
