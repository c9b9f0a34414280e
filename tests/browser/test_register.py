"""What people enter on a record, by keyboard alone: an address, a conflict, a visit, a warning."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Sit, Site
from tests.browser.keyboard import Keyboard
from tests.cases.given import known_to_all
from tests.web.matrix import POLICE, PROBATION


def at(site: Site, name: str, *more: object) -> str:
    return reverse(name, args=[known_to_all(site.world).reference, *more])


def status(keys: Keyboard) -> int:
    """With which status the page was answered."""
    return int(keys.page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus"))


def test_an_address_is_added_corrected_and_a_conflict_settled(
    site: Site, desk: Sit, phone: Sit
) -> None:
    of = f"in record {known_to_all(site.world).reference}"
    mine = desk(POLICE, at(site, "register_section", "addresses"))
    page = mine.page
    mine.at(f"Addresses {of}")
    mine.into_content()
    mine.press("Add an address")
    mine.at(f"Add an address {of}")
    mine.into_content()
    mine.pick(page.get_by_label("Kind of address"), "Sole or main residence")
    mine.type(page.get_by_label("Address line 1"), "5 Keyboard Row")
    mine.type(page.get_by_label("Postcode"), "CB7")
    mine.press("Save")
    expect(page.get_by_role("alert")).to_contain_text("Enter a full postcode")
    mine.at(f"Error: Add an address {of}")
    assert status(mine) == 422
    expect(page.get_by_label("Address line 1")).to_have_value("5 Keyboard Row")
    mine.enter(page.get_by_role("alert").get_by_role("link", name="Enter a full postcode"))
    expect(page.get_by_label("Postcode")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("CB7 4ZZ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("5 Keyboard Row, CB7 4ZZ")
    mine.at(f"Addresses {of}", "with one")

    theirs = phone(PROBATION, at(site, "register_section", "addresses"))
    colleague = theirs.page
    correct = "Correct 5 Keyboard Row, CB7 4ZZ, sole or main residence"
    for keys, line in ((theirs, "6 Keyboard Row"), (mine, "7 Keyboard Row")):
        keys.follow(correct)
        keys.at(f"Correct an address {of}")
        keys.into_content()
        keys.type(keys.page.get_by_label("Address line 1"), line)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("7 Keyboard Row")
    colleague.keyboard.press("Enter")
    expect(colleague.get_by_role("alert")).to_contain_text("Nothing of either is lost")
    both = colleague.get_by_role("row", name="Address line 1")
    expect(both).to_contain_text("7 Keyboard Row")
    expect(both).to_contain_text("6 Keyboard Row")
    theirs.at(f"Error: Correct an address {of}", "both versions")
    assert status(theirs) == 409
    theirs.press("Save mine")
    expect(colleague.get_by_role("main")).to_contain_text("6 Keyboard Row")
    theirs.follow("History of 6 Keyboard Row, CB7 4ZZ, sole or main residence")
    theirs.at(re.compile(rf"^History of an address {of} – "))
    for line in ("5 Keyboard Row", "7 Keyboard Row", "6 Keyboard Row"):
        expect(colleague.get_by_role("main")).to_contain_text(line)


def test_add_a_visit(site: Site, phone: Sit) -> None:
    said = "Seen at home, alone"
    log = f"Log of record {known_to_all(site.world).reference}"
    keys = phone(POLICE, at(site, "person"))
    page = keys.page
    main = page.get_by_role("main")
    write = log.replace("Log of", "Write in the log of")
    keys.follow("Log a visit")
    keys.at(write)
    expect(page.get_by_label("What happened", exact=True)).to_have_value("visit")
    expect(page.get_by_label("What happened, as fact")).to_be_focused()
    keys.to(page.get_by_label("Time of day"), back=True)
    page.keyboard.type("half past two")
    keys.press("Save")
    expect(page.get_by_role("alert")).to_contain_text("Enter what happened, or what you make of it")
    keys.at(f"Error: {write}")
    assert status(keys) == 422
    keys.type(page.get_by_label("Time of day"), "14:30")
    keys.type(page.get_by_label("What happened, as fact"), said)
    keys.press("Save as draft")
    expect(main).to_contain_text("This is your draft of")
    keys.at(write, "with a draft")
    expect(page.get_by_label("What happened, as fact")).to_have_value(said)
    keys.into_content()
    keys.type(page.get_by_label("What you make of it"), "He was more open than in February")
    keys.press("Save")
    keys.at(log)
    first = main.locator(".app-story__event").first
    expect(first).to_contain_text("31 March 2015, 14:30")
    expect(first).to_contain_text("Visit")
    expect(first).to_contain_text(said)
    expect(first).to_contain_text("Opinion: He was more open than in February")

    # An entry is never changed: what was wrong is said in one more.
    keys.into_content()
    keys.enter(first.get_by_role("link", name="Correct"))
    keys.at(write, "a correction")
    expect(main).to_contain_text("The entry stays as it is")
    keys.into_content()
    keys.type(page.get_by_label("What happened, as fact"), f"{said}, with his sister")
    keys.press("Save")
    expect(first).to_contain_text("with his sister")
    expect(first).to_contain_text("Correction")
    expect(main.locator(".app-story__event").nth(1)).to_contain_text("Corrected since")
    keys.at(log, "corrected")
    keys.follow("Overview")
    keys.at(re.compile("^Record "))


def test_a_visit_takes_three_actions(site: Site, phone: Sit) -> None:
    keys = phone(POLICE, at(site, "person"))
    keys.follow("Log a visit")
    expect(keys.page.get_by_label("What happened, as fact")).to_be_focused()
    keys.page.keyboard.type("He starts work on Monday")
    keys.press("Save")
    expect(keys.page.get_by_role("main")).to_contain_text("He starts work on Monday")
    assert keys.page.url.endswith(at(site, "log"))


def test_mark_a_warning(site: Site, desk: Sit) -> None:
    warning = "Explosives"
    reference = known_to_all(site.world).reference
    record = f"record {reference}"
    keys = desk(POLICE, at(site, "person"))
    page = keys.page
    main = page.get_by_role("main")
    keys.at(f"Record {reference}")
    keys.follow("Details")
    keys.at(f"Details in {record}")
    keys.follow("Add a warning marker")
    keys.at(f"Add a warning marker in {record}")
    keys.into_content()
    keys.pick(page.get_by_label("Warning", exact=True), warning)
    keys.type(page.get_by_label("Reason"), "Seen at the door in 2013")
    keys.type(page.get_by_label("Who receives it, and why"), "Control room")
    review = page.get_by_role("group", name="To be reviewed on")
    keys.day(review, "1 2 2014")
    keys.day(page.get_by_role("group", name="Starts"), "1 2 2015")
    keys.press("Save")
    expect(page.get_by_role("alert")).to_contain_text("The review must be after the day")
    keys.at(f"Error: Add a warning marker in {record}")
    assert status(keys) == 422
    expect(page.get_by_label("Reason")).to_have_value("Seen at the door in 2013")
    keys.day(review, "1 8 2015")
    keys.press("Save")
    keys.at(f"Warning markers in {record}")
    bar = main.locator(".app-markers")
    expect(bar).to_contain_text(f"Warning: {warning.lower()}")
    keys.follow("Timeline")
    keys.at(re.compile("^Timeline of "))
    expect(bar).to_contain_text(f"Warning: {warning.lower()}")
    keys.follow("Overview")
    expect(bar).to_contain_text(f"Warning: {warning.lower()}")

    keys.follow("Details")
    keys.follow("Warning markers")
    keys.follow(f"Withdraw {warning}: Seen at the door in 2013")
    withdraw = f"Withdraw a warning marker in {record}"
    keys.at(withdraw)
    keys.into_content()
    keys.press("Withdraw")
    expect(page.get_by_role("alert")).to_be_visible()
    keys.at(f"Error: {withdraw}")
    keys.type(page.get_by_label("Why it no longer counts"), "It was his brother")
    keys.press("Withdraw")
    expect(main).to_contain_text("Withdrawn (")
    expect(main).not_to_contain_text(f"Warning: {warning.lower()}")
    keys.at(f"Warning markers in {record}", "withdrawn")


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


def test_what_cannot_be_sent_stays_on_the_page_and_is_sent_later(site: Site) -> None:
    page = site.page(POLICE, path=at(site, "log_add"))
    page.get_by_label("What happened", exact=True).select_option("call")
    fact = page.get_by_label("What happened, as fact")
    fact.fill("Rang at nine, spoke to him")
    save = page.get_by_role("button", name="Save", exact=True)
    page.context.set_offline(offline=True)
    save.click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("No connection. Nothing was sent")
    expect(fact).to_have_value("Rang at nine, spoke to him")
    page.context.set_offline(offline=False)
    expect(told).to_contain_text("You can send it now")

    # Signed out in another window; signed in again there, with a new token for forms.
    page.context.clear_cookies()
    page.wait_for_timeout(1100)  # a button pressed twice within a second counts once
    save.click()
    expect(told).to_contain_text("You are signed out")
    expect(told.get_by_role("link")).to_have_attribute("target", "_blank")
    assert fact.input_value() == "Rang at nine, spoke to him"
    cookie = site.world.client(POLICE).cookies["session"]
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": site.address}])
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(told).to_contain_text("You can send it now")
    page.wait_for_timeout(1100)
    save.click()
    expect(page.get_by_role("main")).to_contain_text("Rang at nine, spoke to him")
    expect(told).to_have_count(0)


def test_nothing_is_sent_in_the_name_of_somebody_else(site: Site) -> None:
    page = site.page(POLICE, path=at(site, "log_add"))
    page.get_by_label("What happened, as fact").fill("Written by the police")
    cookie = site.world.client(PROBATION).cookies["session"]
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": site.address}])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else has signed in")
    page.goto(at(site, "log"))
    expect(page.get_by_role("main")).not_to_contain_text("Written by the police")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_a_page_of_a_person_answers_on_its_first_screen(
    site: Site, *, scripts: bool
) -> None:
    page = site.page(POLICE, size=PHONE, scripts=scripts, path=at(site, "person"))
    height = page.viewport_size["height"] if page.viewport_size else 0
    below = page.get_by_role("heading", name="Due now").bounding_box()
    assert below is not None
    assert below["y"] < height
    main = page.get_by_role("main")
    assert not main.get_by_role("link", name="Timeline").is_visible()
    main.get_by_text("More of this record", exact=True).click()
    assert main.get_by_role("link", name="Timeline").is_visible()
    assert not main.get_by_text("Managed by", exact=True).is_visible()
    main.get_by_text("Level, manager, address", exact=True).click()
    assert main.get_by_text("Managed by", exact=True).is_visible()
    page.goto(f"{page.url}visit/record/")
    first = page.get_by_label("Day", exact=True).first.bounding_box()
    assert first is not None
    assert first["y"] < height
    page.set_viewport_size({"width": 1280, "height": 900})
    assert main.get_by_role("link", name="Timeline").is_visible()
    assert main.get_by_text("Managed by", exact=True).is_visible()
    assert not main.get_by_text("More of this record", exact=True).is_visible()
