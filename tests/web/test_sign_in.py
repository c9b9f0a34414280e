"""Signing in with two factors, being signed out, and signing in again in place."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from django.core.cache import cache
from django.db import ProgrammingError, connections, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from openmappa.agencies.models import Area, User, Vetting
from openmappa.agencies.pages import enter
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.exchange.models import ExtractImport
from tests.web.matrix import COORDINATOR, NOT_SIGNED_IN, POLICE, PRISON, ROLES, Row, rows
from tests.web.world import World


@pytest.fixture(autouse=True)
def nobody_tried_before(world: World) -> None:
    cache.clear()  # attempts, and codes that were used


def password(world: World, role: str, client: Client, **extra: str) -> HttpResponse:
    account = world.accounts[role]
    data = {"login": account.email, "password": account.password, **extra}
    return client.post(reverse("account_login"), data)


def sign_in(world: World, role: str, client: Client, **extra: str) -> HttpResponse:
    assert password(world, role, client, **extra)["Location"] == reverse("mfa_authenticate")
    code = world.accounts[role].code()
    return client.post(reverse("mfa_authenticate"), {"code": code, **extra})


def test_password_then_code(world: World) -> None:
    client = Client()
    assert client.get("/")["Location"] == "/sign-in/?next=%2F"
    assert sign_in(world, POLICE, client)["Location"] == "/"
    response = client.get("/")
    assert response.status_code == 200
    assert "Sam Oakley" in response.content.decode()


def test_a_password_alone_opens_nothing(world: World) -> None:
    client = Client()
    password(world, POLICE, client)
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_a_wrong_code_is_refused(world: World) -> None:
    client = Client()
    password(world, POLICE, client)
    response = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Incorrect code" in response.content.decode()
    assert client.get("/").status_code == 302


def test_a_code_works_once(world: World) -> None:
    first, again = Client(), Client()
    password(world, POLICE, first)
    password(world, POLICE, again)
    code = world.accounts[POLICE].code()
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_every_attempt_is_recorded(world: World, db_home: Server) -> None:
    client = Client()
    password(world, POLICE, client, password="wrong")
    sign_in(world, POLICE, client)
    with psycopg.connect(db_home.administrator_dsn(db_home.database)) as audit:
        said = audit.execute("select sentence from audit_event order by id desc limit 2").fetchall()
    assert said == [("Sam Oakley signed in.",), ("Somebody failed to sign in as Sam Oakley.",)]


def test_without_a_second_factor_nothing_but_setting_one_up(world: World) -> None:
    with operation(using="owner", actor="test", purpose="a new colleague"):
        new = User(email="new@example.invalid", name="Noor Winter", agency="police")
        new.set_password("seven quiet otters")
        new.save(using="owner")
    client = Client()
    response = client.post(
        reverse("account_login"), {"login": new.email, "password": "seven quiet otters"}
    )
    assert response["Location"] == "/"
    assert client.get("/")["Location"] == reverse("second_factor")
    again = client.get(reverse("mfa_activate_totp"))["Location"]  # the password once more
    assert client.post(again, {"password": "seven quiet otters"}).status_code == 302
    response = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r"<strong class=\"app-break\">([A-Z2-7]+)</strong>", _text(response))
    assert secret is not None
    code = replace(world.accounts[POLICE], secret=secret[1]).code()
    response = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get("/").status_code == 200
    with connections["owner"].cursor() as cursor:
        cursor.execute("select data::text from mfa_authenticator where user_id = %s", [new.pk])
        assert secret[1] not in str(cursor.fetchall())  # encrypted


def test_after_five_wrong_passwords_the_right_one_waits_too(world: World) -> None:
    for _ in range(5):
        password(world, POLICE, Client(), password="wrong")
    response = password(world, POLICE, Client())
    assert response.status_code == 200
    assert "Too many failed login attempts" in _text(response)
    assert password(world, COORDINATOR, Client()).status_code == 302  # nobody else waits


def test_who_does_not_exist_gets_the_answer_of_a_wrong_password(world: World) -> None:
    known = password(world, POLICE, Client(), password="wrong")
    unknown = password(world, POLICE, Client(), login="nobody@example.invalid", password="wrong")
    assert _text(known).count("not correct") == _text(unknown).count("not correct") > 0


def test_there_is_no_way_back_to_another_site(world: World) -> None:
    response = sign_in(world, POLICE, Client(), next="https://evil.example/")
    assert response["Location"] == "/"


# The end of a session


def _age(client: Client, **seconds: float) -> None:
    session = client.session
    for key, ago in seconds.items():
        session[key] = time.time() - ago
    session.save()


@pytest.mark.parametrize("how", [{"seen_at": 31 * 60}, {"signed_in_at": 10 * 3600 + 60}])
def test_a_session_ends_when_idle_or_old(world: World, how: dict[str, float]) -> None:
    client = world.client(POLICE)
    assert client.get("/").status_code == 200
    _age(client, **how)
    assert client.get("/")["Location"] == "/sign-in/?next=%2F"
    assert client.get("/")["Location"] == "/sign-in/?next=%2F"


def _late_form(world: World) -> Client:
    client = world.client(POLICE)
    client.get("/")
    _age(client, seen_at=31 * 60)
    response = client.post("/as-on/", {"day": "7", "month": "5", "year": "2013", "next": "/help/"})
    assert response["Location"] == "/sign-in/?next=%2Fkept%2F"
    return client


def test_a_form_sent_too_late_is_offered_again_to_its_writer(world: World) -> None:
    client = _late_form(world)
    assert sign_in(world, POLICE, client, next="/kept/")["Location"] == "/kept/"
    page = _text(client.get("/kept/"))
    assert '<form method="post" action="/as-on/"' in page
    assert '<input type="hidden" name="year" value="2013">' in page
    assert client.get("/kept/").status_code == 302  # once


FORMS = [
    row
    for row in rows()
    if row.method == "POST" and not row.open_to_all and row.expected(NOT_SIGNED_IN) != 422
]


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.url)
def test_nothing_typed_into_any_form_is_lost(world: World, row: Row) -> None:
    role = next((role for role in ROLES if row.expected(role) != 403), POLICE)
    path = reverse(row.url, kwargs=dict(row.args(world)))
    typed = {**row.data(world), "reason": "Typed for half an hour.\nAnd more."}
    client = world.client(role)
    _age(client, seen_at=31 * 60)
    assert client.post(path, typed)["Location"] == "/sign-in/?next=%2Fkept%2F"
    kept = client.session["kept"]
    assert (kept["path"], dict(kept["fields"])) == (path, typed)


def test_a_form_sent_too_late_is_not_shown_to_another(world: World) -> None:
    client = _late_form(world)
    sign_in(world, PRISON, client, next="/kept/")
    assert client.get("/kept/").status_code == 302


def test_a_form_is_not_kept_for_long(world: World) -> None:
    client = _late_form(world)
    session = client.session
    session["kept"] = {**session["kept"], "until": time.time() - 1}
    session.save()
    sign_in(world, POLICE, client, next="/kept/")
    assert client.get("/kept/").status_code == 302


def test_a_form_of_a_stranger_is_not_kept(world: World) -> None:
    client = Client()
    client.post("/as-on/", {"day": "7", "month": "5", "year": "2013"})
    assert "kept" not in client.session


def test_a_form_opened_before_signing_in_again_is_offered_again(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.client(POLICE).cookies
    form = {"day": "7", "month": "5", "year": "2013", "csrfmiddlewaretoken": "of before"}
    elsewhere = client.post("/as-on/", form, headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.status_code == 403
    ours = client.post("/as-on/", form, headers={"sec-fetch-site": "same-origin"})
    assert ours["Location"] == "/kept/"
    assert 'value="2013"' in _text(client.get("/kept/"))


def test_signing_out_ends_it(world: World) -> None:
    client = world.client(POLICE)
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 302


# Who is let in


def test_who_has_left_is_out_at_once(world: World) -> None:
    client = world.client(PRISON)
    assert client.get("/").status_code == 200
    try:
        _change(PRISON, world, active=False)
        assert client.get("/").status_code == 302
        assert password(world, PRISON, Client()).status_code == 200
    finally:
        _change(PRISON, world, active=True)


def test_without_vetting_nobody_has_a_role(world: World) -> None:
    try:
        _clear(PRISON, world, dt.date(2020, 1, 1))
        with transaction.atomic():
            assert enter(world.user(PRISON).pk).postings == ()
    finally:
        _clear(PRISON, world, dt.date(2099, 12, 31))


def _clear(role: str, world: World, until: dt.date) -> None:
    with operation(using="owner", actor="test", purpose="vet a colleague"):
        Vetting.objects.using("owner").filter(user=world.user(role)).update(expires_on=until)


def _change(role: str, world: World, **fields: object) -> None:
    with operation(using="owner", actor="test", purpose="change a colleague"):
        User.objects.using("owner").filter(email=world.accounts[role].email).update(**fields)


@pytest.mark.parametrize(
    "elsewhere", [{"DEMONSTRATION_DAY": None}, {"BOUND_TO_LOOPBACK": False}], ids=str
)
def test_invented_people_are_refused_outside_a_demonstration(
    world: World, elsewhere: dict[str, object]
) -> None:
    client = world.client(POLICE)
    assert client.get("/").status_code == 200
    with override_settings(**elsewhere):
        assert password(world, POLICE, Client()).status_code == 200
        assert client.get("/").status_code == 302  # a session is no way round it


def test_invented_people_are_refused_where_one_extract_is_of_real_people(
    world: World, real_extract: None
) -> None:
    response = password(world, POLICE, Client())
    assert response.status_code == 200
    assert "Invented people" not in _text(response)


@pytest.fixture
def real_extract(world: World, db_home: Server) -> Iterator[None]:
    with operation(using="intake", actor="test", purpose="import") as opened:
        ExtractImport.objects.using("intake").create(
            area=Area.objects.get(name="Norfolk"),
            reporting_year="2014-15",
            extracted_on=dt.date(2015, 4, 1),
            synthetic=False,
            digest="",
            operation=opened.id,
            people=1,
            rows=1,
        )
    yield
    with psycopg.connect(db_home.administrator_dsn(db_home.database)) as administrator:
        administrator.execute("delete from exchange_import where not synthetic")


# What the database allows


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ("update agencies_user set password = 'x' where id = {other}", 0),
        ("update agencies_user set password = password where id = {own}", 1),
    ],
)
def test_a_password_is_changed_by_oneself_only(world: World, change: str, allowed: int) -> None:
    own, other = world.user(POLICE).pk, world.user(COORDINATOR).pk
    with transaction.atomic():
        enter(own)
        with connections["default"].cursor() as cursor:
            cursor.execute(change.format(own=own, other=other))
            assert cursor.rowcount == allowed


@pytest.mark.parametrize(
    "change",
    [
        "update agencies_user set active = true",
        "update agencies_vetting set expires_on = '2099-01-01'",
        "update agencies_user set email = 'me@example.invalid'",
        "insert into agencies_posting (user_id, area_id, role, during)"
        " values (1, 1, 'police', '[2020-01-01,)')",
        "delete from agencies_user",
    ],
)
def test_nobody_gives_themselves_more(world: World, change: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute(change)


def _text(response: HttpResponse) -> str:
    return response.content.decode()
