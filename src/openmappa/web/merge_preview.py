"""What two records say side by side, before they become one: what differs, overlaps, is in the way.

Only of the parts that the visitor sees of both; what they do not see follows too, and is not told.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connections
from django.db.models import Model

from openmappa.agencies.models import AGENCIES
from openmappa.agencies.pages import WEB
from openmappa.agencies.permissions import Part
from openmappa.cases.queries import LIVES
from openmappa.law.dates import in_words
from openmappa.nominals.merging import OBSTACLES
from openmappa.nominals.models import Merge
from openmappa.nominals.queries import leading
from openmappa.nominals.register import MARKERS
from openmappa.victims.models import Link
from openmappa.web.merge_since import standing
from openmappa.web.register.sections import INTELLIGENCE, SECTIONS

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

_SEXES = {"M": "Male", "F": "Female"}
_MUST_BE_CHECKED = ("Name", "Date of birth", "Sex")


class Line(NamedTuple):
    """One line of the comparison, and what the merged record says; `differs` where both say
    something and not the same.
    """

    what: str
    kept: tuple[str, ...]
    other: tuple[str, ...]
    differs: bool = False
    after: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return bool(self.kept) and set(self.kept) == set(self.other)


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


def preview(kept: Seen, other: Seen, on: date, *, of_merge: Merge | None = None) -> Preview:
    """Both records side by side and what becomes of them, as this visitor sees them; a fixed
    number of queries.
    """
    sees = kept.sees & other.sees
    leads = _leads(kept, other)
    lines = [
        _line("Name", kept.name, other.name, leads["name"].name),
        _line(
            "Date of birth",
            _day(kept.born_on),
            _day(other.born_on),
            _day(leads["birth"].born_on),
        ),
        _line("Sex", *(_SEXES.get(one.sex, "") for one in (kept, other, leads["sex"]))),
        _line(
            "Died",
            _day(kept.died_on),
            _day(other.died_on),
            _day(min((day for day in (kept.died_on, other.died_on) if day), default=None)),
        ),
    ]
    differ = [line.what.lower() for line in lines if line.differs and line.what in _MUST_BE_CHECKED]
    pair = (kept.pk, other.pk)
    said = _said(pair, sees, on)
    if Part.IDENTITY in sees:
        lines += [
            said.line("identifier", "Identifiers")._replace(differs=False),
            said.line("record", "Records of agencies")._replace(differs=False),
        ]
    areas, levels = (
        line._replace(after=("See below",)) if line.differs else line
        for line in (
            said.line("area", "Responsible area today"),
            said.line("level", "Level today"),
        )
    )
    restricted = said.line("restricted", "Restricted")
    lines += [
        areas,
        said.line("category", "Categories today"),
        levels,
        said.line("manager", "Managers"),
        restricted,
    ]
    if Part.CONTACT in sees:
        lines.append(_home(said))
    if Part.MARKERS in sees:
        lines.append(said.line("marker", "Warnings today")._replace(differs=False))
    questions = _managers(said)
    if Part.IDENTITY in sees:
        questions += _photographs(said)
    lines += _entered(said, standing(pair, sees, on))
    gains, stand_in_the_way = _gains_and_obstacles(kept, other, of_merge)
    notes = _notes(kept, other, areas, levels, restricted)
    if said.of("shut_out"):
        notes.append("Whoever is shut out of either is shut out of the merged record.")
    return Preview(lines, questions, differ, notes + gains, stand_in_the_way)


def _leads(kept: Seen, other: Seen) -> dict[str, Seen]:
    """Whose name, birth and sex the merged record bears: the leading record's that knows."""
    found = leading([kept.pk, other.pk], WEB)
    return {
        what: other if found.get(what) == other.pk else kept for what in ("name", "birth", "sex")
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """What was read of both, each fact with its kind, number, text and what more it takes."""

    pair: tuple[int, int]
    facts: list[tuple[str, int, str, str]]

    def of(self, kind: str) -> list[tuple[int, str, str]]:
        return [(nominal, text, more) for found, nominal, text, more in self.facts if found == kind]

    def line(self, kind: str, what: str) -> Line:
        kept, other = (
            tuple(dict.fromkeys(text for nominal, text, _ in self.of(kind) if nominal == one))
            for one in self.pair
        )
        differs = bool(kept and other and set(kept) != set(other))
        return Line(what, kept, other, differs, tuple(dict.fromkeys(kept + other)))


_FACTS: tuple[tuple[Part | None, str], ...] = (
    (
        Part.IDENTITY,
        "select 'identifier', nominal_id, canonical, '', kind, id from nominals_identifier"
        " where withdrawn_on is null and valid",
    ),
    (
        Part.IDENTITY,
        "select 'record', nominal_id, source_key, agency, '', id from nominals_record"
        " where withdrawn_on is null",
    ),
    (
        None,
        "select 'area', r.nominal_id, a.name, '', '', r.id from cases_responsibility r"
        " join agencies_area a on a.id = r.area_id where r.during @> %(on)s",
    ),
    (
        None,
        "select distinct 'category', nominal_id, 'Category ' || category, '', category::text,"
        " 0::bigint from cases_ground where during @> %(on)s",
    ),
    (
        None,  # no level is written of who is at Level 1
        "select 'level', r.nominal_id, 'Level ' || coalesce((select max(l.level) from cases_level l"
        " where l.nominal_id = r.nominal_id and l.area_id = r.area_id"
        " and l.during @> %(on)s), 1), '', '', r.id from cases_responsibility r"
        " where r.during @> %(on)s and exists (select from cases_ground g"
        " where g.nominal_id = r.nominal_id and g.during @> %(on)s)",
    ),
    (
        None,
        "select 'manager', c.nominal_id, u.name, c.agency, c.agency, c.id from nominals_caseload c"
        " join agencies_user u on u.id = c.user_id"
        " where c.as_what = 'manager' and c.during @> audit_today()",
    ),
    (
        None,
        "select 'restricted', nominal_id, 'Only to who is named', '', '', id"
        " from nominals_restriction where lifted_at is null",
    ),
    (
        None,
        "select 'shut_out', nominal_id, '', '', '', id from nominals_listed"
        " where side = 'shut_out' and ended_at is null",
    ),
    (
        Part.CONTACT,
        "select 'home', nominal_id, lives, '', to_char(row_number() over (), '00000'), id"
        f" from ({LIVES.format(people='%(pair)s', on='%(on)s')}) l",
    ),
    (
        Part.MARKERS,
        "select distinct 'marker', nominal_id, kind, '', kind, 0::bigint"
        " from nominals_warning_marker where withdrawn_at is null and during @> %(on)s",
    ),
    (
        Part.IDENTITY,
        "select 'photograph', nominal_id, taken_on::text, '', '', id from nominals_photograph"
        " where current",
    ),
)
# Whose rows are counted, not told as those of `merge_since.OFFERED`; else what is quiet stays out.
_COUNTED: tuple[tuple[str, Part, type[Model]], ...] = (
    *(
        (section.title, section.part, section.model)
        for key, section in SECTIONS.items()
        if (section.hangs and not section.quiet) or key == INTELLIGENCE
    ),
    ("Victims", Part.VICTIMS, Link),
)


def _said(pair: tuple[int, int], sees: frozenset[Part], on: date) -> _Said:
    """Everything that is compared, of the parts that the visitor sees, by one query."""
    selects = [
        f"select * from ({sql}) f where nominal_id = any(%(pair)s)"
        for part, sql in _FACTS
        if part is None or part in sees
    ]
    # No word of a visitor is in the statement.
    selects += [
        f"select 'counted', nominal_id, '{place}', count(*)::text, '', {place}"
        f" from {model._meta.db_table} where nominal_id = any(%(pair)s) group by nominal_id"
        for place, (_, part, model) in enumerate(_COUNTED)
        if part in sees
    ]
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select kind, nominal_id, text, more from (" + " union all ".join(selects) + ")"
            " said (kind, nominal_id, text, more, sorted, id)"
            " order by kind, sorted, id, nominal_id",
            {"pair": list(pair), "on": on},
        )
        facts = cursor.fetchall()
    return _Said(
        pair,
        [(kind, nominal, _worded(kind, text, more), more) for kind, nominal, text, more in facts],
    )


def _worded(kind: str, text: str, more: str) -> str:
    match kind:
        case "record":
            return f"{AGENCIES[more]}, record {text}"
        case "manager":
            return f"{text} ({AGENCIES[more]})"
        case "marker":
            return MARKERS[text]
    return text


def _home(said: _Said) -> Line:
    """Where each is said to live, and which of the two homes leads on the merged record."""
    homes = said.of("home")  # the leading one first
    kept, other = (next((h for n, h, _ in homes if n == one), "") for one in said.pair)
    return _line("Home today", kept, other, homes[0][1] if homes else "")


def _managers(said: _Said) -> list[Question]:
    found: dict[str, dict[int, str]] = {}
    for nominal, text, agency in said.of("manager"):
        found.setdefault(agency, {})[nominal] = text
    return [
        Question(
            f"manager.{agency}",
            f"Who manages the person for {AGENCIES[agency]} from now on?",
            *(by[one] for one in said.pair),
        )
        for agency, by in found.items()
        if len(by) == 2
    ]


def _photographs(said: _Said) -> list[Question]:
    taken = {nominal: date.fromisoformat(day) for nominal, day, _ in said.of("photograph")}
    if len(taken) < 2:
        return []
    kept, other = (f"The one taken on {in_words(taken[one])}" for one in said.pair)
    return [Question("photograph", "Which photograph is the current one?", kept, other)]


def _entered(said: _Said, stands: dict[str, dict[int, list[str]]]) -> list[Line]:
    """What people entered, of the sections that the visitor sees: in words, or how many rows."""
    lines = []
    for title, of in stands.items():
        kept, other = (tuple(of.get(one, ())) for one in said.pair)
        lines.append(Line(title, kept, other, after=("All of both",)))
    numbers: dict[int, dict[int, str]] = {}
    for nominal, place, number in said.of("counted"):
        numbers.setdefault(int(place), {})[nominal] = number
    for counted, rows in sorted(numbers.items()):
        kept, other = ((rows.get(one, "none"),) for one in said.pair)
        title = f"{_COUNTED[counted][0]}, rows entered"
        lines.append(Line(title, kept, other, after=("All of both",)))
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
    if areas.differs:
        notes.append(
            "Two areas are responsible at once: the one recorded first holds, and a finding says so"
            " until somebody decides."
        )
    if levels.differs:
        notes.append(
            "They are at two levels at once: the one recorded first holds, and a finding says so"
            " until somebody decides."
        )
    return notes


def _gains_and_obstacles(
    kept: Seen, other: Seen, of_merge: Merge | None
) -> tuple[list[str], list[str]]:
    references = {kept.pk: kept.reference, other.pk: other.reference}
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select nominals_merge_obstacles(%(kept)s, %(other)s, %(merge)s), array("
            "select array[who, what::text] from nominals_merge_gains(%(kept)s, %(other)s))",
            {"kept": kept.pk, "other": other.pk, "merge": of_merge.pk if of_merge else 0},
        )
        codes, found = cursor.fetchone()
    gains = [f"{who} gains sight of what {references[int(what)]} holds." for who, what in found]
    return (
        gains or ["Nobody gains sight of either record by it."],
        [OBSTACLES[code] for code in codes],
    )


def _line(what: str, kept: str, other: str, after: str) -> Line:
    differs = bool(kept and other) and kept.casefold() != other.casefold()
    said = [(text,) if text else () for text in (kept, other, after)]
    return Line(what, said[0], said[1], differs, said[2])


def _day(day: Any) -> str:
    return in_words(day) if day else ""
