"""What somebody on duty needs at night: find a person of the area, and one card that fits a phone.

Each box of the card is filled by the sources named in `BOXES`; a further source is one more line
there.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import BooleanField, F, Func, OuterRef, QuerySet, Subquery, Value
from django.http import Http404
from django.utils.text import capfirst

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.cases import queries
from openmappa.cases.glance import AHEAD_DAYS
from openmappa.cases.models import RotaNumber
from openmappa.cases.notices import notices
from openmappa.cases.people import Pointer, pointers
from openmappa.cases.person import RESTRICTED, Face, face
from openmappa.cases.suspected import is_not_recorded
from openmappa.cases.visibility import CUSTODY
from openmappa.cases.words import as_said, plain, span, where_words
from openmappa.justice.models import Order, Whereabouts
from openmappa.law.dates import Period, age_on, days_from, in_words, under_18
from openmappa.law.duties import Duty, s84_1, s84_1_ca, s84_6, s85_5_a
from openmappa.law.position import LegalPosition
from openmappa.law.position import position as law_position
from openmappa.law.rules import AnyRule
from openmappa.nominals.models import Access, Address, Match, Nominal
from openmappa.nominals.queries import stands_for
from openmappa.nominals.register import (
    BODY_SITES,
    BUILDS,
    CHECKS,
    CIRCULATED,
    KEEPERS,
    MARKERS,
    MARKS,
    NAMES,
    RESIDENCES,
    SIDES,
    TELEPHONES,
)
from openmappa.nominals.search import KINDS, Typed, find

if TYPE_CHECKING:
    from openmappa.cases.visibility import InSight

MOST_FOUND = 20


def people_on_duty(visitor: Visitor) -> QuerySet[InSight]:
    """Those whose card the visitor may open: of the areas in which they are on duty, today.

    A restricted record's only who is let in, though they see the record because they speak for
    victims.
    """
    areas = visitor.areas(Permission.DUTY_CARD_VIEW)
    held = Access.objects.using(WEB).filter(
        nominal=OuterRef("pk"), area__in=areas, during__contains=TODAY
    )
    barred = Func(F("pk"), function="nominals_barred", output_field=BooleanField())
    return (
        Nominal.objects.using(WEB)
        # Asked of each as a value: as a join, everybody of the area is gone through for a few.
        .alias(barred=barred, held=Subquery(held.values("pk")[:1]))
        .filter(held__isnull=False, barred=False)
        .annotate(sight=Value("full"))
    )


@dataclass(frozen=True, slots=True)
class Found:
    """One person found: enough to tell them from another."""

    id: int
    reference: str
    name: str
    born: str
    child: bool
    by: str
    met: str
    lives: str
    small: Any


# What somebody on duty finds people by.
KINDS_ON_DUTY = (
    *("name", "born", "identifier", "record", "address", "telephone", "e_mail"),
    *("vehicle", "mark", "look"),
)


def found(visitor: Visitor, typed: Typed) -> tuple[list[Found], list[Pointer]]:
    """Whom it means among the people of the area, the best first; and who holds others' records."""
    matched, others = find(typed, KINDS_ON_DUTY, WEB)
    met = {one.nominal_id: one for one in matched}
    people = people_on_duty(visitor).filter(pk__in=[0, *met])
    allowed = set(people.values_list("pk", flat=True))
    ids = [pk for pk in met if pk in allowed][:MOST_FOUND]
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            _DETAILS,
            {
                "ids": ids,
                "tables": [met[pk].of_table for pk in ids],
                "rows": [met[pk].source_id for pk in ids],
                "today": visitor.today,
            },
        )
        details = {row[0]: row for row in cursor.fetchall()}
    by = {pk: KINDS.get(met[pk].kind, "") for pk in ids}
    return (
        [_found(details[pk], by[pk], visitor.today) for pk in ids if pk in details],
        pointers(others),
    )


_DETAILS = f"""
select n.id, n.reference, n.surname, n.forenames, n.born_on,
    (select l.lives from ({queries.LIVES.format(people="array[n.id]", on="%(today)s")}) l limit 1),
    (select p.small from nominals_photograph p where p.nominal_id = n.id and p.current),
    {queries.MET_BY}
from (select p.id, p.reference, p.surname, p.forenames, p.born_on, f.of_table, f.source_id
    from nominals_nominal p
    join unnest(%(ids)s::bigint[], %(tables)s::text[], %(rows)s::bigint[])
        f (id, of_table, source_id) on f.id = p.id) n
"""


def _found(row: tuple[Any, ...], by: str, today: date) -> Found:
    pk, reference, surname, forenames, born, lives, small, fact = row
    return Found(
        id=pk,
        reference=reference,
        name=f"{surname.upper()}, {forenames}" if forenames else surname.upper(),
        born=_born(born, today),
        child=born is not None and under_18(born, today),
        by=by if by != "name" else "",
        met=fact or "",
        lives=lives or "",
        small=small,
    )


def _born(born: date | None, today: date) -> str:
    if born is None:
        return "not known"
    return f"{in_words(born)} (age {age_on(born, today)})" if born <= today else in_words(born)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the card: `strong` is read first, `alert` stands out; `rings` to be rung."""

    strong: str
    text: str = ""
    alert: str = ""
    rings: bool = False

    @property
    def dialled(self) -> str:
        """What a telephone dials; empty where there is nothing to dial."""
        return re.sub(r"[^0-9+]", "", self.strong) if self.rings else ""


@dataclass(frozen=True, slots=True)
class Case:
    """What the sources of a card look at: one person on one day."""

    person: Nominal
    on: date
    visitor: Visitor
    position: LegalPosition
    stays: list[tuple[str, str, Period]]
    entered: Mapping[str, Sequence[Row]]
    addresses: Sequence[tuple[str, str, str, str, Period]]  # of the agencies' records

    @property
    def no_fixed_abode(self) -> bool:
        """Whether people entered so, or the agencies' records say so and nobody entered a home."""
        entered = {row["kind"] for row in self.entered["residence"]}
        reported = {kind for *_, kind, _ in self.addresses} if "home" not in entered else set()
        return "no_fixed_abode" in entered | reported

    @property
    def held(self) -> bool:
        """Whether the person is known to be in custody."""
        return any(kind in CUSTODY for kind, _, _ in self.stays)


Row = Mapping[str, Any]
Source = Callable[[Case], Iterable[Told]]


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the card, and what it says where no source tells anything."""

    title: str
    lines: list[Told]
    nothing: str


@dataclass(frozen=True, slots=True)
class Card:
    """One person for somebody who meets them without warning."""

    id: int
    reference: str
    name: str
    born: str
    child: bool
    standing: str
    where: str
    restricted: str
    face: Face
    boxes: list[Box]


def see(visitor: Visitor, reference: str) -> Nominal:
    """The person of this reference; that of a record merged away means the one that was kept.

    Raises Http404 for who is not of the visitor's areas, or restricted and not open to the visitor.
    """
    person = people_on_duty(visitor).filter(reference=stands_for(reference, WEB)).first()
    if person is None:
        raise Http404
    return person


def card(visitor: Visitor, person: Nominal) -> Card:
    """The card of a person, as of today, in a fixed number of queries."""
    on = visitor.today
    standing = queries.position(person, on, WEB)
    facts = queries.whole_facts(person, WEB, standing.facts)
    stays = list(
        Whereabouts.objects.using(WEB)
        .filter(nominal=person, during__contains=on, withdrawn_on__isnull=True)
        .order_by("-during__startswith", "-place")
        .values_list("kind", "place", "during")
    )
    stays.sort(key=lambda stay: stay[0] not in CUSTODY)
    entered = _entered(person, on)
    addresses = list(
        Address.objects.using(WEB)
        .filter(nominal=person, withdrawn_on__isnull=True, during__contains=on)
        .order_by("line_1")
        .values_list("line_1", "town", "postcode", "kind", "during")
        .distinct()
    )
    case = Case(person, on, visitor, law_position(facts, on), stays, entered, addresses)
    return Card(
        id=person.pk,
        reference=str(person.reference),
        name=person.name,
        born=_born(person.born_on, on),
        child=person.born_on is not None and under_18(person.born_on, on),
        standing=standing.summary,
        where=where_words(stays[0][:2] if stays else None),
        restricted=RESTRICTED if entered["restricted"] else "",
        face=face(person, on),
        boxes=[
            Box(title, [line for source in sources for line in source(case)], nothing)
            for title, sources, nothing in BOXES
        ],
    )


# What people entered that holds on a day, names whenever they were used, and the latest check of
# each address; where somebody is only proposed to live is told to nobody at a door.
_ENTERED = """
select what, lower(during), upper(during) - 1, facts from (
    select 'restricted', r.id, null::daterange, '{}'::jsonb from nominals_restriction r
    where r.nominal_id = %(person)s and r.lifted_at is null
    union all
    select 'warning', m.id, m.during, jsonb_build_object(
        'kind', m.kind, 'reason', m.reason, 'standing', m.standing, 'review_on', m.review_on,
        'receivers', m.receivers, 'circulated', m.circulated)
    from nominals_warning_marker m
    where m.nominal_id = %(person)s and m.withdrawn_at is null and m.during @> %(on)s
    union all
    select 'term', t.id, t.during, jsonb_build_object(
        'number', t.number, 'kind', t.kind, 'wording', t.wording, 'order', t.order_id,
        'place', t.place, 'postcodes', t.postcodes)
    from justice_order_term t
    where t.nominal_id = %(person)s and t.withdrawn_at is null and t.during @> %(on)s
    union all
    select 'residence', r.id, r.during, jsonb_build_object(
        'kind', r.kind, 'line_1', r.line_1, 'line_2', r.line_2, 'town', r.town,
        'postcode', r.postcode, 'found_at', r.found_at, 'occupants', r.occupants,
        'children_present', r.children_present, 'check', (
            select jsonb_build_object(
                'on', c.checked_on, 'how', c.how, 'verified', c.verified, 'note', c.note)
            from nominals_address_check c where c.residence_id = r.id
            order by c.checked_on desc, c.id desc limit 1))
    from nominals_residence r
    where r.nominal_id = %(person)s and r.withdrawn_at is null and r.during @> %(on)s
      and r.kind <> 'proposed'
    union all
    select 'telephone', t.id, t.during, jsonb_build_object('kind', t.kind, 'number', t.number)
    from nominals_telephone t
    where t.nominal_id = %(person)s and t.withdrawn_at is null and t.during @> %(on)s
    union all
    select 'vehicle', v.id, v.during, jsonb_build_object(
        'registration', v.registration, 'colour', v.colour, 'make', v.make, 'model', v.model,
        'keeper', v.keeper)
    from nominals_vehicle v
    where v.nominal_id = %(person)s and v.withdrawn_at is null and v.during @> %(on)s
    union all
    select 'description', d.id, d.during, to_jsonb(d) from nominals_description d
    where d.nominal_id = %(person)s and d.withdrawn_at is null and d.during @> %(on)s
    union all
    select 'mark', m.id, m.during, jsonb_build_object(
        'kind', m.kind, 'site', m.site, 'side', m.side, 'description', m.description)
    from nominals_mark m
    where m.nominal_id = %(person)s and m.withdrawn_at is null and m.during @> %(on)s
    union all
    select 'suspected', s.id, null, jsonb_build_object('duty', s.duty, 'due', s.due, 'mark', s.mark,
        'what', s.what, 'by', s.entered_by, 'on', (s.entered_at at time zone 'Europe/London')::date)
    from nominals_suspicion s where s.nominal_id = %(person)s and s.withdrawn_at is null
    union all
    select 'name', 0, null, to_jsonb(k) from nominals_known_as(%(person)s) k
) as entered (what, id, during, facts)
order by what, lower(during) desc nulls last, id
"""


def _entered(person: Nominal, on: date) -> Mapping[str, Sequence[Row]]:
    """What people entered, by kind, the latest first: in one query."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(_ENTERED, {"person": person.pk, "on": on})
        rows: defaultdict[str, list[Row]] = defaultdict(list)
        for what, first, last, facts in cursor.fetchall():
            rows[what].append({**json.loads(facts), "during": Period(first, last)})
    return rows


# The sources


def _at_large(case: Case) -> Iterator[Told]:
    for kind, _, during in case.stays:
        if kind == "unlawfully_at_large" and during.first is not None:
            yield Told("Unlawfully at large", f"since {in_words(during.first)}: to be arrested")


def _warnings(case: Case) -> Iterator[Told]:
    """Who is wanted or missing first: that is what an officer stops somebody for."""
    for row in sorted(case.entered["warning"], key=lambda row: row["kind"] not in CIRCULATED):
        review = date.fromisoformat(row["review_on"])
        late = f"; review was due on {in_words(review)}" if review < case.on else ""
        since = f", since {in_words(row['during'].first)}" if row["during"].first else ""
        circulated = ""
        if row["kind"] in CIRCULATED:
            number = row["circulated"]
            circulated = (
                f". Circulated on the PNC: {number}" if number else ". Not circulated on the PNC"
            )
        reason = as_said(row["standing"], row["reason"])
        yield Told(
            capfirst(MARKERS[row["kind"]]),
            f"{reason}{since}{late}{circulated}. Who receives it: {row['receivers']}",
        )


def _same_person(case: Case) -> Iterator[Told]:
    """Who may be the same person, by name only where they are of the area too."""
    open_ = Match.objects.using(WEB).filter(open=True)
    others = {
        *open_.filter(nominal=case.person).values_list("other_nominal", flat=True),
        *open_.filter(other_nominal=case.person).values_list("nominal", flat=True),
    } - {case.person.pk}
    people = people_on_duty(case.visitor).filter(pk__in=[0, *others]).order_by("pk")
    for other in people:
        yield Told(
            f"May be the same person as {other.name}",
            f"{other.reference}, born {_born(other.born_on, case.on)}. Nobody has decided yet.",
        )


def _other_names(case: Case) -> Iterator[Told]:
    """By the agencies' records and as entered; a name that the law protects is in neither."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for row in case.entered["name"]:
        name = _joined(row["forenames"], row["surname"], by=" ")
        kinds[name].append(NAMES.get(row["kind"]) or plain(row["kind"]))
    for name, words in kinds.items():
        yield Told(name, _joined(*dict.fromkeys(words)))


_LOOKS = (
    *("hair", "facial_hair", "eyes", "complexion", "glasses", "teeth", "accent", "gait"),
    *("clothing", "disability"),
)


def _description(case: Case) -> Iterator[Told]:
    for row in case.entered["description"][:1]:
        height = f"{row['height_cm']} cm tall" if row["height_cm"] else ""
        build = f"{BUILDS[row['build']]} build" if row["build"] else ""
        looks = (f"{plain(look)}: {row[look]}" for look in _LOOKS if row[look])
        seen = f"seen on {in_words(row['during'].first)}" if row["during"].first else ""
        yield Told(capfirst(_joined(height, build)), _joined(*looks, seen, by="; "))


def _marks(case: Case) -> Iterator[Told]:
    for row in case.entered["mark"]:
        where = _joined(SIDES.get(row["side"]), BODY_SITES[row["site"]], by=" ")
        yield Told(f"{capfirst(MARKS[row['kind']])}, {where}", row["description"])


def _telephones(case: Case) -> Iterator[Told]:
    for row in case.entered["telephone"]:
        yield Told(row["number"], TELEPHONES[row["kind"]], rings=True)


def _vehicles(case: Case) -> Iterator[Told]:
    for row in case.entered["vehicle"]:
        looks = _joined(row["colour"], row["make"], row["model"], by=" ")
        yield Told(row["registration"].upper(), _joined(looks, KEEPERS[row["keeper"]]))


def _residences(case: Case) -> Iterator[Told]:
    """Where they were said to live, the home first."""
    order = list(RESIDENCES)
    for row in sorted(case.entered["residence"], key=lambda row: order.index(row["kind"])):
        place = _joined(row["line_1"], row["line_2"], row["town"], row["postcode"])
        kind = RESIDENCES[row["kind"]]
        if row["kind"] == "no_fixed_abode":
            place, kind = f"No fixed abode, found at {row['found_at']}", ""
        since = "" if row["during"] == Period(None, None) else span(row["during"])
        others = f"also there: {row['occupants']}" if row["occupants"] else ""
        yield Told(
            place,
            _joined(_joined(kind, since), others, _checked(row["check"]), by="; "),
            alert="Children live here" if row["children_present"] == "yes" else "",
        )


def _checked(check: Row | None) -> str:
    if check is None:
        return "nobody has verified it"
    found = f"{in_words(date.fromisoformat(check['on']))} ({CHECKS[check['how']]})"
    return f"verified on {found}" if check["verified"] else f"not so on {found}: {check['note']}"


def _addresses(case: Case) -> Iterator[Told]:
    """Those of the agencies' records, but for what people entered of the same place."""
    for line_1, town, postcode, kind, during in case.addresses:
        row = {"kind": kind, "line_1": line_1, "postcode": postcode}
        if any(_same_place(row, known) for known in case.entered["residence"]):
            continue
        address = _joined(line_1, town, postcode)
        # Beside what people entered it must be seen which is the newer.
        source = _joined(
            span(during) if during != Period(None, None) else "", "by an agency's record"
        )
        yield Told(
            address or capfirst(plain(kind)), f"{plain(kind)}, {source}" if address else source
        )


def _same_place(one: Row, other: Row) -> bool:
    """Whether two addresses are one: the same first line, and no other postcode."""
    line, other_line = (_letters(row["line_1"]) for row in (one, other))
    code, other_code = (_letters(row["postcode"]) for row in (one, other))
    if line or other_line:
        return line == other_line and (code == other_code or not (code and other_code))
    return code == other_code if code else one["kind"] == other["kind"] and not other_code


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


_TO_KNOW_AT_NIGHT = re.compile("travel|passport")  # of what an order does


def _terms(case: Case, order: int | None) -> list[Row]:
    """The terms in force of one order, or of the licence; by their numbers."""
    mine = [row for row in case.entered["term"] if row["order"] == order]
    return sorted(mine, key=lambda row: (_NUMBER.sub("", row["number"]).zfill(4), row["number"]))


_NUMBER = re.compile("[^0-9]")


def _term(row: Row) -> Told:
    where = _joined(row["place"], *row["postcodes"])
    text = row["wording"].rstrip(".")
    return Told(f"Term {row['number']}", f"{text}{f' ({where})' if where else ''}.")


def _by_number(terms: Sequence[Row]) -> str:
    numbers = _joined(*(row["number"] for row in terms))
    return f" (term{'s' if len(terms) > 1 else ''} {numbers})" if terms else ""


def _orders(case: Case) -> Iterator[Told]:
    courts = dict(
        Order.objects.using(WEB)
        .filter(nominal=case.person, withdrawn_on__isnull=True)
        .values_list("pk", "court")
    )
    for order in case.position.orders:
        if not order.in_force:
            continue
        number = int(order.ref.partition(":")[2])
        court, terms = courts.get(number, ""), _terms(case, number)
        until = f"until {in_words(order.last_day)}" if order.last_day else "until further order"
        effects = "".join(
            f" {capfirst(effect)}." for effect in order.effects if _TO_KNOW_AT_NIGHT.search(effect)
        )
        yield Told(
            capfirst(order.name),
            f"{until}{f', {court}' if court else ''}.{effects}"
            + ("" if terms else " Its terms are not recorded here: see PNC or ring."),
        )
        yield from map(_term, terms)


# What somebody registered must notify, in the words of who asks at a door.
_WITHIN_THREE_DAYS: tuple[tuple[AnyRule, str], ...] = (
    (s84_1, "a new name"),
    (s84_1, "a new home address"),
    (s84_6, "7 days' stay anywhere else, at once or added up in 12 months"),
    (s84_1_ca, "12 hours or more in a home where somebody under 18 lives"),
    (s84_1_ca, "bank accounts and cards, passport and other identity documents"),
)


def _notification(case: Case) -> Iterator[Told]:
    registration = case.position.registration
    if registration is None:
        return
    last = registration.period.last
    until = f"until {in_words(last)}" if last else "without end"
    to_notify = "; ".join(text for rule, text in _WITHIN_THREE_DAYS if rule.in_force_on(case.on))
    yield Told("Registered", f"{until}. To notify at a police station within 3 days: {to_notify}.")
    weekly = any(_is_weekly(duty) and duty.recorded_on is None for duty in case.position.duties)
    if s85_5_a.in_force_on(case.on) and not case.held and (weekly or case.no_fixed_abode):
        must = f"must notify again within 7 days of each notification ({s85_5_a.provision})."
        yield Told(
            "No home address",
            f"they notified a place where they can be found, so {must}"
            if weekly
            else f"if they notified a place where they can be found, they {must} No such"
            " notification is recorded here: ask when and where they made the last.",
        )


def _is_weekly(duty: Duty) -> bool:
    return duty.rules[0] is s85_5_a


def _suspected(case: Case) -> Iterator[Told]:
    """What an officer confirmed, and no more: not what is merely not recorded."""
    for row in case.entered["suspected"]:
        due, on = date.fromisoformat(row["due"]), date.fromisoformat(row["on"])
        if is_not_recorded(row["duty"], due, row["mark"], case.position.duties, case.on):
            yield Told(
                "Suspected of not having notified",
                f"{row['what']}, due {in_words(due)}. Confirmed by {row['by']}, {in_words(on)};"
                " not proved.",
            )


def _to_notify(case: Case) -> Iterator[Told]:
    """What a change, stay, release or journey asks for within four weeks, or having no home."""
    for duty in case.position.duties:
        of_an_event = duty.event is not None or duty.kind in _OF_JOURNEYS or _is_weekly(duty)
        if duty.due is None or not of_an_event:
            continue
        if duty.state(case.on) == "to come" and duty.due <= days_from(case.on, AHEAD_DAYS):
            yield Told("To notify", duty.because())


_OF_JOURNEYS = ("foreign travel", "change of journey", "return")


def _licence(case: Case) -> Iterator[Told]:
    terms, last = _terms(case, None), _licence_ends_on(case)
    if last and _licence_runs(case):
        yield Told(
            "Licence",
            f"to {in_words(last)}, if released on it."
            + ("" if terms else " Its conditions are not recorded here: ring probation."),
        )
    elif terms:
        # What people recorded stands, whatever the agencies' records know of the sentence.
        why = "The dates of the licence are not known here"
        if case.held:
            why = "They are recorded as in custody, and the terms bind after a release on licence"
        elif last:
            why = f"By the agencies' records the licence ended on {in_words(last)}"
        yield Told(
            "Licence terms, as recorded by people",
            f"{why}. Ring probation to ask whether the licence is in force.",
        )
    yield from map(_term, terms)


def _licence_ends_on(case: Case) -> date | None:
    """The last day of the licence by the agencies' records."""
    lasts = [s.licence_ends_on for s in case.position.sentences if s.licence_ends_on is not None]
    return max(lasts, default=None)


def _licence_runs(case: Case) -> bool:
    last = _licence_ends_on(case)
    return last is not None and last >= case.on and not case.held


# What a breach is, and the longest sentence where the provision is settled.
_BREACHES = {
    "NO": "SOA 2003 s.91",
    "interim_NO": "SOA 2003 s.91",
    "s96ZA_notice": "SOA 2003 s.91",
    "SOPO": "SOA 2003 s.113",
    "interim_SOPO": "SOA 2003 s.113",
    "SHPO": "SOA 2003 s.103I",
    "interim_SHPO": "SOA 2003 s.103I",
    "VOO": "CJIA 2008 s.113",
}


def _offences(case: Case) -> Iterator[Told]:
    if case.position.registration is not None:
        yield Told(
            "If they have not notified in time, or notified what is false",
            "without reasonable excuse: an offence, up to 5 years (SOA 2003 s.91). That nothing is"
            " recorded here is not proof.",
        )
    for order in case.position.orders:
        if order.in_force:
            provision = _BREACHES.get(order.type)
            by = f" ({provision})" if provision else ""
            terms = _terms(case, int(order.ref.partition(":")[2]))
            yield Told(
                f"If they break the {order.name}{_by_number(terms)}",
                f"without reasonable excuse: an offence{by}.",
            )
    if any(_licence(case)):
        yield Told(
            f"If they break a licence condition{_by_number(_terms(case, None))}",
            "no offence by itself: ring probation, who decide on recall at any hour"
            + ("." if _licence_runs(case) else " and know whether the licence is in force."),
        )


def _zones(case: Case) -> Iterator[Told]:
    """Places to keep away from: that there are, and whom to ring; nothing else of them."""
    for said in notices(case.person.pk):
        yield Told(said)


def _to_ask(case: Case) -> Iterator[Told]:
    """What decides, where one meets somebody registered, whether they have to notify it."""
    if case.position.registration is None or case.held:
        return
    if s84_1_ca.in_force_on(case.on):
        yield Told(
            "If somebody under 18 lives where you find them",
            "ask how long they have been there: 12 hours or more must be notified within 3 days.",
        )
    if s84_6.in_force_on(case.on):
        yield Told(
            "If they are staying anywhere that is not on this card",
            "ask since when: 7 days there, at once or added up in 12 months, must be notified"
            " within 3 days.",
        )


def _rota(case: Case) -> Iterator[Told]:
    """The numbers of the area that is responsible; of the visitor's own where that is another."""
    areas = case.visitor.areas(Permission.DUTY_CARD_VIEW)
    responsible = set(
        Access.objects.using(WEB)
        .filter(nominal=case.person, area__in=areas, basis="responsible", during__contains=TODAY)
        .values_list("area", flat=True)
    )
    for number, answered_by, agency, area in (
        RotaNumber.objects.using(WEB)
        .filter(area__in=responsible or set(areas), during__contains=TODAY)
        .order_by("area__name", "agency")
        .values_list("number", "answered_by", "agency", "area__name")
    ):
        yield Told(number, f"{answered_by} ({plain(agency)}, {area}), at every hour", rings=True)


BOXES: tuple[tuple[str, tuple[Source, ...], str], ...] = (
    (
        "Officer safety",
        (_at_large, _warnings, _same_person),
        "No warning is recorded. That is no promise that there is no danger.",
    ),
    (
        "What they may not do, and must do, today",
        (_orders, _licence, _zones, _notification, _to_notify, _suspected),
        "No order, licence or notification requirement is recorded for today.",
    ),
    (
        "What amounts to an offence or recall, and what to ask",
        (_offences, _to_ask),
        "Nothing by what is recorded here.",
    ),
    (
        "Whom to ring now",
        (_rota,),
        "No number is on the rota of this area. Ring the force control room.",
    ),
    ("Where they live", (_residences, _addresses), "No address is recorded for today."),
    (
        "Telephones and vehicles",
        (_telephones, _vehicles),
        "No telephone number or vehicle is recorded for today.",
    ),
    ("How to know them", (_description, _marks), "No description or mark is recorded."),
    ("Also known as", (_other_names,), "No other name is recorded."),
)


def _joined(*parts: str | None, by: str = ", ") -> str:
    return by.join(part for part in parts if part)
