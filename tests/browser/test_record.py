"""A record in a real browser: read, photographed, printed, and on the duty officer's card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from openmappa.nominals.models import Nominal
from openmappa.web.register.sections import ON_THE_HUB
from tests.browser.conftest import Sit, Site
from tests.browser.keyboard import Keyboard
from tests.cases.given import a_document, a_photograph, known_to_all
from tests.nominals.given_files import jpeg
from tests.web.matrix import ADMINISTRATOR, DUTY_OFFICER, POLICE
from tests.web.register.given import TYPED, area_of, rows_in_every_table


@pytest.fixture(scope="module")
def person(running_site: Site) -> Iterator[Nominal]:
    """Somebody with an entry in every section, a photograph and a document."""
    world = running_site.world
    person, officer = known_to_all(world), world.user(POLICE)
    rows_in_every_table(person.pk, officer, area_of(officer))
    a_photograph(world, person)
    a_document(world, person)
    return person


# By what one knows again what was entered in a section, where it is not the first thing typed.
READ = {
    "identifiers": "0003456",
    "description": "183 cm tall, slim build",
    "vehicles": "AB12 CDE Ford",
    "addresses": "12 Sample Way, Ely, CB7 4ZZ",
    "finance": "Bank account, A bank, 00001234",
}
WORDS = (
    "question",
    "wording",
    "surname",
    "name",
    "organisation",
    "description",
    "value",
    "number",
    "address",
    "identity",
)


def entered(section: str) -> str:
    typed = {**TYPED[section]}
    return READ.get(section) or next(
        typed[name] for name in (*WORDS, "reason", "report", "information") if name in typed
    )


def test_read_the_record(person: Nominal, phone: Sit) -> None:
    reference = person.reference
    keys = phone(POLICE, reverse("person", args=[reference]))
    page = keys.page
    main = page.get_by_role("main")
    keys.at(f"Record {reference}")
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)
    expect(main).to_contain_text("Warning: violent")
    for link, title, told in (
        ("Timeline", f"Timeline of {reference}", "Warning: violent"),
        ("Legal position", f"Legal position of {reference}", "All that the law gives"),
        ("Check an address", f"Check an address for {reference}", "Check an address"),
        ("Intelligence", f"Intelligence in record {reference}", "Seen near the station"),
        ("Records", f"Records of {reference}", "In whose records"),
        ("Who works with them", f"Who works with {reference}", "Not restricted"),
    ):
        keys.follow(link)
        keys.at(title)
        expect(main).to_contain_text(told)
    keys.follow("What you must do")
    keys.at(f"What you must do, {reference}")
    expect(main).to_contain_text("go to the police station")
    keys.enter(page.get_by_role("link", name="Back to the record"))
    keys.follow("Details")
    keys.at(f"Details in record {reference}")
    # All are drawn by one template: those that say more than a list are read here.
    for section in (s for s in ON_THE_HUB if s.key in SAYS_MORE):
        keys.follow(section.title)
        keys.at(f"{section.title} in record {reference}")
        expect(main.locator(".app-entry")).to_contain_text(entered(section.key))
        keys.follow("All details")
        keys.at(f"Details in record {reference}")
    keys.follow("Further names")
    keys.follow("History of Dean Marlow", exact=False)
    keys.at(re.compile(f"^History of .* in record {reference} – OpenMAPPA$"))
    expect(main).to_contain_text("Entered by Sam Oakley")


SAYS_MORE = ("names", "addresses", "relationships", "warnings")


def test_read_log_photographs_documents_and_history(person: Nominal, desk: Sit) -> None:
    reference = person.reference
    keys = desk(POLICE, reverse("person", args=[reference]))
    page = keys.page
    main = page.get_by_role("main")
    keys.follow("Log")
    log = f"Log of record {reference}"
    keys.at(log)
    expect(main).to_contain_text("Rang about work")
    for words, told in (
        ("ABOUT WORK", "1 entry, newest first"),
        ("nothing such", "No entry of this kind"),
    ):
        keys.into_content()
        keys.type(main.get_by_label("Words"), words)
        keys.press("Show")
        expect(main).to_contain_text(told)
        keys.at(log, words)
        assert words.split()[0] not in page.url

    keys.follow("Documents")
    keys.at(f"Documents about {reference}")
    keys.into_content()
    with page.expect_download() as download:
        keys.enter(main.get_by_role("link", name="of Licence of 3 March 2015"))
    assert "supervising officer" in download.value.path().read_text()

    keys.enter(main.get_by_role("link", name="History", exact=True), back=True)
    history = f"Who has seen and changed {reference}"
    keys.at(history, "everything")
    keys.follow("Who looked")
    expect(main.locator(".app-story__event").first).to_contain_text("Sam Oakley")
    keys.at(history, "who looked")
    keys.follow("Changes")
    keys.at(history, "changes")
    keys.into_content()
    written = main.get_by_role("group").first
    keys.enter(written.locator("summary"))
    expect(written).to_have_attribute("open", "")
    keys.at(history, "a change, unfolded")

    keys.enter(main.get_by_role("link", name="Photographs", exact=True), back=True)
    keys.at(f"Photographs of {reference}")
    keys.into_content()
    picture = main.get_by_role("link", name=f"Photograph of {person.name}", exact=False).first
    keys.to(picture)
    # It loads when it is seen.
    expect(picture.get_by_role("img")).to_have_js_property("naturalWidth", 600)
    page.keyboard.press("Enter")
    page.wait_for_url("**/photographs/*/")
    assert page.evaluate("document.contentType") == "image/jpeg"


def test_upload_a_photograph(person: Nominal, phone: Sit, tmp_path: Path) -> None:
    reference, note = person.reference, "Invented note"
    keys = phone(POLICE, reverse("person", args=[reference]))
    page = keys.page
    main = page.get_by_role("main")
    text, face = tmp_path / "notes.jpg", tmp_path / "face.jpg"
    text.write_text("no picture")
    face.write_bytes(jpeg(colour="#8a6f5a"))
    keys.follow("Photographs")
    keys.press("Add a photograph")
    form = f"Add a photograph of {reference}"
    keys.at(form)
    keys.into_content()
    keys.press("Add the photograph")
    expect(page.get_by_role("alert")).to_contain_text("must be a real day, such as 27 3 2015")
    keys.at(f"Error: {form}")
    file = page.get_by_label("Photograph", exact=True)
    keys.attach(file, text)
    keys.day(page.get_by_role("group", name="When was it taken?"), "28 3 2014")
    keys.pick(page.get_by_label("What does it show?"), "Face, left side")
    keys.pick(page.get_by_label("Where was it taken?"), "Home visit")
    keys.type(page.get_by_label("Anything to add (optional)"), note)
    keys.press("Add the photograph")
    expect(page.get_by_role("alert")).not_to_contain_text("real day")
    keys.at(f"Error: {form}", "not a picture")
    # Only the file is asked for again.
    keys.attach(file, face)
    keys.press("Add the photograph")
    keys.at(f"Photographs of {reference}")
    added = main.locator(".app-gallery__item").first
    expect(added).to_contain_text(note)
    expect(main.locator(".app-gallery").get_by_text("Current", exact=True)).to_have_count(1)
    expect(added.get_by_text("Current", exact=True)).to_be_visible()

    keys.follow("Overview")
    overview = page.get_by_alt_text(f"Photograph of {person.name}")
    assert overview.evaluate("image => image.naturalWidth") > 0
    expect(main.locator("figcaption")).to_contain_text("28 March 2014")
    keys.follow("Photographs")
    other = main.get_by_role("button", name=re.compile("^Make it the current one taken on 27 Mar"))
    keys.into_content()
    keys.enter(other)
    expect(added).not_to_contain_text(note)
    expect(added.get_by_text("Current", exact=True)).to_be_visible()
    keys.at(f"Photographs of {reference}", "another is current")


def test_a_print_is_marked_on_every_page(person: Nominal, phone: Sit, tmp_path: Path) -> None:
    keys = phone(POLICE, reverse("person", args=[person.reference]))
    page = keys.page
    keys.follow("Print this record")
    keys.at("Print this record")
    keys.choose(page.get_by_label("For a meeting about the person"))
    keys.press("Make the print")
    keys.at(f"Print of {person.reference}")
    page.wait_for_load_state()
    page.pdf(path=tmp_path / "print.pdf", format="A5")
    paper = pypdf.PdfReader(tmp_path / "print.pdf")
    assert len(paper.pages) > 1
    for sheet in paper.pages:
        text = sheet.extract_text()
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert "Sam Oakley" in text


def test_keep_the_rota_and_open_the_duty_card_on_a_phone(
    person: Nominal, desk: Sit, phone: Sit
) -> None:
    rota = "Numbers answered at every hour"
    keys = desk(ADMINISTRATOR)
    page = keys.page
    keys.menu("Rota")
    keys.at(rota)
    keys.into_content()
    keys.press("Set the number")
    keys.at(f"Error: {rota}")
    keys.pick(page.get_by_label("Whose number is it?"), "Police")
    keys.type(page.get_by_label("Telephone number"), "01632 960 001")
    keys.type(page.get_by_label("Who answers?"), "Public protection unit, on call")
    keys.day(page.get_by_role("main"), "31 3 2015")
    keys.press("Set the number")
    numbers = page.get_by_role("region", name="Numbers of the rota")
    expect(numbers).to_contain_text("01632 960 001")
    keys.at(rota, "with a number")

    keys = phone(DUTY_OFFICER)
    page = keys.page
    main = page.get_by_role("main")
    keys.at("My work")
    keys.menu("On duty")
    keys.at("On duty: find somebody")
    keys.into_content()
    search(keys, "x")
    expect(page.get_by_role("alert")).to_contain_text("Type 2 to")
    keys.at("Error: On duty: find somebody")
    search(keys, "Zzyzx Qwortle")
    expect(page.get_by_role("status")).to_contain_text("Nobody in Cambridgeshire fits")
    keys.at("People found", "nobody")
    keys.into_content()
    search(keys, "flecher, reese")
    card = page.get_by_role("link", name=re.compile("^FLETCHER, Rhys Kevin"))
    assert card.locator("img").evaluate("image => image.naturalWidth") > 0
    keys.at("People found")
    keys.into_content()
    keys.enter(card)

    keys.at(f"Duty card {person.reference}")
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)
    face = page.get_by_alt_text(f"Photograph of {person.name}")
    expect(face).to_be_in_viewport()
    assert face.evaluate("image => image.naturalWidth") > 0
    expect(main.get_by_text(re.compile("^True at .*, valid 24 hours")).first).to_be_in_viewport()
    expect(page.get_by_role("heading", name="Officer safety")).to_be_in_viewport()
    ring = main.get_by_role("link", name="01632 960 001")
    expect(ring).to_have_attribute("href", "tel:01632960001")
    keys.to(ring)
    expect(ring).to_be_in_viewport()
    expect(main).to_contain_text("Public protection unit, on call (police, Cambridgeshire)")


def search(keys: Keyboard, words: str) -> None:
    keys.type(keys.page.get_by_label("Name, number, address or what you see"), words)
    keys.press("Search")


def test_the_slider_tells_and_moves_the_day(person: Nominal, phone: Sit) -> None:
    keys = phone(POLICE, reverse("timeline", args=[person.reference]))
    page = keys.page
    keys.at(f"Timeline of {person.reference}")
    keys.into_content()
    keys.to(page.get_by_label("As on", exact=True))
    page.keyboard.press("ArrowLeft")
    expect(page.locator("output")).to_have_text("30 March 2015")
    keys.press("Show the day of the slider")
    expect(page.get_by_label("The day that is shown")).to_contain_text("As on 30 March 2015")
    keys.at(f"Timeline of {person.reference}", "of another day")
