import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from openmappa.audit.folding import folded

PROTECTION = """
-- Whoever sees both sides of a pair sees what was asked about it, and may ask; under no other name.
alter table nominals_asked_decision enable row level security;
create policy in_scope on nominals_asked_decision for select to web using (
    (select true from nominals_match m where m.id = match_id limit 1));
create policy asked on nominals_asked_decision for insert to web with check (
    state = 'waiting' and answer = ''
    and user_id = (select nullif(current_setting('app.user', true), ''))::bigint
    and (select true from nominals_match m where m.id = match_id limit 1));
create policy applied on nominals_asked_decision to intake using (true) with check (true);
grant select on nominals_asked_decision to web, intake;
grant insert (match_id, decision, reason, seen, user_id, asked_by, asked_at, state, answer,
    done_at)
    on nominals_asked_decision to web;
grant update (state, answer, done_at) on nominals_asked_decision to intake;
"""


class Migration(migrations.Migration):
    dependencies = [("nominals", "0002_protection")]

    operations = folded(
        [
            migrations.CreateModel(
                name="AskedDecision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("decision", models.TextField()),
                    ("reason", models.TextField()),
                    ("seen", models.TextField()),
                    ("user_id", models.BigIntegerField()),
                    ("asked_by", models.TextField()),
                    (
                        "asked_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("state", models.TextField(default="waiting")),
                    ("answer", models.TextField(default="")),
                    ("done_at", models.DateTimeField(null=True)),
                    (
                        "match",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="asked",
                            to="nominals.match",
                        ),
                    ),
                ],
                options={
                    "db_table": "nominals_asked_decision",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(decision__in=["same", "different", "undo"]),
                            name="nominals_asked_decision_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(state__in=["waiting", "done", "refused", "failed"]),
                            name="nominals_asked_decision_state_known",
                        ),
                    ],
                },
            ),
            migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
        ]
    )
