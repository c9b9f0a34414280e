"""Every write of this room: populations taken in, figures frozen."""

from __future__ import annotations

from collections.abc import Sequence

from openmappa.agencies.models import Area
from openmappa.statistics.models import Population


def take_in_population(
    area: Area, bands: Sequence[tuple[int, int, int | None, int]], using: str
) -> int:
    """Make the age bands of the mid-years stated what is stated; answers how many rows it wrote.

    A band is mid-year, youngest, oldest (None: and over) and persons.
    """
    years = {year for year, *_ in bands}
    stored = Population.objects.using(using).filter(area=area, mid_year__in=years)
    columns = ("mid_year", "age_from", "age_to", "persons")
    if sorted(stored.values_list(*columns)) == sorted(bands):
        return 0
    stored.delete()
    Population.objects.using(using).bulk_create(
        Population(area=area, **dict(zip(columns, band, strict=True))) for band in bands
    )
    return len(bands)
