import pytest

from openmappa.agencies.areas import AREA_NAMES
from openmappa.statistics.population import MID_YEAR, WHOLE, aged_10_and_over


def test_the_areas_add_up_to_england_and_wales() -> None:
    total = sum(aged_10_and_over(area, MID_YEAR) or 0 for area in AREA_NAMES)
    assert total == aged_10_and_over(WHOLE, MID_YEAR) == 50_351_333


def test_cambridgeshire_has_the_residents_behind_its_published_rate() -> None:
    """808 registered sexual offenders were published as 111 per 100,000."""
    residents = aged_10_and_over("Cambridgeshire", 2014)
    assert residents is not None
    assert round(808 / residents * 100_000) == 111


def test_another_year_is_not_made_up() -> None:
    assert aged_10_and_over("Cambridgeshire", 2015) is None


def test_a_name_that_is_no_area_is_an_error() -> None:
    with pytest.raises(KeyError):
        aged_10_and_over("Camelot", 2014)
