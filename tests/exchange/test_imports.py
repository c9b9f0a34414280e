"""Imports at a screen, over HTTP, on the real logins; jobs are called as the worker does."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connections, transaction
from django.test import override_settings
from django.urls import reverse

from openmappa.agencies.pages import enter
from openmappa.exchange import uploads
from openmappa.exchange.jobs import import_upload
from openmappa.exchange.models import ExtractImport, Upload
from openmappa.nominals.models import SourceRecord
from tests.exchange.test_receiving import of_folder, zipped
from tests.web.world import EXTRACT, World
from tests.world import Extract, given_extract

BROKEN = EXTRACT.parent / "broken"


def send(world: World, *folders: Path, role: str = "administrator", content: bytes | None = None):
    files = [
        SimpleUploadedFile("extract.zip", content if content is not None else of_folder(folder))
        for folder in (folders or (EXTRACT,))
    ]
    return world.client(role).post(reverse("import_upload"), {"files": files})


def filed(response) -> Upload:
    assert response.status_code == 302, response.content.decode()
    number = int(response["Location"].rstrip("/").rsplit("/", 1)[1])
    return Upload.objects.using("worker").get(pk=number)


def look(world: World, upload: Upload, page: str = "import_detail", query: str = "") -> str:
    response = world.client("administrator").get(reverse(page, args=[upload.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def stored() -> tuple[int, int]:
    return (
        SourceRecord.objects.using("count").count(),
        ExtractImport.objects.using("count").count(),
    )


def nothing_left() -> bool:
    return not any(Path(settings.UPLOADS_FOLDER).iterdir())


def later(tmp_path: Path, day: str = "2016-05-15") -> Extract:
    return Extract(EXTRACT, tmp_path / "later").dated(day)


def test_an_extract_waits_is_imported_and_says_what_it_changed(world, tmp_path) -> None:
    extract = later(tmp_path)
    gone = extract.rows("people")[0]["record_id"]
    extract.without([gone])
    upload = filed(send(world, extract.folder))
    waiting = world.client("administrator").get(reverse("import_detail", args=[upload.pk]))
    assert waiting["Refresh"]
    assert "Cancel this import" in waiting.content.decode()
    import_upload(upload.pk)
    page = look(world, upload)
    assert "All of it was imported" in page
    assert "Withdrawn" in page
    assert "Refresh" not in world.client("administrator").get(
        reverse("import_detail", args=[upload.pk])
    )
    assert nothing_left()
    upload.refresh_from_db(using="worker")
    assert upload.outcome["changes"]["nominals_record"] == [0, 0, 1]


def test_the_same_extract_again_writes_nothing_and_says_so(world, tmp_path) -> None:
    extract = later(tmp_path, "2016-06-15")
    for _ in range(2):
        upload = filed(send(world, extract.folder))
        import_upload(upload.pk)
    assert "known already" in look(world, upload)


def test_faults_come_back_as_a_table_and_as_a_file(world, tmp_path) -> None:
    before = stored()
    folder = tmp_path / "broken"
    shutil.copytree(BROKEN / "bad-date", folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["area"] = "Cambridgeshire"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with (folder / "people.csv").open("a") as file:
        file.write("=1+1,nobody,<b>x</b>,,,,,,,,,\n")
    upload = filed(send(world, folder))
    import_upload(upload.pk)
    page = look(world, upload, query="?sort=message")
    assert "Nothing of it was imported" in page
    assert "<b>x" not in page
    rows = list(csv.reader(io.StringIO(look(world, upload, "import_faults").lstrip("\ufeff"))))
    assert rows[0] == ["File", "Line", "Field", "What is wrong"]
    assert {row[0] for row in rows[1:]} >= {"people.csv"}
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)
    assert stored() == before
    assert nothing_left()


def test_of_very_many_faults_the_rest_is_told(world, tmp_path) -> None:
    folder = given_extract(tmp_path / "many", extracted_on="2017-01-01")
    with (folder / "levels.csv").open("a") as file:
        file.writelines("V9,Camelot,9,2014-02-30,x\n" for _ in range(500))
    upload = filed(send(world, folder))
    import_upload(upload.pk)
    assert "and 1,500 more" in look(world, upload)
    assert "and 1,500 more" in look(world, upload, "import_faults")


@pytest.mark.parametrize(
    "content",
    [
        zipped(("../people.csv", b"x"), ("manifest.json", b"{}")),
        zipped(("manifest.json", b"{}")),
        zipped(("manifest.json", b'{"format": "mappa-extract/1", "area": 1}')),
        zipped(("manifest.json", b"[" * 50_000)),
        b"not an archive",
        b"",
    ],
)
def test_a_hostile_upload_is_refused_in_words_with_nothing_imported(world, content) -> None:
    before, rows = stored(), Upload.objects.using("worker").count()
    response = send(world, content=content)
    assert response.status_code == 422
    page = response.content.decode()
    assert "<title>Error: " in page
    assert "There is a problem" in page
    assert (stored(), Upload.objects.using("worker").count()) == (before, rows)
    assert nothing_left()


def test_an_extract_of_another_area_is_refused(world, tmp_path) -> None:
    before = stored()
    response = send(world, given_extract(tmp_path / "norfolk", area="Norfolk"))
    assert response.status_code == 422
    assert "This is an extract of Norfolk" in response.content.decode()
    assert stored() == before
    assert nothing_left()


def test_a_demonstration_takes_no_real_people_not_even_in_the_worker(world, tmp_path) -> None:
    real = given_extract(tmp_path / "real", synthetic=False, extracted_on="2017-01-01")
    response = send(world, real)
    assert response.status_code == 422
    assert "demonstration" in response.content.decode()
    before = stored()
    with override_settings(DEMONSTRATION_DAY=None), transaction.atomic():
        visitor = enter(world.user("administrator").pk)
        upload = uploads.take_in_upload(
            [SimpleUploadedFile("real.zip", of_folder(real))],
            visitor=visitor,
            areas=[held.area_id for held in visitor.postings],
        )
    import_upload(upload.pk)
    upload.refresh_from_db(using="worker")
    assert upload.state == "refused"
    assert stored() == before


def test_who_cancels_before_it_begins_stops_it_and_its_files_go(world) -> None:
    upload = filed(send(world))
    before = stored()
    client = world.client("administrator")
    assert client.post(reverse("import_cancel", args=[upload.pk])).status_code == 302
    assert nothing_left()
    import_upload(upload.pk)
    assert "cancelled before it began" in look(world, upload)
    assert stored() == before


def test_cancelling_what_has_begun_does_nothing(world, tmp_path) -> None:
    upload = filed(send(world, later(tmp_path, "2016-07-15").folder))
    import_upload(upload.pk)
    world.client("administrator").post(reverse("import_cancel", args=[upload.pk]))
    upload.refresh_from_db(using="worker")
    assert upload.state == "imported"


def test_a_worker_that_died_in_the_middle_left_nothing_and_the_page_says_so(world) -> None:
    upload = filed(send(world))
    Upload.objects.using("worker").filter(pk=upload.pk).update(state="running", step="Writing")
    assert "The worker ended in the middle" in look(world, upload)
    uploads.close_interrupted()
    upload.refresh_from_db(using="worker")
    assert upload.state == "interrupted"
    assert nothing_left()


def test_while_a_worker_is_at_it_nobody_takes_it_for_dead(world) -> None:
    upload = filed(send(world))
    Upload.objects.using("worker").filter(pk=upload.pk).update(state="running", step="Writing")
    with connections["worker"].cursor() as cursor:
        cursor.execute(f"select pg_advisory_lock({uploads._LOCK})", [upload.pk])
        assert "Writing" in look(world, upload)
        cursor.execute(f"select pg_advisory_unlock({uploads._LOCK})", [upload.pk])
    uploads.close_interrupted()


def test_what_goes_wrong_here_is_told_and_leaves_nothing(world, tmp_path) -> None:
    before = stored()
    upload = filed(send(world, later(tmp_path, "2016-08-15").folder))
    shutil.rmtree(Path(settings.UPLOADS_FOLDER) / upload.folder)
    import_upload(upload.pk)
    upload.refresh_from_db(using="worker")
    assert upload.state in ("refused", "failed")
    assert stored() == before


def test_the_job_holds_a_number_and_nothing_else(world) -> None:
    upload = filed(send(world))
    with connections["worker"].cursor() as cursor:
        cursor.execute("select task_name, args from procrastinate_jobs order by id desc limit 1")
        assert cursor.fetchone() == ("exchange.import_upload", json.dumps({"upload_id": upload.pk}))
    world.client("administrator").post(reverse("import_cancel", args=[upload.pk]))


def test_a_page_may_change_neither_jobs_nor_what_was_imported(world) -> None:
    for sql in (
        "update procrastinate_jobs set args = '{}'",
        "update exchange_upload set outcome = '{}'",
        "update nominals_record set surname = 'x'",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connections["default"].cursor() as cursor,
        ):
            cursor.execute(sql)
