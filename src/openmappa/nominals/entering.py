"""Every write of what people enter at screens: rows of sections, the log, checks, drafts.

Each is inside an operation of the person's own, on the login `web`, in their scope: the database
refuses what their role may not write, and a correction that began from another version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from typing import Any, TypeVar

from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from openmappa.audit.operations import Open, refusals
from openmappa.law.dates import Period, days_from, in_words
from openmappa.nominals.models import Entered, Nominal, PutOff
from openmappa.nominals.register import Activity, AddressCheck, Draft, Recorded, Residence

DRAFTS_LAST = timedelta(days=7)
E = TypeVar("E", bound=Entered)


class OvertakenError(Exception):
    """Somebody else corrected or withdrew the row after the version that this change began from."""


def regime_of(agency: str) -> str:
    """The law under which people of this agency hold what they write, unless they say otherwise."""
    return "uk_gdpr" if agency == "duty_to_cooperate" else "law_enforcement"


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: in which area, for which agency, under which regime."""

    id: int
    name: str
    area_id: int
    agency: str

    @property
    def regime(self) -> str:
        """The law under which the agency holds it, unless the author says otherwise."""
        return regime_of(self.agency)

    def columns(self) -> dict[str, Any]:
        """What every row says of its author."""
        return {
            "area_id": self.area_id,
            "agency": self.agency,
            "entered_by": self.name,
            "entered_by_id": self.id,
        }


def enter(
    opened: Open, model: type[E], nominal: Nominal, by: Author, columns: Mapping[str, Any]
) -> E:
    """Add a row to a section of the record."""
    return model._default_manager.using(opened.using).create(
        nominal=nominal, **{"regime": by.regime, **columns}, **by.columns()
    )


def correct(
    opened: Open,
    model: type[Entered],
    row: int,
    *,
    version: int,
    columns: Mapping[str, Any],
    because: str = "",
) -> None:
    """Let a row say something else; what it said before is in the history.

    A row of a section says `because` of what, if whoever corrects it says so. Raises
    OvertakenError unless this version of it still stands.
    """
    if issubclass(model, Recorded):
        columns = {**columns, "corrected_because": because.strip()}
    _change(opened, model, row, version, columns)


def withdraw(opened: Open, model: type[Entered], row: int, *, version: int, because: str) -> None:
    """Let a row no longer count, for a reason; it stays to be read.

    Raises OvertakenError unless this version of it still stands, ValueError without a reason.
    """
    if not because.strip():
        raise ValueError("To withdraw what was recorded needs a reason.")
    _change(
        opened,
        model,
        row,
        version,
        {
            "withdrawn_at": timezone.now(),
            "withdrawn_by": opened.actor,
            "withdrawn_because": because.strip(),
        },
    )


def _change(
    opened: Open, model: type[Entered], row: int, version: int, columns: Mapping[str, Any]
) -> None:
    changed = (
        model._default_manager.using(opened.using)
        .filter(pk=row, version=version, withdrawn_at=None)
        .update(version=F("version") + 1, **columns)
    )
    if not changed:
        raise OvertakenError


def check_address(
    opened: Open,
    residence: Residence,
    by: Author,
    *,
    checked_on: date,
    how: str,
    verified: bool,
    note: str,
) -> AddressCheck:
    """Record that somebody looked whether the person lives there; it can never be changed."""
    return AddressCheck.objects.using(opened.using).create(
        nominal_id=residence.nominal_id,
        residence=residence,
        checked_on=checked_on,
        how=how,
        verified=verified,
        note=note,
        regime=by.regime,
        **by.columns(),
    )


def log(
    opened: Open,
    nominal: Nominal,
    by: Author,
    *,
    kind: str,
    happened_on: date,
    happened_at: time | None = None,
    fact: str = "",
    opinion: str = "",
    class_of_person: str = "convicted",
    corrects: Activity | None = None,
) -> Activity:
    """Write an entry into the log; it can never be changed, only corrected by another."""
    return Activity.objects.using(opened.using).create(
        nominal=nominal,
        kind=kind,
        happened_on=happened_on,
        happened_at=happened_at,
        fact=fact,
        opinion=opinion,
        class_of_person=class_of_person,
        corrects=corrects,
        regime=by.regime,
        **by.columns(),
    )


@dataclass(frozen=True, slots=True)
class Form:
    """Whose form it is, on whom, of which section, and which row it corrects (0 for a new one)."""

    user_id: int
    nominal_id: int
    section: str
    row: int = 0


def put_off(
    opened: Open,
    nominal: Nominal,
    by: Author,
    *,
    kind: str,
    today: date,
    until: date,
    why: str,
    part: str,
) -> None:
    """Let something that a record lacks wait from today until a day, on which it is listed again.

    `part`: the part of the record that one must see to be told of it. The database refuses what
    cannot wait, and more than `LONGEST_WAIT_DAYS`.
    """
    with refusals():
        PutOff.objects.using(opened.using).create(
            nominal=nominal,
            kind=kind,
            during=Period(today, days_from(until, -1)),
            why=why,
            regime=by.regime,
            **by.columns(),
        )
    # Of which kind is not said: it may tell of somebody else.
    opened.record(
        "put off",
        f"{by.name} put off until {in_words(until)} something that the record lacks.",
        nominal_id=nominal.pk,
        reference=str(nominal.reference),
        parts=[part] if part else [],
    )


def keep_draft(using: str, form: Form, fields: Sequence[tuple[str, str]]) -> None:
    """Keep what somebody has typed so far, for themselves alone, in place of what was kept before.

    Their drafts that are older than a week are thrown away.
    """
    drafts = Draft.objects.using(using)
    drafts.filter(user_id=form.user_id, saved_at__lt=Now() - DRAFTS_LAST).delete()
    drafts.update_or_create(
        **asdict(form), defaults={"fields": list(fields), "saved_at": timezone.now()}
    )


def draft(using: str, form: Form) -> Draft | None:
    """What was kept of this form within the last week."""
    return (
        Draft.objects.using(using).filter(**asdict(form), saved_at__gte=Now() - DRAFTS_LAST).first()
    )


def begun(using: str, form: Form) -> frozenset[int]:
    """The rows of the section of this form of which its user has a draft; 0 for a new one."""
    drafts = Draft.objects.using(using).filter(
        user_id=form.user_id,
        nominal_id=form.nominal_id,
        section=form.section,
        saved_at__gte=Now() - DRAFTS_LAST,
    )
    return frozenset(drafts.values_list("row", flat=True))


def drop_draft(using: str, form: Form) -> None:
    """Throw a draft away, if there is one."""
    Draft.objects.using(using).filter(**asdict(form)).delete()
