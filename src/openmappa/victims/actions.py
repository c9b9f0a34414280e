"""Every write in the victims' compartment; each within an operation of who speaks for victims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connections

from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.audit.operations import Open, refusals
from openmappa.law.dates import Period
from openmappa.nominals.models import Nominal
from openmappa.victims.models import Annex, Contact, Link, Mention, Unit, Victim, Zone

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class OvertakenError(Exception):
    """Somebody else changed the row meanwhile: nothing was written."""


def add_victim(
    opened: Open,
    person: Nominal,
    *,
    by: Visitor,
    details: Mapping[str, Any],
    relation: str,
    offence: str,
) -> Victim:
    """Record somebody as a victim of this person, and look for them in what is written already."""
    own = _own(by)
    victim = Victim(**own, **details)
    with refusals():
        victim.save(using=WEB)
        Link(**own, victim=victim, nominal=person, relation=relation, offence=offence).save(
            using=WEB
        )
        _look_back(victim)
    _record(opened, person, "recorded a victim", "A victim was recorded.")
    return victim


def correct_victim(
    opened: Open, person: Nominal, victim: Victim, *, seen: int, details: Mapping[str, Any]
) -> None:
    """Correct what is known of a victim; OvertakenError unless it is still the version seen."""
    changed = (
        Victim.objects.using(WEB)
        .filter(pk=victim.pk, version=seen)
        .update(**details, version=seen + 1)
    )
    if not changed:
        raise OvertakenError
    _look_back(victim)
    _record(opened, person, "corrected a victim", "What is known of a victim was corrected.")


def add_contact(
    opened: Open,
    person: Nominal,
    victim: Victim,
    *,
    by: Visitor,
    on: date,
    kind: str,
    text: str,
    standing: str,
) -> None:
    """Log a contact with a victim, or an attempt."""
    Contact(
        victim=victim,
        on=on,
        kind=kind,
        text=text,
        standing=standing,
        entered_by=by.name,
        entered_by_id=by.id,
    ).save(using=WEB)
    _record(opened, person, "contacted a victim", "A contact with a victim was logged.")


def add_zone(
    opened: Open,
    person: Nominal,
    victim: Victim,
    *,
    by: Visitor,
    wording: str,
    condition_of: str,
    during: Period,
) -> Zone:
    """Record a place to keep away from; it takes the next letter of this person's zones."""
    known = Zone.objects.using(WEB).filter(nominal=person).count()
    letter = ALPHABET[known] if known < 26 else ALPHABET[known // 26 - 1] + ALPHABET[known % 26]
    zone = Zone(
        **_own(by),
        nominal=person,
        victim=victim,
        letter=letter,
        wording=wording,
        condition_of=condition_of,
        during=during,
    )
    zone.save(using=WEB)
    _record(opened, person, "recorded a zone", f"Zone {letter} was recorded.")
    return zone


def end_zone(opened: Open, person: Nominal, zone: Zone, *, last: date) -> None:
    """A zone ends with this day."""
    Zone.objects.using(WEB).filter(pk=zone.pk).update(
        during=Period(zone.during.first, last), version=zone.version + 1
    )
    _record(opened, person, "ended a zone", f"Zone {zone.letter} was ended.")


def write_annex(
    opened: Open, person: Nominal, *, by: Visitor, seen: int, text: str, standing: str
) -> None:
    """Write the annex of a person anew; OvertakenError unless it is still the version seen."""
    if seen == 0:
        if Annex.objects.using(WEB).filter(nominal=person).exists():
            raise OvertakenError
        Annex(**_own(by), nominal=person, text=text, standing=standing).save(using=WEB)
    elif not (
        Annex.objects.using(WEB)
        .filter(nominal=person, version=seen)
        .update(text=text, standing=standing, version=seen + 1)
    ):
        raise OvertakenError
    _record(opened, person, "wrote the victims' annex", "The victims' annex was written.")


def judge_mention(
    opened: Open, mention: Mention, *, by: Visitor, outcome: str, reason: str
) -> bool:
    """Say whether a text that names a victim is harmless, or withhold it from all others at once.

    Of one that cannot be withheld: that who wrote it was rung. False where somebody else has judged
    it meanwhile.
    """
    with connections[WEB].cursor() as cursor, refusals():
        cursor.execute(
            "update victims_mention set outcome = %s, reason = %s, decided_at = now(),"
            " decided_by = %s where id = %s and outcome = ''",
            [outcome, reason, by.name, mention.pk],
        )
        if not cursor.rowcount:
            return False
        if outcome == "withheld":
            cursor.execute("select victims_withhold(%s, %s)", [mention.pk, by.name])
    _record(opened, mention.nominal, f"judged a text {outcome}", reason)
    return True


def set_telephone(opened: Open, *, area_id: int, area: str, telephone: str) -> None:
    """Set the number that everybody else is told to ring in this area."""
    Unit(area_id=area_id, telephone=telephone).save(using=WEB)
    opened.record(
        "set the number of victim liaison", f"Victim liaison of {area} is reached at {telephone}."
    )


def _own(by: Visitor) -> dict[str, Any]:
    area = next(iter(by.areas(Permission.VICTIM_WRITE)))
    return {"area_id": area, "entered_by": by.name, "entered_by_id": by.id}


def _look_back(victim: Victim) -> None:
    with connections[WEB].cursor() as cursor:
        cursor.execute("select victims_look_back(%s)", [victim.pk])


def _record(opened: Open, person: Nominal, verb: str, sentence: str) -> None:
    opened.record(verb, sentence, nominal_id=person.pk, reference=str(person.reference))
