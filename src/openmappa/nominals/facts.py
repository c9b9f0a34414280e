"""The port through which facts about people make themselves known to the rooms below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from django.db import connections

Listener = Callable[[Collection[int], str], None]
_listeners: list[Listener] = []


def when_changed(listener: Listener) -> None:
    """Register, once at start, somebody to be told of changed facts."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed(nominal_ids: Collection[int], using: str) -> None:
    """Tell every listener, inside the writing transaction, whose facts have changed."""
    if nominal_ids:
        for listener in _listeners:
            listener(nominal_ids, using)


def hold_figures_still(using: str) -> None:
    """Take, until the transaction ends, the lock that import, rebuild and freeze share.

    While one of them works no other begins, so that a freeze never sees half an import.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('openmappa figures'))")


@contextmanager
def figures_held_still(using: str) -> Iterator[None]:
    """Hold that lock from before a transaction begins until after it has ended."""
    with connections[using].cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtext('openmappa figures'))")
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(hashtext('openmappa figures'))")
