"""Logs without personal data: one JSON object a line, and of an error only where it happened."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

FIELDS = ("request_id", "method", "page", "user", "status", "milliseconds")


class Lines(logging.Formatter):
    """Write what we chose to log; an exception's own words may hold a name and are left out."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name.startswith("openmappa"):
            line["event"] = record.getMessage()
        # Django's own lines carry the request itself.
        request_id = getattr(getattr(record, "request", None), "id", None)
        line |= {"request_id": request_id} if request_id else {}
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line)
