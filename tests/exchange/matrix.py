"""Who may ask for imports, matches, findings and reconciling."""

from __future__ import annotations

from openmappa.exchange.models import Upload
from tests.web.matrix import (
    ADMINISTRATOR,
    MAPPA_ADMINISTRATOR,
    PRACTITIONERS,
    Row,
)
from tests.web.world import WHY, World


def an_import(world: World) -> dict[str, int]:
    return {"number": world.upload()}


def to_cancel(world: World) -> dict[str, int]:
    """One that waits, though another row cancelled it."""
    number = world.upload()
    Upload.objects.using("owner").filter(pk=number).update(state="waiting", finished_at=None)
    return {"number": number}


def with_an_import(world: World) -> dict[str, int]:
    world.upload()
    return {}


def a_pair(world: World) -> dict[str, int]:
    return {"number": world.pair}


def a_kind(world: World) -> dict[str, str]:
    return {"code": "no-photograph"}


FINDERS = PRACTITIONERS | {ADMINISTRATOR, MAPPA_ADMINISTRATOR}

ROWS = [
    Row("imports", {ADMINISTRATOR}, args=with_an_import, queries=10),
    Row("import_upload", {ADMINISTRATOR}, queries=8),
    Row("import_upload", {ADMINISTRATOR}, "POST", ok=422, queries=8),
    Row("import_detail", {ADMINISTRATOR}, args=an_import, queries=10),
    Row("import_faults", {ADMINISTRATOR}, args=an_import, queries=10, axe=False),
    Row("import_cancel", {ADMINISTRATOR}, "POST", args=to_cancel, ok=302, queries=14),
    Row("matches", {ADMINISTRATOR}, queries=11),
    Row("match", {ADMINISTRATOR}, args=a_pair, queries=16),
    Row("match_decide", {ADMINISTRATOR}, "POST", args=a_pair, ok=422, queries=17),
    Row("findings", FINDERS, queries=11),
    Row("quality", FINDERS, queries=17),
    Row("quality_kind", FINDERS, args=a_kind, queries=17),
    Row("quality_file", FINDERS, args=a_kind, queries=15),
    Row("quality_file", FINDERS, "POST", args=a_kind, data=lambda world: WHY, queries=20),
    Row("reconcile", PRACTITIONERS, queries=8),
    Row(
        "reconcile_answer",
        PRACTITIONERS,
        "POST",
        data=lambda world: {"list": "Nobody, Ann"},
        queries=12,
    ),
    Row(
        "reconcile_file",
        PRACTITIONERS,
        "POST",
        data=lambda world: {"list": "Nobody, Ann", **WHY},
        queries=15,
    ),
]
