"""Whose record a visitor may see, and how much of it: one policy for lists and for pages.

Before anybody has a caseload of their own, the role decides:

- police see the people in police records of their area, probation those in probation records, a
  central point of contact those in the records of its agency;
- prison see those held or due in;
- co-ordinator, administrator of meetings and chair see people at Levels 2 and 3 in full; the
  co-ordinator's office of those at Level 1 name, level and lead agency only, and victim liaison
  of everybody;
- nobody else sees a person's record.

Of a record seen in full a role sees only the parts that its class in `agencies.roles` names.

What holds today decides (`visitor.today`), not the day that the page shows. Row-level security by
area lies beneath all this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import (
    Case,
    DateField,
    Exists,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.http import Http404

from openmappa.agencies.pages import WEB, Held, Visitor
from openmappa.agencies.permissions import Part
from openmappa.cases.models import Level
from openmappa.justice.models import Whereabouts
from openmappa.nominals.models import Access, Nominal, SourceRecord
from openmappa.nominals.register import Opening

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Sight(TypedDict):
        sight: str

    class _Parts(_Sight):
        sees: frozenset[Part]
        writes: frozenset[Part]

    InSight = WithAnnotations[Nominal, _Sight]
    Seen = WithAnnotations[Nominal, _Parts]

CUSTODY = ("prison", "yoi", "secure_hospital", "immigration_detention")


class Sight(StrEnum):
    """How much of a record may be seen."""

    FULL = "full"
    OUTLINE = "outline"  # name, level and lead agency


@dataclass(frozen=True, slots=True)
class Visible:
    """What one visitor may see of people, by each posting that lets them see anything.

    `in_full`: the condition on a nominal under which a posting shows the record, in the parts that
    its role sees.
    """

    in_full: tuple[tuple[Held, Q], ...]
    in_outline: Q

    def people(self, among: QuerySet[Nominal] | None = None) -> QuerySet[InSight]:
        """Those whom the visitor may see, each with `sight`: `full` or `outline`."""
        queryset = Nominal.objects.using(WEB).all() if among is None else among
        return queryset.annotate(
            sight=Case(
                When(_any(condition for _, condition in self.in_full), then=Value("full")),
                When(self.in_outline, then=Value("outline")),
                output_field=TextField(),
            )
        ).filter(sight__isnull=False)

    def sight(self, nominal_id: int) -> Sight | None:
        """How much of this record the visitor may see; None for nothing."""
        found = self.people().filter(pk=nominal_id).values_list("sight", flat=True).first()
        return Sight(found) if found else None

    def see(self, reference: str, *parts: Part) -> Seen:
        """The person of this reference, with `sight`, and with `sees` and `writes`: the parts.

        Http404 where there is none to be seen, or not all of these parts of the record.
        """
        by = {
            f"by_{number}": Case(When(condition, then=True), default=False)
            for number, (_, condition) in enumerate(self.in_full)
        }
        found: Any = self.people().annotate(**by).filter(reference=reference).first()
        if found is None:
            raise Http404
        roles = [
            held.role
            for number, (held, _) in enumerate(self.in_full)
            if getattr(found, f"by_{number}")
        ]
        found.sees = frozenset(part for role in roles for part in role.sees)
        found.writes = frozenset(part for role in roles for part in role.writes) & found.sees
        if not found.sees.issuperset(parts):
            raise Http404
        return cast("Seen", found)


# Whose records a role of one agency goes by; a central point's are its own agency's.
_RECORDS = {
    "police": "police",
    "police_supervisor": "police",
    "probation": "probation",
    "probation_supervisor": "probation",
}
_MEETING = ("coordinator", "deputy_coordinator", "mappa_administrator", "chair")
_OUTLINED = ("coordinator", "deputy_coordinator", "mappa_administrator", "victim_liaison")


def visible(visitor: Visitor) -> Visible:
    """What this visitor may see of people."""
    return Visible(
        in_full=tuple(
            (held, condition)
            for held in visitor.postings
            if (condition := _in_full(held, visitor)) is not None
        ),
        in_outline=_any(_in_area(held) for held in visitor.postings if held.role.key in _OUTLINED),
    )


def _in_full(held: Held, visitor: Visitor) -> Q | None:
    match held.role.key:
        case "police" | "police_supervisor" | "probation" | "probation_supervisor":
            return _recorded(held, _RECORDS[held.role.key])
        case "central_point":
            return _recorded(held, visitor.agency)
        case "prison":
            in_custody = Q(kind__in=CUSTODY, withdrawn_on__isnull=True)
            held_or_due_in = Q(during__contains=visitor.today) | Q(
                during__startswith__gt=visitor.today
            )
            return _of(Whereabouts, in_custody & held_or_due_in) & _in_area(held)
        case key if key in _MEETING:
            return _of(Level, area=held.area_id, during__contains=visitor.today) & _in_area(held)
        case _:
            return None


def _recorded(held: Held, agency: str) -> Q:
    """In the records of an agency in an area, by its extract or because it was opened for it."""
    return _of(SourceRecord, area=held.area_id, agency=agency, withdrawn_on__isnull=True) | _of(
        Opening, area=held.area_id, agency=agency, withdrawn_at__isnull=True
    )


def _in_area(held: Held) -> Q:
    today = Func(function="audit_today", output_field=DateField())
    return _of(Access, area=held.area_id, during__contains=today)


def _of(model: type[Model], *conditions: Q, **more: Any) -> Q:
    """The condition that a nominal has a row of this model."""
    rows = model._default_manager.using(WEB).filter(*conditions, nominal=OuterRef("pk"), **more)
    return Q(Exists(rows))


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))
