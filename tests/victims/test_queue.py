"""Every text that names a victim waits for somebody who may judge it, and only they learn of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.utils import ProgrammingError
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.audit.operations import operation
from openmappa.cases.models import Designation
from openmappa.config.postgres import Server
from openmappa.justice.models import Disposal
from openmappa.law.dates import Period
from openmappa.nominals import caseload, restricting
from openmappa.nominals.models import Access, Listed, Merge, Message, Nominal, SourceRecord
from openmappa.rights.models import RetentionReview
from tests.cases.given import known_to_all
from tests.nominals.given_work import work_with
from tests.victims.given import given_victim, liaison, write
from tests.victims.test_compartment import forget
from tests.web import given_access as given
from tests.web.register.given import area_of
from tests.web.world import World
from tests.world import administrator, area_named, day, query

LIAISON = "victim_liaison"
NAMING = "Seen near Theodora Quillfeather at 17 Marigold Parade"


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Whom all know, with one victim, and of whom nothing waits."""
    forget(db_home)
    given.forget(db_home)
    given_victim(world)
    with administrator(db_home) as owner:  # what other tests wrote
        owner.execute(
            "update victims_mention set outcome = 'harmless', reason = 'x', decided_by = 'x',"
            " decided_at = now()"
        )
    yield known_to_all(world)
    given.forget(db_home)
    forget(db_home)


def waiting(server: Server, table: str) -> list[tuple[int, str]]:
    return query(
        server,
        "select id, field from victims_mention where of_table = %s and outcome = '' order by field",
        table,
    )


def handed_over(person: Nominal, risk: str, *, by: User) -> tuple[int, User]:
    """A case that one manager hands to another, with three lines."""
    to = given.officer("police", name="Joss Reed")
    boss = given.officer("police_supervisor")
    before = given.name(boss, person, by)
    with given.acting(by) as (visitor, opened):
        number = caseload.name(
            by=visitor.actor,
            nominal=person,
            user_id=to.pk,
            user_name=to.name,
            as_what="manager",
            until=None,
            why="Leaves the team",
            instead_of=before,
            lines=caseload.Lines(risk, "fact", "A visit", "Nobody"),
            operation=opened,
        )
    return number, to


# What cannot be withheld


def test_a_line_of_a_handover_is_put_before_victim_liaison_who_is_told_whom_to_ring(
    world: World, db_home: Server, person: Nominal
) -> None:
    number, to = handed_over(person, NAMING, by=given.officer("police", name="Sam Oakley"))
    ((mention, field),) = waiting(db_home, "nominals_caseload")
    assert field == "risk"
    client = world.client(LIAISON)
    path = reverse("mention", args=[mention])
    page = client.get(path).content.decode()
    assert NAMING in page
    assert "It cannot be taken out here." in page
    assert "Ring who wrote it, Sam Oakley," in page
    assert "withhold it from everybody" not in page
    refused = client.post(path, {"outcome": "withheld", "reason": "Names her"})
    assert refused.status_code == 422
    judged = client.post(path, {"outcome": "rung", "reason": "He tells Joss"})
    assert judged.status_code == 302
    assert "Who wrote it was rung" in client.get(path).content.decode()
    # It stands, as was said; what happens to the row otherwise puts nothing before liaison again.
    with given.acting(to) as (visitor, opened):
        caseload.acknowledge(by=visitor.name, number=number, operation=opened)
    assert query(db_home, "select risk from nominals_caseload where id = %s", number) == [(NAMING,)]
    assert waiting(db_home, "nominals_caseload") == []
    # Nor does it lie in the folder of who answers the person's own request.
    ((told,),) = query(
        db_home,
        "select rights_without_secrets('nominals_caseload', c.id, to_jsonb(c))"
        " from nominals_caseload c where c.id = %s",
        number,
    )
    assert NAMING not in str(told)


def states(offence: str, of: Disposal) -> None:
    """What an import does, when the agency's extract says this of the conviction."""
    with operation(using="intake", actor="extract of Cambridgeshire", purpose="import"):
        Disposal.objects.using("intake").filter(pk=of.pk).update(offence=offence)


def test_what_an_extract_says_is_put_before_victim_liaison_who_rings_the_agency(
    world: World, db_home: Server, person: Nominal
) -> None:
    conviction = Disposal.objects.using("owner").filter(nominal=person.pk).earliest("pk")
    states("Assault on Theodora Quillfeather", conviction)
    try:
        ((mention, field),) = waiting(db_home, "justice_disposal")
        assert field == "offence"
        client = world.client(LIAISON)
        path = reverse("mention", args=[mention])
        page = client.get(path).content.decode()
        assert "Assault on Theodora Quillfeather" in page
        assert "would come back with its next extract" in page
        assert f"Ring the agency, {conviction.agency}, Cambridgeshire, to have it" in page
        refused = client.post(path, {"outcome": "withheld", "reason": "Names her"})
        assert refused.status_code == 422
        # Neither she nor the row is in an answer to the person themselves.
        ((told,),) = query(
            db_home,
            "select rights_without_secrets('justice_disposal', d.id, to_jsonb(d))"
            " from justice_disposal d where d.id = %s",
            conviction.pk,
        )
        assert "Theodora" not in str(told)
        judged = client.post(path, {"outcome": "rung", "reason": "The police write it anew"})
        assert judged.status_code == 302
    finally:
        states(conviction.offence, conviction)
    assert waiting(db_home, "justice_disposal") == []


def test_why_an_extract_says_that_somebody_is_category_3_is_put_before_victim_liaison(
    db_home: Server, person: Nominal
) -> None:
    record = SourceRecord.objects.using("owner").filter(nominal=person.pk).earliest("pk")
    with operation(using="intake", actor="extract of Cambridgeshire", purpose="import"):
        Designation.objects.using("intake").create(
            nominal_id=person.pk,
            record_id=record.pk,
            area_id=record.area_id,
            designating_area_id=record.area_id,
            agency=record.agency,
            source_key="a test",
            during=Period(day(), None),
            reason=NAMING,
        )
    assert [field for _, field in waiting(db_home, "cases_designation")] == ["reason"]
    with administrator(db_home) as owner:
        owner.execute("set session_replication_role = replica")
        owner.execute("delete from cases_designation where source_key = 'a test'")


def test_the_database_withholds_no_row_by_which_a_record_is_seen(
    db_home: Server, world: World, person: Nominal
) -> None:
    handed_over(person, NAMING, by=given.officer("police"))
    ((mention, _),) = waiting(db_home, "nominals_caseload")
    with (
        pytest.raises(ProgrammingError, match="cannot be withheld"),
        liaison(world),
        connections["default"].cursor() as cursor,
    ):
        cursor.execute("select victims_withhold(%s, 'x')", [mention])


def test_who_wrote_it_reads_the_same_whether_it_names_a_victim_or_not(
    world: World, db_home: Server, person: Nominal
) -> None:
    writer = given.officer("police", name="Sam Oakley")
    _, to = handed_over(person, NAMING, by=writer)
    reader = world.signed_in(to)
    page = reader.get(reverse("caseload")).content.decode()
    assert NAMING in page
    assert "victim" not in page.replace(NAMING, "").lower()


def test_a_text_that_was_taken_out_with_its_row_is_read_in_its_history(
    world: World, db_home: Server, person: Nominal
) -> None:
    writer = given.officer("police", name="Sam Oakley")
    number, _ = handed_over(person, NAMING, by=writer)
    with given.acting(given.officer("police_supervisor")) as (visitor, opened):
        caseload.name(
            by=visitor.actor,
            nominal=person,
            user_id=writer.pk,
            user_name=writer.name,
            as_what="manager",
            until=None,
            why="Stays after all",
            instead_of=number,
            operation=opened,
        )
    assert query(db_home, "select from nominals_caseload where id = %s", number) == []
    ((mention, _),) = waiting(db_home, "nominals_caseload")
    page = world.client(LIAISON).get(reverse("mention", args=[mention])).content.decode()
    assert NAMING in page
    assert "Sam Oakley" in page


# To each text that needs more than itself: what goes with it.
WITH = {
    ("nominals_caseload", "risk"): ", standing = 'fact'",
    ("nominals_emergency", "finding"): ", reviewed_at = now(), reviewed_by = 'Kim',"
    " reviewed_by_id = 1, justified = true",
    ("nominals_sign_off", "because"): ", state = 'given', decided_at = now(), decided_by = 'Lee',"
    " decided_by_id = 0",
    ("nominals_match", "reason"): ", decision = 'different', decided_at = now(),"
    " decided_by = 'Kim'",
}


def test_every_text_by_which_a_record_is_seen_is_put_before_victim_liaison(
    world: World, db_home: Server, person: Nominal
) -> None:
    user = world.user("police")
    area = area_of(user)
    work_with(person, user.pk, area)
    other = next(p for p in world.seen_by("coordinator") if p.pk != person.pk)
    with operation(using="owner", actor="a test", purpose="test"):
        Merge.objects.using("owner").create(
            nominal_id=other.pk,
            other_nominal_id=person.pk,  # whichever of the two records it is
            area_id=area,
            why="One",
            asked_by="Kim",
            asked_by_id=user.pk,
        )
        RetentionReview.objects.using("owner").create(
            nominal_id=person.pk,
            area_id=area,
            decided_on=day(),
            decision="keep",
            reason="One",
            decided_by="Kim",
            decided_by_id=user.pk,
        )
    watched = query(
        db_home,
        "select of_table::text, unnest(fields), persons from victims_watched where not withholds"
        " and of_table not in ('nominals_match', 'nominals_opening', 'cases_designation',"
        " 'justice_disposal')",
    )
    assert len(watched) > 15
    for table, field, persons in watched:
        with (
            operation(using="owner", actor="a test", purpose="test"),
            connections["owner"].cursor() as cursor,
        ):
            cursor.execute(
                f"update {table} set {field} = %s{WITH.get((table, field), '')}"
                f" where %s in ({', '.join(persons)})",
                [NAMING, person.pk],
            )
            assert cursor.rowcount, table
        found = waiting(db_home, table)
        assert field in {f for _, f in found}, (table, field)
    for mention, _ in query(db_home, "select id, 0 from victims_mention where outcome = ''"):
        page = world.client(LIAISON).get(reverse("mention", args=[mention])).content.decode()
        assert "Ring who wrote it, " in page
    with administrator(db_home) as owner:
        owner.execute("truncate nominals_merge_row, nominals_merge")
        owner.execute("delete from rights_retention_review where decided_by = 'Kim'")


def test_the_reason_of_a_restriction_waits_once_and_not_for_each_who_is_let_in(
    db_home: Server, person: Nominal
) -> None:
    keeper = given.officer("coordinator", name="Kay Eperley")
    with given.acting(keeper) as (visitor, opened):
        restricting.restrict(
            by=visitor.name,
            nominal=person,
            members=[given.officer("police").pk, given.officer("police").pk],
            why=NAMING,
            ring="",
            operation=opened,
        )
    assert [field for _, field in waiting(db_home, "nominals_restriction")] == ["why"]
    assert waiting(db_home, "nominals_listed") == []


# When nobody of victim liaison may judge it


def unseen_by(world: World, who: User) -> str:
    """What My work says of texts that wait unseen."""
    page = world.signed_in(who).get(reverse("home")).content.decode()
    assert "Quillfeather" not in page
    found = re.findall(r"[^<>]*[Vv]ictim[^<>]*", page)
    return " ".join(found)


@pytest.fixture
def alone(world: World, person: Nominal) -> Iterator[User]:
    """The one victim liaison officer of the area; the world's own is away from work."""
    own = world.user(LIAISON)
    only = given.officer(LIAISON, agency="probation", name="Isla Brand")
    works(own, active=False)
    yield only
    works(own, active=True)


def works(user: User, *, active: bool) -> None:
    with operation(using="owner", actor="a test", purpose="test"):
        User.objects.using("owner").filter(pk=user.pk).update(active=active)


WAITS = "1 text of {} that names a victim waits unseen"


def test_when_all_of_victim_liaison_are_kept_from_a_person_the_security_officer_is_told(
    world: World, person: Nominal, alone: User
) -> None:
    security, protection = world.user("security_officer"), world.user("data_protection_officer")
    write(person, NAMING)
    assert unseen_by(world, security) == ""
    given.declare(alone, person)
    page = unseen_by(world, security)
    assert WAITS.format(person.reference) in page
    assert "Nobody of victim liaison in Cambridgeshire may see this record" in page
    assert NAMING not in page
    for role in ("administrator", "police_supervisor", "coordinator"):
        assert unseen_by(world, world.user(role)) == "", role
    assert unseen_by(world, protection) == ""  # who need not know while the other serves
    assert "No text waits for you" in (
        world.signed_in(alone).get(reverse("mentions")).content.decode()
    )


def test_where_no_security_officer_serves_the_data_protection_officer_is_told(
    world: World, person: Nominal, alone: User
) -> None:
    security, protection = world.user("security_officer"), world.user("data_protection_officer")
    write(person, NAMING)
    given.declare(alone, person)
    works(security, active=False)
    try:
        assert WAITS.format(person.reference) in unseen_by(world, protection)
    finally:
        works(security, active=True)


def test_a_neighbouring_officer_who_is_given_the_role_judges_it(
    world: World, person: Nominal, alone: User
) -> None:
    write(person, NAMING)
    given.declare(alone, person)
    neighbour = given.officer(LIAISON, agency="probation", name="Nell Ash")
    assert unseen_by(world, world.user("security_officer")) == ""
    page = world.signed_in(neighbour).get(reverse("mentions")).content.decode()
    assert str(person.reference) in page


def test_what_waits_for_days_is_told_though_somebody_serves(
    world: World, db_home: Server, person: Nominal, alone: User
) -> None:
    write(person, NAMING)
    security = world.user("security_officer")
    assert unseen_by(world, security) == ""
    with administrator(db_home) as owner:
        owner.execute("update victims_mention set found_at = now() - interval '4 days'")
    page = unseen_by(world, security)
    assert WAITS.format(person.reference) in page
    assert "has not judged it in time: ring them" in page


def test_liaison_of_an_area_that_does_not_know_the_victim_reads_what_waits(
    world: World, db_home: Server, person: Nominal, alone: User
) -> None:
    write(person, NAMING)
    norfolk = area_named("Norfolk").pk
    with operation(using="owner", actor="a test", purpose="test"):
        shared = Access.objects.using("owner").create(
            nominal_id=person.pk, area_id=norfolk, basis="share", during=Period(day(), None)
        )
    away = given.officer(LIAISON, given.AWAY, agency="probation")
    given.declare(alone, person)
    try:
        client = world.signed_in(away)
        page = client.get(reverse("mentions")).content.decode()
        assert "Somebody whom another area speaks for" in page
        ((mention,),) = query(db_home, "select id from victims_mention where outcome = ''")
        assert NAMING in client.get(reverse("mention", args=[mention])).content.decode()
    finally:
        with operation(using="owner", actor="a test", purpose="test"):
            shared.delete(using="owner")


# "I know this person", under a victim role


def test_what_is_declared_under_a_victim_role_is_told_to_nobody_outside(
    world: World, db_home: Server, person: Nominal
) -> None:
    isla = given.officer(LIAISON, agency="probation", name="Isla Brand")
    page = world.signed_in(isla).get(reverse("known_to_me", args=[person.reference]))
    assert "The manager is told" not in page.content.decode()
    before = Message.objects.using("owner").filter(nominal=person).count()
    done = world.signed_in(isla).post(
        reverse("known_to_me", args=[person.reference]), {"how": "My cousin"}
    )
    assert done.status_code == 302
    assert Message.objects.using("owner").filter(nominal=person).count() == before
    for role in ("police_supervisor", "coordinator", "police", "probation"):
        client = world.client(role)
        for name in ("person_caseload", "record_history", "person"):
            answer = client.get(reverse(name, args=[person.reference]))
            assert answer.status_code == 200, (role, name)
            assert "Isla Brand" not in answer.content.decode(), (role, name)
        with given.looking(world.user(role)), connections["default"].cursor() as cursor:
            assert not Listed.objects.using("default").filter(nominal=person).exists()
            cursor.execute("select count(*) from nominals_listed_history")
            assert cursor.fetchone() == (0,)
    for role in ("security_officer", "data_protection_officer"):
        with given.looking(world.user(role)):
            assert Listed.objects.using("default").filter(nominal=person, user=isla.pk).exists()


def test_nobody_outside_learns_it_by_trying(world: World, db_home: Server, person: Nominal) -> None:
    isla = given.officer(LIAISON, agency="probation", name="Isla Brand")
    given.declare(isla, person)
    boss = given.officer("coordinator")
    ((row,),) = query(db_home, "select id from nominals_listed where nominal_id = %s", person.pk)
    with pytest.raises(PermissionDenied), given.acting(boss) as (visitor, opened):
        restricting.take_off_list(
            by=visitor.name, nominal=person, number=row, who="", why="A test", operation=opened
        )
    page = reverse("take_off_list", args=[person.reference, row])
    assert world.signed_in(boss).get(page).status_code == 404
    given.put_on_list(boss, person, isla, "shut_out")  # as if there were nothing yet


def test_another_victim_liaison_officer_lifts_it(world: World, person: Nominal) -> None:
    isla = given.officer(LIAISON, agency="probation", name="Isla Brand")
    given.declare(isla, person)
    row = Listed.objects.using("owner").get(nominal=person, ended_at=None).pk
    page = reverse("take_off_list", args=[person.reference, row])
    assert world.signed_in(isla).get(page).status_code == 404
    client = world.client(LIAISON)
    shows = client.get(reverse("person_caseload", args=[person.reference])).content.decode()
    assert page in shows
    assert client.post(page, {"why": "Another of the name"}).status_code == 302
    opens = reverse("victims_of", args=[person.reference])
    assert world.signed_in(isla).get(opens).status_code == 200
