"""The manifest of an extract: whose it is, for which year, of which day, with which files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openmappa.agencies.areas import AREA_NAMES
from openmappa.exchange.faults import Faults, quoted
from openmappa.exchange.reading import columns
from openmappa.exchange.reading.sources import Unreadable, opened
from openmappa.exchange.reading.tables import FILES

FORMAT = "mappa-extract/1"
NAME = "manifest.json"
# Area, year and agency rates can be had without it: reference figures stand in.
MAY_BE_LEFT_OUT = frozenset(("population.csv",))
_KEYS: dict[str, tuple[type, str]] = {
    "format": (str, "text"),
    "area": (str, "text"),
    "reporting_year": (str, "text"),
    "extracted_on": (str, "text"),
    "synthetic": (bool, "true or false"),
    "files": (list, "a list of file names"),
}
_LONGEST = 65_536
_YEAR = re.compile(r"(20[0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the manifest states; a None was faulty and has been reported."""

    content: bytes
    area: str | None
    reporting_year: str | None
    extracted_on: date | None
    synthetic: bool
    files: tuple[str, ...]


class _Reading:
    """A manifest being read, so that each fault can name the line of its key."""

    def __init__(self, faults: Faults, content: bytes) -> None:
        self.faults = faults
        self.text = content.decode("utf-8-sig")

    def fault(self, key: str | None, message: str, value: object = None) -> None:
        """Report a fault in the key, on the line where the key, or that value in it, stands."""
        sought = json.dumps(value if isinstance(value, str) else key, ensure_ascii=False)
        at = self.text.find(sought)
        line = self.text.count("\n", 0, at) + 1 if key is not None and at >= 0 else None
        self.faults.add(NAME, line, key, message)


def read_manifest(folder: Path, faults: Faults) -> Manifest | None:
    """Read and check the manifest; None where nothing else of the extract can be read."""
    if not folder.is_dir():
        faults.add(str(folder), None, None, "there is no such folder")
        return None
    try:
        with opened(folder, NAME, _LONGEST) as stream:
            content = stream.read(_LONGEST)
        reading = _Reading(faults, content)
        stated = _parsed(reading)
    except Unreadable as error:
        faults.add(NAME, error.line, None, error.message)
        return None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.add(NAME, line, None, f"is not UTF-8: byte 0x{error.object[error.start]:02x}")
        return None
    if stated is None:
        return None
    files = _files(reading, stated["files"])
    return Manifest(
        content=content,
        area=_area(reading, str(stated["area"])),
        reporting_year=_reporting_year(reading, str(stated["reporting_year"])),
        extracted_on=_extracted_on(reading, str(stated["extracted_on"]), stated),
        synthetic=stated["synthetic"] is True,
        files=files,
    )


def _parsed(reading: _Reading) -> dict[str, object] | None:
    """The keys and their values, each of the right type, in the format known here."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                raise Unreadable(None, f"the key {quoted(key)} is there twice")
            found[key] = value
        return found

    try:
        stated = json.loads(reading.text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise Unreadable(error.lineno, f"is not JSON: {error.msg.lower()}") from None
    except (RecursionError, ValueError):  # nested too deeply, a number of thousands of digits
        raise Unreadable(None, "is not JSON that a manifest can hold") from None
    if not isinstance(stated, dict):
        raise Unreadable(1, "is not a JSON object, { ... }")
    found = stated.get("format")
    if isinstance(found, str) and found != FORMAT:
        # Nothing else can be judged: another format may mean anything by the same words.
        reading.fault("format", f"{quoted(found)} is not known; known is {FORMAT}")
        return None
    sound = True
    for key, (kind, expected) in _KEYS.items():
        if key not in stated:
            reading.fault(None, f"the key {key} is missing")
            sound = False
        elif not isinstance(stated[key], kind):
            reading.fault(key, f"is not {expected}")
            sound = False
    for key in stated:
        if key not in _KEYS:
            reading.fault(key, f"{quoted(key)} is not a key of this format")
    return stated if sound else None


def _area(reading: _Reading, value: str) -> str | None:
    try:
        return str(columns.area(AREA_NAMES)(value))
    except ValueError as error:
        reading.fault("area", str(error))
        return None


def _reporting_year(reading: _Reading, value: str) -> str | None:
    found = _YEAR.fullmatch(value)
    if found is None or int(found[2]) != (int(found[1]) + 1) % 100:
        reading.fault(
            "reporting_year",
            f"{quoted(value)} is not a reporting year written as 2014-15 "
            "(1 April 2014 to 31 March 2015)",
        )
        return None
    return value


def _extracted_on(reading: _Reading, value: str, stated: dict[str, object]) -> date | None:
    try:
        found = columns.day(value)
    except ValueError as error:
        reading.fault("extracted_on", str(error))
        return None
    year = _YEAR.fullmatch(str(stated["reporting_year"]))
    if year is not None and found < date(int(year[1]), 4, 1):
        reading.fault(
            "extracted_on", f"{found} is before 1 April {year[1]}, so the year has not begun"
        )
    return found


def _files(reading: _Reading, stated: object) -> tuple[str, ...]:
    """The files to read: those of the format, each once; anything else is a fault."""
    listed: list[str] = []
    for name in stated if isinstance(stated, Iterable) else ():
        if not isinstance(name, str):
            reading.fault("files", "holds something that is not a file name")
        elif name in listed:
            reading.fault("files", f"{quoted(name)} is listed twice", name)
        elif name in FILES:
            listed.append(name)
        elif "/" in name or "\\" in name:
            reading.fault(
                "files", f"{quoted(name)} is a path; the files lie in the folder itself", name
            )
        else:
            reading.fault("files", f"{quoted(name)} is not a file of this format", name)
    for name in FILES:
        if name not in listed and name not in MAY_BE_LEFT_OUT:
            reading.fault(
                "files",
                f"{name} is not listed; an extract is the whole statement of its area, so where "
                "there is nothing to state the file has its header row alone",
            )
    return tuple(name for name in FILES if name in listed)
