"""Every page of the matrix, at the width of a desk and of a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.urls import get_resolver, reverse
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Site
from tests.web.matrix import PAGES, Row

# What a page can break at the width of a phone alone: there parts of it take less room, fold, or
# are there instead of others. All other rules go by what is there, or by colours.
BY_WIDTH = [
    "aria-hidden-focus",
    "button-name",
    "label",
    "link-name",
    "region",
    "scrollable-region-focusable",
    "target-size",
]
OPEN = [Row("account_login", {}, open_to_all=True)]
# What scripts can take away is of the frame: of each part of the site one page has it.
OF_EACH_PART = list(
    {get_resolver().reverse_dict[row.url][0][0][0].partition("/")[0]: row for row in PAGES}.values()
)

# Opens a page as a role in the browser that this role has for all pages, with scripts or without.
Open = Callable[[str | None, str, bool], Page]


@pytest.fixture(scope="module")
def kept(running_site: Site) -> Iterator[Open]:
    tabs: dict[tuple[str | None, bool], Page] = {}

    def open_as(role: str | None, path: str, scripts: bool) -> Page:
        if (role, scripts) not in tabs:
            tabs[role, scripts] = running_site.tab(running_site.context(role, scripts=scripts))
        tab = tabs[role, scripts]
        tab.said.clear()
        tab.set_viewport_size(DESK)
        tab.goto(path)
        return tab

    yield open_as
    for tab in tabs.values():
        tab.context.close()


@pytest.mark.parametrize("row", [*OPEN, *PAGES], ids=lambda row: row.url)
def test_a_page_breaks_no_rule(
    site: Site, kept: Open, axe: Callable[..., list[str]], row: Row
) -> None:
    role = None if row in OPEN else row.first_role()
    path = reverse(row.url, kwargs=dict(row.args(site.world)))
    page = kept(role, path, True)
    assert page.url.endswith(path)
    faults = []
    for width, size, only in (("desk", DESK, []), ("phone", PHONE, BY_WIDTH)):
        page.set_viewport_size(size)
        faults += [f"{width}: {fault}" for fault in axe(page, only=only)]
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if wider > 0:
            faults.append(f"{width}: the page is {wider} pixels wider than the screen")
    assert faults + page.said == []


@pytest.mark.parametrize("row", OF_EACH_PART, ids=lambda row: row.url)
def test_a_page_is_there_without_scripts(site: Site, kept: Open, row: Row) -> None:
    path = reverse(row.url, kwargs=dict(row.args(site.world)))
    page = kept(row.first_role(), path, False)
    assert page.locator("h1").is_visible()
    links = "header a, nav a"
    assert page.locator(links).count() == page.locator(links).locator("visible=true").count()
