"""What the Crime and Policing Act 2026 changes for registered people: written down, switched off.

Nothing here was in force when it was written. A rule gets its day when its commencement is read.
"""

from __future__ import annotations

from datetime import date

from openmappa.law.dates import beginning_with, days_from
from openmappa.law.rules import Status, rule


@rule(
    "SOA 2003 s.85ZA (Crime and Policing Act 2026)",
    since=None,
    source="CPA26, CJB24",
    status=Status.PARTLY,
)
def s85za(leaves_on: date, returns_on: date) -> date | None:
    """Absence from the main residence for more than 5 days: 12 hours before leaving.

    Not commenced, so switched off.
    """
    return leaves_on if returns_on > beginning_with(leaves_on, days=5) else None


@rule(
    "Crime and Policing Act 2026 (change of name)",
    since=None,
    source="CPA26",
    status=Status.PARTLY,
)
def cpa26_name(changes_on: date) -> date:
    """A new name must be notified before it is used. Not commenced, so switched off."""
    return days_from(changes_on, -1)


@rule(
    "Crime and Policing Act 2026 (premises with children)",
    since=None,
    source="CPA26",
    status=Status.PARTLY,
)
def cpa26_children(enters_on: date) -> date:
    """More must be notified before entering premises with children. Not commenced: switched off."""
    return days_from(enters_on, -1)


@rule(
    "Crime and Policing Act 2026 (notification at a distance)",
    since=None,
    source="CPA26",
    status=Status.PARTLY,
)
def cpa26_virtual(*, allowed: bool) -> bool:
    """The police may allow notification at a distance. Not commenced, so switched off."""
    return allowed


@rule(
    "Crime and Policing Act 2026 (name on official documents)",
    since=None,
    source="CPA26",
    status=Status.PARTLY,
)
def cpa26_documents(*, restricted: bool) -> bool:
    """The police may bar a change of name on official documents. Not commenced: switched off."""
    return restricted


@rule(
    "Crime and Policing Act 2026 (community sentences)",
    since=None,
    source="CPA26",
    status=Status.PARTLY,
)
def cpa26_community(disposal: str) -> bool:
    """Who serves a community sentence must report a change of name or contact details.

    Not commenced, so switched off.
    """
    return disposal in {"community_order", "youth_rehabilitation_order", "suspended_imprisonment"}
