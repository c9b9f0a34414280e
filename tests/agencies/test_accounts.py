"""Who may do what to the accounts of those who sign in: as the database sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError
from django.db import IntegrityError, ProgrammingError, connections, transaction
from django.utils import timezone

from openmappa.agencies import actions, queries
from openmappa.agencies.models import Posting, Training, User, Vetting
from openmappa.agencies.pages import enter
from openmappa.agencies.permissions import Permission
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import Open, operation
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from tests.world import area_named, day, entered, given_user, query, run

HERE, ELSEWHERE = "Norfolk", "Essex"


def administrator(*areas: str) -> User:
    return given_user(*(areas or (HERE,)), name="Robin Ash", role="administrator")


def by_command() -> Any:
    return operation(using="owner", actor="a test", purpose="test")


def give(opened: Open, user: User, role: str = "police", area: str = HERE, **days: Any) -> Posting:
    during = Period(days.get("first", day()), days.get("last"))
    return actions.give_role(
        by=opened.actor,
        user=user,
        area=area_named(area),
        role=role,
        during=during,
        operation=opened,
    )


def with_factor(user: User) -> User:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "insert into mfa_authenticator (user_id, type, data, created_at)"
            " values (%s, 'totp', '{}', now())",
            [user.pk],
        )
    return user


def scope(user: User, roles: list[str] | None = None) -> set[str]:
    with transaction.atomic():
        return {held.area for held in enter(user.pk, roles).postings}


def said(database: Server) -> list[str]:
    return [s for (s,) in query(database, "select sentence from audit_event order by id")]


# What a role needs


def test_the_database_knows_of_each_role_what_the_code_says(database: Server) -> None:
    rows = query(
        database,
        "select key, agencies, vetting, training, given_by, two_people from agencies_role",
    )
    assert {key: (set(a), set(v), t, set(g), two) for key, a, v, t, g, two in rows} == {
        key: (set(r.agencies), set(r.vetting), r.training, set(r.given_by), r.two_people)
        for key, r in ROLES.items()
    }


def test_whoever_gives_roles_administers_people(database: Server) -> None:
    givers = {giver for role in ROLES.values() for giver in role.given_by}
    administers = {
        key for key, role in ROLES.items() if Permission.USER_ADMINISTER in role.permissions
    }
    assert givers == administers == {"administrator"}


def test_no_role_that_opens_records_goes_without_vetting(database: Server) -> None:
    for role in ROLES.values():
        if role.sees or Permission.PERSON_LIST in role.permissions:
            assert "bpss" not in role.vetting, role
            assert role.vetting, role


@pytest.mark.parametrize(
    "lapse",
    [
        lambda user: Vetting.objects.using("owner").filter(user=user).update(level="nppv2"),
        lambda user: Vetting.objects.using("owner").filter(user=user).update(withdrawn_on=day()),
        lambda user: Vetting.objects.using("owner").filter(user=user).update(expires_on=day(-1)),
        lambda user: Vetting.objects.using("owner").filter(user=user).update(granted_on=day(1)),
        lambda user: Training.objects.using("owner").filter(user=user).update(expires_on=day(-1)),
        lambda user: Training.objects.using("owner").filter(user=user).update(withdrawn_on=day()),
        lambda user: Posting.objects.using("owner").filter(user=user).update(awaits_approval=True),
        lambda user: User.objects.using("owner").filter(pk=user.pk).update(active=False),
    ],
    ids=("level", "withdrawn", "ran out", "to come", "untrained", "revoked", "one hand", "left"),
)
def test_a_role_whose_need_is_not_met_counts_for_nothing(
    database: Server, lapse: Callable[[User], int]
) -> None:
    user = given_user(HERE)
    assert scope(user) == {HERE}
    with by_command():
        assert lapse(user) == 1
    assert scope(user) == set()
    with transaction.atomic(), connections["web"].cursor() as cursor:
        cursor.execute("select agencies_enter(%s)", [user.pk])
        assert cursor.fetchone() == ([],)
        cursor.execute("select agencies_areas_as(array['police'])")
        assert cursor.fetchone() == ([],)


def test_a_lay_adviser_needs_neither(database: Server) -> None:
    adviser = given_user(HERE, role="lay_adviser", agency="lay", vetted_until=None)
    assert scope(adviser) == {HERE}


def test_each_role_needs_its_own(database: Server) -> None:
    user = given_user(HERE)
    with by_command():
        Training.objects.using("owner").filter(user=user).delete()
        Posting.objects.using("owner").create(
            user=user,
            area_id=area_named(ELSEWHERE).pk,
            role="duty_officer",
            during=Period(day(), None),
        )
    assert scope(user) == {ELSEWHERE}


def test_a_session_may_be_narrowed_and_never_widened(database: Server) -> None:
    user = given_user(HERE)
    assert scope(user, ["police", "administrator", "coordinator"]) == {HERE}
    assert scope(user, ["coordinator"]) == set()
    assert scope(user, []) == set()
    assert scope(user) == {HERE}  # nothing of it stays with the connection
    with transaction.atomic(), connections["web"].cursor() as cursor:
        cursor.execute("select agencies_enter(%s, array['coordinator'])", [user.pk])
        cursor.execute("select agencies_areas_as(array['police', 'coordinator'])")
        assert cursor.fetchone() == ([],)


# Who gives a role


def test_an_administrator_gives_a_role_in_their_own_area(database: Server) -> None:
    user = given_user(ELSEWHERE)
    with entered(administrator()) as opened:
        posting = give(opened, user, last=day(30))
    assert scope(user) == {HERE, ELSEWHERE}
    assert posting.during == Period(day(), day(30))
    assert said(database)[-1].startswith("Robin Ash gave Kim Doe the role police offender manager")


@pytest.mark.parametrize(
    ("giver", "given"),
    [
        ("administrator", {"area": ELSEWHERE}),
        ("administrator", {"role": "probation"}),
        ("administrator", {"role": "no_such_role"}),
        ("coordinator", {}),
        ("security_officer", {}),
        (None, {}),
    ],
    ids=("elsewhere", "agency", "no role", "co-ordinator", "security officer", "nobody"),
)
def test_nobody_else_gives_one(database: Server, giver: str | None, given: dict[str, Any]) -> None:
    user = given_user(ELSEWHERE)
    who = given_user(HERE, role=giver) if giver else given_user()
    with pytest.raises(PermissionDenied), entered(who) as opened:
        give(opened, user, **given)
    assert scope(user) == {ELSEWHERE}


def test_nobody_gives_themselves_anything(database: Server) -> None:
    robin = administrator()
    for attempt in (
        lambda opened: give(opened, robin),
        lambda opened: actions.give_code(
            by="", user=robin, identity_check="it is me", operation=opened
        ),
        lambda opened: actions.set_standing(
            by="", user=robin, standing="active", reason="", operation=opened
        ),
        lambda opened: actions.add_vetting(
            by="",
            user=robin,
            level="dv",
            granted_on=day(),
            expires_on=day(9),
            sponsor="me",
            operation=opened,
        ),
        lambda opened: actions.add_training(
            by="", user=robin, course="x", completed_on=day(), expires_on=day(9), operation=opened
        ),
    ):
        with pytest.raises(PermissionDenied), entered(robin) as opened:
            attempt(opened)


def test_a_role_of_weight_takes_two_administrators(database: Server) -> None:
    first, second = administrator(), given_user(HERE, name="Bo Lind", role="administrator")
    user = with_factor(given_user(HERE))
    with entered(first) as opened:
        posting = give(opened, user, "security_officer")
    with transaction.atomic():
        assert {held.role.key for held in enter(user.pk).postings} == {"police"}
    for not_second in (first, user, administrator(ELSEWHERE)):
        with pytest.raises(PermissionDenied), entered(not_second) as opened:
            actions.approve_role(by="", posting=posting, operation=opened)
    with entered(second) as opened:
        actions.approve_role(by=second.name, posting=posting, operation=opened)
    with transaction.atomic():
        assert {held.role.key for held in enter(user.pk).postings} == {"police", "security_officer"}
    with pytest.raises(IntegrityError), by_command():  # nor by a mistake of the code
        Posting.objects.using("owner").filter(pk=posting.pk).update(approved_by=first)


def test_a_role_of_weight_is_not_approved_for_who_has_never_signed_in(database: Server) -> None:
    first, second, user = administrator(), administrator(), given_user(HERE)
    with entered(first) as opened:
        posting = give(opened, user, "administrator")
    with pytest.raises(PermissionDenied), entered(second) as opened:
        actions.approve_role(by="", posting=posting, operation=opened)


def test_a_role_ends_at_once_or_with_a_day(database: Server) -> None:
    robin, user = administrator(), given_user(HERE)
    posting = Posting.objects.using("owner").select_related("user", "area").get(user=user)
    with entered(robin) as opened:
        actions.end_role(
            by="", posting=posting, last=day(3), at_once=False, reason="moves", operation=opened
        )
    assert scope(user) == {HERE}
    with pytest.raises(IntegrityError), entered(robin) as opened:  # it is not made longer again
        actions.end_role(
            by="", posting=posting, last=day(9), at_once=False, reason="", operation=opened
        )
    with entered(robin) as opened:
        actions.end_role(
            by="", posting=posting, last=day(-1), at_once=True, reason="moved", operation=opened
        )
    assert scope(user) == set()
    with pytest.raises(PermissionDenied), entered(robin) as opened:  # once
        actions.end_role(
            by="", posting=posting, last=day(-1), at_once=True, reason="", operation=opened
        )


def test_only_the_line_manager_says_that_a_role_is_needed(database: Server) -> None:
    robin, boss, user = administrator(), given_user(HERE), given_user(HERE)
    with entered(robin) as opened:
        actions.set_line_manager(by="", user=user, manager=boss, operation=opened)
    posting = Posting.objects.using("owner").select_related("user", "area").get(user=user)
    with transaction.atomic():
        enter(boss.pk)
        (due,) = queries.waiting(boss.pk, [], "default")
    assert (due.what, due.number) == ("need", posting.pk)
    for other in (robin, user):
        with pytest.raises(PermissionDenied), entered(other) as opened:
            actions.confirm_need(by="", posting=posting, operation=opened)
    with entered(boss) as opened:
        actions.confirm_need(by=boss.name, posting=posting, operation=opened)
        assert queries.waiting(boss.pk, [], "web") == []


# Who looks after an account


@pytest.mark.parametrize("who", ["of another area", "of an area of a role", "no administrator"])
def test_an_account_is_looked_after_by_its_own_area_only(database: Server, who: str) -> None:
    user = given_user(HERE, ELSEWHERE)  # kept by the first
    visitor = given_user(HERE) if who == "no administrator" else administrator(ELSEWHERE)
    if who == "of another area":
        user = given_user("Kent")
    vetting = Vetting.objects.using("owner").select_related("user").get(user=user)
    for attempt in (
        lambda opened: actions.give_code(by="", user=user, identity_check="seen", operation=opened),
        lambda opened: actions.set_standing(
            by="", user=user, standing="left", reason="", operation=opened
        ),
        lambda opened: actions.withdraw(by="", cleared=vetting, reason="", operation=opened),
        lambda opened: actions.set_line_manager(by="", user=user, manager=None, operation=opened),
    ):
        with pytest.raises(PermissionDenied), entered(visitor) as opened:
            attempt(opened)
    assert scope(user) != set()


def test_vetting_of_others_is_seen_by_their_administrators_only(database: Server) -> None:
    user = given_user(HERE)
    for visitor, seen in ((administrator(), 2), (administrator(ELSEWHERE), 1), (user, 1)):
        with transaction.atomic():
            enter(visitor.pk)
            assert Vetting.objects.filter(user__in=[user, visitor]).count() == seen


def test_a_code_opens_an_account_once_and_for_a_day(database: Server) -> None:
    with entered(administrator()) as opened:
        user, code, until = actions.add_user(
            by="Robin",
            area=area_named(HERE),
            email="New@Example.org",
            name="Noor Winter",
            agency="police",
            operation=opened,
        )
    assert (user.email, user.kept_by, user.has_usable_password()) == (
        "new@example.org",
        area_named(HERE),
        False,
    )
    assert 0 < (until - query(database, "select now()")[0][0]).total_seconds() <= 24 * 3600
    assert actions.use_code("someone@example.org", code, "web") is None
    assert actions.use_code("new@example.org", "ABCDE", "web") is None
    assert actions.use_code("NEW@example.org", code.lower().replace("-", " "), "web") == user.pk
    assert actions.use_code("new@example.org", code, "web") is None
    assert code not in str(query(database, "select * from agencies_enrolment"))
    assert code not in str(said(database))


def test_a_code_runs_out_and_gives_way_to_the_next(database: Server) -> None:
    robin, user = administrator(), given_user(HERE)
    with entered(robin) as opened:
        old, _ = actions.give_code(by="", user=user, identity_check="", operation=opened)
        new, _ = actions.give_code(by="", user=user, identity_check="", operation=opened)
    assert actions.use_code(user.email, old, "web") is None
    with connections["owner"].cursor() as cursor:
        cursor.execute("update agencies_enrolment set expires_at = now() - interval '1 second'")
    assert actions.use_code(user.email, new, "web") is None


def test_a_reset_takes_password_and_factors_and_says_how_one_knew(database: Server) -> None:
    robin, user = administrator(), with_factor(given_user(HERE))
    with pytest.raises(IntegrityError), entered(robin) as opened:
        actions.give_code(by="", user=user, identity_check=" ", operation=opened)
    with entered(robin) as opened:
        actions.give_code(by="Robin", user=user, identity_check="Warrant card", operation=opened)
    user.refresh_from_db(using="owner")
    assert not user.has_usable_password()
    assert query(database, "select count(*) from mfa_authenticator") == [(0,)]
    assert query(database, "select identity_check from agencies_enrolment") == [("Warrant card",)]
    assert "Warrant card" in said(database)[-1]


@pytest.mark.parametrize("role", ["administrator", "security_officer", "data_protection_officer"])
def test_who_holds_a_role_of_weight_is_reset_at_the_command_line(
    database: Server, role: str
) -> None:
    user = with_factor(given_user(HERE, role=role))
    with pytest.raises(PermissionDenied), entered(administrator()) as opened:
        actions.give_code(by="", user=user, identity_check="seen", operation=opened)
    with by_command() as opened:
        actions.give_code(by="", user=user, identity_check="seen", operation=opened)


def test_who_leaves_loses_everything_at_once(database: Server) -> None:
    robin, user = administrator(), with_factor(given_user(HERE, ELSEWHERE))
    with entered(robin) as opened:
        actions.set_standing(by="", user=user, standing="left", reason="", operation=opened)
        assert queries.held_by([user.pk], "web") == {}
    user.refresh_from_db(using="owner")
    assert (user.active, user.left_on, user.has_usable_password()) == (False, day(), False)
    assert query(database, "select count(*) from mfa_authenticator") == [(0,)]
    assert scope(user) == set()


def test_who_is_suspended_has_the_roles_again_when_back(database: Server) -> None:
    robin, user = administrator(), given_user(HERE)
    for standing, seen in (("suspended", set()), ("active", {HERE})):
        with entered(robin) as opened:
            actions.set_standing(by="", user=user, standing=standing, reason="", operation=opened)
        assert scope(user) == seen


@pytest.mark.parametrize(
    "change",
    [
        "insert into mfa_authenticator (user_id, type, data, created_at)"
        " values ({other}, 'totp', '{{}}', now())",
        "insert into agencies_vetting (user_id, level, granted_on, expires_on, sponsor)"
        " values ({own}, 'dv', '2020-01-01', '2099-01-01', 'me')",
        "update agencies_posting set awaits_approval = false",
        "update agencies_user set kept_by_id = 1 where id = {own}",
        "select digest from agencies_enrolment",
    ],
)
def test_the_site_writes_nothing_but_by_these_verbs(database: Server, change: str) -> None:
    own, other = administrator(), given_user(HERE)
    with pytest.raises(ProgrammingError), entered(own), connections["web"].cursor() as cursor:
        cursor.execute(change.format(own=own.pk, other=other.pk))


# What an administrator looks into


@pytest.mark.parametrize(
    ("enrolled", "signed_in", "dormant"),
    [(91, None, True), (89, None, False), (400, 91, True), (400, 89, False), (None, None, False)],
)
def test_with_whose_account_nobody_has_signed_in_for_long(
    database: Server, enrolled: int | None, signed_in: int | None, dormant: bool
) -> None:
    user = given_user(HERE)
    now = timezone.now()
    if signed_in is not None:
        with by_command():
            User.objects.using("owner").filter(pk=user.pk).update(
                last_login=now - timedelta(signed_in)
            )
    if enrolled is not None:
        with_factor(user)
        Authenticator.objects.using("owner").update(created_at=now - timedelta(enrolled))
    with entered(administrator()):
        (found,) = queries.colleagues([], "default", user_id=user.pk)
        assert found.dormant is dormant
        with by_command():
            User.objects.using("owner").filter(pk=user.pk).update(active=False)
    with entered(administrator()):
        (found,) = queries.colleagues([], "default", user_id=user.pk)
        assert not found.looked_into  # who is suspended does nothing


@pytest.mark.parametrize(("days", "odd"), [(-366, 1), (-365, 0), (0, 0)])
def test_roles_of_which_nobody_has_said_for_a_year_that_they_are_needed(
    database: Server, days: int, odd: int
) -> None:
    user = given_user(HERE)
    with by_command():
        Posting.objects.using("owner").filter(user=user).update(need_confirmed_on=day(days))
    with transaction.atomic():
        enter(administrator().pk)
        (found,) = queries.colleagues([], "default", user_id=user.pk)
    assert len(found.unconfirmed) == odd
    assert found.looked_into is bool(odd)


# Reminders


@pytest.mark.parametrize(("days", "shown"), [(91, 0), (90, 2), (30, 2), (7, 2), (0, 2), (-1, 2)])
def test_reminders(database: Server, days: int, shown: int) -> None:
    robin, user = administrator(), given_user(HERE, vetted_until=day(days))
    given_user(ELSEWHERE, vetted_until=day(days))
    here = [area_named(HERE).pk]
    with transaction.atomic():
        enter(robin.pk)
        found = queries.reminders(robin.pk, here, "default")
    assert [(one.user_id, one.days) for one in found] == [(user.pk, days)] * shown
    with transaction.atomic():
        enter(user.pk)
        assert len(queries.reminders(user.pk, [], "default")) == shown


# At the command line


def test_the_first_administrator_begins_at_the_command_line(database: Server) -> None:
    printed = run(
        "user", "add", "first@example.org", "--name", "Ada First",
        "--agency", "police", "--area", HERE,
    )  # fmt: skip
    code = printed.split(" is ")[1].split()[0]
    answer = run("user", "role", "first@example.org", "administrator", "--area", HERE)
    assert "Not in effect yet: no vetting that it needs holds." in answer
    run("user", "vetting", "first@example.org", "management", "--granted", "2026-01-01",
        "--expires", "2099-01-01", "--sponsor", "Chief officer")  # fmt: skip
    run("user", "training", "first@example.org", "Using OpenMAPPA", "--completed", "2026-01-01",
        "--expires", "2099-01-01")  # fmt: skip
    user = User.objects.using("owner").get(email="first@example.org")
    assert scope(user) == {HERE}  # nobody else has to approve the first
    assert actions.use_code(user.email, code, "web") == user.pk
    shown = run("user", "show", "first@example.org")
    assert "area administrator, Norfolk" in shown
    assert "not in effect" not in shown
    again = run("user", "reset-factor", "first@example.org", "--identity-check", "Came in person")
    assert actions.use_code(user.email, again.split(" is ")[1].split()[0], "web") == user.pk
    run("user", "role", "first@example.org", "administrator", "--area", HERE, "--end")
    assert scope(user) == set()
    run("user", "leave", "first@example.org", "--because", "Moved")
    assert "Ada First" not in run("user", "show")


@pytest.mark.parametrize(
    ("arguments", "said_is"),
    [
        (["role", "no@example.org", "police", "--area", HERE], "Nobody signs in as"),
        (["role", "0@example.org", "police", "--area", "Norfork"], "Did you mean Norfolk"),
        (["role", "0@example.org", "probation", "--area", HERE], "people of other agencies"),
        (["role", "0@example.org", "police", "--area", HERE], "already"),
        (["role", "0@example.org", "chair", "--area", HERE, "--from", "2020-01-01"], "today or"),
        (["role", "0@example.org", "chair", "--area", HERE, "--end"], "does not hold that role"),
        (["add", "0@example.org", "--name", "A", "--agency", "police", "--area", HERE], "already"),
        (["add", "nonsense", "--name", "A", "--agency", "police", "--area", HERE], "not an e-mail"),
    ],
)
def test_what_cannot_be_is_said_in_words(
    database: Server, arguments: list[str], said_is: str
) -> None:
    given_user(HERE)
    with pytest.raises(CommandError, match=said_is):
        run("user", *arguments)
