"""Journeys of data protection: a request for what is held, and an erasure by two people."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from openmappa.config.postgres import Server
from openmappa.rights.sources import EXEMPTIONS
from tests.browser.conftest import PHONE, Sit, Site
from tests.cases.given import at_level_1, known_to_all
from tests.web.matrix import AUTHORITY_LEAD, DATA_PROTECTION
from tests.world import administrator


@contextmanager
def worker_held(server: Server) -> Iterator[None]:
    """The worker takes no job meanwhile: a job that is taken names it by a foreign key."""
    with administrator(server) as past, past.transaction():
        past.execute("select from procrastinate_workers for update")
        yield


def test_a_subject_access_request(
    site: Site, db_home: Server, desk: Sit, axe: Callable[[Page], list[str]]
) -> None:
    person = known_to_all(site.world)
    keys = desk(DATA_PROTECTION)
    page = keys.page
    main = page.get_by_role("main")
    alert = page.get_by_role("alert")
    row = main.get_by_role("row", name=str(person.reference))
    keys.menu("Requests")
    keys.at("Requests")
    expect(main).to_contain_text("No request has come in")
    keys.into_content()
    keys.press("Enter a request")
    keys.at("Enter a request")
    keys.into_content()
    keys.choose(page.get_by_label("Somebody asks what is held on them"))
    received = page.get_by_role("group", name="Received on")
    keys.day(received, "2 3 2096")
    keys.press("Enter the request")
    expect(alert.get_by_role("listitem")).to_have_count(2)
    keys.at("Error: Enter a request")
    keys.type(page.get_by_label("Reference of the record"), str(person.reference))
    keys.day(received, "2 3 2015")
    keys.press("Enter the request")
    expect(main).to_contain_text("Due by 1 April 2015")
    (number,) = re.findall(r"/requests/(\d+)/$", page.url)
    request = f"Request {number}"
    keys.at(request)

    # Nothing is released before identity was shown.
    keys.into_content()
    keys.type(page.get_by_label("How identity was shown"), "Passport, at the front desk")
    keys.press("Save")
    expect(alert).to_contain_text("Enter the day on which identity was shown")
    keys.at(f"Error: {request}", "identity")
    keys.day(page.get_by_role("group", name="Shown on"), "3 3 2015")
    keys.press("Save")
    expect(main).to_contain_text("checked by Frank Doyle")
    keys.at(request, "identity shown")

    # While the worker is at it, the page looks again by itself.
    with worker_held(db_home):
        keys.into_content()
        keys.press("Gather everything that is held")
        expect(main).to_contain_text("Being gathered")
        page.evaluate("stop()")  # for as long as axe looks
        keys.at(request, "being gathered")
        keys.enter(page.get_by_role("link", name="Back to requests"))
        expect(main.get_by_role("row", name=str(person.reference))).to_contain_text(
            "Being gathered"
        )
        keys.at("Requests", "with one")
    keys.follow(f"{number}: {person.reference}")
    expect(main).to_contain_text("To review")
    keys.at(request, "to review")

    # One source is withheld, with its exemption and a reason; of another, one row.
    source = f"{request}: addresses"
    keys.follow("Addresses")
    keys.at(source)
    keys.into_content()
    keys.choose(page.get_by_label("Withhold all of it"))
    keys.press("Save")
    expect(alert).to_contain_text("Choose the exemption")
    keys.at(f"Error: {source}")
    keys.pick(page.get_by_label("Exemption"), list(EXEMPTIONS.values())[1])
    keys.type(page.get_by_role("textbox", name="Reason"), "It would show what is watched")
    keys.press("Save")
    expect(main).to_contain_text("It would show what is watched")
    keys.at(request, "one source withheld")
    keys.follow("Addresses")
    expect(main).to_contain_text("Withheld")
    keys.at(source, "withheld")
    keys.enter(page.get_by_role("link", name=f"Back to request {number}"))
    keys.follow("Convictions and cautions")
    keys.at(f"{request}: convictions and cautions")
    keys.enter(page.get_by_role("link", name=f"Back to request {number}"))

    keys.into_content()
    keys.press("Write the answer")
    expect(alert).to_contain_text("Confirm that you reviewed")
    keys.at(f"Error: {request}", "not reviewed")
    with worker_held(db_home):
        keys.tick(page.get_by_label("I have reviewed every source"))
        keys.press("Write the answer")
        expect(main).to_contain_text("Being written")
        page.evaluate("stop()")
        keys.at(request, "being written")
        keys.enter(page.get_by_role("link", name="Back to requests"))
    keys.follow(f"{number}: {person.reference}")
    expect(main).to_contain_text("Answered")
    keys.at(request, "released")
    keys.into_content()
    with page.expect_download() as downloading:
        keys.enter(main.get_by_role("button", name="Download the answer (ZIP)"))
    with zipfile.ZipFile(downloading.value.path()) as packed:
        readable = packed.read("what-is-held.html").decode()
    assert person.surname in readable
    assert "Convictions and cautions" in readable
    assert "<h2>Addresses</h2>" not in readable
    assert "It would show what is watched" not in readable
    # What the person is sent is a page too.
    copy = site.page(DATA_PROTECTION)
    copy.set_content(readable)
    assert axe(copy) == []
    keys.enter(page.get_by_role("link", name="Back to requests"), back=True)
    expect(row).to_contain_text("Answered")
    keys.at("Requests", "answered")


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
