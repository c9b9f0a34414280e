import re
from pathlib import Path
from typing import Any

import pytest

from openmappa.publication import slots
from openmappa.publication.figures import AnnualFigures
from openmappa.publication.slots import SLOTS, UnknownSlotError

MANUAL = Path(__file__).parents[2] / "docs" / "report.md"


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("area", "Cambridgeshire"),
        ("reporting_year", "2014-15"),
        ("first_day", "1 April 2014"),
        ("last_day", "31 March 2015"),
        ("total", "939"),
        ("category_1", "808"),
        ("category_2", "124"),
        ("category_3", "7"),
        ("level_1", "870"),
        ("level_2", "65"),
        ("level_3", "4"),
        ("category_1_percent", "86%"),
        ("category_2_percent", "13%"),
        ("category_3_percent", "1%"),
        ("level_1_percent", "93%"),
        ("level_2_percent", "7%"),
        ("level_3_percent", "0%"),
        ("year_total", "156"),
        ("year_level_2", "148"),
        ("year_level_3", "8"),
        ("notification_breaches", "18"),
        ("returned_for_licence", "11"),
        ("returned_for_order", "3"),
        ("rate", "111"),
        ("population", "726,100"),
    ],
)
def test_each_slot_is_filled_from_the_figures(
    figures: dict[str, Any], slot: str, value: str
) -> None:
    assert slots.fill(f"<{{{slot}}}>", AnnualFigures(figures)) == f"<{value}>"


def test_every_slot_can_be_filled_in_every_layout(figures_of_each_layout: dict[str, Any]) -> None:
    text = " ".join(f"{{{name}}}" for name in SLOTS)
    assert "{" not in slots.fill(text, AnnualFigures(figures_of_each_layout))


def test_what_a_slot_is_filled_with_is_not_filled_again(figures: dict[str, Any]) -> None:
    figures["area"] = "{total}"
    assert slots.fill("{area}", AnnualFigures(figures)) == "{total}"


def test_without_a_population_there_is_no_rate_to_fill_in(figures: dict[str, Any]) -> None:
    figures |= {"population_10_and_over": None, "rso_per_100k": None}
    filled = slots.fill("{rate}, {population}", AnnualFigures(figures))
    assert filled == "not known, not known"


@pytest.mark.parametrize("text", ["{none}", "{}", "{ total }", "{total", "total}", "{total.x}"])
def test_a_slot_that_does_not_exist_is_an_error(figures: dict[str, Any], text: str) -> None:
    with pytest.raises(UnknownSlotError):
        slots.fill(text, AnnualFigures(figures))


def test_the_manual_lists_every_slot_with_its_meaning() -> None:
    rows = re.findall(r"^\| `\{(\w+)\}` \| (.+?) \|$", MANUAL.read_text(), re.MULTILINE)
    assert dict(rows) == {name: slot.meaning for name, slot in SLOTS.items()}
