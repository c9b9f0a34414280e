"""The site is started on this machine, on a free port, and ends with who started it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys

import pytest

from openmappa.config import serving
from openmappa.config.home import SetupError
from openmappa.config.postgres import Server


def test_the_next_free_port_is_taken() -> None:
    port = serving.free_port(serving.LOOPBACK, 8160)
    with socket.socket() as taken:
        taken.bind((serving.LOOPBACK, port))
        taken.listen()
        assert serving.free_port(serving.LOOPBACK, port) > port


def test_without_a_free_port_it_says_so() -> None:
    with socket.socket() as taken:
        taken.bind((serving.LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"No port from {port}"):
            serving.free_port(serving.LOOPBACK, port)


def test_an_address_that_is_not_of_this_machine_is_refused() -> None:
    with pytest.raises(SetupError, match=r"Nothing can listen on 192\.0\.2\.1"):
        serving.free_port("192.0.2.1")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
def test_serve_answers_and_all_it_started_ends_with_it(db_home: Server, number: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "openmappa.config.cli", "serve", "--port", "8150"],
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("The site is at http://127.0.0.1:81")
        port = int(said.split(":")[2].split("/")[0])
        connection = http.client.HTTPConnection(serving.LOOPBACK, port)
        connection.request("GET", "/help/")
        response = connection.getresponse()
        assert response.status == 200
        assert b"Help \xe2\x80\x93 OpenMAPPA" in response.read()
        connection.request("GET", "/sign-in/")
        assert b"Invented people" not in connection.getresponse().read()  # nothing is imported
        connection.close()
    finally:
        process.send_signal(number)
        assert process.wait(20) in (1, 130)
        process.stdout.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((serving.LOOPBACK, port), timeout=1)
