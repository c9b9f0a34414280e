"""Victims of a world, written as victim liaison writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from openmappa.agencies.pages import WEB, Visitor, enter
from openmappa.audit.operations import Open, operation
from openmappa.cases.models import Transfer
from openmappa.law.dates import Period
from openmappa.nominals.models import Nominal
from openmappa.victims import actions
from openmappa.victims.models import Mention, Victim, Zone
from tests.cases.given import known_to_all
from tests.web.world import World

DETAILS: dict[str, Any] = {
    "surname": "Quillfeather",
    "forenames": "Theodora Jane",
    "born_on": date(1984, 5, 6),
    "address": "Flat 2, 17 Marigold Parade\nElmswick",
    "postcode": "ZZ9 9QF",
    "telephone": "01632 960 742",
    "email": "theodora@example.org",
    "safe_contact": "By letter to her sister",
    "wish": "wants",
    "asked_on": date(2014, 6, 1),
}


@contextmanager
def liaison(world: World, role: str = "victim_liaison") -> Iterator[tuple[Visitor, Open]]:
    """An operation at a page of this role."""
    with transaction.atomic(using=WEB, durable=True):
        visitor = enter(world.user(role).pk)
        with visitor.operation("test") as opened:
            yield visitor, opened


def as_told(zone: str) -> re.Pattern[str]:
    """What pages say of a zone to everybody who sees the person, and the card of who is on duty."""
    return re.compile(
        f'<ul class="govuk-list app-notices"><li>{zone}</li></ul>'
        rf'|[ ]*<li class="app-break"><strong>{zone}</strong></li>\s*\n'
    )


def given_victim(world: World) -> Victim:
    """A victim of the person whom all know, the same each time."""
    person = known_to_all(world)
    with liaison(world) as (visitor, opened):
        known = Victim.objects.using(WEB).order_by("pk").first()
        if known is None:
            known = actions.add_victim(
                opened,
                person,
                by=visitor,
                details=DETAILS,
                relation="former_partner",
                offence="Assault",
            )
    return known


def another_victim(world: World, *, relation: str = "stranger", **details: Any) -> Victim:
    """One more victim of the person whom all know, with these details instead of the usual."""
    person = known_to_all(world)
    with liaison(world) as (visitor, opened):
        return actions.add_victim(
            opened,
            person,
            by=visitor,
            details=DETAILS | details,
            relation=relation,
            offence="",
        )


def judge(world: World, of_table: str, row: int, outcome: str, victim: Victim) -> None:
    """What victim liaison says of a row that names this victim."""
    with liaison(world) as (visitor, opened):
        mention = (
            Mention.objects.using(WEB)
            .select_related("nominal")
            .get(of_table=of_table, row_id=row, victim=victim)
        )
        assert actions.judge_mention(
            opened, mention, by=visitor, outcome=outcome, reason="As they read it"
        )


def given_zone(world: World) -> Zone:
    """A zone for that victim, the same each time."""
    victim, person = given_victim(world), known_to_all(world)
    with liaison(world) as (visitor, opened):
        known = Zone.objects.using(WEB).order_by("pk").first()
        if known is None:
            actions.set_telephone(
                opened, area_id=3, area="Cambridgeshire", telephone="01632 960 001"
            )
            known = actions.add_zone(
                opened,
                person,
                victim,
                by=visitor,
                wording="All of Marigold Parade, Elmswick",
                condition_of="licence",
                during=Period(date(2015, 1, 1), None),
            )
    return known


def given_mention(world: World) -> Mention:
    """A text that names the victim: written by a co-ordinator who offers the person elsewhere."""
    victim = given_victim(world)
    with liaison(world):
        known = Mention.objects.using(WEB).filter(victim=victim, outcome="").first()
    if known is None:
        write(known_to_all(world), "He asked after Theodora again.")
        with liaison(world):
            known = Mention.objects.using(WEB).get(victim=victim, outcome="")
    return known


def write(person: Nominal, text: str) -> int:
    """Write a text into the record, as the reason of a transfer; answers with its row's id."""
    with operation(using="owner", actor="a colleague", purpose="test"):
        row = Transfer.objects.using("owner").create(
            nominal_id=person.pk,
            from_area_id=3,
            to_area_id=2,
            offered_by="a colleague",
            reason=text,
            accepted_by="a colleague",
            accepted_at=datetime.now(tz=UTC),
            arrives_on=date(2015, 1, 1),
            effective_on=date(2015, 1, 1),
        )
    return int(row.pk)
