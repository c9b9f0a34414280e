import psycopg
import pytest
from django.db import connections

from openmappa.config.logins import LOGINS
from openmappa.config.postgres import Server


@pytest.mark.parametrize("login", LOGINS)
def test_each_alias_is_the_login_of_its_name(database: Server, login: str) -> None:
    with connections[login].cursor() as cursor:
        cursor.execute("select current_user, current_setting('timezone')")
        assert cursor.fetchone() == (login, "Europe/London")


def test_default_is_the_login_that_serves_people(database: Server) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("web",)


def test_no_login_has_power_over_the_server(database: Server) -> None:
    with psycopg.connect(database.dsn("owner")) as owner:
        strong = owner.execute(
            "select rolname from pg_roles where rolname = any(%s) and (rolsuper or rolbypassrls"
            " or rolcreaterole or rolcreatedb or rolreplication)",
            (list(LOGINS),),
        ).fetchall()
        memberships = owner.execute(
            "select member::regrole::text, roleid::regrole::text from pg_auth_members"
            " where member::regrole::text = any(%s) or roleid::regrole::text = any(%s)",
            (list(LOGINS), list(LOGINS)),
        ).fetchall()
    assert strong == []
    assert memberships == []


@pytest.mark.parametrize("login", sorted(set(LOGINS) - {"owner"}))
def test_only_owner_makes_things_in_the_schema(database: Server, login: str) -> None:
    with (
        psycopg.connect(database.dsn(login)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("create table public.mine (n int)")


@pytest.mark.parametrize("login", LOGINS)
def test_a_wrong_password_is_refused(database: Server, login: str) -> None:
    dsn = psycopg.conninfo.make_conninfo(database.dsn(login), password="guess")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(dsn)


def test_a_role_that_is_not_ours_may_not_connect(database: Server) -> None:
    with psycopg.connect(database.administrator_dsn(), autocommit=True) as administrator:
        administrator.execute("create role stranger login password 'stranger'")
        try:
            dsn = psycopg.conninfo.make_conninfo(
                database.dsn("web"), user="stranger", password="stranger"
            )
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(dsn)
        finally:
            administrator.execute("drop role stranger")
