import pytest

from openmappa.statistics.annual_return import Population, annual_return
from openmappa.statistics.definitions import snapshot_table
from openmappa.statistics.gates import Outcome, adds_up
from tests.statistics.people import (
    AREA,
    LAST,
    Y2014,
    breach,
    day,
    given_recalled,
    given_registered,
    ground,
    level,
)


def gates_of(people, **more):
    figures = annual_return(people, AREA, Y2014, **more)
    return {gate.key: gate for gate in figures.gates}


def crowd(n, **facts):
    return [given_registered(number, **facts) for number in range(1, n + 1)]


def test_all_gates_stand_in_their_order():
    assert list(gates_of(crowd(3))) == [
        "rows_and_columns_add",
        "snapshot_in_year",
        "returned_in_year",
        "impossible_cells",
        "change_on_last_year",
        "level_3_change",
        "unconfirmed_eligibility",
        "no_recorded_level",
        "unresolved_identity",
        "restricted",
        "rate",
    ]


def test_a_total_that_is_not_the_sum_of_its_row_or_column_fails():
    table = snapshot_table(LAST)
    values = {cell.address: 0 if cell.possible else None for cell in table.cells()}
    assert adds_up([table], values).outcome is Outcome.PASSES
    wrong = adds_up([table], {**values, "T1:L2:C1": 1})
    assert wrong.outcome is Outcome.FAILS
    assert wrong.sentence.endswith("2 are wrong: T1:L2:total, T1:total:C1.")


def test_someone_active_in_the_snapshot_is_in_the_year():
    gate = gates_of(crowd(2, levels=(level(2, "2015-03-31/"),)))["snapshot_in_year"]
    assert gate.outcome is Outcome.PASSES
    assert gate.numbers == {"active": 2, "missing": 0}


def test_a_return_decided_before_the_year_asks_for_an_explanation_if_not_in_t2():
    decided = (breach("licence", "recalled", "2014-03-20", "2014-04-02"),)
    ended = given_recalled(level(2, "/2014-03-31"), breaches=decided)
    gate = gates_of([ended])["returned_in_year"]
    assert gate.outcome is Outcome.EXPLAIN
    assert gate.numbers == {"people": 1, "missing": 1}
    assert [case.nominal for case in gate.cases] == [1]
    running = given_recalled(level(2, "/2014-04-01"), breaches=decided)
    assert gates_of([running])["returned_in_year"].outcome is Outcome.PASSES


def test_someone_in_an_impossible_cell_asks_for_an_explanation():
    gate = gates_of([given_registered(grounds=(ground(3),))])["impossible_cells"]
    assert gate.outcome is Outcome.EXPLAIN
    assert gate.numbers == {"people": 1}
    assert gates_of(crowd(1))["impossible_cells"].outcome is Outcome.PASSES


@pytest.mark.parametrize(
    ("before", "now", "outcome"),
    [
        (84, 105, Outcome.PASSES),  # 25 % and 21 people
        (83, 105, Outcome.EXPLAIN),  # more than 25 % and 22 people
        (80, 100, Outcome.PASSES),  # 20 people
        (10, 30, Outcome.PASSES),  # 200 %, but 20 people
        (9, 30, Outcome.EXPLAIN),
        (0, 21, Outcome.EXPLAIN),
        (60, 39, Outcome.EXPLAIN),
    ],
)
def test_a_change_over_25_per_cent_and_20_people_asks_for_an_explanation(before, now, outcome):
    gate = gates_of(crowd(now), last_year={"T1:L1:C1": before})["change_on_last_year"]
    assert gate.outcome is outcome
    assert gate.numbers == ({"T1:L1:C1": now - before} if outcome is Outcome.EXPLAIN else {})


@pytest.mark.parametrize(
    ("before", "outcome"), [(2, Outcome.PASSES), (1, Outcome.EXPLAIN), (7, Outcome.EXPLAIN)]
)
def test_a_change_of_3_or_more_at_level_3_asks_for_an_explanation(before, outcome):
    people = crowd(4, levels=(level(3, "2015-01-01/"),))
    gate = gates_of(people, last_year={"T1:L3:C1": before, "T1:L3:C3": None})["level_3_change"]
    assert gate.outcome is outcome


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("unconfirmed_eligibility", {"grounds": (ground(1, confirmed=False),)}),
        ("no_recorded_level", {}),
        ("unresolved_identity", {"unresolved_matches": 1}),
        ("unresolved_identity", {"may_be": (7,)}),
        ("restricted", {"restricted": True}),
    ],
)
def test_what_is_uncertain_is_counted_and_shown(key, facts):
    sure = given_registered(9, levels=(level(2, "2015-01-01/"),))
    gate = gates_of([given_registered(**facts), sure])[key]
    assert gate.numbers == {"people": 1}
    assert [case.nominal for case in gate.cases] == [1]
    assert gates_of([sure])[key].numbers == {"people": 0}


def test_an_undecided_pair_is_told_with_what_it_would_change_in_each_cell():
    at_2 = {"levels": (level(2, "2015-01-01/"),)}
    one = given_registered(1, **at_2, may_be=(2,))
    two = given_registered(2, **at_2, may_be=(1,))
    gate = gates_of([one, two, given_registered(3, **at_2)])["unresolved_identity"]
    assert gate.outcome is Outcome.EXPLAIN
    assert gate.numbers == {"people": 2, "pairs": 1}
    assert "counted as one person each: T1:L2:C1 1 less, T2:L2:C1 1 less." in gate.sentence
    assert [case.because for case in gate.cases] == [
        f"May be the same person as {other.reference}; nobody has decided yet. As one:"
        " T1:L2:C1 1 less, T2:L2:C1 1 less."
        for other in (two, one)
    ]


def test_pairs_are_told_in_one_order_in_whichever_the_people_come():
    people = [
        given_registered(1, may_be=(2, 3)),
        given_registered(2, may_be=(1,), died_on=day("2010-01-01")),
        given_registered(3, may_be=(1,), grounds=()),
    ]
    first, last = (
        gates_of(order)["unresolved_identity"] for order in (people, list(reversed(people)))
    )
    assert first.cases == last.cases
    assert first.sentence == last.sentence


def test_the_number_of_a_restricted_record_is_not_told_beside_a_pair():
    at_2 = {"levels": (level(2, "2015-01-01/"),)}
    closed = given_registered(2, **at_2, restricted=True)
    people = [given_registered(1, **at_2, may_be=(2,)), closed]
    gate = gates_of(people)["unresolved_identity"]
    assert closed.reference not in " ".join(case.because for case in gate.cases)
    assert closed.reference not in gate.sentence


def test_a_pair_of_which_one_is_in_no_table_may_change_a_figure_too():
    people = [given_registered(1, may_be=(2,)), given_registered(2, died_on=day("2010-01-01"))]
    gate = gates_of(people)["unresolved_identity"]
    assert gate.numbers == {"people": 1, "pairs": 1}
    assert gate.sentence.endswith("counted as one person each: T1:L1:C1 1 less.")


def test_a_pair_that_changes_nothing_passes_and_says_so():
    people = [given_registered(1, may_be=(2,)), given_registered(2, grounds=())]
    gate = gates_of(people)["unresolved_identity"]
    assert gate.outcome is Outcome.PASSES
    assert gate.sentence.endswith("counted as one person each: no figure changes.")


@pytest.mark.parametrize(
    ("people", "outcome"),
    [(59, Outcome.EXPLAIN), (60, Outcome.PASSES), (230, Outcome.PASSES), (231, Outcome.EXPLAIN)],
)
def test_a_rate_outside_60_to_230_asks_for_an_explanation(people, outcome):
    gate = gates_of(crowd(people), population=Population(100_000, "made up"))["rate"]
    assert gate.outcome is outcome
    assert gate.numbers == {"rate": people}


def test_a_missing_rate_asks_for_an_explanation():
    assert gates_of(crowd(1))["rate"].outcome is Outcome.EXPLAIN
