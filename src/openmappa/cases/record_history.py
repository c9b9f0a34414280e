"""Who has seen and changed one record, in words: the three streams of the audit, merged."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connections
from django.utils.text import capfirst

from openmappa.agencies.pages import WEB
from openmappa.agencies.permissions import Part
from openmappa.audit.reasons import in_words
from openmappa.cases.queries import area_names
from openmappa.cases.told_in_history import TABLES
from openmappa.cases.words import plain, stored_span
from openmappa.law.dates import in_words as day_in_words

PER_PAGE = 50
STREAMS = {"all": "Everything", "changes": "Changes", "looks": "Who looked"}
_WANTED = {
    "all": ["event", "row", "access"],
    "changes": ["event", "row"],
    "looks": ["access"],
}
VERBS = {"insert": "added", "update": "changed", "delete": "removed"}
ACTIONS = {
    "read": "Opened",
    "list": "Saw in a list",
    "search": "Found by a search",
    "export": "Exported",
    "print": "Printed",
    "count": "Counted",
}
# What nobody reads: numbers of rows, and what says when and by which operation. A match's words
# may tell of the other person, whom the reader may not know.
_SILENT = re.compile(
    r"pgh_.*|id|xid|operation|.*nominal_id|record_id|other_record_id|order_id|disclosure_id"
    r"|imported_at|facts|law_version"
    r"|synthetic|sentence_id|found_at|entered_.*|version|stored_as|sha256|regime|size|content_type"
)
_LABELS = {
    "born_on": "born",
    "died_on": "died",
    "during": "time",
    "source_key": "number at its agency",
    "line_1": "address",
    "convicted_on": "convicted",
    "sentenced_on": "sentenced",
    "ends_on": "last day",
    "made_on": "made",
    "breached_on": "breached",
    "decided_on": "decided",
    "returned_on": "returned to custody",
    "withdrawn_on": "no longer in the extract from",
    "effective_on": "from",
    "term_months": "months",
    "gone_at": "settled",
    "standing": "fact or opinion",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    at: str
    kind: str
    title: str
    by: str
    text: str
    refused: bool
    changes: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """One page of the history, newest first; lists in which the visitor saw the person apart."""

    entries: list[Entry]
    own_lists: list[Entry]
    number: int
    pages: int
    total: int


def history(
    nominal_id: int,
    stream: str,
    number: int,
    parts: Collection[Part] = frozenset(Part),
    *,
    reader: str = "",
) -> HistoryPage:
    """One page of who has seen and changed these parts of this record; `reader` is who asks.

    The database gives none out of scope, and no part that the visitor's role does not see.
    """
    areas = area_names(WEB)
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select at, stream, actor, purpose, reason, verb, what, refused, area, times, old, new,"
            " in_all from cases_record_history(%s, %s::text[], %s::text[], %s, %s)",
            [
                nominal_id,
                _WANTED[stream],
                sorted(part.name for part in parts),
                (number - 1) * PER_PAGE,
                PER_PAGE,
            ],
        )
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    total = found[0]["in_all"] if found else 0
    own = [_is_own_list(row, reader) for row in found]
    return HistoryPage(
        entries=[_entry(row, areas) for row, is_own in zip(found, own, strict=True) if not is_own],
        own_lists=[_entry(row, areas) for row, is_own in zip(found, own, strict=True) if is_own],
        number=number,
        pages=max(-(-total // PER_PAGE), 1),
        total=total,
    )


def _is_own_list(row: Mapping[str, Any], reader: str) -> bool:
    return (
        row["stream"] == "access"
        and row["actor"] == reader
        and row["verb"] in {"list", "search"}
        and not row["refused"]
    )


def _entry(row: Mapping[str, Any], areas: Mapping[int, str]) -> Entry:
    by = row["actor"]
    changes: list[tuple[str, str]] = []
    if row["stream"] == "access":
        kind = "Looked"
        title = f"{'Was refused' if row['refused'] else ACTIONS[row['verb']]}: {row['what']}"
        text = in_words(row["purpose"], row["reason"])
        if row["area"]:
            by += f", {row['area']}"
        if row["times"] > 1:
            text = f"{text}. " if text else ""
            text += f"{row['times']} times that day, last at this time."
    elif row["stream"] == "event":
        kind, title, text = "Happened", capfirst(row["verb"]), row["what"]
    else:
        kind = "Changed"
        table = TABLES[row["what"]].words
        title = f"{capfirst(table)} {VERBS[row['verb']]}"
        text = capfirst(row["purpose"]) + (f": {row['reason']}" if row["reason"] else "")
        changes = _changes(row, areas)
    return Entry(_moment(row["at"]), kind, title, by, text, row["refused"], changes)


def _changes(row: Mapping[str, Any], areas: Mapping[int, str]) -> list[tuple[str, str]]:
    """What stands there now, and of a change what stood there before; of each column in words."""
    # Django leaves it to its own fields to read JSON.
    new, old = json.loads(row["new"]), json.loads(row["old"] or "{}")
    found = []
    for column, value in new.items():
        if _SILENT.fullmatch(column) or (
            row["what"] == "nominals_match" and column in {"sentence", "reason"}
        ):
            continue
        now, before = _value(column, value, areas), _value(column, old.get(column), areas)
        label = _LABELS.get(column, plain(column.removesuffix("_id")))
        if row["verb"] == "update" and old:
            if now != before:
                found.append((label, f"{now or 'empty'} (was {before or 'empty'})"))
        elif now:
            found.append((label, now))
    return found


def _value(column: str, value: Any, areas: Mapping[int, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    for ending, in_their_words in _WORDS_BY_ENDING:
        if column.endswith(ending):
            return in_their_words(value)
    if column.endswith("area_id"):
        return areas.get(value, "")
    return plain(str(value)) if column in _CODES else str(value)


def _moment(at: datetime) -> str:
    return f"{day_in_words(at.date())} at {at:%H:%M}"


def _at(value: str) -> str:
    """A moment in words; of a time of day alone, hours and minutes."""
    return value[:5] if value[2:3] == ":" else _moment(datetime.fromisoformat(value))


_CODES = {"disposal", "kind", "decision", "basis", "code", "offence_class"}
_WORDS_BY_ENDING: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("during", stored_span),
    ("_on", lambda value: day_in_words(date.fromisoformat(value))),
    ("_at", _at),
)
