"""The pages of the annual report over HTTP, on the real logins."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connections, transaction
from django.http import HttpResponse
from django.urls import reverse

from openmappa.config.postgres import Server
from openmappa.publication import words
from openmappa.publication.models import Consent, Wording
from tests.publication.conftest import DEMO_WORDS, HOSTILE
from tests.statistics.given import locked
from tests.web.world import World
from tests.world import administrator

YEAR = {"area": "Cambridgeshire", "year": "2014-15"}


@pytest.fixture
def desk(world: World, db_home: Server) -> Iterator[World]:
    """The world with locked figures and no words, before and after."""
    locked(world)
    yield world
    connections.close_all()
    with administrator(db_home) as connection:
        connection.execute("set session_replication_role = replica")
        for table in ("publication_consent", "publication_wording"):
            connection.execute(f"delete from {table}")


def save(
    world: World, part: str, role: str = "coordinator", began_from: int = 0, **fields: str
) -> HttpResponse:
    return world.client(role).post(
        reverse("annual_report_part", args=[part]),
        {**YEAR, "began_from": str(began_from), **fields},
    )


def read(world: World, part: str, role: str = "coordinator") -> str:
    page = world.client(role).get(reverse("annual_report_part", args=[part]), YEAR)
    assert page.status_code == 200
    return unescape(page.content.decode())


def consent(world: World, role: str, part: str, kind: str, **fields: str) -> HttpResponse:
    return world.client(role).post(
        reverse("annual_report_consent", args=[part]), {**YEAR, "kind": kind, **fields}
    )


def form(world: World, kind: str, role: str = "lay_adviser") -> HttpResponse:
    return world.client(role).get(reverse("annual_report_file", args=[kind]), YEAR)


def test_a_part_is_saved_and_keeps_what_it_said_before(desk: World) -> None:
    assert save(desk, "introduction.md", text="The first {total}.").status_code == 302
    assert save(desk, "introduction.md", began_from=1, text="The second.").status_code == 302
    page = read(desk, "introduction.md")
    assert "The first {total}." in page
    assert "Version 1: Alex Fenwick" in page
    assert "The second." in form(desk, "html").content.decode()
    assert list(Wording.objects.using("count").values_list("version", flat=True)) == [1, 2]


def test_two_who_edit_at_once_see_both_texts_and_lose_none(desk: World) -> None:
    save(desk, "local-page.md", text="As it was.")
    save(desk, "local-page.md", "statistician", began_from=1, text="Hers.")
    page = save(desk, "local-page.md", began_from=1, text="His.")
    assert page.status_code == 409
    text = page.content.decode()
    assert "Hers." in text
    assert "His." in text
    assert 'name="began_from" value="2"' in text
    assert save(desk, "local-page.md", began_from=2, text="Both.").status_code == 302


def test_an_unknown_slot_is_told_with_its_line_and_the_typing_kept(desk: World) -> None:
    page = save(desk, "introduction.md", text="One.\n\nWe had {totl}.")
    assert page.status_code == 422
    text = unescape(page.content.decode())
    assert "Line 3: {totl} is no slot" in text
    assert "We had {totl}." in text
    assert not Wording.objects.using("count").exists()


def test_a_preview_fills_figures_and_saves_nothing(desk: World) -> None:
    page = save(desk, "introduction.md", text="In {area}.", preview="yes")
    assert "In Cambridgeshire." in page.content.decode()
    assert not Wording.objects.using("count").exists()


def test_a_case_study_is_printed_after_two_people_and_victim_liaison(desk: World) -> None:
    part = "case-study-a.md"
    save(desk, part, text="Somebody was helped.")
    seen = {"read": "1", "checked": "yes"}

    def printed() -> bool:
        return "Somebody was helped." in form(desk, "html").content.decode()

    assert consent(desk, "coordinator", part, "anonymous", read="1").status_code == 422
    assert consent(desk, "coordinator", part, "anonymous", **seen).status_code == 302
    again = consent(desk, "coordinator", part, "anonymous", **seen)
    assert again.status_code == 422
    assert "somebody else" in again.content.decode()
    assert consent(desk, "coordinator", part, "victim liaison", read="1").status_code == 422
    answered = {"read": "1", "answer": "R. C.: no objection"}
    assert consent(desk, "coordinator", part, "victim liaison", **answered).status_code == 302
    assert not printed()
    assert consent(desk, "statistician", part, "anonymous", **seen).status_code == 302
    assert printed()
    save(desk, part, began_from=1, text="Somebody was helped. In Ely.")
    assert not printed()  # nobody has read this version yet


def test_what_is_agreed_to_is_what_was_read(desk: World) -> None:
    save(desk, "introduction.md", text="One.")
    save(desk, "introduction.md", began_from=1, text="Two.")
    assert consent(desk, "coordinator", "introduction.md", "agreed", read="1").status_code == 422
    assert consent(desk, "coordinator", "introduction.md", "agreed", read="2").status_code == 302
    assert "Agreed by Alex Fenwick" in read(desk, "introduction.md")
    assert consent(desk, "coordinator", "introduction.md", "anonymous").status_code == 404


def test_names_are_fields_and_become_the_report(desk: World) -> None:
    signs = {
        "police-name": 'Ann "A" Other\\',
        "police-post": "Chief Constable",
        "police-organisation": "=1+1",
        "police-approved_on": "30 6 2015",
    }
    assert save(desk, "signatories.toml", **signs).status_code == 302
    page = read(desk, "signatories.toml")
    assert 'value="Ann "A" Other\\"' in page
    assert 'value="30 6 2015"' in page
    assert 'Ann "A" Other\\' in unescape(form(desk, "html").content.decode())
    wrong = save(
        desk, "signatories.toml", **{**signs, "police-approved_on": "31 2 2015"}, began_from=1
    )
    assert wrong.status_code == 422
    assert 'value="31 2 2015"' in wrong.content.decode()
    assert save(desk, "signatories.toml", began_from=1, **{"police-name": "A"}).status_code == 422
    contacts = {"name": "A", "address": "One\nTwo", "telephone": "1", "email": "a@example.org"}
    assert save(desk, "contacts.toml", **contacts).status_code == 302
    assert "One\nTwo" in read(desk, "contacts.toml")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_harmless_in_every_part_and_form(desk: World, text: str) -> None:
    text = text.encode(errors="replace").decode()  # a lone surrogate cannot be sent at all
    for part in words.PARTS:
        fields = {"text": text, "name": text, "police-name": text, "address": text}
        fields |= {"police-post": text, "police-organisation": text, "telephone": text}
        page = save(desk, part, **fields, email="a@example.org")
        assert page.status_code in (302, 422)
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert "<script>alert" not in read(desk, part).replace(unescape(text), "")
    for kind in ("html", "pdf", "ods"):
        page = form(desk, kind)
        assert page.status_code == 200
        if kind == "html":
            assert "<script" not in page.content.decode()
            assert "<img src=x" not in page.content.decode()
        if kind == "ods":
            with zipfile.ZipFile(io.BytesIO(page.content)) as archive:
                assert "table:formula" not in archive.read("content.xml").decode()


def test_ten_thousand_characters_are_kept(desk: World) -> None:
    long = "word " * 2000
    assert save(desk, "introduction.md", text=long).status_code == 302
    assert form(desk, "pdf").content[:5] == b"%PDF-"
    assert save(desk, "introduction.md", began_from=1, text="x " * 30_000).status_code == 422


def test_forms_are_served_so_that_they_can_do_nothing(desk: World) -> None:
    page = form(desk, "html")
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "sandbox" in policy
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert form(desk, "pdf")["Content-Disposition"].startswith("inline")
    assert form(desk, "ods")["Content-Disposition"].startswith("attachment")
    assert form(desk, "exe").status_code == 404


def test_a_year_that_is_not_locked_says_what_to_do(desk: World) -> None:
    asked = {"area": "Cambridgeshire", "year": "2016-17"}
    page = desk.client("coordinator").get(reverse("annual_report"), asked)
    assert "are not locked yet" in page.content.decode()
    assert reverse("freeze") in page.content.decode()
    missing = desk.client("coordinator").get(reverse("annual_report_file", args=["pdf"]), asked)
    assert missing.status_code == 404


@pytest.mark.parametrize("role", ["lay_adviser", "other_area", "police", "administrator"])
def test_only_editors_of_the_area_write(desk: World, role: str) -> None:
    assert save(desk, "introduction.md", role, text="Mine.").status_code in (403, 404)
    assert consent(desk, role, "introduction.md", "agreed").status_code in (403, 404)
    assert not Wording.objects.using("count").exists()


def test_the_database_refuses_other_areas_and_changes(desk: World, db_home: Server) -> None:
    save(desk, "introduction.md", text="Ours.")
    with transaction.atomic():
        assert not Wording.objects.exists()  # no scope, no words
    with pytest.raises(ProgrammingError), transaction.atomic(using="intake"):
        Wording.objects.using("intake").update(text="Theirs.")
    with administrator(db_home) as connection, pytest.raises(Exception, match="never changed"):
        connection.execute("update publication_wording set text = 'Theirs.'")


def test_the_command_prints_the_words_of_the_site_and_those_of_a_folder(
    desk: World, tmp_path: Path
) -> None:
    def report(**more: object) -> str:
        told = io.StringIO()
        call_command(
            "report", area="Cambridgeshire", year="2014-15", out=tmp_path, stdout=told, **more
        )
        (page,) = tmp_path.glob("*.html")
        return page.read_text() + told.getvalue()

    save(desk, "introduction.md", text="Written on the site.")
    assert "Written on the site." in report()
    other = report(words=DEMO_WORDS)
    assert "Written on the site." not in other
    assert "Marjorie Tillbrook" in other


def test_words_go_into_the_site_and_out_again(desk: World, tmp_path: Path) -> None:
    def command(**more: object) -> str:
        told = io.StringIO()
        call_command("words", area="Cambridgeshire", year="2014-15", stdout=told, **more)
        return told.getvalue()

    assert "introduction.md" in command(source=DEMO_WORDS)
    assert "nothing new" in command(source=DEMO_WORDS)
    command(target=tmp_path / "out")
    assert words.load(tmp_path / "out") == words.load(DEMO_WORDS)
    assert Consent.objects.using("count").filter(kind=Consent.ANONYMOUS).count() == 6
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "introduction.md").write_text("{nothing}")
    with pytest.raises(CommandError, match=r"introduction.md, line 1: \{nothing\} is no slot"):
        command(source=tmp_path / "wrong")


def test_the_report_of_the_site_is_that_of_the_command(desk: World, tmp_path: Path) -> None:
    call_command(
        "words", area="Cambridgeshire", year="2014-15", source=DEMO_WORDS, stdout=io.StringIO()
    )
    call_command(
        "report", area="Cambridgeshire", year="2014-15", out=tmp_path, stdout=io.StringIO()
    )
    for file in tmp_path.iterdir():
        page = form(desk, file.suffix[1:])
        assert page.content == file.read_bytes()
        assert file.name in page["Content-Disposition"]
