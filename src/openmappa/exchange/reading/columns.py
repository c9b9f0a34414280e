"""How one field of an extract is read.

Each reader takes the field as it stands in the file, never empty, and returns its value or raises
ValueError in words that can follow the name of the field.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from openmappa.exchange.faults import quoted

Reader = Callable[[str], object]

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
# Embeddings, overrides and isolates: they make a name read as another name on screen and in print.
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REFUSED_CATEGORIES = frozenset(("Cc", "Zl", "Zp"))


@lru_cache(maxsize=1 << 14)
def day(value: str) -> date:
    """A calendar day, YYYY-MM-DD, from 1900 to 2199."""
    if not _DAY.fullmatch(value):
        raise ValueError(f"{quoted(value)} is not a date written as YYYY-MM-DD")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value} is not a date: there is no such day") from None
    if not EARLIEST <= found <= LATEST:
        raise ValueError(
            f"{value} lies outside {EARLIEST.year} to {LATEST.year}; what is unknown or has no end "
            "is left empty"
        )
    return found


def text(limit: int, *, paragraphs: bool = False) -> Reader:
    """Text of at most `limit` characters, kept as given; line breaks and tabs in `paragraphs`."""
    allowed = "\n\r\t" if paragraphs else ""

    def read(value: str) -> str:
        if len(value) > limit:
            raise ValueError(f"has {len(value):,} characters; at most {limit:,} are taken")
        if value.isspace():
            raise ValueError("holds nothing but spaces; what is unknown is left empty")
        if not value.isprintable():
            _refuse_characters(value, allowed)
        return value

    return read


def _refuse_characters(value: str, allowed: str) -> None:
    for character in value:
        if character in allowed:
            continue
        if character in "\r\n":
            raise ValueError("holds a line break: is a quotation mark left open?")
        if character in _TURNS_DIRECTION or unicodedata.category(character) in _REFUSED_CATEGORIES:
            raise ValueError(
                f"holds a character that does not belong in text, U+{ord(character):04X}"
                f" ({unicodedata.name(character, 'control character').lower()})"
            )


def one_of(what: str, codes: Iterable[str], *, hint: str = "") -> Reader:
    """One of a known set of codes, spelt exactly so."""
    known = {code: code for code in codes}
    expected = hint or f"known are {', '.join(known)}"

    def read(value: str) -> str:
        found = known.get(value)
        if found is None:
            raise ValueError(f"{quoted(value)} is not a known {what}; {expected}")
        return found

    return read


def whole_number(what: str, least: int, most: int) -> Reader:
    """A whole number in plain digits, from `least` to `most`."""

    def read(value: str) -> int:
        if not _WHOLE.fullmatch(value) or not least <= int(value) <= most:
            raise ValueError(
                f"{quoted(value)} is not {what}: a whole number from {least:,} to {most:,}"
            )
        return int(value)

    return read


def level(value: str) -> int:
    """MAPPA Level 2 or 3; Level 1 is everyone else and has no rows."""
    if value not in ("2", "3"):
        raise ValueError(
            f"{quoted(value)} is not a level that is reported; expected 2 or 3 "
            "(whoever has no row is at Level 1)"
        )
    return int(value)


def yes_or_no(value: str) -> bool:
    """`yes` or `no`."""
    if value not in ("yes", "no"):
        raise ValueError(f"{quoted(value)} is neither yes nor no")
    return value == "yes"


def area(names: frozenset[str]) -> Reader:
    """One of the 42 areas, by the name that the population file uses."""

    def read(value: str) -> str:
        if value not in names:
            raise ValueError(f"{quoted(value)} is not one of the {len(names)} areas")
        return value

    return read
