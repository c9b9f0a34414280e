"""Who may ask for what: every page of the site by method and role, as data.

Each room adds its own rows in `tests/<room>/matrix.py`, as a list `ROWS`; docs/pages.md says how.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.web.world import World

COORDINATOR, POLICE, PROBATION, PRISON = "coordinator", "police", "probation", "prison"
STATISTICIAN, LAY_ADVISER, ADMINISTRATOR = "statistician", "lay_adviser", "administrator"
OTHER_AREA = "other_area"  # a co-ordinator of another area
ROLES = (
    COORDINATOR,
    POLICE,
    PROBATION,
    PRISON,
    STATISTICIAN,
    LAY_ADVISER,
    ADMINISTRATOR,
    OTHER_AREA,
)
EVERYBODY = frozenset(ROLES)
PRACTITIONERS = {COORDINATOR, POLICE, PROBATION, PRISON, OTHER_AREA}
NOT_SIGNED_IN = "not signed in"


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """One page: who gets it. Roles that are not named must be refused with 403."""

    url: str
    # A set of roles (who then get `ok`), or the status that each gets.
    roles: frozenset[str] | set[str] | Mapping[str, int]
    method: str = "GET"
    args: Callable[[World], Mapping[str, Any]] = field(default=nothing)
    data: Callable[[World], Mapping[str, Any]] = field(default=nothing)
    ok: int = 200
    refused: int = 403
    # Not signed in: 302 to the sign-in page, for all but the few pages that are open.
    open_to_all: bool = False
    # How many queries the page takes for the first of its roles, in the order of ROLES.
    queries: int | None = None
    # Whether it is in the accessibility run (GET only).
    axe: bool = True

    def expected(self, role: str) -> int:
        otherwise = self.refused
        if role == NOT_SIGNED_IN:
            otherwise = self.ok if self.open_to_all else 302
        if isinstance(self.roles, Mapping):
            return self.roles.get(role, otherwise)
        if role == NOT_SIGNED_IN:
            return otherwise
        return self.ok if role in self.roles else self.refused

    def first_role(self) -> str:
        return next(role for role in ROLES if self.expected(role) == self.ok)


A_CALCULATION = {
    "born-day": "1",
    "born-month": "1",
    "born-year": "1980",
    "on-day": "31",
    "on-month": "3",
    "on-year": "2015",
    "disposals-count": "1",
    "disposals-0-offence": "SOA 2003 s.3",
    "disposals-0-victim_age": "15",
    "disposals-0-convicted_on-day": "10",
    "disposals-0-convicted_on-month": "3",
    "disposals-0-convicted_on-year": "2014",
    "disposals-0-disposal": "suspended_imprisonment",
    "disposals-0-term_months": "18",
    "disposals-0-ends_on-day": "9",
    "disposals-0-ends_on-month": "9",
    "disposals-0-ends_on-year": "2015",
}

FRAME = [
    Row("home", EVERYBODY, queries=10),
    Row("as_on", EVERYBODY),
    Row(
        "as_on",
        EVERYBODY,
        "POST",
        data=lambda world: {"day": "1", "month": "4", "year": "2014"},
        ok=302,
    ),
    Row("law_calculator", PRACTITIONERS, queries=8),
    Row("law_calculator", PRACTITIONERS, "POST", data=lambda world: A_CALCULATION, queries=9),
    Row("kept", EVERYBODY, ok=302, axe=False),
    Row("help", EVERYBODY, open_to_all=True),
    Row("accessibility", EVERYBODY, open_to_all=True),
    Row("mfa_index", EVERYBODY),
    Row("mfa_deactivate_totp", EVERYBODY, axe=False),
    Row("account_change_password", EVERYBODY),
    Row("account_logout", EVERYBODY),
    # Whoever is signed in with both factors is sent on from these.
    Row("account_login", dict.fromkeys(ROLES, 302) | {NOT_SIGNED_IN: 200}, axe=False),
    Row("mfa_authenticate", EVERYBODY, ok=302, axe=False),
    Row("mfa_activate_totp", EVERYBODY, ok=302, axe=False),
    Row("account_reauthenticate", EVERYBODY, axe=False),
    Row("mfa_reauthenticate", EVERYBODY, axe=False),
    # Only to who has entered both factors a short while ago.
    Row("mfa_view_recovery_codes", EVERYBODY, ok=302, axe=False),
    Row("mfa_generate_recovery_codes", EVERYBODY, ok=302, axe=False),
]


def rows() -> list[Row]:
    """The rows of every room."""
    found = list(FRAME)
    for file in sorted(Path(__file__).parents[1].glob("*/matrix.py")):
        if file.parent.name != "web":
            found += importlib.import_module(f"tests.{file.parent.name}.matrix").ROWS
    return found


PAGES = [row for row in rows() if row.axe and row.method == "GET" and row.ok == 200]
"""The pages of the accessibility run; each is opened as `row.first_role()`."""
