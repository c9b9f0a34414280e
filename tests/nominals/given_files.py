"""Files to upload: harmless ones, made anew each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw

PDF = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""

Content = bytes | Callable[[], bytes]
"""What a file holds; what takes long to make is made by the test itself."""


def made(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content()


def jpeg(width: int = 600, height: int = 800, colour: str = "#8a6f5a", **how: object) -> bytes:
    """A face that is nobody's."""
    return _drawn(width, height, colour, "JPEG", how)


def png(width: int = 300, height: int = 400, colour: str = "#8a6f5a", **how: object) -> bytes:
    return _drawn(width, height, colour, "PNG", how)


def _drawn(width: int, height: int, colour: str, kind: str, how: dict[str, object]) -> bytes:
    picture = Image.new("RGB", (width, height), "#cfd8dc")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.2, height * 0.12, width * 0.8, height * 0.72), fill=colour)
    for at in (0.38, 0.62):
        draw.ellipse(
            (width * (at - 0.04), height * 0.36, width * (at + 0.04), height * 0.4), fill="#222"
        )
    draw.line((width * 0.4, height * 0.55, width * 0.6, height * 0.55), fill="#222", width=4)
    draw.rectangle((width * 0.1, height * 0.78, width * 0.9, height), fill="#37474f")
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def zipped(members: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def odt(kind: str = "text", **more: bytes) -> bytes:
    members = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
        "content.xml": b"<office:document-content/>",
        **{name.replace("__", "/"): content for name, content in more.items()},
    }
    return zipped(members, stored=("mimetype",))


def docx(told: str = "wordprocessingml.document", more: Mapping[str, bytes] | None = None) -> bytes:
    types = (
        '<Types><Override PartName="/word/document.xml" ContentType='
        f'"application/vnd.openxmlformats-officedocument.{told}.main+xml"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "word/document.xml": b"<w:document/>",
            **(more or {}),
        }
    )
