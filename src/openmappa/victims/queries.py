"""What pages of victim liaison and My work ask of the compartment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connections
from django.db.models import (
    Case,
    Count,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Trim
from django.utils import timezone

from openmappa.agencies.pages import WEB
from openmappa.audit.history import TODAY
from openmappa.victims.models import Mention, Victim

_LATE = Q(found_at__date__lt=TODAY)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Texts of one person's record that name a victim, and that nobody of victim liaison judges.

    `serves`: whether there is somebody who may.
    """

    reference: str
    area: str
    texts: int
    since: date
    serves: bool


def unseen() -> list[Unseen]:
    """What the visitor is to have seen to, as security or data protection officer of the area."""
    with connections[WEB].cursor() as cursor:
        cursor.execute("select reference, area, texts, since, serves from victims_unseen()")
        return [Unseen(*row) for row in cursor.fetchall()]


def with_victim(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    """With the person, and the victim's name; empty of one whom another area speaks for."""
    name = Concat("forenames", Value(" "), "surname", output_field=TextField())
    victims = Victim.objects.using(WEB).filter(pk=OuterRef("victim_id"))
    return mentions.select_related("nominal").annotate(
        victim_name=Coalesce(
            Subquery(victims.values(named=Trim(name))), Value(""), output_field=TextField()
        )
    )


def texts_to_judge() -> QuerySet[Mention]:
    """Texts that name a victim and wait, the oldest first; `late` if found before today.

    Each is to be judged on the day on which it was found: until then it stands where it was
    written.
    """
    return (
        with_victim(Mention.objects.using(WEB))
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
