"""What pages of victim liaison and My work ask of the compartment."""

from __future__ import annotations

from django.db.models import Case, Count, Q, QuerySet, When

from openmappa.agencies.pages import WEB
from openmappa.audit.history import TODAY
from openmappa.victims.models import Mention

_LATE = Q(found_at__date__lt=TODAY)


def texts_to_judge() -> QuerySet[Mention]:
    """Texts that name a victim and wait, the oldest first; `late` if found before today.

    Each is to be judged on the day on which it was found: until then it stands where it was
    written.
    """
    return (
        Mention.objects.using(WEB)
        .filter(outcome="")
        .annotate(late=Case(When(_LATE, then=True), default=False))
        .order_by("found_at", "pk")
    )


def how_many_to_judge() -> tuple[int, int]:
    """How many of them there are, and how many are late."""
    waiting = Mention.objects.using(WEB).filter(outcome="")
    found = waiting.aggregate(in_all=Count("pk"), late=Count("pk", filter=_LATE))
    return found["in_all"], found["late"]
