"""Bring a table to what it should say by writing differences only, so that history shows change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections


def stage(
    using: str, name: str, like: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Copy rows into a temporary table with the columns of `like`; it goes with the transaction."""
    names = ", ".join(columns)
    with connections[using].cursor() as cursor:
        cursor.execute(f"drop table if exists pg_temp.{name}")
        cursor.execute(
            f"create temp table {name} on commit drop as select {names} from {like} with no data"
        )
        with cursor.copy(f"copy pg_temp.{name} ({names}) from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"analyze pg_temp.{name}")


def replace(
    using: str,
    table: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    among: str,
    parameters: Sequence[Any],
    beside: str = "",
) -> int:
    """Make the rows of `table` for which `among` holds exactly `rows`; none of them may be null.

    Answers how many rows were written. `among` is a condition on the alias `t`. `beside` is a
    column that is written with a row, but for which alone no row is written anew.
    """
    stage(using, "wanted", table, columns, rows)
    names = ", ".join(columns)
    said = [column for column in columns if column != beside]
    same = f"({', '.join('s.' + c for c in said)}) = ({', '.join('t.' + c for c in said)})"
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"delete from {table} t where {among}"
            f" and not exists (select from pg_temp.wanted s where {same})",
            parameters,
        )
        written: int = cursor.rowcount
        cursor.execute(
            f"insert into {table} ({names}) select distinct {names} from pg_temp.wanted s"
            f" where not exists (select from {table} t where {among} and {same})",
            parameters,
        )
        return written + int(cursor.rowcount)
