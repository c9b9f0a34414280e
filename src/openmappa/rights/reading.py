"""Unusual reading in the areas of a security officer, and what came of looking into it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connections
from django.db.models import QuerySet

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import refusals
from openmappa.law.dates import days_from
from openmappa.nominals.register import OUTCOMES as ANSWERS
from openmappa.rights.measures import MEASURES, Counted, Measure
from openmappa.rights.models import OUTCOMES, ReadingReview

PER_PAGE = 50
SPANS = {7: "7 days", 28: "28 days", 91: "a quarter"}


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are looked at, both included."""

    days: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Unusual:
    """One reader under one measure."""

    user_id: int
    reader: str
    roles: str
    area_ids: tuple[int, ...]
    measure: Measure
    counted: Counted
    looked_into: str

    @property
    def words(self) -> str:
        """The numbers in a sentence."""
        return self.measure.words(self.counted)


@dataclass(frozen=True, slots=True)
class Reading:
    """One page that was looked at: of which records, and nothing of what stood there."""

    at: datetime
    action: str
    what: str
    references: list[str]
    area: str
    refused: bool


def span(days: int) -> Span:
    """So many days up to today: the calendar's, as readings are of real days in a demonstration."""
    with connections[WEB].cursor() as cursor:
        cursor.execute("select audit_today()")
        (today,) = cursor.fetchone()
    return Span(days, days_from(today, 1 - days), today)


def unusual(over: Span) -> list[Unusual]:
    """Whose reading is unusual, by measure in order, the highest number first."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select user_id, reader, area_ids, roles, measure, people, pages, in_all,"
            " usual, colleagues"
            " from rights_unusual_reading(%s, %s)",
            [over.first, over.last],
        )
        rows = cursor.fetchall()
    reviewed: dict[tuple[int, str], str] = defaultdict(str)
    for user_id, measure, outcome, by, contested, answer, answered_by in (
        ReadingReview.objects.using(WEB)
        .filter(last__gte=over.first, first__lte=over.last)
        .order_by("reviewed_at")
        .values_list(
            *("user_id", "measure", "outcome", "reviewed_by"),
            *("contested", "answer", "answered_by"),
        )
    ):
        reviewed[user_id, measure] = f"{OUTCOMES[outcome]}, by {by}" + (
            f"; contested: {ANSWERS[answer]} by {answered_by}"
            if answer
            else "; contested, not decided yet"
            if contested
            else ""
        )
    found = [
        Unusual(
            user_id,
            reader,
            ", ".join(ROLES[role].label for role in roles if role in ROLES),
            tuple(areas),
            MEASURES[key],
            Counted(*numbers),
            reviewed[user_id, key],
        )
        for user_id, reader, areas, roles, key, *numbers in rows
        if key in MEASURES
    ]
    order = list(MEASURES)
    return sorted(
        (row for row in found if row.measure.unusual(row.counted)),
        key=lambda row: (order.index(row.measure.key), -row.measure.number(row.counted)),
    )


def readings(user_id: int, measure: Measure, over: Span, number: int) -> tuple[list[Reading], int]:
    """One page of the readings behind a line, and how many there are in all."""
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select at, action, what, refs, area, refused, in_all"
            " from rights_readings(%s, %s, %s, %s, %s, %s)",
            [user_id, measure.key, over.first, over.last, (number - 1) * PER_PAGE, PER_PAGE],
        )
        rows = cursor.fetchall()
    return [Reading(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def look_into(
    visitor: Visitor, found: Unusual, over: Span, *, outcome: str, reason: str
) -> ReadingReview:
    """Say what came of looking into unusual reading; nobody does so of their own."""
    areas = visitor.areas(Permission.AUDIT_REVIEW)
    area_id = next(area for area in found.area_ids if area in areas)
    with visitor.operation("look into unusual reading") as opened:
        review = ReadingReview(
            area_id=area_id,
            user_id=found.user_id,
            reader=found.reader,
            measure=found.measure.key,
            first=over.first,
            last=over.last,
            number=found.measure.number(found.counted),
            outcome=outcome,
            reason=reason,
            reviewed_by=visitor.name,
            reviewed_by_id=visitor.id,
        )
        review.save(using=WEB)
        opened.record(
            "looked into",
            f"{visitor.name} looked into unusual reading, review {review.pk}.",
            area=areas[area_id],
        )
    return review


def contest(visitor: Visitor, review_id: int, text: str) -> bool:
    """Say something against a review of one's own reading, once; False where there is none."""
    with visitor.operation("contest a review of one's reading") as opened:
        with connections[WEB].cursor() as cursor:
            cursor.execute(
                "update rights_reading_review set contested = %s, contested_at = now()"
                " where id = %s and user_id = %s and contested = ''",
                [text, review_id, visitor.id],
            )
            done = bool(cursor.rowcount)
        if done:
            opened.record("contested", f"{visitor.name} contested review {review_id}.")
    return done


def contests() -> QuerySet[ReadingReview]:
    """What readers say against a review in the areas of a security officer, and nobody decided."""
    found = ReadingReview.objects.using(WEB).exclude(contested="")
    return found.filter(answer="").order_by("contested_at")


def to_answer(visitor: Visitor) -> QuerySet[ReadingReview]:
    """Those that the visitor may decide: neither of their own reading nor of their own review."""
    return contests().exclude(user_id=visitor.id).exclude(reviewed_by_id=visitor.id)


def may_answer(visitor: Visitor, review: ReadingReview) -> bool:
    """Whether this one is among them."""
    return visitor.id not in (review.user_id, review.reviewed_by_id)


def answer(visitor: Visitor, review: ReadingReview, *, outcome: str, because: str) -> bool:
    """Decide on what a reader said against a review; False where somebody did so meanwhile.

    Raises PermissionError where the database refuses it: the reader, and who looked into it.
    """
    with refusals(), visitor.operation("decide on a contest of unusual reading") as opened:
        done = contests().filter(pk=review.pk).update(answer=outcome, answer_because=because)
        if done:
            opened.record(
                "decided",
                f"{visitor.name} decided on what was said against review {review.pk}.",
                area=visitor.areas(Permission.AUDIT_REVIEW)[review.area_id],
            )
    return bool(done)
