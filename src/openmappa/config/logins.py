"""The five database logins, what each is for, and the database that they share.

None of them is a superuser, and none passes by row-level security.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import secrets
import sys
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

from openmappa.config.home import Home, SetupError

LOGINS = {
    "owner": "owns the tables: migrations, backup, restore; never held by a serving process",
    "web": "people at their screens; sees what their scope allows",
    "worker": "jobs; sees what the purpose of the job allows",
    "intake": "import of agency extracts, and rebuilding what is derived from them",
    "count": "statistics: reads everything that counts, writes figures only",
}
ADMINISTRATOR = "administrator"  # superuser of the embedded server; makes the logins, no more
DATABASE = "openmappa"
# Exclusion constraints over an id and a range of days; names that are like one another.
EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm")


def create_passwords(home: Home) -> None:
    """Draw the passwords, once in the life of a home."""
    if not home.passwords.exists():
        drawn = {login: secrets.token_urlsafe(24) for login in (ADMINISTRATOR, *LOGINS)}
        home.write_private(home.passwords, json.dumps(drawn, indent=1) + "\n")


def passwords(home: Home) -> dict[str, str]:
    """The password of each login: `OPENMAPPA_<LOGIN>_PASSWORD` where set, else the home's own.

    A home that has not been set up yet gives none.
    """
    try:
        known: dict[str, str] = json.loads(home.passwords.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = {}
    except PermissionError as error:
        raise SetupError(f"{home.passwords} belongs to another user.") from error
    except ValueError as error:
        raise SetupError(f"{home.passwords} is damaged: {error}.") from error
    for login in LOGINS:
        given = os.environ.get(f"OPENMAPPA_{login.upper()}_PASSWORD")
        if given:
            known[login] = given
    return known


def create_logins(administrator: Connection[Any], secret: dict[str, str]) -> None:
    """Make the logins that are missing and set the passwords of all. Twice is as good as once.

    `administrator` is an autocommitting connection that may create roles. Raises SetupError where
    a role of that name exists already with more power than a login of ours may have.
    """
    for login in LOGINS:
        role = Identifier(login)
        known = administrator.execute(
            "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = %s",
            (login,),
        ).fetchone()
        if known is None:
            administrator.execute(SQL("create role {}").format(role))
        elif known[0]:
            raise SetupError(
                f"The server already has a role '{login}' that is superuser, may create roles or "
                "passes by row-level security. Use another server, or take that away from it."
            )
        # Hashed on this side, so that no server log ever holds a password.
        hashed = administrator.pgconn.encrypt_password(
            secret[login].encode(), login.encode(), b"scram-sha-256"
        )
        administrator.execute(
            SQL("alter role {} login password {}").format(role, Literal(hashed.decode()))
        )


def create_database(administrator: Connection[Any], name: str = DATABASE) -> None:
    """Make the database `name`, owned by `owner`, that only the five logins may connect to."""
    database, owner = Identifier(name), Identifier("owner")
    exists = administrator.execute("select from pg_database where datname = %s", (name,)).fetchone()
    superuser = administrator.execute(
        "select rolsuper from pg_roles where rolname = current_user"
    ).fetchone()
    if superuser is not None and not superuser[0]:
        # Only a member of a role may hand things over to it.
        administrator.execute(SQL("grant {} to current_user").format(owner))
    if exists is None:
        # template0, as template1 may hold what somebody else put there.
        administrator.execute(
            SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                database, owner
            )
        )
    administrator.execute(SQL("alter database {} owner to {}").format(database, owner))
    administrator.execute(SQL("alter database {} set timezone to 'Europe/London'").format(database))
    administrator.execute(SQL("revoke all on database {} from public").format(database))
    for login in LOGINS:
        administrator.execute(
            SQL("grant connect on database {} to {}").format(database, Identifier(login))
        )
    # An import stages its rows in temporary tables.
    administrator.execute(SQL("grant temporary on database {} to intake").format(database))


def secure_schema(owner: Connection[Any]) -> None:
    """Close the schema to everybody but the logins, and add the extensions. Run as `owner`."""
    for extension in EXTENSIONS:
        owner.execute(SQL("create extension if not exists {}").format(Identifier(extension)))
    owner.execute("revoke all on schema public from public")
    for login in LOGINS:
        owner.execute(SQL("grant usage on schema public to {}").format(Identifier(login)))


def edition() -> str:
    """A short text that changes whenever this file does: what was set up by another is redone."""
    return hashlib.sha256(inspect.getsource(sys.modules[__name__]).encode()).hexdigest()[:16]
