"""Deciding what an uploaded file is, by its content alone, in a process of its own.

A picture of a few kilobytes can claim billions of points, and an archive unpack without end. So a
file is looked at by a child that holds no secret and may use little memory and time. Of a picture
it hands back one that it drew anew: what a camera wrote beside the points, such as where it stood,
and whatever else was hidden in the file, is not in it. This file is also that child's program and
therefore imports nothing of ours.
"""

from __future__ import annotations

import io
import json
import re
import resource
import stat
import struct
import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JPEG, PNG = "image/jpeg", "image/png"
PDF, TEXT = "application/pdf", "text/plain"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {
    JPEG: "jpg",
    PNG: "png",
    PDF: "pdf",
    TEXT: "txt",
    ODT: "odt",
    ODS: "ods",
    DOCX: "docx",
    XLSX: "xlsx",
}

LARGEST_SIDE = 12_000  # points that a picture may be wide or high
MOST_POINTS = 50_000_000
SMALLEST_SIDE = 60
PHOTOGRAPH_SIDE, DOCUMENT_SIDE = 1_600, 4_000  # points that the picture drawn anew may have
SMALL = (144, 180)  # the photograph beside a name
MOST_MEMBERS = 3_000  # of an office file
LARGEST_UNPACKED = 200 * 1024 * 1024  # bytes; all members of an office file, all streams of a PDF
_MEMORY, _SECONDS = 1024 * 1024 * 1024, 20


class NotAllowedError(Exception):
    """The file cannot be taken in; the text says why, and what to do, to who uploaded it."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file turned out to be, and what is to be kept of it; `small` of photographs only."""

    content_type: str
    content: bytes
    small: bytes = b""


def photograph(content: bytes) -> Inspected:
    """A JPEG or PNG as a new JPEG, with a small one. Raises NotAllowedError."""
    return _inspect("photograph", content)


def document(content: bytes) -> Inspected:
    """A file of one of the types of `ENDINGS`; a picture is drawn anew. Raises NotAllowedError."""
    return _inspect("document", content)


def _inspect(what: str, content: bytes) -> Inspected:
    if not content:
        raise NotAllowedError("The file is empty")
    try:
        child = subprocess.run(
            [sys.executable, "-I", __file__, what],
            input=content,
            capture_output=True,
            timeout=_SECONDS + 10,
            env={},
            check=True,
        )
        head, _, rest = child.stdout.partition(b"\n")
        told = json.loads(head)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NotAllowedError(
            "The file could not be read within the memory and time that one file may use. It may be"
            " damaged; save it anew, smaller if it is large, and try again"
        ) from error
    if "refused" in told:
        raise NotAllowedError(told["refused"])
    first = told["bytes"]
    return (
        Inspected(told["type"], rest[:first], rest[first:])
        if first
        else Inspected(told["type"], content)
    )


# What follows runs in the child.


def _child(what: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        told, parts = _photograph(content) if what == "photograph" else _document(content)
    except NotAllowedError as refusal:
        told, parts = {"refused": str(refusal)}, ()
    out = sys.stdout.buffer
    out.write(json.dumps({"bytes": len(parts[0]) if parts else 0} | told).encode() + b"\n")
    for part in parts:
        out.write(part)


_Answer = tuple[dict[str, Any], tuple[bytes, ...]]


def _photograph(content: bytes) -> _Answer:
    if _picture_type(content) is None:
        raise NotAllowedError(
            f"A photograph is a JPEG or a PNG file; this is {_called(content)}. Its name does not"
            " matter, its content does"
        )
    picture = _drawn(content)
    return {"type": JPEG}, (_jpeg(picture, PHOTOGRAPH_SIDE), _jpeg(picture, *SMALL, quality=80))


def _document(content: bytes) -> _Answer:
    kind = _picture_type(content)
    if kind is not None:
        return {"type": JPEG}, (_jpeg(_drawn(content), DOCUMENT_SIDE, quality=90),)
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return {"type": PDF}, ()
    if content.startswith(b"PK"):
        return {"type": _office_type(content)}, ()
    if _is_text(content):
        return {"type": TEXT}, ()
    raise NotAllowedError(
        "A document is a PDF, plain text, ODT, ODS, DOCX, XLSX, JPEG or PNG file; this is"
        f" {_called(content)}. Its name does not matter, its content does"
    )


_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "an older Office file, which may hold macros: save it as DOCX or XLSX"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a script"),
    (b"GIF8", "a GIF picture: save it as PNG"),
    (b"BM", "a BMP picture: save it as PNG"),
    (b"II*\0", "a TIFF picture: save it as PNG"),
    (b"MM\0*", "a TIFF picture: save it as PNG"),
    (b"{\\rtf", "a rich text file: save it as DOCX or PDF"),
    (b"%PDF-", "a PDF file"),
    (b"PK", "an office file or an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
)
_MARKUP = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:[!?]|/?[a-z])", re.IGNORECASE | re.DOTALL
)


def _called(content: bytes) -> str:
    """What the file seems to be, in words."""
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "a HEIC picture, as phones take them: save it as JPEG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "a WebP picture: save it as PNG"
    if _MARKUP.match(content[:4096]):
        return "an SVG picture" if b"<svg" in content[:4096].lower() else "a web page or XML"
    found = (words for start, words in _SIGNATURES if content.startswith(start))
    return next(found, "a file of another kind")


def _picture_type(content: bytes) -> str | None:
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    return PNG if content.startswith(b"\x89PNG\r\n\x1a\n") else None


def _drawn(content: bytes) -> Any:
    """The picture, upright, its every point decoded."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - within the limits

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MOST_POINTS
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            width, height = picture.size
            if max(width, height) > LARGEST_SIDE or width * height > MOST_POINTS:
                raise NotAllowedError(_too_many_points(f"{width:,} by {height:,} points"))
            if min(width, height) < SMALLEST_SIDE:
                raise NotAllowedError(
                    f"The picture has {width} by {height} points: at least {SMALLEST_SIDE} each way"
                    " are needed to know anybody"
                )
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            if "A" in upright.getbands() or "transparency" in upright.info:
                seen = upright.convert("RGBA")
                ground = Image.new("RGB", seen.size, "white")
                ground.paste(seen, mask=seen.getchannel("A"))
                return ground
            return upright.convert("RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAllowedError(_too_many_points("far too many points")) from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error) as error:
        raise NotAllowedError(
            "The picture is damaged or cut off: send it again from where it was taken"
        ) from error
    except MemoryError as error:
        raise NotAllowedError(_too_many_points("too many points")) from error


def _too_many_points(how_many: str) -> str:
    return (
        f"The picture has {how_many}; at most {LARGEST_SIDE:,} each way and"
        f" {MOST_POINTS // 1_000_000} million in all. Make it smaller and try again"
    )


def _jpeg(picture: Any, width: int, height: int | None = None, *, quality: int = 85) -> bytes:
    """The picture within so many points, as a new JPEG with nothing beside the points."""
    drawn = picture.copy()
    drawn.thumbnail((width, height or width))
    drawn.info = {}
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


# Names in a PDF that make it do something when it is opened, or carry another file.
_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])"
)
_HEXED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise NotAllowedError("The PDF file is cut off: its end is missing. Send it again")
    left = LARGEST_UNPACKED
    parts = [content]
    for found in _STREAM.finditer(content):
        unpacking = zlib.decompressobj()
        try:
            unpacked = unpacking.decompress(found[1], left)
        except zlib.error:
            continue  # packed in another way, such as a picture
        left -= len(unpacked)
        if unpacking.unconsumed_tail or left <= 0:
            raise NotAllowedError(
                f"The PDF file unpacks to more than {LARGEST_UNPACKED // 2**20} MB"
            )
        parts.append(unpacked)
    for part in parts:
        plain = _HEXED.sub(lambda found: bytes([int(found[1], 16)]), part)
        if re.search(rb"/Encrypt(?![A-Za-z])", plain) and part is content:
            raise NotAllowedError(
                "The PDF file is locked with a password, so nobody can look what is in it: save it"
                " without one"
            )
        active = _ACTIVE.search(plain)
        if active is not None:
            raise NotAllowedError(
                "The PDF file holds a script or another file"
                f" ({active[1].decode()}): print it to a new PDF and send that"
            )


_TEXT = re.compile(r"[^\t\n\r\f\x20-\x7e\x85\xa0-\U0010ffff]")


def _is_text(content: bytes) -> bool:
    """Whether it is plain text: UTF-8 without control characters, and neither markup nor script."""
    if _MARKUP.match(content[:4096]) or content.startswith((b"#!", b"{\\rtf")):
        return False
    lower = content.lower()
    if b"<script" in lower or b"<svg" in lower or b"<html" in lower:
        return False
    try:
        return _TEXT.search(content.decode("utf-8-sig")) is None
    except UnicodeDecodeError:
        return False


_OPEN_DOCUMENTS = {ODT, ODS}
_OFFICE_OPEN = {
    f"{DOCX}.main+xml".encode(): DOCX,
    f"{XLSX}.main+xml".encode(): XLSX,
}
# Macros, controls and files within files, as both families of office files keep them.
_MACROS = re.compile(
    r"(^|/)(vbaProject|vbaData|vbaProjectSignature)[^/]*$|(^|/)(activeX|embeddings|macrosheets)/"
    r"|^(Basic|Scripts)/|^Object [0-9]+$"
    r"|\.(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|msi|lnk|htm|html|svg|swf"
    r"|zip|7z|rar|gz|docm|dotm|xlsm|xltm|xlam|pptm)$",
    re.IGNORECASE,
)


def _office_type(content: bytes) -> str:
    """Which office file it is: read to its last byte, without macros and files within it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_members(members)
            kind = _declared_type(archive)
            left = LARGEST_UNPACKED
            for member in members:
                for part in _parts(archive, member):
                    left -= len(part)
                    if left < 0:
                        raise NotAllowedError(_bomb())
            return kind
    except (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError) as error:
        raise NotAllowedError("The file is damaged or cut off: save it anew and send it") from error
    except (OSError, ValueError, KeyError, struct.error, OverflowError) as error:
        raise NotAllowedError("The file is damaged: save it anew and send it") from error


def _bomb() -> str:
    return f"The file unpacks to more than {LARGEST_UNPACKED // 2**20} MB, so it is not taken in"


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise NotAllowedError(f"The file holds {len(members):,} parts; at most {MOST_MEMBERS:,}")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise NotAllowedError(_bomb())
    names = [member.orig_filename for member in members]
    if len(set(names)) < len(names):
        raise NotAllowedError("The file holds two parts of one name: save it anew and send it")
    for member in members:
        name = member.orig_filename
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
            raise NotAllowedError("The file names a place outside itself, so it is not taken in")
        if stat.S_IFMT(member.external_attr >> 16) == stat.S_IFLNK:
            raise NotAllowedError("The file holds a link, so it is not taken in")
        if member.flag_bits & 1:
            raise NotAllowedError(
                "The file is locked with a password, so nobody can look what is in it: save it"
                " without one"
            )
        if _MACROS.search(name):
            raise NotAllowedError(
                "The file holds macros, a control or another file within it: save it without them,"
                " or as PDF, and send that"
            )


def _declared_type(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if names and names[0] == "mimetype":
        with archive.open("mimetype") as member:
            kind = member.read(200).decode("ascii", "replace").strip()
        if kind in _OPEN_DOCUMENTS and "content.xml" in names:
            return kind
    if "[Content_Types].xml" in names:
        with archive.open("[Content_Types].xml") as member:
            types = member.read(2**20)
        if b"macroEnabled" in types:
            raise NotAllowedError("The file is made for macros: save it as DOCX or XLSX")
        for told, kind in _OFFICE_OPEN.items():
            if b'"' + told + b'"' in types:
                return kind
    raise NotAllowedError(
        "The file is an archive or an office file that is not taken in: of those only ODT, ODS,"
        " DOCX and XLSX are"
    )


def _parts(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as source:
        while part := source.read(2**20):
            yield part


if __name__ == "__main__":
    _child(sys.argv[1])
