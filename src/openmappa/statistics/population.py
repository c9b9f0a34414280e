"""Reference population of the 42 areas, for a year that an extract does not bring itself.

`population-mid2014.csv` is the Office for National Statistics' mid-2014 estimate in its original
release (June 2015), residents by single year of age of the 348 local authority districts of England
and Wales, added up to the 42 police areas. ONS later revised 2012 to 2016; published rates stand on
the figures as first released, so the file is never replaced by the revision. It adds up to the
published total for England and Wales, 57,408,654 residents. Contains public sector information
licensed under the Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

MID_YEAR = 2014
WHOLE = "England and Wales"


def aged_10_and_over(area: str, mid_year: int) -> int | None:
    """Residents of the area (or of `WHOLE`) aged 10 and over in the middle of that year.

    None where the reference file does not hold the year; KeyError for a name that is no area.
    """
    residents = _residents()[area]
    return residents if mid_year == MID_YEAR else None


@cache
def _residents() -> dict[str, int]:
    source = files("openmappa.statistics").joinpath("population-mid2014.csv")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return {row["police_area"]: int(row["aged_10_and_over"]) for row in rows}
