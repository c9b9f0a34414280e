"""Worlds for tests of the whole system: extracts taken in, people who may look, rows counted.

Everything goes through the commands and verbs that serve people, on their own logins.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from openmappa.agencies.models import Area, Posting, User
from openmappa.audit.operations import Open, operation
from openmappa.config import schema
from openmappa.config.postgres import Server
from openmappa.exchange.actions import Outcome, import_extract
from openmappa.law.dates import Period
from openmappa.nominals import queries
from openmappa.nominals.models import Nominal
from tests.conftest import empty

EXTRACTS = Path(__file__).parent / "extracts"
EDGE = EXTRACTS / "edge-cases"
BEDFORDSHIRE = EXTRACTS / "bedfordshire-2016-17"
CAMBRIDGESHIRE = Path(__file__).parents[1] / "demo" / "cambridgeshire-2014-15"

HEADERS = {
    "addresses": "record_id,from,to,kind,line_1,town,postcode",
    "breaches": "record_id,breach_id,kind,order_id,breached_on,decision,decided_on,"
    "returned_to_custody_on",
    "category3": "record_id,area,from,to,reason",
    "disposals": "record_id,disposal_id,jurisdiction,offence,offence_class,convicted_on,"
    "disposal,term_months,sentenced_on,sentence_ends_on,consecutive_to",
    "levels": "record_id,area,level,from,to",
    "names": "record_id,kind,surname,forenames",
    "orders": "record_id,order_id,type,applied_for_on,made_on,ends_on,court,"
    "foreign_travel_restriction,replaces",
    "people": "record_id,agency,surname,forenames,date_of_birth,sex,ethnicity,pnc_id,"
    "cro_number,prison_number,crn,died_on",
    "population": "area,mid_year,age_from,age_to,persons",
    "responsibility": "record_id,area,from,to",
    "whereabouts": "record_id,from,to,kind,place",
}

# What almost every test needs: somebody convicted in 2013 who is registered for life.
FOR_LIFE = "E&W,Rape,sexual_sch3,2013-03-01,imprisonment,60,2013-03-01,2018-02-28,"


@contextmanager
def open_database(server: Server, blocker: DjangoDbBlocker) -> Iterator[Server]:
    """The database for as long as a module needs it; emptied afterwards."""
    with blocker.unblock():
        yield server
        connections.close_all()
    empty(server)


def administrator(server: Server) -> psycopg.Connection[Any]:
    """A connection past every protection, to look at what is there."""
    return psycopg.connect(server.administrator_dsn(server.database), autocommit=True)


def as_login(server: Server, login: str) -> psycopg.Connection[Any]:
    """A fresh connection of one login, committing each statement."""
    return psycopg.connect(server.dsn(login), autocommit=True)


# Extracts


def take_in(folder: Path) -> Outcome:
    """Import an extract."""
    return import_extract(folder, by="a test", using="intake")


def given_extract(
    folder: Path,
    *,
    area: str = "Cambridgeshire",
    extracted_on: str = "2015-05-15",
    synthetic: bool = True,
    **tables: Iterable[str],
) -> Path:
    """An extract of these rows, each as it stands in its file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, header in HEADERS.items():
        text = "\n".join([header, *tables.get(name, ())]) + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    manifest = {
        "format": "mappa-extract/1",
        "area": area,
        "reporting_year": "2014-15",
        "extracted_on": extracted_on,
        "synthetic": synthetic,
        "files": sorted(f"{name}.csv" for name in HEADERS),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def person(record: str, crn: str = "", *, surname: str = "Ash", pnc_id: str = "") -> str:
    """A row of people.csv; its agency goes by the first letter of the record."""
    agency = {"V": "police", "E": "probation", "A": "prison"}[record[0]]
    return f"{record},{agency},{surname},Ann,1980-02-21,F,W1,{pnc_id},,,{crn},"


def for_life(record: str, key: str = "") -> str:
    """A row of disposals.csv that registers for life."""
    return f"{record},{key or 'D-' + record},{FOR_LIFE}"


class Extract:
    """A copy of an extract, to change."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(source, folder)

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of one file."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name: str, rows: Iterable[dict[str, str]]) -> None:
        """Replace the rows of one file."""
        with (self.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADERS[name].split(","))
            writer.writeheader()
            writer.writerows(rows)

    def add(self, name: str, *lines: str) -> None:
        """Add rows as they stand in the file."""
        fields = HEADERS[name].split(",")
        added = [dict(zip(fields, line.split(","), strict=True)) for line in lines]
        self.write(name, [*self.rows(name), *added])

    def only(self, records: Iterable[str]) -> None:
        """Cut it down to some records and what hangs on them."""
        kept = set(records)
        for name in HEADERS:
            if name != "population":
                self.write(name, [row for row in self.rows(name) if row["record_id"] in kept])

    def without(self, records: Iterable[str]) -> None:
        """Cut some records out."""
        gone = set(records)
        self.only({row["record_id"] for row in self.rows("people")} - gone)

    def dated(self, day: str) -> Extract:
        """Let it be an extract of another day."""
        path = self.folder / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**manifest, "extracted_on": day}), encoding="utf-8")
        return self


# Commands


def run(name: str, *arguments: str | Path) -> str:
    """What a command of the product prints."""
    out = io.StringIO()
    call_command(name, *map(str, arguments), stdout=out)
    return out.getvalue()


def figures(area: str = "Cambridgeshire", year: str = "2014-15") -> dict[str, Any]:
    """The annual return, as `openmappa return --format json` prints it."""
    printed: dict[str, Any] = json.loads(
        run("return", "--area", area, "--year", year, "--format", "json")
    )
    return printed


def expected(folder: Path) -> dict[str, Any]:
    """What an extract counts to."""
    stated: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return stated


def listed(printed: str) -> dict[str, list[str]]:
    """The list that `--who` prints: by reference, the sentence of each of their cases."""
    found: dict[str, list[str]] = {}
    sentences: list[str] | None = None
    for line in printed.splitlines()[1:]:
        if (head := re.match(r"  (M\d{7}[A-Z])  \S", line)) is not None:
            sentences = found.setdefault(head.group(1), [])
            sentences.append("")
        else:
            assert sentences is not None, printed
            sentences[-1] = f"{sentences[-1]} {line.strip()}".strip()
    return found


def nominal(record: str) -> Nominal:
    """The person whom one source record is about."""
    (found,) = queries.find(record, "intake")
    return found


# Rows


def counts(server: Server) -> dict[str, int]:
    """How many rows each table holds, history and audit too."""
    with administrator(server) as looking:
        found = looking.execute(
            " union all ".join(f"select '{t}', count(*) from {t}" for t in schema.tables(looking))
        ).fetchall()
    return dict(found)


def query(server: Server, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """All rows of a statement, past every protection."""
    with administrator(server) as looking:
        return looking.execute(sql, parameters or None).fetchall()


# People who look


def given_user(
    *areas: str,
    name: str = "Kim Doe",
    active: bool = True,
    vetted_until: date | None = date.max,
    during: Period | None = None,
    role: str = "police",
    agency: str = "police",
) -> User:
    """Somebody with a posting in each of these areas."""
    with operation(using="owner", actor="a test", purpose="test"):
        user = User.objects.using("owner").create(
            email=f"{User.objects.using('owner').count()}@example.org",
            name=name,
            agency=agency,
            active=active,
            vetting_expires_on=vetted_until,
        )
        for area in areas:
            Posting.objects.using("owner").create(
                user=user,
                area_id=area_named(area).pk,
                role=role,
                during=during or Period(date(2010, 1, 1), None),
            )
    return user


def area_named(name: str) -> Area:
    """One of the 42 areas."""
    return Area.objects.using("intake").get(name=name)


@contextmanager
def entered(user: User) -> Iterator[Open]:
    """An operation of this person at a screen: on the login `web`, in the scope of a user."""
    with operation(using="web", actor=user.name, purpose="test") as opened:
        with connections["web"].cursor() as cursor:
            cursor.execute("select agencies_enter(%s)", [user.pk])
        yield opened


def day(days: int = 0) -> date:
    """A day so many days from today, in London."""
    with connections["count"].cursor() as cursor:
        cursor.execute("select audit_today()")
        today: date = cursor.fetchone()[0]
    return today + timedelta(days=days)
