from django.db import migrations

# What people give each other to do, and what came of it, may name a victim; so may who leads on a child.
WATCHED = """
call victims_watch('nominals_task', 'what', 'moved_because', 'put_off_because', 'outcome');
call victims_watch('nominals_youth_lead', 'name', 'organisation', 'telephone', 'source', 'note',
    'withdrawn_because', 'corrected_because');
"""


class Migration(migrations.Migration):
    dependencies = [("victims", "0004_fairness"), ("nominals", "0012_tasks")]

    operations = [migrations.RunSQL(WATCHED, migrations.RunSQL.noop)]
