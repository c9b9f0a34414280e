"""What people give each other to do: who may, who sees it, whose it becomes, what cannot wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import given as for_all
from hypothesis import strategies as st

from openmappa.agencies.models import Posting, User, Vetting
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import caseload, restricting, tasks
from openmappa.nominals.models import Nominal, Task
from openmappa.web.caseload.tasks import when
from openmappa.web.work import Work, work
from tests.cases.given import known_to_all
from tests.web import given_access as given
from tests.web.world import World, send
from tests.world import administrator, as_login, day, query

WHAT = "Ring the landlord about the tenancy"


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """In prison, at Level 2 or 3, in the records of police and probation; nobody's case."""
    yield known_to_all(world)
    given.forget(db_home)


def police(name: str = "") -> User:
    return given.officer("police", agency="police", name=name)


def supervisor() -> User:
    return given.officer("police_supervisor", agency="police")


def give(
    by: User, person: Nominal, to: User, *, due: date | None = None, statutory: bool = False
) -> int:
    with given.acting(by) as (visitor, opened):
        return tasks.give(
            by=visitor.actor,
            nominal=person,
            to=tasks.Taker(to.pk, to.name, to.agency),
            what=WHAT,
            due=due or day(10),
            statutory=statutory,
            operation=opened,
        )


def whose(number: int) -> int:
    return int(Task.objects.using("owner").values_list("taker", flat=True).get(pk=number))


def of(number: int) -> Task:
    return Task.objects.using("default").select_related("nominal").get(pk=number)


def my_work(user: User) -> Work:
    with given.looking(user) as visitor:
        return work(visitor, visitor.today)


def to_do(user: User) -> list[str]:
    return [one.what for one in my_work(user).to_do if WHAT in one.what]


def overdue(server: Server, number: int) -> None:
    """Let time pass for it."""
    with administrator(server) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update nominals_task set due_on = due_on - 30, first_due_on = first_due_on - 30"
            " where id = %s",
            [number],
        )


def post(world: World, user: User, url: str, *args: object, **data: Any) -> HttpResponse:
    client, path = world.signed_in(user), reverse(url, args=args)
    if client.get(path).status_code != 200:  # whoever gets no form sends it all the same
        return client.post(path, data)
    return send(client, path, data)


def typed(to: User, due: date, **more: str) -> dict[str, str]:
    return {
        "what": WHAT,
        "to": str(to.pk),
        "due-day": str(due.day),
        "due-month": str(due.month),
        "due-year": str(due.year),
        **more,
    }


# Giving


def test_what_is_given_is_on_the_work_of_who_gave_and_of_whom_it_was_given_to(
    world: World, person: Nominal
) -> None:
    giver, taker = police(), police("Robin Marsh")
    page = post(world, giver, "task_give", person.reference, **typed(taker, day(3)))
    assert page.status_code == 302
    mine = my_work(taker)
    (task,) = [one for one in mine.to_do if WHAT in one.what]
    assert (task.what, task.nominal_id, task.new) == (WHAT, person.pk, True)
    assert task.when.startswith("Due soon, in 3 days")
    assert giver.name in task.why
    theirs = my_work(giver)
    assert [one.what for one in theirs.with_others] == [task.what]
    assert to_do(giver) == []
    for user in (giver, taker):
        shown = world.signed_in(user).get(reverse("person_tasks", args=[person.reference]))
        assert WHAT in shown.content.decode()
    home = world.signed_in(taker).get(reverse("home")).content.decode()
    assert WHAT in home
    assert "Due soon, in 3 days" in home


def test_one_may_give_oneself_something_to_do(world: World, person: Nominal) -> None:
    officer = police()
    post(world, officer, "task_give", person.reference, **typed(officer, day()))
    (task,) = [one for one in my_work(officer).to_do if WHAT in one.what]
    assert task.when == "Due today"


def test_computed_and_given_stand_in_one_list_by_due_day(
    world: World, person: Nominal, db_home: Server
) -> None:
    officer = police()
    late, far = give(officer, person, officer), give(officer, person, officer, due=day(60))
    overdue(db_home, late)
    with operation(using="owner", actor="a test", purpose="test"):
        Vetting.objects.using("owner").filter(user=officer).update(expires_on=day(20))
    boss = supervisor()
    given.name(boss, person, police())
    given.name(
        boss, person, officer, instead_of=query(db_home, "select id from nominals_caseload")[0][0]
    )
    to_do = [one for one in my_work(officer).to_do if not one.as_of]  # without what rules ask
    lines = [(one.what, one.when) for one in to_do]
    assert lines[0][1].startswith("Overdue by 20 days")
    assert lines[1][0] == "Acknowledge a case new to you"
    (vetting,) = [place for place, (what, _) in enumerate(lines) if "vetting runs out" in what]
    assert lines[vetting][1] == f"Due {day(20):%-d %B %Y}"
    assert vetting > 1  # what is far off comes after what has no day
    assert lines[vetting + 1] == (WHAT, f"Due {day(60):%-d %B %Y}")
    assert whose(far) == officer.pk


def test_given_is_nothing_to_whom_the_record_is_not_open(world: World, person: Nominal) -> None:
    giver = police()
    for nobody in (
        given.officer("youth_justice"),  # not named to the person
        given.officer("police", given.AWAY, agency="police"),
        given.officer("victim_liaison"),  # nobody may learn that there is somebody to speak for
        given.officer("duty_officer"),
    ):
        with pytest.raises(PermissionDenied):
            give(giver, person, nobody)
        page = post(world, giver, "task_give", person.reference, **typed(nobody, day(3)))
        assert page.status_code == 422
        assert nobody.name not in page.content.decode()
    assert Task.objects.using("owner").count() == 0


def test_one_of_another_area_who_is_named_to_the_person_may_be_given_something(
    person: Nominal,
) -> None:
    boss, partner = supervisor(), given.officer("police", given.AWAY, agency="police")
    given.partner(boss, person, partner)
    number = give(boss, person, partner)
    assert whose(number) == partner.pk
    assert to_do(partner)


def test_who_does_not_work_on_the_record_gives_nothing(person: Nominal) -> None:
    taker = police()
    for nobody in (
        given.officer("inspector"),
        given.officer("victim_liaison"),
        given.officer("police", given.AWAY, agency="police"),
    ):
        with pytest.raises(PermissionDenied):
            give(nobody, person, taker)


def test_an_emergency_gives_no_tasks(person: Nominal) -> None:
    stranger, taker = given.officer("police", given.AWAY, agency="police"), police()
    given.break_glass(stranger, person)
    with pytest.raises(PermissionDenied):
        give(stranger, person, taker)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"what": ""}, "Enter what is to be done"),
        ({"to": ""}, "Choose to whom"),
        ({"due-day": "31", "due-month": "2"}, "real date"),
        ({"due-year": "2001"}, "not before today"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    world: World, person: Nominal, said: dict[str, str], told: str
) -> None:
    officer = police()
    page = post(world, officer, "task_give", person.reference, **(typed(officer, day(3)) | said))
    assert page.status_code == 422
    assert told in page.content.decode()
    assert "what" in said or WHAT in page.content.decode()


def test_the_database_takes_no_task_by_hand(person: Nominal, db_home: Server) -> None:
    officer = police()
    number = give(officer, person, officer)
    for written in (
        "update nominals_task set due_on = due_on + 1",
        "delete from nominals_task",
        "insert into nominals_task (nominal_id) values (1)",
        "select nominals_pass_tasks(null, null, 'x')",
        "select nominals_opens_in(1, 1)",
    ):
        with as_login(db_home, "web") as web:
            web.execute("select agencies_enter(%s)", [officer.pk])
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(written)
    with given.acting(officer) as (visitor, opened), pytest.raises(caseload.RefusedError):
        tasks.give(
            by=visitor.name,
            nominal=person,
            to=tasks.Taker(officer.pk, officer.name, "police"),
            what=WHAT,
            due=day(-1),
            statutory=False,
            operation=opened,
        )
    assert whose(number) == officer.pk


# Doing and giving on


def test_done_says_what_was_done_and_is_done_once(world: World, person: Nominal) -> None:
    giver, taker = police(), police()
    number = give(giver, person, taker)
    assert post(world, taker, "task_done", person.reference, number).status_code == 422
    said = {"outcome": "He has left the flat", "standing": "opinion"}
    done = post(world, taker, "task_done", person.reference, number, **said)
    assert done.status_code == 302
    path = reverse("task_done", args=[person.reference, number])
    again = world.signed_in(giver).post(path, {"outcome": "Once more", "standing": "fact"})
    assert again.status_code == 422
    assert "has said meanwhile that it is done: He has left the flat" in again.content.decode()
    assert to_do(taker) == []
    assert my_work(giver).with_others == []
    shown = world.signed_in(giver).get(reverse("person_tasks", args=[person.reference]))
    assert "Opinion: He has left the flat" in shown.content.decode()


def test_a_colleague_reads_of_it_and_does_nothing_about_it(world: World, person: Nominal) -> None:
    officer, colleague = police(), given.officer("probation", agency="probation")
    number = give(officer, person, officer)
    browser = world.signed_in(colleague)
    shown = browser.get(reverse("person_tasks", args=[person.reference]))
    assert WHAT in shown.content.decode()
    for url in ("task_done", "task_move", "task_put_off"):
        path = reverse(url, args=[person.reference, number])
        assert path not in shown.content.decode()
        assert browser.post(path).status_code == 403
    with given.acting(colleague) as (visitor, opened), pytest.raises(PermissionDenied):
        tasks.done(
            by=visitor.name, task=of(number), outcome="Done", standing="fact", operation=opened
        )


def test_it_is_given_on_with_the_reason(world: World, person: Nominal) -> None:
    officer, other = police(), police()
    number = give(officer, person, officer, statutory=True)
    no_reason = post(world, officer, "task_move", person.reference, number, to=str(other.pk))
    assert no_reason.status_code == 422
    moved = post(
        world, officer, "task_move", person.reference, number, to=str(other.pk), why="On leave"
    )
    assert moved.status_code == 302
    assert whose(number) == other.pk
    shown = world.signed_in(other).get(reverse("person_tasks", args=[person.reference]))
    assert "On leave" in shown.content.decode()


# Putting off


def put_off(user: User, number: int, until: date, why: str = "The landlord is away") -> None:
    with given.acting(user) as (visitor, opened):
        tasks.put_off(by=visitor.actor, task=of(number), until=until, why=why, operation=opened)


def test_every_time_that_it_is_put_off_is_shown_to_the_supervisor(
    world: World, person: Nominal
) -> None:
    boss, officer = supervisor(), police()
    number = give(officer, person, officer, due=day(2))
    until = day(9)
    page = post(
        world,
        officer,
        "task_put_off",
        person.reference,
        number,
        why="The landlord is away until then",
        **{"until-day": until.day, "until-month": until.month, "until-year": until.year},
    )
    assert page.status_code == 302
    put_off(officer, number, day(12), "And on holiday after that")
    (line,) = [one for one in my_work(boss).to_do if "put off" in one.what]
    assert line.what.startswith("2 tasks were")
    shown = world.signed_in(boss).get(reverse("team")).content.decode()
    assert "The landlord is away until then" in shown
    assert "And on holiday after that" in shown
    # A supervisor of another agency, or area, is not told.
    for other in (
        given.officer("probation_supervisor"),
        given.officer("police_supervisor", given.AWAY, agency="police"),
    ):
        assert "landlord" not in world.signed_in(other).get(reverse("team")).content.decode()


def test_what_is_statutory_or_overdue_is_never_put_off(
    world: World, person: Nominal, db_home: Server
) -> None:
    officer = police()
    statutory, late = (
        give(officer, person, officer, statutory=True),
        give(officer, person, officer),
    )
    overdue(db_home, late)
    for number in (statutory, late):
        assert post(world, officer, "task_put_off", person.reference, number).status_code == 403
        with pytest.raises(caseload.RefusedError, match="statutory or overdue"):
            put_off(officer, number, day(20))
        shown = world.signed_in(officer).get(reverse("person_tasks", args=[person.reference]))
        url = reverse("task_put_off", args=[person.reference, number])
        assert url not in shown.content.decode()


@pytest.mark.parametrize("days", [10, 9, 29])
def test_it_is_put_off_to_a_later_day_and_not_for_long(person: Nominal, days: int) -> None:
    officer = police()
    number = give(officer, person, officer)
    with pytest.raises(caseload.RefusedError):
        put_off(officer, number, day(days))


@pytest.mark.parametrize(
    "written",
    [
        "statutory = true",
        "put_off_from = due_on",
        "put_off_on = put_off_from + 1",
        "due_on = put_off_on + 29",
        "put_off_because = ''",
        "due_on = first_due_on, put_off_from = first_due_on",
    ],
)
def test_no_login_writes_past_these_limits(person: Nominal, db_home: Server, written: str) -> None:
    officer = police()
    number = give(officer, person, officer)
    put_off(officer, number, day(20))
    with (
        operation(using="owner", actor="a test", purpose="test"),
        pytest.raises(Exception, match="nominals_task_put_off_in_time"),
        connections["owner"].cursor() as owner,
    ):
        owner.execute(f"update nominals_task set {written} where id = %s", [number])


# Never to nobody


def test_with_a_case_goes_what_is_to_do_about_the_person(person: Nominal, db_home: Server) -> None:
    boss, first, second = supervisor(), police(), police()
    naming = given.name(boss, person, first)
    number, others = give(boss, person, first), give(boss, person, boss)
    given.name(boss, person, second, instead_of=naming)
    assert whose(number) == second.pk
    assert whose(others) == boss.pk
    assert to_do(second)
    assert to_do(first) == []


def leaves(user: User) -> None:
    User.objects.using("owner").filter(pk=user.pk).update(active=False)


def loses_vetting(user: User) -> None:
    Vetting.objects.using("owner").filter(user=user).update(withdrawn_on=day())


def moves(user: User) -> None:
    Posting.objects.using("owner").filter(user=user).update(
        during=Period(date(2010, 1, 1), day(-1))
    )


@pytest.mark.parametrize("happens", [leaves, loses_vetting, moves])
@pytest.mark.parametrize("manages", [True, False])
def test_who_stops_serving_keeps_no_task(person: Nominal, happens: Any, manages: bool) -> None:
    boss, officer = supervisor(), police()
    if manages:
        given.name(boss, person, officer)
    number = give(boss, person, officer)
    with operation(using="owner", actor="a test", purpose="test"):
        happens(officer)
    heir = User.objects.using("owner").get(pk=whose(number))
    assert heir.pk != officer.pk
    assert heir.agency == "police"
    assert to_do(heir)


def test_it_goes_to_the_manager_before_a_supervisor(person: Nominal) -> None:
    boss, officer, manager = supervisor(), police(), police()
    number = give(boss, person, officer)
    given.name(boss, person, manager)
    # A colleague's case is no longer open to who is not named to it; the night passes it on.
    assert tasks.pass_on_lapsed("worker") == 1
    assert whose(number) == manager.pk
    assert tasks.pass_on_lapsed("worker") == 0


def test_who_declares_or_is_shut_out_keeps_no_task(person: Nominal) -> None:
    boss, first, second = supervisor(), police(), police()
    declared, shut = give(boss, person, first), give(boss, person, second)
    given.declare(first, person)
    given.put_on_list(given.officer("coordinator"), person, second, restricting.SHUT_OUT)
    assert {whose(declared), whose(shut)} & {first.pk, second.pk} == set()
    assert to_do(first) == to_do(second) == []


def test_when_a_naming_ends_or_the_record_is_restricted_tasks_pass(person: Nominal) -> None:
    boss = supervisor()
    worker = given.officer("youth_justice")
    naming = given.partner(boss, person, worker)
    number = give(boss, person, worker)
    with given.acting(boss) as (visitor, opened):
        caseload.end_naming(
            by=visitor.name, nominal=person, number=naming, why="Over", operation=opened
        )
    assert whose(number) != worker.pk
    officer = police()
    other = give(boss, person, officer)
    given.restrict(boss, person)
    assert whose(other) == boss.pk


def test_it_stays_with_whom_nobody_could_follow_until_somebody_can(
    person: Nominal, db_home: Server
) -> None:
    officer = police()
    number = give(officer, person, officer)
    with administrator(db_home) as past:  # nobody assigns cases anywhere for a while
        past.execute("begin")
        past.execute("set session_replication_role = replica")
        past.execute("update agencies_posting set during = 'empty'")
        past.execute("select nominals_pass_tasks(null, null, 'a test')")
        ((passed,),) = past.execute("select nominals_pass_tasks(null, null, 'a test')").fetchall()
        past.execute("rollback")
    assert passed == 0
    assert whose(number) == officer.pk


def test_who_covers_sees_and_does_it_in_the_name_of_both(world: World, person: Nominal) -> None:
    boss, away, cover = supervisor(), police("Robin Marsh"), police("Sam Wood")
    given.name(boss, person, away)
    number = give(boss, person, away)
    assert to_do(cover) == []
    given.cover(away, cover)
    (task,) = [one for one in my_work(cover).to_do if WHAT in one.what]
    assert "With Robin Marsh, whom you cover for" in task.why
    post(world, cover, "task_done", person.reference, number, outcome="Rang him", standing="fact")
    assert of_owner(number).done_by == "Sam Wood for Robin Marsh"


def of_owner(number: int) -> Task:
    return Task.objects.using("owner").get(pk=number)


# Words


@for_all(st.integers(-400, 400))
def test_when_it_is_due_is_said_without_a_colour(days: int) -> None:
    today = date(2015, 3, 31)
    due = today + timedelta(days=days)
    said = when(due, today)
    assert said.startswith("Overdue by") == (days < 0)
    assert (said == "Due today") == (days == 0)
    assert said.startswith("Due soon") == (0 < days <= 7)
    if days:
        assert f"{due.day} " in said
