"""Whose record is due for review, and why; nothing is deleted by itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connections

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.settings import setting
from openmappa.law.dates import in_words
from openmappa.law.position import assumed_birth
from openmappa.law.retention import child_review, mopi_group_1, mopi_review, retention
from openmappa.rights import erasing
from openmappa.rights.models import RetentionReview


@dataclass(frozen=True, slots=True)
class Due:
    """One record with its days: `until` it is kept, `review` it is next looked at.

    `restricted_by`: who restricted a record of which the visitor is told no more than its days.
    """

    nominal_id: int
    reference: str
    area_id: int
    held: bool
    until: date | None
    review: date | None
    last_review: date
    assumed: bool
    of_a_child: bool
    restricted_by: str = ""

    def is_due(self, on: date) -> bool:
        """Whether somebody should look at it on this day."""
        return not self.held and (
            (self.review is not None and self.review <= on)
            or (self.until is not None and self.until <= on)
        )

    @property
    def why(self) -> str:
        """The reason in a sentence, with its rule."""
        if self.held or self.until is None or self.review is None:
            return "On legal hold: nothing is reviewed until it is lifted."
        born = " No date of birth is known, so one was assumed." if self.assumed else ""
        if self.until <= self.review:
            return (
                f"The person would be 100 years old on {in_words(self.until)}"
                f" ({mopi_group_1.provision}).{born}"
            )
        if self.of_a_child:
            return (
                "The person was under 18 when it was last looked at, or opened, on"
                f" {in_words(self.last_review)}; looked at again on {in_words(self.review)}"
                f" ({child_review.provision}).{born}"
            )
        return (
            f"Last looked at, or opened, on {in_words(self.last_review)};"
            f" looked at again every 10 years, on {in_words(self.review)}"
            f" ({mopi_review.provision}).{born}"
        )


_IN_SIGHT = """
select n.id, n.reference, n.born_on, min(a.area_id),
    (select min(lower(f.during)) from nominals_access f where f.nominal_id = n.id),
    min(r.reviewed), coalesce(bool_or(r.held), false), ''
from nominals_nominal n
join nominals_access a on a.nominal_id = n.id and a.during @> %(on)s::date
    and a.area_id = any (%(areas)s)
left join (
    select nominal_id, max(decided_on) filter (where decision <> 'erase') as reviewed,
        (array_agg(decision order by id desc) filter (where decision in ('hold', 'lift')))[1]
            = 'hold' as held
    from rights_retention_review group by nominal_id) r on r.nominal_id = n.id
where %(of)s = '' or n.reference = %(of)s
group by n.id
"""
_RESTRICTED = """
union all
select r.* from rights_retained_restricted(%(on)s::date) r
where (%(of)s = '' or r.reference = %(of)s) and r.area_id = any (%(areas)s)
"""


def records(areas: Collection[int], on: date, *, of: str = "", using: str = WEB) -> list[Due]:
    """Every record that these areas may see on this day, the first due first; or one, by reference.

    The data protection officer is told of restricted records too: of each reference and days, and
    who restricted it, to be asked whether there is a reason to keep it.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            _IN_SIGHT + (_RESTRICTED if using == WEB else ""),
            {"on": on, "areas": list(areas), "of": of},
        )
        rows = cursor.fetchall()
    years = {pk: int(setting("retention.child_review_years", pk, on, using)) for pk in areas}
    found = []
    for nominal_id, reference, born, area_id, opened, reviewed, held, restricted_by in rows:
        last = max(filter(None, (opened, reviewed)), default=on)
        kept = retention(
            born,
            last,
            assumed_birth=assumed_birth(opened or on),
            legal_hold=held,
            child_review_years=years[area_id],
        )
        found.append(
            Due(
                nominal_id,
                reference,
                area_id,
                held,
                kept.until,
                kept.next_review,
                last,
                kept.assumed_birth,
                child_review in kept.rules,
                restricted_by,
            )
        )
    return sorted(
        found, key=lambda due: (min(due.until or date.max, due.review or date.max), due.reference)
    )


def decide(
    visitor: Visitor,
    nominal_id: int,
    *,
    area: tuple[int, str],
    decision: str,
    reason: str,
) -> None:
    """Write down what somebody decided about keeping a record; "erase" asks for the second."""
    with visitor.operation("retention", reason=reason if decision != "erase" else "") as opened:
        RetentionReview(
            nominal_id=nominal_id,
            area_id=area[0],
            decided_on=visitor.today,
            decision=decision,
            reason=reason,
            decided_by=visitor.name,
            decided_by_id=visitor.id,
        ).save(using=WEB)
        opened.record(
            "reviewed how long it is kept",
            f"{visitor.name} reviewed how long the record is kept.",
            nominal_id=nominal_id,
            area=area[1],
        )
    if decision == "erase":
        erasing.ask(visitor, nominal_id=nominal_id, area=area, basis="retention", reason=reason)
