"""Jobs about the people who sign in."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmappa.agencies.actions import tell_of_lapses


@app.periodic(cron="30 21 * * *")  # UTC: the evening in London, in summer too
@app.task(queueing_lock="hand_over_what_lapses")
def hand_over_what_lapses(timestamp: int) -> None:
    """Tell, every evening, of the roles that are in effect today and no more tomorrow."""
    tell_of_lapses("default")
