"""Who is under 18: called a child everywhere, with a lead for youth justice, and a task at 18."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from openmappa.agencies.models import User
from openmappa.config.postgres import Server
from openmappa.law.dates import eighteenth_birthday
from openmappa.nominals import tasks
from openmappa.nominals.models import Nominal, Task
from openmappa.web.quality import KINDS, counts, lacking, looking
from openmappa.web.work import work
from tests.cases.given import known_to_all
from tests.web import given_access as given
from tests.web.matrix import DUTY_OFFICER, MENTAL_HEALTH, POLICE
from tests.web.register.given import a_row, area_of
from tests.web.world import World
from tests.world import administrator, day, query

ON = date(2015, 3, 31)  # what pages show in this world
Bear = Callable[[date | None], None]


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Known to all four; nobody's case."""
    found = known_to_all(world)
    yield found
    given.forget(db_home)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update nominals_nominal set born_on = %s where id = %s", [found.born_on, found.pk]
        )
        past.execute("delete from nominals_youth_lead")
        past.execute("delete from nominals_youth_lead_history")


@pytest.fixture
def born(person: Nominal, db_home: Server) -> Bear:
    def bear(on: date | None) -> None:
        with administrator(db_home) as past:
            past.execute("set session_replication_role = replica")
            past.execute("update nominals_nominal set born_on = %s where id = %s", [on, person.pk])

    return bear


def main(world: World, role: str, name: str, *args: object) -> str:
    answer = world.client(role).get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def is_called_a_child(text: str) -> bool:
    return re.search(r">\s*Child\s*<", text) is not None


BIRTHS = [
    (date(1997, 4, 1), True),  # 18 tomorrow
    (date(1997, 3, 31), False),  # today
    (date(2015, 6, 1), True),  # by a slip of the pen, not yet
    (None, False),  # nobody knows
]


@pytest.mark.parametrize(("birth", "child"), BIRTHS)
def test_a_child_is_called_one_on_every_page(
    world: World, person: Nominal, born: Bear, birth: date | None, child: bool
) -> None:
    born(birth)
    for role, page, *args in (
        (POLICE, "person", person.reference),
        (POLICE, "log", person.reference),
        (DUTY_OFFICER, "duty_card", person.reference),
    ):
        assert is_called_a_child(main(world, role, page, *args)) == child, page
    rows = main(world, POLICE, "people").split("<tr")
    (row,) = [row for row in rows if str(person.reference) in row]
    assert is_called_a_child(row) == child


def test_a_child_has_a_lead_and_childrens_services_are_always_invited(
    world: World, person: Nominal, born: Bear
) -> None:
    born(date(1999, 1, 1))
    page = main(world, POLICE, "person", person.reference)
    assert "nobody is recorded" in page
    assert "always invited" in page
    officer = world.user(POLICE)
    a_row("youth-justice", person.pk, officer, area_of(officer))
    page = main(world, POLICE, "person", person.reference)
    assert "Pat Lane, A youth justice service" in page
    assert "nobody is recorded" not in page
    # Of somebody grown up, and to whom the part is not shown, it is not said.
    born(date(1990, 1, 1))
    assert "always invited" not in main(world, POLICE, "person", person.reference)
    born(date(1999, 1, 1))
    nurse = world.user(MENTAL_HEALTH)
    given.partner(given.officer("coordinator"), person, nurse)
    page = main(world, MENTAL_HEALTH, "person", person.reference)
    assert is_called_a_child(page)
    assert "Pat Lane" not in page


@pytest.mark.parametrize(("birth", "child"), BIRTHS)
def test_without_a_lead_the_quality_of_the_record_says_so(
    world: World, person: Nominal, born: Bear, birth: date | None, child: bool
) -> None:
    born(birth)
    chief = given.officer("police_supervisor", agency="police")

    def lacks() -> bool:
        with given.looking(chief) as visitor:
            look = looking(visitor, own=False)
            found = person.pk in lacking(look, KINDS["no-youth-lead"]).values_list("pk", flat=True)
            assert counts(look)["no-youth-lead"] >= found
            return found

    assert lacks() == child
    officer = world.user(POLICE)
    a_row("youth-justice", person.pk, officer, area_of(officer))
    assert not lacks()


# The task at 18


def managed(person: Nominal) -> User:
    manager = given.officer("police", agency="police")
    given.name(given.officer("police_supervisor", agency="police"), person, manager)
    return manager


def night() -> int:
    return tasks.give_at_18("worker")


def eighteen_on(on: date) -> date:
    return date(on.year - 18, on.month, on.day)


def test_the_manager_is_given_the_move_to_adult_services_once(person: Nominal, born: Bear) -> None:
    manager = managed(person)
    of_age = day(90)
    born(eighteen_on(of_age))
    assert night() == 1
    assert night() == 0
    with given.looking(manager) as visitor:
        (task,) = [one for one in work(visitor, ON).to_do if "adult services" in one.what]
    assert task.due == of_age
    assert "OpenMAPPA" in task.why


@pytest.mark.parametrize(("days", "given_then"), [(183, 0), (182, 1), (0, 1), (-1, 0)])
def test_it_is_given_half_a_year_before_and_until_the_day(
    person: Nominal, born: Bear, days: int, given_then: int
) -> None:
    managed(person)
    born(eighteen_on(day(days)))
    assert night() == given_then


def test_youth_justice_is_given_it_before_the_police(person: Nominal, born: Bear) -> None:
    managed(person)
    lead = given.officer("youth_justice")
    given.name(given.officer("coordinator"), person, lead)
    born(eighteen_on(day(30)))
    assert night() == 1
    assert Task.objects.using("owner").get().taker == lead


def test_of_whom_nobody_manages_or_knows_the_birth_nothing_is_given(
    person: Nominal, born: Bear
) -> None:
    born(eighteen_on(day(30)))
    assert night() == 0
    managed(person)
    born(None)
    assert night() == 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(st.dates(date(2009, 1, 1), date(2012, 12, 31)) | st.just(date(2012, 2, 29)))
def test_the_database_and_the_law_mean_the_same_birthday(db_home: Server, birth: date) -> None:
    ((said,),) = query(db_home, "select nominals_of_age(%s)", birth)
    assert said == eighteenth_birthday(birth)
