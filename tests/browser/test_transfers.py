"""A transfer by keyboard alone: offered at a desk, declined and accepted on a telephone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from tests.browser.conftest import Sit, Site
from tests.web import given_access as given
from tests.web.matrix import COORDINATOR, OTHER_AREA
from tests.world import day


@pytest.fixture
def person(site: Site, db_home: Server) -> Iterator[Nominal]:
    yield site.world.known()
    given.forget(db_home)


def snap(page: Page, name: str) -> None:
    if "SNAP" in os.environ:
        page.screenshot(path=f"{os.environ['SNAP']}/{name}.png", full_page=True)


def test_transfer(site: Site, person: Nominal, desk: Sit, phone: Sit) -> None:
    reference = str(person.reference)
    keys = desk(COORDINATOR, f"/people/{reference}/caseload/")
    page = keys.page
    main = page.get_by_role("main")
    snap(page, "0-person")
    keys.follow("Offer a transfer")
    keys.at("Offer a transfer to another area")
    snap(page, "1-offer")
    keys.into_content()
    keys.press("Offer the transfer")
    expect(page.get_by_role("alert")).to_contain_text("Choose the area to which they move")
    keys.at("Error: Offer a transfer to another area")
    snap(page, "1-offer-faults")
    keys.pick(page.get_by_label("To which area"), "Norfolk")
    arrival = day()
    keys.day(
        page.get_by_role("group", name="Day of arrival"),
        f"{arrival.day} {arrival.month} {arrival.year}",
    )
    keys.type(page.get_by_label("Why they move"), "Takes a flat there")
    keys.press("Offer the transfer")
    keys.at("Transfers", "offered")
    expect(main.get_by_role("row").nth(1)).to_contain_text("Norfolk")
    snap(page, "2-transfers")

    keys = phone(OTHER_AREA)
    page = keys.page
    main = page.get_by_role("main")
    keys.at("My work")
    snap(page, "3-work")
    keys.follow(re.compile(f": Accept {reference} from Cambridgeshire"))
    keys.at(f"Accept {reference} from Cambridgeshire")
    snap(page, "4-accept")
    keys.menu("Transfers")
    keys.at("Transfers", "to answer")
    snap(page, "5-transfers")
    keys.follow(f"Decline {reference}")
    keys.at(f"Decline {reference} from Cambridgeshire")
    snap(page, "6-decline")
    keys.into_content()
    keys.type(page.get_by_label("Why"), "The flat fell through")
    keys.press("Decline the transfer")
    keys.at("Transfers", "declined")
    expect(main.get_by_role("row").nth(1)).to_contain_text("The flat fell through")
    snap(page, "7-declined")
    keys.enter(main.get_by_role("link", name=f"Accept {reference}"))
    keys.into_content()
    keys.press("Accept the transfer")
    keys.at("Transfers", "accepted")
    expect(main).to_contain_text("Nobody is offered to us")
