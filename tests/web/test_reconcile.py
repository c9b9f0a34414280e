from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from openmappa.config.demonstration import OPENS_ON
from openmappa.nominals.models import Nominal
from openmappa.statistics import queries as statistics
from tests.exchange.test_own_list import ods
from tests.web.world import WHY, World
from tests.world import query

NOT_FOUND = "No such record that you may see."


def answer(world: World, role: str, typed: str = "", **more: object) -> str:
    response = world.client(role).post(reverse("reconcile_answer"), {"list": typed, **more})
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def columns(page: str) -> dict[str, str]:
    parts = re.split(r"</span>(Agree|Only yours|Only ours)</h2>", page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def counted() -> set[int]:
    snapshot = statistics.counted_snapshot("Cambridgeshire", OPENS_ON)
    return {case.nominal for case in snapshot.who("T1:total:total")}


def full(world: World, role: str) -> list[Nominal]:
    return [person for person in world.seen_by(role) if person.sight == "full"]


def test_three_columns_agree_with_the_count(world) -> None:
    figure = counted()
    people = full(world, "police")
    inside = next(person for person in people if person.pk in figure)
    outside = next(person for person in people if person.pk not in figure)
    found = columns(answer(world, "police", f"{inside.reference}\n{outside.reference}\nNo, Body"))
    assert inside.reference in found["Agree"]
    assert outside.reference in found["Only yours"]
    assert "Not counted: " in found["Only yours"]
    assert NOT_FOUND in found["Only yours"]
    missing = {person.reference for person in people if person.pk in figure} - {inside.reference}
    assert all(reference in found["Only ours"] for reference in missing)


def test_somebody_is_found_by_name_and_birth(world) -> None:
    person = next(person for person in full(world, "police") if person.born_on)
    line = f"{person.surname}, {person.forenames}, {person.born_on:%d/%m/%Y}"
    wrong = f"{person.surname}, {person.forenames}, 1 January 1901"
    assert NOT_FOUND not in answer(world, "police", line)
    assert NOT_FOUND in answer(world, "police", wrong)


@pytest.mark.parametrize("role", ["police", "prison", "other_area", "coordinator"])
def test_who_may_not_be_seen_is_answered_like_who_is_not_there(world, role) -> None:
    hidden = world.not_seen_by(role)[:20]
    for person in hidden:
        page = answer(world, role, person.reference)
        nobody = answer(world, role, "M9999999Z")
        assert page.count(person.reference) == 2  # as typed: in the column, and kept to download

        def plain(text: str, typed: str) -> str:
            text = re.sub(r'value="[^"]{64}"', "", text)
            return text.replace(typed, "TYPED")

        assert plain(page, person.reference) == plain(nobody, "M9999999Z")


def test_a_number_of_who_is_seen_in_outline_tells_nothing(world, db_home) -> None:
    outline = [person.pk for person in world.seen_by("coordinator") if person.sight == "outline"]
    numbers = query(
        db_home,
        "select canonical from nominals_identifier where valid and nominal_id = any(%s) limit 10",
        outline,
    )
    assert numbers
    for (number,) in numbers:
        assert NOT_FOUND in columns(answer(world, "coordinator", number))["Only yours"]


def test_a_spreadsheet_does_as_well_and_nothing_is_stored(world) -> None:
    person = full(world, "police")[0]
    file = SimpleUploadedFile("mine.ods", ods(("Reference",), (person.reference,)))
    assert person.reference in answer(world, "police", file=file)


def test_the_download_is_the_same_and_holds_no_formula(world) -> None:
    person = full(world, "police")[0]
    typed = f"{person.reference}\n=HYPERLINK(1)\n\u202e=2\n<b>x</b>\n" + "y" * 10_000
    response = world.client("police").post(reverse("reconcile_file"), {"list": typed, **WHY})
    rows = list(csv.reader(io.StringIO(response.content.decode().lstrip("\ufeff"))))
    assert rows[0] == ["Column", "Your line", "Reference", "Name", "Why"]
    assert person.reference in {row[2] for row in rows}
    assert not any(cell.startswith(("=", "+", "-", "@", "\u202e")) for row in rows for cell in row)
    assert "<b>x" not in answer(world, "police", typed)


def test_whom_it_names_is_logged(world, db_home) -> None:
    person = full(world, "probation")[0]
    before = query(db_home, "select coalesce(max(id), 0) from audit_access")[0][0]
    answer(world, "probation", person.reference)
    logged = query(
        db_home, "select distinct action, nominal_id from audit_access where id > %s", before
    )
    assert ("list", person.pk) in logged


@pytest.mark.parametrize("name", ["reconcile_answer", "reconcile_file"])
def test_no_list_is_an_error_with_the_typing_kept(world, name) -> None:
    response = world.client("police").post(reverse(name), {"list": " \n", "figure": "T1:L2:C1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert '<option value="T1:L2:C1" selected>' in page
