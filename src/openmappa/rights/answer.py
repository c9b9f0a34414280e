"""How a row that is held is read by the person whom it is about (DPA 2018 s.52(1): in plain words).

The file for a computer holds rows as they are stored; here codes become words, days are written
out, and what only a program needs is left out.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.utils import timezone

from openmappa.cases.words import plain, stored_span
from openmappa.law.dates import in_words
from openmappa.nominals.models import ANGLES, DOCUMENT_KINDS, Vocabulary
from openmappa.nominals.register import ETHNICITIES, NUMBERS, REGIMES
from openmappa.rights.sources import source_of

Words = Mapping[str, str]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+[+-][0-9:]+")
_AREA = re.compile(r"(?:(.+)_)?area_id")

# What says nothing to anybody but a program: numbers of rows, copies to search by, of a file what
# it is stored as.
_NOT_READ = re.compile(
    r"id|.+_id|pgh_.+|xid|operation|user|synthetic|facts|law_version|version|canonical|shown_to"
    r"|valid|rule|sha256|content_type|size|stored_as|small|source_key|cell"
)
_STATE = ("pgh_label", "pgh_created_at")  # of a history only
# Read last: the same of nearly every row.
_LAST = (
    *("standing", "class_of_person", "agency", "area_id", "regime"),
    *("entered_at", "imported_at", *_STATE),
)

_LABELS: Words = {
    "anpr": "Looked for by number plate cameras",
    "answer_standing": "Fact or opinion of the answer",
    "area_id": "Area",
    "carried": "Carried over from another area",
    "class_of_person": "Of whom it speaks",
    "during": "When",
    "entered_at": "Entered",
    "given": "Number",
    "height_cm": "Height in cm",
    "imei": "IMEI",
    "imported_at": "Taken in from the agency",
    "pgh_created_at": "Recorded",
    "pgh_label": "What was done",
    "regime": "Held under",
    "source_key": "The agency's number of the record",
    "standing": "Fact or opinion",
    "suspended": "Set aside",
    "term_months": "Term in months",
}
_DONE: Words = {"insert": "added", "update": "changed", "delete": "taken out"}
_OFFENCES: Words = {
    "sexual_sch3": "sexual (Sexual Offences Act 2003, Schedule 3)",
    "sexual_sch15": "sexual (Criminal Justice Act 2003, Schedule 15)",
    "violent_sch15": "violent (Criminal Justice Act 2003, Schedule 15)",
    "s327_4a": "listed in the Criminal Justice Act 2003, section 327(4A)",
}
# In whatever table they stand.
_EVERYWHERE: Mapping[str, Words] = {
    "ethnicity": ETHNICITIES,
    "offence_class": _OFFENCES,
    "pgh_label": _DONE,
    "regime": REGIMES,
    "sex": {"M": "male", "F": "female"},
}
_OF_TABLES: Mapping[str, Mapping[str, Words]] = {
    "justice_disposal": {"jurisdiction": {"E&W": "England and Wales"}},
    "nominals_document": {"kind": DOCUMENT_KINDS},
    "nominals_identifier": {"kind": NUMBERS},
    "nominals_photograph": {"angle": ANGLES},
}
# Columns whose words are codes, of which no vocabulary says how they are read.
_CODES = frozenset({"kind", "disposal", "decision", "basis", "state", "offence_class", "type"})


def lines(table: str, row: Mapping[str, Any], areas: Mapping[int, str]) -> list[tuple[str, str]]:
    """What stands in a row of `table`, as label and words; `areas` are their names by number."""
    without = source_of(table).without
    found = []
    for column in sorted(row, key=_place(table.removesuffix("_history"))):
        value = row[column]
        if column in without or value in (None, "", []):
            continue
        if area := _AREA.fullmatch(column):
            label = _capital(f"{plain(area[1])} area" if area[1] else "area")
            found.append((label, areas.get(value, "not known")))
        elif column in _STATE or _read(table, column):
            found.append((_label(column), _words(table, column, value)))
    return found


def left_out(table: str) -> list[str]:
    """What no answer says of this source, whatever is decided of it, of all that could be read."""
    return [plain(c) for c in source_of(table).without if _NOT_READ.fullmatch(c) is None]


def stood_otherwise(
    table: str, state: Mapping[str, Any], now: Mapping[str, Any], areas: Mapping[int, str]
) -> bool:
    """Whether a row of a history tells anything that the row as it stands does not."""
    told = {column: state[column] for column in state if column not in _STATE}
    stands = lines(table.removesuffix("_history"), now, areas)
    return not set(lines(table, told, areas)) <= set(stands)


def _read(table: str, column: str) -> bool:
    if column == "source_key":
        return table.removesuffix("_history") == "nominals_record"
    return _NOT_READ.fullmatch(column) is None


@functools.cache
def _columns(table: str) -> tuple[tuple[str, ...], Mapping[str, Words]]:
    """The columns of a table in their order, and the vocabularies of those that have one."""
    for model in apps.get_models():
        if model._meta.db_table == table:
            columns = tuple(str(field.column) for field in model._meta.concrete_fields)
            known = {
                check.column: check.words
                for check in model._meta.constraints
                if isinstance(check, Vocabulary)
            }
            return columns, {**_EVERYWHERE, **known, **_OF_TABLES.get(table, {})}
    return (), _EVERYWHERE


def _place(table: str) -> Any:
    columns, _ = _columns(table)

    def place(column: str) -> tuple[int, int, str]:
        if column in _LAST:
            return 2, _LAST.index(column), column
        return (0, columns.index(column), column) if column in columns else (1, 0, column)

    return place


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _label(column: str) -> str:
    return _LABELS.get(column) or _capital(plain(column))


def _words(table: str, column: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_words(table, column, one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    _, vocabularies = _columns(table.removesuffix("_history"))
    text = str(value)
    if word := vocabularies.get(column, {}).get(text):
        return word
    return plain(text) if column in _CODES else _days_in_words(text)


def _days_in_words(text: str) -> str:
    """A time, a moment or a day as people write it; other text as it stands."""
    if _MOMENT.fullmatch(text):
        at = timezone.localtime(datetime.fromisoformat(text))
        return f"{in_words(at.date())}, {at:%H:%M}"
    return in_words(date.fromisoformat(text)) if _DAY.fullmatch(text) else stored_span(text)
