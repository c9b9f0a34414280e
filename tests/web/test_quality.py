"""The data quality console: who is counted, for whom, and what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.audit.operations import operation
from openmappa.cases.models import Ground
from openmappa.config.postgres import Server
from openmappa.law.dates import Period
from openmappa.nominals.models import CAN_WAIT, Access, Finding, Nominal, Photograph, PutOff
from openmappa.nominals.register import AddressCheck, Draft, WarningMarker
from openmappa.web.quality import KINDS, counts, lacking, looking
from tests.cases.given import a_photograph, known_to_all
from tests.web import given_access as given
from tests.web.matrix import ADMINISTRATOR, COORDINATOR, POLICE, POLICE_SUPERVISOR
from tests.web.register.given import a_row, area_of, by
from tests.web.world import WHY, World
from tests.world import administrator, query

TODAY = date(2015, 3, 31)  # of the demonstration


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Seen in full by police and co-ordinator, a case that runs today; nobody's."""
    person = known_to_all(world)
    ground = Ground.objects.using("count").filter(nominal=person).exists()
    assert ground
    yield person
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        for table in ("address_check", "residence", "warning_marker", "further_identifier"):
            past.execute(f"delete from nominals_{table} where nominal_id = %s", [person.pk])
        past.execute("delete from nominals_draft")
        past.execute("delete from nominals_photograph")
    given.forget(db_home)


def supervisor() -> User:
    return given.officer("police_supervisor", agency="police")


def kinds_of(user: User, person: Nominal, *, own: bool = False) -> set[str]:
    """Of which kinds the person is listed for somebody; each list and its count agree."""
    with given.looking(user) as visitor:
        look = looking(visitor, own=own)
        listed = {
            code: list(lacking(look, kind).values_list("pk", flat=True))
            for code, kind in KINDS.items()
        }
        assert counts(look) == {code: len(pks) for code, pks in listed.items()}
    return {code for code, pks in listed.items() if person.pk in pks}


def said(user: User, person: Nominal, code: str) -> str:
    with given.looking(user) as visitor:
        row = lacking(looking(visitor, own=False), KINDS[code]).get(pk=person.pk)
    return KINDS[code].said(getattr(row, "since", None))


def test_a_record_with_nothing_entered_has_no_manager_and_no_photograph(person: Nominal) -> None:
    assert {"no-manager", "no-photograph"} <= kinds_of(supervisor(), person)


def test_naming_a_manager_mends_it(person: Nominal) -> None:
    chief, manager = supervisor(), given.officer("police", agency="police")
    given.name(chief, person, manager)
    assert not {"no-manager", "manager-gone"} & kinds_of(chief, person)


def test_a_manager_who_left_with_nobody_to_take_the_case(
    world: World, person: Nominal, db_home: Server
) -> None:
    chief, manager = supervisor(), given.officer("police", agency="police")
    given.name(chief, person, manager)
    with administrator(db_home) as past:  # as though there had been no supervisor when he left
        past.execute("set session_replication_role = replica")
        past.execute("update agencies_user set active = false where id = %s", [manager.pk])
    assert "manager-gone" in kinds_of(chief, person)
    assert "no longer serves" in said(chief, person, "manager-gone")
    home = world.ask(POLICE_SUPERVISOR, "GET", reverse("home")).content.decode()
    assert "Hand over 1 case of nobody" in home
    # Vetting that has run out is the same, though no other visitor sees vetting.
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("update agencies_user set active = true where id = %s", [manager.pk])
        past.execute(
            "update agencies_vetting set expires_on = granted_on where user_id = %s", [manager.pk]
        )
    assert "manager-gone" in kinds_of(chief, person)


def an_address(person: Nominal, by_whom: User, checked_on: date | None) -> None:
    area = area_of(by_whom)
    number = a_row("addresses", person.pk, by_whom, area)
    if checked_on is not None:
        with operation(using="owner", actor="a test", purpose="test"):
            AddressCheck.objects.using("owner").create(
                nominal=person,
                residence_id=number,
                checked_on=checked_on,
                how="home_visit",
                verified=True,
                **by(by_whom, area),
            )


@pytest.fixture
def at_large(person: Nominal, db_home: Server) -> Iterator[Nominal]:
    """The same, out of custody."""
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update justice_whereabouts set kind = 'x' || kind where nominal_id = %s", [person.pk]
        )
    yield person
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update justice_whereabouts set kind = substr(kind, 2) where nominal_id = %s",
            [person.pk],
        )


def test_an_address_is_verified_for_a_year_and_a_month(at_large: Nominal) -> None:
    chief = supervisor()
    assert "address-unverified" in kinds_of(chief, at_large)
    assert "No present address was ever verified" in said(chief, at_large, "address-unverified")
    an_address(at_large, chief, day(-396))
    assert "Last verified on" in said(chief, at_large, "address-unverified")
    an_address(at_large, chief, day(-395))
    assert "address-unverified" not in kinds_of(chief, at_large)


def test_nobody_in_custody_lacks_a_verified_address(person: Nominal) -> None:
    assert "address-unverified" not in kinds_of(supervisor(), person)


def put_off(world: World, person: Nominal, code: str, until: date, **data: str) -> int:
    parts = {"day": until.day, "month": until.month, "year": until.year}
    answer = world.ask(
        POLICE,
        "POST",
        reverse("put_off", args=[person.reference, code]),
        {
            **{f"until-{part}": str(number) for part, number in parts.items()},
            "why": "Taken at the notification on the day",
            **data,
        },
    )
    return answer.status_code


@pytest.fixture
def nothing_put_off(db_home: Server) -> Iterator[None]:
    yield
    with administrator(db_home) as past:
        past.execute("truncate nominals_put_off")


@pytest.mark.usefixtures("nothing_put_off")
def test_what_is_put_off_shows_to_the_supervisor_and_ends_by_itself(
    world: World, person: Nominal, db_home: Server
) -> None:
    chief = supervisor()
    assert "no-photograph" in kinds_of(chief, person)
    assert put_off(world, person, "no-photograph", day(28)) == 302
    assert "no-photograph" not in kinds_of(chief, person)
    with given.looking(chief) as visitor:
        look = looking(visitor, own=False)
        waiting = lacking(look, KINDS["no-photograph"], put_off=True)
        assert [row.pk for row in waiting] == [person.pk]
        assert counts(look, put_off=True)["no-photograph"] == 1
    console = world.ask(POLICE_SUPERVISOR, "GET", reverse("quality")).content.decode()
    assert "no-photograph/?put-off=1" in console
    listed = world.ask(
        POLICE_SUPERVISOR, "GET", reverse("quality_kind", args=["no-photograph"]), {"put-off": "1"}
    ).content.decode()
    assert "Until 28 April 2015, by Sam Oakley" in listed
    assert "Taken at the notification on the day" in listed
    record = world.ask(POLICE, "GET", reverse("person_quality", args=[person.reference]))
    assert "28 April 2015" in record.content.decode()
    assert query(
        db_home,
        "select sentence from audit_event where nominal_id = %s and verb = 'put off'",
        person.pk,
    ) == [("Sam Oakley put off until 28 April 2015 something that the record lacks.",)]
    with administrator(db_home) as past:  # its day comes
        past.execute("set session_replication_role = replica")
        past.execute("update nominals_put_off set during = daterange(%s, %s)", [day(-9), day(0)])
    assert "no-photograph" in kinds_of(chief, person)


@pytest.mark.usefixtures("nothing_put_off")
@pytest.mark.parametrize("until", [day(29), day(0), day(-1)])
def test_nothing_is_put_off_for_longer_than_four_weeks_or_into_the_past(
    world: World, person: Nominal, until: date
) -> None:
    assert put_off(world, person, "no-photograph", until) == 422
    assert put_off(world, person, "no-photograph", day(28), why="") == 422
    assert "no-photograph" in kinds_of(supervisor(), person)


def test_what_is_overdue_is_not_put_off_by_a_page_nor_in_the_database(
    world: World, person: Nominal
) -> None:
    assert put_off(world, person, "no-manager", day(3)) == 404
    user = world.user(POLICE)
    for kind, last in (
        *((kind, 3) for kind in sorted(set(KINDS) - set(CAN_WAIT))),
        ("no-photograph", 28),
    ):
        row = PutOff(
            nominal_id=person.pk,
            kind=kind,
            during=Period(day(0), day(last)),
            why="x",
            **by(user, area_of(user)),
        )
        with pytest.raises(IntegrityError), given.acting(user):
            row.save()
    assert set(CAN_WAIT) < set(KINDS)


def test_who_puts_off_writes_in_their_own_name_from_today(world: World, person: Nominal) -> None:
    user = world.user(POLICE)
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 - any day to come
    for wrong in ({"entered_by_id": user.pk + 1}, {"during": Period(tomorrow, tomorrow)}):
        row = {
            "nominal_id": person.pk,
            "kind": "no-photograph",
            "during": Period(day(0), day(3)),
            "why": "x",
            **by(user, area_of(user)),
            **wrong,
        }
        with pytest.raises(DatabaseError), given.acting(user):
            PutOff.objects.create(**row)


def a_marker(person: Nominal, by_whom: User, during: Period, review_on: date) -> None:
    number = a_row("warnings", person.pk, by_whom, area_of(by_whom))
    with operation(using="owner", actor="a test", purpose="test"):
        WarningMarker.objects.using("owner").filter(pk=number).update(
            during=during, review_on=review_on
        )


@pytest.mark.parametrize(
    ("last", "review", "kinds"),
    [
        (None, 0, set()),
        (None, -1, {"marker-overdue"}),
        (0, -1, {"marker-overdue"}),
        (-1, -1, {"marker-ended"}),
        (-28, -1, {"marker-ended"}),
        (-29, -1, set()),
    ],
)
def test_a_warning_marker_past_its_review_or_its_end(
    person: Nominal, last: int | None, review: int, kinds: set[str]
) -> None:
    chief = supervisor()
    end = None if last is None else day(last)
    a_marker(person, chief, Period(day(-400), end), day(review))
    assert kinds_of(chief, person) & {"marker-overdue", "marker-ended"} == kinds


def test_a_photograph_grows_old(world: World, person: Nominal) -> None:
    chief, taken = supervisor(), a_photograph(world, person)
    for age, found in ((395, set()), (396, {"photograph-old"})):
        with operation(using="owner", actor="a test", purpose="test"):
            Photograph.objects.using("owner").filter(pk=taken.pk).update(taken_on=day(-age))
        assert kinds_of(chief, person) & {"photograph-old", "no-photograph"} == found


def test_a_number_that_two_people_have(world: World, person: Nominal, db_home: Server) -> None:
    chief = supervisor()
    with given.looking(chief) as visitor:
        seen = looking(visitor, own=False).among[None]
    other = Nominal.objects.using("count").get(pk=next(pk for pk in seen if pk != person.pk))
    for one in (person, other):
        a_row("identifiers", one.pk, chief, area_of(chief))
    assert "shared-number" in kinds_of(chief, person)
    assert "shared-number" in kinds_of(chief, other)
    # Who may not see the other learns nothing of it.
    given.put_on_list(world.user(COORDINATOR), other, chief, "shut_out")
    assert "shared-number" not in kinds_of(chief, person)
    assert kinds_of(chief, other) == set()
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_further_identifier")


def test_agencies_that_contradict_one_another(person: Nominal) -> None:
    chief = supervisor()
    assert "clash" not in kinds_of(chief, person)
    with operation(using="intake", actor="a test", purpose="test"):
        found = Finding.objects.using("intake").create(
            nominal=person, area_id=area_of(chief), code="cases.two_levels", sentence="A test."
        )
    assert "clash" in kinds_of(chief, person)
    with operation(using="intake", actor="a test", purpose="test"):
        Finding.objects.using("intake").filter(pk=found.pk).update(gone_at=found.found_at)
    assert "clash" not in kinds_of(chief, person)


def test_a_form_left_for_a_day_is_told_to_its_writer_alone(person: Nominal) -> None:
    chief, other = supervisor(), supervisor()
    with given.looking(chief):
        draft = Draft.objects.create(
            user_id=chief.pk, nominal=person, section="names", fields={}, row=0
        )
        Draft.objects.filter(pk=draft.pk).update(saved_at=draft.saved_at - timedelta(days=2))
    assert "draft" in kinds_of(chief, person)
    assert "draft" not in kinds_of(other, person)


def test_who_is_restricted_or_put_away_is_not_counted(person: Nominal, db_home: Server) -> None:
    chief, inside, outside = supervisor(), supervisor(), supervisor()
    given.restrict(chief, person, inside)
    assert kinds_of(inside, person)
    assert kinds_of(outside, person) == set()


def test_nobody_is_counted_to_whom_mappa_no_longer_applies(person: Nominal) -> None:
    chief = supervisor()
    grounds = list(Ground.objects.using("intake").filter(nominal=person))
    with operation(using="intake", actor="a test", purpose="test"):
        Ground.objects.using("intake").filter(nominal=person).delete()
    try:
        assert kinds_of(chief, person) == set()
    finally:
        with operation(using="intake", actor="a test", purpose="test"):
            Ground.objects.using("intake").bulk_create(grounds)


def test_who_does_not_answer_for_the_area_sees_their_own_cases_only(
    world: World, person: Nominal
) -> None:
    chief, manager = supervisor(), given.officer("police", agency="police")
    assert kinds_of(manager, person) == set()
    given.name(chief, person, manager)
    assert "no-photograph" in kinds_of(manager, person)
    assert kinds_of(chief, person, own=True) == set()


def test_a_part_that_a_role_does_not_see_is_not_counted(at_large: Nominal, db_home: Server) -> None:
    """A polygraph examiner sees identity and markers of whom they test, and no addresses."""
    chief = supervisor()
    examiner = given.officer("polygraph_examiner")
    given.partner(chief, at_large, examiner)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "update nominals_caseload set as_what = 'manager' where user_id = %s", [examiner.pk]
        )
    found = kinds_of(examiner, at_large)
    assert "no-photograph" in found
    assert "address-unverified" not in found


def test_another_area_counts_nobody_of_ours(person: Nominal) -> None:
    away = given.officer("coordinator", given.AWAY)
    assert Access.objects.using("count").filter(nominal=person, basis="responsible").exists()
    assert kinds_of(away, person) == set()


# The pages


def test_the_pages_tell_what_to_do_and_lead_there(world: World, person: Nominal) -> None:
    page = world.ask(POLICE_SUPERVISOR, "GET", reverse("quality")).content.decode()
    assert KINDS["no-photograph"].why.replace("'", "&#39;") in page
    listed = world.ask(
        POLICE_SUPERVISOR, "GET", reverse("quality_kind", args=["no-photograph"])
    ).content.decode()
    assert reverse("photographs", args=[person.reference]) in listed
    assert "There is no current photograph." in listed


def test_there_is_no_such_kind(world: World) -> None:
    for name in ("quality_kind", "quality_file"):
        answer = world.ask(POLICE_SUPERVISOR, "GET", reverse(name, args=["no-such-kind"]))
        assert answer.status_code == 404


def test_the_area_administrator_sees_nobodys_record_lack_anything(world: World) -> None:
    page = world.ask(ADMINISTRATOR, "GET", reverse("quality")).content.decode()
    assert "no photograph" not in page.lower()
    assert reverse("matches") in page
    listed = world.ask(ADMINISTRATOR, "GET", reverse("quality_kind", args=["no-photograph"]))
    assert "Nobody whom you see in full is meant." in listed.content.decode()


def test_the_file_holds_the_list_and_its_readers_are_logged(
    world: World, person: Nominal, db_home: Server
) -> None:
    path = reverse("quality_file", args=["no-photograph"])
    answer = world.ask(POLICE_SUPERVISOR, "POST", path, WHY)
    assert str(person.reference) in answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="no-photograph.csv"'
    assert query(
        db_home,
        "select count(*) > 0 from audit_access where action = 'export' and nominal_id = %s",
        person.pk,
    ) == [(True,)]


def test_my_work_tells_what_my_own_people_lack(world: World, person: Nominal) -> None:
    home = world.ask(POLICE, "GET", reverse("home")).content.decode()
    photographs = reverse("photographs", args=[person.reference])
    assert photographs not in home
    given.name(supervisor(), person, world.user(POLICE))
    home = world.ask(POLICE, "GET", reverse("home")).content.decode()
    assert photographs in home
    assert "There is no current photograph." in home
