"""The one folder that holds all state of an installation: database, documents, reports, secrets.

Its place is `OPENMAPPA_HOME`. Without that variable it is `var` in the checkout, that is in the
nearest folder above this file whose `pyproject.toml` is OpenMAPPA's own; for a package installed
outside any checkout it is `var` in the current directory.

    postgres/           the embedded database: data, log, lock, passwords (see `postgres`)
    documents/          the documents that records refer to; part of every backup
    reports/            what was last written for people to read; can be made again
    uploads/            extracts on their way in, until each has been imported or refused
    exports/            files that somebody asked for and may fetch for a limited time
    secret-key          signs sessions and forms
    sign-on.toml        agencies whose own sign-in is let in, if any (see `sign_on`)
    demonstration.json  how to sign in as the invented people of a demonstration
"""

from __future__ import annotations

import os
import secrets
import tempfile
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


class SetupError(Exception):
    """The installation cannot run as it is; the message says what to do, for people to read."""


@dataclass(frozen=True)
class Home:
    """The folder of one installation. Every path in it is asked for here and nowhere else."""

    path: Path

    @property
    def postgres(self) -> Path:
        """Everything about the embedded database."""
        return self.path / "postgres"

    @property
    def passwords(self) -> Path:
        """The passwords of the database logins, JSON, readable by the owner of the home only."""
        return self.path / "passwords.json"

    @property
    def secret_key(self) -> Path:
        """The key that signs sessions and forms, and encrypts the secrets of second factors."""
        return self.path / "secret-key"

    @property
    def demonstration(self) -> Path:
        """Passwords and secrets of the demonstration's accounts, JSON, for its owner only."""
        return self.path / "demonstration.json"

    @property
    def sign_on(self) -> Path:
        """Agencies whose own sign-in is let in; written by whoever holds the installation."""
        return self.path / "sign-on.toml"

    @property
    def documents(self) -> Path:
        """The documents that records refer to."""
        return self.path / "documents"

    @property
    def files(self) -> Path:
        """The content of photographs and documents on the record, by its SHA-256."""
        return self.documents / "files"

    @property
    def words(self) -> Path:
        """The areas' own words for their annual reports, for people to edit."""
        return self.documents / "report-words"

    @property
    def reports(self) -> Path:
        """Reports and tables written for people to read."""
        return self.path / "reports"

    @property
    def uploads(self) -> Path:
        """Extracts on their way in, a folder for each."""
        return self.path / "uploads"

    @property
    def exports(self) -> Path:
        """Files that somebody asked for, each removed when its time is up."""
        return self.path / "exports"

    def create(self) -> None:
        """Make the home and the folders in it, closed to everybody but their owner."""
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            for folder in (
                self.path,
                self.postgres,
                self.documents,
                self.reports,
                self.uploads,
                self.exports,
            ):
                if not folder.is_dir():
                    folder.mkdir(mode=0o700, exist_ok=True)
                    self.give_to_owner(folder)
        except OSError as error:
            raise SetupError(
                f"{self.path} cannot be used: {error.strerror}. "
                "Set OPENMAPPA_HOME to a folder of your own."
            ) from error

    def write_private(self, path: Path, text: str) -> None:
        """Write a file that only the owner of the home may read, whole or not at all."""
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            self.give_to_owner(temporary)
            temporary.replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                temporary.unlink()
            raise

    def give_to_owner(self, path: Path) -> None:
        """Let the owner of the home own `path` too, where root works in another's home."""
        if os.geteuid() == 0:
            owner = self.path.stat()
            os.chown(path, owner.st_uid, owner.st_gid)

    def create_secret_key(self) -> None:
        """Draw the signing key, once in the life of a home."""
        if not self.secret_key.exists():
            self.write_private(self.secret_key, secrets.token_urlsafe(64))


def home() -> Home:
    """The home that this process works in. Nothing is created."""
    given = os.environ.get("OPENMAPPA_HOME")
    if given:
        return Home(Path(given).expanduser().absolute())
    return Home((checkout() or Path.cwd()) / "var")


def checkout() -> Path | None:
    """The checkout of OpenMAPPA that this file lies in, if it lies in one."""
    for folder in Path(__file__).resolve().parents:
        project = folder / "pyproject.toml"
        if project.is_file():
            with project.open("rb") as file:
                if tomllib.load(file).get("project", {}).get("name") == "openmappa":
                    return folder
    return None
