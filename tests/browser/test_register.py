"""The sections of a record in a browser, by keyboard: add, correct, conflict, log, warn."""

from __future__ import annotations

import re

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site
from tests.cases.given import known_to_all
from tests.web.matrix import POLICE, PROBATION


def at(site: Site, name: str, *more: object) -> str:
    return reverse(name, args=[known_to_all(site.world).reference, *more])


def reach(page: Page, role: str, name: str) -> None:
    """Go to something by the Tab key alone, and press Enter."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    wanted.wait_for()
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way by keyboard to {name}")


def into(page: Page, label: str, text: str) -> None:
    """Go to a field by the Tab key alone, and type over what is in it."""
    wanted = page.get_by_label(label, exact=True).first
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            if wanted.evaluate("element => element.tagName") == "INPUT":
                page.keyboard.press("Control+A")
            page.keyboard.type(text)
            return
    raise AssertionError(f"no way by keyboard to {label}")


def test_an_address_is_added_corrected_and_a_conflict_settled(site: Site) -> None:
    page = site.page(POLICE, path=at(site, "register_section", "addresses"))
    reach(page, "button", "Add an address")
    into(page, "Kind of address", "Sole")
    into(page, "Address line 1", "5 Keyboard Row")
    into(page, "Postcode", "CB7")
    reach(page, "button", "Save")
    expect(page.get_by_role("alert")).to_contain_text("Enter a full postcode")
    expect(page.get_by_label("Address line 1")).to_have_value("5 Keyboard Row")
    reach(page, "link", "Enter a full postcode, such as CB7 4ZZ, or none")
    page.keyboard.press("Control+A")
    page.keyboard.type("CB7 4ZZ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("5 Keyboard Row, CB7 4ZZ")

    colleague = site.page(PROBATION, path=at(site, "register_section", "addresses"))
    reach(colleague, "link", "Correct 5 Keyboard Row, CB7 4ZZ, sole or main residence")
    into(colleague, "Address line 1", "6 Keyboard Row")
    reach(page, "link", "Correct 5 Keyboard Row, CB7 4ZZ, sole or main residence")
    into(page, "Address line 1", "7 Keyboard Row")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("7 Keyboard Row")
    colleague.keyboard.press("Enter")
    expect(colleague.get_by_role("alert")).to_contain_text("Nothing of either is lost")
    both = colleague.get_by_role("row", name="Address line 1")
    expect(both).to_contain_text("7 Keyboard Row")
    expect(both).to_contain_text("6 Keyboard Row")
    reach(colleague, "button", "Save mine")
    expect(colleague.get_by_role("main")).to_contain_text("6 Keyboard Row")
    reach(colleague, "link", "History of 6 Keyboard Row, CB7 4ZZ, sole or main residence")
    expect(colleague.get_by_role("main")).to_contain_text("5 Keyboard Row")
    assert page.said == colleague.said == []


def test_a_call_is_logged_in_three_actions(site: Site) -> None:
    page = site.page(POLICE, size=PHONE, path=at(site, "person"))
    page.get_by_role("link", name="Log a call").click()
    page.get_by_label("What happened, as fact").fill("Rang to say that he starts work on Monday")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("starts work on Monday")
    assert page.url.endswith(at(site, "log"))
    assert page.said == []


def test_a_warning_is_on_the_identity_bar(site: Site) -> None:
    page = site.page(POLICE, scripts=False, path=at(site, "register"))
    reach(page, "link", "Add a warning marker")
    into(page, "Warning", "Explosives")
    into(page, "Reason", "Kept fireworks powder in 2013")
    into(page, "Who receives it, and why", "Control room")
    for part, value in zip(("Day", "Month", "Year"), ("1", "2", "2015"), strict=True):
        page.get_by_role("group", name="Starts").get_by_label(part).fill(value)
    for part, value in zip(("Day", "Month", "Year"), ("1", "8", "2015"), strict=True):
        page.get_by_role("group", name="To be reviewed on").get_by_label(part).fill(value)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Warning: explosives")
    page.goto(at(site, "timeline"))
    expect(page.get_by_role("main")).to_contain_text("Warning: explosives")


def test_what_is_typed_survives_a_lost_connection(site: Site) -> None:
    page = site.page(POLICE, path=at(site, "register_add", "interests"))
    told = page.get_by_role("status")
    page.context.set_offline(offline=True)
    page.get_by_label("Which").press_sequentially("Model rail")
    expect(told).to_contain_text("No connection")
    page.context.set_offline(offline=False)
    page.get_by_label("Which").press_sequentially("ways")
    expect(told).to_have_text("Draft saved.")
    again = site.page(POLICE, path=at(site, "register_add", "interests"))
    expect(again.get_by_label("Which")).to_have_value("Model railways")
    again.get_by_role("button", name="Throw the draft away").click()
    expect(again.get_by_label("Which")).to_have_value("")
    assert re.search("Failed to load|ERR_INTERNET", " ".join(page.said))
