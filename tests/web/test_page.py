"""What the page decorator promises."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from django.test import override_settings

from openmappa.config.postgres import Server
from openmappa.web.logs import Lines
from tests.web.matrix import COORDINATOR, LAY_ADVISER, POLICE
from tests.web.world import World


@pytest.fixture(autouse=True)
def toys() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.toy"):
        yield


@pytest.fixture
def audit(db_home: Server) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(
        db_home.administrator_dsn(db_home.database), autocommit=True
    ) as connection:
        yield connection


def newest(audit: psycopg.Connection[Any], columns: str, table: str) -> tuple[Any, ...] | None:
    return audit.execute(f"select {columns} from {table} order by id desc limit 1").fetchone()


def test_a_reading_is_logged_for_each_person_shown(
    world: World, audit: psycopg.Connection[Any]
) -> None:
    assert world.client(POLICE).get("/looked/M7/").status_code == 200
    rows = audit.execute(
        "select actor, action, what, nominal_id, refused from audit_access order by id desc limit 2"
    ).fetchall()
    assert rows == [
        ("Sam Oakley", "read", "the record M7", 8, False),
        ("Sam Oakley", "read", "the record M7", 7, False),
    ]


def test_who_lacks_the_permission_is_refused_and_it_is_logged(
    world: World, audit: psycopg.Connection[Any]
) -> None:
    response = world.client(LAY_ADVISER).get("/looked/M7/")
    assert response.status_code == 403
    assert newest(audit, "actor, what, refused", "audit_access") == (
        "Morgan Hale",
        "GET looked M7",
        True,
    )


def test_what_may_not_be_seen_rolls_back_and_is_logged(
    world: World, audit: psycopg.Connection[Any]
) -> None:
    assert world.client(POLICE).get("/looked/gone/").status_code == 404
    assert newest(audit, "what, refused", "audit_access") == ("GET looked gone", True)
    assert audit.execute("select from audit_event where verb = 'wrote'").fetchall() == []


def test_a_page_that_says_not_whom_it_showed_answers_nothing(world: World) -> None:
    client = world.client(POLICE)
    client.raise_request_exception = False
    assert client.get("/forgot/").status_code == 500


def test_a_write_bears_the_visitor_as_actor_and_one_operation(
    world: World, audit: psycopg.Connection[Any]
) -> None:
    world.client(COORDINATOR).post("/wrote/")
    assert audit.execute(
        "select o.actor, o.purpose, o.reason, e.sentence from audit_event e"
        " join audit_operation o on o.id = e.operation where e.verb = 'tried'"
    ).fetchall() == [("Alex Fenwick", "try", "because", "Somebody tried.")]


def test_the_scope_is_set_and_gone_afterwards(world: World) -> None:
    assert world.client(POLICE).get("/scope/").content == b"('web', '{3}', [3])"
    with connections["default"].cursor() as cursor:
        cursor.execute("select agencies_scope()")
        assert cursor.fetchone() == ([],)


def test_an_error_page_and_the_log_hold_no_text_of_the_error(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    client = world.client(POLICE)
    client.raise_request_exception = False
    logging.getLogger("django.request").addHandler(caplog.handler)
    try:
        response = client.get("/broke/?name=Testov")
    finally:
        logging.getLogger("django.request").removeHandler(caplog.handler)
    assert response.status_code == 500
    assert b"Testov" not in response.content
    lines = [json.loads(Lines().format(record)) for record in caplog.records]
    assert any(line.get("error") == "ValueError" for line in lines)
    assert "Testov" not in json.dumps(lines)


@pytest.mark.parametrize("path", ["/", "/nothing/", "/sign-in/", "/help/", "/looked/gone/"])
def test_every_answer_has_its_headers(world: World, path: str) -> None:
    response = world.client(POLICE).get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert "Permissions-Policy" in response
    assert "Strict-Transport-Security" not in response  # without TLS it would promise a lie
