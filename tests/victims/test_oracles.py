"""What a search must not tell of a text that names a victim and waits."""

from __future__ import annotations

from django.db.models import F

from openmappa.config.postgres import Server
from openmappa.nominals.register import Mark
from tests.cases.given import known_to_all
from tests.victims.given import given_victim, liaison
from tests.victims.test_compartment import finds, forget, logged, withdraw
from tests.web.register.given import a_row, area_of
from tests.web.world import World


def test_leaving_her_name_out_of_a_search_tells_no_more_than_any_name(
    world: World, db_home: Server
) -> None:
    forget(db_home)
    given_victim(world)
    logged(world, "police", "Lisbon, so Theodora told him")
    assert finds(world, "probation", "log: lisbon")
    for asked in ("log: lisbon -{}", 'log: "lisbon"-{}', "log: lisbon (-{}"):
        answers = {finds(world, "probation", asked.format(n)) for n in ("theodora", "dorothea")}
        assert len(answers) == 1, asked


def test_her_name_brings_no_mark_nearer(world: World, db_home: Server) -> None:
    person, user = known_to_all(world), world.user("police")
    forget(db_home)
    given_victim(world)
    said = "Letters over Quillfeather under lantern"
    row = a_row("marks", person.pk, user, area_of(user), description=said)
    asked = "mark: over {} under lantern"
    assert finds(world, "police", asked.format("quillfeather"))
    answers = [
        finds(world, "probation", asked.format(name)) for name in ("quillfeather", "hollingworth")
    ]
    assert answers[0] == answers[1]
    withdraw("marks", row)


def test_who_changes_another_field_is_not_who_wrote_the_text(world: World, db_home: Server) -> None:
    person, user = known_to_all(world), world.user("police")
    forget(db_home)
    given_victim(world)
    row = a_row("marks", person.pk, user, area_of(user), description="Letters, for Quillfeather")
    assert not finds(world, "police_supervisor", "mark: quillfeather")
    with liaison(world, "police_supervisor") as (_, opened):
        changed = Mark.objects.using("default").filter(pk=row)
        assert changed.update(side="left", version=F("version") + 1)
        assert opened
    assert finds(world, "police", "mark: quillfeather")
    assert not finds(world, "police_supervisor", "mark: quillfeather")
    withdraw("marks", row)
