"""How long the record of a managed person is kept, and when keeping it is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import beginning_with, days_from, eighteenth_birthday, in_words
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


# Of an area that has not set its own (`retention.child_review_years`).
CHILD_REVIEW_YEARS = 5


@rule("Records of children, review", since=MOPI, source="own", status=Status.DESIGN)
def child_review(born: date, last_review: date, years: int = CHILD_REVIEW_YEARS) -> date | None:
    """The record of a child is looked at again sooner: after 5 years, and at 18 in any case.

    From guidance, not from law: what was held of a child is kept no longer than it is needed, and
    coming of age is a moment to ask. None where the person was 18 or older at the last look.
    """
    of_age = eighteenth_birthday(born)
    if of_age is None or last_review >= of_age:
        return None
    return min(of_age, days_from(beginning_with(last_review, years=years), 1))


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
    born: date | None,
    last_review: date,
    *,
    assumed_birth: date,
    legal_hold: bool = False,
    child_review_years: int = CHILD_REVIEW_YEARS,
) -> Retention:
    """The retention of a record; without a date of birth the assumed one counts, and is flagged.

    Nobody is taken for a child on an assumed date of birth.
    """
    if legal_hold:
        return Retention(None, None, born is None, (mopi_group_1,))
    until = mopi_group_1(born or assumed_birth)
    sooner = child_review(born, last_review, child_review_years) if born else None
    if sooner is not None:
        return Retention(until, sooner, born is None, (mopi_group_1, child_review))
    return Retention(until, mopi_review(last_review), born is None, (mopi_group_1, mopi_review))
