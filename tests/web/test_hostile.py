"""Hostile text, wherever the record or a visitor can hold text, is shown as text and does nothing.

An import refuses most of it (tests/exchange); here it is put past every check into every column of
text that holds what agencies or people wrote, and into every field of every form.
"""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from html import unescape

import html5lib
import pytest
from django.apps import apps
from django.db import connections
from django.db.models import TextField
from django.http import HttpResponse
from django.urls import reverse
from psycopg.errors import CheckViolation
from psycopg.sql import SQL, Identifier

from openmappa.audit.history import History
from openmappa.config.postgres import Server
from tests.web.matrix import PAGES, ROLES, nothing, rows
from tests.web.world import World
from tests.world import administrator

HOSTILE = {
    "HTML": "</td><script>alert(1)</script><img src=x onerror=alert(1)>\"'",
    "a formula": '=HYPERLINK("http://example.invalid";"x")',
    "turned round": "\u202elive \u2067\u200f",
    "10,000 characters": "Wm" * 5000,
}
HELD_IN = ("nominals", "justice", "cases")
# Words of the format, of the law or of our own: checked by import or database, or written by us.
OURS = {
    *("agency", "basis", "code", "decision", "disposal", "ethnicity", "jurisdiction", "kind"),
    *("law_version", "offence_class", "provision", "rule", "seen", "sex", "state", "type"),
}
FORMS = [row for row in rows() if row.data is not nothing]


def columns() -> list[tuple[str, str]]:
    """Every column that holds what an agency or somebody wrote."""
    return [
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        if model._meta.app_label in HELD_IN and not issubclass(model, History)
        for field in model._meta.concrete_fields
        if isinstance(field, TextField) and field.column not in OURS and not field.generated
    ]


@pytest.fixture(params=HOSTILE)
def attacked(world: World, db_home: Server, request: pytest.FixtureRequest) -> str:
    """The record with this text in each of these columns; each test's is put over the last's."""
    text = HOSTILE[request.param]
    with administrator(db_home) as past_every_check:
        past_every_check.execute("set session_replication_role = replica")
        for table, column in columns():
            # A number behind it, as some may not be there twice. What a constraint refuses even
            # here, such as a word that is none of a list, no visitor can have put there.
            with suppress(CheckViolation), past_every_check.transaction():
                past_every_check.execute(
                    SQL(
                        "update {0} set {1} = %s || ' ' || t.id from (select id from {0}) t"
                        " where t.id = {0}.id and {1} <> ''"
                    ).format(Identifier(table), Identifier(column)),
                    [text],
                )
    connections.close_all()
    return text


def harmless(answer: HttpResponse) -> None:
    """Nothing in it runs, and none of it is a formula."""
    content, kind = answer.content.decode("utf-8", "replace"), answer["Content-Type"]
    if kind.startswith("text/csv"):
        lines = csv.reader(io.StringIO(content.lstrip("\ufeff")))
        starts = {cell.lstrip(" \u202e\u2067\u200f")[:1] for line in lines for cell in line}
        assert not starts & {"=", "+", "@", "-"}
    if kind.startswith("text/html"):
        tree = html5lib.parse(content, namespaceHTMLElements=False)
        scripts = [script.get("src", "none") for script in tree.findall(".//script")]
        assert [source for source in scripts if not source.startswith("/static/")] == []
        told = {name for element in tree.iter() for name in element.attrib}
        assert [name for name in told if name == "style" or name.startswith("on")] == []
        assert tree.find(".//img[@src='x']") is None


def test_every_page_shows_it_as_text(world: World, attacked: str) -> None:
    shown = 0
    for row in [*PAGES, *(row for row in rows() if row.url in ("import_faults", "figures_file"))]:
        path = reverse(row.url, kwargs=dict(row.args(world)))
        answer = world.ask(row.first_role(), row.method, path, dict(row.data(world)))
        assert answer.status_code == row.ok, row.url
        harmless(answer)
        shown += attacked[:20] in unescape(answer.content.decode("utf-8", "replace"))
    assert shown > 8


SHORT = "".join(HOSTILE[kind] for kind in ("a formula", "HTML", "turned round"))


@pytest.mark.parametrize("text", [SHORT, HOSTILE["10,000 characters"]], ids=["short", "long"])
def test_every_field_of_a_form_takes_it_as_text(world: World, text: str) -> None:
    for row in FORMS:
        role = next(role for role in ROLES if row.expected(role) not in (403, 404))
        path = reverse(row.url, kwargs=dict(row.args(world)))
        data = dict(row.data(world))
        for field in data:
            answer = world.ask(role, row.method, path, {**data, field: text})
            assert answer.status_code in (200, 302, 403, 404, 409, 422), f"{row.url}: {field}"
            harmless(answer)
        if not data:
            harmless(world.ask(role, row.method, path, {"q": text, "page": text}))
