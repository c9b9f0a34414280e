"""Complaints that wait for an answer, and on whose list each of them is."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from openmappa.agencies.models import Posting
from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.cases.visibility import visible
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import Complaint
from openmappa.web.caseload.queries import acting_for


def to_answer(visitor: Visitor) -> list[Complaint]:
    """Open complaints that the visitor, or one whom they cover for, is to answer, by due day.

    One that is overdue, and one that nobody who serves here is to answer, is also whoever's signs
    off the work of others in the area. Never one that is about the visitor.
    """
    serves = Posting.objects.using(WEB).filter(
        user=OuterRef("handler_user_id"), during__contains=TODAY
    )
    higher = Q(area__in=visitor.areas(Permission.WORK_SIGN_OFF)) & (
        Q(answer_due__lt=TODAY) | Q(handler_user_id=None) | ~Exists(serves)
    )
    found = list(
        Complaint.objects.using(WEB)
        .filter(
            Q(handler_user_id__in=acting_for(visitor)) | higher, answered_on=None, withdrawn_at=None
        )
        .exclude(against_user_id=visitor.id)
        .exclude(against__iexact=visitor.name)
        .select_related("nominal")
        .order_by("answer_due", "pk")
    )
    if not found:
        return found
    among = Nominal.objects.using(WEB).filter(pk__in=[one.nominal_id for one in found])
    sees = set(visible(visitor).people_in_full(among).values_list("pk", flat=True))
    return [one for one in found if one.nominal_id in sees]
