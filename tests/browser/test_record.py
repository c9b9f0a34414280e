"""A record in a real browser: a photograph, a print, the duty card on a phone."""

from __future__ import annotations

from pathlib import Path

import pypdf
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Site
from tests.cases.given import known_to_all
from tests.nominals.given_files import jpeg
from tests.web.matrix import ADMINISTRATOR, DUTY_OFFICER, POLICE


def test_a_photograph_a_print_and_the_duty_card(site: Site, tmp_path: Path) -> None:
    person = known_to_all(site.world)
    face = tmp_path / "face.jpg"
    for colour in ("#8a6f5a", "#5a6f8a"):
        face.write_bytes(jpeg(colour=colour))
        page = site.page(POLICE, path=reverse("photographs", args=[person.reference]))
        page.get_by_role("button", name="Add a photograph").click()
        page.get_by_label("Photograph", exact=True).set_input_files(face)
        page.get_by_label("Day", exact=True).fill("27")
        page.get_by_label("Month").fill("3")
        page.get_by_label("Year").fill("2014")
        page.get_by_label("What does it show?").select_option("front")
        page.get_by_label("Where was it taken?").select_option("custody")
        page.get_by_role("button", name="Add the photograph").click()
        expect(page).to_have_title(f"Photographs of {person.reference} – OpenMAPPA")
    expect(page.locator(".app-gallery").get_by_text("Current", exact=True)).to_have_count(1)
    page.get_by_role("button", name="Make it the current one").click()
    first = page.locator(".app-gallery__item").first
    expect(first.get_by_text("Current", exact=True)).to_be_visible()
    expect(first.locator("img")).to_have_js_property("naturalWidth", 600)  # it loads when seen
    assert page.said == []

    page.get_by_role("link", name="Overview").click()
    alt = f"Photograph of {person.name}"
    assert page.get_by_alt_text(alt).evaluate("image => image.naturalWidth") > 0
    page.get_by_role("link", name="Print this record").click()
    expect(page).to_have_title(f"Print of {person.reference} – OpenMAPPA")
    page.wait_for_load_state()
    page.pdf(path=tmp_path / "print.pdf", format="A5")
    paper = pypdf.PdfReader(tmp_path / "print.pdf")
    assert len(paper.pages) > 1
    for sheet in paper.pages:
        text = sheet.extract_text()
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert "Sam Oakley" in text
    assert page.said == []

    page = site.page(DUTY_OFFICER, size=PHONE, scripts=False, path=reverse("duty_search"))
    page.get_by_label("Name, number or address").fill(person.surname)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=person.surname.upper()).first.click()
    expect(page.get_by_role("heading", name="Officer safety")).to_be_in_viewport()
    expect(page.get_by_text("valid 24 hours").first).to_be_in_viewport()
    assert page.said == []


def test_the_rota_is_kept_by_keyboard(site: Site) -> None:
    page = site.page(ADMINISTRATOR, path=reverse("rota"))
    page.get_by_label("Whose number is it?").focus()
    for key in ("P", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("01632 960 001")
    page.keyboard.press("Tab")
    page.keyboard.type("Public protection unit, on call")
    for part in ("31", "3", "2015"):
        page.keyboard.press("Tab")
        page.keyboard.type(part)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Numbers of the rota")).to_contain_text("01632 960 001")
    assert page.said == []


def test_the_slider_tells_and_moves_the_day(site: Site) -> None:
    person = known_to_all(site.world)
    page = site.page(POLICE, path=reverse("timeline", args=[person.reference]))
    slider = page.get_by_label("As on", exact=True)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("output")).to_have_text("30 March 2015")
    page.get_by_role("button", name="Show the day of the slider").click()
    expect(page.get_by_label("The day that is shown")).to_contain_text("As on 30 March 2015")
    assert page.said == []
