"""Signing in, the day that pages show, and signing in again in place."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from openmappa.web.sessions import SessionStore
from tests.browser.conftest import DESK, PHONE, Site
from tests.web.matrix import COORDINATOR, OTHER_AREA, POLICE, PRISON, PROBATION

EVERYWHERE = pytest.mark.parametrize(
    ("role", "size", "scripts"),
    [
        (POLICE, DESK, True),
        (PRISON, PHONE, True),
        (PROBATION, DESK, False),
        (COORDINATOR, PHONE, False),
    ],
    ids=["desk", "phone", "desk without scripts", "phone without scripts"],
)


def sign_in(site: Site, page: Page, role: str) -> None:
    """By keyboard alone, from the page that asks for it."""
    account = site.world.accounts[role]
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(account.email)
    page.keyboard.press("Tab")
    page.keyboard.type(account.password)
    page.keyboard.press("Enter")
    page.get_by_label("Code").focus()
    page.keyboard.type(account.code())
    page.keyboard.press("Enter")


@EVERYWHERE
def test_sign_in_move_the_day_and_sign_out(
    site: Site, role: str, size: dict[str, int], scripts: bool
) -> None:
    page = site.page(size=size, scripts=scripts, path="/as-on/")
    expect(page).to_have_title("Sign in – OpenMAPPA")
    expect(page.get_by_text("Invented people")).to_be_visible()
    sign_in(site, page, role)
    expect(page).to_have_title("Change the day – OpenMAPPA")

    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("2014")
    page.get_by_role("button", name="Show this day").click()
    expect(page).to_have_title("Error: Change the day – OpenMAPPA")
    expect(page.get_by_role("alert")).to_contain_text("Enter a real date")
    page.get_by_label("Month").fill("3")
    page.get_by_role("button", name="Show this day").click()
    expect(page).to_have_title("My work – OpenMAPPA")
    expect(page.get_by_label("The day that is shown")).to_contain_text(
        "As on 31 March 2014, not 31 March 2015"
    )

    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in – OpenMAPPA")
    page.goto("/")
    expect(page).to_have_title("Sign in – OpenMAPPA")
    assert page.said == []


def test_skip_link_comes_first(site: Site) -> None:
    page = site.page(POLICE, path="/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main-content")


def test_nothing_typed_is_lost_when_the_session_has_ended(site: Site) -> None:
    """Without scripts; with them the form stays where it is (`test_register.py`)."""
    # A code works once in its half minute, so it is somebody who did not sign in above.
    page = site.page(OTHER_AREA, path="/as-on/", scripts=False)
    page.get_by_label("Day", exact=True).fill("9")
    page.get_by_label("Month").fill("11")
    page.get_by_label("Year").fill("2013")
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "session"]
    session = SessionStore(cookie["value"])
    session["seen_at"] = time.time() - 3600
    session.save()
    page.get_by_role("button", name="Show this day").click()
    expect(page).to_have_title("Sign in – OpenMAPPA")
    sign_in(site, page, OTHER_AREA)
    expect(page).to_have_title("What you typed is still here – OpenMAPPA")
    expect(page.get_by_role("main")).to_contain_text("2013")
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_label("The day that is shown")).to_contain_text("9 November 2013")
