"""What waits for somebody: as far as the rooms of today know of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.cases.visibility import visible
from openmappa.nominals.models import Finding, Match
from openmappa.web.navigation import address


@dataclass(frozen=True, slots=True)
class ToSettle:
    """How many of one kind wait in one area, and the page that lists them."""

    what: str
    number: int
    explanation: str
    href: str | None


def to_settle(visitor: Visitor) -> dict[str, list[ToSettle]]:
    """What waits in each of the visitor's areas, for whom their roles make responsible."""
    found: dict[str, list[ToSettle]] = defaultdict(list)
    deciding = visitor.areas(Permission.MATCH_DECIDE)
    if deciding:
        numbers = dict(
            Match.objects.using(WEB)
            .filter(Q(record__area__in=deciding), open=True)
            .values_list("record__area")
            .annotate(n=Count("pk"))
        )
        for area_id, area in deciding.items():
            found[area].append(
                ToSettle(
                    "possible matches",
                    numbers.get(area_id, 0),
                    "Two records that may be one person's. Until somebody decides, the person"
                    " may be counted twice, or two people taken for one.",
                    address("matches"),
                )
            )
    looking = visitor.areas(Permission.FINDING_VIEW)
    if looking:
        findings = Finding.objects.using(WEB).filter(area__in=looking, gone_at=None)
        if visitor.may(Permission.PERSON_VIEW):
            findings = findings.filter(nominal__in=visible(visitor).people().values("pk"))
        numbers = dict(findings.values_list("area").annotate(n=Count("pk")))
        for area_id, area in looking.items():
            found[area].append(
                ToSettle(
                    "findings",
                    numbers.get(area_id, 0),
                    "Something in a record that is odd but possible. Correct it in the agency's"
                    " own system; the next extract settles it.",
                    address("findings"),
                )
            )
    return dict(found)
