"""What agencies write in a number's field, and what it is taken to be."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmappa.nominals.identifiers import Identifier, Kind, parse, pnc_check_letter, recognise

ROOT = Path(__file__).parents[2]
EXTRACTS = [
    ROOT / "demo/cambridgeshire-2014-15",
    ROOT / "tests/extracts/bedfordshire-2016-17",
    ROOT / "tests/extracts/edge-cases",
]

years = st.integers(1940, 2039)
serials = st.integers(1, 9_999_999)


def canonical(kind: str, text: str) -> str:
    """The canonical form of a number that must be readable."""
    identifier = parse(kind, text)
    assert identifier is not None
    assert identifier.valid, identifier
    return identifier.canonical


@pytest.mark.parametrize(
    "text",
    [
        "95/850739L",
        "1995/850739L",
        "1995/0850739L",
        "95/0850739L",
        "95/850739l",
        " 1995 / 0850739 L ",
        "1995-0850739-L",
        "95.850739.L",
        "1995 850739L",
        "19950850739L",
        "1995850739L",
        "950850739L",
        "95850739L",
        "１９９５/0850739L",
        "1995/085 0739L",
    ],
)
def test_a_pnc_id_is_one_however_it_is_written(text):
    assert canonical("pnc_id", text) == "1995/0850739L"


@pytest.mark.parametrize(
    "text",
    [
        "95/850739M",  # the wrong check letter
        "95/850793L",  # two digits changed places
        "95/850739I",  # not a check letter at all
        "95/850739",
        "1895/0850739L",
        "95/12345678L",
        "A0519AA",
        "see file",
    ],
)
def test_a_pnc_id_that_cannot_be_right_is_kept_but_not_valid(text):
    identifier = parse("pnc_id", text)
    assert identifier is not None
    assert not identifier.valid
    assert identifier.canonical == text.upper()
    assert identifier.given == text


def test_a_pnc_id_without_a_division_that_could_be_two_numbers_is_not_valid():
    digits = next(
        text
        for text in map(str, range(19_00_001, 20_00_000))
        if pnc_check_letter(1900 + int(text[2:4]), int(text[4:]) or 5)
        == pnc_check_letter(2000 + int(text[:2]), int(text[2:]))
        and int(text[4:])
    )
    letter = pnc_check_letter(int(digits[:4]), int(digits[4:]))
    identifier = parse("pnc_id", digits + letter)
    assert identifier is not None
    assert not identifier.valid
    assert canonical("pnc_id", f"{digits[:4]}/{digits[4:]}{letter}").startswith(digits[:4])


@pytest.mark.parametrize(
    ("text", "year"), [("40/1", "1940"), ("99/1", "1999"), ("00/1", "2000"), ("39/1", "2039")]
)
def test_a_two_digit_year_lies_between_1940_and_2039(text, year):
    letter = pnc_check_letter(int(year), 1)
    assert canonical("pnc_id", text + letter) == f"{year}/0000001{letter}"


@given(year=years, serial=serials)
def test_short_and_long_pnc_ids_are_equal_and_hash_alike(year, serial):
    letter = pnc_check_letter(year, serial)
    short = parse("pnc_id", f"{year % 100:02d}/{serial}{letter}")
    long = parse("pnc_id", f"{year}/{serial:07d}{letter}")
    assert short == long
    assert len({short, long}) == 1
    assert short is not None
    assert short.valid


@given(year=years, serial=serials, other=st.integers(1, 22))
def test_every_other_check_letter_is_refused(year, serial, other):
    letters = "ZABCDEFGHJKLMNPQRTUVWXY"
    right = pnc_check_letter(year, serial)
    wrong = letters[(letters.index(right) + other) % 23]
    identifier = parse("pnc_id", f"{year}/{serial}{wrong}")
    assert identifier is not None
    assert not identifier.valid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("163260/90J", "163260/90J"),
        ("163260/90j", "163260/90J"),
        ("163260 / 90 J", "163260/90J"),
        ("163260-90J", "163260/90J"),
        ("163260/1990J", "163260/90J"),
        ("009168/80T", "9168/80T"),
        ("SF39/83N", "SF39/83N"),
        ("sf 39/000083n", "SF39/83N"),
    ],
)
def test_a_cro_number_has_a_plain_form_and_a_file_form(text, expected):
    assert canonical("cro_number", text) == expected


@pytest.mark.parametrize("text", ["16326090J", "163260/90", "1632600/90J", "39/83/N2", "E100497"])
def test_a_cro_number_that_cannot_be_read_is_kept_but_not_valid(text):
    identifier = parse("cro_number", text)
    assert identifier is not None
    assert not identifier.valid


@pytest.mark.parametrize("text", ["A0519AA", "a0519aa", " A 0519 AA ", "A0519-AA", "A.0519.AA"])
def test_a_prison_number_is_one_however_it_is_written(text):
    assert canonical("prison_number", text) == "A0519AA"


@pytest.mark.parametrize("text", ["E100497", "e100497", "E 100 497", "E-100497"])
def test_a_crn_is_one_however_it_is_written(text):
    assert canonical("crn", text) == "E100497"


@pytest.mark.parametrize(("kind", "text"), [("prison_number", "A519AA"), ("crn", "E10049")])
def test_a_number_a_digit_short_is_not_valid(kind, text):
    identifier = parse(kind, text)
    assert identifier is not None
    assert not identifier.valid
    assert identifier.canonical == text


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "text",
    [None, "", "  ", "0", "000000", "00/0000000Z", "A0000AA", "X000000", "-", "?", "N/A", "n/k",
     "Unknown", "NOT KNOWN", "none", "NULL", "Tbc"],
)  # fmt: skip
def test_what_stands_for_unknown_is_no_identifier(kind, text):
    assert parse(kind, text) is None


def test_a_kind_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="passport"):
        parse("passport", "1")


def test_an_identifier_reads_as_practitioners_say_it():
    assert str(parse("pnc_id", "95/850739L")) == "PNC id 1995/0850739L"
    assert str(parse("crn", "e100497")) == "CRN E100497"


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("95/850739l", [Kind.PNC_ID]),
        ("163260/90J", [Kind.CRO_NUMBER]),
        ("a0519aa", [Kind.PRISON_NUMBER]),
        ("e100497", [Kind.CRN]),
        ("95/850739M", []),
        ("Okafor", []),
        ("", []),
    ],
)
def test_a_typed_reference_is_recognised(typed, kinds):
    assert [identifier.kind for identifier in recognise(typed)] == kinds


def test_a_typed_reference_can_be_of_two_kinds():
    letter = pnc_check_letter(1995, 90)
    assert recognise(f"95/90{letter}") == [
        Identifier(Kind.PNC_ID, f"1995/0000090{letter}", valid=True),
        Identifier(Kind.CRO_NUMBER, f"95/90{letter}", valid=True),
    ]


@given(kind=st.sampled_from(Kind), text=st.text(max_size=20))
def test_any_text_is_read_without_an_error_and_reading_again_changes_nothing(kind, text):
    identifier = parse(kind, text)
    if identifier is not None:
        assert parse(kind, identifier.canonical) == identifier


@pytest.mark.parametrize("extract", EXTRACTS, ids=lambda path: path.name)
def test_every_number_in_the_extracts_is_valid(extract):
    with (extract / "people.csv").open(encoding="utf-8", newline="") as file:
        readings = [parse(kind, row[kind]) for row in csv.DictReader(file) for kind in Kind]
    found = [reading for reading in readings if reading is not None]
    assert found
    assert [reading for reading in found if not reading.valid] == []
