import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.db import migrations, models

import openmappa.agencies.during
import openmappa.audit.history
from openmappa.audit.folding import folded

# Row-level security hides colleagues' vetting, so that who asks could not tell by themselves; which
# of these namings they may see is still for the policies of the table to say.
GONE = """
-- Namings that run in the areas of the scope though the manager may hold no case there any more.
create function nominals_managers_gone() returns setof bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with held as materialized (
        select c.user_id, c.area_id, array_agg(c.id) as namings from nominals_caseload c
        where c.as_what = 'manager' and c.during @> audit_today()
          and c.area_id = any (agencies_scope())
        group by c.user_id, c.area_id)
    select unnest(h.namings) from held h where not nominals_can_hold(h.user_id, h.area_id)
$$;
revoke execute on function nominals_managers_gone() from public;
grant execute on function nominals_managers_gone() to web;

-- An import leaves alone what was opened in error.
grant select on nominals_archive to intake;
"""


PUT_OFF = """
call nominals_protect_section('nominals_put_off', agencies_roles_who_may('FINDING_VIEW'),
    agencies_roles_who_may('RECORD_WRITE'));
create policy from_today on nominals_put_off as restrictive for insert to web
    with check (lower(during) <= audit_today());
create trigger not_merged_away before insert or update of nominal_id on nominals_put_off
    for each row execute function nominals_not_merged_away();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_settings"),
        ("nominals", "0009_merging"),
    ]

    operations = folded(
        [
            migrations.RunSQL(GONE, migrations.RunSQL.noop),
            migrations.CreateModel(
                name="PutOff",
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
                    ("during", openmappa.agencies.during.DuringField()),
                    ("why", models.TextField()),
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
                ],
                options={
                    "db_table": "nominals_put_off",
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("regime__in", ["law_enforcement", "uk_gdpr"])),
                            name="nominals_putoff_regime_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    (
                                        "level-carried",
                                        "marker-ended",
                                        "no-photograph",
                                        "clash",
                                        "shared-number",
                                        "same-person",
                                    ),
                                ),
                                models.Q(("why", ""), _negated=True),
                            ),
                            name="nominals_put_off_can_wait_and_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("during__endswith__isnull", False),
                                (
                                    "during__endswith__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("during__startswith"), "+", models.Value(28)
                                    ),
                                ),
                                ("during__startswith__isnull", False),
                            ),
                            name="nominals_put_off_ends",
                        ),
                    ],
                },
            ),
            migrations.RunSQL(PUT_OFF, migrations.RunSQL.noop),
        ]
    )
