"""Backup and restore of everything that an installation holds, in one file.

The file is a tar: a mark that says what it is, PostgreSQL's own dump (`pg_dump -Fc`), the key that
people's second factors are encrypted with, the documents, and last a manifest with the size and
SHA-256 of each. It is not encrypted.

Sessions are left out: who was signed in then, and has signed out since, must not come back with it.

Row-level security hides nothing from a backup: it is taken as `owner`, whom the policies do not
bind, and PostgreSQL refuses to dump a table of which it would show only a part.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

import psycopg
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.db import connections
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

import openmappa
from openmappa.config import logins, postgres, schema
from openmappa.config.home import Home, SetupError
from openmappa.config.postgres import Server, locked
from openmappa.nominals import stored

MARK, DUMP, KEY, MANIFEST = "openmappa-backup", "database.dump", "secret-key", "manifest.json"
DOCUMENTS = "documents"
RESTORING = "openmappa restore"  # how the server sees it
FORMAT, READABLE = 2, {1, 2}  # 1 held no key
LEFT_OUT = ("web_session", "web_attempts")  # the tables are there, and empty


class BackupError(SetupError):
    """The file is no backup of ours, or not a whole one. Nothing was changed."""


@dataclass(frozen=True)
class Contents:
    """What a backup holds."""

    taken_at: str
    documents: int
    transactions: int
    migrations: frozenset[str]


class _Hashing:
    """A file that remembers what was read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._size = 0

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        self._digest.update(part)
        self._size += len(part)
        return part

    def seen(self) -> dict[str, Any]:
        return {"bytes": self._size, "sha256": self._digest.hexdigest()}


# Backup


def back_up(server: Server, place: Home, file: Path) -> Contents:
    """Write everything into `file`, which must not exist yet. It appears when it is complete.

    The documents are read after the database, so that every document that a record names is there.
    """
    if file.exists():
        raise SetupError(f"{file} exists already. Name a new file.")
    if not file.absolute().parent.is_dir():
        raise SetupError(f"There is no folder {file.absolute().parent}.")
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.absolute().parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as target:
            contents = _write(server, place, target)
            target.flush()
            os.fsync(target.fileno())
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return contents


def _write(server: Server, place: Home, target: IO[bytes]) -> Contents:
    members: dict[str, dict[str, Any]] = {}
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:

        def add(name: str, source: IO[bytes]) -> None:
            member = tarfile.TarInfo(name)
            member.mode = 0o600
            member.size = os.fstat(source.fileno()).st_size
            reading = _Hashing(source)
            tar.addfile(member, reading)
            members[name] = reading.seen()

        with tempfile.TemporaryFile(dir=place.path) as text:
            text.write(f"OpenMAPPA backup, format {FORMAT}\n".encode())
            text.seek(0)
            add(MARK, text)
        with tempfile.TemporaryFile(dir=place.path) as dump:
            _dump(server, dump)
            dump.seek(0)
            add(DUMP, dump)
        with psycopg.connect(server.dsn("owner")) as owner:
            transactions = int(_only(owner, "select pg_snapshot_xmax(pg_current_snapshot())::text"))
            migrations = _migrations(owner)
        with place.secret_key.open("rb") as source:
            add(KEY, source)
        for document in _documents(place):
            with document.open("rb") as source:
                add(f"{DOCUMENTS}/{document.relative_to(place.documents).as_posix()}", source)
        for name in stored.names() if _in_a_bucket() else ():
            with (
                stored.storage().open(name) as kept,
                tempfile.TemporaryFile(dir=place.path) as copy,
            ):
                shutil.copyfileobj(kept, copy)
                copy.seek(0)
                add(f"{place.files.relative_to(place.path).as_posix()}/{name}", copy)
        taken_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = {
            "format": FORMAT,
            "openmappa": openmappa.__version__,
            "taken_at": taken_at,
            "transactions": transactions,
            "migrations": sorted(migrations),
            "members": dict(members),
        }
        with tempfile.TemporaryFile(dir=place.path) as text:
            text.write(json.dumps(manifest, indent=1).encode())
            text.seek(0)
            add(MANIFEST, text)
    return Contents(taken_at, _count_documents(members), transactions, migrations)


def _count_documents(members: Mapping[str, Any]) -> int:
    return sum(name.startswith(f"{DOCUMENTS}/") for name in members)


def _in_a_bucket() -> bool:
    """Whether photographs and documents lie in a bucket, and not among the home's documents."""
    return not isinstance(stored.storage(), FileSystemStorage)


def _documents(place: Home) -> list[Path]:
    return sorted(path for path in place.documents.rglob("*") if path.is_file())


def _only(connection: psycopg.Connection[Any], query: str) -> Any:
    row = connection.execute(query.encode()).fetchone()
    if row is None:
        raise LookupError(query)
    return row[0]


def _migrations(connection: psycopg.Connection[Any]) -> frozenset[str]:
    if _only(connection, "select to_regclass('django_migrations') is null"):
        return frozenset()
    found = connection.execute("select app || '.' || name from django_migrations").fetchall()
    return frozenset(name for (name,) in found)


def _dump(server: Server, target: IO[bytes]) -> None:
    binaries = _client_binaries(server)
    with _client(server.dsn("owner"), binaries) as (dsn, environment):
        done = subprocess.run(
            [
                binaries.program("pg_dump"),
                "--format=custom",
                "--no-password",
                *(f"--exclude-table-data={table}" for table in LEFT_OUT),
                f"--dbname={dsn}",
            ],
            env=environment,
            stdout=target,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SetupError(f"The database could not be dumped:\n{done.stderr.strip()}")


def _client_binaries(server: Server) -> postgres.Binaries:
    """Programs of the server's own version, else of a later one; they cannot read a later server.

    For a server of your own those of the system come first: the wheel's have no TLS.
    """
    with psycopg.connect(server.dsn("owner")) as owner:
        major = owner.info.server_version // 10000
    found = list(postgres.candidates())
    if not server.embedded:
        wheel = postgres.wheel_folder()
        found.sort(key=lambda b: wheel is not None and b.folder.is_relative_to(wheel))
    fitting = [b for b in found if b.major == major] + [b for b in found if b.major > major]
    for binaries in fitting:
        if (binaries.folder / "pg_dump").exists() and (binaries.folder / "pg_restore").exists():
            return binaries
    raise SetupError(
        f"pg_dump and pg_restore of version {major} or later are needed: "
        f"'apt-get install postgresql-client-{major}'."
    )


@contextmanager
def _client(dsn: str, binaries: postgres.Binaries) -> Iterator[tuple[str, dict[str, str]]]:
    """A connection string and an environment that keep the password out of the process list."""
    parameters = conninfo_to_dict(dsn)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    password = parameters.pop("password", None)
    if password:
        environment["PGPASSWORD"] = str(password)
    if binaries.major < 16:
        parameters.pop("require_auth", None)  # their libpq does not know it
    yield make_conninfo("", **parameters), environment


# Restore


def restore(server: Server, place: Home, file: Path, *, replace: bool = False) -> Contents:
    """Put everything in `file` in the place of what this installation holds.

    It is all or nothing, also when killed: the backup is checked to its last byte, restored into
    a database beside the present one and brought up to date there; then the two change names.
    An interrupted restore is cleared away, or its key and documents put in place, by the next
    command.

    Raises BackupError for a foreign, damaged or truncated file, and SetupError where there are
    records already and `replace` was not asked for.
    """
    with locked(place):
        settle(server, place)
        if not replace:
            _refuse_to_overwrite(server, place)
        staging = _staging(place)
        staging.mkdir(mode=0o700)
        place.give_to_owner(staging)
        (staging / DOCUMENTS).mkdir(mode=0o700)
        place.give_to_owner(staging / DOCUMENTS)
        try:
            contents = _unpack(file, staging, place)
            unknown = contents.migrations - schema.known_migrations()
            if unknown:
                raise SetupError(
                    f"{file} was made by a later OpenMAPPA than this one ({openmappa.__version__})"
                    f": it has the changes {', '.join(sorted(unknown))}."
                )
            if _in_a_bucket():
                _fill_the_bucket(staging / place.files.relative_to(place.path))
            _restore_beside(server, place, staging, contents)
        finally:
            settle(server, place)
    return contents


def _fill_the_bucket(files: Path) -> None:
    """Put the files of the backup where they are not already; no name is ever another content's.

    What a restore that fails later has put there is named by no record.
    """
    for path in sorted(path for path in files.rglob("*") if path.is_file()):
        name = path.relative_to(files).as_posix()
        if not stored.storage().exists(name):
            with path.open("rb") as content:
                stored.storage().save(name, File(content))
    shutil.rmtree(files, ignore_errors=True)


def settle(server: Server, place: Home) -> None:
    """Finish a restore that has reached its database, clear away one that has not."""
    staging = _staging(place)
    if not staging.exists():
        return
    with _administrator(server) as administrator:
        # The server may still be at work for a command that was killed.
        administrator.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where application_name = %s and pid <> pg_backend_pid()",
            (RESTORING,),
        )
        restored = _oid(administrator, server.database)
        awaited = staging / "database"
        reached = awaited.exists() and int(awaited.read_text(encoding="utf-8")) == restored
        if reached and (staging / KEY).exists():  # else it is in place already
            (staging / KEY).replace(place.secret_key)
        if reached and (staging / DOCUMENTS).exists():  # the same
            if place.documents.exists():
                place.documents.rename(tempfile.mkdtemp(dir=staging))
            (staging / DOCUMENTS).rename(place.documents)
        leftovers = administrator.execute(
            "select datname from pg_database where datname like %s",
            (f"{server.database}\\_beside\\_%",),
        ).fetchall()
        for (name,) in leftovers:
            administrator.execute(SQL("drop database {} with (force)").format(Identifier(name)))
    shutil.rmtree(staging)


def interrupted(place: Home) -> bool:
    """Whether a restore is under way or was interrupted."""
    return _staging(place).exists()


def _administrator(server: Server) -> psycopg.Connection[Any]:
    return psycopg.connect(server.administrator_dsn(), autocommit=True, application_name=RESTORING)


def _staging(place: Home) -> Path:
    return place.path / "restore"


def _oid(administrator: psycopg.Connection[Any], name: str) -> int | None:
    row = administrator.execute(
        "select oid from pg_database where datname = %s", (name,)
    ).fetchone()
    return int(row[0]) if row else None


def _refuse_to_overwrite(server: Server, place: Home) -> None:
    with psycopg.connect(server.dsn("owner")) as owner:
        owner.execute("set row_security = off")  # see every row, or fail
        for table in schema.tables(owner):
            question = SQL("select exists (select from {})").format(Identifier(table))
            row = owner.execute(question).fetchone()
            if row is not None and row[0]:
                raise SetupError(
                    f"This installation already holds records ({table}). "
                    "With --replace they are given up for those of the backup."
                )
    if _documents(place):
        raise SetupError(
            f"There are documents in {place.documents} already ({_documents(place)[0].name}). "
            "With --replace they are given up for those of the backup."
        )


def _unpack(file: Path, staging: Path, place: Home) -> Contents:
    """Check the whole file, and lay what it holds into the staging folder."""
    seen: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with file.open("rb") as source, tarfile.open(fileobj=source, mode="r:") as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isreg() else None
                if content is None or manifest is not None or (not seen and member.name != MARK):
                    raise BackupError(f"{file} is not a backup of OpenMAPPA.")
                with closing(content):
                    if member.name == MANIFEST:
                        manifest = json.loads(content.read())
                    else:
                        seen[member.name] = _lay(member.name, content, staging, place, file)
    except (tarfile.TarError, EOFError, ValueError) as error:
        what = "damaged or cut off" if seen else "not a backup of OpenMAPPA"
        raise BackupError(f"{file} is {what}: {error}.") from error
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {file}.") from error
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror}.") from error
    if manifest is None or DUMP not in seen:
        raise BackupError(f"{file} is cut off: its end is missing.")
    if manifest.get("format") not in READABLE:
        raise BackupError(
            f"{file} has format {manifest.get('format')}; this OpenMAPPA reads up to {FORMAT}."
        )
    if manifest["members"] != seen:
        wrong = sorted(
            n for n in {*manifest["members"], *seen} if manifest["members"].get(n) != seen.get(n)
        )
        raise BackupError(f"{file} is damaged: {', '.join(wrong)}.")
    return Contents(
        manifest["taken_at"],
        _count_documents(seen),
        int(manifest["transactions"]),
        frozenset(manifest["migrations"]),
    )


def _lay(name: str, content: IO[bytes], staging: Path, place: Home, file: Path) -> dict[str, Any]:
    parts = PurePosixPath(name).parts
    ours = name in {MARK, DUMP, KEY} or (len(parts) > 1 and parts[0] == DOCUMENTS)
    if not ours or name.startswith("/") or ".." in parts:
        raise BackupError(f"{file} is not a backup of OpenMAPPA: it holds {name!r}.")
    target = staging.joinpath(*parts)
    for folder in reversed(target.relative_to(staging).parents):
        if not (staging / folder).is_dir():
            (staging / folder).mkdir(mode=0o700)
            place.give_to_owner(staging / folder)
    reading = _Hashing(content)
    with target.open("xb") as out:
        target.chmod(0o600)
        shutil.copyfileobj(reading, out)
        out.flush()
        os.fsync(out.fileno())
    place.give_to_owner(target)
    return reading.seen()


def _restore_beside(server: Server, place: Home, staging: Path, contents: Contents) -> None:
    beside = f"{server.database}_beside_{secrets.token_hex(4)}"
    with _administrator(server) as administrator:
        logins.create_database(administrator, beside)
        _load(server, beside, staging / DUMP)
        with psycopg.connect(server.dsn("owner", beside), autocommit=True) as owner:
            _advance_transactions(owner, contents.transactions)
            _bring_up_to_date(beside)
            owner.execute("analyze")
        place.write_private(staging / "database", str(_oid(administrator, beside)))
        connections.close_all()
        _change_names(administrator, server.database, beside)


def _load(server: Server, database: str, dump: Path) -> None:
    """Restore as `owner`, so that a dump can do no more than `owner` may."""
    binaries = _client_binaries(server)
    with _client(server.dsn("owner", database), binaries) as (dsn, environment):
        done = subprocess.run(
            [
                binaries.program("pg_restore"),
                "--exit-on-error",
                "--single-transaction",
                "--no-password",
                f"--dbname={dsn}",
                dump,
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SetupError(f"The backup could not be restored:\n{done.stderr.strip()}")


def _advance_transactions(owner: psycopg.Connection[Any], beyond: int) -> None:
    """Use up transaction numbers until the next is higher than any that the backup knows.

    History and frozen figures say by these numbers what was known when. In a new cluster they
    start again from a few hundred, and what is written after the restore would pass for older
    than the freeze. Half a million a second.
    """
    now = int(_only(owner, "select pg_snapshot_xmax(pg_current_snapshot())::text"))
    if now < beyond:
        owner.execute("set synchronous_commit = off")
        owner.execute(
            SQL(
                "do $$ begin for n in 1..{} loop "
                "perform pg_current_xact_id(); commit; end loop; end $$"
            ).format(beyond - now)
        )
        owner.execute("reset synchronous_commit")


def _bring_up_to_date(database: str) -> None:
    """Run the migrations that came after the backup, in the database beside the present one."""
    alias = connections["owner"]
    alias.close()
    present = alias.settings_dict["NAME"]
    alias.settings_dict["NAME"] = database
    try:
        schema.migrate()
    finally:
        alias.settings_dict["NAME"] = present


def _change_names(administrator: psycopg.Connection[Any], present: str, beside: str) -> None:
    """Give `beside` the name of `present`, in one transaction. Whoever is connected is cut off."""
    replaced = f"{present}_beside_{secrets.token_hex(4)}"
    rename = SQL("alter database {} rename to {}")
    for attempt in range(5):
        try:
            with administrator.transaction():
                administrator.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                    " where datname = any(%s) and pid <> pg_backend_pid()",
                    ([present, beside],),
                )
                administrator.execute(rename.format(Identifier(present), Identifier(replaced)))
                administrator.execute(rename.format(Identifier(beside), Identifier(present)))
            return
        except psycopg.errors.ObjectInUse:  # somebody was quicker in coming back
            if attempt == 4:
                raise
