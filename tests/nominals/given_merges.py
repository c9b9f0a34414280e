"""Two records merged and taken apart by two people, as their pages have it done."""

from __future__ import annotations

from typing import Any

from openmappa.agencies.models import User
from openmappa.nominals import merging, signing
from openmappa.nominals.models import Merge, Nominal, SignOff
from tests.web import given_access as given
from tests.world import area_named


def coordinator(name: str = "") -> User:
    return given.officer("coordinator", name=name)


def asked(by_user: User, kept: Nominal, gone: Nominal, **choices: str) -> Merge:
    with given.acting(by_user) as (visitor, opened):
        merge = merging.ask(
            by=visitor.name,
            by_id=visitor.id,
            kept=kept,
            gone=gone,
            area_id=area_named("Cambridgeshire").pk,
            choices=choices,
            why="One person under two names",
            operation=opened,
        )
        sign(by_user, merge, "merge", opened)
    return merge


def sign(by_user: User, merge: Merge, kind: str, opened: Any) -> None:
    signing.ask(
        by=by_user.name,
        by_id=by_user.pk,
        nominal=merge.nominal,
        area_id=merge.area_id,
        kind=kind,
        subject_id=merge.pk,
        why="One person under two names",
        operation=opened,
    )


def decided(by_user: User, merge: Merge, kind: str = "merge") -> None:
    with given.acting(by_user) as (visitor, opened):
        work = SignOff.objects.get(kind=kind, subject_id=merge.pk, state="asked")
        signing.decide(
            by=visitor.name,
            by_id=visitor.id,
            work=work,
            state=signing.State.GIVEN,
            because="Seen both",
            operation=opened,
        )


def merged(kept: Nominal, gone: Nominal, **choices: str) -> Merge:
    merge = asked(coordinator(), kept, gone, **choices)
    decided(coordinator(), merge)
    merging.apply(merge.pk)
    return Merge.objects.using("intake").get(pk=merge.pk)


def parted(merge: Merge, **back: list[int]) -> Merge:
    asks = coordinator()
    with given.acting(asks) as (_, opened):
        found = Merge.objects.get(pk=merge.pk)
        merging.ask_parting(by_id=asks.pk, merge=found, goes_back=back, operation=opened)
        sign(asks, found, "part", opened)
    decided(coordinator(), merge, "part")
    merging.apply(merge.pk)
    return Merge.objects.using("intake").get(pk=merge.pk)
