"""Figures by group: whom each counts, and that what is left out cannot be worked out."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from openmappa.statistics.fairness import (
    DISABILITIES,
    ETHNIC_GROUPS,
    FEW,
    FIGURES,
    HIDDEN,
    NOT_STATED,
    SEXES,
    Disclosed,
    Traits,
    group_of,
    suppressed,
    tables,
    total,
    who,
)
from tests.statistics.people import (
    AREA,
    ELSEWHERE,
    Y2014,
    breach,
    given_registered,
    here,
    level,
)
from tests.web.world import World

counts = st.lists(st.one_of(st.integers(0, 9), st.integers(0, 300)), min_size=2, max_size=6)


# What is left out


def bounds(shown: tuple[str, ...], together: int) -> list[tuple[int, int]]:
    """Between what each count that is left out lies, to who knows the rule and the total."""
    left_out = [text for text in shown if text in (FEW, HIDDEN)]
    rest = together - sum(int(text.replace(",", "")) for text in shown if text not in left_out)
    most = [4 if text == FEW else rest for text in left_out]
    return [(max(0, rest - sum(most) + limit), min(limit, rest)) for limit in most]


@given(counts)
def test_nothing_that_is_left_out_can_be_worked_out(column: list[int]) -> None:
    """But that where there is nobody at all, there is nobody in any group."""
    shown = suppressed(column)
    for least, most in bounds(shown, sum(column)):
        assert least < most or sum(column) == 0, (column, shown)


@given(counts)
def test_what_is_shown_is_true_and_nothing_under_five_is_shown(column: list[int]) -> None:
    for count, text in zip(column, suppressed(column), strict=True):
        if count < 5:
            assert text in (FEW, HIDDEN)
        else:
            assert text in (f"{count:,}", HIDDEN)


@given(counts)
def test_no_more_is_left_out_than_one_count_beside_the_few(column: list[int]) -> None:
    large = [text for count, text in zip(column, suppressed(column), strict=True) if count >= 5]
    assert large.count(HIDDEN) <= 1
    if all(count >= 5 for count in column):
        assert HIDDEN not in large


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        ([5, 5], ("5", "5")),
        ([1200, 5], ("1,200", "5")),
        ([4, 4, 9], (HIDDEN, HIDDEN, HIDDEN)),
        ([4, 3, 9], (FEW, FEW, "9")),
        ([0, 0, 9, 8], (HIDDEN, HIDDEN, "9", HIDDEN)),
        ([1, 9, 8], (HIDDEN, "9", HIDDEN)),
        ([0, 5], (HIDDEN, HIDDEN)),
        ([0, 0], (FEW, FEW)),
        ([4, 0], (FEW, FEW)),
        ([4, 4], (HIDDEN, HIDDEN)),
    ],
)
def test_some_columns(column: list[int], shown: tuple[str, ...]) -> None:
    assert suppressed(column) == shown


@pytest.mark.parametrize(
    ("count", "said"), [(0, FEW), (4, FEW), (5, "5"), (6, "6"), (12345, "12,345")]
)
def test_a_total(count: int, said: str) -> None:
    assert total(count) == said


# Whom each figure counts


@pytest.mark.parametrize(
    ("traits", "groups"),
    [
        (Traits("M", "W1", "yes"), ("White", "Male", "Disabled")),
        (Traits("F", "B2", "no"), ("Black or Black British", "Female", "Not disabled")),
        (Traits("", "NS", "NS"), (NOT_STATED, NOT_STATED, NOT_STATED)),
        (Traits(), (NOT_STATED, NOT_STATED, NOT_STATED)),
    ],
)
def test_the_group_of_somebody(traits: Traits, groups: tuple[str, ...]) -> None:
    assert tuple(group_of(traits, c) for c in ("Ethnicity", "Sex", "Disability")) == groups


@given(st.dictionaries(st.integers(1, 60), st.tuples(*map(st.sampled_from, (
    ["", *SEXES], ["", "NS", *(f"{g}1" for g in ETHNIC_GROUPS)], ["", "NS", *DISABILITIES]
)))))  # fmt: skip
def test_every_person_is_in_one_group_of_each_characteristic(
    people: dict[int, tuple[str, str, str]],
) -> None:
    traits = {nominal: Traits(*said) for nominal, said in people.items()}
    found = tables(dict.fromkeys(FIGURES, frozenset(people)), traits)
    assert [table.characteristic for table in found] == ["Ethnicity", "Sex", "Disability"]
    for table in found:
        *groups, last = table.rows
        assert last.cells == (total(len(people)),) * len(FIGURES)
        shown = [row.cells[0] for row in groups]
        counted = [
            sum(group_of(t, table.characteristic) == row.group for t in traits.values())
            for row in groups
        ]
        assert sum(counted) == len(people)
        assert tuple(shown) == suppressed(counted)


def test_levels_are_those_of_the_snapshot() -> None:
    people = [
        given_registered(1),
        given_registered(2, levels=(level(2, "2014-05-01/"),)),
        given_registered(3, levels=(level(3, "2014-05-01/"),)),
        given_registered(4, levels=(level(3, "2014-05-01/2015-03-30"),)),
        given_registered(5, responsibility=(here(area=ELSEWHERE),)),
    ]
    found = who(people, (), AREA, Y2014)
    assert found["level_1"] == {1, 4}
    assert found["level_2"] == {2}
    assert found["level_3"] == {3}


@pytest.mark.parametrize(
    ("decided", "returned", "counted"),
    [
        ("2014-03-30", "2014-04-01", True),
        ("2015-03-31", "2015-03-31", True),
        ("2014-03-30", "2014-03-31", False),
        ("2015-03-31", "2015-04-01", False),
        ("2014-06-01", "", False),
    ],
)
def test_a_recall_counts_on_the_day_of_return_at_any_level(
    decided: str, returned: str, counted: bool
) -> None:
    person = given_registered(1, breaches=(breach("licence", "recalled", decided, returned),))
    assert bool(who([person], (), AREA, Y2014)["recalled"]) is counted
    warned = given_registered(1, breaches=(breach("licence", "warned", decided, returned),))
    assert not who([warned], (), AREA, Y2014)["recalled"]


def test_a_recall_counts_where_the_area_was_responsible_when_it_was_decided() -> None:
    breaches = (breach("licence", "recalled", "2014-06-01", "2014-06-03"),)
    for until, counted in (("2014-06-01", True), ("2014-05-31", False)):
        person = given_registered(1, breaches=breaches, responsibility=(here(f"/{until}"),))
        assert bool(who([person], (), AREA, Y2014)["recalled"]) is counted


@pytest.mark.parametrize(
    ("on", "counted"),
    [
        (date(2014, 4, 1), True),
        (date(2015, 3, 31), True),
        (date(2014, 3, 31), False),
        (date(2015, 4, 1), False),
    ],
)
@pytest.mark.parametrize(("made", "key"), [(True, "disclosed"), (False, "refused")])
def test_disclosures_count_on_their_day(on: date, counted: bool, made: bool, key: str) -> None:
    disclosed = [Disclosed(1, on, made), Disclosed(1, on, made), Disclosed(9, on, made)]
    found = who([given_registered(1)], disclosed, AREA, Y2014)
    assert found[key] == ({1} if counted else frozenset())
    other = "refused" if made else "disclosed"
    assert found[other] == frozenset()
    moved = given_registered(1, responsibility=(here(area=ELSEWHERE),))
    assert who([moved], disclosed, AREA, Y2014)[key] == frozenset()


# The page


def test_the_page_shows_the_rule_and_no_count_under_five(world: World) -> None:
    answer = world.client("board_member").get(reverse("fairness"), {"year": "2014-15"})
    content = answer.content.decode()
    assert "Counts under 5 are shown as “fewer than 5”" in content
    bodies = "".join(part.partition("</tbody>")[0] for part in content.split("<tbody")[1:])
    cells = [c.split("</td>")[0] for c in bodies.split('numeric">')[1:]]
    assert len(cells) == len(FIGURES) * (7 + 4 + 4)
    assert not {"0", "1", "2", "3", "4"} & {cell.strip() for cell in cells}


def test_another_area_has_no_such_page_and_a_year_that_is_none_is_said(world: World) -> None:
    client = world.client("board_member")
    assert client.get(reverse("fairness"), {"area": "Norfolk"}).status_code == 404
    answer = client.get(reverse("fairness"), {"year": "1999"})
    assert answer.status_code == 422
    assert "Choose a" in answer.content.decode()
