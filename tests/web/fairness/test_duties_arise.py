"""Duties that a change of details, a stay or a journey makes, and what meets them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from openmappa.agencies.pages import WEB, enter
from openmappa.cases.queries import law_position, whole_facts
from openmappa.config.postgres import Server
from openmappa.law.duties import NOT_RECORDED, Duty
from openmappa.law.position import position
from openmappa.nominals.fairness import Suspicion
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import DetailChange, Journey, Notification
from tests.cases.given import acting, in_full
from tests.web.fairness.given import FOUND, SHOWN_ON, address
from tests.web.fairness.test_suspected import SUSPECTED, page
from tests.web.matrix import DUTY_OFFICER, OTHER_AREA, POLICE, PRISON, VICTIM_LIAISON
from tests.web.register.given import HELD, area_of, by, columns, day
from tests.web.world import World
from tests.world import administrator

TABLES = ("detail_change", "journey", "notification", "suspicion", "sign_off", "draft")


@pytest.fixture(autouse=True)
def nothing_left(db_home: Server) -> Iterator[None]:
    yield
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        for table in TABLES:
            past.execute(f"truncate nominals_{table} cascade".encode())


def today(days: int = 0) -> date:
    """A day so many days from that on which the demonstration opens."""
    return SHOWN_ON + timedelta(days=days)


def registered(world: World) -> Nominal:
    """Somebody registered, neither held nor abroad, whom police and probation see in full."""
    both = set.intersection(
        *(in_full(world, role) for role in ("coordinator", POLICE, "probation"))
    )
    for person in world.seen_by("coordinator"):
        if person.pk in both:
            with transaction.atomic(using=WEB):
                enter(world.user(POLICE).pk)
                facts = whole_facts(person, WEB)
                away = any(
                    w.period.last is None or w.period.last > today(-60) for w in facts.whereabouts
                )
                if not away and position(facts, today()).registration is not None:
                    return person
    raise AssertionError("nobody is registered and at large")


def add(world: World, section: str, role: str = POLICE, **typed: str) -> int:
    address = reverse("register_add", args=[registered(world).reference, section])
    return world.client(role).post(address, HELD | {"source": "His landlord"} | typed).status_code


def duties(world: World, person: Nominal, kind: str, role: str = POLICE) -> list[Duty]:
    with transaction.atomic(using=WEB):
        enter(world.user(role).pk)
        return [d for d in law_position(person, today(), WEB).duties if d.kind == kind]


def notified(world: World, on: date, kind: str = "change", **typed: str) -> int:
    told = {"kind": kind, "station": "Parkside police station", "under": "part_2"}
    return add(world, "notifications", **told, **day("notified_on", on), **typed)


def change(world: World, on: date, **typed: str) -> int:
    said = {"kind": "name", "what": "Calls himself Dale Marlow", **day("changed_on", on)}
    return add(world, "detail-changes", **said | typed)


def journey(world: World, leaves: date, back: date | None = None, **typed: str) -> int:
    days = day("leaves_on", leaves) | (day("returns_on", back) if back else {})
    return add(world, "journeys", country="Spain", **days, **typed)


def test_a_change_makes_a_duty_that_is_missed_suspected_and_cleared(world: World) -> None:
    person = registered(world)
    on = today(-10)
    assert change(world, on) == 302
    (duty,) = duties(world, person, "name")
    assert (duty.due, duty.state(today())) == (on + timedelta(2), NOT_RECORDED)
    assert duty.what in page(world, POLICE, "missed_duties", person)
    assert world.client(POLICE).post(address(person, duty), FOUND).status_code == 302
    assert SUSPECTED in page(world, POLICE, "missed_duties", person)
    assert duty.what in page(world, DUTY_OFFICER, "duty_card", person)
    assert notified(world, on + timedelta(1)) == 302
    told = page(world, POLICE, "missed_duties", person)
    assert "cleared" in told
    assert SUSPECTED not in told


def test_before_its_day_it_is_on_the_card_and_on_what_the_person_is_given(world: World) -> None:
    person = registered(world)
    assert change(world, today()) == 302
    (duty,) = duties(world, person, "name")
    assert duty.state(today()) == "to come"
    assert duty.what in page(world, DUTY_OFFICER, "duty_card", person)
    assert "tell the police about the change: name" in page(
        world, POLICE, "what_you_must_do", person
    )
    assert duty.what not in page(world, POLICE, "missed_duties", person)


def test_two_of_one_kind_and_day_are_two_suspicions(world: World) -> None:
    person = registered(world)
    for what in ("An account at one bank", "An account at another"):
        assert change(world, today(-9), kind="bank_account", what=what) == 302
    one, other = duties(world, person, "bank account")
    assert (one.kind, one.due, one.what) == (other.kind, other.due, other.what)
    client = world.client(POLICE)
    assert client.post(address(person, one), FOUND).status_code == 302
    assert "has confirmed it on" in client.get(address(person, one)).content.decode()
    assert client.get(address(person, other)).status_code == 200
    assert page(world, POLICE, "missed_duties", person).count(SUSPECTED) == 1
    assert client.post(address(person, other), FOUND).status_code == 302
    assert Suspicion.objects.using("owner").count() == 2
    assert page(world, POLICE, "missed_duties", person).count(SUSPECTED) == 2


def test_what_was_announced_is_met_by_it_and_what_does_not_happen_is_to_be_notified(
    world: World,
) -> None:
    person = registered(world)
    assert change(world, today(-9), **day("expected_on", today(-9))) == 302
    (duty,) = duties(world, person, "name")
    assert duty.state(today()) == "recorded"
    unhappened = {f"changed_on-{part}": "" for part in ("day", "month", "year")}
    assert change(world, today(), **unhappened, **day("expected_on", today(-9))) == 302
    (duty,) = duties(world, person, "announced change did not happen")
    assert duty.state(today()) == NOT_RECORDED


def test_stays_at_one_address_add_up_to_seven_days(world: World) -> None:
    person = registered(world)
    stay = {"kind": "stay", "what": "12 High Street, Wisbech"}
    assert change(world, today(-40), **stay, **day("to_day", today(-37))) == 302  # four days
    assert duties(world, person, "qualifying stay") == []
    assert change(world, today(-20), **stay | {"what": "12 High Street Wisbech"}) == 302
    (duty,) = duties(world, person, "qualifying stay")
    assert duty.due == today(-18 + 2)  # the third of these is the seventh day
    assert duty.state(today()) == NOT_RECORDED
    assert "Wisbech" not in address(person, duty)
    assert notified(world, today(-17)) == 302
    (duty,) = duties(world, person, "qualifying stay")
    assert duty.state(today()) == "recorded"


def test_a_journey_is_notified_before_it_and_its_return_after_it(world: World) -> None:
    person = registered(world)
    leaves, back = today(-20), today(-10)
    assert journey(world, leaves, back, **day("known_on", today(-60))) == 302
    for kind in ("foreign travel", "return"):
        (duty,) = duties(world, person, kind)
        assert duty.state(today()) == NOT_RECORDED
        assert duty.what in page(world, POLICE, "missed_duties", person)
    assert notified(world, today(-40), "journey") == 422  # of which journey?
    assert notified(world, today(-40), "journey", **day("leaves_on", today(-21))) == 302
    (duty,) = duties(world, person, "foreign travel")
    assert duty.recorded_on is None  # that is another's
    yearly = duties(world, person, "periodic notification")
    assert notified(world, today(-40), "journey", **day("leaves_on", leaves)) == 302
    assert notified(world, today(-9), "return", **day("leaves_on", leaves)) == 302
    assert [
        duty.state(today())
        for kind in ("foreign travel", "return")
        for duty in duties(world, person, kind)
    ] == ["recorded", "recorded"]
    # It is no notification of details, from which the next year would be counted.
    assert duties(world, person, "periodic notification") == yearly


def test_a_planned_journey_is_on_the_card_and_on_what_the_person_is_given(world: World) -> None:
    person = registered(world)
    assert journey(world, today(20), **day("known_on", today(-1))) == 302
    (duty,) = duties(world, person, "foreign travel")
    assert (duty.due, duty.advise_by) == (today(13), today(12))
    assert duty.what in page(world, DUTY_OFFICER, "duty_card", person)
    assert "tell the police about your journey" in page(world, POLICE, "what_you_must_do", person)
    # Nobody is abroad before leaving: other duties are not put off by what may not happen.
    assert change(world, today()) == 302
    (duty,) = duties(world, person, "name")
    assert duty.due == today(2)


def test_days_abroad_do_not_count(world: World) -> None:
    person = registered(world)
    assert journey(world, today(-12), today(-2)) == 302
    assert change(world, today(-10)) == 302
    (duty,) = duties(world, person, "name")
    assert duty.due == today()  # the return, and the two days after it


def test_a_change_of_plans_asks_for_a_fresh_notice(world: World) -> None:
    person = registered(world)
    leaves = today(-5)
    assert journey(world, leaves, **day("changed_on", today(-8))) == 302
    assert duties(world, person, "change of journey") == []  # nothing was notified yet
    assert notified(world, today(-30), "journey", **day("leaves_on", leaves)) == 302
    (duty,) = duties(world, person, "change of journey")
    assert duty.state(today()) == NOT_RECORDED
    assert notified(world, today(-7), "journey_change", **day("leaves_on", leaves)) == 302
    (duty,) = duties(world, person, "change of journey")
    assert duty.state(today()) == "recorded"


@pytest.mark.parametrize(
    ("section", "typed"),
    [
        ("detail-changes", {"what": ""}),
        ("detail-changes", {"source": ""}),
        ("detail-changes", {"changed_on-year": ""}),
        ("detail-changes", day("changed_on", date(2031, 1, 1))),
        ("detail-changes", day("to_day", date(2014, 6, 12))),
        ("detail-changes", {"kind": "stay"} | day("expected_on", date(2014, 6, 9))),
        ("detail-changes", {"kind": "stay"} | day("to_day", date(2014, 6, 8))),
        ("journeys", {"country": ""}),
        ("journeys", {"source": ""}),
        ("journeys", day("returns_on", date(2014, 6, 8))),
        ("journeys", day("known_on", date(2014, 6, 10))),
        ("journeys", day("changed_on", date(2014, 6, 10))),
        ("journeys", {"return_given": "on"}),
    ],
)
def test_what_cannot_be_is_asked_again(world: World, section: str, typed: dict[str, str]) -> None:
    good = {
        "detail-changes": {"kind": "name", "what": "New name"}
        | day("changed_on", date(2014, 6, 9)),
        "journeys": {"country": "Spain"} | day("leaves_on", date(2014, 6, 9)),
    }[section]
    assert add(world, section, **good | typed) == 422
    assert add(world, section, **good) == 302


def test_without_a_day_nothing_changed(world: World) -> None:
    assert add(world, "detail-changes", kind="name", what="New name") == 422
    assert add(world, "detail-changes", kind="stay", what="12 High Street") == 422


@pytest.mark.parametrize(
    ("model", "section", "wrong"),
    [
        (DetailChange, "detail-changes", {"source": ""}),
        (DetailChange, "detail-changes", {"changed_on": None}),
        (DetailChange, "detail-changes", {"kind": "stay", "expected_on": date(2014, 6, 2)}),
        (Journey, "journeys", {"source": ""}),
        (Journey, "journeys", {"country": ""}),
        (Journey, "journeys", {"returns_on": date(2014, 6, 9)}),
        (Journey, "journeys", {"known_on": date(2014, 6, 11)}),
        (Journey, "journeys", {"changed_on": date(2014, 6, 11)}),
        (Journey, "journeys", {"returns_on": None, "return_given": True}),
        (Notification, "notifications", {"leaves_on": date(2014, 6, 1)}),
        (Notification, "notifications", {"kind": "journey"}),
    ],
)
def test_the_database_refuses_it_too(
    world: World, model: Any, section: str, wrong: dict[str, Any]
) -> None:
    person, user = registered(world), world.user(POLICE)
    row = columns(section) | wrong | by(user, area_of(user), user.agency)
    with pytest.raises(DatabaseError, match="violates check constraint"), acting(world, POLICE):
        model.objects.using(WEB).create(nominal_id=person.pk, **row)


@pytest.mark.parametrize("section", ["detail-changes", "journeys"])
def test_who_does_not_write_there_cannot(world: World, section: str) -> None:
    assert add(world, section, PRISON) in (403, 404)
    assert add(world, section, VICTIM_LIAISON) == 403
    assert add(world, section, OTHER_AREA) in (403, 404)
