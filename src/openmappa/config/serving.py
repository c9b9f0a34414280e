"""Running the site: web server and job worker on this machine, and an end to all when asked."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from openmappa.config.home import SetupError

LOOPBACK = "127.0.0.1"
PORT, LAST_PORT = 8000, 8199
START_SECONDS, STOP_SECONDS = 30, 15


def free_port(host: str, first: int = PORT) -> int:
    """The first port from `first` on that nobody listens on; SetupError where there is none."""
    for port in range(first, max(first, LAST_PORT) + 1):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    continue
                raise SetupError(f"Nothing can listen on {host}: {error.strerror}.") from error
            return port
    raise SetupError(f"No port from {first} to {LAST_PORT} is free on {host}.")


_running: list[subprocess.Popen[bytes]] = []


@contextmanager
def running(
    host: str = LOOPBACK, first: int = PORT, *, demonstration_day: str = ""
) -> Iterator[str]:
    """Run the site while the block runs, and say its address; all that was started ends with it."""
    port = free_port(host, first)
    environment = {**os.environ, "OPENMAPPA_BIND": host, "OPENMAPPA_LOGINS": "web,count"}
    environment.pop("OPENMAPPA_DEMONSTRATION_DAY", None)
    if demonstration_day:
        environment["OPENMAPPA_DEMONSTRATION_DAY"] = demonstration_day
    at = f"[{host}]" if ":" in host else host
    _start(
        environment,
        *("gunicorn", "openmappa.config.wsgi:application", "--bind", f"{at}:{port}"),
        *("--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"),
        "--preload",  # read once for all workers, and answering as soon as it listens
    )
    # The worker takes its logins by itself; it does the jobs of this site's pages.
    _start(environment, "openmappa.config.cli", "worker")
    try:
        _answers(host, port)
        yield f"http://{at}:{port}/"
    finally:
        for process in _running:
            process.terminate()
        for process in _running:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        _running.clear()


def wait() -> None:
    """Return when one of the processes has ended; raises KeyboardInterrupt on Ctrl-C or TERM."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    while all(process.poll() is None for process in _running):
        time.sleep(0.2)
    raise SetupError("The site has ended by itself; what it said stands above.")


def _start(environment: dict[str, str], *module_and_arguments: str) -> None:
    _running.append(
        # In a session of its own, so that Ctrl-C reaches it through us only, once.
        subprocess.Popen(
            [sys.executable, "-m", *module_and_arguments], env=environment, start_new_session=True
        )
    )


def _answers(host: str, port: int) -> None:
    """Wait until the site answers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if any(process.poll() is not None for process in _running):
            break
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.05)
    raise SetupError("The site did not start; what it said stands above.")
