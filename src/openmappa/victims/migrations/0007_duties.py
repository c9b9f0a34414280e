from django.db import migrations

# What changed, and whom somebody travels with or stays with, may name a victim.
WATCHED = """
call victims_watch('nominals_detail_change', 'what', 'source', 'note', 'withdrawn_because',
    'corrected_because');
call victims_watch('nominals_journey', 'place', 'carrier', 'source', 'note', 'withdrawn_because',
    'corrected_because');
"""


class Migration(migrations.Migration):
    dependencies = [("victims", "0006_disclosures"), ("nominals", "0014_duties")]

    operations = [migrations.RunSQL(WATCHED, migrations.RunSQL.noop)]
