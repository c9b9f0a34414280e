"""Texts that name a victim in another writing, in an earlier state, or by what was learnt since."""

from __future__ import annotations

import pytest
from django.urls import reverse

from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.nominals.models import Photograph
from openmappa.nominals.register import Mark
from openmappa.victims import actions
from openmappa.victims.models import Mention
from tests.cases.given import known_to_all
from tests.cases.test_marks import send
from tests.victims.given import DETAILS, another_victim, given_victim, judge, liaison, write
from tests.victims.test_compartment import forget, withdraw
from tests.web.register.given import a_row, area_of
from tests.web.world import World
from tests.world import query

# What a text calls her


@pytest.mark.parametrize(
    ("details", "texts"),
    [
        ({}, ["Theo\u00addora rang", "Theo\u200bdora rang", "Quill-\nfeather rang"]),
        ({}, ["lives at ZZ9\u00a09QF", "lives at ZZ9-9QF", "lives at ZZ9\n9QF"]),
        ({}, ["outside Marigold Pde", "Ｔｈｅｏｄｏｒａ rang", "Thеodora rang"]),  # е is Cyrillic
        ({"surname": "O'Brannock"}, ["Ms OBrannock rang"]),
        ({"surname": "Zed-Vessey"}, ["Ms ZedVessey rang"]),
        ({"surname": "Ng", "forenames": "Jo"}, ["Jo Ng rang", "NG, Jo"]),
        ({"surname": "Şahinkaya", "forenames": ""}, ["Ms Sahinkaya rang", "Ms Şahinkaya rang"]),
        ({"surname": "Sahinkay", "forenames": ""}, ["Ms Şahinkay rang"]),
        ({"surname": "Шевчукова", "forenames": ""}, ["Ms Шевчукова rang", "Ms Shevchukova rang"]),
        ({"address": "9 Thistledown Road, Elmswick"}, ["Seen in Thistledown Rd"]),
        ({"address": "9 Thistledown Rd, Elmswick"}, ["Seen in Thistledown Road"]),
        ({"telephone": "01632 960 811, or 07700 900 812"}, ["Rang 01632960811"]),
    ],
    ids=str,
)
def test_a_text_names_a_victim_however_it_is_written(
    world: World, details: dict[str, str], texts: list[str]
) -> None:
    person = known_to_all(world)
    victim = another_victim(world, **details)
    rows = {write(person, text): text for text in texts}
    with liaison(world):
        found = Mention.objects.using("default").filter(victim=victim, row_id__in=rows)
        assert {rows[mention.row_id] for mention in found} == set(texts)


def test_the_person_is_no_victim_of_their_own_name(world: World) -> None:
    person = known_to_all(world)
    victim = another_victim(
        world,
        relation="child",
        surname=person.surname,
        forenames=person.forenames,
        address="",
        postcode="",
        telephone="",
        email="",
    )
    row = write(person, f"{person.forenames} {person.surname} was at home: {person.name}.")
    with liaison(world):
        assert not Mention.objects.using("default").filter(victim=victim, row_id=row).exists()


def test_what_was_written_before_a_correction_is_put_before_liaison(
    world: World, db_home: Server
) -> None:
    person, user = known_to_all(world), world.user("police")
    forget(db_home)
    victim = given_victim(world)
    row = a_row("marks", person.pk, user, area_of(user), description="Letters, for Quillfeather")
    with operation(using="owner", actor="a test", purpose="test"):
        Mark.objects.using("owner").filter(pk=row).update(description="Letters")
    ((mention,),) = query(
        db_home,
        "select id from victims_mention where (of_table, row_id, victim_id, outcome)"
        " = ('nominals_mark', %s, %s, '')",
        row,
        victim.pk,
    )
    history = reverse("register_history", args=[person.reference, "marks", row])
    assert "Quillfeather" in world.client("probation").get(history).content.decode()
    page = world.client("victim_liaison").get(reverse("mention", args=[mention]))
    assert "Letters, for Quillfeather" in page.content.decode()
    withdraw("marks", row)


def test_what_was_judged_waits_again_when_it_names_her_by_more(
    world: World, db_home: Server
) -> None:
    person = known_to_all(world)
    forget(db_home)
    victim = given_victim(world)
    row = write(person, "Theodora's cattery, 8 Foxglove Rise")
    judge(world, "cases_transfer", row, "harmless", victim)
    for address, waits in (("17 Marigold Parade", 0), ("8 Foxglove Rise", 1)):
        with liaison(world) as (_, opened):
            victim.refresh_from_db(using="default")
            actions.correct_victim(
                opened, person, victim, seen=victim.version, details={"address": address}
            )
        found = query(
            db_home,
            "select from victims_mention where (of_table, row_id, victim_id, outcome)"
            " = ('cases_transfer', %s, %s, '')",
            row,
            victim.pk,
        )
        assert len(found) == waits, address
    with liaison(world) as (_, opened):
        victim.refresh_from_db(using="default")
        actions.correct_victim(
            opened,
            person,
            victim,
            seen=victim.version,
            details={"address": DETAILS["address"]},
        )


def test_a_photograph_of_a_mark_that_is_withheld_goes_with_it(
    world: World, db_home: Server
) -> None:
    person, user = known_to_all(world), world.user("police")
    forget(db_home)
    victim = given_victim(world)
    row = a_row("marks", person.pk, user, area_of(user), description="Quillfeather, on the arm")
    client = world.client("police")
    assert send(client, person, mark=str(row)).status_code == 302
    photograph = Photograph.objects.using("count").latest("pk")
    path = reverse("photograph_image", args=[person.reference, photograph.pk])
    assert client.get(path).status_code == 200
    judge(world, "nominals_mark", row, "withheld", victim)
    assert client.get(path).status_code == 404
