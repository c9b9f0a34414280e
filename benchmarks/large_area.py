"""How long the pages of one large area take, in which nobody's record is anybody's case yet.

    python benchmarks/large_area.py [--nominals 13000]

Invented people of one area, more than any has, in a home made for it; each page is asked for three
times in this process, and the quickest counts. Fails above a limit in seconds.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from people_list import signed_in

AREA = "Cambridgeshire"
DAY = "2015-03-31"


class Page(NamedTuple):
    """A page, whose it is, what is typed, and how many seconds it may take."""

    role: str
    url: str
    seconds: float
    typed: str = ""


PAGES = (
    Page("coordinator", "home", 1.5),
    Page("police_supervisor", "home", 1.5),
    Page("police", "home", 0.5),
    Page("coordinator", "people", 0.5),
    Page("coordinator", "people_search", 0.5, "smith"),
    Page("coordinator", "people_search", 0.5, "jonson david 1970"),
    Page("duty_officer", "duty_search", 0.5, "taylor"),
    Page("coordinator", "quality", 1.5),
    Page("coordinator", "findings", 0.5),
    Page("coordinator", "retention", 1.0),
    Page("administrator", "matches", 0.5),
)


def measure() -> int:
    import django  # noqa: PLC0415 - once the home is there

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.db import connections  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from openmappa.config.demonstration import make_accounts  # noqa: PLC0415
    from openmappa.config.home import home  # noqa: PLC0415

    accounts = make_accounts(home())
    slow = 0
    for page in PAGES:
        client = signed_in(accounts[page.role].email)
        path, taken = reverse(page.url), []
        for _ in range(3):
            began = time.perf_counter()
            answer = client.post(path, {"q": page.typed}) if page.typed else client.get(path)
            taken.append(time.perf_counter() - began)
            assert answer.status_code == 200, answer.status_code
        late = min(taken) > page.seconds
        slow += late
        print(
            f"{page.role:18} {page.url:14} {page.typed:18} {min(taken):6.2f} s,"
            f" at most {page.seconds:.1f}{'  TOO SLOW' if late else ''}"
        )
    connections.close_all()
    return 1 if slow else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--nominals", type=int, default=13_000)
    options = parser.parse_args()
    command = [sys.executable, "-m", "openmappa.config.cli"]
    with tempfile.TemporaryDirectory(prefix="openmappa-bench-") as folder:
        os.environ |= {
            "OPENMAPPA_HOME": f"{folder}/home",
            "OPENMAPPA_DEMONSTRATION_DAY": DAY,
            "DJANGO_SETTINGS_MODULE": "openmappa.config.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        extract = f"{folder}/extract"
        number = ("--nominals", str(options.nominals), "--area", AREA, "--out", extract)
        try:
            for step in (["synthesise", *number], ["setup"]):
                subprocess.run([*command, *step], check=True, stdout=subprocess.DEVNULL)
            (given,) = Path(extract).iterdir()
            subprocess.run([*command, "import", str(given)], check=True, stdout=subprocess.DEVNULL)
            return measure()
        finally:
            subprocess.run([*command, "stop"], check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
