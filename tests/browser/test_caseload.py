"""Breaking the glass, and handing over a caseload, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from tests.browser.conftest import Sit, Site
from tests.web import given_access as given
from tests.web.matrix import COORDINATOR, POLICE, POLICE_SUPERVISOR, SECURITY_OFFICER
from tests.world import administrator


@pytest.fixture
def person(site: Site, db_home: Server) -> Iterator[Nominal]:
    yield site.world.known()
    given.forget(db_home)


def test_break_the_glass(site: Site, person: Nominal, phone: Sit, desk: Sit) -> None:
    """At night, on a phone; and the security officer reviews it in the morning."""
    manages = given.officer("police", agency="police", name="Wilma Marsh")
    given.name(given.officer("coordinator"), person, manages)
    keys = phone(POLICE, f"/people/{person.reference}/")
    page = keys.page
    main = page.get_by_role("main")
    keys.at(f"Outline of {person.reference}")
    expect(main).to_contain_text("Somebody of your agency manages this person")
    keys.follow("Open the record in an emergency")
    keys.at("Open this record in an emergency")
    for typed, fault in (
        ("", "Enter what the emergency is"),
        ("Urgent urgent urgent urgent", "Say in a sentence what the emergency is"),
    ):
        keys.type(page.get_by_label("What the emergency is"), typed)
        keys.press("Open the record now")
        expect(page.get_by_role("alert")).to_contain_text(fault)
        keys.at("Error: Open this record in an emergency", fault)
    expect(main).not_to_contain_text("Legal position")
    keys.type(page.get_by_label("What the emergency is"), given.REASON)
    keys.press("Open the record now")
    keys.at(f"Record {person.reference}")
    expect(main).to_contain_text("Opened by you in an emergency until")
    keys.follow("Timeline")
    keys.at(f"Timeline of {person.reference}")
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)

    keys = desk(SECURITY_OFFICER)
    page = keys.page
    main = page.get_by_role("main")
    keys.at("My work")
    keys.follow(re.compile(": Review 1 emergency access$"))
    keys.at("Emergency access")
    expect(main.get_by_role("row").nth(1)).to_contain_text("To review")
    keys.follow(str(person.reference), exact=False)
    keys.at(re.compile(r"^Emergency access \d+ – "))
    expect(main).to_contain_text(given.REASON)
    keys.into_content()
    keys.press("Record the review")
    expect(page.get_by_role("alert")).to_contain_text("Choose whether it was justified")
    keys.at(re.compile(r"^Error: Emergency access \d+ – "))
    keys.choose(page.get_by_label("It was justified"))
    keys.type(page.get_by_label("What you found"), "Rang the school: it was so")
    keys.press("Record the review")
    keys.at("Emergency access", "reviewed")
    expect(main).to_contain_text("Justified by Uma Kerr")
    # The form's address led into the content, and so does that of the page after it.
    keys.enter(main.get_by_role("link", name=str(person.reference)))
    expect(main).to_contain_text("Uma Kerr found it justified: Rang the school: it was so")
    keys.at(re.compile(r"^Emergency access \d+ – "), "reviewed")


LINES = {
    "What is dangerous now": "Carries a knife",
    "What is due next": "Visit on Friday",
    "Whom to ring": "His sister",
}


def test_hand_over_a_caseload(
    site: Site, person: Nominal, db_home: Server, desk: Sit, phone: Sit
) -> None:
    """One case is acknowledged; the other is not, and those who answer for it are told."""
    other, _ = site.world.duplicates()
    for one in (person, other):
        given.name(given.officer("coordinator"), one, site.world.user(POLICE))
    keys = desk(POLICE)
    page = keys.page
    main = page.get_by_role("main")
    keys.menu("My caseload")
    keys.at("My caseload")
    keys.follow("Hand over people")
    keys.at("Hand over a caseload")
    keys.into_content()
    keys.pick(page.get_by_label("Successor"), "Nadia Holt, police")
    keys.type(page.get_by_label("Why"), "Leaves the unit")
    held = main.get_by_role("group")
    expect(held).to_have_count(2)
    for case in held.all():
        keys.tick(case.get_by_role("checkbox"))
    keys.press("Hand over")
    alert = page.get_by_role("alert")
    for line in LINES:
        expect(alert).to_contain_text(f"enter {line[:1].lower()}{line[1:]}")
    expect(alert.get_by_role("listitem")).to_have_count(6)
    keys.at("Error: Hand over a caseload")
    for case in held.all():
        expect(case.get_by_role("checkbox")).to_be_checked()
        for line, text in LINES.items():
            keys.type(case.get_by_label(line), text)
    keys.press("Hand over")
    expect(main).to_contain_text("Nobody is in your caseload")
    keys.at("My caseload", "empty")

    keys = phone(POLICE_SUPERVISOR)
    page = keys.page
    main = page.get_by_role("main")
    keys.at("My work")
    keys.follow(re.compile("^Read and acknowledge"))
    keys.at("My caseload")
    new = main.locator(".app-facts").filter(has=page.get_by_role("button", name="Acknowledge"))
    expect(new).to_have_count(2)
    for case in new.all():
        for line, text in LINES.items():
            expect(case.locator("div").filter(has_text=line)).to_contain_text(text)
        expect(case).to_contain_text("Sam Oakley")
    keys.into_content()
    keys.enter(new.filter(has_text=person.surname.upper()).get_by_role("button"))
    expect(new).to_have_count(1)
    expect(new).to_contain_text(other.surname.upper())
    expect(main.get_by_role("rowheader", name=person.surname.upper())).to_be_visible()
    keys.at("My caseload", "one acknowledged")
    keys.into_content()
    keys.enter(new.get_by_role("link"))
    keys.at(f"Record {other.reference}")
    keys.follow("Who works with them")
    keys.at(f"Who works with {other.reference}")
    expect(main).to_contain_text("has not acknowledged it yet")
    page.goto(f"/people/{person.reference}/caseload/")
    expect(main.get_by_role("rowheader", name="Nadia Holt")).to_be_visible()
    expect(main).not_to_contain_text("has not acknowledged it yet")

    with administrator(db_home) as past:  # four days go by
        past.execute("set session_replication_role = replica")
        past.execute("update nominals_caseload set named_at = named_at - interval '4 days'")
    keys = desk(COORDINATOR)
    page = keys.page
    main = page.get_by_role("main")
    keys.at("My work")
    keys.follow(re.compile(": 1 case handed over and not acknowledged$"))
    keys.at("Caseloads of the team")
    late = main.get_by_role("listitem").filter(has_text="with Nadia Holt")
    expect(late).to_have_count(1)
    expect(late).to_contain_text(other.surname.upper())
