"""What the pages of the sections read: rows with their sentences, counts, and what stood before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import BinaryField, Model, Q

from openmappa.agencies.models import User
from openmappa.agencies.pages import WEB, Visitor
from openmappa.cases.person import data_address
from openmappa.cases.visibility import visible
from openmappa.cases.words import span
from openmappa.law.dates import Period, in_words
from openmappa.law.duties import s84_6
from openmappa.law.facts import Stay
from openmappa.nominals import register, signing
from openmappa.nominals.models import Nominal, Photograph, SignOff
from openmappa.nominals.register import AddressCheck
from openmappa.web.register.sections import ON_THE_HUB, Section, address_words

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph of a mark: its number, the small one within the page, and what it shows."""

    id: int
    source: str
    alt: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it is read."""

    id: int
    version: int
    sentence: str
    facts: list[tuple[str, str]]
    when: str
    by: str
    withdrawn: str
    current: bool
    checks: list[str]
    other: str  # the reference of somebody else's record, to who may see it
    to_sign: bool = False  # a decision that nobody was asked to sign
    pictures: Sequence[Picture] = ()  # of a mark


@dataclass(frozen=True, slots=True)
class Entries:
    """The rows of one section: what holds, what held earlier, what was withdrawn."""

    current: list[Entry]
    earlier: list[Entry]
    withdrawn: list[Entry]


def entries(section: Section, person: Nominal, on: date, visitor: Visitor) -> Entries:
    """The rows of a section that the database shows, newest first, as they stand on a day."""
    rows = list(
        section.model._default_manager.using(WEB)
        .filter(nominal=person)
        .order_by("-during__startswith", "-pk")
        .values(*columns(section), *section.also, "area__name")
    )
    checks: Mapping[int, list[str]] = {}
    if section.model is register.Residence:
        checks = _checks(person)
    elif section.model is register.Disclosure:
        checks = _signed_and_told(person)
    fast = held_fast(person) if section.model is register.Disclosure else frozenset()
    pictures = of_marks(_photographs(person)) if section.model is register.Mark else {}
    others = (
        references((row["other_id"] for row in rows), visitor)
        if section.model is register.Relationship
        else {}
    )
    found = Entries([], [], [])
    for row in rows:
        one = entry(section, row, on, checks.get(row["id"], []), others.get(_other(row), ""))
        one = replace(one, pictures=pictures.get(row["id"], ()))
        if row.get("decision") and not one.withdrawn and one.id not in fast:
            one = replace(one, to_sign=True)
        if one.withdrawn:
            found.withdrawn.append(one)
        else:
            (found.current if one.current else found.earlier).append(one)
    return found


# A mark, a photograph of it, the small one, and the day on which it was taken.
_OfAMark = tuple[int, int, bytes | memoryview, date]


def _photographs(person: Nominal) -> Iterable[_OfAMark]:
    return (
        Photograph.objects.using(WEB)
        .filter(nominal=person, mark__isnull=False, withdrawn_at=None)
        .order_by("-taken_on", "-pk")
        .values_list("mark", "pk", "small", "taken_on")
    )


def of_marks(rows: Iterable[_OfAMark]) -> dict[int, list[Picture]]:
    """Photographs by the mark that each shows."""
    found: dict[int, list[Picture]] = defaultdict(list)
    for mark, number, small, taken_on in rows:
        alt = f"Photograph of the mark, taken on {in_words(taken_on)}"
        found[mark].append(Picture(number, data_address(small), alt))
    return found


def columns(section: Section) -> list[str]:
    """The columns of a section's table."""
    return [f.attname for f in section.model._meta.concrete_fields]


def _other(row: Mapping[str, Any]) -> int:
    return row.get("other_id") or 0


def entry(
    section: Section, row: Mapping[str, Any], on: date, checks: Sequence[str] = (), other: str = ""
) -> Entry:
    """A row with the name of its area as it is read on a day."""
    during: Period = row["during"]
    more = [(term, text) for term, text in section.more(row, on) if text]
    if row["note"]:
        more.append(("Also", row["note"]))
    if row["source"]:
        more.append(("Comes from", row["source"]))
    if row["standing"] == "opinion":
        more.append(("Said as", "opinion"))
    withdrawn = ""
    if row["withdrawn_at"]:
        withdrawn = (
            f"Withdrawn by {row['withdrawn_by']} on {in_words(row['withdrawn_at'].date())}:"
            f" {row['withdrawn_because']}"
        )
    return Entry(
        id=row["id"],
        version=row["version"],
        sentence=section.says(row, on),
        facts=more,
        when=span(during, on) if during.first or during.last else "",
        by=f"{row['entered_by']}, {register_agency(row)}, {in_words(row['entered_at'].date())}"
        + ("; corrected since" if row["version"] > 1 and not withdrawn else ""),
        withdrawn=withdrawn,
        current=during.last is None or during.last >= on,
        checks=[*checks],
        other=other,
    )


def account(typed: str) -> tuple[int | None, str]:
    """Who signs in with this e-mail address or has this name, and the name; or what was typed."""
    users = User.objects.using(WEB).filter(Q(email__iexact=typed) | Q(name__iexact=typed))
    found = list(users.values_list("pk", "name")[:2]) if typed else []
    return found[0] if len(found) == 1 else (None, typed)


def register_agency(row: Mapping[str, Any]) -> str:
    """Whose row it is, in words."""
    return f"{row['agency'].replace('_', ' ')} in {row['area__name']}"


def _checks(person: Nominal) -> dict[int, list[str]]:
    """Who looked whether the person lives at each address, newest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in (
        AddressCheck.objects.using(WEB)
        .filter(nominal=person)
        .order_by("-checked_on", "-pk")
        .values("residence_id", "checked_on", "how", "verified", "note", "entered_by", "agency")
    ):
        found[row["residence_id"]].append(check_words(row))
    return found


def typed(model: type[Model], text: str) -> dict[str, Any]:
    """A row that the database wrote in JSON, with the values that the program gives it.

    What was written beside its columns stays; bytes stay text.
    """
    said: dict[str, Any] = json.loads(text)
    return said | {
        field.attname: field.to_python(said[field.column])
        for field in model._meta.concrete_fields
        if field.column in said and not isinstance(field, BinaryField)
    }


def check_words(row: Mapping[str, Any]) -> str:
    """Who looked whether the person lives at an address, when and how."""
    return (
        f"{'Verified' if row['verified'] else 'Not there'} on {in_words(row['checked_on'])}:"
        f" {register.CHECKS[row['how']]}, {row['entered_by']}, {row['agency']}"
        + (f". {row['note']}" if row["note"] else "")
    )


def held_fast(person: Nominal) -> frozenset[int]:
    """The disclosures of which the decision is signed or waits to be: it can no longer change."""
    return frozenset(
        SignOff.objects.using(WEB)
        .filter(nominal=person, kind="disclosure", state__in=("asked", "given"))
        .values_list("subject_id", flat=True)
    )


def _signed_and_told(person: Nominal) -> dict[int, list[str]]:
    """What became of each disclosure: who was asked to sign it, and who is told."""
    found: dict[int, list[str]] = defaultdict(list)
    for work in (
        SignOff.objects.using(WEB).filter(nominal=person, kind="disclosure").order_by("asked_at")
    ):
        day = in_words((work.decided_at or work.asked_at).date())
        who = f"{work.decided_by}, {day}: {work.because}" if work.decided_at else work.asked_by
        found[work.subject_id].append(f"{signing.LABELS[signing.State(work.state)]}: {who}")
    for row in (
        register.DisclosureRecipient.objects.using(WEB)
        .filter(nominal=person, withdrawn_at=None)
        .order_by("pk")
        .values("disclosure_id", "name", "kind", "need", "told_on")
    ):
        told = f"told on {in_words(row['told_on'])}" if row["told_on"] else "not told"
        found[row["disclosure_id"]].append(
            f"{row['name']}, {register.RECIPIENTS[row['kind']]}, {told}: {row['need']}"
        )
    return found


def references(ids: Iterable[int | None], visitor: Visitor) -> dict[int, str]:
    """The references of these people's records, of those that the visitor may see."""
    wanted = Nominal.objects.using(WEB).filter(pk__in=[0, *(pk for pk in ids if pk)])
    return dict(visible(visitor).people(wanted).values_list("pk", "reference"))


def stated_by_others(person: Nominal, on: date, visitor: Visitor) -> list[tuple[str, str]]:
    """Whose record, of those that the visitor sees in full, names this person as close to them."""
    rows = list(
        register.Relationship.objects.using(WEB)
        .filter(other=person, withdrawn_at=None, during__contains=on)
        .order_by("nominal__surname", "nominal__forenames", "pk")
        .values_list("nominal_id", "nominal__surname", "nominal__forenames", "kind", "household")
    )
    people = Nominal.objects.using(WEB).filter(pk__in=[0, *(pk for pk, *_ in rows)])
    known = dict(visible(visitor).people_in_full(people).values_list("pk", "reference"))
    return [
        (
            known[pk],
            f"{surname.upper()}, {forenames} has this person as {register.RELATIONS[kind]}"
            + (", same household" if household else ""),
        )
        for pk, surname, forenames, kind, household in rows
        if pk in known
    ]


def stays(person: Nominal) -> list[tuple[str, date]]:
    """Where stays at one address that is not notified add up to seven days, and on which day."""
    rows = (
        register.Residence.objects.using(WEB)
        .filter(nominal=person, kind="stay", withdrawn_at=None)
        .values("kind", "line_1", "line_2", "town", "postcode", "found_at", "during")
    )
    places: dict[str, str] = {}
    spent = []
    for row in rows:
        # One address, however it is typed.
        key = "".join(f"{row['line_1']}{row['postcode']}".lower().split())
        places.setdefault(key, address_words(row))
        spent.append(Stay(places[key], row["during"]))
    return [*s84_6(spent)]


@dataclass(frozen=True, slots=True)
class Count:
    """What a section holds: rows that stand, rows that were withdrawn, the day last written."""

    section: Section
    standing: int
    withdrawn: int
    last: date | None


def counts(person: Seen) -> list[Count]:
    """What each section that may be seen holds, in one query."""
    sections = [section for section in ON_THE_HUB if section.part in person.sees]
    if not sections:
        return []
    one = (
        "select count(*) filter (where withdrawn_at is null),"
        " count(*) filter (where withdrawn_at is not null),"
        " (select max(h.pgh_created_at) at time zone 'Europe/London' from {0}_history h"
        " where h.nominal_id = %s) from {0} where nominal_id = %s"
    )
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            " union all ".join(
                f"select {number}, found.* from ({one.format(section.model._meta.db_table)}) found"
                for number, section in enumerate(sections)
            )
            + " order by 1",
            [person.pk] * (2 * len(sections)),
        )
        return [
            Count(sections[number], standing, withdrawn, last.date() if last else None)
            for number, standing, withdrawn, last in cursor.fetchall()
        ]


def finance_held(person: Nominal) -> bool:
    """Whether bank or passport details are held; the database says so to few."""
    with connections[WEB].cursor() as cursor:
        cursor.execute("select nominals_finance_held(%s)", [person.pk])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Sanitised:
    """What of an intelligence report may go further."""

    reported_on: date
    text: str
    agency: str


def sanitised(person: Nominal) -> list[Sanitised]:
    """The sanitised intelligence that the database shows, newest first."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select s.reported_on, s.sanitised, s.agency || ' in ' || a.name"
            " from nominals_sanitised(%s) s join agencies_area a on a.id = s.area_id"
            " order by s.reported_on desc, s.id desc",
            [person.pk],
        )
        return [Sanitised(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class State:
    """What one row said after one change: each field now, and before where that differs."""

    at: Any
    by: str
    what: str
    reason: str
    changes: list[tuple[str, str, str]]


def history(section: Section, row: int) -> list[State]:
    """Every state of one row, newest first, as far as the database shows it."""
    events: Any = section.model.history.rel.related_model  # type: ignore[attr-defined]
    states = list(
        events.objects.using(WEB)
        .filter(pgh_obj_id=row)
        .order_by("pgh_id")
        .values(*columns(section), "operation", "pgh_created_at")
    )
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select id, actor from nominals_written_by(%s)",
            [[state["operation"] for state in states]],
        )
        actors = dict(cursor.fetchall())
    found: list[State] = []
    before: dict[str, str] = {}
    for state in states:
        now = read_out(section, state)
        changes = [
            (label, text, before.get(label, ""))
            for label, text in now.items()
            if text != before.get(label, "")
        ]
        what = (
            "Withdrawn"
            if state["withdrawn_at"] is not None
            else "Corrected"
            if found
            else "Entered"
        )
        found.append(
            State(
                state["pgh_created_at"],
                actors.get(state["operation"], ""),
                what,
                state["withdrawn_because"] or (state["corrected_because"] if found else ""),
                changes,
            )
        )
        before = now
    return found[::-1]


def read_out(section: Section, row: Mapping[str, Any]) -> dict[str, str]:
    """A row field by field, as people read it."""
    said = section.form.of(row)
    fields: Any = section.form.base_fields
    last = section.form.last
    order = [*(name for name in fields if name not in last), *last]
    return {
        str(fields[name].label): fields[name].shown(said[name])
        for name in order
        if name in fields and name in said
    }


def typed_out(form: Any) -> dict[str, str]:
    """What somebody typed into a form, field by field; what is not sound as they typed it."""
    return {
        str(field.label): (
            field.shown(form.cleaned_data[name])
            if name in form.cleaned_data
            else " ".join(form.data.getlist(name) or filter(None, _parts(form[name].value())))
        )
        for name, field in form.fields.items()
    }


def _parts(value: Any) -> list[str]:
    return [str(one or "") for one in (value if isinstance(value, list | tuple) else [value])]


def named(emails: str, visitor: Visitor) -> tuple[list[int], list[str]]:
    """The users of these e-mail addresses, the visitor first, and the addresses of nobody."""
    wanted = [one.strip().lower() for one in emails.split(",") if one.strip()]
    known = {
        email.lower(): pk
        for pk, email in User.objects.using(WEB)
        .filter(active=True, email__in=[*wanted, *emails.replace(" ", "").split(",")])
        .values_list("pk", "email")
    }
    ids = dict.fromkeys([visitor.id, *(known[one] for one in wanted if one in known)])
    return list(ids), [one for one in wanted if one not in known]


def emails_of(ids: Iterable[int], visitor: Visitor) -> str:
    """The e-mail addresses of these users but the visitor's own."""
    others = [pk for pk in ids if pk != visitor.id]
    found = User.objects.using(WEB).filter(pk__in=others).order_by("email")
    return ", ".join(found.values_list("email", flat=True))
