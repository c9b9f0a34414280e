"""The list of people and the pages of one person, over HTTP on the real logins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from openmappa.agencies.pages import enter
from openmappa.cases import people, searching
from openmappa.config import demonstration
from openmappa.config.home import home
from openmappa.config.postgres import Server
from openmappa.nominals.models import Identifier, Nominal
from tests.cases.given import at_level_1, in_full, known_to_all
from tests.conftest import empty
from tests.web import given_access as given
from tests.web.matrix import (
    COORDINATOR,
    MAPPA_ADMINISTRATOR,
    OTHER_AREA,
    POLICE,
    PRISON,
    PROBATION,
)
from tests.web.register.given import a_row, area_of
from tests.web.world import WHY, World
from tests.world import EDGE, Extract, administrator, nominal, query, take_in

SUBPAGES = ("timeline", "legal_position", "person_records", "record_history")
LOOKERS = (COORDINATOR, POLICE, PROBATION, PRISON, OTHER_AREA)


def search(client: Client, text: str, **more: str) -> str:
    answer = client.post(reverse("people_search"), {"q": text, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def listed(html: str) -> list[str]:
    return re.findall(r'href="/people/(M\w+)/"', html)


def everybody(client: Client, **filters: str) -> list[str]:
    found: list[str] = []
    number = pages = 1
    while number <= pages:
        html = client.get(reverse("people"), {**filters, "page": number}).content.decode()
        found += listed(html)
        pages = int(match[1]) if (match := re.search(r"page \d+ of (\d+)", html)) else 1
        number += 1
    return found


def logged(server: Server) -> list[tuple[str, str, int | None, str]]:
    rows = query(server, "select action, what, nominal_id, actor from audit_access order by id")
    return [(action, what, pk, actor) for action, what, pk, actor in rows]


@pytest.mark.parametrize("role", LOOKERS)
def test_the_list_is_just_those_who_may_be_seen(world: World, role: str) -> None:
    seen = {str(person.reference) for person in world.seen_by(role)}
    found = everybody(world.client(role))
    assert len(found) == len(seen)
    assert set(found) == seen


def test_filters_split_the_list(world: World) -> None:
    client = world.client(POLICE)
    whole = set(everybody(client))
    by_status = [set(everybody(client, status=s)) for s in ("community", "custody", "ended")]
    assert set.union(*by_status) == whole
    assert sum(map(len, by_status)) == len(whole)
    current = by_status[0] | by_status[1]
    by_category = [set(everybody(client, category=str(c))) for c in (1, 2, 3)]
    by_level = [set(everybody(client, level=str(n))) for n in (1, 2, 3)]
    assert set.union(*by_category) == set.union(*by_level) == current
    assert sum(map(len, by_category)) == sum(map(len, by_level)) == len(current)
    assert by_level[0]
    assert by_level[1]


def test_the_list_moves_with_the_day(world: World) -> None:
    client = world.client(POLICE)
    before = everybody(client, status="ended")
    client.post(reverse("as_on"), {"day": "1", "month": "4", "year": "2030"})
    assert set(before) < set(everybody(client, status="ended"))


@pytest.mark.parametrize("typed", ["ryan KHAN", "khan simon ryan", "Khaan", "ryansimon khan"])
def test_a_name_is_found_however_it_is_typed(world: World, typed: str) -> None:
    khan = str(nominal("V700040").reference)
    assert khan in listed(search(world.client(POLICE), typed))


@pytest.mark.parametrize(
    "typed", ["a0040ag", "A 0040 AG", "95/201205W", "1995/0201205w", "V700040"]
)
def test_a_number_is_found_in_any_form(world: World, typed: str) -> None:
    assert listed(search(world.client(POLICE), typed)) == [str(nominal("V700040").reference)]


def test_a_search_is_logged_with_its_kind_and_not_its_text(world: World, db_home: Server) -> None:
    before = len(logged(db_home))
    client = world.client(POLICE)
    search(client, "Khan")
    search(client, "a0040ag")
    search(client, "nobodyatall")
    new = logged(db_home)[before:]
    khan = nominal("V700040").pk
    assert ("search", "search by name", khan, "Sam Oakley") in new
    assert ("search", "search by prison number", khan, "Sam Oakley") in new
    assert ("search", "search by name", None, "Sam Oakley") in new
    assert not any(t in what.lower() for _, what, _, _ in new for t in ("khan", "0040", "nobody"))


def test_what_is_typed_stays_out_of_addresses(world: World) -> None:
    client = world.client(POLICE)
    html = search(client, "Khan")
    assert "khan" not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', html)).lower()
    assert client.get(reverse("people_search"), {"q": "Khan"})["Location"] == reverse("people")


def test_one_letter_is_too_little(world: World) -> None:
    answer = world.client(POLICE).post(reverse("people_search"), {"q": "e"})
    assert answer.status_code == 422
    assert "Type at least 2 letters" in answer.content.decode()


def test_a_search_with_nothing_typed_is_a_filter(world: World) -> None:
    answer = world.client(POLICE).post(reverse("people_search"), {"q": " ", "level": "2"})
    assert answer["Location"] == f"{reverse('people')}?level=2"


def test_too_long_a_search_is_told_and_kept(world: World) -> None:
    answer = world.client(POLICE).post(reverse("people_search"), {"q": "x" * 10_000})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "<title>Error: People" in html
    assert 'href="#q"' in html
    assert "x" * 10_000 in html


@pytest.mark.parametrize("role", [COORDINATOR, POLICE, PROBATION, PRISON])
def test_another_areas_person_is_a_pointer_only(world: World, db_home: Server, role: str) -> None:
    fletcher = nominal("V700045")
    assert fletcher.pk not in {person.pk for person in world.seen_by(role)}
    client = world.client(role)
    untold = search(client, "95/861702C")
    assert "Say why you look outside your area" in untold
    assert "Norfolk" not in untold
    assert logged(db_home)[-1][1] == "that another area holds a record, by PNC id"
    html = search(client, "95/861702C", **WHY)
    assert "A record in Norfolk" in html
    assert "Norfolk Constabulary" in html
    assert listed(html) == []
    assert fletcher.surname.lower() not in html.lower()
    action, what, pk, _ = logged(db_home)[-1]
    assert (action, pk) == ("search", fletcher.pk)
    assert what == "pointer to the area that holds the record, by PNC id"
    # It is not asked again for a quarter of an hour, and kept with each look.
    assert "A record in Norfolk" in search(client, "95/861702C")
    why = "select distinct reason_code from audit_access where what = %s"
    assert query(db_home, why, what) == [("meeting",)]
    session = client.session
    session["reason_outside"] = session["reason_outside"] | {"until": 0}
    session.save()
    assert "Say why you look outside your area" in search(client, "95/861702C")


def test_no_pointer_to_who_is_in_sight_or_unknown(world: World) -> None:
    client = world.client(POLICE)
    for typed in ("a0040ag", "95/850739L", "A9999ZZ", "Fletcher"):
        assert "A record in" not in search(client, typed, **WHY)
        assert "another area" not in search(world.client(POLICE), typed)


# Nothing leaks


@pytest.mark.parametrize("role", LOOKERS)
def test_nothing_of_who_may_not_be_seen_leaks(world: World, role: str) -> None:
    client = world.client(role)
    client.get(reverse("home"))
    hidden = world.not_seen_by(role)
    assert hidden
    shown = {str(person.reference) for person in world.seen_by(role)}
    nobody = ask(client, "M9999999Z", "person")
    for person in (hidden[0], hidden[len(hidden) // 2], hidden[-1]):
        for page in ("person", *SUBPAGES):
            assert ask(client, str(person.reference), page) == ask(client, "M9999999Z", page)
        assert ask(client, str(person.reference), "person") == nobody
        # A number that somebody in sight has too finds that person, as it should.
        all_numbers = Identifier.objects.using("count").filter(withdrawn_on=None)
        theirs = all_numbers.filter(nominal__in=[p.pk for p in world.seen_by(role)])
        numbers = all_numbers.filter(nominal=person).exclude(
            canonical__in=theirs.values("canonical")
        )
        here = query_areas(person) & query_areas(*world.seen_by(role)[:1])
        for text in (
            str(person.reference),
            *(numbers.values_list("canonical", flat=True) if here else ()),
        ):
            assert counted(client, text) == counted(client, "A9998ZZ"), text
        html = search(client, person.surname) + search(client, person.name)
        assert set(listed(html)) <= shown


def ask(client: Client, reference: str, page: str) -> tuple[int, int, str]:
    """Status, number of queries, and the page but for what was asked and what is drawn anew."""
    path = reverse(page, args=[reference])
    with CaptureQueriesContext(connections["default"]) as captured:
        answer = client.get(path)
    html = re.sub(r'value="\w{64}"', "", answer.content.decode().replace(reference, ""))
    return answer.status_code, len(captured), html


def counted(client: Client, text: str) -> tuple[int, str]:
    with CaptureQueriesContext(connections["default"]) as captured:
        html = search(client, text)
    html = re.sub(r'value="\w{64}"', "", html.replace(text, ""))
    # What it was taken for depends on what was typed alone.
    return len(captured), re.sub(r'<p class="[^"]*app-understood">.*?</p>', "", html)


def query_areas(*people: Nominal) -> set[int]:
    with connections["count"].cursor() as cursor:
        cursor.execute(
            "select area_id from nominals_access where nominal_id = any(%s)"
            " and during @> audit_today()",
            [[person.pk for person in people]],
        )
        return {area for (area,) in cursor.fetchall()}


def test_of_an_outline_nothing_else_leaks(world: World) -> None:
    client = world.client(COORDINATOR)
    outlines = [p for p in world.seen_by(COORDINATOR) if p.sight == "outline"]
    assert outlines
    references = {str(p.reference) for p in outlines}
    for filters in (
        *({"category": str(c)} for c in (1, 2, 3, 4)),
        *({"status": s} for s in ("community", "custody", "ended")),
        {"level": "2"},
        {"level": "3"},
    ):
        assert references.isdisjoint(everybody(client, **filters))
    for person in outlines:
        html = client.get(reverse("person", args=[person.reference])).content.decode()
        main = html[html.index("<main") :]
        assert person.born_on is None or str(person.born_on.year) not in main
        assert "Category" not in main
        assert "Cambridgeshire" not in main
        for number in Identifier.objects.using("count").filter(nominal=person):
            assert number.canonical not in main
        assert person.surname not in html[: html.index("<main")]
    someone = str(at_level_1(world).reference)
    for page in SUBPAGES:
        assert ask(client, someone, page) == ask(client, "M9999999Z", page)


def test_a_page_says_the_category_and_level_that_the_list_says(
    world: World, db_home: Server
) -> None:
    """Of whoever is seen: the one goes by facts of the record in full, the other must not."""
    managed = at_level_1(world)
    given.name(world.user("police_supervisor"), managed, given.officer("police"))
    sights = set()
    for role in (*LOOKERS, MAPPA_ADMINISTRATOR):
        with transaction.atomic():
            visitor = enter(world.user(role).pk)
            rows = people.listed(visitor, visitor.today, people.Filters(), 1, None).rows
        for row in rows:
            page = world.client(role).get(reverse("person", args=[row.reference]))
            facts = dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page.content.decode()))
            sights.add("full" if row.full else "index" if row.index else "outline")
            assert facts["Level"] == str(row.level or "none"), (role, row.reference)
            assert not row.category or f"Category {facts['Category']}" == row.category
    given.forget(db_home)
    assert sights == {"full", "index", "outline"}


def test_another_name_of_an_outline_finds_nobody(world: World) -> None:
    rows = query_rows(
        "select n.reference, a.surname, a.forenames from nominals_name a"
        " join nominals_nominal n on n.id = a.nominal_id"
        " where lower(a.surname) <> lower(n.surname)"
    )
    outlines = {str(p.reference) for p in world.seen_by(COORDINATOR) if p.sight == "outline"}
    known = {str(p.reference) for p in world.seen_by(POLICE)}
    tried = [(r, f"{f} {s}") for r, s, f in rows if r in outlines & known]
    for reference, name in tried:
        assert reference not in listed(search(world.client(COORDINATOR), name))
        assert reference in listed(search(world.client(POLICE), name))


def test_a_page_says_what_was_understood_and_what_was_met(world: World) -> None:
    client = world.client(POLICE)
    html = search(client, "simon khan 1975")
    assert "Looked for the name “simon khan”, born in 1975." in html
    rows = query_rows(
        "select n.reference, a.line_1, a.town from nominals_address a"
        " join nominals_nominal n on n.id = a.nominal_id where a.line_1 <> ''"
    )
    known = {str(p.reference) for p in world.seen_by(POLICE)}
    reference, line, town = next(row for row in rows if row[0] in known)
    html = search(client, f"{line}, {town}")
    assert reference in listed(html)
    assert "found by <mark>address</mark>" in html


def test_an_outline_is_found_by_its_leading_name_only(world: World) -> None:
    """Neither by birth, number or address; nor does a birth typed with the name move it."""
    client = world.client(COORDINATOR)
    outlines = {str(p.reference): p for p in world.seen_by(COORDINATOR) if p.sight == "outline"}
    numbers = query_rows(
        "select n.reference, i.given from nominals_identifier i"
        " join nominals_nominal n on n.id = i.nominal_id where i.valid"
        " union all select n.reference, r.source_key from nominals_record r"
        " join nominals_nominal n on n.id = r.nominal_id"
        " union all select n.reference, a.line_1 || ', ' || a.town from nominals_address a"
        " join nominals_nominal n on n.id = a.nominal_id where a.line_1 <> ''"
    )
    theirs = [(r, text) for r, text in numbers if r in outlines]
    assert theirs
    for reference, text in theirs[::7]:
        assert reference not in listed(search(client, text)), text
    for reference, person in list(outlines.items())[:5]:
        assert person.born_on is not None
        born = f"{person.born_on:%d/%m/%Y}"
        assert reference not in listed(search(client, born))
        # Nor does it become another's place among those of its name.
        fits = [listed(search(client, f"{person.name} {day}")) for day in (born, "03/03/1903")]
        among = [[r for r in found if r in outlines] for found in fits]
        assert among[0] == among[1]
        assert reference in among[0]


def test_a_role_searches_only_by_what_it_may_see(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.client(POLICE)
    assert listed(search(client, "a0040ag"))
    without = searching._BY_ALL - {"identifier", "record"}
    monkeypatch.setattr(searching, "_BY_ALL", without)
    assert listed(search(client, "a0040ag")) == []


def query_rows(sql: str) -> list[tuple[str, ...]]:
    with connections["count"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


# One person


def test_a_person_shows_what_is_known(world: World) -> None:
    html = get(world, POLICE, "person", "V700040")
    assert "Ryan Simon Khan" in html
    assert "PNC id 1995/0201205W" in html
    assert "Why?" in html
    assert "Khan" not in html[html.index("<title>") : html.index("</title>")]


def test_records_say_where_they_differ(world: World) -> None:
    html = get(world, POLICE, "person_records", "V700040")
    assert "Khaan" in html
    assert "Where the records differ" in html
    assert "A2" in html


def test_the_category_changes_with_the_day(world: World) -> None:
    client = world.client(POLICE)
    path = reverse("legal_position", args=[nominal("V700028").reference])
    died = client.get(path, {"day": "1", "month": "4", "year": "2015"}).content.decode()
    alive = client.get(path, {"day": "31", "month": "3", "year": "2015"}).content.decode()
    assert "Died on 31 March 2015" in died
    assert "Category 1: registered sexual offender" in alive
    assert "(SOA 2003 s.82(1)" in alive
    assert "What would end it" in alive
    assert "What would end it" not in died


@pytest.mark.parametrize(
    "given",
    [
        {"day": "31", "month": "2", "year": "2015"},
        {"day": "9" * 10, "month": "1", "year": "9" * 10},
        {"day": "<b>", "month": "", "year": "2015"},
        {"day": "1", "month": "1", "year": "1"},
    ],
)
def test_a_day_that_is_none_is_told_and_kept(world: World, given: dict[str, str]) -> None:
    path = reverse("legal_position", args=[nominal("V700040").reference])
    answer = world.client(POLICE).get(path, given)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "<title>Error: " in html
    assert "<b>" not in html
    assert f'value="{given["month"]}"' in html or not given["month"]


def test_the_timeline_is_newest_first(world: World) -> None:
    html = get(world, POLICE, "timeline", "V700040")
    days = re.findall(r"app-story__day\">(\d+ \w+ \d{4})", html)
    read = [date.fromisoformat(iso(day)) for day in days]
    assert len(read) > 4
    assert read == sorted(read, reverse=True)
    assert "Level 3 in Cambridgeshire" in html


def iso(day: str) -> str:
    names = "January February March April May June July August September October November December"
    number, month, year = day.split()
    return f"{year}-{names.split().index(month) + 1:02}-{int(number):02}"


def get(world: World, role: str, page: str, record: str) -> str:
    answer = world.client(role).get(reverse(page, args=[nominal(record).reference]))
    assert answer.status_code == 200
    return answer.content.decode()


# Who has seen and changed it


def test_the_history_shows_who_looked_and_what_was_written(world: World) -> None:
    get(world, PRISON, "person", "V700043")
    html = get(world, POLICE, "record_history", "V700043")
    assert "Jo Thornton, Cambridgeshire" in html
    assert "Opened: the record" in html
    assert "A conviction or caution added" in html
    looks = world.client(POLICE).get(
        reverse("record_history", args=[nominal("V700043").reference]), {"show": "looks"}
    )
    assert "A conviction or caution added" not in looks.content.decode()


def test_a_pointer_is_seen_by_those_who_hold_the_record(world: World) -> None:
    search(world.client(PROBATION), "95/861702C", **WHY, reason_words="Seen in Ely")
    norfolk = world.client(OTHER_AREA)
    if nominal("V700045").pk in in_full(world, OTHER_AREA):
        html = norfolk.get(
            reverse("record_history", args=[nominal("V700045").reference]), {"show": "looks"}
        ).content.decode()
        assert "Priya Marsh, Cambridgeshire" in html
        assert "For a meeting about the person: Seen in Ely" in html


def test_the_database_itself_gives_no_history_out_of_scope(world: World) -> None:
    someone = known_to_all(world).pk
    with connections["web"].cursor() as cursor:
        for entered, rows in ((COORDINATOR, True), (OTHER_AREA, False)):
            cursor.execute("begin")
            cursor.execute("select agencies_enter(%s)", [world.user(entered).pk])
            cursor.execute(HISTORY, [someone])
            assert bool(cursor.fetchall()) is rows
            cursor.execute("rollback")
        cursor.execute(HISTORY, [someone])
        assert cursor.fetchall() == []
        cursor.execute(
            "select * from nominals_search(%s, '{identifier}')",
            ['{"facts": [["identifier", "pnc_id:1995/0861702C"]]}'],
        )
        assert cursor.fetchall() == []


HISTORY = "select * from cases_record_history(%s, '{event,row,access}', '{}', 0, 10)"


def test_a_search_shows_which_mark_it_met_to_who_sees_it_and_calls_no_words_a_name(
    world: World,
) -> None:
    person, user = known_to_all(world), world.user(POLICE)
    a_row("marks", person.pk, user, area_of(user), description="A kingfisher, faded")
    html = search(world.client(POLICE), "kingfisher faded")
    assert "found by <mark>mark</mark>" in html
    assert "left forearm: A kingfisher, faded" in html
    assert "the name “kingfisher faded”" not in html
    assert "“kingfisher faded” as a name and as words" in html
    assert 'id="find"' in html  # the field in the header stays


# Hostile text


HTML = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://example.invalid")'
BACKWARDS = "\u202elive"
LONG = "x" * 10_000


@pytest.fixture
def hostile(
    db_home: Server, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[tuple[Client, str]]:
    with (
        django_db_blocker.unblock(),
        override_settings(DEMONSTRATION_DAY=date(2015, 3, 31)),
    ):
        extract = Extract(EDGE, tmp_path / "extract")
        extract.only(["V700040", "E100040", "A0040AG"])
        people = [row | {"surname": HTML, "forenames": FORMULA} for row in extract.rows("people")]
        extract.write("people", people)
        stays = [row | {"place": HTML} for row in extract.rows("whereabouts")]
        extract.write("whereabouts", stays)
        take_in(extract.folder)
        with administrator(db_home) as past_every_check:  # an import would have refused these
            past_every_check.execute("set session_replication_role = replica")
            past_every_check.execute("update justice_disposal set offence = %s", [LONG])
            past_every_check.execute("update nominals_record set forenames = %s", [BACKWARDS])
        home().demonstration.unlink(missing_ok=True)
        client = World(demonstration.make_accounts(home())).client(POLICE)
        connections.close_all()
        yield client, str(nominal("V700040").reference)
        connections.close_all()
    empty(db_home)


def test_hostile_text_is_text(hostile: tuple[Client, str]) -> None:
    client, reference = hostile
    pages = {name: client.get(reverse(name, args=[reference])) for name in ("person", *SUBPAGES)}
    pages["people"] = client.get(reverse("people"))
    pages["people_search"] = client.post(reverse("people_search"), {"q": "scriptalert"})
    for answer in pages.values():
        assert answer.status_code == 200
        html = answer.content.decode().lower()
        assert "&lt;script&gt;" in html
        assert "<script>alert" not in html
        assert "style=" not in html
    assert LONG in pages["person"].content.decode()
    # A browser keeps the turn of direction within the cell.
    assert f'app-break">{BACKWARDS}' in pages["person_records"].content.decode()
