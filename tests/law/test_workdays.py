from datetime import date

import pytest

from openmappa.law.workdays import bank_holidays_1971, is_working_day, working_days_after

# As published for England and Wales: month and day.
PUBLISHED = {
    2012: "0102 0406 0409 0507 0604 0605 0827 1225 1226",
    2013: "0101 0329 0401 0506 0527 0826 1225 1226",
    2014: "0101 0418 0421 0505 0526 0825 1225 1226",
    2015: "0101 0403 0406 0504 0525 0831 1225 1228",
    2016: "0101 0325 0328 0502 0530 0829 1226 1227",
    2017: "0102 0414 0417 0501 0529 0828 1225 1226",
    2018: "0101 0330 0402 0507 0528 0827 1225 1226",
    2019: "0101 0419 0422 0506 0527 0826 1225 1226",
    2020: "0101 0410 0413 0508 0525 0831 1225 1228",
    2021: "0101 0402 0405 0503 0531 0830 1227 1228",
    2022: "0103 0415 0418 0502 0602 0603 0829 0919 1226 1227",
    2023: "0102 0407 0410 0501 0508 0529 0828 1225 1226",
    2024: "0101 0329 0401 0506 0527 0826 1225 1226",
    2025: "0101 0418 0421 0505 0526 0825 1225 1226",
    2026: "0101 0403 0406 0504 0525 0831 1225 1228",
    2027: "0101 0326 0329 0503 0531 0830 1227 1228",
    2028: "0103 0414 0417 0501 0529 0828 1225 1226",
}
# Before the published list: days added, moved, and put in place of a weekend.
BEFORE = {
    1981: "0101 0417 0420 0504 0525 0729 0831 1225 1228",
    1995: "0102 0414 0417 0508 0529 0828 1225 1226",
    1999: "0101 0402 0405 0503 0531 0830 1227 1228 1231",
    2000: "0103 0421 0424 0501 0529 0828 1225 1226",
    2002: "0101 0329 0401 0506 0603 0604 0826 1225 1226",
    2008: "0101 0321 0324 0505 0526 0825 1225 1226",
    2011: "0103 0422 0425 0429 0502 0530 0829 1226 1227",
}


@pytest.mark.parametrize(("year", "days"), [*BEFORE.items(), *PUBLISHED.items()])
def test_bank_holidays_1971(year, days):
    assert " ".join(f"{d:%m%d}" for d in sorted(bank_holidays_1971(year))) == days


# Years that take the rare turns of the reckoning.
@pytest.mark.parametrize(
    ("year", "good_friday"),
    [
        (1981, "0417"),
        (2038, "0423"),
        (2049, "0416"),
        (2076, "0417"),
        (2100, "0326"),
        (2285, "0320"),
    ],
)
def test_good_friday(year, good_friday):
    assert f"{sorted(bank_holidays_1971(year))[1]:%m%d}" == good_friday


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
