"""Opening the files of an extract: only regular files in its own folder, of a bearable size."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

LARGEST = 64 * 1024 * 1024  # bytes


class Unreadable(Exception):  # noqa: N818 - never leaves the reading
    """A file, or the rest of it, cannot be read; `line` None where it is the whole file."""

    def __init__(self, line: int | None, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message


def opened(folder: Path, name: str, largest: int = LARGEST) -> BinaryIO:
    """Open a file of the extract for reading bytes, or raise Unreadable."""
    path = folder / name
    try:
        target = path.resolve()
        if not target.is_relative_to(folder.resolve()):
            raise Unreadable(None, "is a link that leads out of the folder of the extract")
        if not target.exists():
            missing = "is not there" if name == "manifest.json" else _NAMED
            raise Unreadable(None, missing)
        if not target.is_file():
            raise Unreadable(None, "is not a file")
        size = target.stat().st_size
        if size > largest:
            raise Unreadable(None, f"has {size:,} bytes; at most {largest:,} are taken")
        return target.open("rb")
    except OSError as error:
        raise Unreadable(None, f"cannot be read: {error.strerror or 'error'}") from None
    except RuntimeError:  # what Path.resolve raises in Python 3.11 for links in a circle
        raise Unreadable(None, "is a link that leads nowhere") from None


_NAMED = "is named in manifest.json and is not there"
