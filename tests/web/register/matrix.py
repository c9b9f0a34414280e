"""Who may ask for the sections of a record, its log and its intelligence."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from openmappa.agencies.permissions import Part, Permission
from openmappa.agencies.roles import ROLES as KNOWN
from tests.cases.given import known_to_all
from tests.cases.matrix import FULL, HISTORY, LIAISON, only
from tests.web.matrix import (
    CENTRAL_POINT,
    COORDINATOR,
    DEPUTY,
    OTHER_AREA,
    READERS,
    Row,
)
from tests.web.register.given import TYPED, a_row, area_of, day
from tests.web.world import World

WRITERS = {role for role, its in KNOWN.items() if Permission.RECORD_WRITE in its.permissions} | {
    OTHER_AREA
}


def somebody(world: World) -> dict[str, str]:
    return {"reference": known_to_all(world).reference}


def section(key: str) -> Any:
    return lambda world: {**somebody(world), "section": key}


@cache
def row_of(world: World, key: str) -> int:
    """A row of a section that stands."""
    person = known_to_all(world)
    user = world.user("police")
    area = area_of(user)
    return a_row(key, person.pk, user, area)


def row(key: str) -> Any:
    return lambda world: {**section(key)(world), "row": row_of(world, key)}


def address(world: World) -> dict[str, Any]:
    return {**somebody(world), "row": row_of(world, "addresses")}


def to_sign(world: World) -> dict[str, Any]:
    """A decision of its own for each who asks: asked twice, it is refused."""
    officer = world.user("police")
    row = a_row("disclosures", known_to_all(world).pk, officer, area_of(officer))
    return {**somebody(world), "row": row}


def draft(world: World) -> dict[str, Any]:
    return {**section("names")(world), "row": 0}


def seen(part: Part, expected: dict[str, int] = FULL) -> dict[str, int]:
    """What FULL gives, and 404 where the role does not see the part."""
    return {
        role: status if status != 200 or part in KNOWN[role].sees else 404
        for role, status in expected.items()
    }


def written(part: Part, ok: int = 200) -> dict[str, int]:
    """To those who write somewhere: `ok` where they write in this part, else 403 or 404."""
    found = {}
    for role in sorted(WRITERS):
        status = FULL.get(role, 403)
        if status == 200:
            status = 404 if part not in KNOWN[role].sees else 403
            if part in KNOWN[role].writes:
                status = ok
        found[role] = status
    return found


A_CALL = {
    "kind": "call",
    **day("happened_on", date(2015, 3, 30)),
    "fact": "Rang about work",
    "class_of_person": "convicted",
}
A_CHECK = {
    **day("checked_on", date(2015, 3, 30)),
    "how": "home_visit",
    "verified": "yes",
}
OPENERS = {COORDINATOR, DEPUTY, CENTRAL_POINT, OTHER_AREA}

ROWS = [
    Row("register", FULL | LIAISON, args=somebody, queries=25),
    Row("register_section", seen(Part.CONTACT), args=section("addresses"), queries=27),
    Row("register_section", seen(Part.LIFE), args=section("relationships"), queries=27),
    Row("register_section", seen(Part.FINANCE), args=section("finance"), queries=25),
    Row(
        "register_section",
        dict.fromkeys(READERS, 404),
        args=section("no-such-section"),
        axe=False,
    ),
    Row("register_add", written(Part.CONTACT), args=section("addresses"), queries=24),
    Row(
        "register_add",
        written(Part.IDENTITY, 302),
        "POST",
        args=section("names"),
        data=lambda world: TYPED["names"],
        queries=18,
        ok=302,
    ),
    Row("register_correct", written(Part.CONTACT), args=row("addresses"), queries=25),
    Row(
        "register_section",
        seen(Part.DISCLOSURES) | LIAISON,
        args=section("disclosures"),
        queries=27,
    ),
    Row(
        "register_section",
        seen(Part.DISCLOSURES) | LIAISON,
        args=section("disclosure-recipients"),
        queries=24,
    ),
    Row("register_section", FULL | LIAISON, args=section("order-terms"), queries=24),
    Row("register_add", written(Part.DISCLOSURES), args=section("disclosures"), queries=24),
    Row(
        "register_add", written(Part.DISCLOSURES), args=section("disclosure-recipients"), queries=25
    ),
    Row("register_add", written(Part.OFFENDING), args=section("order-terms"), queries=25),
    Row("register_add", written(Part.OFFENDING), args=section("detail-changes"), queries=24),
    Row("register_add", written(Part.OFFENDING), args=section("journeys"), queries=24),
    Row("register_add", written(Part.IDENTITY), args=section("self-defined"), queries=24),
    Row(
        "disclosure_sign",
        written(Part.DISCLOSURES, 302),
        "POST",
        args=to_sign,
        ok=302,
        queries=20,
    ),
    Row("register_withdraw", written(Part.MARKERS), args=row("warnings"), queries=24),
    Row("register_history", only(HISTORY, seen(Part.CONTACT)), args=row("addresses"), queries=26),
    Row("register_check", written(Part.CONTACT), args=address, queries=25),
    Row(
        "register_check",
        written(Part.CONTACT, 302),
        "POST",
        args=address,
        data=lambda world: A_CHECK,
        ok=302,
        queries=18,
    ),
    Row(
        "register_draft",
        written(Part.IDENTITY, 302),
        "POST",
        args=draft,
        data=lambda world: {"surname": "Half"},
        queries=17,
        ok=302,
    ),
    Row("intelligence", seen(Part.SANITISED), args=somebody, queries=24),
    Row("log", seen(Part.LOG), args=somebody, queries=26),
    Row("log", seen(Part.LOG), "POST", args=somebody, data=lambda world: {"q": "work"}, queries=27),
    Row("log_add", written(Part.LOG), args=somebody, queries=24),
    Row(
        "log_add",
        written(Part.LOG, 302),
        "POST",
        args=somebody,
        data=lambda world: A_CALL,
        queries=17,
        ok=302,
    ),
    Row("visit_brief", seen(Part.LOG), args=somebody, queries=42),
    Row("visit_record", written(Part.LOG), args=somebody, queries=34),
    Row(
        "visit_record",
        written(Part.LOG, 422),
        "POST",
        args=somebody,
        data=lambda world: {"seen": "seen"},
        queries=34,
        ok=422,
    ),
    Row("record_open", OPENERS, queries=9),
    Row("record_open", OPENERS, "POST", data=lambda world: {"surname": ""}, ok=422, queries=9),
]
