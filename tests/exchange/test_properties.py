"""What must never change a figure, tried by chance through the whole of import and count."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from openmappa.config.postgres import Server
from tests.conftest import empty
from tests.world import EDGE, HEADERS, Extract, expected, figures, take_in

STATED = expected(EDGE)
FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def server(db_home: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    with django_db_blocker.unblock():
        yield db_home


def counted(server: Server, change) -> dict[str, Any]:
    """The figures of the edge cases, changed, in an empty database."""
    empty(server)
    with tempfile.TemporaryDirectory() as folder:
        extract = Extract(EDGE, Path(folder) / "edge")
        change(extract)
        take_in(extract.folder)
    found = figures()
    empty(server)
    return {key: found[key] for key in STATED}


def records_of() -> dict[str, list[str]]:
    """The records of each person, as the README lists them, by each of them."""
    found = {}
    for line in (EDGE / "README.md").read_text(encoding="utf-8").splitlines():
        records = line[1:].split("|")[0].strip().split(", ") if line.startswith("| ") else []
        for record in records:
            found[record] = records
    return found


@given(seed=st.integers(0, 2**32))
@FEW
def test_the_order_of_rows_changes_no_figure(server: Server, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311

    def shuffle(extract: Extract) -> None:
        for name in HEADERS:
            rows = extract.rows(name)
            chance.shuffle(rows)
            extract.write(name, rows)

    assert counted(server, shuffle) == STATED


@given(seed=st.integers(0, 2**32))
@FEW
def test_which_record_a_fact_hangs_on_changes_no_figure(server: Server, seed: int) -> None:
    """A person's disposals move together: equal ones of different agencies would be one."""
    chance = random.Random(seed)  # noqa: S311
    records = records_of()

    def move(extract: Extract) -> None:
        for name in HEADERS:
            if name in ("people", "population"):
                continue
            rows = extract.rows(name)
            together: dict[str, str] = {}
            for row in rows:
                own = records[row["record_id"]]
                if name == "disposals":
                    row["record_id"] = together.setdefault(own[0], chance.choice(own))
                else:
                    row["record_id"] = chance.choice(own)
            extract.write(name, rows)

    moved = counted(server, move)
    assert moved == STATED


@given(seed=st.integers(0, 2**32))
@FEW
def test_facts_outside_the_year_change_no_figure(server: Server, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    records = sorted(records_of())[1:]
    before = ("2012-05-04", "2013-06-05", "2014-03-30")
    after = ("2015-04-01", "2015-04-20", "2015-05-14")

    def add(extract: Extract) -> None:
        people = {row["record_id"] for row in extract.rows("people")}
        for number in range(12):
            record = chance.choice([r for r in records if r in people])
            on = chance.choice(before + after)
            kind = chance.choice(["notification", "licence", "order", "level", "away", "end"])
            if kind == "notification":
                extract.add("breaches", f"{record},X{number},notification,,{on},cautioned,{on},")
            elif kind == "licence":
                extract.add("breaches", f"{record},X{number},licence,,{on},recalled,{on},{on}")
            elif kind == "order":
                extract.add("orders", f"{record},X{number},VOO,,{on},,Ely,no,")
            elif kind == "away":
                extract.add("whereabouts", f"{record},{on},{on},prison,HMP Far")
            elif kind == "level":
                later = chance.choice(after)
                extract.add("names", f"{record},alias,Later{later},Other")
            else:
                extract.add("addresses", f"{record},{on},{on},main,1 Any Road,Ely,CB7 4ZZ")

    assert counted(server, add) == STATED
