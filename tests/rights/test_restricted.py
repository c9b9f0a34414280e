"""Who answers for a restricted record need not see it: its audit, its request, its erasure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.agencies.pages import enter
from openmappa.agencies.permissions import Permission
from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from openmappa.rights import access, exports, retention
from openmappa.rights.models import AccessRequest, AuditExport, Erasure, RetentionReview
from tests.cases.given import known_to_all
from tests.rights.given import given_officer
from tests.rights.test_requests import day_fields
from tests.web import given_access as given
from tests.web.matrix import DATA_PROTECTION, SECURITY_OFFICER
from tests.web.world import World, send
from tests.world import administrator, day, query

NONE = "Your area may see no record with this reference"


@pytest.fixture
def keeper() -> User:
    return given.officer("coordinator")


@pytest.fixture
def person(world: World, db_home: Server, keeper: User) -> Iterator[Nominal]:
    """Whose record is restricted to who restricted it."""
    found = known_to_all(world)
    given.restrict(keeper, found)
    yield found
    given.forget(db_home)
    with administrator(db_home) as past:
        past.execute("delete from rights_access_request")
        past.execute("delete from rights_audit_export")
        past.execute("delete from rights_erasure")
        past.execute("delete from rights_retention_review")
    for path in Path(settings.EXPORTS_FOLDER).iterdir():
        exports.discard(path.name)


def ask_for_audit(client: Client, person: Nominal) -> str:
    """The page that comes back; empty where it was asked for."""
    answer = client.post(
        reverse("audit_exports"),
        {
            **day_fields("first", date(2015, 1, 1)),
            **day_fields("last", day()),
            "about": "record",
            "reference": person.reference,
            "format": "csv",
            "reason": "Somebody may have peeked",
        },
    )
    return "" if answer.status_code == 302 else answer.content.decode()


def enter_request(client: Client, person: Nominal) -> str:
    answer = client.post(
        reverse("access_request_new"),
        {
            "kind": "subject_access",
            "reference": person.reference,
            **day_fields("received", date(2015, 3, 2)),
        },
    )
    return "" if answer.status_code == 302 else answer.content.decode()


def ask_to_erase(client: Client, person: Nominal) -> str:
    answer = client.post(
        reverse("erasure_new"),
        {"reference": person.reference, "basis": "court_order", "reason": "Order 7 of 2015"},
    )
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize("role", [DATA_PROTECTION, SECURITY_OFFICER])
def test_the_audit_of_a_restricted_record_is_exported(
    world: World, db_home: Server, person: Nominal, keeper: User, role: str
) -> None:
    world.signed_in(keeper).get(reverse("person", args=[person.reference]))
    client = world.client(role)
    assert client.get(reverse("person", args=[person.reference])).status_code in (403, 404)
    assert ask_for_audit(client, person) == ""
    export = AuditExport.objects.using("owner").latest("pk")
    assert (export.nominal_id, export.subject) == (person.pk, person.reference)
    exports.write(export.pk)
    answer = client.get(reverse("audit_export_file", args=[export.pk]))
    assert answer.status_code == 200
    assert keeper.name in answer.content.decode()
    told = query(
        db_home,
        "select sentence from audit_event where nominal_id = %s and verb = 'asked for an export'"
        " order by at desc limit 1",
        person.pk,
    )
    assert world.user(role).name in told[0][0]


def test_a_request_for_a_restricted_record_is_entered_gathered_and_shown(
    world: World, person: Nominal
) -> None:
    client = world.client(DATA_PROTECTION)
    assert enter_request(client, person) == ""
    request = AccessRequest.objects.using("owner").latest("pk")
    assert request.nominal_id == person.pk
    path = reverse("access_request_step", args=[request.pk, "gather"])
    page = reverse("access_request", args=[request.pk])
    assert send(client, path, page=page).status_code == 302
    access.gather(request.pk)
    for path in (reverse("access_requests"), reverse("access_request", args=[request.pk])):
        assert str(person.reference) in client.get(path).content.decode()
    source = reverse("access_request_source", args=[request.pk, "nominals_record"])
    assert person.surname in client.get(source).content.decode()


def test_the_erasure_of_a_restricted_record_is_asked_for(world: World, person: Nominal) -> None:
    client = world.client(DATA_PROTECTION)
    assert ask_to_erase(client, person) == ""
    erasure = Erasure.objects.using("owner").latest("pk")
    assert erasure.nominal_id == person.pk
    page = client.get(reverse("erasure", args=[erasure.pk])).content.decode()
    assert str(person.reference) in page
    assert "asked for already" in ask_to_erase(client, person)


VERBS = (ask_for_audit, enter_request, ask_to_erase)


def test_another_areas_officer_reaches_it_no_more_than_any_other_record(
    world: World, person: Nominal
) -> None:
    officer = given_officer(DATA_PROTECTION, name="Ottoline Away", area=given.AWAY)
    client = world.signed_in(officer)
    for verb in VERBS:
        assert NONE in verb(client, person), verb
    security = given_officer(SECURITY_OFFICER, name="Ossian Away", area=given.AWAY)
    assert NONE in ask_for_audit(world.signed_in(security), person)


def test_who_is_shut_out_of_it_answers_for_nothing_of_it(
    world: World, person: Nominal, keeper: User
) -> None:
    officer = given_officer(DATA_PROTECTION, name="Cousin Of Theirs")
    given.put_on_list(keeper, person, officer, "shut_out")
    client = world.signed_in(officer)
    for verb in VERBS:
        assert NONE in verb(client, person), verb


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("police", "AUDIT_EXPORT"),
        ("coordinator", "RECORD_ERASE"),
        (SECURITY_OFFICER, "ACCESS_ANSWER"),
        (DATA_PROTECTION, "MESSAGE_SEND"),
        (DATA_PROTECTION, "PERSON_VIEW"),
    ],
)
def test_the_database_answers_no_other_role_and_for_no_other_permission(
    world: World, person: Nominal, role: str, may: str
) -> None:
    user = given.officer("coordinator") if role == "coordinator" else world.user(role)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        enter(user.pk)
        cursor.execute("select * from rights_record(%s, %s)", [person.reference, may])
        assert cursor.fetchall() == []


def test_the_database_refuses_an_erasure_for_retention_of_what_the_reviewer_does_not_see(
    world: World, person: Nominal
) -> None:
    reviewer = given.officer("coordinator")
    erasure = Erasure(
        nominal_id=person.pk,
        area_id=3,
        basis="retention",
        reason="Over",
        whole=True,
        rows=[],
        asked_by=reviewer.name,
        asked_by_id=reviewer.pk,
    )
    with given.looking(reviewer), pytest.raises(DatabaseError, match="row-level security"):
        erasure.save(using="default")
    review = RetentionReview(
        nominal_id=person.pk,
        area_id=3,
        decided_on=day(),
        decision="hold",
        reason="Over",
        decided_by=reviewer.name,
        decided_by_id=reviewer.pk,
    )
    with given.looking(reviewer), pytest.raises(DatabaseError, match="row-level security"):
        review.save(using="default")


def due(looker: User, person: Nominal) -> list[retention.Due]:
    """What somebody is told of the record, once it is due."""
    on = date(2090, 1, 1)
    with given.looking(looker) as visitor:
        areas = visitor.areas(Permission.RETENTION_REVIEW)
        return [
            row
            for row in retention.records(areas, on)
            if row.reference == person.reference and row.is_due(on)
        ]


def test_that_a_restricted_record_is_due_is_told_to_data_protection_and_who_is_let_in(
    world: World, person: Nominal, keeper: User
) -> None:
    (told,) = due(world.user(DATA_PROTECTION), person)
    assert told.restricted_by == keeper.name
    (known,) = due(keeper, person)
    assert known.restricted_by == ""
    assert due(given.officer("coordinator"), person) == []
    assert (
        due(given_officer(DATA_PROTECTION, name="Otto Further Away", area=given.AWAY), person) == []
    )
    cousin = given_officer(DATA_PROTECTION, name="Another Cousin")
    given.put_on_list(keeper, person, cousin, "shut_out")
    assert due(cousin, person) == []


def test_whether_a_restricted_record_is_kept_is_decided_by_who_is_told_no_more_of_it(
    world: World, person: Nominal, keeper: User
) -> None:
    client = world.client(DATA_PROTECTION)
    page = reverse("retention_review", args=[person.reference])
    assert world.signed_in(given.officer("coordinator")).get(page).status_code == 404
    shown = client.get(page).content.decode()
    assert f"{keeper.name} restricted it" in shown
    assert person.surname not in shown
    assert send(client, page, {"decision": "hold", "reason": "An inquiry"}).status_code == 302
    held = client.get(reverse("retention"), {"show": "held"}).content.decode()
    assert str(person.reference) in held
    assert "Restricted" in held
    assert send(client, page, {"decision": "lift", "reason": "Ended"}).status_code == 302
    assert send(client, page, {"decision": "erase", "reason": "No need"}).status_code == 302
    assert Erasure.objects.using("owner").latest("pk").nominal_id == person.pk
    with given.looking(world.user(DATA_PROTECTION)):  # nor does the database show more
        assert not given.in_sight(person)
