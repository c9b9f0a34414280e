"""Every page of the matrix, at the width of a desk and of a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Site
from tests.web.matrix import PAGES, Row

OPEN = [Row("account_login", {}, open_to_all=True)]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("row", [*OPEN, *PAGES], ids=lambda row: row.url)
def test_a_page_breaks_no_rule(
    site: Site, axe: Callable[[Page], list[str]], row: Row, size: dict[str, int]
) -> None:
    role = None if row in OPEN else row.first_role()
    path = reverse(row.url, kwargs=dict(row.args(site.world)))
    page = site.page(role, size=size, path=path)
    assert page.url.endswith(path)
    assert axe(page) == []
    assert page.said == []
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0, f"the page is {wider} pixels wider than the screen"


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.url)
def test_a_page_is_there_without_scripts(site: Site, row: Row) -> None:
    path = reverse(row.url, kwargs=dict(row.args(site.world)))
    page = site.page(row.first_role(), scripts=False, path=path)
    assert page.locator("h1").is_visible()
    for link in page.locator("header a, nav a").all():
        assert link.is_visible()
