"""What is odd but possible is listed, what is usual is not; V1 and E1 are one person, A1 another.

V1 and E1 were born on 2 January 1980, A1 on 6 May 1970.
"""

from __future__ import annotations

from collections import Counter

import pytest

from openmappa.exchange.oddities import Oddity, oddities
from openmappa.exchange.reading import read
from openmappa.exchange.reading.tables import ORDER_TYPES
from tests.exchange.given import EXTRACTS, ONE_PERSON_AND_ANOTHER, PEOPLE, given_extract


def found(folder, rows, *, people=PEOPLE, **changes) -> list[Oddity]:
    extract = read(given_extract(folder, rows, people=people, **changes))
    return oddities(extract, ONE_PERSON_AND_ANOTHER)


def disposal(kind: str, term: str, sentenced: str, ends: str, *, convicted: str = "") -> dict:
    row = f"V1,D1,E&W,Rape,sexual_sch3,{convicted or sentenced},{kind},{term},{sentenced},{ends},"
    return {"disposals.csv": [row]}


def order(kind: str, made: str, ends: str, applied: str = "", travel: str = "no") -> dict:
    return {"orders.csv": [f"V1,O1,{kind},{applied},{made},{ends},,{travel},"]}


def breach(kind: str, on: str, decision: str, decided: str, returned: str = "") -> dict:
    rows = {"breaches.csv": [f"V1,B1,{kind},,{on},{decision},{decided},{returned}"]}
    if kind == "order":
        rows = {"breaches.csv": [f"V1,B1,order,O1,{on},{decision},{decided},{returned}"]}
        rows |= order("SOPO", "2014-05-01", "2020-05-01")
    return rows


ODD = [
    (disposal("imprisonment", "", "2014-01-01", "2015-12-31"), "term_unknown", "No term is stated"),
    (disposal("imprisonment", "24", "2014-01-01", ""), "sentence_without_end", "No end is stated"),
    (disposal("conditional_discharge", "", "2014-01-01", ""), "sentence_without_end", "No end"),
    (
        disposal("imprisonment", "24", "2014-01-01", "2014-12-30"),
        "sentence_ends_early",
        "The whole sentence ends on 30 December 2014, before half of its 24 months",
    ),
    (
        disposal("suspended_imprisonment", "25", "2014-01-01", "2016-01-31"),
        "term_too_long",
        "A term of 25 months of suspended imprisonment; the law allows 24",
    ),
    (disposal("dto", "30", "2014-01-01", "2016-06-30"), "term_too_long", "A term of 30 months"),
    (
        disposal("fine", "", "2014-01-01", "", convicted="2014-02-01"),
        "sentenced_before_conviction",
        "Sentenced on 1 January 2014, before the conviction on 1 February 2014.",
    ),
    (
        disposal("fine", "", "1990-01-01", ""),
        "convicted_under_ten",
        "Convicted on 1 January 1990, under the age of ten (born on 2 January 1980)",
    ),
    (
        order("SOPO", "2014-05-01", "2019-04-29"),
        "order_too_short",
        "The sexual offences prevention order of 1 May 2014 ends on 29 April 2019; it cannot end"
        " before 30 April 2019 (SOA 2003 s.107(1)(b)). Check with the court.",
    ),
    (order("SHPO", "2015-03-20", "2020-03-18"), "order_too_short", "before 19 March 2020"),
    (order("VOO", "2014-05-01", "2016-04-29"), "order_too_short", "before 30 April 2016"),
    (order("VOO", "2014-05-01", "2019-05-01"), "order_too_long", "cannot outlast 30 April 2019"),
    (order("FTO", "2014-05-01", "2019-05-01"), "order_too_long", "cannot outlast 30 April 2019"),
    (
        order("FTO", "2010-03-31", "2010-10-01"),
        "order_too_long",
        "cannot outlast 30 September 2010",
    ),
    (
        order("FTO", "2014-05-01", ""),
        "order_without_end",
        "No end is stated for the foreign travel order of",
    ),
    (order("interim_SOPO", "2014-05-01", ""), "order_without_end", "it has a fixed one (SOA"),
    (
        order("SOPO", "2015-03-08", ""),
        "order_not_available",
        "on that day (from 1 May 2004 to 7 March 2015, later only if applied for by then).",
    ),
    (
        order("SOPO", "2015-03-10", "", "2015-03-08"),
        "order_not_available",
        "order of 10 March 2015: no court could",
    ),
    (order("SHPO", "2015-03-07", ""), "order_not_available", "(from 8 March 2015 on). Check with"),
    (
        order("SOPO", "2014-05-01", "", "2014-05-02"),
        "applied_after_making",
        "order of 1 May 2014 was applied for on 2 May 2014, after it was made.",
    ),
    (
        order("SHPO", "2015-03-20", "", travel="yes"),
        "travel_ban_outlived",
        "ends on 19 March 2020 at the latest",
    ),
    (
        {"orders.csv": ["V1,O1,SOPO,,2014-05-01,,,no,", "E1,O2,SOPO,,2014-05-01,,,no,"]},
        "order_stated_twice",
        "Order O2 and order O1 are both SOPO made on 1 May 2014 on one person",
    ),
    (breach("licence", "2014-05-01", "recalled", ""), "decision_incomplete", "(recalled) without"),
    (breach("licence", "2014-05-01", "", "2014-05-02"), "decision_incomplete", "without the dec"),
    (
        breach("licence", "2014-05-01", "convicted", "2014-05-02"),
        "decision_not_for_licence",
        "A breach of licence with the outcome convicted",
    ),
    (
        breach("licence", "2014-05-01", "recalled", "2014-04-30"),
        "breach_out_of_order",
        "Decided on 30 April 2014, before the breach on 1 May 2014.",
    ),
    (
        breach("licence", "2014-05-01", "recalled", "2014-05-01", "2014-04-30"),
        "breach_out_of_order",
        "Returned on 30 April 2014, before the breach",
    ),
    (
        breach("order", "2014-04-30", "convicted", "2014-06-01"),
        "breach_outside_order",
        "The breach on 30 April 2014 lies outside order O1, which runs from 1 May 2014 to 1 May",
    ),
    (
        {"responsibility.csv": ["V1,Kent,2014-01-01,2014-05-01", "E1,Essex,2014-05-03,"]},
        "nobody_responsible",
        "No area is responsible from 2 May 2014 to 2 May 2014, after Kent.",
    ),
    (
        {"responsibility.csv": ["V1,Kent,2014-01-01,2014-05-01"]},
        "nobody_responsible",
        "No area is responsible from 2 May 2014 to 15 May 2015, after Kent.",
    ),
    (
        {"whereabouts.csv": ["V1,2014-01-01,,prison,HMP One", "V1,2014-01-01,,prison,HMP One"]},
        "stated_twice",
        "Stated twice in whereabouts.csv: the same.",
    ),
    (
        {"levels.csv": ["V1,Kent,2,2014-01-01,", "V1,Kent,2,2014-01-01,2014-02-01"]},
        "stated_twice",
        "Stated twice in levels.csv: the same fact, but not in all alike.",
    ),
]


@pytest.mark.parametrize(("rows", "code", "says"), ODD)
def test_what_is_odd_is_listed_for_a_person_to_settle(tmp_path, rows, code, says) -> None:
    (odd,) = found(tmp_path, rows)
    assert odd.code == code
    assert says in odd.sentence
    assert odd.record_id in {"V1", "E1"}
    assert odd.line in {2, 3}
    assert odd.sentence.endswith(".") or odd.sentence.endswith("?")


USUAL = [
    {},
    disposal("imprisonment", "24", "2014-01-01", "2014-12-31"),
    disposal("imprisonment", "1", "2014-01-01", "2014-01-20"),
    disposal("imprisonment", "24", "2014-01-01", "2019-12-31"),
    disposal("life", "", "2014-01-01", ""),
    disposal("ipp", "", "2008-01-01", ""),
    disposal("fine", "", "2014-01-01", "", convicted="2013-12-01"),
    disposal("caution", "", "1990-01-02", ""),
    disposal("guardianship_order", "", "2014-01-01", ""),
    disposal("suspended_imprisonment", "24", "2014-01-01", "2014-12-31"),
    {"disposals.csv": ["V1,D1,foreign,Rape,sexual_sch3,2014-01-01,imprisonment,,,,"]},
    order("SOPO", "2014-05-01", "2019-04-30"),
    order("SOPO", "2014-05-01", ""),
    order("SOPO", "2015-04-10", "", "2015-03-07"),
    order("SHPO", "2015-03-08", "2020-03-07", travel="yes"),
    order("SHPO", "2015-03-08", ""),
    order("interim_SHPO", "2015-03-08", "2015-03-20"),
    order("NO", "2014-05-01", ""),
    order("FTO", "2010-04-01", "2015-03-31", travel="yes"),
    order("VOO", "2014-05-01", "2016-04-30"),
    {"orders.csv": ["V1,O1,SOPO,,2014-05-01,,,no,", "A1,O2,SOPO,,2014-05-01,,,no,"]},
    {
        "orders.csv": [
            "V1,O1,interim_SOPO,,2014-05-01,2014-06-01,,no,",
            "V1,O2,SOPO,,2014-05-01,,,no,",
        ]
    },
    breach("licence", "2014-05-01", "recalled", "2014-05-01", "2014-05-01"),
    breach("licence", "2014-05-01", "recalled", "2014-05-10", "2014-05-05"),
    breach("licence", "2014-05-01", "", ""),
    breach("licence", "", "recalled", "2014-05-01", "2014-05-01"),
    breach("order", "2014-05-01", "convicted", "2014-06-01"),
    {"category3.csv": ["V1,Kent,2014-05-01,,"], "levels.csv": ["E1,Kent,2,2014-04-01,"]},
    {"responsibility.csv": ["V1,Kent,2014-01-01,2014-05-01", "E1,Essex,2014-05-02,"]},
    {
        "responsibility.csv": ["V1,Kent,2014-01-01,2014-05-01"],
        "whereabouts.csv": ["V1,2014-05-02,,deported,"],
    },
    {"whereabouts.csv": ["V1,2014-01-01,,prison,", "V1,2014-01-02,,prison,"]},
]


@pytest.mark.parametrize("rows", USUAL)
def test_what_is_usual_is_not_listed(tmp_path, rows) -> None:
    assert found(tmp_path, rows) == []


def person(record: str, agency: str, **values: str) -> str:
    columns = ("date_of_birth", "sex", "ethnicity", "pnc_id", "cro_number", "prison_number", "crn")
    given = {"date_of_birth": "1980-01-02", **values}
    cells = [given.get(column, "") for column in (*columns, "died_on")]
    return ",".join([record, agency, "Ash", "Ann", *cells])


@pytest.mark.parametrize(
    ("police", "probation", "codes", "says"),
    [
        ({"date_of_birth": ""}, {}, ["no_date_of_birth"], "No date of birth"),
        (
            {"date_of_birth": "1980-02-01"},
            {},
            ["births_differ"],
            "Born on 1 February 1980 here and on 2 January 1980 in another record of the same"
            " person (E1): day and month are swapped.",
        ),
        ({"date_of_birth": "1985-01-02"}, {}, ["births_differ"], "1985 here and on 2 January 1980"),
        (
            {"date_of_birth": "1900-01-01"},
            {"date_of_birth": "1900-01-01"},
            ["very_old", "very_old"],
            "Born on 1 January 1900 and not known to have died",
        ),
        (
            {"died_on": "2014-05-01"},
            {"died_on": "2014-05-02"},
            ["deaths_differ"],
            "Died on 2 May 2014 here and on 1 May 2014 in another record",
        ),
        ({"died_on": "2014-05-01"}, {}, [], ""),
        ({"sex": "M"}, {"sex": "F"}, [], ""),
        ({"ethnicity": "W1"}, {"ethnicity": "B1"}, [], ""),
        (
            {"pnc_id": "1995/0850739X"},
            {},
            ["identifier_not_valid"],
            "The PNC id 1995/0850739X cannot be right: its check letter is wrong",
        ),
        (
            {"crn": "12"},
            {},
            ["identifier_not_valid"],
            "The CRN 12 cannot be right: it has no known",
        ),
        ({"pnc_id": "95/850739L"}, {"pnc_id": "1995/0850739L"}, [], ""),
        (
            {"pnc_id": "95/850739L"},
            {"pnc_id": "2013/0418585F"},
            ["pnc_ids_differ"],
            "PNC id 2013/0418585F here and 1995/0850739L in another record of the same person",
        ),
        ({"prison_number": "A0001AH"}, {"prison_number": "A0002AJ"}, [], ""),
        ({"pnc_id": "NOT KNOWN"}, {}, [], ""),
    ],
)
def test_records_of_one_person(tmp_path, police, probation, codes, says) -> None:
    people = (person("V1", "police", **police), person("E1", "probation", **probation))
    odd = found(tmp_path, {}, people=people)
    assert [each.code for each in odd] == codes
    assert all(says in each.sentence for each in odd)


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        ({"whereabouts.csv": ["E1,2014-06-02,,prison,"]}, True),
        ({"whereabouts.csv": ["E1,2014-06-01,,prison,"]}, False),
        ({"whereabouts.csv": ["A1,2014-06-02,,prison,"]}, False),
        ({"levels.csv": ["V1,Kent,2,2014-06-02,"]}, True),
        ({"levels.csv": ["V1,Kent,2,2014-05-01,"]}, False),
        ({"category3.csv": ["V1,Kent,2014-06-02,,"]}, True),
        (order("SOPO", "2014-06-02", ""), True),
        (disposal("fine", "", "2014-06-02", ""), True),
        (breach("licence", "2014-06-02", "recalled", "2014-06-03"), True),
        (breach("licence", "2014-05-02", "recalled", "2014-06-03"), False),
        ({"responsibility.csv": ["V1,Kent,2014-01-01,2014-06-01"]}, False),
    ],
)
def test_after_a_death_on_1_june(tmp_path, rows, listed) -> None:
    people = (person("V1", "police", died_on="2014-06-01"), *PEOPLE[1:])
    odd = found(tmp_path, rows, people=people)
    assert [each.code for each in odd] == ["after_death"] * listed
    assert all("after the death on 1 June 2014" in each.sentence for each in odd)


def test_findings_come_in_order_of_file_and_line(tmp_path) -> None:
    rows = disposal("imprisonment", "", "2014-01-01", "") | order("FTO", "2014-05-01", "")
    odd = found(tmp_path, rows | {"names.csv": ["V1,alias,Oak,", "V1,alias,Oak,"]})
    assert [(each.file, each.code) for each in odd] == [
        ("disposals.csv", "sentence_without_end"),
        ("disposals.csv", "term_unknown"),
        ("names.csv", "stated_twice"),
        ("orders.csv", "order_without_end"),
    ]


def test_the_edge_cases_raise_only_what_is_odd_in_them() -> None:
    """A person's number there is in the record ids of all three agencies: V700032, A0032AB."""
    extract = read(EXTRACTS / "edge-cases")
    numbers = {
        each.record_id: int("".join(filter(str.isdigit, each.record_id))[-4:])
        for each in extract.people
    }
    odd = oddities(extract, numbers)
    assert Counter(each.code for each in odd) == {
        "births_differ": 1,  # A0061AK: day and month swapped
        "order_too_short": 1,  # a SOPO of six months
        "pnc_ids_differ": 1,  # E100058 has the PNC id of V700057
        "travel_ban_outlived": 1,  # an SHPO until further order
    }


@pytest.mark.parametrize("kind", ORDER_TYPES)
def test_of_every_type_of_order_the_law_says_when_it_could_be_made(tmp_path, kind) -> None:
    """No order at all could be made in 2000; all those known are newer."""
    codes = {odd.code for odd in found(tmp_path, order(kind, "2000-05-01", "2002-05-01"))}
    assert "order_not_available" in codes


@pytest.mark.parametrize("kind", [kind for kind in ORDER_TYPES if kind.startswith("interim_")])
def test_every_interim_order_has_an_end(tmp_path, kind) -> None:
    made = "2021-05-01"
    rows = order(kind, made, "", applied="2015-01-01")
    odd = found(
        tmp_path, rows, manifest={"extracted_on": "2022-05-01", "reporting_year": "2021-22"}
    )
    assert "order_without_end" in {each.code for each in odd}
