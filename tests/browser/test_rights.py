"""Journeys of data protection: a request for what is held, and an erasure by two people."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site
from tests.cases.given import at_level_1, known_to_all
from tests.web.matrix import AUTHORITY_LEAD, DATA_PROTECTION


def type_day(page: Page, group: str, day: str, month: str, year: str) -> None:
    within = page.get_by_role("group", name=group)
    within.get_by_label("Day").fill(day)
    within.get_by_label("Month").fill(month)
    within.get_by_label("Year").fill(year)


def test_a_subject_access_request(site: Site, axe: Callable[[Page], list[str]]) -> None:
    person = known_to_all(site.world)
    page = site.page(DATA_PROTECTION, path="/requests/")
    page.get_by_role("button", name="Enter a request").click()
    page.get_by_label("Somebody asks what is held on them").check()
    page.get_by_label("Reference of the record").fill(person.reference)
    type_day(page, "Received on", "2", "3", "2015")
    page.get_by_role("button", name="Enter the request").click()
    expect(page.get_by_role("main")).to_contain_text("Due by 1 April 2015")
    type_day(page, "Shown on", "3", "3", "2015")
    page.get_by_label("How identity was shown").fill("Passport, at the front desk")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Gather everything that is held").click()
    expect(page.get_by_text("To review")).to_be_visible(timeout=60_000)

    # One source is withheld, with its exemption and a reason.
    page.get_by_role("link", name="Addresses", exact=True).click()
    page.get_by_label("Withhold all of it").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the exemption")
    assert axe(page) == []
    page.get_by_label("Exemption").select_option(index=2)
    page.get_by_role("textbox", name="Reason").fill("It would show what is watched")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("It would show what is watched")
    assert axe(page) == []

    page.get_by_label("I have reviewed every source").check()
    page.get_by_role("button", name="Write the answer").click()
    answer = page.get_by_role("button", name="Download the answer")
    expect(answer).to_be_visible(timeout=60_000)
    with page.expect_download() as downloading:
        answer.click()
    with zipfile.ZipFile(downloading.value.path()) as packed:
        readable = packed.read("what-is-held.html").decode()
    assert person.surname in readable
    assert "Convictions and cautions" in readable
    assert "<h2>Addresses</h2>" not in readable
    assert page.said == []  # type: ignore[attr-defined]


def test_an_erasure_by_two_people(site: Site, axe: Callable[[Page], list[str]]) -> None:
    person = at_level_1(site.world)
    page = site.page(DATA_PROTECTION, path="/erasures/new/")
    page.get_by_label("Reference of the record").fill(person.reference)
    page.get_by_label("Mistaken identity").check()
    page.get_by_role("textbox", name="Reason").fill("The facts are of somebody else")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Somebody else decides")

    lead = site.page(AUTHORITY_LEAD, size=PHONE, scripts=False, path="/erasures/")
    lead.get_by_role("main").get_by_role("link", name="Erasure").first.click()
    lead.get_by_label("Approve: erase it").check()
    lead.get_by_label("I have seen the basis in law").check()
    lead.get_by_role("button", name="Save the decision").click()
    expect(lead.get_by_text("What was erased").first).to_be_visible(timeout=60_000)
    assert person.reference not in lead.content()
    page.goto(lead.url)
    assert axe(page) == []
    assert page.said == []  # type: ignore[attr-defined]
