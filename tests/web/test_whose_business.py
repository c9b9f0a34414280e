"""Messages, lists, restrictions and emergencies of a record: raw rows, by the site's own login.

No filter of the program stands between: what a role of the area reads here, the database gives.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.models.functions import Now

from openmappa.agencies.models import User
from openmappa.agencies.permissions import Permission
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.nominals import messages
from openmappa.nominals.models import Nominal, Restriction
from tests.cases.given import known_to_all
from tests.web import given_access as given
from tests.web.world import World

TABLES = ("message", "listed", "restriction", "emergency")
MANAGED_BY = {"police": "police", "probation": "probation", "prison": "prison"}


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Known to police, probation and prison, each of which has a manager."""
    given.forget(db_home)
    yield known_to_all(world)
    given.forget(db_home)


def managed(person: Nominal) -> dict[str, User]:
    boss = given.officer("coordinator")
    managers = {role: given.officer(role, agency=agency) for role, agency in MANAGED_BY.items()}
    for manager in managers.values():
        given.name(boss, person, manager)
    return managers


def happened(person: Nominal) -> dict[str, User]:
    """One row of each table, a restriction that was lifted among them; who made or bears it."""
    bearing = {
        "message": given.officer("duty_officer"),
        "listed": given.officer("lay_adviser"),
        "emergency": given.officer("coordinator", given.AWAY),
    }
    given.put_on_list(given.officer("coordinator"), person, bearing["listed"], "let_in")
    with operation(using="owner", actor="a test", purpose="test"):
        Restriction.objects.using("owner").create(
            nominal=person,
            area_id=responsible(person),
            why="His cousin works here",
            imposed_by="x",
            lifted_at=Now(),
            lifted_by="y",
            lifted_because="He left",
        )
    given.break_glass(bearing["emergency"], person)
    with given.acting(bearing["message"]) as (visitor, opened):
        messages.send(
            by=visitor.name,
            nominal_id=person.pk,
            about="A record",
            text="Seen at the station",
            standing="fact",
            operation=opened,
        )
    return bearing


def responsible(person: Nominal) -> int:
    return int(
        person.access.using("owner").filter(basis="responsible").values_list("area", flat=True)[0]
    )


def reads(user: User, person: Nominal) -> set[str]:
    """Which of the tables, and of their histories, show a row of the person to this user."""
    found = set()
    with given.looking(user), connections["default"].cursor() as cursor:
        for table in TABLES:
            for name in (table, f"{table}_history"):
                cursor.execute(
                    f"select count(*) from nominals_{name} where nominal_id = %s", [person.pk]
                )
                if cursor.fetchone()[0]:
                    found.add(name)
    return found


def with_history(*tables: str) -> set[str]:
    return {name for table in tables for name in (table, f"{table}_history")}


def holds(permission: Permission) -> set[str]:
    return {key for key, role in ROLES.items() if permission in role.permissions}


@pytest.mark.parametrize("role", ROLES)
def test_of_a_managed_record_a_role_of_the_area_reads_what_is_its_business_and_nothing_else(
    person: Nominal, role: str
) -> None:
    managed(person)
    happened(person)
    expected: set[str] = set()
    if role in holds(Permission.CASELOAD_ASSIGN):
        expected |= with_history("listed", "restriction", "emergency")
    if role in holds(Permission.AUDIT_REVIEW):
        expected |= {"emergency"}  # to be reviewed as it stands
    assert reads(given.officer(role), person) == expected


def test_who_is_named_to_the_record_reads_them_and_messages_as_manager_or_deputy(
    person: Nominal,
) -> None:
    managers = managed(person)
    happened(person)
    boss = given.officer("coordinator")
    everything = with_history(*TABLES)
    for manager in managers.values():
        assert reads(manager, person) == everything
    deputy, covering = (given.officer("police", agency="police") for _ in range(2))
    given.name(boss, person, deputy, "deputy")
    given.cover(managers["police"], covering)
    assert reads(deputy, person) == reads(covering, person) == everything
    joint = given.officer("police", given.AWAY, agency="police")
    given.partner(boss, person, joint)
    assert reads(joint, person) == everything - with_history("message")


def test_while_nobody_manages_them_messages_go_to_who_assigns_cases(person: Nominal) -> None:
    happened(person)
    for role in ROLES:
        answers = "message" in reads(given.officer(role), person)
        assert answers == (role in holds(Permission.CASELOAD_ASSIGN)), role
    # Practitioners of an agency that has no manager see the record by their role, and its lists.
    for role in MANAGED_BY:
        found = reads(given.officer(role, agency=role), person)
        assert found == with_history("listed", "restriction", "emergency")
    assert reads(given.officer("coordinator", given.AWAY), person) == set()


def test_everybody_reads_what_they_themselves_sent_bear_or_did(person: Nominal) -> None:
    managed(person)
    bearing = happened(person)
    assert reads(bearing["message"], person) == with_history("message")
    assert reads(bearing["listed"], person) == with_history("listed")
    assert "emergency" in reads(bearing["emergency"], person)


def test_a_restriction_that_runs_is_read_by_whoever_it_lets_in(
    person: Nominal, db_home: Server
) -> None:
    member = given.officer("chair")
    given.restrict(given.officer("coordinator"), person, member)
    assert "restriction" in reads(member, person)
    for role in ROLES:
        # Victim liaison too, who sees the record all the same.
        assert reads(given.officer(role), person) == set(), role


def test_only_who_answers_a_message_writes_on_it(person: Nominal) -> None:
    managers = managed(person)
    sender = happened(person)["message"]
    for user, hit in (
        (sender, 0),
        (given.officer("police_supervisor"), 0),
        (managers["police"], 1),
    ):
        with given.acting(user), connections["default"].cursor() as cursor:
            cursor.execute(
                "update nominals_message set read_at = now(), read_by = 'x' where nominal_id = %s",
                [person.pk],
            )
            assert cursor.rowcount == hit


def test_what_is_asked_of_a_record_out_of_sight_is_answered_no(person: Nominal) -> None:
    happened(person)
    for user in (given.officer("coordinator", given.AWAY), given.officer("board_member")):
        with given.looking(user), connections["default"].cursor() as cursor:
            cursor.execute(
                "select nominals_concerned(%s), nominals_answers(%s)", [person.pk, person.pk]
            )
            assert cursor.fetchone() == (False, False)
