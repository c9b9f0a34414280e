"""One database cluster for each process of the run, in a home of its own, started when a test
first asks.

pytest-django's own test database and its `db` marks are not used: everything here is tried with
real transactions, through the logins that serve people.
"""

from __future__ import annotations

import atexit
import functools
import gc
import ipaddress
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import django
import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg.sql import SQL, Identifier, Literal
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from openmappa.config import schema
from openmappa.config.home import home
from openmappa.config.postgres import Embedded, Server

for variable in list(os.environ):
    if variable == "DATABASE_URL" or variable.startswith("OPENMAPPA_"):
        del os.environ[variable]
os.environ["OPENMAPPA_HOME"] = tempfile.mkdtemp(prefix="openmappa-tests-")
os.environ["DJANGO_SETTINGS_MODULE"] = "openmappa.config.settings"
CLUSTER = Embedded(home(), durable=False)
CLUSTER.prepare()  # the settings, read by the next line, then lead to the server started later
django.setup()
settings.PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]
# Not for processes that share out the tests: they would read the settings before this file gives
# them a home of their own.
del os.environ["DJANGO_SETTINGS_MODULE"]


# In the background a shell lets programs ignore Ctrl-C, and those that they start: tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# What PostgreSQL calls the numbers of a table and of its history.
ENDINGS = ("_id_seq", "_pgh_id_seq")

# Begun first, so that no process is left alone with one of them; those of browsers together, so
# that they share one running site.
FIRST = (
    "browser/test_every_page",
    "browser/",
    "web/test_nothing_leaks",
    "web/test_matrix",
    "exchange/test_import",
    "config/test_backup",
    "config/test_cli",
    "web/register/test_sections",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the browsers and the longest."""

    def place(item: pytest.Item) -> int:
        return next((n for n, name in enumerate(FIRST) if name in item.nodeid), len(FIRST))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """What was loaded by now stays: to look through it for garbage again and again takes long."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


class ByFile(LoadScopeScheduling):
    """The processes of a run share out whole files; the longest file in halves."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if "test_every_page" in file:
            return test.partition("[")[0]
        # One file there asks what the others heard of each rule.
        return "law" if "tests/law/" in file else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Share out the tests in the order in which they were collected."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_unconfigure() -> None:
    """End the server of the run and remove all that it left."""
    CLUSTER.stop()
    shutil.rmtree(CLUSTER.server().parameters["host"])
    shutil.rmtree(CLUSTER.home.path)


@pytest.fixture(scope="session")
def db_home(django_db_blocker: DjangoDbBlocker) -> Server:
    """The server of the run: logins made, every migration applied, no row but reference data."""
    server = CLUSTER.ensure()
    with django_db_blocker.unblock():
        schema.bring_up_to_date(CLUSTER.home)
    return server


@pytest.fixture
def database(db_home: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    """The database, open to real transactions of every login; emptied again afterwards.

    Every alias of the settings is a connection of the login of that name (`default` is `web`'s).
    """
    with django_db_blocker.unblock():
        yield db_home
        connections.close_all()
    empty(db_home)


def empty(server: Server) -> None:
    """Remove every row but the reference data, and every file that rows named.

    Numbers drawn from sequences start again.

    Done past triggers and foreign keys, by a function of the database's whose plans are kept in a
    connection of its own: done once after nearly every test, it must be short.
    """
    for folder in (CLUSTER.home.files, settings.EXPORTS_FOLDER):
        shutil.rmtree(folder, ignore_errors=True)
    CLUSTER.home.create()
    dsn = server.administrator_dsn(server.database)
    try:
        _emptier(dsn).execute("select pg_temp.empty()")
    except psycopg.OperationalError:  # a test has put another database in the place of this one
        _emptier.cache_clear()
        _emptier(dsn).execute("select pg_temp.empty()")


@functools.cache
def _emptier(administrator_dsn: str) -> psycopg.Connection[Any]:
    administrator = psycopg.connect(administrator_dsn, autocommit=True)
    atexit.register(administrator.close)
    # A worker of a running site does nothing more without its row; what a migration did stays with
    # the reference data that it wrote.
    but = {
        "procrastinate_workers": SQL(" where false"),
        "audit_operation": SQL(" where actor <> 'migration'"),
    }
    tables = schema.tables(administrator)
    numbers = [f"{table}{ending}" for table in schema.REFERENCE_TABLES for ending in ENDINGS]
    administrator.execute(
        SQL(
            """
            create function pg_temp.empty() returns void language plpgsql
            set session_replication_role = replica as $$
            begin
                {};
                perform setval(s.seqrelid, s.seqstart, false)
                from pg_sequence s join pg_class c on c.oid = s.seqrelid
                where c.relname <> all ({}) and pg_sequence_last_value(s.seqrelid) is not null;
            end $$
            """
        ).format(
            SQL("; ").join(
                SQL("delete from {}").format(Identifier(table)) + but.get(table, SQL(""))
                for table in tables
            ),
            Literal(numbers),
        )
    )
    return administrator


def _refuse_the_network(event: str, args: tuple[object, ...]) -> None:
    """No test may depend on, or tell anything to, another machine."""
    if event == "socket.connect":
        connecting, address = args
        if (
            isinstance(connecting, socket.socket)
            and connecting.family in (socket.AF_INET, socket.AF_INET6)
            and isinstance(address, tuple)
            and address[0] != "localhost"
            and not ipaddress.ip_address(address[0]).is_loopback
        ):
            raise PermissionError(f"a test tried to reach {address}")


sys.addaudithook(_refuse_the_network)
