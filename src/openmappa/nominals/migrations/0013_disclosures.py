import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

_WHO = (
    "coordinator,deputy_coordinator,mappa_administrator,chair,police,police_supervisor,"
    "central_point,probation,probation_supervisor,community_rehabilitation,prison,youth_justice,"
    "inspector,victim_liaison"
)
# Who sees and writes each part, as `agencies.roles` has it (a test compares them).
READERS = {
    "DISCLOSURES": _WHO,
    "IDENTITY": _WHO.replace(
        "inspector,victim_liaison",
        "mental_health,psychologist,polygraph_examiner,approved_premises,inspector",
    ),
}
WRITERS = {
    "DISCLOSURES": "chair,police,police_supervisor,central_point,probation,probation_supervisor",
    "IDENTITY": "police,police_supervisor,central_point,probation,probation_supervisor",
}
TABLES = {
    "nominals_self_defined": "IDENTITY",
    "nominals_disclosure": "DISCLOSURES",
    "nominals_disclosure_recipient": "DISCLOSURES",
}
SECTIONS = "".join(
    f"call nominals_protect_section('{table}', '{{{READERS[part]}}}', '{{{WRITERS[part]}}}');\n"
    f"create trigger not_merged_away before insert or update of nominal_id on {table}\n"
    "    for each row execute function nominals_not_merged_away();\n"
    for table, part in TABLES.items()
)

DISCLOSURES = """
-- A decision that is signed, or waits to be, stays as it is; one on which somebody was told stays a
-- decision to tell. (Of who is withheld from the caller, a refusal says nothing.)
create function nominals_disclosure_stands() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if (new.question, new.options, new.arguments_for, new.arguments_against, new.rights,
        new.legal_power, new.asked_to_comment, new.comment, new.why_not_asked, new.decision,
        new.decided_on, new.decider, new.decider_rank, new.authority, new.wording,
        new.children)
        is distinct from (old.question, old.options, old.arguments_for, old.arguments_against,
        old.rights, old.legal_power, old.asked_to_comment, old.comment, old.why_not_asked,
        old.decision, old.decided_on, old.decider, old.decider_rank, old.authority,
        old.wording, old.children)
        and exists (select from nominals_sign_off s
                    where s.kind = 'disclosure' and s.subject_id = old.id
                      and s.state in ('asked', 'given')) then
        raise exception 'a decision that is signed, or waits to be, is not changed'
            using errcode = 'insufficient_privilege';
    end if;
    if (new.withdrawn_at is not null
        or new.decision not in ('self_disclosure', 'by_police', 'by_probation', 'by_another')
        or new.decided_on > old.decided_on)
        and exists (select from nominals_disclosure_recipient r
                    where r.disclosure_id = old.id and r.told_on is not null
                      and r.withdrawn_at is null
                      and not exists (select from nominals_withheld w
                                      where w.of_table = 'nominals_disclosure_recipient'
                                        and w.row_id = r.id)
                      and (new.withdrawn_at is not null or r.told_on < new.decided_on
                           or new.decision not in
                               ('self_disclosure', 'by_police', 'by_probation', 'by_another'))) then
        raise exception 'somebody was told on this decision'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger stands before update on nominals_disclosure
    for each row execute function nominals_disclosure_stands();

-- Nobody is told but on a decision to tell that stands, of the same person and no later. (The
-- decision is held meanwhile, so that it cannot be withdrawn at the same moment.)
create function nominals_disclosure_decided() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    d nominals_disclosure;
begin
    if tg_op = 'UPDATE' and (new.disclosure_id, new.told_on, new.withdrawn_at)
        is not distinct from (old.disclosure_id, old.told_on, old.withdrawn_at) then
        return new;
    end if;
    select * into d from nominals_disclosure x where x.id = new.disclosure_id for share;
    if (tg_op = 'INSERT' or new.disclosure_id <> old.disclosure_id)
        and (d.nominal_id is distinct from new.nominal_id or d.withdrawn_at is not null) then
        raise exception 'who is told stands under a disclosure of the same person'
            using errcode = 'insufficient_privilege';
    end if;
    if new.told_on is not null and new.withdrawn_at is null and (
        d.withdrawn_at is not null or d.decided_on > new.told_on
        or d.decision not in ('self_disclosure', 'by_police', 'by_probation', 'by_another')) then
        raise exception 'nobody is told without a decision to tell'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger decided before insert or update on nominals_disclosure_recipient
    for each row execute function nominals_disclosure_decided();

-- What is signed is a decision of this person that stands.
create function nominals_disclosure_to_sign() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not exists (select from nominals_disclosure d
                   where d.id = new.subject_id and d.nominal_id = new.nominal_id
                     and d.decision <> '' and d.withdrawn_at is null for share) then
        raise exception 'there is no such decision to sign'
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger a_decision before insert on nominals_sign_off for each row
    when (new.kind = 'disclosure') execute function nominals_disclosure_to_sign();
revoke execute on function nominals_disclosure_stands(), nominals_disclosure_decided(),
    nominals_disclosure_to_sign() from public;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("nominals", "0012_tasks"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Disclosure",
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
                    ("question", models.TextField()),
                    ("options", models.TextField(default="")),
                    ("arguments_for", models.TextField(default="")),
                    ("arguments_against", models.TextField(default="")),
                    ("rights", models.TextField(default="")),
                    ("legal_power", models.TextField(default="")),
                    ("asked_to_comment", models.TextField(default="")),
                    ("comment", models.TextField(default="")),
                    ("why_not_asked", models.TextField(default="")),
                    ("decision", models.TextField(default="")),
                    ("decided_on", models.DateField(null=True)),
                    ("decider", models.TextField(default="")),
                    ("decider_rank", models.TextField(default="")),
                    ("authority", models.TextField(default="")),
                    ("wording", models.TextField(default="")),
                    ("person_told", models.TextField(default="")),
                    ("why_not_told", models.TextField(default="")),
                    ("children", models.TextField(default="")),
                    ("aftercare", models.TextField(default="")),
                    ("outcome", models.TextField(default="")),
                    ("review_on", models.DateField(null=True)),
                ],
                options={
                    "db_table": "nominals_disclosure",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DisclosureHistory",
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
                    ("question", models.TextField()),
                    ("options", models.TextField(default="")),
                    ("arguments_for", models.TextField(default="")),
                    ("arguments_against", models.TextField(default="")),
                    ("rights", models.TextField(default="")),
                    ("legal_power", models.TextField(default="")),
                    ("asked_to_comment", models.TextField(default="")),
                    ("comment", models.TextField(default="")),
                    ("why_not_asked", models.TextField(default="")),
                    ("decision", models.TextField(default="")),
                    ("decided_on", models.DateField(null=True)),
                    ("decider", models.TextField(default="")),
                    ("decider_rank", models.TextField(default="")),
                    ("authority", models.TextField(default="")),
                    ("wording", models.TextField(default="")),
                    ("person_told", models.TextField(default="")),
                    ("why_not_told", models.TextField(default="")),
                    ("children", models.TextField(default="")),
                    ("aftercare", models.TextField(default="")),
                    ("outcome", models.TextField(default="")),
                    ("review_on", models.DateField(null=True)),
                ],
                options={
                    "db_table": "nominals_disclosure_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DisclosureRecipient",
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
                    ("need", models.TextField()),
                    ("signed_on", models.DateField(null=True)),
                    ("why_not_signed", models.TextField(default="")),
                    ("told_on", models.DateField(null=True)),
                    ("told_at", models.TimeField(null=True)),
                    ("told_by", models.TextField(default="")),
                    ("outcome", models.TextField(default="")),
                ],
                options={
                    "db_table": "nominals_disclosure_recipient",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DisclosureRecipientHistory",
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
                    ("need", models.TextField()),
                    ("signed_on", models.DateField(null=True)),
                    ("why_not_signed", models.TextField(default="")),
                    ("told_on", models.DateField(null=True)),
                    ("told_at", models.TimeField(null=True)),
                    ("told_by", models.TextField(default="")),
                    ("outcome", models.TextField(default="")),
                ],
                options={
                    "db_table": "nominals_disclosure_recipient_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SelfDefined",
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
                    ("ethnicity", models.TextField()),
                    ("disability", models.TextField()),
                ],
                options={
                    "db_table": "nominals_self_defined",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SelfDefinedHistory",
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
                    ("ethnicity", models.TextField()),
                    ("disability", models.TextField()),
                ],
                options={
                    "db_table": "nominals_self_defined_history",
                    "abstract": False,
                },
            ),
            migrations.AddField(
                model_name="disclosure",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="disclosure",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="disclosurehistory",
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
                model_name="disclosurehistory",
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
                model_name="disclosurehistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.disclosure",
                ),
            ),
            migrations.AddField(
                model_name="disclosurerecipient",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="disclosurerecipient",
                name="disclosure",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="recipients",
                    to="nominals.disclosure",
                ),
            ),
            migrations.AddField(
                model_name="disclosurerecipient",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="disclosurerecipienthistory",
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
                model_name="disclosurerecipienthistory",
                name="disclosure",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="nominals.disclosure",
                ),
            ),
            migrations.AddField(
                model_name="disclosurerecipienthistory",
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
                model_name="disclosurerecipienthistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.disclosurerecipient",
                ),
            ),
            migrations.AddField(
                model_name="selfdefined",
                name="area",
                field=models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="agencies.area",
                ),
            ),
            migrations.AddField(
                model_name="selfdefined",
                name="nominal",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="nominals.nominal",
                ),
            ),
            migrations.AddField(
                model_name="selfdefinedhistory",
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
                model_name="selfdefinedhistory",
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
                model_name="selfdefinedhistory",
                name="pgh_obj",
                field=models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="history",
                    to="nominals.selfdefined",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_disclosure_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
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
                    name="nominals_disclosure_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_disclosure_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_disclosure_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(("question", ""), _negated=True),
                    name="nominals_disclosure_says_something",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "decision__in",
                            [
                                "",
                                "not_needed",
                                "refused",
                                "deferred",
                                "self_disclosure",
                                "by_police",
                                "by_probation",
                                "by_another",
                            ],
                        )
                    ),
                    name="nominals_disclosure_decision_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "legal_power__in",
                            [
                                "",
                                "child_sex_offender",
                                "common_law",
                                "co_operation",
                                "crime_and_disorder",
                                "court",
                                "none",
                            ],
                        )
                    ),
                    name="nominals_disclosure_legal_power_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "authority__in",
                            [
                                "",
                                "practitioner",
                                "supervisor",
                                "inspector",
                                "superintendent",
                                "meeting_2",
                                "meeting_3",
                                "chief_officer",
                            ],
                        )
                    ),
                    name="nominals_disclosure_authority_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(("asked_to_comment__in", ["", "yes", "no"])),
                    name="nominals_disclosure_asked_to_comment_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(("person_told__in", ["", "yes", "no"])),
                    name="nominals_disclosure_person_told_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("authority", ""),
                            ("decided_on", None),
                            ("decider", ""),
                            ("decider_rank", ""),
                            ("decision", ""),
                        ),
                        models.Q(
                            ("decided_on__isnull", False),
                            ("review_on__isnull", False),
                            models.Q(("decision", ""), _negated=True),
                            models.Q(("decider", ""), _negated=True),
                            models.Q(("decider_rank", ""), _negated=True),
                            models.Q(("authority", ""), _negated=True),
                            models.Q(("legal_power", ""), _negated=True),
                            models.Q(("rights", ""), _negated=True),
                            models.Q(
                                models.Q(("arguments_for", ""), _negated=True),
                                models.Q(("arguments_against", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_disclosure_decided_by_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("decision", ""),
                        models.Q(
                            ("asked_to_comment", "yes"), models.Q(("comment", ""), _negated=True)
                        ),
                        models.Q(
                            ("asked_to_comment", "no"),
                            models.Q(("why_not_asked", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_disclosure_comment_or_why_not",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosure",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            (
                                "decision__in",
                                ("self_disclosure", "by_police", "by_probation", "by_another"),
                            ),
                            _negated=True,
                        ),
                        models.Q(
                            models.Q(("wording", ""), _negated=True),
                            models.Q(("children", ""), _negated=True),
                            models.Q(("legal_power", "none"), _negated=True),
                            models.Q(
                                ("person_told", "yes"),
                                models.Q(
                                    ("person_told", "no"),
                                    models.Q(("why_not_told", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_disclosure_says_what_is_told",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosure",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_disclosure_history" ("aftercare", "agency", "area_id", "arguments_against", "arguments_for", "asked_to_comment", "authority", "children", "class_of_person", "comment", "corrected_because", "decided_on", "decider", "decider_rank", "decision", "during", "entered_at", "entered_by", "entered_by_id", "id", "legal_power", "nominal_id", "note", "options", "outcome", "person_told", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "regime", "review_on", "rights", "source", "standing", "version", "why_not_asked", "why_not_told", "withdrawn_at", "withdrawn_because", "withdrawn_by", "wording") SELECT new_values."aftercare", new_values."agency", new_values."area_id", new_values."arguments_against", new_values."arguments_for", new_values."asked_to_comment", new_values."authority", new_values."children", new_values."class_of_person", new_values."comment", new_values."corrected_because", new_values."decided_on", new_values."decider", new_values."decider_rank", new_values."decision", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."legal_power", new_values."nominal_id", new_values."note", new_values."options", new_values."outcome", new_values."person_told", NOW(), \'insert\', new_values."id", new_values."question", new_values."regime", new_values."review_on", new_values."rights", new_values."source", new_values."standing", new_values."version", new_values."why_not_asked", new_values."why_not_told", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by", new_values."wording" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="de38bae2bad5e41973adaab8a5a5225ce161a907",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_4da6c",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_disclosure",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosure",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_disclosure_history" ("aftercare", "agency", "area_id", "arguments_against", "arguments_for", "asked_to_comment", "authority", "children", "class_of_person", "comment", "corrected_because", "decided_on", "decider", "decider_rank", "decision", "during", "entered_at", "entered_by", "entered_by_id", "id", "legal_power", "nominal_id", "note", "options", "outcome", "person_told", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "regime", "review_on", "rights", "source", "standing", "version", "why_not_asked", "why_not_told", "withdrawn_at", "withdrawn_because", "withdrawn_by", "wording") SELECT new_values."aftercare", new_values."agency", new_values."area_id", new_values."arguments_against", new_values."arguments_for", new_values."asked_to_comment", new_values."authority", new_values."children", new_values."class_of_person", new_values."comment", new_values."corrected_because", new_values."decided_on", new_values."decider", new_values."decider_rank", new_values."decision", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."legal_power", new_values."nominal_id", new_values."note", new_values."options", new_values."outcome", new_values."person_told", NOW(), \'update\', new_values."id", new_values."question", new_values."regime", new_values."review_on", new_values."rights", new_values."source", new_values."standing", new_values."version", new_values."why_not_asked", new_values."why_not_told", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by", new_values."wording" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="34ff8e06904d129862a049a7d7a9b575c571c74c",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_aaa87",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_disclosure",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosure",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_disclosure_history" ("aftercare", "agency", "area_id", "arguments_against", "arguments_for", "asked_to_comment", "authority", "children", "class_of_person", "comment", "corrected_because", "decided_on", "decider", "decider_rank", "decision", "during", "entered_at", "entered_by", "entered_by_id", "id", "legal_power", "nominal_id", "note", "options", "outcome", "person_told", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "regime", "review_on", "rights", "source", "standing", "version", "why_not_asked", "why_not_told", "withdrawn_at", "withdrawn_because", "withdrawn_by", "wording") SELECT old_values."aftercare", old_values."agency", old_values."area_id", old_values."arguments_against", old_values."arguments_for", old_values."asked_to_comment", old_values."authority", old_values."children", old_values."class_of_person", old_values."comment", old_values."corrected_because", old_values."decided_on", old_values."decider", old_values."decider_rank", old_values."decision", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."legal_power", old_values."nominal_id", old_values."note", old_values."options", old_values."outcome", old_values."person_told", NOW(), \'delete\', old_values."id", old_values."question", old_values."regime", old_values."review_on", old_values."rights", old_values."source", old_values."standing", old_values."version", old_values."why_not_asked", old_values."why_not_told", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by", old_values."wording" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="7b0017426b5c14950b1f1ea743f56bb961e05ffc",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_32ec6",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_disclosure",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosurehistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="c5d58a96b1aceccba7f2d9e1aca65fc3b56cab46",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_44019",
                        table="nominals_disclosure_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosurerecipient",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_disclosurerecipient_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosurerecipient",
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
                    name="nominals_disclosurerecipient_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosurerecipient",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_disclosurerecipient_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosurerecipient",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_disclosurerecipient_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosurerecipient",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "partner",
                                "parent",
                                "household",
                                "employer",
                                "school",
                                "landlord",
                                "faith_group",
                                "club",
                                "neighbour",
                                "agency",
                                "other",
                            ],
                        )
                    ),
                    name="nominals_disclosurerecipient_kind_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosurerecipient",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("name", ""), _negated=True), models.Q(("need", ""), _negated=True)
                    ),
                    name="nominals_disclosure_recipient_who_and_why",
                ),
            ),
            migrations.AddConstraint(
                model_name="disclosurerecipient",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("told_at", None), ("told_by", ""), ("told_on", None)),
                        models.Q(
                            ("told_on__isnull", False),
                            models.Q(("told_by", ""), _negated=True),
                            models.Q(
                                ("signed_on__isnull", False),
                                models.Q(("why_not_signed", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        _connector="OR",
                    ),
                    name="nominals_disclosure_recipient_told_by_under_agreement",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosurerecipient",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_disclosure_recipient_history" ("agency", "area_id", "class_of_person", "corrected_because", "disclosure_id", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "name", "need", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "signed_on", "source", "standing", "told_at", "told_by", "told_on", "version", "why_not_signed", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."disclosure_id", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."name", new_values."need", new_values."nominal_id", new_values."note", new_values."outcome", NOW(), \'insert\', new_values."id", new_values."regime", new_values."signed_on", new_values."source", new_values."standing", new_values."told_at", new_values."told_by", new_values."told_on", new_values."version", new_values."why_not_signed", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="533d6aa310fc303addb2506572e4c1c2f80630c6",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_0a6a2",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_disclosure_recipient",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosurerecipient",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_disclosure_recipient_history" ("agency", "area_id", "class_of_person", "corrected_because", "disclosure_id", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "name", "need", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "signed_on", "source", "standing", "told_at", "told_by", "told_on", "version", "why_not_signed", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."disclosure_id", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."id", new_values."kind", new_values."name", new_values."need", new_values."nominal_id", new_values."note", new_values."outcome", NOW(), \'update\', new_values."id", new_values."regime", new_values."signed_on", new_values."source", new_values."standing", new_values."told_at", new_values."told_by", new_values."told_on", new_values."version", new_values."why_not_signed", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="958783220aac53a00581846a9297e707fa513806",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_f3e9e",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_disclosure_recipient",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosurerecipient",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_disclosure_recipient_history" ("agency", "area_id", "class_of_person", "corrected_because", "disclosure_id", "during", "entered_at", "entered_by", "entered_by_id", "id", "kind", "name", "need", "nominal_id", "note", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "signed_on", "source", "standing", "told_at", "told_by", "told_on", "version", "why_not_signed", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."disclosure_id", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."id", old_values."kind", old_values."name", old_values."need", old_values."nominal_id", old_values."note", old_values."outcome", NOW(), \'delete\', old_values."id", old_values."regime", old_values."signed_on", old_values."source", old_values."standing", old_values."told_at", old_values."told_by", old_values."told_on", old_values."version", old_values."why_not_signed", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="23bdcfa904b39fbd61b1f58ec04aa59559babd35",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_3ab23",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_disclosure_recipient",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="disclosurerecipienthistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4d4c9ab0803efa46784bcda9ee9ad7355a1b938a",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_bb842",
                        table="nominals_disclosure_recipient_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.AddConstraint(
                model_name="selfdefined",
                constraint=models.CheckConstraint(
                    condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                    name="nominals_selfdefined_regime_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="selfdefined",
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
                    name="nominals_selfdefined_withdrawn_by_because",
                ),
            ),
            migrations.AddConstraint(
                model_name="selfdefined",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("class_of_person__in", ["convicted", "suspect", "witness", "other"])
                    ),
                    name="nominals_selfdefined_class_of_person_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="selfdefined",
                constraint=models.CheckConstraint(
                    condition=models.Q(("standing__in", ["fact", "opinion"])),
                    name="nominals_selfdefined_standing_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="selfdefined",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        (
                            "ethnicity__in",
                            [
                                "A1",
                                "A2",
                                "A3",
                                "A9",
                                "B1",
                                "B2",
                                "B9",
                                "M1",
                                "M2",
                                "M3",
                                "M9",
                                "O1",
                                "O9",
                                "W1",
                                "W2",
                                "W9",
                                "NS",
                            ],
                        )
                    ),
                    name="nominals_selfdefined_ethnicity_known",
                ),
            ),
            migrations.AddConstraint(
                model_name="selfdefined",
                constraint=models.CheckConstraint(
                    condition=models.Q(("disability__in", ["yes", "no", "NS"])),
                    name="nominals_selfdefined_disability_known",
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="selfdefined",
                trigger=pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_self_defined_history" ("agency", "area_id", "class_of_person", "corrected_because", "disability", "during", "entered_at", "entered_by", "entered_by_id", "ethnicity", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."disability", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."ethnicity", new_values."id", new_values."nominal_id", new_values."note", NOW(), \'insert\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="6468aaa4292c03159724b421e38cd0fa56bce9fd",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_90895",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="nominals_self_defined",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="selfdefined",
                trigger=pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_self_defined_history" ("agency", "area_id", "class_of_person", "corrected_because", "disability", "during", "entered_at", "entered_by", "entered_by_id", "ethnicity", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT new_values."agency", new_values."area_id", new_values."class_of_person", new_values."corrected_because", new_values."disability", new_values."during", new_values."entered_at", new_values."entered_by", new_values."entered_by_id", new_values."ethnicity", new_values."id", new_values."nominal_id", new_values."note", NOW(), \'update\', new_values."id", new_values."regime", new_values."source", new_values."standing", new_values."version", new_values."withdrawn_at", new_values."withdrawn_because", new_values."withdrawn_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="16f6a84727dc637ddc7a724a8b3453b89aa094cb",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_39cd0",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="nominals_self_defined",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="selfdefined",
                trigger=pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "nominals_self_defined_history" ("agency", "area_id", "class_of_person", "corrected_because", "disability", "during", "entered_at", "entered_by", "entered_by_id", "ethnicity", "id", "nominal_id", "note", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime", "source", "standing", "version", "withdrawn_at", "withdrawn_because", "withdrawn_by") SELECT old_values."agency", old_values."area_id", old_values."class_of_person", old_values."corrected_because", old_values."disability", old_values."during", old_values."entered_at", old_values."entered_by", old_values."entered_by_id", old_values."ethnicity", old_values."id", old_values."nominal_id", old_values."note", NOW(), \'delete\', old_values."id", old_values."regime", old_values."source", old_values."standing", old_values."version", old_values."withdrawn_at", old_values."withdrawn_because", old_values."withdrawn_by" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="bee31526644bc36b8e0a11f37c965049a9c04ee6",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_99cee",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="nominals_self_defined",
                        when="AFTER",
                    ),
                ),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name="selfdefinedhistory",
                trigger=pgtrigger.compiler.Trigger(
                    name="append_only",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                        hash="4f474f958132a784c1b2111505d77edd4d3803bc",
                        operation="UPDATE OR DELETE",
                        pgid="pgtrigger_append_only_6a3d0",
                        table="nominals_self_defined_history",
                        when="BEFORE",
                    ),
                ),
            ),
            migrations.RunSQL(SECTIONS, migrations.RunSQL.noop),
            migrations.RunSQL(DISCLOSURES, migrations.RunSQL.noop),
        ]
    )
