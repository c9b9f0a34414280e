"""The typeface of the report, Source Sans: where it lies and which characters it has.

A PDF/UA document may hold no character without a glyph, so what the typeface lacks must be known
before a page is set.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

import font_source_sans_pro

NAME = "Source Sans Pro"


def folder() -> Path:
    """The folder of the font files."""
    return Path(font_source_sans_pro.font_directory)


@lru_cache
def characters() -> frozenset[int]:
    """The code points for which the regular face has a glyph.

    Read from the font's `cmap` table, whose subtable of format 12 lists ranges of code points.
    """
    data = (folder() / "SourceSansPro-Regular.ttf").read_bytes()
    (count,) = struct.unpack_from(">4xH", data)
    tables: dict[bytes, int] = {}
    for n in range(count):
        tag, offset = struct.unpack_from(">4s4xL", data, 12 + 16 * n)
        tables[tag] = offset
    cmap = tables[b"cmap"]
    (subtables,) = struct.unpack_from(">2xH", data, cmap)
    for n in range(subtables):
        (offset,) = struct.unpack_from(">4xL", data, cmap + 4 + 8 * n)
        kind, groups = struct.unpack_from(">H10xL", data, cmap + offset)
        if kind == 12:
            ranges = (
                struct.unpack_from(">LL", data, cmap + offset + 16 + 12 * group)
                for group in range(groups)
            )
            return frozenset(code for first, last in ranges for code in range(first, last + 1))
    raise ValueError(f"{NAME} has no table of its characters in format 12")


def lacks(character: str) -> bool:
    """Whether the typeface has no glyph for it; line ends and tabs need none."""
    return character not in "\n\t" and ord(character) not in characters()


def spelled_out(text: str) -> str:
    """The text with each character that the typeface lacks written as its code, e.g. [U+1F600]."""
    return "".join(f"[U+{ord(c):04X}]" if lacks(c) else c for c in text)
