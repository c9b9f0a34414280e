"""Taking uploaded files in as the folder of an extract: nothing but what an extract may hold.

What people upload is never unpacked by its own names: every member is a file of the format, with
its plain name, in one new private folder. Whatever else is there is refused in words.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import struct
import uuid
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.core.files.uploadedfile import UploadedFile

from openmappa.exchange.faults import quoted
from openmappa.exchange.reading.manifest import NAME
from openmappa.exchange.reading.sources import LARGEST
from openmappa.exchange.reading.tables import FILES

LARGEST_UPLOAD = 64 * 1024 * 1024  # bytes, as sent
LARGEST_UNPACKED = 256 * 1024 * 1024  # bytes, all files together
MOST_MEMBERS = 100
_LONGEST_DIRECTORY = 64 * 1024  # bytes; what lists the members of an archive
_CHUNK = 1024 * 1024
_ALLOWED = frozenset((NAME, *FILES))
_LEFT_BY_DESKTOPS = re.compile(r"__MACOSX/(?!.*\.\.).*|\.[A-Za-z_][^/\\]*")


class NotAnExtract(Exception):  # noqa: N818 - said to the person who uploaded it
    """The upload cannot be an extract; the text says what is wrong and what to do."""


@contextmanager
def received(files: Iterable[UploadedFile], uploads: Path) -> Iterator[Path]:
    """Put the uploaded files into a new folder below `uploads`, for its owner only.

    Raises NotAnExtract. Where the block raises, the folder is gone again.
    """
    given = list(files)
    if not given:
        raise NotAnExtract("Choose a .zip file, or the .csv files and manifest.json")
    if sum(file.size or 0 for file in given) > LARGEST_UPLOAD:
        raise NotAnExtract(f"The upload is larger than {_megabytes(LARGEST_UPLOAD)}")
    folder = uploads / uuid.uuid4().hex
    folder.mkdir(mode=0o700)
    try:
        if len(given) == 1 and (given[0].name or "").lower().endswith(".zip"):
            _unpack(given[0], folder)
        else:
            _file_away(((file.name or "", file.file) for file in given), folder)
        if not (folder / NAME).is_file():
            raise NotAnExtract(f"There is no {NAME}: it says whose extract this is")
        yield folder
    except BaseException:
        discard(folder)
        raise


def discard(folder: Path) -> None:
    """Remove what was uploaded; twice is as good as once."""
    shutil.rmtree(folder, ignore_errors=True)


def _unpack(file: UploadedFile, folder: Path) -> None:
    stream = file.file
    if stream is None:
        raise NotAnExtract("The file is empty")
    _bounded_directory(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = [
                member
                for member in archive.infolist()
                if not _LEFT_BY_DESKTOPS.fullmatch(_name_of(member))
            ]
            _all_plain(members)
            _file_away(((_name_of(member), _opened(archive, member)) for member in members), folder)
    except (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError) as error:
        raise NotAnExtract("The .zip file is damaged, or packed in a way not known here") from error
    except (OSError, ValueError, struct.error, OverflowError) as error:
        raise NotAnExtract("The .zip file is damaged") from error


def _bounded_directory(stream: IO[bytes]) -> None:
    """Refuse, before it is read, an archive whose list of members could fill the memory."""
    end = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, end - 65_557))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise NotAnExtract("The file is not a .zip file")
    entries, size = struct.unpack("<HL", tail[at + 10 : at + 16])
    if b"PK\x06\x07" in tail[max(0, at - 20) : at] or size > _LONGEST_DIRECTORY:
        raise NotAnExtract(f"The .zip file holds more than {MOST_MEMBERS} files")
    if entries > MOST_MEMBERS:
        raise NotAnExtract(f"The .zip file holds {entries:,} files; at most {MOST_MEMBERS}")
    stream.seek(0)


def _all_plain(members: list[zipfile.ZipInfo]) -> None:
    """Refuse links, locked members and those too large; only then is anything read."""
    for member in members:
        name = quoted(member.filename)
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise NotAnExtract(f"{name} in the .zip file is a link; put the file itself in")
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise NotAnExtract(f"{name} in the .zip file is not an ordinary file")
        if member.flag_bits & 1:
            raise NotAnExtract(f"{name} is locked with a password; pack it without one")
        if member.file_size > LARGEST:
            raise NotAnExtract(f"{name} unpacks to more than {_megabytes(LARGEST)}")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise NotAnExtract(f"The .zip file unpacks to more than {_megabytes(LARGEST_UNPACKED)}")


def _name_of(member: zipfile.ZipInfo) -> str:
    # `filename` was cut at a NUL and had its separators changed; what was written counts.
    return member.orig_filename


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    return archive.open(member)


def _file_away(files: Iterable[tuple[str, IO[bytes] | None]], folder: Path) -> None:
    seen: set[str] = set()
    left = LARGEST_UNPACKED
    for name, stream in files:
        if name.casefold() in seen:
            raise NotAnExtract(f"{quoted(name)} is there twice")
        seen.add(name.casefold())
        if name not in _ALLOWED:
            raise NotAnExtract(_why_not(name))
        if stream is None:
            raise NotAnExtract(f"{quoted(name)} is empty")
        left -= _copy(stream, folder / name, min(LARGEST, left))


def _why_not(name: str) -> str:
    said = quoted(name)
    if name.startswith(("/", "\\")) or name[1:2] == ":" or ".." in name.split("/"):
        return f"{said} names a place outside the extract; nothing was unpacked"
    if "/" in name or "\\" in name:
        return f"{said} lies in a folder; pack the files themselves, without a folder"
    if name.lower().endswith((".zip", ".gz", ".7z", ".rar", ".tar")):
        return f"{said} is packed once more; unpack it and send the files in it"
    return f"{said} is not a file of an extract, which holds {NAME} and {', '.join(FILES)}"


def _copy(source: IO[bytes], target: Path, most: int) -> int:
    """Copy at most so many bytes, whatever the archive said of its size; answer how many."""
    written = 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > most:
                raise NotAnExtract(f"{target.name} unpacks to more than {_megabytes(LARGEST)}")
            out.write(chunk)
    return written


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"
