from __future__ import annotations

from tests.web.conftest import world

__all__ = ["world"]
