"""The most that a request may send, whatever its form is: checked before a byte is taken in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class NotTooLarge(FileUploadHandler):
    """Refuse a request that says it is larger than the largest upload; keep no file itself."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django passes it by this name
        content_length: int,
        *_: Any,
        **__: Any,
    ) -> None:
        """Raise RequestDataTooBig, which is answered with 413."""
        if content_length > settings.LARGEST_REQUEST:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave it to the handlers that follow."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave it to the handlers that follow."""
