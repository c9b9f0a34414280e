"""Who may ask for the pages of people, and how many queries each takes."""

from __future__ import annotations

from tests.cases.given import a_document, a_photograph, at_level_1, known_to_all
from tests.web.matrix import (
    ADMINISTRATOR,
    CENTRAL_POINT,
    CHAIR,
    DUTY_OFFICER,
    INSPECTOR,
    MAPPA_ADMINISTRATOR,
    OFFENDER_MANAGERS,
    OFFICE,
    OTHER_AREA,
    POLICE,
    POLICE_SUPERVISOR,
    PRACTITIONERS,
    PROBATION,
    READERS,
    REHABILITATION,
    SUPERVISORS,
    VICTIM_LIAISON,
    Row,
)
from tests.web.world import WHY, World


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
OUTLINE = dict.fromkeys(OFFICE | {MAPPA_ADMINISTRATOR}, 200)
# Sees everybody of the area, in the parts that concern victims.
LIAISON = {VICTIM_LIAISON: 200}
PRINTERS = PRACTITIONERS
# Who answers for records; chairs and agencies that co-operate are not told who looked.
HISTORY = PRACTITIONERS | {MAPPA_ADMINISTRATOR, INSPECTOR, REHABILITATION}


def photographed(world: World) -> dict[str, object]:
    found = a_photograph(world, known_to_all(world))
    return somebody(world) | {"number": found.pk}


def with_a_face(world: World) -> dict[str, str]:
    a_photograph(world, known_to_all(world))
    return somebody(world)


def documented(world: World) -> dict[str, object]:
    return somebody(world) | {"number": a_document(world, known_to_all(world)).pk}


# Who enters facts at all; of them, in which part of the record.
WRITERS = READERS - {INSPECTOR, VICTIM_LIAISON}
IDENTITY_WRITERS = {POLICE, PROBATION} | SUPERVISORS
DOCUMENT_WRITERS = OFFICE | OFFENDER_MANAGERS | SUPERVISORS | {MAPPA_ADMINISTRATOR}


def writing(by: frozenset[str] | set[str], ok: int = 200) -> dict[str, int]:
    """The answers to who sees the record: 403 where they do not write in the part."""
    seen = {role: 403 if status == 200 else status for role, status in FULL.items()}
    return only(WRITERS, seen) | dict.fromkeys(by, ok)


def only(roles: frozenset[str] | set[str], expected: dict[str, int]) -> dict[str, int]:
    """The answers to these roles; to all others 403."""
    return {role: status for role, status in expected.items() if role in roles}


ROWS = [
    Row("people", READERS, queries=11),
    Row("people_search", READERS, ok=302, axe=False),
    Row("people_search", READERS, "POST", data=lambda world: {"q": "Smith"}, queries=14),
    Row("person", FULL | LIAISON, args=somebody, queries=41),
    Row("person", POLICE_ONLY | OUTLINE | LIAISON, args=only_outline, queries=13),
    Row("timeline", FULL | LIAISON, args=somebody, queries=34),
    Row("timeline", POLICE_ONLY | LIAISON, args=only_outline, queries=34),
    Row("legal_position", FULL | LIAISON, args=somebody, queries=27),
    Row("legal_position", POLICE_ONLY | LIAISON, args=only_outline, queries=27),
    Row("what_you_must_do", only(PRINTERS, FULL), args=somebody, queries=17),
    Row("what_you_must_do", only(PRINTERS, POLICE_ONLY), args=only_outline, queries=17),
    Row("address_check", only(PRACTITIONERS, FULL), args=somebody, queries=23),
    # Nothing was typed.
    Row(
        "address_check",
        only(
            PRACTITIONERS, {role: 422 if status == 200 else status for role, status in FULL.items()}
        ),
        "POST",
        args=somebody,
        ok=422,
        queries=24,
    ),
    Row("person_records", FULL, args=somebody, queries=26),
    Row("person_records", POLICE_ONLY, args=only_outline, queries=26),
    Row("record_history", only(HISTORY, FULL), args=somebody, queries=25),
    Row("record_history", only(HISTORY, POLICE_ONLY), args=only_outline, queries=25),
    Row("person_print", FULL | LIAISON, args=somebody, queries=10),
    Row("person_print", FULL | LIAISON, "POST", args=somebody, data=lambda world: WHY, queries=44),
    Row("duty_search", {DUTY_OFFICER}, queries=9),
    Row("duty_search", {DUTY_OFFICER}, "POST", data=lambda world: {"q": "Smith"}, queries=14),
    Row("duty_card", {DUTY_OFFICER: 200}, args=somebody, queries=34),
    Row("duty_why", {DUTY_OFFICER}, args=somebody, queries=10),
    Row("duty_why", {DUTY_OFFICER}, "POST", args=somebody, ok=422, queries=11),
    Row("duty_photograph", {DUTY_OFFICER}, args=with_a_face, queries=11, axe=False),
    Row("rota", OFFICE | {ADMINISTRATOR, OTHER_AREA}, queries=9),
    Row("rota", OFFICE | {ADMINISTRATOR, OTHER_AREA}, "POST", ok=422, queries=9),
    Row("photographs", FULL, args=somebody, queries=25),
    Row("photograph_add", writing(IDENTITY_WRITERS), args=somebody, queries=25),
    # No file was chosen.
    Row("photograph_add", writing(IDENTITY_WRITERS, 422), "POST", args=somebody, queries=26),
    Row("photograph_image", FULL, args=photographed, queries=11, axe=False),
    Row(
        "photograph_current", writing(IDENTITY_WRITERS, 422), "POST", args=photographed, queries=29
    ),
    Row("photograph_withdraw", writing(IDENTITY_WRITERS), args=photographed, queries=25),
    Row(
        "photograph_withdraw", writing(IDENTITY_WRITERS, 422), "POST", args=photographed, queries=26
    ),
    Row("documents", FULL, args=somebody, queries=24),
    Row("document_add", writing(DOCUMENT_WRITERS), args=somebody, queries=24),
    Row("document_add", writing(DOCUMENT_WRITERS, 422), "POST", args=somebody, queries=25),
    Row("document_file", FULL, args=documented, queries=11, axe=False),
    Row("document_withdraw", writing(DOCUMENT_WRITERS), args=documented, queries=25),
    Row("document_withdraw", writing(DOCUMENT_WRITERS, 422), "POST", args=documented, queries=26),
]
