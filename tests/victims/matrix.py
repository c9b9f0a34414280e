"""Who may ask for the pages of the victims' compartment: victim liaison, and nobody else."""

from __future__ import annotations

from openmappa.victims.models import Mention, Victim, Zone
from tests.cases.given import known_to_all
from tests.victims.given import given_mention, given_victim, given_zone
from tests.web.matrix import VICTIM_LIAISON, Row
from tests.web.world import World

ONLY = {VICTIM_LIAISON}


def somebody(world: World) -> dict[str, str]:
    return {"reference": known_to_all(world).reference}


def a_victim(world: World) -> dict[str, object]:
    victim: Victim = given_victim(world)
    return {**somebody(world), "number": victim.pk}


def with_all(world: World) -> dict[str, object]:
    given_zone(world)
    return dict(somebody(world))


def a_zone(world: World) -> dict[str, object]:
    zone: Zone = given_zone(world)
    return {**somebody(world), "letter": zone.letter}


def a_mention(world: World) -> dict[str, object]:
    mention: Mention = given_mention(world)
    return {"number": mention.pk}


ROWS = [
    Row("victims_of", ONLY, args=with_all, queries=25),
    Row("victim_add", ONLY, args=somebody, queries=22),
    Row("victim_add", ONLY, "POST", args=somebody, ok=422, queries=23),
    Row("victim", ONLY, args=a_victim, queries=24),
    Row("victim", ONLY, "POST", args=a_victim, ok=422, queries=25),
    Row("victim_contact", ONLY, args=a_victim, queries=23),
    Row("victim_contact", ONLY, "POST", args=a_victim, ok=422, queries=24),
    Row("victim_zone", ONLY, args=a_victim, queries=23),
    Row("victim_zone", ONLY, "POST", args=a_victim, ok=422, queries=24),
    Row("victim_zone_end", ONLY, args=a_zone, queries=23),
    Row("victim_zone_end", ONLY, "POST", args=a_zone, ok=422, queries=24),
    Row("victims_annex", ONLY, args=somebody, queries=23),
    Row("victims_annex", ONLY, "POST", args=somebody, ok=422, queries=24),
    Row("mentions", ONLY, args=lambda world: a_mention(world) and {}, queries=12),
    Row("mention", ONLY, args=a_mention, queries=24),
    Row("mention", ONLY, "POST", args=a_mention, ok=422, queries=25),
    Row("victims_unit", ONLY, queries=9),
    Row("victims_unit", ONLY, "POST", ok=422, queries=9),
]
