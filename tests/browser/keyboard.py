"""Somebody who works by keyboard alone, and what must hold wherever they stop."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

STOPS = 400  # more than any page has

# Where the focus is: what is wrong with that place, "there" if it is the one wanted.
STOP = """
(wanted, back) => {
  const here = document.activeElement, before = window.stoppedAt;
  if (here === null || here === document.body) {
    window.stoppedAt = undefined;
    return "past the end";
  }
  window.stoppedAt = here;
  const what = here.outerHTML.slice(0, 120);
  const onwards = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
  if (before && before.isConnected && !(before.compareDocumentPosition(here) & onwards))
    return `out of order: ${what}`;
  // GOV.UK draws the ring of these around a picture beside them.
  const drawn = here.matches(".govuk-radios__input, .govuk-checkboxes__input")
    ? getComputedStyle(here.nextElementSibling, "::before") : getComputedStyle(here);
  const outlined = drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) > 0
    && !/^rgba.*, 0\\)$/.test(drawn.outlineColor);
  const yellow = drawn.backgroundColor === "rgb(255, 221, 0)";
  if (!outlined && !yellow && drawn.boxShadow === "none")
    return `the focus is not to be seen: ${what}`;
  const box = here.getClientRects()[0];
  if (!box || box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth)
    return `outside the window: ${what}`;
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const above = document.elementFromPoint(x, y);
  if (above && !here.contains(above) && !above.contains(here)) return `covered: ${what}`;
  return here === wanted ? "there" : "";
}
"""


@dataclass
class Keyboard:
    """Real key presses. At every stop the focus is visible, uncovered, and further on in the page.

    Wherever one arrives (`at`), axe is asked, and nothing may stick out of the window.
    """

    page: Page
    axe: Callable[..., list[str]]
    visited: set[tuple[str, str]] = field(default_factory=set)
    file: Path = Path()  # what is chosen where a page asks for one

    def __post_init__(self) -> None:
        # From the start: a window to choose files that opens as one begins to listen is not heard
        # of.
        self.page.on("filechooser", lambda chooser: chooser.set_files(self.file))

    def at(self, title: str | re.Pattern[str], state: str = "") -> None:
        """Insist on being on the page of this title, and that nothing is wrong with it.

        A page is looked at once in each of its states, which the caller names.
        """
        if isinstance(title, str):
            title = re.compile(f"^{re.escape(title)} – OpenMAPPA$")
        expect(self.page).to_have_title(title)
        expect(self.page.locator("h1")).to_be_visible()
        here = self.page.title()
        if (here, state) not in self.visited:
            self.visited.add((here, state))
            broken = self.axe(self.page)
            assert not broken, f"{here} {state}: {broken}"
            wider = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wider <= 0, f"{here} is {wider} pixels wider than the window"
        assert not self.page.said, f"{here} {state}: {self.page.said}"

    def to(self, place: Locator, *, back: bool = False) -> None:
        """Tab on, or back, until this has the focus."""
        wanted = place.element_handle()
        for _ in range(STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            stop = wanted.evaluate(STOP, back)
            if stop == "there":
                return
            assert stop == "", f"on the way to {place}: {stop}"
        raise AssertionError(f"{place} was not reached by {STOPS} tabs")

    def enter(self, place: Locator, *, back: bool = False) -> None:
        """Tab on, or back, to a link or button, and press Enter."""
        self.to(place, back=back)
        self.page.keyboard.press("Enter")

    def follow(self, name: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Follow the link of this name in the content, by the skip link.

        The pages of a record are folded on a phone: they are opened first.
        """
        self.into_content()
        main = self.page.get_by_role("main")
        place = main.get_by_role("link", name=name, exact=exact).first
        more = main.get_by_text("More of this record", exact=True)
        if more.is_visible() and not place.is_visible():
            self.enter(more)
        self.enter(place)

    def press(self, name: str) -> None:
        """Tab on to the button of this name in the content, press Enter, and wait for the answer.

        A form is sent a moment later, when it is known that it would arrive.
        """
        self.to(self.page.get_by_role("main").get_by_role("button", name=name, exact=True))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, place: Locator) -> None:
        """Tab on to a set of radios of which none is chosen, and go to the one wanted by arrow."""
        name = place.get_attribute("name")
        first = self.page.locator(f'input[type="radio"][name="{name}"]').first
        self.to(first)
        self.page.keyboard.press("Space")
        while not place.is_checked():
            self.page.keyboard.press("ArrowDown")
            assert not first.is_checked(), f"{place} is not among the radios of {name}"
        expect(place).to_be_checked()

    def pick(self, place: Locator, option: str) -> None:
        """Tab on to a list, and go down it by arrow to the option of this text."""
        self.to(place)
        chosen = place.locator("option:checked")
        while chosen.inner_text() != option:
            before = chosen.inner_text()
            self.page.keyboard.press("ArrowDown")
            assert chosen.inner_text() != before, f"{option} is not in the list of {place}"

    def tick(self, place: Locator) -> None:
        """Tab on to a box, and tick it."""
        self.to(place)
        self.page.keyboard.press("Space")
        expect(place).to_be_checked()

    def day(self, within: Locator, day: str) -> None:
        """Type a day, such as "27 3 2015", into its three fields."""
        for part, number in zip(("Day", "Month", "Year"), day.split(), strict=True):
            self.type(within.get_by_label(part, exact=True), number)

    def attach(self, place: Locator, file: Path) -> None:
        """Tab on to a field for a file, open the window to choose one, and choose this."""
        self.file = file
        self.to(place)
        self.page.keyboard.press("Enter")
        expect(place).to_have_value(re.compile(rf"[\\/]{re.escape(file.name)}$"))

    def type(self, place: Locator, text: str) -> None:
        """Tab on to a field, and type over what is in it."""
        self.to(place)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        expect(place).to_have_value(text)

    def into_content(self) -> None:
        """Past header and menu, by the link that is there for it."""
        self.enter(self.page.get_by_role("link", name="Skip to main content"))
        self.page.wait_for_url("**#main-content")

    def menu(self, name: str) -> None:
        """Go to a page of the menu, which is folded on a phone that runs scripts."""
        menu = self.page.get_by_role("button", name="Menu")
        if menu.is_visible():
            self.enter(menu)
        self.enter(
            self.page.get_by_role("navigation", name="Service").get_by_role(
                "link", name=name, exact=True
            )
        )
