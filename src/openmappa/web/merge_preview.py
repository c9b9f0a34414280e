"""What two records say side by side, before they become one: what differs, overlaps, is in the way.

Only of the parts that the visitor sees of both; what they do not see follows too, and is not told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connections
from django.db.models import Count, Model, Q

from openmappa.agencies.models import AGENCIES
from openmappa.agencies.pages import WEB
from openmappa.agencies.permissions import Part
from openmappa.cases.models import Level, Responsibility
from openmappa.law.dates import in_words
from openmappa.nominals.merging import obstacles
from openmappa.nominals.models import (
    Document,
    Identifier,
    Listed,
    Merge,
    Photograph,
    Restriction,
    SourceRecord,
)
from openmappa.nominals.register import Activity
from openmappa.victims.models import Link
from openmappa.web.caseload.queries import TODAY, running
from openmappa.web.register.sections import INTELLIGENCE, SECTIONS

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

_SEXES = {"M": "Male", "F": "Female"}


class Line(NamedTuple):
    """One line of the comparison; `differs` where both say something and not the same."""

    what: str
    kept: tuple[str, ...]
    other: tuple[str, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """An overlap that is settled by a choice: `kept` or `other`, each with what it stands for."""

    key: str
    label: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Two records as they stand now."""

    lines: list[Line]
    questions: list[Question]
    differ: list[str]
    notes: list[str]
    obstacles: list[str]

    @property
    def digest(self) -> str:
        """What tells whether the two still stand as they were seen."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def preview(kept: Seen, other: Seen, *, of_merge: Merge | None = None) -> Preview:
    """Both records side by side, as this visitor sees them; a fixed number of queries."""
    sees = kept.sees & other.sees
    lines = [
        _line("Name", kept.name, other.name),
        _line("Date of birth", _day(kept.born_on), _day(other.born_on)),
        _line("Sex", _SEXES.get(kept.sex, ""), _SEXES.get(other.sex, "")),
        _line("Died", _day(kept.died_on), _day(other.died_on)),
    ]
    differ = [
        line.what.lower()
        for line in lines
        if line.differs and line.what in ("Date of birth", "Sex")
    ]
    pair = (kept.pk, other.pk)
    if Part.IDENTITY in sees:
        lines += [
            _said(
                "Identifiers",
                pair,
                Identifier.objects.filter(withdrawn_on=None, valid=True).order_by("kind", "pk"),
                lambda row: row["canonical"],
            )._replace(differs=False),
            _said(
                "Records of agencies",
                pair,
                SourceRecord.objects.filter(withdrawn_on=None).order_by("pk"),
                lambda row: f"{AGENCIES[row['agency']]}, record {row['source_key']}",
            )._replace(differs=False),
        ]
    areas = _said(
        "Responsible area today",
        pair,
        Responsibility.objects.filter(during__contains=TODAY).order_by("pk"),
        lambda row: row["area__name"],
        "area__name",
    )
    levels = _said(
        "Level today",
        pair,
        Level.objects.filter(during__contains=TODAY).order_by("pk"),
        lambda row: f"Level {row['level']}",
    )
    restricted = _said(
        "Restricted",
        pair,
        Restriction.objects.filter(lifted_at=None),
        lambda row: "Only to who is named",
    )
    managers = _said(
        "Managers",
        pair,
        running(Q(nominal__in=pair), as_what="manager").order_by("agency"),
        lambda row: f"{row['user__name']} ({AGENCIES[row['agency']]})",
        "user__name",
    )
    lines += [areas, levels, managers, restricted]
    questions = _managers(pair)
    if Part.IDENTITY in sees:
        questions += _photographs(pair)
    lines += _entered(pair, sees)
    notes = _notes(kept, other, areas, levels, restricted)
    return Preview(
        lines,
        questions,
        differ,
        notes,
        obstacles(kept, other, WEB, of_merge=of_merge.pk if of_merge else 0),
    )


def _managers(pair: tuple[int, int]) -> list[Question]:
    found: dict[str, dict[int, str]] = {}
    rows = running(Q(nominal__in=pair), as_what="manager").order_by("agency")
    for nominal, agency, name in rows.values_list("nominal", "agency", "user__name"):
        found.setdefault(agency, {})[nominal] = name
    return [
        Question(
            f"manager.{agency}",
            f"Who manages the person for {AGENCIES[agency]} from now on?",
            by[pair[0]],
            by[pair[1]],
        )
        for agency, by in found.items()
        if len(by) == 2
    ]


def _photographs(pair: tuple[int, int]) -> list[Question]:
    taken = dict(
        Photograph.objects.using(WEB)
        .filter(nominal__in=pair, current=True)
        .values_list("nominal", "taken_on")
    )
    if len(taken) < 2:
        return []
    kept, other = (f"The one taken on {in_words(taken[one])}" for one in pair)
    return [Question("photograph", "Which photograph is the current one?", kept, other)]


def _entered(pair: tuple[int, int], sees: frozenset[Part]) -> list[Line]:
    """How many rows people entered, of the sections that the visitor sees."""
    counted: list[tuple[str, Part, type[Model]]] = [
        (section.title, section.part, section.model)
        for key, section in SECTIONS.items()
        if not section.quiet or key == INTELLIGENCE
    ]
    counted += [
        ("Log", Part.LOG, Activity),
        ("Photographs", Part.IDENTITY, Photograph),
        ("Documents", Part.DOCUMENTS, Document),
        ("Victims", Part.VICTIMS, Link),
    ]
    lines = []
    for title, part, model in counted:
        if part not in sees:
            continue
        rows = model._default_manager.using(WEB).filter(nominal__in=pair)
        numbers = dict(rows.order_by("nominal").values_list("nominal").annotate(number=Count("pk")))
        if numbers:
            kept, other = (str(numbers.get(one, "none")) for one in pair)
            lines.append(Line(f"{title}, rows entered", (kept,), (other,)))
    return lines


def _notes(kept: Seen, other: Seen, areas: Line, levels: Line, restricted: Line) -> list[str]:
    notes = []
    if restricted.kept or restricted.other:
        which = (
            "Both are"
            if restricted.kept and restricted.other
            else f"{kept.reference if restricted.kept else other.reference} is"
        )
        notes.append(
            f"{which} restricted, so the merged record is: only who is named to it sees it. Those"
            " who are let in to either are let in."
        )
    if Listed.objects.using(WEB).filter(
        nominal__in=(kept.pk, other.pk), side="shut_out", ended_at=None
    ):
        notes.append("Whoever is shut out of either is shut out of the merged record.")
    if areas.differs:
        notes.append(
            "Two areas are responsible at once: the one recorded first holds, and a finding says so"
            " until somebody decides."
        )
    if levels.differs:
        notes.append(
            "They are at two levels at once: the one recorded first holds, and a finding says so"
            " until somebody decides. The next extract that states both for one area is refused."
        )
    references = {kept.pk: kept.reference, other.pk: other.reference}
    with connections[WEB].cursor() as cursor:
        cursor.execute("select who, what from nominals_merge_gains(%s, %s)", [kept.pk, other.pk])
        gains = [f"{who} gains sight of what {references[what]} holds." for who, what in cursor]
    return notes + (gains or ["Nobody gains sight of either record by it."])


def _said(what: str, pair: Sequence[int], rows: Any, say: Any, *more: str) -> Line:
    said: dict[int, list[str]] = {one: [] for one in pair}
    fields = [field.attname for field in rows.model._meta.concrete_fields]
    for row in rows.using(WEB).filter(nominal__in=pair).values(*fields, *more):
        text = say(row)
        if text not in said[row["nominal_id"]]:
            said[row["nominal_id"]].append(text)
    kept, other = (tuple(said[one]) for one in pair)
    return Line(what, kept, other, bool(kept and other and set(kept) != set(other)))


def _line(what: str, kept: str, other: str) -> Line:
    differs = bool(kept and other) and kept.casefold() != other.casefold()
    return Line(what, (kept,) if kept else (), (other,) if other else (), differs)


def _day(day: Any) -> str:
    return in_words(day) if day else ""
