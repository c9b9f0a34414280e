"""Whom the tests of pages open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

from django.db import transaction

from openmappa.agencies.pages import Visitor, enter
from openmappa.audit.operations import Open
from openmappa.nominals import filing
from openmappa.nominals.inspecting import TEXT, Inspected, photograph
from openmappa.nominals.models import Document, Nominal, Photograph
from tests.nominals.given_files import jpeg
from tests.web.world import World


def in_full(world: World, role: str) -> set[int]:
    return {person.pk for person in world.seen_by(role) if person.sight == "full"}


# Whom one may see takes long to ask, and tests leave the world as they find it.
@cache
def known_to_all(world: World) -> Nominal:
    """In prison, at Level 2 or 3, and in the records of police and probation."""
    all_four = set.intersection(
        *(in_full(world, role) for role in ("coordinator", "police", "probation", "prison"))
    )
    return next(person for person in world.seen_by("coordinator") if person.pk in all_four)


@cache
def at_level_1(world: World) -> Nominal:
    """At Level 1, and in police records only."""
    others = in_full(world, "probation") | in_full(world, "prison")
    return next(
        person
        for person in world.seen_by("coordinator")
        if person.sight == "outline"
        and person.pk in in_full(world, "police")
        and person.pk not in others
    )


@contextmanager
def acting(world: World, role: str) -> Iterator[tuple[Visitor, Open]]:
    """A page's transaction in which this role writes."""
    with transaction.atomic():
        visitor = enter(world.user(role).pk)
        with visitor.operation("test") as operation:
            yield visitor, operation


def by(visitor: Visitor) -> filing.By:
    held = visitor.postings[0]
    return filing.By(visitor.id, visitor.name, held.area_id, held.area, visitor.agency)


def a_photograph(world: World, of: Nominal, *, current: bool = True) -> Photograph:
    """One that the police have added, the same each time."""
    known = Photograph.objects.using("count").filter(nominal=of, current=current).first()
    if known is not None:
        return known
    with transaction.atomic():
        visitor = enter(world.user("police").pk)
        with visitor.operation("add a photograph") as operation:
            return filing.add_photograph(
                of,
                photograph(jpeg()),
                taken_on=date(2014, 3, 27),
                angle="front",
                source="custody",
                note="",
                standing="fact",
                current=current,
                by=by(visitor),
                operation=operation,
            )


def a_document(world: World, of: Nominal, *, title: str = "Licence of 3 March 2015") -> Document:
    """One that the police have added, the same each time."""
    known = Document.objects.using("count").filter(nominal=of, title=title).first()
    if known is not None:
        return known
    with transaction.atomic():
        visitor = enter(world.user("police").pk)
        with visitor.operation("add a document") as operation:
            return filing.add_document(
                of,
                Inspected(TEXT, b"You must live where your supervising officer approves."),
                title=title,
                standing="fact",
                kind="licence",
                marking="official_sensitive",
                dated=date(2015, 3, 3),
                by=by(visitor),
                operation=operation,
            )
