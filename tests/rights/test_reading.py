"""Unusual reading: each measure on each side of its number, for the officer's own area only."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.agencies.pages import enter
from openmappa.audit.operations import log_access
from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from openmappa.rights import reading
from openmappa.rights.measures import MEASURES, Counted
from openmappa.rights.models import ReadingReview
from tests.rights.given import given_officer
from tests.web.matrix import (
    OTHER_AREA,
    POLICE,
    POLICE_SUPERVISOR,
    PROBATION,
    SECURITY_OFFICER,
)
from tests.web.world import World
from tests.world import administrator, area_named, day, query

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def unread(world: World, db_home: Server) -> None:
    """Nothing was read yet, and nothing looked into."""
    with administrator(db_home) as past:
        past.execute("delete from audit_access")
        past.execute("delete from rights_reading_review")


def a_working_noon() -> datetime:
    """Noon in London of the last working day before today."""
    found = day(-1)
    while found.isoweekday() >= 6:
        found -= timedelta(days=1)
    return datetime(found.year, found.month, found.day, 12, tzinfo=LONDON)


def look(
    server: Server,
    reader: User,
    people: list[int | None],
    *,
    at: datetime | None = None,
    action: str = "read",
    refused: bool = False,
) -> None:
    with administrator(server) as past, past.cursor() as cursor:
        cursor.executemany(
            "insert into audit_access (at, actor, user_id, action, nominal_id, area, what, refused,"
            " reason_code) values (%s, %s, %s, %s, %s, 'Cambridgeshire', %s, %s, 'enquiry')",
            [
                (
                    (at or a_working_noon()) + timedelta(seconds=number),
                    reader.name,
                    reader.pk,
                    action,
                    person,
                    f"page {number}",
                    refused,
                )
                for number, person in enumerate(people)
            ],
        )


def shown(world: World, role: str = SECURITY_OFFICER, days: int = 28) -> dict[str, set[str]]:
    """Who is shown under which measure."""
    found: dict[str, set[str]] = {}
    with transaction.atomic():
        enter(world.user(role).pk)
        for row in reading.unusual(reading.span(days)):
            found.setdefault(row.measure.key, set()).add(row.reader)
    return found


def people_of(agency: str, number: int) -> list[int | None]:
    """People of the area who are in this agency's records."""
    found = (
        Nominal.objects.using("count")
        .filter(records__agency=agency, records__area__name="Cambridgeshire")
        .distinct()
        .order_by("pk")
        .values_list("pk", flat=True)[:number]
    )
    assert len(found) == number
    return list(found)


def test_many_records(world: World, db_home: Server, unread: None) -> None:
    officer = world.user(POLICE)
    look(db_home, officer, people_of("police", 19))
    assert shown(world) == {}
    look(db_home, officer, people_of("police", 20))
    assert shown(world) == {"volume": {officer.name}}


def test_many_records_are_not_unusual_where_they_are_usual(
    world: World, db_home: Server, unread: None
) -> None:
    officer, colleague = world.user(POLICE), given_officer("police", name="Busy Colleague")
    for weeks in (4, 8, 12, 16):
        look(
            db_home,
            officer,
            people_of("police", 20),
            at=a_working_noon() - timedelta(weeks=weeks),
        )
    look(db_home, officer, people_of("police", 20))
    # As many as ever, but colleagues open nobody.
    assert shown(world) == {"volume": {officer.name}}
    look(db_home, colleague, people_of("police", 19))
    assert shown(world) == {}


def test_ones_own_work_is_not_unusual_however_much(
    world: World, db_home: Server, unread: None
) -> None:
    """On the caseload, covered for, as a task; and the cases of one's team."""
    people = people_of("police", 20)
    boss = world.user(POLICE_SUPERVISOR)
    manager, away, taker, stranger = (
        given_officer("police", name=name)
        for name in ("Mo Manager", "Al Away", "Tam Taker", "Stu Stranger")
    )
    with administrator(db_home) as past, past.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")  # nobody acts here
        cursor.executemany(
            "insert into nominals_caseload (nominal_id, user_id, as_what, area_id, agency, during,"
            " why, named_by) values (%s, %s, 'manager', %s, 'police', '[2010-01-01,)', 'A',"
            " 'a test')",
            [(pk, away.pk, area_named("Cambridgeshire").pk) for pk in people],
        )
        cursor.execute(
            "insert into nominals_cover (user_id, covered_by_id, during, why, arranged_by)"
            " values (%s, %s, '[2010-01-01,)', 'Leave', 'a test')",
            [away.pk, manager.pk],
        )
        cursor.executemany(
            "insert into nominals_task (nominal_id, area_id, agency, regime, entered_by,"
            " entered_by_id, entered_at, taker_id, what, due_on, first_due_on)"
            " values (%s, %s, 'police', 'law_enforcement', 'a', 1, '2010-01-01', %s, 'Ring', now(),"
            " now())",
            [(pk, area_named("Cambridgeshire").pk, taker.pk) for pk in people],
        )
    try:
        for reader in (manager, away, taker, boss):
            look(db_home, reader, people)
        assert shown(world) == {}
        look(db_home, stranger, people)
        assert shown(world) == {"volume": {stranger.name}}
        # A day on which they were not yet on anybody's caseload.
        long_ago = datetime(2009, 12, 30, 12, tzinfo=LONDON)
        own = query(
            db_home,
            "select rights_own_work(%s, 'police', '{police}', %s, %s, %s)",
            *(away.pk, [area_named("Cambridgeshire").pk], people[0], long_ago.date()),
        )
        assert own == [(False,)]
    finally:
        with administrator(db_home) as past:
            past.execute("set session_replication_role = replica")
            for table in ("nominals_task", "nominals_cover", "nominals_caseload"):
                past.execute(f"delete from {table}")


@pytest.mark.parametrize(
    ("role", "level", "own"),
    [
        ("coordinator", 2, True),
        ("chair", 3, True),
        ("coordinator", 1, False),
        ("police", 2, False),
        ("duty_officer", 2, False),
    ],
)
@pytest.mark.usefixtures("world")
def test_whom_meetings_are_about_is_the_offices_own_work(
    db_home: Server, role: str, level: int, own: bool
) -> None:
    found = query(
        db_home,
        "select rights_own_work(0, 'police', %s, array[l.area_id::int], l.nominal_id,"
        " lower(l.during)) from (select n.id as nominal_id, coalesce(l.area_id, 3) as area_id,"
        " coalesce(l.during, '[2015-03-31,)') as during from nominals_nominal n"
        " left join cases_level l on l.nominal_id = n.id where coalesce(l.level, 1) = %s"
        " limit 1) l",
        *([role], level),
    )
    assert found == [(own,)]


def test_own_surname(world: World, db_home: Server, unread: None) -> None:
    namesake = Nominal.objects.using("count").filter(records__agency="police")[0]
    reader = given_officer("police", name=f"Pat {namesake.surname.upper()}")
    stranger = given_officer("police", name="Pat Nobody-Else")
    for one in (reader, stranger):
        look(db_home, one, [namesake.pk])
    assert shown(world) == {"own_surname": {reader.name}}


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize(
    ("hour", "days", "unusual"),
    [(6, 0, True), (7, 0, False), (18, 0, False), (19, 0, True), (12, 6, True)],
)
def test_out_of_hours(world: World, db_home: Server, hour: int, days: int, unusual: bool) -> None:
    officer, on_duty = world.user(POLICE), world.user("duty_officer")
    monday = a_working_noon()
    monday -= timedelta(days=monday.isoweekday() - 1 + 7)
    at = (monday + timedelta(days=days)).replace(hour=hour)
    for reader in (officer, on_duty):
        look(db_home, reader, [None] * 5, at=at, action="search")
    assert shown(world) == ({"out_of_hours": {officer.name}} if unusual else {})
    with administrator(db_home) as past:
        past.execute("delete from audit_access where what = 'page 0'")
    assert shown(world) == {}


def test_one_list_of_many_people_is_one_page(world: World, db_home: Server, unread: None) -> None:
    officer = world.user(POLICE)
    people = people_of("police", 20)
    with transaction.atomic():
        enter(officer.pk)
        log_access(
            using="default",
            actor=officer.name,
            action="read",
            what="their records",
            nominal_ids=people,
        )
    with transaction.atomic():
        enter(world.user(SECURITY_OFFICER).pk)
        (row,) = [row for row in reading.unusual(reading.span(7)) if row.measure.key == "volume"]
        assert (row.counted.people, row.counted.pages) == (20, 1)
        (page,), in_all = reading.readings(officer.pk, row.measure, reading.span(7), 1)
        assert (in_all, len(page.references)) == (1, 20)


def test_out_of_area(world: World, db_home: Server, unread: None) -> None:
    norfolk = world.user(OTHER_AREA)
    other = given_officer("police", name="Cross Border", area="Norfolk")
    watches = given_officer("security_officer", name="Norfolk Watcher", area="Norfolk")
    seen = {n.pk for n in world.seen_by(OTHER_AREA)}
    away = [pk for pk in people_of("police", 15) if pk not in seen][:3]
    look(db_home, other, away[:2], action="search")
    with transaction.atomic():
        enter(watches.pk)
        assert reading.unusual(reading.span(28)) == []
    look(db_home, other, away, action="search")
    with transaction.atomic():
        enter(watches.pk)
        found = reading.unusual(reading.span(28))
    assert [(row.reader, row.measure.key) for row in found] == [(other.name, "out_of_area")]
    assert norfolk.name not in {row.reader for row in found}
    # Nothing of another area's readers.
    assert shown(world) == {}


def test_not_in_their_agencys_records(world: World, db_home: Server, unread: None) -> None:
    officer = world.user(PROBATION)
    theirs = set(people_of("probation", 5))
    others = [
        pk
        for pk in Nominal.objects.using("count")
        .filter(records__agency="police")
        .exclude(records__agency="probation")
        .distinct()
        .values_list("pk", flat=True)
        if pk not in theirs
    ][:5]
    look(db_home, officer, [*theirs, *others[:4]])
    assert shown(world) == {}
    look(db_home, officer, others)
    assert shown(world) == {"not_theirs": {officer.name}}


def test_refusals_and_what_was_taken_out(world: World, db_home: Server, unread: None) -> None:
    officer = world.user(POLICE)
    look(db_home, officer, [None] * 4, refused=True)
    look(db_home, officer, people_of("police", 9), action="print")
    assert shown(world) == {}
    look(db_home, officer, [None] * 5, refused=True)
    look(db_home, officer, people_of("police", 10), action="export")
    assert shown(world) == {"refusals": {officer.name}, "taken_out": {officer.name}}


def test_the_words_of_every_measure_name_its_number() -> None:
    for measure in MEASURES.values():
        assert measure.least == 1 or str(measure.least) in measure.counts
    counted = Counted(21, 30, 61, Decimal(2), Decimal(0))
    assert MEASURES["volume"].words(counted) == (
        "21 people outside their own work, on 30 pages; they opened 61 people in all, 40 of their"
        " own work; their usual is 2, colleagues' is 0"
    )
    assert MEASURES["taken_out"].words(Counted(1, 1, 1, None, None)) == (
        "1 page, 1 person; they read nothing before, nobody else has their role"
    )


@pytest.mark.parametrize(
    ("usual", "colleagues", "shown_"),
    [
        (None, None, True),  # nothing to measure it against
        (Decimal(7), None, False),
        (Decimal("6.9"), None, True),
        (None, Decimal(7), False),
        (Decimal(7), Decimal(7), False),
        (Decimal(7), Decimal(6), True),  # their usual, and not their colleagues'
    ],
)
def test_what_volume_is_measured_against(
    usual: Decimal | None, colleagues: Decimal | None, shown_: bool
) -> None:
    assert MEASURES["volume"].unusual(Counted(21, 21, 21, usual, colleagues)) is shown_
    assert not MEASURES["volume"].unusual(Counted(19, 99, 99, None, None))


def test_a_line_opens_the_readings_without_content_and_is_looked_into(
    world: World, db_home: Server, unread: None
) -> None:
    officer = world.user(POLICE)
    people = people_of("police", 20)
    look(db_home, officer, people)
    path = reverse("unusual_readings", args=[officer.pk, "volume"])
    client = world.client(SECURITY_OFFICER)
    html = client.get(path).content.decode()
    person = Nominal.objects.using("count").get(pk=people[0])
    assert person.reference in html
    assert person.surname not in html
    # The reader learns nothing from the history of the record that they opened.
    seen = query(
        db_home,
        "select count(*) from audit_access where nominal_id is not null and user_id = %s",
        world.user(SECURITY_OFFICER).pk,
    )
    assert seen == [(0,)]
    answer = client.post(path, {"outcome": "advice", "reason": "Talked about need to know."})
    assert answer.status_code == 302
    assert (
        "Advice or training was given, by Uma Kerr"
        in client.get(reverse("unusual_reading")).content.decode()
    )

    # Whom it is about reads it, and says something against it, once.
    own = world.client(POLICE)
    assert "Talked about need to know." in own.get(reverse("my_reading")).content.decode()
    review = ReadingReview.objects.using("owner").get()
    said = {"review": review.pk, "contest": "It was the whole team's list."}
    assert own.post(reverse("my_reading"), said).status_code == 302
    assert own.post(reverse("my_reading"), said).status_code == 404
    assert world.client(PROBATION).post(reverse("my_reading"), said).status_code == 404
    assert "the whole team" in client.get(path).content.decode()


def contested(world: World, db_home: Server) -> ReadingReview:
    """A review of the police officer's reading, and what they say against it."""
    officer = world.user(POLICE)
    look(db_home, officer, people_of("police", 20))
    path = reverse("unusual_readings", args=[officer.pk, "volume"])
    said = {"outcome": "advice", "reason": "Talked about need to know."}
    assert world.client(SECURITY_OFFICER).post(path, said).status_code == 302
    review = ReadingReview.objects.using("owner").get()
    own = {"review": review.pk, "contest": "It was the whole team's list."}
    assert world.client(POLICE).post(reverse("my_reading"), own).status_code == 302
    return review


def test_another_officer_decides_on_what_a_reader_says(
    world: World, db_home: Server, unread: None
) -> None:
    review = contested(world, db_home)
    client, path = world.client(SECURITY_OFFICER), reverse("reading_contest", args=[review.pk])
    said = {"outcome": "upheld", "because": "It was the morning list."}
    # Who looked into it is told that it waits, and does not decide.
    assert "What readers say against it" in client.get(reverse("unusual_reading")).content.decode()
    assert (
        "Not yet: somebody else" in world.client(POLICE).get(reverse("my_reading")).content.decode()
    )
    assert client.post(path, said).status_code == 403
    other = given_officer("security_officer", name="Iris Vale")
    with transaction.atomic():
        visitor = enter(other.pk)
        assert [one.pk for one in reading.to_answer(visitor)] == [review.pk]
        assert reading.answer(visitor, review, outcome="upheld", because="The morning list.")
        assert not reading.answer(visitor, review, outcome="upheld", because="Once more")
    assert client.get(path).status_code == 403
    html = world.client(POLICE).get(reverse("my_reading")).content.decode()
    assert "Upheld, by Iris Vale" in html
    assert "The morning list." in html
    listed = client.get(reverse("unusual_reading")).content.decode()
    assert "contested: upheld by Iris Vale" in listed
    assert "What readers say against it" not in listed


def test_the_database_lets_neither_reader_nor_reviewer_nor_others_decide(
    world: World, db_home: Server, unread: None
) -> None:
    review = contested(world, db_home)
    said = {"answer": "upheld", "answer_because": "x"}

    def tried(user: User, **columns: str) -> int:
        with transaction.atomic():
            enter(user.pk)
            return ReadingReview.objects.filter(pk=review.pk).update(**(said | columns))

    with pytest.raises(ProgrammingError, match="somebody else"):
        tried(world.user(SECURITY_OFFICER))
    assert tried(world.user(POLICE)) == 0  # said once already
    assert tried(given_officer("security_officer", name="Far Away", area="Norfolk")) == 0
    # Neither does a reader who is a security officer, in one go with what they say.
    reader = given_officer("security_officer", name="Own Reader")
    with administrator(db_home) as past:
        past.execute(b"update rights_reading_review set user_id = %d, contested = ''" % reader.pk)
    with pytest.raises(ProgrammingError, match="what was said before"):
        tried(reader, contested="No")
    tried_later = given_officer("security_officer", name="Second Officer")
    assert tried(tried_later) == 0  # nothing was said


def test_what_was_referred_is_not_told_to_whom_it_is_about(
    world: World, db_home: Server, unread: None
) -> None:
    officer = world.user(POLICE)
    look(db_home, officer, people_of("police", 20))
    path = reverse("unusual_readings", args=[officer.pk, "volume"])
    world.client(SECURITY_OFFICER).post(path, {"outcome": "referred", "reason": "Sold names."})
    assert ReadingReview.objects.using("owner").count() == 1
    assert "Sold names" not in world.client(POLICE).get(reverse("my_reading")).content.decode()
    with transaction.atomic():
        enter(officer.pk)
        assert not ReadingReview.objects.exists()


def test_nobody_looks_into_their_own_reading(world: World, db_home: Server, unread: None) -> None:
    officer = world.user(SECURITY_OFFICER)
    look(db_home, officer, [None] * 5, refused=True)
    path = reverse("unusual_readings", args=[officer.pk, "refusals"])
    answer = world.client(SECURITY_OFFICER).post(path, {"outcome": "explained", "reason": "Me."})
    assert answer.status_code == 422
    forged = ReadingReview(
        area_id=area_named("Cambridgeshire").pk,
        user_id=officer.pk,
        reader="x",
        measure="refusals",
        first=day(),
        last=day(),
        number=1,
        outcome="explained",
        reason="x",
        reviewed_by="x",
        reviewed_by_id=world.user(POLICE).pk,
    )
    with pytest.raises(ProgrammingError, match="row-level security"):
        in_the_name_of(world.user(POLICE), forged)


def in_the_name_of(user: User, review: ReadingReview) -> None:
    with transaction.atomic():
        enter(user.pk)
        review.save()


def test_thousands_of_readings_are_counted(world: World, db_home: Server, unread: None) -> None:
    people = people_of("police", 30)
    for reader in ("Reader One", "Reader Two", "Reader Three", "Reader Four"):
        one = given_officer("police", name=reader)
        look(db_home, one, people * 50)
    assert "Reader One" in shown(world, days=91)["volume"]
