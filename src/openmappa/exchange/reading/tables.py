"""The eleven tables of the format `mappa-extract/1`: columns, codes, what each row must satisfy.

`docs/extract-format.md` states the same for the agencies that write extracts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from openmappa.agencies.areas import AREA_NAMES
from openmappa.exchange.extract import (
    AddressRow,
    BreachRow,
    DesignationRow,
    DisposalRow,
    LevelRow,
    NameRow,
    OrderRow,
    PersonRow,
    PopulationRow,
    ResponsibilityRow,
    WhereaboutsRow,
)
from openmappa.exchange.reading import columns as read


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its fields are read, and what must hold of them.

    `past`: the day cannot lie after the day of the extract. `key`: no two rows have the same.
    `names`: the file in which a row with this key must exist.
    """

    name: str
    read: read.Reader
    required: bool = False
    past: bool = False
    key: bool = False
    names: str = ""


Wrong = Iterator[tuple[str, str]]  # the field, and what is wrong with it


class Table(NamedTuple):
    """One file: its columns in the order of the row's fields, and a check of the whole row."""

    file: str
    row: Callable[..., Any]
    columns: tuple[Column, ...]
    check: Callable[[Any], Wrong] | None = None


def _period(row: ResponsibilityRow | LevelRow | DesignationRow | WhereaboutsRow) -> Wrong:
    """A period that ends before it starts."""
    yield from _order(row.first, row.last, "to", "so the period ends before it starts")


def _order(first: date | None, last: date | None, field: str, consequence: str) -> Wrong:
    if first is not None and last is not None and last < first:
        yield field, f"{last} is before {first}, {consequence}"


def _name(row: NameRow) -> Wrong:
    if row.surname is None and row.forenames is None:
        yield "surname", "neither surname nor forenames are given"


def _address(row: AddressRow) -> Wrong:
    yield from _order(row.first, row.last, "to", "so the period ends before it starts")
    if row.kind != "no_fixed_abode" and not (row.line_1 or row.town or row.postcode):
        yield "line_1", "an address needs a line, a town or a postcode, or else no_fixed_abode"


def _disposal(row: DisposalRow) -> Wrong:
    began = max(row.convicted_on, row.sentenced_on or row.convicted_on)
    yield from _order(
        began, row.sentence_ends_on, "sentence_ends_on", "so the sentence ends before it starts"
    )
    if row.consecutive_to == row.disposal_id:
        yield "consecutive_to", f"{row.disposal_id} cannot be consecutive to itself"


def _order_row(row: OrderRow) -> Wrong:
    yield from _order(row.made_on, row.ends_on, "ends_on", "so the order ends before it is made")
    if row.replaces == row.order_id:
        yield "replaces", f"{row.order_id} cannot replace itself"


def _breach(row: BreachRow) -> Wrong:
    if row.kind == "order" and row.order_id is None:
        yield "order_id", "is empty; the breach of an order names the order"


def _band(row: PopulationRow) -> Wrong:
    if row.age_to is not None and row.age_to < row.age_from:
        yield (
            "age_to",
            f"{row.age_to} is below {row.age_from}, so the age band ends before it starts",
        )
    elif row.age_from < 10 and (row.age_to is None or row.age_to >= 10):
        yield (
            "age_to",
            "the age band spans the tenth birthday, so those aged 10 and over cannot be told; "
            "end one band at 9 and start the next at 10",
        )


LONGEST_KEY = 50  # characters

_ID = read.text(LONGEST_KEY)
_RECORD = Column("record_id", _ID, required=True, names="people.csv")
_AREA = Column("area", read.area(AREA_NAMES), required=True)
_FROM = Column("from", read.day, required=True)
_TO = Column("to", read.day)
_NAME = read.text(200)

OFFENCE_CLASSES = ("sexual_sch3", "sexual_sch15", "violent_sch15", "s327_4a", "other")
DISPOSALS = (
    "imprisonment",
    "suspended_imprisonment",
    "extended",
    "life",
    "ipp",
    "yoi_detention",
    "dto",
    "s91_detention",
    "hospital_order",
    "restricted_hospital_order",
    "guardianship_order",
    "community_order",
    "conditional_discharge",
    "absolute_discharge",
    "fine",
    "caution",
)
# The civil orders of public protection, full and, where the law knows one, interim, and the notice
# that took the place of the notification order in November 2022. Anything else is refused: a
# misspelt SOPO taken as "some other order" would silently be missing from a figure.
ORDER_TYPES = (
    "SOPO",
    "interim_SOPO",
    "SHPO",
    "interim_SHPO",
    "NO",
    "interim_NO",
    "s96ZA_notice",
    "FTO",
    "RSHO",
    "interim_RSHO",
    "SRO",
    "interim_SRO",
    "VOO",
    "interim_VOO",
    "SPO",
    "interim_SPO",
    "FTRO",
)
# The 16+1 classification of the 2001 census, as police and probation record it.
ETHNICITIES = (
    *("W1", "W2", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A9"),
    *("B1", "B2", "B9", "O1", "O9", "NS"),
)

TABLES = (
    Table(
        "addresses.csv",
        AddressRow,
        (
            _RECORD,
            Column("from", read.day),
            _TO,
            Column(
                "kind",
                read.one_of("kind of address", ("main", "no_fixed_abode", "approved_premises")),
                required=True,
            ),
            Column("line_1", _NAME),
            Column("town", _NAME),
            Column("postcode", _ID),
        ),
        _address,
    ),
    Table(
        "breaches.csv",
        BreachRow,
        (
            _RECORD,
            Column("breach_id", _ID, required=True, key=True),
            Column(
                "kind",
                read.one_of("kind of breach", ("notification", "licence", "order")),
                required=True,
            ),
            Column("order_id", _ID, names="orders.csv"),
            Column("breached_on", read.day, past=True),
            Column(
                "decision",
                read.one_of(
                    "decision",
                    (
                        *("warned", "charged", "cautioned", "convicted", "acquitted"),
                        *("no_further_action", "recalled"),
                    ),
                ),
            ),
            Column("decided_on", read.day, past=True),
            Column("returned_to_custody_on", read.day, past=True),
        ),
        _breach,
    ),
    Table(
        "category3.csv",
        DesignationRow,
        (_RECORD, _AREA, _FROM, _TO, Column("reason", read.text(4000, paragraphs=True))),
        _period,
    ),
    Table(
        "disposals.csv",
        DisposalRow,
        (
            _RECORD,
            Column("disposal_id", _ID, required=True, key=True),
            Column("jurisdiction", read.one_of("jurisdiction", ("E&W", "foreign")), required=True),
            Column("offence", read.text(500), required=True),
            Column("offence_class", read.one_of("offence class", OFFENCE_CLASSES), required=True),
            Column("convicted_on", read.day, required=True, past=True),
            Column("disposal", read.one_of("disposal", DISPOSALS), required=True),
            Column("term_months", read.whole_number("a term in months", 0, 1200)),
            Column("sentenced_on", read.day, past=True),
            Column("sentence_ends_on", read.day),
            Column("consecutive_to", _ID, names="disposals.csv"),
        ),
        _disposal,
    ),
    Table(
        "levels.csv",
        LevelRow,
        (_RECORD, _AREA, Column("level", read.level, required=True), _FROM, _TO),
        _period,
    ),
    Table(
        "names.csv",
        NameRow,
        (
            _RECORD,
            Column(
                "kind",
                read.one_of("kind of name", ("alias", "previous", "nickname")),
                required=True,
            ),
            Column("surname", _NAME),
            Column("forenames", _NAME),
        ),
        _name,
    ),
    Table(
        "orders.csv",
        OrderRow,
        (
            _RECORD,
            Column("order_id", _ID, required=True, key=True),
            Column("type", read.one_of("type of order", ORDER_TYPES), required=True),
            Column("applied_for_on", read.day, past=True),
            Column("made_on", read.day, required=True, past=True),
            Column("ends_on", read.day),
            Column("court", _NAME),
            Column("foreign_travel_restriction", read.yes_or_no, required=True),
            Column("replaces", _ID, names="orders.csv"),
        ),
        _order_row,
    ),
    Table(
        "people.csv",
        PersonRow,
        (
            Column("record_id", _ID, required=True, key=True),
            Column(
                "agency", read.one_of("agency", ("police", "probation", "prison")), required=True
            ),
            Column("surname", _NAME, required=True),
            Column("forenames", _NAME),
            Column("date_of_birth", read.day, past=True),
            Column("sex", read.one_of("sex", ("M", "F"))),
            Column("ethnicity", read.one_of("ethnicity of the 16+1 codes", ETHNICITIES)),
            Column("pnc_id", _ID),
            Column("cro_number", _ID),
            Column("prison_number", _ID),
            Column("crn", _ID),
            Column("died_on", read.day, past=True),
        ),
    ),
    Table(
        "population.csv",
        PopulationRow,
        (
            _AREA,
            Column("mid_year", read.whole_number("a year", 1900, 2199), required=True),
            Column("age_from", read.whole_number("an age", 0, 150), required=True),
            Column("age_to", read.whole_number("an age", 0, 150)),
            Column(
                "persons",
                read.whole_number("a number of residents", 0, 100_000_000),
                required=True,
            ),
        ),
        _band,
    ),
    Table(
        "responsibility.csv",
        ResponsibilityRow,
        (_RECORD, _AREA, _FROM, _TO),
        _period,
    ),
    Table(
        "whereabouts.csv",
        WhereaboutsRow,
        (
            _RECORD,
            _FROM,
            _TO,
            Column(
                "kind",
                read.one_of(
                    "kind of whereabouts",
                    (
                        *("prison", "yoi", "secure_hospital", "immigration_detention"),
                        *("approved_premises", "abroad", "deported", "unlawfully_at_large"),
                    ),
                ),
                required=True,
            ),
            Column("place", _NAME),
        ),
        _period,
    ),
)
FILES = tuple(table.file for table in TABLES)
