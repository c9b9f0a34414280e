"""The numbers by which agencies know a person: PNC id, CRO number, prison number and CRN.

An `Identifier` is a value: two writings of one number are equal. What cannot be read is kept as
it was written, marked not valid, and must link nobody. `docs/linkage.md` gives the forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

# The letters a PNC check letter can be, by remainder; I, O and S are left out.
_CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"

# A two-digit year from here to 99 lies in the 1900s, one below it in the 2000s. Fixed, so that a
# number means the same on every day. Criminal records keyed to the PNC reach back to the 1940s.
_FIRST_YEAR_OF_1900S = 40

# Letters and digits only, so that N/A and NOT KNOWN are here without their punctuation.
_PLACEHOLDERS = re.compile(
    r"NA|NK|NIL|NULL|NO(NE|PNC|PNCID|CRO|CRN)?|NONE(HELD|KNOWN)|NOT(APPLICABLE|AVAILABLE|FOUND"
    r"|HELD|ISSUED|KNOWN|YETKNOWN)|PENDING|TB[AC]|UNK(NOWN)?|X+"
)

_SEPARATOR = r"[\s/.\-]+"
_PNC = re.compile(rf"((?:19|20)[0-9]{{2}}|[0-9]{{2}}){_SEPARATOR}([0-9]{{1,7}})[\s/.\-]*([A-Z])")
_CRO = re.compile(rf"([0-9]{{1,6}}){_SEPARATOR}(?:19|20)?([0-9]{{2}})[\s/.\-]*([A-Z])")
_CRO_FILE = re.compile(rf"SF[\s/.\-]*([0-9]{{2}}){_SEPARATOR}([0-9]{{1,6}})[\s/.\-]*([A-Z])")


class Kind(StrEnum):
    """Which agency's numbering an identifier belongs to; the value is the extract's column."""

    PNC_ID = "pnc_id"
    CRO_NUMBER = "cro_number"
    PRISON_NUMBER = "prison_number"
    CRN = "crn"

    @property
    def label(self) -> str:
        """The words practitioners use for it."""
        return {
            Kind.PNC_ID: "PNC id",
            Kind.CRO_NUMBER: "CRO number",
            Kind.PRISON_NUMBER: "prison number",
            Kind.CRN: "CRN",
        }[self]


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """One number, equal to every other writing of the same number.

    `canonical` is the one form to store and compare; if the number could not be read or its check
    letter is wrong, `valid` is False and `canonical` is the text in capitals with single spaces.
    `given` is the text exactly as received and takes no part in comparison.
    """

    kind: Kind
    canonical: str
    valid: bool
    given: str = field(compare=False, default="")

    def __str__(self) -> str:
        return f"{self.kind.label} {self.canonical}"


def parse(kind: Kind | str, text: str | None) -> Identifier | None:
    """Read `text` as a number of this `kind`; None where it is empty or stands for "unknown".

    Case, spaces, hyphens, dots and leading zeros do not matter. Never raises for bad text: what
    cannot be read comes back with `valid` False. ValueError for a `kind` that does not exist.
    """
    kind = Kind(kind)
    cleaned = " ".join(unicodedata.normalize("NFKC", text or "").upper().split())
    if _stands_for_nothing(cleaned):
        return None
    canonical = _READERS[kind](cleaned)
    return Identifier(kind, canonical or cleaned, canonical is not None, text or "")


def recognise(text: str) -> list[Identifier]:
    """Every valid identifier that `text` could be, in the order of `Kind`; empty if none."""
    readings = (parse(kind, text) for kind in Kind)
    return [reading for reading in readings if reading is not None and reading.valid]


def pnc_check_letter(year: int, serial: int) -> str:
    """The check letter of a PNC id: its two-digit year and seven-digit serial, modulo 23."""
    return _CHECK_LETTERS[(year % 100 * 10_000_000 + serial) % 23]


def _stands_for_nothing(cleaned: str) -> bool:
    letters_and_digits = re.sub(r"[^A-Z0-9]", "", cleaned)
    digits = re.sub(r"[^0-9]", "", letters_and_digits)
    return (
        not letters_and_digits
        or _PLACEHOLDERS.fullmatch(letters_and_digits) is not None
        or (digits != "" and not digits.strip("0"))
    )


def _pnc_id(cleaned: str) -> str | None:
    """The form 1995/0850739L, if the check letter is right for exactly one reading."""
    readings = {
        f"{year}/{serial:07d}{letter}"
        for year, serial, letter in _pnc_readings(cleaned)
        if serial and letter == pnc_check_letter(year, serial)
    }
    return readings.pop() if len(readings) == 1 else None


def _pnc_readings(cleaned: str) -> Iterator[tuple[int, int, str]]:
    if match := _PNC.fullmatch(cleaned):
        year, serial, letter = match.groups()
        yield _full_year(year), int(serial), letter
        return
    # Written without a division: the check letter says where the year ends.
    if match := re.fullmatch(r"([0-9]{3,11})([A-Z])", re.sub(r"[\s/.\-]", "", cleaned)):
        digits, letter = match.groups()
        if len(digits) <= 9:
            yield _full_year(digits[:2]), int(digits[2:]), letter
        if len(digits) >= 5 and digits[:2] in {"19", "20"}:
            yield int(digits[:4]), int(digits[4:]), letter


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= _FIRST_YEAR_OF_1900S else 2000)


def _cro_number(cleaned: str) -> str | None:
    """The form 163260/90J, or SF39/83N for a file of the old office (year first)."""
    if (match := _CRO.fullmatch(cleaned)) and int(match[1]):
        return f"{int(match[1])}/{match[2]}{match[3]}"
    if (match := _CRO_FILE.fullmatch(cleaned)) and int(match[2]):
        return f"SF{match[1]}/{int(match[2])}{match[3]}"
    return None


def _prison_number(cleaned: str) -> str | None:
    return _shaped(r"[A-Z][0-9]{4}[A-Z]{2}", cleaned)


def _crn(cleaned: str) -> str | None:
    return _shaped(r"[A-Z][0-9]{6}", cleaned)


def _shaped(pattern: str, cleaned: str) -> str | None:
    together = re.sub(r"[\s/.\-]", "", cleaned)
    return together if re.fullmatch(pattern, together) else None


_READERS: dict[Kind, Callable[[str], str | None]] = {
    Kind.PNC_ID: _pnc_id,
    Kind.CRO_NUMBER: _cro_number,
    Kind.PRISON_NUMBER: _prison_number,
    Kind.CRN: _crn,
}

# Numbers that no extract brings and that link nobody by themselves.
_OTHER = {
    "national_insurance": re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]"),
    "driving_licence": re.compile(r"[A-Z9]{5}[0-9]{6}[A-Z9]{2}[A-Z0-9]{3}"),
}


def read_number(kind: str, text: str) -> tuple[str, bool]:
    """A number of any kind in its one canonical form, and whether it can be one of that kind."""
    if kind in set(Kind):
        found = parse(kind, text)
        return (found.canonical, found.valid) if found else (" ".join(text.upper().split()), False)
    together = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())
    shape = _OTHER.get(kind)
    return together, bool(together) and (shape is None or shape.fullmatch(together) is not None)
