"""A photograph of a mark: tied to it where it is added, shown with it, never of somebody else."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.nominals import filing
from openmappa.nominals.inspecting import photograph
from openmappa.nominals.models import Nominal, Photograph
from openmappa.nominals.register import Mark
from tests.cases.given import acting, by, known_to_all
from tests.cases.test_files import upload
from tests.nominals.given_files import jpeg
from tests.web.matrix import POLICE
from tests.web.register.given import a_row, area_of
from tests.web.world import World, opened
from tests.world import query

SAID = "Tattoo, left forearm: An anchor"


def a_mark(world: World, person: Nominal) -> int:
    user = world.user(POLICE)
    return a_row("marks", person.pk, user, area_of(user))


def send(client: Client, person: Nominal, **typed: Any) -> HttpResponse:
    data = {
        "file": upload("anchor.jpg", jpeg(colour="navy")),
        "taken-day": "3",
        "taken-month": "3",
        "taken-year": "2015",
        "angle": "mark",
        "source": "custody",
        "note": "",
        "standing": "fact",
        **typed,
    }
    return client.post(reverse("photograph_add", args=[person.reference]), data)


def test_it_is_shown_with_the_mark_in_the_section_the_overview_and_the_print(
    world: World,
) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    mark = a_mark(world, person)
    section = reverse("register_section", args=[person.reference, "marks"])
    way = f"{reverse('photograph_add', args=[person.reference])}?mark={mark}"
    assert way in client.get(section).content.decode()
    form = unescape(client.get(way).content.decode())
    assert f'<option value="{mark}" selected>{SAID}</option>' in form
    assert send(client, person, mark=str(mark), current="yes").status_code == 302
    added = Photograph.objects.using("count").latest("pk")
    assert (added.mark_id, added.current) == (mark, False)
    shown = 'alt="Photograph of the mark, taken on 3 March 2015"'
    assert shown in client.get(section).content.decode()
    for name in ("person", "person_print"):
        page = opened(client, name, person.reference).content.decode()
        _, _, after = page.partition("An anchor")
        assert shown in after, name
    gallery = unescape(client.get(reverse("photographs", args=[person.reference])).content.decode())
    assert SAID in gallery
    assert reverse("photograph_current", args=[person.reference, added.pk]) not in gallery
    path = reverse("photograph_current", args=[person.reference, added.pk])
    assert client.post(path).status_code == 403
    # One that is withdrawn is shown no more.
    away = reverse("photograph_withdraw", args=[person.reference, added.pk])
    assert client.post(away, {"reason": "Blurred"}).status_code == 302
    assert shown not in client.get(section).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"mark": "0"}, "Choose a mark that stands in this record"),
        ({"mark": "own", "angle": "front"}, "tied to a mark shows a mark"),
    ],
)
def test_what_does_not_go_together_is_said(world: World, typed: dict[str, str], said: str) -> None:
    person = known_to_all(world)
    if typed["mark"] == "own":
        typed = typed | {"mark": str(a_mark(world, person))}
    answer = send(world.client(POLICE), person, **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_database_refuses_the_mark_of_another_person(world: World) -> None:
    person = known_to_all(world)
    other = next(
        one
        for one in world.seen_by(POLICE)
        if one.sight == "full" and one.pk != person.pk  # type: ignore[attr-defined]
    )
    mark = a_mark(world, other)

    def add() -> None:
        with acting(world, POLICE) as (visitor, opened_):
            filing.add_photograph(
                person,
                photograph(jpeg()),
                taken_on=date(2015, 3, 3),
                angle="mark",
                source="custody",
                note="",
                standing="fact",
                current=False,
                mark_id=mark,
                by=by(visitor),
                operation=opened_,
            )

    with pytest.raises(DatabaseError, match="nominals_photograph_mark_is_the_persons"):
        add()
    assert not Photograph.objects.using("count").filter(mark=mark).exists()


def test_it_follows_its_mark_to_another_record_and_outlives_it(
    world: World, db_home: Server
) -> None:
    person = known_to_all(world)
    other = next(one for one in world.seen_by("coordinator") if one.pk != person.pk)
    mark = a_mark(world, person)
    assert send(world.client(POLICE), person, mark=str(mark)).status_code == 302
    with operation(using="owner", actor="a test", purpose="test"):
        Mark.objects.using("owner").filter(pk=mark).update(nominal=other)
    of = "select nominal_id, mark_id from nominals_photograph order by id desc limit 1"
    assert query(db_home, of) == [(other.pk, mark)]
    with operation(using="owner", actor="a test", purpose="test"), transaction.atomic("owner"):
        Mark.objects.using("owner").filter(pk=mark)._raw_delete("owner")
    assert query(db_home, of) == [(other.pk, None)]
