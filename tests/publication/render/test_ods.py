import io
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook

from openmappa.publication.render import ods
from openmappa.publication.report import build
from openmappa.publication.sections import Report
from openmappa.publication.words import Words
from tests.publication.conftest import HOSTILE, LONG, STAMP, given_figures
from tests.publication.hostile import hostile_report

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

Sheets = dict[str, list[list[Any]]]


def sheets_of(report: Report) -> Sheets:
    book = CalamineWorkbook.from_filelike(io.BytesIO(ods.render(report)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def xml(report: Report, part: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(ods.render(report))) as archive:
        return ET.fromstring(archive.read(part))  # noqa: S314


@pytest.fixture
def sheets(report: Report) -> Sheets:
    return sheets_of(report)


def test_cover_contents_and_notes_come_first_then_a_sheet_for_each_table(
    report: Report, sheets: Sheets
) -> None:
    assert list(sheets) == ["Cover", "Contents", "Notes", *(one.sheet for one in report.tables)]


def test_the_file_opened_again_holds_the_figures(
    figures_of_each_layout: dict[str, Any], area_words: Words
) -> None:
    report = build(figures_of_each_layout, area_words, frozen=STAMP)
    sheets = sheets_of(report)
    for table in report.tables:
        rows = sheets[table.sheet][-len(table.rows) :]
        assert [row[0] for row in rows] == [row.label for row in table.rows]
        assert [row[1 : 1 + len(table.rows[0].values)] for row in rows] == [
            ["[z]" if value is None else value for value in row.values] for row in table.rows
        ]


def test_figures_are_numbers_and_the_snapshot_is_that_of_the_return(sheets: Sheets) -> None:
    expected = given_figures("2014-15")["snapshot"]
    for row, key in zip(sheets["Table_1"][-4:], ("L1", "L2", "L3", "total"), strict=True):
        for value, column in zip(row[1:], ("C1", "C2", "C3", "total"), strict=True):
            if expected[key][column] is None:
                assert value == "[z]"
            else:
                assert isinstance(value, int | float)
                assert value == expected[key][column]


def test_each_sheet_starts_with_its_title_and_says_what_is_in_it(
    report: Report, sheets: Sheets
) -> None:
    assert sheets["Cover"][0] == [report.title]
    for table in report.tables:
        column = [row[0] for row in sheets[table.sheet]]
        assert column[0].startswith(f"Table {table.number}: {table.title}")
        assert column[1] == "This worksheet contains one table."
        assert column[2] == f"Number of {table.measure}."


def test_no_row_is_blank_and_nothing_stands_beside_or_below_a_table(sheets: Sheets) -> None:
    for rows in sheets.values():
        assert all(row[0] != "" for row in rows)
    for row in sheets["Table_1"][-5:]:
        assert "" not in row


def test_impossible_cells_are_explained_where_they_occur(sheets: Sheets) -> None:
    explained = {
        name for name, rows in sheets.items() if any("[z] means" in str(row[0]) for row in rows)
    }
    assert explained == {"Table_1", "Table_6"}


def test_notes_are_numbered_and_marked_in_the_title(
    figures: dict[str, Any], area_words: Words
) -> None:
    figures["footnotes"] = [{"table": "T4", "key": "a", "text": "On orders."}]
    sheets = sheets_of(build(figures, area_words, frozen=STAMP))
    assert [row[:2] for row in sheets["Notes"][2:]] == [
        ["Note", "Text"],
        ["note 1", "On orders."],
        ["note 2", "Based on 726,100 residents aged 10 and over."],
    ]
    assert sheets["Table_4"][0][0].endswith("imposed by the courts [note 1]")
    assert sheets["Table_7"][0][0].endswith("[note 2]")


def test_the_cover_says_whom_to_ask_and_that_people_are_invented(
    report: Report, sheets: Sheets
) -> None:
    lines = [row[0] for row in sheets["Cover"]]
    assert report.notice in lines
    assert "Figures: version 1, frozen on 15 May 2015" in lines
    assert "Email: mappa.cambridgeshire@example.org" in lines
    for table in report.tables:
        assert [report.notice] == [row[0] for row in sheets[table.sheet] if row[0] == report.notice]


def test_title_and_language_are_properties_of_the_document(report: Report) -> None:
    meta = xml(report, "meta.xml")
    assert meta.findtext(f".//{DC}title") == report.title
    assert meta.findtext(f".//{DC}language") == "en-GB"
    languages = [
        e.attrib[f"{FO}language"]
        for e in xml(report, "styles.xml").iter()
        if f"{FO}language" in e.attrib
    ]
    assert languages == ["en"]


def test_tables_are_named_ranges_with_a_header_row_and_no_merged_cells(report: Report) -> None:
    content = xml(report, "content.xml")
    ranges = {
        e.attrib[f"{TABLE}name"]: e.attrib[f"{TABLE}target-range-address"]
        for e in content.iter(f"{TABLE}database-range")
    }
    assert set(ranges) == {
        "Range_Contents",
        "Range_Notes",
        *(f"Range_{one.sheet}" for one in report.tables),
    }
    assert ranges["Range_Table_1"] == "Table_1.A6:Table_1.E10"
    assert len(list(content.iter(f"{TABLE}table-header-rows"))) == len(ranges)
    for cell in content.iter(f"{TABLE}table-cell"):
        assert f"{TABLE}number-columns-spanned" not in cell.attrib


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text_and_never_a_formula(report: Report, hostile: str) -> None:
    content = xml(hostile_report(report, hostile), "content.xml")
    cells = list(content.iter(f"{TABLE}table-cell"))
    assert not [cell for cell in cells if f"{TABLE}formula" in cell.attrib]
    assert {cell.attrib[f"{OFFICE}value-type"] for cell in cells} == {"string", "float"}


def test_a_formula_comes_back_as_the_text_it_was(report: Report) -> None:
    sheets = sheets_of(hostile_report(report, "=1+1"))
    assert sheets["Cover"][0] == ["=1+1"]


def test_very_long_text_is_printed_in_full(report: Report) -> None:
    report = hostile_report(replace(report, chapters=report.chapters[:1]), LONG)
    assert len(sheets_of(report)["Cover"][0][0]) == len(LONG)


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert ods.render(report) == ods.render(report)
