"""Every write of this room: a new version of a part of a report, and agreement to it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from openmappa.agencies.models import Area
from openmappa.audit.operations import Open
from openmappa.publication import words
from openmappa.publication.models import Consent, Wording
from openmappa.publication.queries import newest


class OvertakenError(Exception):
    """Somebody else saved the part after the version that this change began from."""


class AlreadyGivenError(Exception):
    """The same person said so before: two people are two."""


def write(opened: Open, *, area: Area, year: str, file: str, text: str, began_from: int) -> Wording:
    """Save a part as the version after `began_from` (0: it was never written).

    Raises WordsError with every fault of the text, OvertakenError where that version is taken.
    """
    text = text.replace("\r\n", "\n")
    words.read({file: text.encode()})
    try:
        with transaction.atomic(using=opened.using):
            wording = Wording.objects.using(opened.using).create(
                area=area,
                reporting_year=year,
                file=file,
                version=began_from + 1,
                text=text,
                written_by=opened.actor,
                operation=opened.id,
            )
    except IntegrityError as error:
        raise OvertakenError from error
    opened.record(
        "wrote",
        f"{opened.actor} wrote {file} of the annual report for {year}, version {wording.version}.",
        area=area.name,
    )
    return wording


def consent(opened: Open, wording: Wording, kind: str, *, answer: str = "", by: str = "") -> None:
    """Record that somebody (the actor, unless `by` names them) agrees to this version of a part.

    Raises AlreadyGivenError where that person has said so before.
    """
    giver = by or opened.actor
    try:
        with transaction.atomic(using=opened.using):
            Consent.objects.using(opened.using).create(
                wording=wording, kind=kind, given_by=giver, answer=answer, operation=opened.id
            )
    except IntegrityError as error:
        raise AlreadyGivenError from error
    opened.record(
        "agreed",
        f"{giver}: {kind}, {wording.file} of the annual report for {wording.reporting_year},"
        f" version {wording.version}.",
        area=wording.area.name,
    )


def take_in(opened: Open, *, area: Area, year: str, files: Mapping[str, bytes]) -> list[str]:
    """Save each file that says something else than the newest version; answers which were saved.

    Who cleared a case study is taken over with it. Raises WordsError before anything is saved.
    """
    read = words.read(files)
    known = newest(area.pk, year, opened.using)
    saved = []
    for file in words.PARTS:
        if file not in files:
            continue
        text = files[file].decode("utf-8-sig").replace("\r\n", "\n")
        part = known.get(file)
        if part is not None and part.wording.text == text:
            continue
        began_from = part.wording.version if part else 0
        wording = write(opened, area=area, year=year, file=file, text=text, began_from=began_from)
        saved.append(file)
        cleared = read.clearance.get(file.removesuffix(".md"))
        if cleared:
            for name in dict.fromkeys(cleared.anonymity_checked_by):
                consent(opened, wording, Consent.ANONYMOUS, by=name)
            if cleared.victim_liaison:
                consent(opened, wording, Consent.VICTIM_LIAISON, answer=cleared.victim_liaison)
    return saved
