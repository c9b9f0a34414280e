"""What an uploaded file may be: found out by its content, refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pypdf
import pytest
from PIL import Image

from openmappa.nominals import inspecting
from openmappa.nominals.inspecting import NotAllowedError, document, photograph
from tests.nominals.given_files import PDF, Content, docx, jpeg, made, odt, png, zipped


def words(value: object) -> str:
    return value if isinstance(value, str) else "file"


def size(content: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(content)).size


def test_a_photograph_is_drawn_anew_within_bounds_with_a_small_one() -> None:
    for given in (jpeg(3000, 4000), png(3000, 4000)):
        found = photograph(given)
        assert found.content_type == "image/jpeg"
        assert size(found.content) == (1200, 1600)
        assert size(found.small) == (135, 180)
        assert len(found.small) < 12_000


def test_a_small_photograph_is_not_made_larger() -> None:
    assert size(photograph(jpeg(300, 400)).content) == (300, 400)


def test_where_it_was_taken_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Invented Camera Works"
    exif.get_ifd(0x8825)[2] = (52.0, 12.0, 18.0)
    given = jpeg(exif=exif, comment=b"taken at 1 Invented Row")
    assert b"Invented" in given
    kept = photograph(given)
    for part in (kept.content, kept.small, document(given).content):
        picture = Image.open(io.BytesIO(part))
        assert not picture.getexif()
        assert b"Invented" not in part
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photograph_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert size(photograph(jpeg(400, 300, exif=exif)).content) == (300, 400)


def test_what_hangs_behind_a_picture_is_gone() -> None:
    hidden = zipped({"hidden.txt": b"hidden"})
    assert b"hidden.txt" not in photograph(jpeg() + hidden).content


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        ("Seen at home, café open.\n".encode(), "text/plain"),
        (odt(), inspecting.ODT),
        (odt("spreadsheet"), inspecting.ODS),
        (docx(), inspecting.DOCX),
        (docx("spreadsheetml.sheet"), inspecting.XLSX),
    ],
    ids=words,
)
def test_a_document_is_what_its_content_says(content: bytes, kind: str) -> None:
    found = document(content)
    assert found.content_type == kind
    assert found.content == content


def test_a_picture_among_documents_is_drawn_anew() -> None:
    given = png(5000, 400)
    found = document(given)
    assert found.content_type == "image/jpeg"
    assert size(found.content) == (4000, 320)


SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (SVG, "SVG"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
        (PDF, "this is a PDF file"),
        (b"GIF89a" + bytes(100), "GIF"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "HEIC"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"MZ\x90" + bytes(100), "a program"),
        (b"words only", "another kind"),
        (jpeg()[:2000], "damaged or cut off"),
        (png()[:900], "damaged or cut off"),
        (b"\xff\xd8\xff\xe0" + bytes(500), "damaged or cut off"),
        (jpeg(40, 400), "40 by 400 points"),
        (jpeg(13_000, 100), "13,000 by 100 points"),
        (lambda: png(8_000, 8_000), "points"),
    ],
    ids=words,
)
def test_what_is_no_photograph_is_refused_in_words(content: Content, told: str) -> None:
    with pytest.raises(NotAllowedError, match=told):
        photograph(made(content))


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes that claims so many points each way."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [10_000, 60_000, 2_000_000_000])
def test_a_picture_that_claims_too_much_is_refused(side: int) -> None:
    for look in (photograph, document):
        with pytest.raises(NotAllowedError):
            look(bomb(side))


def with_javascript() -> bytes:
    return PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>")


def with_a_file_inside() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("other.exe", b"MZ")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def locked() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def hidden_in_a_stream(inside: bytes) -> bytes:
    packed = zlib.compress(inside)
    return PDF.replace(
        b"trailer",
        b"4 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\n" + packed + b"\nendstream\n"
        b"endobj\ntrailer",
    )


BIG = b"0" * (2**20)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (SVG, "SVG"),
        (b"<!doctype html><p>hello", "web page"),
        (b"\n<!-- x --><html><body>hello", "web page"),
        (b"hello <script>alert(1)</script>", "another kind"),
        (b"#!/bin/sh\nrm -rf /\n", "a script"),
        (b"hello\0world", "another kind"),
        (b"\xff\xfeh\0i\0", "another kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older Office file"),
        (b"\x7fELF" + bytes(100), "a program"),
        (b"\x1f\x8b\x08" + bytes(100), "an archive"),
        (b"{\\rtf1 hello}", "rich text"),
        (PDF[:-30], "cut off"),
        (with_javascript(), "script or another file"),
        (PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /J#61vaScript >>"), "JavaScript"),
        (hidden_in_a_stream(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "script or another file"),
        (lambda: hidden_in_a_stream(BIG * 220), "unpacks to more"),
        (with_a_file_inside(), "EmbeddedFile"),
        (locked(), "locked with a password"),
        (zipped({"hello.txt": b"hello"}), "is an archive"),
        (docx("presentationml.presentation"), "archive or an office file"),
        (docx(more={"word/vbaProject.bin": b"macro"}), "macros"),
        (docx(more={"word/embeddings/oleObject1.bin": b"x"}), "another file"),
        (docx(more={"word/activeX/activeX1.xml": b"x"}), "control"),
        (docx(more={"word/media/picture.svg": SVG}), "another file"),
        (odt(Basic__Standard__Module1_xml=b"x"), "macros"),
        (docx()[:-60], "damaged"),
        (docx(more={"../../evil.xml": b"x"}), "outside itself"),
        (docx(more={"/etc/passwd": b"x"}), "outside itself"),
        (docx(more={"word/..\\evil.xml": b"x"}), "outside itself"),
        (docx(more={"word/inside.zip": b"x"}), "another file"),
        (lambda: docx(more={f"word/{n}.xml": BIG * 25 for n in range(9)}), "unpacks to more"),
        (lambda: docx(more={f"word/{n}.xml": b"" for n in range(3_001)}), "parts"),
    ],
    ids=words,
)
def test_what_is_no_document_is_refused_in_words(content: Content, told: str) -> None:
    with pytest.raises(NotAllowedError, match=told):
        document(made(content))


def test_an_office_file_made_for_macros_is_refused() -> None:
    given = zipped(
        {
            "[Content_Types].xml": b'<Types ContentType="application/vnd.ms-word.document.'
            b'macroEnabled.main+xml"/>',
            "word/document.xml": b"<w:document/>",
        }
    )
    with pytest.raises(NotAllowedError, match="macros"):
        document(given)


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    honest = docx(more={"word/large.xml": BIG * 210})
    size = struct.pack("<I", 210 * 2**20)
    with pytest.raises(NotAllowedError):
        document(honest.replace(size, struct.pack("<I", 100)))


def test_a_damaged_member_is_refused() -> None:
    given = bytearray(docx(more={"word/notes.xml": bytes(range(256)) * 40}))
    at = given.index(b"word/notes.xml") + 60
    given[at] ^= 0xFF
    with pytest.raises(NotAllowedError, match="damaged"):
        document(bytes(given))


def test_the_child_gets_no_secret_and_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its program is started without our environment, and apart from our code."""
    monkeypatch.setenv("OPENMAPPA_LOGINS", "web")
    seen = {}

    def run(command: list[str], **how: object) -> None:
        seen.update(how, command=command)
        raise inspecting.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(inspecting.subprocess, "run", run)
    with pytest.raises(NotAllowedError, match="memory and time"):
        photograph(jpeg())
    assert seen["env"] == {}
    assert "-I" in seen["command"]
