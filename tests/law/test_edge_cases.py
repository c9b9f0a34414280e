"""The people of the edge-case extract, whose README says which rule each one breaks."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from openmappa.law.dates import Period
from openmappa.law.facts import Designation, Disposal, Facts, Order
from openmappa.law.grounds import category_on, grounds

EXTRACT = Path(__file__).parents[1] / "extracts" / "edge-cases"
SNAPSHOT = date(2015, 3, 31)


def rows(name):
    with (EXTRACT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


def people():
    """Facts by the last five digits of the record, which agencies share in this extract."""
    disposals, orders, designations = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in rows("disposals.csv"):
        disposals[row["record_id"][-5:]].append(
            Disposal(
                ref=row["disposal_id"],
                offence=row["offence"],
                offence_class=row["offence_class"],
                convicted_on=day(row["convicted_on"]),
                disposal=row["disposal"],
                term_months=int(row["term_months"]) if row["term_months"] else None,
                sentenced_on=day(row["sentenced_on"]),
                ends_on=day(row["sentence_ends_on"]),
                consecutive_to=row["consecutive_to"] or None,
                jurisdiction=row["jurisdiction"],
            )
        )
    for row in rows("orders.csv"):
        orders[row["record_id"][-5:]].append(
            Order(row["order_id"], row["type"], day(row["made_on"]), day(row["ends_on"]))
        )
    for row in rows("category3.csv"):
        designations[row["record_id"][-5:]].append(
            Designation(
                row["record_id"],
                row["area"],
                Period(day(row["from"]), day(row["to"])),
                row["reason"],
            )
        )
    born = {
        row["record_id"][-5:]: day(row["date_of_birth"])
        for row in rows("people.csv")
        if row["record_id"][0] in "VE"
    }
    return {
        who: Facts(
            born=born[who],
            disposals=tuple(disposals[who]),
            orders=tuple(orders[who]),
            designations=tuple(designations[who]),
        )
        for who in born
    }


def category(facts, on=SNAPSHOT):
    return category_on([g.category for g in grounds(facts) if g.period.covers(on)], on)


@pytest.fixture(scope="module")
def everyone():
    return people()


CATEGORY_ON_31_MARCH_2015 = {
    "00001": (1, "registration's last day is 31 March"),
    "00002": (None, "registration's last day is 30 March"),
    "00003": (1, "two consecutive terms of 4 months are one of 8"),
    "00004": (None, "a consecutive term for another offence does not aggregate"),
    "00005": (None, "exactly 6 months: seven years"),
    "00006": (1, "29 months: ten years"),
    "00007": (1, "30 months: no end"),
    "00008": (None, "under 18 on conviction: five years halved"),
    "00009": (None, "detention and training order of 12 months at 17: half counts, halved"),
    "00010": (1, "conditional discharge: as long as it runs"),
    "00011": (None, "absolute discharge: never"),
    "00012": (1, "fine: five years"),
    "00013": (1, "caution over, but a SOPO until further order runs"),
    "00014": (1, "only an interim SOPO runs"),
    "00015": (2, "guardianship order: registered five years, since then Category 2"),
    "00016": (1, "Category 1 and 2 at once"),
    "00017": (2, "violent, 12 months suspended"),
    "00018": (None, "violent, 11 months"),
    "00019": (None, "violent, 6 + 6 months consecutive: no single term of 12"),
    "00020": (2, "life licence: no end"),
    "00021": (2, "sentence's last day is 31 March"),
    "00032": (3, "designated"),
    "00033": (3, "designated, though no level is recorded"),
    "00037": (1, "Category 2 until convicted of a Schedule 3 offence"),
    "00038": (2, "registration ended in June, licence runs on"),
    "00054": (1, "notification order for a foreign conviction"),
    "00055": (None, "foreign conviction, no order"),
}


@pytest.mark.parametrize(
    ("who", "expected"),
    [(who, expected) for who, (expected, _) in CATEGORY_ON_31_MARCH_2015.items()],
    ids=[f"{who}: {why}" for who, (_, why) in CATEGORY_ON_31_MARCH_2015.items()],
)
def test_category_on_31_march_2015(everyone, who, expected):
    assert category(everyone[who]) == expected


def test_all_others_of_the_extract_are_category_1(everyone):
    # Their trap is custody, residence or level; 00046 and the rest are registered throughout.
    others = {
        who: category(facts)
        for who, facts in everyone.items()
        if who not in CATEGORY_ON_31_MARCH_2015
    }
    assert len(others) == len(everyone) - len(CATEGORY_ON_31_MARCH_2015)
    assert set(others.values()) == {1}


def test_00037_was_category_2_until_the_day_before_conviction(everyone):
    assert category(everyone["00037"], date(2014, 10, 5)) == 2
    assert category(everyone["00037"], date(2014, 10, 6)) == 1


def test_00038_falls_through_the_day_after_registration_ends(everyone):
    assert category(everyone["00038"], date(2014, 6, 11)) == 1
    assert category(everyone["00038"], date(2014, 6, 12)) == 2
