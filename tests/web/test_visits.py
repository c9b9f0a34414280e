"""Before a visit, and the record of it: the gaps of the record are the questions of the visit."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from tests.cases.given import known_to_all
from tests.web.matrix import POLICE
from tests.web.register.given import a_row, area_of
from tests.web.world import World
from tests.world import administrator, day, query

VISIT = {
    "happened_on-day": "30",
    "happened_on-month": "3",
    "happened_on-year": "2015",
    "happened_at": "14:30",
    "planned": "planned",
    "announced": "unannounced",
    "seen": "seen",
    "officers": "Sam Oakley, Jo Carter",
    "asked-household": "His sister stays until May",
    "fact": "He opened at once",
    "opinion": "At ease",
    "class_of_person": "convicted",
}


@pytest.fixture
def person(world: World) -> Nominal:
    return known_to_all(world)


@pytest.fixture
def client(world: World) -> Client:
    return world.client(POLICE)


def brief(client: Client, person: Nominal) -> str:
    answer = client.get(reverse("visit_brief", args=[person.reference]))
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def record(client: Client, person: Nominal, **typed: str) -> Any:
    return client.post(reverse("visit_record", args=[person.reference]), {**VISIT, **typed})


def logged(server: Server, person: Nominal) -> tuple[str, str]:
    (row,) = query(
        server,
        "select kind, fact from nominals_activity where nominal_id = %s order by id desc limit 1",
        person.pk,
    )
    kind, fact = row
    return str(kind), str(fact)


def test_the_gaps_of_the_record_are_asked_and_the_answers_logged(
    client: Client, person: Nominal, db_home: Server
) -> None:
    said = brief(client, person)
    assert "No visit is in the log" in said
    question = "Was a photograph taken? Why not, if not?"
    assert question in said
    form = client.get(reverse("visit_record", args=[person.reference])).content.decode()
    assert question in form
    assert record(client, person, **{"asked-no-photograph": "He refused"}).status_code == 302
    assert logged(db_home, person) == (
        "visit",
        "Planned; unannounced; seen. Officers: Sam Oakley, Jo Carter.\n"
        f"{question} He refused\n"
        "Who lives here or stays, and is anybody under 18? His sister stays until May\n"
        "He opened at once",
    )
    assert "Last visited on 30 March 2015" in brief(client, person)


def test_what_was_entered_since_the_last_visit_is_new(
    world: World, client: Client, person: Nominal
) -> None:
    assert record(client, person).status_code == 302
    assert "Nothing that officers entered" in brief(client, person)
    officer = world.user(POLICE)
    a_row("telephones", person.pk, officer, area_of(officer), agency="probation")
    a_row("warnings", person.pk, officer, area_of(officer))
    said = brief(client, person)
    assert "1 entry by probation" in said
    assert "Struck an officer in 2013" in said.partition("Take care")[2].partition("<h3")[0]
    # Neither is anybody told of a compartment.
    a_row("gender-history", person.pk, officer, area_of(officer))
    assert brief(client, person) == said


@pytest.mark.parametrize("seen", ["no_reply", "others"])
def test_who_was_not_seen_was_not_visited(
    client: Client, person: Nominal, db_home: Server, seen: str
) -> None:
    assert record(client, person).status_code == 302
    assert record(client, person, seen=seen).status_code == 302
    assert logged(db_home, person)[0] == "attempt"
    said = brief(client, person)
    assert "Last visited on 30 March 2015" in said
    assert "without seeing the person" in said


def test_one_officer_who_goes_alone_says_so_where_two_go(
    client: Client, person: Nominal, db_home: Server
) -> None:
    refused = record(client, person, officers="Sam Oakley")
    assert refused.status_code == 422
    assert "Two officers visit here" in refused.content.decode()
    assert "He opened at once" in refused.content.decode()
    assert record(client, person, officers="Sam Oakley", alone="on").status_code == 302
    assert "One officer went alone." in logged(db_home, person)[1]
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("update agencies_setting set value = 'no' where name = 'visit.two_officers'")
        try:
            assert "Two officers" not in brief(client, person)
            assert record(client, person, officers="Sam Oakley").status_code == 302
        finally:
            past.execute(
                "update agencies_setting set value = 'yes' where name = 'visit.two_officers'"
            )


def test_the_next_visit_is_a_task_of_who_records_this(
    client: Client, person: Nominal, db_home: Server
) -> None:
    next_on = day(60)
    coming = {f"next_on-{part}": str(getattr(next_on, part)) for part in ("day", "month", "year")}
    assert record(client, person, **coming).status_code == 302
    tasks = query(
        db_home, "select what, due_on::text from nominals_task where nominal_id = %s", person.pk
    )
    assert tasks[-1] == ("Visit", str(next_on))
    past = record(client, person, **{**coming, "next_on-year": "2014"})
    assert past.status_code == 422
    assert "Enter a day from today on" in past.content.decode()


def test_a_draft_is_kept_with_its_answers(client: Client, person: Nominal) -> None:
    draft = reverse("register_draft", args=[person.reference, "visit", 0])
    answer = client.post(draft, VISIT)
    assert answer.status_code == 302
    form = client.get(answer["Location"]).content.decode()
    assert "This is your draft" in form
    assert "His sister stays until May" in form
    assert client.post(draft, {"drop": "yes"}).status_code == 302
