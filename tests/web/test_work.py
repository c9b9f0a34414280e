"""My work: what waits for whom, by person; and what rules ask, given to colleagues."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from typing import Any

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.models import Q
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openmappa.agencies.models import User, Vetting
from openmappa.agencies.roles import ROLES
from openmappa.audit.operations import operation
from openmappa.config.postgres import Server
from openmappa.exchange.models import ExtractImport
from openmappa.law.duties import NOT_RECORDED
from openmappa.nominals import caseload, filing, restricting, tasks
from openmappa.nominals.inspecting import photograph
from openmappa.nominals.models import Caseload, Finding, Nominal, Task
from openmappa.nominals.register import Disclosure
from openmappa.web import views
from openmappa.web.caseload.queries import cases, next_due, running
from openmappa.web.caseload.ruled import Ruled, ruled
from openmappa.web.caseload.tasks import TOLD_IN_THE_LOG
from openmappa.web.work import Work, grouped, work
from tests.cases.given import by
from tests.nominals.given_files import jpeg
from tests.web import given_access as given
from tests.web.fairness.given import SHOWN_ON, missed, suspected
from tests.web.matrix import EVERYBODY, OTHER_AREA
from tests.web.register.given import a_row, area_of
from tests.web.world import World, send
from tests.world import administrator, area_named, day, query

WHY = "On leave until Monday"


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """Somebody of whom a notification was not recorded by its day; nobody's case."""
    found, _ = missed(world)
    given.move_first_extracts(db_home, -20)  # so that it could have been recorded here
    yield Nominal.objects.using("owner").get(pk=found.pk)
    given.move_first_extracts(db_home, 20)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_suspicion where nominal_id = %s", [found.pk])
        past.execute("delete from nominals_warning_marker where nominal_id = %s", [found.pk])
        past.execute("delete from nominals_disclosure where nominal_id = %s", [found.pk])
    given.forget(db_home)


def police(name: str = "") -> User:
    return given.officer("police", agency="police", name=name)


def supervisor() -> User:
    return given.officer("police_supervisor", agency="police")


def my_work(user: User) -> Work:
    with given.looking(user) as visitor:
        return work(visitor, visitor.today)


def asked(user: User, person: Nominal) -> list[Ruled]:
    with given.looking(user) as visitor:
        return ruled(visitor, [person.pk])


def duty(user: User, person: Nominal) -> Ruled:
    return next(one for one in asked(user, person) if one.of == "duty")


def to_do(user: User, one: Ruled) -> bool:
    return one.what in {task.what for task in my_work(user).to_do if task.nominal_id}


def with_others(user: User, one: Ruled) -> bool:
    return one.what in {task.what for task in my_work(user).with_others}


def give_on(by: User, person: Nominal, to: User, one: Ruled) -> int:
    with given.acting(by) as (visitor, opened):
        return tasks.give_on(
            by=visitor.actor,
            nominal=person,
            to=tasks.Taker(to.pk, to.name, to.agency),
            of_rule=one.of,
            mark=one.mark,
            what=one.what,
            due=one.due,
            statutory=one.statutory,
            why=WHY,
            operation=opened,
        )


def whose(number: int) -> int:
    return int(Task.objects.using("owner").values_list("taker", flat=True).get(pk=number))


def text(answer: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def page(world: World, user: User, url: str = "home", *args: object, **query: str) -> str:
    answer = world.signed_in(user).get(reverse(url, args=args), query)
    assert answer.status_code == 200
    return text(answer)


def post(world: World, user: User, url: str, *args: object, **data: Any) -> HttpResponse:
    client, path = world.signed_in(user), reverse(url, args=args)
    if client.get(path).status_code != 200:  # whoever gets no form sends it all the same
        return client.post(path, data)
    return send(client, path, data)


# My work


def test_what_the_rules_ask_of_ones_own_people_is_on_the_work_of_who_manages(
    world: World, person: Nominal
) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    one = duty(officer, person)
    assert to_do(officer, one)
    assert not to_do(colleague, one)
    assert not to_do(boss, one)
    shown = page(world, officer)
    assert person.surname.upper() in shown
    assert one.what in shown
    assert one.why.split(".")[0] in shown
    assert one.action in shown
    kinds = {one.of for one in asked(officer, person)}
    assert {"duty", "lack"} <= kinds


def test_who_covers_has_it_too(person: Nominal) -> None:
    boss, officer, cover = supervisor(), police(), police()
    given.name(boss, person, officer)
    one = duty(officer, person)
    assert not to_do(cover, one)
    given.cover(officer, cover)
    assert to_do(cover, one)


def test_the_numbers_lead_to_what_they_count(world: World, person: Nominal) -> None:
    boss, officer = supervisor(), police()
    given.name(boss, person, officer)
    found = my_work(officer).to_do
    late = [one for one in found if one.late]
    assert late
    html = world.signed_in(officer).get(reverse("home")).content.decode()
    assert f"{reverse('home')}?show=overdue#to-do" in html
    assert f">{len(late)}</span> overdue" in html
    shown = page(world, officer, show="overdue")
    assert all(one.what in shown for one in late)
    assert not any(one.what in shown for one in found if not one.late and one.nominal_id)
    assert "Nothing is new" in page(world, officer, show="new")
    assert "To do" in page(world, officer, show="anything else")


@pytest.fixture
def since_2015(person: Nominal, db_home: Server) -> Iterator[date]:
    """The day on which the person's area began to use the system: after the duty was due."""
    given.move_first_extracts(db_home, 20)
    (began,) = ExtractImport.objects.using("owner").filter(area__name=given.HOME)[:1]
    yield began.extracted_on
    given.move_first_extracts(db_home, -20)


def test_what_was_due_before_the_area_began_is_told_apart_and_not_as_overdue(
    world: World, person: Nominal, since_2015: date
) -> None:
    boss, officer = supervisor(), police()
    given.name(boss, person, officer)
    found = my_work(officer)
    duties = [one for one in asked(officer, person) if one.began]
    assert {one.what for one in found.before} == {one.what for one in duties}
    assert all(one.due and one.due < since_2015 == one.began for one in duties)
    assert not any(one.late for one in [*found.to_do, *found.before])
    shown = page(world, officer)
    number, on = len(duties), f"{since_2015:%-d %B %Y}"
    assert f"{number} more {'was' if number == 1 else 'were'} due before this area began" in shown
    assert f"to use the system ({on})" in shown
    assert not any(one.what in shown for one in duties)
    apart = page(world, officer, show="before")
    assert all(one.what in apart for one in duties)
    mine = page(world, officer, "caseload")
    assert f"from before {on}: say whether" in mine
    for said in (shown, apart, mine, page(world, officer, "person_tasks", person.reference)):
        assert "Overdue by" not in said


def test_on_the_record_too_it_is_one_sentence_and_folded_and_never_in_red(
    world: World, person: Nominal, since_2015: date
) -> None:
    boss, officer = supervisor(), police()
    suspected(world)
    given.name(boss, person, officer)
    on = f"{since_2015:%-d %B %Y}"
    client = world.signed_in(officer)
    shown = client.get(reverse("person", args=[person.reference])).content.decode()
    assert re.search(rf"[0-9]+ dut(y was|ies were) due before the area began .*{on}", shown)
    # What an officer suspects is as red as ever, and it alone.
    (late,) = re.findall(r"app-due__item--late.*?</li>", shown, re.DOTALL)
    assert "suspected, confirmed by" in late
    folded = client.get(reverse("missed_duties", args=[person.reference])).content.decode()
    opened, fold = folded.split("<details", 1)
    assert f"from before the area began to use the system ({on})" in fold
    assert "Worked out by the rules" in fold
    assert "Worked out by the rules" not in opened


def test_what_an_officer_suspects_or_somebody_gave_is_to_do_whenever_it_was_due(
    world: World, person: Nominal, since_2015: date
) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    _, duty_, _ = suspected(world)
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    (one,) = (a for a in asked(officer, person) if "suspected" in a.what)
    assert (one.due, one.began) == (duty_.due, None)
    assert any(told.late and told.what == one.what for told in my_work(officer).to_do)
    assert "Overdue by" in page(world, officer, "caseload")
    other = next(a for a in asked(officer, person) if a.began)
    give_on(officer, person, colleague, other)
    assert to_do(colleague, other)
    assert other.what not in {told.what for told in my_work(officer).before}


def test_an_area_that_was_responsible_and_had_begun_could_have_recorded_it(
    person: Nominal, since_2015: date, db_home: Server
) -> None:
    """Who moved here since was somebody's to register who used the system."""
    boss, officer = supervisor(), police()
    given.name(boss, person, officer)
    assert my_work(officer).before
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute(
            "insert into exchange_import (area_id, reporting_year, extracted_on, synthetic, digest,"
            " operation, people, rows, imported_at) select area_id, reporting_year, '2001-04-01',"
            " synthetic, 'x', operation, people, rows, now() from exchange_import"
            " where area_id = (select area_id from cases_responsibility where nominal_id = %s"
            " limit 1) limit 1",
            [person.pk],
        )
    try:
        assert my_work(officer).before == []
        assert any(one.late for one in my_work(officer).to_do)
    finally:
        with administrator(db_home) as past:
            past.execute("delete from exchange_import where digest = 'x'")


def test_lines_are_grouped_by_person_and_the_most_urgent_first(person: Nominal) -> None:
    boss, officer = supervisor(), police()
    given.name(boss, person, officer)
    found = grouped(my_work(officer).to_do)
    assert len({of.nominal_id for of in found}) == len(found)
    assert found[0].nominal_id == person.pk
    lefts = [one.left for one in found[0].tasks if one.left is not None and one.left <= 7]
    assert lefts == sorted(lefts)


def test_of_findings_one_reads_those_of_ones_own_people(
    world: World, person: Nominal, db_home: Server
) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    with operation(using="owner", actor="a test", purpose="test"):
        Finding.objects.using("owner").create(
            nominal_id=person.pk,
            area_id=area_named(given.HOME).pk,
            code="extract.very_old",
            sentence="Is 110.",
        )
    of_rules = {one.of: one for one in asked(officer, person)}
    assert of_rules["odd"].why == "Is 110."
    assert "Is 110." in page(world, officer)
    assert "Is 110." not in page(world, colleague)
    for keeper in ("coordinator", "administrator"):
        told = page(world, given.officer(keeper))
        assert re.search(r"findings? in the area's records", told)
    for user in (officer, colleague, boss):
        assert "in the area's records" not in page(world, user)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_finding where sentence = 'Is 110.'")


def test_what_others_changed_since_yesterday_is_told_to_who_manages(
    world: World, person: Nominal
) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    given.name(given.officer("coordinator"), person, colleague, "partner", until=day(9))
    (changed,) = [one for one in my_work(officer).changed if "Coordinator" in one.by]
    assert changed.nominal_id == person.pk
    assert my_work(colleague).changed == []
    assert "Changed in my cases since yesterday" in page(world, officer)
    with (
        operation(using="intake", actor="root", purpose="import"),
        connections["intake"].cursor() as cursor,
    ):
        for ethnicity in ("W9", person.ethnicity):
            cursor.execute(
                "update nominals_nominal set ethnicity = %s where id = %s", [ethnicity, person.pk]
            )
    by = {one.by for one in my_work(officer).changed}
    assert "An import" in by
    assert "root" not in by
    # One's own writing is no news.
    assert not any(one.by == officer.name for one in my_work(officer).changed)


def test_nobody_with_work_reads_that_nothing_waits(world: World, person: Nominal) -> None:
    given.name(supervisor(), person, police())
    for role in EVERYBODY - {OTHER_AREA}:
        answer = text(world.client(role).get(reverse("home")))
        with given.looking(world.user(role)) as visitor:
            waits = work(visitor, visitor.today).to_do
        assert ("Nothing waits for you today" in answer) == (not waits), role


def test_it_takes_as_many_queries_for_many_people(
    world: World, person: Nominal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PEOPLE_ON_A_PAGE", 3)
    boss, officer = supervisor(), police()
    given.name(boss, person, officer)
    client = world.signed_in(officer)
    with CaptureQueriesContext(connections["default"]) as few:
        client.get(reverse("home"))
    for other in [one for one in world.seen_by("police") if one.pk != person.pk][:25]:
        if other.sight == "full":
            given.name(boss, Nominal.objects.using("owner").get(pk=other.pk), officer)
    with CaptureQueriesContext(connections["default"]) as many:
        answer = client.get(reverse("home"))
    assert len(many) == len(few)
    (pages,) = re.findall(r"Page 1 of (\d+)", text(answer))
    assert int(pages) > 1
    assert f"Page 2 of {pages}" in page(world, officer, page="2")


# Given to a colleague


def test_what_a_rule_asks_stands_on_the_work_of_whom_it_was_given_to(
    world: World, person: Nominal
) -> None:
    boss, officer, colleague = supervisor(), police(), police("Sam Wood")
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    one = duty(officer, person)
    form = page(world, officer, "task_give_on", person.reference, one.of, one.mark)
    assert one.what in form
    assert "It keeps its day" in form
    unsaid = post(
        world, officer, "task_give_on", person.reference, one.of, one.mark, to=str(colleague.pk)
    )
    assert unsaid.status_code == 422
    given_on = post(
        world,
        officer,
        "task_give_on",
        person.reference,
        one.of,
        one.mark,
        to=str(colleague.pk),
        why=WHY,
    )
    assert given_on.status_code == 302
    (line,) = [task for task in my_work(colleague).to_do if task.what == one.what]
    assert (line.late, line.new, line.due) == (True, True, one.due)
    assert WHY in line.why
    assert not to_do(officer, one)
    assert with_others(officer, one)
    assert "Sam Wood" in page(world, officer)
    # The supervisor sees who passed what to whom, and why.
    shown = page(world, boss, "team")
    for told in (one.what, officer.name, "Sam Wood", WHY):
        assert told in shown
    assert "1 task was given to colleagues" in page(world, boss)
    other = page(world, given.officer("probation_supervisor"), "team")
    assert WHY not in other


def test_it_is_passed_on_and_taken_back(world: World, person: Nominal) -> None:
    boss, officer, first, second = supervisor(), police(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, first)
    given.partner(boss, person, second)
    one = duty(officer, person)
    number = give_on(officer, person, first, one)
    moved = post(
        world, first, "task_move", person.reference, number, to=str(second.pk), why="On a course"
    )
    assert moved.status_code == 302
    assert (to_do(first, one), to_do(second, one), to_do(officer, one)) == (False, True, False)
    back = post(world, officer, "task_take_back", person.reference, number)
    assert back.status_code == 302
    assert (to_do(second, one), to_do(officer, one)) == (False, True)
    path = reverse("task_take_back", args=[person.reference, number])
    assert "has taken this back" in text(world.signed_in(officer).post(path))
    give_on(officer, person, second, one)  # and again


def test_when_it_is_done_it_is_gone_from_everybody(person: Nominal, db_home: Server) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    one = next(a for a in asked(officer, person) if a.page == "photographs")
    give_on(officer, person, colleague, one)
    assert to_do(colleague, one)
    with given.acting(colleague) as (visitor, opened):
        filing.add_photograph(
            person,
            photograph(jpeg()),
            taken_on=day(-1),
            angle="front",
            source="custody",
            note="",
            standing="fact",
            current=True,
            by=by(visitor),
            operation=opened,
        )
    assert one.key not in {a.key for a in asked(officer, person)}
    assert not to_do(colleague, one)
    assert not with_others(officer, one)
    with administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        past.execute("delete from nominals_photograph where nominal_id = %s", [person.pk])


def test_on_the_tasks_of_the_person_stands_what_the_rules_ask_and_with_whom(
    world: World, person: Nominal
) -> None:
    boss, officer, colleague = supervisor(), police(), police("Sam Wood")
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    one = duty(officer, person)
    link = reverse("task_give_on", args=[person.reference, one.of, one.mark])
    url = reverse("person_tasks", args=[person.reference])
    assert link in world.signed_in(officer).get(url).content.decode()
    assert link in world.signed_in(boss).get(url).content.decode()
    assert link not in world.signed_in(colleague).get(url).content.decode()
    number = give_on(officer, person, colleague, one)
    shown = world.signed_in(colleague).get(url).content.decode()
    assert link not in shown
    assert "Give back" in shown
    assert WHY in shown
    assert reverse("task_done", args=[person.reference, number]) not in shown
    assert reverse("task_put_off", args=[person.reference, number]) not in shown


# What must never be


def test_it_is_given_only_to_who_may_open_the_record(world: World, person: Nominal) -> None:
    boss, officer = supervisor(), police()
    given.name(boss, person, officer)
    one = duty(officer, person)
    for nobody in (
        given.officer("youth_justice"),
        given.officer("police", given.AWAY, agency="police"),
        given.officer("victim_liaison"),
        given.officer("duty_officer"),
    ):
        with pytest.raises(PermissionDenied):
            give_on(officer, person, nobody, one)
        answer = post(
            world,
            officer,
            "task_give_on",
            person.reference,
            one.of,
            one.mark,
            to=str(nobody.pk),
            why=WHY,
        )
        assert answer.status_code == 422
    assert Task.objects.using("owner").count() == 0


def test_it_is_given_only_to_who_sees_that_part_of_the_record(
    world: World, person: Nominal
) -> None:
    boss, officer, nurse = supervisor(), police(), given.officer("mental_health", name="Ash Lane")
    given.name(boss, person, officer)
    given.partner(boss, person, nurse)
    for one in asked(officer, person):
        if one.givable:
            form = page(world, officer, "task_give_on", person.reference, one.of, one.mark)
            sees = one.part is None or one.part in ROLES["mental_health"].sees
            assert ("Ash Lane" in form) == sees, one.what


def test_it_is_given_on_only_by_who_manages_or_assigns(world: World, person: Nominal) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    one = duty(officer, person)
    for nobody in (colleague, given.officer("duty_officer"), given.officer("probation")):
        with pytest.raises(PermissionDenied):
            give_on(nobody, person, colleague, one)
    refused = post(
        world, colleague, "task_give_on", person.reference, one.of, one.mark, to=str(colleague.pk)
    )
    assert refused.status_code == 403
    number = give_on(boss, person, colleague, one)
    assert whose(number) == colleague.pk


def test_it_is_with_one_colleague_at_a_time(person: Nominal) -> None:
    boss, officer, first, second = supervisor(), police(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, first)
    given.partner(boss, person, second)
    one = duty(officer, person)
    give_on(officer, person, first, one)
    with pytest.raises(caseload.RefusedError, match="meanwhile"):
        give_on(boss, person, second, one)


def test_what_no_rule_asks_is_not_given_on(world: World, person: Nominal) -> None:
    boss, officer = supervisor(), police()
    given.name(boss, person, officer)
    one = duty(officer, person)
    for of, mark in ((one.of, "0" * 12), ("lack", one.mark), ("anything", one.mark)):
        url = reverse("task_give_on", args=[person.reference, of, mark])
        assert world.signed_in(officer).get(url).status_code == 404


def test_it_is_neither_put_off_nor_ticked_off(world: World, person: Nominal) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    lack = next(one for one in asked(officer, person) if one.of == "lack" and one.givable)
    assert not lack.statutory
    number = give_on(officer, person, colleague, lack)
    task = Task.objects.using("owner").select_related("nominal").get(pk=number)
    for refused, say in (
        (tasks.put_off, {"until": day(9), "why": "It can wait"}),
        (tasks.done, {"outcome": "It is done", "standing": "fact"}),
    ):
        with (
            given.acting(colleague) as (visitor, opened),
            pytest.raises(caseload.RefusedError),
        ):
            refused(by=visitor.actor, task=task, operation=opened, **say)
    assert post(world, colleague, "task_put_off", person.reference, number).status_code == 403
    assert post(world, colleague, "task_done", person.reference, number).status_code == 404


@pytest.mark.parametrize(
    "written",
    [
        "concerns = ''",
        "kind = ''",
        "moved_at = null, moved_by = '', moved_because = ''",
        "put_off_on = first_due_on, put_off_from = first_due_on, due_on = first_due_on + 1,"
        " put_off_by = 'x', put_off_because = 'y', statutory = false",
    ],
)
def test_no_login_writes_past_it(person: Nominal, written: str) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    number = give_on(officer, person, colleague, duty(officer, person))
    with (
        operation(using="owner", actor="a test", purpose="test"),
        pytest.raises(Exception, match="nominals_task_of_a_rule"),
        connections["owner"].cursor() as owner,
    ):
        owner.execute(f"update nominals_task set {written} where id = %s", [number])


def test_the_same_is_never_with_two(person: Nominal, db_home: Server) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    give_on(officer, person, colleague, duty(officer, person))
    with administrator(db_home) as past, pytest.raises(psycopg.errors.UniqueViolation):
        past.execute(
            "insert into nominals_task select (jsonb_populate_record(t, '{\"id\": 999999}')).*"
            " from nominals_task t"
        )


def loses_vetting(user: User) -> None:
    Vetting.objects.using("owner").filter(user=user).update(withdrawn_on=day())


def suspended(user: User) -> None:
    User.objects.using("owner").filter(pk=user.pk).update(active=False)


def leaves(user: User) -> None:
    User.objects.using("owner").filter(pk=user.pk).update(active=False, left_on=day())


@pytest.mark.parametrize("happens", [loses_vetting, leaves])
def test_from_who_stops_serving_it_falls_back_to_who_manages(person: Nominal, happens: Any) -> None:
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    one = duty(officer, person)
    number = give_on(officer, person, colleague, one)
    with operation(using="owner", actor="a test", purpose="test"):
        happens(colleague)
    assert whose(number) == officer.pk
    assert to_do(officer, one)


def test_from_who_is_shut_out_or_named_no_more_it_falls_back(person: Nominal) -> None:
    boss, officer, first, second = supervisor(), police(), police(), police()
    given.name(boss, person, officer)
    naming = given.partner(boss, person, first)
    given.partner(boss, person, second)
    of_duty = duty(officer, person)
    of_lack = next(one for one in asked(officer, person) if one.of == "lack" and one.givable)
    ended, shut = (
        give_on(officer, person, first, of_duty),
        give_on(officer, person, second, of_lack),
    )
    with given.acting(boss) as (visitor, opened):
        caseload.end_naming(
            by=visitor.name, nominal=person, number=naming, why="Over", operation=opened
        )
    given.put_on_list(given.officer("coordinator"), person, second, restricting.SHUT_OUT)
    assert {whose(ended), whose(shut)} == {officer.pk}
    assert to_do(officer, of_duty)
    assert to_do(officer, of_lack)
    assert {one.nominal_id for one in my_work(second).to_do} <= {0}


def test_who_takes_a_case_over_has_what_was_with_its_former_manager(
    person: Nominal, db_home: Server
) -> None:
    boss, officer, successor = supervisor(), police(), police()
    naming = given.name(boss, person, officer)
    one = duty(officer, person)
    given.name(boss, person, successor, instead_of=naming)
    assert not to_do(officer, one)
    assert to_do(successor, one)
    assert query(db_home, "select count(*) from nominals_task") == [(0,)]


def test_what_is_stored_names_no_closed_part(
    world: World, person: Nominal, db_home: Server
) -> None:
    """Whoever reads the log reads tasks: neither what, nor which mark, tells of another part."""
    boss, officer, colleague = supervisor(), police(), police()
    given.name(boss, person, officer)
    given.partner(boss, person, colleague)
    number = a_row("disclosures", person.pk, officer, area_of(officer))
    with operation(using="owner", actor="a test", purpose="test"):
        Disclosure.objects.using("owner").filter(pk=number).update(review_on=date(2015, 3, 30))
    (one,) = [a for a in asked(officer, person) if a.part not in TOLD_IN_THE_LOG]
    assert (one.what, one.due) == ("Review a disclosure", date(2015, 3, 30))
    post(
        world,
        officer,
        "task_give_on",
        person.reference,
        one.of,
        one.mark,
        to=str(colleague.pk),
        why=WHY,
    )
    assert query(db_home, "select kind, concerns, what from nominals_task") == [
        (one.of, one.mark, "Something that this record lacks")
    ]
    assert re.fullmatch(r"[0-9a-f]{12}", one.mark)
    assert to_do(colleague, one)


# My caseload


def test_my_caseload_says_what_is_due_next_and_of_what_the_record_warns(
    world: World, person: Nominal
) -> None:
    boss, officer = supervisor(), police()
    given.name(boss, person, officer)
    a_row("warnings", person.pk, officer, area_of(officer))
    one = max((a for a in asked(officer, person) if a.of == "duty"), key=lambda a: a.due or day())
    shown = page(world, officer, "caseload")
    assert "Warning: " in shown
    assert one.due
    assert f"due {one.due:%-d %B %Y}" in shown
    assert NOT_RECORDED in shown


def test_my_caseload_is_ordered_by_level_or_by_what_is_due_first(
    world: World, person: Nominal
) -> None:
    boss, officer = supervisor(), police()
    others = [one for one in world.seen_by("police") if one.sight == "full"][:8]
    for number in {person.pk, *(one.pk for one in others)}:
        given.name(boss, Nominal.objects.using("owner").get(pk=number), officer)
    with given.looking(officer) as visitor:
        held = cases(visitor, running(Q(user=officer.pk)), visitor.today)
        coming = next_due([c.nominal_id for c in held], SHOWN_ON)
        due = {pk: one.due.day for pk, one in coming.items() if one.due}
    client = world.signed_in(officer)
    by_level = listed(client.get(reverse("caseload")))
    by_day = listed(client.get(reverse("caseload"), {"order": "due"}))
    level = {case.reference: case.level for case in held}
    of = {case.reference: due.get(case.nominal_id, date.max) for case in held}
    assert [level[one] for one in by_level] == sorted(level.values(), reverse=True)
    assert [of[one] for one in by_day] == sorted(of.values())
    assert set(by_level) == set(by_day) == set(level)
    assert by_level != by_day


def listed(answer: HttpResponse) -> list[str]:
    table = answer.content.decode().split("<tbody", 1)[1].split("</tbody>")[0]
    return re.findall(r"/people/(\w+)/", table)


# What one reads of access that ended, and of cases that fell to one


def test_who_says_that_they_know_somebody_reads_once_that_access_has_ended(
    world: World, person: Nominal
) -> None:
    client = world.signed_in(police())
    said = client.post(reverse("known_to_me", args=[person.reference]), {"how": "My cousin"})
    assert said["Location"] == reverse("home")
    assert "Your access has ended" in text(client.get(reverse("home")))
    assert "Your access has ended" not in text(client.get(reverse("home")))
    assert client.get(reverse("person", args=[person.reference])).status_code == 404


@pytest.mark.parametrize(
    ("happens", "why"),
    [(leaves, "no longer works here"), (suspended, "may not sign in for now")],
)
def test_to_whom_a_case_falls_reads_from_whom_and_why(
    world: World, person: Nominal, happens: Callable[[User], None], why: str
) -> None:
    boss, officer = supervisor(), police("Robin Marsh")
    given.name(boss, person, officer)
    with operation(using="owner", actor="a test", purpose="test"):
        happens(officer)
    heir = Caseload.objects.using("owner").get(nominal=person, during__contains=day()).user
    (line,) = [one for one in my_work(heir).to_do if one.what == "Acknowledge a case new to you"]
    assert line.why.startswith(f"From Robin Marsh: {why}.")
    assert (line.nominal_id, line.new) == (person.pk, True)
    shown = page(world, heir, "caseload")
    assert f"Why it came to you {why}" in shown


def test_the_history_puts_ones_own_lists_last_and_folded(world: World, person: Nominal) -> None:
    boss, officer = supervisor(), police("Ellis Thorne")
    given.name(boss, person, officer)
    client = world.signed_in(officer)
    client.get(reverse("caseload"))
    world.signed_in(boss).get(reverse("hand_over"), {"of": str(officer.pk)})
    shown = client.get(reverse("record_history", args=[person.reference])).content.decode()
    before, folded = shown.split("Lists in which you saw this person yourself")
    assert "Saw in a list: my caseload" in folded
    assert folded.count("By ") == folded.count("By Ellis Thorne")
    assert "By Ellis Thorne" not in before.split('<ol class="app-story">')[1]
    assert f"By {boss.name}" in before
