"""The page for statisticians says what the code does."""

from pathlib import Path

import pytest

from openmappa.statistics import gates
from openmappa.statistics.annual_return import annual_return
from openmappa.statistics.definitions import defined_years, definition_for
from openmappa.statistics.switches import SWITCHES
from tests.statistics.people import AREA

TEXT = (Path(__file__).parents[2] / "docs" / "counting.md").read_text(encoding="utf-8")
WORDS = " ".join(TEXT.split())
LAYOUTS = (defined_years()[0], defined_years()[1], defined_years()[-1])


@pytest.mark.parametrize("year", LAYOUTS, ids=str)
def test_the_page_has_every_table_with_its_lines_and_notes(year):
    for table in definition_for(year).tables:
        title = table.title.replace(str(year.last_day.year), "").strip()
        if table.key != "T4":  # whose title names the orders of the layout
            assert f"{table.key}: {title}" in WORDS
        assert f"Unit: {table.unit}." in WORDS
        for line in (*table.blocks, *table.rows, *table.columns):
            assert f"`{line.key}` {line.label}" in WORDS
        for address in table.impossible:
            assert f"`{address}`" in WORDS
        for note in table.footnotes:
            assert note.text in WORDS


@pytest.mark.parametrize("switch", SWITCHES.values(), ids=SWITCHES)
def test_the_page_has_every_switch_with_its_values(switch):
    assert f"### `{switch.key}` {switch.question} Changes {', '.join(switch.tables)}." in WORDS
    for value, counted in switch.values.items():
        default = " (default)" if value == switch.default else ""
        assert f"- `{value}`{default}: {counted}" in WORDS


def test_the_page_has_no_switch_that_is_not_in_the_code():
    section = TEXT.partition("## Switches")[2].partition("## Beside")[0]
    headings = [line[5:-1] for line in section.splitlines() if line.startswith("### `")]
    assert headings == list(SWITCHES)


@pytest.mark.parametrize("year", LAYOUTS, ids=str)
def test_the_page_has_every_side_figure_and_every_check(year):
    figures = annual_return([], AREA, year)
    for key, figure in figures.side.items():
        assert f"- `side:{key}`: {figure.text.replace('0', 'n', 1)}" in WORDS
    for gate in figures.gates:
        assert f"- `{gate.key}` " in WORDS


def test_the_page_has_the_thresholds_of_the_checks():
    assert (
        f"by more than {gates.CHANGE_PERCENT} % and more than {gates.CHANGE_PEOPLE} since" in WORDS
    )
    assert f"changed by {gates.CHANGE_AT_LEVEL_3} or more" in WORDS
    assert f"outside {gates.RATE_FROM} to {gates.RATE_TO} per 100,000" in WORDS


def test_the_page_names_the_years_that_have_tables():
    years = defined_years()
    assert f"for {years[0]} (the layout with SOPO rows)" in WORDS
    assert f"{years[1]} to {years[-1]} (the layout with SHPO rows)" in WORDS
