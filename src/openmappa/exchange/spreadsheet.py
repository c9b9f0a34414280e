"""Reading the first sheet of somebody's own spreadsheet, in a process of its own.

A spreadsheet of a few kilobytes can claim billions of cells. So it is read by a child that holds no
secret, may use little memory and time, and answers with plain text; this file is also that child's
program and therefore imports nothing of ours.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from datetime import date, datetime

MOST_ROWS, MOST_CELLS, LONGEST_CELL = 5_000, 20, 300
_MEMORY, _SECONDS = 1024 * 1024 * 1024, 15


class UnreadableSpreadsheetError(Exception):
    """It is not a spreadsheet that can be read, or is far too large."""


def sheet_rows(content: bytes) -> list[list[str]]:
    """The cells of the first sheet of an .xlsx or .ods file as text, row by row.

    Rows beyond MOST_ROWS + 1 are left out, so that a caller can tell that there are more.
    """
    try:
        child = subprocess.run(
            [sys.executable, __file__],
            input=content,
            capture_output=True,
            timeout=_SECONDS + 5,
            env={},
            check=True,
        )
        rows: list[list[str]] = json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableSpreadsheetError from error
    return rows


def _text(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)[:LONGEST_CELL]


def _child() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - within the limits

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(
        0
    )
    rows = [
        [_text(cell) for cell in row[:MOST_CELLS]]
        for _, row in zip(range(MOST_ROWS + 1), sheet.iter_rows(), strict=False)
    ]
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    _child()
