"""Everything that the pages of one person show, as on a day, read in a fixed number of queries."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import capfirst

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Part, Permission
from openmappa.audit.history import TODAY
from openmappa.cases import queries
from openmappa.cases.entered import Entered
from openmappa.cases.models import Level, Responsibility, RotaNumber
from openmappa.cases.visibility import CUSTODY, Sight, visible
from openmappa.cases.words import (
    CATEGORIES,
    as_said,
    log_words,
    months,
    plain,
    series,
    span,
    where_words,
)
from openmappa.justice.models import Breach, Disposal, Order, Whereabouts
from openmappa.law.dates import Period, age_on, in_words, under_18
from openmappa.law.orders import KINDS
from openmappa.nominals.archiving import REASONS
from openmappa.nominals.identifiers import Kind
from openmappa.nominals.models import (
    Address,
    Caseload,
    Finding,
    Identifier,
    Match,
    Name,
    Nominal,
    Photograph,
    SourceFact,
    SourceRecord,
)
from openmappa.nominals.queries import name_shown
from openmappa.nominals.register import (
    ACTIVITIES,
    MARKERS,
    NOTIFICATIONS,
    Activity,
    Notification,
    WarningMarker,
)

if TYPE_CHECKING:
    from openmappa.cases.visibility import InSight, Seen

RESTRICTED = "Restricted record: only those who are let in see it."
_LEADING = ("police", "probation", "prison")
_FIELDS = {
    "shown_surname": "surname",
    "shown_forenames": "forenames",
    "born_on": "date of birth",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "died_on": "date of death",
}


@dataclass(frozen=True, slots=True)
class Face:
    """The current photograph beside a name; without one `source` is empty."""

    source: str
    alt: str
    taken: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who it is and where they stand on a day: what heads every page of one person."""

    id: int
    reference: str
    name: str
    full: bool
    facts: list[tuple[str, str]]
    warnings: list[str]
    position: queries.Position | None
    to_settle: list[str]
    sees: frozenset[Part]
    markers: list[str]
    child: bool
    logs: bool
    face: Face | None = None

    @property
    def first(self) -> int:
        """How many of the facts stand beside the name on a phone; of an outline all, by 0."""
        return 1 if self.full else 0


def outline(person: InSight, today: date, visitor: Visitor) -> Identity:
    """What may be seen of somebody in outline: name, level today, and whose record leads.

    Of a colleague's case also birth and category, and whom to ring: never one person's desk.
    """
    agencies = list(
        SourceRecord.objects.using(WEB)
        .filter(nominal=person, withdrawn_on__isnull=True)
        .values_list("agency", flat=True)
        .distinct()
    )
    category, level = queries.told_of([person.pk], today, WEB)[person.pk]
    dead = person.died_on is not None and person.died_on < today
    leading = next((agency for agency in _LEADING if agency in agencies), "none")
    facts = [
        ("Level", str(level or 1) if category and not dead else "none"),
        ("Leading record", leading),
    ]
    child = False
    if person.sight == Sight.INDEX:
        named = CATEGORIES[category] if category and not dead else "none"
        facts = [
            ("Born", _born(person, today, dead=dead)),
            ("Category", named.removeprefix("Category ")),
            *facts,
            ("Ring", whom_to_ring(person, visitor)),
        ]
        child = _is_child(person, today, dead=dead)
    return Identity(
        id=person.pk,
        reference=str(person.reference),
        name=person.name,
        full=False,
        facts=facts,
        warnings=[],
        position=None,
        to_settle=[],
        sees=frozenset(),
        markers=[],
        child=child,
        logs=False,
    )


def whom_to_ring(person: Nominal, visitor: Visitor) -> str:
    """The unit and rota number of the agency and area whose manager has the case."""
    area_id = (
        Caseload.objects.using(WEB)
        .filter(nominal=person, as_what="manager", agency=visitor.agency, during__contains=TODAY)
        .values_list("area", flat=True)
        .first()
    )
    number = (
        RotaNumber.objects.using(WEB)
        .filter(area=area_id, agency=visitor.agency, during__contains=TODAY)
        .values_list("number", flat=True)
        .first()
    )
    return number or "the MAPPA co-ordinator of the area: no rota number is set"


def level_words(position: queries.Position) -> str:
    """The level on the day of the position; none where MAPPA does not apply."""
    dead = position.died_on is not None and position.died_on < position.on
    return "none" if dead or position.category is None else str(position.level)


def identity(person: Seen, on: date, visitor: Visitor, known: datetime | None = None) -> Identity:
    """The identity bar of a record seen in full, with what there is to settle.

    `known`: where they stood by what was recorded before that moment.
    """
    position = queries.position(person, on, WEB, known)
    dead = position.died_on is not None and position.died_on < on
    category = CATEGORIES[position.category] if position.category and not dead else "none"
    number_and_name = category.removeprefix("Category ")
    facts = [
        ("Born", _born(person, on, dead=dead)),
        ("Reference", str(person.reference)),
        ("Category", number_and_name),
        ("Level", level_words(position)),
        ("Where", _where(person, position.died_on, on, known)),
        ("Responsible area", position.area or "no one responsible"),
    ]
    now = _now(person, on)
    # Whom to ring is never a matter of the day that is shown.
    today = "" if on == visitor.today else ", today"
    facts += [
        (f"Managed by{today}", dict(now).get("managers", "no one")),
        *((what, text) for what, text in now if what in ("Address", "Telephone")),
    ]
    child = _is_child(person, on, dead=dead)
    if child and Part.LIFE in person.sees:
        facts += [
            ("Youth-justice lead", dict(now).get("lead", "nobody is recorded")),
            ("Children's services", "always invited"),
        ]
    return Identity(
        id=person.pk,
        reference=str(person.reference),
        name=person.name,
        full=True,
        facts=facts,
        warnings=[*_standing(person, visitor), *_same_person(person, visitor)],
        position=position,
        to_settle=list(
            Finding.objects.using(WEB)
            .filter(nominal=person, gone_at__isnull=True)
            .order_by("found_at", "pk")
            .values_list("sentence", flat=True)
        ),
        sees=person.sees,
        markers=[word for code, word in MARKERS.items() if ("marker", code) in now],
        child=child,
        logs=Part.LOG in person.writes and visitor.may(Permission.RECORD_WRITE),
        face=face(person, on) if Part.IDENTITY in person.sees else None,
    )


# Who manages the person today, and what matters most of what people entered, and of the agencies'
# records where nobody did: the database leaves out what the reader's role does not see.
_NOW = f"""
    select what, text from (
        select 0, null::date, 0, 'managers', {queries.MANAGERS.format(nominal="%(person)s")}
        union all
        select 1, null, m.id, 'marker', m.kind from nominals_warning_marker m
        where m.nominal_id = %(person)s and m.withdrawn_at is null and m.during @> %(on)s
        union all
        select 1 + l.place, l.day, l.id, 'Address', l.lives
        from ({queries.LIVES.format(people="array[%(person)s::bigint]", on="%(on)s")}) l
        union all
        select 6, null, t.id, 'Telephone', t.number from nominals_telephone t
        where t.nominal_id = %(person)s and t.withdrawn_at is null and t.during @> %(on)s
          and t.kind in ('mobile', 'landline')
        union all
        select 7, null, l.id, 'lead', concat_ws(', ', l.name, nullif(l.organisation, ''),
            nullif(l.telephone, ''))
        from nominals_youth_lead l
        where l.nominal_id = %(person)s and l.withdrawn_at is null and l.during @> %(on)s
    ) as now (place, day, id, what, text)
    order by place, day desc nulls last, id desc
"""


def _now(person: Seen, on: date) -> list[tuple[str, str]]:
    """Managers, warnings, address, telephone number and youth-justice lead, in one query."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(_NOW, {"person": person.pk, "on": on})
        found = [(what, text) for what, text in cursor.fetchall() if text]
    parts = {"managers": None, "marker": Part.MARKERS, "lead": Part.LIFE}
    kept: list[tuple[str, str]] = []
    for what, text in found:
        part = parts.get(what, Part.CONTACT)
        first = what == "marker" or what not in dict(kept)
        if (part is None or part in person.sees) and first and (what, text) not in kept:
            kept.append((what, text))
    return kept


def _is_child(person: Nominal, on: date, *, dead: bool) -> bool:
    """Whether the person is under 18 on the day: of whom no birth is known, nobody says so."""
    return person.born_on is not None and not dead and under_18(person.born_on, on)


def face(person: Nominal, on: date) -> Face:
    """The current photograph, and how old it is on the day."""
    found = (
        Photograph.objects.using(WEB)
        .filter(nominal=person, current=True)
        .values_list("small", "taken_on")
        .first()
    )
    if found is None:
        return Face("", "", "no photograph")
    small, taken_on = found
    years = age_on(taken_on, on) if taken_on <= on else 0
    return Face(
        data_address(small),
        f"Photograph of {person.name}",
        in_words(taken_on),
        f"{years} year{'' if years == 1 else 's'} old" if years else "",
    )


def data_address(small: bytes | memoryview) -> str:
    """A small picture within the page itself, so that showing a list asks for nothing more."""
    return f"data:image/jpeg;base64,{b64encode(small).decode()}"


def _born(person: Nominal, on: date, *, dead: bool) -> str:
    if person.born_on is None:
        return "not known"
    if dead or person.born_on > on:
        return in_words(person.born_on)
    return f"{in_words(person.born_on)} (age {age_on(person.born_on, on)})"


def _where(person: Nominal, died_on: date | None, on: date, known: datetime | None) -> str:
    stays = list(
        queries.recorded(Whereabouts, person, WEB, known)
        .filter(during__contains=on, withdrawn_on__isnull=True)
        .order_by("-during__startswith", "-place")
        .values_list("kind", "place")
    )
    stays.sort(key=lambda stay: stay[0] not in CUSTODY)
    if died_on is not None and died_on < on:
        return f"died on {in_words(died_on)}"
    return where_words(stays[0] if stays else None)


def _standing(person: Seen, visitor: Visitor) -> list[str]:
    """Who else may not see the record, and who saw it in an emergency; whether it is put away."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            # Who speaks for victims is told that it is, and not by whom or why.
            "select distinct 'restricted', '', null::timestamptz, null::bigint"
            " from nominals_access where nominal_id = %(id)s and restricted"
            " union all select 'archived', reason, archived_at, null from nominals_archive"
            " where nominal_id = %(id)s and reopened_at is null"
            " union all select 'emergency', user_name, ends_at, user_id from nominals_emergency"
            " where nominal_id = %(id)s and (ends_at > now() or reviewed_at is null)",
            {"id": person.pk},
        )
        found = cursor.fetchall()
    warnings = []
    for what, text, at, user_id in found:
        when = (
            f"{in_words(timezone.localtime(at).date())} at {timezone.localtime(at):%H:%M}"
            if at
            else ""
        )
        if what == "restricted":
            warnings.append(RESTRICTED)
        elif what == "archived":
            warnings.append(f"Archived on {when}: {REASONS[text].lower()}.")
        elif user_id == visitor.id:
            warnings.append(
                f"Opened by you in an emergency until {when}. What you look at is reviewed."
            )
        else:
            warnings.append(
                f"{text} opened this record in an emergency, until {when}; not reviewed yet."
            )
    if person.acting_for:
        warnings.append(f"You look after this case for {person.acting_for}.")
    return warnings


def _same_person(person: Nominal, visitor: Visitor) -> list[str]:
    """Warnings of open matches; the other record's evidence only to who may see that record too."""
    of_them = Q(nominal=person) | Q(other_nominal=person)
    found = [
        (other if one == person.pk else one, sentence)
        for one, other, sentence in Match.objects.using(WEB)
        .filter(of_them, open=True)
        .order_by("pk")
        .values_list("nominal", "other_nominal", "sentence")
    ]
    if not found:
        return []
    seen = {
        pk: (reference, sight)
        for pk, reference, sight in visible(visitor)
        .people(Nominal.objects.using(WEB).filter(pk__in=[other for other, _ in found]))
        .values_list("pk", "reference", "sight")
    }
    warnings = []
    for other, sentence in found:
        reference, sight = seen.get(other, ("another record, which you may not see", None))
        if other == person.pk:
            warnings.append(f"The records of this person may be those of two people: {sentence}.")
        elif sight == Sight.FULL:
            warnings.append(f"May be the same person as {reference}: {sentence}.")
        else:
            warnings.append(f"May be the same person as {reference}.")
    return warnings


@dataclass(frozen=True, slots=True)
class Held:
    """One fact with the agencies whose records hold it."""

    text: str
    note: str
    agencies: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the agencies' records hold of one person."""

    names: list[Held]
    identifiers: list[Held]
    levels: list[tuple[str, str, str]]
    areas: list[tuple[str, str]]
    orders: list[Held]
    disposals: list[Held]


def known(person: Nominal, on: date) -> Known:
    """What the person's records hold; the same fact of two agencies once, naming both."""
    return Known(
        names=names(person),
        identifiers=identifiers(person),
        levels=[
            (f"Level {level}", area, span(during, on) + (" (carried over)" if carried else ""))
            for level, area, during, carried in Level.objects.using(WEB)
            .filter(nominal=person)
            .order_by("-during__startswith")
            .values_list("level", "area__name", "during", "carried")
        ],
        areas=[
            (area, span(during, on))
            for area, during in Responsibility.objects.using(WEB)
            .filter(nominal=person)
            .order_by("-during__startswith")
            .values_list("area__name", "during")
        ],
        orders=_together(
            (
                capfirst(KINDS[type_].name),
                f"made on {in_words(made_on)}"
                + (f" by {court}" if court else "")
                + "; "
                + (f"last day {in_words(ends_on)}" if ends_on else "until further order"),
                agency,
            )
            for type_, made_on, ends_on, court, agency in _facts(
                Order, person, "type", "made_on", "ends_on", "court", "agency"
            ).order_by("-made_on", "type", "agency")
        ),
        disposals=_together(
            (
                offence,
                f"{'cautioned' if disposal == 'caution' else 'convicted'} on"
                f" {in_words(convicted_on)}"
                + ("" if disposal == "caution" else f": {plain(disposal)}")
                + (f", {months(term)}" if term is not None else "")
                + (f"; last day {in_words(ends_on)}" if ends_on else ""),
                agency,
            )
            for offence, disposal, convicted_on, term, ends_on, agency in _facts(
                Disposal,
                person,
                "offence",
                "disposal",
                "convicted_on",
                "term_months",
                "ends_on",
                "agency",
            ).order_by("-convicted_on", "offence", "agency", "pk")
        ),
    )


@dataclass(frozen=True, slots=True)
class Section:
    """Facts of one kind, as a table; `note` says what there is to say where it has no row.

    `part`: the part of the record that it shows; None: what everybody sees who sees the record.
    """

    part: Part | None
    title: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]]
    note: str = ""


def sections(person: Nominal, on: date, sees: frozenset[Part]) -> list[Section]:
    """What the record holds of the parts that the visitor sees, in the order of the page."""
    found = known(person, on)

    def held(part: Part, title: str, what: str, note: str, facts: list[Held]) -> Section:
        rows = [(fact.text, fact.note, fact.agencies) for fact in facts]
        return Section(part, title, (what, note, "In the records of"), list(rows))

    everything = (
        held(
            Part.OFFENDING,
            "Convictions, cautions and sentences",
            "Offence",
            "What was imposed",
            found.disposals,
        ),
        held(Part.OFFENDING, "Orders", "Order", "When", found.orders),
        Section(
            None,
            "Level",
            ("Level", "Area", "When"),
            list(found.levels),
            "Level 1 is the level of everybody for whom no higher one is recorded.",
        ),
        Section(None, "Responsible area", ("Area", "When"), list(found.areas)),
        held(Part.IDENTITY, "Names", "Name", "Kind", found.names),
        held(Part.IDENTITY, "Identifiers", "Number", "Note", found.identifiers),
    )
    return [section for section in everything if section.part is None or section.part in sees]


def parts_in_words(shown: Iterable[Section | Entered]) -> str:
    """Which parts of a record these sections show, for the log and the foot of a print."""
    parts = {section.part for section in shown}
    said = [part.name.lower().replace("_", " ") for part in Part if part in parts]
    return ", ".join(["level and area", *said])


def _facts(
    model: type[SourceFact],
    person: Nominal,
    *columns: str,
    known: datetime | None = None,
) -> Any:
    stated = queries.recorded(model, person, WEB, known)
    return stated.filter(withdrawn_on__isnull=True).values_list(*columns)


_KINDS_OF_NAME = {"alias": "alias", "previous": "previous name", "nickname": "nickname"}


def identifiers(person: Nominal) -> list[Held]:
    """The numbers of the person in the agencies' records."""
    return _together(
        (
            f"{Kind(kind).label} {canonical}",
            "" if valid else "cannot be read as a valid number: links nobody",
            agency,
        )
        for kind, canonical, valid, agency in _facts(
            Identifier, person, "kind", "canonical", "valid", "agency"
        ).order_by("kind", "canonical", "agency")
    )


def addresses(person: Nominal, on: date) -> list[Held]:
    """The addresses of the person in the agencies' records, newest first."""
    return _together(
        (
            ", ".join(part for part in (line_1, town, postcode) if part)
            or "no fixed abode" * (kind == "no_fixed_abode")
            or "not recorded",
            f"{plain(kind)}, {span(during, on)}",
            agency,
        )
        for kind, during, line_1, town, postcode, agency in _facts(
            Address, person, "kind", "during", "line_1", "town", "postcode", "agency"
        ).order_by("-during__startswith", "line_1", "agency")
    )


def names(person: Nominal) -> list[Held]:
    """The names of the person in the agencies' records."""
    records = (
        queries.recorded(SourceRecord, person, WEB)
        .filter(withdrawn_on__isnull=True)
        .annotate(**name_shown())
        .values_list("shown_surname", "shown_forenames", "agency")
    )
    others = _facts(Name, person, "surname", "forenames", "kind", "agency")
    found = [
        (_full(surname, forenames), "as recorded", agency)
        for surname, forenames, agency in records.order_by("pk")
    ]
    found += [
        (_full(surname, forenames), _KINDS_OF_NAME.get(kind, plain(kind)), agency)
        for surname, forenames, kind, agency in others.order_by("kind", "surname", "pk")
    ]
    return _together(found)


def _full(surname: str, forenames: str) -> str:
    return f"{forenames} {surname}".strip()


def _together(facts: Iterable[tuple[str, str, str]]) -> list[Held]:
    """Equal facts once, in the order in which they came, with all agencies that hold them."""
    agencies: dict[tuple[str, str], list[str]] = defaultdict(list)
    for text, note, agency in facts:
        if agency not in agencies[text, note]:
            agencies[text, note].append(agency)
    return [
        Held(text, note, series(sorted(held, key=_LEADING.index)))
        for (text, note), held in agencies.items()
    ]


@dataclass(frozen=True, slots=True)
class Source:
    """Whose record it is."""

    agency: str
    area: str


@dataclass(frozen=True, slots=True)
class Records:
    """Whose records a person is in, what each says line by line, and where standing ones differ."""

    records: list[Source]
    table: list[tuple[str, list[str]]]
    differences: list[tuple[str, list[tuple[str, str]]]]


def records(person: Nominal) -> Records:
    """Every agency's record of this person, what each says, and where standing ones differ."""
    numbers: dict[int, list[str]] = defaultdict(list)
    for record, kind, given in (
        Identifier.objects.using(WEB)
        .filter(nominal=person, withdrawn_on__isnull=True)
        .order_by("kind", "canonical")
        .values_list("record_id", "kind", "given")
    ):
        numbers[record].append(f"{Kind(kind).label} {given}")
    rows = list(
        SourceRecord.objects.using(WEB)
        .filter(nominal=person)
        .annotate(**name_shown())
        .order_by("pk")
        .values("pk", "agency", "area__name", "source_key", "imported_at", "withdrawn_on", *_FIELDS)
    )
    rows.sort(key=lambda row: (row["withdrawn_on"] is not None, _LEADING.index(row["agency"])))
    standing = [row for row in rows if row["withdrawn_on"] is None]
    differences = []
    for field, label in _FIELDS.items():
        said: dict[str, list[str]] = defaultdict(list)
        for row in standing:
            if row[field]:
                said[_said(row[field])].append(row["agency"])
        if len(said) > 1:
            differences.append(
                (label, [(series(list(dict.fromkeys(who))), value) for value, who in said.items()])
            )
    table = [
        (capfirst(label), [_said(row[field]) or "not recorded" for row in rows])
        for field, label in _FIELDS.items()
        if field != "died_on" or any(row[field] for row in rows)
    ]
    return Records(
        records=[Source(row["agency"], row["area__name"]) for row in rows],
        table=[
            ("Number there", [row["source_key"] for row in rows]),
            *table,
            ("Identifiers", [", ".join(numbers[row["pk"]]) or "none" for row in rows]),
            ("Imported on", [in_words(row["imported_at"].date()) for row in rows]),
            (
                "In the latest extract",
                [
                    f"no, since {in_words(row['withdrawn_on'])}" if row["withdrawn_on"] else "yes"
                    for row in rows
                ],
            ),
        ],
        differences=differences,
    )


def _said(value: date | str | None) -> str:
    return in_words(value) if isinstance(value, date) else value or ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on one day, in its lane (one of those of `LANES`)."""

    day: date
    lane: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Spell:
    """A time to draw as a bar; what may overlap has a lane for each kind."""

    lane: str
    text: str
    period: Period


# In the order of the page, each with the part of the record that one must see.
LANES = {
    "Law": Part.OFFENDING,
    "Custody": Part.OFFENDING,
    "Level": None,
    "Area": None,
    "Who manages": None,
    "Visits and contacts": Part.LOG,
    "Warnings": Part.MARKERS,
    "Notifications": Part.OFFENDING,
    "Breaches": Part.OFFENDING,
}


@dataclass(frozen=True, slots=True)
class Story:
    """All that happened, newest first, and the times of each lane."""

    events: list[Event]
    spells: list[Spell]


def story(person: Seen, position: queries.Position, known: datetime | None = None) -> Story:
    """The facts of one person on one axis; what two agencies report alike is told once."""
    sees = person.sees
    told: set[Event | Spell] = {
        *_law(person, position, known),
        *_custody(person, known),
        *_levels_and_areas(person, known),
        *_managed(person, known),
        *(_contacts(person, known) if Part.LOG in sees else ()),
        *(_warned(person, known) if Part.MARKERS in sees else ()),
        *_notified(person, known),
        *_breaches(person, known),
    }
    order = {lane: place for place, lane in enumerate(LANES)}
    events = [fact for fact in told if isinstance(fact, Event)]
    events.sort(key=lambda e: (e.day, -order[e.lane], e.title, e.text), reverse=True)
    spells = [fact for fact in told if isinstance(fact, Spell)]
    spells.sort(key=lambda s: (order.get(s.lane, 0), s.lane, s.period.first or date.min, s.text))
    return Story(events, spells)


def _law(
    person: Nominal, position: queries.Position, known: datetime | None
) -> Iterator[Event | Spell]:
    if position.died_on is not None:
        yield Event(position.died_on, "Law", "Died", "")
    for ground in (*position.ended, *position.running, *position.to_come):
        reason, category = ground.because(), f"Category {ground.category}"
        yield Spell(category, ground.because(), ground.period)
        if ground.period.first is not None:
            yield Event(ground.period.first, "Law", f"{category}: a ground begins", reason)
        if ground.period.last is not None:
            yield Event(ground.period.last, "Law", f"{category}: last day of a ground", reason)
    for offence, disposal, convicted_on, term in _facts(
        Disposal, person, "offence", "disposal", "convicted_on", "term_months", known=known
    ):
        found = "Cautioned" if disposal == "caution" else "Convicted"
        imposed = plain(disposal) + (f", {months(term)}" if term is not None else "")
        yield Event(convicted_on, "Law", f"{found}: {offence}", capfirst(imposed))
    for type_, made_on, ends_on, court in _facts(
        Order, person, "type", "made_on", "ends_on", "court", known=known
    ):
        name = capfirst(KINDS[type_].name)
        yield Event(made_on, "Law", f"{name} made", f"By {court}" if court else "")
        if ends_on is not None:
            yield Event(ends_on, "Law", f"{name}: last day", "")


def _custody(person: Nominal, known: datetime | None) -> Iterator[Event | Spell]:
    for kind, place, during in _facts(Whereabouts, person, "kind", "place", "during", known=known):
        said = capfirst(where_words((kind, place)))
        if kind in CUSTODY:
            yield Spell("Custody", said, during)
        if during.first is not None:
            yield Event(during.first, "Custody", said, capfirst(span(during)))
        if during.last is not None:
            yield Event(during.last, "Custody", f"{said}: last day", "")


def _levels_and_areas(person: Nominal, known: datetime | None) -> Iterator[Event | Spell]:
    for level, area, during in queries.recorded(Level, person, WEB, known).values_list(
        "level", "area__name", "during"
    ):
        said = f"Level {level} in {area}"
        yield Spell("Level", said, during)
        if during.first is not None:
            yield Event(during.first, "Level", said, capfirst(span(during)))
        if during.last is not None:
            yield Event(during.last, "Level", f"{said}: last day", "")
    for area, during in queries.recorded(Responsibility, person, WEB, known).values_list(
        "area__name", "during"
    ):
        yield Spell("Area", area, during)
        if during.first is not None:
            yield Event(during.first, "Area", f"{area} is responsible", capfirst(span(during)))


def _managed(person: Nominal, known: datetime | None) -> Iterator[Event | Spell]:
    for name, agency, during in (
        queries.recorded(Caseload, person, WEB, known)
        .filter(as_what="manager")
        .values_list("user__name", "agency", "during")
    ):
        said = f"Managed by {name}, {plain(agency)}"
        yield Spell("Who manages", said, during)
        if during.first is not None:
            yield Event(during.first, "Who manages", said, capfirst(span(during)))
        if during.last is not None:
            yield Event(during.last, "Who manages", f"{said}: last day", "")


def _contacts(person: Nominal, known: datetime | None) -> Iterator[Event | Spell]:
    """The log, in which nothing changes, without what a later entry corrected."""
    entries = Activity.objects.using(WEB).filter(nominal=person)
    if known is not None:
        entries = entries.filter(entered_at__lt=known)
    corrections = entries.filter(corrects=OuterRef("pk"))
    for kind, day, fact, opinion, by, agency in entries.exclude(Exists(corrections)).values_list(
        "kind", "happened_on", "fact", "opinion", "entered_by", "agency"
    ):
        said = capfirst(ACTIVITIES[kind])
        told = log_words(fact, opinion)
        yield Spell("Visits and contacts", said, Period(day, day))
        yield Event(day, "Visits and contacts", said, f"{told} ({by}, {plain(agency)})")


def _warned(person: Nominal, known: datetime | None) -> Iterator[Event | Spell]:
    for kind, reason, standing, during, entered_at in (
        queries.recorded(WarningMarker, person, WEB, known)
        .filter(withdrawn_at__isnull=True)
        .values_list("kind", "reason", "standing", "during", "entered_at")
    ):
        # Of which nobody says since when it holds, stands on the day on which it was entered.
        since = during.first or timezone.localtime(entered_at).date()
        yield Spell("Warnings", f"Warning: {MARKERS[kind]}", during)
        yield Event(since, "Warnings", f"Warning: {MARKERS[kind]}", as_said(standing, reason))
        if during.last is not None:
            yield Event(during.last, "Warnings", f"Warning: {MARKERS[kind]}: last day", "")


def _notified(person: Nominal, known: datetime | None) -> Iterator[Event | Spell]:
    for kind, day, station in (
        queries.recorded(Notification, person, WEB, known)
        .filter(withdrawn_at__isnull=True)
        .values_list("kind", "notified_on", "station")
    ):
        said = capfirst(NOTIFICATIONS[kind])
        yield Spell("Notifications", said, Period(day, day))
        yield Event(day, "Notifications", said, station)


_BREACHES = {
    "notification": "the notification requirement",
    "licence": "the licence",
    "order": "an order",
}


def _breaches(person: Nominal, known: datetime | None) -> Iterator[Event | Spell]:
    for kind, breached_on, decision, decided_on, returned_on in _facts(
        Breach,
        person,
        "kind",
        "breached_on",
        "decision",
        "decided_on",
        "returned_on",
        known=known,
    ):
        proved = decision in {"cautioned", "convicted"}
        what = f"{'Breach' if proved else 'Suspected breach'} of {_BREACHES[kind]}"
        decided = capfirst(plain(decision)) or "Not decided"
        if breached_on is not None:
            yield Spell("Breaches", what, Period(breached_on, breached_on))
            yield Event(breached_on, "Breaches", what, decided)
        if decided_on is not None and decision:
            yield Event(decided_on, "Breaches", decided, what)
        if returned_on is not None:
            yield Event(returned_on, "Breaches", "Returned to custody", what)
