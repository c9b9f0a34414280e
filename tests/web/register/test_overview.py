"""What people entered, on the overview of a record, on its print, and on its timeline."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from openmappa.agencies.permissions import Part
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import operation
from openmappa.cases import notices
from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import Activity, AddressCheck
from tests.cases.given import known_to_all
from tests.web import given_access as given
from tests.web.matrix import DUTY_OFFICER, MENTAL_HEALTH, POLICE, PRISON, PROBATION, VICTIM_LIAISON
from tests.web.register.given import a_row, area_of, by, day
from tests.web.world import World, opened
from tests.world import administrator

TABLES = (
    *("nominals_warning_marker", "nominals_residence", "nominals_vehicle", "nominals_relationship"),
    "nominals_notification",
)


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Known to all four; nobody's case, and nothing is entered."""
    yield known_to_all(world)
    given.forget(db_home)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_activity")
        past.execute("delete from nominals_address_check")
        for table in TABLES:
            past.execute(f"delete from {table}".encode())
            past.execute(f"delete from {table}_history".encode())


def read(world: World, role: str, page: str, person: Nominal, **asked: str) -> str:
    answer = opened(world.client(role), page, person.reference, **asked)
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def enter(world: World, person: Nominal, section: str, **typed: str) -> int:
    officer = world.user(POLICE)
    return a_row(section, person.pk, officer, area_of(officer), **typed)


def log(world: World, person: Nominal, kind: str, on: date, fact: str, *, corrects: int = 0) -> int:
    officer = world.user(POLICE)
    with operation(using="owner", actor=officer.name, purpose="test"):
        return (
            Activity.objects.using("owner")
            .create(
                nominal_id=person.pk,
                kind=kind,
                happened_on=on,
                fact=fact,
                corrects_id=corrects or None,
                **by(officer, area_of(officer), "police"),
            )
            .pk
        )


def verify(world: World, person: Nominal, residence: int, on: date, *, verified: bool) -> None:
    officer = world.user(POLICE)
    with operation(using="owner", actor=officer.name, purpose="test"):
        AddressCheck.objects.using("owner").create(
            nominal_id=person.pk,
            residence_id=residence,
            checked_on=on,
            how="home_visit",
            verified=verified,
            note="" if verified else "Boarded up",
            **by(officer, area_of(officer), "police"),
        )


def everything(world: World, person: Nominal) -> None:
    enter(world, person, "warnings", kind="weapons", reason="A knife in the boot")
    enter(world, person, "vehicles", registration="ZZ99 ZZZ")
    enter(
        world, person, "relationships", name="Tim Reed", kind="stepchild", household="on",
        **day("born_on", date(2008, 5, 1)),
    )  # fmt: skip
    log(world, person, "call", date(2015, 3, 20), "Rang his sister")


@pytest.mark.parametrize("page", ["person", "person_print"])
def test_what_people_entered_is_told_to_who_sees_the_part(
    world: World, person: Nominal, page: str
) -> None:
    everything(world, person)
    said = {
        "A knife in the boot": Part.MARKERS,
        "To be reviewed on": Part.MARKERS,
        "ZZ99 ZZZ": Part.IDENTITY,
        "Child: Tim Reed, child of a partner, same household": Part.LIFE,
        "Rang his sister": Part.LOG,
    }
    given.partner(given.officer("coordinator"), person, world.user(MENTAL_HEALTH))
    for role in (POLICE, PRISON, MENTAL_HEALTH, VICTIM_LIAISON):
        told = read(world, role, page, person)
        for words, part in said.items():
            assert (words in told) == (part in ROLES[role].sees), (role, words)


@pytest.mark.parametrize(
    ("role", "page", "words"),
    [
        (POLICE, "person", "Said as: opinion"),
        (POLICE, "person_print", "Said as: opinion"),
        (POLICE, "timeline", "Opinion: Gets angry"),
        (DUTY_OFFICER, "duty_card", "Opinion: Gets angry"),
    ],
)
def test_what_is_opinion_is_told_as_opinion(
    world: World, person: Nominal, role: str, page: str, words: str
) -> None:
    assert words not in read(world, role, page, person)
    enter(world, person, "warnings", reason="Gets angry", standing="opinion")
    told = read(world, role, page, person)
    assert "Gets angry" in told
    assert words in told


def test_a_print_begins_with_warnings_their_reasons_and_zones(
    world: World, person: Nominal, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(world, person)
    monkeypatch.setattr(notices, "_sources", [lambda pk: ["Zone A: ring victim liaison"]])
    told = read(world, POLICE, "person_print", person)
    places = [
        told.index(words)
        for words in ("A knife in the boot", "Zone A: ring victim liaison", "Legal position")
    ]
    assert places == sorted(places)
    assert "Weapons: A knife in the boot" in told


def test_a_print_calls_a_child_a_child(world: World, person: Nominal, db_home: Server) -> None:
    assert "Child Under 18" not in read(world, POLICE, "person_print", person)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update nominals_nominal set born_on = '1999-01-01' where id = %s", [person.pk]
        )
    try:
        assert "Child Under 18" in read(world, POLICE, "person_print", person)
    finally:
        with administrator(db_home) as past:
            past.execute("set session_replication_role = replica")
            past.execute(
                "update nominals_nominal set born_on = %s where id = %s",
                [person.born_on, person.pk],
            )


def test_the_home_that_was_verified_last_leads_on_the_bar_and_below(
    world: World, person: Nominal
) -> None:
    since = day("from_day", date(2014, 6, 1))
    old = enter(world, person, "addresses", line_1="1 Old Lane", **since)
    new = enter(world, person, "addresses", line_1="2 New Lane", **since)

    def order() -> list[str]:
        told = read(world, POLICE, "person", person)
        bar, _, below = told.partition(" Addresses ")
        (first,) = re.findall(r"Address (\d \w+ Lane)", bar)
        listed = re.findall(r"(\d \w+ Lane), ", below)
        assert listed[0] == first
        return listed

    assert order() == ["2 New Lane", "1 Old Lane"]
    verify(world, person, old, date(2015, 3, 1), verified=True)
    assert order() == ["1 Old Lane", "2 New Lane"]
    verify(world, person, new, date(2015, 3, 2), verified=True)
    assert order() == ["2 New Lane", "1 Old Lane"]
    verify(world, person, new, date(2015, 3, 3), verified=False)
    assert order() == ["1 Old Lane", "2 New Lane"]
    told = read(world, POLICE, "person", person)
    assert "Not there on 3 March 2015" in told
    assert "Verified on 1 March 2015" in told
    assert "the extract of" in told


def test_the_log_shows_the_latest_and_what_was_corrected_only_as_it_stands(
    world: World, person: Nominal
) -> None:
    wrong = log(world, person, "visit", date(2015, 3, 20), "Seen at the wrong house")
    log(world, person, "visit", date(2015, 3, 20), "Seen at home", corrects=wrong)
    for number in range(2, 4):
        log(world, person, "call", date(2015, 3, number), f"Rang, call {number}")
    log(world, person, "call", date(2015, 3, 1), "Rang long before")
    log(world, person, "call", date(2015, 4, 1), "Rang tomorrow")
    told = read(world, POLICE, "person", person)
    assert "Seen at home" in told
    assert "Rang, call 2" in told
    for words in ("wrong house", "long before", "Rang tomorrow"):
        assert words not in told


# Who manages the person


@pytest.mark.parametrize("page", ["person", "person_print", "log", "people"])
def test_who_manages_the_person_is_said(world: World, person: Nominal, page: str) -> None:
    def told(role: str) -> str:
        if page != "people":
            return read(world, role, page, person)
        answer = world.client(role).get(reverse("people")).content.decode()
        (row,) = [row for row in answer.split("<tr") if str(person.reference) in row]
        return " ".join(re.sub(r"<[^>]+>", " ", row).split())

    nobody = "Managed by no one"
    assert nobody in told(POLICE)
    officer = given.officer("coordinator")
    given.name(officer, person, world.user(POLICE))
    assert "Managed by Sam Oakley, police" in told(POLICE)
    given.name(officer, person, world.user(PROBATION))
    both = told(PROBATION)
    assert "Sam Oakley, police; " in both  # by agency
    assert ", probation" in both


def test_who_sees_only_an_index_is_told_no_manager(world: World, person: Nominal) -> None:
    given.name(given.officer("coordinator"), person, given.officer("police", name="Named Officer"))
    assert "Named Officer" not in read(world, POLICE, "person", person)
    assert "Named Officer" not in world.client(POLICE).get(reverse("people")).content.decode()


# The timeline


def test_the_timeline_has_what_people_entered_in_lanes_of_its_own(
    world: World, person: Nominal
) -> None:
    everything(world, person)
    log(world, person, "attempt", date(2015, 3, 21), "Nobody at home")
    enter(world, person, "notifications")
    given.name(given.officer("coordinator"), person, world.user(POLICE))
    told = read(world, POLICE, "timeline", person)
    for words in (
        "Visits and contacts Visit attempted, the person not seen Nobody at home (Sam Oakley",
        "Visits and contacts Telephone call Rang his sister",
        "Warnings Warning: weapons A knife in the boot",
        "Who manages Managed by Sam Oakley, police",
        "Notifications First notification",
    ):
        assert words in told
    liaison = read(world, VICTIM_LIAISON, "timeline", person)
    assert "Notifications First notification" in liaison
    for words in ("Nobody at home", "Visits and contacts", "Warnings", "knife"):
        assert words not in liaison


def test_what_was_not_entered_yet_was_not_known(
    world: World, person: Nominal, db_home: Server
) -> None:
    everything(world, person)
    given.name(given.officer("coordinator"), person, world.user(POLICE))
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("update nominals_nominal_history set pgh_created_at = '2020-01-01 12:00+00'")
    then = {"known-day": "2", "known-month": "3", "known-year": "2020"}
    told = read(world, POLICE, "timeline", person, **then)
    for words in (
        "Rang his sister",
        "Warning: weapons A knife",
        "Managed by Sam Oakley, police Since",
    ):
        assert words not in told
