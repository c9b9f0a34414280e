"""The port through which rooms below put a line on the pages of a person."""

from __future__ import annotations

from collections.abc import Callable

Source = Callable[[int], list[str]]
_sources: list[Source] = []


def tell(source: Source) -> None:
    """Register, once at start, who has lines to show on a person's pages."""
    if source not in _sources:
        _sources.append(source)


def notices(nominal_id: int) -> list[str]:
    """What everybody who sees this person must know, a sentence each."""
    return [line for source in _sources for line in source(nominal_id)]
