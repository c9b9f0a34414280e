"""The slots that words may hold: names in braces for what is counted, never typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from openmappa.law.dates import in_words
from openmappa.publication.figures import RATE, AnnualFigures, number, percentage

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


class UnknownSlotError(ValueError):
    """The text has a slot that does not exist, or a brace that opens none."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a slot stands for, and how it is filled from the figures."""

    meaning: str
    fill: Callable[[AnnualFigures], str]


def _count(address: str) -> Callable[[AnnualFigures], str]:
    return lambda figures: number(figures.count(address))


def _share(address: str) -> Callable[[AnnualFigures], str]:
    return lambda figures: percentage(figures.count(address), figures.count("T1:total:total"))


def _known(value: int | None) -> str:
    return "not known" if value is None else number(value)


SLOTS = {
    "area": Slot("the MAPPA area", lambda figures: figures.area),
    "reporting_year": Slot("the year, as 2014-15", lambda figures: str(figures.year)),
    "first_day": Slot(
        "the first day of the year, as 1 April 2014",
        lambda figures: in_words(figures.year.first_day),
    ),
    "last_day": Slot(
        "the last day of the year, on which people are counted, as 31 March 2015",
        lambda figures: in_words(figures.year.last_day),
    ),
    "total": Slot("everyone counted on the last day", _count("T1:total:total")),
    "category_1": Slot("Category 1 on the last day", _count("T1:total:C1")),
    "category_2": Slot("Category 2 on the last day", _count("T1:total:C2")),
    "category_3": Slot("Category 3 on the last day", _count("T1:total:C3")),
    "level_1": Slot("Level 1 on the last day", _count("T1:L1:total")),
    "level_2": Slot("Level 2 on the last day", _count("T1:L2:total")),
    "level_3": Slot("Level 3 on the last day", _count("T1:L3:total")),
    "category_1_percent": Slot("Category 1 as a share of everyone", _share("T1:total:C1")),
    "category_2_percent": Slot("Category 2 as a share of everyone", _share("T1:total:C2")),
    "category_3_percent": Slot("Category 3 as a share of everyone", _share("T1:total:C3")),
    "level_1_percent": Slot("Level 1 as a share of everyone", _share("T1:L1:total")),
    "level_2_percent": Slot("Level 2 as a share of everyone", _share("T1:L2:total")),
    "level_3_percent": Slot("Level 3 as a share of everyone", _share("T1:L3:total")),
    "year_total": Slot("everyone at Level 2 or 3 in the year", _count("T2:total:total")),
    "year_level_2": Slot("those of them at Level 2 at most", _count("T2:L2:total")),
    "year_level_3": Slot("those of them at Level 3", _count("T2:L3:total")),
    "notification_breaches": Slot(
        "people cautioned or convicted for breach of notification requirements", _count("T3")
    ),
    "returned_for_licence": Slot(
        "people at Level 2 or 3 returned to custody for breach of licence",
        _count("T5:licence:total:total"),
    ),
    "returned_for_order": Slot(
        "people at Level 2 or 3 returned to custody for breach of an order",
        _count("T5:order:total:total"),
    ),
    "rate": Slot(
        "registered sexual offenders per 100,000 residents, or “not known”",
        lambda figures: _known(None if figures.population is None else figures.count(RATE)),
    ),
    "population": Slot(
        "residents aged 10 and over, the base of the rate, or “not known”",
        lambda figures: _known(figures.population),
    ),
}


def faults(text: str) -> Iterator[str]:
    """What is wrong with the slots of a text, one sentence each."""
    for match in _BRACES.finditer(text):
        if match[1] is None:
            yield f"{match[0]} opens or closes no slot: a slot is a name in braces, as {{total}}"
        elif match[1] not in SLOTS:
            yield f"{match[0]} is no slot: there are {', '.join(SLOTS)}"


def fill(text: str, figures: AnnualFigures) -> str:
    """The text with its slots filled from the figures; UnknownSlotError names what is no slot."""
    for fault in faults(text):
        raise UnknownSlotError(fault)
    return _BRACES.sub(lambda match: SLOTS[match[1]].fill(figures), text)
