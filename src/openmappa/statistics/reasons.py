"""Sentences: why someone is counted, and why not."""

from __future__ import annotations

from datetime import date

from openmappa.law.dates import Period, in_words
from openmappa.law.rules import MANUAL
from openmappa.statistics.definitions import ReportingYear
from openmappa.statistics.facts import Ground, LevelPeriod, Person, Whereabouts
from openmappa.statistics.standing import CUSTODY, Rules, Standing
from openmappa.statistics.switches import Switches

# What a ground of each category is called in a sentence about its end.
_GROUND_IN_WORDS = {1: "registration", 2: "sentence", 3: "designation", 4: "terrorism ground"}


def fact_ids(grounds: tuple[Ground, ...], levels: tuple[LevelPeriod, ...]) -> tuple[str, ...]:
    """The ids of grounds and level periods as a case names them."""
    return (*(f"ground:{g.id}" for g in grounds), *(f"level:{lp.id}" for lp in levels))


def ground_in_words(ground: Ground) -> str:
    """A ground in a phrase: "Category 1 under SOA 2003 s.82(1), row d, since 3 May 2012"."""
    rule = MANUAL.get(ground.rule)
    under = rule.provision if rule else ground.rule
    return f"Category {ground.category} under {under}{_period_in_words(ground.period)}"


def because(stands: Standing, area: str, on: date) -> str:
    """Why someone stands in the cell where they stand on the day, in one sentence."""
    running = [lp for lp in stands.levels if lp.level == stands.level]
    since = _period_in_words(running[0].period) if running else ""
    where = stands.away or stands.noted
    place = where_in_words(where) if where else "in the community"
    return (
        f"On {in_words(on)} {ground_in_words(stands.grounds[0])}; Level {stands.level}{since}; "
        f"responsible area {area}; {place}."
    )


def _period_in_words(period: Period) -> str:
    since = f", since {in_words(period.first)}" if period.first else ""
    until = f", last day {in_words(period.last)}" if period.last else ""
    return since + until


def why_not(
    person: Person, area: str, on: date | ReportingYear, switches: Switches | None = None
) -> str:
    """Why someone is not in the area's snapshot of a day (or of a year's last day), or where.

    The answer tells facts of the person: it is for those who may open the record.
    """
    day = on.last_day if isinstance(on, ReportingYear) else on
    rules = Rules(switches or Switches.at(ReportingYear.containing(day)))
    stands = rules.standing(person, area, day)
    if person.died_on is not None and not stands.alive:
        return f"died on {in_words(person.died_on)}"
    if not stands.responsible:
        return _other_area(person, day)
    if stands.category is None:
        return _no_ground(rules.grounds(person), day)
    if stands.impossible:
        return "Category 3 with no Level 2 or 3: cannot exist, a finding"
    if stands.away is not None:
        return where_in_words(stands.away)
    return f"counted in T1:L{stands.level}:C{stands.category}. {because(stands, area, day)}"


def _other_area(person: Person, on: date) -> str:
    running = [r for r in person.responsibility if r.period.covers(on)]
    if not running:
        return f"no area is responsible on {in_words(on)}"
    theirs = min(running, key=lambda r: (r.area, r.period.first or date.min))
    since = f" since {in_words(theirs.period.first)}" if theirs.period.first else ""
    return f"responsible area is {theirs.area}{since}"


def _no_ground(grounds: tuple[Ground, ...], on: date) -> str:
    ended = [
        (g.period.last, -g.category)
        for g in grounds
        if g.period.last is not None and g.period.last < on
    ]
    if ended:
        last, category = max(ended)
        return f"{_GROUND_IN_WORDS[-category]} ended on {in_words(last)}: no ground runs"
    coming = [g.period.first for g in grounds if g.period.first is not None and g.period.first > on]
    if coming:
        return f"no ground runs: the first starts on {in_words(min(coming))}"
    return "no ground runs: nothing recorded makes them MAPPA-eligible"


def where_in_words(where: Whereabouts) -> str:
    """Where someone is: "in HMP Eastmoor until 1 April 2015, the day of release"."""
    first, free = where.period.first, where.period.first_day_free
    since = f" since {in_words(first)}" if first else ""
    if where.kind in CUSTODY:
        place = where.place or CUSTODY[where.kind]
        if free is None:
            return f"in {place}{since} with no day of release"
        return f"in {place} until {in_words(free)}, the day of release"
    if where.kind == "abroad":
        back = f", back on {in_words(free)}" if free else " with no return date"
        return f"abroad{since}{back}"
    return f"{where.kind.replace('_', ' ')}{since}"
