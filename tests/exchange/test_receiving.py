from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from openmappa.exchange import receiving
from openmappa.exchange.receiving import NotAnExtract, received
from tests.world import given_extract


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def of_folder(folder: Path) -> bytes:
    files = [*sorted(folder.glob("*.csv")), folder / "manifest.json"]
    return zipped(*((path.name, path.read_bytes()) for path in files))


def upload(content: bytes, name: str = "extract.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refusal(uploads: Path, *files: SimpleUploadedFile) -> str:
    with pytest.raises(NotAnExtract) as refused, received(files, uploads):
        raise AssertionError("it was taken")
    assert list(uploads.iterdir()) == []
    return str(refused.value)


MANIFEST = ("manifest.json", b"{}")


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def locked() -> bytes:
    content = bytearray(zipped(MANIFEST))
    content[6] |= 1
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped(("/etc/passwd", b"x")), "outside the extract"),
        (zipped(("../people.csv", b"x")), "outside the extract"),
        (zipped(("..\\people.csv", b"x")), "lies in a folder"),
        (zipped(("C:people.csv", b"x")), "outside the extract"),
        (zipped(("extract/people.csv", b"x")), "lies in a folder"),
        (zipped((link("people.csv"), b"/etc/passwd")), "is a link"),
        (zipped(("more.zip", zipped(MANIFEST))), "packed once more"),
        (zipped(("people.exe", b"x")), "not a file of an extract"),
        (zipped(("people.csv\u202egpj", b"x")), r"\u202e"),
        (zipped(("people.csv", b"x")), "no manifest.json"),
        (locked(), "locked with a password"),
        (b"", "not a .zip file"),
        (b"PK\x03\x04 and nothing", "not a .zip file"),
        (zipped(MANIFEST)[:-30] + b"x" * 8 + zipped(MANIFEST)[-22:], "damaged"),
    ],
)
def test_what_no_extract_holds_is_refused_and_nothing_is_kept(tmp_path, content, says) -> None:
    assert says in refusal(tmp_path, upload(content))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["manifest.json", "MANIFEST.json"])
def test_a_name_that_is_there_twice_is_refused(tmp_path, second) -> None:
    assert "twice" in refusal(tmp_path, upload(zipped(MANIFEST, (second, b"{}"))))


def test_files_sent_one_by_one_are_held_to_the_same(tmp_path) -> None:
    assert "twice" in refusal(
        tmp_path, upload(b"{}", "manifest.json"), upload(b"{}", "manifest.json")
    )
    assert "not a file" in refusal(tmp_path, upload(b"{}", "manifest.json"), upload(b"", "a.sh"))
    assert "Choose" in refusal(tmp_path)


def test_a_bomb_is_refused_before_and_while_it_unpacks(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(receiving, "LARGEST", 10_000)
    bomb = zipped(MANIFEST, ("people.csv", b"0" * 10_001))
    assert len(bomb) < 1000
    assert "unpacks to more" in refusal(tmp_path, upload(bomb))
    lying = bytearray(bomb)
    at = lying.rindex(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<L", 10)  # the size that the archive states
    said = refusal(tmp_path, upload(bytes(lying)))
    assert "damaged" in said or "unpacks to more" in said


def test_many_bombs_are_refused_together(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(receiving, "LARGEST_UNPACKED", 10_000)
    assert "unpacks to more" in refusal(
        tmp_path, upload(zipped(MANIFEST, ("people.csv", b"0" * 6000), ("names.csv", b"0" * 6000)))
    )


def test_an_archive_of_very_many_members_is_refused_unread(tmp_path) -> None:
    many = zipped(*((f"{number}.csv", b"") for number in range(receiving.MOST_MEMBERS + 1)))
    assert "101 files" in refusal(tmp_path, upload(many))


def test_an_upload_that_is_too_large_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(receiving, "LARGEST_UPLOAD", 10)
    assert "larger than" in refusal(tmp_path, upload(zipped(MANIFEST)))


def test_an_extract_comes_in_whole_for_its_owner_only(tmp_path) -> None:
    folder = given_extract(tmp_path / "given")
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    with received([upload(of_folder(folder))], uploads) as taken:
        assert {path.name: path.read_bytes() for path in taken.iterdir()} == {
            path.name: path.read_bytes() for path in folder.iterdir()
        }
        assert stat.S_IMODE(taken.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in taken.iterdir()} == {0o600}
