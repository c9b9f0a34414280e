"""Who may ask for the pages of missed duties."""

from __future__ import annotations

from typing import Any

from django.urls import resolve

from openmappa.agencies.permissions import Part
from tests.cases.given import known_to_all
from tests.cases.matrix import FULL, LIAISON
from tests.web.fairness.given import a_suspicion, address, missed
from tests.web.matrix import Row
from tests.web.register.matrix import written
from tests.web.world import World


def somebody(world: World) -> dict[str, Any]:
    return {"reference": known_to_all(world).reference}


def withdrawable(world: World) -> dict[str, Any]:
    person = known_to_all(world)
    return {"reference": person.reference, "number": a_suspicion(world, person).pk}


def duty(world: World) -> dict[str, Any]:
    """One that is not recorded, of somebody in whose record the police write."""
    person, found = missed(world)
    return dict(resolve(address(person, found)).kwargs)


def all_to(status: int, expected: dict[str, int]) -> dict[str, int]:
    return {role: status if found == 200 else found for role, found in expected.items()}


WRITTEN = written(Part.OFFENDING)
ROWS = [
    Row("missed_duties", FULL | LIAISON, args=somebody, queries=31),
    Row("suspect", WRITTEN, args=duty, queries=18),
    Row("suspect", all_to(422, WRITTEN), "POST", args=duty, ok=422, queries=18),
    Row("suspicion_withdraw", WRITTEN, args=withdrawable, queries=11),
    Row(
        "suspicion_withdraw",
        all_to(422, WRITTEN),
        "POST",
        args=withdrawable,
        ok=422,
        queries=11,
    ),
]
