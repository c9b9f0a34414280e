"""A storage of Django's in a bucket that speaks S3, as far as `nominals.stored` asks of one."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from minio import Minio
from minio.error import S3Error


class Bucket(Storage):
    """Objects below one folder of one bucket, which must be there and be private."""

    def __init__(
        self,
        *,
        endpoint: str,
        secure: bool,
        region: str,
        bucket: str,
        folder: str,
        access_key: str,
        secret_key: str,
    ) -> None:
        self._client = Minio(endpoint, access_key, secret_key, secure=secure, region=region)
        self._bucket = bucket
        self._folder = f"{folder}/" if folder else ""

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        try:
            answer = self._client.get_object(self._bucket, self._folder + name)
        except S3Error as error:
            if error.code == "NoSuchKey":
                raise FileNotFoundError(name) from error
            raise
        try:
            return ContentFile(answer.read(), name)
        finally:
            answer.close()
            answer.release_conn()

    def _save(self, name: str, content: File[bytes]) -> str:
        body = content.read()
        self._client.put_object(self._bucket, self._folder + name, io.BytesIO(body), len(body))
        return name

    def exists(self, name: str) -> bool:
        """Whether there is an object of this name."""
        try:
            self._client.stat_object(self._bucket, self._folder + name)
        except S3Error as error:
            if error.code == "NoSuchKey":
                return False
            raise
        return True

    def delete(self, name: str) -> None:
        """Delete an object; that there is none is no error."""
        self._client.remove_object(self._bucket, self._folder + name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """The folders and the objects in a folder."""
        prefix = self._folder + (f"{path}/" if path else "")
        listed: Any = self._client.list_objects(self._bucket, prefix=prefix)
        names = [(item.object_name.removeprefix(prefix), item.is_dir) for item in listed]
        return (
            [name.rstrip("/") for name, folder in names if folder],
            [name for name, folder in names if not folder],
        )
