import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from openmappa.publication import words
from openmappa.publication.sections import Bullets, Paragraph, Signatory, Subheading
from openmappa.publication.words import Words, WordsError
from tests.publication.conftest import DEMO_WORDS, given_figures

GivenWords = Callable[..., Words]
NATIONAL = Path(words.__file__).parent / "national"

SIGNATORY = '[police]\nname = "A"\npost = "B"\norganisation = "C"\n'


def faults(load: GivenWords, **files: str) -> list[str]:
    with pytest.raises(WordsError) as error:
        load(**files)
    return [str(fault) for fault in error.value.faults]


def test_text_is_paragraphs_headings_and_lists(given_words: GivenWords) -> None:
    loaded = given_words(introduction_md="One\nline.\n\n## Head\nTwo.\n\nList:\n- a\n  b\n- c\n")
    assert loaded.texts["introduction"] == (
        Paragraph("One line."),
        Subheading("Head"),
        Paragraph("Two."),
        Paragraph("List:"),
        Bullets(("a b", "c")),
    )


def test_lines_of_windows_and_a_byte_order_mark_are_read(given_words: GivenWords) -> None:
    loaded = given_words(introduction_md="\ufeffOne.\r\n\r\nTwo.\r\n")
    assert loaded.texts["introduction"] == (Paragraph("One."), Paragraph("Two."))


def test_nothing_but_the_three_forms_is_markup(given_words: GivenWords) -> None:
    text = "<b>*bold*</b> [link](http://example.org) `code` 1. item"
    assert given_words(introduction_md=text).texts["introduction"] == (Paragraph(text),)


def test_an_empty_file_counts_as_not_written(given_words: GivenWords) -> None:
    assert given_words(introduction_md="\n  \n").texts == {}


def test_an_empty_folder_is_words_that_nobody_has_written_yet(given_words: GivenWords) -> None:
    assert given_words() == Words()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WordsError, match="nowhere, line 1: expected a folder"):
        words.load(tmp_path / "nowhere")


def test_an_unknown_slot_is_named_with_its_line(given_words: GivenWords) -> None:
    (fault,) = faults(given_words, introduction_md="One.\n\nWe had {totl} people.")
    assert fault.startswith("introduction.md, line 3: {totl} is no slot: there are area,")


@pytest.mark.parametrize("text", ["a { b", "a } b", "{{total}"])
def test_a_brace_that_is_no_slot_is_refused(given_words: GivenWords, text: str) -> None:
    assert "opens or closes no slot" in faults(given_words, introduction_md=text)[0]


@pytest.mark.parametrize("text", ["# Title", "### Deep", "##No space", "#hash"])
def test_a_heading_of_another_form_is_refused(given_words: GivenWords, text: str) -> None:
    (fault,) = faults(given_words, local_page_md=f"\n{text}")
    assert fault == 'local-page.md, line 2: expected a heading as "## Our year"'


@pytest.mark.parametrize(
    ("sign", "found"),
    [
        ("\u202e", "found U+202E"),
        ("\x00", "found U+0000"),
        ("\x07", "found U+0007"),
        ("\u200b", "found U+200B"),
        ("\U0001f600", "found \U0001f600 U+1F600"),
        ("\u4e2d", "found \u4e2d U+4E2D"),
    ],
)
def test_a_sign_that_cannot_be_printed_is_named(
    given_words: GivenWords, sign: str, found: str
) -> None:
    (fault,) = faults(given_words, introduction_md=f"One.\n\nTwo {sign} three.")
    assert fault.startswith("introduction.md, line 3: expected letters and signs")
    assert fault.endswith(found)


def test_letters_of_welsh_and_of_names_are_printed(given_words: GivenWords) -> None:
    text = "Dŵr, tŷ, Zoë, Łukasz, Ødegård: “quoted” – and £5 … ’s"
    assert given_words(introduction_md=text).texts["introduction"] == (Paragraph(text),)


def test_a_word_longer_than_a_line_is_refused(given_words: GivenWords) -> None:
    (fault,) = faults(given_words, introduction_md="x" * 10_000)
    assert fault == (
        "introduction.md, line 1: expected words of at most 60 signs, which fit on a line"
    )


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "introduction.md").write_bytes("One.\nCaf\xe9".encode("latin-1"))
    with pytest.raises(WordsError, match=r"introduction.md, line 2: expected UTF-8 text"):
        words.load(tmp_path)


def test_a_misspelt_file_is_not_ignored(given_words: GivenWords) -> None:
    (fault,) = faults(given_words, introducton_md="One.")
    assert fault.startswith("introducton.md, line 1: no report uses this file: expected ")
    assert "introduction.md" in fault


def test_all_faults_of_all_files_come_at_once(given_words: GivenWords) -> None:
    found = faults(
        given_words,
        introduction_md="{one}\n\n{two}",
        local_page_md="# No",
        contacts_toml='name = "A"\n',
    )
    assert [line.split(":")[0] for line in found] == [
        "introduction.md, line 1",
        "introduction.md, line 3",
        "local-page.md, line 1",
        "contacts.toml, line 1",
        "contacts.toml, line 1",
        "contacts.toml, line 1",
    ]


def test_a_signatory_is_read_with_the_day_of_approval(given_words: GivenWords) -> None:
    loaded = given_words(signatories_toml=f"{SIGNATORY}approved_on = 2015-06-01\n")
    assert loaded.signatories == {"police": Signatory("A", "B", "C", date(2015, 6, 1))}


def test_a_signatory_need_not_have_approved_yet(given_words: GivenWords) -> None:
    assert given_words(signatories_toml=SIGNATORY).signatories["police"].approved_on is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[police]\nname = "A"\npost = "B"\n', "line 1: expected organisation: one line of"),
        (f"{SIGNATORY}phone = 1\n", "line 5: phone is not expected here: expected name, post"),
        (SIGNATORY.replace('"B"', "7"), "line 3: post: expected one line of printable text"),
        (SIGNATORY.replace('"B"', '" "'), "line 3: post: expected one line"),
        (SIGNATORY.replace('"B"', r'"\u202e"'), "line 3: post: expected one line of printable"),
        (SIGNATORY.replace('"B"', r'"\u0000"'), "line 3: post: expected one line of printable"),
        (f'{SIGNATORY}approved_on = "soon"\n', "line 5: approved_on: expected a date, as"),
        (f"\n[polise]{SIGNATORY[8:]}", "line 2: expected [police], [probation], [prisons]"),
        ("police = 1\n", "line 1: expected [police], [probation]"),
        (f'{SIGNATORY}post = "again"\n', "line 5: expected lines as name ="),
        ('[police]\nname = "A\n', "line 2: expected lines as name ="),
        ("[police", "line 1: expected lines as name ="),
    ],
)
def test_a_fault_in_the_signatories_names_line_and_entry(
    given_words: GivenWords, text: str, expected: str
) -> None:
    assert any(
        fault.startswith(f"signatories.toml, {expected}")
        for fault in faults(given_words, signatories_toml=text)
    )


@pytest.mark.parametrize("email", ["nobody", "a@b c", "a@b?cc=x@y", '"@b', "a@b<"])
def test_an_email_address_that_is_none_is_refused(given_words: GivenWords, email: str) -> None:
    text = f"name = 'A'\naddress = []\ntelephone = '1'\nemail = '{email}'\n"
    assert faults(given_words, contacts_toml=text) == [
        "contacts.toml, line 4: email: expected an email address"
    ]


def test_the_same_checker_twice_does_not_clear_a_case_study(given_words: GivenWords) -> None:
    clear = 'victim_liaison = "R"\n[case-study-b]\nanonymity_checked_by = ["P", "Q"]\n'
    loaded = given_words(
        clearance_toml=f'[case-study-a]\nanonymity_checked_by = ["P", "P"]\n{clear}'
        'victim_liaison = "R"\n[case-study-c]\nanonymity_checked_by = ["P", "Q"]\n'
    )
    assert {name: one.complete for name, one in loaded.clearance.items()} == {
        "case-study-a": False,
        "case-study-b": True,
        "case-study-c": False,
    }


@pytest.mark.parametrize(
    ("year", "order", "not_order"),
    [
        ("2014-15", "Foreign travel orders", "Sexual harm prevention orders"),
        ("2015-16", "Sexual harm prevention orders", "Foreign travel orders"),
        ("2021-22", "Sexual harm prevention orders", "Foreign travel orders"),
    ],
)
def test_national_text_follows_the_law_of_the_year(year: str, order: str, not_order: str) -> None:
    headings = {
        block.text for block in words.national("commentary", year) if isinstance(block, Subheading)
    }
    assert order in headings
    assert not_order not in headings


# Numbers that are names, not figures: of categories, levels, provisions and of one day in law.
_NAMES = re.compile(
    r"\{\w+\}|Category [1-3]|Level [1-3]|sections 325 to 327B|Act 2003|8 March 2015|"
    r"approved_on = \d{4}-\d\d-\d\d|telephone = .*"
)


@pytest.mark.parametrize(
    "path",
    [*sorted(DEMO_WORDS.iterdir()), *sorted(NATIONAL.glob("*/*.md"))],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_no_figure_is_typed_in_the_words(path: Path) -> None:
    assert re.findall(r"\d+", _NAMES.sub("", path.read_text())) == []


def test_the_words_of_the_demonstration_are_complete() -> None:
    loaded = words.load(DEMO_WORDS)
    assert set(loaded.texts) == set(words.TEXTS)
    assert set(loaded.signatories) == {*words.BODIES, words.LAY_ADVISER}
    assert loaded.contacts is not None
    assert all(loaded.clearance[name].complete for name in words.CASE_STUDIES)
    assert given_figures("2014-15")["area"] in str(loaded.signatories)
