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
DEPUTY, MAPPA_ADMINISTRATOR, CHAIR = "deputy_coordinator", "mappa_administrator", "chair"
POLICE_SUPERVISOR, PROBATION_SUPERVISOR = "police_supervisor", "probation_supervisor"
CENTRAL_POINT = "central_point"
REHABILITATION, YOUTH_JUSTICE = "community_rehabilitation", "youth_justice"
MENTAL_HEALTH, PSYCHOLOGIST = "mental_health", "psychologist"
POLYGRAPH, PREMISES = "polygraph_examiner", "approved_premises"
REPRESENTATIVE, VICTIM_LIAISON, DUTY_OFFICER = "representative", "victim_liaison", "duty_officer"
BOARD_MEMBER, AUTHORITY_LEAD, LAY_ADVISER = "board_member", "authority_lead", "lay_adviser"
STATISTICIAN, NATIONAL_LEAD, INSPECTOR = "statistician", "national_lead", "inspector"
ADMINISTRATOR, SECURITY_OFFICER = "administrator", "security_officer"
DATA_PROTECTION = "data_protection_officer"
OTHER_AREA = "other_area"  # a co-ordinator of another area
ROLES = (
    COORDINATOR,
    POLICE,
    PROBATION,
    PRISON,
    DEPUTY,
    MAPPA_ADMINISTRATOR,
    CHAIR,
    POLICE_SUPERVISOR,
    PROBATION_SUPERVISOR,
    CENTRAL_POINT,
    REHABILITATION,
    YOUTH_JUSTICE,
    MENTAL_HEALTH,
    PSYCHOLOGIST,
    POLYGRAPH,
    PREMISES,
    REPRESENTATIVE,
    VICTIM_LIAISON,
    DUTY_OFFICER,
    BOARD_MEMBER,
    AUTHORITY_LEAD,
    LAY_ADVISER,
    STATISTICIAN,
    NATIONAL_LEAD,
    INSPECTOR,
    ADMINISTRATOR,
    SECURITY_OFFICER,
    DATA_PROTECTION,
    OTHER_AREA,
)
EVERYBODY = frozenset(ROLES)
# Run the arrangements of the area.
OFFICE = frozenset({COORDINATOR, DEPUTY})
# Hold a caseload of their own, or answer for those who do.
OFFENDER_MANAGERS = frozenset({POLICE, PROBATION, PRISON})
SUPERVISORS = frozenset({POLICE_SUPERVISOR, PROBATION_SUPERVISOR, CENTRAL_POINT})
# See only the records to which they are named.
NAMED_ONLY = frozenset(
    {REHABILITATION, YOUTH_JUSTICE, MENTAL_HEALTH, PSYCHOLOGIST, POLYGRAPH, PREMISES, INSPECTOR}
)
PRACTITIONERS = OFFICE | OFFENDER_MANAGERS | SUPERVISORS | {OTHER_AREA}
# Whoever may open the record of a person at all.
READERS = PRACTITIONERS | NAMED_ONLY | {MAPPA_ADMINISTRATOR, CHAIR, VICTIM_LIAISON}
NOT_SIGNED_IN = "not signed in"


def nothing(world: World) -> dict[str, Any]:
    return {}


def something_to_do(world: World) -> dict[str, Any]:
    """Of the co-ordinator, given to the deputy: by themselves, and what a rule asks."""
    world.task()
    world.given_on()
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
        """The first who is answered `ok`; if nobody is, the first who is let in at all."""
        return next(
            role
            for status in (self.ok, 200, 422, 302)
            for role in ROLES
            if self.expected(role) == status
        )

    def is_answered(self) -> bool:
        """Whether anybody gets a page of it, or is sent on when something was written."""
        given = {200, 422} | ({302} if self.method == "POST" else set())
        return any(self.expected(role) in given for role in ROLES)


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
    Row("home", EVERYBODY, args=something_to_do, queries=52),
    Row("as_on", EVERYBODY, queries=8),
    Row(
        "as_on",
        EVERYBODY,
        "POST",
        data=lambda world: {"day": "1", "month": "4", "year": "2014"},
        ok=302,
        queries=11,
    ),
    Row("law_calculator", READERS - {INSPECTOR, VICTIM_LIAISON}, queries=8),
    Row(
        "law_calculator",
        READERS - {INSPECTOR, VICTIM_LIAISON},
        "POST",
        data=lambda world: A_CALCULATION,
        queries=9,
    ),
    Row("kept", EVERYBODY, ok=302, axe=False),
    Row("signed_in", EVERYBODY, axe=False, queries=8),
    Row("signed_in_again", EVERYBODY, queries=8),
    Row("help", EVERYBODY, open_to_all=True, queries=8),
    Row("accessibility", EVERYBODY, open_to_all=True, queries=8),
    Row("mfa_index", EVERYBODY, queries=13),
    Row("sessions_end", EVERYBODY, queries=8),
    Row("sessions_end", EVERYBODY, "POST", ok=302, queries=12),
    Row("second_factor", EVERYBODY, queries=9),
    Row("mfa_list_webauthn", EVERYBODY, queries=9),
    Row("enrol", dict.fromkeys(ROLES, 302) | {NOT_SIGNED_IN: 200}, axe=False),
    Row(
        "enrol",
        dict.fromkeys(ROLES, 302) | {NOT_SIGNED_IN: 422},
        "POST",
        data=lambda world: {"email": "nobody@example.invalid", "code": "ABCDE"},
        axe=False,
        queries=4,
    ),
    Row("account_change_password", EVERYBODY, queries=8),
    Row("account_logout", EVERYBODY, queries=8),
    # No agency's own sign-in is let in here.
    Row(
        "openid_connect_login",
        dict.fromkeys((*ROLES, NOT_SIGNED_IN), 404),
        args=lambda world: {"provider_id": "no-agency"},
        axe=False,
    ),
    Row(
        "openid_connect_callback",
        dict.fromkeys((*ROLES, NOT_SIGNED_IN), 404),
        args=lambda world: {"provider_id": "no-agency"},
        axe=False,
    ),
    Row("socialaccount_login_cancelled", EVERYBODY, open_to_all=True, queries=8),
    # Whoever is signed in with both factors is sent on from these.
    Row("account_login", dict.fromkeys(ROLES, 302) | {NOT_SIGNED_IN: 200}, axe=False),
    Row("mfa_authenticate", EVERYBODY, ok=302, axe=False),
    Row("mfa_activate_totp", EVERYBODY, ok=302, axe=False),
    Row("account_reauthenticate", EVERYBODY, axe=False, queries=14),
    Row("mfa_reauthenticate", EVERYBODY, axe=False, queries=14),
    Row("mfa_reauthenticate_webauthn", EVERYBODY, ok=302, axe=False),
    # A key of nobody's.
    Row("mfa_edit_webauthn", EVERYBODY, args=lambda world: {"pk": 0}, ok=302, axe=False),
    Row("mfa_remove_webauthn", EVERYBODY, args=lambda world: {"pk": 0}, ok=404, axe=False),
    # Only to who has entered both factors a short while ago.
    Row("mfa_deactivate_totp", EVERYBODY, ok=302, axe=False),
    Row("mfa_add_webauthn", EVERYBODY, ok=302, axe=False),
    Row("mfa_view_recovery_codes", EVERYBODY, ok=302, axe=False),
    Row("mfa_generate_recovery_codes", EVERYBODY, ok=302, axe=False),
]


def rows() -> list[Row]:
    """The rows of every room."""
    found = list(FRAME)
    tests = Path(__file__).parents[1]
    for file in sorted(tests.rglob("matrix.py")):
        if file != Path(__file__):
            room = ".".join(file.relative_to(tests).parent.parts)
            found += importlib.import_module(f"tests.{room}.matrix").ROWS
    return found


PAGES = [row for row in rows() if row.axe and row.method == "GET" and row.ok == 200]
"""The pages of the accessibility run; each is opened as `row.first_role()`."""
