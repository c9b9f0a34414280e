"""A report of which every field of text holds the same hostile text."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from openmappa.publication.sections import Report

# What the program itself sets, and no person or file can reach.
_OURS = {"id", "sheet"}
# Web addresses are ours, and an email address is refused unless it is one.
_CHECKED = {("Link", "address"), ("Contacts", "email")}


def hostile_report(report: Report, text: str) -> Report:
    """The report with every text replaced, as if each field had been attacked."""
    attacked: Report = _attacked(report, text)
    return attacked


def _attacked(value: Any, text: str) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: _attacked(getattr(value, field.name), text)
                for field in fields(value)
                if field.name not in _OURS and (type(value).__name__, field.name) not in _CHECKED
            },
        )
    if isinstance(value, tuple):
        return tuple(_attacked(item, text) for item in value)
    return text if isinstance(value, str) and value else value
