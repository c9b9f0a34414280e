import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest
from pypdf import PdfReader

from openmappa.publication import typeface
from openmappa.publication.render import pdf
from openmappa.publication.report import build
from openmappa.publication.sections import Chart, Paragraph, Report, Text
from openmappa.publication.words import Words
from tests.publication.conftest import HOSTILE, LONG, STAMP
from tests.publication.hostile import hostile_report


def opened(report: Report) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.render(report)))


def shown(report: Report) -> str:
    reader = PdfReader(io.BytesIO(pdf.render(report)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(document: pikepdf.Pdf) -> list[Any]:
    """Every element of the structure tree of a document that stays open."""
    found, queue = [], [document.Root.StructTreeRoot]
    while queue:
        element = queue.pop()
        if isinstance(element, pikepdf.Array):
            queue += list(element)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append(element)
            queue += [element.K] if "/K" in element else []
    return found


def test_title_language_and_tags_are_there(report: Report) -> None:
    document = opened(report)
    assert document.docinfo["/Title"] == report.title
    assert document.Root.Lang == "en-GB"
    assert document.Root.MarkInfo.Marked
    assert document.Root.ViewerPreferences.DisplayDocTitle


def test_the_document_declares_pdf_ua_and_pdf_a(report: Report) -> None:
    with opened(report).open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata.pdfa_status == "2A"


def test_bookmarks_are_the_chapters_and_their_headings(report: Report) -> None:
    with opened(report).open_outline() as outline:
        assert [item.title for item in outline.root] == [one.title for one in report.chapters]
        statistics = [item.title for item in outline.root[2].children]
    assert statistics[:2] == [
        "Chart 1: People in each category by level",
        "Table 1: MAPPA-eligible offenders on 31 March 2015",
    ]


def test_each_chart_says_what_it_shows(report: Report) -> None:
    document = opened(report)
    alternatives = [str(e.Alt) for e in structure(document) if e.S == "/Figure"]
    charts = [s for c in report.chapters for s in c.sections if isinstance(s, Chart)]
    assert sorted(alternatives) == sorted(f"{one.title}. {one.summary}" for one in charts)


def test_each_table_has_headers(report: Report) -> None:
    document = opened(report)
    elements = structure(document)
    assert len([e for e in elements if e.S == "/Table"]) == len(report.tables)
    headers = sum(len(table.columns) for table in report.tables)
    assert len([e for e in elements if e.S == "/TH"]) == headers


def test_an_independent_checker_finds_nothing(
    figures_of_each_layout: dict[str, Any], area_words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf.render(build(figures_of_each_layout, area_words, frozen=STAMP)))
    assert pdfua.validate(path).findings == ()


def test_figures_are_printed(report: Report) -> None:
    text = shown(report)
    assert "Total 808 124 7 939" in text
    assert "Level 1 770 100 - 870" in text


def test_invented_people_are_announced_on_every_page(report: Report) -> None:
    reader = PdfReader(io.BytesIO(pdf.render(report)))
    assert all("invented people" in page.extract_text() for page in reader.pages)


def test_a_report_of_nothing_written_can_be_printed(figures: dict[str, Any]) -> None:
    assert "The introduction has not been written yet." in shown(
        build(figures, Words(), frozen=STAMP)
    )


def test_every_character_of_the_typeface_can_be_printed(report: Report) -> None:
    everything = " ".join(chr(code) for code in sorted(typeface.characters()))
    chapter = replace(report.chapters[0], sections=(Text((Paragraph(everything),)),))
    assert pdf.render(replace(report, chapters=(chapter,)))[:5] == b"%PDF-"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text_in_every_field(report: Report, hostile: str) -> None:
    document = opened(hostile_report(report, hostile))
    harmless = opened(hostile_report(report, "harmless"))
    kinds = {str(element.S) for element in structure(document)}
    assert kinds == {str(element.S) for element in structure(harmless)}
    assert "/Names" not in document.Root or "/JavaScript" not in document.Root.Names


def test_markup_is_printed_as_it_stands(report: Report) -> None:
    text = shown(hostile_report(report, '#eval("1+1") $x$ *b* =1+1 <label> \\'))
    assert text.count('#eval("1+1") $x$ *b* =1+1 <label> \\') > 50


def test_what_has_no_glyph_is_spelled_out(report: Report) -> None:
    assert "[U+1F600]" in shown(hostile_report(report, "\U0001f600"))


def test_very_long_text_is_printed_in_full(report: Report) -> None:
    chapter = hostile_report(report, LONG).chapters[0]
    report = replace(report, chapters=(chapter,))
    assert shown(report).count("word") > 10_000


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert pdf.render(report) == pdf.render(report)
