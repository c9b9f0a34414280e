"""Who may ask for the pages of the people who sign in."""

from __future__ import annotations

from typing import Any

from openmappa.agencies.models import Posting, Training, Vetting
from tests.web.matrix import ADMINISTRATOR, EVERYBODY, POLICE, Row
from tests.web.world import World


def somebody(world: World) -> dict[str, Any]:
    return {"number": world.user(POLICE).pk}


def their_posting(world: World) -> dict[str, Any]:
    number = world.user(POLICE).pk
    posting = Posting.objects.using("owner").get(user=number).pk
    return {"number": number, "posting": posting}


def their_vetting(world: World) -> dict[str, Any]:
    number = world.user(POLICE).pk
    return {"number": number, "vetting": Vetting.objects.using("owner").get(user=number).pk}


def their_training(world: World) -> dict[str, Any]:
    number = world.user(POLICE).pk
    return {"number": number, "training": Training.objects.using("owner").get(user=number).pk}


def page(url: str, args: Any, *, queries: int) -> list[Row]:
    """A form of the administrator's: asked for, and sent empty, in turn where it has a number."""
    return [
        Row(url, {ADMINISTRATOR}, args=args, queries=queries),
        Row(url, {ADMINISTRATOR}, "POST", args=args, ok=422, queries=queries + (url != "user_add")),
    ]


ROWS = [
    Row("users", {ADMINISTRATOR}, queries=10),
    Row("user", {ADMINISTRATOR}, args=somebody, queries=12),
    *page("user_add", lambda world: {}, queries=8),
    *page("user_role_give", somebody, queries=10),
    *page("user_role_end", their_posting, queries=10),
    # It awaits nobody.
    Row("user_role_approve", {ADMINISTRATOR: 403}, args=their_posting, axe=False),
    *page("user_vetting_add", somebody, queries=10),
    *page("user_training_add", somebody, queries=10),
    *page("user_vetting_withdraw", their_vetting, queries=11),
    *page("user_training_withdraw", their_training, queries=11),
    *page("user_standing", somebody, queries=10),
    *page("user_code", somebody, queries=10),
    Row("user_line_manager", {ADMINISTRATOR}, args=somebody, queries=10),
    # Nobody's line manager.
    Row(
        "need",
        dict.fromkeys(EVERYBODY, 404),
        args=lambda world: {"posting": their_posting(world)["posting"]},
        axe=False,
    ),
]
