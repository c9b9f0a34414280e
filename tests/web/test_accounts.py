"""Accounts by the pages: added, begun with a code, given a role, ended."""

from __future__ import annotations

import re

import psycopg
import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from openmappa.agencies.models import Posting, User
from openmappa.config.postgres import Server
from tests.web.matrix import ADMINISTRATOR, OTHER_AREA, POLICE
from tests.web.world import World, send

PASSWORD = "seven quiet otters"


@pytest.fixture(autouse=True)
def nobody_tried_before(world: World) -> None:
    cache.clear()


def text(response: HttpResponse) -> str:
    return response.content.decode()


def added(world: World, email: str) -> tuple[User, str]:
    """Somebody whom the administrator has just added, and the code on the page."""
    response = world.client(ADMINISTRATOR).post(
        reverse("user_add"),
        {"name": "Noor Winter", "email": email, "agency": "police", "area": "3"},
    )
    code = re.search(r'id="code">([A-Z2-9-]{23})<', text(response))
    assert code is not None, text(response)
    return User.objects.get(email=email), code[1]


def enrol(
    client: Client, email: str, code: str, typed: dict[str, str] | None = None
) -> HttpResponse:
    data = {"email": email, "code": code, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse("enrol"), data | (typed or {}))


def test_a_code_leads_to_a_password_and_on_to_a_second_factor(world: World) -> None:
    user, code = added(world, "one@example.invalid")
    client = Client()
    assert enrol(client, user.email, code)["Location"] == reverse("second_factor")
    assert client.get("/")["Location"] == reverse("second_factor")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200  # nothing is asked twice
    assert enrol(Client(), user.email, code).status_code == 422  # once


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "AAAAA-AAAAA-AAAAA-AAAAA"}, "do not go together"),
        ({"email": "other@example.invalid"}, "do not go together"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password2": "another"}, "not the same"),
        ({"email": ""}, "Enter your work e-mail address"),
    ],
)
def test_a_fault_uses_no_code_up_and_keeps_what_was_typed(
    world: World, typed: dict[str, str], said: str
) -> None:
    email = f"two{abs(hash(str(typed)))}@example.invalid"
    user, code = added(world, email)
    response = enrol(Client(), user.email, code, typed)
    assert response.status_code == 422
    assert said in text(response)
    assert f'value="{typed.get("code", code)}"' in text(response)
    assert PASSWORD not in text(response)
    assert enrol(Client(), user.email, code).status_code == 302


def test_an_address_that_signs_in_already_is_said_so(world: World) -> None:
    data = {"name": "A", "email": world.user(POLICE).email, "agency": "police", "area": "3"}
    response = world.client(ADMINISTRATOR).post(reverse("user_add"), data)
    assert response.status_code == 422
    assert "can sign in already" in text(response)


def test_a_role_is_given_and_ended(world: World) -> None:
    user, _ = added(world, "three@example.invalid")
    office = world.client(ADMINISTRATOR)
    give = reverse("user_role_give", args=[user.pk])
    today = re.findall(r'name="first_\w+"[^>]*value="(\d+)"', text(office.get(give)))
    days = dict(zip(("first_day", "first_month", "first_year"), today, strict=True))
    assert office.post(give, {"role": "probation", "area": "3", **days}).status_code == 422
    assert office.post(give, {"role": "chair", "area": "25", **days}).status_code == 422
    past = {"role": "chair", "area": "3", **days, "first_year": "2020"}
    assert "today or later" in text(office.post(give, past))
    assert office.post(give, {"role": "chair", "area": "3", **days}).status_code == 302
    assert "holds" in text(office.get(reverse("user", args=[user.pk])))  # no vetting yet
    again = office.post(give, {"role": "chair", "area": "3", **days})
    assert "hold this role in this area at that time already" in text(again)
    posting = Posting.objects.using("owner").get(user=user)
    end = reverse("user_role_end", args=[user.pk, posting.pk])
    assert send(office, end, {"when": "later", "reason": "x"}).status_code == 422
    assert send(office, end, {"when": "now", "reason": "x"}).status_code == 302
    late = office.post(end, {"when": "now", "reason": "So I write"})
    assert "Somebody else has ended this role already" in text(late)
    assert "So I write" in text(late)
    assert not Posting.objects.using("owner").filter(user=user).exists()


def test_others_and_oneself_are_out_of_reach_and_the_refusal_is_logged(
    world: World, db_home: Server
) -> None:
    office = world.client(ADMINISTRATOR)
    stranger, me = world.user(OTHER_AREA).pk, world.user(ADMINISTRATOR).pk
    assert office.get(reverse("user", args=[stranger])).status_code == 404
    for page in ("user_standing", "user_code", "user_vetting_add", "user_role_give"):
        assert office.get(reverse(page, args=[stranger])).status_code == 404
        assert office.post(reverse(page, args=[me]), {}).status_code == 403
    with psycopg.connect(db_home.administrator_dsn(db_home.database)) as audit:
        logged = audit.execute(
            "select what from audit_access where refused order by id desc limit 1"
        ).fetchone()
    assert logged == (f"POST user_role_give {me}",)


def test_other_sessions_are_listed_and_ended(world: World) -> None:
    here, there = world.client(POLICE), world.client(POLICE)
    there.get("/")
    page = text(here.get(reverse("mfa_index")))
    assert "End all but this one" in page
    here.post(reverse("sessions_end"))
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert "End all but this one" not in text(here.get(reverse("mfa_index")))


def test_the_last_second_factor_stays(world: World) -> None:
    client = world.client(POLICE)
    again = client.post(
        reverse("account_reauthenticate"), {"password": world.accounts[POLICE].password}
    )
    assert again.status_code == 302
    page = reverse("mfa_deactivate_totp")
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 200
    assert client.get(page).status_code == 200  # there to be stopped, still
