"""What holds of the count for anybody: invented people by the hundred, and a slow second count."""

import json
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from openmappa.law.dates import Period
from openmappa.law.grounds import category_on
from openmappa.statistics.annual_return import Population, annual_return
from openmappa.statistics.counting import snapshot, yearly
from openmappa.statistics.definitions import ReportingYear, definition_for
from openmappa.statistics.facts import (
    Breach,
    Ground,
    LevelPeriod,
    Order,
    Person,
    Responsibility,
    Whereabouts,
)
from openmappa.statistics.gates import Outcome
from openmappa.statistics.switches import SWITCHES, Switches
from tests.statistics.people import AREA, ELSEWHERE, Y2014

Y2015 = ReportingYear(2015)
CUSTODY = {"prison", "yoi", "secure_hospital", "immigration_detention"}

# Days crowd round the ends of the two years, where the rules decide.
near = st.sampled_from([Y2014.first_day, Y2014.last_day, Y2015.last_day])
days = st.one_of(
    st.builds(lambda day, shift: day + timedelta(days=shift), near, st.integers(-2, 2)),
    st.dates(date(2013, 10, 1), date(2016, 10, 1)),
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = sorted((draw(days), draw(days)))
    return Period(draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])))


anytime = periods()
areas = st.sampled_from([AREA, AREA, ELSEWHERE])
kinds = st.sampled_from(
    [*sorted(CUSTODY), "approved_premises", "abroad", "deported", "unlawfully_at_large"]
)
order_types = st.sampled_from(["SOPO", "interim_SOPO", "SHPO", "NO", "FTO", "VOO"])
decisions = st.sampled_from(["recalled", "convicted", "cautioned", "charged", "warned"])
ids = st.integers(1, 10**6)


def few(facts):
    return st.lists(facts, max_size=3).map(tuple)


@st.composite
def breaches(draw: st.DrawFn, within: st.SearchStrategy[date] = days) -> Breach:
    return Breach(
        draw(ids),
        draw(st.sampled_from(["licence", "licence", "order", "notification"])),
        draw(st.none() | within),
        draw(decisions),
        draw(st.none() | within),
        draw(st.none() | within),
        draw(st.sampled_from(["SOPO", "interim_SHPO", "FTO"])),
    )


def grounds(during=anytime):
    return st.builds(
        Ground,
        ids,
        st.sampled_from([1, 2, 2, 3, 4]),
        during,
        st.just("s82-1-d"),
        st.booleans(),
        st.just(False) | st.booleans(),
    )


def levels(during=anytime):
    return st.builds(LevelPeriod, ids, areas, st.sampled_from([2, 2, 3]), during, st.none() | days)


def whereabouts(during=anytime):
    return st.builds(Whereabouts, kinds, during, st.just(""))


def orders(made=days):
    return st.builds(Order, ids, order_types, made, st.none() | days, st.booleans())


def with_own_ids(person: Person) -> Person:
    """The same person, each fact with an id that no other fact of its kind has."""
    return replace(
        person,
        **{
            kind: tuple(
                replace(fact, id=100 * person.nominal + number)
                for number, fact in enumerate(getattr(person, kind))
            )
            for kind in ("grounds", "levels", "orders", "breaches")
        },
    )


@st.composite
def responsibilities(draw: st.DrawFn) -> tuple[Responsibility, ...]:
    """One area throughout, or moves from one to another, perhaps with none at first."""
    moves = sorted(draw(st.sets(days, max_size=3)))
    starts = [None, *moves]
    ends = [*(day - timedelta(days=1) for day in moves), None]
    stretches = [
        Responsibility(draw(areas), Period(first, last))
        for first, last in zip(starts, ends, strict=True)
    ]
    return tuple(stretches[draw(st.sampled_from([0, 0, 0, 1])) :])


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    return [
        with_own_ids(
            Person(
                number,
                f"V{number}",
                "Somebody",
                draw(st.none() | st.none() | days),
                draw(few(grounds())),
                draw(responsibilities()),
                draw(few(levels())),
                draw(few(whereabouts())),
                draw(few(orders())),
                draw(few(breaches())),
                draw(st.booleans()),
                0,
                draw(st.sampled_from([(), (), (1,), (2,)])),
            )
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    ]


years = st.sampled_from([Y2014, Y2015])


@st.composite
def switches(draw: st.DrawFn, year: ReportingYear) -> Switches:
    values = {
        key: draw(st.sampled_from([switch.default, *switch.values]))
        for key, switch in SWITCHES.items()
        if switch.applies_to(year) and key != "t2.national"
    }
    return Switches.at(year, values)


def shuffled(person: Person, random) -> Person:
    changed = {}
    for kind in ("grounds", "responsibility", "levels", "whereabouts", "orders", "breaches"):
        facts = list(getattr(person, kind))
        random.shuffle(facts)
        changed[kind] = tuple(facts)
    return replace(person, **changed)


@settings(max_examples=50, deadline=None)
@given(people(), years, st.randoms(use_true_random=False), st.data())
def test_the_order_of_people_and_of_their_facts_never_matters(given_people, year, random, data):
    turned = data.draw(switches(year))
    population = Population(1000, "made up")
    first = annual_return(given_people, AREA, year, population=population, switches=turned)
    others = [shuffled(person, random) for person in given_people]
    random.shuffle(others)
    second = annual_return(others, AREA, year, population=population, switches=turned)
    assert json.dumps(first.as_json()) == json.dumps(second.as_json())
    for address in first.values():
        assert first.who(address) == second.who(address)
    for key, figure in first.side.items():
        assert figure == second.side[key]


before = st.dates(date(2010, 1, 1), Y2014.first_day - timedelta(days=2))
after = st.dates(Y2014.last_day + timedelta(days=1), date(2019, 1, 1))


@settings(deadline=None)
@given(people(), st.data())
def test_facts_wholly_outside_the_year_never_change_a_figure(given_people, data):
    # A return counts by a decision that may lie outside the year: keep to those that do not.
    given_people = [
        replace(
            person,
            breaches=tuple(
                breach
                for breach in person.breaches
                if breach.decided_on is None or Y2014.period.covers(breach.decided_on)
            ),
        )
        for person in given_people
    ]
    then = data.draw(st.sampled_from([before, after]))

    during = st.builds(lambda a, b: Period(min(a, b), max(a, b)), then, then)

    def some(facts):
        return data.draw(few(facts))

    more = [
        with_own_ids(
            replace(
                person,
                grounds=person.grounds + some(grounds(during)),
                levels=person.levels + some(levels(during)),
                whereabouts=person.whereabouts + some(whereabouts(during)),
                orders=person.orders + some(orders(then)),
                breaches=person.breaches + some(breaches(then)),
            )
        )
        for person in given_people
    ]
    assert annual_return(more, AREA, Y2014).values() == (
        annual_return(given_people, AREA, Y2014).values()
    )


@settings(max_examples=50, deadline=None)
@given(people(), years, st.data())
def test_rows_and_columns_add_under_every_switch(given_people, year, data):
    figures = annual_return(given_people, AREA, year, switches=data.draw(switches(year)))
    gates = {gate.key: gate for gate in figures.gates}
    assert gates["rows_and_columns_add"].outcome is Outcome.PASSES
    for table in definition_for(year).tables:
        for cell in table.cells():
            if table.key != "T6" and cell.possible:
                assert figures.value(cell.address) == len(figures.who(cell.address))


@settings(deadline=None)
@given(people(), years, st.data())
def test_everyone_at_level_2_or_3_in_the_snapshot_is_in_the_year(given_people, year, data):
    turned = data.draw(switches(year))
    active = snapshot(given_people, AREA, year.last_day, turned).counted
    in_year = {c.nominal for c in yearly(given_people, AREA, year, turned).who("T2:total:total")}
    for row in ("L2", "L3"):
        assert {case.nominal for case in active.who(f"T1:{row}:total")} <= in_year


@settings(deadline=None)
@given(people(), years, st.data())
def test_everyone_returned_by_a_decision_of_the_year_is_in_the_year(given_people, year, data):
    turned = data.draw(switches(year))
    figures = annual_return(given_people, AREA, year, switches=turned)
    in_year = {case.nominal for case in figures.who("T2:total:total")}
    decided = {
        (person.nominal, f"breach:{breach.id}"): breach.decided_on
        for person in given_people
        for breach in person.breaches
    }
    if turned["identity.unresolved"] == "as_one":
        return  # joined records bring each other's breaches: the ids are no longer one person's
    for block in ("licence", "order"):
        for case in figures.who(f"T5:{block}:total:total"):
            if year.period.covers(decided[case.nominal, case.facts[0]]):
                assert case.nominal in in_year
            elif case.nominal not in in_year:
                gate = next(gate for gate in figures.gates if gate.key == "returned_in_year")
                assert gate.outcome is Outcome.EXPLAIN


# A second count, slow and plain, that walks every day.


def day_by_day(person: Person, on: date) -> tuple[bool, int | None, int]:
    """Whether the area is responsible for someone alive, the category and the level of a day."""
    ours = any(r.area == AREA and r.period.covers(on) for r in person.responsibility)
    alive = person.died_on is None or on <= person.died_on
    running = [g for g in person.grounds if g.period.covers(on)]
    makes = (g.category for g in running if not (g.category == 2 and g.aggregate))
    category = category_on(makes, on)
    level = max(
        (lp.level for lp in person.levels if lp.area == AREA and lp.period.covers(on)), default=1
    )
    return ours and alive, category, level


def slow_snapshot(person: Person, on: date) -> str | None:
    ours, category, level = day_by_day(person, on)
    if not ours or category is None:
        return None
    there = [w for w in person.whereabouts if w.period.covers(on)]
    at_large = max(
        (w.period.first or date.min for w in there if w.kind == "unlawfully_at_large"),
        default=None,
    )
    for where in there:
        started = where.period.first or date.min
        if where.kind in CUSTODY and (at_large is None or started >= at_large):
            return None
        if where.kind == "deported" or (where.kind == "abroad" and where.period.last is None):
            return None
    return f"T1:L{level}:C{category}"


def slow_year(person: Person, year: ReportingYear) -> str | None:
    highest, held = 1, None
    on = year.first_day
    while on <= year.last_day:
        ours, category, level = day_by_day(person, on)
        if ours and category is not None and level > 1 and level >= highest:
            highest, held = level, category
        on += timedelta(days=1)
    return None if held is None else f"T2:L{highest}:C{held}"


@settings(deadline=None)
@given(people(), days)
def test_the_snapshot_equals_a_plain_look_at_the_day(given_people, on):
    counted = snapshot(given_people, AREA, on).counted
    found = {case.nominal: case.address for cases in counted.lists.values() for case in cases}
    slow = {p.nominal: cell for p in given_people if (cell := slow_snapshot(p, on))}
    assert found == slow


@settings(deadline=None)
@given(people(), years)
def test_the_year_equals_a_walk_through_each_of_its_days(given_people, year):
    counted = yearly(given_people, AREA, year)
    found = {case.nominal: case.address for cases in counted.lists.values() for case in cases}
    slow = {p.nominal: cell for p in given_people if (cell := slow_year(p, year))}
    assert found == slow
