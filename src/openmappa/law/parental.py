"""Who must notify for a child: parental directions of a court and notices of the police."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import beginning_with, in_words
from openmappa.law.facts import Facts, Parental
from openmappa.law.offences import SOA_2003
from openmappa.law.rules import Rule, Status, rule


@rule("SOA 2003 ss.89, 90", since=SOA_2003, source="SOA")
def s89(direction: Parental, born: date | None) -> date | None:
    """A court may put the duties on a parent of a child under 18, until 18 or for a shorter time.

    The parent must do what the child would have to, and see that the child attends too; the court
    may vary or end the direction. The answer is its last day.
    """
    eighteen = None if born is None else beginning_with(born, years=18)
    return min((d for d in (direction.ends_on, eighteen) if d is not None), default=None)


@rule("SOA 2003 s.96ZB", since=date(2022, 11, 29), source="PCSC", status=Status.PARTLY)
def s96zb(direction: Parental, born: date | None) -> date | None:
    """After a notification notice to a child the police may do the same by a parental notice."""
    return s89(direction, born)


@dataclass(frozen=True, slots=True)
class ParentalPosition:
    """A parental direction or notice: its last day, and the rule that gave it."""

    ref: str
    kind: str
    made_on: date
    last_day: date | None
    rule: Rule[..., date | None]

    def covers(self, on: date) -> bool:
        """Whether it holds on the day `on`."""
        return self.made_on <= on and (self.last_day is None or on <= self.last_day)

    def because(self) -> str:
        """One sentence that says since when and until when a parent must do it."""
        until = "without end" if self.last_day is None else f"until {in_words(self.last_day)}"
        return (
            f"Parental {self.kind} of {in_words(self.made_on)} ({self.rule.provision}): a parent"
            f" has the duties to notify {until}, and must bring the child."
        )


def parental(facts: Facts) -> tuple[ParentalPosition, ...]:
    """The parental directions and notices; one made after its last possible day never held."""
    found = []
    for direction in facts.parental:
        deciding = s96zb if direction.kind == "notice" else s89
        last = deciding(direction, facts.born)
        found.append(
            ParentalPosition(direction.ref, direction.kind, direction.made_on, last, deciding)
        )
    return tuple(found)
