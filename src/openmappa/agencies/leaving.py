"""The port through which rooms below learn that somebody is about to lose their roles.

They are told inside the writing transaction, before the roles end: so that a caseload moves to a
successor at the instant at which the door closes, and never to nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openmappa.audit.operations import Open


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who loses roles in which areas, why in words, and the operation in which they do."""

    user_id: int
    area_ids: frozenset[int]
    why: str
    operation: Open


Listener = Callable[[Leaving], None]
_listeners: list[Listener] = []


def when_leaving(listener: Listener) -> None:
    """Register, once at start, somebody to be told."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(leaving: Leaving) -> None:
    """Tell every listener."""
    if leaving.area_ids:
        for listener in _listeners:
            listener(leaving)
