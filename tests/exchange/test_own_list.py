from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from openmappa.exchange.download import harmless
from openmappa.exchange.own_list import MOST_ROWS, NotAListError, pasted, sent


def ods(*rows: tuple[str, ...]) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="List")
    for cells in rows:
        row = TableRow()
        for text in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_line_is_a_reference_a_number_or_a_name_with_a_birth() -> None:
    reference, number, name = pasted("m0000021x\n95 / 850739l\nAsh, Ann, 21/02/1980")
    assert reference.references == {"M0000021X"}
    assert {str(identifier) for identifier in number.identifiers} == {"PNC id 1995/0850739L"}
    assert (name.surname, name.forenames, name.born_on) == ("Ash", "Ann", date(1980, 2, 21))


@pytest.mark.parametrize("born", ["1980-02-21", "21.02.1980", "21 February 1980", "21 Feb 1980"])
def test_a_birth_is_read_in_the_ways_people_write_it(born) -> None:
    assert pasted(f"Ash\tAnn\t{born}")[0].born_on == date(1980, 2, 21)


def test_headings_and_empty_lines_are_passed_over() -> None:
    (one,) = pasted("Surname,Forenames,Date of birth\n\nAsh,Ann,1980-02-21\n,,\n")
    assert (one.surname, one.line) == ("Ash", 3)


def test_a_spreadsheet_reads_as_the_same_list_pasted_does() -> None:
    (one,) = sent("my list.ods", ods(("Surname", "Forenames"), ("Ash", "Ann")))
    assert (one.surname, one.forenames) == ("Ash", "Ann")


def huge() -> bytes:
    """A spreadsheet of a few hundred bytes that claims 17 billion cells."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
        "</row></sheetData></worksheet>"
    )
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http:'
        '//schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a"'
        ' sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.xlsx", huge(), "cannot be read"),
        ("list.xlsx", b"PK\x03\x04 nothing", "cannot be read"),
        ("list.ods", b"", "cannot be read"),
        ("list.exe", b"Ash", ".csv, .ods or .xlsx"),
        ("list.csv", b"", "Paste a list"),
        ("list.csv", b"Ash,Ann\n" * (MOST_ROWS + 1), "more than 5,000"),
    ],
)
def test_what_is_no_list_is_refused_in_words(name, content, says) -> None:
    with pytest.raises(NotAListError, match=says):
        sent(name, content)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\u202e=1"])
def test_no_cell_of_a_download_becomes_a_formula(text) -> None:
    assert harmless(text) == f"'{text}"


def test_plain_text_is_left_as_it_is() -> None:
    assert [harmless(value) for value in ("Ash", 3, None, "")] == ["Ash", "3", "", ""]
