"""Who may ask for the pages of people, and how many queries each takes."""

from __future__ import annotations

from tests.cases.given import at_level_1, known_to_all
from tests.web.matrix import COORDINATOR, OTHER_AREA, POLICE, PRISON, PROBATION, Row
from tests.web.world import World

PRACTITIONERS = {COORDINATOR, POLICE, PROBATION, PRISON, OTHER_AREA}


def somebody(world: World) -> dict[str, str]:
    return {"reference": known_to_all(world).reference}


def only_outline(world: World) -> dict[str, str]:
    return {"reference": at_level_1(world).reference}


FULL = dict.fromkeys((COORDINATOR, POLICE, PROBATION, PRISON), 200) | {OTHER_AREA: 404}
OUTLINE = {COORDINATOR: 404, POLICE: 200, PROBATION: 404, PRISON: 404, OTHER_AREA: 404}

ROWS = [
    Row("people", PRACTITIONERS, queries=11),
    Row("people_search", PRACTITIONERS, ok=302, axe=False),
    Row("people_search", PRACTITIONERS, "POST", data=lambda world: {"q": "Smith"}, queries=13),
    Row("person", FULL, args=somebody, queries=29),
    Row("person", OUTLINE | {COORDINATOR: 200}, args=only_outline),
    Row("timeline", FULL, args=somebody, queries=27),
    Row("timeline", OUTLINE, args=only_outline),
    Row("legal_position", FULL, args=somebody, queries=27),
    Row("legal_position", OUTLINE, args=only_outline),
    Row("what_you_must_do", FULL, args=somebody, queries=16),
    Row("what_you_must_do", OUTLINE, args=only_outline),
    Row("person_records", FULL, args=somebody, queries=23),
    Row("person_records", OUTLINE, args=only_outline),
    Row("record_history", FULL, args=somebody, queries=23),
    Row("record_history", OUTLINE, args=only_outline),
]
