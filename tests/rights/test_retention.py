"""Retention: what is due and why, decided by people; nothing is deleted by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import transaction
from django.urls import reverse

from openmappa.agencies.models import Setting
from openmappa.agencies.pages import enter
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from openmappa.rights import retention
from openmappa.rights.models import Erasure, RetentionReview
from openmappa.rights.retention import Due
from tests.rights.given import area_of, given_officer
from tests.web.matrix import COORDINATOR
from tests.web.world import World
from tests.world import for_life, given_extract, nominal, person, run, take_in


def given_record(tmp_path: Path, born: str = "1980-02-21") -> Nominal:
    take_in(
        given_extract(
            tmp_path / "extract",
            people=[person("V1").replace("1980-02-21", born)],
            disposals=[for_life("V1")],
            responsibility=["V1,Cambridgeshire,2013-03-01,"],
        )
    )
    return nominal("V1")


def kept(on: date) -> Due:
    (found,) = retention.records([3], on, using="count")
    return found


def test_the_record_of_a_child_is_looked_at_again_sooner(database: Server, tmp_path: Path) -> None:
    given_record(tmp_path, born="2012-02-29")
    found = kept(date(2027, 1, 1))
    assert found.of_a_child
    assert found.review == min(
        date(2030, 3, 1),
        date(found.last_review.year + 5, found.last_review.month, found.last_review.day),
    )
    assert "under 18" in found.why
    with operation(using="owner", actor="a test", purpose="test"):
        Setting.objects.using("owner").create(
            name="retention.child_review_years",
            value="1",
            area_id=3,
            holds_from=date(2001, 4, 1),
            source="a test",
        )
    sooner = kept(date(2027, 1, 1)).review
    assert sooner is not None
    assert sooner.year == found.last_review.year + 1


def decide(decision: str, by: str = "Ida Frome") -> None:
    user = given_officer("data_protection_officer", name=f"{by} {decision}")
    with transaction.atomic():
        visitor = enter(user.pk)
        retention.decide(
            visitor,
            nominal("V1").pk,
            area=area_of(visitor),
            decision=decision,
            reason="looked at",
        )


def test_due_ten_years_after_it_was_opened(database: Server, tmp_path: Path) -> None:
    given_record(tmp_path)
    opened = kept(date(2020, 1, 1)).last_review
    due = date(opened.year + 10, opened.month, opened.day)
    before, on = (kept(day) for day in (date.fromordinal(due.toordinal() - 1), due))
    assert not before.is_due(date.fromordinal(due.toordinal() - 1))
    assert on.is_due(due)
    assert "every 10 years" in on.why
    assert "group 1" in on.why


def test_a_review_starts_the_ten_years_again_and_a_hold_stops_them(
    database: Server, tmp_path: Path
) -> None:
    given_record(tmp_path)
    decide("keep")
    reviewed = RetentionReview.objects.using("owner").get().decided_on
    assert kept(reviewed).last_review == reviewed
    decide("hold")
    held = kept(date(2090, 1, 1))
    assert (held.held, held.until, held.is_due(date(2090, 1, 1))) == (True, None, False)
    assert "legal hold" in held.why
    decide("lift")
    assert kept(date(2090, 1, 1)).is_due(date(2090, 1, 1))
    assert Nominal.objects.using("count").count() == 1


def test_due_when_the_person_would_be_100(database: Server, tmp_path: Path) -> None:
    given_record(tmp_path, born="1921-05-05")
    old = kept(date(2021, 5, 5))
    assert old.until == date(2021, 5, 5)
    assert old.is_due(date(2021, 5, 5))
    assert "100 years old" in old.why


def test_without_a_date_of_birth_one_is_assumed_and_said(database: Server, tmp_path: Path) -> None:
    given_record(tmp_path, born="")
    found = kept(date(2015, 1, 1))
    assert found.assumed
    assert "one was assumed" in found.why


def test_to_erase_asks_the_second_person(database: Server, tmp_path: Path) -> None:
    given_record(tmp_path)
    decide("erase")
    asked = Erasure.objects.using("owner").get()
    assert (asked.state, asked.basis, asked.whole) == ("asked", "retention", True)
    assert Nominal.objects.using("count").count() == 1


def test_the_command_lists_and_changes_nothing(database: Server, tmp_path: Path) -> None:
    found = given_record(tmp_path)
    said = run("retention", "--dry-run", "--on", "2023-03-02", "--area", "Cambridgeshire")
    assert "1 of 1 records are due for review on 2 March 2023" in said
    assert found.reference in said
    assert "0 of 1" in run("retention", "--dry-run", "--on", "2015-01-01")
    assert "0 of 0" in run("retention", "--dry-run", "--on", "2023-03-02", "--area", "Norfolk")
    with pytest.raises(CommandError, match="no area"):
        run("retention", "--dry-run", "--area", "Atlantis")
    with pytest.raises((CommandError, SystemExit)):
        run("retention")


def test_the_page_asks_for_a_reason_and_keeps_the_choice(world: World) -> None:
    client = world.client(COORDINATOR)
    someone = world.seen_by(COORDINATOR)[0]
    path = reverse("retention_review", args=[someone.reference])
    refused = client.post(path, {"decision": "keep", "reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert client.post(path, {"decision": "keep", "reason": "still a risk"}).status_code == 302
    assert "still a risk" in client.get(path).content.decode()
