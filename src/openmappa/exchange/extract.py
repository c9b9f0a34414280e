"""An agency extract as read: typed, immutable rows, each with the line it stands on.

Field names are those of the files, but `from` and `to` are `first` and `last`, both days included.
Empty fields are None. The format is stated in `docs/extract-format.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class PersonRow(NamedTuple):
    """One agency's record of a person."""

    line: int
    record_id: str
    agency: str
    surname: str
    forenames: str | None
    date_of_birth: date | None
    sex: str | None
    ethnicity: str | None
    pnc_id: str | None
    cro_number: str | None
    prison_number: str | None
    crn: str | None
    died_on: date | None


class NameRow(NamedTuple):
    """Another name of a person; at least one of surname and forenames is there."""

    line: int
    record_id: str
    kind: str
    surname: str | None
    forenames: str | None


class AddressRow(NamedTuple):
    """A residence; `first` None: since when is not known."""

    line: int
    record_id: str
    first: date | None
    last: date | None
    kind: str
    line_1: str | None
    town: str | None
    postcode: str | None


class DisposalRow(NamedTuple):
    """What was imposed for one offence; the term in months."""

    line: int
    record_id: str
    disposal_id: str
    jurisdiction: str
    offence: str
    offence_class: str
    convicted_on: date
    disposal: str
    term_months: int | None
    sentenced_on: date | None
    sentence_ends_on: date | None
    consecutive_to: str | None


class WhereaboutsRow(NamedTuple):
    """Where a person was, other than at home."""

    line: int
    record_id: str
    first: date
    last: date | None
    kind: str
    place: str | None


class ResponsibilityRow(NamedTuple):
    """The area responsible for a person."""

    line: int
    record_id: str
    area: str
    first: date
    last: date | None


class LevelRow(NamedTuple):
    """A Level 2 or 3 period in one area."""

    line: int
    record_id: str
    area: str
    level: int
    first: date
    last: date | None


class DesignationRow(NamedTuple):
    """A designation as another dangerous offender (Category 3) by one area."""

    line: int
    record_id: str
    area: str
    first: date
    last: date | None
    reason: str | None


class OrderRow(NamedTuple):
    """A court order; `ends_on` None: until further order."""

    line: int
    record_id: str
    order_id: str
    type: str
    applied_for_on: date | None
    made_on: date
    ends_on: date | None
    court: str | None
    foreign_travel_restriction: bool
    replaces: str | None


class BreachRow(NamedTuple):
    """A breach and what came of it."""

    line: int
    record_id: str
    breach_id: str
    kind: str
    order_id: str | None
    breached_on: date | None
    decision: str | None
    decided_on: date | None
    returned_to_custody_on: date | None


class PopulationRow(NamedTuple):
    """Residents of an area in one age band, both ages included; `age_to` None: and over."""

    line: int
    area: str
    mid_year: int
    age_from: int
    age_to: int | None
    persons: int


@dataclass(frozen=True, slots=True)
class Extract:
    """The whole statement of one area on the day it was extracted.

    `reporting_year` is as in the manifest ("2014-15"); `digest` is the SHA-256 of the bytes read,
    in hexadecimal: equal digests are the same extract.
    """

    area: str
    reporting_year: str
    extracted_on: date
    synthetic: bool
    digest: str
    people: tuple[PersonRow, ...]
    names: tuple[NameRow, ...]
    addresses: tuple[AddressRow, ...]
    disposals: tuple[DisposalRow, ...]
    whereabouts: tuple[WhereaboutsRow, ...]
    responsibility: tuple[ResponsibilityRow, ...]
    levels: tuple[LevelRow, ...]
    category3: tuple[DesignationRow, ...]
    orders: tuple[OrderRow, ...]
    breaches: tuple[BreachRow, ...]
    population: tuple[PopulationRow, ...]
