"""How long linkage takes over ten thousand records, of which a third share one birth.

    python benchmarks/linkage.py [--people 3334] [--limit 5]

It makes its own invented records, outside the clock: of each person one by each agency.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date, timedelta

from openmappa.nominals.identifiers import Kind, parse
from openmappa.nominals.linkage import Name, Record, link

BORN = date(1960, 3, 14)


def invented(people: int) -> list[Record[int]]:
    chance = random.Random(7)  # noqa: S311 - invented people, not secrets
    records = []
    for person in range(1, people + 1):
        surname = "".join(chance.choices("abcdefghijklmnoprstuvwy", k=7))
        name = Name(surname, chance.choice(["John", "Ann", "Mo"]))
        # A third of them with the birth date that is put when none is known.
        born = date(1970, 1, 1) if person % 3 == 0 else BORN + timedelta(days=person)
        number = parse(Kind.PRISON_NUMBER, f"A{person:04d}AA")
        assert number is not None
        for agency in range(3):
            records.append(Record(person * 3 + agency, (name,), born, frozenset({number})))
    return records


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--people", type=int, default=3_334)
    parser.add_argument("--limit", type=float, default=5, help="seconds, on one core")
    options = parser.parse_args()
    records = invented(options.people)
    began = time.process_time()
    clusters = len(link(records).clusters)
    taken = time.process_time() - began
    print(f"{len(records):,} records, {clusters:,} people: {taken:.2f} s")
    return 0 if clusters == options.people and taken <= options.limit else 1


if __name__ == "__main__":
    sys.exit(main())
