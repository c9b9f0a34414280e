"""The duty officer's card: what people entered of a person, and whom it shows to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.db.models import QuerySet
from django.urls import reverse
from psycopg.errors import CheckViolation

from openmappa.agencies.models import Posting
from openmappa.cases import rota
from openmappa.cases.queries import law_position
from openmappa.cases.visibility import CUSTODY
from openmappa.config.postgres import Server
from openmappa.justice.models import Order, Whereabouts
from openmappa.law.dates import days_from, in_words
from openmappa.nominals.models import Access, Address, Identifier, Nominal
from openmappa.nominals.register import AddressCheck, Residence
from tests.cases.given import acting, at_level_1, known_to_all
from tests.victims.given import given_victim, judge
from tests.web import given_access as given
from tests.web.matrix import COORDINATOR, DUTY_OFFICER, POLICE
from tests.web.register.given import TYPED, a_row, area_of, by, day
from tests.web.world import World
from tests.world import administrator, area_named, query
from tests.world import day as on_day

TABLES = (
    "nominals_notification",
    "nominals_address_check",
    "nominals_residence",
    "nominals_telephone",
    "nominals_vehicle",
    "nominals_further_identifier",
    "nominals_further_name",
    "nominals_description",
    "nominals_mark",
    "nominals_warning_marker",
    "justice_order_term",
    "nominals_withheld",
    "nominals_search_hidden",
)


@pytest.fixture(autouse=True)
def nothing_entered(db_home: Server) -> Iterator[None]:
    yield
    given.forget(db_home)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        for table in TABLES:
            past.execute(f"delete from {table}".encode())


@pytest.fixture
def person(world: World) -> Nominal:
    return at_level_1(world)


def enter_row(world: World, section: str, person: Nominal, **typed: str) -> int:
    user = world.user(POLICE)
    return a_row(section, person.pk, user, area_of(user), **typed)


def card(world: World, person: Nominal) -> str:
    answer = world.client(DUTY_OFFICER).get(reverse("duty_card", args=[person.reference]))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def box(html: str, title: str) -> str:
    """The text of one box."""
    found = re.search(rf"<h2[^>]*>{re.escape(title)}</h2>(.*?)</section>", html, re.DOTALL)
    assert found is not None, title
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()).replace(" :", ":")


def found(world: World, text: str, who: str = DUTY_OFFICER) -> str:
    answer = world.client(who).post(reverse("duty_search"), {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


# What people entered


def test_every_warning_in_force_is_on_the_card_and_says_when_its_review_was_due(
    world: World, person: Nominal
) -> None:
    assert "No warning is recorded" in box(card(world, person), "Officer safety")
    enter_row(world, "warnings", person)
    enter_row(world, "warnings", person, kind="dogs", **day("review_on", date(2014, 12, 1)))
    enter_row(
        world, "warnings", person, kind="weapons", reason="Over", **day("to_day", date(2014, 7, 1))
    )
    safety = box(card(world, person), "Officer safety")
    assert "Violent: Struck an officer in 2013, since 1 June 2014" in safety
    assert safety.count("Who receives it: Control room, who may send officers") == 2
    assert safety.count("review was due on") == 1
    assert (
        "Dangerous dog: Struck an officer in 2013, since 1 June 2014; review was due on" in safety
    )
    assert "Weapons" not in safety
    assert "No warning is recorded" not in safety


def test_the_terms_in_force_today_are_on_the_card(world: World, db_home: Server) -> None:
    """Under the order whose they are, by number; and what breaking them is."""
    ids = Order.objects.using("count").filter(
        ends_on=None, withdrawn_on=None, type__in=("SOPO", "SHPO")
    )
    person = people_on_duty_of(world).filter(pk__in=ids.values("nominal")).order_by("pk").first()
    assert person is not None
    order = ids.filter(nominal=person).latest("made_on")
    today = "What they may not do, and must do, today"
    offence = "What amounts to an offence or recall, and what to ask"
    assert "Its terms are not recorded here" in box(card(world, person), today)
    rows = [
        enter_row(world, "order-terms", person, number=number, wording=wording, **more)
        for number, wording, more in (
            ("10", "Not to use a drone", {"kind": "other", "postcodes": "", "place": ""}),
            ("4", "Not to enter Millbrook.", {}),
            ("5", "Not to be out after nine", day("to_day", date(2014, 7, 1))),
            ("6", "Not to swim", day("from_day", date(2100, 1, 1))),
        )
    ]
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update justice_order_term set order_id = %s where id = any(%s)", [order.pk, rows]
        )
        past.execute("update justice_order_term set kind = 'other' where number = '10'")
    told = box(card(world, person), today)
    assert "Its terms are not recorded here" not in told
    assert "Term 4: Not to enter Millbrook (Millbrook, PE99 9, PE98 1ZZ)." in told
    assert told.index("Term 4") < told.index("Term 10: Not to use a drone.")
    assert "after nine" not in told
    assert "swim" not in told
    assert "(terms 4, 10)" in box(card(world, person), offence)


MUST, BREACH = (
    "What they may not do, and must do, today",
    "What amounts to an offence or recall, and what to ask",
)
TODAY = date(2015, 3, 31)  # of the pages of the world of invented people
PRISON = "They are recorded as in custody, and the terms bind after a release on licence."
NOT_KNOWN = "The dates of the licence are not known here."
TO_ASK = "Ring probation to ask whether the licence is in force."


def whose_licence(world: World, licence: str, *, held: bool) -> Nominal:
    """Of whom the agencies' records give a licence that runs, has run or none at all."""
    for person in people_on_duty_of(world).order_by("pk"):
        position = law_position(person, TODAY, "count")
        lasts = [s.licence_ends_on for s in position.sentences if s.licence_ends_on is not None]
        runs = "none" if not lasts else "over" if max(lasts) < TODAY else "runs"
        inside = Whereabouts.objects.using("count").filter(
            nominal=person, during__contains=TODAY, withdrawn_on=None, kind__in=CUSTODY
        )
        if runs == licence and inside.exists() == held:
            return person
    raise AssertionError(f"nobody with a licence that is {licence}")


@pytest.mark.parametrize(
    ("licence", "held", "why"),
    [
        ("none", False, NOT_KNOWN),
        ("over", False, "By the agencies' records the licence ended on "),
        ("runs", True, PRISON),
        ("runs", False, ""),
    ],
)
def test_the_terms_of_a_licence_that_people_recorded_are_on_the_card(
    world: World, licence: str, held: bool, why: str
) -> None:
    """Also where no agency's record gives a licence that runs: it says what is not known."""
    person = whose_licence(world, licence, held=held)
    enter_row(world, "order-terms", person)
    enter_row(
        world, "order-terms", person, number="8", wording="Over", **day("to_day", date(2014, 7, 1))
    )
    html = card(world, person)
    must, breach = box(html, MUST), box(html, BREACH)
    assert "Term 7: Not to enter the area known as Millbrook without prior approval (" in must
    assert "Over" not in must
    assert "If they break a licence condition (term 7): no offence by itself" in breach
    if why:
        assert f"Licence terms, as recorded by people: {why}" in must
        assert f". {TO_ASK} Term 7" in must
        assert "recall at any hour and know whether the licence is in force." in breach
    else:
        assert "Licence: to " in must
        assert "as recorded by people" not in must
        assert "recall at any hour." in breach


def test_who_has_no_licence_and_no_term_is_told_of_neither(world: World) -> None:
    html = card(world, whose_licence(world, "none", held=False))
    assert "icence" not in box(html, MUST).replace("order, licence", "")
    assert "licence" not in box(html, BREACH)


# No fixed abode


@pytest.fixture
def registered(world: World) -> Nominal:
    """Registered and at large, with no word of no fixed abode and no notification entered."""
    for person in people_on_duty_of(world).order_by("pk"):
        inside = Whereabouts.objects.using("count").filter(
            nominal=person, during__contains=TODAY, withdrawn_on=None, kind__in=CUSTODY
        )
        nowhere = Address.objects.using("count").filter(nominal=person, kind="no_fixed_abode")
        if inside.exists() or nowhere.exists():
            continue
        registration = law_position(person, TODAY, "count").registration
        if registration is not None and registration.period.covers(TODAY):
            return person
    raise AssertionError("nobody is registered")


AGAIN = "must notify again within 7 days of each notification (SOA 2003 s.85(5)(a)"


def test_of_no_fixed_abode_the_card_gives_the_weekly_notification(
    world: World, registered: Nominal
) -> None:
    assert "No home address" not in box(card(world, registered), MUST)
    enter_row(world, "addresses", registered, kind="no_fixed_abode", found_at="The day centre")
    must = box(card(world, registered), MUST)
    assert (
        f"No home address: if they notified a place where they can be found, they {AGAIN}" in must
    )
    assert "No such notification is recorded here: ask when and where they made the last." in must


@pytest.mark.parametrize(("days_ago", "told"), [(3, True), (30, False)])
def test_the_day_of_the_weekly_notification_is_told_where_the_last_one_is_recorded(
    world: World, registered: Nominal, days_ago: int, told: bool
) -> None:
    """As the law room derives it; not one whose day is over: it may be keyed late."""
    last = days_from(TODAY, -days_ago)
    notified = {"kind": "periodic", "found_place": "on", **day("notified_on", last)}
    enter_row(world, "notifications", registered, **notified)
    must = box(card(world, registered), MUST)
    assert f"No home address: they notified a place where they can be found, so {AGAIN}" in must
    assert "No such notification is recorded here" not in must
    due = f"by {in_words(days_from(last, 7))} (SOA 2003 s.85(5)(a)"
    next_one = f"To notify: Weekly notification after that of {in_words(last)}: {due}"
    assert (next_one in must) is told
    assert ("Weekly notification after" in must) is told
    # Who has notified a home since is asked once a year again.
    enter_row(world, "notifications", registered, kind="periodic", **day("notified_on", TODAY))
    assert "No home address" not in box(card(world, registered), MUST)


def people_on_duty_of(world: World) -> QuerySet[Any]:
    held = Access.objects.using("count").filter(
        area=area_named("Cambridgeshire"), basis="responsible", during__contains=on_day()
    )
    return Nominal.objects.using("count").filter(pk__in=held.values("nominal"), died_on=None)


def test_a_withdrawn_entry_is_not_on_the_card(
    world: World, person: Nominal, db_home: Server
) -> None:
    for section in ("warnings", "addresses", "telephones", "vehicles", "names", "marks"):
        enter_row(world, section, person)
    enter_row(world, "description", person)
    said = ("Struck an officer", "12 Sample Way", "+44 7700 900123", "AB12 CDE", "Marlow", "anchor")
    html = card(world, person)
    assert [text for text in (*said, "183 cm tall") if text.lower() not in html.lower()] == []
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        for table in TABLES[2 : TABLES.index("nominals_warning_marker") + 1]:
            past.execute(
                f"update {table} set withdrawn_at = now(), withdrawn_by = 'x',"
                " withdrawn_because = 'x'".encode()
            )
    html = card(world, person)
    assert [text for text in (*said, "183 cm tall") if text.lower() in html.lower()] == []
    assert "No warning is recorded" in html


def test_where_they_live_says_of_children_of_others_and_whether_it_was_verified(
    world: World, person: Nominal
) -> None:
    row = enter_row(
        world, "addresses", person, children_present="yes", occupants="Casey Holm and two others"
    )
    enter_row(world, "addresses", person, kind="stay", line_1="4 Quay Row", town="", postcode="")
    enter_row(world, "addresses", person, kind="proposed", line_1="9 Later Street")
    enter_row(
        world,
        "addresses",
        person,
        kind="no_fixed_abode",
        line_1="",
        town="",
        postcode="",
        found_at="the bus station",
    )
    lives = box(card(world, person), "Where they live")
    assert (
        "12 Sample Way, Ely, CB7 4ZZ Children live here: Sole or main residence, since 1 June 2014;"
        " also there: Casey Holm and two others; nobody has verified it"
    ).lower() in lives.lower()
    assert "4 Quay Row" in lives
    assert "No fixed abode, found at the bus station" in lives
    assert "9 Later Street" not in lives
    user = world.user(POLICE)
    for on, verified, note in ((1, False, "The tenant is another"), (3, True, "")):
        with acting(world, POLICE) as (_, opened):
            AddressCheck.objects.using(opened.using).create(
                nominal_id=person.pk,
                residence=Residence.objects.using("owner").get(pk=row),
                checked_on=date(2015, 3, on),
                how="home_visit",
                verified=verified,
                note=note,
                **by(user, area_of(user)),
            )
        lives = box(card(world, person), "Where they live")
        when = f"on {in_words(date(2015, 3, on))} (visit to the address)"
        assert (f"verified {when}" if verified else f"not so {when}: {note}") in lives
        # Of those found it is told where they are said to live: not where they were not.
        assert ("12 Sample Way" in found(world, str(person.reference))) == verified


def test_who_is_wanted_is_said_first_and_whether_it_is_circulated(
    world: World, person: Nominal, db_home: Server
) -> None:
    for kind, circulated in (("violent", ""), ("missing", ""), ("wanted", "15/0000123")):
        enter_row(world, "warnings", person, kind=kind, circulated=circulated)
    safety = box(card(world, person), "Officer safety")
    assert "Wanted: Struck an officer in 2013" in safety
    assert "Circulated on the PNC: 15/0000123. Who receives it" in safety
    assert "Not circulated on the PNC. Who receives it" in safety
    assert safety.index("Missing:") < safety.index("Violent:")
    assert safety.index("Wanted:") < safety.index("Violent:")
    again = world.ask(POLICE, "get", reverse("person", args=[person.reference])).content.decode()
    assert again.index("Warning: wanted") < again.index("Warning: violent")
    form = reverse("register_add", args=[person.reference, "warnings"])
    typed = TYPED["warnings"] | {"circulated": "15/0000123"}
    refused = world.ask(POLICE, "post", form, typed)
    assert refused.status_code == 422
    assert "Enter it only of somebody who is wanted or missing" in refused.content.decode()
    with administrator(db_home) as past, pytest.raises(CheckViolation, match="circulated"):
        past.execute("update nominals_warning_marker set kind = 'violent'")


def test_an_address_of_a_record_is_not_said_twice(world: World, person: Nominal) -> None:
    theirs = (
        Address.objects.using("count")
        .filter(nominal=person, withdrawn_on=None, during__contains=date(2015, 3, 31))
        .exclude(line_1="")
        .exclude(postcode="")[0]
    )
    lives = box(card(world, person), "Where they live")
    assert lives.count(theirs.line_1) == 1
    assert f"since {in_words(theirs.during.first)}, by an agency's record" in lives
    enter_row(world, "addresses", person, line_1=theirs.line_1.upper(), postcode=theirs.postcode)
    lives = box(card(world, person), "Where they live")
    assert lives.upper().count(theirs.line_1.upper()) == 1
    assert "by an agency's record" not in lives
    assert theirs.line_1.upper() in found(world, person.surname)  # where the search says they live


def test_a_telephone_can_be_rung_and_a_vehicle_be_told(world: World, person: Nominal) -> None:
    enter_row(world, "telephones", person)
    enter_row(world, "vehicles", person, colour="blue")
    html = card(world, person)
    assert 'href="tel:+447700900123"' in html
    said = box(html, "Telephones and vehicles")
    assert re.search(r"\+44 7700 900123: mobile AB12 ?CDE: blue Ford, registered keeper", said)


def test_how_to_know_them_is_the_latest_description_and_the_marks(
    world: World, person: Nominal
) -> None:
    enter_row(world, "description", person, **day("from_day", date(2013, 6, 1)), hair="bald")
    enter_row(world, "description", person)
    enter_row(world, "marks", person)
    said = box(card(world, person), "How to know them")
    assert "183 cm tall, slim build: hair: red; seen on 1 June 2014" in said
    assert "bald" not in said
    assert "Tattoo, left forearm: An anchor" in said


def test_somebody_at_a_door_finds_by_what_they_see_and_is_shown_which_mark(
    world: World, person: Nominal
) -> None:
    enter_row(world, "marks", person, description="A kingfisher")
    enter_row(world, "vehicles", person, registration="QX07 ZKJ", make="Saab", colour="mustard")
    for text, shown in (
        ("kingfisher tattoo", "found by mark: tattoo, left forearm: A kingfisher"),
        ("07 ZK?", "found by vehicle: QX07 ZKJ mustard Saab"),
        ("mustard saab", "found by description or vehicle: QX07 ZKJ mustard Saab"),
    ):
        html = found(world, text)
        assert str(person.reference) in html, text
        assert shown in html


def test_other_names_are_told_but_not_one_that_the_law_protects(
    world: World, person: Nominal, db_home: Server
) -> None:
    enter_row(world, "names", person)
    enter_row(world, "names", person, kind="deed_poll", surname=person.surname, forenames="Robyn")
    known = box(card(world, person), "Also known as")
    assert "Dean Marlow: alias" in known
    assert f"Robyn {person.surname}: name by deed poll" in known
    with administrator(db_home) as owner:
        owner.execute(
            "select nominals_search_withhold(%s, %s, 'Robyn')", [person.pk, person.surname]
        )
    html = card(world, person)
    assert "Robyn" not in html
    assert "Dean Marlow: alias" in box(html, "Also known as")


def test_names_are_known_on_duty_only(world: World, person: Nominal) -> None:
    enter_row(world, "names", person)
    asked = "select count(*) from nominals_known_as(%s)"
    for role, told in ((DUTY_OFFICER, True), (POLICE, False), (COORDINATOR, False)):
        with acting(world, role), connections["default"].cursor() as cursor:
            cursor.execute(asked, [person.pk])
            assert bool(cursor.fetchone()[0]) == told
    outside = given.officer("duty_officer", given.AWAY)
    with given.looking(outside), connections["default"].cursor() as cursor:
        cursor.execute(asked, [person.pk])
        assert cursor.fetchone() == (0,)


def test_a_warning_that_names_a_victim_and_is_withheld_is_not_on_the_card(world: World) -> None:
    person = known_to_all(world)
    victim = given_victim(world)
    row = enter_row(world, "warnings", person, reason="Has looked for Theodora Quillfeather")
    assert "Has looked for Theodora" in box(card(world, person), "Officer safety")
    judge(world, "nominals_warning_marker", row, "withheld", victim)
    html = card(world, person)
    assert "Theodora" not in html
    assert "No warning is recorded" in box(html, "Officer safety")


def test_what_a_registered_person_must_notify_is_asked_at_the_door(
    world: World, db_home: Server
) -> None:
    said = set()
    for person in world.seen_by(POLICE):
        answer = world.client(DUTY_OFFICER).get(reverse("duty_card", args=[person.reference]))
        if answer.status_code != 200:
            continue
        html = unescape(answer.content.decode())
        asks = "If somebody under 18 lives where you find them" in html
        assert not asks or "Registered: until" in html.replace("</strong>", "")
        said.add(asks)
        if len(said) == 2:
            break
    assert said == {True, False}


@pytest.mark.parametrize("text", ["CRN: X654321", "Tel. no. 07700 900456", "reg AB12 CDE"])
def test_a_number_with_the_word_of_its_kind_finds_its_person(
    world: World, person: Nominal, text: str
) -> None:
    for section, typed in REACHED_BY.items():
        enter_row(world, section, person, **typed)
    assert f'href="{reverse("duty_card", args=[person.reference])}"' in found(world, text)
    answer = world.client(POLICE).post(reverse("people_search"), {"q": text})
    assert person.reference in answer.content.decode()


# Whose record is restricted

# What is entered of the person, each of which is exact.
REACHED_BY = {
    "telephones": {"number": "07700 900456"},
    "vehicles": {"registration": "AB12 CDE"},
    "identifiers": {"kind": "crn", "given": "X654321"},
}


def a_number(person: Nominal) -> str:
    return str(
        Identifier.objects.using("count")
        .filter(nominal=person, valid=True, withdrawn_on=None)
        .values_list("canonical", flat=True)[0]
    )


def test_a_restricted_person_is_not_there_for_who_is_not_let_in(
    world: World, person: Nominal
) -> None:
    link = reverse("duty_card", args=[person.reference])
    assert link in found(world, person.surname)
    given.restrict(given.officer("coordinator"), person)
    client = world.client(DUTY_OFFICER)
    assert client.get(link).status_code == 404
    assert client.get(reverse("duty_photograph", args=[person.reference])).status_code == 404
    assert "restricted" not in found(world, person.surname).lower()
    for text in (person.surname, person.reference, a_number(person)):
        assert link not in found(world, text)


def test_who_names_a_restricted_person_exactly_is_told_whom_to_ring(
    world: World, person: Nominal, db_home: Server
) -> None:
    given.restrict(given.officer("coordinator"), person, ring="01632 960 017")
    assert person.born_on is not None
    for section, typed in REACHED_BY.items():
        enter_row(world, section, person, **typed)
    exactly = (
        *(person.reference, a_number(person)),
        *("07700 900456", "AB12 CDE", "X654321"),
        f"{person.forenames} {person.surname} {person.born_on:%d/%m/%Y}",
    )
    for text in exactly:
        html = found(world, text)
        assert "Restricted record: ring <strong>01632 960 017</strong>" in html, text
        assert reverse("duty_card", args=[person.reference]) not in html
        assert "Not found is not the same" not in html
        assert "alone" not in html
    for text in (person.surname, person.forenames, "AB12 CDF", f"{person.born_on:%d/%m/%Y}"):
        assert "01632 960 017" not in found(world, text), text
    logged = query(
        db_home,
        "select count(*) from audit_access where action = 'search' and nominal_id = %s"
        " and actor = %s",
        person.pk,
        world.user(DUTY_OFFICER).name,
    )
    assert logged[0][0] >= 2


def told_on_duty(world: World, text: str) -> bool:
    return "Restricted record: ring <strong>01632 960 017</strong>" in found(world, text)


def test_who_is_on_duty_is_told_of_a_restricted_person_by_name_or_surname_and_birth(
    world: World, person: Nominal
) -> None:
    given.restrict(given.officer("coordinator"), person, ring="01632 960 017")
    assert person.born_on is not None
    typed = f"{person.surname} {person.born_on:%d/%m/%Y}"
    assert told_on_duty(world, typed)
    assert told_on_duty(world, typed.replace(person.surname, person.surname + "z"))  # a slip
    # The whole name as it is recorded, whichever comes first, as an officer at a door has it.
    first, *_ = person.forenames.split()
    for text in (person.name, f"{person.surname} {first}".lower(), f"{first} {person.surname}"):
        assert told_on_duty(world, text), text
    other = person.born_on.replace(year=person.born_on.year - 1)
    for text in (
        person.surname,
        first,
        f"{person.name}z",
        f"{first} {person.surname} {other:%d/%m/%Y}",
        f"{person.forenames.split()[0]} {person.born_on:%d/%m/%Y}",
        f"Zzyzxq {person.born_on:%d/%m/%Y}",
        f"{person.surname} {other:%d/%m/%Y}",
        f"{person.surname} {person.born_on.year}",
    ):
        assert not told_on_duty(world, text), text
    for text in (typed, person.name):
        html = world.client(POLICE).post(reverse("people_search"), {"q": text}).content.decode()
        assert "01632 960 017" not in html, text
    elsewhere = world.signed_in(given.officer(DUTY_OFFICER, given.AWAY))
    for text, told in (
        (f"{person.name} {person.born_on:%d/%m/%Y}", True),
        (typed, False),
        (person.name, False),
    ):
        html = elsewhere.post(reverse("duty_search"), {"q": text}).content.decode()
        assert ("01632 960 017" in html) is told, text


@pytest.mark.parametrize(
    ("where", "exact", "not_exact"),
    [
        (
            {"line_1": "77 Quincunx Lane", "line_2": "", "town": "Ely", "postcode": "PE99 1AA"},
            [
                "77 Quincunx Lane",
                "77 quincunx lane, ELY",
                "77 Quincunx Lane, Ely, Cambridgeshire",
                "77 Quincunx Lane, Ely, PE99 1AA",
                "77 pe991aa",
                "address: 77 Quincunx Lane PE99 1AA",
            ],
            [
                "Quincunx Lane",
                "Quincunx Lane, Ely",
                "PE99 1AA",
                "7 Quincunx Lane",
                "Flat 2, 77 Quincunx Lane",
                "77 Quincunx Lane, Thornbury",
                "77 Quincunx Lane, PE99 1AB",
                "79 PE99 1AA",
            ],
        ),
        (
            {"line_1": "Rose Cottage", "line_2": "Mill Lane", "town": "Ely", "postcode": ""},
            ["Rose Cottage, Mill Lane", "rose cottage mill lane ely"],
            ["Rose Cottage", "Mill Lane", "Mill Lane, Ely", "Rose Cottage, Ely"],
        ),
        (
            {"line_1": "Rose Cottage", "line_2": "", "town": "Ely", "postcode": "PE99 1AA"},
            ["Rose Cottage PE99 1AA"],
            ["Rose Cottage", "Rose Cottage, Ely", "Mill Cottage PE99 1AA", "PE99 1AA"],
        ),
    ],
)
def test_who_is_on_duty_is_told_of_a_restricted_person_by_where_they_live(
    world: World,
    person: Nominal,
    where: dict[str, str],
    exact: list[str],
    not_exact: list[str],
) -> None:
    given.restrict(given.officer("coordinator"), person, ring="01632 960 017")
    enter_row(world, "addresses", person, **where)
    assert [text for text in exact if not told_on_duty(world, text)] == []
    assert [text for text in not_exact if told_on_duty(world, text)] == []
    page = world.client(POLICE).post(reverse("people_search"), {"q": exact[0]}).content.decode()
    assert "01632 960 017" not in page


def test_where_a_restricted_person_lived_or_works_tells_nobody(
    world: World, person: Nominal
) -> None:
    given.restrict(given.officer("coordinator"), person, ring="01632 960 017")
    where = {"line_1": "77 Quincunx Lane", "town": "Ely", "postcode": "PE99 1AA"}
    enter_row(world, "addresses", person, **where, kind="work")
    enter_row(world, "addresses", person, **where, **day("to_day", date(2014, 7, 1)))
    assert not told_on_duty(world, "77 Quincunx Lane, Ely, PE99 1AA")
    enter_row(world, "addresses", person, **where)
    assert told_on_duty(world, "77 Quincunx Lane, Ely, PE99 1AA")


def test_on_duty_one_is_told_not_to_approach_a_restricted_person_alone(
    world: World, person: Nominal
) -> None:
    given.restrict(given.officer("coordinator"), person, ring="01632 960 017")
    alone = "Officers: do not approach alone"

    def told(who: str, by: str) -> bool:
        page = world.client(who).post(reverse(by), {"q": person.reference}).content.decode()
        assert "Restricted record: ring" in page
        return alone in page

    assert not told(DUTY_OFFICER, "duty_search")
    enter_row(world, "warnings", person, kind="self_harm")
    over = day("to_day", date(2014, 7, 1))
    enter_row(world, "warnings", person, kind="weapons", **over)
    assert not told(DUTY_OFFICER, "duty_search")
    enter_row(world, "warnings", person, kind="weapons")
    assert told(DUTY_OFFICER, "duty_search")
    assert not told(POLICE, "people_search")  # who sees no warnings by role but on duty


def test_where_the_restriction_has_no_number_the_rotas_is_told(
    world: World, person: Nominal, db_home: Server
) -> None:
    given.restrict(given.officer("coordinator"), person)
    assert "no number to ring is set" in found(world, person.reference)
    boss = given.officer("coordinator")
    with given.acting(boss) as (visitor, opened):
        rota.set_number(
            area_id=area_of(boss),
            area=given.HOME,
            agency="police",
            number="01632 960 111",
            answered_by="control room",
            since=visitor.today,
            seen=[rota.mark(n) for n in rota.numbers([area_of(boss)])],
            by=visitor.name,
            operation=opened,
        )
    try:
        html = found(world, person.reference)
        assert "Restricted record: ring <strong>01632 960 111 (control room)</strong>" in html
        assert given.HOME not in html.split("A restricted record")[1].split("</div>")[0]
    finally:
        with administrator(db_home) as past:
            past.execute("set session_replication_role = replica")
            past.execute("delete from cases_rota where number = '01632 960 111'")


def test_who_is_shut_out_is_told_of_no_restricted_record(world: World, person: Nominal) -> None:
    boss = given.officer("coordinator")
    given.restrict(boss, person, ring="01632 960 017")
    assert "A restricted record" in found(world, person.reference)
    given.put_on_list(boss, person, world.user(DUTY_OFFICER), "shut_out")
    for text in (person.reference, a_number(person)):
        html = found(world, text)
        assert "A restricted record" not in html
        assert "Not found is not the same" in html


def test_who_is_let_in_finds_and_opens_the_card_which_says_so(
    world: World, person: Nominal
) -> None:
    link = reverse("duty_card", args=[person.reference])
    assert "Restricted record" not in card(world, person)
    given.restrict(given.officer("coordinator"), person, world.user(DUTY_OFFICER), ring="x")
    assert "Restricted record: only those who are let in see it." in card(world, person)
    for text in (person.surname.lower(), person.reference, a_number(person)):
        assert found(world, text).count(f'href="{link}"') == 1
    assert link not in found(world, "zz nobody")


def test_who_is_shut_out_finds_and_opens_nothing(world: World, person: Nominal) -> None:
    link = reverse("duty_card", args=[person.reference])
    assert link in found(world, person.surname)
    given.put_on_list(given.officer("coordinator"), person, world.user(DUTY_OFFICER), "shut_out")
    assert world.client(DUTY_OFFICER).get(link).status_code == 404
    for text in (person.surname, person.reference, a_number(person)):
        assert link not in found(world, text)


def test_the_card_reads_what_it_shows_and_nothing_else_of_what_people_entered(
    world: World, person: Nominal
) -> None:
    for section in TYPED:
        enter_row(world, section, person)
    assert Posting.objects.using("owner").filter(user=world.user(DUTY_OFFICER)).count() == 1
    html = card(world, person)
    for text in ("British", "d.marlow@", "00001234", "bakery", "Chess", "INT-1", "Kept apart"):
        assert text not in html
