"""Who stands for what is worked out, who contests it, and that somebody else decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError
from django.urls import reverse

from openmappa.agencies.pages import WEB
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.nominals.fairness import Confirmation, Contest, Suspicion
from openmappa.nominals.models import Match, Nominal, SourceRecord
from tests.cases.given import acting, known_to_all
from tests.web.fairness.given import suspected
from tests.web.matrix import (
    CHAIR,
    COORDINATOR,
    OTHER_AREA,
    POLICE,
    POLICE_SUPERVISOR,
    PRISON,
    PROBATION,
    VICTIM_LIAISON,
)
from tests.web.register.given import area_of, by, day
from tests.web.world import World, opened
from tests.world import administrator

NOBODY = "nobody has confirmed it yet"
TYPED = {
    "speaker": "representative",
    "who": "Quill and Partners, solicitors",
    "said": "The conviction was quashed on appeal",
    **day("received", date(2015, 3, 20)),
    **day("answer_due", date(2015, 4, 17)),
}
UPHELD = {"outcome": "upheld", "because": "The court confirms that it was quashed"}


def page(world: World, role: str, name: str, *args: Any, status: int = 200) -> str:
    answer = opened(world.client(role), name, *args)
    assert answer.status_code == status, answer.status_code
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def post(world: World, role: str, name: str, *args: Any, **data: str) -> int:
    return world.client(role).post(reverse(name, args=args), data).status_code


@pytest.fixture(autouse=True)
def nothing_left(db_home: Server) -> Iterator[None]:
    yield
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_match where sentence = 'born on one day'")
        for table in ("confirmation", "contest", "suspicion", "sign_off"):
            past.execute(f"truncate nominals_{table} cascade".encode())


def state_of(world: World, person: Nominal) -> str:
    """Which of the two is worked out of somebody at Level 2 or 3: the category."""
    assert NOBODY in page(world, POLICE, "contests", person.reference)
    return "category"


def confirmed(world: World, role: str, person: Nominal) -> Confirmation:
    client = world.client(role)
    address = reverse("state_confirm", args=[person.reference])
    says = re.search(r'name="says" value="([^"]+)"', client.get(address).content.decode())
    assert says is not None
    assert client.post(address, {"says": says[1]}).status_code == 302
    return Confirmation.objects.using("owner").latest("pk")


def contested(world: World, role: str, person: Nominal, of_what: str, subject: int = 0) -> Contest:
    assert post(world, role, "contest_new", person.reference, of_what, subject, **TYPED) == 302
    return Contest.objects.using("owner").latest("pk")


def test_what_nobody_has_confirmed_says_so_until_an_officer_stands_for_it(world: World) -> None:
    person = known_to_all(world)
    for name in ("person", "contests", "person_print"):
        assert NOBODY in page(world, POLICE, name, person.reference), name
    row = confirmed(world, PROBATION, person)
    assert row.says.startswith("Category ")
    for name in ("person", "contests", "person_print"):
        told = page(world, POLICE, name, person.reference)
        assert f"Confirmed by {world.user(PROBATION).name}" in told, name
        assert NOBODY not in told, name
    told = page(world, POLICE, "state_confirm", person.reference)
    assert f"Confirmed by {world.user(PROBATION).name}" in told


def test_a_confirmation_of_something_else_confirms_nothing(world: World) -> None:
    person = known_to_all(world)
    address = reverse("state_confirm", args=[person.reference])
    assert world.client(POLICE).post(address, {"says": "Category 9"}).status_code == 422
    row = confirmed(world, POLICE, person)
    with pytest.raises(DatabaseError, match="withdrawn, not changed"), acting(world, POLICE):
        Confirmation.objects.using(WEB).filter(pk=row.pk).update(says="Category 4", version=2)


def test_that_mappa_ended_is_confirmed_and_contested_too(world: World) -> None:
    """Of each whose category has ended: a state that may be wrong as well."""
    ended = re.compile(r"MAPPA does not apply since \d+ \w+ \d{4}")
    person = next(
        person
        for person in world.seen_by(POLICE)
        if person.sight == "full"
        and ended.search(page(world, POLICE, "contests", person.reference))
    )
    row = confirmed(world, POLICE, person)
    assert row.state == "exit"
    assert ended.fullmatch(row.says)
    one = contested(world, POLICE, person, "exit")
    assert (one.about, one.stood_for_id) == (row.says, world.user(POLICE).pk)
    page(world, POLICE, "contest_new", person.reference, "category", 0, status=404)


def test_nobody_confirms_what_holds_on_another_day(world: World) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    try:
        client.post(reverse("as_on"), {"day": "31", "month": "3", "year": "2060"})
        told = client.get(reverse("contests", args=[person.reference])).content.decode()
        assert reverse("state_confirm", args=[person.reference]) not in told
    finally:
        client.post(reverse("as_on"), {"usual": "yes"})
    told = client.get(reverse("contests", args=[person.reference])).content.decode()
    assert reverse("state_confirm", args=[person.reference]) in told


def test_a_contest_shows_beside_the_state_open_and_afterwards(world: World) -> None:
    person = known_to_all(world)
    confirmed(world, POLICE, person)
    row = contested(world, PROBATION, person, "category")
    assert (row.stood_for, row.stood_for_id) == (world.user(POLICE).name, world.user(POLICE).pk)
    for name in ("person", "contests", "person_print"):
        told = page(world, PRISON, name, person.reference)
        assert "Contested on 20 March 2015 by a representative of the person" in told, name
        assert "to be answered by 17 April 2015" in told, name
    assert "The conviction was quashed on appeal" in page(
        world, PRISON, "contest", person.reference, row.pk
    )
    answer = {"outcome": "not_upheld", "because": "The appeal was dismissed"}
    assert post(world, COORDINATOR, "contest", person.reference, row.pk, **answer) == 302
    for name in ("person", "contests"):
        told = page(world, PRISON, name, person.reference)
        assert f"not upheld, {world.user(COORDINATOR).name}" in told, name
    assert "The appeal was dismissed" in page(world, PRISON, "contest", person.reference, row.pk)
    # Nobody decides twice.
    assert post(world, POLICE_SUPERVISOR, "contest", person.reference, row.pk, **UPHELD) == 422
    history = page(world, POLICE, "record_history", person.reference)
    assert "recorded a contest" in history
    assert "decided on a contest: not upheld" in history


def test_it_waits_on_the_desk_of_who_may_decide_and_nobody_elses(world: World) -> None:
    person = known_to_all(world)
    confirmed(world, POLICE_SUPERVISOR, person)
    contested(world, POLICE, person, "category")
    for role, waits in ((COORDINATOR, True), (CHAIR, True), (POLICE_SUPERVISOR, False)):
        assert (person.reference in page(world, role, "contests_to_decide")) == waits, role
    assert "Decide 1 contest" in page(world, COORDINATOR, "home")
    assert "Decide 1 contest" not in page(world, POLICE_SUPERVISOR, "home")
    assert "Decide 1 contest" not in page(world, POLICE, "home")
    assert person.reference not in page(world, OTHER_AREA, "contests_to_decide")


def test_who_confirmed_it_does_not_decide_by_page_nor_in_the_database(world: World) -> None:
    person = known_to_all(world)
    confirmed(world, POLICE_SUPERVISOR, person)
    row = contested(world, POLICE, person, "category")
    number = (person.reference, row.pk)
    assert post(world, POLICE_SUPERVISOR, "contest", *number, **UPHELD) == 403
    assert post(world, POLICE, "contest", *number, **UPHELD) == 403
    assert post(world, VICTIM_LIAISON, "contest", *number, **UPHELD) == 403
    assert post(world, OTHER_AREA, "contest", *number, **UPHELD) == 404
    for role in (POLICE_SUPERVISOR, POLICE):
        with pytest.raises(DatabaseError, match=r"somebody else|row-level"), acting(world, role):
            Contest.objects.using(WEB).filter(pk=row.pk).update(version=2, **decision(world, role))
    # Nor in somebody else's name, nor past every check but the constraint.
    with pytest.raises(DatabaseError, match="somebody else"), acting(world, COORDINATOR):
        Contest.objects.using(WEB).filter(pk=row.pk).update(version=2, **decision(world, CHAIR))
    assert Contest.objects.using("owner").get(pk=row.pk).outcome == ""


def decision(world: World, role: str) -> dict[str, Any]:
    user = world.user(role)
    return {
        **UPHELD,
        "decided_at": "2015-03-31T12:00:00+00:00",
        "decided_by": user.name,
        "decided_by_id": user.pk,
    }


def test_who_stands_for_it_is_not_said_by_the_page(world: World) -> None:
    person = known_to_all(world)
    user = world.user(POLICE)
    row = Contest(
        nominal_id=person.pk,
        of_what="category",
        about=confirmed(world, POLICE_SUPERVISOR, person).says,
        speaker="person",
        said="No",
        received_on=date(2015, 3, 1),
        answer_due=date(2015, 3, 29),
        stood_for="Somebody else",
        stood_for_id=1,
        **by(user, area_of(user), user.agency),
    )
    with acting(world, POLICE):
        row.save(using=WEB, force_insert=True)
    stored = Contest.objects.using("owner").get(pk=row.pk)
    assert stored.stood_for_id == world.user(POLICE_SUPERVISOR).pk
    for changed in ({"said": "Yes"}, {"stood_for_id": None}, {"answer_due": date(2019, 1, 1)}):
        with pytest.raises(DatabaseError, match="not changed"), acting(world, POLICE):
            Contest.objects.using(WEB).filter(pk=row.pk).update(version=2, **changed)
    row.pk, row.of_what, row.subject_id = None, "suspected", 999_999
    with pytest.raises(DatabaseError, match="no such thing"), acting(world, POLICE):
        row.save(using=WEB, force_insert=True)


def test_an_upheld_contest_ends_what_it_was_of_at_once(world: World) -> None:
    person, _, one = suspected(world)
    row = contested(world, PROBATION, person, "suspected", one.pk)
    assert row.stood_for == world.user(POLICE).name
    assert "Contested on 20 March 2015" in page(world, POLICE, "contests", person.reference)
    assert post(world, COORDINATOR, "contest", person.reference, row.pk, **UPHELD) == 302
    assert Suspicion.objects.using("owner").get(pk=one.pk).withdrawn_at is not None
    told = page(world, POLICE, "missed_duties", person.reference)
    assert "Contested, and upheld: The court confirms that it was quashed" in told
    assert "suspected, confirmed by" not in page(world, POLICE, "person_print", person.reference)
    # And of a category: nobody stands for it any more.
    confirmed(world, POLICE, person)
    row = contested(world, PROBATION, person, "category")
    assert post(world, COORDINATOR, "contest", person.reference, row.pk, **UPHELD) == 302
    assert NOBODY in page(world, POLICE, "contests", person.reference)


def test_faults_are_named_and_nothing_else_can_be_contested(world: World) -> None:
    person = known_to_all(world)
    state = state_of(world, person)
    for wrong in (
        {"speaker": "neighbour"},
        {"said": ""},
        {"who": ""},
        {"received-year": "2031"},
        {"received-day": "32"},
        {"answer_due-year": "2014"},
    ):
        data = TYPED | wrong
        assert post(world, POLICE, "contest_new", person.reference, state, 0, **data) == 422, wrong
    for of_what, subject in (("exit", 0), ("suspected", 999), ("same_person", 999), ("risk", 0)):
        page(world, POLICE, "contest_new", person.reference, of_what, subject, status=404)
    assert not Contest.objects.using("owner").exists()


def test_possible_matches_are_contested_too(world: World) -> None:
    records = sorted(
        (SourceRecord.objects.using("count").filter(nominal=person).order_by("pk")[0].pk, person)
        for person in sorted(world.duplicates(), key=lambda p: p.pk)
    )
    (first, person), (second, other) = records
    with operation(using="owner", actor="a test", purpose="test"):
        match = Match.objects.using("owner").create(
            record_id=first,
            other_record_id=second,
            nominal=person,
            other_nominal=other,
            kind="possible",
            sentence="born on one day",
        )
    assert "nobody has decided yet" in page(world, COORDINATOR, "contests", person.reference)
    for one in (person, other):
        row = contested(world, COORDINATOR, one, "same_person", match.pk)
        assert (row.stood_for, row.stood_for_id) == ("", None)
        told = page(world, COORDINATOR, "contests", one.reference)
        assert "Contested on 20 March 2015" in told
    elsewhere = known_to_all(world)
    page(
        world, COORDINATOR, "contest_new", elsewhere.reference, "same_person", match.pk, status=404
    )
