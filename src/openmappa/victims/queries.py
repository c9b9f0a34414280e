"""What pages of victim liaison and My work ask of the compartment."""

from __future__ import annotations

from django.db.models import Case, DateField, Func, QuerySet, When

from openmappa.agencies.pages import WEB
from openmappa.victims.models import Mention


def texts_to_judge() -> QuerySet[Mention]:
    """Texts that name a victim and wait, the oldest first; `late` if found before today.

    Each is to be judged on the day on which it was found: until then it stands where it was
    written.
    """
    today = Func(function="audit_today", output_field=DateField())
    return (
        Mention.objects.using(WEB)
        .filter(outcome="")
        .annotate(late=Case(When(found_at__date__lt=today, then=True), default=False))
        .order_by("found_at", "pk")
    )
