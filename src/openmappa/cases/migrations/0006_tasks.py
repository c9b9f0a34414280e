from django.db import migrations

TRANSFER = """
-- Whoever lost sight of a person by a transfer keeps no task about them.
create constraint trigger tasks_passed_on after update of effective_on on cases_transfer
    deferrable initially deferred
    for each row execute function nominals_tasks_of_record_pass();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_address_check"), ("nominals", "0012_tasks")]

    operations = [migrations.RunSQL(TRANSFER, migrations.RunSQL.noop)]
