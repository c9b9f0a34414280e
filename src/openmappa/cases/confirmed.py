"""Who stands for what is worked out against a person, and what was said against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from openmappa.agencies.pages import WEB
from openmappa.cases.queries import Position
from openmappa.law.dates import days_from, in_words
from openmappa.nominals.fairness import Confirmation, Contest
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import OUTCOMES

CATEGORY, EXIT, SUSPECTED, SAME_PERSON = "category", "exit", "suspected", "same_person"


@dataclass(frozen=True, slots=True)
class Contested:
    """One contest of one state: who says what against it, who stood for it, and what was decided.

    `stood_for_id`: who may not decide it, None where nobody had confirmed the state.
    """

    id: int
    version: int
    of_what: str
    subject_id: int | None
    about: str
    by: str
    said: str
    received_on: date
    answer_due: date
    stood_for: str
    stood_for_id: int | None
    recorded_by: str
    decided_by: str
    decided_on: date | None
    outcome: str
    because: str

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.outcome

    @property
    def sentence(self) -> str:
        """Where it stands, as it is shown beside the state."""
        begins = f"Contested on {in_words(self.received_on)} by {self.by}: "
        if self.open or self.decided_on is None:
            return f"{begins}to be answered by {in_words(self.answer_due)}."
        return f"{begins}{self.outcome}, {self.decided_by}, {in_words(self.decided_on)}."


@dataclass(frozen=True, slots=True)
class Standing:
    """The category, or that MAPPA ended, as worked out; who confirmed just this, and contests.

    `state` is `category`, `exit` or empty: then nothing is held against the person.
    """

    state: str
    says: str
    basis: str
    confirmed_by: str
    confirmed_on: date | None
    contests: tuple[Contested, ...]

    @property
    def who(self) -> str:
        """Who stands for it, in words; plainly, where nobody does yet."""
        if self.confirmed_on is not None:
            return f"Confirmed by {self.confirmed_by}, {in_words(self.confirmed_on)}"
        return "Worked out by the rules from what is recorded; nobody has confirmed it yet"

    def of(self, of_what: str, subject_id: int | None = None) -> list[Contested]:
        """The contests of one state, open ones first."""
        return [
            one
            for one in self.contests
            if one.of_what == of_what and (subject_id is None or one.subject_id == subject_id)
        ]


def standing(person: Nominal, position: Position) -> Standing:
    """Who stands for the category of the day, or for its end; in two queries."""
    state, says = _worked_out(position)
    confirmed = (
        Confirmation.objects.using(WEB)
        .filter(nominal=person, state=state, says=says, withdrawn_at=None)
        .order_by("-pk")
        .values_list("entered_by", "entered_at")
        .first()
    )
    return Standing(
        state=state,
        says=says,
        basis=" ".join(position.reasons),
        confirmed_by=confirmed[0] if confirmed else "",
        confirmed_on=_day(confirmed[1]) if confirmed else None,
        contests=tuple(contests(person)),
    )


def contests(person: Nominal) -> list[Contested]:
    """Every contest that stands, open ones first, then the latest."""
    found = [
        Contested(
            id=row.pk,
            version=row.version,
            of_what=row.of_what,
            subject_id=row.subject_id,
            about=row.about,
            by=row.by_whom,
            said=row.said,
            received_on=row.received_on,
            answer_due=row.answer_due,
            stood_for=row.stood_for,
            stood_for_id=row.stood_for_id,
            recorded_by=row.entered_by,
            decided_by=row.decided_by,
            decided_on=_day(row.decided_at) if row.decided_at else None,
            outcome=OUTCOMES.get(row.outcome, ""),
            because=row.because,
        )
        for row in Contest.objects.using(WEB)
        .filter(nominal=person, withdrawn_at=None)
        .order_by("-pk")
    ]
    return sorted(found, key=lambda one: not one.open)


def _worked_out(position: Position) -> tuple[str, str]:
    if position.died_on is not None and position.died_on < position.on:
        return "", ""
    if position.category is not None:
        return CATEGORY, f"Category {position.category}"
    ended = [ground.period.last for ground in position.ended if ground.period.last is not None]
    if not ended:
        return "", ""
    return EXIT, f"MAPPA does not apply since {in_words(days_from(max(ended), 1))}"


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
