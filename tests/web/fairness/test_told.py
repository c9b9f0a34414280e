"""What the person was told, their words, their complaints, and the leaflet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from openmappa.agencies.pages import WEB
from openmappa.config.postgres import Server
from openmappa.nominals.register import Complaint, Representation, ToldThem
from tests.cases.given import acting, known_to_all
from tests.web.matrix import (
    COORDINATOR,
    OTHER_AREA,
    POLICE,
    POLICE_SUPERVISOR,
    PRISON,
    VICTIM_LIAISON,
)
from tests.web.register.given import HELD, TYPED, a_row, area_of, day
from tests.web.world import World
from tests.world import administrator


def page(world: World, role: str, name: str, *args: Any, status: int = 200) -> str:
    answer = world.client(role).get(reverse(name, args=args))
    assert answer.status_code == status, answer.status_code
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def add(world: World, role: str, section: str, **typed: str) -> int:
    person = known_to_all(world)
    address = reverse("register_add", args=[person.reference, section])
    return world.client(role).post(address, HELD | typed).status_code


@pytest.fixture(autouse=True)
def nothing_left(db_home: Server) -> Iterator[None]:
    yield
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        for table in ("told", "representation", "complaint"):
            past.execute(f"truncate nominals_{table} cascade".encode())


def standing(world: World) -> tuple[str, str]:
    """Category and level of the person, as their page says."""
    told = page(world, POLICE, "person", known_to_all(world).reference)
    category, level = re.search(r"Category (\d).*? Level (\d)", told).groups()  # type: ignore[union-attr] # it is there
    return category, level


def test_what_the_person_was_not_told_of_stands_on_their_page_with_the_day(world: World) -> None:
    person = known_to_all(world)
    category, level = standing(world)
    told = page(world, POLICE, "person", person.reference)
    assert "Not recorded that the person was told" in told
    assert re.search(rf"Not told of Level {level} since \d+ \w+ \d{{4}} nor of Category", told)
    said = {
        **day("told_on", date(2015, 3, 30)),
        "how": "meeting",
        "by_whom": "Robin Fielding",
        "leaflet": "plain",
    }
    assert add(world, POLICE, "told", category=category, level="1", **said) == 302
    told = page(world, POLICE, "person", person.reference)
    assert f"Told on 30 March 2015: Category {category}, Level 1." in told
    assert re.search(rf"Not told of Level {level} since [^.]*\.", told)
    assert "nor of Category" not in told
    assert add(world, POLICE, "told", not_told_because="In hospital", leaflet="none") == 302
    assert "Why not is recorded." in page(world, POLICE, "person", person.reference)
    assert add(world, POLICE, "told", category=category, level=level, **said) == 302
    told = page(world, POLICE, "person", person.reference)
    assert "Not told" not in told
    assert "risk" not in told[told.index("The person ") : told.index("Leaflet to print")]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"category": "1", "level": "1"},
        {**day("told_on", date(2015, 3, 1)), "category": "1", "level": "2", "how": "meeting"},
        {**TYPED["told"], "level": ""},
        {**TYPED["told"], "leaflet": "translated"},
        {**TYPED["told"], "not_told_because": "Both"},
        {**TYPED["told"], "told_on-year": "2031"},
    ],
)
def test_half_of_it_is_refused(world: World, wrong: dict[str, str]) -> None:
    assert add(world, POLICE, "told", **{"leaflet": "none", **wrong}) == 422
    assert not ToldThem.objects.using("owner").exists()


def test_the_database_refuses_told_without_how_and_not_told_without_why(world: World) -> None:
    person, user = known_to_all(world), world.user(POLICE)
    row = a_row("told", person.pk, user, area_of(user))
    told = ToldThem.objects.using("owner").get(pk=row)
    for column in ("how", "by_whom", "category", "level"):
        with pytest.raises(DatabaseError, match="told_or_why_not"), acting(world, POLICE):
            ToldThem.objects.using(WEB).filter(pk=told.pk).update(version=2, **{column: ""})
    with pytest.raises(DatabaseError, match="told_or_why_not"), acting(world, POLICE):
        ToldThem.objects.using(WEB).filter(pk=told.pk).update(version=2, told_on=None)


COMPLAINT = TYPED["complaints"]
ANSWER = {
    **day("answered_on", date(2015, 3, 1)),
    "outcome": "upheld",
    "answer": "The calls were missed; an apology was given",
}


def test_whom_a_complaint_is_about_does_not_answer_it(world: World) -> None:
    police, prison = world.user(POLICE), world.user(PRISON)
    same = COMPLAINT | {"against": police.name, "handler": police.name}
    assert add(world, PRISON, "complaints", **same) == 422
    # By the account as well: the name of one, the e-mail address of the other.
    same = COMPLAINT | {"against": police.email, "handler": police.name}
    assert add(world, PRISON, "complaints", **same) == 422
    about = COMPLAINT | {"against": police.email, "handler": prison.email}
    assert add(world, POLICE, "complaints", **about, **ANSWER) == 422
    assert add(world, PRISON, "complaints", **about) == 302
    row = Complaint.objects.using("owner").get()
    assert (row.against, row.against_user_id) == (police.name, police.pk)
    answer = {"outcome": "not_upheld", "answer": "No", "answered_on": date(2015, 3, 2)}
    with pytest.raises(DatabaseError, match="somebody else"), acting(world, POLICE):
        Complaint.objects.using(WEB).filter(pk=row.pk).update(version=2, **answer)
    for changed in ({"handler_user_id": police.pk}, {"handler": police.name}):
        with pytest.raises(DatabaseError, match="handled_by_another"), acting(world, PRISON):
            Complaint.objects.using(WEB).filter(pk=row.pk).update(version=2, **changed)
    with acting(world, PRISON):
        Complaint.objects.using(WEB).filter(pk=row.pk).update(version=2, **answer)


def test_a_complaint_is_open_until_it_is_answered_with_day_outcome_and_words(
    world: World,
) -> None:
    person = known_to_all(world)
    assert add(world, POLICE, "complaints", **COMPLAINT) == 302
    section = ("register_section", person.reference, "complaints")
    assert "Open: Nobody rang back" in page(world, COORDINATOR, *section)
    for missing in ("answered_on-day", "outcome", "answer"):
        assert add(world, POLICE, "complaints", **(COMPLAINT | ANSWER | {missing: ""})) == 422
    row = Complaint.objects.using("owner").get()
    address = reverse("register_correct", args=[person.reference, "complaints", row.pk])
    answer = world.client(POLICE).post(address, HELD | COMPLAINT | ANSWER | {"version": "1"})
    assert answer.status_code == 302
    told = page(world, COORDINATOR, *section)
    assert "Upheld: Nobody rang back" in told
    assert "an apology was given" in told


def waits(world: World, role: str) -> bool:
    """Whether the complaint is on My work of somebody of this role."""
    return f"Answer a complaint of {known_to_all(world).reference}" in page(world, role, "home")


def test_a_complaint_waits_on_the_list_of_who_answers_it_by_a_day(world: World) -> None:
    person, prison = known_to_all(world), world.user(PRISON)
    today_is = timezone.localdate()
    received = COMPLAINT | day("received_on", date(2015, 3, 1)) | {"handler": prison.email}
    assert add(world, POLICE, "complaints", **received) == 302
    row = Complaint.objects.using("owner").get()
    assert row.answer_due == date(2015, 3, 29)
    section = ("register_section", person.reference, "complaints")
    assert "29 March 2015: overdue" in page(world, POLICE, *section)
    # Long overdue, it goes further up as well; to nobody else.
    roles = (PRISON, POLICE_SUPERVISOR, COORDINATOR, POLICE)
    assert [waits(world, role) for role in roles] == [True, True, True, False]

    # While there is time it is with who answers it alone.
    def changed(**columns: Any) -> None:
        with acting(world, POLICE):
            row.refresh_from_db()
            found = Complaint.objects.using(WEB).filter(pk=row.pk)
            assert found.update(version=row.version + 1, **columns)

    changed(received_on=today_is)
    row.refresh_from_db(using="owner")
    assert row.answer_due == today_is + timedelta(28)
    assert [waits(world, role) for role in roles] == [True, False, False, False]
    # With nobody who signs in here, it is with who signs off the work of others.
    changed(handler="The ombudsman", handler_user_id=None)
    assert [waits(world, role) for role in roles] == [False, True, True, False]
    # Never with whom it is about; nor with anybody once it is answered.
    supervisor = world.user(POLICE_SUPERVISOR)
    changed(against=supervisor.name, against_user_id=supervisor.pk)
    assert [waits(world, role) for role in roles] == [False, False, True, False]
    changed(outcome="upheld", answer="Yes", answered_on=today_is)
    assert not any(waits(world, role) for role in roles)


def test_a_complaint_of_whom_the_reader_may_not_see_is_not_on_their_list(world: World) -> None:
    assert add(world, POLICE, "complaints", **COMPLAINT) == 302
    assert not any(waits(world, role) for role in (OTHER_AREA, VICTIM_LIAISON))


def test_the_day_of_the_answer_follows_the_setting_that_held_when_it_was_received(
    world: World, db_home: Server
) -> None:
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into agencies_setting (name, value, holds_from, source)"
            " values ('complaint.answer_days', '10', '2015-03-02', 'a test')"
        )
    try:
        for received, due in ((1, date(2015, 3, 29)), (2, date(2015, 3, 12))):
            typed = COMPLAINT | day("received_on", date(2015, 3, received))
            assert add(world, POLICE, "complaints", **typed) == 302
            assert Complaint.objects.using("owner").latest("pk").answer_due == due
    finally:
        with administrator(db_home) as past:
            past.execute("set session_replication_role = replica")
            past.execute("delete from agencies_setting where source = 'a test'")


def test_the_words_of_the_person_reach_who_prepares_the_meeting_and_nobody_else(
    world: World,
) -> None:
    person = known_to_all(world)
    assert add(world, POLICE, "representations", **TYPED["representations"]) == 302
    assert Representation.objects.using("owner").count() == 1
    section = ("register_section", person.reference, "representations")
    for role in (COORDINATOR, PRISON, "chair"):
        assert "the gym on Sundays" in page(world, role, *section), role
    for role in (OTHER_AREA, VICTIM_LIAISON):
        page(world, role, *section, status=404)


def test_the_leaflet_bears_nothing_beyond_name_and_reference(world: World) -> None:
    person = known_to_all(world)
    client = world.client(POLICE)
    text = client.get(reverse("leaflet", args=[person.reference])).content.decode()
    sheet = text[text.index("<article") : text.index("</article>")]
    assert person.reference in sheet
    assert person.surname in sheet
    other = next(p for p in world.seen_by(POLICE) if p.pk != person.pk and p.sight == "full")
    theirs = client.get(reverse("leaflet", args=[other.reference])).content.decode()
    theirs = theirs[theirs.index("<article") : theirs.index("</article>")]
    assert sheet.replace(person.name, "").replace(str(person.reference), "") == theirs.replace(
        other.name, ""
    ).replace(str(other.reference), "")
