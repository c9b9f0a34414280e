from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from openmappa.config.postgres import Server
from tests.conftest import empty
from tests.web import world as worlds


@pytest.fixture(scope="module")
def world(db_home: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[worlds.World]:
    """One world for the tests of a module: they may look, and leave it as they found it."""
    with (
        django_db_blocker.unblock(),
        override_settings(
            DEMONSTRATION_DAY=dt.date(2015, 3, 31),
            ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "testserver"],
        ),
    ):
        yield worlds.make()
        connections.close_all()
    empty(db_home)


@contextlib.contextmanager
def queries(number: int) -> Iterator[None]:
    """Insist on just this number of queries of the login `web`."""
    with CaptureQueriesContext(connections["default"]) as captured:
        yield
    sql = [query["sql"] for query in captured.captured_queries]
    assert len(sql) == number, "\n".join([f"{len(sql)} queries:", *sql])


@pytest.fixture
def pinned() -> Callable[[int], contextlib.AbstractContextManager[None]]:
    return queries
