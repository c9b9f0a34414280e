from django.db import migrations


class Migration(migrations.Migration):
    """Pointers to other areas come from nominals_search."""

    dependencies = [("cases", "0003_looking"), ("nominals", "0004_search")]

    operations = [
        migrations.RunSQL("drop function cases_pointers(text[], text[])", migrations.RunSQL.noop),
    ]
