from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from openmappa.config import backup, demonstration
from openmappa.config.backup import BackupError
from openmappa.config.home import Home, SetupError
from openmappa.config.postgres import Embedded, Server
from openmappa.exchange.actions import import_extract
from openmappa.nominals import stored
from openmappa.web.sessions import SessionStore
from tests.conftest import CLUSTER
from tests.nominals.test_stored import Bucket, bucket

__all__ = ["bucket"]  # a fixture

EXTRACT = Path(__file__).parents[1] / "extracts" / "edge-cases"

# What a restored database must have exactly as the first had it.
STRUCTURE = {
    "policies": "select tablename, policyname, roles, cmd, qual, with_check from pg_policies",
    "row-level security": "select relname, relrowsecurity, relforcerowsecurity, relacl::text,"
    " relowner::regrole::text from pg_class where relnamespace = 'public'::regnamespace",
    "columns": "select attrelid::regclass::text, attname, attacl::text,"
    " format_type(atttypid, atttypmod) from pg_attribute join pg_class on attrelid = pg_class.oid"
    " where relnamespace = 'public'::regnamespace and not attisdropped and attnum > 0",
    "triggers": "select pg_get_triggerdef(oid), tgenabled from pg_trigger where not tgisinternal",
    "constraints": "select conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
    " from pg_constraint where connamespace = 'public'::regnamespace",
    "routines": "select oid::regprocedure::text, proacl::text, prosecdef, md5(prosrc),"
    " proconfig from pg_proc where pronamespace = 'public'::regnamespace",
    "schema": "select nspacl::text from pg_namespace where nspname = 'public'",
    "database": "select datacl::text, datdba::regrole::text from pg_database"
    " where datname = current_database()",
    "settings": "select setconfig from pg_db_role_setting join pg_database d on d.oid = setdatabase"
    " where datname = current_database()",
    "extensions": "select extname from pg_extension",
}


def structure(server: Server) -> dict[str, list[str]]:
    with psycopg.connect(server.administrator_dsn(server.database)) as administrator:
        return {
            what: sorted(map(repr, administrator.execute(query.encode())))
            for what, query in STRUCTURE.items()
        }


def rows(server: Server) -> dict[str, tuple[Any, ...]]:
    with psycopg.connect(server.administrator_dsn(server.database)) as administrator:
        found = administrator.execute("select tablename from pg_tables where schemaname = 'public'")
        return {
            name: administrator.execute(
                SQL(
                    "select count(*), md5(string_agg(t::text, '|' order by t::text)) from {} t"
                ).format(Identifier(name))
            ).fetchall()[0]
            for (name,) in found.fetchall()
        }


def transactions(server: Server) -> int:
    with psycopg.connect(server.dsn("owner")) as owner:
        [(next_one,)] = owner.execute("select pg_snapshot_xmax(pg_current_snapshot())::text")
    return int(next_one)


def openmappa(place: Home, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "openmappa.config.cli", *arguments],
        env=os.environ | {"OPENMAPPA_HOME": str(place.path)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def recorded(database: Server) -> Iterator[Server]:
    """The database of the run with an extract's people in it, and two documents."""
    import_extract(EXTRACT, by="test", using="intake")
    minutes = CLUSTER.home.documents / "minutes" / "été 2014.pdf"
    minutes.parent.mkdir()
    minutes.write_bytes(b"%PDF invented")
    (CLUSTER.home.documents / "plan.pdf").write_bytes(b"")
    CLUSTER.home.words.mkdir()
    (CLUSTER.home.words / "welcome.md").write_text("Our own words.")
    yield database
    shutil.rmtree(CLUSTER.home.documents)
    CLUSTER.home.create()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Embedded]:
    """Another installation, not yet made."""
    server = Embedded(Home(tmp_path / "elsewhere"), durable=False)
    yield server
    server.stop()
    shutil.rmtree(server.server().parameters["host"], ignore_errors=True)


def documents(place: Home) -> dict[str, bytes]:
    return {
        p.relative_to(place.documents).as_posix(): p.read_bytes()
        for p in place.documents.rglob("*")
        if p.is_file()
    }


def test_everything_comes_back_in_another_installation(
    recorded: Server, elsewhere: Embedded, tmp_path: Path
) -> None:
    with psycopg.connect(recorded.dsn("owner"), autocommit=True) as owner:
        for _ in range(2000):  # a cluster that has lived longer than the new one will have
            owner.execute("select pg_current_xact_id()")
    file = tmp_path / "mappa.backup"
    backup.back_up(recorded, CLUSTER.home, file)
    assert file.stat().st_mode & 0o077 == 0
    before = transactions(recorded)

    elsewhere.ensure()
    done = openmappa(elsewhere.home, "restore", file)

    assert (done.returncode, done.stderr) == (0, "")
    assert "3 documents" in done.stdout
    restored = elsewhere.server()
    assert structure(restored) == structure(recorded)
    assert rows(restored) == rows(recorded)
    assert rows(restored)["nominals_nominal"][0] > 0
    assert documents(elsewhere.home) == documents(CLUSTER.home)
    assert len(documents(elsewhere.home)) == 3
    assert not (elsewhere.home.path / "restore").exists()
    assert transactions(restored) >= before
    with psycopg.connect(restored.dsn("web")) as web:
        assert web.execute("select count(*) from nominals_nominal").fetchone() == (0,)

    refused = openmappa(elsewhere.home, "restore", file)
    assert refused.returncode == 1
    assert "already holds records" in refused.stderr
    assert "Traceback" not in refused.stderr

    (elsewhere.home.documents / "later.pdf").write_bytes(b"later")
    replaced = openmappa(elsewhere.home, "restore", file, "--replace")
    assert (replaced.returncode, replaced.stderr) == (0, "")
    assert rows(restored) == rows(recorded)
    assert documents(elsewhere.home) == documents(CLUSTER.home)
    with psycopg.connect(restored.administrator_dsn()) as administrator:
        names = administrator.execute("select datname from pg_database order by 1").fetchall()
    assert names == [("openmappa",), ("postgres",), ("template0",), ("template1",)]


SIGN_IN = """
import sys
import django
django.setup()
from django.conf import settings
from django.test import Client
from openmappa.config.demonstration import Account
settings.ALLOWED_HOSTS.append("testserver")
account = Account("police", *sys.argv[1:])
client = Client()
client.post("/sign-in/", {"login": account.email, "password": account.password})
print(client.post("/sign-in/code/", {"code": account.code()})["Location"])
print(client.get("/").status_code)
"""


def test_people_sign_in_to_what_was_restored_and_nobody_is_signed_in_yet(
    recorded: Server, elsewhere: Embedded, tmp_path: Path
) -> None:
    account = demonstration.make_accounts(CLUSTER.home)["police"]
    CLUSTER.home.demonstration.unlink()
    signed_in = SessionStore()
    signed_in["_auth_user_id"] = "1"
    signed_in.create()
    file = tmp_path / "mappa.backup"
    backup.back_up(recorded, CLUSTER.home, file)
    assert rows(recorded)["web_session"][0] == 1

    server = elsewhere.ensure()
    assert elsewhere.home.secret_key.read_text() != CLUSTER.home.secret_key.read_text()
    assert openmappa(elsewhere.home, "restore", file).returncode == 0
    assert rows(server)["web_session"][0] == 0
    assert elsewhere.home.secret_key.stat().st_mode & 0o077 == 0

    done = subprocess.run(
        [sys.executable, "-c", SIGN_IN, account.email, account.password, account.secret],
        env=os.environ
        | {
            "OPENMAPPA_HOME": str(elsewhere.home.path),
            "OPENMAPPA_DEMONSTRATION_DAY": "2015-03-31",
            "DJANGO_SETTINGS_MODULE": "openmappa.config.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["/", "200"], done.stderr


@pytest.mark.parametrize("reached", ["backup read", "loading", "changing names"])
def test_a_killed_restore_leaves_nothing(
    recorded: Server, elsewhere: Embedded, tmp_path: Path, reached: str
) -> None:
    file = tmp_path / "mappa.backup"
    backup.back_up(recorded, CLUSTER.home, file)
    server, place = elsewhere.ensure(), elsewhere.home
    place.create_secret_key()

    def wait(done: Callable[[], bool]) -> None:
        while not done():
            assert restoring.poll() is None
            time.sleep(0.001)

    with (
        subprocess.Popen(
            [sys.executable, "-m", "openmappa.config.cli", "restore", file],
            env=os.environ | {"OPENMAPPA_HOME": str(place.path)},
        ) as restoring,
        psycopg.connect(server.administrator_dsn()) as watching,
    ):
        if reached == "backup read":
            wait((place.path / "restore" / "database.dump").exists)
        else:
            wait(lambda: _at_work(watching, "application_name = 'pg_restore'"))
        if reached == "changing names":
            watching.execute("lock table pg_database in share mode")  # so that it waits there
            wait(lambda: _at_work(watching, "wait_event_type = 'Lock' and query ~ 'rename'"))
        restoring.send_signal(signal.SIGKILL)
    assert backup.interrupted(place)

    backup.settle(server, place)

    assert not backup.interrupted(place)
    assert rows(server) == {}
    assert documents(place) == {}
    with psycopg.connect(server.administrator_dsn()) as administrator:
        assert administrator.execute("select count(*) from pg_database").fetchone() == (4,)


def _at_work(watching: psycopg.Connection[Any], condition: str) -> bool:
    watching.execute("select pg_stat_clear_snapshot()")
    found = watching.execute(f"select from pg_stat_activity where {condition}".encode())
    return found.fetchone() is not None


def test_documents_follow_a_database_that_was_restored_before_the_kill(
    elsewhere: Embedded,
) -> None:
    server, place = elsewhere.ensure(), elsewhere.home
    (place.documents / "replaced.pdf").write_bytes(b"replaced")
    staging = place.path / "restore"
    (staging / "documents").mkdir(parents=True)
    (staging / "documents" / "restored.pdf").write_bytes(b"restored")
    with psycopg.connect(server.dsn("owner")) as owner:
        query = "select oid from pg_database where datname = current_database()"
        [(present,)] = owner.execute(query)
    (staging / "database").write_text(str(present))
    (staging / "secret-key").write_text("restored")
    backup.settle(server, place)
    assert documents(place) == {"restored.pdf": b"restored"}
    assert place.secret_key.read_text() == "restored"
    assert not staging.exists()


def altered(file: Path, name: str, content: bytes) -> Path:
    """A copy of a backup in which one member has other content."""
    other = file.with_name("altered.backup")
    with tarfile.open(file) as old, tarfile.open(other, "w") as new:
        for member in old:
            source = old.extractfile(member)
            assert source is not None
            data = content if member.name == name else source.read()
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return other


def test_what_is_no_whole_backup_changes_nothing(recorded: Server, tmp_path: Path) -> None:
    file = tmp_path / "mappa.backup"
    backup.back_up(recorded, CLUSTER.home, file)
    before, size = rows(recorded), file.stat().st_size
    wrong = tmp_path / "wrong.backup"

    def refused(file: Path, words: str) -> None:
        with pytest.raises(BackupError, match=words):
            backup.restore(recorded, CLUSTER.home, file, replace=True)

    for length in (1, 511, 600, 5000, size // 2, size - 12_000):
        wrong.write_bytes(file.read_bytes()[:length])
        refused(wrong, "cut off|is not a backup|is damaged")
    for place in (520, size // 3, size // 2, size * 2 // 3):
        damaged = bytearray(file.read_bytes())
        damaged[place] ^= 0xFF
        wrong.write_bytes(damaged)
        refused(wrong, "damaged|not a backup")
    for content in (b"", b"PK\x03\x04 a spreadsheet", b"\0" * 20_000):
        wrong.write_bytes(content)
        refused(wrong, "not a backup|cut off")
    with tarfile.open(wrong, "w") as foreign:
        foreign.add(EXTRACT, "extract")
    refused(wrong, "not a backup of OpenMAPPA")
    refused(altered(file, "documents/plan.pdf", b"other"), r"is damaged: documents/plan\.pdf")
    refused(altered(file, "openmappa-backup", b"other"), "is damaged: openmappa-backup")
    refused(tmp_path / "none", "There is no file")
    refused(tmp_path, "cannot be read")

    assert rows(recorded) == before
    assert len(documents(CLUSTER.home)) == 3


def test_a_document_cannot_climb_out_of_its_folder(recorded: Server, tmp_path: Path) -> None:
    file = tmp_path / "mappa.backup"
    backup.back_up(recorded, CLUSTER.home, file)
    for name in ("documents/../../escaped", "/escaped", "escaped"):
        hostile = tmp_path / "hostile.backup"
        with tarfile.open(file) as old, tarfile.open(hostile, "w") as new:
            for member in old:
                if member.name == "documents/plan.pdf":
                    member.name = name
                    member.pax_headers = {}
                new.addfile(member, old.extractfile(member))
        with pytest.raises(BackupError, match="not a backup of OpenMAPPA: it holds"):
            backup.restore(recorded, CLUSTER.home, hostile, replace=True)
    link = tarfile.TarInfo("documents/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc"
    with tarfile.open(file) as old, tarfile.open(hostile, "w") as new:
        new.addfile(next(iter(old)), io.BytesIO(b"OpenMAPPA backup, format 1\n"))
        new.addfile(link)
    with pytest.raises(BackupError):
        backup.restore(recorded, CLUSTER.home, hostile, replace=True)


def test_a_backup_of_a_later_openmappa_is_refused(recorded: Server, tmp_path: Path) -> None:
    file = tmp_path / "mappa.backup"
    backup.back_up(recorded, CLUSTER.home, file)
    with tarfile.open(file) as tar:
        source = tar.extractfile("manifest.json")
        assert source is not None
        manifest = json.load(source)
    later = manifest | {"migrations": [*manifest["migrations"], "cases.0999_from_the_future"]}
    with pytest.raises(SetupError, match=r"later OpenMAPPA.*cases\.0999_from_the_future"):
        backup.restore(
            recorded,
            CLUSTER.home,
            altered(file, "manifest.json", json.dumps(later).encode()),
            replace=True,
        )
    newer = manifest | {"format": 99}
    with pytest.raises(BackupError, match="has format 99"):
        backup.restore(
            recorded,
            CLUSTER.home,
            altered(file, "manifest.json", json.dumps(newer).encode()),
            replace=True,
        )


def test_a_file_that_is_there_is_not_written_over(database: Server, tmp_path: Path) -> None:
    file = tmp_path / "precious"
    file.write_text("precious")
    with pytest.raises(SetupError, match="exists already"):
        backup.back_up(database, CLUSTER.home, file)
    assert file.read_text() == "precious"
    with pytest.raises(SetupError, match="no folder"):
        backup.back_up(database, CLUSTER.home, tmp_path / "nowhere" / "file")


def test_a_table_that_would_be_dumped_in_part_is_not_dumped_at_all(
    recorded: Server, tmp_path: Path
) -> None:
    force = "alter table nominals_nominal {} row level security"
    with psycopg.connect(recorded.dsn("owner"), autocommit=True) as owner:
        owner.execute(force.format("force").encode())
        try:
            with pytest.raises(SetupError, match="row-level security policy"):
                backup.back_up(recorded, CLUSTER.home, tmp_path / "file")
        finally:
            owner.execute(force.format("no force").encode())
    assert list(tmp_path.iterdir()) == []


def test_photographs_and_documents_come_back_from_a_bucket(
    recorded: Server,
    tmp_path: Path,
    bucket: type[Bucket],
) -> None:
    """They lie in no home, and still are in the backup, and in the bucket again after a restore."""
    name, sha256 = stored.keep(b"a licence")
    file = tmp_path / "mappa.backup"
    assert backup.back_up(recorded, CLUSTER.home, file).documents == 4
    bucket.objects.clear()
    backup.restore(recorded, CLUSTER.home, file, replace=True)
    assert stored.content(name, sha256) == b"a licence"
    assert not CLUSTER.home.files.exists()


def test_photographs_and_documents_of_the_home_come_back(
    recorded: Server, elsewhere: Embedded, tmp_path: Path
) -> None:
    name, _ = stored.keep(b"a licence")
    file = tmp_path / "mappa.backup"
    backup.back_up(recorded, CLUSTER.home, file)
    elsewhere.ensure()
    done = openmappa(elsewhere.home, "restore", file)
    assert (done.returncode, done.stderr) == (0, "")
    kept = elsewhere.home.files / name
    assert kept.read_bytes() == b"a licence"
    assert kept.stat().st_mode & 0o077 == 0
