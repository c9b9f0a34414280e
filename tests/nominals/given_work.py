"""Rows of the tables of who works with a person, and of what is filed about them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from openmappa.audit.operations import operation
from openmappa.law.dates import Period
from openmappa.nominals.models import (
    Archive,
    Caseload,
    Document,
    Emergency,
    Listed,
    Message,
    Nominal,
    Photograph,
    Restriction,
    SignOff,
    Task,
)
from tests.world import day


def work_with(someone: Nominal, user: int, area: int) -> None:
    """A row in each such table, written by the owner; none keeps anybody out now."""
    now = timezone.now()
    ended = {"ended_at": now, "ended_by": "Kim", "ended_because": "A test"}
    filed = {"agency": "police", "entered_by": "Kim", "entered_by_id": user, "size": 1}
    with operation(using="owner", actor="a test", purpose="test"):
        for row in (
            Caseload(user_id=user, as_what="manager", agency="police", during=Period(day(), None)),
            Listed(user_id=user, side="shut_out", listed_by="Kim", **ended),
            Restriction(imposed_by="Kim", lifted_at=now, lifted_by="Kim", lifted_because="A test"),
            Emergency(
                reference=someone.reference,
                user_id=user,
                user_name="Kim",
                by_area_id=area,
                reason="A test",
                began_at=now,
                ends_at=now + timedelta(milliseconds=1),
                review_by=day(),
            ),
            Message(from_user_id=user, from_name="Kim", about="A record", text="A test"),
            Task(
                taker_id=user,
                what="A test",
                due_on=day(1),
                first_due_on=day(1),
                agency="police",
                entered_by="Kim",
                entered_by_id=user,
            ),
            SignOff(
                kind="archive_created_in_error",
                subject_id=someone.pk,
                asked_by="Kim",
                asked_by_id=user,
            ),
            Archive(
                reason="deceased",
                archived_by="Kim",
                reopened_at=now,
                reopened_by="Kim",
                reopened_because="A test",
            ),
            Photograph(
                stored_as=f"a photograph of {someone.pk}",
                sha256="a" * 64,
                content_type="image/jpeg",
                taken_on=date(2014, 3, 27),
                angle="front",
                source="custody",
                small=b"x",
                **filed,
            ),
            Document(
                stored_as=f"a document of {someone.pk}",
                sha256="b" * 64,
                content_type="text/plain",
                title="A test",
                kind="licence",
                marking="official_sensitive",
                dated=date(2015, 3, 3),
                **filed,
            ),
        ):
            row.nominal_id = someone.pk
            for column, value in (("area_id", area), ("why", "A test"), ("named_by", "Kim")):
                if column in {field.attname for field in row._meta.concrete_fields}:
                    setattr(row, column, value)
            row.save(using="owner")
