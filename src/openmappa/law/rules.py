"""What a rule of law is here: one small named function that says where it comes from.

A rule is an ordinary function whose docstring is the rule in plain words; `@rule` adds the
provision, the dates in force, the source it was read in and how far that reading was checked. Its
id is the function's name, which is its citation: `s82_1_d` is "s82-1-d".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from inspect import cleandoc
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

from openmappa.law.dates import Period

P = ParamSpec("P")
R = TypeVar("R")

# Changes whenever an answer could change; stored beside every answer that is kept.
LAW_VERSION = "2026.11.2"


class Status(Enum):
    """How far a rule was checked; the value is what the reader is told."""

    VERIFIED = "verified in the source"
    PARTLY = "the source shows part of it: needs checking by a lawyer"
    MEMORY = "not checked against a source: needs checking by a lawyer"
    DESIGN = "a convention of this system where the law gives no rule: needs checking by a lawyer"


class Rule(Generic[P, R]):
    """A dated, cited rule; calling it applies it."""

    __slots__ = ("_apply", "id", "in_force", "provision", "room", "source", "status", "text")

    def __init__(
        self,
        apply: Callable[P, R],
        *,
        provision: str,
        in_force: Period | None,
        source: str,
        status: Status,
    ) -> None:
        self._apply = apply
        self.id = apply.__name__.replace("_", "-")
        self.room = apply.__module__
        self.text = " ".join(cleandoc(apply.__doc__ or "").split())
        self.provision = provision
        self.in_force = in_force  # None: not commenced
        self.source = source
        self.status = status

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Apply the rule."""
        return self._apply(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<{self.id}: {self.provision}>"

    def in_force_on(self, on: date) -> bool:
        """Whether the rule was law on the day `on`; a rule not commenced never is."""
        return self.in_force is not None and self.in_force.covers(on)


AnyRule: TypeAlias = "Rule[..., Any]"
MANUAL: dict[str, AnyRule] = {}


def rule(
    provision: str,
    *,
    since: date | None,
    until: date | None = None,
    source: str,
    status: Status = Status.VERIFIED,
) -> Callable[[Callable[P, R]], Rule[P, R]]:
    """Make a rule of a function and enter it in the manual.

    `since` is its first day in force (None: not commenced, so switched off), `until` its last.
    """

    def enter(apply: Callable[P, R]) -> Rule[P, R]:
        made = Rule(
            apply,
            provision=provision,
            in_force=None if since is None else Period(since, until),
            source=source,
            status=status,
        )
        if made.id in MANUAL:
            raise ValueError(f"two rules are called {made.id}")
        MANUAL[made.id] = made
        return made

    return enter


C = TypeVar("C", bound="Rule[..., Any]")


def in_force(rules: Iterable[C], on: date) -> Iterator[C]:
    """Those of the rules that were law on the day `on`, in their order."""
    return (candidate for candidate in rules if candidate.in_force_on(on))
