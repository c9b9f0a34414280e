import pytest

from openmappa.publication import typeface


@pytest.mark.parametrize("character", "Az09 ŵŷÿß£–—’“”…&<>{}#$−\u00a0")
def test_letters_and_signs_of_a_report_are_there(character: str) -> None:
    assert not typeface.lacks(character)


@pytest.mark.parametrize("character", ["\U0001f600", "\u4e2d", "\ufffd", "\x00", "\u202e"])
def test_what_has_no_glyph_is_known(character: str) -> None:
    assert typeface.lacks(character)


def test_what_has_no_glyph_is_spelled_out() -> None:
    assert typeface.spelled_out("a\n\U0001f600\u4e2db") == "a\n[U+1F600][U+4E2D]b"
