"""How long the main job takes, command by command, start of the program included.

    python -m benchmarks

Import of the Cambridgeshire extract, return, freeze and report, each in a process of its own and
a home made for it; fails above a limit in seconds or MB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
MEGABYTES = 300
AREA = ("--area", "Cambridgeshire", "--year", "2014-15")


class Job(NamedTuple):
    """One thing that the product promises to be quick at; `seconds` are of its own work."""

    name: str
    seconds: float
    arguments: tuple[str, ...]


# Runs one command and tells how long its work took, once Python and Django are there, and the
# memory of the whole process. Counting is done twice: the second is that of a process that serves.
MEASURE = """
import contextlib, io, resource, sys, time
from openmappa.config import postgres
postgres.ensure()
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "openmappa.config.settings"
import django
django.setup()
from django.core.management import call_command
from django.db import connections
name, *arguments = sys.argv[1:]
runs = []
for _ in range(2 if name == "return" else 1):
    began = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        call_command(name, *arguments)
    runs.append(time.perf_counter() - began)
connections.close_all()
unit = 1 if sys.platform == "darwin" else 1024
print(min(runs), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)
"""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="openmappa-bench-") as folder:
        environment = {
            **os.environ,
            "OPENMAPPA_HOME": str(Path(folder) / "home"),
            "PYTHONPATH": str(SOURCE),
        }
        environment.pop("DATABASE_URL", None)
        extract = str(ROOT / "demo" / "cambridgeshire-2014-15")
        jobs = (
            Job("import", 5, ("import", extract)),
            Job("import again, nothing new", 5, ("import", extract)),
            Job("return of one area", 0.3, ("return", *AREA)),
            Job("freeze", 3, ("freeze", *AREA)),
            Job(
                "report in three forms",
                3,
                (
                    *("report", *AREA, "--out", str(Path(folder) / "out")),
                    *("--words", str(ROOT / "demo" / "report-cambridgeshire-2014-15")),
                ),
            ),
            Job("rebuild", 5, ("rebuild",)),
        )
        command = [sys.executable, "-m", "openmappa.config.cli"]
        subprocess.run([*command, "setup"], check=True, env=environment, stdout=subprocess.DEVNULL)
        over = []
        try:
            print(f"{'':28}{'seconds':>9}{'limit':>8}{'MB':>6}{'limit':>8}{'elapsed':>9}")
            for job in jobs:
                began = time.perf_counter()
                measured = subprocess.run(
                    [sys.executable, "-c", MEASURE, *job.arguments],
                    check=True,
                    env=environment,
                    capture_output=True,
                    text=True,
                )
                elapsed = time.perf_counter() - began
                seconds, memory = map(float, measured.stdout.split())
                print(
                    f"{job.name:28}{seconds:9.2f}{job.seconds:8.1f}{memory:6.0f}{MEGABYTES:8}"
                    f"{elapsed:9.2f}"
                )
                if seconds > job.seconds or memory > MEGABYTES:
                    over.append(job.name)
        finally:
            subprocess.run(
                [*command, "stop"], check=True, env=environment, stdout=subprocess.DEVNULL
            )
    if over:
        print(f"Over the limit: {', '.join(over)}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
