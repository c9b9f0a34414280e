"""What the history of a record tells of words that name a victim, which the audit alone keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.urls import reverse

from openmappa.config.postgres import Server
from openmappa.nominals import caseload
from openmappa.nominals.models import Nominal
from tests.cases.given import known_to_all
from tests.victims.given import given_victim
from tests.victims.test_compartment import forget
from tests.web import given_access as given
from tests.web.world import World
from tests.world import day

NAMING = "He told her of Theodora Quillfeather"


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    forget(db_home)
    given.forget(db_home)
    given_victim(world)
    yield known_to_all(world)
    given.forget(db_home)
    forget(db_home)


def history(world: World, person: Nominal) -> str:
    path = reverse("record_history", args=[person.reference])
    return world.client("police").get(path).content.decode()


def test_why_a_naming_ended_is_told_without_words_that_name_a_victim(
    world: World, person: Nominal
) -> None:
    boss = given.officer("coordinator")
    number = given.partner(boss, person, given.officer("police", given.AWAY))
    path = reverse("end_naming", args=[person.reference, number])
    assert world.signed_in(boss).post(path, {"why": NAMING}).status_code == 302
    told = history(world, person)
    assert "Ended a naming" in told
    assert "Quillfeather" not in told
    with (
        given.looking(world.user("security_officer")),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute(
            "select what from cases_record_history(%s, array['event'], array['LOG'], 0, 500)"
            " where what like %s",
            [person.pk, f"%{NAMING}"],
        )
        assert len(cursor.fetchall()) == 1


def test_what_stands_in_the_record_is_told_in_its_history_while_it_waits(
    world: World, person: Nominal
) -> None:
    """A gap there would tell every reader who compares that it names a victim."""
    boss = given.officer("coordinator")
    whom = given.officer("police", given.AWAY)
    with given.acting(boss) as (visitor, opened):
        caseload.name(
            by=visitor.actor,
            nominal=person,
            user_id=whom.pk,
            user_name=whom.name,
            as_what="partner",
            until=day(5),
            why=NAMING,
            operation=opened,
        )
    assert history(world, person).count(NAMING) >= 2  # what happened, and the row
