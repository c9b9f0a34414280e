"""Invented people: an import takes them, and nobody real is ever mixed with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError

from openmappa.config.postgres import Server
from openmappa.exchange import inventing
from openmappa.nominals.identifiers import Kind, parse
from tests.world import counts, given_extract, person, query, run, take_in


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.*"))}


def test_one_seed_is_one_register(tmp_path: Path) -> None:
    for name, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        run("synthesise", "--nominals", "60", "--seed", seed, "--out", tmp_path / name)
    a, b, c = (files(tmp_path / name) for name in "abc")
    assert a == b
    assert a.keys() == c.keys()
    assert a != c
    assert len({path.split("/", maxsplit=1)[0] for path in a}) == 42


def test_an_import_takes_every_extract(database: Server, tmp_path: Path) -> None:
    areas = ("Kent", "North Wales")
    chosen = [argument for area in areas for argument in ("--area", area)]
    run("synthesise", "--nominals", "300", "--seed", "8", *chosen, "--out", tmp_path)
    people = 0
    for folder in ("kent", "north-wales"):
        people += take_in(tmp_path / folder).people
    assert people == 300
    # Offences, sentences and orders abide by the law's own rules.
    odd = query(database, "select distinct code from nominals_finding where gone_at is null")
    assert {code for (code,) in odd if "order" in code or "disposal" in code} == set()
    assert query(database, "select count(*) from cases_ground")[0][0] > 250


def test_every_number_is_valid_and_one_persons() -> None:
    seen: set[str] = set()
    for one in [*inventing.people(2000, 5), *_far()]:
        for kind, text in (
            (Kind.PNC_ID, one.pnc_id),
            (Kind.PRISON_NUMBER, one.prison_number),
            (Kind.CRN, one.crn),
        ):
            number = parse(kind, text)
            assert number is not None
            assert number.valid, text
            assert str(number) not in seen
            seen.add(str(number))


def _far() -> list[inventing.Invented]:
    """People with the highest numbers."""
    return [
        inventing.Invented(n, "M", "W1", "Ash", "Jo", date(1980, 1, 1), "", "", "")
        for n in (999_999, 1_000_001, inventing.MOST)
    ]


def test_people_go_straight_into_the_database(database: Server) -> None:
    assert run("synthesise", "--nominals", "150", "--into-database", "--area", "Kent") == (
        "Put 150 invented people into the database.\n"
    )
    run("synthesise", "--nominals", "50", "--seed", "2", "--into-database", "--area", "Kent")
    held = counts(database)
    assert held["nominals_nominal"] == held["nominals_access"] == 200
    assert held["nominals_record"] > 200
    assert query(database, "select from nominals_record where not synthetic") == []
    assert query(database, "select from pg_trigger where tgenabled = 'D'") == []
    assert query(
        database, "select count(*) from pg_constraint where contype = 'f' and not convalidated"
    ) == [(0,)]
    assert all(line.endswith(", 0 came out otherwise") for line in run("reindex").splitlines())
    otherwise = "select from nominals_access where shown_to <> nominals_ways(nominal_id, area_id)"
    assert query(database, otherwise) == []


def test_nobody_invented_is_put_among_real_people(database: Server, tmp_path: Path) -> None:
    take_in(given_extract(tmp_path / "real", people=[person("V1")], synthetic=False))
    before = counts(database)
    with pytest.raises(CommandError, match="not invented"):
        run("synthesise", "--nominals", "5", "--into-database")
    assert counts(database) == before


@pytest.mark.parametrize("count", ["0", "4000001"])
def test_a_number_of_people_that_cannot_be_is_refused(count: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="From 1 to"):
        run("synthesise", "--nominals", count, "--out", tmp_path / "none")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(CommandError, match="is not empty"):
        run("synthesise", "--nominals", "5", "--out", tmp_path)
