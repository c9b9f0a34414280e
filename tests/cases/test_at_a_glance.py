"""The record at a glance, as known on a day, on paper, and on the duty officer's card."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import DatabaseError, connections, transaction
from django.urls import reverse

from openmappa.agencies.models import Posting
from openmappa.agencies.pages import enter
from openmappa.agencies.permissions import Part
from openmappa.audit.operations import operation
from openmappa.cases import rota
from openmappa.cases.glance import since_last_look
from openmappa.cases.models import RotaNumber
from openmappa.config.postgres import Server
from openmappa.justice.models import Order
from openmappa.law.dates import Period
from openmappa.nominals.models import Address, Nominal
from tests.cases.given import a_document, a_photograph, acting, at_level_1, known_to_all
from tests.web.matrix import (
    ADMINISTRATOR,
    COORDINATOR,
    DUTY_OFFICER,
    OTHER_AREA,
    POLICE,
    PROBATION,
)
from tests.web.world import WHY, World, opened
from tests.world import administrator, query


def get(world: World, role: str, page: str, person: Nominal, **given: str) -> str:
    answer = opened(world.client(role), page, person.reference, **given)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def area_of(world: World, role: str) -> int:
    return Posting.objects.using("owner").get(user=world.user(role).pk).area_id


def looked_days_ago(server: Server, days: int) -> None:
    """Let all that was looked at so far have been looked at so many days ago."""
    with administrator(server) as past_every_check:
        past_every_check.execute("set session_replication_role = replica")
        past_every_check.execute(
            "update audit_access set at = at - %s::interval", [timedelta(days=days)]
        )


# Since you last looked


def test_what_others_changed_since_one_last_looked_is_told_and_nothing_else(
    world: World, db_home: Server
) -> None:
    person = known_to_all(world)
    assert "You have not opened this record before today" in get(world, PROBATION, "person", person)
    get(world, POLICE, "person", person)
    looked_days_ago(db_home, 1)
    html = get(world, PROBATION, "person", person)
    assert "Since you last looked, on" in html
    with administrator(db_home) as past_every_check:
        # What the extract wrote came before that.
        past_every_check.execute("set session_replication_role = replica")
        for (table,) in query(
            db_home, "select relname from pg_class where relkind = 'r' and relname ~ '_history$'"
        ):
            past_every_check.execute(
                f"update {table} set pgh_created_at = pgh_created_at - interval '9 days'".encode()
            )
    assert "Nobody else has changed anything" in get(world, PROBATION, "person", person)
    a_photograph(world, person)
    a_document(world, person)
    html = get(world, PROBATION, "person", person)
    assert "a photograph added" in html
    assert "a document added" in html
    assert re.search(r"<strong[^>]*>Sam Oakley</strong>", html)
    # One's own changes are no news.
    assert "a photograph added" not in get(world, POLICE, "person", person)


def test_changes_in_parts_that_one_does_not_see_are_not_told(world: World) -> None:
    person = known_to_all(world)
    a_photograph(world, person)
    a_document(world, person)
    with transaction.atomic():
        enter(world.user(PROBATION).pk)
        every = since_last_look(person, frozenset(Part))
        some = since_last_look(person, frozenset({Part.IDENTITY}))
    said = [what for change in every.changes for what in change.what]
    assert "a document added" in said
    assert "a document added" not in [what for change in some.changes for what in change.what]


def test_the_database_tells_no_changes_out_of_scope(world: World) -> None:
    person = known_to_all(world)
    with connections["web"].cursor() as cursor:
        cursor.execute("begin")
        cursor.execute("select agencies_enter(%s)", [world.user(OTHER_AREA).pk])
        cursor.execute("select * from cases_since_last_look(%s)", [person.pk])
        assert cursor.fetchall() == []
        cursor.execute("rollback")


# What is due


def test_what_is_due_is_never_called_a_breach(world: World) -> None:
    for person in world.seen_by(POLICE)[:15]:
        if person.sight == "full":
            html = get(world, POLICE, "person", person)
            due = html[html.index("Due now") : html.index("Since you last looked")]
            assert "breach" not in due.lower()
            assert "not recorded by the due date" in due or "Nothing is due" in due or "in " in due


# As known on a day


def test_the_timeline_as_known_on_a_day_shows_what_was_believed(
    world: World, db_home: Server
) -> None:
    order = Order.objects.using("count").filter(withdrawn_on=None).order_by("pk")[0]
    person = next(p for p in world.seen_by(POLICE) if p.pk == order.nominal_id)
    with administrator(db_home) as past_every_check:
        past_every_check.execute("set session_replication_role = replica")
        for (table,) in query(
            db_home, "select relname from pg_class where relkind = 'r' and relname ~ '_history$'"
        ):
            past_every_check.execute(
                f"update {table} set pgh_created_at = '2020-03-01 12:00+00'".encode()
            )
    court = order.court
    with operation(using="intake", actor="test", purpose="correct an order"):
        Order.objects.using("intake").filter(pk=order.pk).update(court="The corrected court")
    known_then = {"known-day": "2", "known-month": "3", "known-year": "2020"}
    now = get(world, POLICE, "timeline", person)
    then = get(world, POLICE, "timeline", person, **known_then)
    assert "The corrected court" in now
    assert "The corrected court" not in then
    assert "As known on 2 March 2020" in then
    if court:
        assert court in then
    # On the very day of the correction it is known.
    (day,) = query(db_home, "select audit_today()")[0]
    today = {"known-day": day.day, "known-month": day.month, "known-year": day.year}
    assert "The corrected court" in get(world, POLICE, "timeline", person, **today)
    before = world.client(POLICE).get(
        reverse("timeline", args=[person.reference]), known_then | {"known-year": "2019"}
    )
    assert before.status_code == 422
    assert "Nothing of this person was recorded here before" in before.content.decode()


def test_the_slider_moves_the_day_of_the_identity_bar_too(world: World) -> None:
    client = world.client(POLICE)
    person = known_to_all(world)
    page = reverse("timeline", args=[person.reference])
    day = person.born_on.replace(year=2013)
    answer = client.post(reverse("as_on"), {"number": str(day.toordinal()), "next": page})
    assert answer["Location"] == page
    html = client.get(page).content.decode()
    assert f"(age {2013 - person.born_on.year})" in html
    assert client.post(reverse("as_on"), {"number": "x"}).status_code == 422


# On paper


def test_a_print_is_marked_says_who_and_when_and_is_logged_with_its_parts(
    world: World, db_home: Server
) -> None:
    person = known_to_all(world)
    html = get(world, POLICE, "person_print", person)
    assert html.count("OFFICIAL-SENSITIVE") >= 2
    assert re.search(r"True at \d+ \w+ \d{4}, \d\d:\d\d, valid 24 hours", html)
    printed = r'<span data-text="Sam Oakley, \d+ \w+ \d{4}, \d\d:\d\d">'
    assert len(re.findall(printed, html)) == 3
    logged = query(
        db_home, "select actor, what from audit_access where action = 'print' order by id desc"
    )
    assert logged[0] == (
        "Sam Oakley",
        "the record: level and area, identity, contact, life, offending, markers, log",
    )


# On duty


def search(world: World, text: str, role: str = DUTY_OFFICER) -> str:
    answer = world.client(role).post(reverse("duty_search"), {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_duty_officer_finds_by_name_number_and_address(world: World) -> None:
    person = known_to_all(world)
    with transaction.atomic():
        enter(world.user(POLICE).pk)
        address = Address.objects.filter(nominal=person, withdrawn_on=None).exclude(line_1="")[0]
        number = person.reference
    link = reverse("duty_card", args=[person.reference])
    for text in (person.surname, number, address.line_1, f"{address.line_1}, {address.postcode}"):
        assert link in search(world, text), text
    assert "Not found is not the same as not on the register" in search(world, "Nemo Nobody")
    assert world.client(DUTY_OFFICER).post(reverse("duty_search"), {"q": " "}).status_code == 422


def test_what_is_searched_for_is_in_no_log(world: World, db_home: Server) -> None:
    search(world, "Zwicky")
    assert query(db_home, "select from audit_access where what ~ 'Zwicky'") == []


def test_each_opening_of_a_card_is_an_event_for_the_manager(world: World, db_home: Server) -> None:
    person = at_level_1(world)
    get(world, DUTY_OFFICER, "duty_card", person)
    events = query(
        db_home,
        "select verb, sentence from audit_event where nominal_id = %s order by id desc",
        person.pk,
    )
    assert events[0] == (
        "duty card opened",
        "Max Rowley, on duty in Cambridgeshire, opened the duty card.",
    )


def test_a_card_of_another_area_is_not_there(world: World) -> None:
    with transaction.atomic():
        enter(world.user(DUTY_OFFICER).pk)
        own = set(Nominal.objects.using("default").values_list("pk", flat=True))
    others = Nominal.objects.using("count").exclude(pk__in=own)
    for other in others[:3]:
        answer = world.client(DUTY_OFFICER).get(reverse("duty_card", args=[other.reference]))
        assert answer.status_code == 404
        assert other.surname not in search(world, "zz " + other.surname).split("<main")[1].replace(
            "zz " + other.surname, ""
        )


def test_the_card_says_what_holds_today_and_whom_to_ring(world: World) -> None:
    set_number(world, "01632 960 001")
    order = Order.objects.using("count").filter(type="SOPO", withdrawn_on=None, ends_on=None)[0]
    person = Nominal.objects.using("count").get(pk=order.nominal_id)
    html = get(world, DUTY_OFFICER, "duty_card", person)
    assert "Sexual offences prevention order" in html
    assert "SOA 2003 s.113" in html
    assert 'href="tel:01632960001"' in html
    assert re.search(r"True at .+, valid 24 hours", html)
    assert "Zone" not in html


def test_who_may_be_the_same_person_is_on_the_card(world: World, db_home: Server) -> None:
    seen = [person.pk for person in world.seen_by(COORDINATOR)]
    ((one, other),) = query(
        db_home,
        "select nominal_id, other_nominal_id from nominals_match"
        " where open and nominal_id <> other_nominal_id and nominal_id = any (%s)"
        " and other_nominal_id = any (%s) order by id limit 1",
        seen,
        seen,
    )
    people = Nominal.objects.using("count").in_bulk([one, other])
    said = f"May be the same person as {people[other].name}"
    assert said in get(world, DUTY_OFFICER, "duty_card", people[one])
    with world.hidden(other):
        card = get(world, DUTY_OFFICER, "duty_card", people[one])
    assert str(people[other].reference) not in card
    assert "May be the same person" not in card


# The rota


def set_number(world: World, number: str, since: str = "31", role: str = ADMINISTRATOR) -> int:
    data = {
        "seen": [rota.mark(number) for number in RotaNumber.objects.using("owner")],
        "agency": "police",
        "number": number,
        "answered_by": "Public protection unit, on call",
        "since-day": since,
        "since-month": "3",
        "since-year": "2015",
    }
    return world.client(role).post(reverse("rota"), data).status_code


@pytest.fixture
def no_numbers(db_home: Server) -> None:
    with administrator(db_home) as past_every_check:
        past_every_check.execute("set session_replication_role = replica")
        past_every_check.execute("delete from cases_rota")


def test_a_new_number_ends_the_one_before(world: World, no_numbers: None) -> None:
    assert set_number(world, "01632 960 001") == 302
    assert set_number(world, "01632 960 002") == 302  # a slip, put right on its day
    assert [n.number for n in RotaNumber.objects.using("owner")] == ["01632 960 002"]
    with transaction.atomic():
        visitor = enter(world.user(ADMINISTRATOR).pk)
        (area_id, area), *_ = visitor.areas(
            next(iter(visitor.postings[0].role.permissions))
        ).items()
        with visitor.operation("test") as opened:
            how = {"area_id": area_id, "area": area, "agency": "police", "by": "x"}
            tomorrow = visitor.today + timedelta(days=1)
            rota.set_number(
                number="01632 960 003",
                answered_by="Another unit",
                since=tomorrow,
                seen=[rota.mark(number) for number in RotaNumber.objects.using("owner")],
                operation=opened,
                **how,
            )
    numbers = RotaNumber.objects.using("owner").order_by("pk")
    assert [n.during for n in numbers] == [
        Period(visitor.today, visitor.today),
        Period(tomorrow, None),
    ]
    assert set_number(world, "01632 960 004") == 422


def test_of_two_who_set_a_number_the_second_is_shown_the_first(
    world: World, no_numbers: None
) -> None:
    assert set_number(world, "01632 960 004") == 302
    client = world.client(ADMINISTRATOR)
    opened = client.get(reverse("rota")).content.decode()
    assert set_number(world, "01632 960 005") == 302
    data = {
        "seen": re.findall('name="seen" value="([^"]+)"', opened),
        "agency": "police",
        "number": "01632 960 006",
        "answered_by": "Control room",
        "since-day": "31",
        "since-month": "3",
        "since-year": "2015",
    }
    second = client.post(reverse("rota"), data)
    assert second.status_code == 422
    html = second.content.decode()
    assert "Somebody has set 01632 960 005" in html
    assert 'value="01632 960 006"' in html
    again = re.findall('name="seen" value="([^"]+)"', html)
    assert client.post(reverse("rota"), {**data, "seen": again}).status_code == 302


@pytest.mark.parametrize("number", ["", "one two", "01632-960-001", "+", "0" * 30])
def test_a_number_is_a_number(world: World, number: str) -> None:
    assert set_number(world, number) == 422


def test_the_database_lets_only_the_areas_own_keepers_set_numbers(world: World) -> None:
    norfolk = area_of(world, OTHER_AREA)
    for role in (POLICE, COORDINATOR):
        number = RotaNumber(
            area_id=norfolk,
            agency="police",
            number="01632 960 009",
            answered_by="x",
            during=Period(date(2015, 3, 31), None),
        )
        with pytest.raises(DatabaseError, match="row-level security"), acting(world, role):
            number.save(using="default")


def test_a_pointer_gives_the_number_of_the_rota(world: World, db_home: Server) -> None:
    norfolk = area_of(world, OTHER_AREA)
    with operation(using="owner", actor="test", purpose="test"):
        RotaNumber(
            area_id=norfolk,
            agency="police",
            number="01632 960 777",
            answered_by="Norfolk, on call",
            during=Period(None, None),
        ).save(using="owner")
    ((nominal, canonical),) = query(
        db_home,
        "select i.nominal_id, i.canonical from nominals_identifier i join nominals_access a"
        " on a.nominal_id = i.nominal_id where i.kind = 'pnc_id' and i.valid and a.area_id = %s"
        " and a.during @> audit_today() and not exists (select from nominals_access b where"
        " b.nominal_id = i.nominal_id and b.area_id <> %s and b.during @> audit_today())"
        " order by 1 limit 1",
        norfolk,
        norfolk,
    )
    assert nominal
    html = (
        world.client(POLICE)
        .post(reverse("people_search"), {"q": canonical, **WHY})
        .content.decode()
    )
    assert "01632 960 777 (Norfolk, on call)" in html
    assert "01632 960 777 (Norfolk, on call)" in search(world, canonical)
