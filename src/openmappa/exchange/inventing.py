"""A register of invented people: who they are, in whose records, and what they were convicted of.

Not a model of crime: it looks like a register to whoever imports, links, counts and searches.
Names are as common as in the communities that England and Wales have; people live in families,
some are twins, some sons are called as their fathers; agencies hold records of their own, some of
them misspelt, some births wrong; many people have aliases. Offences, sentences and orders abide by
the law's own rules. One seed gives one register, to the letter.
"""

from __future__ import annotations

import csv
import json
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any

from django.db import connections

from openmappa.exchange.invented_names import (
    COMMUNITIES,
    STREET_KINDS,
    STREETS,
    TOWNS,
    Community,
)
from openmappa.exchange.reading.tables import FILES, TABLES
from openmappa.nominals.identifiers import pnc_check_letter
from openmappa.nominals.nicknames import forms

EXTRACTED_ON = date(2015, 5, 15)
_ORDERS_FROM = date(2004, 5, 1)  # Sexual Offences Act 2003, Part 2
MOST = 4_000_000  # as many as there are numbers for
_SHARES = tuple(accumulate(c.share for c in COMMUNITIES))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Record:
    """One agency's record: as it writes the name and the birth."""

    agency: str
    key: str
    surname: str
    forenames: str
    born: date


@dataclass(slots=True)
class Invented:
    """One person; `number` is theirs alone, and all their identifiers follow from it."""

    number: int
    sex: str
    ethnicity: str
    surname: str
    forenames: str
    born: date
    line_1: str
    town: str
    postcode: str
    records: list[Record] = field(default_factory=list)
    names: list[tuple[str, str, str]] = field(default_factory=list)  # kind, surname, forenames

    @property
    def pnc_id(self) -> str:
        """Their PNC id."""
        year = 1980 + self.number % 35
        return f"{year}/{self.number:07d}{pnc_check_letter(year, self.number)}"

    @property
    def prison_number(self) -> str:
        """Their prison number."""
        rest, digits = divmod(self.number, 9_999)  # four noughts are no number
        rest, last = divmod(rest, 26)
        first, middle = divmod(rest, 26)
        return f"{_LETTERS[first]}{digits + 1:04d}{_LETTERS[middle]}{_LETTERS[last]}".upper()

    @property
    def crn(self) -> str:
        """Their CRN."""
        first, digits = divmod(self.number, 999_999)
        return f"{_LETTERS[first]}{digits + 1:06d}".upper()


def people(count: int, seed: int, after: int = 0) -> Iterator[Invented]:
    """So many people, family by family, numbered from `after` + 1."""
    chance = Random(seed)  # noqa: S311 - the same people each time
    number, last = after, after + count
    while number < last:
        family = list(_family(chance, number))[: last - number]
        number += len(family)
        for one in family:
            _records(one, chance)
            _other_names(one, chance)
            yield one


def _family(chance: Random, number: int) -> Iterator[Invented]:
    community = chance.choices(COMMUNITIES, cum_weights=_SHARES)[0]
    first = _person(chance, number + 1, community)
    yield first
    draw = chance.random()
    if draw < 0.02:  # twins, born on one day
        twin = _person(chance, number + 2, community)
        if twin.forenames.split()[0] != first.forenames.split()[0]:
            twin.surname, twin.born = first.surname, first.born
        _lives_with(twin, first)
        yield twin
    elif draw < 0.05:  # somebody of another age in the same house
        kin = _person(chance, number + 2, community)
        kin.surname = first.surname
        if chance.random() < 0.3 and kin.sex == first.sex:  # called as the father or mother
            kin.forenames = first.forenames
            kin.born = min(
                first.born + timedelta(days=chance.randint(7000, 12000)), date(1999, 1, 1)
            )
        _lives_with(kin, first)
        yield kin


def _lives_with(one: Invented, other: Invented) -> None:
    one.line_1, one.town, one.postcode = other.line_1, other.town, other.postcode


def _person(chance: Random, number: int, community: Community) -> Invented:
    sex = "F" if chance.random() < 0.06 else "M"
    surname = community.surname(chance)
    if chance.random() < 0.015:
        surname = f"{surname}-{community.surname(chance)}"
    letter = chance.choice("ABCEHLMNPRSTW") + chance.choice("ABDEHLNPRSTY")
    return Invented(
        number=number,
        sex=sex,
        ethnicity=chance.choice(community.ethnicities),
        surname=surname,
        forenames=community.forenames(sex, chance),
        born=date(1935, 1, 1) + timedelta(days=int(chance.triangular(0, 23_300, 16_000))),
        line_1=f"{chance.randint(1, 180)} {chance.choice(STREETS)} {chance.choice(STREET_KINDS)}",
        town=chance.choice(TOWNS),
        postcode=f"{letter}{chance.randint(1, 99)} {chance.randint(1, 9)}"
        f"{chance.choice('ABDEFGHJLNPQ')}{chance.choice('ABDEFGHJLNPQ')}",
    )


def _records(one: Invented, chance: Random) -> None:
    one.records.append(Record("police", f"V{one.number}", one.surname, one.forenames, one.born))
    for agency, letter, share in (("probation", "E", 0.55), ("prison", "A", 0.4)):
        if chance.random() < share:
            surname, forenames, born = one.surname, one.forenames, one.born
            draw = chance.random()
            if draw < 0.08:
                surname = slip(surname, chance)
            elif draw < 0.12:
                forenames = slip(forenames, chance)
            elif draw < 0.2:
                forenames = forenames.split(maxsplit=1)[0]
            elif draw < 0.24:
                forenames = _shortened(forenames, chance)
            if chance.random() < 0.04:
                born = _other_birth(born, chance)
            one.records.append(Record(agency, f"{letter}{one.number}", surname, forenames, born))


def _other_names(one: Invented, chance: Random) -> None:
    for _ in range(chance.choices((0, 1, 2, 3, 4), (15, 30, 28, 16, 11))[0]):
        community = chance.choices(COMMUNITIES, cum_weights=_SHARES)[0]
        draw = chance.random()
        if draw < 0.25:
            named = ("nickname", "", _shortened(one.forenames, chance))
        elif draw < 0.4:
            named = ("alias", slip(one.surname, chance), one.forenames)
        elif draw < 0.6:
            named = ("previous", community.surname(chance), one.forenames)
        elif draw < 0.8:
            named = ("alias", one.surname, community.forenames(one.sex, chance))
        else:
            named = ("alias", community.surname(chance), community.forenames(one.sex, chance))
        if named not in one.names:
            one.names.append(named)


def _shortened(forenames: str, chance: Random) -> str:
    first = forenames.split(maxsplit=1)[0]
    others = sorted(forms(first.lower()))
    return chance.choice(others).capitalize() if others else first[: max(3, len(first) // 2)]


def _other_birth(born: date, chance: Random) -> date:
    if born.day <= 12 and born.day != born.month and chance.random() < 0.4:
        return born.replace(day=born.month, month=born.day)
    if chance.random() < 0.5:
        return born.replace(day=born.day % 28 + 1)
    return born.replace(year=born.year + chance.choice((-1, 1)), day=min(born.day, 28))


def slip(name: str, chance: Random) -> str:
    """The name with one slip of the pen: a letter more, less, another, or two changed about."""
    at = chance.randrange(max(len(name) - 1, 1))
    letter = chance.choice(_LETTERS)
    slipped = (
        name[:at] + name[at + 1 :],
        name[: at + 1] + letter + name[at + 1 :],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :],
    )[chance.randrange(4)]
    return slipped.title() if slipped.strip(" -'") else name


# In the extract format


def write_extracts(
    everybody: Iterable[Invented], areas: Sequence[str], folder: Path, seed: int
) -> int:
    """Write one extract for each area, people dealt out in turn; answers how many people."""
    dealt: list[list[Invented]] = [[] for _ in areas]
    for one in everybody:
        dealt[one.number % len(areas)].append(one)
    for area, theirs in zip(areas, dealt, strict=True):
        _write_extract(folder / area.lower().replace(" ", "-"), area, theirs, seed)
    return sum(map(len, dealt))


def _write_extract(folder: Path, area: str, theirs: Sequence[Invented], seed: int) -> None:
    rows: dict[str, list[dict[str, object]]] = {table.file: [] for table in TABLES}
    for one in theirs:
        chance = Random(seed * 10_000_019 + one.number)  # noqa: S311
        for record in one.records:
            rows["people.csv"].append(
                {
                    "record_id": record.key,
                    "agency": record.agency,
                    "surname": record.surname,
                    "forenames": record.forenames,
                    "date_of_birth": record.born,
                    "sex": one.sex,
                    "ethnicity": one.ethnicity,
                    "pnc_id": one.pnc_id,
                    "prison_number": one.prison_number if record.agency == "prison" else "",
                    "crn": one.crn if record.agency == "probation" else "",
                }
            )
        key = one.records[0].key
        for kind, surname, forenames in one.names:
            rows["names.csv"].append(
                {"record_id": key, "kind": kind, "surname": surname, "forenames": forenames}
            )
        rows["addresses.csv"].append(
            {
                "record_id": key,
                "from": EXTRACTED_ON - timedelta(days=chance.randint(30, 3000)),
                "kind": "main",
                "line_1": one.line_1,
                "town": one.town,
                "postcode": one.postcode,
            }
        )
        for name, row in _convictions(one, key, area, chance):
            rows[f"{name}.csv"].append({"record_id": key, **row})
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        with (folder / table.file).open("w", encoding="utf-8", newline="") as file:
            columns = [column.name for column in table.columns]
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[table.file])
    manifest = {
        "format": "mappa-extract/1",
        "area": area,
        "reporting_year": "2014-15",
        "extracted_on": str(EXTRACTED_ON),
        "synthetic": True,
        "files": list(FILES),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


_OFFENCES = (
    ("Sexual assault", "sexual_sch3"),
    ("Rape", "sexual_sch3"),
    ("Making indecent photographs of children", "sexual_sch3"),
    ("Wounding with intent", "violent_sch15"),
    ("Robbery", "violent_sch15"),
    ("Assault occasioning actual bodily harm", "violent_sch15"),
)


def _convictions(
    one: Invented, key: str, area: str, chance: Random
) -> Iterator[tuple[str, dict[str, object]]]:
    """One or two convictions, the stay in prison that they brought, and what courts ordered."""
    grown = date(min(one.born.year + 18, 2013), 7, 1)
    for number in range(1 if chance.random() < 0.8 else 2):
        offence, kind = chance.choice(_OFFENCES)
        convicted = grown + timedelta(days=chance.randint(0, (EXTRACTED_ON - grown).days - 1))
        disposal, months = chance.choice(
            (("imprisonment", 12 * chance.randint(1, 14)), ("suspended_imprisonment", 18),
             ("community_order", 24))
        )  # fmt: skip
        ends = _months_on(convicted, months)
        yield (
            "disposals",
            {
                "disposal_id": f"D{one.number}-{number}",
                "jurisdiction": "E&W",
                "offence": offence,
                "offence_class": kind,
                "convicted_on": convicted,
                "disposal": disposal,
                "term_months": months,
                "sentenced_on": convicted,
                "sentence_ends_on": ends,
            },
        )
        if disposal == "imprisonment" and number == 0:
            yield (
                "whereabouts",
                {
                    "from": convicted,
                    "to": _months_on(convicted, months // 2),
                    "kind": "prison",
                    "place": f"HMP {chance.choice(TOWNS)}",
                },
            )
        sexual = kind == "sexual_sch3" and convicted >= _ORDERS_FROM
        if sexual and number == 0 and chance.random() < 0.5:
            # At least five years; a SOPO until 8 March 2015, then a SHPO.
            yield (
                "orders",
                {
                    "order_id": f"O{one.number}",
                    "type": "SHPO" if convicted >= date(2015, 3, 8) else "SOPO",
                    "made_on": convicted,
                    "ends_on": _months_on(convicted, 12 * chance.randint(5, 10)),
                    "court": f"{chance.choice(TOWNS)} Crown Court",
                    "foreign_travel_restriction": "no",
                },
            )
        if number == 0 and ends > EXTRACTED_ON and chance.random() < 0.08:
            yield (
                "levels",
                {
                    "area": area,
                    "level": chance.choice((2, 2, 2, 3)),
                    "from": max(convicted, EXTRACTED_ON - timedelta(days=chance.randint(20, 300))),
                },
            )


def _months_on(first: date, months: int) -> date:
    """The last day of so many months that begin on a day."""
    year, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + year, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1])) - timedelta(days=1)


# Straight into the database


def put_into_database(
    count: int, seed: int, areas: Sequence[int], using: str, at_once: int = 50_000
) -> None:
    """Put so many people into the tables that say who they are and who sees them.

    For benchmarks: names, births, identifiers and addresses, without convictions, and without the
    history that an import leaves. `using` is the owner's connection, in a transaction; raises
    ValueError where the database knows somebody who is not invented.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "select exists (select from nominals_record where not synthetic)"
            " or exists (select from nominals_nominal n where not exists"
            "  (select from nominals_record r where r.nominal_id = n.id))"
        )
        if cursor.fetchone()[0]:
            raise ValueError("The database holds people who are not invented.")
        cursor.execute("select coalesce(max(id), 0) from nominals_nominal")
        everybody = people(count, seed, after=cursor.fetchone()[0])
        cursor.execute("select coalesce(max(id), 0) from nominals_record")
        (records,) = cursor.fetchone()
        # Triggers and foreign keys look at each row: keys are put back for all at once.
        cursor.execute(
            "select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)"
            " from pg_constraint where contype = 'f' and conrelid = any(%s::regclass[])",
            [list(_FILLED)],
        )
        keys = cursor.fetchall()
        for table, key, _ in keys:
            cursor.execute(f"alter table {table} drop constraint {key}")
        for table in _FILLED:
            cursor.execute(f"alter table {table} disable trigger user")
        while some := list(islice(everybody, at_once)):
            records = _put(cursor, some, records, areas)
        for table, key, definition in keys:
            cursor.execute(f"alter table {table} add constraint {key} {definition}")
        for table in _FILLED:
            cursor.execute(f"alter table {table} enable trigger user")
            cursor.execute(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"
            )
        cursor.execute("select * from nominals_search_rebuild(compare => false)")


_FILLED = {
    "nominals_nominal": "id, surname, forenames, born_on, sex, ethnicity",
    "nominals_access": "nominal_id, area_id, basis, during, shown_to",
    "nominals_record": "id, nominal_id, area_id, agency, source_key, surname, forenames, born_on,"
    " sex, ethnicity, synthetic",
    "nominals_name": "record_id, nominal_id, area_id, agency, source_key, kind, surname, forenames",
    "nominals_identifier": "record_id, nominal_id, area_id, agency, source_key, kind, given,"
    " canonical, valid",
    "nominals_address": "record_id, nominal_id, area_id, agency, source_key, kind, during, line_1,"
    " town, postcode",
}


# Triggers rest while so many are put in at once; what they would work out is in `nominals_ways`.
_WAYS = {"police": (1, 2), "probation": (3, 4), "prison": (5,)}


def _shown_to(one: Invented, area: int) -> list[int]:
    ways = {way for record in one.records for way in _WAYS[record.agency]}
    return [area * 16 + way for way in sorted({0, *ways})]


def _put(cursor: Any, some: Sequence[Invented], records: int, areas: Sequence[int]) -> int:
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _FILLED}
    for one in some:
        pk, area = one.number, areas[one.number % len(areas)]
        rows["nominals_nominal"].append(
            (pk, one.surname, one.forenames, one.born, one.sex, one.ethnicity)
        )
        rows["nominals_access"].append(
            (pk, area, "responsible", "[2000-01-01,)", _shown_to(one, area))
        )
        leading = records + 1
        for record in one.records:
            records += 1
            rows["nominals_record"].append(
                (records, pk, area, record.agency, record.key, record.surname, record.forenames,
                 record.born, one.sex, one.ethnicity, True)
            )  # fmt: skip
            kind, number = {
                "police": ("pnc_id", one.pnc_id),
                "probation": ("crn", one.crn),
                "prison": ("prison_number", one.prison_number),
            }[record.agency]
            key = (records, pk, area, record.agency, f"{record.key}|{kind}")
            rows["nominals_identifier"].append((*key, kind, number, number, True))
        of_police = (leading, pk, area, "police")
        for kind, surname, forenames in one.names:
            source_key = f"{one.records[0].key}|{kind}|{surname}|{forenames}"
            rows["nominals_name"].append((*of_police, source_key, kind, surname, forenames))
        where = (one.line_1, one.town, one.postcode)
        rows["nominals_address"].append(
            (*of_police, f"{one.records[0].key}|main", "main", "[2010-01-01,)", *where)
        )
    for table, columns in _FILLED.items():
        # Staged first: a protected table is never copied into.
        cursor.execute(f"create temp table put as select {columns} from {table} with no data")
        with cursor.copy(f"copy pg_temp.put ({columns}) from stdin") as copy:
            for row in rows[table]:
                copy.write_row(row)
        cursor.execute(f"insert into {table} ({columns}) select {columns} from pg_temp.put")
        cursor.execute("drop table pg_temp.put")
    return records
