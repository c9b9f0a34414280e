import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from openmappa.audit.folding import folded

PROTECTION = """
-- What an area uploaded is that area's. A page may file it and, before work on it began, cancel it;
-- the worker says how far it is, and the import writes its end together with what it imported.
alter table exchange_upload enable row level security;
create policy in_scope on exchange_upload for select to web using (
    area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[]));
create policy filed on exchange_upload for insert to web with check (
    state = 'waiting'
    and area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[])
    and user_id = (select nullif(current_setting('app.user', true), ''))::bigint);
create policy cancelled on exchange_upload for update to web
    using (state = 'waiting'
        and area_id = any ((select nullif(current_setting('app.areas', true), ''))::int[]))
    with check (state = 'cancelled');
create policy worked_on on exchange_upload to worker using (true) with check (true);
create policy taken_in on exchange_upload to intake using (true) with check (true);
grant select on exchange_upload to web, worker, intake;
grant insert (area_id, reporting_year, extracted_on, synthetic, file_name, folder, size, user_id,
    uploaded_by, uploaded_at, state, step, started_at, finished_at,
    faults, fault_total, outcome) on exchange_upload to web;
grant update (state, finished_at) on exchange_upload to web;
grant update on exchange_upload to worker, intake;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_areas_and_scope"),
        ("exchange", "0002_protection"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="Upload",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("reporting_year", models.TextField()),
                    ("extracted_on", models.DateField()),
                    ("synthetic", models.BooleanField()),
                    ("file_name", models.TextField()),
                    ("folder", models.TextField(unique=True)),
                    ("size", models.BigIntegerField()),
                    ("user_id", models.BigIntegerField()),
                    ("uploaded_by", models.TextField()),
                    (
                        "uploaded_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("state", models.TextField(default="waiting")),
                    ("step", models.TextField(default="")),
                    ("started_at", models.DateTimeField(null=True)),
                    ("finished_at", models.DateTimeField(null=True)),
                    ("faults", models.JSONField(default=list)),
                    ("fault_total", models.IntegerField(default=0)),
                    ("outcome", models.JSONField(default=dict)),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                ],
                options={
                    "db_table": "exchange_upload",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                state__in=[
                                    "waiting",
                                    "running",
                                    "imported",
                                    "refused",
                                    "interrupted",
                                    "failed",
                                    "cancelled",
                                ]
                            ),
                            name="exchange_upload_state_known",
                        )
                    ],
                },
            ),
            migrations.RunSQL(PROTECTION, migrations.RunSQL.noop),
        ]
    )
