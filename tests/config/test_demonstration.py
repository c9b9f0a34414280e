"""The demonstration's accounts: drawn for the installation, closed to others, never for real."""

from __future__ import annotations

import datetime as dt
import io
import json
import stat
import time
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from openmappa.agencies.models import Area, Posting, User
from openmappa.audit.operations import operation
from openmappa.config import demonstration
from openmappa.config.home import SetupError, home
from openmappa.config.postgres import Server
from openmappa.exchange.models import ExtractImport


def imported(*, synthetic: bool) -> None:
    with operation(using="intake", actor="test", purpose="import") as opened:
        ExtractImport.objects.using("intake").create(
            area=Area.objects.get(name="Cambridgeshire"),
            reporting_year="2014-15",
            extracted_on=dt.date(2015, 4, 1),
            synthetic=synthetic,
            digest="",
            operation=opened.id,
            people=1,
            rows=1,
        )


@pytest.fixture(autouse=True)
def no_accounts() -> Iterator[None]:
    home().demonstration.unlink(missing_ok=True)
    yield
    home().demonstration.unlink(missing_ok=True)


def test_one_account_for_each_role_and_one_of_another_area(database: Server) -> None:
    imported(synthetic=True)
    made = demonstration.make_accounts(home())
    held = Posting.objects.using("owner").values_list("user__email", "role", "area__name")
    assert sorted(held) == sorted(
        (
            account.email,
            "coordinator" if role == "other_area" else role,
            "Norfolk" if role == "other_area" else "Cambridgeshire",
        )
        for role, account in made.items()
    )
    assert len({account.password for account in made.values()}) == len(made)
    assert len({account.secret for account in made.values()}) == len(made)


def test_they_lie_in_a_file_for_the_owner_only_and_stay_the_same(database: Server) -> None:
    imported(synthetic=True)
    made = demonstration.make_accounts(home())
    assert stat.S_IMODE(home().demonstration.stat().st_mode) == 0o600
    assert demonstration.make_accounts(home()) == made
    assert demonstration.accounts(home()) == made


def test_a_password_that_somebody_changed_is_set_back(database: Server) -> None:
    imported(synthetic=True)
    account = demonstration.make_accounts(home())["police"]
    user = User.objects.using("owner").get(email=account.email)
    user.set_password("another one")
    with operation(using="owner", actor="test", purpose="change"):
        user.save(using="owner")
    demonstration.make_accounts(home())
    assert User.objects.using("owner").get(email=account.email).check_password(account.password)


@pytest.mark.parametrize("real", [[False], [True, False], []], ids=["real", "mixed", "nothing"])
def test_none_are_made_beside_real_people(database: Server, real: list[bool]) -> None:
    for synthetic in real:
        imported(synthetic=synthetic)
    with pytest.raises(SetupError, match="no demonstration accounts"):
        demonstration.make_accounts(home())
    assert not home().demonstration.exists()
    assert not User.objects.using("owner").exists()


def test_how_to_sign_in_is_printed(database: Server) -> None:
    imported(synthetic=True)
    account = demonstration.make_accounts(home())["prison"]
    said = io.StringIO()
    call_command("demo", "sign-in", "prison", stdout=said)
    assert account.email in said.getvalue()
    assert account.password in said.getvalue()


def test_before_the_demonstration_there_is_nobody_to_sign_in_as() -> None:
    with pytest.raises(CommandError, match="run 'openmappa demo'"):
        call_command("demo", "sign-in", "prison")


# RFC 6238, appendix B: the secret is "12345678901234567890", the code its last six digits.
@pytest.mark.parametrize(
    ("at", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(
    monkeypatch: pytest.MonkeyPatch, at: int, code: str
) -> None:
    monkeypatch.setattr(time, "time", lambda: at)
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert demonstration.Account("police", "", "", secret).code() == code


def test_the_file_holds_nothing_else(database: Server) -> None:
    imported(synthetic=True)
    demonstration.make_accounts(home())
    stored = json.loads(home().demonstration.read_text())
    assert {frozenset(account) for account in stored.values()} == {
        frozenset({"role", "email", "password", "secret"})
    }
