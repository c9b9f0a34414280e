"""The law calculator, over HTTP, on the real logins."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.urls import reverse

from openmappa.config.postgres import Server
from tests.web.matrix import A_CALCULATION, POLICE
from tests.web.world import World


def post(world: World, **typed: str) -> Any:
    data = A_CALCULATION | {name.replace("__", "-"): text for name, text in typed.items()}
    return world.client(POLICE).post(reverse("law_calculator"), data)


def test_typed_facts_are_answered_with_rule_provision_and_standing(world: World) -> None:
    page = post(world).content.decode()
    assert "Category 1: registered sexual offender" in page
    assert "9 March 2024" in page
    assert "SOA 2003 s.82(1)" in page
    assert "rule s82-1-d; verified in the source" in page
    assert "not recorded by the due date" in page
    assert "breach" not in page.partition('id="answer"')[2].lower()


def test_nothing_is_kept_but_that_a_calculation_was_made(world: World, db_home: Server) -> None:
    with psycopg.connect(db_home.administrator_dsn(db_home.database)) as administrator:
        asked = "select what, nominal_id from audit_access order by id desc limit 1"
        before = administrator.execute("select count(*) from audit_operation").fetchone()
        administrator.commit()
        response = post(world)
        assert administrator.execute(asked).fetchone() == (
            "the law calculator: a calculation",
            None,
        )
        after = administrator.execute("select count(*) from audit_operation").fetchone()
    assert after == before
    assert "Location" not in response


@pytest.mark.parametrize(
    ("typed", "said", "at"),
    [
        ({"disposals__0__offence": ""}, "Offence: choose it", "disposals-0-offence"),
        (
            {"disposals__0__convicted_on__day": "31", "disposals__0__convicted_on__month": "2"},
            "must be a real date",
            "disposals-0-convicted_on-day",
        ),
        (
            {"disposals__0__convicted_on__year": "1979"},
            "cannot be before 1 January 1980",
            "disposals-0-convicted_on-day",
        ),
        (
            {"disposals__0__term_months": "many"},
            "must be a whole number",
            "disposals-0-term_months",
        ),
        (
            {"disposals__0__consecutive_to": "1"},
            "choose another one",
            "disposals-0-consecutive_to",
        ),
        (
            {"disposals__0__consecutive_to": "4"},
            "choose one that is filled in",
            "disposals-0-consecutive_to",
        ),
        (
            {f"disposals__0__ends_on__{part}": "" for part in ("day", "month", "year")},
            "enter the day on which it ends",
            "disposals-0-ends_on-day",
        ),
        ({"on__day": "", "on__month": "", "on__year": ""}, "Position as on: enter it", "on-day"),
        ({"born__year": "1492"}, "must be from 1900 to 2199", "born-day"),
    ],
)
def test_a_fault_is_said_at_its_field_and_the_typing_is_kept(
    world: World, typed: dict[str, str], said: str, at: str
) -> None:
    response = post(world, **typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert said in page
    assert f'href="#{at}"' in page
    assert f'id="{at}"' in page
    assert 'value="SOA 2003 s.3" selected' in page or "disposals__0__offence" in typed


def test_a_time_that_ends_before_it_begins_is_said_at_its_end(world: World) -> None:
    spell = {"whereabouts__count": "1", "whereabouts__0__kind": "prison"}
    spell |= {f"whereabouts__0__from__{part}": "9" for part in ("day", "month")}
    spell |= {f"whereabouts__0__to__{part}": "8" for part in ("day", "month")}
    spell |= {f"whereabouts__0__{end}__year": "2014" for end in ("from", "to")}
    page = post(world, **spell).content.decode()
    assert "Last whole day cannot be before the first day" in page
    assert 'href="#whereabouts-0-to-day"' in page


def test_another_fact_is_added_without_javascript_and_without_an_answer(world: World) -> None:
    page = post(world, add="orders").content.decode()
    assert "Order 1" in page
    assert 'value="SOA 2003 s.3" selected' in page
    assert "The answer" not in page
    assert "Sentence or caution 2" in post(world, add="disposals").content.decode()


def test_what_is_left_empty_does_not_count(world: World) -> None:
    response = post(world, disposals__count="3", orders__count="2")
    assert response.status_code == 200
    assert "9 March 2024" in response.content.decode()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=1+1", "\u202e" + "txet", "9" * 10_000, "\x00"]
)
def test_hostile_text_is_harmless(world: World, text: str) -> None:
    response = post(world, disposals__0__term_months=text, disposals__count=text)
    assert response.status_code in {200, 422}
    page = post(world, disposals__0__term_months=text, add=text).content.decode()
    assert "<script>alert" not in page
    assert "9" * 100 not in page


def test_the_address_holds_nothing_of_what_was_typed(world: World) -> None:
    page = world.client(POLICE).get(reverse("law_calculator"), A_CALCULATION).content.decode()
    assert "9 March 2024" not in page
    assert 'value="1980"' not in page


def asked(world: World, **typed: str) -> str:
    """The answer's own part of the page."""
    days = {}
    for name, text in typed.items():
        at = name.replace("__", "-")
        parts = text.split("-")
        if len(parts) == 3:
            days |= dict(zip((f"{at}-{p}" for p in ("year", "month", "day")), parts, strict=True))
        else:
            days[at] = text
    response = world.client(POLICE).post(reverse("law_calculator"), A_CALCULATION | days)
    assert response.status_code == 200
    return str(response.content.decode().partition('id="answer"')[2])


def test_changes_journeys_identifications_and_levels_are_answered(world: World) -> None:
    moved = {"changes__count": "1", "changes__0__kind": "address"}
    assert "by 30 March 2014" in asked(world, **moved, changes__0__on="2014-3-28")
    journey = {"travel__count": "1", "travel__0__leaves_on": "2014-06-20"}
    page = asked(world, **journey, travel__0__known_on="2014-03-01")
    assert "Journey abroad on 20 June 2014: by 13 June 2014" in page
    dangerous = {
        "designations__count": "1",
        "designations__0__category": "3",
        "designations__0__from": "2014-03-01",
        "levels__count": "1",
        "levels__0__level": "1",
        "levels__0__from": "2014-03-05",
    }
    page = asked(world, **dangerous)
    assert "identified by the area" in page
    assert "Category 3 cannot be at Level 1" in page


def test_a_change_needs_a_day(world: World) -> None:
    response = post(world, changes__count="1", changes__0__kind="name")
    page = response.content.decode()
    assert response.status_code == 422
    assert 'href="#changes-0-expected_on-day"' in page
    assert "Announced for: enter it, or the day on which it happened" in page


def test_terms_that_run_in_a_circle(world: World) -> None:
    second = {k.replace("disposals-0", "disposals-1"): v for k, v in A_CALCULATION.items()}
    typed = second | {
        "disposals-count": "2",
        "disposals-0-consecutive_to": "2",
        "disposals-1-consecutive_to": "1",
    }
    response = world.client(POLICE).post(reverse("law_calculator"), A_CALCULATION | typed)
    assert response.status_code == 422
    assert "choose one that does not itself run after this one" in response.content.decode()
