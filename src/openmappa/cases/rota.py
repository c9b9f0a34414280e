"""The rota: for each agency of an area one number that somebody answers at every hour."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from openmappa.agencies.pages import WEB
from openmappa.audit.operations import Open
from openmappa.cases.models import RotaNumber
from openmappa.law.dates import ONE_DAY, Period, in_words

AGENCIES = {"police": "Police", "probation": "Probation", "prison": "Prison"}
NUMBER = re.compile(r"\+?[0-9][0-9 ]{1,20}")
LONGEST_NUMBER, LONGEST_NAME = 22, 80


def numbers(areas: Collection[int]) -> list[RotaNumber]:
    """All numbers of these areas, those of today and later first."""
    return list(
        RotaNumber.objects.using(WEB)
        .filter(area__in=areas)
        .select_related("area")
        .order_by("area__name", "agency", "-during__startswith")
    )


def mark(number: RotaNumber) -> str:
    """What tells a number of the rota from what it was before somebody corrected it."""
    return f"{number.pk}/{number.number}/{number.answered_by}"


def set_number(
    *,
    area_id: int,
    area: str,
    agency: str,
    number: str,
    answered_by: str,
    since: date,
    seen: Collection[str],
    by: str,
    operation: Open,
) -> None:
    """Let a number hold from a day on; the one that holds then ends the day before.

    One that begins on that very day is corrected. Raises ValueError where one begins later, and
    where the latest is none of those that the caller has `seen` (each as `mark` has it).
    """
    using = operation.using
    last = (
        RotaNumber.objects.using(using)
        .filter(area=area_id, agency=agency, during__endswith__isnull=True)
        .select_for_update()
        .first()
    )
    new = RotaNumber(area_id=area_id, agency=agency)
    if last is not None:
        first = last.during.first
        if mark(last) not in seen:
            raise ValueError(
                f"Somebody has set {last.number}, answered by {last.answered_by}, from"
                f" {in_words(first)} on since you opened this page. Set yours once more if it is to"
                " hold instead"
            )
        if first > since:
            raise ValueError(f"There is a number from {in_words(first)} on already")
        if first == since:
            new = last
        else:
            last.during = Period(first, since - ONE_DAY)
            last.save(using=using, update_fields=["during"])
    new.number, new.answered_by, new.during = number, answered_by, Period(since, None)
    new.save(using=using)
    operation.record(
        "rota number set",
        f"{by} set the number of {agency} in {area} from {in_words(since)} on.",
        area=area,
    )
