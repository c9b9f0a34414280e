"""What pages of victim liaison and My work ask of the compartment."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, Min, Q, QuerySet, When
from django.utils import timezone

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


def how_many_to_judge() -> tuple[int, int, date | None]:
    """How many of them there are, how many are late, and the day on which the first was found."""
    waiting = Mention.objects.using(WEB).filter(outcome="")
    found = waiting.aggregate(
        in_all=Count("pk"), late=Count("pk", filter=_LATE), since=Min("found_at")
    )
    since = timezone.localtime(found["since"]).date() if found["since"] else None
    return found["in_all"], found["late"], since
