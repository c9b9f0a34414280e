"""The blind address check: whom to ring, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.agencies.pages import enter
from openmappa.audit.operations import operation
from openmappa.cases.address_check import Answer, TooOftenError, ask
from openmappa.cases.models import Ground, RotaNumber
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals.models import Access, Nominal
from openmappa.rights.measures import MEASURES
from openmappa.web.caseload.queries import touched
from tests.cases.given import known_to_all
from tests.victims import given as victims
from tests.web import given_access as given
from tests.web.matrix import COORDINATOR, POLICE
from tests.web.register.given import a_row, area_of
from tests.web.world import World
from tests.world import administrator, area_named, day, query

WHERE = {"line": "12 Sample Way", "town": "Ely", "postcode": "CB7 4ZZ"}
WHY = "His sister offers a room after release"
TELEPHONE = "01632 960 001"
NUMBER = f"Cambridgeshire, Police control room: {TELEPHONE}"


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """For whom an address is proposed."""
    with operation(using="owner", actor="a test", purpose="test"):
        RotaNumber.objects.using("owner").create(
            area=area_named("Cambridgeshire"),
            agency="police",
            number=TELEPHONE,
            answered_by="Police control room",
            during=Period(day(-30), None),
        )
    yield known_to_all(world)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        for table in (
            "cases_address_asked",
            "cases_rota",
            "justice_order_term",
            "nominals_residence",
            "nominals_withheld",
            "victims_mention",
            "victims_link",
            "victims_victim",
        ):
            past.execute(f"delete from {table}")
    given.forget(db_home)


@pytest.fixture
def other(world: World, person: Nominal) -> Nominal:
    """Somebody else of the area to whom MAPPA applies."""
    live = Ground.objects.using("count").filter(during__contains=day()).values("nominal")
    home = Access.objects.using("count").filter(
        area=area_named("Cambridgeshire"), basis="responsible", during__contains=day()
    )
    return (
        Nominal.objects.using("count")
        .filter(pk__in=live)
        .filter(pk__in=home.values("nominal"))
        .exclude(pk=person.pk)
        .order_by("pk")[0]
    )


def officer() -> User:
    return given.officer("police", agency="police")


def lives(whom: Nominal, **typed: str) -> int:
    writer = given.officer("police_supervisor", agency="police")
    return a_row("addresses", whom.pk, writer, area_of(writer), **typed)


def answered(by: User, person: Nominal, why: str = WHY, **changes: str) -> Answer:
    with given.acting(by) as (visitor, opened):
        return ask(
            by=visitor.name, nominal=person, why=why, operation=opened, **{**WHERE, **changes}
        )


def asked(by: User, person: Nominal, why: str = WHY, **changes: str) -> str:
    """Whom to ring."""
    return answered(by, person, why, **changes).ring


def test_nobody_lives_there(person: Nominal) -> None:
    assert asked(officer(), person) == ""


@pytest.mark.parametrize(
    ("stored", "typed", "told"),
    [
        ({}, {}, True),
        ({}, {"line": "12 SAMPLE way.", "postcode": "cb74zz"}, True),
        ({"line_1": "Flat 3, 12 Sample Way"}, {}, True),
        ({"line_1": "12a Sample Way"}, {"line": "12A, Sample Way"}, True),
        ({"line_1": "Rose Cottage, Sample Way"}, {"line": "Rose Cottage"}, True),
        ({"line_1": "14 Sample Way"}, {}, False),
        ({"line_1": "12a Sample Way"}, {}, False),
        ({"postcode": "CB7 4ZA"}, {}, False),
    ],
)
def test_whom_to_ring_where_somebody_lives(
    person: Nominal, other: Nominal, stored: dict[str, str], typed: dict[str, str], told: bool
) -> None:
    lives(other, **stored)
    assert asked(officer(), person, **typed) == (NUMBER if told else "")


def test_the_person_s_own_address_is_no_reason(person: Nominal) -> None:
    lives(person)
    assert asked(officer(), person) == ""


def test_an_address_of_before_or_of_somebody_let_go_is_no_reason(
    person: Nominal, other: Nominal, db_home: Server
) -> None:
    number = lives(other)
    grounds = "update cases_ground set during = daterange('1990-01-01', '1990-01-02')"
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update nominals_residence set during = daterange('2014-06-01', audit_today())"
            " where id = %s",
            [number],
        )
        assert asked(officer(), person) == ""
        past.execute(
            "update nominals_residence set during = daterange(audit_today() + 9, null)"
            " where id = %s",
            [number],
        )
        assert asked(officer(), person) == NUMBER
        before = list(Ground.objects.using("count").filter(nominal=other))
        past.execute(f"{grounds} where nominal_id = %s", [other.pk])
        try:
            assert asked(officer(), person) == ""
        finally:
            for ground in before:
                past.execute(
                    "update cases_ground set during = daterange(%s, %s, '[]') where id = %s",
                    [ground.during.first, ground.during.last, ground.pk],
                )


def test_without_a_rota_it_is_the_coordinator(
    person: Nominal, other: Nominal, db_home: Server
) -> None:
    lives(other)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from cases_rota")
    assert asked(officer(), person) == "the MAPPA co-ordinator of Cambridgeshire"


# A term of the person's own


def term(person: Nominal, **typed: str) -> int:
    writer = given.officer("police_supervisor", agency="police")
    return a_row("order-terms", person.pk, writer, area_of(writer), **typed)


@pytest.mark.parametrize(
    ("covers", "asked_about", "forbidden"),
    [
        ("CB7 4ZZ", "CB7 4ZZ", True),
        ("CB7 4ZZ", "cb74zz", True),
        ("CB7 4", "CB7 4ZZ", True),
        ("CB7", "CB7 4ZZ", True),
        ("CB1, CB7 4", "CB7 4ZZ", True),
        ("CB7 4ZA", "CB7 4ZZ", False),
        ("CB7 5", "CB7 4ZZ", False),
        ("CB7", "CB74 4ZZ", False),
        ("CB74", "CB7 4ZZ", False),
        ("", "CB7 4ZZ", False),
    ],
)
def test_a_term_that_covers_the_postcode_makes_it_unsuitable(
    person: Nominal, covers: str, asked_about: str, forbidden: bool
) -> None:
    term(person, number="4", postcodes=covers)
    told = answered(officer(), person, postcode=asked_about)
    assert told == Answer(term="licence term 4" if forbidden else "")


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "other", "postcodes": ""},
        {"nature": "requires"},
        {"to_day-day": "1", "to_day-month": "2", "to_day-year": "2015"},
    ],
)
def test_a_term_that_forbids_no_place_or_is_over_says_nothing(
    person: Nominal, typed: dict[str, str]
) -> None:
    term(person, **{"postcodes": "CB7", **typed})
    assert answered(officer(), person) == Answer()


def test_a_term_of_somebody_else_says_nothing(person: Nominal, other: Nominal) -> None:
    term(other, postcodes="CB7")
    assert answered(officer(), person) == Answer()


def test_a_term_of_an_order_goes_with_the_order(
    person: Nominal, other: Nominal, db_home: Server
) -> None:
    """While it runs; its own number is told, and not who else lives there."""
    lives(other)
    number = term(person, number="4a", postcodes="CB7")
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into justice_order (record_id, nominal_id, area_id, agency, source_key,"
            " type, made_on, court, replaces, foreign_travel_restriction) select id, nominal_id,"
            " area_id, agency, 'a term', 'SHPO', '2015-03-09', '', '', false from nominals_record"
            " where nominal_id = %s limit 1",
            [person.pk],
        )
        past.execute(
            "update justice_order_term set order_id = (select id from justice_order"
            " where source_key = 'a term') where id = %s",
            [number],
        )
        try:
            assert answered(officer(), person) == Answer(term="order term 4a")
            past.execute(
                "update justice_order set ends_on = audit_today() - 1 where source_key = 'a term'"
            )
            assert answered(officer(), person) == Answer(ring=NUMBER)
        finally:
            past.execute("delete from justice_order_term")
            past.execute("delete from justice_order where source_key = 'a term'")


def test_a_term_that_is_withheld_for_a_victim_answers_as_none_does(
    world: World, person: Nominal, db_home: Server
) -> None:
    client = world.client(POLICE)
    none = answer(client, person)
    number = term(person, postcodes="CB7")
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into nominals_withheld (nominal_id, of_table, row_id, compartment, withheld_by)"
            " values (%s, 'justice_order_term', %s, 'victims', 'a test')",
            [person.pk, number],
        )
    assert answer(client, person) == none


def test_the_page_says_which_term_and_that_somebody_lives_there(
    world: World, person: Nominal, other: Nominal
) -> None:
    client = world.client(POLICE)
    lives(other)
    page, _ = answer(client, person)
    assert "Another registered person may live here" in page
    term(person, number="4", postcodes="CB7 4ZZ")
    page, _ = answer(client, person)
    assert "Unsuitable: licence term 4" in page
    assert NUMBER not in page


# What must not be told


def answer(client: Client, person: Nominal, **changes: str) -> tuple[str, int]:
    """The page without what changes with every answer, and how many queries it took."""
    with CaptureQueriesContext(connections["default"]) as captured:
        page = client.post(
            reverse("address_check", args=[person.reference]), {**WHERE, "why": WHY, **changes}
        )
    assert page.status_code == 200
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.content.decode())
    return text, len(captured)


def test_a_restricted_record_and_a_victim_answer_as_nobody_does(
    world: World, person: Nominal, other: Nominal, db_home: Server
) -> None:
    """To the letter, and in as many queries."""
    client = world.client(POLICE)
    place = {"line": "17 Marigold Parade", "town": "Elmswick", "postcode": "ZZ9 9QF"}
    nobody = answer(client, person, **place)
    assert query(db_home, "select count(*) from victims_mention") == [(0,)]
    lives(other, line_1="17 Marigold Parade", postcode="ZZ9 9QF")
    given.restrict(given.officer("coordinator"), other)
    assert answer(client, person, **place) == nobody
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_residence")
        past.execute("delete from cases_address_asked")
    victims.given_victim(world)
    assert answer(client, person, **place) == nobody
    # Victim liaison is told, and who asked is not.
    mentioned = "select count(*) > 0 from victims_mention where of_table = 'cases_address_asked'"
    assert query(db_home, mentioned) == [(True,)]


def test_whom_to_ring_takes_as_many_queries_and_names_nobody(
    world: World, person: Nominal, other: Nominal
) -> None:
    client = world.client(POLICE)
    _, before = answer(client, person)
    lives(other)
    page, after = answer(client, person)
    assert after == before
    assert NUMBER in page
    assert str(other.reference) not in page
    assert other.surname not in page.replace(person.surname, "")


def test_who_is_shut_out_from_somebody_is_told_nothing_of_them(
    world: World, person: Nominal, other: Nominal
) -> None:
    lives(other)
    asking = officer()
    given.put_on_list(world.user(COORDINATOR), other, asking, "shut_out")
    assert asked(asking, person) == ""
    assert asked(officer(), person) == NUMBER


def test_a_withheld_address_is_not_told(person: Nominal, other: Nominal, db_home: Server) -> None:
    number = lives(other)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into nominals_withheld (nominal_id, of_table, row_id, compartment, withheld_by)"
            " values (%s, 'nominals_residence', %s, 'victims', 'a test')",
            [other.pk, number],
        )
    assert asked(officer(), person) == ""


def test_whoever_looks_after_them_learns_who_asked(
    world: World, person: Nominal, other: Nominal, db_home: Server
) -> None:
    """Also of a restricted record: there it is the only answer that anybody gets."""
    lives(other)
    chief = given.officer("coordinator")
    manager = given.officer("probation", agency="probation")
    given.name(given.officer("probation_supervisor", agency="probation"), other, manager)
    given.restrict(chief, other, manager)
    asking = officer()
    assert asked(asking, person) == ""
    with given.looking(manager) as visitor:
        told = [(t.who, t.reference) for t in touched(visitor)]
    assert (asking.name, str(other.reference)) in told
    # It is no reading of the asker's: nobody shows it to them as theirs.
    assert query(
        db_home,
        "select count(*) from audit_access where nominal_id = %s and user_id = %s",
        other.pk,
        asking.pk,
    ) == [(0,)]


def test_ones_own_question_is_not_told_to_oneself(person: Nominal, other: Nominal) -> None:
    """Who manages both is told of a colleague's, with an agency to ring."""
    lives(other)
    manager, colleague = officer(), officer()
    given.name(given.officer("police_supervisor", agency="police"), other, manager)
    for asking in (manager, colleague):
        asked(asking, person)
    with given.looking(manager) as visitor:
        told = [one for one in touched(visitor) if one.who in (manager.name, colleague.name)]
    assert [(one.who, one.how, one.area, one.ring) for one in told] == [
        (colleague.name, "asked about an address where they live", "Cambridgeshire", TELEPHONE)
    ]


def test_the_login_of_pages_reads_no_question(person: Nominal, db_home: Server) -> None:
    asking = officer()
    asked(asking, person)
    for what in ("cases_address_asked", "cases_living_at('12', 'CB74ZZ', 0)"):
        with transaction.atomic(), connections["default"].cursor() as cursor:
            enter(asking.pk)
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(f"select * from {what}")


# Who may ask, how often


def test_nobody_asks_for_a_person_whom_they_do_not_see(person: Nominal, world: World) -> None:
    for stranger in (
        given.officer("police", given.AWAY, agency="police"),
        given.officer("lay_adviser"),
        given.officer("inspector"),
    ):
        with pytest.raises(PermissionDenied):
            asked(stranger, person)
    shut_out = officer()
    given.put_on_list(world.user(COORDINATOR), person, shut_out, "shut_out")
    with pytest.raises(PermissionDenied):
        asked(shut_out, person)


def test_a_postcode_is_asked_about_twice_in_thirty_days(person: Nominal) -> None:
    asking = officer()
    for line in ("1 Sample Way", "2 Sample Way"):
        asked(asking, person, line=line)
    with pytest.raises(TooOftenError, match="postcode as often as one may within 30 days"):
        asked(asking, person, line="3 Sample Way", postcode="cb7  4zz")
    asked(officer(), person)


def test_five_addresses_for_one_person_in_a_week(person: Nominal) -> None:
    asking = officer()
    for number in range(5):
        asked(asking, person, postcode=f"CB{number} 4ZZ")
    with pytest.raises(TooOftenError, match="for this person as one may within 7 days"):
        asked(asking, person, postcode="CB9 9ZZ")


def test_ten_addresses_a_day(person: Nominal, db_home: Server) -> None:
    asking = officer()
    asked(asking, person)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into cases_address_asked (nominal_id, area_id, agency, regime, entered_by,"
            " entered_by_id, proposed, postcode, why, ring)"
            " select 0, area_id, agency, regime, entered_by, entered_by_id, proposed, 'X', why, ''"
            " from cases_address_asked, generate_series(1, 9)"
        )
    with pytest.raises(TooOftenError, match="within 24 hours"):
        asked(asking, person, postcode="CB9 9ZZ")


def test_the_limit_is_a_fault_of_the_form_and_what_was_typed_is_kept(
    world: World, person: Nominal
) -> None:
    client = world.client(POLICE)
    for _ in range(2):
        answer(client, person)
    page = client.post(reverse("address_check", args=[person.reference]), {**WHERE, "why": WHY})
    assert page.status_code == 422
    text = page.content.decode()
    assert "as often as one may within 30 days" in text
    assert 'value="12 Sample Way"' in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"line": ""}, "Enter house number or name, and street"),
        ({"postcode": ""}, "Enter the postcode"),
        ({"postcode": "CB7"}, "Enter a whole postcode, such as CB1 2AB"),
        ({"why": ""}, "Say why the address is proposed"),
        ({"why": "a room"}, "Say why in at least 10 characters"),
    ],
)
def test_what_is_typed_wrong_is_said(
    world: World, person: Nominal, changes: dict[str, str], said: str, db_home: Server
) -> None:
    page = world.client(POLICE).post(
        reverse("address_check", args=[person.reference]), {**WHERE, "why": WHY, **changes}
    )
    assert page.status_code == 422
    assert said in page.content.decode()
    assert query(db_home, "select count(*) from cases_address_asked") == [(0,)]


def test_every_question_is_logged_and_measured(
    world: World, person: Nominal, db_home: Server
) -> None:
    client = world.client(POLICE)
    answer(client, person)
    user = world.user(POLICE).pk
    assert query(
        db_home,
        "select action, what from audit_access where nominal_id = %s and user_id = %s"
        " order by id desc limit 1",
        person.pk,
        user,
    ) == [("search", "a blind address check")]
    ((sentence,),) = query(
        db_home,
        "select sentence from audit_event where verb = 'asked about an address'"
        " order by id desc limit 1",
    )
    assert "Sample Way" not in sentence
    assert "addresses" in MEASURES
