"""Jobs: asked for in a page's transaction, done by a worker under its own login."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connections, transaction

from openmappa.config.postgres import Server
from openmappa.web.jobs import forget_ended_sessions
from tests.web.world import World


def _work() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "openmappa.config.cli", "worker", "--once"],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _states() -> list[str]:
    with connections["default"].cursor() as cursor:
        cursor.execute("select status::text from procrastinate_jobs order by id")
        return [state for (state,) in cursor.fetchall()]


def test_a_job_is_there_only_if_the_page_commits_and_is_done_once(
    world: World, db_home: Server
) -> None:
    with psycopg.connect(db_home.dsn("web")) as web:
        web.execute(
            "insert into web_session (session_key, session_data, expire_date)"
            " values ('old', '', now() - interval '1 day'),"
            " ('new', '', now() + interval '1 day')"
        )
    with transaction.atomic():
        forget_ended_sessions.defer(timestamp=0)
        transaction.set_rollback(True)
    assert _states() == []

    with transaction.atomic():
        forget_ended_sessions.defer(timestamp=0)
    assert _states() == ["todo"]
    _work()
    assert _states() == ["succeeded"]
    with psycopg.connect(db_home.dsn("web")) as web:
        kept = web.execute("select session_key from web_session").fetchall()
    assert ("new",) in kept
    assert ("old",) not in kept


def test_a_page_cannot_change_a_job_that_it_asked_for(world: World) -> None:
    with (
        pytest.raises(Exception, match="permission denied"),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("update procrastinate_jobs set args = '{}'")
