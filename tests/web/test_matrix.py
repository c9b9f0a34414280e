"""Every page, as every role, over HTTP, on the real database logins."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import html5lib
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from openmappa.agencies.roles import ROLES as KNOWN_ROLES
from tests.web.conftest import queries
from tests.web.matrix import NOT_SIGNED_IN, OTHER_AREA, PAGES, ROLES, Row, rows
from tests.web.world import World

ROWS = rows()
(LISTS_PEOPLE,) = (row.roles for row in ROWS if row.url == "people")


def addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern)
        else:
            yield pattern


def ask(world: World, row: Row, role: str, path: str = "") -> HttpResponse:
    path = path or reverse(row.url, kwargs=dict(row.args(world)))
    data = dict(row.data(world))
    if role == NOT_SIGNED_IN:
        return getattr(Client(), row.method.lower())(path, data=data)
    return world.ask(role, row.method, path, data)


def test_every_role_is_asked_for() -> None:
    assert set(ROLES) - {OTHER_AREA} == set(KNOWN_ROLES)


def test_every_address_has_a_row() -> None:
    assert {pattern.name for pattern in addresses()} == {row.url for row in ROWS}


def test_every_view_is_a_page() -> None:
    assert [p.name for p in addresses() if not hasattr(p.callback, "page")] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.url}")
def test_who_gets_a_page(world: World, row: Row) -> None:
    wrong = []
    # What is only looked at is there for the next to look at.
    path = reverse(row.url, kwargs=dict(row.args(world))) if row.method == "GET" else ""
    for role in (*ROLES, NOT_SIGNED_IN):
        response = ask(world, row, role, path)
        if response.status_code != row.expected(role):
            wrong.append(f"{role}: {response.status_code}, not {row.expected(role)}")
        elif role == NOT_SIGNED_IN and response.status_code == 302:
            assert urlsplit(response["Location"]).path == reverse("account_login")
    assert wrong == []


# Who reads a message first is noted, which takes more.
NOT_PINNED = {"message"}


def test_every_page_is_pinned() -> None:
    pages = [row for row in ROWS if row.is_answered() and row.url not in NOT_PINNED]
    assert [f"{row.method} {row.url}" for row in pages if row.queries is None] == []


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.queries is not None],
    ids=lambda row: f"{row.method} {row.url}",
)
def test_how_many_queries_a_page_takes(world: World, row: Row) -> None:
    client = world.client(row.first_role())
    path = reverse(row.url, kwargs=dict(row.args(world)))
    assert row.queries is not None
    with queries(row.queries):
        getattr(client, row.method.lower())(path, data=dict(row.data(world)))
    world.kept.pop(row.first_role(), None)  # the page may have ended the sessions of all browsers


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.url)
def test_a_page_is_whole_and_holds_no_inline_code(world: World, row: Row) -> None:
    tree = html5lib.parse(
        ask(world, row, row.first_role()).content.decode(), namespaceHTMLElements=False
    )
    assert tree.get("lang") == "en-GB"
    title = tree.findtext(".//title") or ""
    assert title.endswith(" – OpenMAPPA")
    assert len(title) > len(" – OpenMAPPA")
    assert len(tree.findall(".//h1")) == 1
    assert tree.find(".//style") is None
    assert [s for s in tree.findall(".//script") if not s.get("src")] == []
    told = [a for e in tree.iter() for a in e.attrib if a == "style" or a.startswith("on")]
    assert told == []
    posts = [f for f in tree.findall(".//form") if f.get("method", "").lower() == "post"]
    assert all(f.find(".//input[@name='csrfmiddlewaretoken']") is not None for f in posts)
    assert "nvented people" in "".join(tree.itertext())
    searches = [f for f in tree.findall(".//form") if f.get("role") == "search"]
    here = row.url in ("people", "people_search", "duty_search")  # and in the header of pages
    assert len(searches) == (row.first_role() in LISTS_PEOPLE) + here
    own = "duty_search" if row.url == "duty_search" else "people_search"
    for search in searches:
        assert search.get("action") == reverse(own)
        assert search.get("method") == "post"  # what is typed is in no address
