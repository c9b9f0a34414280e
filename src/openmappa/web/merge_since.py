"""What people entered on two records: what stands in each before they are merged, and whose is each
row that came since.

Of the parts that the visitor sees, and of no compartment: who decides must see what is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import connections
from django.db.models import Model

from openmappa.agencies.pages import WEB
from openmappa.agencies.permissions import Part
from openmappa.cases.words import as_said
from openmappa.law.dates import in_words
from openmappa.nominals.models import ANGLES, DOCUMENT_KINDS, Document, Merge, Photograph
from openmappa.nominals.register import ACTIVITIES, Activity
from openmappa.web.register.reading import typed
from openmappa.web.register.sections import SECTIONS, Row

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

CHOSEN = "back"  # the name of the boxes
AT_MOST = 5  # rows of one record under one title, side by side with those of another


@dataclass(frozen=True, slots=True)
class Kind:
    """One table whose rows people may send back: what it is called, and how a row reads."""

    title: str
    part: Part
    model: type[Model]
    says: Callable[[Row, date], str]


@dataclass(frozen=True, slots=True)
class Since:
    """One row that was entered since, and whether it is said to go back."""

    kind: Kind
    id: int
    what: str
    entered_at: datetime
    entered_by: str
    withdrawn: bool
    back: bool

    @property
    def key(self) -> str:
        """What names the row in a form."""
        return f"{_table(self.kind.model)}.{self.id}"


def _log(row: Row, on: date) -> str:
    return f"{ACTIVITIES[row['kind']]}, {in_words(row['happened_on'])}: " + " ".join(
        text for text in (row["fact"], as_said("opinion", row["opinion"])) if text
    )


OFFERED: tuple[Kind, ...] = (
    *(
        Kind(section.title, section.part, section.model, section.says)
        for section in SECTIONS.values()
        if not section.quiet and not section.hangs
    ),
    Kind("Log", Part.LOG, Activity, _log),
    Kind(
        "Photographs",
        Part.IDENTITY,
        Photograph,
        lambda row, on: f"Taken on {in_words(row['taken_on'])}, {ANGLES[row['angle']]}",
    ),
    Kind(
        "Documents",
        Part.DOCUMENTS,
        Document,
        lambda row, on: as_said(row["standing"], f"{row['title']}, {DOCUMENT_KINDS[row['kind']]}"),
    ),
)


def _table(model: type[Model]) -> str:
    return model._meta.db_table


def entered_since(
    kept: Seen, merge: Merge, on: date, back: Mapping[str, Iterable[int]]
) -> list[Since]:
    """The rows in the order of the record, oldest first in each table; by one query."""
    kinds = {_table(kind.model): kind for kind in OFFERED if kind.part in kept.sees}
    if not kinds:
        return []
    # No word of a visitor is in the statement.
    select = " union all ".join(
        f"(select {place}, '{table}', to_jsonb(x)"
        f" from {table} x where x.nominal_id = %(kept)s and x.entered_at >= %(since)s)"
        for place, table in enumerate(kinds)
    )
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            f"select t.table_name, t.row from ({select}) t (place, table_name, row)"
            " order by t.place, t.row ->> 'entered_at', (t.row ->> 'id')::bigint",
            {"kept": kept.pk, "since": merge.merged_at},
        )
        found = cursor.fetchall()
    chosen = {(table, pk) for table, ids in back.items() for pk in ids}
    rows = []
    for table, text in found:
        kind = kinds[table]
        row = typed(kind.model, text)
        if row.get("mark_id"):  # a photograph of a mark goes where the mark goes
            continue
        rows.append(
            Since(
                kind,
                row["id"],
                kind.says(row, on),
                row["entered_at"],
                row["entered_by"],
                row.get("withdrawn_at") is not None,
                (table, row["id"]) in chosen,
            )
        )
    return rows


def standing(
    pair: tuple[int, int], sees: frozenset[Part], on: date
) -> dict[str, dict[int, list[str]]]:
    """What stands in two records under each title, by number of the record; by one query.

    The latest `AT_MOST` of each, and one line that says how many more there are.
    """
    kinds = {_table(kind.model): kind for kind in OFFERED if kind.part in sees}
    if not kinds:
        return {}
    # No word of a visitor is in the statement.
    select = " union all ".join(
        f"(select {place}, '{table}', x.nominal_id, to_jsonb(x), count(*) over (), x.id"
        f" from {table} x where x.nominal_id = {number}"
        # Nothing is withdrawn of the log, which is corrected by further entries.
        f"{'' if kind.model is Activity else ' and x.withdrawn_at is null'}"
        f" order by x.id desc limit {AT_MOST})"
        for place, (table, kind) in enumerate(kinds.items())
        for number in pair
    )
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            f"select table_name, of, row, in_all from ({select})"
            " t (place, table_name, of, row, in_all, id) order by place, of, id desc"
        )
        found = cursor.fetchall()
    told: dict[str, dict[int, list[str]]] = {}
    for (table, of, in_all), rows in groupby(found, key=lambda row: (row[0], row[1], row[3])):
        kind = kinds[table]
        said = [kind.says(typed(kind.model, text), on) for _, _, text, _ in rows]
        more = [f"and {in_all - AT_MOST} more"] if in_all > AT_MOST else []
        told.setdefault(kind.title, {})[of] = said + more
    return told


def by_table(rows: Iterable[Since]) -> list[tuple[str, list[Since]]]:
    """The rows under the title of their table."""
    return [(title, list(group)) for title, group in groupby(rows, key=lambda r: r.kind.title)]


def chosen(rows: Iterable[Since], typed: Iterable[str]) -> dict[str, list[int]] | None:
    """Which of these rows a form says go back, by table; None where it names another."""
    offered = {row.key: row for row in rows}
    back: dict[str, list[int]] = {}
    for key in dict.fromkeys(typed):
        if key not in offered:
            return None
        back.setdefault(_table(offered[key].kind.model), []).append(offered[key].id)
    return back


def all_in_sight(rows: Iterable[Since], merge: Merge) -> bool:
    """Whether everything that is to go back is among these rows."""
    return sum(row.back for row in rows) == sum(map(len, merge.goes_back.values()))
