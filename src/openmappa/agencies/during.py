"""A time in a row: one inclusive range of days, wrapped once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from psycopg.types.range import DateRange

from openmappa.law.dates import Period

_ONE_DAY = timedelta(days=1)
_RANGE = re.compile(r"[\[(]([0-9-]*),([0-9-]*)\)")


class DuringField(DateRangeField):
    """A `daterange` column that is a `Period` in Python: PostgreSQL hands back half-open ranges."""

    def from_db_value(self, value: DateRange | None, *_: Any) -> Period | None:
        """Turn PostgreSQL's half-open range into an inclusive period."""
        if value is None:
            return None
        last = value.upper - _ONE_DAY if value.upper is not None else None
        return Period(value.lower, last)

    def get_prep_value(self, value: Any) -> Any:
        """Turn a period into an inclusive range for PostgreSQL."""
        return as_range(value) if isinstance(value, Period) else super().get_prep_value(value)

    def to_python(self, value: Any) -> Any:
        """Leave a period as it is, and read the text that PostgreSQL writes of one in JSON."""
        if isinstance(value, str) and (found := _RANGE.fullmatch(value)) is not None:
            lower, upper = (date.fromisoformat(day) if day else None for day in found.groups())
            return self.from_db_value(DateRange(lower, upper))
        return value if isinstance(value, Period) else super().to_python(value)


def as_range(period: Period) -> DateRange:
    """The period as PostgreSQL's range of dates."""
    return DateRange(period.first, period.last, "[]")
