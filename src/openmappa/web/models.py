"""Sessions of the site."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """A session that names whose it is, so that its owner can see it and end it."""

    user_id = models.BigIntegerField(null=True, db_index=True)
    began_at = models.DateTimeField(null=True)
    browser = models.TextField(default="", db_default="")

    class Meta(AbstractBaseSession.Meta):
        db_table = "web_session"

    @classmethod
    def get_session_store_class(cls) -> type:
        """What reads and writes these rows."""
        from openmappa.web.sessions import SessionStore  # noqa: PLC0415 - it imports this module

        return SessionStore
