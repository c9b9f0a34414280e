"""From being added to signing in with a security key, without a telephone, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.web.matrix import ADMINISTRATOR

PASSWORD = "seven quiet otters"


def with_key(page: Page) -> Page:
    """Put a key into the socket of this browser."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasResidentKey": False,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page


def by_name(site: Site, path: str) -> str:
    """A key knows a site by its name, never by a number."""
    return site.address.replace("127.0.0.1", "localhost").rstrip("/") + path


def test_from_added_to_signed_in(site: Site, axe: Callable[[Page], list[str]]) -> None:
    office = site.page(ADMINISTRATOR, path="/users/add/")
    office.get_by_label("Full name").fill("Noor Winter")
    office.get_by_label("Work e-mail address").fill("noor@example.invalid")
    office.get_by_label("Agency").select_option("prison")
    office.get_by_role("button", name="Add and get a code").click()
    code = office.locator("#code").inner_text()
    assert re.fullmatch(r"([A-Z2-9]{5}-){3}[A-Z2-9]{5}", code)

    page = with_key(site.page())
    page.goto(by_name(site, "/enrol/"))
    page.get_by_label("Work e-mail address").fill("noor@example.invalid")
    page.get_by_label("Code").fill(code)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="A security key or passkey").click()
    assert axe(page) == []
    page.get_by_label("A name for it").fill("Gate lodge key")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto(by_name(site, "/account/security-keys/"))
    expect(page.get_by_role("table")).to_contain_text("Gate lodge key")
    page.get_by_role("link", name="Remove").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Remove")  # the last one

    page.goto(by_name(site, "/"))
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail address").fill("noor@example.invalid")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    assert axe(page) == []
    page.get_by_role("button", name="Use your security key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    assert page.said == []


def test_a_key_of_somebody_else_signs_nobody_in(site: Site) -> None:
    page = with_key(site.page())
    account = site.world.accounts[ADMINISTRATOR]
    page.goto(by_name(site, "/sign-in/"))
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password").fill(account.password)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    expect(page.get_by_role("button", name="Use your security key")).to_have_count(0)
