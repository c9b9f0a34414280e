"""Faults that show only when records are linked; V1 and E1 are one person, A1 another."""

from __future__ import annotations

import pytest

from openmappa.exchange.checks import linked_faults
from openmappa.exchange.reading import read
from tests.exchange.given import DEMO, EXTRACTS, ONE_PERSON_AND_ANOTHER, PEOPLE, given_extract

D = "V1,D1,E&W,Rape,sexual_sch3,2010-01-01,imprisonment,24,2010-01-01,2011-12-31,"
ORDER = "V1,O1,SOPO,,2014-05-01,2020-05-01,Crown Court,no,"

CONTRADICTIONS = [
    (
        {"levels.csv": ["V1,Kent,2,2014-01-01,2014-03-31", "E1,Kent,3,2014-03-31,"]},
        "levels.csv line 3, field level: Level 3 in Kent on 2014-03-31, when the same person is at"
        " Level 2 there by line 2; one level holds on any day",
    ),
    (
        {"responsibility.csv": ["V1,Kent,2014-01-01,", "E1,Essex,2013-01-01,2014-01-01"]},
        "responsibility.csv line 3, field area: Essex is responsible on 2014-01-01, when Kent is"
        " responsible for the same person by line 2; one area is responsible on any day",
    ),
    (
        {"disposals.csv": [D, D.replace("V1,D1", "A1,D2") + "D1"]},
        "disposals.csv line 3, field consecutive_to: disposal D1 on line 2 is another person's"
        " (record V1, not linked with A1)",
    ),
    (
        {"orders.csv": [ORDER, ORDER.replace("V1,O1", "A1,O2") + "O1"]},
        "orders.csv line 3, field replaces: order O1 on line 2 is another person's"
        " (record V1, not linked with A1)",
    ),
    (
        {"orders.csv": [ORDER], "breaches.csv": ["A1,B1,order,O1,,,,"]},
        "breaches.csv line 2, field order_id: order O1 on orders.csv line 2 is another person's"
        " (record V1, not linked with A1)",
    ),
]


@pytest.mark.parametrize(("rows", "fault"), CONTRADICTIONS)
def test_linked_records_that_contradict_each_other(tmp_path, rows, fault) -> None:
    extract = read(given_extract(tmp_path, rows))
    assert [str(found) for found in linked_faults(extract, ONE_PERSON_AND_ANOTHER)] == [fault]


@pytest.mark.parametrize(
    ("file", "row", "says"),
    [
        ("disposals.csv", D, "2010-01-01 is before 2012-01-02"),
        ("orders.csv", ORDER.replace("2014-05-01", "2011-01-01"), "2011-01-01 is before 2012"),
        ("breaches.csv", "V1,B1,licence,,2011-01-01,,,", "2011-01-01 is before 2012-01-02"),
    ],
)
def test_born_after_what_another_record_states(tmp_path, file, row, says) -> None:
    people = (PEOPLE[0], PEOPLE[1].replace("1980", "2012"))
    extract = read(given_extract(tmp_path, {file: [row]}, people=people))
    (fault,) = linked_faults(extract, {"V1": 1, "E1": 1})
    assert (fault.file, fault.line) == (file, 2)
    assert says in fault.message
    assert "people.csv line 3" in fault.message
    assert linked_faults(extract, {"V1": 1, "E1": 2}) == []


@pytest.mark.parametrize(
    "rows",
    [
        {"levels.csv": ["V1,Kent,2,2014-01-01,2014-03-31", "E1,Kent,2,2014-03-31,"]},
        {"levels.csv": ["V1,Kent,2,2014-01-01,2014-03-31", "E1,Kent,3,2014-04-01,"]},
        {"levels.csv": ["V1,Kent,2,2014-01-01,", "E1,Essex,3,2014-01-01,"]},
        {"levels.csv": ["V1,Kent,2,2014-01-01,", "A1,Kent,3,2014-01-01,"]},
        {"responsibility.csv": ["V1,Kent,2014-01-01,", "E1,Kent,2013-01-01,2014-01-01"]},
        {"responsibility.csv": ["V1,Kent,2014-01-01,", "E1,Essex,2013-01-01,2013-12-31"]},
        {"disposals.csv": [D, D.replace("V1,D1", "E1,D2") + "D1"]},
        {"orders.csv": [ORDER], "breaches.csv": ["E1,B1,order,O1,,,,"]},
    ],
)
def test_linked_records_that_agree(tmp_path, rows) -> None:
    extract = read(given_extract(tmp_path, rows))
    assert linked_faults(extract, ONE_PERSON_AND_ANOTHER) == []


@pytest.mark.parametrize("folder", [EXTRACTS / "edge-cases", EXTRACTS / "broken" / "sound", DEMO])
def test_what_was_read_has_no_faults_within_single_records(folder) -> None:
    """Ties to a disposal or order of another record are judged only once records are linked."""
    extract = read(folder)
    alone = {person.record_id: key for key, person in enumerate(extract.people)}
    assert [
        fault for fault in linked_faults(extract, alone) if "another" not in fault.message
    ] == []
