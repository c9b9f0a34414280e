"""Whose record a visitor may see, and how much of it: one policy for lists and for pages.

Before anybody has a caseload of their own, the role decides:

- police see the people in police records of their area, probation those in probation records;
- prison see those held or due in;
- a co-ordinator sees people at Levels 2 and 3 in full, and of those at Level 1 name, level and
  lead agency only;
- nobody else sees a person's record.

What holds today decides (`visitor.today`), not the day that the page shows. Row-level security by
area lies beneath all this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypedDict

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
from openmappa.cases.models import Level
from openmappa.justice.models import Whereabouts
from openmappa.nominals.models import Access, Nominal, SourceRecord

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Sight(TypedDict):
        sight: str

    Seen = WithAnnotations[Nominal, _Sight]

CUSTODY = ("prison", "yoi", "secure_hospital", "immigration_detention")


class Sight(StrEnum):
    """How much of a record may be seen."""

    FULL = "full"
    OUTLINE = "outline"  # name, level and lead agency


@dataclass(frozen=True, slots=True)
class Visible:
    """What one visitor may see of people: two conditions on a nominal."""

    in_full: Q
    in_outline: Q

    def people(self, among: QuerySet[Nominal] | None = None) -> QuerySet[Seen]:
        """Those whom the visitor may see, each with `sight`: `full` or `outline`."""
        queryset = Nominal.objects.using(WEB).all() if among is None else among
        return queryset.annotate(
            sight=Case(
                When(self.in_full, then=Value("full")),
                When(self.in_outline, then=Value("outline")),
                output_field=TextField(),
            )
        ).filter(sight__isnull=False)

    def sight(self, nominal_id: int) -> Sight | None:
        """How much of this record the visitor may see; None for nothing."""
        found = self.people().filter(pk=nominal_id).values_list("sight", flat=True).first()
        return Sight(found) if found else None

    def see(self, reference: str) -> Seen:
        """The person of this reference, with `sight`; Http404 where there is none to be seen."""
        found = self.people().filter(reference=reference).first()
        if found is None:
            raise Http404
        return found


def visible(visitor: Visitor) -> Visible:
    """What this visitor may see of people."""
    return Visible(
        in_full=_any(_in_full(held, visitor) for held in visitor.postings),
        in_outline=_any(
            _in_area(held) for held in visitor.postings if held.role.key == "coordinator"
        ),
    )


def _in_full(held: Held, visitor: Visitor) -> Q:
    match held.role.key:
        case "police" | "probation":
            return _of(
                SourceRecord, area=held.area_id, agency=held.role.key, withdrawn_on__isnull=True
            )
        case "prison":
            in_custody = Q(kind__in=CUSTODY, withdrawn_on__isnull=True)
            held_or_due_in = Q(during__contains=visitor.today) | Q(
                during__startswith__gt=visitor.today
            )
            return _of(Whereabouts, in_custody & held_or_due_in) & _in_area(held)
        case "coordinator":
            return _of(Level, area=held.area_id, during__contains=visitor.today) & _in_area(held)
        case _:
            return _any(())


def _in_area(held: Held) -> Q:
    today = Func(function="audit_today", output_field=DateField())
    return _of(Access, area=held.area_id, during__contains=today)


def _of(model: type[Model], *conditions: Q, **more: Any) -> Q:
    """The condition that a nominal has a row of this model."""
    rows = model._default_manager.using(WEB).filter(*conditions, nominal=OuterRef("pk"), **more)
    return Q(Exists(rows))


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))
