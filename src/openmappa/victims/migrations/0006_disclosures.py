from django.db import migrations

# Disclosures name third parties, and terms of orders may name whom they protect; a victim among them
# is victim liaison's, and never stands there.
WATCHED = """
call victims_watch('nominals_disclosure', 'question', 'options', 'arguments_for',
    'arguments_against', 'rights', 'comment', 'why_not_asked', 'decider', 'wording',
    'why_not_told', 'children', 'aftercare', 'outcome', 'source', 'note', 'withdrawn_because',
    'corrected_because');
call victims_watch('nominals_disclosure_recipient', 'name', 'need', 'why_not_signed', 'told_by',
    'outcome', 'source', 'note', 'withdrawn_because', 'corrected_because');
call victims_watch('justice_order_term', 'wording', 'place', 'postcodes', 'source', 'note',
    'withdrawn_because', 'corrected_because');
call victims_watch('nominals_self_defined', 'source', 'note', 'withdrawn_because',
    'corrected_because');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("victims", "0005_tasks"),
        ("nominals", "0013_disclosures"),
        ("justice", "0003_order_terms"),
    ]

    operations = [migrations.RunSQL(WATCHED, migrations.RunSQL.noop)]
