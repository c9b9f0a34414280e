from datetime import date

import pytest

from openmappa.law.workdays import bank_holidays_1971, is_working_day, working_days_after


def test_bank_holidays_1971():
    # As published for England and Wales.
    assert sorted(bank_holidays_1971(2014)) == [
        date(2014, 1, 1),
        date(2014, 4, 18),
        date(2014, 4, 21),
        date(2014, 5, 5),
        date(2014, 5, 26),
        date(2014, 8, 25),
        date(2014, 12, 25),
        date(2014, 12, 26),
    ]


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2012, [date(2012, 1, 2), date(2012, 6, 4), date(2012, 6, 5)]),
        (2016, [date(2016, 12, 26), date(2016, 12, 27)]),
        (2020, [date(2020, 5, 8)]),
        (2021, [date(2021, 12, 27), date(2021, 12, 28)]),
        (2022, [date(2022, 1, 3), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)]),
        (2023, [date(2023, 1, 2), date(2023, 5, 8)]),
        (2026, [date(2026, 12, 25), date(2026, 12, 28)]),
    ],
)
def test_moved_added_and_put_in_place_of_a_weekend(year, days):
    assert set(days) <= bank_holidays_1971(year)


@pytest.mark.parametrize(
    ("year", "moved_from"), [(2012, date(2012, 5, 28)), (2020, date(2020, 5, 4))]
)
def test_a_moved_day_is_an_ordinary_one(year, moved_from):
    assert moved_from not in bank_holidays_1971(year)


def test_working_days():
    assert is_working_day(date(2014, 4, 17))
    assert not is_working_day(date(2014, 4, 18))
    assert not is_working_day(date(2014, 4, 19))
    assert working_days_after(date(2014, 4, 17), 1) == date(2014, 4, 22)
    assert working_days_after(date(2014, 4, 17), 0) == date(2014, 4, 17)
    assert working_days_after(date(2014, 12, 24), 10) == date(2015, 1, 12)
