"""Breaking the glass, and handing over a caseload, as people do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from tests.browser.conftest import PHONE, Site
from tests.web import given_access as given
from tests.web.matrix import POLICE, POLICE_SUPERVISOR, SECURITY_OFFICER


@pytest.fixture
def person(site: Site, db_home: Server) -> Iterator[Nominal]:
    yield site.world.known()
    given.forget(db_home)


def test_break_the_glass(site: Site, person: Nominal, axe: Callable[[Page], list[str]]) -> None:
    """At night, on a phone, without scripts; and the security officer reviews it in the morning."""
    manages = given.officer("police", agency="police", name="Wilma Marsh")
    given.name(given.officer("coordinator"), person, manages)
    page = site.page(POLICE, size=PHONE, scripts=False, path=f"/people/{person.reference}/")
    expect(page.get_by_role("main")).to_contain_text("Somebody of your agency manages this person")
    page.get_by_role("link", name="Open the record in an emergency").click()
    page.get_by_role("button", name="Open the record now").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter what the emergency is")
    page.get_by_label("What the emergency is").fill(given.REASON)
    page.get_by_role("button", name="Open the record now").click()
    expect(page.get_by_role("main")).to_contain_text("Opened by you in an emergency until")
    page.get_by_role("link", name="Timeline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)

    page = site.page(SECURITY_OFFICER, path="/")
    page.get_by_role("link", name="Review 1 emergency access").click()
    assert axe(page) == []
    page.get_by_role("link", name=str(person.reference)).click()
    expect(page.get_by_role("main")).to_contain_text(given.REASON)
    page.get_by_label("It was justified").check()
    page.get_by_label("What you found").fill("Rang the school: it was so")
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_role("main")).to_contain_text("Justified by Uma Kerr")
    assert page.said == []


def test_hand_over_a_caseload(
    site: Site, person: Nominal, axe: Callable[[Page], list[str]]
) -> None:
    """By keyboard alone; and the successor acknowledges it."""
    given.name(given.officer("coordinator"), person, site.world.user(POLICE))
    page = site.page(POLICE, path="/caseload/")
    page.get_by_role("link", name="Hand over people").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hand over a caseload")
    page.get_by_label("Successor").focus()
    page.keyboard.type("Nadia")
    page.keyboard.press("Tab")
    page.keyboard.type("Leaves the unit")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("enter what is dangerous now")
    assert axe(page) == []
    for label, text in (
        ("What is dangerous now", "Carries a knife"),
        ("What is due next", "Visit on Friday"),
        ("Whom to ring", "His sister"),
    ):
        page.get_by_label(label).focus()
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page).to_have_title("My caseload – OpenMAPPA")
    expect(page.get_by_role("main")).to_contain_text("Nobody is in your caseload")

    page = site.page(POLICE_SUPERVISOR, path="/")
    page.get_by_role("link", name="Acknowledge 1 case new to you").click()
    expect(page.get_by_role("main")).to_contain_text("Carries a knife")
    assert axe(page) == []
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_role("main")).not_to_contain_text("Carries a knife")
    expect(page.get_by_role("rowheader", name=person.surname.upper())).to_be_visible()
    assert page.said == []
