"""Every folder of tests/extracts/broken is refused for what its README says, and for that alone."""

from __future__ import annotations

import pytest

from openmappa.exchange.reading import read
from tests.exchange.given import DEMO, EXTRACTS, refusal

BROKEN = {
    "missing-file": ["levels.csv: is named in manifest.json and is not there"],
    "missing-column": ["disposals.csv line 1: there is no column convicted_on"],
    "unknown-record": [
        "levels.csv line 2, field record_id: there is no record V999999 in people.csv"
    ],
    "duplicate-record-id": [
        "people.csv line 261, field record_id: V700072 is on line 2 already;"
        " no two rows have the same"
    ],
    "bad-date": [
        "disposals.csv line 4, field convicted_on: 2014-02-30 is not a date: there is no such day"
    ],
    "backwards-range": [
        "levels.csv line 3, field to: 2014-08-01 is before 2014-09-01,"
        " so the period ends before it starts"
    ],
    "unknown-area": ["levels.csv line 2, field area: Camelot is not one of the 42 areas"],
    "unknown-code": [
        "disposals.csv line 3, field disposal: transportation is not a known disposal;"
        " known are imprisonment, suspended_imprisonment, extended, life, ipp, yoi_detention, dto,"
        " s91_detention, hospital_order, restricted_hospital_order, guardianship_order,"
        " community_order, conditional_discharge, absolute_discharge, fine, caution"
    ],
    "overlapping-levels": [
        "levels.csv line 15, field level: Level 3 in Norfolk on 2014-04-01, when the same person"
        " is at Level 2 there by line 2; one level holds on any day"
    ],
    "not-utf8": [
        "people.csv line 261: is not UTF-8: byte 18 of the line is 0xf1; save the file as UTF-8"
    ],
    "wrong-format": [
        "manifest.json line 1, field format: mappa-extract/9 is not known; known is mappa-extract/1"
    ],
    "truncated-row": ["orders.csv line 9: the line has 3 fields, 9 expected"],
    "born-after-conviction": [
        "disposals.csv line 2, field convicted_on: 2006-04-26 is before 2016-01-01, the date of"
        " birth on people.csv line 16; nobody is convicted before being born",
        "people.csv line 16, field date_of_birth: 2016-01-01 is after 2015-05-15,"
        " the day of the extract",
    ],
    "two-areas-responsible": [
        "responsibility.csv line 23, field area: Essex is responsible on 2012-01-01, when"
        " Cambridgeshire is responsible for the same person by line 2;"
        " one area is responsible on any day"
    ],
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_extract_is_refused_for_what_is_wrong_with_it(name: str) -> None:
    assert refusal(EXTRACTS / "broken" / name) == BROKEN[name]


def test_every_broken_extract_is_tried() -> None:
    folders = {path.name for path in (EXTRACTS / "broken").iterdir() if path.is_dir()}
    assert folders == {*BROKEN, "sound"}


@pytest.mark.parametrize(
    ("folder", "people", "disposals"),
    [
        (EXTRACTS / "broken" / "sound", 259, 135),
        (EXTRACTS / "edge-cases", 124, 67),
        (EXTRACTS / "bedfordshire-2016-17", 2360, 1193),
        (DEMO, 2685, 1371),
    ],
)
def test_a_sound_extract_is_read_whole(folder, people, disposals) -> None:
    extract = read(folder)
    assert len(extract.people) == people
    assert len(extract.disposals) == disposals
