"""Jobs of this room; their arguments are numbers only."""

from __future__ import annotations

from django.db import connections
from procrastinate.contrib.django import app

from openmappa.nominals import caseload, deciding, entering, merging, tasks

WORKER = "default"  # in the worker, the login `worker`
# Of London, in summer and in winter: jobs go by the hours of UTC. At the wrong one nothing is due.
MIDNIGHT = "0,23 * * *"


@app.task(queue="decisions", name="nominals.apply_decision")
def apply_decision(asked_id: int) -> None:
    """Apply what somebody decided about two records."""
    deciding.apply(asked_id)


@app.task(queue="decisions", name="nominals.apply_merge")
def apply_merge(merge_id: int) -> None:
    """Merge two records, or take them apart, as two people decided."""
    merging.apply(merge_id)


@app.periodic(cron=f"2 {MIDNIGHT}")
@app.task(queueing_lock="pass_on_lapsed", name="nominals.pass_on_lapsed")
def pass_on_lapsed(timestamp: int) -> None:
    """Pass on, every night, the cases of those whose vetting or posting has ended, and tasks.

    And give their managers what is to do for those who will be 18 soon.
    """
    caseload.pass_on_lapsed(WORKER)
    tasks.pass_on_lapsed(WORKER)
    tasks.give_at_18(WORKER)


@app.periodic(cron=f"1 {MIDNIGHT}")
@app.task(queueing_lock="see_by_today", name="nominals.see_by_today")
def see_by_today(timestamp: int) -> None:
    """Let the database know, every night, who sees a record by what ended or began with the day."""
    with connections[WORKER].cursor() as cursor:
        cursor.execute("select nominals_ways_of_today()")


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="forget_old_drafts")
def forget_old_drafts(timestamp: int) -> None:
    """Throw away, every night, forms that somebody began a week ago and did not go on with."""
    with connections[WORKER].cursor() as cursor:
        cursor.execute(
            "delete from nominals_draft where saved_at < now() - make_interval(days => %s)",
            [entering.DRAFTS_LAST.days],
        )
