"""Take an agency extract in: all of it or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from openmappa.agencies.during import as_range
from openmappa.agencies.models import Area
from openmappa.audit.operations import Open, operation
from openmappa.cases import actions as cases
from openmappa.cases.models import Designation, ReportedLevel, ReportedResponsibility
from openmappa.cases.queries import moved_since_stated
from openmappa.exchange.checks import linked_faults
from openmappa.exchange.extract import Extract, PersonRow
from openmappa.exchange.faults import Fault, Refused
from openmappa.exchange.models import ExtractImport
from openmappa.exchange.oddities import oddities
from openmappa.exchange.reading import read
from openmappa.justice.models import Breach, Disposal, Order, Whereabouts
from openmappa.law.dates import Period, in_words
from openmappa.nominals import actions as nominals
from openmappa.nominals import facts, queries
from openmappa.nominals.identifiers import Identifier as IdentifierValue
from openmappa.nominals.identifiers import Kind, parse
from openmappa.nominals.linkage import (
    Assignment,
    Judgement,
    Linkage,
    Name,
    Record,
    Verdict,
    assign,
    link,
)
from openmappa.nominals.models import Address, Identifier, SourceFact, SourceRecord
from openmappa.nominals.models import Name as OtherName
from openmappa.nominals.opened import (
    FAMILY,
    SAME_PERSON,
    Met,
    asked_about,
    meet,
    open_to,
    opened_at_screens,
)
from openmappa.statistics import actions as statistics

_AGENCIES = ("police", "probation", "prison")
_KEY = ("area_id", "agency", "source_key")

Tell = Callable[[str], None]
Finish = Callable[["Outcome"], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did; `changes` per table, empty where nothing was new."""

    area: str
    extracted_on: date
    records: int
    people: int
    changes: Mapping[str, nominals.Taken]
    findings: int
    matches: int

    @property
    def nothing_new(self) -> bool:
        """Whether everything was known already, so that no row was written."""
        return not self.changes


def import_extract(
    folder: Path,
    *,
    by: str,
    using: str,
    tell: Tell = lambda _: None,
    finish: Finish = lambda _: None,
) -> Outcome:
    """Read, check, link and store an extract in one transaction.

    Raises `Refused` with every fault and leaves nothing behind; so does a crash at any moment.
    `finish` is called within the transaction, last, unless nothing was new.
    """
    tell(f"Reading {folder}")
    extract = read(folder)
    with operation(using=using, actor=by, purpose="import") as opened:
        facts.hold_figures_still(using)
        area = Area.objects.using(using).get(name=extract.area)
        _refuse_an_older_one(extract, area, using)
        outcome = _Import(extract, area, opened, tell).run()
        if not outcome.nothing_new:
            finish(outcome)
        return outcome


def _refuse_an_older_one(extract: Extract, area: Area, using: str) -> None:
    last = ExtractImport.objects.using(using).filter(area=area).order_by("-extracted_on").first()
    if last is not None and extract.extracted_on < last.extracted_on:
        raise Refused(
            (
                Fault(
                    "manifest.json",
                    None,
                    "extracted_on",
                    f"this extract of {area} is of {in_words(extract.extracted_on)}; one of"
                    f" {in_words(last.extracted_on)} is in already, and an older one would undo it",
                ),
            ),
            1,
        )


class _Import:
    """One import under way; `record_of` and `agency_of` go by the extract's record id."""

    def __init__(self, extract: Extract, area: Area, opened: Open, tell: Tell) -> None:
        self.extract = extract
        self.area = area
        self.opened = opened
        self.using = opened.using
        self.tell = tell
        self.agency_of = {row.record_id: row.agency for row in extract.people}
        self.record_of: dict[str, int] = {}
        self.nominal_of: dict[int, int] = {}
        self.judgements: list[Judgement[int]] = []
        self.changes: dict[str, nominals.Taken] = {}

    def run(self) -> Outcome:
        """Link, check what shows only then, write, derive; answer what was done."""
        self.tell("Linking records into people")
        known = self._known_records()
        linkage, assignment, others, met = self._link(known)
        self.nominal_of = nominals.number_people(assignment, self.using)
        person_of = {key: self.nominal_of[pk] for key, pk in self.record_of.items()}
        if faults := linked_faults(self.extract, person_of, self._joined(linkage)):
            raise Refused(tuple(faults), len(faults))

        self.tell("Writing")
        self._move_others(others)
        self._write_records()
        self._write_facts()
        written = sum(taken.written for taken in self.changes.values())
        population = statistics.take_in_population(self.area, self._population(), self.using)
        touched = {*self.nominal_of.values(), *(nominal for _, nominal in known.values())}
        nominals.refresh_identity(touched, self.using)
        matches = nominals.ask(self.nominal_of.keys(), linkage.questions, self.using)
        findings = nominals.settle_findings(
            touched,
            [
                nominals.FoundHere(
                    person_of[odd.record_id], self.area.pk, f"extract.{odd.code}", odd.sentence
                )
                for odd in oddities(self.extract, person_of)
            ],
            family="extract.",
            area_id=self.area.pk,
            using=self.using,
        )
        findings += self._ask_about_opened(met)
        people = len(set(person_of.values()))
        last = (
            ExtractImport.objects.using(self.using)
            .filter(area=self.area)
            .order_by("-extracted_on", "-pk")
            .first()
        )
        if (
            not written + population + matches + findings
            and last is not None
            and last.extracted_on == self.extract.extracted_on
            and not moved_since_stated(self.area.pk, self.using)
        ):
            nothing_new = self._outcome(people, {})
            transaction.set_rollback(True, using=self.using)  # not even the operation is kept
            return nothing_new
        self.tell("Applying the law")
        cases.stated(self.area, self.using)
        facts.changed(touched, self.using)
        self._remember(people, assignment)
        for nominal in sorted(met.adopted.values()):
            self.opened.record(
                "linked",
                "A record that was opened at a screen was met in an extract; the agency's record is"
                " linked to it.",
                nominal_id=nominal,
                area=self.area.name,
            )
        return self._outcome(people, self.changes)

    def _outcome(self, people: int, changes: Mapping[str, nominals.Taken]) -> Outcome:
        return Outcome(
            area=self.area.name,
            extracted_on=self.extract.extracted_on,
            records=len(self.extract.people),
            people=people,
            changes=changes,
            findings=queries.open_findings(self.area.pk, self.using),
            matches=queries.open_matches(self.record_of.values(), self.using),
        )

    # Who is who

    def _known_records(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Key and nominal of every record that this area stated before, withdrawn ones too."""
        return {
            (agency, key): (pk, nominal)
            for agency, key, pk, nominal in SourceRecord.objects.using(self.using)
            .filter(area=self.area)
            .values_list("agency", "source_key", "pk", "nominal_id")
        }

    def _link(
        self, known: dict[tuple[str, str], tuple[int, int]]
    ) -> tuple[Linkage[int], Assignment[int], dict[int, int], Met]:
        rows = sorted(self.extract.people, key=lambda r: (_AGENCIES.index(r.agency), r.record_id))
        new = [row for row in rows if (row.agency, row.record_id) not in known]
        numbers = iter(nominals.new_numbers(SourceRecord, len(new), self.using))
        previous: dict[int, int | None] = {}
        for row in rows:
            pk, nominal = known.get((row.agency, row.record_id)) or (next(numbers), None)
            self.record_of[row.record_id] = pk
            previous[pk] = nominal
        ours = self._linkage_records(rows)
        identifiers = {i for record in ours for i in record.identifiers if i.valid}
        births = {record.born for record in ours if record.born}
        others = queries.linkage_records(
            queries.connected(
                identifiers,
                births,
                [pk for pk, _ in known.values()],
                self.using,
            ),
            self.using,
        )
        previous.update((record.id, nominal) for record, nominal in others)
        records = [*ours, *(record for record, _ in others)]
        self.judgements = queries.judgements(previous.keys(), self.using)
        linkage = link(records, self.judgements)
        assignment = assign(linkage.clusters, previous)
        met = meet(
            opened_at_screens(identifiers, births, self.using),
            assignment.nominals,
            {record.id: record for record in records},
        )
        return (
            linkage,
            replace(assignment, nominals={**assignment.nominals, **met.adopted}),
            {record.id: nominal for record, nominal in others},
            met,
        )

    def _joined(self, linkage: Linkage[int]) -> set[str]:
        """Records of the extract that are one person's because somebody here said so."""
        said = [{one.a, one.b} for one in self.judgements if one.verdict is Verdict.SAME]
        together = {
            pk
            for cluster in linkage.clusters
            if any(pair <= set(cluster) for pair in said)
            for pk in cluster
        }
        return {key for key, pk in self.record_of.items() if pk in together}

    def _ask_about_opened(self, met: Met) -> int:
        """Put on a record opened at a screen that an agency's record may be the same person's."""
        shown = open_to(self.area.pk, {nominal for nominal, _ in met.likely}, self.using)
        return nominals.settle_findings(
            shown | asked_about(self.area.pk, self.using),
            [
                nominals.FoundHere(
                    nominal,
                    self.area.pk,
                    SAME_PERSON,
                    f"An agency's record may be this person's: {why}.",
                )
                for nominal, why in met.likely
                if nominal in shown
            ],
            family=FAMILY,
            area_id=self.area.pk,
            using=self.using,
        )

    def _linkage_records(self, rows: Iterable[PersonRow]) -> list[Record[int]]:
        names: dict[str, list[Name]] = defaultdict(list)
        for name in self.extract.names:
            names[name.record_id].append(Name(name.surname or "", name.forenames or ""))
        return [
            Record(
                self.record_of[row.record_id],
                (Name(row.surname, row.forenames or ""), *sorted(names[row.record_id])),
                row.date_of_birth,
                frozenset(_identifiers(row)),
            )
            for row in rows
        ]

    def _move_others(self, others: Mapping[int, int]) -> None:
        moved = {
            pk: self.nominal_of[pk]
            for pk, nominal in others.items()
            if self.nominal_of[pk] != nominal
        }
        nominals.move_records(moved, self.using)

    # What is stated

    def _write_records(self) -> None:
        columns = ("surname", "forenames", "born_on", "sex", "ethnicity", "died_on", "synthetic")
        self._take_in(
            SourceRecord,
            ("id", "nominal_id", *columns),
            (
                (
                    row.record_id,
                    row.record_id,
                    (
                        pk := self.record_of[row.record_id],
                        self.nominal_of[pk],
                        row.surname,
                        row.forenames or "",
                        row.date_of_birth,
                        row.sex or "",
                        row.ethnicity or "",
                        row.died_on,
                        self.extract.synthetic,
                    ),
                )
                for row in self.extract.people
            ),
        )

    def _write_facts(self) -> None:
        x = self.extract
        areas = {area.name: area.pk for area in Area.objects.using(self.using).all()}
        self._facts(
            Identifier,
            ("kind", "given", "canonical", "valid"),
            (
                (row.record_id, _natural(row, i.kind), (str(i.kind), i.given, i.canonical, i.valid))
                for row in x.people
                for i in _identifiers(row)
            ),
        )
        self._facts(
            OtherName,
            ("kind", "surname", "forenames"),
            _numbered(
                (
                    row.record_id,
                    _natural(row, row.kind, row.surname, row.forenames),
                    (row.kind, row.surname or "", row.forenames or ""),
                )
                for row in x.names
            ),
        )
        self._facts(
            Address,
            ("kind", "during", "line_1", "town", "postcode"),
            _numbered(
                (
                    row.record_id,
                    _natural(row, row.first, row.kind, row.line_1),
                    (row.kind, _during(row), row.line_1 or "", row.town or "", row.postcode or ""),
                )
                for row in x.addresses
            ),
        )
        self._facts(
            Disposal,
            (
                "jurisdiction",
                "offence",
                "offence_class",
                "convicted_on",
                "disposal",
                "term_months",
                "sentenced_on",
                "ends_on",
                "consecutive_to",
            ),
            (
                (
                    row.record_id,
                    row.disposal_id,
                    (
                        row.jurisdiction,
                        row.offence,
                        row.offence_class,
                        row.convicted_on,
                        row.disposal,
                        row.term_months,
                        row.sentenced_on,
                        row.sentence_ends_on,
                        row.consecutive_to or "",
                    ),
                )
                for row in x.disposals
            ),
        )
        self._facts(
            Whereabouts,
            ("kind", "during", "place"),
            _numbered(
                (
                    row.record_id,
                    _natural(row, row.first, row.kind),
                    (row.kind, _during(row), row.place or ""),
                )
                for row in x.whereabouts
            ),
        )
        self._facts(
            Order,
            (
                "type",
                "applied_for_on",
                "made_on",
                "ends_on",
                "court",
                "foreign_travel_restriction",
                "replaces",
            ),
            (
                (
                    row.record_id,
                    row.order_id,
                    (
                        row.type,
                        row.applied_for_on,
                        row.made_on,
                        row.ends_on,
                        row.court or "",
                        row.foreign_travel_restriction,
                        row.replaces or "",
                    ),
                )
                for row in x.orders
            ),
        )
        self._facts(
            Breach,
            ("kind", "order_key", "breached_on", "decision", "decided_on", "returned_on"),
            (
                (
                    row.record_id,
                    row.breach_id,
                    (
                        row.kind,
                        row.order_id or "",
                        row.breached_on,
                        row.decision or "",
                        row.decided_on,
                        row.returned_to_custody_on,
                    ),
                )
                for row in x.breaches
            ),
        )
        self._facts(
            ReportedResponsibility,
            ("responsible_area_id", "during"),
            _numbered(
                (row.record_id, _natural(row, row.first, row.area), (areas[row.area], _during(row)))
                for row in x.responsibility
            ),
        )
        self._facts(
            ReportedLevel,
            ("level_area_id", "level", "during"),
            _numbered(
                (
                    row.record_id,
                    _natural(row, row.first, row.area, row.level),
                    (areas[row.area], row.level, _during(row)),
                )
                for row in x.levels
            ),
        )
        self._facts(
            Designation,
            ("designating_area_id", "during", "reason"),
            _numbered(
                (
                    row.record_id,
                    _natural(row, row.first, row.area),
                    (areas[row.area], _during(row), row.reason or ""),
                )
                for row in x.category3
            ),
        )

    def _facts(
        self,
        model: type[SourceFact],
        columns: tuple[str, ...],
        stated: Iterable[tuple[str, str, tuple[Any, ...]]],
    ) -> None:
        self._take_in(
            model,
            ("record_id", "nominal_id", *columns),
            (
                (record, key, (pk := self.record_of[record], self.nominal_of[pk], *values))
                for record, key, values in stated
            ),
        )

    def _take_in(
        self,
        model: type[SourceRecord] | type[SourceFact],
        columns: tuple[str, ...],
        stated: Iterable[tuple[str, str, tuple[Any, ...]]],
    ) -> None:
        taken = nominals.take_in(
            model,
            (*_KEY, *columns),
            (
                (self.area.pk, self.agency_of[record], key, *values)
                for record, key, values in stated
            ),
            area_id=self.area.pk,
            extracted_on=self.extract.extracted_on,
            using=self.using,
        )
        if taken.written:
            self.changes[model._meta.db_table] = taken

    def _population(self) -> list[tuple[int, int, int | None, int]]:
        return sorted(
            (row.mid_year, row.age_from, row.age_to, row.persons)
            for row in self.extract.population
            if row.area == self.area.name
        )

    # What is remembered of it

    def _remember(self, people: int, assignment: Assignment[int]) -> None:
        x = self.extract
        ExtractImport.objects.using(self.using).create(
            area=self.area,
            reporting_year=x.reporting_year,
            extracted_on=x.extracted_on,
            synthetic=x.synthetic,
            digest=x.digest,
            operation=self.opened.id,
            people=people,
            rows=sum(taken.written for taken in self.changes.values()),
        )
        self.opened.record(
            "imported",
            f"{self.opened.actor} imported the extract of {self.area} of"
            f" {in_words(x.extracted_on)}: {len(x.people)} records of {people} people.",
            area=self.area.name,
        )
        nominals.record_joins_and_splits(assignment, self.nominal_of, self.area.name, self.opened)


def _identifiers(row: PersonRow) -> Iterator[IdentifierValue]:
    for kind, text in (
        (Kind.PNC_ID, row.pnc_id),
        (Kind.CRO_NUMBER, row.cro_number),
        (Kind.PRISON_NUMBER, row.prison_number),
        (Kind.CRN, row.crn),
    ):
        if (identifier := parse(kind, text)) is not None:
            yield identifier


def _during(row: Any) -> Any:
    return as_range(Period(row.first, row.last))


def _natural(row: Any, *parts: object) -> str:
    """What identifies a fact without an id: its record and the parts that the format names."""
    return "|".join([row.record_id, *("" if part is None else str(part) for part in parts)])


def _numbered(
    stated: Iterable[tuple[str, str, tuple[Any, ...]]],
) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Tell rows apart that the format's own identity does not, in an order of their own."""
    seen: Counter[str] = Counter()
    for record, key, values in sorted(stated, key=lambda s: (s[1], repr(s[2]))):
        seen[key] += 1
        yield record, key if seen[key] == 1 else f"{key}|{seen[key]}", values
