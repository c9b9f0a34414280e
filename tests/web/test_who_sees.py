"""Who sees what of one person: role by relation, as data; and the net below each Python filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from openmappa.agencies.models import User
from openmappa.agencies.permissions import Part
from openmappa.cases import visibility
from openmappa.cases.visibility import see, visible
from openmappa.config.postgres import Server
from openmappa.nominals.models import Nominal
from tests.cases.given import known_to_all
from tests.web import given_access as given
from tests.web.world import World
from tests.world import area_named

FULL, INDEX, OUTLINE, NOTHING = "full", "index", "outline", None


@pytest.fixture
def person(world: World, db_home: Server) -> Iterator[Nominal]:
    """In prison, at Level 2 or 3, in the records of police and probation; nobody's case."""
    yield known_to_all(world)
    given.forget(db_home)


class Stage:
    """Those who set up how somebody stands to the person."""

    def __init__(self, person: Nominal) -> None:
        self.person = person
        self.coordinator = given.officer("coordinator")

    def colleague_manages(self, looker: User) -> User:
        role = {"probation": "probation", "prison": "prison"}.get(looker.agency, "police")
        manager = given.officer(role, agency=role)
        given.name(self.coordinator, self.person, manager)
        return manager


def none(stage: Stage, looker: User) -> None:
    """Nobody manages the person."""


def colleague(stage: Stage, looker: User) -> None:
    stage.colleague_manages(looker)


def manager(stage: Stage, looker: User) -> None:
    given.name(stage.coordinator, stage.person, looker)


def deputy(stage: Stage, looker: User) -> None:
    stage.colleague_manages(looker)
    given.name(stage.coordinator, stage.person, looker, "deputy")


def partner(stage: Stage, looker: User) -> None:
    stage.colleague_manages(looker)
    given.partner(stage.coordinator, stage.person, looker)


def cover(stage: Stage, looker: User) -> None:
    given.cover(stage.colleague_manages(looker), looker)


def excluded(stage: Stage, looker: User) -> None:
    given.put_on_list(stage.coordinator, stage.person, looker, "shut_out")


def declared(stage: Stage, looker: User) -> None:
    given.declare(looker, stage.person)


def restricted(stage: Stage, looker: User) -> None:
    given.restrict(stage.coordinator, stage.person)


def let_in(stage: Stage, looker: User) -> None:
    given.restrict(stage.coordinator, stage.person, looker)


def glass(stage: Stage, looker: User) -> None:
    stage.colleague_manages(looker)
    given.break_glass(looker, stage.person)


def glass_of_restricted(stage: Stage, looker: User) -> None:
    given.restrict(stage.coordinator, stage.person)
    given.break_glass(looker, stage.person)


Relation = Callable[[Stage, User], None]
AGENCY: dict[Relation, str | None] = {
    none: FULL,
    colleague: INDEX,
    manager: FULL,
    deputy: FULL,
    partner: FULL,
    cover: FULL,
    excluded: NOTHING,
    declared: NOTHING,
    restricted: NOTHING,
    let_in: FULL,
    glass: FULL,
    glass_of_restricted: FULL,
}
OVERSEES: dict[Relation, str | None] = {
    none: FULL,
    colleague: FULL,
    excluded: NOTHING,
    declared: NOTHING,
    restricted: NOTHING,
    let_in: FULL,
    glass_of_restricted: FULL,
}
NAMED: dict[Relation, str | None] = {
    none: NOTHING,
    colleague: NOTHING,
    partner: FULL,
    excluded: NOTHING,
    restricted: NOTHING,
    # Let in opens a restricted record to who would see it otherwise; it names nobody to it.
    let_in: NOTHING,
}
NOBODY: dict[Relation, str | None] = {none: NOTHING, colleague: NOTHING, let_in: NOTHING}
EXPECTED: dict[str, dict[Relation, str | None]] = {
    "police": AGENCY,
    "probation": AGENCY,
    "prison": AGENCY,
    "police_supervisor": OVERSEES,
    "probation_supervisor": OVERSEES,
    "coordinator": OVERSEES,
    "deputy_coordinator": OVERSEES,
    "mappa_administrator": {
        none: FULL,
        colleague: FULL,
        excluded: NOTHING,
        restricted: NOTHING,
        let_in: FULL,
    },
    "chair": {none: FULL, excluded: NOTHING, restricted: NOTHING, let_in: FULL},
    # Whoever restricts a record cannot know whether there is a victim to speak for.
    "victim_liaison": {
        none: FULL,
        excluded: NOTHING,
        declared: NOTHING,
        restricted: FULL,
        let_in: FULL,
    },
    "community_rehabilitation": NAMED,
    "youth_justice": NAMED,
    "mental_health": NAMED,
    "psychologist": NAMED,
    "polygraph_examiner": NAMED,
    "approved_premises": NAMED,
    "inspector": NAMED,
    "representative": NOBODY,
    "duty_officer": NOBODY,
    "board_member": NOBODY,
    "security_officer": NOBODY,
    "administrator": NOBODY,
    "statistician": NOBODY,
}
CELLS = [(role, relation) for role, cells in EXPECTED.items() for relation in cells]


# They see that there is a record on pages that show no person's record: the duty card, possible
# matches, who is behind a figure, what officers answer for. The first two need what it says.
OPEN_BY_OTHER_PAGES = ("duty_officer", "administrator")
SEE_BY_OTHER_PAGES = (*OPEN_BY_OTHER_PAGES, "security_officer", "statistician")


@pytest.mark.parametrize(
    ("role", "relation"), CELLS, ids=[f"{role}-{relation.__name__}" for role, relation in CELLS]
)
def test_how_much_a_role_sees_by_how_it_stands_to_the_person(
    person: Nominal, role: str, relation: Relation
) -> None:
    looker = given.officer(role)
    relation(Stage(person), looker)
    expected = EXPECTED[role][relation]
    with given.looking(looker) as visitor:
        sight = visible(visitor)
        assert sight.sight(person.pk) == expected
        assert sight.people().filter(pk=person.pk).count() == (expected is not None)
        listed = sight.people(sight.anybody()).filter(pk=person.pk)
        assert listed.exists() == (expected is not None)
        assert sight.people_in_full().filter(pk=person.pk).exists() == (expected == FULL)
        try:
            one = see(visitor, str(person.reference)).sight
        except Http404:
            one = None
        assert one == expected
        # The database by itself, without any filter of the program.
        assert given.in_sight(person) == (expected is not None or role in SEE_BY_OTHER_PAGES)
        assert given.is_open(person) == (expected == FULL or role in OPEN_BY_OTHER_PAGES)


@pytest.mark.parametrize("role", ["police", "probation", "prison", "coordinator"])
def test_another_area_sees_nobody_until_it_is_named_or_breaks_the_glass(
    person: Nominal, role: str
) -> None:
    stage = Stage(person)
    looker = given.officer(role, given.AWAY, agency="" if role == "coordinator" else role)
    with given.looking(looker) as visitor:
        assert visible(visitor).sight(person.pk) is None
        assert not given.in_sight(person)
        before = visible(visitor).people().count()
    if role == "coordinator":
        given.break_glass(looker, person)
    else:
        given.partner(stage.coordinator, person, looker)
    with given.looking(looker) as visitor:
        assert visible(visitor).sight(person.pk) == FULL
        assert visible(visitor).people().count() == before + 1
        assert visible(visitor).people(visible(visitor).anybody()).count() == before + 1
        assert given.in_sight(person)


def test_who_covers_acts_for_whom_they_cover(person: Nominal) -> None:
    stage, looker = Stage(person), given.officer("police", agency="police")
    manages = stage.colleague_manages(looker)
    given.cover(manages, looker)
    with given.looking(looker) as visitor:
        seen = see(visitor, str(person.reference), Part.LOG)
        assert seen.acting_for == manages.name
    with given.looking(manages) as visitor:
        assert see(visitor, str(person.reference)).acting_for is None


# What each filter of `Visible` holds back, taken out of it: the database refuses all the same.
ANYBODY = ~Q(pk__in=[])


@pytest.mark.parametrize("relation", [restricted, excluded, declared])
def test_without_the_filter_of_lists_the_database_still_refuses(
    person: Nominal, relation: Relation
) -> None:
    looker = given.officer("police", agency="police")
    relation(Stage(person), looker)
    with given.looking(looker) as visitor:
        sight = visible(visitor)
        unfiltered = visibility.Visible(
            facts=sight.facts,
            in_full=tuple((held, ANYBODY) for held, _ in sight.in_full),
            in_index=ANYBODY,
            in_outline=ANYBODY,
            open_to=ANYBODY,
            read_only=sight.read_only,
            covers_for=sight.covers_for,
            areas=sight.areas,
        )
        assert unfiltered.sight(person.pk) is None
        assert unfiltered.people().count() > 1
        assert not unfiltered.people().filter(pk=person.pk).exists()


def test_without_the_filter_of_areas_the_database_still_refuses(person: Nominal) -> None:
    looker = given.officer("police", given.AWAY, agency="police")
    with given.looking(looker) as visitor:
        sight = visible(visitor)
        unfiltered = visibility.Visible(
            facts=sight.facts,
            in_full=tuple((held, ANYBODY) for held, _ in sight.in_full),
            in_index=ANYBODY,
            in_outline=ANYBODY,
            open_to=ANYBODY,
            read_only=sight.read_only,
            covers_for=sight.covers_for,
            areas=sight.areas,
        )
        assert not unfiltered.people().filter(pk=person.pk).exists()


@pytest.mark.parametrize("relation", [restricted, excluded])
def test_the_filter_of_lists_holds_without_the_database(
    person: Nominal, relation: Relation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked on a login that row-level security lets see everybody."""
    looker = given.officer("police", agency="police")
    relation(Stage(person), looker)
    with given.looking(looker) as visitor:
        pass
    monkeypatch.setattr(visibility, "WEB", "owner")
    assert visible(visitor).sight(person.pk) is None
    other = Nominal.objects.using("owner").exclude(pk=person.pk)
    assert visible(visitor).people(other).exists()


def test_an_emergency_gives_nothing_that_outlasts_it(person: Nominal) -> None:
    """Neither a naming, of oneself or another, nor a line on a list, in any area."""
    stage = Stage(person)
    given.restrict(stage.coordinator, person)
    for area in (given.HOME, given.AWAY):
        looker = given.officer("coordinator", area)
        given.break_glass(looker, person)
        friend = given.officer("police", area, agency="police")
        with pytest.raises(PermissionDenied):
            given.name(looker, person, friend)
        with pytest.raises(PermissionDenied):
            given.partner(looker, person, friend)
        with pytest.raises(PermissionDenied):
            given.put_on_list(looker, person, looker, "let_in")


def test_who_managed_sees_no_more_than_their_area_when_the_person_has_moved(
    person: Nominal, db_home: Server
) -> None:
    stage, manages = Stage(person), given.officer("police", agency="police")
    norman = given.officer("police", given.AWAY, agency="police")
    given.name(stage.coordinator, person, manages)
    given.partner(stage.coordinator, person, norman)
    with given.administrator(db_home) as past:
        past.execute("set session_replication_role = replica")
        move = (
            "update nominals_access set area_id = %s, shown_to = array(select (%s * 16 + w %% 16)"
            "::smallint from unnest(shown_to) w) where nominal_id = %s and area_id = %s"
        )
        home, moved_to = (area_named(name).pk for name in (given.HOME, "Essex"))
        past.execute(move, [moved_to, moved_to, person.pk, home])
        try:
            with given.looking(manages):
                assert not given.in_sight(person)
            with given.looking(norman):
                assert given.in_sight(person)
        finally:
            past.execute(move, [home, home, person.pk, moved_to])
