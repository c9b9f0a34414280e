"""Duties that an officer suspects of being missed, beside what the law says of them today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2s

from django.utils import timezone

from openmappa.agencies.pages import WEB
from openmappa.cases.queries import rows
from openmappa.law.dates import in_words
from openmappa.law.duties import NOT_RECORDED, Duty
from openmappa.law.position import LegalPosition
from openmappa.nominals.fairness import CHECKS
from openmappa.nominals.models import Nominal


class State(StrEnum):
    """Where a suspicion stands."""

    SUSPECTED = "suspected"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Suspected:
    """One duty that an officer confirmed as missed: who, when, what each check found, and since.

    `ended` says what cleared it or why it was withdrawn, `second_look` what somebody else said.
    """

    id: int
    version: int
    duty: str
    due: date
    mark: str
    what: str
    checks: tuple[tuple[str, str], ...]
    by: str
    on: date
    state: State
    ended: str
    second_look: str

    @property
    def confirmed(self) -> str:
        """Who stands for it, in words."""
        return f"{self.by}, {in_words(self.on)}"

    def is_of(self, duty: Duty) -> bool:
        """Whether it is this duty."""
        return (duty.kind, duty.due, mark(duty)) == (self.duty, self.due, self.mark)


def mark(duty: Duty) -> str:
    """Which of several duties of one kind and day: a mark of the fact that it comes from.

    Never the fact itself, which may be an address, as the mark is in addresses of pages.
    """
    return blake2s(duty.ref.encode(), digest_size=6).hexdigest()


_LOOKED_AGAIN = {
    "asked": "waits for a second look",
    "given": "second look by {by}, {on}: stands",
    "refused": "second look by {by}, {on}: does not stand",
    "withdrawn": "",
}


def suspicions(person: Nominal, position: LegalPosition) -> list[Suspected]:
    """What was due before the day of the position and confirmed, latest first; in one query."""
    found = rows(
        WEB,
        f"select s.id, s.version, s.duty, s.due, s.mark, s.what, s.entered_by, s.entered_at,"
        f" s.withdrawn_at, s.withdrawn_by, s.withdrawn_because, {', '.join(CHECKS)},"
        " w.state, w.decided_by, w.decided_at"
        " from nominals_suspicion s left join lateral ("
        "   select o.state, o.decided_by, o.decided_at from nominals_sign_off o"
        "   where o.nominal_id = s.nominal_id and o.kind = 'suspicion' and o.subject_id = s.id"
        "   order by o.id desc limit 1) w on true"
        " where s.nominal_id = %s and s.due < %s"
        " order by s.id desc",
        [person.pk, position.on],
    )
    told = []
    for pk, version, kind, due, of, what, by, at, gone, gone_by, why, *rest in found:
        checks, (looked, looked_by, looked_at) = rest[: len(CHECKS)], rest[len(CHECKS) :]
        state, ended = _standing(kind, due, of, position.duties, position.on)
        if gone is not None:
            state, ended = State.WITHDRAWN, f"{gone_by}, {_day(gone)}: {why}"
        told.append(
            Suspected(
                id=pk,
                version=version,
                duty=kind,
                due=due,
                mark=of,
                what=what,
                checks=tuple(zip(CHECKS.values(), checks, strict=True)),
                by=by,
                on=timezone.localtime(at).date(),
                state=state,
                ended=ended,
                second_look=_LOOKED_AGAIN[looked].format(
                    by=looked_by, on=_day(looked_at) if looked_at else ""
                )
                if looked
                else "",
            )
        )
    return told


def running(found: Iterable[Suspected]) -> list[Suspected]:
    """Those that still stand."""
    return [one for one in found if one.state == State.SUSPECTED]


def is_not_recorded(kind: str, due: date, of: str, duties: Iterable[Duty], on: date) -> bool:
    """Whether the duty of this kind, day and mark is not recorded: else no suspicion stands."""
    return any(duty.state(on) == NOT_RECORDED for duty in _same(kind, due, of, duties))


def _same(kind: str, due: date, of: str, duties: Iterable[Duty]) -> list[Duty]:
    return [duty for duty in duties if (duty.kind, duty.due, mark(duty)) == (kind, due, of)]


def _standing(kind: str, due: date, of: str, duties: Sequence[Duty], on: date) -> tuple[State, str]:
    if is_not_recorded(kind, due, of, duties, on):
        return State.SUSPECTED, ""
    same = _same(kind, due, of, duties)
    days = [duty.recorded_on for duty in same if duty.recorded_on is not None]
    if days:
        return State.CLEARED, f"a notification of {in_words(min(days))} is recorded"
    return State.CLEARED, "by what is recorded now, nothing was due that day without being met"


def _day(at: datetime) -> str:
    return in_words(timezone.localtime(at).date())
