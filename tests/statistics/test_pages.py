"""The pages of the figures over HTTP, on the real logins."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from openmappa.statistics.definitions import ReportingYear, definition_for
from openmappa.statistics.frozen import COUNT
from openmappa.statistics.models import Freeze
from tests.web.world import World
from tests.world import administrator

YEAR = {"area": "Cambridgeshire", "year": "2014-15"}
ADDRESSES = [
    cell.address
    for table in definition_for(ReportingYear(2014)).tables
    for cell in table.cells()
    if cell.possible and table.key != "T6"
]
HOSTILE = "<script>alert(1)</script> =1+1 \u202egnol " + "x" * 60


def listed(answer: str) -> list[str]:
    """The references on a page of people, in order."""
    body = answer.partition("<tbody")[2].partition("</tbody>")[0]
    return re.findall(r"M\d{7}[A-Z]", re.sub(r'href="[^"]*"', "", body))


def command(*arguments: str, **options: str) -> str:
    written = io.StringIO()
    call_command(*arguments, area="Cambridgeshire", year="2014-15", stdout=written, **options)
    return written.getvalue()


def logged(database: Server) -> list[tuple[str, str, int | None, bool]]:
    with administrator(database) as connection:
        return connection.execute(
            "select action, what, nominal_id, refused from audit_access order by id"
        ).fetchall()


@pytest.mark.parametrize("role", ["coordinator", "statistician"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_cell_lists_whom_the_command_lists(world: World, address: str, role: str) -> None:
    page = world.client(role).get(reverse("figure_people"), {**YEAR, "cell": address})
    assert page.status_code == 200
    told = command("return", who=address)
    assert listed(page.content.decode()) == re.findall(r"^  (M\d{7}[A-Z])", told, re.MULTILINE)


def test_each_figure_on_the_page_is_the_length_of_its_list(world: World) -> None:
    client = world.client("coordinator")
    page = client.get(reverse("statistics"), YEAR).content.decode()
    links = re.findall(r'people/\?([^"]*cell=([^"&]*)[^"]*)">([\d,]+)<', page)
    assert links
    for query, cell, figure in links:
        if cell == "T6":
            continue
        people = client.get(reverse("figure_people") + "?" + unescape(query)).content.decode()
        assert len(listed(people)) == int(figure.replace(",", ""))


def test_the_statistician_sees_reasons_and_no_names(world: World) -> None:
    surnames = set(Nominal.objects.using(COUNT).values_list("surname", flat=True))
    client = world.client("statistician")
    page = client.get(reverse("figure_people"), {**YEAR, "cell": "T1:total:total"})
    text = page.content.decode()
    assert "responsible area Cambridgeshire" in text
    assert [name for name in surnames if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_whom_a_list_showed_is_in_the_log(world: World, db_home: Server) -> None:
    client = world.client("coordinator")
    page = client.get(reverse("figure_people"), {**YEAR, "cell": "T1:L2:total"})
    shown = {nominal for _, what, nominal, _ in logged(db_home) if "T1:L2:total" in what}
    people = Nominal.objects.using(COUNT).filter(reference__in=listed(page.content.decode()))
    assert shown == set(people.values_list("pk", flat=True)) != set()


def test_another_area_opens_no_list_and_counts_nothing(world: World) -> None:
    client = world.client("other_area")
    page = client.get(reverse("statistics"), YEAR)
    assert "No locked figures of Cambridgeshire" in page.content.decode()
    assert "Table 1" not in page.content.decode()
    day = {"area": "Cambridgeshire", "day": "1", "month": "6", "of": "2014"}
    assert client.get(reverse("statistics"), day).status_code == 422
    assert client.get(reverse("figure_people"), {**YEAR, "cell": "T3"}).status_code == 403


@pytest.mark.parametrize("role", ["police", "lay_adviser"])
def test_who_does_not_check_figures_sees_no_checks_and_no_list(world: World, role: str) -> None:
    page = world.client(role).get(reverse("statistics"), YEAR).content.decode()
    assert "Table 1" in page
    assert "restricted to named users" not in page
    assert reverse("figure_people") not in page
    form = world.client(role).get(reverse("figures_file", args=["json"]), YEAR)
    assert "gates" not in json.loads(form.content)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"area": "Atlantis"}, "Choose one of the 42 areas"),
        ({"year": "2014-16"}, "such as 2014-15"),
        ({"year": "1999-00"}, "Choose a year from 2014-15"),
        ({"day": "31", "month": "2", "of": "2015"}, "Enter a real day"),
        ({"day": "1", "month": "1", "of": "1990"}, "1 April 2001"),
        ({"area": HOSTILE}, "Choose one of the 42 areas"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_so(
    world: World, asked: dict[str, str], told: str
) -> None:
    page = world.client("coordinator").get(reverse("statistics"), asked)
    assert page.status_code == 422
    assert told in page.content.decode()
    assert "<title>Error: " in page.content.decode()
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("cell", ["T9", "T1:L9:C1", "side:nothing", "", HOSTILE])
def test_a_cell_that_is_not_there_is_not_found(world: World, cell: str) -> None:
    page = world.client("coordinator").get(reverse("figure_people"), {**YEAR, "cell": cell})
    assert page.status_code == 404


def test_why_somebody_is_not_counted_is_the_commands_sentence(world: World) -> None:
    client = world.client("coordinator")
    answered = 0
    for reference in Nominal.objects.using(COUNT).values_list("reference", flat=True)[:12]:
        page = client.post(reverse("why_not_counted"), {**YEAR, "who": f" {reference.lower()} "})
        if page.status_code == 422:
            continue  # another area's person: as if there were none
        answered += 1
        sentence = command("return", why_not=reference).partition(": ")[2].strip().rstrip(".")
        assert sentence[1:] in unescape(page.content.decode())
    assert answered


@pytest.mark.parametrize("typed", ["", "M9999999Z", HOSTILE, "\x00", "x" * 10_000])
def test_nobody_found_is_told_in_one_sentence(world: World, typed: str) -> None:
    page = world.client("coordinator").post(reverse("why_not_counted"), {**YEAR, "who": typed})
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert "<script>alert" not in page.content.decode()


@pytest.fixture
def clean(world: World, db_home: Server) -> Iterator[World]:
    """The world without any locked figures, before and after."""
    yield world
    connections.close_all()
    with administrator(db_home) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from statistics_frozen_case")
        connection.execute("delete from statistics_freeze")


def lock(world: World, role: str = "coordinator", **given: str) -> object:
    client = world.client(role)
    page = client.get(reverse("freeze"), YEAR).content.decode()
    looked_at = re.search(r'name="looked_at" value="(\w+)"', page)
    assert looked_at
    return client.post(reverse("freeze"), {"looked_at": looked_at[1], **YEAR, **given})


def test_figures_are_locked_once_confirmed_and_corrected_with_a_reason(clean: World) -> None:
    assert lock(clean).status_code == 302
    assert lock(clean).status_code == 422  # the reason is missing
    assert lock(clean, reason=HOSTILE).status_code == 302
    assert [f.version for f in Freeze.objects.using(COUNT).order_by("version")] == [1, 2]
    assert set(Freeze.objects.using(COUNT).values_list("frozen_by", flat=True)) == {"Alex Fenwick"}
    for url in ("statistics", "figure_versions", "freeze"):
        page = clean.client("coordinator").get(reverse(url), {**YEAR, "version": "2"})
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
    sheet = clean.client("lay_adviser").get(
        reverse("figures_spreadsheet"), {**YEAR, "version": "2"}
    )
    assert sheet.content[:2] == b"PK"


def test_figures_that_changed_since_they_were_looked_at_are_shown_again(clean: World) -> None:
    page = lock(clean, looked_at="of another day")
    assert page.status_code == 422
    assert "have changed since you looked" in page.content.decode()
    assert not Freeze.objects.using(COUNT).exists()


def test_a_locked_version_opens_like_live_figures_and_stays(clean: World, db_home: Server) -> None:
    lock(clean)
    client = clean.client("coordinator")
    asked = {**YEAR, "version": "1"}
    cell = {**asked, "cell": "T1:total:C1"}
    before = client.get(reverse("figure_people"), cell).content.decode()
    live = client.get(reverse("figure_people"), {**YEAR, "cell": "T1:total:C1"}).content.decode()
    assert sorted(listed(before)) == sorted(listed(live)) != []
    with administrator(db_home) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from cases_ground")
    assert listed(client.get(reverse("figure_people"), cell).content.decode()) == listed(before)
    changed = client.get(reverse("figure_versions"), YEAR).content.decode()
    assert "What a new version would change" in changed
    assert "[r]" in changed
    published = clean.client("other_area").get(reverse("statistics"), YEAR).content.decode()
    assert "Table 1" in published
    assert "Checks before sign-off" not in published
    call_command("rebuild", stdout=io.StringIO(), verbosity=0)


def test_csv_has_every_figure_and_no_formula(world: World) -> None:
    page = world.client("coordinator").get(reverse("figures_file", args=["csv"]), YEAR)
    rows = list(csv.DictReader(io.StringIO(page.content.decode("utf-8-sig"))))
    figures = {row["address"]: row["figure"] for row in rows}
    assert figures["T1:L1:C3"] == "[z]"
    page = world.client("coordinator").get(reverse("figures_file", args=["json"]), YEAR)
    total = json.loads(page.content)["snapshot"]["total"]["total"]
    assert figures["T1:total:total"] == str(total)
    assert not [v for row in rows for v in row.values() if v[:1] in "=+-@" and v]
    assert page["Content-Disposition"].startswith("attachment")
    assert (
        world.client("coordinator").get(reverse("figures_file", args=["exe"]), YEAR).status_code
        == 404
    )
