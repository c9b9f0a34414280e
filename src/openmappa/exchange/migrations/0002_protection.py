from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("agencies", "0002_areas_and_scope")]

    operations = [
        migrations.RunSQL(
            """
            grant select, insert on exchange_import to intake;
            grant select on exchange_import to web, count;
            """,
            migrations.RunSQL.noop,
        )
    ]
