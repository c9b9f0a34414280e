"""Agencies whose own sign-in is let in: `sign-on.toml` in the home, a table for each.

[norfolk-police]
name = "Norfolk Constabulary"             # on the sign-in page
issuer = "https://login.norfolk.example"  # of its OpenID provider
client_id = "openmappa"
secret_file = "norfolk-police.secret"     # in the home, or a full path
agency = "police"                         # whose accounts it speaks for
email_claim = "email"                     # which claim names the account; this by default

# If its own second factor is to count: what its provider says of it. Else ours is asked for.
trusted_amr = ["mfa", "hwk"]
trusted_acr = []

# If groups of its directory narrow the session: the roles that each leaves. Without this table
# all the roles count that the area's administrator gave; more than those never do.
groups_claim = "groups"
[norfolk-police.roles]
"MAPPA offender managers" = ["police"]
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from openmappa.config.home import Home, SetupError

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class SignOn:
    """One agency's own sign-in."""

    key: str
    name: str
    issuer: str
    client_id: str
    secret: str = field(repr=False)
    agency: str
    email_claim: str = "email"
    trusted_amr: frozenset[str] = frozenset()
    trusted_acr: frozenset[str] = frozenset()
    groups_claim: str = "groups"
    roles: dict[str, frozenset[str]] | None = None


def read(place: Home) -> dict[str, SignOn]:
    """The agencies of this installation by key; none where there is no such file."""
    file = place.sign_on
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SetupError(f"{file} cannot be read: {error}.") from error
    return {key: _agency(file, key, table) for key, table in tables.items()}


def _agency(file: Path, key: str, table: Any) -> SignOn:
    def refuse(what: str) -> SetupError:
        return SetupError(f"{file}, [{key}]: {what}.")

    if not re.fullmatch(r"[a-z0-9-]{1,40}", key):
        raise refuse("its name may hold small letters, digits and hyphens only")
    if not isinstance(table, dict):
        raise refuse("a table is expected")
    given = dict(table)

    def text(name: str, default: str | None = None) -> str:
        value = given.pop(name, default)
        if not isinstance(value, str) or not value:
            raise refuse(f"{name} is missing, or no text")
        return value

    def texts(name: str, value: Any) -> frozenset[str]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise refuse(f"{name} is a list of texts")
        return frozenset(value)

    issuer = text("issuer")
    address = urlsplit(issuer)
    if address.scheme != "https" and not (
        address.scheme == "http" and address.hostname in LOOPBACK
    ):
        raise refuse("issuer begins with https://")
    secret_file = file.parent / text("secret_file")
    try:
        secret = secret_file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise refuse(f"{secret_file} cannot be read: {error.strerror}") from error
    roles = given.pop("roles", None)
    if roles is not None and not isinstance(roles, dict):
        raise refuse("roles is a table of groups, each with a list of roles")
    made = SignOn(
        key=key,
        name=text("name"),
        issuer=issuer.rstrip("/"),
        client_id=text("client_id"),
        secret=secret,
        agency=text("agency"),
        email_claim=text("email_claim", "email"),
        trusted_amr=texts("trusted_amr", given.pop("trusted_amr", [])),
        trusted_acr=texts("trusted_acr", given.pop("trusted_acr", [])),
        groups_claim=text("groups_claim", "groups"),
        roles=None
        if roles is None
        else {group: texts(f"roles.{group}", keys) for group, keys in roles.items()},
    )
    if given:
        raise refuse(f"{', '.join(sorted(given))} means nothing here")
    return made


def check(agencies: dict[str, SignOn], place: Home) -> None:
    """Refuse agencies and roles that there are not; Django must be set up."""
    from openmappa.agencies.models import AGENCIES  # noqa: PLC0415
    from openmappa.agencies.roles import ROLES  # noqa: PLC0415

    for key, one in agencies.items():
        if one.agency not in AGENCIES:
            raise SetupError(
                f"{place.sign_on}, [{key}]: agency is one of {', '.join(sorted(AGENCIES))}."
            )
        unknown = {role for roles in (one.roles or {}).values() for role in roles} - set(ROLES)
        if unknown:
            raise SetupError(
                f"{place.sign_on}, [{key}]: there is no role {', '.join(sorted(unknown))}."
            )
