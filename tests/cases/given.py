"""Whom the tests of pages open."""

from __future__ import annotations

from openmappa.nominals.models import Nominal
from tests.web.world import World


def in_full(world: World, role: str) -> set[int]:
    return {person.pk for person in world.seen_by(role) if person.sight == "full"}


def known_to_all(world: World) -> Nominal:
    """In prison, at Level 2 or 3, and in the records of police and probation."""
    all_four = set.intersection(
        *(in_full(world, role) for role in ("coordinator", "police", "probation", "prison"))
    )
    return next(person for person in world.seen_by("coordinator") if person.pk in all_four)


def at_level_1(world: World) -> Nominal:
    """At Level 1, and in police records only."""
    others = in_full(world, "probation") | in_full(world, "prison")
    return next(
        person
        for person in world.seen_by("coordinator")
        if person.sight == "outline"
        and person.pk in in_full(world, "police")
        and person.pk not in others
    )
