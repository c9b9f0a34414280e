"""Reads for the pages of caseloads: always as many queries, however many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import connections
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from openmappa.agencies.models import AGENCIES, User
from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.agencies.roles import ROLES
from openmappa.agencies.settings import setting
from openmappa.audit.history import TODAY
from openmappa.cases.beginning import began
from openmappa.cases.glance import Due, due
from openmappa.cases.models import RotaNumber
from openmappa.cases.queries import law_positions, told_of
from openmappa.cases.visibility import visible
from openmappa.cases.words import as_said
from openmappa.law.grounds import precedence
from openmappa.nominals import merging, signing
from openmappa.nominals.fairness import Suspicion
from openmappa.nominals.models import (
    Caseload,
    Cover,
    Emergency,
    Merge,
    Message,
    Nominal,
    SignOff,
)
from openmappa.nominals.register import MARKERS, WarningMarker

# Namings whose manager may hold no case in the area any more.
MANAGERS_GONE = RawSQL("select nominals_managers_gone()", [])
_AT_MEETINGS = ("coordinator", "deputy_coordinator", "chair")
HOLDERS = [key for key, role in ROLES.items() if Permission.CASELOAD_HOLD in role.permissions]


def holders(visitor: Visitor, *, agency: str = "") -> list[tuple[str, str]]:
    """Who holds cases in the visitor's areas, as choices: the user's number, and who it is."""
    found = _serving(visitor, HOLDERS)
    if agency:
        found = found.filter(agency=agency)
    rows = found.order_by("name", "pk").values_list("pk", "name", "agency").distinct()
    return [(str(pk), f"{name}, {AGENCIES[of].lower()}") for pk, name, of in rows]


def _serving(visitor: Visitor, roles: Collection[str]) -> QuerySet[User]:
    """Who serves in one of these roles in the visitor's areas today."""
    return User.objects.using(WEB).filter(
        active=True,
        postings__during__contains=TODAY,
        postings__role__in=roles,
        postings__area__in=[held.area_id for held in visitor.postings],
    )


def may_be_let_in(visitor: Visitor) -> tuple[list[tuple[str, str]], list[str]]:
    """Whom a record of the visitor's areas may be restricted to, as choices; and who is at first.

    Those who answer for meetings come first, by their role; then who holds cases. At first the
    co-ordinators are: a case at Level 2 or 3 that they do not see is nobody's in the area.
    """
    rows = (
        _serving(visitor, _AT_MEETINGS)
        .order_by("name", "pk")
        .values_list("pk", "name", "postings__role")
        .distinct()
    )
    said: dict[str, str] = {}
    at_first = []
    for pk, name, role in sorted(rows, key=lambda row: _AT_MEETINGS.index(row[2])):
        said.setdefault(str(pk), f"{name}, {ROLES[role].label}")
        if role == "coordinator" and pk != visitor.id:
            at_first.append(str(pk))
    people = {**said, **{pk: words for pk, words in holders(visitor) if pk not in said}}
    people.pop(str(visitor.id), None)
    return list(people.items()), at_first


def running(of: Q, **more: Any) -> QuerySet[Caseload]:
    """Namings that run today."""
    return Caseload.objects.using(WEB).filter(of, during__contains=TODAY, **more)


def ended_by(model: type[Model], number: int, person: Nominal) -> str:
    """Who wrote last to a row about a person that stands no more; empty where there was none."""
    states: Any = model.pgh_event_model  # type: ignore[attr-defined] # pghistory's
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select w.actor from nominals_written_by(array(select h.operation"
            f" from {states._meta.db_table} h where h.pgh_obj_id = %s and h.nominal_id = %s"
            " order by h.pgh_id desc limit 1)) w",
            [number, person.pk],
        )
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def acting_for(visitor: Visitor) -> QuerySet[User]:
    """The visitor, and whom they cover for today."""
    covered = Cover.objects.using(WEB).filter(covered_by=visitor.id, during__contains=TODAY)
    return User.objects.using(WEB).filter(Q(pk=visitor.id) | Q(pk__in=covered.values("user")))


def theirs(visitor: Visitor) -> Q:
    """What the visitor is named to, or covers."""
    return Q(user__in=acting_for(visitor))


@dataclass(frozen=True, slots=True)
class Case:
    """One person of a caseload; `gravity` is its level, then its category, for the order."""

    number: int
    nominal_id: int
    reference: str
    name: str
    category: int | None
    level: int
    gravity: tuple[int, int]
    as_what: str
    whose: str
    whose_id: int
    since: date | None
    lines: tuple[str, str, str]
    from_whom: str
    why: str
    to_acknowledge: bool
    late: bool


def cases(visitor: Visitor, found: QuerySet[Caseload], on: date) -> list[Case]:
    """The people of these namings, those of highest level and gravest category first."""
    rows = list(
        found.values_list(
            "pk",
            "nominal_id",
            "nominal__reference",
            "nominal__forenames",
            "nominal__surname",
            "as_what",
            "user__name",
            "user_id",
            "during",
            "risk",
            "due_next",
            "whom_to_ring",
            "passed_from__name",
            "acknowledged_at",
            "named_at",
            "why",
            "standing",
        )
    )
    days = int(setting("handover.acknowledge_days", None, visitor.today, WEB))
    too_old = timezone.now() - timedelta(days=days)
    rank = {category: place for place, category in enumerate(precedence(on))}
    standing = told_of([row[1] for row in rows], on, WEB)
    told = []
    for row in rows:
        category, level = standing[row[1]]
        level = (level or 1) if category else 0
        waits = row[12] is not None and row[13] is None
        told.append(
            Case(
                number=row[0],
                nominal_id=row[1],
                reference=row[2],
                name=f"{row[4].upper()}, {row[3]}".strip(", "),
                category=category,
                level=level,
                gravity=(-level, rank.get(category or 0, 9)),
                as_what=row[5],
                whose=row[6],
                whose_id=row[7],
                since=row[8].first,
                lines=(as_said(row[16], row[9]), row[10], row[11]),
                from_whom=row[12] or "",
                why=row[15],
                to_acknowledge=waits,
                late=waits and row[14] < too_old,
            )
        )
    told.sort(key=lambda c: (c.gravity, c.name, c.number))
    return told


@dataclass(frozen=True, slots=True)
class Next:
    """What is due next of one person, if anything, and what was not recorded from before."""

    due: Due | None
    before: int  # how many duties were due before their area began to use the system
    began: date | None  # and the day on which it did


def next_due(ids: list[int], on: date) -> dict[int, Next]:
    """What is due next of each of these people, by the law: what was not recorded, else what comes.

    What was due before their area began to use the system is counted apart, unless an officer
    suspects that it was missed. Who has nothing from before, or due within four weeks, is left out.
    """
    since = began(ids)
    suspected = set(
        Suspicion.objects.using(WEB)
        .filter(nominal__in=ids, withdrawn_at=None)
        .values_list("nominal", "due")
    )
    found = {}
    for nominal, position in law_positions(ids, on, WEB).items():
        first = since.get(nominal)
        told = due(position)
        before = [
            one
            for one in told
            if first and one.missed and one.day < first and (nominal, one.day) not in suspected
        ]
        coming = next((one for one in told if one not in before), None)
        if told:
            found[nominal] = Next(coming, len(before), first)
    return found


def warnings(ids: list[int], on: date) -> dict[int, list[str]]:
    """Of what each of these people's records warns on the day; in one query."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for nominal, kind in (
        WarningMarker.objects.using(WEB)
        .filter(nominal__in=ids, withdrawn_at=None, during__contains=on)
        .values_list("nominal", "kind")
    ):
        found[nominal].add(kind)
    # Wanted and missing first, as in the bar of each.
    return {pk: [word for kind, word in MARKERS.items() if kind in of] for pk, of in found.items()}


@dataclass(frozen=True, slots=True)
class Touch:
    """Who outside the caseload looked at one of its people, when and how, and why if they said.

    `how` has the person as "them". `ring` is the number of the rota of their agency in their area;
    empty where none is set.
    """

    reference: str
    name: str
    who: str
    area: str
    at: datetime
    how: str
    why: str
    ring: str


_HOW = {
    "read": "opened the record",
    "search": "found them by a search",
    "print": "printed from the record",
    "export": "exported from the record",
    "asks": "asked about an address proposed for them",
    "lives": "asked about an address where they live",
}


def touched(visitor: Visitor) -> list[Touch]:
    """Who looked at the visitor's people since yesterday began, the latest first."""
    now = timezone.localtime()
    yesterday = (now - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select n.reference, n.forenames, n.surname, t.actor, t.area, t.at, t.actions, t.why,"
            " t.agency from nominals_touched(%s) t join nominals_nominal n on n.id = t.nominal_id"
            " order by t.at desc, n.reference, t.actor",
            [yesterday],
        )
        rows = cursor.fetchall()
    numbers = _rota({row[4] for row in rows})
    return [
        Touch(
            reference,
            f"{forenames} {surname}".strip(),
            actor,
            area,
            at,
            _and(_HOW[action] for action in actions),
            why,
            next((numbers[name, agency] for name in _names(area) if (name, agency) in numbers), ""),
        )
        for reference, forenames, surname, actor, area, at, actions, why, agency in rows
    ]


def _and(parts: Iterable[str]) -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def _names(areas: str) -> list[str]:
    return areas.split(", ")


def _rota(areas: set[str]) -> dict[tuple[str, str], str]:
    """The number that each agency answers at every hour in these areas: nobody's own desk."""
    if not areas:
        return {}
    rows = RotaNumber.objects.using(WEB).filter(
        area__name__in=[name for area in areas for name in _names(area)], during__contains=TODAY
    )
    return {
        (area, agency): number
        for area, agency, number in rows.values_list("area__name", "agency", "number")
    }


def messages_to(visitor: Visitor) -> QuerySet[Message]:
    """Messages about the visitor's people; a supervisor's also about whom nobody manages."""
    managed = running(Q(as_what="manager")).values("nominal")
    mine = Q(
        nominal__in=running(theirs(visitor), as_what__in=["manager", "deputy"]).values("nominal")
    )
    if visitor.may(Permission.CASELOAD_ASSIGN):
        mine |= ~Q(nominal__in=managed)
    return Message.objects.using(WEB).filter(mine).exclude(from_user=visitor.id)


def emergencies_of(visitor: Visitor) -> QuerySet[Emergency]:
    """Emergencies in which somebody opened a record of the visitor's own people.

    While nobody manages them, also to who assigns cases in the area, as far as they see the record.
    """
    whose = Q(
        nominal__in=running(theirs(visitor), as_what__in=["manager", "deputy"]).values("nominal")
    )
    assigns = visitor.areas(Permission.CASELOAD_ASSIGN)
    if assigns:
        nobodys = (
            Emergency.objects.using(WEB)
            .filter(area__in=assigns, reviewed_at=None)
            .exclude(nominal__in=running(Q(as_what="manager")).values("nominal"))
        )
        among = Nominal.objects.using(WEB).filter(pk__in=nobodys.values("nominal"))
        seen = visible(visitor).people_in_full(among)
        whose |= Q(nominal__in=seen.values("pk"))
    return Emergency.objects.using(WEB).filter(whose).exclude(user=visitor.id)


def emergencies_to_review(visitor: Visitor) -> QuerySet[Emergency]:
    """Emergencies of the areas in which the visitor reviews them; never their own."""
    areas = visitor.areas(Permission.AUDIT_REVIEW)
    return (
        Emergency.objects.using(WEB)
        .filter(Q(area__in=areas) | Q(by_area__in=areas))
        .exclude(user=visitor.id)
    )


def sign_offs(visitor: Visitor) -> QuerySet[SignOff]:
    """Work of others that the visitor may sign, in their areas, of people in sight; of merges see
    `merges_to_decide`.
    """
    signs = visitor.areas(Permission.WORK_SIGN_OFF)
    theirs = [
        Q(kind=key, area__in=signs.keys() & visitor.areas(kind.needs))
        for key, kind in signing.KINDS.items()
        if key not in merging.KINDS
    ]
    return _waiting(visitor).filter(reduce(or_, theirs))


def merges_to_decide(visitor: Visitor) -> QuerySet[SignOff]:
    """Merges, and partings, that the visitor may decide: they see both records in full."""
    full = visible(visitor).people_in_full().values("pk")
    both = Merge.objects.using(WEB).filter(
        Q(other_nominal__in=full) | ~Q(state="asked"), nominal__in=full
    )
    return _waiting(visitor).filter(
        kind__in=merging.KINDS,
        area__in=visitor.areas(Permission.MERGE_APPROVE),
        subject_id__in=both.values("pk"),
    )


def _waiting(visitor: Visitor) -> QuerySet[SignOff]:
    return (
        SignOff.objects.using(WEB)
        .filter(state="asked")
        .exclude(asked_by_id=visitor.id)
        .select_related("nominal")
        .order_by("asked_at", "pk")
    )


def unacknowledged(visitor: Visitor) -> QuerySet[Caseload]:
    """Cases of the visitor's areas, of their agency, that were passed on and not acknowledged."""
    days = int(setting("handover.acknowledge_days", None, visitor.today, WEB))
    found = running(
        Q(area__in=visitor.areas(Permission.CASELOAD_ASSIGN)),
        passed_from__isnull=False,
        acknowledged_at=None,
        named_at__lt=timezone.now() - timedelta(days=days),
    )
    return found.filter(_same_agency(visitor))


def _same_agency(visitor: Visitor) -> Q:
    everybody = {"coordinator", "deputy_coordinator"}
    if any(held.role.key in everybody for held in visitor.postings):
        return Q()
    return Q(agency=visitor.agency)


def team(visitor: Visitor) -> QuerySet[Caseload]:
    """The managers' namings that the visitor may move: of their areas and their agency."""
    return running(Q(area__in=visitor.areas(Permission.CASELOAD_ASSIGN)), as_what="manager").filter(
        _same_agency(visitor)
    )


def cover_of(visitor: Visitor) -> list[Cover]:
    """Cover that runs or is to come, of the visitor or by them."""
    return list(
        Cover.objects.using(WEB)
        .filter(Q(user=visitor.id) | Q(covered_by=visitor.id), during__endswith__gt=TODAY)
        .select_related("user", "covered_by")
        .order_by("during", "pk")
    )
