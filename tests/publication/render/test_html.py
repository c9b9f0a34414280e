import base64
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from openmappa.publication.render import html
from openmappa.publication.report import build
from openmappa.publication.sections import Report
from openmappa.publication.words import Words
from tests.publication.conftest import HOSTILE, LONG, STAMP
from tests.publication.hostile import hostile_report

NS = "{http://www.w3.org/1999/xhtml}"


def page_of(report: Report) -> Element:
    """The page as a browser builds it; any error in the HTML is an error here."""
    parser = html5lib.HTMLParser(strict=True)
    return parser.parse(html.render(report).decode())


def tags(page: Element) -> list[str]:
    return [
        element.tag.rpartition("}")[2] for element in page.iter() if isinstance(element.tag, str)
    ]


def find_all(page: Element, *names: str) -> list[Element]:
    wanted = {NS + name for name in names}
    return [element for element in page.iter() if element.tag in wanted]


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture
def page(report: Report) -> Element:
    return page_of(report)


def test_the_page_says_its_language_and_title(page: Element) -> None:
    assert page.attrib["lang"] == "en-GB"
    assert text(find_all(page, "title")[0]) == "Cambridgeshire MAPPA annual report 2014 to 2015"


def test_the_page_has_landmarks_and_one_first_heading(page: Element) -> None:
    for name in ("header", "main", "footer", "nav", "h1"):
        assert len(find_all(page, name)) == 1, name


def test_the_first_thing_leads_to_the_main_content(page: Element) -> None:
    first = find_all(page, "a")[0]
    assert first.attrib["href"] == "#main"
    assert find_all(page, "main")[0].attrib["id"] == "main"


def test_headings_skip_no_level(page: Element) -> None:
    levels = [int(tag[1]) for tag in tags(page) if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_reference_leads_to_one(page: Element) -> None:
    ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    references = [a.attrib["href"][1:] for a in find_all(page, "a") if a.attrib["href"][0] == "#"]
    for element in page.iter():
        references += element.attrib.get("aria-labelledby", "").split()
    assert len(references) > 20
    assert set(references) <= set(ids)


def test_every_table_has_a_caption_and_scoped_headers(page: Element) -> None:
    tables = find_all(page, "table")
    assert len(tables) == 7
    for table in tables:
        assert text(find_all(table, "caption")[0]).startswith("Table ")
        rows = find_all(table, "tr")
        assert {th.attrib["scope"] for th in find_all(rows[0], "th")} == {"col"}
        for row in rows[1:]:
            assert [th.attrib["scope"] for th in find_all(row, "th")] == ["row"]
            assert len(row) == len(rows[0])


def test_every_number_in_the_tables_is_that_of_the_figures(
    figures_of_each_layout: dict[str, Any], area_words: Words
) -> None:
    page = page_of(build(figures_of_each_layout, area_words, frozen=STAMP))
    shown = [text(cell) for cell in find_all(page, "td")]
    order = ["snapshot", "yearly", "notification_breach", "orders", "returned_to_custody"]
    keys = re.compile(r'"[^"]*":')
    expected = re.findall(
        r"null|\d+",
        keys.sub("", json.dumps([figures_of_each_layout[k] for k in [*order, "rso_per_100k"]])),
    )
    assert shown == ["-not applicable" if one == "null" else one for one in expected]


def test_every_chart_has_a_title_a_description_and_its_table_beside_it(page: Element) -> None:
    figures = find_all(page, "figure")
    assert len(figures) == 3
    assert len([e for e in page.iter() if e.tag == "{http://www.w3.org/2000/svg}svg"]) == 3
    beside = [e for e in find_all(page, "div") if e.attrib.get("class") == "beside"]
    assert [len(find_all(pair, "table")) for pair in beside] == [1, 1, 2]


def test_the_page_runs_and_loads_nothing(report: Report) -> None:
    page = page_of(report)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(tags(page))
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    style = text_of_style(page)
    assert "url(" not in style
    assert "@import" not in style


def text_of_style(page: Element) -> str:
    (style,) = find_all(page, "style")
    return style.text or ""


def test_the_policy_of_the_page_allows_its_own_style_only(page: Element) -> None:
    digest = base64.b64encode(hashlib.sha256(text_of_style(page).encode()).digest()).decode()
    (policy,) = [m for m in find_all(page, "meta") if "http-equiv" in m.attrib]
    assert policy.attrib["content"].split("; ")[:2] == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
    ]


def test_invented_people_are_announced_first_and_last(report: Report) -> None:
    page = page_of(report)
    assert text(page).count(report.notice) == 2
    assert report.notice not in text(page_of(replace(report, notice="")))


def test_links_lead_inside_to_mail_or_by_https(page: Element) -> None:
    targets = {a.attrib["href"].split(":")[0] for a in find_all(page, "a")}
    assert {target for target in targets if target[0] != "#"} == {"mailto", "https"}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text_in_every_field(report: Report, hostile: str) -> None:
    attacked = page_of(hostile_report(report, hostile))
    assert tags(attacked) == tags(page_of(hostile_report(report, "harmless")))
    assert {name for element in attacked.iter() for name in element.attrib} == {
        name for element in page_of(report).iter() for name in element.attrib
    }


def test_very_long_text_is_printed_in_full(report: Report) -> None:
    report = hostile_report(replace(report, chapters=report.chapters[:1]), LONG)
    assert text(page_of(report)).count("word") > 10_000


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert html.render(report) == html.render(report)
