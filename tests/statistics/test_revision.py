from openmappa.statistics.annual_return import AnnualReturn, annual_return
from openmappa.statistics.revision import revised
from openmappa.statistics.switches import Switches
from tests.statistics.people import (
    AREA,
    Y2014,
    breach,
    given_recalled,
    given_registered,
    level,
    order,
)


def frozen(figures: AnnualReturn):
    return {a: cases for table in figures.tables.values() for a, cases in table.lists.items()}


def counted(people, **switches):
    values = {key.replace("_", ".", 1): value for key, value in switches.items()}
    return annual_return(people, AREA, Y2014, switches=Switches.at(Y2014, values))


def test_nothing_is_revised_where_nothing_changed():
    figures = counted([given_registered(1), given_recalled(level(2, "/"), nominal=2)])
    assert revised(frozen(figures), figures) == ()


def test_someone_keyed_late_is_in_the_revision_of_the_cell_and_its_totals():
    before = counted([given_registered(1)])
    now = counted([given_registered(1), given_registered(2)])
    changes = revised(frozen(before), now)
    assert [change.address for change in changes] == [
        "T1:L1:C1",
        "T1:L1:total",
        "T1:total:C1",
        "T1:total:total",
    ]
    assert {(change.frozen, change.now, change.mark) for change in changes} == {(1, 2, "[r]")}
    assert [case.nominal for case in changes[0].added] == [2]


def test_one_person_for_another_is_a_revision_without_a_changed_figure():
    change, *_ = revised(frozen(counted([given_registered(1)])), counted([given_registered(2)]))
    assert (change.frozen, change.now, change.mark) == (1, 1, "")
    assert [case.nominal for case in change.removed] == [1]


def test_a_second_caution_is_a_revision_only_where_occasions_are_counted():
    cautions = tuple(breach("notification", "cautioned", f"2014-0{n}-01", ident=n) for n in (5, 6))
    one, two = given_registered(breaches=cautions[:1]), given_registered(breaches=cautions)
    assert revised(frozen(counted([one])), counted([two])) == ()
    by_occasion = counted([one], t3_unit="occasions"), counted([two], t3_unit="occasions")
    (change,) = revised(frozen(by_occasion[0]), by_occasion[1])
    assert [case.facts for case in change.added] == [("breach:6",)]


def test_a_second_order_on_one_person_is_a_revision():
    orders = (order("SOPO", "2014-05-01", 1), order("SOPO", "2014-06-01", 2))
    one, two = given_registered(orders=orders[:1]), given_registered(orders=orders)
    (change,) = revised(frozen(counted([one])), counted([two]))
    assert (change.address, [case.facts for case in change.added]) == ("T4:SOPO", [("order:2",)])


def test_a_return_in_the_other_block_is_a_revision_of_that_block():
    returns = (
        breach("licence", "recalled", "2014-06-10", "2014-06-11", ident=1),
        breach("order", "convicted", "2014-07-10", "2014-06-11", "SOPO", ident=2),
    )
    first = counted([given_recalled(level(2, "/"), breaches=returns[:1])])
    both = counted([given_recalled(level(2, "/"), breaches=returns)])
    assert revised(frozen(first), both)[0].address == "T5:order:L2:C1"
