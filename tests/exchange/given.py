"""Extracts written for a test: two agencies' records of one invented person, and what is added."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openmappa.exchange.faults import Refused
from openmappa.exchange.reading import read

EXTRACTS = Path(__file__).parent.parent / "extracts"
DEMO = Path(__file__).parent.parent.parent / "demo" / "cambridgeshire-2014-15"

HEADERS = {
    "addresses.csv": "record_id,from,to,kind,line_1,town,postcode",
    "breaches.csv": "record_id,breach_id,kind,order_id,breached_on,decision,decided_on,"
    "returned_to_custody_on",
    "category3.csv": "record_id,area,from,to,reason",
    "disposals.csv": "record_id,disposal_id,jurisdiction,offence,offence_class,convicted_on,"
    "disposal,term_months,sentenced_on,sentence_ends_on,consecutive_to",
    "levels.csv": "record_id,area,level,from,to",
    "names.csv": "record_id,kind,surname,forenames",
    "orders.csv": "record_id,order_id,type,applied_for_on,made_on,ends_on,court,"
    "foreign_travel_restriction,replaces",
    "people.csv": "record_id,agency,surname,forenames,date_of_birth,sex,ethnicity,pnc_id,"
    "cro_number,prison_number,crn,died_on",
    "population.csv": "area,mid_year,age_from,age_to,persons",
    "responsibility.csv": "record_id,area,from,to",
    "whereabouts.csv": "record_id,from,to,kind,place",
}
MANIFEST = {
    "format": "mappa-extract/1",
    "area": "Cambridgeshire",
    "reporting_year": "2014-15",
    "extracted_on": "2015-05-15",
    "synthetic": True,
    "files": sorted(HEADERS),
}
PEOPLE = (
    "V1,police,Ash,Ann,1980-01-02,F,W1,,,,,",
    "E1,probation,Ash,Ann,1980-01-02,F,W1,,,,,",
    "A1,prison,Birch,Bob,1970-05-06,M,B1,,,,,",
)
ONE_PERSON_AND_ANOTHER = {"V1": 1, "E1": 1, "A1": 2}


def given_extract(
    folder: Path,
    rows: dict[str, list[str]] | None = None,
    *,
    manifest: dict[str, object] | None = None,
    people: tuple[str, ...] = PEOPLE,
) -> Path:
    """An extract in `folder` with these rows, added to those of the people."""
    for file, header in HEADERS.items():
        lines = [header, *(people if file == "people.csv" else ()), *(rows or {}).get(file, ())]
        (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    stated = json.dumps({**MANIFEST, **(manifest or {})}, indent=1)
    (folder / "manifest.json").write_text(stated, encoding="utf-8")
    return folder


def refusal(folder: Path) -> list[str]:
    """What the extract is refused for, a line for each fault."""
    with pytest.raises(Refused) as refused:
        read(folder)
    assert refused.value.total >= len(refused.value.faults) > 0
    return [str(fault) for fault in refused.value.faults]
