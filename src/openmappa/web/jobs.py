"""Jobs that keep the site in order."""

from __future__ import annotations

from django.db import connections
from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_ended_sessions")
def forget_ended_sessions(timestamp: int) -> None:
    """Remove, every night, sessions that have ended, and attempts that no longer count."""
    with connections["default"].cursor() as cursor:
        cursor.execute("delete from web_session where expire_date < now()")
        cursor.execute("delete from web_attempts where expires < now()")
