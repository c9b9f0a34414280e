"""Who may ask for the pages of missed duties."""

from __future__ import annotations

from typing import Any

from django.urls import resolve

from openmappa.agencies.permissions import Part
from tests.cases.given import known_to_all
from tests.cases.matrix import FULL, LIAISON, PRINTERS, only
from tests.nominals.matrix import SIGNERS
from tests.web.fairness.given import a_suspicion, address, contest_of, missed
from tests.web.matrix import (
    CHAIR,
    COORDINATOR,
    DEPUTY,
    POLICE_SUPERVISOR,
    PROBATION_SUPERVISOR,
    Row,
)
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


def a_contest(world: World) -> dict[str, Any]:
    person = known_to_all(world)
    return {"reference": person.reference, "number": contest_of(world, person).pk}


def a_category(world: World) -> dict[str, Any]:
    return somebody(world) | {"of_what": "category", "subject": 0}


DECIDERS = {
    COORDINATOR,
    DEPUTY,
    CHAIR,
    POLICE_SUPERVISOR,
    PROBATION_SUPERVISOR,
}
DECIDED = {
    role: 422 if role in DECIDERS else 403 if status == 200 else status
    for role, status in (FULL | LIAISON).items()
}
WRITTEN = written(Part.OFFENDING)
ROWS = [
    Row("contests", FULL | LIAISON, args=somebody, queries=34),
    Row("contests_to_decide", SIGNERS, queries=10),
    Row("contest", FULL | LIAISON, args=a_contest, queries=11),
    Row("contest", DECIDED, "POST", args=a_contest, ok=422, queries=12),
    Row("contest_new", written(Part.LOG), args=a_category, queries=18),
    Row(
        "contest_new",
        all_to(422, written(Part.LOG)),
        "POST",
        args=a_category,
        ok=422,
        queries=19,
    ),
    Row("state_confirm", WRITTEN, args=somebody, queries=18),
    Row("state_confirm", all_to(422, WRITTEN), "POST", args=somebody, ok=422, queries=19),
    Row("leaflet", only(PRINTERS, FULL), args=somebody, queries=10),
    Row("missed_duties", FULL | LIAISON, args=somebody, queries=32),
    Row("suspect", WRITTEN, args=duty, queries=18),
    Row("suspect", all_to(422, WRITTEN), "POST", args=duty, ok=422, queries=19),
    Row("suspicion_withdraw", WRITTEN, args=withdrawable, queries=11),
    Row(
        "suspicion_withdraw",
        all_to(422, WRITTEN),
        "POST",
        args=withdrawable,
        ok=422,
        queries=12,
    ),
]
