"""Handing over, covering, emergencies, restricted records, messages, sign-off and archive."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from openmappa.agencies.models import Posting, User, Vetting
from openmappa.agencies.pages import Visitor, enter
from openmappa.agencies.permissions import Part
from openmappa.audit.operations import Open, log_access, operation
from openmappa.cases.glance import due
from openmappa.cases.models import RotaNumber
from openmappa.cases.people import Filters, listed
from openmappa.cases.pointed import pointed
from openmappa.cases.queries import law_position
from openmappa.cases.visibility import see, visible
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals import caseload, emergency, entering, restricting, signing
from openmappa.nominals.models import Access, Identifier, Message, Nominal, SignOff
from openmappa.nominals.register import Vehicle
from openmappa.web.caseload.queries import next_due
from tests.cases.given import known_to_all
from tests.web import given_access as given
from tests.web.matrix import COORDINATOR, OTHER_AREA, POLICE, POLICE_SUPERVISOR, SECURITY_OFFICER
from tests.web.register.given import a_row, area_of, columns
from tests.web.world import WHY, World, send
from tests.world import administrator, area_named, day, query


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """In prison, at Level 2 or 3, in the records of police and probation; nobody's case."""
    yield known_to_all(world)
    given.forget(db_home)


def police(name: str = "") -> User:
    return given.officer("police", agency="police", name=name)


def supervisor() -> User:
    return given.officer("police_supervisor", agency="police")


def managers(server: Server, person: Nominal) -> list[tuple[int, bool]]:
    """Who manages the person today, and whether they have acknowledged it."""
    return query(
        server,
        "select user_id, acknowledged_at is not null from nominals_caseload"
        " where nominal_id = %s and as_what = 'manager' and during @> audit_today()",
        person.pk,
    )


def sees(user: User, person: Nominal) -> str | None:
    with given.looking(user) as visitor:
        return visible(visitor).sight(person.pk)


# Ownership


def test_of_two_who_name_a_manager_at_once_the_second_is_told(
    person: Nominal, db_home: Server
) -> None:
    first, second = police(), police()
    by = [supervisor(), supervisor()]
    together = threading.Barrier(2)
    answers: list[str] = []

    def name(by: User, whom: User) -> None:
        try:
            with given.acting(by) as (visitor, opened):
                together.wait()
                caseload.name(
                    by=visitor.name,
                    nominal=person,
                    user_id=whom.pk,
                    user_name=whom.name,
                    as_what="manager",
                    until=None,
                    why="At once",
                    operation=opened,
                )
            answers.append("named")
        except caseload.RefusedError as refused:
            answers.append(str(refused))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=name, args=pair) for pair in zip(by, (first, second), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["Somebody else changed this meanwhile. Look again below", "named"]
    assert len(managers(db_home, person)) == 1


def test_a_manager_named_since_the_page_was_opened_is_not_overwritten(
    person: Nominal, db_home: Server
) -> None:
    boss, first, second = supervisor(), police(), police()
    given.name(boss, person, first)
    with pytest.raises(caseload.RefusedError, match="Somebody else"):
        given.name(boss, person, second)
    assert managers(db_home, person) == [(first.pk, False)]


@pytest.mark.parametrize("role", ["police", "probation", "prison", "chair", "security_officer"])
def test_who_neither_manages_nor_assigns_names_nobody(person: Nominal, role: str) -> None:
    with pytest.raises(PermissionDenied):
        given.name(given.officer(role), person, police())


def test_a_supervisor_names_people_of_their_own_agency_and_area(person: Nominal) -> None:
    boss = supervisor()
    for whom in (
        given.officer("probation", agency="probation"),
        given.officer("police", given.AWAY, agency="police"),
        given.officer("security_officer"),
    ):
        with pytest.raises(PermissionDenied):
            given.name(boss, person, whom)


def test_a_partner_and_an_inspector_have_a_last_day(person: Nominal) -> None:
    boss = given.officer("coordinator")
    for role in ("police", "inspector"):
        with pytest.raises(caseload.RefusedError, match="last day"):
            given.name(boss, person, given.officer(role), "partner")


def test_one_who_is_shut_out_is_named_to_nothing(person: Nominal) -> None:
    whom, boss = police(), supervisor()
    given.declare(whom, person)
    with pytest.raises(caseload.RefusedError, match="shut out"):
        given.name(boss, person, whom)


# Never to nobody


def leaves(user: User) -> None:
    User.objects.using("owner").filter(pk=user.pk).update(active=False)


def loses_vetting(user: User) -> None:
    Vetting.objects.using("owner").filter(user=user).update(withdrawn_on=day())


def moves(user: User) -> None:
    Posting.objects.using("owner").filter(user=user).update(
        during=Period(date(2010, 1, 1), day(-1))
    )


@pytest.mark.parametrize("stops", [leaves, loses_vetting, moves])
def test_what_somebody_holds_passes_in_the_instant_in_which_they_stop(
    person: Nominal, db_home: Server, stops
) -> None:
    boss, holder = supervisor(), police()
    given.name(boss, person, holder)
    with operation(using="owner", actor="a test", purpose="test") as opened:
        stops(holder)
    ((successor, acknowledged),) = managers(db_home, person)
    assert successor != holder.pk
    assert not acknowledged
    ((role,),) = query(db_home, "select role from agencies_posting where user_id = %s", successor)
    assert role == "police_supervisor"
    assert query(
        db_home,
        "select verb, nominal_id from audit_event where operation = %s and verb = 'passed on'",
        opened.id,
    ) == [("passed on", person.pk)]


def test_what_lapses_by_itself_passes_when_the_worker_looks(
    person: Nominal, db_home: Server
) -> None:
    boss, holder = supervisor(), police()
    given.name(boss, person, holder)
    assert caseload.pass_on_lapsed("worker") == 0
    with given.administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update agencies_vetting set expires_on = %s where user_id = %s", [day(-1), holder.pk]
        )
    assert caseload.pass_on_lapsed("worker") == 1
    ((successor, _),) = managers(db_home, person)
    assert successor != holder.pk
    assert caseload.pass_on_lapsed("worker") == 0


def test_a_declaration_passes_the_case_on_and_tells_who_gets_it(
    person: Nominal, db_home: Server
) -> None:
    boss, holder = supervisor(), police()
    given.name(boss, person, holder)
    with given.acting(holder) as (visitor, opened):
        restricting.declare(by=visitor.name, nominal=person, how="My cousin", operation=opened)
        assert not given.in_sight(person)  # in this very transaction
    assert sees(holder, person) is None
    ((successor, _),) = managers(db_home, person)
    assert successor != holder.pk
    told = query(db_home, "select text from nominals_message where nominal_id = %s", person.pk)
    assert "My cousin" in told[0][0]


def test_a_declaration_is_lifted_by_a_supervisor_and_not_by_oneself(
    person: Nominal, db_home: Server
) -> None:
    boss, other = supervisor(), given.officer("coordinator")
    given.declare(boss, person)
    ((row,),) = query(db_home, "select id from nominals_listed where nominal_id = %s", person.pk)

    def lift(by: User) -> None:
        with given.acting(by) as (visitor, opened):
            restricting.take_off_list(
                by=visitor.name,
                nominal=person,
                number=row,
                who=boss.name,
                why="Another of the same name",
                operation=opened,
            )

    with pytest.raises(PermissionDenied):
        lift(boss)
    with pytest.raises(PermissionDenied):
        lift(police())
    lift(other)
    assert sees(boss, person) == "full"


# Emergencies


def test_the_glass_is_broken_for_one_person_and_one_record(person: Nominal) -> None:
    boss, looker, other = given.officer("coordinator"), police(), police()
    given.restrict(boss, person)
    given.break_glass(looker, person)
    assert sees(looker, person) == "full"
    assert sees(other, person) is None


def test_an_emergency_ends_by_itself(person: Nominal, db_home: Server) -> None:
    looker = given.officer("police", given.AWAY, agency="police")
    given.break_glass(looker, person)
    ((hours,),) = query(
        db_home,
        "select extract(epoch from ends_at - began_at) / 3600 from nominals_emergency"
        " where user_id = %s",
        looker.pk,
    )
    assert hours == 4
    with given.administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update nominals_emergency set began_at = began_at - interval '5 hours',"
            " ends_at = ends_at - interval '5 hours'"
        )
    assert sees(looker, person) is None


def test_what_an_emergency_opens_to_another_area_is_only_read(person: Nominal) -> None:
    near, far = police(), given.officer("police", given.AWAY, agency="police")
    for looker in (near, far):
        given.break_glass(looker, person)
    with given.acting(near) as (visitor, opened):
        assert Part.LOG in see(visitor, str(person.reference), Part.LOG).writes
        a_call(visitor, opened, person)
        vehicle = a_vehicle(visitor, opened, person)
    with given.acting(far) as (visitor, opened):
        assert not see(visitor, str(person.reference), Part.LOG).writes
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            a_call(visitor, opened, person)
        seen = Vehicle.objects.filter(pk=vehicle)
        assert seen.exists()
        assert not seen.update(version=2, make="Fiat")


def a_call(visitor: Visitor, opened: Open, person: Nominal) -> None:
    by = entering.Author(visitor.id, visitor.name, visitor.postings[0].area_id, visitor.agency)
    entering.log(opened, person, by, kind="call", happened_on=day(), fact="Rang")


def a_vehicle(visitor: Visitor, opened: Open, person: Nominal) -> int:
    by = entering.Author(visitor.id, visitor.name, visitor.postings[0].area_id, visitor.agency)
    return entering.enter(opened, Vehicle, person, by, columns("vehicles")).pk


def test_while_nobody_manages_who_assigns_cases_is_told_of_an_emergency(
    person: Nominal, world: World
) -> None:
    given.break_glass(police("Wilma Marsh"), person)
    told = "Wilma Marsh opened this record in an emergency"
    bosses = (POLICE_SUPERVISOR, COORDINATOR)
    for boss in bosses:
        assert told in world.client(boss).get("/").content.decode()
    assert told not in world.client(POLICE).get("/").content.decode()
    given.name(supervisor(), person, police())
    for boss in bosses:
        assert told not in world.client(boss).get("/").content.decode()


@pytest.mark.parametrize("role", ["psychologist", "inspector", "security_officer", "duty_officer"])
def test_who_may_not_break_the_glass_cannot_in_the_database_either(
    person: Nominal, role: str
) -> None:
    with pytest.raises(PermissionDenied):
        given.break_glass(given.officer(role), person)


def test_who_is_shut_out_breaks_no_glass(person: Nominal) -> None:
    looker = police()
    given.declare(looker, person)
    with pytest.raises(PermissionDenied):
        given.break_glass(looker, person)


def test_a_reason_without_substance_opens_nothing(person: Nominal, world: World) -> None:
    given.name(supervisor(), person, police())
    client = world.client(POLICE)
    address = reverse("emergency", args=[person.reference])
    for reason in ("", "urgent", "x" * 40, "please please please please"):
        answer = client.post(address, {"reason": reason})
        assert answer.status_code == 422
    assert (
        "/timeline/" not in client.get(reverse("person", args=[person.reference])).content.decode()
    )


def test_breaking_the_glass_is_at_once_known_and_reviewed_by_another(
    person: Nominal, world: World, db_home: Server
) -> None:
    manages = police("Wilma Marsh")
    given.name(supervisor(), person, manages)
    client = world.client(POLICE)
    page = client.get(reverse("person", args=[person.reference])).content.decode()
    assert "Somebody of your agency manages this person" in page
    answer = client.post(reverse("emergency", args=[person.reference]), {"reason": given.REASON})
    assert answer["Location"] == reverse("person", args=[person.reference])
    record = client.get(answer["Location"]).content.decode()
    assert "Opened by you in an emergency until" in record
    assert "Timeline" in record

    officer = world.client(SECURITY_OFFICER)
    assert "Review 1 emergency access" in officer.get("/").content.decode()
    ((number, due),) = query(db_home, "select id, review_by from nominals_emergency")
    assert due > day()
    listing = officer.get(reverse("emergencies")).content.decode()
    assert str(person.reference) in listing
    assert "Sam Oakley" in listing
    assert given.REASON in listing
    assert person.surname not in listing
    answer = officer.post(
        reverse("emergency_review", args=[number]),
        {"justified": "yes", "finding": "Rang the school: it was so"},
    )
    assert answer.status_code == 302
    assert query(db_home, "select justified, reviewed_by from nominals_emergency") == [
        (True, "Uma Kerr")
    ]
    with (
        given.acting(User.objects.get(email=world.accounts[SECURITY_OFFICER].email)) as (
            visitor,
            opened,
        ),
        pytest.raises(PermissionDenied),
    ):
        emergency.review(
            by=visitor.name,
            number=number,
            nominal_id=person.pk,
            justified=False,
            finding="Once more",
            operation=opened,
        )


def test_the_manager_sees_the_emergency_in_their_work(person: Nominal, world: World) -> None:
    given.name(supervisor(), person, world.user(POLICE))
    given.break_glass(police("Wilma Marsh"), person)
    work = world.client(POLICE).get("/").content.decode()
    assert "Wilma Marsh opened this record in an emergency" in work
    record = world.client(POLICE).get(reverse("person", args=[person.reference])).content.decode()
    assert "Wilma Marsh opened this record in an emergency" in record


def test_an_emergency_not_reviewed_in_time_is_overdue(
    person: Nominal, world: World, db_home: Server
) -> None:
    given.break_glass(police(), person)
    with given.administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("update nominals_emergency set review_by = %s", [day(-1)])
    officer = world.client(SECURITY_OFFICER)
    assert "Overdue: review 1 emergency access" in officer.get("/").content.decode()
    assert "Overdue" in officer.get(reverse("emergencies")).content.decode()


# Restricted records


def traces(person: Nominal) -> list[str]:
    """What would betray the person."""
    return [str(person.reference), person.surname.upper(), person.name]


def test_nothing_of_a_restricted_person_leaks(
    person: Nominal, world: World, db_home: Server
) -> None:
    client = world.client(POLICE)
    number = Identifier.objects.using("intake").filter(nominal=person, withdrawn_on=None)[0].given
    typed = [person.surname, person.name, str(person.reference), number]
    client.get("/")

    exactly = {str(person.reference), number}

    def ask() -> tuple[list[str], list[int], str]:
        pages, questions = [], []
        for text in typed:
            with CaptureQueriesContext(connections["default"]) as captured:
                page = client.post(reverse("people_search"), {"q": text}).content.decode()
            pages.append(page.replace(text, ""))
            if text not in exactly:  # that one was told is noted
                questions.append(len(captured))
        listing = client.get(reverse("people")).content.decode()
        return pages, questions, re.search(r"<strong>(\d+)</strong>", listing)[1]

    _, before, everybody = ask()
    given.restrict(given.officer("coordinator"), person)
    pages, after, fewer = ask()
    assert after == before
    assert int(fewer) == int(everybody) - 1
    for text, page in zip(typed, pages, strict=True):
        assert not [trace for trace in traces(person) if trace in page]
        assert ("A restricted record" in page) == (text in exactly)
    for name in (
        "person",
        "timeline",
        "legal_position",
        "person_records",
        "record_history",
        "person_caseload",
        "known_to_me",
        "emergency",
        "message_send",
        "what_you_must_do",
    ):
        answer = client.get(reverse(name, args=[person.reference]))
        nobody = client.get(reverse(name, args=["M9999999Z"]))
        assert answer.status_code == nobody.status_code == 404
        strip = re.compile(r'M\d{7}[A-Z]|name="csrf\w+" value="\w+"')
        assert strip.sub("", answer.content.decode()) == strip.sub("", nobody.content.decode())
    for name in ("findings", "caseload", "messages", "home"):
        page = client.get(reverse(name)).content.decode()
        assert not [trace for trace in traces(person) if trace in page]
    answer = client.post(reverse("reconcile_answer"), {"list": "\n".join(typed)})
    assert f"/people/{person.reference}/" not in answer.content.decode()
    with given.looking(world.user(POLICE)) as visitor:
        page = listed(visitor, visitor.today, Filters(archived=True), 1)
        assert person.pk not in {row.id for row in page.rows}
    # Somebody of another area who types the number gets no pointer either.
    elsewhere = world.client(OTHER_AREA).post(reverse("people_search"), {"q": number, **WHY})
    assert "A record in Cambridgeshire" not in elsewhere.content.decode()


def test_what_is_exact_gives_the_number_to_ring(person: Nominal, world: World) -> None:
    number = Identifier.objects.using("intake").filter(nominal=person, withdrawn_on=None)[0].given
    writer = world.user(POLICE)
    a_row("email", person.pk, writer, area_of(writer), address="r.knott@example.org")
    given.restrict(given.officer("coordinator"), person, ring="01632 960 017")
    for role in (POLICE, OTHER_AREA):
        client = world.client(role)
        for text in (number, str(person.reference), "R.Knott@example.org"):
            page = client.post(reverse("people_search"), {"q": text}).content.decode()
            assert "Restricted record: ring <strong>01632 960 017</strong>" in page
            assert f"/people/{person.reference}/" not in page
            assert person.surname not in page
            assert given.HOME not in page.split("A restricted record")[1].split("</div>")[0]
        page = client.post(reverse("people_search"), {"q": person.surname}).content.decode()
        assert "01632" not in page
    page = client.post(reverse("people_search"), {"q": number}).content.decode()
    address = re.search(r'href="(/elsewhere/[^"]+/emergency/)"', page)[1]
    assert client.post(address, {"reason": given.REASON}).status_code == 302
    assert world.client(POLICE).get(address).status_code == 404  # somebody else's word


def test_co_ordinators_and_chairs_can_be_let_in_and_the_co_ordinator_is_at_first(
    person: Nominal, world: World
) -> None:
    """The area's single point of contact is not shut out because nobody thought of it."""
    kay = given.officer("coordinator", name="Kay Eperley")
    given.officer("chair", name="Cho Airey")
    given.officer("deputy_coordinator", name="Dee Puttock")
    away = given.officer("coordinator", given.AWAY, name="Ann Norwich")
    liaison = given.officer("victim_liaison", name="Vic Timmins")
    boss = supervisor()
    client = world.signed_in(boss)
    path = reverse("restrict", args=[person.reference])
    page = client.get(path).content.decode()
    boxes = {
        label: "checked" in box
        for box, label in re.findall(r'<input ([^>]*name="members"[^>]*)><label[^>]*>([^<]*)', page)
    }
    assert boxes["Kay Eperley, MAPPA co-ordinator"]
    assert not boxes["Cho Airey, chair of MAPPA meetings"]
    assert not boxes["Dee Puttock, deputy MAPPA co-ordinator"]
    assert not [label for label in boxes if label.startswith((away.name, liaison.name, boss.name))]
    # What was typed is kept, a tick taken away too.
    page = client.post(path, {"why": ""}).content.decode()
    assert "checked" not in page
    client.post(path, {"why": "A relative works here", "members": [str(kay.pk)]})
    with given.looking(kay) as visitor:
        assert visible(visitor).sight(person.pk) == "full"


def test_a_restriction_follows_the_record_wherever_it_goes(
    person: Nominal, db_home: Server
) -> None:
    given.restrict(given.officer("coordinator"), person)
    shared = Access(
        nominal_id=person.pk,
        area_id=area_named(given.AWAY).pk,
        basis="share",
        during=Period(day(), None),
    )
    with operation(using="intake", actor="a test", purpose="test"):
        shared.save(using="intake")
    assert sees(given.officer("coordinator", given.AWAY), person) is None
    with operation(using="intake", actor="a test", purpose="test"):
        shared.delete(using="intake")


def test_a_restriction_is_lifted_on_the_signature_of_another(
    person: Nominal, world: World, db_home: Server
) -> None:
    first, second, outside = (given.officer("coordinator") for _ in range(3))
    given.restrict(first, person, second)
    with given.acting(first) as (visitor, opened):
        ((runs,),) = query(db_home, "select id from nominals_restriction where lifted_at is null")
        ask(visitor, opened, person, "lift_restriction", runs)
    work = SignOff.objects.using("owner").select_related("nominal").get(state="asked")
    for who in (first, outside):
        with pytest.raises(PermissionDenied), given.acting(who) as (visitor, opened):
            sign(visitor, opened, work)
        assert query(db_home, "select state from nominals_sign_off") == [("asked",)]
        work.state = "asked"
    with given.acting(second) as (visitor, opened):
        sign(visitor, opened, work)
    assert sees(police(), person) == "full"


def ask(visitor, opened, person: Nominal, kind: str, subject: int) -> None:
    signing.ask(
        by=visitor.name,
        by_id=visitor.id,
        nominal=person,
        area_id=visitor.postings[0].area_id,
        kind=kind,
        subject_id=subject,
        why="No longer needed",
        operation=opened,
    )


def sign(visitor, opened, work: SignOff) -> None:
    signing.decide(
        by=visitor.name,
        by_id=visitor.id,
        work=work,
        state=signing.State.GIVEN,
        because="Read and agreed",
        operation=opened,
    )


# Archive


def test_an_archived_person_is_found_only_by_who_asks_for_them(
    person: Nominal, world: World
) -> None:
    client, office = world.client(POLICE), world.client(COORDINATOR)
    address = reverse("archive", args=[person.reference])
    partner = given.officer("psychologist")
    given.partner(given.officer("coordinator"), person, partner)
    assert sees(partner, person) == "full"
    typed = {"reason": "licence_ended", "why": ""}
    assert send(office, address, typed).status_code == 302
    assert sees(partner, person) is None
    link = f"/people/{person.reference}/"
    for q in (person.name, str(person.reference)):
        assert link not in client.post(reverse("people_search"), {"q": q}).content.decode()
        found = client.post(reverse("people_search"), {"q": q, "archived": "yes"})
        assert link in found.content.decode()
    assert "Archived on" in client.get(link).content.decode()
    assert send(office, address, {"why": "Convicted again"}).status_code == 302
    assert link in client.post(reverse("people_search"), {"q": person.name}).content.decode()


def test_a_record_made_in_error_is_archived_by_two_people(
    person: Nominal, world: World, db_home: Server
) -> None:
    address = reverse("archive", args=[person.reference])
    asked = {"reason": "created_in_error", "why": "Entered twice"}
    assert send(world.client(COORDINATOR), address, asked).status_code == 302
    assert query(db_home, "select count(*) from nominals_archive") == [(0,)]
    ((number,),) = query(db_home, "select id from nominals_sign_off where state = 'asked'")
    page = reverse("sign_off", args=[number])
    decision = {"state": "given", "because": "I have looked at both"}
    assert world.client(COORDINATOR).post(page, decision).status_code == 422
    assert world.client(POLICE_SUPERVISOR).post(page, decision).status_code == 302
    assert query(db_home, "select reason, archived_by from nominals_archive") == [
        ("created_in_error", "Nadia Holt")
    ]


# Handing over


def test_a_caseload_is_handed_over_whole_with_three_lines_and_acknowledged(
    person: Nominal, world: World, db_home: Server
) -> None:
    successor = police("Wilma Marsh")
    number = given.name(supervisor(), person, world.user(POLICE))
    client = world.client(POLICE)
    address = reverse("hand_over")
    given_ = {"to": str(successor.pk), "why": "Leaves the unit", f"take-{number}": "yes"}
    answer = client.post(address, given_)
    assert answer.status_code == 422
    assert "what is dangerous now" in answer.content.decode()
    assert managers(db_home, person) == [(world.user(POLICE).pk, False)]
    lines = {f"risk-{number}": "Knives", f"due-{number}": "Visit", f"ring-{number}": "Sister"}
    assert client.post(address, given_ | lines).status_code == 422  # fact, or opinion
    lines[f"standing-{number}"] = "opinion"
    assert client.post(address, given_ | lines).status_code == 302
    ((now, acknowledged),) = managers(db_home, person)
    assert (now, acknowledged) == (successor.pk, False)
    assert sees(world.user(POLICE), person) == "index"
    with transaction.atomic():
        enter(successor.pk)
        theirs = Client()
        theirs.force_login(successor, backend="openmappa.web.sign_in.Backend")
    session = theirs.session
    session["second_factor"] = True
    session.save()
    page = theirs.get(reverse("caseload")).content.decode()
    assert all(word in page for word in ("Opinion: Knives", "Visit", "Sister", "Sam Oakley"))
    ((row,),) = query(db_home, "select id from nominals_caseload where user_id = %s", successor.pk)
    assert client.post(reverse("acknowledge", args=[row])).status_code == 403
    assert theirs.post(reverse("acknowledge", args=[row])).status_code == 302
    assert managers(db_home, person) == [(successor.pk, True)]
    again = theirs.post(reverse("acknowledge", args=[row]))
    assert "You have acknowledged this case" in again.content.decode()


def test_who_is_due_first_comes_first_in_a_handover(
    person: Nominal, world: World, db_home: Server
) -> None:
    with given.looking(world.user(POLICE)) as visitor:
        people = list(visible(visitor).people().filter(sight="full").order_by("pk"))
    chief = supervisor()
    for one in people:
        given.name(chief, one, world.user(POLICE))
    on = date(2015, 3, 31)
    given.move_first_extracts(db_home, -20)
    with given.looking(world.user(POLICE)):
        found = next_due([one.pk for one in people], on)
        coming = {pk: one.due for pk, one in found.items() if one.due}
        for one in people:  # what is read of many at once is what is read of each
            assert coming.get(one.pk) == next(iter(due(law_position(one, on, "default"))), None)
    assert len({one.day for one in coming.values()}) > 1
    page = world.client(POLICE).get(reverse("hand_over")).content.decode()
    given.move_first_extracts(db_home, 20)
    held = dict(query(db_home, "select id, nominal_id from nominals_caseload"))
    order = [held[int(number)] for number in re.findall(r'name="take-(\d+)"', page)]
    days = [coming[pk].day if pk in coming else date.max for pk in order]
    assert len(days) == len(people)
    assert days == sorted(days)


def test_what_is_not_acknowledged_in_time_comes_to_the_supervisor(
    person: Nominal, world: World, db_home: Server
) -> None:
    given.name(supervisor(), person, world.user(POLICE))
    number = managers(db_home, person)
    assert number
    given.name(supervisor(), person, police("Wilma Marsh"), instead_of=_row(db_home, person))
    boss = world.client(POLICE_SUPERVISOR)
    assert "not acknowledged" not in boss.get("/").content.decode()
    with given.administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("update nominals_caseload set named_at = now() - interval '5 days'")
    assert "1 case handed over and not acknowledged" in boss.get("/").content.decode()
    assert "Wilma Marsh" in boss.get(reverse("team")).content.decode()


def _row(server: Server, person: Nominal) -> int:
    ((row,),) = query(
        server,
        "select id from nominals_caseload where nominal_id = %s and as_what = 'manager'"
        " and during @> audit_today()",
        person.pk,
    )
    return row


def test_what_is_done_under_cover_says_for_whom(
    person: Nominal, world: World, db_home: Server
) -> None:
    manages = police("Wilma Marsh")
    given.name(supervisor(), person, manages)
    given.cover(manages, world.user(POLICE))
    client = world.client(POLICE)
    assert "You look after this case for Wilma Marsh" in (
        client.get(reverse("person", args=[person.reference])).content.decode()
    )
    colleague = police()
    answer = client.post(
        reverse("name_to", args=[person.reference]),
        {"as_what": "deputy", "user": str(colleague.pk), "why": "Helps out"},
    )
    assert answer.status_code == 302
    ((actor,),) = query(
        db_home,
        "select o.actor from audit_event e join audit_operation o on o.id = e.operation"
        " where e.verb = 'named' and e.nominal_id = %s order by e.id desc limit 1",
        person.pk,
    )
    assert actor == "Sam Oakley for Wilma Marsh"


# Messages, and who touched the record


def test_somebody_with_a_pointer_writes_to_the_manager_and_is_answered(
    person: Nominal, world: World
) -> None:
    given.name(supervisor(), person, world.user(POLICE))
    number = Identifier.objects.using("intake").filter(nominal=person, withdrawn_on=None)[0].given
    away = world.client(OTHER_AREA)
    page = away.post(reverse("people_search"), {"q": number, **WHY}).content.decode()
    address = re.search(r'href="(/elsewhere/[^"]+/message/)"', page)[1]
    seen = {"text": "Seen here at 02:14"}
    assert away.post(address, seen).status_code == 422  # fact, or opinion
    assert away.post(address, seen | {"standing": "opinion"}).status_code == 302
    client = world.client(POLICE)
    assert "Answer the message of" in client.get("/").content.decode()
    inbox = client.get(reverse("messages")).content.decode()
    link = re.search(r'href="(/messages/\d+/)"', inbox)[1]
    shown = client.get(link).content.decode()
    assert "Opinion: Seen here at 02:14" in shown
    assert f"{escape(person.name)}, {person.reference}" in shown
    answer = {"answer": "He left on Monday"}
    assert client.post(link, answer).status_code == 422
    assert client.post(link, answer | {"standing": "opinion"}).status_code == 302
    written = away.get(reverse("messages")).content.decode()
    assert "Opinion: He left on Monday" in written
    assert "Opinion: Seen here" in written
    assert not [trace for trace in traces(person) if trace in written]
    assert away.get(link).status_code == 404


def test_the_manager_is_told_who_touched_the_record_but_not_of_victim_liaison(
    person: Nominal, world: World
) -> None:
    given.name(supervisor(), person, world.user(POLICE))
    away = given.officer("police", given.AWAY, agency="police", name="Chris Dunn")
    beside = given.officer("police", agency="police", name="Nat Desk")
    probation = given.officer("probation", agency="probation", name="Pru Ward")
    central = given.officer("coordinator", agency="probation", name="Cora Hub")
    farther = given.officer("coordinator", given.AWAY, agency="probation", name="Fern Rim")
    guardian = given.officer("data_protection_officer", given.AWAY, name="Dora Stone")
    liaison = given.officer("victim_liaison", name="Vera Lamb")
    namesake = given.officer("police", given.AWAY, agency="police", name="Vera Lamb")
    former = given.officer("victim_liaison", name="Uma Frost")
    with operation(using="owner", actor="a test", purpose="test"):
        Posting.objects.using("owner").filter(user=former.pk).update(
            during=Period(date(2010, 1, 1), date(2020, 1, 1))
        )
    for user, area in (
        (away, "Norfolk"),
        (beside, "Cambridgeshire"),
        (probation, "Cambridgeshire"),
        (central, "Cambridgeshire"),
        (farther, "Norfolk"),
        (guardian, "Norfolk"),
        (liaison, "Norfolk"),
        (namesake, "Essex"),
        (former, "Kent"),
        (world.user(POLICE), "Cambridgeshire"),
    ):
        log_access(
            using="default",
            actor=user.name,
            user_id=user.pk,
            action="read",
            what="the record",
            nominal_ids=[person.pk],
            area=area,
        )
    page = world.client(POLICE).get(reverse("caseload")).content.decode()
    touched = " ".join(page[page.index("Touched elsewhere") : page.index("1 person")].split())
    assert "Chris Dunn, Norfolk, opened the record" in touched
    # Somebody of the same name as a liaison, and who was one once, are told.
    assert "Vera Lamb, Essex" in touched
    assert "Uma Frost, Kent" in touched
    assert "Vera Lamb, Norfolk" not in touched
    assert "Sam Oakley" not in touched
    # Another agency's reading is told, and another area's co-ordinator's; a colleague's at the next
    # desk, or who answers the person's own request, or co-ordinates the area, is not.
    assert "Fern Rim, Norfolk" in touched
    assert "Cora Hub" not in touched
    assert "Pru Ward, Cambridgeshire" in touched
    assert "Nat Desk" not in touched
    assert "Dora Stone" not in touched


def test_nobody_else_learns_who_touched_a_record(person: Nominal) -> None:
    log_access(
        using="default",
        actor="Chris Dunn",
        action="read",
        what="the record",
        nominal_ids=[person.pk],
    )
    with given.looking(police()), connections["default"].cursor() as cursor:
        cursor.execute("select count(*) from nominals_touched('2000-01-01')")
        assert cursor.fetchone() == (0,)


def listed_touches(world: World, user: User) -> str:
    page = world.signed_in(user).get(reverse("caseload")).content.decode()
    return " ".join(page.partition("Touched elsewhere")[2].partition("<table")[0].split())


@pytest.fixture
def rota(db_home: Server) -> Iterator[str]:
    """A number that is answered at every hour for the police of Norfolk."""
    with operation(using="owner", actor="a test", purpose="test"):
        RotaNumber.objects.using("owner").create(
            area=area_named("Norfolk"),
            agency="police",
            number="01632 960 001",
            answered_by="The control room",
            during=Period(day(-1), None),
        )
    yield "01632 960 001"
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from cases_rota")
        past.execute("delete from cases_rota_history")


def test_the_manager_reads_why_it_was_opened_on_duty_and_whom_to_ring(
    world: World, person: Nominal
) -> None:
    manager, colleague = police(), police()
    given.name(supervisor(), person, manager)
    duty = given.officer("duty_officer", agency="police", name="Max Rowley the younger")
    browser = world.signed_in(duty)
    card = browser.get(reverse("duty_card", args=[person.reference])).content.decode()
    address = reverse("duty_why", args=[person.reference])
    assert address in card
    nothing = browser.post(address, {"why": "", "ring": ""})
    assert nothing.status_code == 422
    kept = browser.post(address, {"why": "Arrested for theft, released 06:30"})
    assert kept.status_code == 422
    assert "Arrested for theft" in kept.content.decode()
    said = browser.post(address, {"why": "Arrested for theft, released 06:30.", "ring": "yes"})
    assert said.status_code == 302
    told = listed_touches(world, manager)
    assert "Max Rowley the younger" in told
    assert "Why:</strong> Arrested for theft, released 06:30. Please ring back." in told
    assert "No number of their rota is set: ring the control room of Cambridgeshire" in told
    assert "Arrested for theft" not in listed_touches(world, colleague)
    # It is a message too, which the manager can answer.
    messages = world.signed_in(manager).get(reverse("messages")).content.decode()
    assert "Max Rowley the younger" in messages


def test_the_reason_of_an_emergency_is_told_with_the_number_of_their_rota(
    world: World, person: Nominal, rota: str
) -> None:
    manager = police()
    given.name(supervisor(), person, manager)
    stranger = given.officer("police", given.AWAY, agency="police", name="Ash Norton")
    given.break_glass(stranger, person)
    world.signed_in(stranger).get(reverse("person", args=[person.reference]))
    told = listed_touches(world, manager)
    assert f"Why:</strong> {given.REASON}" in told
    assert f'href="tel:{rota.replace(" ", "")}">{rota}</a>' in told


def test_an_emergency_and_what_was_looked_at_before_it_are_told_once(
    world: World, person: Nominal, rota: str, db_home: Server
) -> None:
    """One line, with the number of the rota, whatever else the same person looked at."""
    manager = police()
    given.name(supervisor(), person, manager)
    stranger = given.officer("police", given.AWAY, agency="police", name="Ivy Norwood")
    with given.looking(stranger) as visitor:
        word = pointed(visitor, person.pk, "Cambridgeshire")
    browser = world.signed_in(stranger)
    form = reverse("emergency_elsewhere", args=[word])
    assert browser.get(form).status_code == 200
    assert browser.post(form, {"reason": given.REASON}).status_code == 302
    record = reverse("person", args=[person.reference])
    for address in (record, reverse("person_print", args=[person.reference])):
        assert browser.get(address).status_code == 200
    with operation(using="owner", actor="a test", purpose="test"):
        log_access(
            using="owner",
            actor=stranger.name,
            user_id=stranger.pk,
            action="search",
            what="search by name",
            nominal_ids=[person.pk],
            area="Norfolk, Suffolk",
        )
    told = listed_touches(world, manager)
    assert told.count("Ivy Norwood") == 1
    line = next(line for line in told.split("<li") if "Ivy Norwood" in line)
    assert (
        f"{escape(person.name)}</a>: Ivy Norwood, Norfolk, Suffolk,"
        " opened the record and found them by a search on" in line
    )
    assert rota in line
    assert "No number of their rota is set" not in line
    without = "select what from audit_access where user_id = %s and area = ''"
    assert query(db_home, without, stranger.pk) == []


def test_nobody_opens_somebody_elses_card_to_say_why(world: World, person: Nominal) -> None:
    away = given.officer("duty_officer", given.AWAY, agency="police")
    address = reverse("duty_why", args=[person.reference])
    answer = world.signed_in(away).post(address, {"why": "Arrested for theft", "ring": "no"})
    assert answer.status_code == 404
    assert Message.objects.using("owner").filter(text__contains="theft").count() == 0
