from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmappa.nominals.search import likeness, read, words


def found(typed: str, surname: str, forenames: str) -> int:
    return likeness(words(typed), surname, forenames)


@pytest.mark.parametrize(
    ("typed", "surname", "forenames"),
    [
        ("smith", "Smith", "John"),
        ("SMITH john", "Smith", "John Paul"),
        ("john smith", "Smith", "John Paul"),
        ("Smith, John", "Smith", "John"),
        ("mc allister", "McAllister", "Nathan"),
        ("McAllister", "Mc Allister", "Nathan"),
        ("stjohn", "St John", "Alan"),
        ("alan stjohn", "St John", "Alan Simon"),
        ("oneill", "O’Neill", "Sean"),
        ("O'Neill", "ONEILL", "Sean"),
        ("garcia", "García", "José"),
        ("José GARCÍA", "Garcia", "Jose"),
        ("lodz", "Łódź", ""),
        ("smith-jones", "Smith Jones", "Amy"),
        ("smithjones", "Smith-Jones", "Amy"),
    ],
)
def test_case_accents_spaces_and_order_do_not_matter(
    typed: str, surname: str, forenames: str
) -> None:
    assert found(typed, surname, forenames) == 3


def test_the_beginning_of_a_name_fits_less_well() -> None:
    assert found("smi", "Smith", "John") == 2
    assert found("jo smi", "Smith", "John") == 2


@pytest.mark.parametrize(
    ("typed", "surname"),
    [("smtih", "Smith"), ("fletchr", "Fletcher"), ("whitefeild", "Whitfield"), ("khaan", "Khan")],
)
def test_slips_are_forgiven(typed: str, surname: str) -> None:
    assert found(typed, surname, "Ann") == 1


@pytest.mark.parametrize(
    ("typed", "surname", "forenames"),
    [
        ("cox", "Fox", "Ann"),  # three letters leave no room for a slip
        ("smith", "Jones", "John"),
        ("smith smith", "Smith", "John"),  # each word needs one of its own
        ("smith peter", "Smith", "John"),
    ],
)
def test_others_do_not_fit(typed: str, surname: str, forenames: str) -> None:
    assert found(typed, surname, forenames) == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_is_found_as_it_is_written(surname: str, forenames: str) -> None:
    typed = words(f"{forenames} {surname}")
    if typed:
        assert likeness(typed, surname, forenames) == 3


@given(st.text())
def test_reading_never_fails_and_keeps_nothing_hidden(text: str) -> None:
    typed = read(text)
    assert not any(mark in typed.text for mark in "\u202e\u200f\u200b\x00")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a1234 bc", "prison number"),
        ("95/850739L", "PNC id"),
        ("M0000001A", "reference or record number"),
        ("Smith", "name"),
    ],
)
def test_what_is_searched_by_is_told_without_what_was_typed(text: str, kind: str) -> None:
    assert read(text).kind == kind
