"""Tables for people to open in a spreadsheet, in which no text becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def harmless(value: object) -> str:
    """The text of a cell; what a spreadsheet would take for a formula has an apostrophe before."""
    text = "" if value is None else str(value)
    return (
        f"'{text}"
        if text.lstrip(" \ufeff\u200b\u202a\u202b\u202d\u202e")[:1] in _FORMULA and text
        else text
    )


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A CSV file to download; `name` is ours, never typed by anybody."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([harmless(value) for value in row] for row in rows)
    # The mark at the beginning lets spreadsheets read it as UTF-8.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
