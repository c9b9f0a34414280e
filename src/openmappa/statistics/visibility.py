"""Whose figures a visitor may open, and about whose record they may ask why it is not counted."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.cases.visibility import visible
from openmappa.nominals.models import Access


def opens(visitor: Visitor, area_id: int) -> bool:
    """Whether the visitor may see who is behind the figures of the area."""
    return area_id in visitor.areas(Permission.FIGURES_OPEN)


def names_shown(visitor: Visitor, nominal_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Reference and name, by id, of those of these people whose record the visitor may see now.

    Who may open a figure without seeing records gets references and reasons, and no name.
    """
    if not visitor.may(Permission.PERSON_VIEW):
        return {}
    seen = visible(visitor).people().filter(pk__in=list(nominal_ids))
    return {
        pk: (reference, f"{forenames} {surname}".strip())
        for pk, reference, forenames, surname in seen.values_list(
            "pk", "reference", "forenames", "surname"
        )
    }


def barred(nominal_ids: Iterable[int]) -> set[int]:
    """Those of these people from whose record the visitor is kept by name, or by a restriction.

    They are counted, but nothing of them is shown.
    """
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select id from unnest(%s::bigint[]) as asked (id) where nominals_barred(id)",
            [list(nominal_ids)],
        )
        return {pk for (pk,) in cursor.fetchall()}


def may_be_asked_about(visitor: Visitor, nominal_ids: Iterable[int]) -> list[int]:
    """Those of these people whose record an area may see today of which the visitor opens figures.

    For anybody else the answer is the same as for nobody.
    """
    return sorted(
        Access.objects.using(WEB)
        .filter(
            nominal_id__in=list(nominal_ids),
            area_id__in=list(visitor.areas(Permission.FIGURES_OPEN)),
            during__contains=TODAY,
        )
        .values_list("nominal_id", flat=True)
        .distinct()
    )
