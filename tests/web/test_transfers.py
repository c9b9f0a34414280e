"""A person moves from one area to another: who sees them when, who answers, and what is late."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.test import Client
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.agencies.permissions import Permission
from openmappa.agencies.roles import ROLES
from openmappa.cases import actions
from openmappa.cases.visibility import visible
from openmappa.config.postgres import Server
from openmappa.nominals import caseload, tasks
from openmappa.nominals.caseload import RefusedError
from openmappa.nominals.models import Nominal, Task
from tests.cases.given import at_level_1, known_to_all
from tests.web import given_access as given
from tests.web.given_access import AWAY, HOME
from tests.web.world import World
from tests.world import administrator, area_named, day, query, run


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """In prison, at Level 2 or 3, in the records of police and probation; nobody's case."""
    yield known_to_all(world)
    given.forget(db_home)


def coordinator(area: str = HOME) -> User:
    return given.officer("coordinator", area)


def offered(person: Nominal, *, arrival: int = 0, by: User | None = None) -> int:
    """Offer the person to Norfolk; answers with the number."""
    with given.acting(by or coordinator()) as (visitor, opened):
        return actions.offer_transfer(
            by=visitor.actor,
            nominal=person,
            to_area=area_named(AWAY),
            arrives_on=day(arrival),
            reason="He takes a flat there",
            operation=opened,
        )


def accept(number: int, by: User) -> None:
    with given.acting(by) as (visitor, opened):
        actions.accept_transfer(by=visitor.actor, number=number, operation=opened)


def withdraw(number: int, by: User) -> None:
    with given.acting(by) as (visitor, opened):
        actions.withdraw_transfer(
            by=visitor.actor, number=number, because="They stay", operation=opened
        )


def decline(number: int, by: User) -> None:
    with given.acting(by) as (visitor, opened):
        actions.decline_transfer(
            by=visitor.actor, number=number, because="They never arrived", operation=opened
        )


def a_day_late(server: Server, number: int) -> None:
    """As if it had been offered and they had arrived two days ago."""
    with administrator(server) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update cases_transfer set offered_at = now() - interval '25 hours',"
            " arrives_on = audit_today() - 2 where id = %s",
            [number],
        )


def sight(user: User, person: Nominal) -> tuple[str | None, bool]:
    """How much the pages show, and whether the database alone shows anything."""
    with given.looking(user) as visitor:
        return visible(visitor).sight(person.pk), given.in_sight(person)


def main(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def responsible(server: Server, person: Nominal) -> list[tuple]:
    return query(
        server,
        "select a.name, lower(r.during), upper(r.during) from cases_responsibility r"
        " join agencies_area a on a.id = r.area_id where r.nominal_id = %s"
        " and (upper(r.during) is null or upper(r.during) >= audit_today()) order by 2 nulls first",
        person.pk,
    )


def test_the_other_area_sees_them_from_the_day_of_arrival(world: World, person: Nominal) -> None:
    """Its duty officer the card, its co-ordinator the outline; accepted or not, no day before."""
    duty, theirs, ours = given.officer("duty_officer", AWAY), coordinator(AWAY), coordinator()
    card = reverse("duty_card", args=[person.reference])
    number = offered(person, arrival=3)
    assert (sight(duty, person), sight(theirs, person)) == ((None, False), (None, False))
    assert world.signed_in(duty).get(card).status_code == 404
    said = main(world.signed_in(theirs), "transfers")
    assert str(person.reference) in said
    assert person.surname not in said
    withdraw(number, ours)

    number = offered(person)
    assert sight(theirs, person) == ("outline", True)
    assert sight(duty, person)[1]
    answer = world.signed_in(duty).get(card)
    assert answer.status_code == 200
    assert person.surname in answer.content.decode()
    assert person.surname in main(world.signed_in(theirs), "transfers")
    for other in (given.officer("police", AWAY), given.officer("duty_officer", "Essex")):
        assert sight(other, person) == (None, False)
    withdraw(number, ours)
    assert (sight(duty, person), sight(theirs, person)) == ((None, False), (None, False))
    assert sight(ours, person) == ("full", True)


def managed_by(server: Server, person: Nominal) -> list[tuple]:
    return query(
        server,
        "select user_id, area_id from nominals_caseload where nominal_id = %s"
        " and as_what = 'manager' and during @> audit_today()",
        person.pk,
    )


def test_accepted_with_nobody_named_the_case_passes_to_a_supervisor_there(
    person: Nominal, db_home: Server
) -> None:
    former = given.officer("police", agency="police")
    given.name(coordinator(), person, former)
    given.officer("police", AWAY, agency="police")
    supervisor = given.officer("police_supervisor", AWAY, agency="police")
    accept(offered(person), coordinator(AWAY))
    assert managed_by(db_home, person) == [(supervisor.pk, area_named(AWAY).pk)]
    assert sight(supervisor, person) == ("full", True)
    assert sight(former, person) == (None, False)


def test_one_who_arrives_later_is_passed_on_that_night(person: Nominal, db_home: Server) -> None:
    given.name(coordinator(), person, former := given.officer("police", agency="police"))
    supervisor = given.officer("police_supervisor", AWAY, agency="police")
    number = offered(person)
    with given.acting(coordinator(AWAY)) as (visitor, opened):
        # As on the day before, when nobody there could be named yet.
        actions.accept_transfer(
            by=visitor.actor, number=number, operation=opened, names_manager=True
        )
    assert managed_by(db_home, person) == [(former.pk, area_named(HOME).pk)]
    assert caseload.pass_on_lapsed("worker") == 1
    assert managed_by(db_home, person) == [(supervisor.pk, area_named(AWAY).pk)]
    assert caseload.pass_on_lapsed("worker") == 0


def test_a_restricted_person_is_shown_to_nobody_there(world: World, person: Nominal) -> None:
    ours = coordinator()
    given.restrict(ours, person)
    number = offered(person, by=ours)
    duty, theirs = given.officer("duty_officer", AWAY), coordinator(AWAY)
    assert (sight(duty, person)[1], sight(theirs, person)[1]) == (False, False)
    assert str(person.reference) not in main(world.signed_in(theirs), "transfers")
    with pytest.raises(PermissionDenied):
        accept(number, theirs)


def test_offered_on_the_page_and_accepted_with_a_manager(
    world: World, person: Nominal, db_home: Server
) -> None:
    ours, theirs = coordinator(), coordinator(AWAY)
    taker = given.officer("police", AWAY, agency="police", name="Wilma Marsh")
    given.name(ours, person, given.officer("police", agency="police"))
    page = reverse("transfer_offer", args=[person.reference])
    client = world.signed_in(ours)
    arrives = day()
    typed = {
        "area": area_named(AWAY).pk,
        "arrives-day": arrives.day,
        "arrives-month": arrives.month,
        "arrives-year": arrives.year,
        "why": "He takes a flat there",
    }
    for wrong, told in (
        ({"area": ""}, "Choose the area to which they move"),
        ({"area": area_named(HOME).pk}, "Choose the area to which they move"),
        ({"arrives-year": arrives.year - 1}, "that is not before today"),
        ({"arrives-year": arrives.year + 1}, "within 90 days"),
        ({"why": ""}, "Enter why they move"),
    ):
        answer = client.post(page, {**typed, **wrong})
        assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert client.post(page, typed).status_code == 302
    again = client.post(page, typed)
    assert again.status_code == 422
    assert "offered to an area already" in again.content.decode()
    assert "Offered to Norfolk" in main(client, "person_caseload", person.reference)

    ((number,),) = query(db_home, "select max(id) from cases_transfer")
    answer = world.signed_in(theirs).post(
        reverse("transfer_accept", args=[number]), {"manager": taker.pk}
    )
    assert answer.status_code == 302
    assert responsible(db_home, person) == [(HOME, None, day()), (AWAY, day(), None)]
    assert sight(taker, person) == ("full", True)
    assert sight(ours, person) == (None, False)
    assert query(
        db_home,
        "select user_id, passed_from_id is not null from nominals_caseload where nominal_id = %s"
        " and as_what = 'manager' and during @> audit_today()",
        person.pk,
    ) == [(taker.pk, True)]
    events = query(
        db_home,
        "select verb, sentence from audit_event where nominal_id = %s and verb like '%% transfer'"
        " order by at desc limit 2",
        person.pk,
    )
    assert [verb for verb, _ in events] == ["accepted a transfer", "offered a transfer"]
    # What somebody wrote is told by the row alone, which victim liaison can withhold.
    assert not any("flat" in sentence for _, sentence in events)


def test_accepted_ahead_it_is_theirs_from_the_day_of_arrival(
    world: World, person: Nominal, db_home: Server
) -> None:
    theirs, ours = coordinator(AWAY), coordinator()
    number = offered(person, arrival=5)
    answer = world.signed_in(theirs).post(reverse("transfer_accept", args=[number]))
    assert answer.status_code == 302
    assert responsible(db_home, person) == [(HOME, None, day(5)), (AWAY, day(5), None)]
    assert (sight(ours, person), sight(theirs, person)) == (("full", True), (None, False))
    assert "has accepted" in main(world.signed_in(ours), "person_caseload", person.reference)
    with pytest.raises(RefusedError, match="takes effect on the day of arrival"):
        offered(person)


def test_what_was_declined_stands_until_it_is_withdrawn(world: World, person: Nominal) -> None:
    theirs, ours, duty = coordinator(AWAY), coordinator(), given.officer("duty_officer", AWAY)
    number = offered(person)
    page = reverse("transfer_decline", args=[number])
    client = world.signed_in(theirs)
    assert client.post(page, {"why": ""}).status_code == 422
    assert client.post(page, {"why": "They never arrived"}).status_code == 302
    assert (
        "declined this transfer before"
        in client.post(page, {"why": "They never arrived"}).content.decode()
    )
    assert sight(duty, person)[1]
    said = main(world.signed_in(ours), "transfers")
    assert "Declined" in said
    assert "They never arrived" in said
    assert f"{AWAY} declined {person.reference}" in main(world.signed_in(ours), "home")
    back = world.signed_in(ours).post(
        reverse("transfer_withdraw", args=[number]), {"why": "He stays"}
    )
    assert back.status_code == 302
    assert not sight(duty, person)[1]
    for user, verb in ((theirs, "accept"), (ours, "withdraw")):
        answer = world.signed_in(user).post(
            reverse(f"transfer_{verb}", args=[number]), {"why": "He stays"}
        )
        assert answer.status_code == 422
        assert f"{ours.name} withdrew this transfer on" in answer.content.decode()


def test_what_was_declined_can_be_accepted_after_all(person: Nominal, db_home: Server) -> None:
    theirs = coordinator(AWAY)
    number = offered(person)
    decline(number, theirs)
    accept(number, theirs)
    assert responsible(db_home, person)[-1] == (AWAY, day(), None)


def test_what_is_to_do_about_them_goes_with_them(person: Nominal) -> None:
    ours, theirs = coordinator(), coordinator(AWAY)
    with given.acting(ours) as (visitor, opened):
        number = tasks.give(
            by=visitor.actor,
            nominal=person,
            to=tasks.Taker(ours.pk, ours.name, ours.agency),
            what="Ring the landlord",
            due=day(3),
            statutory=True,
            operation=opened,
        )
    accept(offered(person), theirs)
    heir = Task.objects.using("owner").select_related("taker").get(pk=number).taker
    assert heir != ours
    assert sight(heir, person)[1]
    assert heir.postings.filter(area=area_named(AWAY)).exists()


def test_what_somebody_accepted_meanwhile_is_a_fault(world: World, person: Nominal) -> None:
    ours, first, second = coordinator(), coordinator(AWAY), coordinator(AWAY)
    number = offered(person)
    accept(number, first)
    for user, verb in ((second, "accept"), (second, "decline"), (ours, "withdraw")):
        page = reverse(f"transfer_{verb}", args=[number])
        answer = world.signed_in(user).post(page, {"why": "It was decided"})
        assert answer.status_code == 422
        assert f"{first.name} accepted this transfer on" in answer.content.decode()
        assert '<form method="post"' not in main(world.signed_in(user), f"transfer_{verb}", number)


@pytest.mark.parametrize("other", [accept, withdraw])
def test_of_two_at_once_the_second_is_told(person: Nominal, db_home: Server, other) -> None:
    number = offered(person)
    together = threading.Barrier(2)
    answers: list[str] = []

    def answer(act, user: User) -> None:
        together.wait()
        try:
            act(number, user)
            answers.append("done")
        except RefusedError as refused:
            answers.append(str(refused))
        finally:
            connections.close_all()

    pairs = [(accept, coordinator(AWAY)), (other, coordinator(AWAY if other is accept else HOME))]
    threads = [threading.Thread(target=answer, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers)[1] == "done"
    assert "meanwhile" in sorted(answers)[0]
    assert query(
        db_home,
        "select num_nonnulls(accepted_at, withdrawn_at) from cases_transfer where id = %s",
        number,
    ) == [(1,)]


def test_what_nobody_accepts_within_24_hours_goes_to_both_areas(
    world: World, person: Nominal, db_home: Server
) -> None:
    number = offered(person)
    heads = [
        given.officer(role, area) for role in ("coordinator", "chair") for area in (HOME, AWAY)
    ]
    late = f"Not accepted for over 24 hours: {person.reference}"
    accepting = f"Accept {person.reference} from {HOME}"
    homes = [main(world.signed_in(user), "home") for user in heads]
    assert [accepting in said for said in homes] == [False, True, False, False]
    assert not any(late in said for said in homes)
    assert "over 24 hours" not in main(world.signed_in(heads[0]), "transfers")
    a_day_late(db_home, number)
    for user in heads:
        assert late in main(world.signed_in(user), "home")
        assert "Not accepted for over 24 hours" in main(world.signed_in(user), "transfers")
    for user in (given.officer("coordinator", "Essex"), given.officer("police", AWAY)):
        assert late not in main(world.signed_in(user), "home")
    decline(number, heads[1])
    assert late in main(world.signed_in(heads[1]), "home")
    accept(number, heads[1])
    assert not any(late in main(world.signed_in(user), "home") for user in heads)


def test_only_who_assigns_cases_and_sees_the_record_offers(world: World, person: Nominal) -> None:
    for role, area in (("police", HOME), ("chair", HOME), ("duty_officer", HOME)):
        with pytest.raises(PermissionDenied):
            offered(person, by=given.officer(role, area))
    with pytest.raises(PermissionDenied):
        offered(at_level_1(world), by=coordinator())  # of whom they see no more than the outline
    opened = coordinator(AWAY)
    given.break_glass(opened, person)
    with pytest.raises(PermissionDenied):
        offered(person, by=opened)
    with pytest.raises(RefusedError, match="within 90 days"):
        offered(person, arrival=91)
    with pytest.raises(RefusedError, match="within 90 days"):
        offered(person, arrival=-1)


def test_in_the_database_transfers_are_of_who_moves_cases_and_who_opens_the_record(
    person: Nominal, db_home: Server
) -> None:
    """Raw, with no filter at all: of both areas, role by role."""
    number = offered(person, arrival=5)
    manager = given.officer("police", agency="police")
    given.name(coordinator(), person, manager)

    def asked(user: User) -> tuple[bool, bool, bool]:
        """Whether the record opens, whether the row shows, and whether it is told as an offer."""
        with psycopg.connect(db_home.dsn("web")) as web:
            web.execute("select agencies_enter(%s)", [user.pk])
            found = web.execute(
                "select nominals_is_open(%s), exists (select from cases_transfer where id = %s),"
                " exists (select from cases_transfers(%s))",
                [person.pk, number, number],
            )
            return found.fetchone()

    assert asked(manager) == (True, True, False)
    for key, role in ROLES.items():
        moves = Permission.TRANSFER_VIEW in role.permissions
        assert asked(given.officer(key, AWAY)) == (False, moves, moves), key
        assert asked(given.officer(key, "Essex")) == (False, False, False), key
        opens, shows, told = asked(given.officer(key))
        assert (shows, told) == (opens or moves, moves), key


@pytest.fixture(autouse=True)
def as_before(db_home: Server, person: Nominal) -> Iterator[None]:
    """Takes transfers back, past every protection; what follows from them is worked out anew."""
    yield
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from cases_transfer")
        past.execute("delete from cases_transfer_history")
        past.execute("delete from nominals_access where basis = 'transfer'")
        past.execute("set session_replication_role = origin")
    run("rebuild")
    with administrator(db_home) as past:
        past.execute("select nominals_ways_of_today()")
