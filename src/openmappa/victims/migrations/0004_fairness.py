from django.db import migrations

# Whoever contests, comments or complains may name a victim; so may who looked into a missed duty.
WATCHED = """
call victims_watch('nominals_notification', 'station', 'source', 'note', 'withdrawn_because',
    'corrected_because');
call victims_watch('nominals_suspicion', 'what', 'late_keying', 'other_stations', 'custody', 'hospital',
    'abroad', 'excuse', 'withdrawn_because');
call victims_watch('nominals_confirmation', 'basis', 'withdrawn_because');
call victims_watch('nominals_contest', 'about', 'who', 'said', 'because', 'withdrawn_because');
call victims_watch('nominals_told', 'by_whom', 'language', 'not_told_because', 'source', 'note',
    'withdrawn_because', 'corrected_because');
call victims_watch('nominals_representation', 'said', 'source', 'note', 'withdrawn_because',
    'corrected_because');
call victims_watch('nominals_complaint', 'about', 'against', 'handler', 'answer', 'source', 'note',
    'withdrawn_because', 'corrected_because');
"""


class Migration(migrations.Migration):
    dependencies = [("victims", "0003_proposed_addresses"), ("nominals", "0011_fairness")]

    operations = [migrations.RunSQL(WATCHED, migrations.RunSQL.noop)]
