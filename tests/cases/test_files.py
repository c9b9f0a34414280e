"""Photographs and documents: added whole or not at all, seen by who may, never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.test import Client, override_settings
from django.urls import reverse
from psycopg.sql import SQL

from openmappa.agencies.pages import enter
from openmappa.agencies.permissions import Part, Permission
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import operation
from openmappa.config.home import home
from openmappa.config.postgres import Server
from openmappa.nominals import filing, stored
from openmappa.nominals.inspecting import Inspected
from openmappa.nominals.models import Document, Nominal, Photograph
from tests.cases.given import a_document, a_photograph, acting, by, known_to_all
from tests.nominals.given_files import PDF, Content, docx, jpeg, made, png
from tests.web import given_access as given
from tests.web.matrix import COORDINATOR, DUTY_OFFICER, OTHER_AREA, POLICE, PRISON
from tests.web.world import World, send
from tests.world import administrator

PHOTOGRAPH = {
    "standing": "fact",
    "taken-day": "27",
    "taken-month": "3",
    "taken-year": "2014",
    "angle": "front",
    "source": "custody",
    "note": "",
    "current": "yes",
}
DOCUMENT = {
    "title": "Licence of 3 March 2015",
    "standing": "fact",
    "kind": "licence",
    "marking": "official_sensitive",
    "dated-day": "3",
    "dated-month": "3",
    "dated-year": "2015",
}


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Somebody without files; what a test adds is gone afterwards, the content too."""
    yield known_to_all(world)
    connections.close_all()
    with administrator(db_home) as past_every_check:
        past_every_check.execute("set session_replication_role = replica")
        for model in (Photograph, Document):
            table = SQL(model._meta.db_table)
            past_every_check.execute(SQL("delete from {}").format(table))
            past_every_check.execute(SQL("delete from {}_history").format(table))
    for name in list(stored.names()):
        stored.erase(name)


def lying() -> list[Path]:
    return [path for path in home().files.rglob("*") if path.is_file()]


def upload(name: str, content: bytes, told: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, told)


def add(client: Client, page: str, person: Nominal, file: object, **changed: str) -> object:
    data = (PHOTOGRAPH if page == "photograph_add" else DOCUMENT) | changed | {"file": file}
    return client.post(reverse(page, args=[person.reference]), data)


# Adding


@pytest.mark.parametrize(
    ("page", "said", "file"),
    [
        ("photograph_add", {"note": "Looks ill"}, jpeg()),
        ("document_add", {"kind": "assessment"}, PDF),
    ],
)
def test_what_is_opinion_is_read_as_opinion(
    world: World, person: Nominal, page: str, said: dict[str, str], file: bytes
) -> None:
    client, typed = world.client(POLICE), said | {"standing": "opinion"}
    answer = add(client, page, person, upload("a", file), **said | {"standing": "rumour"})
    assert answer.status_code == 422
    assert "Choose fact or opinion" in answer.content.decode()
    assert add(client, page, person, upload("a", file), **typed).status_code == 302
    listed = page.removesuffix("_add") + "s"
    html = client.get(reverse(listed, args=[person.reference])).content.decode()
    assert f"Opinion: {next(iter(said.values())).capitalize()}" in html
    model = Photograph if page == "photograph_add" else Document
    with (
        pytest.raises(IntegrityError, match="standing_known"),
        operation(using="owner", actor="a test", purpose="test"),
    ):
        model.objects.using("owner").update(standing="rumour")


def test_a_photograph_is_added_and_shown_wherever_the_person_is_named(
    world: World, person: Nominal
) -> None:
    client = world.client(POLICE)
    answer = add(client, "photograph_add", person, upload("face.jpg", jpeg()))
    assert answer.status_code == 302
    found = Photograph.objects.using("count").get()
    assert (found.entered_by, found.agency, found.current) == ("Sam Oakley", "police", True)
    for role, page in ((POLICE, "person"), (COORDINATOR, "timeline"), (PRISON, "photographs")):
        html = world.client(role).get(reverse(page, args=[person.reference])).content.decode()
        assert "data:image/jpeg;base64," in html
        assert f'alt="Photograph of {person.name}"' in html
    assert "data:image/jpeg;base64," in client.get(reverse("people")).content.decode()


def test_the_new_current_photograph_takes_the_place_of_the_one_before(
    world: World, person: Nominal
) -> None:
    client = world.client(POLICE)
    for colour in ("red", "blue"):
        add(client, "photograph_add", person, upload("face.jpg", jpeg(colour=colour)))
    photographs = Photograph.objects.using("count").order_by("pk")
    assert [p.current for p in photographs] == [False, True]
    send(
        client,
        reverse("photograph_current", args=[person.reference, photographs[0].pk]),
        page=reverse("photographs", args=[person.reference]),
    )
    assert [p.current for p in photographs.all()] == [True, False]


def test_the_database_knows_at_most_one_current_photograph(world: World, person: Nominal) -> None:
    a_photograph(world, person)
    other = a_photograph(world, person, current=False)
    other.current = True
    with pytest.raises(IntegrityError, match="one_current"), acting(world, POLICE):
        other.save(using="default", update_fields=["current"])


def test_a_withdrawn_photograph_is_shown_nowhere_but_on_its_page(
    world: World, person: Nominal
) -> None:
    photograph = a_photograph(world, person)
    client = world.client(POLICE)
    page = reverse("photograph_withdraw", args=[person.reference, photograph.pk])
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "shows somebody else"}).status_code == 302
    html = client.get(reverse("person", args=[person.reference])).content.decode()
    assert "data:image/jpeg;base64," not in html
    html = client.get(reverse("photographs", args=[person.reference])).content.decode()
    assert "Withdrawn by Sam Oakley" in html
    assert "shows somebody else" in html
    # It cannot come back as the current one.
    client.post(reverse("photograph_current", args=[person.reference, photograph.pk]))
    assert not Photograph.objects.using("count").get(pk=photograph.pk).current


def test_a_document_is_handed_out_as_what_it_is_under_a_name_of_ours(
    world: World, person: Nominal
) -> None:
    client = world.client(POLICE)
    answer = add(client, "document_add", person, upload("../../etc/passwd", PDF, "text/html"))
    assert answer.status_code == 302
    document = Document.objects.using("count").get()
    answer = client.get(reverse("document_file", args=[person.reference, document.pk]))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{person.reference}-document-{document.pk}.pdf"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert "no-store" in answer["Cache-Control"]


def test_a_picture_is_shown_within_a_page_and_runs_nothing(world: World, person: Nominal) -> None:
    photograph = a_photograph(world, person)
    answer = world.client(POLICE).get(
        reverse("photograph_image", args=[person.reference, photograph.pk])
    )
    assert answer["Content-Disposition"] == "inline"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")


def test_what_lies_in_the_home_is_private_and_named_by_its_hash(
    world: World, person: Nominal
) -> None:
    add(world.client(POLICE), "photograph_add", person, upload("../../evil.php", jpeg()))
    (path,) = lying()
    assert re.fullmatch(
        r"[0-9a-f]{2}/[0-9a-f]{64}-[0-9a-f]{16}", str(path.relative_to(home().files))
    )
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert not path.is_relative_to(settings.STATIC_ROOT)


# Refused


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("page", "content", "told"),
    [
        ("photograph_add", SVG, "an SVG picture"),
        ("photograph_add", PDF, "a PDF file"),
        ("photograph_add", jpeg()[:3000], "damaged or cut off"),
        ("photograph_add", png(20_000, 70), "20,000 by 70 points"),
        ("photograph_add", b"", "The file is empty"),
        ("document_add", SVG, "an SVG picture"),
        ("document_add", b"<html><script>alert(1)</script>", "a web page"),
        ("document_add", docx(more={"word/vbaProject.bin": b"x"}), "macros"),
        ("document_add", docx(more={"../evil.xml": b"x"}), "outside itself"),
        ("document_add", lambda: docx(more={"word/b.xml": bytes(220 * 2**20)}), "unpacks to more"),
        ("document_add", docx()[:-40], "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_hostile_upload_is_refused_in_words_and_nothing_is_stored(
    world: World, person: Nominal, page: str, content: Content, told: str
) -> None:
    answer = add(world.client(POLICE), page, person, upload("holiday.jpg", made(content)))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "There is a problem" in html
    assert told in html
    assert "<script>alert" not in html
    assert 'value="2014"' in html or 'value="2015"' in html  # what was typed is kept
    assert lying() == []
    assert not Photograph.objects.using("count").exists()
    assert not Document.objects.using("count").exists()


def test_a_file_larger_than_the_setting_is_refused(world: World, person: Nominal) -> None:
    with override_settings(LARGEST_PHOTOGRAPH=2**20):
        file = upload("face.png", png(900, 900) + bytes(2**21))
        answer = add(world.client(POLICE), "photograph_add", person, file)
    assert answer.status_code == 422
    assert "at most 1 MB" in answer.content.decode()
    assert lying() == []


def test_a_request_larger_than_any_form_takes_is_refused_before_it_is_read(
    world: World, person: Nominal
) -> None:
    with override_settings(LARGEST_REQUEST=2**20):
        file = upload("face.png", bytes(2**21))
        answer = add(world.client(POLICE), "photograph_add", person, file)
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_where_the_row_is_refused_the_content_is_gone_again(world: World, person: Nominal) -> None:
    words = Inspected("text/plain", b"words")
    how = {
        "title": "",
        "standing": "fact",
        "kind": "other",
        "marking": "official",
        "dated": date(2015, 3, 3),
    }
    with pytest.raises(DatabaseError), acting(world, POLICE) as (visitor, operation):
        filing.add_document(person, words, **how, by=by(visitor), operation=operation)
    assert lying() == []


def test_a_file_that_was_tampered_with_is_not_shown(world: World, person: Nominal) -> None:
    document = a_document(world, person)
    (path,) = lying()
    path.write_bytes(b"You must live anywhere you like.")
    page = reverse("document_file", args=[person.reference, document.pk])
    answer = world.client(POLICE).get(page)
    assert answer.status_code == 500
    assert b"anywhere" not in answer.content
    assert "damaged" in answer.content.decode()
    path.unlink()
    assert world.client(POLICE).get(page).status_code == 500


def test_a_file_of_another_kind_is_told_beside_other_faults(world: World, person: Nominal) -> None:
    svg = upload("face.jpg", SVG)
    answer = add(world.client(POLICE), "photograph_add", person, svg, angle="nonsense")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "this is an SVG picture" in shown
    assert "Choose what it shows" in shown
    assert "Choose the file again" not in shown


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"dated-day": "31", "dated-month": "2"}, "real day"),
        ({"dated-year": "2096"}, " must be from "),
        ({"title": " "}, "Say what the document is"),
        ({"title": "x" * 151}, "at most 150"),
        ({"kind": "nonsense"}, "Choose a kind"),
        ({"marking": ""}, "Choose the protective marking"),
    ],
)
def test_a_form_with_faults_says_which(
    world: World, person: Nominal, changed: dict[str, str], told: str
) -> None:
    answer = add(world.client(POLICE), "document_add", person, upload("l.pdf", PDF), **changed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Choose the file again" in answer.content.decode()
    assert lying() == []


def test_hostile_words_are_words(world: World, person: Nominal) -> None:
    title = "<script>alert(1)</script>\u202e"
    add(world.client(POLICE), "document_add", person, upload("l.pdf", PDF), title=title)
    html = world.client(POLICE).get(reverse("documents", args=[person.reference])).content.decode()
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html


# Who


def test_a_file_of_another_person_is_not_found(world: World, person: Nominal) -> None:
    document = a_document(world, person)
    other = next(p for p in world.seen_by(POLICE) if p.pk != person.pk and p.sight == "full")
    for page in ("document_file", "document_withdraw"):
        answer = world.client(POLICE).get(reverse(page, args=[other.reference, document.pk]))
        assert answer.status_code == 404


@pytest.fixture
def named(world: World, person: Nominal, db_home: Server) -> Iterator[None]:
    """Those who see only whom they are named to are named to the person."""
    given.name_the_rest(world, person)
    yield
    given.forget(db_home)


READERS = {
    Photograph: {
        key
        for key, role in ROLES.items()
        if Part.IDENTITY in role.sees or Permission.DUTY_CARD_VIEW in role.permissions
    },
    Document: {key for key, role in ROLES.items() if Part.DOCUMENTS in role.sees},
}


@pytest.mark.parametrize("model", [Photograph, Document])
def test_the_database_shows_files_to_the_roles_that_see_the_part_alone(
    world: World, person: Nominal, named: None, model: type[Photograph] | type[Document]
) -> None:
    a_photograph(world, person)
    a_document(world, person)
    seeing = set()
    for role in ROLES:
        with transaction.atomic():
            enter(world.user(role).pk)
            history = model.pgh_event_model.objects.using("default").exists()  # type: ignore[union-attr]
            seen = model._default_manager.using("default").exists()
            assert history is seen, role
            if seen:
                seeing.add(role)
    assert seeing == READERS[model]
    with transaction.atomic():
        enter(world.user(OTHER_AREA).pk)
        assert not model._default_manager.using("default").exists()


def test_the_database_lets_nobody_file_for_another_or_change_what_was_filed(
    world: World, person: Nominal
) -> None:
    document = a_document(world, person)
    changes = {"title": "other", "sha256": "0" * 64, "marking": "official", "area_id": 1}
    for column, value in changes.items():
        with pytest.raises(DatabaseError, match="permission denied"), acting(world, POLICE):
            Document.objects.using("default").update(**{column: value})
    rows = Document.objects.using("default").filter(pk=document.pk)
    with pytest.raises(DatabaseError, match="permission denied"), acting(world, POLICE):
        rows._raw_delete("default")
    document.pk = None
    document.stored_as = "another"
    document._state.adding = True
    with pytest.raises(DatabaseError, match="row-level security"), acting(world, COORDINATOR):
        document.save(using="default")  # in the name of the police


def test_reading_a_file_is_logged_and_the_history_tells_of_it(
    world: World, person: Nominal
) -> None:
    document = a_document(world, person)
    client = world.client(COORDINATOR)
    client.get(reverse("document_file", args=[person.reference, document.pk]))
    html = client.get(reverse("record_history", args=[person.reference])).content.decode()
    assert "Opened: a document (licence)" in html
    assert "A document added" in html
    assert "Sam Oakley added a document (licence, OFFICIAL-SENSITIVE)." in html
    assert document.sha256 not in html
    assert document.stored_as not in html


def test_the_duty_officer_sees_no_document_and_no_record(world: World, person: Nominal) -> None:
    document = a_document(world, person)
    client = world.client(DUTY_OFFICER)
    for page, args in (("person", []), ("documents", []), ("document_file", [document.pk])):
        assert client.get(reverse(page, args=[person.reference, *args])).status_code == 403


def test_lawful_erasure_takes_one_content_and_no_other(world: World, person: Nominal) -> None:
    first, second = a_document(world, person), a_document(world, person, title="The same again")
    assert first.sha256 == second.sha256
    stored.erase(first.stored_as)
    stored.erase(first.stored_as)
    stored.erase("../../passwords.json")
    with pytest.raises(stored.ContentChangedError):
        stored.content(first.stored_as, first.sha256)
    assert stored.content(second.stored_as, second.sha256)
    assert home().passwords.exists()
