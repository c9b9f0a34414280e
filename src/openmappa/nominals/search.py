"""Finding people by what somebody typed: a name as heard, or a number in any form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connections
from rapidfuzz.distance import OSA

from openmappa.nominals.identifiers import Identifier, recognise

LONGEST = 200  # characters that a search may have
_REFERENCE = re.compile(r"M[0-9]{7}[A-Z]")
# Letters that no accent can be taken from.
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, and what it can be."""

    text: str
    identifiers: tuple[Identifier, ...]

    @property
    def is_number(self) -> bool:
        """Whether it is a number of some kind: no name has a digit."""
        return any(letter.isdigit() for letter in self.text)

    @property
    def kind(self) -> str:
        """What was searched by, in words that hold nothing of what was typed."""
        if self.identifiers:
            return " or ".join(i.kind.label for i in self.identifiers)
        return "reference or record number" if self.is_number else "name"


def read(text: str) -> Typed:
    """What was typed, without marks that nobody can see."""
    shown = "".join(
        c for c in text if unicodedata.category(c) not in {"Cf", "Cc", "Cs"} or c == "\t"
    )
    cleaned = " ".join(unicodedata.normalize("NFKC", shown).split())
    return Typed(cleaned, tuple(recognise(cleaned)))


def meant(typed: Typed, using: str) -> list[int]:
    """The nominals whom a reference, a source record's number or an identifier means.

    Always one statement, so that how many are asked says nothing about what was found.
    """
    together = re.sub(r"[\s/.\-]", "", typed.text).upper()
    with connections[using].cursor() as cursor:
        cursor.execute(
            """
            select id from nominals_nominal where reference = %(reference)s
            union
            select nominal_id from nominals_record
            where upper(source_key) = %(together)s and withdrawn_on is null
            union
            select nominal_id from nominals_identifier
            where (kind, canonical) in (
                    select * from unnest(%(kinds)s::text[], %(values)s::text[]))
              and withdrawn_on is null
            """,
            {
                "reference": together if _REFERENCE.fullmatch(together) else None,
                "together": together,
                "kinds": [str(i.kind) for i in typed.identifiers],
                "values": [i.canonical for i in typed.identifiers],
            },
        )
        return [pk for (pk,) in cursor.fetchall()]


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a name without case, accents, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    kept = "".join(
        c if c.isalnum() else " " if c.isspace() or unicodedata.category(c) == "Pd" else ""
        for c in plain
    )
    return tuple(kept.split())


def likeness(typed: Sequence[str], surname: str, forenames: str) -> int:
    """How well the words typed fit a name: 3 exactly, 2 its beginning, 1 but for slips, 0 not.

    Neither the order of surname and forenames matters nor where the spaces are. A word of four to
    seven letters may have one slip (a letter more, less, another, or two swapped), a longer one
    two.
    """
    last, first = words(surname), words(forenames)
    run = "".join(typed)
    parts = (last, first, last + first, first + last, first[:1] + last, last + first[:1])
    wholes = ["".join(part) for part in parts]
    for score, take, fits in _STRICTEST_FIRST:
        left = [*last, *first]
        if all(take(word, left) for word in typed) or any(fits(run, whole) for whole in wholes):
            return score
    return 0


def best(typed: Sequence[str], names: Iterable[tuple[str, str]]) -> tuple[int, tuple[str, str]]:
    """The best likeness to any of these names (surname, forenames), and that name."""
    return max(((likeness(typed, *name), name) for name in names), key=lambda found: found[0])


def _alike(word: str, name: str) -> bool:
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    return abs(len(word) - len(name)) <= slips and (
        OSA.distance(word, name, score_cutoff=slips) <= slips
    )


def _taking(fits: Callable[[str, str], bool]) -> Callable[[str, list[str]], bool]:
    """A function that takes the first fitting word out of those left and says if there was one."""

    def take(word: str, left: list[str]) -> bool:
        found = next((name for name in left if fits(word, name)), None)
        if found is None:
            return False
        left.remove(found)
        return True

    return take


def _begins(word: str, name: str) -> bool:
    return name.startswith(word)


_STRICTEST_FIRST = tuple(
    (score, _taking(fits), fits) for score, fits in ((3, str.__eq__), (2, _begins), (1, _alike))
)
