"""The whole legal position of people on record, and what is printed for them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import psycopg
import pytest
from django.urls import reverse

from openmappa.cases import queries
from openmappa.cases.what_you_must_do import Sheet, sheet
from openmappa.cases.whole_position import told
from openmappa.config.postgres import Server
from openmappa.law.grounds import grounds
from openmappa.law.position import position
from openmappa.law.reading import read
from openmappa.nominals.models import Nominal
from tests.web.conftest import world  # noqa: F401
from tests.web.matrix import LAY_ADVISER, POLICE
from tests.web.world import World

ON = date(2015, 3, 31)


def everybody() -> list[Nominal]:
    return list(Nominal.objects.using("count").order_by("pk"))


def test_whereabouts_and_levels_change_no_ground(world: World) -> None:  # noqa: F811
    before = dict(queries.law_facts([person.pk for person in everybody()], "count"))
    after = {person.pk: queries.whole_facts(person, "count") for person in everybody()}
    assert {pk: grounds(facts) for pk, facts in after.items()} == {
        pk: grounds(facts) for pk, facts in before.items()
    }
    assert any(facts.whereabouts for facts in after.values())
    assert any(facts.levels for facts in after.values())


def test_every_answer_for_everybody_has_its_rule_and_none_says_breach(
    world: World,  # noqa: F811
) -> None:
    for person in everybody():
        facts = queries.whole_facts(person, "count")
        for on in (date(2004, 4, 5), ON, date(2030, 1, 1)):
            answer = told(queries.law_position(person, on, "count"), facts)
            items = [item for section in answer.sections for item in section.answers]
            assert all(item.rules for item in items)
            said = f"{answer.summary} {[(i.title, i.terms, i.badge) for i in items]}"
            assert "suspected" not in said
            assert "failed" not in said


def test_one_place_reported_by_two_agencies_is_one_release(world: World) -> None:  # noqa: F811
    for person in everybody():
        spells = [(w.kind, w.period) for w in queries.whole_facts(person, "count").whereabouts]
        assert len(spells) == len(set(spells))


def registered(world: World) -> tuple[Nominal, Nominal]:  # noqa: F811
    """Two whom the police see in full: one registered on the day, one not."""
    seen = [person for person in world.seen_by(POLICE) if person.sight == "full"]
    by = {p.pk: queries.law_position(p, ON, "count").registration is not None for p in seen}
    return next(p for p in seen if by[p.pk]), next(p for p in seen if not by[p.pk])


def test_the_page_says_who_it_is_for_and_when_it_was_made_and_is_logged_as_printed(
    world: World,  # noqa: F811
    db_home: Server,
) -> None:
    person, _ = registered(world)
    path = reverse("what_you_must_do", args=[person.reference])
    page = world.client(POLICE).get(path).content.decode()
    assert f"reference {person.reference}" in page
    assert "Made on 31 March 2015." in page
    assert "Signed:" in page
    assert "police station" in page
    with psycopg.connect(db_home.administrator_dsn(db_home.database)) as administrator:
        assert administrator.execute(
            "select action, what, nominal_id from audit_access order by id desc limit 1"
        ).fetchone() == ("print", "what you must do", person.pk)


def test_there_is_nothing_to_print_for_who_is_not_registered(world: World) -> None:  # noqa: F811
    _, person = registered(world)
    page = world.client(POLICE).get(reverse("what_you_must_do", args=[person.reference]))
    assert "There is nothing to print" in page.content.decode()
    assert "Signed:" not in page.content.decode()


def test_a_title_bears_no_name_and_a_lay_adviser_learns_nothing(
    world: World,  # noqa: F811
) -> None:
    person, _ = registered(world)
    path = reverse("what_you_must_do", args=[person.reference])
    title = world.client(POLICE).get(path).content.decode().split("<title>")[1].split("<")[0]
    assert person.surname not in title
    refused = world.client(LAY_ADVISER).get(path)
    assert refused.status_code == 403
    assert person.surname not in refused.content.decode()


def of(on: date, **more: Any) -> Sheet | None:
    facts = {
        "born": "1980-01-01",
        "disposals": [
            {
                "offence": "SOA 2003 s.1",
                "convicted_on": "2011-03-10",
                "disposal": "imprisonment",
                "term_months": 20,
            }
        ],
        **more,
    }
    return sheet(position(read(json.dumps(facts)), on))


def test_what_is_asked_is_the_law_of_the_day() -> None:
    old, new = of(date(2012, 8, 12)), of(date(2012, 8, 13))
    assert old is not None
    assert new is not None
    assert not any("bank" in change for change in old.changes)
    assert any("bank" in change for change in new.changes)
    assert any("3 days or more" in journey for journey in old.travel)
    assert any("any journey" in journey for journey in new.travel)
    assert (old.weekly, new.weekly) == (False, True)


def test_it_ends_with_the_registration() -> None:
    last = date(2021, 3, 9)
    on_the_last_day = of(last)
    assert on_the_last_day is not None
    assert on_the_last_day.last_day == last
    assert of(date(2021, 3, 10)) is None


@pytest.mark.parametrize(
    ("on", "dates", "late"),
    [
        (date(2011, 3, 12), ["By 12 March 2011"], 0),
        (date(2011, 3, 13), [], 1),
    ],
)
def test_a_date_that_has_passed_is_for_the_officer_alone(
    on: date, dates: list[str], late: int
) -> None:
    found = of(on)
    assert found is not None
    assert [when for when, _ in found.dates] == dates
    assert len(found.not_recorded) == late


def test_in_custody_the_first_date_waits_for_the_release() -> None:
    found = of(date(2011, 6, 1), whereabouts=[{"kind": "prison", "from": "2011-03-10"}])
    assert found is not None
    assert [when for when, _ in found.dates] == ["Within 3 days of coming out or coming back"]


def test_the_yearly_date_is_named_where_a_notification_is_recorded() -> None:
    found = of(date(2011, 6, 1), notifications=[{"on": "2011-03-11", "kind": "initial"}])
    assert found is not None
    assert [when for when, _ in found.dates] == ["By 11 March 2012"]
    assert not found.yearly


def test_who_is_under_an_order_alone_is_told_what_it_asks() -> None:
    order = {"type": "VOO", "made_on": "2014-09-01", "ends_on": "2017-08-31"}
    found = of(date(2014, 9, 2), disposals=[], orders=[order])
    assert found is not None
    assert (found.registered, found.changes, found.travel) == (False, (), ())
    assert found.dates == (
        ("By 3 September 2014", "give the police your names and address under your order"),
    )
    assert found.orders == ("violent offender order, to 31 August 2017",)
    assert of(date(2014, 9, 4), disposals=[], orders=[order]) is None


def test_a_parent_is_told_while_the_direction_holds() -> None:
    direction = {"kind": "direction", "made_on": "2012-01-10", "ends_on": "2012-06-30"}
    days = (date(2012, 1, 9), date(2012, 1, 10), date(2012, 6, 30), date(2012, 7, 1))
    sheets = [of(day, born="1996-01-01", parental=[direction]) for day in days]
    assert [s is not None and s.parent for s in sheets] == [False, True, True, False]


def test_hours_before_a_journey_are_counted_from_the_day_of_leaving() -> None:
    def when(leaves: str, **more: str) -> list[str]:
        journey = {"leaves_on": leaves, "returns_on": "2014-07-30", **more}
        found = of(date(2012, 7, 1), travel=[journey])
        assert found is not None
        return [day for day, what in found.dates if "journey" in what]

    assert when("2012-08-12") == ["24 hours or more before you leave on 12 August 2012"]
    assert when("2012-08-13") == ["12 hours or more before you leave on 13 August 2012"]
    known = {"known_on": "2012-05-01", "notified_on": "2012-06-01", "changed_on": "2012-06-20"}
    assert when("2012-09-20", **known) == ["By 19 September 2012"]
