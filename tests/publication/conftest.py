import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openmappa.publication import words
from openmappa.publication.report import FrozenStamp, build
from openmappa.publication.sections import Report
from openmappa.publication.words import Words
from tests.web.conftest import world  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[2]
DEMO_WORDS = ROOT / "demo" / "report-cambridgeshire-2014-15"
FIGURES = {
    "2014-15": ROOT / "demo" / "cambridgeshire-2014-15" / "expected.json",
    "2016-17": ROOT / "tests" / "extracts" / "bedfordshire-2016-17" / "expected.json",
}
STAMP = FrozenStamp(
    version=1,
    frozen_on=date(2015, 5, 15),
    reason="Count for the annual return",
    law_version="law as on 31 March 2015",
    definitions_version="tables of 2014-15",
    synthetic=True,
)

# What a hostile or careless hand might put into any field.
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% raw %} ${7*7}",
    '#eval("1+1") #raw[x] $ sum $ *bold* _it_ <label> @ref // /* \\',
    "=1+1",
    '=HYPERLINK("http://example.org";"x")',
    "\u202eright to left\u202c \u200f mark",
    "]]></text></svg><script>",
    "NUL\x00 bell\x07 escape\x1b lone\ud800 end",
    "\U0001f600 and \u4e2d\u6587",
]
LONG = "word " * 2000


@pytest.fixture
def figures() -> dict[str, Any]:
    return given_figures("2014-15")


@pytest.fixture(params=sorted(FIGURES))
def figures_of_each_layout(request: pytest.FixtureRequest) -> dict[str, Any]:
    return given_figures(request.param)


def given_figures(year: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FIGURES[year].read_text())
    return copy.deepcopy(data)


@pytest.fixture
def area_words() -> Words:
    return words.load(DEMO_WORDS)


@pytest.fixture
def report(figures: dict[str, Any], area_words: Words) -> Report:
    return build(figures, area_words, frozen=STAMP)


@pytest.fixture
def given_words(tmp_path: Path) -> Callable[..., Words]:
    """Words read from files given by name, in place of a folder that an area writes."""

    def load(**files: str) -> Words:
        folder = tmp_path / "words"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            (folder / f"{stem.replace('_', '-')}.{suffix}").write_text(text, encoding="utf-8")
        return words.load(folder)

    return load
