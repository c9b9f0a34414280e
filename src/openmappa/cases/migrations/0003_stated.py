import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from openmappa.audit.folding import folded


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_areas_and_scope"), ("cases", "0002_protection")]

    operations = folded(
        [
            migrations.CreateModel(
                name="Stated",
                fields=[
                    (
                        "area",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="+",
                            serialize=False,
                            to="agencies.area",
                        ),
                    ),
                    (
                        "at",
                        models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                    ),
                ],
                options={"db_table": "cases_stated"},
            ),
            migrations.RunSQL(
                "grant select, insert, update on cases_stated to intake", migrations.RunSQL.noop
            ),
        ]
    )
