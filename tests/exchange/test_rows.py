"""Each rule of a row and between rows, on the side that is refused and the side that is taken."""

from __future__ import annotations

from datetime import date

import pytest

from openmappa.exchange.extract import DisposalRow, LevelRow, OrderRow, PersonRow
from openmappa.exchange.reading import read
from tests.exchange.given import PEOPLE, given_extract, refusal

D = "V1,D1,E&W,Rape,sexual_sch3,2010-01-01,imprisonment,24,2010-01-01,2011-12-31,"
ORDER = "V1,O1,SOPO,,2014-05-01,2020-05-01,Crown Court,no,"

REFUSED = [
    # days
    ("levels.csv", "V1,Norfolk,2,2014-2-3,", "from: 2014-2-3 is not a date written as YYYY-MM-DD"),
    ("levels.csv", "V1,Norfolk,2,20140203,", "from: 20140203 is not a date written as YYYY-MM-DD"),
    ("levels.csv", "V1,Norfolk,2,2014-W05-1,", "from: 2014-W05-1 is not a date written as"),
    ("levels.csv", "V1,Norfolk,2,2014-02-03T10:00,", "from: 2014-02-03T10:00 is not a date"),
    ("levels.csv", "V1,Norfolk,2,２０１４-02-03,", "from: ２０１４-02-03 is not a date"),
    ("levels.csv", "V1,Norfolk,2, 2014-02-03,", "from: ' 2014-02-03' is not a date"),
    ("levels.csv", "V1,Norfolk,2,2014-02-29,", "from: 2014-02-29 is not a date: there is no such"),
    ("levels.csv", "V1,Norfolk,2,0000-01-01,", "from: 0000-01-01 is not a date: there is no such"),
    ("levels.csv", "V1,Norfolk,2,0001-01-01,", "from: 0001-01-01 lies outside 1900 to 2199"),
    ("levels.csv", "V1,Norfolk,2,1899-12-31,", "from: 1899-12-31 lies outside 1900 to 2199"),
    ("levels.csv", "V1,Norfolk,2,2014-01-01,9999-12-31", "to: 9999-12-31 lies outside 1900 to"),
    # periods
    ("levels.csv", "V1,Norfolk,2,2014-01-02,2014-01-01", "to: 2014-01-01 is before 2014-01-02"),
    ("category3.csv", "V1,Kent,2014-01-02,2014-01-01,", "to: 2014-01-01 is before 2014-01-02"),
    ("responsibility.csv", "V1,Kent,2014-01-02,2014-01-01", "to: 2014-01-01 is before 2014-01-02"),
    ("whereabouts.csv", "V1,2014-01-02,2014-01-01,prison,", "to: 2014-01-01 is before 2014-01-02"),
    ("addresses.csv", "V1,2014-01-02,2014-01-01,main,1 A,,", "to: 2014-01-01 is before 2014-01-02"),
    (
        "disposals.csv",
        D.replace("2011-12-31", "2009-12-31"),
        "sentence_ends_on: 2009-12-31 is before 2010-01-01, so the sentence ends before it starts",
    ),
    (
        "disposals.csv",
        "V1,D1,E&W,Rape,sexual_sch3,2010-01-01,imprisonment,24,,2009-12-31,",
        "sentence_ends_on: 2009-12-31 is before 2010-01-01, so the sentence ends before it starts",
    ),
    (
        "orders.csv",
        ORDER.replace("2020-05-01", "2014-04-30"),
        "ends_on: 2014-04-30 is before 2014-05-01, so the order ends before it is made",
    ),
    # what cannot lie in the future
    (
        "people.csv",
        "V2,police,Elm,,2015-05-16,,,,,,,",
        "date_of_birth: 2015-05-16 is after 2015-05",
    ),
    ("people.csv", "V2,police,Elm,,,,,,,,,2015-05-16", "died_on: 2015-05-16 is after 2015-05-15"),
    (
        "disposals.csv",
        D.replace("2010-01-01,i", "2015-05-16,i").replace(",2011-12-31", ","),
        "convicted_on: 2015-05-16 is after 2015-05-15, the day of the extract",
    ),
    (
        "disposals.csv",
        D.replace("2010-01-01,2011-12-31", "2015-05-16,"),
        "sentenced_on: 2015-05-16 is after 2015-05-15, the day of the extract",
    ),
    ("orders.csv", ORDER.replace("2014-05-01", "2015-05-16"), "made_on: 2015-05-16 is after"),
    ("orders.csv", ORDER.replace(",,2014", ",2015-05-16,2014"), "applied_for_on: 2015-05-16 is"),
    ("breaches.csv", "V1,B1,licence,,2015-05-16,,,", "breached_on: 2015-05-16 is after"),
    ("breaches.csv", "V1,B1,licence,,,recalled,2015-05-16,", "decided_on: 2015-05-16 is after"),
    ("breaches.csv", "V1,B1,licence,,,,,2015-05-16", "returned_to_custody_on: 2015-05-16 is after"),
    # codes
    ("people.csv", "V2,social work,Elm,,,,,,,,,", "agency: social work is not a known agency"),
    ("people.csv", "V2,police,Elm,,,X,,,,,,", "sex: X is not a known sex; known are M, F"),
    ("people.csv", "V2,police,Elm,,,M,W3,,,,,", "ethnicity: W3 is not a known ethnicity"),
    ("names.csv", "V1,maiden,Oak,", "kind: maiden is not a known kind of name"),
    ("addresses.csv", "V1,,,home,1 A,,", "kind: home is not a known kind of address"),
    ("disposals.csv", D.replace("E&W", "Scotland"), "jurisdiction: Scotland is not a known"),
    ("disposals.csv", D.replace("sexual_sch3", "sexual"), "offence_class: sexual is not a known"),
    ("whereabouts.csv", "V1,2014-01-02,,jail,", "kind: jail is not a known kind of whereabouts"),
    ("levels.csv", "V1,Norfolk,1,2014-01-01,", "level: 1 is not a level that is reported"),
    ("levels.csv", "V1,Norfolk,4,2014-01-01,", "level: 4 is not a level that is reported"),
    ("levels.csv", "V1,norfolk,2,2014-01-01,", "area: norfolk is not one of the 42 areas"),
    ("levels.csv", "V1,England and Wales,2,2014-01-01,", "area: England and Wales is not one of"),
    ("category3.csv", "V1,Camelot,2014-01-01,,", "area: Camelot is not one of the 42 areas"),
    ("responsibility.csv", "V1,Camelot,2014-01-01,", "area: Camelot is not one of the 42 areas"),
    ("orders.csv", ORDER.replace("SOPO", "SPOO"), "type: SPOO is not a known type of order"),
    ("orders.csv", ORDER.replace(",no,", ",n,"), "foreign_travel_restriction: n is neither yes"),
    ("breaches.csv", "V1,B1,bail,,,,,", "kind: bail is not a known kind of breach"),
    ("breaches.csv", "V1,B1,licence,,,fined,,", "decision: fined is not a known decision"),
    # numbers
    ("disposals.csv", D.replace(",24,", ",24.0,"), "term_months: 24.0 is not a term in months: a"),
    ("disposals.csv", D.replace(",24,", ",-1,"), "term_months: -1 is not a term in months"),
    ("disposals.csv", D.replace(",24,", ",024,"), "term_months: 024 is not a term in months"),
    ("disposals.csv", D.replace(",24,", ",two years,"), "term_months: two years is not a term in"),
    ("disposals.csv", D.replace(",24,", ",1201,"), "term_months: 1201 is not a term in months"),
    ("disposals.csv", D.replace(",24,", f",{'9' * 5000},"), f"term_months: {'9' * 60}… is not a"),
    ("disposals.csv", D.replace(",24,", ",٢٤,"), "term_months: ٢٤ is not a term in months"),
    # what must be there
    ("people.csv", ",police,Elm,,,,,,,,,", "record_id: is empty"),
    ("people.csv", "V2,,Elm,,,,,,,,,", "agency: is empty"),
    ("people.csv", "V2,police,,Ed,,,,,,,,", "surname: is empty"),
    ("names.csv", "V1,alias,,", "surname: neither surname nor forenames are given"),
    ("addresses.csv", "V1,,,main,,,", "line_1: an address needs a line, a town or a postcode"),
    ("disposals.csv", D.replace("D1", ""), "disposal_id: is empty"),
    ("disposals.csv", D.replace("Rape", ""), "offence: is empty"),
    ("disposals.csv", D.replace("2010-01-01,i", ",i"), "convicted_on: is empty"),
    ("levels.csv", "V1,,2,2014-01-01,", "area: is empty"),
    ("levels.csv", "V1,Norfolk,,2014-01-01,", "level: is empty"),
    ("levels.csv", "V1,Norfolk,2,,", "from: is empty"),
    ("orders.csv", ORDER.replace(",,2014-05-01", ",,"), "made_on: is empty"),
    ("breaches.csv", "V1,B1,order,,,,,", "order_id: is empty; the breach of an order names the"),
    # text
    ("people.csv", "V2,police,E\x00lm,,,,,,,,,", "surname: holds a character that does not belong"),
    ("people.csv", "V2,police,E\x1blm,,,,,,,,,", "in text, U+001B (control character)"),
    ("people.csv", "V2,police,E\u202elm,,,,,,,,,", "in text, U+202E (right-to-left override)"),
    ("people.csv", "V2,police,E\u2028lm,,,,,,,,,", "in text, U+2028 (line separator)"),
    ("people.csv", 'V2,police,"E\nlm",,,,,,,,,', "surname: holds a line break: is a quotation"),
    ("people.csv", "V2,police,   ,,,,,,,,,", "surname: holds nothing but spaces"),
    ("people.csv", f"V2,police,{'e' * 201},,,,,,,,,", "surname: has 201 characters; at most 200"),
    ("people.csv", f"{'V' * 51},police,Elm,,,,,,,,,", "record_id: has 51 characters; at most 50"),
    ("category3.csv", "V1,Kent,2014-01-01,,a\x08b", "reason: holds a character that does not"),
    # who and what is named
    ("levels.csv", "V9,Norfolk,2,2014-01-01,", "record_id: there is no record V9 in people.csv"),
    ("levels.csv", "V1 ,Norfolk,2,2014-01-01,", "there is no record 'V1 ' in people.csv"),
    ("disposals.csv", D + "D9", "consecutive_to: there is no disposal D9 in disposals.csv"),
    ("disposals.csv", D + "D1", "consecutive_to: D1 cannot be consecutive to itself"),
    ("orders.csv", ORDER + "O9", "replaces: there is no order O9 in orders.csv"),
    ("orders.csv", ORDER + "O1", "replaces: O1 cannot replace itself"),
    ("breaches.csv", "V1,B1,order,O9,,,,", "order_id: there is no order O9 in orders.csv"),
    # before birth (V1 was born on 2 January 1980)
    ("people.csv", "V2,police,Elm,,1980-01-02,,,,,,,1980-01-01", "died_on: 1980-01-01 is before"),
    ("orders.csv", ORDER.replace("2014-05-01", "1980-01-01"), "nobody is under an order before"),
    ("breaches.csv", "V1,B1,licence,,1980-01-01,,,", "nobody breaches anything before being born"),
    # population
    ("population.csv", "Kent,2014,10,,-5", "persons: -5 is not a number of residents"),
    ("population.csv", "Kent,2014,10,,9999999999", "persons: 9999999999 is not a number of"),
    ("population.csv", "Kent,2014,10,,0", "persons: nobody aged 10 or over lives in Kent"),
    ("population.csv", "Kent,MMXIV,10,,5", "mid_year: MMXIV is not a year: a whole number from"),
    ("population.csv", "Camelot,2014,10,,5", "area: Camelot is not one of the 42 areas"),
    ("population.csv", "Kent,2014,0,,5", "age_to: the age band spans the tenth birthday"),
    ("population.csv", "Kent,2014,20,19,5", "age_to: 19 is below 20, so the age band ends before"),
    ("population.csv", "Kent,2014,0,9,5", "residents aged 10 and over of Kent in mid-2014 are"),
    (
        "population.csv",
        "Kent,2014,11,,5",
        "residents aged 10 to 10 of Kent in mid-2014 are missing",
    ),
    ("population.csv", "Kent,2014,10,17,5", "residents aged 18 and over of Kent in mid-2014 are"),
]


@pytest.mark.parametrize(("file", "row", "message"), REFUSED)
def test_a_faulty_row_is_refused_by_file_line_and_field(tmp_path, file, row, message) -> None:
    rows = {file: [row]}
    line = 5 if file == "people.csv" else 2
    faults = refusal(given_extract(tmp_path, rows))
    assert len(faults) == 1, faults
    assert faults[0].startswith(f"{file} line {line}, field ")
    assert message in faults[0]


REFUSED_TOGETHER = [
    ("people.csv", [PEOPLE[0]], "people.csv line 5, field record_id: V1 is on line 2 already"),
    ("disposals.csv", [D, D], "disposals.csv line 3, field disposal_id: D1 is on line 2 already"),
    ("orders.csv", [ORDER, ORDER], "orders.csv line 3, field order_id: O1 is on line 2 already"),
    (
        "breaches.csv",
        ["V1,B1,licence,,,,,", "E1,B1,licence,,,,,"],
        "breaches.csv line 3, field breach_id: B1 is on line 2 already",
    ),
    (
        "disposals.csv",
        [D + "D2", D.replace("D1", "D2") + "D3", D.replace("D1", "D3") + "D1"],
        "disposals.csv line 2, field consecutive_to: is consecutive to itself by way of line 3, 4",
    ),
    (
        "orders.csv",
        [ORDER + "O2", ORDER.replace("O1", "O2") + "O1"],
        "orders.csv line 2, field replaces: is replacing itself by way of line 3",
    ),
    (
        "levels.csv",
        ["V1,Kent,2,2014-01-01,2014-02-01", "V1,Kent,3,2014-02-01,"],
        "levels.csv line 3, field level: Level 3 in Kent on 2014-02-01, when the same person is at"
        " Level 2 there by line 2",
    ),
    (
        "levels.csv",
        ["V1,Kent,2,2014-01-01,", "V1,Kent,2,2014-01-05,2014-01-06", "V1,Kent,3,2015-01-01,"],
        "levels.csv line 4, field level: Level 3 in Kent on 2015-01-01",
    ),
    (
        "responsibility.csv",
        ["V1,Kent,2014-01-01,", "V1,Essex,2013-01-01,2014-01-01"],
        "responsibility.csv line 3, field area: Essex is responsible on 2014-01-01, when Kent is"
        " responsible for the same person by line 2",
    ),
    (
        "population.csv",
        ["Kent,2014,10,20,5", "Kent,2014,20,,5"],
        "population.csv line 3, field age_from: the age band overlaps that on line 2 for Kent",
    ),
    (
        "population.csv",
        ["Kent,2014,10,,5", "Kent,2014,10,,5"],
        "population.csv line 3, field age_from: the age band overlaps that on line 2 for Kent",
    ),
    (
        "population.csv",
        ["Kent,2014,30,,5", "Kent,2014,10,20,5"],
        "population.csv line 2, field age_from: residents aged 21 to 29 of Kent in mid-2014 are",
    ),
]


@pytest.mark.parametrize(("file", "rows", "message"), REFUSED_TOGETHER)
def test_rows_that_contradict_each_other_are_refused_with_both_lines(
    tmp_path, file, rows, message
) -> None:
    faults = refusal(given_extract(tmp_path, {file: rows}))
    assert len(faults) == 1, faults
    assert faults[0].startswith(message)


TAKEN = [
    ("levels.csv", ["V1,Kent,2,2014-01-01,2014-02-01", "V1,Kent,3,2014-02-02,"]),
    ("levels.csv", ["V1,Kent,2,2014-01-01,2014-02-01", "V1,Kent,2,2014-01-15,"]),
    ("levels.csv", ["V1,Kent,2,2014-01-01,", "V1,Essex,3,2014-01-01,"]),
    ("levels.csv", ["V1,Kent,2,2014-01-01,", "A1,Kent,3,2014-01-01,"]),
    ("levels.csv", ["V1,Kent,2,2014-01-01,2014-01-01"]),
    ("levels.csv", ["V1,Kent,2,2016-01-01,"]),
    ("levels.csv", ["", "V1,Kent,2,2014-01-01,", "", ""]),
    ("responsibility.csv", ["V1,Kent,2014-01-01,2014-02-01", "V1,Essex,2014-02-02,"]),
    ("responsibility.csv", ["V1,Kent,2014-01-01,", "V1,Kent,2014-02-02,"]),
    ("disposals.csv", [D, D.replace("D1", "D2") + "D1", D.replace("D1", "D3") + "D2"]),
    ("disposals.csv", [D.replace("V1", "E1"), D.replace("D1", "D2") + "D1"]),
    ("disposals.csv", [D.replace(",24,", ",,").replace("2011-12-31", "")]),
    ("disposals.csv", [D.replace("2011-12-31", "2199-12-31")]),
    ("disposals.csv", [D.replace("2010-01-01,i", "2010-02-01,i")]),
    ("orders.csv", [ORDER, ORDER.replace("O1", "O2") + "O1"]),
    ("orders.csv", [ORDER.replace("2020-05-01", "")]),
    *(
        ("orders.csv", [ORDER.replace("SOPO", kind)])
        for kind in ("interim_SOPO", "SHPO", "interim_SHPO", "NO", "interim_NO", "FTO", "RSHO")
    ),
    ("breaches.csv", ["V1,B1,licence,,,,,", "V1,B2,notification,,2014-05-01,charged,,"]),
    ("people.csv", ["V2,police,Elm,,,,,,,,,"]),
    ("people.csv", ["V2,police,Elm,,2015-05-15,,,,,,,2015-05-15"]),
    ("people.csv", ["V2,police,O\u2019Brien-Núñez,Zoë\u00a0Mae,,,,,,,,"]),
    ("people.csv", ['V2,police,"Elm, ""the Tree""",,,,,,,,,']),
    ("names.csv", ["V1,alias,,Annie", "V1,previous,Oak,"]),
    ("addresses.csv", ["V1,,,no_fixed_abode,,,", "V1,2014-01-01,,main,,Ely,"]),
    ("whereabouts.csv", ["V1,2014-01-01,2015-01-01,prison,", "V1,2014-06-01,,prison,"]),
    ("category3.csv", ['V1,Kent,2014-01-01,,"Two\n\n\tparagraphs\r\nhere"']),
    ("population.csv", ["Kent,2014,10,17,5", "Kent,2014,18,,0", "Kent,2013,10,,7"]),
    ("population.csv", ["Kent,2014,0,4,5", "Kent,2014,10,,5"]),
]


@pytest.mark.parametrize(("file", "rows"), TAKEN)
def test_sound_rows_are_taken(tmp_path, file, rows) -> None:
    extract = read(given_extract(tmp_path, {file: rows}))
    taken = getattr(extract, file.removesuffix(".csv"))
    assert len(taken) == len([row for row in rows if row]) + len(PEOPLE) * (file == "people.csv")


def test_rows_are_typed_and_know_their_line(tmp_path) -> None:
    extract = read(
        given_extract(
            tmp_path,
            {
                "disposals.csv": [D],
                "levels.csv": ["", "V1,Kent,3,2014-01-01,"],
                "orders.csv": ["V1,O1,SHPO,,2015-03-20,,,yes,"],
            },
        )
    )
    assert extract.people[2] == PersonRow(
        *(4, "A1", "prison", "Birch", "Bob", date(1970, 5, 6), "M", "B1"),
        *(None, None, None, None, None),
    )
    assert extract.disposals == (
        DisposalRow(
            *(2, "V1", "D1", "E&W", "Rape", "sexual_sch3", date(2010, 1, 1), "imprisonment", 24),
            *(date(2010, 1, 1), date(2011, 12, 31), None),
        ),
    )
    assert extract.levels == (LevelRow(3, "V1", "Kent", 3, date(2014, 1, 1), None),)
    assert extract.orders == (
        OrderRow(2, "V1", "O1", "SHPO", None, date(2015, 3, 20), None, None, True, None),
    )
    assert (extract.area, extract.reporting_year) == ("Cambridgeshire", "2014-15")
    assert (extract.extracted_on, extract.synthetic) == (date(2015, 5, 15), True)


def test_a_row_of_another_line_end_is_the_same_row(tmp_path) -> None:
    folder = given_extract(tmp_path, {"levels.csv": ["V1,Kent,2,2014-01-01,"]})
    plain = read(folder)
    for path in folder.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    windows = read(folder)
    assert windows.levels == plain.levels
    assert windows.people == plain.people
    assert windows.digest != plain.digest


def test_columns_may_stand_in_any_order(tmp_path) -> None:
    folder = given_extract(tmp_path)
    (folder / "levels.csv").write_text("to,from,level,area,record_id\n,2014-01-01,2,Kent,V1\n")
    assert read(folder).levels == (LevelRow(2, "V1", "Kent", 2, date(2014, 1, 1), None),)


def test_the_digest_tells_extracts_apart_and_knows_one_again(tmp_path) -> None:
    first = read(given_extract(tmp_path)).digest
    assert read(given_extract(tmp_path)).digest == first
    assert read(given_extract(tmp_path, manifest={"extracted_on": "2015-05-16"})).digest != first
    changed = given_extract(tmp_path, {"names.csv": ["V1,alias,Oak,"]})
    assert read(changed).digest != first


def test_a_faulty_person_row_does_not_make_the_rows_of_that_person_faulty(tmp_path) -> None:
    folder = given_extract(
        tmp_path,
        {
            "people.csv": ["V2,police,Elm,,31/12/1980,,,,,,,", "V3,police", "V4,police,,,,,,,,,,"],
            "levels.csv": [
                "V2,Kent,2,2014-01-01,",
                "V3,Kent,3,2014-01-01,",
                "V4,Kent,2,2014-01-01,",
            ],
        },
    )
    assert [fault.split(":")[0] for fault in refusal(folder)] == [
        "people.csv line 5, field date_of_birth",
        "people.csv line 6",
        "people.csv line 7, field surname",
    ]


def test_all_faults_of_all_files_are_reported_in_order(tmp_path) -> None:
    folder = given_extract(
        tmp_path,
        {
            "orders.csv": [ORDER.replace("SOPO", "X").replace(",no,", ",?,")],
            "levels.csv": ["V1,Kent,2,2014-13-01,", "V9,Kent,2,2014-01-01,"],
            "breaches.csv": ["V1,B1,order,,,,,"],
        },
        manifest={"area": "Camelot"},
    )
    assert [fault.split(":")[0] for fault in refusal(folder)] == [
        "breaches.csv line 2, field order_id",
        "levels.csv line 2, field from",
        "levels.csv line 3, field record_id",
        "manifest.json line 3, field area",
        "orders.csv line 2, field foreign_travel_restriction",
        "orders.csv line 2, field type",
    ]
