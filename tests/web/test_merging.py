"""Merging as people see it: who asks, who decides, what leads where, and what nobody learns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from openmappa.agencies.permissions import Permission
from openmappa.agencies.roles import ROLES as KNOWN_ROLES
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.law.dates import in_words
from openmappa.nominals import merging
from openmappa.nominals.models import Merge, Nominal, SignOff
from openmappa.nominals.register import AddressCheck, Vehicle
from tests.web import given_access as given
from tests.web.matrix import ADMINISTRATOR, COORDINATOR, DEPUTY, POLICE
from tests.web.register.given import a_row, area_of, by
from tests.web.world import World
from tests.world import administrator, query


@pytest.fixture
def pair(world: World, db_home: Server) -> Iterator[tuple[Nominal, Nominal]]:
    yield world.duplicates()
    for merge in Merge.objects.using("intake").filter(state="merged"):
        with operation(using="owner", actor="a test", purpose="test"):
            SignOff.objects.using("owner").filter(kind="part", state="asked").delete()
            SignOff.objects.using("owner").create(
                nominal_id=merge.nominal_id,
                area_id=merge.area_id,
                kind="part",
                subject_id=merge.pk,
                why="x",
                asked_by="K",
                asked_by_id=1,
                state="given",
                decided_by="L",
                decided_by_id=2,
                decided_at=timezone.now(),
                because="x",
            )
            Merge.objects.using("owner").filter(pk=merge.pk).update(
                state="parting",
                part_asked_by_id=1,
                part_approved_by="L",
                part_approved_by_id=2,
                part_approved_at=timezone.now(),
            )
        merging.apply(merge.pk)
    with administrator(db_home) as owner:
        owner.execute("truncate nominals_merge_row, nominals_merge")
    given.forget(db_home)


def post(world: World, role: str, url: str, *args: Any, **data: str) -> Any:
    return world.ask(role, "POST", reverse(url, args=args), data)


def digest(world: World, role: str, path: str, **data: str) -> str:
    page = world.ask(role, "GET", path, data).content.decode()
    return page.split('name="seen" value="')[1].split('"')[0]


def asked(world: World, pair: tuple[Nominal, Nominal]) -> Merge:
    kept, gone = pair
    seen = digest(
        world, COORDINATOR, reverse("merge", args=[kept.reference]), **{"with": gone.reference}
    )
    answer = post(
        world,
        COORDINATOR,
        "merge",
        kept.reference,
        **{"with": gone.reference, "seen": seen, "checked": "yes", "why": "Fingerprints agree"},
    )
    assert answer.status_code == 302, answer.content.decode()
    return Merge.objects.using("intake").get(state="asked")


def decide(world: World, role: str, merge: Merge, **data: str) -> Any:
    path = reverse("merge_decide", args=[merge.reference, merge.pk])
    seen = digest(world, DEPUTY, path) if merge.state == "asked" else ""
    given_ = {"state": "given", "because": "Seen both", "seen": seen, **data}
    return world.ask(role, "POST", path, given_)


def merged(world: World, pair: tuple[Nominal, Nominal]) -> Merge:
    merge = asked(world, pair)
    assert decide(world, DEPUTY, merge).status_code == 302
    merging.apply_waiting()
    merge.refresh_from_db(using="intake")
    assert merge.state == "merged", merge.answer
    return merge


def test_the_records_page_says_what_is_asked(world: World, pair: tuple[Nominal, Nominal]) -> None:
    asked(world, pair)
    page = world.ask(DEPUTY, "GET", reverse("person_records", args=[pair[0].reference]))
    assert "asks for it to be merged" in page.content.decode()


def test_who_asked_does_not_decide(world: World, pair: tuple[Nominal, Nominal]) -> None:
    merge = asked(world, pair)
    assert decide(world, COORDINATOR, merge).status_code == 422
    merge.refresh_from_db(using="intake")
    assert merge.state == "asked"


def test_whoever_may_decide_finds_it_and_nobody_else_is_sent_to_it(
    world: World, pair: tuple[Nominal, Nominal]
) -> None:
    """On My work, with a way to the page that decides, exactly for who can open it."""
    merge = asked(world, pair)
    path = reverse("merge_decide", args=[merge.reference, merge.pk])
    told = set()
    for role, known in KNOWN_ROLES.items():
        if role == COORDINATOR or Permission.MERGE_APPROVE not in known.permissions:
            continue  # who asked, and who may not
        home = world.ask(role, "GET", reverse("home")).content.decode()
        waits = world.ask(role, "GET", reverse("merges")).content.decode()
        opens = world.ask(role, "GET", path).status_code == 200
        assert ("Decide 1 merge" in home) == (f'href="{path}"' in waits) == opens, role
        told |= {role} if opens else set()
    assert DEPUTY in told
    for role in (COORDINATOR, "police_supervisor", "chair"):
        home = world.ask(role, "GET", reverse("home")).content.decode()
        assert "Decide 1 merge" not in home
        assert "piece of work" not in home, role


def test_who_looks_at_both_again_is_led_to_what_waits(
    world: World, pair: tuple[Nominal, Nominal]
) -> None:
    merge = asked(world, pair)
    path = reverse("merge", args=[pair[0].reference])
    page = world.ask(COORDINATOR, "GET", path, {"with": pair[1].reference}).content.decode()
    assert "for these two to be merged: Fingerprints agree" in page
    assert f'href="{reverse("merge_decide", args=[pair[0].reference, merge.pk])}"' in page


def test_the_preview_says_what_the_bar_says(world: World, pair: tuple[Nominal, Nominal]) -> None:
    """Categories and level of the day to which duties are worked out."""
    path = reverse("merge", args=[pair[0].reference])
    page = world.ask(COORDINATOR, "GET", path, {"with": pair[1].reference}).content.decode()
    said = compared(page)
    bar = " ".join(re.sub(r"<[^>]+>", " ", page.split("<table")[0]).split())
    category = min(said["Categories today"][0].split("<br>"))
    assert category.startswith("Category ")
    assert category in bar
    assert said["Level today"][0] in bar


def compared(page: str) -> dict[str, list[str]]:
    """What the preview says in each line, by its name: of both, whether they differ, after."""
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in page.split("<tr")]
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows if len(row) == 5}


def test_it_is_told_what_becomes_of_what_differs(
    world: World, pair: tuple[Nominal, Nominal]
) -> None:
    """Name and birth afterwards are those that the preview says."""
    kept, gone = pair
    page = world.ask(
        COORDINATOR, "GET", reverse("merge", args=[kept.reference]), {"with": gone.reference}
    ).content.decode()
    said = {what: cells[-1] for what, cells in compared(page).items()}
    merge = merged(world, pair)
    now = Nominal.objects.using("owner").get(pk=merge.nominal_id)
    assert said["Name"] == now.name
    assert said["Date of birth"] == in_words(now.born_on)


def test_it_is_told_which_home_leads_and_every_warning(
    world: World, pair: tuple[Nominal, Nominal]
) -> None:
    """What stands first of the merged record is what the preview says."""
    kept, gone = pair
    officer = world.user(POLICE)
    area = area_of(officer)
    home = a_row("addresses", kept.pk, officer, area, line_1="1 Old Lane")
    a_row("addresses", gone.pk, officer, area, line_1="2 New Road")
    a_row("warnings", kept.pk, officer, area, kind="weapons")
    a_row("warnings", gone.pk, officer, area, kind="violent")
    path = reverse("merge", args=[kept.reference])
    page = world.ask(COORDINATOR, "GET", path, {"with": gone.reference}).content.decode()
    first, second = "1 Old Lane, Ely, CB7 4ZZ", "2 New Road, Ely, CB7 4ZZ"
    told = compared(page)["Home today"]
    assert [told[0], told[1], told[3]] == [first, second, second]
    with operation(using="owner", actor="a test", purpose="test"):
        AddressCheck.objects.using("owner").create(
            nominal=kept,
            residence_id=home,
            checked_on=date(2015, 3, 1),
            how="home_visit",
            verified=True,
            **by(officer, area),
        )
    page = world.ask(COORDINATOR, "GET", path, {"with": gone.reference}).content.decode()
    said = compared(page)
    assert said["Home today"][3] == first
    merged(world, pair)
    record = world.ask(POLICE, "GET", reverse("person", args=[kept.reference])).content.decode()
    assert record.index("1 Old Lane") < record.index("2 New Road")
    assert all(word in record for word in said["Warnings today"][3].split("<br>"))


def test_who_is_told_of_a_change_looks_again(world: World, pair: tuple[Nominal, Nominal]) -> None:
    merge = asked(world, pair)
    answer = decide(world, DEPUTY, merge, seen="something else")
    assert answer.status_code == 422
    assert "has changed meanwhile" in answer.content.decode()


def test_the_former_reference_leads_to_the_kept_record(
    world: World, pair: tuple[Nominal, Nominal]
) -> None:
    kept, gone = pair
    merged(world, pair)
    for name in ("person", "person_records", "register", "log"):
        page = world.ask(COORDINATOR, "GET", reverse(name, args=[gone.reference]))
        assert page.status_code == 200, name
        assert str(kept.reference) in page.content.decode(), name
    found = world.ask(COORDINATOR, "GET", reverse("people"), {"q": str(gone.reference)})
    assert str(kept.reference) in found.content.decode() or found.status_code == 302


def test_history_tells_of_both(world: World, pair: tuple[Nominal, Nominal]) -> None:
    kept, gone = pair
    world.ask(POLICE, "GET", reverse("timeline", args=[gone.reference]))
    merged(world, pair)
    page = world.ask(COORDINATOR, "GET", reverse("record_history", args=[kept.reference]))
    text = page.content.decode()
    assert f"{gone.reference} was merged into {kept.reference}" in text
    assert "the timeline" in text


def test_a_record_that_one_does_not_see_is_as_none(
    world: World, pair: tuple[Nominal, Nominal]
) -> None:
    """The same answer, to the letter, for what is hidden and for what does not exist."""
    kept, gone = pair
    path = reverse("merge", args=[kept.reference])
    none = world.ask(COORDINATOR, "GET", path, {"with": "M9999999Z"})
    with world.hidden(gone.pk):
        hidden = world.ask(COORDINATOR, "GET", path, {"with": str(gone.reference)})
    assert hidden.status_code == none.status_code == 422
    same = [
        re.sub(r'value="\w{64}"', "", a.content.decode()).replace(str(gone.reference), "M9999999Z")
        for a in (none, hidden)
    ]
    assert same[0] == same[1]
    merge = asked(world, pair)
    with world.hidden(gone.pk):
        path = reverse("merge_decide", args=[kept.reference, merge.pk])
        assert world.ask(DEPUTY, "GET", path).status_code == 404
        records = world.ask(DEPUTY, "GET", reverse("person_records", args=[kept.reference]))
        assert str(gone.reference) not in records.content.decode()


def test_taken_apart_by_two(world: World, pair: tuple[Nominal, Nominal], db_home: Server) -> None:
    kept, gone = pair
    before = query(db_home, "select id, nominal_id from nominals_record order by id")
    merge = merged(world, pair)
    assert before != query(db_home, "select id, nominal_id from nominals_record order by id")
    path = reverse("merge_decide", args=[kept.reference, merge.pk])
    assert world.ask(DEPUTY, "POST", path, {"why": "They are two after all"}).status_code == 302
    assert decide(world, DEPUTY, merge, state="given").status_code == 422
    assert decide(world, COORDINATOR, merge).status_code == 302
    merging.apply_waiting()
    assert before == query(db_home, "select id, nominal_id from nominals_record order by id")
    page = world.ask(COORDINATOR, "GET", reverse("person", args=[gone.reference]))
    assert str(gone.reference) in page.content.decode()


def test_what_was_entered_since_is_listed_chosen_and_seen_by_who_decides(
    world: World, pair: tuple[Nominal, Nominal]
) -> None:
    kept, gone = pair
    merge = merged(world, pair)
    officer = world.user(POLICE)
    area = area_of(officer)
    goes, stays = (a_row("vehicles", kept.pk, officer, area) for _ in range(2))
    a_row("finance", kept.pk, officer, area)
    path = reverse("merge_decide", args=[kept.reference, merge.pk])
    page = world.ask(COORDINATOR, "GET", path).content.decode()
    assert f'value="nominals_vehicle.{goes}"' in page
    assert f'value="nominals_vehicle.{stays}"' in page
    assert "nominals_finance" not in page
    assert officer.name in page
    why = "They are two after all"
    other = a_row("vehicles", world.known().pk, officer, area)
    refused = world.ask(
        COORDINATOR, "POST", path, {"why": why, "back": f"nominals_vehicle.{other}"}
    )
    assert refused.status_code == 422
    kept_typed = world.ask(COORDINATOR, "POST", path, {"back": f"nominals_vehicle.{goes}"})
    assert kept_typed.status_code == 422
    assert f'value="nominals_vehicle.{goes}" checked' in kept_typed.content.decode()
    asks = world.ask(COORDINATOR, "POST", path, {"why": why, "back": f"nominals_vehicle.{goes}"})
    assert asks.status_code == 302
    page = world.ask(DEPUTY, "GET", path).content.decode()
    assert page.count("<strong>Goes back</strong>") == 1
    assert decide(world, DEPUTY, merge).status_code == 302
    merging.apply_waiting()
    owners = Vehicle.objects.using("owner").in_bulk([goes, stays])
    assert {pk: row.nominal_id for pk, row in owners.items()} == {goes: gone.pk, stays: kept.pk}


def test_an_administrator_of_accounts_merges_nobody(
    world: World, pair: tuple[Nominal, Nominal]
) -> None:
    refused = world.ask(ADMINISTRATOR, "GET", reverse("merge", args=[pair[0].reference]))
    assert refused.status_code == 403
