"""Who may ask for the pages of rights and of reading, and how many queries each takes."""

from __future__ import annotations

from typing import Any

from tests.cases.given import a_photograph, at_level_1, known_to_all
from tests.rights.given import a_contest, a_line, a_request, an_erasure, an_export
from tests.web.matrix import (
    AUTHORITY_LEAD,
    COORDINATOR,
    DATA_PROTECTION,
    DEPUTY,
    EVERYBODY,
    OTHER_AREA,
    SECURITY_OFFICER,
    Row,
)
from tests.web.world import World

SECURITY, OFFICER = {SECURITY_OFFICER}, {DATA_PROTECTION}
EXPORTERS = SECURITY | OFFICER
APPROVERS = OFFICER | {AUTHORITY_LEAD}
REVIEWERS = OFFICER | {COORDINATOR, DEPUTY, OTHER_AREA}
# Of a record that Norfolk does not see.
OF_RECORD = {COORDINATOR: 200, DEPUTY: 200, DATA_PROTECTION: 200, OTHER_AREA: 404}


def the_request(world: World) -> dict[str, Any]:
    return {"number": a_request(world).pk}


def a_source(world: World) -> dict[str, Any]:
    return the_request(world) | {"source": "justice_disposal"}


def a_held_file(world: World) -> dict[str, Any]:
    photograph = a_photograph(world, known_to_all(world))
    return the_request(world) | {"source": "nominals_photograph", "row": photograph.pk}


def a_step(world: World) -> dict[str, Any]:
    return the_request(world) | {"step": "extend"}


def a_file(world: World) -> dict[str, Any]:
    return the_request(world) | {"name": "redactions.csv"}


def the_erasure(world: World) -> dict[str, Any]:
    return {"number": an_erasure(world).pk}


def the_export(world: World) -> dict[str, Any]:
    return {"number": an_export(world).pk}


def somebody(world: World) -> dict[str, Any]:
    return {"reference": at_level_1(world).reference}


def a_new_request(world: World) -> dict[str, str]:
    return {
        "kind": "subject_access",
        "reference": known_to_all(world).reference,
        "received-day": "2",
        "received-month": "3",
        "received-year": "2015",
    }


ROWS = [
    Row("unusual_reading", SECURITY, queries=13),
    Row("unusual_readings", SECURITY, args=a_line, queries=14),
    Row("unusual_readings", SECURITY, "POST", args=a_line, ok=422, queries=15),
    Row("reading_contest", SECURITY, args=a_contest, queries=10),
    Row("reading_contest", SECURITY, "POST", args=a_contest, ok=422, queries=11),
    Row("my_reading", EVERYBODY, queries=9),
    Row("my_reading", EVERYBODY, "POST", ok=422, queries=9),
    Row("audit_exports", EXPORTERS, queries=11),
    Row("audit_exports", EXPORTERS, "POST", ok=422, queries=11),
    # The data protection officer asked for it, and nobody else may fetch it.
    Row(
        "audit_export_file",
        {DATA_PROTECTION: 200, SECURITY_OFFICER: 404},
        args=the_export,
        axe=False,
        queries=10,
    ),
    Row("access_requests", OFFICER, queries=10),
    Row("access_request_new", OFFICER, queries=8),
    Row("access_request_new", OFFICER, "POST", data=a_new_request, ok=302, queries=13),
    Row("access_request", OFFICER, args=the_request, queries=11),
    Row("access_request_source", OFFICER, args=a_source, queries=12),
    Row("access_request_source", OFFICER, "POST", args=a_source, ok=422, queries=15),
    Row("access_request_held_file", OFFICER, args=a_held_file, axe=False, queries=10),
    Row("access_request_step", OFFICER, "POST", args=a_step, ok=422, queries=12),
    Row("access_request_file", OFFICER, args=a_file, axe=False, queries=11),
    Row("erasures", APPROVERS, queries=10),
    Row("erasure_new", OFFICER, queries=8),
    Row("erasure_new", OFFICER, "POST", ok=422, queries=9),
    Row("erasure", APPROVERS, args=the_erasure, queries=10),
    Row("erasure", APPROVERS, "POST", args=the_erasure, ok=422, queries=11),
    Row("retention", REVIEWERS, queries=11),
    Row("retention_review", OF_RECORD, args=somebody, queries=12),
    Row(
        "retention_review",
        {role: 422 if status == 200 else status for role, status in OF_RECORD.items()},
        "POST",
        args=somebody,
        queries=13,
    ),
]
