"""The tables, lists and notes as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from textwrap import fill, wrap

from openmappa.law.dates import in_words
from openmappa.statistics.annual_return import AnnualReturn
from openmappa.statistics.cases import Case, SideFigure
from openmappa.statistics.counting import Snapshot
from openmappa.statistics.definitions import Line, Table, definition_for

_WIDTH = 88
_COLUMN = 17


def return_text(figures: AnnualReturn) -> str:
    """Every table with its footnotes, what stands beside them, and the gates."""
    values = figures.values()
    parts = [_underlined(f"{figures.area} MAPPA, {figures.year}")]
    for table in definition_for(figures.year).tables:
        parts.append(table_text(table, values))
        parts.extend(
            fill(note.text, _WIDTH) for note in figures.footnotes if note.table == table.key
        )
    parts.append(_side_text(figures.side))
    gates = (_item(f"{gate.outcome.value}: {gate.sentence}") for gate in figures.gates)
    parts.append("\n".join((_underlined("Checks before sign-off"), *gates)))
    return "\n\n".join(parts) + "\n"


def snapshot_text(day: Snapshot) -> str:
    """T1 for a day, and what stands beside it."""
    parts = (
        _underlined(f"{day.area} MAPPA, {in_words(day.on)}"),
        table_text(day.counted.table, day.counted.values()),
        _side_text(day.side),
    )
    return "\n\n".join(parts) + "\n"


def cases_text(address: str, cases: Iterable[Case]) -> str:
    """The list behind a figure: who, and why."""
    listed = list(cases)
    lines = [f"{address}: {len(listed)}"]
    for case in listed:
        lines.append("  " + "  ".join(part for part in (case.reference, case.name) if part))
        lines.extend(wrap(case.because, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6))
    return "\n".join(lines) + "\n"


def table_text(table: Table, values: Mapping[str, int | None]) -> str:
    """One table as it is printed: 0 for a true zero, - for what cannot exist or is not known."""
    columns = table.columns or (Line("", ""),)
    if not table.rows:
        return _row(table.title, [values[table.key]])
    lines = wrap(table.title, _WIDTH)
    if table.columns:
        lines.extend(_column_heads(table.columns))
    for block in table.blocks or (Line("", ""),):
        if block.label:
            lines.append(block.label)
        for row in table.rows:
            cells = [values[table.address(block.key, row.key, column.key)] for column in columns]
            lines.append(_row(row.label, cells))
    return "\n".join(lines)


def _column_heads(columns: tuple[Line, ...]) -> list[str]:
    label = _WIDTH - _COLUMN * len(columns)
    stacks = [wrap(column.label, _COLUMN - 2) for column in columns]
    return [
        (" " * label + "".join(word.rjust(_COLUMN) for word in words)).rstrip()
        for words in zip_longest(*stacks, fillvalue="")
    ]


def _row(label: str, cells: list[int | None]) -> str:
    figures = "".join(("-" if n is None else str(n)).rjust(_COLUMN) for n in cells)
    *first, last = wrap(label, _WIDTH - len(figures))
    return "\n".join((*first, last.ljust(_WIDTH - len(figures)) + figures))


def _side_text(side: Mapping[str, SideFigure]) -> str:
    held, active = side["in_custody"].n, side["in_custody_active"].n
    lines = [
        _underlined("Beside the tables"),
        _item(f"and {held} in custody, of whom {active} at Levels 2 or 3"),
    ]
    lines.extend(
        _item(figure.text)
        for key, figure in side.items()
        if key not in ("in_custody", "in_custody_active")
    )
    return "\n".join(lines)


def _item(text: str) -> str:
    return fill(text, _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _underlined(text: str) -> str:
    return f"{text}\n{'=' * len(text)}"
