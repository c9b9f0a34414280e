"""How long a million people's grounds take on one core, sentences not rendered.

    python benchmarks/law_grounds.py [--people 1000000] [--limit 60]

It makes its own invented facts, outside the clock, in the mixture an area's extract has.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date, timedelta

from openmappa.law.dates import Period
from openmappa.law.facts import Designation, Disposal, Facts, Order
from openmappa.law.grounds import grounds

CHUNK = 20_000
DISPOSALS = (
    ("sexual_sch3", "imprisonment"),
    ("sexual_sch3", "community_order"),
    ("sexual_sch3", "caution"),
    ("violent_sch15", "imprisonment"),
    ("violent_sch15", "suspended_imprisonment"),
    ("s327_4a", "suspended_imprisonment"),
    ("other", "community_order"),
)


def invented(number: int, chance: random.Random) -> Facts:
    disposals = []
    for index in range(chance.choice((1, 1, 1, 2, 3))):
        offence_class, disposal = chance.choices(DISPOSALS, (60, 12, 4, 12, 6, 2, 4))[0]
        on = date(1998, 1, 1) + timedelta(days=chance.randrange(6500))
        term = chance.randrange(1, 72) if "imprisonment" in disposal else None
        disposals.append(
            Disposal(
                ref=f"D{number}-{index}",
                offence="Invented offence",
                offence_class=offence_class,
                convicted_on=on,
                disposal=disposal,
                term_months=term,
                sentenced_on=on,
                ends_on=None if term is None else on + timedelta(days=30 * term),
                consecutive_to=f"D{number}-0" if index and chance.random() < 0.2 else None,
            )
        )
    orders = ()
    if chance.random() < 0.3:
        orders = (Order(ref=f"O{number}", type="SOPO", made_on=disposals[0].convicted_on),)
    designations = ()
    if chance.random() < 0.02:
        period = Period(date(2014, 6, 1), None)
        designations = (Designation(ref=f"C{number}", area="Cambridgeshire", period=period),)
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(18000))
    return Facts(born=born, disposals=tuple(disposals), orders=orders, designations=designations)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds; over it, exit 1")
    options = parser.parse_args()
    chance = random.Random(2015)  # noqa: S311 - invented people, not secrets
    seconds, made = 0.0, 0
    for start in range(0, options.people, CHUNK):
        people = [invented(n, chance) for n in range(start, min(start + CHUNK, options.people))]
        began = time.process_time()
        for facts in people:
            made += len(grounds(facts))
        seconds += time.process_time() - began
    print(f"{options.people:,} people, {made:,} grounds: {seconds:.1f} s on one core")
    return 0 if seconds < options.limit else 1


if __name__ == "__main__":
    sys.exit(main())
