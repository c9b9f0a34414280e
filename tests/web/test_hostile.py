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
from openmappa.nominals.register import Residence
from tests.cases.given import known_to_all
from tests.rights.given import a_request, an_erasure, an_export
from tests.victims.given import given_mention, given_zone, write
from tests.web.matrix import PAGES, POLICE, ROLES, nothing, rows
from tests.web.register.given import area_of, rows_in_every_table
from tests.web.world import World
from tests.world import administrator

FORMULA = '=HYPERLINK("http://example.invalid";"x")'
HTML = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\"'"
TURNED_ROUND = "\u202elive \u2067\u200f"
HOSTILE = {
    "short": FORMULA + HTML + TURNED_ROUND,  # a formula is one at the beginning only
    "turned round before a formula": TURNED_ROUND + FORMULA,
    "long": "Wm" * 5000,
}
HELD_IN = ("nominals", "justice", "cases", "victims", "rights")
# Words of the format, of the law or of our own: checked by import or database, or written by us.
OURS = {
    *("agency", "basis", "code", "decision", "disposal", "ethnicity", "jurisdiction", "kind"),
    *("law_version", "offence_class", "provision", "rule", "seen", "sex", "state", "type"),
    # Names of tables, of files and of what is measured; numbers; kinds that no list holds.
    *("of_table", "of_column", "field", "folder", "file", "format", "measure", "compartment"),
    *("source_code", "information_code", "handling_code", "sha256", "stored_as", "content_type"),
    *("action", "how", "side", "as_what", "standing", "class_of_person", "regime", "scheme"),
    *("outcome", "exemption", "letter"),
}
FORMS = [row for row in rows() if row.data is not nothing]


def columns() -> list[tuple[str, str, str]]:
    """Every column that holds what an agency or somebody wrote: table, column, key."""
    return [
        (model._meta.db_table, field.column, model._meta.pk.column)
        for model in apps.get_models()
        if model._meta.app_label in HELD_IN and not issubclass(model, History)
        for field in model._meta.concrete_fields
        if isinstance(field, TextField) and field.column not in OURS and not field.generated
    ]


@pytest.fixture(params=HOSTILE)
def attacked(world: World, db_home: Server, request: pytest.FixtureRequest) -> str:
    """The record with this text in each of these columns; each test's is put over the last's."""
    text = HOSTILE[request.param]
    fill(world)
    tried = set()
    with administrator(db_home) as past_every_check:
        past_every_check.execute("set session_replication_role = replica")
        for table, column, key in columns():
            # A number behind it, as some may not be there twice. What a constraint refuses even
            # here, such as a word that is none of a list, no visitor can have put there.
            with suppress(CheckViolation), past_every_check.transaction():
                hit = past_every_check.execute(
                    SQL(
                        "update {0} set {1} = %s || ' ' || t.{2} from (select {2} from {0}) t"
                        " where t.{2} = {0}.{2} and {1} <> ''"
                    ).format(Identifier(table), Identifier(column), Identifier(key)),
                    [text],
                )
                if hit.rowcount:
                    tried.add((table, column))
    connections.close_all()
    missed = {table for table, *_ in columns()} - {table for table, _ in tried}
    assert missed == NOTHING_TO_ATTACK, " ".join(sorted(missed))
    return text


# Of these tables no row of the world has such a text.
NOTHING_TO_ATTACK = {
    *("cases_address_asked", "cases_rota", "nominals_asked_decision", "nominals_cover"),
    *("nominals_archive", "nominals_restriction", "nominals_withheld"),
    *(
        "rights_retention_review",
        "rights_withholding",
        "victims_annex",
        "victims_contact",
        "victims_mention",
    ),
}


def fill(world: World) -> None:
    """A row in every table of what people write of the person whom all know."""
    if Residence.objects.using("owner").exists():
        return
    for row in rows():
        row.args(world)
    person, officer = known_to_all(world), world.user(POLICE)
    rows_in_every_table(person.pk, officer, area_of(officer))
    given_zone(world)
    given_mention(world)
    write(person, "A transfer")
    world.merge()
    a_request(world)
    an_erasure(world)
    an_export(world)


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


@pytest.mark.parametrize("text", ["short", "long"])
def test_every_field_of_a_form_takes_it_as_text(world: World, text: str) -> None:
    for row in FORMS:
        role = next(role for role in ROLES if row.expected(role) not in (403, 404))
        path = reverse(row.url, kwargs=dict(row.args(world)))
        data = dict(row.data(world))
        for field in data:
            answer = world.ask(role, row.method, path, {**data, field: HOSTILE[text]})
            assert answer.status_code in (200, 302, 403, 404, 409, 422), f"{row.url}: {field}"
            harmless(answer)
        if not data:
            harmless(world.ask(role, row.method, path, {"q": HOSTILE[text], "page": HOSTILE[text]}))
