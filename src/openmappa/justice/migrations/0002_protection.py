from django.db import migrations

PROTECTION = """
call nominals_protect('justice_disposal');
call nominals_protect('justice_whereabouts');
call nominals_protect('justice_order');
call nominals_protect('justice_breach');
call nominals_protect_history('justice_disposal_history');
call nominals_protect_history('justice_whereabouts_history');
call nominals_protect_history('justice_order_history');
call nominals_protect_history('justice_breach_history');
call nominals_follow_record('justice_disposal');
call nominals_follow_record('justice_whereabouts');
call nominals_follow_record('justice_order');
call nominals_follow_record('justice_breach');
grant select on justice_disposal, justice_whereabouts, justice_order, justice_breach
    to web, intake, count;
grant insert, update on justice_disposal, justice_whereabouts, justice_order, justice_breach
    to intake;
"""


class Migration(migrations.Migration):
    dependencies = [("justice", "0001_initial"), ("nominals", "0002_protection")]

    operations = [migrations.RunSQL(PROTECTION, migrations.RunSQL.noop)]
