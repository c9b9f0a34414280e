from __future__ import annotations

import pytest

from openmappa.exchange.faults import KEPT, SHOWN, Fault, Faults, Refused, quoted


def test_a_fault_prints_where_and_what() -> None:
    assert str(Fault("a.csv", 3, "to", "is wrong")) == "a.csv line 3, field to: is wrong"
    assert str(Fault("a.csv", 3, None, "is wrong")) == "a.csv line 3: is wrong"
    assert str(Fault("a.csv", None, None, "is wrong")) == "a.csv: is wrong"


def test_the_first_faults_are_kept_whatever_the_order_in_which_they_are_found() -> None:
    faults = Faults()
    for line in range(5000, 0, -1):
        faults.add("a.csv", line, None, "is wrong")
    refused = faults.refused()
    assert refused.total == 5000
    assert [fault.line for fault in refused.faults] == list(range(1, KEPT + 1))
    assert str(refused).splitlines()[-1] == "and 4,950 more"


def test_few_faults_are_shown_without_a_rest() -> None:
    faults = Faults()
    faults.add("b.csv", None, None, "is wrong")
    faults.add("a.csv", 2, None, "is wrong")
    assert str(faults.refused()) == "a.csv line 2: is wrong\nb.csv: is wrong"


def test_a_refusal_of_many_faults_prints_the_first() -> None:
    faults = tuple(Fault("a.csv", line, None, "is wrong") for line in range(1, 101))
    printed = str(Refused(faults, 100)).splitlines()
    assert len(printed) == SHOWN + 1
    assert printed[-1] == "and 50 more"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Camelot", "Camelot"),
        ("Núñez", "Núñez"),
        ("", "''"),
        (" x", "' x'"),
        ("a\x1b[2Jb", r"'a\x1b[2Jb'"),
        ("a\u202eb", r"'a\u202eb'"),
        ("\ud800", r"'\ud800'"),
        ("x" * 1000, "x" * 60 + "…"),
    ],
)
def test_a_quoted_value_cannot_mislead_the_reader(value, shown) -> None:
    assert quoted(value) == shown
    quoted(value).encode("utf-8")
