"""Where the content of files lies: in a folder of the home, or in a bucket that speaks S3."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.conf import settings
from django.test import override_settings

from openmappa.nominals import stored
from openmappa.nominals.stored import ContentChangedError


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as is used: put, get, ask for, list and delete objects of one bucket."""

    objects: ClassVar[dict[str, bytes]] = {}
    headers_seen: ClassVar[list[str]] = []
    protocol_version = "HTTP/1.1"

    def answer(self, status: int, body: bytes = b"", kind: str = "application/xml") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S GMT}")
        self.send_header("ETag", '"x"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/bucket/")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            size, _, rest = body.partition(b"\r\n")
            body = rest[: int(size.split(b";")[0], 16)]
        self.objects[self.key] = body
        self.headers_seen.append(self.headers.get("Authorization", "")[:16])
        self.answer(200)

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        if "list-type" in asked or "delimiter" in asked or "prefix" in asked:
            self.answer(200, self.listed(asked.get("prefix", [""])[0]))
        elif self.key in self.objects:
            self.answer(200, self.objects[self.key], "application/octet-stream")
        else:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def listed(self, prefix: str) -> bytes:
        inside = [key.removeprefix(prefix) for key in self.objects if key.startswith(prefix)]
        folders = sorted({rest.partition("/")[0] for rest in inside if "/" in rest})
        files = sorted(rest for rest in inside if "/" not in rest)
        parts = [
            f"<CommonPrefixes><Prefix>{escape(prefix + f)}/</Prefix></CommonPrefixes>"
            for f in folders
        ]
        parts += [
            f"<Contents><Key>{escape(prefix + f)}</Key><Size>1</Size><ETag>x</ETag></Contents>"
            for f in files
        ]
        return (
            f"<ListBucketResult><Name>bucket</Name><Prefix>{escape(prefix)}</Prefix><Delimiter>/</Delimiter>"
            f"<KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>{''.join(parts)}</ListBucketResult>"
        ).encode()

    def do_HEAD(self) -> None:
        found = self.objects.get(self.key)
        self.answer(404 if found is None else 200, found or b"")

    def do_DELETE(self) -> None:
        self.objects.pop(self.key, None)
        self.answer(204)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def a_bucket(port: int) -> dict[str, object]:
    return {
        "files": {
            "BACKEND": "openmappa.nominals.bucket.Bucket",
            "OPTIONS": {
                "endpoint": f"127.0.0.1:{port}",
                "secure": False,
                "region": "eu-west-2",
                "bucket": "bucket",
                "folder": "mappa",
                "access_key": "invented",
                "secret_key": "invented",
            },
        },
    }


@pytest.fixture
def bucket() -> Iterator[type[Bucket]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Bucket.objects.clear()
    with override_settings(STORAGES=a_bucket(server.server_port)):
        yield Bucket
    server.shutdown()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    files = {**settings.STORAGES["files"]}
    files["OPTIONS"] = files["OPTIONS"] | {"location": tmp_path / "files"}
    with override_settings(STORAGES=settings.STORAGES | {"files": files}):
        yield tmp_path / "files"


@pytest.fixture(params=["folder", "bucket"])
def somewhere(request: pytest.FixtureRequest) -> object:
    return request.getfixturevalue(request.param)


def test_what_is_kept_comes_back_as_it_was(somewhere: object) -> None:
    name, sha256 = stored.keep(b"words \0 and more")
    assert stored.content(name, sha256) == b"words \0 and more"
    assert name.startswith(f"{sha256[:2]}/{sha256}-")


def test_the_same_content_twice_is_two_and_each_goes_by_itself(somewhere: object) -> None:
    assert list(stored.names()) == []
    one, sha256 = stored.keep(b"words")
    other, _ = stored.keep(b"words")
    assert sorted(stored.names()) == sorted([one, other])
    stored.erase(one)
    stored.erase(one)
    assert stored.content(other, sha256) == b"words"
    with pytest.raises(ContentChangedError):
        stored.content(one, sha256)


def test_only_names_of_ours_are_erased(folder: Path) -> None:
    beside = folder.parent / "beside"
    beside.write_text("stays")
    for name in ("../beside", str(beside), "ab/../../beside", ""):
        stored.erase(name)
    assert beside.exists()


def test_what_was_changed_in_the_bucket_is_not_shown(bucket: type[Bucket]) -> None:
    name, sha256 = stored.keep(b"words")
    assert list(bucket.objects) == [f"mappa/{name}"]
    assert bucket.headers_seen[-1] == "AWS4-HMAC-SHA256"
    bucket.objects[f"mappa/{name}"] = b"other words"
    with pytest.raises(ContentChangedError):
        stored.content(name, sha256)


def test_the_folder_is_its_owners_alone(folder: Path) -> None:
    name, _ = stored.keep(b"words")
    for path in (folder / name, (folder / name).parent, folder):
        assert path.stat().st_mode & 0o077 == 0, path
