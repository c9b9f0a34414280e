"""What somebody on duty needs at night: find a person of the area, and one card that fits a phone.

Each box of the card is filled by the sources named in `BOXES`; a further source is one more line
there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import DateField, Exists, Func, OuterRef, QuerySet, Value
from django.http import Http404

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.cases import queries
from openmappa.cases.models import RotaNumber
from openmappa.cases.people import Pointer, pointers
from openmappa.cases.person import Face, face
from openmappa.cases.visibility import CUSTODY
from openmappa.cases.words import plain, where_words
from openmappa.justice.models import Order, Whereabouts
from openmappa.law.dates import Period, age_on, in_words
from openmappa.law.duties import s84_1, s84_1_ca, s84_6
from openmappa.law.position import LegalPosition
from openmappa.law.position import position as law_position
from openmappa.law.rules import AnyRule
from openmappa.nominals.models import Access, Address, Match, Name, Nominal
from openmappa.nominals.search import KINDS, Typed, find

if TYPE_CHECKING:
    from openmappa.cases.visibility import InSight

MOST_FOUND = 20
_TODAY = Func(function="audit_today", output_field=DateField())


def people_on_duty(visitor: Visitor) -> QuerySet[InSight]:
    """Those whose card the visitor may open: of the areas in which they are on duty, today."""
    areas = visitor.areas(Permission.DUTY_CARD_VIEW)
    held = Access.objects.using(WEB).filter(
        nominal=OuterRef("pk"), area__in=areas, during__contains=_TODAY
    )
    return Nominal.objects.using(WEB).filter(Exists(held)).annotate(sight=Value("full"))


@dataclass(frozen=True, slots=True)
class Found:
    """One person found: enough to tell them from another."""

    id: int
    reference: str
    name: str
    born: str
    by: str
    lives: str
    small: Any


# What somebody on duty finds people by.
_KINDS = ("name", "born", "identifier", "record", "address", "telephone", "vehicle")


def found(visitor: Visitor, typed: Typed) -> tuple[list[Found], list[Pointer]]:
    """Whom it means among the people of the area, the best first; and who holds others' records."""
    matched, others = find(typed, _KINDS, WEB)
    met = {one.nominal_id: one for one in matched}
    people = people_on_duty(visitor).filter(pk__in=[0, *met])
    allowed = set(people.values_list("pk", flat=True))
    ids = [pk for pk in met if pk in allowed][:MOST_FOUND]
    with connections[WEB].cursor() as cursor:
        cursor.execute(_DETAILS, {"ids": ids, "today": visitor.today})
        details = {row[0]: row for row in cursor.fetchall()}
    by = {pk: KINDS.get(met[pk].kind, "") for pk in ids}
    return (
        [_found(details[pk], by[pk], visitor.today) for pk in ids if pk in details],
        pointers(others),
    )


_DETAILS = """
select n.id, n.reference, n.surname, n.forenames, n.born_on,
    (select concat_ws(', ', nullif(a.line_1, ''), nullif(a.town, ''), nullif(a.postcode, ''))
        from nominals_address a where a.nominal_id = n.id and a.withdrawn_on is null
            and a.during @> %(today)s order by lower(a.during) desc, a.id limit 1),
    (select p.small from nominals_photograph p where p.nominal_id = n.id and p.current)
from nominals_nominal n where n.id = any(%(ids)s::bigint[])
"""


def _found(row: tuple[Any, ...], by: str, today: date) -> Found:
    pk, reference, surname, forenames, born, lives, small = row
    return Found(
        id=pk,
        reference=reference,
        name=f"{surname.upper()}, {forenames}" if forenames else surname.upper(),
        born=_born(born, today),
        by=by if by != "name" else "",
        lives=lives or "",
        small=small,
    )


def _born(born: date | None, today: date) -> str:
    if born is None:
        return "not known"
    return f"{in_words(born)} (age {age_on(born, today)})" if born <= today else in_words(born)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the card; `strong` is read first."""

    strong: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What the sources of a card look at: one person on one day."""

    person: Nominal
    on: date
    visitor: Visitor
    position: LegalPosition
    stays: list[tuple[str, str, Period]]

    @property
    def held(self) -> bool:
        """Whether the person is known to be in custody."""
        return any(kind in CUSTODY for kind, _, _ in self.stays)


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
    standing: str
    where: str
    face: Face
    boxes: list[Box]


def see(visitor: Visitor, reference: str) -> Nominal:
    """The person of this reference. Raises Http404 for who is not of the visitor's areas."""
    person = people_on_duty(visitor).filter(reference=reference).first()
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
    case = Case(person, on, visitor, law_position(facts, on), stays)
    return Card(
        id=person.pk,
        reference=str(person.reference),
        name=person.name,
        born=_born(person.born_on, on),
        standing=standing.summary,
        where=where_words(stays[0][:2] if stays else None),
        face=face(person, on),
        boxes=[
            Box(title, [line for source in sources for line in source(case)], nothing)
            for title, sources, nothing in BOXES
        ],
    )


# The sources


def _at_large(case: Case) -> Iterator[Told]:
    for kind, _, during in case.stays:
        if kind == "unlawfully_at_large" and during.first is not None:
            yield Told("Unlawfully at large", f"since {in_words(during.first)}: to be arrested")


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
    rows = (
        Name.objects.using(WEB)
        .filter(nominal=case.person, withdrawn_on__isnull=True)
        .order_by("surname", "forenames")
        .values_list("forenames", "surname", "kind")
        .distinct()
    )
    for forenames, surname, kind in rows:
        yield Told(f"{forenames} {surname}".strip(), plain(kind))


def _addresses(case: Case) -> Iterator[Told]:
    rows = (
        Address.objects.using(WEB)
        .filter(nominal=case.person, withdrawn_on__isnull=True, during__contains=case.on)
        .order_by("line_1")
        .values_list("line_1", "town", "postcode", "kind")
        .distinct()
    )
    for line_1, town, postcode, kind in rows:
        address = ", ".join(part for part in (line_1, town, postcode) if part)
        yield Told(address or _capital(plain(kind)), plain(kind) if address else "")


_TO_KNOW_AT_NIGHT = re.compile("travel|passport")  # of what an order does


def _orders(case: Case) -> Iterator[Told]:
    courts = dict(
        Order.objects.using(WEB)
        .filter(nominal=case.person, withdrawn_on__isnull=True)
        .values_list("pk", "court")
    )
    for order in case.position.orders:
        if not order.in_force:
            continue
        court = courts.get(int(order.ref.partition(":")[2]), "")
        until = f"until {in_words(order.last_day)}" if order.last_day else "until further order"
        effects = "".join(
            f" {_capital(effect)}." for effect in order.effects if _TO_KNOW_AT_NIGHT.search(effect)
        )
        yield Told(
            _capital(order.name),
            f"{until}{f', {court}' if court else ''}.{effects} Its terms are not recorded here:"
            " see PNC or ring.",
        )


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


def _licence(case: Case) -> Iterator[Told]:
    lasts = [s.licence_ends_on for s in case.position.sentences if s.licence_ends_on is not None]
    last = max(lasts, default=None)
    if last is None or last < case.on or case.held:
        return
    yield Told(
        "Licence",
        f"to {in_words(last)}, if released on it. Its conditions are not recorded here: ring"
        " probation.",
    )


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
            "Not notifying in time, or notifying what is false",
            "without reasonable excuse: an offence, up to 5 years (SOA 2003 s.91). That nothing is"
            " recorded here is not proof.",
        )
    for order in case.position.orders:
        if order.in_force:
            provision = _BREACHES.get(order.type)
            by = f" ({provision})" if provision else ""
            yield Told(f"Breaking the {order.name}", f"without reasonable excuse: an offence{by}.")
    if any(_licence(case)):
        yield Told(
            "Breaking a licence condition",
            "is no offence by itself: ring probation, who decide on recall at any hour.",
        )


def _rota(case: Case) -> Iterator[Told]:
    """The numbers of the area that is responsible; of the visitor's own where that is another."""
    areas = case.visitor.areas(Permission.DUTY_CARD_VIEW)
    responsible = set(
        Access.objects.using(WEB)
        .filter(nominal=case.person, area__in=areas, basis="responsible", during__contains=_TODAY)
        .values_list("area", flat=True)
    )
    for number, answered_by, agency, area in (
        RotaNumber.objects.using(WEB)
        .filter(area__in=responsible or set(areas), during__contains=_TODAY)
        .order_by("area__name", "agency")
        .values_list("number", "answered_by", "agency", "area__name")
    ):
        yield Told(number, f"{answered_by} ({plain(agency)}, {area}), at every hour")


BOXES: tuple[tuple[str, tuple[Source, ...], str], ...] = (
    (
        "Officer safety",
        (_at_large, _same_person),
        "No warning is recorded. That is no promise that there is no danger.",
    ),
    (
        "What they may not do, and must do, today",
        (_orders, _licence, _notification),
        "No order, licence or notification requirement is recorded for today.",
    ),
    ("What amounts to an offence or recall", (_offences,), "Nothing by what is recorded here."),
    (
        "Whom to ring now",
        (_rota,),
        "No number is on the rota of this area. Ring the force control room.",
    ),
    ("Where they live", (_addresses,), "No address is recorded for today."),
    ("Also known as", (_other_names,), "No other name is recorded."),
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
