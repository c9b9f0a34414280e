"""Reading an agency extract: all of it, or a list of everything that is wrong with it."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from openmappa.exchange.checks import record_faults, table_faults
from openmappa.exchange.extract import Extract
from openmappa.exchange.faults import Faults, quoted
from openmappa.exchange.reading.manifest import NAME, Manifest, read_manifest
from openmappa.exchange.reading.table import Content, read_table
from openmappa.exchange.reading.tables import FILES, TABLES


def read(folder: Path) -> Extract:
    """Read and check the extract in `folder`.

    Raises Refused, carrying every fault of every file as far as they can be told, and nothing else
    whatever the files hold. Memory is bounded: the longest line, the most rows and the largest file
    that are taken are named in this package.
    """
    faults = Faults()
    manifest = read_manifest(folder, faults)
    if manifest is None:
        raise faults.refused()
    contents = {
        table.file: read_table(folder, table, manifest.extracted_on, faults)
        for table in TABLES
        if table.file in manifest.files
    }
    _unlisted(folder, manifest, faults)
    _named(contents, faults)
    extract = _extract(manifest, contents)
    for fault in (*table_faults(extract), *record_faults(extract)):
        faults.add(fault.file, fault.line, fault.field, fault.message)
    if faults.total:
        raise faults.refused()
    return extract


def _unlisted(folder: Path, manifest: Manifest, faults: Faults) -> None:
    """A table that nobody reads is a table that somebody believes was imported."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        faults.add(NAME, None, None, f"its folder cannot be read: {error.strerror or 'error'}")
        return
    for name in names:
        hidden = name.startswith(".")  # left behind by desktops
        if name.lower().endswith(".csv") and not hidden and name not in manifest.files:
            faults.add(quoted(name), None, None, f"lies in the folder and is not in {NAME}")


def _named(contents: dict[str, Content], faults: Faults) -> None:
    """Every key that a row names must be that of a row; unless that file could not be read."""
    for file, content in contents.items():
        for line, column, target, key in content.named:
            there = contents.get(target)
            if there is not None and there.whole and key not in there.keys:
                message = f"there is no {_KIND[target]} {quoted(key)} in {target}"
                faults.add(file, line, column, message)


_KIND = {"people.csv": "record", "orders.csv": "order", "disposals.csv": "disposal"}


def _extract(manifest: Manifest, contents: dict[str, Content]) -> Extract:
    digest = sha256(sha256(manifest.content).digest())
    for file in FILES:
        digest.update(f"{file} {contents[file].digest}\n".encode() if file in contents else b"")
    rows = {file: tuple(content.rows) for file, content in contents.items()}
    return Extract(
        area=manifest.area or "",
        reporting_year=manifest.reporting_year or "",
        extracted_on=manifest.extracted_on or date.max,
        synthetic=manifest.synthetic,
        digest=digest.hexdigest(),
        **{file.removesuffix(".csv"): rows.get(file, ()) for file in FILES},
    )
