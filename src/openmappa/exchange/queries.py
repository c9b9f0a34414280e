"""Reads of what was imported."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from openmappa.agencies.pages import WEB
from openmappa.exchange.models import Upload

# The tables that an import writes, in the words of practitioners.
KINDS_IN_WORDS = {
    "nominals_record": "records",
    "nominals_identifier": "identifiers",
    "nominals_name": "other names",
    "nominals_address": "addresses",
    "justice_disposal": "disposals",
    "justice_whereabouts": "whereabouts",
    "justice_order": "orders",
    "justice_breach": "breaches",
    "cases_reported_responsibility": "periods of responsibility",
    "cases_reported_level": "periods at Level 2 or 3",
    "cases_designation": "Category 3 designations",
}


def only_invented_people(using: str = "default") -> bool:
    """Whether something was imported and every extract of it says that its people are invented."""
    with connections[using].cursor() as cursor:
        cursor.execute("select coalesce(bool_and(synthetic), false) from exchange_import")
        (found,) = cursor.fetchone()
    return bool(found)


def began(ids: Collection[int]) -> dict[int, date]:
    """From which day on what each of these people had to do could be recorded here.

    It is the day of the first extract of an area that is or was responsible for them, the earliest
    one; whose areas gave none is left out. In one query.
    """
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select r.nominal_id, min(i.extracted_on)"
            " from cases_responsibility r join exchange_import i on i.area_id = r.area_id"
            " where r.nominal_id = any (%s) group by r.nominal_id",
            [list(ids)],
        )
        return dict(cursor.fetchall())


def uploads(areas: Collection[int]) -> QuerySet[Upload, Any]:
    """What was uploaded for these areas, the latest first."""
    return (
        Upload.objects.using(WEB)
        .filter(area__in=areas)
        .order_by("-pk")
        .values(
            "pk",
            "area__name",
            "extracted_on",
            "file_name",
            "uploaded_by",
            "uploaded_at",
            "state",
            "step",
            "fault_total",
            "outcome",
        )
    )
