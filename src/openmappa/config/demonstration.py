"""The accounts of a demonstration: invented people with passwords drawn for this installation.

They lie in the home, readable by its owner only. `web.sign_in` says where they are let in.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import struct
import time
from dataclasses import asdict, dataclass
from datetime import date

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.utils import timezone

from openmappa.agencies.actions import clear
from openmappa.agencies.models import AGENCIES, Area, Posting, User
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import operation
from openmappa.config.home import Home, SetupError
from openmappa.exchange.queries import only_invented_people
from openmappa.law.dates import Period

OWNER = "owner"  # accounts are made at the command line, by whoever holds the installation
OPENS_ON, CLEARED_UNTIL = date(2015, 3, 31), date(2099, 12, 31)
AREA, OTHER_AREA = "Cambridgeshire", "Norfolk"
NAMES = {
    "coordinator": "Alex Fenwick",
    "deputy_coordinator": "Dana Whitlock",
    "mappa_administrator": "Lee Garner",
    "chair": "Ruth Ingham",
    "police": "Sam Oakley",
    "police_supervisor": "Nadia Holt",
    "central_point": "Joss Penrose",
    "probation": "Priya Marsh",
    "probation_supervisor": "Owen Tilley",
    "community_rehabilitation": "Mina Cole",
    "prison": "Jo Thornton",
    "youth_justice": "Ade Bellamy",
    "mental_health": "Grace Lund",
    "representative": "Tom Askew",
    "victim_liaison": "Isla Brand",
    "psychologist": "Noor Whitby",
    "polygraph_examiner": "Evan Stroud",
    "approved_premises": "Bea Cartwright",
    "duty_officer": "Max Rowley",
    "board_member": "Helen Farrow",
    "authority_lead": "Victor Lyle",
    "lay_adviser": "Morgan Hale",
    "statistician": "Kit Lowe",
    "national_lead": "Anya Pryce",
    "inspector": "Colin Weir",
    "administrator": "Robin Ash",
    "security_officer": "Uma Kerr",
    "data_protection_officer": "Frank Doyle",
    "other_area": "Chris Dunn",
}


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody needs to sign in as one of the invented people."""

    role: str
    email: str
    password: str
    secret: str

    def code(self) -> str:
        """The code of this half minute (RFC 6238)."""
        counter = struct.pack(">Q", int(time.time()) // 30)
        digest = hmac.digest(base64.b32decode(self.secret), counter, "sha1")
        start = digest[-1] & 15
        return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def accounts(place: Home) -> dict[str, Account]:
    """The accounts of this installation by role; none before the demonstration was set up."""
    try:
        stored = json.loads(place.demonstration.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except PermissionError as error:
        raise SetupError(f"{place.demonstration} belongs to another user.") from error
    return {role: Account(**account) for role, account in stored.items()}


def make_accounts(place: Home) -> dict[str, Account]:
    """Draw the accounts once in the life of a home, and see that the record has them.

    Raises SetupError where a real person is on the record.
    """
    if not only_invented_people(OWNER):
        raise SetupError("Real people are on this record: it has no demonstration accounts.")
    known = accounts(place)
    if known.keys() != NAMES.keys():
        known = {
            role: Account(
                role=role,
                email=f"{role.replace('_', '-')}@example.invalid",
                password=secrets.token_urlsafe(12),
                secret=base64.b32encode(secrets.token_bytes(20)).decode(),
            )
            for role in NAMES
        }
        place.write_private(
            place.demonstration, json.dumps({r: asdict(a) for r, a in known.items()}, indent=1)
        )
    for account in known.values():
        _enrol(account)
    return known


def _enrol(account: Account) -> None:
    user = User.objects.using(OWNER).filter(email=account.email).first()
    if user is not None and user.check_password(account.password):
        return
    role = ROLES["coordinator" if account.role == "other_area" else account.role]
    area = OTHER_AREA if account.role == "other_area" else AREA
    with operation(using=OWNER, actor="demonstration", purpose="make an account"):
        if user is None:
            user = User(email=account.email)
        user.name = NAMES[account.role]
        # Several agencies may hold some roles: the account is of the one that most often does.
        user.agency = next(agency for agency in AGENCIES if agency in role.agencies)
        user.kept_by = Area.objects.using(OWNER).get(name=area)
        user.demonstration = True
        user.set_password(account.password)
        user.save(using=OWNER)
        if not user.postings.using(OWNER).exists():
            Posting.objects.using(OWNER).create(
                user=user,
                area=user.kept_by,
                role=role.key,
                during=Period(OPENS_ON, None),
                need_confirmed_on=timezone.localdate(),
            )
            clear(user, until=CLEARED_UNTIL, by="demonstration", using=OWNER, since=OPENS_ON)
        encrypt = get_adapter().encrypt
        for kind, data in (
            (Authenticator.Type.TOTP, {"secret": encrypt(account.secret)}),
            (
                Authenticator.Type.RECOVERY_CODES,
                {"seed": encrypt(RecoveryCodes.generate_seed()), "used_mask": 0},
            ),
        ):
            Authenticator.objects.using(OWNER).update_or_create(
                user=user, type=kind, defaults={"data": data}
            )
