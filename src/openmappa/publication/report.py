"""An annual report put together from frozen figures, national text and the area's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from openmappa.law.dates import in_words
from openmappa.publication import tables, words
from openmappa.publication.figures import AnnualFigures
from openmappa.publication.sections import (
    Bullets,
    CaseStudy,
    Chapter,
    Link,
    Paragraph,
    Report,
    Section,
    Signatories,
    Stamp,
    Subheading,
    Text,
    Unwritten,
    tables_in,
)
from openmappa.publication.words import Words

_NOTICE = "Made from invented people: nobody in this report exists."

_BODY_NAMES = {
    "police": "the police",
    "probation": "the probation service",
    "prisons": "the prison service",
}


@dataclass(frozen=True, slots=True)
class FrozenStamp:
    """Which frozen figures a report is made from; printed on its last page.

    `version` counts from 1; any later one is a correction and its `reason` is printed.
    `synthetic` is what the manifest of the extract says: whether its people are invented.
    """

    version: int
    frozen_on: date
    reason: str
    law_version: str
    definitions_version: str
    synthetic: bool


def build(
    figures: Mapping[str, Any],
    area_words: Words,
    *,
    previous: Mapping[str, Any] | None = None,
    frozen: FrozenStamp,
) -> Report:
    """The annual report of the figures' area and year, chapter by chapter as it is published.

    `figures` and `previous` (those of the year before, for comparison) have the shape that
    `openmappa return --format json --beside` prints. What the area has not written yet is named in
    the report's `unwritten` and marked in its place. Raises FiguresError for figures of another
    shape or of another area or year than the comparison needs, UndefinedYearError for a year
    without table definitions.
    """
    now = AnnualFigures(figures)
    before = _year_before(now, previous)
    draft = _Draft(now, area_words)
    year = f"{now.year.start} to {now.year.start + 1}"
    chapters = (
        Chapter("introduction", "Introduction", draft.introduction()),
        Chapter("what-is-mappa", "What is MAPPA?", draft.national("what-is-mappa")),
        Chapter("statistics", "MAPPA statistics", draft.statistics(frozen)),
        Chapter("commentary", "What the figures mean", draft.commentary(before)),
        Chapter("local-page", f"{now.area} in {year}", draft.local_page()),
        Chapter("lay-adviser", "The lay adviser’s report", draft.lay_adviser()),
        Chapter("about", "About this report", draft.back_page(frozen)),
    )
    return Report(
        area=now.area,
        reporting_year=str(now.year),
        title=f"{now.area} MAPPA annual report {year}",
        subtitle="Multi-Agency Public Protection Arrangements, "
        f"{in_words(now.year.first_day)} to {in_words(now.year.last_day)}",
        notice=_NOTICE if frozen.synthetic else "",
        revision=_revision(frozen),
        dated=frozen.frozen_on,
        chapters=chapters,
        unwritten=tuple(draft.unwritten),
    )


def _year_before(now: AnnualFigures, previous: Mapping[str, Any] | None) -> AnnualFigures | None:
    if previous is None:
        return None
    before = AnnualFigures(previous)
    if (before.area, before.year) != (now.area, now.year.previous):
        raise ValueError(
            f"{now.area} {now.year} is compared with the same area in {now.year.previous}, "
            f"not with {before.area} {before.year}"
        )
    return before


def _revision(frozen: FrozenStamp) -> str:
    if frozen.version == 1:
        return ""
    return f"Revised: these are figures of version {frozen.version}. {frozen.reason}"


class _Draft:
    """The chapters being written, and the list of what they still lack."""

    def __init__(self, figures: AnnualFigures, area_words: Words) -> None:
        self.figures = figures
        self.words = area_words
        self.tables = tables.statistics(figures)
        self.unwritten: list[str] = []

    def introduction(self) -> tuple[Section, ...]:
        missing = tuple(
            f"The signatory for {_BODY_NAMES[body]} has not been named yet."
            for body in words.BODIES
            if body not in self.words.signatories
        )
        people = tuple(
            self.words.signatories[body] for body in words.BODIES if body in self.words.signatories
        )
        text = self.text("introduction", "introduction")
        self.unwritten += [f"{words.SIGNATORIES}: {line}" for line in missing]
        self.awaits_approval()
        return (text, Signatories(people, missing))

    def awaits_approval(self) -> None:
        self.unwritten += [
            f"{words.SIGNATORIES}: {signatory.name} has not approved the report yet."
            for signatory in self.words.signatories.values()
            if signatory.approved_on is None
        ]

    def national(self, name: str) -> tuple[Section, ...]:
        blocks = words.national(name, str(self.figures.year))
        return (Text(words.filled(blocks, self.figures)),)

    def statistics(self, frozen: FrozenStamp) -> tuple[Section, ...]:
        sections: list[Section] = [*self.tables]
        if self.figures.population is None:
            self.unwritten.append("population: without the number of residents there is no rate.")
            sections.append(
                Unwritten(
                    "There is no rate per 100,000 residents: the number of residents aged 10 and "
                    "over is not known."
                )
            )
        keys = {table.key for table in self.figures.definition.tables}
        general = tuple(text for key, text in self.figures.footnotes if key not in keys)
        if self.figures.side:
            sections.append(Text((Subheading("Beside the tables"), Bullets(self.figures.side))))
        if general:
            sections.append(Text((Subheading("Notes to the tables"), Bullets(general))))
        revision = _revision(frozen)
        if revision:
            sections.insert(0, Text((Paragraph(revision),)))
        return tuple(sections)

    def commentary(self, before: AnnualFigures | None) -> tuple[Section, ...]:
        text = self.national("commentary")
        if before is None:
            return text
        place = 1 + len(list(tables_in(self.tables)))
        return (*text, tables.comparison(self.figures, before, place))

    def local_page(self) -> tuple[Section, ...]:
        return (
            self.text("local-page", "local page"),
            self.case_study("case-study-a"),
            self.case_study("case-study-b"),
        )

    def lay_adviser(self) -> tuple[Section, ...]:
        text = self.text("lay-adviser", "lay adviser’s report")
        signatory = self.words.signatories.get(words.LAY_ADVISER)
        missing = () if signatory else ("The lay adviser has not been named yet.",)
        self.unwritten += [f"{words.SIGNATORIES}: {line}" for line in missing]
        people = (signatory,) if signatory else ()
        return (text, Signatories(people, missing), self.case_study("case-study-c"))

    def back_page(self, frozen: FrozenStamp) -> tuple[Section, ...]:
        published = Text(
            (
                Paragraph(
                    "The annual reports of all MAPPA areas of England and Wales are published "
                    "together on the government’s website."
                ),
                Link("MAPPA annual reports: www.gov.uk", "https://www.gov.uk/"),
            )
        )
        contacts: Section
        if self.words.contacts is None:
            contacts = self.missing(words.CONTACTS, "contact for this report")
        else:
            contacts = self.words.contacts
        return (published, contacts, self.stamp(frozen))

    def stamp(self, frozen: FrozenStamp) -> Stamp:
        items = [
            ("Figures", f"version {frozen.version}, frozen on {in_words(frozen.frozen_on)}"),
            ("Reason", frozen.reason),
            ("Table definitions", frozen.definitions_version),
            ("Law", frozen.law_version),
        ]
        if frozen.synthetic:
            items.insert(
                0,
                (
                    "People",
                    "invented. The names, cases, case studies and figures were made up to show "
                    "how the report is produced; they describe nobody who lives or lived.",
                ),
            )
        return Stamp(tuple((term, value) for term, value in items if value))

    def text(self, name: str, title: str) -> Section:
        blocks = self.words.texts.get(name)
        if blocks is None:
            return self.missing(f"{name}.md", title)
        return Text(words.filled(blocks, self.figures))

    def case_study(self, name: str) -> Section:
        letter = name[-1].upper()
        title = f"Case study {letter}"
        blocks = self.words.texts.get(name)
        if blocks is None:
            return self.missing(f"{name}.md", f"text of case study {letter}")
        clearance = self.words.clearance.get(name, words.Clearance())
        if not clearance.complete:
            self.unwritten.append(
                f"{words.CLEARANCE}: {title} is held back until two different people have checked "
                "that it names nobody and victim liaison has answered."
            )
            return Unwritten(f"{title} is still being checked and is not published yet.")
        return CaseStudy(name, title, words.filled(blocks, self.figures))

    def missing(self, file: str, title: str) -> Unwritten:
        self.unwritten.append(f"{file}: the {title} has not been written yet.")
        return Unwritten(f"The {title} has not been written yet.")
