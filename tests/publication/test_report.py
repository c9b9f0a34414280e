from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmappa.publication.report import build
from openmappa.publication.sections import (
    CaseStudy,
    Chapter,
    Contacts,
    Report,
    Section,
    Signatories,
    Stamp,
    Table,
    Text,
    Unwritten,
    as_data,
    clean,
)
from openmappa.publication.words import Words
from openmappa.statistics.definitions import ReportingYear, definition_for
from tests.publication.conftest import STAMP, given_figures

GivenWords = Callable[..., Words]


def chapter(report: Report, name: str) -> Chapter:
    return next(chapter for chapter in report.chapters if chapter.id == name)


def parts(report: Report, kind: type[Section]) -> list[Any]:
    return [s for chapter in report.chapters for s in chapter.sections if isinstance(s, kind)]


def said(report: Report, name: str) -> str:
    return str(as_data(chapter(report, name)))


def test_chapters_come_in_the_order_of_the_published_report(report: Report) -> None:
    assert [chapter.id for chapter in report.chapters] == [
        "introduction",
        "what-is-mappa",
        "statistics",
        "commentary",
        "local-page",
        "lay-adviser",
        "about",
    ]


def test_each_body_of_the_responsible_authority_signs(report: Report) -> None:
    signatories = chapter(report, "introduction").sections[-1]
    assert isinstance(signatories, Signatories)
    assert [one.organisation for one in signatories.people] == [
        "Cambridgeshire Constabulary",
        "National Probation Service",
        "Public Sector Prisons",
    ]
    assert signatories.missing == ()


def test_case_studies_stand_where_they_are_published(report: Report) -> None:
    where = [
        (chapter.id, section.title)
        for chapter in report.chapters
        for section in chapter.sections
        if isinstance(section, CaseStudy)
    ]
    assert where == [
        ("local-page", "Case study A"),
        ("local-page", "Case study B"),
        ("lay-adviser", "Case study C"),
    ]


def test_tables_hold_every_figure_of_the_return_in_its_order(
    figures_of_each_layout: dict[str, Any], area_words: Words
) -> None:
    report = build(figures_of_each_layout, area_words, frozen=STAMP)
    found = [value for table in report.tables for row in table.rows for value in row.values]
    assert found == list(numbers_in(figures_of_each_layout))


def numbers_in(figures: dict[str, Any]) -> list[int | None]:
    """All figures of the return, read without its table definitions."""

    def flat(value: Any) -> list[int | None]:
        return [n for v in value.values() for n in flat(v)] if isinstance(value, dict) else [value]

    names = ("snapshot", "yearly", "notification_breach", "orders", "returned_to_custody")
    return [n for name in (*names, "rso_per_100k") for n in flat(figures[name])]


def test_tables_bear_the_names_of_their_year(
    figures_of_each_layout: dict[str, Any], area_words: Words
) -> None:
    report = build(figures_of_each_layout, area_words, frozen=STAMP)
    year = ReportingYear.parse(figures_of_each_layout["reporting_year"])
    titles = " ".join(table.title for table in report.tables)
    for defined in definition_for(year).tables:
        assert defined.title in titles
    labels = {row.label for table in report.tables for row in table.rows}
    assert {line.label for table in definition_for(year).tables for line in table.rows} <= labels
    assert [table.number for table in report.tables] == [1, 2, 3, 4, 5, 6, 7]


def test_the_commentary_computes_the_majority(report: Report) -> None:
    assert "at Level 1: that is 93% this year" in said(report, "commentary")


@given(ordinary=st.integers(0, 5000), active=st.integers(0, 5000))
def test_the_majority_follows_the_figures(ordinary: int, active: int) -> None:
    figures = given_figures("2014-15")
    figures["snapshot"]["L1"]["total"] = ordinary
    figures["snapshot"]["total"]["total"] = ordinary + active
    share = (
        "not applicable"
        if ordinary + active == 0
        else f"{int(100 * ordinary / (ordinary + active) + 0.5)}%"
    )
    report = build(figures, Words(), frozen=STAMP)
    assert f"at Level 1: that is {share} this year" in said(report, "commentary")


def test_slots_of_the_area_are_filled(report: Report) -> None:
    text = said(report, "introduction")
    assert "the year from 1 April 2014 to 31 March 2015" in text
    assert "939 people in Cambridgeshire" in text
    assert "{" not in text.replace("{'", "")


def test_a_report_made_from_invented_people_says_so(report: Report) -> None:
    assert "invented people" in report.notice
    assert "invented" in said(report, "about")


def test_a_report_of_real_people_does_not_say_they_are_invented(
    figures: dict[str, Any], area_words: Words
) -> None:
    report = build(figures, area_words, frozen=replace(STAMP, synthetic=False))
    assert report.notice == ""
    assert "invented" not in said(report, "about")


def test_the_stamp_says_which_frozen_figures_they_are(report: Report) -> None:
    (stamp,) = parts(report, Stamp)
    assert dict(stamp.items) | {"People": ""} == {
        "People": "",
        "Figures": "version 1, frozen on 15 May 2015",
        "Reason": "Count for the annual return",
        "Table definitions": "tables of 2014-15",
        "Law": "law as on 31 March 2015",
    }
    assert report.revision == ""


def test_a_correction_is_marked_before_the_tables(
    figures: dict[str, Any], area_words: Words
) -> None:
    frozen = replace(STAMP, version=2, reason="A late conviction was added.")
    report = build(figures, area_words, frozen=frozen)
    assert report.revision == (
        "Revised: these are figures of version 2. A late conviction was added."
    )
    first = chapter(report, "statistics").sections[0]
    assert isinstance(first, Text)
    assert report.revision in str(first)


def test_a_complete_report_lacks_nothing(report: Report) -> None:
    assert report.unwritten == ()
    assert parts(report, Unwritten) == []


def test_without_words_the_report_says_what_is_missing_and_where(figures: dict[str, Any]) -> None:
    report = build(figures, Words(), frozen=STAMP)
    assert report.unwritten == (
        "introduction.md: the introduction has not been written yet.",
        "signatories.toml: The signatory for the police has not been named yet.",
        "signatories.toml: The signatory for the probation service has not been named yet.",
        "signatories.toml: The signatory for the prison service has not been named yet.",
        "local-page.md: the local page has not been written yet.",
        "case-study-a.md: the text of case study A has not been written yet.",
        "case-study-b.md: the text of case study B has not been written yet.",
        "lay-adviser.md: the lay adviser’s report has not been written yet.",
        "signatories.toml: The lay adviser has not been named yet.",
        "case-study-c.md: the text of case study C has not been written yet.",
        "contacts.toml: the contact for this report has not been written yet.",
    )
    for name in ("introduction", "local-page", "lay-adviser", "about"):
        assert "has not been written yet" in said(report, name)


def test_a_missing_signatory_and_approval_are_named(
    figures: dict[str, Any], given_words: GivenWords
) -> None:
    report = build(
        figures,
        given_words(signatories_toml='[police]\nname = "P"\npost = "Q"\norganisation = "R"\n'),
        frozen=STAMP,
    )
    assert "signatories.toml: P has not approved the report yet." in report.unwritten
    (signed, _) = parts(report, Signatories)
    assert signed.missing == (
        "The signatory for the probation service has not been named yet.",
        "The signatory for the prison service has not been named yet.",
    )


@pytest.mark.parametrize(
    "clearance",
    [
        "",
        '[case-study-a]\nanonymity_checked_by = ["P"]\nvictim_liaison = "R"\n',
        '[case-study-a]\nanonymity_checked_by = ["P", "P"]\nvictim_liaison = "R"\n',
        '[case-study-a]\nanonymity_checked_by = ["P", "Q"]\n',
        '[case-study-b]\nanonymity_checked_by = ["P", "Q"]\nvictim_liaison = "R"\n',
    ],
)
def test_a_case_study_is_held_back_until_it_is_cleared(
    figures: dict[str, Any], given_words: GivenWords, clearance: str
) -> None:
    loaded = given_words(case_study_a_md="A secret story.", clearance_toml=clearance)
    report = build(figures, loaded, frozen=STAMP)
    assert "secret story" not in str(as_data(report))
    assert "Case study A is still being checked" in said(report, "local-page")
    assert any(line.startswith("clearance.toml: Case study A") for line in report.unwritten)


def test_who_cleared_a_case_study_is_not_printed(report: Report) -> None:
    assert "Ashgrove" not in str(as_data(report))
    assert "Calloway" not in str(as_data(report))


def test_contacts_are_printed(report: Report) -> None:
    (contacts,) = parts(report, Contacts)
    assert contacts.email == "mappa.cambridgeshire@example.org"


def test_footnotes_stand_under_their_table_and_others_after_all(
    figures: dict[str, Any], area_words: Words
) -> None:
    figures["footnotes"] = [
        {"table": "T4", "key": "a", "text": "On orders."},
        {"table": "", "key": "b", "text": "On all."},
        "A line.",
    ]
    figures["side"] = {"in_custody": 141, "in_custody_active": 12}
    report = build(figures, area_words, frozen=STAMP)
    assert {table.number: table.notes for table in report.tables if table.notes} == {
        4: ("On orders.",),
        7: ("Based on 726,100 residents aged 10 and over.",),
    }
    text = said(report, "statistics")
    assert "'Notes to the tables'" in text
    assert "['On all.', 'A line.']" in text
    assert "so not in Table 1: 141, of whom 12 at Level 2 or Level 3." in text


def test_without_a_population_there_is_no_rate_and_it_says_so(
    figures: dict[str, Any], area_words: Words
) -> None:
    figures |= {"population_10_and_over": None, "rso_per_100k": None}
    report = build(figures, area_words, frozen=STAMP)
    assert len(report.tables) == 6
    assert "There is no rate per 100,000 residents" in said(report, "statistics")
    assert report.unwritten == ("population: without the number of residents there is no rate.",)


def test_the_year_before_is_compared(figures: dict[str, Any], area_words: Words) -> None:
    now = {**given_figures("2016-17"), "area": "Cambridgeshire", "reporting_year": "2015-16"}
    report = build(now, area_words, previous=figures, frozen=STAMP)
    table = chapter(report, "commentary").sections[-1]
    assert isinstance(table, Table)
    assert table.number == 8
    assert table.columns == ("Measure", "2014-15", "2015-16", "Change")
    rows = {row.label: row.values for row in table.rows}
    assert rows["Category 1: Registered sex offenders, on 31 March"] == (808, 634, -174)
    assert rows["Total, on 31 March"] == (939, 844, -95)
    assert rows["Level 3, in the year"] == (8, 12, 4)


@pytest.mark.parametrize("change", [{"area": "Kent"}, {}])
def test_only_the_same_area_in_the_year_before_is_compared(
    figures: dict[str, Any], area_words: Words, change: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match="compared with the same area in 2013-14"):
        build(figures, area_words, previous={**figures, **change}, frozen=STAMP)


def test_text_is_cleaned_of_what_no_document_can_hold() -> None:
    assert clean("a\x00b\x1b\u202ec\ud800\ufeff d\te\nf\u200f") == "a�b��c�� d\te\nf\u200f"
