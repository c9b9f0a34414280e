"""No field of an extract takes text that could mislead whoever reads it, or drown them."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmappa.exchange.faults import Refused
from openmappa.exchange.reading import read
from tests.world import EDGE, HEADERS, Extract

FIELDS = [(file, field) for file, header in HEADERS.items() for field in header.split(",")]


@pytest.mark.parametrize("text", ["a\u202ebc", "x" * 10_000], ids=["turned round", "endless"])
@pytest.mark.parametrize(("file", "field"), FIELDS)
def test_a_field_refuses_it_by_name(tmp_path: Path, file: str, field: str, text: str) -> None:
    extract = Extract(EDGE, tmp_path / "extract")
    lines = extract.rows(file)
    lines[0][field] = text
    extract.write(file, lines)
    with pytest.raises(Refused) as refused:
        read(extract.folder)
    assert (f"{file}.csv", 2, field) in [(f.file, f.line, f.field) for f in refused.value.faults]
    assert all(len(fault.message) < 500 for fault in refused.value.faults)
