"""Reads of areas, and of the people who sign in."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connections

from openmappa.agencies.models import Area
from openmappa.agencies.roles import ROLES
from openmappa.law.dates import days_from


class UnknownAreaError(ValueError):
    """No MAPPA area of that name; the message says which may have been meant."""


def area_named(name: str, using: str) -> Area:
    """The area of this name, whatever its capitals; raises UnknownAreaError."""
    areas = {area.name.casefold(): area for area in Area.objects.using(using).all()}
    wanted = name.strip().casefold()
    if wanted in areas:
        return areas[wanted]
    near = [areas[n].name for n in difflib.get_close_matches(wanted, areas, n=3)]
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    raise UnknownAreaError(f'"{name}" is not one of the 42 MAPPA areas.{meant}')


# People who sign in. The day is the database's: a demonstration moves only what pages show.

CLEARED = """
    select user_id, 'vetting' as kind, expires_on from agencies_vetting where withdrawn_on is null
    union all
    select user_id, 'training', expires_on from agencies_training where withdrawn_on is null
"""


NEED_HOLDS_DAYS, NEED_ASKED_DAYS = 365, 30
FACTORS = {"totp": "codes from an app", "webauthn": "a security key or passkey"}


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds or will hold; `gaps` says what keeps it from being in effect."""

    number: int
    user_id: int
    area_id: int
    area: str
    role: str
    first: date
    last: date | None
    begun: bool
    awaits_approval: bool
    given_by: int | None
    need_confirmed_on: date | None
    gaps: list[str]

    @property
    def label(self) -> str:
        """The role in words."""
        return ROLES[self.role].label

    @property
    def need_due(self) -> date:
        """By when somebody is to say that it is still needed."""
        return days_from(self.need_confirmed_on or self.first, NEED_HOLDS_DAYS)

    @property
    def in_effect(self) -> bool:
        """Whether it counts today."""
        return self.begun and not self.gaps


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who signs in, as their administrator sees them."""

    id: int
    name: str
    email: str
    agency: str
    active: bool
    left_on: date | None
    kept_by_id: int | None
    kept_by: str | None
    line_manager: str | None
    vetted_until: date | None
    trained_until: date | None
    factors: list[str]
    code_until: datetime | None
    has_used_code: bool
    last_signed_in: datetime | None
    dormant: bool
    today: date
    roles: tuple[Held, ...] = ()

    @property
    def unconfirmed(self) -> list[Held]:
        """Roles of which nobody has said within a year that they are needed."""
        return [
            held for held in self.roles if self.active and held.begun and held.need_due < self.today
        ]

    @property
    def looked_into(self) -> bool:
        """Whether their administrator is to look into something."""
        return self.dormant or bool(self.unconfirmed)

    @property
    def ways(self) -> str:
        """Their second factors in words."""
        return " or ".join(FACTORS[factor] for factor in self.factors)

    @property
    def enrolled(self) -> bool:
        """Whether they have a second factor, so that they can sign in."""
        return bool(self.factors)


def colleagues(
    area_ids: Collection[int], using: str, *, user_id: int | None = None
) -> list[Colleague]:
    """Whom these areas look after or have given a role, by name, with their roles in any area.

    With `user_id` only that person, if they are among them; with no area at all, whoever it is.
    """
    areas = list(area_ids)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select u.id, u.name, u.email, u.agency, u.active, u.left_on, u.kept_by_id, k.name,"
            " m.name, (select max(expires_on) from agencies_vetting v"
            "   where v.user_id = u.id and v.withdrawn_on is null),"
            " (select max(expires_on) from agencies_training t"
            "   where t.user_id = u.id and t.withdrawn_on is null),"
            " array(select distinct a.type from mfa_authenticator a"
            "   where a.user_id = u.id and a.type <> 'recovery_codes' order by 1),"
            " (select max(expires_at) from agencies_enrolment e"
            "   where e.user_id = u.id and e.used_at is null and e.expires_at > now()),"
            " exists (select from agencies_enrolment e"
            "   where e.user_id = u.id and e.used_at is not null), u.last_login,"
            # Counted from the day of the second factor while nobody has signed in with it.
            " coalesce(u.active and greatest(u.last_login, (select max(a.created_at)"
            "   from mfa_authenticator a where a.user_id = u.id)) < now() - interval '1 day'"
            "   * agencies_setting_on('account.dormant_days', u.kept_by_id, audit_today())::int,"
            "   false), audit_today()"
            " from agencies_user u left join agencies_area k on k.id = u.kept_by_id"
            " left join agencies_user m on m.id = u.line_manager_id"
            " where (%(areas)s::int[] = '{}' or u.kept_by_id = any (%(areas)s)"
            "   or exists (select from agencies_posting p where p.user_id = u.id"
            "     and p.area_id = any (%(areas)s) and p.during && daterange(audit_today(), null)))"
            " and (%(user)s::bigint is null or u.id = %(user)s)"
            " order by u.active desc, u.name, u.id",
            {"areas": areas, "user": user_id},
        )
        people = [Colleague(*row) for row in cursor.fetchall()]
    held = held_by([person.id for person in people], using)
    return [replace(person, roles=tuple(held.get(person.id, ()))) for person in people]


def held_by(user_ids: Collection[int], using: str) -> dict[int, list[Held]]:
    """The roles that people hold or will hold, by person; roles that are over are left out."""
    found: dict[int, list[Held]] = {}
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select p.id, p.user_id, p.area_id, a.name, p.role, lower(p.during),"
            " upper(p.during) - 1, lower(p.during) <= audit_today(), p.awaits_approval,"
            " p.given_by_id, p.need_confirmed_on, agencies_gaps(p, audit_today())"
            " from agencies_posting p join agencies_area a on a.id = p.area_id"
            " where p.user_id = any (%s) and p.during && daterange(audit_today(), null)"
            " order by a.name, p.role, p.id",
            [list(user_ids)],
        )
        for row in cursor.fetchall():
            found.setdefault(row[1], []).append(Held(*row))
    return found


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a vetting or a certificate, on which a role rests, runs out soon or has run out."""

    user_id: int
    name: str
    kind: str
    expires_on: date
    days: int


REMINDED_BEFORE = (90, 30, 7)  # days; nearer than the first it is shown, and more and more firmly


def reminders(user_id: int, area_ids: Collection[int], using: str) -> list[Reminder]:
    """What runs out within ninety days, or has: one's own, and of whom these areas look after."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"select u.id, u.name, c.kind, max(c.expires_on), max(c.expires_on) - audit_today()"
            f" from agencies_user u join ({CLEARED}) c on c.user_id = u.id"
            " where u.active and (u.id = %s or u.kept_by_id = any (%s)) and exists ("
            "   select from agencies_posting p join agencies_role r on r.key = p.role"
            "   where p.user_id = u.id and p.during @> audit_today()"
            "   and case c.kind when 'vetting' then r.vetting <> '{}' else r.training end)"
            " group by u.id, u.name, c.kind having max(c.expires_on) <= audit_today() + %s"
            " order by 4, u.name, c.kind",
            [user_id, list(area_ids), REMINDED_BEFORE[0]],
        )
        return [Reminder(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A role that waits for one's approval, or for one's word that it is still needed."""

    number: int
    user_id: int
    name: str
    role: str
    area: str
    what: str
    due_on: date | None

    @property
    def label(self) -> str:
        """The role in words."""
        return ROLES[self.role].label


def waiting(user_id: int, area_ids: Collection[int], using: str) -> list[Waiting]:
    """Roles to approve in these areas, and roles of one's own people whose need is due."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select p.id, u.id, u.name, p.role, a.name, 'approval', null::date"
            " from agencies_posting p join agencies_user u on u.id = p.user_id"
            " join agencies_area a on a.id = p.area_id"
            " where p.awaits_approval and p.area_id = any (%(areas)s) and u.id <> %(me)s"
            "   and p.given_by_id <> %(me)s and p.during && daterange(audit_today(), null)"
            " union all"
            " select p.id, u.id, u.name, p.role, a.name, 'need',"
            "   coalesce(p.need_confirmed_on, lower(p.during)) + %(holds)s"
            " from agencies_posting p join agencies_user u on u.id = p.user_id"
            " join agencies_area a on a.id = p.area_id"
            " where u.line_manager_id = %(me)s and u.active and p.during @> audit_today()"
            "   and coalesce(p.need_confirmed_on, lower(p.during)) + %(holds)s - %(asked)s"
            "     <= audit_today()"
            " order by 6, 7, 3",
            {
                "areas": list(area_ids),
                "me": user_id,
                "holds": NEED_HOLDS_DAYS,
                "asked": NEED_ASKED_DAYS,
            },
        )
        return [Waiting(*row) for row in cursor.fetchall()]
