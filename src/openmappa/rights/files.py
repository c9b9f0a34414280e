"""The one hook for what is held on a person outside the database: photographs, documents, extracts.

Whoever keeps files of people registers a keeper once, at start. A person's request then gathers
their files with everything else, and their erasure removes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One file; `source` is the table that names it, so that it shares what is decided of a row."""

    source: str
    row: int
    name: str
    content: bytes


class Keeper(Protocol):
    """What keeps files of people."""

    def held(self, nominal_id: int, using: str) -> Iterable[HeldFile]:
        """Every file held on the person."""

    def paths(self, nominal_id: int, using: str) -> Iterable[Path]:
        """Where they lie; asked for before the rows that name them go, removed after."""


KEEPERS: list[Keeper] = []


def keeps_files(keeper: Keeper) -> None:
    """Register, once at start, somebody who keeps files of people."""
    if keeper not in KEEPERS:
        KEEPERS.append(keeper)
