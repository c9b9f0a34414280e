"""Where sessions are kept, and what a person may know and do about their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.db.models import QuerySet
from django.utils import timezone

from openmappa.web.models import Session

BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


class SessionStore(InDatabase):
    """Sessions in the database, with whose they are beside what they hold."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The model of its rows."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        if SESSION_KEY in data:
            row.user_id = int(data[SESSION_KEY])
            began = data.get("signed_in_at")
            row.began_at = datetime.fromtimestamp(began, UTC) if began else timezone.now()
            row.browser = data.get("browser", "")
        return row


def of(user_id: int) -> QuerySet[Session]:
    """The sessions of a person that have not ended, the latest first."""
    return Session.objects.filter(user_id=user_id, expire_date__gt=timezone.now()).order_by(
        "-began_at"
    )


def browser_in_words(agent: str) -> str:
    """Which browser on which system, as far as it says itself."""
    browser = next((word for mark, word in BROWSERS if mark in agent), "A browser")
    system = next((word for mark, word in SYSTEMS if mark in agent), "")
    return f"{browser} on {system}" if system else browser
