from django.db import migrations

# A proposed address that is a victim's is put before victim liaison; who asked is told nothing. So
# is why something of a record was put off.
WATCHED = """
call victims_watch('cases_address_asked', 'proposed', 'why');
call victims_watch('nominals_put_off', 'why');
"""


class Migration(migrations.Migration):
    dependencies = [("victims", "0002_compartment"), ("cases", "0005_address_check")]

    operations = [migrations.RunSQL(WATCHED, migrations.RunSQL.noop)]
