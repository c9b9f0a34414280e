"""Two records of one person merged by two people, and taken apart again, by keyboard alone."""

from __future__ import annotations

import os
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site
from tests.browser.keyboard import Keyboard
from tests.web.matrix import COORDINATOR, DEPUTY, POLICE
from tests.web.register.given import a_row, area_of

RECORDS = "Records of {}"


def test_merge_and_unmerge(site: Site, axe: Callable[[Page], list[str]]) -> None:
    kept, gone = site.world.duplicates()
    page = site.page(COORDINATOR, path=f"/people/{kept.reference}/records/")
    keys = Keyboard(page, axe)
    keys.at(RECORDS.format(kept.reference))
    keys.follow("Merge another record into this one")
    keys.at("Merge records")
    keys.type(page.get_by_label("Reference of the other record"), "M9999999Z")
    keys.press("See both records")
    keys.at("Error: Merge records")
    expect(page.get_by_role("alert")).to_contain_text("a record that you see in full")
    keys.type(page.get_by_label("Reference of the other record"), str(gone.reference))
    keys.press("See both records")
    expect(page.get_by_role("main")).to_contain_text(f"{gone.reference} into {kept.reference}")
    keys.press("Ask for them to be merged")
    keys.at("Error: Merge records")
    expect(page.get_by_role("alert")).to_contain_text("Enter why they are one person")
    look(page, "preview")
    checked = page.get_by_label("I have checked why they differ")
    if checked.count():
        keys.to(checked)
        page.keyboard.press("Space")
    keys.type(page.get_by_label("Why they are one person"), "Fingerprints taken twice agree")
    keys.press("Ask for them to be merged")
    keys.at("A merge of records")
    expect(page.get_by_role("main")).to_contain_text("Take my request back")
    expect(page.get_by_role("main")).not_to_contain_text("They are one person: merge them")

    page = site.page(DEPUTY, size=PHONE, path=f"/people/{kept.reference}/records/")
    look(page, "records")
    keys = Keyboard(page, axe)
    keys.follow(str(gone.reference))
    keys.at("A merge of records")
    look(page, "decide")
    keys.choose(page.get_by_label("They are one person: merge them"))
    keys.type(page.get_by_label("Why", exact=True), "Seen both files")
    keys.press("Record the decision")
    expect(page.get_by_role("status")).to_contain_text("was merged into this record")
    look(page, "merged")

    page.goto(f"/people/{gone.reference}/")
    expect(page.get_by_role("main")).to_contain_text(str(kept.reference))
    officer = site.world.user(POLICE)
    for section, of in (
        ("vehicles", {"registration": "XY34 ZAB"}),
        ("vehicles", {}),
        ("marks", {}),
    ):
        a_row(section, kept.pk, officer, area_of(officer), **of)
    page.goto(f"/people/{kept.reference}/records/")
    keys = Keyboard(page, axe)
    keys.follow(str(gone.reference))
    keys.to(page.get_by_label("Goes back: XY34 ZAB"))
    page.keyboard.press("Space")
    look(page, "apart")
    keys.type(page.get_by_label("Why they are two people"), "The fingerprints were swapped")
    keys.press("Ask for them to be taken apart")
    expect(page.get_by_role("main")).to_contain_text("Take my request back")

    page = site.page(COORDINATOR, path=page.url)
    keys = Keyboard(page, axe)
    keys.at("A merge of records")
    expect(page.get_by_text("Goes back", exact=True)).to_have_count(1)
    look(page, "apart-decide")
    keys.choose(page.get_by_label("Take them apart"))
    keys.type(page.get_by_label("Why", exact=True), "So said the bureau")
    keys.press("Record the decision")
    expect(page.get_by_role("status")).to_contain_text("They were taken apart again")
    page.goto(f"/people/{gone.reference}/")
    expect(page.get_by_role("main")).to_contain_text(str(gone.reference))
    assert page.said == []


def look(page: Page, name: str) -> None:
    if "SHOTS" in os.environ:
        size = page.viewport_size
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{os.environ['SHOTS']}/{name}-{width}.png", full_page=True)
        page.set_viewport_size(size)
