import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from openmappa.audit.folding import folded


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = folded(
        [
            migrations.CreateModel(
                name="ExtractImport",
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
                    ("digest", models.TextField()),
                    (
                        "imported_at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                    ("operation", models.UUIDField()),
                    ("people", models.IntegerField()),
                    ("rows", models.IntegerField()),
                    (
                        "area",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, to="agencies.area"
                        ),
                    ),
                ],
                options={
                    "db_table": "exchange_import",
                },
            ),
        ]
    )
