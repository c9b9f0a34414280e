"""Whatever the files hold, reading returns an extract or refuses it, and does nothing else."""

from __future__ import annotations

import csv
import io
import random
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from openmappa.exchange.checks import linked_faults
from openmappa.exchange.extract import Extract
from openmappa.exchange.faults import Refused
from openmappa.exchange.oddities import oddities
from openmappa.exchange.reading import read
from tests.exchange.given import EXTRACTS, HEADERS, refusal

SOUND = EXTRACTS / "edge-cases"
NASTY = ["", "\x00", "'", '"', '""', ",", "\n", "\r", "\ufeff", "\u202e", "9" * 5000, "-1", "0"]
NASTY += [
    "2014-02-30",
    "0001-01-01",
    "2199-12-31",
    "1900-01-01",
    "E&W",
    "V700001",
    "Norfolk",
    "yes",
]


@cache
def sound_bytes() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in SOUND.iterdir() if path.name != "README.md"}


def read_or_refuse(changed: dict[str, bytes]) -> Extract | None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in {**sound_bytes(), **changed}.items():
            (folder / file).write_bytes(content)
        try:
            extract = read(folder)
        except Refused as error:
            refused = error
        else:
            refused = None
    if refused is not None:
        assert refused.total >= len(refused.faults) > 0
        str(refused).encode("utf-8")
        return None
    alone = {person.record_id: key for key, person in enumerate(extract.people)}
    together = {person.record_id: key % 7 for key, person in enumerate(extract.people)}
    for persons in (alone, together):
        for fault in linked_faults(extract, persons):
            str(fault).encode("utf-8")
        for odd in oddities(extract, persons):
            odd.sentence.encode("utf-8")
    return extract


files = st.sampled_from([*HEADERS, "manifest.json"])


@settings(max_examples=300, deadline=None)
@given(files, st.data())
def test_any_bytes_in_any_place(file: str, data: st.DataObject) -> None:
    content = sound_bytes()[file]
    at = data.draw(st.integers(0, len(content)))
    upto = data.draw(st.integers(at, min(len(content), at + 40)))
    put = data.draw(st.binary(max_size=30) | st.sampled_from(NASTY).map(str.encode))
    read_or_refuse({file: content[:at] + put + content[upto:]})


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(HEADERS)), st.data())
def test_any_value_in_any_field(file: str, data: st.DataObject) -> None:
    rows = list(csv.reader(io.StringIO(sound_bytes()[file].decode(), newline="")))
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.sampled_from(rows))
        others = st.sampled_from([field for other in rows for field in other])
        value = others | st.sampled_from(NASTY) | st.text(max_size=12)
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(value)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    read_or_refuse({file: out.getvalue().encode("utf-8", "surrogatepass")})


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(rng: random.Random) -> None:
    changed = {}
    for file in HEADERS:
        header, *rows = sound_bytes()[file].splitlines(keepends=True)
        rng.shuffle(rows)
        changed[file] = b"".join([header, *rows])
    shuffled = read_or_refuse(changed)
    assert shuffled is not None
    assert facts(shuffled) == facts(read(SOUND))


def facts(extract: Extract) -> dict[str, list[str]]:
    """What every file states, without the lines on which it stands."""
    return {
        file: sorted(repr(row[1:]) for row in getattr(extract, file.removesuffix(".csv")))
        for file in HEADERS
    }


def test_a_refused_extract_is_refused_alike_in_any_order_of_rows(tmp_path) -> None:
    folder = tmp_path / "extract"
    shutil.copytree(EXTRACTS / "broken" / "overlapping-levels", folder)
    header, *rows = (folder / "levels.csv").read_text().splitlines(keepends=True)
    (folder / "levels.csv").write_text("".join([header, *reversed(rows)]))
    (fault,) = refusal(folder)
    assert "in Norfolk on 2014-04-01" in fault
