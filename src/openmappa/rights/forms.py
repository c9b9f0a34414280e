"""What is typed into the forms of this room: read once, every fault in a practitioner's words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db import connections
from django.http import QueryDict

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission

LONGEST = 2000
EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)


class Typed:
    """The fields of a form as they were typed, and what is wrong with them, by field."""

    def __init__(self, given: QueryDict | None = None, **preset: str) -> None:
        self.values: dict[str, str] = {**preset}
        if given is not None:
            self.values |= {name: str(value) for name, value in given.items()}
        self.faults: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """What was typed, for the template to show again."""
        return self.values.get(name, "")

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The faults for the error summary: text, and the field to go to."""
        return [(text, name) for name, text in self.faults.items()]

    def text(self, name: str, missing: str, *, optional: bool = False) -> str:
        """One text of limited length."""
        value = self[name].strip()
        if not value and not optional:
            self.faults[name] = missing
        elif len(value) > LONGEST or "\0" in value:
            self.faults[name] = f"Use plain text of {LONGEST:,} characters or fewer"
        return value

    def choice(self, name: str, known: Collection[str], missing: str) -> str:
        """One of several."""
        value = self[name]
        if value not in known:
            self.faults[name] = missing
        return value

    def day(self, name: str, missing: str, *, not_after: date | None = None) -> date | None:
        """A day typed as day, month and year."""
        parts = [self[f"{name}-{part}"].strip() for part in ("year", "month", "day")]
        if not any(parts):
            self.faults[name] = missing
            return None
        try:
            found = date(*(int(part) if len(part) < 6 else 0 for part in parts))
        except ValueError:
            self.faults[name] = "Enter a real date, such as 31 3 2015"
            return None
        if not EARLIEST <= found <= LATEST:
            self.faults[name] = "Enter a year from 1990 to 2199"
        elif not_after is not None and found > not_after:
            self.faults[name] = "The day must be today or earlier"
        return found

    def preset_day(self, name: str, day: date) -> None:
        """Put a day into the fields before anybody typed."""
        for part in ("day", "month", "year"):
            self.values.setdefault(f"{name}-{part}", str(getattr(day, part)))


class Record(NamedTuple):
    """A record that the visitor need not see to answer for it."""

    id: int
    reference: str


def record(
    visitor: Visitor, needs: Permission, typed: Typed
) -> tuple[Record, tuple[int, str]] | None:
    """The record of a typed reference, restricted or not, and the area for which the visitor acts.

    `needs` is AUDIT_EXPORT, ACCESS_ANSWER or RECORD_ERASE. None, with a fault in the form, where
    none of the visitor's areas may see such a record, or the visitor is shut out of it.
    """
    asked = typed["reference"].strip().upper()
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select nominal_id, area_id from rights_record(%s, %s)",
            [asked.replace("\0", ""), needs.name],
        )
        found = cursor.fetchone()
    if found is None:
        typed.faults["reference"] = (
            "Your area may see no record with this reference. It looks like M0000123A"
        )
        return None
    nominal_id, area_id = found
    return Record(nominal_id, asked), (area_id, visitor.areas(needs)[area_id])
