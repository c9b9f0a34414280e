"""Measures of unusual reading: what each counts, from which number on it is shown, in words.

A measure accuses nobody. It says what to look into; a person decides, and whom it is about may say
what they have to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

HIGH_VOLUME, TIMES_USUAL = 20, 3
OUT_OF_HOURS, OUT_OF_AREA, NOT_THEIRS, REFUSALS, TAKEN_OUT = 5, 3, 5, 5, 10
ADDRESSES_ASKED = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """What the database counted of one reader under one measure.

    `in_all`: how many people they opened, their own work among them. `usual`: what they counted
    before, None where they read nothing then; `colleagues`: the median of those in the same role,
    None where there are none.
    """

    people: int
    pages: int
    in_all: int
    usual: Decimal | None
    colleagues: Decimal | None

    @property
    def yardsticks(self) -> list[Decimal]:
        """What the number can be measured against."""
        return [one for one in (self.usual, self.colleagues) if one is not None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: `counts` says what, `least` from how many on (of people or of pages).

    `compared`: only what is more than `TIMES_USUAL` times the reader's usual or colleagues'.
    `outside`: of people outside the reader's own work.
    """

    key: str
    title: str
    counts: str
    least: int
    of_people: bool = True
    compared: bool = False
    outside: bool = False

    def number(self, counted: Counted) -> int:
        """The number that the measure goes by."""
        return counted.people if self.of_people else counted.pages

    def unusual(self, counted: Counted) -> bool:
        """Whether it is shown."""
        number = self.number(counted)
        if number < self.least:
            return False
        against = counted.yardsticks
        return not (self.compared and against) or number > TIMES_USUAL * min(against)

    def words(self, counted: Counted) -> str:
        """The numbers in a sentence."""
        pages = f"{counted.pages:,} page{'' if counted.pages == 1 else 's'}"
        told = f"{pages}, {_people(counted.people)}" if counted.people else pages
        if self.outside:
            told = (
                f"{_people(counted.people)} outside their own work, on {pages}; they opened"
                f" {_people(counted.in_all)} in all, {counted.in_all - counted.people:,} of their"
                " own work"
            )
        return told + (f"; {_against(counted)}" if self.compared else "")


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"


def _against(counted: Counted) -> str:
    """What a number is measured against, in words."""
    usual, colleagues = counted.usual, counted.colleagues
    own = "they read nothing before" if usual is None else f"their usual is {usual:.0f}"
    others = (
        "nobody else has their role" if colleagues is None else f"colleagues' is {colleagues:.0f}"
    )
    return f"{own}, {others}"


MEASURES = {
    measure.key: measure
    for measure in (
        Measure(
            "own_surname",
            "Own surname",
            "Records, opened or searched out, of people with the reader's own surname"
            " or an alias of it.",
            1,
        ),
        Measure(
            "volume",
            "Many records outside their own work",
            f"{HIGH_VOLUME} people or more whose records were opened and who were not the reader's"
            f" own work on that day, if that is more than {TIMES_USUAL} times their usual, or the"
            " median of colleagues in the same role. Own work is: their caseload and that of"
            " somebody for whom they cover; who is with them as a task; for co-ordinators, their"
            " office and chairs everybody at Level 2 or 3 in their area; for supervisors the cases"
            " of their agency there.",
            HIGH_VOLUME,
            compared=True,
            outside=True,
        ),
        Measure(
            "out_of_hours",
            "Out of hours",
            f"{OUT_OF_HOURS} pages or more between 19:00 and 07:00 or at a weekend, London time,"
            " by somebody who is not posted to duty.",
            OUT_OF_HOURS,
            of_people=False,
        ),
        Measure(
            "out_of_area",
            "Out of area",
            f"{OUT_OF_AREA} people or more of other areas, whom a search pointed to.",
            OUT_OF_AREA,
        ),
        Measure(
            "not_theirs",
            "Not in their agency's records",
            f"{NOT_THEIRS} people or more opened, printed or exported who are in no record of the"
            " reader's own agency in the area.",
            NOT_THEIRS,
        ),
        Measure(
            "refusals",
            "Refused",
            f"{REFUSALS} pages or more that were refused.",
            REFUSALS,
            of_people=False,
        ),
        Measure(
            "addresses",
            "Addresses asked about",
            f"{ADDRESSES_ASKED} questions or more whether an address would do, refused ones among"
            " them: who asks often could find out by asking who lives where.",
            ADDRESSES_ASKED,
            of_people=False,
        ),
        Measure(
            "taken_out",
            "Printed and exported",
            f"{TAKEN_OUT} people or more printed or exported, and more than {TIMES_USUAL} times"
            " the reader's own usual or the median of colleagues in the same role.",
            TAKEN_OUT,
            compared=True,
        ),
    )
}
