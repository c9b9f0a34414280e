import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from openmappa.publication import charts, tables
from openmappa.publication.figures import AnnualFigures
from openmappa.publication.sections import Bar, BarGroup, Chart
from tests.publication.conftest import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


def charts_of(figures: dict[str, Any]) -> list[Chart]:
    return [s for s in tables.statistics(AnnualFigures(figures)) if isinstance(s, Chart)]


def chart(*bars: Bar) -> Chart:
    return Chart("chart-x", 1, "Title", "Summary.", (BarGroup("Group", bars),), ())


def drawn(chart: Chart) -> ET.Element:
    return ET.fromstring(charts.svg(chart))  # noqa: S314


def widths(svg: ET.Element) -> list[float]:
    return [float(bar.attrib["width"]) for bar in svg.iter(f"{SVG}rect")]


def texts(svg: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


def test_there_are_charts_of_the_snapshot_the_year_and_the_returns(
    figures_of_each_layout: dict[str, Any],
) -> None:
    assert [chart.id for chart in charts_of(figures_of_each_layout)] == [
        "chart-t1",
        "chart-t2",
        "chart-t5",
    ]


def test_bars_start_at_zero_and_are_in_proportion() -> None:
    svg = drawn(chart(Bar("a", 0, 1), Bar("b", 50, 2), Bar("c", 200, 3)))
    none, quarter, whole = widths(svg)
    assert none == 0
    assert quarter == pytest.approx(whole / 4, abs=0.01)
    assert len({bar.attrib["x"] for bar in svg.iter(f"{SVG}rect")}) == 1


def test_bars_of_nothing_at_all_have_no_length() -> None:
    assert widths(drawn(chart(Bar("a", 0, 1)))) == [0]


def test_every_bar_bears_its_name_and_number(figures: dict[str, Any]) -> None:
    for one in charts_of(figures):
        expected = []
        for group in one.groups:
            expected.append(group.label)
            for bar in group.bars:
                expected += [
                    bar.label,
                    "not applicable" if bar.value is None else f"{bar.value:,}",
                ]
        assert texts(drawn(one)) == expected


def test_a_bar_that_cannot_exist_is_not_drawn_as_zero() -> None:
    svg = drawn(chart(Bar("Level 1", None, 1), Bar("Level 2", 3, 2)))
    assert len(widths(svg)) == 1
    assert "not applicable" in texts(svg)


def test_a_level_has_one_colour_in_every_chart(figures: dict[str, Any]) -> None:
    colours: dict[str, set[str]] = {}
    for one in charts_of(figures):
        bars = [b for g in one.groups for b in g.bars if b.value is not None]
        for bar, rect in zip(bars, drawn(one).iter(f"{SVG}rect"), strict=True):
            colours.setdefault(bar.label, set()).add(rect.attrib["fill"])
    assert colours == {"Level 1": {"#12436D"}, "Level 2": {"#28A197"}, "Level 3": {"#801650"}}


@pytest.mark.parametrize("colour", [*charts._COLOURS.values(), charts._QUIET, charts._INK])
def test_colours_stand_out_from_white(colour: str) -> None:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 3


def test_the_picture_has_a_title_and_says_every_number(figures: dict[str, Any]) -> None:
    for one in charts_of(figures):
        svg = drawn(one)
        title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        assert title is not None
        assert desc is not None
        assert svg.attrib["role"] == "img"
        assert svg.attrib["aria-labelledby"].split() == [title.attrib["id"], desc.attrib["id"]]
        values = [bar.value for g in one.groups for bar in g.bars if bar.value is not None]
        numbers = [int(n) for n in re.findall(r"Level \d (\d+)", desc.text or "")]
        assert numbers == values


def test_numbers_do_not_run_out_of_the_picture() -> None:
    svg = drawn(chart(Bar("Level 1", 1_234_567, 1)))
    number = list(svg.iter(f"{SVG}text"))[-1]
    assert float(number.attrib["x"]) + 9 * 8 <= 400


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    svg = drawn(Chart("chart-x", 1, text, text, (BarGroup(text, (Bar(text, 1, 1),)),), ()))
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} == {
        "svg",
        "title",
        "desc",
        "text",
        "rect",
        "path",
    }
