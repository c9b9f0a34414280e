"""Invented people for the counting tests: each `given_...` is counted unless told otherwise."""

from dataclasses import replace
from datetime import date

from openmappa.law.dates import Period
from openmappa.statistics.definitions import ReportingYear
from openmappa.statistics.facts import (
    Breach,
    Ground,
    LevelPeriod,
    Order,
    Person,
    Responsibility,
    Whereabouts,
)

AREA = "Cambridgeshire"
ELSEWHERE = "Norfolk"
Y2014 = ReportingYear(2014)
Y2016 = ReportingYear(2016)
LAST = date(2015, 3, 31)
ALWAYS = Period(None, None)


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(text: str) -> Period:
    """A period written "2014-05-01/2014-06-01", either end left out where there is none."""
    first, _, last = text.partition("/")
    return Period(day(first) if first else None, day(last) if last else None)


def ground(category: int = 1, during: str = "2010-01-01/", ident: int = 1, **more: bool) -> Ground:
    return Ground(ident, category, period(during), "s82-1-d" if category == 1 else "rule", **more)


def level(number: int, during: str, area: str = AREA, ident: int = 1) -> LevelPeriod:
    return LevelPeriod(ident, area, number, period(during))


def here(during: str = "/", area: str = AREA) -> Responsibility:
    return Responsibility(area, period(during))


def away(kind: str, during: str, place: str = "") -> Whereabouts:
    return Whereabouts(kind, period(during), place)


def order(type_: str, made: str, ident: int = 1, applied: str = "", travel: bool = False) -> Order:
    return Order(ident, type_, day(made), day(applied) if applied else None, travel)


def breach(
    kind: str, decision: str, decided: str, returned: str = "", of: str = "", *, ident: int = 1
) -> Breach:
    return Breach(
        ident,
        kind,
        None,
        decision,
        day(decided) if decided else None,
        day(returned) if returned else None,
        of,
    )


def given_registered(nominal: int = 1, **facts: object) -> Person:
    """A registered sex offender of Cambridgeshire, at Level 1 in the community."""
    person = Person(
        nominal,
        f"V{nominal:06d}",
        f"Person {nominal}",
        grounds=(ground(),),
        responsibility=(here(),),
    )
    return replace(person, **facts)


def given_recalled(*levels: LevelPeriod, **facts: object) -> Person:
    """One recalled on 10 June 2014 and back in prison the next day, at the levels given."""
    return given_registered(
        **{
            "levels": levels,
            "breaches": (breach("licence", "recalled", "2014-06-10", "2014-06-11"),),
            **facts,
        }
    )
