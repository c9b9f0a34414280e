"""Who may ask for the pages of people, and how many queries each takes."""

from __future__ import annotations

from tests.cases.given import at_level_1, known_to_all
from tests.web.matrix import (
    CENTRAL_POINT,
    CHAIR,
    MAPPA_ADMINISTRATOR,
    OFFENDER_MANAGERS,
    OFFICE,
    POLICE,
    POLICE_SUPERVISOR,
    PRACTITIONERS,
    READERS,
    SUPERVISORS,
    VICTIM_LIAISON,
    Row,
)
from tests.web.world import World


def somebody(world: World) -> dict[str, str]:
    return {"reference": known_to_all(world).reference}


def only_outline(world: World) -> dict[str, str]:
    return {"reference": at_level_1(world).reference}


NOBODY = dict.fromkeys(READERS, 404)
FULL = NOBODY | dict.fromkeys(
    OFFICE | OFFENDER_MANAGERS | SUPERVISORS | {MAPPA_ADMINISTRATOR, CHAIR}, 200
)
# In the records of the police, of which this central point is, and at Level 1.
POLICE_ONLY = NOBODY | dict.fromkeys({POLICE, POLICE_SUPERVISOR, CENTRAL_POINT}, 200)
OUTLINE = dict.fromkeys(OFFICE | {MAPPA_ADMINISTRATOR, VICTIM_LIAISON}, 200)
PRINTERS = PRACTITIONERS
HISTORY = READERS - {VICTIM_LIAISON}


def only(roles: frozenset[str] | set[str], expected: dict[str, int]) -> dict[str, int]:
    """The answers to these roles; to all others 403."""
    return {role: status for role, status in expected.items() if role in roles}


ROWS = [
    Row("people", READERS, queries=11),
    Row("people_search", READERS, ok=302, axe=False),
    Row("people_search", READERS, "POST", data=lambda world: {"q": "Smith"}, queries=15),
    Row("person", FULL | {VICTIM_LIAISON: 200}, args=somebody, queries=30),
    Row("person", POLICE_ONLY | OUTLINE, args=only_outline),
    Row("timeline", FULL, args=somebody, queries=28),
    Row("timeline", POLICE_ONLY, args=only_outline),
    Row("legal_position", FULL, args=somebody, queries=28),
    Row("legal_position", POLICE_ONLY, args=only_outline),
    Row("what_you_must_do", only(PRINTERS, FULL), args=somebody, queries=16),
    Row("what_you_must_do", only(PRINTERS, POLICE_ONLY), args=only_outline),
    Row("person_records", FULL, args=somebody, queries=24),
    Row("person_records", POLICE_ONLY, args=only_outline),
    Row("record_history", only(HISTORY, FULL), args=somebody, queries=24),
    Row("record_history", only(HISTORY, POLICE_ONLY), args=only_outline),
]
