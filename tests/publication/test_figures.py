import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmappa.publication.figures import AnnualFigures, FiguresError, number, percentage
from openmappa.statistics.annual_return import Population, annual_return
from openmappa.statistics.definitions import ReportingYear, UndefinedYearError


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_percentages_are_rounded_half_up(part: int, whole: int) -> None:
    exact = (Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP)
    assert percentage(part, whole) == f"{exact}%"


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [(870, 939, "93%"), (1, 200, "1%"), (1, 201, "0%"), (5, 5, "100%"), (0, 0, "not applicable")],
)
def test_a_percentage_is_a_whole_number(part: int, whole: int, printed: str) -> None:
    assert percentage(part, whole) == printed


def test_numbers_have_commas_and_a_minus_sign() -> None:
    assert [number(n) for n in (0, 999, 1000, -1234567)] == ["0", "999", "1,000", "−1,234,567"]


def test_cells_are_read_by_address(figures: dict[str, Any]) -> None:
    read = AnnualFigures(figures)
    assert [read.cell(a) for a in ("T1:L1:C1", "T3", "T4:SOPO", "T5:order:L3:C1", "T6")] == [
        770,
        18,
        69,
        2,
        111,
    ]
    assert read.cell("T1:L1:C3") is None


def test_a_cell_that_cannot_exist_has_no_count(figures: dict[str, Any]) -> None:
    with pytest.raises(FiguresError, match="T1:L1:C3 cannot hold a figure in 2014-15"):
        AnnualFigures(figures).count("T1:L1:C3")


@pytest.mark.parametrize("value", [None, -1, 1.5, "7", True])
def test_a_figure_that_is_no_whole_number_is_named(figures: dict[str, Any], value: object) -> None:
    figures["snapshot"]["L2"]["C1"] = value
    with pytest.raises(FiguresError, match="T1:L2:C1 must be a whole number from 0 up"):
        AnnualFigures(figures)


def test_a_figure_in_a_cell_that_cannot_exist_is_named(figures: dict[str, Any]) -> None:
    figures["snapshot"]["L1"]["C3"] = 0
    with pytest.raises(FiguresError, match="T1:L1:C3 cannot hold a figure, but holds 0"):
        AnnualFigures(figures)


def test_a_missing_cell_is_named(figures: dict[str, Any]) -> None:
    del figures["orders"]["FTO"]
    with pytest.raises(FiguresError, match="no cell T4:FTO"):
        AnnualFigures(figures)


def test_a_missing_table_is_named(figures: dict[str, Any]) -> None:
    figures["returned_to_custody"] = 7
    with pytest.raises(FiguresError, match="no cell T5:licence:L2:C1"):
        AnnualFigures(figures)


def test_a_missing_area_is_named(figures: dict[str, Any]) -> None:
    del figures["area"]
    with pytest.raises(FiguresError, match="the figures have no 'area'"):
        AnnualFigures(figures)


def test_figures_of_another_layout_do_not_pass(figures: dict[str, Any]) -> None:
    figures["reporting_year"] = "2015-16"
    with pytest.raises(FiguresError, match="no cell T4:SHPO"):
        AnnualFigures(figures)


def test_a_year_without_table_definitions_is_refused(figures: dict[str, Any]) -> None:
    figures["reporting_year"] = "2022-23"
    with pytest.raises(UndefinedYearError):
        AnnualFigures(figures)


def test_side_figures_are_written_out_where_they_are_published(figures: dict[str, Any]) -> None:
    figures["side"] = {
        "in_custody": 1234,
        "in_custody_active": 15,
        "no_recorded_level": 2,
        "restricted": 1,
    }
    assert AnnualFigures(figures).side == (
        "People in custody on the last day of the year, and so not in Table 1: 1,234, "
        "of whom 15 at Level 2 or Level 3.",
        "People shown at Level 1 for whom no level was recorded: 2.",
    )


def test_side_figures_may_be_lines_that_are_written_already(figures: dict[str, Any]) -> None:
    figures["side"] = ["3 events came late."]
    assert AnnualFigures(figures).side == ("3 events came late.",)


def test_footnotes_keep_their_table(figures: dict[str, Any]) -> None:
    figures["footnotes"] = [{"table": "T4", "key": "x", "text": "One."}, "Two."]
    assert AnnualFigures(figures).footnotes == (("T4", "One."), ("", "Two."))


@pytest.mark.parametrize("year", [2014, 2015, 2021])
@pytest.mark.parametrize("population", [Population(1000, "Invented source."), None])
def test_what_the_count_prints_is_read(year: int, population: Population | None) -> None:
    counted = annual_return([], "Kent", ReportingYear(year), population=population)
    read = AnnualFigures(json.loads(json.dumps(counted.as_json())))
    assert (read.area, read.year, read.cell("T1:total:total")) == ("Kent", ReportingYear(year), 0)
    assert len(read.side) == 2
    assert ("T6", population.source if population else counted.footnotes[-1].text) in read.footnotes
