"""What people entered, in short, for the overview of a record and its print: in one query."""

from __future__ import annotations

import json
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db import connections

from openmappa.agencies.models import AGENCIES
from openmappa.agencies.pages import WEB
from openmappa.agencies.permissions import Part
from openmappa.cases.entered import Entered, Line
from openmappa.cases.person import addresses
from openmappa.cases.queries import HOMES
from openmappa.cases.words import log_words
from openmappa.law.dates import in_words
from openmappa.nominals.register import ACTIVITIES, Activity, AddressCheck
from openmappa.web.register.reading import Entry, check_words, entry, of_marks, typed
from openmappa.web.register.sections import SECTIONS

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

Row = dict[str, Any]

# The sections told, in order. What is protected by its own rules (gender history, intelligence,
# bank details, victims) is never among them.
TOLD = (
    *("warnings", "addresses", "telephones", "vehicles", "description", "marks"),
    *("relationships", "occupations"),
)
LOG = "log"
CHECKS = "checks"
MARKS, PICTURES = "marks", "pictures"
LATEST = 3  # entries of the log

_SECTION = """
select '{key}', to_jsonb(t) || jsonb_build_object('area__name', a.name)
from {table} t join agencies_area a on a.id = t.area_id
where t.nominal_id = %(person)s and t.withdrawn_at is null and t.during @> %(on)s
"""
_CHECKS = """
select 'checks', to_jsonb(c) from (
    select distinct on (c.residence_id) c.* from nominals_address_check c
    where c.nominal_id = %(person)s and c.checked_on <= %(on)s
    order by c.residence_id, c.checked_on desc, c.id desc) c
"""
_PICTURES = """
select 'pictures', jsonb_build_object('mark', p.mark_id, 'id', p.id, 'taken_on', p.taken_on,
    'small', translate(encode(p.small, 'base64'), E'\\n', ''))
from nominals_photograph p
where p.nominal_id = %(person)s and p.mark_id is not null and p.withdrawn_at is null
  and p.taken_on <= %(on)s
"""
_LOG = """
select 'log', to_jsonb(l) from (
    select l.* from nominals_activity l
    where l.nominal_id = %(person)s and l.happened_on <= %(on)s
      and not exists (select from nominals_activity k where k.corrects_id = l.id)
    order by l.happened_on desc, l.id desc limit %(latest)s) l
"""


def overview(person: Seen, on: date) -> list[Entered]:
    """What stands on a day, of the parts that the visitor sees; the log's latest first of all."""
    sections = [SECTIONS[key] for key in TOLD if SECTIONS[key].part in person.sees]
    asked = [
        _SECTION.format(key=section.key, table=section.model._meta.db_table) for section in sections
    ]
    asked += [_CHECKS] if Part.CONTACT in person.sees else []
    asked += [_PICTURES] if Part.IDENTITY in person.sees else []
    asked += [_LOG] if Part.LOG in person.sees else []
    if not asked:
        return []
    rows: defaultdict[str, list[str]] = defaultdict(list)
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            " union all ".join(f"({one})" for one in asked),
            {"person": person.pk, "on": on, "latest": LATEST},
        )
        for key, found in cursor.fetchall():
            rows[key].append(found)
    pictures = _pictures(rows[PICTURES])
    told = []
    for section in sections:
        found = [typed(section.model, row) for row in rows[section.key]]
        if section.key == "addresses":
            lines = _addresses(person, on, found, rows[CHECKS])
        else:
            found.sort(key=lambda row: (row["during"].first or date.min, row["id"]), reverse=True)
            lines = [_line(entry(section, row, on)) for row in found]
            if section.key == MARKS:
                lines = [
                    replace(line, pictures=pictures.get(row["id"], ()))
                    for line, row in zip(lines, found, strict=True)
                ]
        told.append(Entered(section.part, section.key, section.title, lines))
    if Part.LOG in person.sees:
        contacts = [_contact(typed(Activity, row)) for row in rows[LOG]]
        told.insert(1, Entered(Part.LOG, LOG, "Latest in the log", contacts))
    return told


def _pictures(found: Iterable[str]) -> dict[int, list[tuple[str, str]]]:
    """The small pictures of each mark, the latest first, as a page has them."""
    rows = sorted((json.loads(row) for row in found), key=itemgetter("taken_on", "id"))
    of = of_marks(
        (row["mark"], row["id"], b64decode(row["small"]), date.fromisoformat(row["taken_on"]))
        for row in reversed(rows)
    )
    return {mark: [(one.source, one.alt) for one in pictures] for mark, pictures in of.items()}


def _line(one: Entry, *checks: str) -> Line:
    more = [one.when, *checks, *(f"{term}: {text}" for term, text in one.facts)]
    return Line(
        one.sentence, ". ".join(said[:1].upper() + said[1:] for said in more if said), one.by
    )


def _addresses(person: Seen, on: date, found: list[Row], checks: Iterable[str]) -> list[Line]:
    """Homes, those verified last first; what the agencies' records say; then all others.

    The first is the one that the identity bar gives.
    """
    looked = {row["residence_id"]: row for row in (typed(AddressCheck, text) for text in checks)}
    homes: list[tuple[bool, date, int, Line]] = []
    others: list[tuple[bool, date, int, Line]] = []
    for row in found:
        check = looked.get(row["id"])
        said = check_words(check) if check else "nobody has verified it"
        verified = check is not None and check["verified"]
        day = check["checked_on"] if check else row["during"].first or date.min
        line = _line(entry(SECTIONS["addresses"], row, on), said)
        doubted = check is not None and not verified
        kind = others if doubted or row["kind"] not in HOMES else homes
        kind.append((verified, day, row["id"], line))
    return [
        *(line for *_, line in sorted(homes, key=_first, reverse=True)),
        *(
            Line(held.text, f"{held.note}. Not verified here", f"the extract of {held.agencies}")
            for held in addresses(person, on)
        ),
        *(line for *_, line in sorted(others, key=_first, reverse=True)),
    ]


def _first(ranked: tuple[bool, date, int, Line]) -> tuple[bool, date, int]:
    return ranked[:3]


def _contact(row: Row) -> Line:
    at = f" at {row['happened_at']:%H:%M}" if row["happened_at"] else ""
    return Line(
        f"{in_words(row['happened_on'])}{at}, {ACTIVITIES[row['kind']]}",
        log_words(row["fact"], row["opinion"]),
        f"{row['entered_by']}, {AGENCIES[row['agency']].lower()}",
    )
