"""Every field of a table that names a person has a class of data, and the page says which."""

from __future__ import annotations

from pathlib import Path

from openmappa.config.postgres import Server
from openmappa.rights.classes import COLUMNS, COPIES, MEANS, OPERATIONAL, Class, class_of, document
from openmappa.rights.sources import SOURCES
from tests.world import query

PAGE = Path(__file__).parents[2] / "docs" / "classes.md"


def columns(server: Server) -> set[tuple[str, str]]:
    """The columns of all tables that name a person, histories aside."""
    return set(
        query(
            server,
            "select c.table_name::text, c.column_name::text from information_schema.columns c"
            " join rights_tables() t on t.source = c.table_name"
            " where c.table_schema = 'public' and c.table_name !~ '_history$'",
        )
    )


def test_every_field_has_a_class(db_home: Server) -> None:
    bare = [
        f"{table}.{column}"
        for table, column in sorted(columns(db_home))
        if table not in COPIES and class_of(table, column) is None
    ]
    assert bare == []


def test_nothing_is_classed_that_is_not_there(db_home: Server) -> None:
    there = columns(db_home)
    stated = {
        (table, column)
        for table, by_class in COLUMNS.items()
        for words in by_class.values()
        for column in words.split()
    }
    assert stated - there == set()
    assert OPERATIONAL - {column for _, column in there} == set()
    assert COLUMNS.keys() | COPIES == SOURCES.keys()
    assert MEANS.keys() == set(Class)


def test_a_field_is_of_one_class() -> None:
    for by_class in COLUMNS.values():
        named = [column for words in by_class.values() for column in words.split()]
        assert len(named) == len(set(named))


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == document(), "run 'openmappa classes'"
