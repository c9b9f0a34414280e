from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from openmappa.config import cli, postgres, schema
from openmappa.config.home import Home, home
from openmappa.config.postgres import Embedded, Server
from tests.conftest import CLUSTER


def run(
    *arguments: str | Path, place: Home | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in the run's own home or another."""
    return subprocess.run(
        [sys.executable, "-m", "openmappa.config.cli", *arguments],
        env=os.environ | {"OPENMAPPA_HOME": str((place or CLUSTER.home).path)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Home]:
    place = Home(tmp_path / "home")
    yield place
    Embedded(place).stop()


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",), ("-h",)])
def test_help_lists_every_command_and_needs_no_database(
    empty_home: Home, arguments: tuple[str, ...]
) -> None:
    done = run(*arguments, place=empty_home)
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert set(listed) == {*cli.OWN, *cli._room_commands()}
    assert {"import", "return", "report", "setup", "backup", "law"} <= set(listed)
    assert not empty_home.path.exists()


def test_help_of_a_command_shows_its_own_options_only(empty_home: Home) -> None:
    done = run("help", "import", place=empty_home)
    assert done.returncode == 0
    assert done.stdout == run("import", "--help", place=empty_home).stdout
    assert "usage: openmappa import" in done.stdout
    for noise in ("--settings", "--pythonpath", "--traceback", "--verbosity", "--skip-checks"):
        assert noise not in done.stdout
    assert not empty_home.path.exists()


def test_an_unknown_command_is_answered_with_the_nearest(empty_home: Home) -> None:
    done = run("imprt", place=empty_home)
    assert done.returncode == 2
    assert "no command 'imprt'" in done.stderr
    assert "Did you mean import?" in done.stderr
    assert run("xyzzy", place=empty_home).returncode == 2
    assert not empty_home.path.exists()


def test_stop_where_nothing_runs_is_no_fault(empty_home: Home) -> None:
    done = run("stop", place=empty_home)
    assert (done.returncode, done.stdout) == (0, "It was not running.\n")
    assert not empty_home.path.exists()


def test_setup_says_what_it_made_and_a_second_makes_nothing(empty_home: Home) -> None:
    first = run("setup", place=empty_home)
    assert first.returncode == 0
    assert f"Made the home {empty_home.path}" in first.stdout
    assert "Brought the tables up to date" in first.stdout
    second = run("setup", place=empty_home)
    assert (second.returncode, second.stderr) == (0, "")
    assert f"Found the home {empty_home.path}" in second.stdout
    assert "The tables are up to date" in second.stdout
    assert run("stop", place=empty_home).stdout == "Stopped.\n"


def test_a_fault_of_the_person_is_a_sentence_not_a_traceback(db_home: Server) -> None:
    done = run("import", "/no/such/folder")
    assert done.returncode == 1
    assert "there is no such folder" in done.stderr
    assert "Traceback" not in done.stderr
    wrong = run("import")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr


def test_law_needs_no_home(empty_home: Home) -> None:
    done = run("law", "schema", place=empty_home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("{")
    assert not empty_home.path.exists()


def test_a_reader_who_leaves_early_hears_no_complaint(empty_home: Home) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "openmappa.config.cli", "law", "schema"],
        env=os.environ | {"OPENMAPPA_HOME": str(empty_home.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        assert done.stderr.read() == b""
    assert done.returncode == cli.PIPE_CLOSED


def test_an_interrupted_command_ends_quietly(empty_home: Home) -> None:
    with (
        postgres.locked(empty_home),
        subprocess.Popen(
            [sys.executable, "-m", "openmappa.config.cli", "setup"],
            env=os.environ | {"OPENMAPPA_HOME": str(empty_home.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as waiting,
    ):
        lock = (empty_home.path / "lock").stat().st_ino
        until = time.monotonic() + 30
        while f":{lock} " not in _waiting_for_locks():
            assert time.monotonic() < until
            time.sleep(0.01)
        waiting.send_signal(signal.SIGINT)
        said = waiting.communicate()
    assert waiting.returncode == cli.INTERRUPTED
    assert said == (b"", b"")


def _waiting_for_locks() -> str:
    lines = Path("/proc/locks").read_text().splitlines()
    return "\n".join(line for line in lines if "->" in line)


def test_a_database_of_ones_own_is_set_up_but_never_started(
    db_home: Server, empty_home: Home
) -> None:
    """The run's own server stands for somebody's; its logins are given as an operator would."""
    passwords = {
        f"OPENMAPPA_{login.upper()}_PASSWORD": secret for login, secret in db_home.passwords.items()
    }
    url = db_home.administrator_dsn(db_home.database)
    assert run("setup", place=empty_home, DATABASE_URL=url, **passwords).returncode == 0
    assert not (empty_home.postgres / "data").exists()
    done = run("stop", place=empty_home, DATABASE_URL=url)
    assert "DATABASE_URL" in done.stdout
    lost = run("rebuild", place=empty_home, DATABASE_URL="postgresql://a:b@127.0.0.1:1/none")
    assert lost.returncode == 1
    assert "The database did not answer" in lost.stderr
    assert "Traceback" not in lost.stderr


def test_the_home_is_that_of_the_checkout_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENMAPPA_HOME")
    assert home().path == Path(__file__).resolve().parents[2] / "var"
    monkeypatch.setenv("OPENMAPPA_HOME", "relative")
    assert home().path == Path.cwd() / "relative"


def test_asking_whether_all_is_ready_starts_nothing(db_home: Server, started: list[object]) -> None:
    CLUSTER.ensure()
    assert schema.is_up_to_date(CLUSTER.home)
    assert started == []
