"""What people come to do, by keyboard alone: at a desk and on a phone, with scripts and without."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import APIResponse, Page, expect

from tests.browser.conftest import Sit, Site
from tests.publication.given import written
from tests.web.matrix import ADMINISTRATOR, COORDINATOR, POLICE, PRISON, PROBATION
from tests.world import listed, run

BROKEN = Path(__file__).parents[1] / "extracts" / "broken" / "bad-date"


def test_sign_in_with_a_code(site: Site, sit: Sit) -> None:
    # A code works once in its half minute, so each browser is somebody else's.
    role = (PROBATION, PRISON)[sit.which]
    account = site.world.accounts[role]
    keys = sit()
    page = keys.page
    keys.at("Sign in")
    keys.type(page.get_by_label("E-mail address"), account.email)
    keys.type(page.get_by_label("Password"), "not this")
    keys.press("Continue")
    keys.at("Error: Sign in")
    expect(page.get_by_role("alert")).to_be_visible()
    keys.type(page.get_by_label("E-mail address"), account.email)
    keys.type(page.get_by_label("Password"), account.password)
    keys.press("Continue")
    keys.at("Enter your code")
    keys.type(page.get_by_label("Code"), account.code())
    keys.press("Continue")
    keys.at("My work")
    keys.enter(page.get_by_role("button", name="Sign out"))
    keys.at("Sign in")


def test_find_a_misspelt_person(site: Site, sit: Sit) -> None:
    person = site.world.known()
    assert person.name == "Rhys Kevin Fletcher"
    keys = sit(POLICE)
    page = keys.page
    main = page.get_by_role("main")
    box = main.get_by_label("Name, date of birth, number, address or words")
    keys.at("My work")
    keys.type(page.get_by_label("Name or number of a person"), "x")
    page.keyboard.press("Enter")
    keys.at("Error: People")
    expect(page.get_by_role("alert")).to_contain_text("Type at least 2 letters of a name")
    keys.type(box, "zzyzx qwortle")
    keys.pick(main.get_by_label("Status", exact=True), "In custody")
    keys.press("Search and filter")
    expect(main.get_by_role("status")).to_contain_text("with these filters")
    expect(main).to_contain_text("Nobody you may see fits this.")
    keys.at("People found", "nobody")
    keys.into_content()
    keys.type(box, "flecher, reese 18/4/1937")
    keys.press("Search and filter")
    expect(main).to_contain_text("Looked for the name “flecher, reese”")
    keys.at("People found")
    assert "flecher" not in page.url
    best = main.get_by_role("rowheader").first
    expect(best).to_contain_text("FLETCHER, Rhys Kevin")
    keys.into_content()
    keys.enter(best.get_by_role("link"))
    keys.at(f"Record {person.reference}")
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)


def test_what_is_found_is_shown_while_one_types(phone: Sit) -> None:
    keys = phone(POLICE, reverse("people"))
    page, main = keys.page, keys.page.get_by_role("main")
    box = main.get_by_label("Name, date of birth, number, address or words")
    keys.into_content()
    keys.type(box, "flecher, reese 18/4/1937")
    expect(main).to_contain_text("Looked for the name “flecher, reese”")
    expect(main.get_by_role("rowheader").first).to_contain_text("FLETCHER, Rhys Kevin")
    expect(page.locator("[data-told]")).to_have_text(re.compile("person|people"))
    expect(box).to_be_focused()
    assert "flecher" not in page.url


def test_find_a_person_by_a_prison_number_and_see_why(sit: Sit) -> None:
    keys = sit(POLICE)
    page = keys.page
    keys.at("My work")
    keys.type(page.get_by_label("Name or number of a person"), " a 0037 ag ")
    page.keyboard.press("Enter")
    keys.at("People found")
    assert "0037" not in page.url
    expect(page.get_by_role("status")).to_contain_text("1 person")
    (link,) = page.get_by_role("main").get_by_role("rowheader").get_by_role("link").all()
    keys.into_content()
    keys.enter(link)
    keys.at(re.compile(r"^Record M\d{7}[A-Z] – OpenMAPPA$"))
    keys.follow("Why?")

    keys.at(re.compile("^Legal position of "))
    main = page.get_by_role("main")
    expect(main).to_contain_text("On 31 March 2015")
    expect(main.locator(".govuk-body-l").first).to_contain_text("Category 1")
    expect(main).to_contain_text("SOA 2003 s.82(1), row i")
    keys.into_content()
    keys.day(main, "1 6 2014")
    keys.press("Show this day")
    expect(main).to_contain_text("On 1 June 2014")
    expect(main.locator(".govuk-body-l").first).to_contain_text("Category 2")

    # The day of all pages, by the bar below the menu.
    keys.enter(page.get_by_role("link", name="Change the day"))
    keys.at("Change the day")
    keys.into_content()
    keys.day(main, "1 6 2014")
    keys.press("Show this day")
    keys.at(re.compile("^Legal position of "))
    expect(page.get_by_label("The day that is shown")).to_contain_text("As on 1 June 2014")
    keys.follow("Overview")
    keys.at(re.compile(r"^Record M\d{7}[A-Z] – OpenMAPPA$"))
    expect(main).to_contain_text("Legal position on 1 June 2014")
    expect(main.locator(".govuk-body-l").first).to_contain_text("Category 2")


def test_open_a_cell_and_see_whom_the_command_lists(sit: Sit) -> None:
    keys = sit(COORDINATOR)
    keys.menu("Statistics")
    keys.at("Statistics: Cambridgeshire 2014-15, as known now")
    cell = "T1:L2:C1"
    keys.into_content()
    keys.enter(keys.page.locator(f'main a[href*="{cell.replace(":", "%3A")}"]'))
    keys.at(f"Who is in {cell} of Cambridgeshire 2014-15, as known now")
    shown = keys.page.locator("main tbody tr td:first-child").all_inner_texts()
    told = listed(run("return", "--area", "Cambridgeshire", "--year", "2014-15", "--who", cell))
    assert shown == list(told) != []
    because = keys.page.locator("main tbody tr td:last-child").all_inner_texts()
    assert because == [sentence for sentences in told.values() for sentence in sentences]


def test_figures_of_any_day(sit: Sit) -> None:
    keys = sit(COORDINATOR, "/statistics/")
    main = keys.page.get_by_role("main")
    keys.into_content()
    keys.day(main, "31 6 2014")
    keys.press("Show the day")
    keys.at(re.compile("^Error: Statistics: "))
    expect(keys.page.get_by_role("alert")).to_contain_text("Enter a real day")
    keys.day(main, "1 6 2014")
    keys.press("Show the day")
    keys.at("Statistics: Cambridgeshire 1 June 2014, as known now")
    total = main.locator(f'a[href*="{"T1:total:total".replace(":", "%3A")}"]')
    told = listed(
        run(
            "return", "--area", "Cambridgeshire", "--as-at", "2014-06-01", "--who", "T1:total:total"
        )
    )
    assert total.inner_text().split()[0] == str(len(told))


def test_refuse_a_match_and_undo_it(site: Site, sit: Sit) -> None:
    keys = sit(ADMINISTRATOR)
    page, number = keys.page, site.world.pair
    main = page.get_by_role("main")
    keys.menu("Matches")
    keys.at("Possible matches")
    keys.follow(f"Pair {number}")
    keys.at(f"Possible match {number}")
    keys.into_content()
    keys.press("See what would move")
    keys.at(f"Error: Possible match {number}")
    keys.choose(main.get_by_label("Two people’s"))
    keys.type(main.get_by_label("Why"), "Two brothers. The prison sent both photographs.")
    keys.press("See what would move")
    keys.at("Confirm: they are two people’s")
    keys.press("Confirm")
    # The worker does it, and the page looks again by itself.
    expect(main).to_contain_text("Decided: two people")
    expect(main).to_contain_text("Two brothers. The prison sent both photographs.")
    keys.at(f"Possible match {number}")
    keys.into_content()
    keys.type(main.get_by_label("Why"), "The photographs were of one man.")
    keys.press("See what would move")
    keys.at("Confirm: take the decision back")
    keys.press("Confirm")
    expect(main.get_by_role("heading", name="Decide", exact=True)).to_be_visible()
    expect(main).not_to_contain_text("Decided: two people")


def test_upload_a_broken_extract_and_read_its_faults(sit: Sit, tmp_path: Path) -> None:
    extract = shutil.make_archive(str(tmp_path / "extract"), "zip", BROKEN)
    keys = sit(ADMINISTRATOR)
    page = keys.page
    keys.menu("Imports")
    keys.at("Imports")
    keys.into_content()
    keys.press("Upload an extract")
    keys.at("Upload an extract")
    keys.into_content()
    keys.attach(page.get_by_label("The extract"), Path(extract))
    keys.press("Upload and import")
    expect(page.get_by_role("status")).to_contain_text("1 fault. Nothing of it was imported.")
    keys.at(re.compile(r"^Import \d+ – OpenMAPPA$"))
    row = page.get_by_role("row").filter(has_text="2014-02-30")
    expect(row).to_contain_text("disposals.csv")
    expect(row).to_contain_text("convicted_on")
    expect(row.get_by_role("cell").nth(1)).to_have_text("4")
    keys.into_content()
    with page.expect_download() as download:
        keys.enter(page.get_by_role("link", name="Download the faults (CSV)"))
    assert "2014-02-30" in download.value.path().read_text("utf-8-sig")


@pytest.fixture(scope="module")
def report(running_site: Site) -> Iterator[None]:
    """Locked figures, and words for all parts of the report."""
    written(running_site.world)
    return


def test_edit_the_report_and_preview_it(
    report: None, sit: Sit, axe: Callable[[Page], list[str]]
) -> None:
    sentence = f"Invented sentence {sit.which}: {{total}} people."
    keys = sit(COORDINATOR)
    page = keys.page
    main = page.get_by_role("main")
    keys.menu("Annual report")
    keys.at("Annual report of Cambridgeshire, 2014-15")
    keys.follow("Introduction")
    keys.at("Introduction: annual report of Cambridgeshire, 2014-15")
    keys.into_content()
    text = page.get_by_label("Text", exact=True)
    keys.to(text)
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n\n{sentence}")
    keys.press("Preview without saving")
    filled = re.compile(rf"Invented sentence {sit.which}: \d+ people\.")
    expect(main.locator(".app-preview")).to_contain_text(filled)
    keys.at("Introduction: annual report of Cambridgeshire, 2014-15")
    expect(text).to_have_value(re.compile(re.escape(sentence)))
    keys.into_content()
    keys.press("Save")
    keys.at("Introduction: annual report of Cambridgeshire, 2014-15")
    keys.enter(page.get_by_role("link", name="Back to the annual report"))
    keys.at("Annual report of Cambridgeshire, 2014-15")
    # The report as a web page stands in a sandbox, in which not even a test runs anything.
    preview = fetched(page, "Preview as web page").text()
    assert page.context.browser is not None
    with closing(page.context.browser.new_page(viewport=page.viewport_size)) as copy:
        copy.set_content(preview)
        expect(copy.locator("body")).to_contain_text(filled)
        assert axe(copy) == []
    assert fetched(page, "Preview as PDF").body().startswith(b"%PDF-")


def fetched(page: Page, link: str) -> APIResponse:
    """What the link of this name leads to."""
    address = page.get_by_role("link", name=link).get_attribute("href")
    assert address is not None
    return page.request.get(address)
