"""Where the content of photographs and documents lies: outside the database and the web root.

The storage is Django's of the alias `files`: by default a folder of the home that only its owner
may read, by setting a bucket that speaks S3. Each content is named by its SHA-256 and some random
letters, never by what somebody called it, and belongs to one row, so that taking the row's content
away takes nobody else's.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}-[0-9a-f]{16}")


class ContentChangedError(Exception):
    """What lies in the storage is not what was put there; it is never shown."""


def storage() -> Storage:
    """The storage that the settings name."""
    return storages["files"]


def keep(content: bytes) -> tuple[str, str]:
    """Put content into the storage; answers the name it lies under, and its SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{sha256[:2]}/{sha256}-{secrets.token_hex(8)}"
    kept = storage().save(name, ContentFile(content))
    assert kept == name, "the name was free"  # noqa: S101 - 64 random bits
    return name, sha256


def content(name: str, sha256: str) -> bytes:
    """What lies under the name. Raises ContentChangedError where it is gone or not what it was."""
    try:
        with storage().open(name) as file:
            found: bytes = file.read()
    except FileNotFoundError as error:
        raise ContentChangedError(name) from error
    if not hmac.compare_digest(hashlib.sha256(found).hexdigest(), sha256):
        raise ContentChangedError(name)
    return found


def erase(name: str) -> None:
    """Take the content of one row away for good; twice is as good as once.

    For a row that never came to be, and for lawful erasure: nothing else may call it.
    """
    if _NAME.fullmatch(name):
        storage().delete(name)


def names() -> Iterator[str]:
    """The name of everything that lies in the storage."""
    try:
        folders, _ = storage().listdir("")
    except FileNotFoundError:  # nothing was ever put there
        return
    for folder in sorted(folders):
        _, files = storage().listdir(folder)
        yield from (f"{folder}/{file}" for file in sorted(files))
