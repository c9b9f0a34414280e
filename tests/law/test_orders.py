from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmappa.exchange.reading.tables import ORDER_TYPES
from openmappa.law.orders import order_law, s103d


@pytest.mark.parametrize(
    ("kind", "made_on", "shortest", "longest"),
    [
        ("SOPO", date(2014, 12, 1), date(2019, 11, 30), None),
        ("SHPO", date(2016, 2, 29), date(2021, 2, 28), None),
        ("FTO", date(2015, 2, 1), None, date(2020, 1, 31)),
        ("FTO", date(2010, 3, 31), None, date(2010, 9, 30)),
        ("VOO", date(2014, 9, 1), date(2016, 8, 31), date(2019, 8, 31)),
        ("SPO", date(2021, 1, 1), date(2022, 12, 31), None),
        ("FTRO", date(2014, 8, 31), None, date(2015, 2, 28)),
        ("NO", date(2014, 6, 10), None, None),
        ("interim_SHPO", date(2015, 6, 10), None, None),
    ],
)
def test_how_long_an_order_may_run(kind, made_on, shortest, longest) -> None:
    law = order_law(kind, made_on)
    assert (law.shortest(made_on), law.longest(made_on)) == (shortest, longest)


@pytest.mark.parametrize(
    ("kind", "made_on", "applied_for_on", "possible"),
    [
        ("SOPO", date(2004, 4, 30), None, False),
        ("SOPO", date(2004, 5, 1), None, True),
        ("SOPO", date(2015, 3, 7), None, True),
        ("SOPO", date(2015, 3, 8), None, False),
        ("SOPO", date(2015, 6, 1), date(2015, 3, 7), True),
        ("SOPO", date(2015, 6, 1), date(2015, 3, 8), False),
        ("SHPO", date(2015, 3, 7), None, False),
        ("SHPO", date(2015, 3, 8), None, True),
        ("NO", date(2022, 11, 28), None, True),
        ("NO", date(2022, 11, 29), date(2022, 11, 1), False),
        ("VOO", date(2009, 8, 2), None, False),
        ("SPO", date(2020, 1, 20), None, True),
    ],
)
def test_when_an_order_could_be_made(kind, made_on, applied_for_on, possible) -> None:
    assert order_law(kind, made_on).could_be_made(made_on, applied_for_on) is possible


def test_a_travel_ban_in_an_shpo_lasts_five_years_at_most() -> None:
    assert s103d(date(2015, 3, 10)) == date(2020, 3, 9)


@given(st.sampled_from(ORDER_TYPES), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_order_of_the_extract_is_known_to_the_law(kind: str, made_on: date) -> None:
    law = order_law(kind, made_on)
    assert law.provision
    least, most = law.shortest(made_on), law.longest(made_on)
    assert least is None or most is None or least < most
    assert law.could_be_made(made_on, None) <= (made_on >= law.first_made_on)
