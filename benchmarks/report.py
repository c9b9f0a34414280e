"""How long the annual report in its three forms takes, start of the program included.

    python benchmarks/report.py [--limit 3] [--memory 300]

It writes the report of the demonstration into a temporary folder in a process of its own, and
fails above the limit in seconds or in MB.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]

WRITE = """
import json, sys
from datetime import date
from pathlib import Path
from openmappa.publication import render, words
from openmappa.publication.report import FrozenStamp, build

root, out = map(Path, sys.argv[1:])
figures = json.loads((root / "demo/cambridgeshire-2014-15/expected.json").read_text())
area_words = words.load(root / "demo/report-cambridgeshire-2014-15")
stamp = FrozenStamp(
    version=1,
    frozen_on=date(2015, 5, 15),
    reason="Benchmark",
    law_version="",
    definitions_version="",
    synthetic=True,
)
assert len(render.write(build(figures, area_words, frozen=stamp), out)) == 3
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=3, help="seconds")
    parser.add_argument("--memory", type=float, default=300, help="MB")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", WRITE, str(ROOT), out], check=True)
        seconds = time.perf_counter() - began
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6
    print(f"report in three forms: {seconds:.2f} s, {megabytes:.0f} MB")
    if seconds > arguments.limit or megabytes > arguments.memory:
        sys.exit(f"above the limit of {arguments.limit} s and {arguments.memory} MB")


if __name__ == "__main__":
    main()
