"""What is made of what somebody typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmappa.nominals.nicknames import forms
from openmappa.nominals.search import Typed, read, words

ON = date(2015, 3, 31)


def typed(text: str) -> Typed:
    return read(text, ON)


@given(st.text(max_size=300))
def test_reading_never_fails_and_keeps_nothing_hidden(text: str) -> None:
    made = typed(text)
    assert not any(mark in made.text for mark in "\u202e\u200f\u200b\x00")
    assert made.asked()
    assert made.kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a1234 bc", "prison number"),
        ("95/850739L", "PNC id"),
        ("M0000001A", "reference or record number"),
        ("V70004", "reference or record number"),
        ("Smith", "name"),
        ("Smith 4/5/1980", "name and date of birth"),
        ("4 May 1980", "date of birth"),
        ("07700 900123", "telephone number"),
        ("+44 (0)7700 900123", "telephone number"),
        ("AB12 CDE", "vehicle"),
        ("someone@example.org", "e-mail address or online name"),
        ("@redfox", "online name"),
        ("12 Mill Road", "address"),
        ("AB12", "address or vehicle"),
        ("AB12 CD?", "vehicle"),
        ("A?12 C", "vehicle"),
        ("log: red Corsa", "log"),
        ("offence: robbery", "offence"),
        ("address: Ely", "address"),
    ],
)
def test_what_is_searched_by_is_told_without_what_was_typed(text: str, kind: str) -> None:
    assert typed(text).kind == kind


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("CRN E100007", "E100007"),
        ("crn: e100007", "e100007"),
        ("CRN no. E100007", "E100007"),
        ("CRN number: E100007", "E100007"),
        ("PNC 95/850739L", "95/850739L"),
        ("pnc id 1995/0850739L", "1995/0850739L"),
        ("PNCID: 95/850739L", "95/850739L"),
        ("PNC/ID No: 95/850739L", "95/850739L"),
        ("prison number A0007AH", "A0007AH"),
        ("Prison no A0007AH", "A0007AH"),
        ("NOMIS A0007AH", "A0007AH"),
        ("Noms no.: a0007 ah", "a0007 ah"),
        ("CRO 157875/96E", "157875/96E"),
        ("CRO number 157875/96E", "157875/96E"),
        ("NI no QQ 12 34 56 C", "QQ 12 34 56 C"),
        ("national insurance number QQ123456C", "QQ123456C"),
        ("driving licence QUILL707077A99AB", "QUILL707077A99AB"),
        ("ViSOR ref VR12345", "VR12345"),
        ("Home Office reference: R1234567/8", "R1234567/8"),
        ("tel 07700 900456", "07700 900456"),
        ("Tel: 07700 900456", "07700 900456"),
        ("Tel. No. 07700 900456", "07700 900456"),
        ("telephone number 07700 900456", "07700 900456"),
        ("phone +44 7700 900456", "+44 7700 900456"),
        ("mob 07700900456", "07700900456"),
        ("mobile: 900456", "900456"),
        ("reg AB12 CDE", "AB12 CDE"),
        ("car reg. ab12cde", "ab12cde"),
        ("VRM AB12 CD?", "AB12 CD?"),
        ("mobile phone no 07700 900456", "07700 900456"),
        ("NINO QQ123456C", "QQ123456C"),
        ("ref M0000325C", "M0000325C"),
        ("Ref. no: m0000325c", "m0000325c"),
        ("record number V70004", "V70004"),
        ("e-mail: someone@example.org", "someone@example.org"),
        ("postcode CB7 4ZZ", "CB7 4ZZ"),
    ],
)
def test_a_number_is_the_same_with_the_word_of_its_kind(text: str, bare: str) -> None:
    number, same = typed(text), typed(bare)
    assert number.facts[: len(same.facts)] == same.facts
    assert same.facts or same.reference or same.plate
    for part in ("identifiers", "reference", "part", "plate", "loose", "name", "understood"):
        assert getattr(number, part) == getattr(same, part)
    assert number.text == text
    assert number.kind == same.kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Reg Lee 1980", "Reg Lee"),
        ("Reg Noble 4/5/1980", "Reg Noble"),
        ("Reg 4/5/1980", "Reg"),
        ("Mob", "Mob"),
        ("Tel Aviv", "Tel Aviv"),
    ],
)
def test_a_name_that_begins_like_a_kind_of_number_is_a_name(text: str, name: str) -> None:
    made = typed(text)
    assert made.name == name
    assert made.facts == ()


def test_a_registration_that_begins_like_a_kind_of_number_is_one_too() -> None:
    assert ("vehicle", "REG123") in typed("REG 123").facts


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("smith 4/5/1980", "smith", "born on 4 May 1980"),
        ("4.5.80 smith", "smith", "born on 4 May 1980"),
        ("smith 1980-05-04", "smith", "born on 4 May 1980"),
        ("smith 04051980", "smith", "born on 4 May 1980"),
        ("john smith born 4th May 1980", "john smith", "born on 4 May 1980"),
        ("smith, DOB: 4 May 1980", "smith", "born on 4 May 1980"),
        ("smith 4/25/1980", "smith", "born on 25 April 1980"),
        ("smith 4 May", "smith", "born on 4 May"),
        ("smith 4/5", "smith", "born on 4 May"),
        ("smith May 1980", "smith", "born in May 1980"),
        ("smith 1980", "smith", "born in 1980"),
        ("smith about 1980", "smith", "born about 1980"),
        ("smith about 45", "smith", "aged about 45"),
        ("smith aged 45", "smith", "aged 45"),
        ("smith 45 years old", "smith", "aged 45"),
        ("Lee 1980", "Lee", "born in 1980"),
        ("Lee born 1960-1962", "Lee", "born from 1960 to 1962"),
        ("Lee 1960 to 1962", "Lee", "born from 1960 to 1962"),
        ("Lee born between 1962 and 1960", "Lee", "born from 1960 to 1962"),
        ("Lee aged 40-50", "Lee", "aged 40 to 50"),
        ("aged 40 to 50 Lee", "Lee", "aged 40 to 50"),
        ("Lee 40-50 years old", "Lee", "aged 40 to 50"),
    ],
)
def test_a_birth_is_read_in_any_form(text: str, name: str, said: str) -> None:
    made = typed(text)
    assert made.name == name
    assert made.birth is not None
    assert made.birth.words == said
    assert made.understood == (f"the name “{name}”", said)


def test_a_birth_that_is_none_is_no_birth() -> None:
    assert typed("smith 31/2/1980").birth is None


def test_an_age_is_of_the_day_asked_about() -> None:
    made = typed("aged 45")
    assert made.birth is not None
    assert made.birth.within == (date(1969, 1, 1), date(1970, 12, 31))


def test_ages_between_two_are_everybody_of_that_age_on_the_day() -> None:
    made = typed("aged 40-50")
    assert made.birth is not None
    assert made.birth.within == (date(1964, 1, 1), date(1975, 12, 31))
    assert made.name == made.loose == ""


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("AB12", "AB12"),
        ("ab12 cd?", "AB12CD_"),
        ("2 CDE", "2CDE"),
        ("AB* CDE", "AB%CDE"),
        ("CB7 4ZZ", "CB74ZZ"),
        ("???", ""),
        ("CDE", ""),
        ("1980", ""),
        ("4 May", ""),
        ("12 Mill Road", ""),
        ("40-50 Mill Road", ""),
    ],
)
def test_part_of_a_registration_is_read(text: str, plate: str) -> None:
    assert typed(text).plate == plate


def test_an_offence_is_read_by_the_words_of_the_schedules() -> None:
    assert "TA 1968 s.8" in {act.upper().replace("S.", "s.") for act in typed("robbery").cited}
    assert typed("robert").offence == ""
    assert typed("robbery").name == "robbery"
    only = typed("offence: robbery")
    assert (only.name, only.loose, only.offence) == ("", "", "robbery")


def test_words_that_are_no_name_are_not_called_one() -> None:
    words_ = typed("left forearm spider")
    assert words_.said(by_name=True) == ("the name “left forearm spider”",)
    assert words_.said(by_name=False) == ("“left forearm spider” as a name and as words",)


def test_a_day_is_forgiven_its_slips() -> None:
    born = typed("4/5/1980").birth
    assert born is not None
    assert born.turned == (date(1980, 4, 5),)
    assert {date(1980, 5, 14), date(1980, 6, 4), date(1990, 5, 4)} <= set(born.slip)
    assert date(1980, 5, 4) not in born.slip
    assert date(1981, 5, 4) in born.birthday


@given(st.dates(date(1901, 1, 1), date(2014, 12, 31)))
def test_every_day_written_is_that_day(day: date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day.day} {day:%B} {day.year}"):
        born = typed(f"Ash {written}").birth
        assert born is not None
        assert born.within == (day, day)


def test_words_are_without_case_accents_and_hyphens() -> None:
    assert words("José Smith-O’Neill") == ("jose", "smith", "oneill")


def test_forms_do_not_hold_the_name_itself() -> None:
    assert "bill" in forms("william")
    assert "william" not in forms("william")
    assert forms("nobodys") == frozenset()
