"""A real Chromium against the real site: gunicorn on loopback, the real database logins.

The browser is the machine's own (`apt-get install chromium-headless-shell`): none is downloaded.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from openmappa.config import demonstration, serving
from openmappa.config.home import checkout
from openmappa.config.postgres import Server
from tests.browser.keyboard import Keyboard
from tests.conftest import empty
from tests.web import world as worlds

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Each of the processes that share out the tests serves on ports of its own: two that looked for a
# free one at the same moment could find the same.
PORT = 8100 + 10 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
# Each width and each way once: a phone's menus need scripts, a desk's must do without.
VARIANTS = {"phone": (PHONE, True), "desk without scripts": (DESK, False)}
PATIENCE = 60_000  # milliseconds, on a machine that does much else
expect.set_options(timeout=PATIENCE)
# The first has no windows of its own to draw, and takes a third less time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
MISSING = (
    "No Chromium on this machine: as root, 'apt-get install chromium-headless-shell', or chromium,"
    " then run this again."
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    # Playwright's own loop runs in this thread; Django would refuse to be asked anything in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Site:
    """The running site, and browsers for the people of its world."""

    address: str
    world: worlds.World
    chromium: Browser
    contexts: list[BrowserContext]

    def page(
        self,
        role: str | None = None,
        *,
        size: dict[str, int] = DESK,
        scripts: bool = True,
        path: str = "",
    ) -> Page:
        """A page of a browser of its own, signed in as this role with both factors, if any.

        Whatever the page's console says is kept in its attribute `said`: a breach of the content
        security policy is said there.
        """
        context = self.context(role, size=size, scripts=scripts)
        self.contexts.append(context)
        return self.tab(context, path)

    def context(
        self, role: str | None, *, size: dict[str, int] = DESK, scripts: bool = True
    ) -> BrowserContext:
        """A browser of its own; whoever asks for it closes it."""
        context = self.chromium.new_context(
            base_url=self.address, viewport=size, java_script_enabled=scripts
        )
        context.set_default_timeout(PATIENCE)
        if role is not None:
            cookie = self.world.client(role).cookies["session"]
            context.add_cookies([{"name": "session", "value": cookie.value, "url": self.address}])
        return context

    def tab(self, context: BrowserContext, path: str = "") -> Page:
        """One more page of a browser, of which it keeps what the console says."""
        page = context.new_page()
        page.said = said = []
        page.on("console", lambda message: _hear(message.text, said))
        page.on("pageerror", lambda error: said.append(str(error)))
        if path:
            page.goto(path)
        return page


def _hear(text: str, said: list[str]) -> None:
    if "status of 4" not in text:  # an answer that a test expects, such as a form with faults
        said.append(text)


@pytest.fixture(scope="package")
def address(db_home: Server) -> Iterator[str]:
    """Where the site runs, for as long as tests of browsers follow each other.

    No longer: its worker would take the jobs of other tests.
    """
    with serving.running(first=PORT, demonstration_day=demonstration.OPENS_ON.isoformat()) as found:
        yield found


@pytest.fixture(scope="module")
def running_site(
    chromium: Browser, address: str, db_home: Server, django_db_blocker: DjangoDbBlocker
) -> Iterator[Site]:
    with django_db_blocker.unblock():
        yield Site(address, worlds.make(), chromium, [])
    empty(db_home)


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    """The site, for one test; every browser that it opened is closed again."""
    yield running_site
    for context in running_site.contexts:
        context.close()
    running_site.contexts.clear()


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """Run the rules of axe-core on a page; answers what it breaks, one line each.

    All of them, or `only` some: most cannot be broken at one width alone.
    """
    folder = checkout()
    assert folder is not None
    source = Path(folder, "node_modules/axe-core/axe.min.js").read_text("utf-8")

    def run(page: Page, *, only: Sequence[str] = ()) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        options: dict[str, object] = {"resultTypes": ["violations"]}
        if only:
            options["runOnly"] = list(only)
        found = page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{rule['id']} ({rule['impact']}): {node['html'][:200]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return run


class Sit(Protocol):
    """Sit down at a browser, signed in as a role or not, to work by keyboard alone."""

    which: int  # of the variants

    def __call__(self, role: str | None = None, path: str = "/") -> Keyboard: ...


@pytest.fixture(params=VARIANTS)
def sit(site: Site, axe: Callable[..., list[str]], request: pytest.FixtureRequest) -> Sit:
    """A seat at one of the kinds of browser; a test that takes it is run at each."""
    return _seat(site, axe, request.param)


@pytest.fixture
def phone(site: Site, axe: Callable[..., list[str]]) -> Sit:
    """A phone, with scripts."""
    return _seat(site, axe, "phone")


@pytest.fixture
def desk(site: Site, axe: Callable[..., list[str]]) -> Sit:
    """A desk, without scripts."""
    return _seat(site, axe, "desk without scripts")


def _seat(site: Site, axe: Callable[..., list[str]], variant: str) -> Sit:
    size, scripts = VARIANTS[variant]

    def let_run(page: Page) -> list[str]:
        """axe is a script: where none runs, it is let run for as long as it looks."""
        switch = page.context.new_cdp_session(page)
        # Each session remembers what it set last, and would not switch on what it had not off.
        for off in (True, False):
            switch.send("Emulation.setScriptExecutionDisabled", {"value": off})
        found = axe(page)
        switch.send("Emulation.setScriptExecutionDisabled", {"value": True})
        switch.detach()
        return found

    def down(role: str | None = None, path: str = "/") -> Keyboard:
        page = site.page(role, size=size, scripts=scripts, path=path)
        return Keyboard(page, axe if scripts else let_run)

    down.which = list(VARIANTS).index(variant)
    return down
