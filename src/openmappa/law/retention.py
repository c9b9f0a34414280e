"""How long the record of a managed person is kept, and when keeping it is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import beginning_with, days_from, in_words
from openmappa.law.rules import AnyRule, Status, rule

MOPI = date(2005, 11, 14)


@rule("Management of Police Information, group 1", since=MOPI, source="APP", status=Status.MEMORY)
def mopi_group_1(born: date) -> date:
    """Kept until the person would be 100 years old, unless a review finds clear grounds to delete.

    The answer is the day on which they would be.
    """
    return days_from(beginning_with(born, years=100), 1)


@rule(
    "Management of Police Information, group 1 review",
    since=MOPI,
    source="APP",
    status=Status.PARTLY,
)
def mopi_review(last_review: date) -> date:
    """Looked at again every 10 years."""
    return days_from(beginning_with(last_review, years=10), 1)


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when, when next looked at, and whether the date of birth had to be assumed.

    On legal hold both days are None.
    """

    until: date | None
    next_review: date | None
    assumed_birth: bool
    rules: tuple[AnyRule, ...]

    def because(self) -> str:
        """One sentence that says until when the record is kept and when it is looked at again."""
        if self.until is None or self.next_review is None:
            return "On legal hold: kept until the hold ends."
        assumed = ", the date of birth being assumed" if self.assumed_birth else ""
        return (
            f"Kept until {in_words(self.until)}{assumed} ({self.rules[0].provision}); looked at"
            f" again on {in_words(self.next_review)} ({self.rules[1].provision})."
        )


def retention(
    born: date | None, last_review: date, *, assumed_birth: date, legal_hold: bool = False
) -> Retention:
    """The retention of a record; without a date of birth the assumed one counts, and is flagged."""
    if legal_hold:
        return Retention(None, None, born is None, (mopi_group_1,))
    return Retention(
        mopi_group_1(born or assumed_birth),
        mopi_review(last_review),
        born is None,
        (mopi_group_1, mopi_review),
    )
