"""People who look, as they stand to one person of the record: named, covering, let in, kept out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connections, transaction

from openmappa.agencies.actions import clear
from openmappa.agencies.models import Posting, User
from openmappa.agencies.pages import Visitor, enter
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import Open, operation
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import caseload, emergency, restricting
from openmappa.nominals.models import Nominal
from tests.web.world import World
from tests.world import administrator, area_named, day

HOME, AWAY = "Cambridgeshire", "Norfolk"
REASON = "He stands at the door of the school and will not go away"
TABLES = (
    "nominals_task",
    "nominals_archive",
    "nominals_sign_off",
    "nominals_message",
    "nominals_emergency",
    "nominals_listed",
    "nominals_restriction",
    "nominals_cover",
    "nominals_caseload",
)


def officer(role: str, area: str = HOME, *, agency: str = "", name: str = "") -> User:
    """Somebody new who holds this role."""
    with operation(using="owner", actor="a test", purpose="test"):
        number = User.objects.using("owner").count()
        user = User.objects.using("owner").create(
            email=f"officer-{number}@example.org",
            name=name or f"{role.replace('_', ' ').title()} {number}",
            agency=agency or min(ROLES[role].agencies),
            demonstration=True,
        )
        clear(user, until=date(2099, 12, 31), by="a test", using="owner")
        Posting.objects.using("owner").create(
            user=user,
            area_id=area_named(area).pk,
            role=role,
            during=Period(date(2010, 1, 1), None),
        )
    return user


@contextmanager
def acting(user: User) -> Iterator[tuple[Visitor, Open]]:
    """One operation of this person, as on a page."""
    with transaction.atomic():
        visitor = enter(user.pk)
        with visitor.operation("test") as opened:
            yield visitor, opened


@contextmanager
def looking(user: User) -> Iterator[Visitor]:
    """The scope of this person, as on a page."""
    with transaction.atomic():
        yield enter(user.pk)


def name(
    by: User,
    person: Nominal,
    whom: User,
    as_what: str = "manager",
    *,
    until: date | None = None,
    instead_of: int = 0,
) -> int:
    with acting(by) as (visitor, opened):
        return caseload.name(
            by=visitor.actor,
            nominal=person,
            user_id=whom.pk,
            user_name=whom.name,
            as_what=as_what,
            until=until,
            why="A test",
            instead_of=instead_of,
            operation=opened,
        )


def partner(by: User, person: Nominal, whom: User) -> int:
    return name(by, person, whom, "partner", until=day(30))


def cover(of: User, by: User) -> None:
    with acting(of) as (visitor, opened):
        caseload.arrange_cover(
            by=visitor.name,
            user_id=of.pk,
            covered_by=by.pk,
            first=day(),
            last=day(7),
            why="Leave",
            operation=opened,
        )


def restrict(by: User, person: Nominal, *members: User, ring: str = "") -> None:
    with acting(by) as (visitor, opened):
        restricting.restrict(
            by=visitor.name,
            nominal=person,
            members=[member.pk for member in members],
            why="A relative works here",
            ring=ring,
            operation=opened,
        )


def put_on_list(by: User, person: Nominal, whom: User, side: str) -> None:
    with acting(by) as (visitor, opened):
        restricting.put_on_list(
            by=visitor.name,
            nominal=person,
            user_id=whom.pk,
            who=whom.name,
            side=side,
            why="A test",
            operation=opened,
        )


def declare(by: User, person: Nominal) -> None:
    with acting(by) as (visitor, opened):
        restricting.declare(by=visitor.name, nominal=person, how="My cousin", operation=opened)


def break_glass(by: User, person: Nominal) -> None:
    with acting(by) as (visitor, opened):
        emergency.break_glass(
            by=visitor.name,
            nominal_id=person.pk,
            reason=REASON,
            today=day(),
            operation=opened,
        )


def forget(server: Server) -> None:
    """Take out all that tests named, restricted and opened, past every protection."""
    with administrator(server) as past:
        past.execute("set session_replication_role = replica")
        for table in TABLES:
            past.execute(f"delete from {table}")
            past.execute(f"delete from {table}_history")
        past.execute("update nominals_access set restricted = false where restricted")
        past.execute(
            "delete from agencies_posting where user_id in"
            " (select id from agencies_user where email like 'officer-%')"
        )
        past.execute("update agencies_user set active = false where email like 'officer-%'")
        past.execute("set session_replication_role = origin")
        past.execute("select nominals_ways_of_today()")


def move_first_extracts(server: Server, years: int) -> None:
    """Let all areas have begun to use the system so many years later; earlier, if below 0."""
    with administrator(server) as past:
        past.execute(
            "update exchange_import set extracted_on = extracted_on + make_interval(years => %s)",
            [years],
        )


def in_sight(person: Nominal) -> bool:
    """What the database alone says, in the scope that is open."""
    with connections["default"].cursor() as cursor:
        cursor.execute("select count(*) from nominals_nominal where id = %s", [person.pk])
        (found,) = cursor.fetchone()
        return bool(found)


def is_open(person: Nominal) -> bool:
    """Whether the database alone shows more of the record than its index."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select count(*) from cases_reported_level where nominal_id = %s", [person.pk]
        )
        (found,) = cursor.fetchone()
        return bool(found)


NAMED_ONLY = (
    "community_rehabilitation",
    "youth_justice",
    "mental_health",
    "psychologist",
    "polygraph_examiner",
    "approved_premises",
    "inspector",
)


def name_the_rest(world: World, person: Nominal) -> None:
    """Name to the person those of the world who see nobody else, until tomorrow."""
    by = officer("coordinator")
    for role in NAMED_ONLY:
        partner(by, person, world.user(role))
