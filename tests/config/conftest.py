from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

_programs: list[object] = []
# A hook stays for as long as the process lives.
sys.addaudithook(
    lambda event, args: _programs.append(args[0]) if event == "subprocess.Popen" else None
)


@pytest.fixture
def started() -> Iterator[list[object]]:
    """The programs that this process has started since the test began."""
    _programs.clear()
    yield _programs
    _programs.clear()
