"""What guidance, not statute, sets a time for: visits, meetings, referral, identification.

An area may set its own; these are the times that guidance gives, to remind and never to blame.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openmappa.law.dates import ONE_DAY, after, days_from, in_words
from openmappa.law.facts import Visit
from openmappa.law.rules import AnyRule, Status, in_force, rule
from openmappa.law.workdays import working_days_after

MAPPA = date(2004, 4, 5)
BY_PLAN = date(2017, 6, 29)
RISKS = ("very_high", "high", "medium", "low")
_MONTHS_BETWEEN_VISITS = {"very_high": 1, "high": 3, "medium": 6, "low": 12}


@rule(
    "ACPO guidance on home visits",
    since=date(2004, 5, 1),
    until=BY_PLAN - ONE_DAY,
    source="memory",
    status=Status.MEMORY,
)
def acpo_visits(risk: str, last: date) -> date | None:
    """Home visits: every month at very high risk, 3 months at high, 6 at medium, 12 at low.

    No statute sets this. The answer is the day by which the next is due; None without a risk.
    """
    months = _MONTHS_BETWEEN_VISITS.get(risk)
    return None if months is None else after(last, months=months)


@rule("NPCC, risk-based visits", since=BY_PLAN, source="NPCC")
def npcc_visits(risk: str, last: date) -> date | None:
    """Home visits: as the person's own risk management plan says; no fixed interval any more.

    Low risk may be managed reactively. So there is never a day to give.
    """
    return None


@rule("SOA 2003 s.96B", since=date(2007, 5, 31), source="memory", status=Status.MEMORY)
def s96b(failed_attempts: int) -> bool:
    """A warrant to enter a registered address and assess risk needs two failed attempts before.

    A superintendent or above applies for it. The answer is whether there were two.
    """
    return failed_attempts >= 2


@rule("MAPPA Guidance, identification", since=MAPPA, source="memory", status=Status.MEMORY)
def identification(sentenced_on: date) -> date:
    """Somebody who comes into MAPPA by a sentence is identified within 3 days of it."""
    return days_from(sentenced_on, 3)


@rule("MAPPA Guidance, Level 1 review", since=MAPPA, source="memory", status=Status.MEMORY)
def level_1_review(last: date) -> date:
    """Level 1 is looked at as the lead agency says, by the police at least every year."""
    return after(last, years=1)


@rule("MAPPA Guidance, Level 2 review", since=MAPPA, source="memory", status=Status.MEMORY)
def level_2_review(last: date) -> date:
    """Level 2 is reviewed at least every 12 weeks."""
    return days_from(last, 12 * 7)


@rule("MAPPA Guidance, Level 3 review", since=MAPPA, source="memory", status=Status.MEMORY)
def level_3_review(last: date) -> date:
    """Level 3 is reviewed every 4 to 8 weeks: the answer is the last day of the eighth."""
    return days_from(last, 8 * 7)


@rule("MAPPA Guidance, referral", since=MAPPA, source="memory", status=Status.MEMORY)
def referral_before_release(release_on: date) -> date:
    """A referral to Level 2 or 3 comes no later than 6 months before release."""
    return after(release_on, months=-6)


@rule("MAPPA Guidance, minutes", since=MAPPA, source="memory", status=Status.MEMORY)
def minutes(meeting_on: date) -> date:
    """Minutes of a meeting are agreed and sent out within about 10 working days."""
    return working_days_after(meeting_on, 10)


_VISITS = (npcc_visits, acpo_visits)


@dataclass(frozen=True, slots=True)
class NextVisit:
    """When the next home visit is due by guidance; None: the person's own plan says."""

    last: date
    due: date | None
    rule: AnyRule

    def because(self) -> str:
        """One sentence with the day, or that the plan gives it."""
        said = f"Home visit of {in_words(self.last)}: the next "
        said += (
            "as the risk management plan says" if self.due is None else f"by {in_words(self.due)}"
        )
        return f"{said} ({self.rule.provision})."


def next_visit(visits: Iterable[Visit], on: date) -> NextVisit | None:
    """The next home visit after the last known on the day `on`, by the guidance of that last day.

    None where no visit is recorded, or no guidance was in force.
    """
    last = max((v for v in visits if v.on <= on), key=lambda v: (v.on, v.risk), default=None)
    if last is None:
        return None
    for candidate in in_force(_VISITS, on):
        return NextVisit(last.on, candidate(last.risk, last.on), candidate)
    return None
