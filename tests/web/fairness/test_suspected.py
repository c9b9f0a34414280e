"""A missed duty: not recorded, then suspected after six checks, and cleared by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.urls import reverse
from django.utils import timezone

from openmappa.agencies.pages import WEB
from openmappa.config.postgres import Server
from openmappa.law.duties import NOT_RECORDED
from openmappa.nominals.fairness import CHECKS, Suspicion
from openmappa.nominals.models import Nominal, SignOff
from tests.cases.given import acting
from tests.web import given_access
from tests.web.fairness.given import FOUND, address, missed, suspected
from tests.web.matrix import (
    COORDINATOR,
    DUTY_OFFICER,
    OTHER_AREA,
    POLICE,
    POLICE_SUPERVISOR,
    PROBATION,
    VICTIM_LIAISON,
)
from tests.web.register.given import area_of, by, day
from tests.web.world import WHY, World, opened
from tests.world import administrator

SUSPECTED = "suspected of being missed"


def page(world: World, role: str, name: str, person: Nominal, status: int = 200) -> str:
    answer = opened(world.client(role), name, person.reference)
    assert answer.status_code == status
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(text).split())


def printed(world: World, role: str, name: str, person: Nominal) -> str:
    """The page as it comes out of a printer: without what is marked as not printed."""
    answer = opened(world.client(role), name, person.reference)
    assert answer.status_code == 200
    html = answer.content.decode()
    for tag in ("section", "li", "div", "p"):
        html = re.sub(rf"<{tag}[^>]*app-not-printed.*?</{tag}>", "", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture(autouse=True)
def nothing_suspected(db_home: Server) -> Iterator[None]:
    yield
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        for table in ("nominals_suspicion", "nominals_notification", "nominals_sign_off"):
            past.execute(f"truncate {table} cascade".encode())


def test_what_nobody_has_confirmed_is_not_recorded_and_no_more(world: World) -> None:
    person, duty = missed(world)
    told = page(world, POLICE, "missed_duties", person)
    assert duty.what in told
    assert "Worked out by the rules; nobody has confirmed it." in told
    assert "Nothing is suspected." in told
    assert SUSPECTED not in told


def test_an_officer_confirms_it_after_each_check_and_stands_for_it_by_name(world: World) -> None:
    person, duty = missed(world)
    client, name = world.client(POLICE), world.user(POLICE).name
    for check in CHECKS:
        answer = client.post(address(person, duty), FOUND | {check: "  "})
        assert answer.status_code == 422, check
        assert CHECKS[check][1:] in answer.content.decode()
    assert not Suspicion.objects.using("owner").exists()
    suspected(world)
    for role in (POLICE, PROBATION, COORDINATOR, VICTIM_LIAISON):
        told = page(world, role, "missed_duties", person)
        assert SUSPECTED in told
        assert f"Confirmed by {name}" in told
        assert all(found in told for found in FOUND.values())
        assert "waits for a second look" in told
    assert f"suspected, confirmed by {name}" in page(world, POLICE, "person", person)
    assert SUSPECTED in page(world, POLICE, "legal_position", person)
    # Once is enough.
    again = client.post(address(person, duty), FOUND)
    assert again.status_code == 422
    assert f"{name} has confirmed it" in again.content.decode()


def test_a_notification_that_is_keyed_late_clears_it_and_the_record_of_it_stays(
    world: World,
) -> None:
    person, duty, _ = suspected(world)
    assert duty.due is not None
    answer = world.client(POLICE).post(
        reverse("register_add", args=[person.reference, "notifications"]),
        {
            "kind": "initial",
            **day("notified_on", duty.event or duty.due),
            "station": "Parkside police station",
            **_under(duty),
            "standing": "fact",
            "class_of_person": "convicted",
            "regime": "law_enforcement",
        },
    )
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    told = page(world, POLICE, "missed_duties", person)
    assert "cleared" in told
    assert f"Confirmed by {world.user(POLICE).name}" in told
    assert SUSPECTED not in told
    for name in ("person", "legal_position", "person_print"):
        assert "suspected, confirmed by" not in page(world, POLICE, name, person)
    assert Suspicion.objects.using("owner").get().withdrawn_at is None


def _under(duty: Any) -> dict[str, Any]:
    """The law under which a duty is notified: Part 2 but for those of orders and Part 4."""
    assert "under" not in duty.kind, "the test takes a duty of Part 2"
    return {"under": "part_2"}


def test_what_is_not_confirmed_leaves_by_no_print_card_or_letter(world: World) -> None:
    person, duty = missed(world)
    for role, name in (
        (POLICE, "person_print"),
        (POLICE, "person"),
        (POLICE, "legal_position"),
        (POLICE, "missed_duties"),
        (POLICE, "what_you_must_do"),
        (DUTY_OFFICER, "duty_card"),
    ):
        out = printed(world, role, name, person)
        assert NOT_RECORDED not in re.sub("A duty whose day is over is.*?:", "", out), name
        assert duty.what not in out or name == "legal_position", name
    suspected(world)
    name = world.user(POLICE).name
    assert f"suspected, confirmed by {name}" in printed(world, POLICE, "person_print", person)
    card = printed(world, DUTY_OFFICER, "duty_card", person)
    assert f"Confirmed by {name}" in card
    # What the person is given says what is to come, never what is held against them.
    sheet = printed(world, POLICE, "what_you_must_do", person)
    assert "suspected" not in sheet.lower().replace("whether or not it is suspected", "")


def test_exports_of_lists_say_nothing_of_missed_duties(world: World) -> None:
    suspected(world)
    client = world.client(POLICE_SUPERVISOR)
    answer = client.post(reverse("quality_file", args=["no-photograph"]), WHY)
    assert answer.status_code == 200
    out = b"".join(answer) if answer.streaming else answer.content
    assert b"suspected" not in out
    assert NOT_RECORDED.encode() not in out


def test_a_supervisor_looks_again_and_what_does_not_stand_falls(world: World) -> None:
    person, _, row = suspected(world)
    work = SignOff.objects.using("owner").get(kind="suspicion", subject_id=row.pk)
    asked = reverse("sign_off", args=[work.pk])
    supervisor = world.client(POLICE_SUPERVISOR)
    assert "Missed duties" in supervisor.get(asked).content.decode()
    answer = supervisor.post(asked, {"state": "refused", "because": "He was in Peterborough"})
    assert answer.status_code == 302
    told = page(world, POLICE, "missed_duties", person)
    assert "withdrawn" in told
    assert "He was in Peterborough" in told
    assert "does not stand" in told
    assert SUSPECTED not in told


def test_it_is_withdrawn_with_a_reason_and_stays_to_be_read(world: World) -> None:
    person, duty, row = suspected(world)
    client = world.client(PROBATION)
    away = reverse("suspicion_withdraw", args=[person.reference, row.pk])
    assert client.post(away, {"because": ""}).status_code == 422
    assert client.post(away, {"because": "He was in hospital"}).status_code == 302
    assert "has withdrawn it: He was in hospital" in client.get(away).content.decode()
    told = page(world, POLICE, "missed_duties", person)
    assert "He was in hospital" in told
    assert SUSPECTED not in told
    assert (
        address(person, duty)
        in world.client(POLICE)
        .get(reverse("missed_duties", args=[person.reference]))
        .content.decode()
    )


def test_only_who_writes_there_confirms_and_another_area_knows_nothing(world: World) -> None:
    person, duty = missed(world)
    assert world.client(COORDINATOR).post(address(person, duty), FOUND).status_code == 403
    assert world.client(VICTIM_LIAISON).post(address(person, duty), FOUND).status_code == 403
    assert world.client(OTHER_AREA).post(address(person, duty), FOUND).status_code in (403, 404)
    page(world, OTHER_AREA, "missed_duties", person, 404)
    assert not Suspicion.objects.using("owner").exists()


def row(world: World, person: Nominal, role: str = POLICE, **more: Any) -> Suspicion:
    user = world.user(role)
    return Suspicion(
        nominal_id=person.pk,
        duty="initial notification",
        what="First notification",
        **{"due": date(2015, 3, 1), **FOUND, **by(user, area_of(user), user.agency), **more},
    )


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("found", ["", "  \n"])
def test_the_database_refuses_a_suspicion_without_all_checks(
    world: World, check: str, found: str
) -> None:
    person, _ = missed(world)
    with (
        pytest.raises(DatabaseError, match="nominals_suspicion_all_checked"),
        acting(world, POLICE),
    ):
        row(world, person, **{check: found}).save(using=WEB, force_insert=True)


def test_the_database_refuses_what_is_not_due_yet_another_name_and_other_roles(
    world: World,
) -> None:
    person, _ = missed(world)
    other = world.user(PROBATION)
    for role, more in (
        (POLICE, {"due": timezone.localdate()}),
        (POLICE, {"entered_by_id": other.pk}),
        (COORDINATOR, {}),
        (OTHER_AREA, {}),
    ):
        one = row(world, person, role, **more)
        with pytest.raises(DatabaseError, match=r"not missed|row-level"), acting(world, role):
            one.save(using=WEB, force_insert=True)


def test_the_database_lets_nobody_change_what_was_confirmed(world: World) -> None:
    _, _, one = suspected(world)
    with pytest.raises(DatabaseError, match="withdrawn, not changed"), acting(world, POLICE):
        Suspicion.objects.using(WEB).filter(pk=one.pk).update(custody="No", version=2)
    with given_access.looking(world.user(POLICE)), connections[WEB].cursor() as cursor:
        cursor.execute("select custody from nominals_suspicion where id = %s", [one.pk])
        assert cursor.fetchall() == [(FOUND["custody"],)]
