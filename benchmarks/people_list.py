"""How the list of people, as the site serves it, compares with its own queries alone.

    python benchmarks/people_list.py [--requests 480] [--clients 16] [--least 0.20]

In one run, on invented people in a home of its own: the site on loopback is asked for the first
page of the list by so many clients at once, then as many connections of the bare driver run the
statements which that page runs, as often. Answers requests a second of both and their ratio.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

EXTRACT = Path(__file__).parents[1] / "demo" / "cambridgeshire-2014-15"
PROCESSES = 4
DAY = "2015-03-31"
PATH = "/people/"

Statement = tuple[str, Any, bool]


def by_http(address: str, cookie: str, times: int) -> None:
    """One client that keeps its connection."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    for _ in range(times):
        connection.request("GET", PATH, headers={"Cookie": f"session={cookie}"})
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, response.status
        assert b"app-people" in body


def by_driver(dsn: str, statements: list[Statement], times: int) -> None:
    """One connection that runs what the page runs, a transaction each time."""
    import psycopg  # noqa: PLC0415 - in the child

    with psycopg.connect(dsn) as connection:
        for _ in range(times):
            with connection.transaction(), connection.cursor() as cursor:
                for sql, parameters, many in statements:
                    if many:
                        cursor.executemany(sql, parameters)
                        continue
                    cursor.execute(sql, parameters)
                    if cursor.description is not None:
                        cursor.fetchall()


def _threads(
    work: Callable[..., None], arguments: tuple[Any, ...], clients: int, failed: Any
) -> None:
    def one() -> None:
        try:
            work(*arguments)
        except BaseException:
            failed.set()
            raise

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def rate(work: Callable[..., None], arguments: tuple[Any, ...], clients: int, each: int) -> float:
    """Times a second that the clients together do the work."""
    spawn = multiprocessing.get_context("spawn")
    failed = spawn.Event()
    share = clients // PROCESSES
    ready = [
        spawn.Process(target=_threads, args=(work, (*arguments, each), share, failed))
        for _ in range(PROCESSES)
    ]
    began = time.monotonic()
    for process in ready:
        process.start()
    for process in ready:
        process.join()
    assert not failed.is_set()
    return clients * each / (time.monotonic() - began)


def signed_in(email: str) -> Any:
    """A browser of the test client's in which whoever has this e-mail address is."""
    from django.db import transaction  # noqa: PLC0415 - once the home is there
    from django.test import Client  # noqa: PLC0415

    from openmappa.agencies.models import User  # noqa: PLC0415
    from openmappa.agencies.pages import enter  # noqa: PLC0415

    client = Client(SERVER_NAME="localhost")
    user = User.objects.get(email=email)
    with transaction.atomic():
        enter(user.pk)
        client.force_login(user, backend="openmappa.web.sign_in.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def statements_of_the_page(role: str) -> tuple[str, list[Statement], str]:
    """A session of this role, what the page asks the database in it, and how to reach that."""
    from django.db import connections  # noqa: PLC0415 - once the home is there

    from openmappa.config import postgres  # noqa: PLC0415
    from openmappa.config.demonstration import make_accounts  # noqa: PLC0415
    from openmappa.config.home import home  # noqa: PLC0415

    client = signed_in(make_accounts(home())[role].email)
    assert client.get(PATH).status_code == 200  # the first page of a session notes when it began
    run: list[Statement] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        run.append((sql, parameters, many))
        return execute(sql, parameters, many, context)

    with connections["default"].execute_wrapper(note):
        assert client.get(PATH).status_code == 200
    connections.close_all()
    return client.cookies["session"].value, run, postgres.server().dsn("web")


def measure(options: argparse.Namespace) -> int:
    import django  # noqa: PLC0415

    django.setup()
    from openmappa.config import serving  # noqa: PLC0415

    cookie, run, dsn = statements_of_the_page(options.role)
    each = options.requests // options.clients
    with serving.running(demonstration_day=DAY) as address:
        rate(by_http, (address, cookie), options.clients, 2)  # every worker has started
        site = rate(by_http, (address, cookie), options.clients, each)
    bare = rate(by_driver, (dsn, run), options.clients, each)
    print(
        f"{options.clients} clients, {len(run)} statements a page: {site:.0f} pages a second,"
        f" {bare:.0f} by the bare driver, ratio {site / bare:.2f}"
    )
    return 0 if site / bare >= options.least else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--requests", type=int, default=480)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--role", default="police")
    parser.add_argument("--least", type=float, default=0.20, help="ratio; under it, exit 1")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="openmappa-bench-")
    os.environ |= {
        "OPENMAPPA_HOME": folder,
        "OPENMAPPA_DEMONSTRATION_DAY": DAY,
        "DJANGO_SETTINGS_MODULE": "openmappa.config.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "openmappa.config.cli"]
    try:
        for step in (["setup"], ["import", str(EXTRACT)]):
            subprocess.run([*command, *step], check=True, stdout=subprocess.DEVNULL)
        return measure(options)
    finally:
        subprocess.run([*command, "stop"], check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
