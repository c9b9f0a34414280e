import json
from datetime import date
from pathlib import Path

import pytest

from openmappa.statistics.definitions import (
    ReportingYear,
    UndefinedYearError,
    UnknownCellError,
    defined_years,
    definition_for,
    snapshot_table,
)

ROOT = Path(__file__).parents[2]
EXPECTED = sorted([*ROOT.glob("demo/*/expected.json"), *ROOT.glob("tests/**/expected.json")])


def test_a_reporting_year_runs_from_1_april_to_31_march():
    year = ReportingYear.parse("2014-15")
    assert (year.first_day, year.last_day) == (date(2014, 4, 1), date(2015, 3, 31))
    assert str(year) == "2014-15"
    assert str(year.previous) == "2013-14"
    assert str(ReportingYear.parse("1999-00")) == "1999-00"


@pytest.mark.parametrize(
    ("on", "year"), [(date(2015, 3, 31), "2014-15"), (date(2015, 4, 1), "2015-16")]
)
def test_every_day_lies_in_one_reporting_year(on, year):
    assert str(ReportingYear.containing(on)) == year


@pytest.mark.parametrize("text", ["2014", "2014/15", "2014-2015", "", "２０１４-15", "14-15"])
def test_what_is_not_two_years_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"is not a reporting year: write .* as in 2014-15"):
        ReportingYear.parse(text)


def test_years_that_do_not_follow_one_another_are_refused():
    with pytest.raises(ValueError, match="the one that starts in 2014 is 2014-15"):
        ReportingYear.parse("2014-16")


def test_a_year_without_definitions_is_refused():
    for year in (defined_years()[0].previous, ReportingYear(defined_years()[-1].start + 1)):
        with pytest.raises(UndefinedYearError, match="there are some for 2014-15 to 2021-22"):
            definition_for(year)


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_the_tables_have_the_shape_of_the_expected_returns(path):
    expected = json.loads(path.read_text())
    definition = definition_for(ReportingYear.parse(expected["reporting_year"]))
    keys = [key for key in expected if key not in ("area", "reporting_year")]
    assert [table.json_key for table in definition.tables] == keys[:-1]
    for table in definition.tables:
        for cell in table.cells():
            value = expected[table.json_key]
            for part in filter(None, (cell.block, cell.row, cell.column)):
                value = value[part]
            assert (value is not None) == cell.possible, cell.address


def test_every_year_has_cells_of_its_own_that_can_be_found_by_address():
    for year in defined_years():
        cells = [cell for table in definition_for(year).tables for cell in table.cells()]
        assert len({cell.address for cell in cells}) == len(cells)
        for cell in cells:
            assert definition_for(year).cell(cell.address) == cell


@pytest.mark.parametrize("address", ["T7", "T1:L4:C1", ""])
def test_an_unknown_cell_is_refused_with_those_there_are(address):
    with pytest.raises(UnknownCellError, match=r"there is no .*T1"):
        definition_for(ReportingYear(2014)).cell(address)


def test_an_unknown_row_of_a_table_is_refused_with_those_there_are():
    with pytest.raises(UnknownCellError, match="T4 has T4:SOPO, T4:NO, T4:FTO"):
        definition_for(ReportingYear(2014)).cell("T4:SHPO")


def test_a_total_is_the_sum_of_the_cells_that_can_exist():
    table = definition_for(ReportingYear(2014)).table("T1")
    (total,) = (cell for cell in table.cells() if cell.address == "T1:total:C3")
    assert [part.address for part in table.parts(total)] == ["T1:L2:C3", "T1:L3:C3"]


def test_category_4_has_a_column_from_the_day_it_exists():
    before, after = (snapshot_table(date(2022, 6, day)) for day in (27, 28))
    assert [column.key for column in before.columns] == ["C1", "C2", "C3", "total"]
    assert [column.key for column in after.columns] == ["C1", "C2", "C3", "C4", "total"]
    assert after.title == "MAPPA-eligible offenders on 28 June 2022"
