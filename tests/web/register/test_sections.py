"""The pages of the sections: the same for each, tried for each."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmappa.agencies.pages import Visitor
from openmappa.agencies.permissions import Part, Permission
from openmappa.agencies.roles import ROLES
from openmappa.cases import pages
from openmappa.cases.visibility import see
from openmappa.config.postgres import Server
from openmappa.justice.models import OrderTerm
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import Activity, Draft
from openmappa.web.register import reading
from openmappa.web.register.sections import GENDER, INTELLIGENCE, SECTIONS
from tests.cases.given import at_level_1, in_full, known_to_all
from tests.web import given_access as given
from tests.web.matrix import CENTRAL_POINT, COORDINATOR, POLICE, PRISON, PROBATION
from tests.web.register.given import TYPED, a_row, area_of, day, hangs_on
from tests.web.world import World
from tests.world import query

TOMORROW = date.today() + timedelta(days=1)  # noqa: DTZ011 - any day to come
HOSTILE = "<script>alert(1)</script>'\"&lt;\u202e{{7*7}}%s"
SECTION = pytest.mark.parametrize("key", SECTIONS)
TEXTS = {"number", "given", "address", "postcode", "registration", "imei", "told_at", "postcodes"}
# Not beside what else is typed, or not the same twice.
EXCLUDED = {"others", "reference", "not_told_because", "against", "answer"}


def path(name: str, person: Nominal, *more: Any) -> str:
    return reverse(name, args=[person.reference, *more])


def list_of(person: Nominal, key: str) -> str:
    if key == INTELLIGENCE:
        return path("intelligence", person)
    return path("register_section", person, key)


def entered(world: World, key: str, role: str = POLICE, **typed: str) -> int:
    person = known_to_all(world)
    user = world.user(role)
    return a_row(key, person.pk, user, area_of(user), agency=user.agency, **typed)


def page(client: Client, address: str, status: int = 200, **data: str) -> str:
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def text(content: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", content)).split())


@SECTION
def test_a_row_is_added_read_corrected_and_withdrawn(world: World, key: str) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    section = SECTIONS[key]
    typed = TYPED[key] | more(world, key)
    answer = client.post(path("register_add", person, key), typed)
    assert answer.status_code == 302
    row = section.model._default_manager.using("owner").latest("pk")
    assert (row.entered_by, row.agency, row.version) == (world.user(POLICE).name, "police", 1)
    stands = text(page(client, list_of(person, key)))
    assert world.user(POLICE).name in stands
    correct = path("register_correct", person, key, row.pk)
    form = page(client, correct)
    for value in typed.values():
        if value not in ("on", "cb74zz"):
            assert html.escape(value) in form, value
    source = {} if key == INTELLIGENCE else {"source": "A neighbour said so"}
    changed = typed | {"version": "1", "standing": "opinion", **source}
    why = {"corrected_because": "Misheard on the telephone"}
    assert client.post(correct, changed | why).status_code == 302
    stands = text(page(client, list_of(person, key)))
    assert "Said as opinion" in stands
    assert "corrected since" in stands
    told = text(page(client, path("register_history", person, key, row.pk)))
    assert "Corrected by Sam Oakley Misheard on the telephone" in told
    assert "Fact or opinion fact opinion" in told
    assert why["corrected_because"] not in page(client, correct)  # the next has its own
    withdraw = path("register_withdraw", person, key, row.pk)
    page(client, withdraw, 422, because="", version="2")
    done = client.post(withdraw, {"because": "Of somebody else", "version": "2"})
    assert done.status_code == 302
    assert "Of somebody else" in text(page(client, list_of(person, key)))
    assert client.get(correct).status_code == 404
    assert "has withdrawn this: Of somebody else" in page(client, withdraw)
    told = text(page(client, path("register_history", person, key, row.pk)))
    assert re.search("Withdrawn by Sam Oakley.*Corrected by.*Entered by", told)


def more(world: World, key: str) -> dict[str, str]:
    """What makes a second row of a section another one, or what it hangs on."""
    user = world.user(POLICE)
    if key == "order-terms":  # a number stands once
        return {"number": str(100 + OrderTerm.objects.using("owner").count())}
    on = hangs_on(key, known_to_all(world).pk, user, area_of(user))
    return {"note": "Another"} if key == "names" else on


@SECTION
def test_a_form_with_faults_says_which_and_keeps_what_was_typed(world: World, key: str) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    before = SECTIONS[key].model._default_manager.using("owner").count()
    kept = {} if key == INTELLIGENCE else {"note": "Kept as typed"}
    content = page(
        client,
        path("register_add", person, key),
        422,
        **{"from_day-day": "31", "from_day-month": "2", "from_day-year": "2014", **kept},
        standing="rumour",
    )
    assert "There is a problem" in content
    assert "<title>Error: " in content
    assert 'href="#id_standing"' in content
    assert key == INTELLIGENCE or "Kept as typed" in content
    if "from_day" in SECTIONS[key].form.base_fields:
        assert re.search('href="#id_from_day-day">[^<]*must be a real date', content)
        assert 'value="31"' in content
    assert SECTIONS[key].model._default_manager.using("owner").count() == before


@SECTION
def test_hostile_text_is_text(world: World, key: str) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    typed = TYPED[key] | more(world, key)
    for name in SECTIONS[key].form.base_fields:
        field = SECTIONS[key].form.base_fields[name]
        if field.look in ("line", "long") and name not in TEXTS | EXCLUDED:
            typed[name] = HOSTILE[: field.max_length]
    if key == INTELLIGENCE:
        typed["reference"] = HOSTILE
    if key == "warnings":
        typed["kind"] = "wanted"  # of whom alone a circulation is said
    assert client.post(path("register_add", person, key), typed).status_code == 302
    row = SECTIONS[key].model._default_manager.using("owner").latest("pk").pk
    pages = (
        list_of(person, key),
        path("register_correct", person, key, row),
        path("register_history", person, key, row),
        path("register_withdraw", person, key, row),
        path("register", person),
        path("person", person),
    )
    for address in pages:
        content = page(client, address)
        assert "<script>alert" not in content
        assert "49" not in re.findall(r"&#39;&#34;&amp;lt;\u202e(\S+)%s", content)
    nul = client.post(path("register_add", person, key), {**TYPED[key], **_nul(key)})
    assert nul.status_code in (302, 422)  # but never an error of ours


def _nul(key: str) -> dict[str, str]:
    form = SECTIONS[key].form.base_fields
    return {name: "a\0b" for name, field in form.items() if field.look in ("line", "long")}


@SECTION
def test_every_role_gets_of_a_section_what_its_part_says(world: World, key: str) -> None:
    """To read, to add to, and the history of a row, by role and part; the rest is in the matrix."""
    section, person = SECTIONS[key], known_to_all(world)
    row = entered(world, key)

    def status(role: str, address: str) -> int:
        return world.ask(role, "GET", address).status_code

    for role in ROLES_TO_TRY:
        its = ROLES[role]
        sees = person.pk in in_full(world, role) and section.part in its.sees
        writes = sees and section.part in its.writes
        if key == GENDER:
            sees = writes
        reads = Permission.PERSON_VIEW in its.permissions
        read = 302 if key == INTELLIGENCE and reads else 200
        expected = 403 if not reads else read if sees or read == 302 else 404
        assert status(role, path("register_section", person, key)) == expected, role
        may = Permission.RECORD_WRITE in its.permissions
        expected = 403 if not may else 404 if not sees else 200 if writes else 403
        assert status(role, path("register_add", person, key)) == expected, role
        may = Permission.HISTORY_VIEW in its.permissions
        hidden = key == GENDER and role != POLICE  # whose row names himself alone
        expected = 403 if not may else 404 if not sees or hidden else 200
        address = path("register_history", person, key, row)
        assert status(role, address) == expected, role


# Who sees this person in full, and one each of those who do not.
ROLES_TO_TRY = (
    "coordinator",
    "mappa_administrator",
    "chair",
    "police",
    "central_point",
    "probation",
    "prison",
    "youth_justice",
    "victim_liaison",
    "security_officer",
)


def test_a_relationship_is_read_on_the_other_record_too_by_who_sees_both(
    world: World, db_home: Server
) -> None:
    person, other = known_to_all(world), at_level_1(world)
    add = path("register_add", person, "relationships")
    typed = {**TYPED["relationships"], "kind": "partner", "reference": other.reference}
    assert world.client(POLICE).post(add, typed).status_code == 302
    told = "has this person as spouse or partner"
    assert told in page(world.client(POLICE), path("register_section", other, "relationships"))
    # Who sees the other record alone.
    looker = given.officer("youth_justice")
    given.partner(given.officer("coordinator"), other, looker)
    with given.looking(looker) as visitor:
        found = see(visitor, str(other.reference))
        assert reading.stated_by_others(found, visitor.today, visitor) == []
    given.forget(db_home)


@SECTION
def test_a_row_of_somebody_else_is_not_there(world: World, key: str) -> None:
    row, other = entered(world, key), at_level_1(world)
    client = world.client(POLICE)
    for name in ("register_correct", "register_withdraw", "register_history"):
        assert client.get(path(name, other, key, row)).status_code == 404
        assert client.get(path(name, known_to_all(world), key, 999_999)).status_code == 404


def test_two_corrections_at_a_time_show_both_and_the_second_chooses(world: World) -> None:
    person = known_to_all(world)
    row = entered(world, "addresses")
    correct = path("register_correct", person, "addresses", row)
    first, second = world.client(POLICE), world.client(PROBATION)
    typed = TYPED["addresses"]
    page(first, correct)
    page(second, correct)
    theirs = {**typed, "line_1": "14 Sample Way", "version": "1"}
    assert first.post(correct, theirs).status_code == 302
    mine = {**typed, "line_1": "16 Sample Way", "occupants": "Nobody", "version": "1"}
    content = page(second, correct, 409, **mine)
    assert "Nothing of either is lost" in content
    assert "Sam Oakley wrote what stands now" in text(content)
    assert re.search("Address line 1 14 Sample Way 16 Sample Way", text(content))
    assert 'value="16 Sample Way"' in content
    assert 'name="version" value="2"' in content
    assert "14 Sample Way" in page(first, list_of(person, "addresses"))
    assert second.post(correct, mine | {"version": "2"}).status_code == 302
    told = text(page(first, path("register_history", person, "addresses", row)))
    assert "14 Sample Way 16 Sample Way" in told
    assert "12 Sample Way 14 Sample Way" in told


def test_what_was_withdrawn_meanwhile_can_be_added_anew(world: World) -> None:
    person = known_to_all(world)
    row = entered(world, "marks")
    client = world.client(POLICE)
    gone = path("register_withdraw", person, "marks", row)
    assert client.post(gone, {"because": "Washed off", "version": "1"}).status_code == 302
    correct = path("register_correct", person, "marks", row)
    content = page(client, correct, 409, **TYPED["marks"], version="1")
    assert "Washed off" in content
    assert f'action="{path("register_add", person, "marks")}"' in content


def test_a_withdrawal_of_what_was_corrected_meanwhile_asks_again(world: World) -> None:
    person = known_to_all(world)
    row = entered(world, "telephones")
    client = world.client(POLICE)
    correct = path("register_correct", person, "telephones", row)
    client.post(correct, TYPED["telephones"] | {"number": "01223 000000", "version": "1"})
    gone = path("register_withdraw", person, "telephones", row)
    content = page(client, gone, 409, because="Old", version="1")
    assert "01223 000000" in content
    assert client.post(gone, {"because": "Old", "version": "2"}).status_code == 302


def test_a_draft_does_not_put_back_what_somebody_corrected_meanwhile(world: World) -> None:
    """Who comes back to a draft sees both, as who saves second does; and loses neither."""
    person, client, other = (
        known_to_all(world),
        world.client(POLICE),
        world.client("police_supervisor"),
    )
    officer = world.user(POLICE)
    row = a_row("warnings", person.pk, officer, area_of(officer), reason="Carries a knife")
    correct = path("register_correct", person, "warnings", row)
    draft = path("register_draft", person, "warnings", row)
    mine = TYPED["warnings"] | {"reason": "Carries a knife", "note": "Two dogs", "version": "1"}
    client.post(draft, mine)
    assert "There is a problem" not in page(client, correct)
    theirs = TYPED["warnings"] | {"reason": "Now armed: a shotgun", "version": "1"}
    assert other.post(correct, theirs).status_code == 302
    content = page(client, correct)
    assert "Somebody else corrected this since your draft of" in content
    assert "Now armed: a shotgun" in content
    assert "Two dogs" in content
    assert '<input type="hidden" name="version" value="2">' in content
    assert "There is a problem" in content
    # Saved as it was, it would still be refused: the form bears what its draft began from.
    assert client.post(correct, mine).status_code == 409
    # Who has seen both and goes on has a draft of what stands now.
    client.post(draft, mine | {"version": "2"})
    assert "There is a problem" not in page(client, correct)
    withdraw = path("register_withdraw", person, "warnings", row)
    assert other.post(withdraw, {"because": "Not his", "version": "2"}).status_code == 302
    section = page(client, path("register_section", person, "warnings"))
    assert "You had begun to correct this." in section
    assert "You had begun" not in page(other, path("register_section", person, "warnings"))
    content = page(client, correct)
    assert "Somebody else withdrew this since your draft of" in content
    assert "Not his. You can leave it so" in content
    assert "Two dogs" in content
    other.get(correct)
    assert other.get(correct).status_code == 404
    add = path("register_add", person, "warnings")
    assert client.post(add, mine | {"instead_of": str(row)}).status_code == 302
    assert client.get(correct).status_code == 404


def test_a_draft_that_is_not_sound_yet_is_read_as_it_was_typed(world: World) -> None:
    person, client, other = (
        known_to_all(world),
        world.client(POLICE),
        world.client("police_supervisor"),
    )
    officer = world.user(POLICE)
    row = a_row("vehicles", person.pk, officer, area_of(officer))
    draft = path("register_draft", person, "vehicles", row)
    client.post(draft, {"make": "Half a make", "from_day-month": "13", "version": "1"})
    correct = path("register_correct", person, "vehicles", row)
    changed = TYPED["vehicles"] | {"make": "Rover", "version": "1"}
    assert other.post(correct, changed).status_code == 302
    content = page(client, correct)
    assert "Rover" in content
    assert "Half a make" in content
    assert "13" in content
    assert client.post(draft, {"drop": "yes"}).status_code == 302
    assert "Half a make" not in page(client, correct)


def test_a_draft_is_kept_offered_and_thrown_away(world: World) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    draft = path("register_draft", person, "vehicles", 0)
    add = path("register_add", person, "vehicles")
    typed = {"make": "Half a <b>make", "from_day-month": "13", "csrfmiddlewaretoken": "x"}
    answer = client.post(draft, typed, headers={"X-Saved-While-Typing": "yes"})
    assert answer.status_code == 204
    content = page(client, add)
    assert "This is your draft" in content
    assert "Half a &lt;b&gt;make" in content
    assert 'value="13"' in content
    assert "There is a problem" not in content
    assert "csrf" not in str(Draft.objects.using("owner").latest("pk").fields)
    # Without scripts it is a button, and comes back to the form.
    assert client.post(draft, {"make": "Ford"})["Location"] == add
    assert "Ford" in page(client, add)
    assert "Ford" not in page(world.client(PROBATION), add)
    assert client.post(draft, {"drop": "yes"}).status_code == 302
    assert "This is your draft" not in page(client, add)
    client.post(draft, {"make": "Ford"})
    client.post(add, TYPED["vehicles"])
    assert "This is your draft" not in page(client, add)
    assert client.post(draft, {"make": "x" * 50_000}).status_code == 413
    assert client.post(draft, {}).status_code == 302
    assert "This is your draft" not in page(client, add)


HELD = {"standing": "fact", "class_of_person": "convicted", "regime": "law_enforcement"}


def test_intelligence_is_read_by_the_police_and_sanitised_by_others(world: World) -> None:
    person = known_to_all(world)
    entered(
        world,
        INTELLIGENCE,
        report="The neighbour at 9 saw him",
        sanitised="He was seen nearby",
    )
    entered(
        world,
        INTELLIGENCE,
        handling_grade="5x5x5 4",
        report="Not to leave this force",
        sanitised="Not even this",
    )
    address = path("intelligence", person)
    police = page(world.client(POLICE), address)
    assert "The neighbour at 9 saw him" in police
    assert "Not to leave this force" in police
    for role in (PROBATION, PRISON, COORDINATOR, "chair"):
        read = page(world.client(role), address)
        assert "He was seen nearby" in read
        for hidden in ("neighbour at 9", "Not to leave", "Not even this", "INT-1", "Add an int"):
            assert hidden not in read, role
    # Nowhere else: not on the hub, the overview, the timeline or the history of the record.
    for name in ("register", "person", "timeline", "record_history", "log", "person_records"):
        for role in (POLICE, PROBATION):
            read = page(world.client(role), path(name, person))
            for hidden in ("neighbour at 9", "seen nearby", "Not to leave", "an intelligence rep"):
                assert hidden not in read, (name, role)


@pytest.mark.parametrize(
    ("on", "grade", "fault"),
    [
        (date(2015, 12, 31), "5x5x5 B", False),
        (date(2015, 12, 31), "3x5x2 2", True),
        (date(2016, 1, 1), "5x5x5 B", True),
        (date(2016, 1, 1), "3x5x2 2", False),
    ],
)
def test_the_scheme_goes_by_the_day(on: date, grade: str, fault: bool) -> None:
    visitor: Any = SimpleNamespace(day=date(2016, 6, 1), agency="police")
    typed = {**TYPED[INTELLIGENCE], **day("reported_on", on), "source_grade": grade}
    form = SECTIONS[INTELLIGENCE].form(typed, visitor=visitor)
    form.is_valid()
    assert ("source_grade" in form.errors) == fault


def test_bank_details_are_the_polices_and_others_are_told_that_they_are_held(
    world: World,
) -> None:
    person = known_to_all(world)
    entered(world, "finance", number="99887766")
    assert "99887766" in page(world.client(POLICE), path("register_section", person, "finance"))
    for role in (PROBATION, COORDINATOR, PRISON):
        content = page(world.client(role), path("register", person))
        assert "details are held by the police" in content
        assert "Bank and passport details" not in content
        assert "99887766" not in content
    assert "held by the police" not in page(world.client(POLICE), path("register", person))


def test_who_is_related_is_linked_only_to_a_record_that_one_may_see(world: World) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    seen = next(p for p in world.seen_by(POLICE) if p.pk != person.pk and p.sight == "full")
    hidden = world.not_seen_by(POLICE)[0]
    add = path("register_add", person, "relationships")
    for reference in (hidden.reference, "M9999999X", "nonsense"):
        content = page(client, add, 422, **TYPED["relationships"], reference=reference)
        assert "There is no such record that you may see" in content
    typed = {**TYPED["relationships"], "name": "The Linked One", "reference": seen.reference}
    assert client.post(add, typed).status_code == 302
    row = SECTIONS["relationships"].model._default_manager.using("owner").latest("pk")
    assert row.other_id == seen.pk
    listed = page(client, path("register_section", person, "relationships"))
    assert reverse("person", args=[seen.reference]) in listed
    correct = path("register_correct", person, "relationships", row.pk)
    assert f'value="{seen.reference}"' in page(client, correct)
    with world.hidden(seen.pk):
        listed = page(client, path("register_section", person, "relationships"))
        assert str(seen.reference) not in listed
        # Whoever corrects the row without seeing the other leaves the link as it is.
        answer = client.post(correct, {**TYPED["relationships"], "version": "1"})
        assert answer.status_code == 302
    row.refresh_from_db(using="owner")
    assert row.other_id == seen.pk
    client.post(correct, {**TYPED["relationships"], "version": "2"})
    row.refresh_from_db(using="owner")
    assert row.other_id is None


def test_a_child_is_flagged_until_18(world: World) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    eighteen = date(1997, 4, 1)  # 17 on 31 March 2015
    for name, born in (("Young", eighteen), ("Grown", eighteen - timedelta(1))):
        typed = {**TYPED["relationships"], "name": name, **day("born_on", born)}
        client.post(path("register_add", person, "relationships"), typed)
    said = {**TYPED["relationships"], "name": "Said", "under_18": "on"}
    client.post(path("register_add", person, "relationships"), said)
    listed = text(page(client, path("register_section", person, "relationships")))
    assert "Child: Young" in listed
    assert "Child: Said" in listed
    client.post(reverse("as_on"), {"day": "1", "month": "4", "year": "2015"})
    listed = text(page(client, path("register_section", person, "relationships")))
    assert "Child: Young" not in listed
    assert "Young" in listed


def test_stays_at_one_address_add_up_to_seven_days(world: World) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    add = path("register_add", person, "addresses")
    address = path("register_section", person, "addresses")
    stay = {
        **TYPED["addresses"],
        "kind": "stay",
        "line_1": "1 Far Lane",
        "postcode": "NR1 1AA",
    }
    first = {**day("from_day", date(2014, 7, 1)), **day("to_day", date(2014, 7, 4))}
    client.post(add, stay | first)
    assert "reached seven days" not in page(client, address)
    again = {**day("from_day", date(2015, 2, 1)), **day("to_day", date(2015, 2, 3))}
    client.post(add, stay | again | {"line_1": "1 far  lane"})
    assert "reached seven days within twelve months on 3 February 2015" in text(
        page(client, address)
    )


def test_an_address_is_verified_by_rows_that_stay(world: World) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    row = entered(world, "addresses", line_1="3 Checked Street")
    check = path("register_check", person, row)
    when = day("checked_on", date(2015, 3, 30))
    page(client, check, 422, **when, how="home_visit", verified="no", note="")
    page(client, check, 422, **day("checked_on", TOMORROW), how="agency", verified="yes")
    said = {**when, "how": "home_visit", "verified": "no", "note": "Boarded up"}
    assert client.post(check, said).status_code == 302
    assert client.post(check, {**when, "how": "agency", "verified": "yes"}).status_code == 302
    listed = text(page(client, path("register_section", person, "addresses")))
    assert "Not there on 30 March 2015: visit to the address, Sam Oakley, police. Boarded" in listed
    assert "Verified on 30 March 2015: told by another agency" in listed


# The identity bar


def test_what_matters_most_is_on_every_page_of_the_person(world: World) -> None:
    person = known_to_all(world)
    entered(world, "warnings", kind="dogs")
    home = entered(world, "addresses", line_1="77 Bar Road", **day("from_day", date(2015, 3, 1)))
    # Of several homes that which was verified last.
    checked = {**day("checked_on", date(2015, 3, 31)), "how": "agency", "verified": "yes"}
    world.client(POLICE).post(path("register_check", person, home), checked)
    entered(world, "telephones", number="07700 900777")
    for role in (POLICE, COORDINATOR):
        read = text(page(world.client(role), path("timeline", person)))
        for words in ("Warning: dangerous dog", "77 Bar Road", "07700 900777"):
            assert words in read
    client = world.client(POLICE)
    client.post(reverse("as_on"), {"day": "1", "month": "1", "year": "2014"})
    read = text(page(client, path("legal_position", person)))
    assert "dangerous dog" not in read
    assert "77 Bar Road" not in read


# The log


def test_a_call_is_logged_in_three_actions(world: World) -> None:
    """A link on the person's page, the words, save."""
    person, client = known_to_all(world), world.client(PRISON)
    overview = page(client, path("person", person))
    (link,) = re.findall(r'href="([^"]*kind=call)"', overview)
    form = page(client, html.unescape(link))
    assert '<option value="call" selected>' in form
    fields = dict(re.findall(r'name="(happened_on-\w+)"[^>]*value="(\d+)"', form))
    assert fields == day("happened_on", date(2015, 3, 31))
    typed = {"kind": "call", **fields, "fact": "Rang his sister", "class_of_person": "convicted"}
    assert client.post(path("log_add", person), typed)["Location"] == path("log", person)
    read = text(page(world.client(POLICE), path("log", person)))
    assert "Rang his sister" in read
    assert "Jo Thornton, prison" in read


def test_the_log_is_corrected_by_a_new_entry(world: World) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    add = path("log_add", person)
    said = {"kind": "visit", "class_of_person": "convicted", **day("happened_on", date(2015, 3, 2))}
    client.post(add, said | {"fact": "Seen at 9 West Road", "opinion": "Looked worried"})
    wrong = Activity.objects.using("owner").latest("pk")
    form = page(client, f"{add}?corrects={wrong.pk}")
    assert "Seen at 9 West Road" in form
    right = said | {"fact": "Seen at 19 West Road", "corrects": str(wrong.pk)}
    assert client.post(add, right).status_code == 302
    read = text(page(client, path("log", person)))
    assert "Corrected since" in read
    assert "Opinion: Looked worried" in read
    assert f"Corrects entry {wrong.pk}" in read
    wrong.refresh_from_db(using="owner")
    assert wrong.fact == "Seen at 9 West Road"
    assert client.get(f"{add}?corrects=999999").status_code == 404
    page(client, add, 422, **said, fact="", opinion="")
    page(client, add, 422, **said | day("happened_on", TOMORROW), fact="x")
    page(client, add, 422, **said, fact="x", happened_at="25:00")
    hostile = said | {"fact": HOSTILE, "opinion": HOSTILE}
    assert client.post(add, hostile).status_code == 302
    assert "<script>alert" not in page(client, path("log", person))


def test_the_log_is_found_by_kind_agency_and_words_which_are_never_in_an_address(
    world: World,
) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    said = {"class_of_person": "convicted", **day("happened_on", date(2015, 3, 3))}
    client.post(path("log_add", person), said | {"kind": "decision", "fact": "Xylophone lessons"})
    world.client(PROBATION).post(
        path("log_add", person), said | {"kind": "call", "fact": "About 100% xylophone"}
    )
    address = path("log", person)
    found = page(client, address, q="xylophone")
    assert "2 entries" in text(found)
    assert "xylophone" not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', found)).lower()
    assert "1 entry," in text(page(client, address, q="xylophone", kind="decision"))
    assert "1 entry," in text(page(client, address, q="XYLOPHONE", agency="probation"))
    assert "1 entry," in text(page(client, address, q="100%"))
    assert "No entry of this kind" in page(client, address, q="no such words")
    assert "Xylophone" not in page(client, f"{address}?kind=call&agency=police")


# Opening a record

NEW = {
    "surname": "Newcomer",
    "forenames": "Alda",
    **day("born_on", date(1971, 5, 6)),
    "agency": "police",
    "reason": "Released here from another country",
}


def test_a_record_is_opened_and_seen_by_whose_it_is(world: World) -> None:
    client = world.client(CENTRAL_POINT)
    form = page(client, reverse("record_open"))
    (area,) = re.findall(r'<option value="(\d+)" selected>Cambridgeshire', form)
    answer = client.post(reverse("record_open"), {**NEW, "area": area, "pnc_id": "95/201299X"})
    assert answer.status_code == 422
    answer = client.post(reverse("record_open"), {**NEW, "area": area, "crn": "X123456"})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    opened = Nominal.objects.using("owner").get(surname="Newcomer")
    assert answer["Location"] == path("person", opened)
    assert "Alda Newcomer" in page(client, path("person", opened))
    listed = page(world.client(POLICE), path("register_section", opened, "identifiers"))
    assert "X123456" in listed
    for role in (PROBATION, PRISON, "other_area"):
        assert world.client(role).get(path("person", opened)).status_code == 404
    assert (
        world.client("police_supervisor")
        .post(path("register_add", opened, "marks"), TYPED["marks"])
        .status_code
        == 302
    )
    # Whoever is opened a second time is shown first.
    again = page(client, reverse("record_open"), **NEW, area=area, crn="X123456")
    assert str(opened.reference) in again
    assert "The same CRN X123456" in text(again)


def test_whoever_may_be_the_same_is_shown_first(world: World, db_home: Server) -> None:
    client = world.client(CENTRAL_POINT)
    known = next(p for p in world.seen_by(CENTRAL_POINT) if p.born_on and p.sight == "full")
    form = page(client, reverse("record_open"))
    (area,) = re.findall(r'<option value="(\d+)" selected>Cambridgeshire', form)
    typed = {
        **NEW,
        "surname": known.surname,
        "forenames": known.forenames,
        **day("born_on", known.born_on),
        "area": area,
    }
    before = Nominal.objects.using("owner").count()
    content = page(client, reverse("record_open"), **typed)
    assert str(known.reference) in content
    assert Nominal.objects.using("owner").count() == before
    assert query(
        db_home,
        "select from audit_access where what = 'people who may be the same' and nominal_id = %s",
        known.pk,
    )
    with world.hidden(known.pk):
        hidden = page(client, reverse("record_open"), **typed | {"reason": ""}, status=422)
        assert str(known.reference) not in hidden
    answer = client.post(reverse("record_open"), {**typed, "somebody-else": "yes"})
    assert answer.status_code == 302
    assert Nominal.objects.using("owner").count() == before + 1


# Queries


def number_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connections["default"]) as captured:
        assert client.get(address).status_code == 200
    return len(captured.captured_queries)


@SECTION
def test_the_number_of_queries_does_not_grow_with_the_rows(world: World, key: str) -> None:
    person, client = known_to_all(world), world.client(POLICE)
    row = entered(world, key)
    # Of all other pages, `test_rows.py` asks with more rows in every table.
    addresses = [list_of(person, key), path("register_history", person, key, row)]
    client.get(reverse("home"))
    before = [number_of(client, address) for address in addresses]
    for _ in range(3):
        entered(world, key)
    assert [number_of(client, address) for address in addresses] == before


# The net below


@SECTION
def test_without_the_filters_of_the_program_the_database_still_refuses(
    world: World, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each role is told that it sees and writes every part: it gets no more than it did."""
    section, person = SECTIONS[key], known_to_all(world)
    secret = "Seldom-Said-Word"
    name = next(
        n
        for n, f in section.form.base_fields.items()
        if f.look in ("line", "long") and n not in TEXTS
    )
    entered(world, key, **{name: secret} if name != "height_cm" else {})

    def all_parts(visitor: Visitor, reference: str, *parts: Part) -> Any:
        found: Any = see(visitor, reference)
        found.sees = found.writes = frozenset(Part)
        return found

    monkeypatch.setattr(pages, "see", all_parts)
    for role in (PROBATION, PRISON, COORDINATOR, "chair", POLICE):
        its = ROLES[role]
        client = world.client(role)
        got = client.get(list_of(person, key))
        read = got.content.decode() if got.status_code == 200 else ""
        may = (section.part in its.sees and key != GENDER) or role == POLICE
        assert (secret in read) == may, role
        typed = TYPED[key] | more(world, key)
        before = section.model._default_manager.using("owner").count()
        answer = client.post(path("register_add", person, key), typed)
        added = section.model._default_manager.using("owner").count() - before
        if section.part in its.writes:
            assert (answer.status_code, added) == (302, 1), role
        else:
            assert (answer.status_code, added) == (403, 0), role
