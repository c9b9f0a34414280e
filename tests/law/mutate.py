"""Mutation testing of the law room: `make mutate`, or `make mutate MUTANTS=all`.

Works on a copy, as it changes the source in place; each mutant costs one run of the tests of the
room. The sample is the same each time for the same source. Ends with 1 where more than one mutant
in ten is alive.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

ROOT = Path(__file__).parents[2]
CONFIG = "tests/law/mutation.toml"
SAMPLE = 188
MOST_ALIVE = 0.1


def main(wanted: str) -> int:
    with tempfile.TemporaryDirectory(prefix="openmappa-mutants-") as name:
        copy = Path(name)
        for part in ("src", "tests", "docs", "demo"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        run(copy, "cosmic_ray.cli", "init", CONFIG, "mutants.sqlite")
        run(copy, "cosmic_ray.tools.filters.operators_filter", "mutants.sqlite", CONFIG)
        with use_db(str(copy / "mutants.sqlite"), WorkDB.Mode.open) as found:
            left_out(found, wanted)
        run(copy, "cosmic_ray.cli", "exec", CONFIG, "mutants.sqlite")
        with use_db(str(copy / "mutants.sqlite"), WorkDB.Mode.open) as found:
            return report(found)


def run(copy: Path, *module_and_arguments: str) -> None:
    bin_first = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PATH": bin_first}
    subprocess.run(
        [sys.executable, "-m", *module_and_arguments], cwd=copy, env=environment, check=True
    )


def left_out(found: WorkDB, wanted: str) -> None:
    """Mark every mutant but a sample of those to be tried as skipped."""
    pending = sorted(
        found.pending_work_items,
        key=lambda item: [
            (str(m.module_path), m.start_pos, m.operator_name, m.occurrence) for m in item.mutations
        ],
    )
    number = len(pending) if wanted == "all" else min(int(wanted), len(pending))
    chosen = {item.job_id for item in random.Random(2003).sample(pending, number)}  # noqa: S311
    print(f"{number} of {len(pending)} mutants are tried.", flush=True)
    for item in pending:
        if item.job_id not in chosen:
            found.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))


def report(found: WorkDB) -> int:
    """Name the mutants that no test noticed, and their share."""
    tried = {
        job: result
        for job, result in found.results
        if result.worker_outcome is not WorkerOutcome.SKIPPED
    }
    alive = {job for job, r in tried.items() if r.test_outcome is TestOutcome.SURVIVED}
    for item in found.work_items:
        if item.job_id in alive:
            for mutation in item.mutations:
                line = mutation.start_pos[0]
                print(f"alive: {mutation.module_path}:{line} {mutation.operator_name}")
    share = len(alive) / len(tried) if tried else 0.0
    print(f"{len(alive)} of {len(tried)} mutants alive, {share:.1%}.")
    return int(share > MOST_ALIVE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else str(SAMPLE)))
