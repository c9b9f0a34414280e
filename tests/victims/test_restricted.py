"""A record that is restricted stays victim liaison's: nobody who restricts knows of a victim."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.db.models import Q
from django.http import Http404
from django.test import Client
from django.urls import reverse

from openmappa.agencies.models import Posting, User
from openmappa.agencies.pages import enter
from openmappa.agencies.permissions import Part
from openmappa.audit.operations import operation
from openmappa.cases import visibility
from openmappa.cases.searching import searchable
from openmappa.cases.visibility import see, visible
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals.models import Access, Nominal, Restriction, SourceRecord
from openmappa.victims.models import Link, Mention, Zone
from tests.cases.given import known_to_all
from tests.nominals.given_work import work_with
from tests.victims.given import given_victim, given_zone
from tests.victims.test_compartment import NAMING, forget, without_zone
from tests.web import given_access as given
from tests.web.register.given import a_row, area_of, rows_in_every_table
from tests.web.world import World
from tests.world import administrator

LIAISON = "victim_liaison"


@pytest.fixture
def keeper() -> User:
    """Who restricts the record, and keeps its lists."""
    return given.officer("coordinator", name="Kay Eperley")


@pytest.fixture
def person(world: World, db_home: Server, keeper: User) -> Iterator[Nominal]:
    """With a victim, a zone and a text that names the victim; restricted after that."""
    found, writer = known_to_all(world), world.user("police")
    given_zone(world)
    a_row("vehicles", found.pk, writer, area_of(writer), note=NAMING)
    given.restrict(keeper, found)
    yield found
    given.forget(db_home)
    forget(db_home)


def speaks_too(user: User) -> User:
    """Somebody of probation who is also victim liaison."""
    with operation(using="owner", actor="a test", purpose="test"):
        Posting.objects.using("owner").create(
            user=user, area_id=area_of(user), role=LIAISON, during=Period(date(2010, 1, 1), None)
        )
    return user


def status(client: Client, name: str, *args: object) -> int:
    return client.get(reverse(name, args=args)).status_code


def waiting() -> list[Mention]:
    return list(Mention.objects.using("default").filter(outcome="").order_by("pk"))


def test_liaison_does_all_its_work_on_a_restricted_record(
    world: World, person: Nominal, db_home: Server
) -> None:
    client, victim = world.client(LIAISON), given_victim(world)
    of_person = {"reference": person.reference}
    assert client.get(reverse("person", kwargs=of_person)).status_code == 200
    found = client.post(reverse("people_search"), {"q": person.surname}).content.decode()
    assert reverse("person", kwargs=of_person) in found
    assert "Quillfeather" in client.get(reverse("victims_of", kwargs=of_person)).content.decode()
    for name in ("victim", "victim_contact", "victim_zone"):
        assert status(client, name, person.reference, victim.pk) == 200, name

    wording = {"wording": "All of Elmswick", "condition_of": "licence", "first": "1 2 2015"}
    path = reverse("victim_zone", args=[person.reference, victim.pk])
    assert client.post(path, wording).status_code == 302
    path = reverse("victims_annex", kwargs=of_person)
    assert (
        client.post(
            path, {"text": "Comes by bus", "standing": "opinion", "version": "0"}
        ).status_code
        == 302
    )
    spoken = {"on": "1 3 2015", "kind": "letter", "text": "Is afraid", "standing": "opinion"}
    path = reverse("victim_contact", args=[person.reference, victim.pk])
    assert client.post(path, spoken).status_code == 302
    page = client.get(reverse("victim", args=[person.reference, victim.pk])).content.decode()
    assert "Opinion: Is afraid" in page
    page = client.get(reverse("victims_of", kwargs=of_person)).content.decode()
    assert "Opinion: Comes by bus" in page

    queue = client.get(reverse("mentions")).content.decode()
    assert "No text waits" not in queue
    assert "Overdue" not in queue
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("update victims_mention set found_at = now() - interval '1 day'")
    assert "Overdue" in client.get(reverse("mentions")).content.decode()
    assert "Overdue: 1, found before today" in client.get(reverse("home")).content.decode()
    with given.looking(world.user(LIAISON)):
        (mention,) = waiting()
    path = reverse("mention", args=[mention.pk])
    assert NAMING in client.get(path).content.decode()
    judged = client.post(path, {"outcome": "withheld", "reason": "Names her"})
    assert judged.status_code == 302
    with given.looking(world.user(LIAISON)):
        assert waiting() == []
        assert Zone.objects.using("default").filter(nominal=person).count() == 2


def test_its_role_shows_no_more_of_a_restricted_record_than_of_another(
    world: World, person: Nominal
) -> None:
    client = world.client(LIAISON)
    for name in ("log", "documents", "record_history", "duty_card", "address_check"):
        assert status(client, name, person.reference) in (403, 404), name
    page = client.get(reverse("person_caseload", args=[person.reference])).content.decode()
    assert "Restricted</strong>" in page
    assert "A relative works here" not in page  # why, which is for those who work with the person
    assert "Let in" not in page  # nor who else is
    with given.looking(world.user(LIAISON)):  # nor does the database tell
        assert not Restriction.objects.using("default").filter(nominal=person).exists()
        assert Access.objects.using("default").filter(nominal=person, restricted=True).exists()


@pytest.mark.parametrize("side", ["shut_out", "declared"])
def test_who_is_shut_out_of_it_sees_nothing_in_the_compartment_either(
    world: World, person: Nominal, keeper: User, side: str
) -> None:
    looker = given.officer(LIAISON)
    client = world.signed_in(looker)
    assert status(client, "victims_of", person.reference) == 200
    if side == "declared":
        given.declare(looker, person)
    else:
        given.put_on_list(keeper, person, looker, "shut_out")
    for name in ("person", "victims_of", "victims_annex"):
        assert status(client, name, person.reference) == 404
    assert "No text waits" in client.get(reverse("mentions")).content.decode()
    with given.looking(looker), connections["default"].cursor() as cursor:
        assert not Link.objects.using("default").filter(nominal=person).exists()
        cursor.execute("select victims_may_see(%s)", [person.pk])
        assert cursor.fetchone() == (False,)


def test_victim_liaison_of_another_area_sees_it_no_more_than_before(
    world: World, person: Nominal
) -> None:
    with given.looking(given.officer(LIAISON, given.AWAY)) as visitor:
        assert visible(visitor).sight(person.pk) is None
        assert not given.in_sight(person)
        assert not Link.objects.using("default").filter(nominal=person).exists()


def test_another_posting_of_the_same_user_shows_nothing_more_of_it(
    world: World, person: Nominal
) -> None:
    """A probation practitioner who is also victim liaison reads as liaison alone."""
    looker = given.officer("probation", agency="probation")
    with given.looking(looker) as visitor:
        assert visible(visitor).sight(person.pk) is None
    speaks_too(looker)
    other = next(p for p in world.seen_by("probation") if p.pk != person.pk and p.sight == "full")
    with transaction.atomic():
        visitor = enter(looker.pk)
        assert Part.LOG in see(visitor, str(other.reference)).sees
        seen = see(visitor, str(person.reference))
        assert Part.VICTIMS in seen.sees
        assert Part.LOG not in seen.sees
        assert seen.writes == {Part.VICTIMS}
        with pytest.raises(Http404):
            see(visitor, str(person.reference), Part.CONTACT)


def test_to_restrict_a_record_tells_nobody_that_there_is_a_victim(
    world: World, person: Nominal, keeper: User, db_home: Server
) -> None:
    """The lists are the same with a victim as without; liaison stands on none."""
    client = world.signed_in(keeper)

    def pages() -> list[str]:
        asked = [reverse(name, args=[person.reference]) for name in ("person_caseload", "person")]
        return [without_zone(client.get(path).content.decode()) for path in asked]

    with_victim = pages()
    assert all(str(person.reference) in page for page in with_victim)
    assert world.user(LIAISON).name not in with_victim[0]
    forget(db_home)
    assert pages() == with_victim


def shown_of(person: Nominal, user: User) -> dict[str, int]:
    """How many rows of every table that names people the database shows of this one."""
    with given.looking(user), connections["default"].cursor() as cursor:
        cursor.execute(
            "select attrelid::regclass::text from pg_attribute"
            " join pg_class c on c.oid = attrelid and relkind = 'r'"
            " where attname = 'nominal_id' and relnamespace = 'public'::regnamespace"
            " and has_column_privilege('web', attrelid, attnum, 'select')"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"select count(*) from {table} where nominal_id = %s", [person.pk])
            (found[table],) = cursor.fetchone()
    return found


BOTH = ("probation", "probation_supervisor", "coordinator", "central_point", "duty_officer")


def test_another_posting_of_the_same_user_opens_no_row_of_it(
    world: World, person: Nominal, keeper: User
) -> None:
    """The database by itself, with no filter of the program."""
    writer = world.user("police")
    rows_in_every_table(person.pk, writer, area_of(writer))
    work_with(person, writer.pk, area_of(writer))
    alone = shown_of(person, given.officer(LIAISON))
    assert alone["nominals_disclosure"]
    assert not any(
        alone[f"nominals_{table}"]
        for table in ("activity", "restriction", "restriction_history", "sign_off", "listed")
    )
    for role in BOTH:
        both = speaks_too(given.officer(role, agency="probation"))
        assert shown_of(person, both) == alone, role
        if role != "duty_officer":
            given.put_on_list(keeper, person, both, "let_in")
            assert shown_of(person, both)["nominals_restriction"] == 2, role  # one that ran before


@pytest.mark.parametrize("on_list", [False, True])
def test_its_functions_answer_another_posting_only_if_it_is_let_in(
    world: World, person: Nominal, keeper: User, *, on_list: bool
) -> None:
    both = speaks_too(given.officer("probation_supervisor"))
    if on_list:
        given.put_on_list(keeper, person, both, "let_in")
    with given.looking(both) as visitor, connections["default"].cursor() as cursor:
        assert LIAISON in {held.role.key for held in visitor.postings}
        for asked in ("nominals_concerned(%s)", "nominals_gives_on(%s)"):
            cursor.execute(f"select {asked}", [person.pk])
            assert cursor.fetchone() == (on_list,), asked
        cursor.execute("select count(*) from nominals_takers(%s)", [person.pk])
        assert bool(cursor.fetchone()[0]) is on_list
        cursor.execute("select nominals_in_sight(%s)", [person.pk])
        assert cursor.fetchone() == (True,)
    outcome = nullcontext() if on_list else pytest.raises(PermissionDenied)
    with outcome:
        given.name(both, person, given.officer("probation"))


def test_another_posting_finds_it_by_nothing_that_liaison_does_not_search_by(
    world: World, person: Nominal, keeper: User
) -> None:
    writer = world.user("police")
    a_row("vehicles", person.pk, writer, area_of(writer), registration="XY12 ZZZ")
    both = speaks_too(given.officer("probation"))

    def finds(kind: str, value: str) -> bool:
        with given.looking(both) as visitor, connections["default"].cursor() as cursor:
            cursor.execute(
                "select count(*) from nominals_search(%s, %s) where nominal_id = %s",
                [
                    json.dumps({"facts": [[kind, value]]}),
                    sorted(searchable(visitor)),
                    person.pk,
                ],
            )
            return bool(cursor.fetchone()[0])

    key = SourceRecord.objects.using("owner").filter(nominal=person, withdrawn_on=None)[0]
    assert not finds("vehicle", "XY12ZZZ")
    assert finds("record", key.source_key)
    given.put_on_list(keeper, person, both, "let_in")
    assert finds("vehicle", "XY12ZZZ")
    searched = import_module("openmappa.nominals.migrations.0008_search").BY_LIAISON
    with given.looking(given.officer(LIAISON)) as visitor:
        assert all(f"'{kind}'" in searched for kind in searchable(visitor) - {"name", "born"})


def test_without_the_filter_of_lists_the_database_still_refuses(
    world: World, person: Nominal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if everybody were let in: the pages are then another posting's, and say nothing."""
    both, writer = speaks_too(given.officer("probation")), world.user("police")
    a_row("vehicles", person.pk, writer, area_of(writer), registration="XY12 ZZZ")
    real = visibility._listed

    def everybody(who: visibility._Who, side: str) -> Q:
        return who.fact("anybody", Access) if side == "let_in" else real(who, side)

    monkeypatch.setattr(visibility, "_listed", everybody)
    visibility._question_of_one.cache_clear()
    client = world.signed_in(both)
    with given.looking(both) as visitor:
        assert Part.IDENTITY in see(visitor, str(person.reference)).sees
    page = client.get(reverse("register_section", args=[person.reference, "vehicles"]))
    visibility._question_of_one.cache_clear()
    assert page.status_code == 200
    assert "XY12 ZZZ" not in page.content.decode()
