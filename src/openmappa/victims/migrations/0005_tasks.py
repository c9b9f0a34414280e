from django.db import migrations

# What people give each other to do, and what came of it, may name a victim.
WATCHED = """
call victims_watch('nominals_task', 'what', 'moved_because', 'put_off_because', 'outcome');
"""


class Migration(migrations.Migration):
    dependencies = [("victims", "0004_fairness"), ("nominals", "0012_tasks")]

    operations = [migrations.RunSQL(WATCHED, migrations.RunSQL.noop)]
