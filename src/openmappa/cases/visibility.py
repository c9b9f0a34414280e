"""Whose record a visitor may see, and how much of it: one policy for lists and for pages.

Whoever is named to a person sees the record in full: their manager, deputy, supervisor or partner,
whoever covers for one of them, and for a time who broke the glass. Roles such as a psychologist's
or an inspector's see nobody else. For the others the role decides:

- police see the people in police records of their area, probation those in probation records, a
  central point of contact those in the records of its agency;
- prison see those held or due in;
- co-ordinator, administrator of meetings and chair see people at Levels 2 and 3 in full; the
  co-ordinator's office of those at Level 1 name, level and lead agency only;
- victim liaison see everybody, in the few parts that their work needs;
- nobody else sees a person's record.

As soon as somebody of an agency manages a person in an area, their colleagues there who are not
named to the person see the index only: name, birth, category, level and whom to ring. The agency's
supervisors and its central point see the records of all whom it manages.

Who is shut out of a record, because they know the person or because somebody says so, sees nothing
of it; a restricted record is nothing to anybody who is not let in by name, but to victim liaison of
the area: whoever restricts it cannot know whether there is a victim to speak for.

Of a record seen in full a role sees only the parts that its class in `agencies.roles` names.

What holds today decides (`visitor.day`), not the day that the page shows. Row-level security by
area lies beneath all this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, cast

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    Exists,
    Field,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.http import Http404

from openmappa.agencies.pages import WEB, Held, Visitor
from openmappa.agencies.permissions import Part, Permission
from openmappa.audit.history import TODAY
from openmappa.cases.models import Level
from openmappa.justice.models import Whereabouts
from openmappa.nominals.models import (
    Access,
    Caseload,
    Cover,
    Emergency,
    Listed,
    Nominal,
    SourceRecord,
)
from openmappa.nominals.queries import stands_for
from openmappa.nominals.register import Opening

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Sight(TypedDict):
        sight: str

    class _Parts(_Sight):
        sees: frozenset[Part]
        writes: frozenset[Part]
        acting_for: str | None

    InSight = WithAnnotations[Nominal, _Sight]
    Seen = WithAnnotations[Nominal, _Parts]

NOBODY = ("pk__in", ())
CUSTODY = ("prison", "yoi", "secure_hospital", "immigration_detention")


# Whom the areas of the visitor know today, and to whom the visitor is named anywhere.
_MIGHT_BE_SEEN = """
    select nominal_id from nominals_access
    where area_id = any(%s) and during @> (select audit_today())
    union
    select unnest((nullif(current_setting('app.let_in', true), ''))::bigint[])"""


class Sight(StrEnum):
    """How much of a record may be seen."""

    FULL = "full"
    INDEX = "index"  # name, birth, category, level and whom to ring
    OUTLINE = "outline"  # name, level and lead agency


class _Told(Func):
    """A value that a statement put together before is told when it is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, Any]:
        """A parameter: this object, for which the value is put in."""
        return "%s", [self]


class _Who(NamedTuple):
    """Who looks, on which day; and each fact that what they may see hangs on, by a name."""

    agency: str
    user: int | _Told
    today: date | _Told
    facts: dict[str, Exists]

    def fact(self, name: str, model: type[Model], *conditions: Q, **more: Any) -> Q:
        """The condition that a nominal has a row of this model, called by this name."""
        if name not in self.facts:
            rows = model._default_manager.using(WEB)
            self.facts[name] = Exists(rows.filter(*conditions, nominal=OuterRef("pk"), **more))
        return Q((name, True))


@dataclass(frozen=True, slots=True)
class Visible:
    """What one visitor may see of people, by each posting that lets them see anything.

    `in_full`: the condition on a nominal under which a posting shows the record, in the parts that
    its role sees. Every condition is made of `facts` by name.
    """

    facts: Mapping[str, Exists]
    in_full: tuple[tuple[Held, Q], ...]
    in_index: Q
    in_outline: Q
    # What holds for every posting: not shut out; and let in if the record is restricted, unless one
    # of the postings is no less for that.
    open_to: Q
    # Opened in an emergency by somebody of another area: to be read.
    read_only: Q
    covers_for: Subquery
    areas: tuple[int, ...]

    @property
    def by_sight(self) -> tuple[tuple[Sight, Q], ...]:
        """Under which condition how much is seen; the first that holds."""
        return (
            (Sight.FULL, _any(condition for _, condition in self.in_full)),
            (Sight.INDEX, self.in_index),
            (Sight.OUTLINE, self.in_outline),
        )

    def people(self, among: QuerySet[Nominal] | None = None) -> QuerySet[InSight]:
        """Those whom the visitor may see, each with `sight`: `full`, `index` or `outline`."""
        queryset = Nominal.objects.using(WEB).all() if among is None else among
        return (
            queryset.alias(**self.facts)
            .annotate(
                sight=Case(
                    *(
                        When(condition, then=Value(str(sight)))
                        for sight, condition in self.by_sight
                    ),
                    output_field=TextField(),
                )
            )
            .filter(self.open_to, _any(condition for _, condition in self.by_sight))
        )

    def people_in_full(self, among: QuerySet[Nominal] | None = None) -> QuerySet[Nominal]:
        """Those whose record the visitor may see in full: of many people far quicker to ask."""
        queryset = Nominal.objects.using(WEB).all() if among is None else among
        return queryset.alias(**self.facts).filter(
            self.open_to, _any(condition for _, condition in self.in_full)
        )

    def anybody(self) -> QuerySet[Nominal]:
        """All whom the database might show, to list everybody: else it asks of the whole country.

        The areas whose access counts are those of the visitor, and the rest goes by name.
        """
        known = RawSQL(_MIGHT_BE_SEEN, [list(self.areas)])  # noqa: S611 - a constant, with numbers
        return Nominal.objects.using(WEB).filter(pk__in=known)

    def sight(self, nominal_id: int) -> Sight | None:
        """How much of this record the visitor may see; None for nothing."""
        found = self.people().filter(pk=nominal_id).values_list("sight", flat=True).first()
        return Sight(found) if found else None


def see(visitor: Visitor, reference: str, *parts: Part) -> Seen:
    """The person of this reference, with `sight`, and with `sees` and `writes`: the parts.

    That of a record merged into another means the one that was kept.

    `acting_for` is the colleague for whom the visitor sees them, while covering for one.

    Http404 where there is none to be seen, or not all of these parts of the record.
    """
    who, sql, asked = _question_of_one(visitor.agency, visitor.postings)
    told = {"user": visitor.id, "today": visitor.day, "reference": reference}
    params = [told[value.name] if isinstance(value, _Told) else value for value in asked]
    found: Any = next(iter(Nominal.objects.using(WEB).raw(sql, params)), None)
    if found is None or not _holds(who.open_to, found):
        raise Http404
    found.sight = next((sight for sight, shows in who.by_sight if _holds(shows, found)), None)
    roles = [held.role for held, shows in who.in_full if _holds(shows, found)]
    found.sees = frozenset(part for role in roles for part in role.sees)
    found.writes = frozenset(part for role in roles for part in role.writes) & found.sees
    if _holds(who.read_only, found):
        found.writes = frozenset()
    if found.sight is None or not found.sees.issuperset(parts):
        raise Http404
    return cast("Seen", found)


@lru_cache(maxsize=1024)
def _question_of_one(
    agency: str, postings: tuple[Held, ...]
) -> tuple[Visible, str, tuple[Any, ...]]:
    """What who has these postings may see, the statement that asks each fact of one person, and
    what the statement is told.

    Putting it together took longer than asking it.
    """
    who = _visible(agency, postings, _Told("user", BigIntegerField()), _Told("today", DateField()))
    one = (
        Nominal.objects.using(WEB)
        .annotate(**who.facts, acting_for=who.covers_for)
        .filter(reference=stands_for(_Told("reference", TextField()), WEB))
    )
    return who, *one.query.get_compiler(WEB).as_sql()


def _holds(condition: Q, found: object) -> bool:
    """Whether a condition made of facts holds of a person of whom each was asked."""
    each = (
        _holds(part, found) if isinstance(part, Q) else part != NOBODY and getattr(found, part[0])
        for part in cast("list[Q | tuple[str, Any]]", condition.children)
    )
    return (any if condition.connector == Q.OR else all)(each) != condition.negated


# Whose records a role of one agency goes by; a central point's are its own agency's.
_RECORDS = {
    "police": "police",
    "police_supervisor": "police",
    "probation": "probation",
    "probation_supervisor": "probation",
}
# Of these an agency's own caseloads leave the index only to who is not named to the person.
_COLLEAGUES = ("police", "probation", "prison")
_MEETING = ("coordinator", "deputy_coordinator", "mappa_administrator", "chair")
_OUTLINED = ("coordinator", "deputy_coordinator", "mappa_administrator")
_RESTRICTED_TOO = ("victim_liaison",)


def visible(visitor: Visitor) -> Visible:
    """What this visitor may see of people."""
    return _visible(visitor.agency, visitor.postings, visitor.id, visitor.day)


def _visible(
    agency: str, postings: tuple[Held, ...], user: int | _Told, today: date | _Told
) -> Visible:
    who = _Who(agency, user, today, {})
    let_in = (
        ~who.fact("restricted", Access, restricted=True)
        | _listed(who, "let_in")
        | _on_caseload(who)
        | _in_emergency(who)
    )
    whatever = [_in_area(held, who) for held in postings if held.role.key in _RESTRICTED_TOO]
    return Visible(
        facts=who.facts,
        in_full=tuple(
            # The other postings of who has such a one show nothing more for that.
            (
                held,
                condition & let_in
                if whatever and held.role.key not in _RESTRICTED_TOO
                else condition,
            )
            for held in postings
            if (condition := _in_full(held, who)) is not None
        ),
        in_index=_any(
            condition for held in postings if (condition := _by_role(held, who)) is not None
        ),
        in_outline=_any(_in_area(held, who) for held in postings if held.role.key in _OUTLINED),
        open_to=~_listed(who, "shut_out") & _any([let_in, *whatever]),
        read_only=_in_emergency(who)
        & ~_on_caseload(who)
        & ~_any(_in_area(held, who) for held in postings),
        covers_for=_covers_for(who),
        areas=tuple(sorted({held.area_id for held in postings})),
    )


def _in_full(held: Held, who: _Who) -> Q | None:
    """Where this posting shows a record: to who is named to it, and by its role."""
    found = []
    if Permission.CASELOAD_HOLD in held.role.permissions:
        found.append(_on_caseload(who))
    if Permission.GLASS_BREAK in held.role.permissions:
        found.append(_in_emergency(who))
    by_role = _by_role(held, who)
    if by_role is not None:
        if held.role.key in _COLLEAGUES:
            by_role &= ~who.fact(
                f"managed_in_{held.area_id}",
                Caseload,
                as_what="manager",
                agency=who.agency,
                area=held.area_id,
                during__contains=TODAY,
            )
        found.append(by_role)
    return _any(found) if found else None


def _by_role(held: Held, who: _Who) -> Q | None:
    """Whose records the role goes by, whoever manages the person."""
    match held.role.key:
        case "police" | "police_supervisor" | "probation" | "probation_supervisor":
            return _recorded(held, who, _RECORDS[held.role.key])
        case "central_point":
            return _recorded(held, who, who.agency)
        case "prison":
            held_or_due_in = Q(during__contains=who.today) | Q(during__startswith__gt=who.today)
            return _in_area(held, who) & who.fact(
                "held_or_due_in",
                Whereabouts,
                held_or_due_in,
                kind__in=CUSTODY,
                withdrawn_on__isnull=True,
            )
        case key if key in _MEETING:
            return _in_area(held, who) & who.fact(
                f"at_a_level_in_{held.area_id}",
                Level,
                area=held.area_id,
                during__contains=who.today,
            )
        case "victim_liaison":
            return _in_area(held, who)
        case _:
            return None


def _on_caseload(who: _Who) -> Q:
    """Named to the person today, or covering for who is."""
    theirs = Q(user=who.user) | Q(user__in=_covered(who).values("user"))
    return who.fact("on_caseload", Caseload, theirs, during__contains=TODAY)


def _in_emergency(who: _Who) -> Q:
    return who.fact("in_emergency", Emergency, user=who.user, ends_at__gt=Now())


def _listed(who: _Who, side: str) -> Q:
    return who.fact(side, Listed, side=side, user=who.user, ended_at__isnull=True)


def _covered(who: _Who) -> QuerySet[Cover]:
    return Cover.objects.using(WEB).filter(covered_by=who.user, during__contains=TODAY)


def _covers_for(who: _Who) -> Subquery:
    """The name of the colleague whose case it is, where the visitor is not named to it too."""
    named = Caseload.objects.using(WEB).filter(nominal=OuterRef("pk"), during__contains=TODAY)
    oneself = Caseload.objects.using(WEB).filter(
        nominal=OuterRef("nominal"), user=who.user, during__contains=TODAY
    )
    return Subquery(
        named.filter(user__in=_covered(who).values("user"))
        .exclude(Exists(oneself))
        .order_by("as_what", "pk")
        .values("user__name")[:1]
    )


def _recorded(held: Held, who: _Who, agency: str) -> Q:
    """In the records of an agency in an area, by its extract or because it was opened for it."""
    where = {"area": held.area_id, "agency": agency}
    return who.fact(
        f"stated_by_{agency}_in_{held.area_id}", SourceRecord, withdrawn_on__isnull=True, **where
    ) | who.fact(
        f"opened_by_{agency}_in_{held.area_id}", Opening, withdrawn_at__isnull=True, **where
    )


def _in_area(held: Held, who: _Who) -> Q:
    return who.fact(f"known_in_{held.area_id}", Access, area=held.area_id, during__contains=TODAY)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(NOBODY))
