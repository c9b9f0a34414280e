from django.db import migrations

# A page puts a job in the queue, in its own transaction, and may show how far it is; the arguments
# of a job are ids only. The worker does the rest. Row history is not kept: the queue keeps its own.
GRANTS = """
grant select, insert on procrastinate_jobs to web;
grant insert on procrastinate_events to web;
grant usage on sequence procrastinate_jobs_id_seq, procrastinate_events_id_seq to web;
grant select, insert, update, delete on procrastinate_jobs, procrastinate_events,
    procrastinate_periodic_defers, procrastinate_workers to worker;
grant usage on sequence procrastinate_jobs_id_seq, procrastinate_events_id_seq,
    procrastinate_periodic_defers_id_seq, procrastinate_workers_id_seq to worker;

-- What a nightly job clears away.
grant select (expire_date), delete on web_session to worker;
grant select (expires), delete on web_attempts to worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0001_sessions_and_attempts"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunSQL(GRANTS, migrations.RunSQL.noop)]
