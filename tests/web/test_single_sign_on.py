"""Signing in through one's agency: who is let in, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import psycopg
import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.config.sign_on import SignOn
from tests.web import openid
from tests.web.matrix import POLICE
from tests.web.openid import Provider
from tests.web.world import World
from tests.world import given_user

GROUPS = {"Managers": frozenset({"police", "administrator"}), "Others": frozenset({"chair"})}


@pytest.fixture
def provider(world: World) -> Iterator[Provider]:
    cache.clear()
    with openid.running(Provider()) as running:
        yield running


@pytest.fixture
def user(world: World) -> User:
    """A police offender manager of Cambridgeshire who is no invented person of a demonstration."""
    return given_user("Cambridgeshire", name="Ros Vale")


def let_in(provider: Provider, **how: object) -> override_settings:
    one = SignOn(
        key="force",
        name="The force",
        issuer=provider.issuer,
        client_id=provider.client_id,
        secret=provider.secret,
        agency="police",
    )
    return override_settings(SIGN_ON={"force": replace(one, **how)})  # type: ignore[arg-type]


def come(client: Client, following: str = "") -> HttpResponse:
    """Go the whole way, from the link on the sign-in page and back."""
    sent = client.get(reverse("openid_connect_login", args=["force"]), {"next": following})
    assert sent.status_code == 302
    back = urlsplit(openid.visit(sent["Location"]))
    assert back.path == reverse("openid_connect_callback", args=["force"])
    return client.get(f"{back.path}?{back.query}")


def claims(user: User, **more: object) -> dict[str, object]:
    return {"sub": f"subject of {user.pk}", "email": user.email, **more}


def roles(client: Client) -> list[str]:
    shown = client.get(reverse("home"))
    assert shown.status_code == 200
    return [held.role.key for held in shown.wsgi_request.visitor.postings]


def test_the_sign_in_page_offers_it(provider: Provider) -> None:
    with let_in(provider):
        page = Client().get(reverse("account_login")).content.decode()
    assert 'href="/sign-in/agency/force/">The force</a>' in page


def test_who_has_an_account_comes_in_by_a_factor_that_is_trusted(
    provider: Provider, user: User, db_home: Server
) -> None:
    provider.claims = claims(user, amr=["pwd", "mfa"])
    client = Client()
    with let_in(provider, trusted_amr=frozenset({"mfa"})):
        assert come(client, "/help/")["Location"] == "/help/"
        assert roles(client) == ["police"]
    assert provider.asked[0]["code_challenge_method"] == "S256"
    with psycopg.connect(db_home.administrator_dsn(db_home.database)) as audit:
        said = audit.execute("select sentence from audit_event order by id desc limit 2").fetchall()
        kept = audit.execute("select extra_data from socialaccount_socialaccount").fetchall()
    assert said == [
        ("Ros Vale signed in.",),
        ("Ros Vale can sign in through The force.",),
    ]
    assert set(kept[-1][0]) == {"email", "amr", "acr", "groups"}


@pytest.mark.parametrize(
    "how", [{}, {"trusted_amr": frozenset({"hwk"})}, {"trusted_acr": frozenset({"gold"})}]
)
def test_else_our_own_second_factor_is_set_up_first(
    provider: Provider, user: User, how: dict[str, object]
) -> None:
    provider.claims = claims(user, amr=["pwd", "mfa"], acr="silver")
    client = Client()
    with let_in(provider, **how):
        come(client)
        assert client.get("/")["Location"] == reverse("second_factor")


def test_or_asked_for(provider: Provider, user: User, world: World) -> None:
    secret = world.accounts[POLICE].secret
    Authenticator.objects.using("owner").create(
        user_id=user.pk, type="totp", data={"secret": get_adapter().encrypt(secret)}
    )
    provider.claims = claims(user, groups=["Others"])
    client = Client()
    with let_in(provider, roles=GROUPS):
        assert come(client)["Location"] == reverse("mfa_authenticate")
        assert client.get("/").status_code == 302
        code = world.accounts[POLICE].code()
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
        assert roles(client) == []  # narrowed, though a second factor lay between


@pytest.mark.parametrize(
    ("groups", "left"),
    [(["Managers"], ["police"]), (["Others"], []), ([], []), (["Others", "Managers"], ["police"])],
)
def test_groups_leave_roles_out_and_add_none(
    provider: Provider, user: User, groups: list[str], left: list[str]
) -> None:
    provider.claims = claims(user, amr=["mfa"], groups=groups)
    client = Client()
    with let_in(provider, trusted_amr=frozenset({"mfa"}), roles=GROUPS):
        come(client)
        assert roles(client) == left
        assert client.get(reverse("users")).status_code == 403  # `administrator` was not theirs


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody@example.org"},
        {"email": ""},
        {"email": None},
        {"sub": None},
    ],
    ids=("unknown", "nameless", "no address", "no subject"),
)
def test_nobody_is_signed_up(provider: Provider, user: User, wrong: dict[str, object]) -> None:
    provider.claims = {k: v for k, v in {**claims(user), **wrong}.items() if v is not None}
    before = User.objects.count()
    client = Client()
    with let_in(provider):
        assert come(client).status_code in (401, 403)
        assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert User.objects.count() == before


def test_an_agency_speaks_for_its_own_people_only(
    provider: Provider, user: User, world: World
) -> None:
    with let_in(provider, agency="probation"):
        provider.claims = claims(user)
        assert come(Client()).status_code == 403
    with let_in(provider):
        provider.claims = {"sub": "x", "email": world.accounts[POLICE].email}
        assert come(Client()).status_code == 403  # nor for the invented


def test_who_is_suspended_is_out(provider: Provider, user: User) -> None:
    provider.claims = claims(user, amr=["mfa"])
    with let_in(provider, trusted_amr=frozenset({"mfa"})):
        client = Client()
        come(client)
        with operation(using="owner", actor="test", purpose="test"):
            User.objects.using("owner").filter(pk=user.pk).update(active=False)
        assert client.get("/").status_code == 302
        assert come(Client()).status_code == 403


def test_an_address_given_to_somebody_else_since_opens_nothing(
    provider: Provider, user: User
) -> None:
    with let_in(provider):
        provider.claims = claims(user)
        assert come(Client()).status_code == 302
        provider.claims = {**claims(user), "sub": "a newcomer"}
        assert come(Client()).status_code == 403


@pytest.mark.parametrize(
    "forged",
    [
        {"signs_with": openid._key()},
        {"issuer_said": "https://elsewhere.example"},
        {"audience": "another client"},
    ],
    ids=("another key", "another issuer", "for another"),
)
def test_what_is_not_signed_for_us_is_refused(
    provider: Provider, user: User, forged: dict[str, object]
) -> None:
    provider.claims = claims(user)
    for name, value in forged.items():
        setattr(provider, name, value)
    with let_in(provider):
        client = Client()
        assert come(client).status_code == 401
        assert client.get("/").status_code == 302


def test_an_answer_that_nobody_asked_for_is_refused(provider: Provider, user: User) -> None:
    provider.claims = claims(user)
    with let_in(provider):
        sent = Client().get(reverse("openid_connect_login", args=["force"]))
        back = urlsplit(openid.visit(sent["Location"]))
        assert Client().get(f"{back.path}?{back.query}").status_code == 401


def test_an_account_is_not_joined_to_another_sign_in(provider: Provider, user: User) -> None:
    provider.claims = claims(user)
    with let_in(provider):
        client = Client()
        sent = client.get(reverse("openid_connect_login", args=["force"]), {"process": "connect"})
        back = urlsplit(openid.visit(sent["Location"]))
        assert client.get(f"{back.path}?{back.query}").status_code == 403
