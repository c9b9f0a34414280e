"""Migrations in a few large steps: each step on a model makes Django draw all its neighbours anew.

With a hundred tables around one person, a migration as `makemigrations` writes it took a minute of
steps that a `CreateModel` can say at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    CreateModel,
    RunPython,
)
from pgtrigger.migrations import AddTrigger


def folded(operations: Sequence[Any]) -> list[Any]:
    """The same operations, with all that is added to a model said where it is created.

    A model comes after those of the same run that it points at; its triggers are made when all
    models of the run are there. Anything else, such as SQL, stays in its place between runs.
    """
    found: list[Any] = []
    run: dict[str, CreateModel] = {}
    triggers: list[Any] = []

    def end_run() -> None:
        found.extend(_in_order(run))
        if triggers:
            found.append(RunPython(_maker(list(triggers)), RunPython.noop))
        run.clear()
        triggers.clear()

    for operation in operations:
        if isinstance(operation, CreateModel):
            run[operation.name_lower] = operation
            continue
        model = run.get(str(getattr(operation, "model_name", "")).lower())
        if model is None or not isinstance(
            operation, AddField | AddConstraint | AddIndex | AddTrigger
        ):
            end_run()
            found.append(operation)
        elif isinstance(operation, AddField):
            model.fields.append((operation.name, operation.field))
        elif isinstance(operation, AddConstraint):
            model.options.setdefault("constraints", []).append(operation.constraint)
        elif isinstance(operation, AddIndex):
            model.options.setdefault("indexes", []).append(operation.index)
        else:
            model.options.setdefault("triggers", []).append(operation.trigger)
            triggers.append(operation.trigger)
    end_run()
    return found


def _in_order(run: dict[str, CreateModel]) -> list[CreateModel]:
    """Each after those that it points at; the order in which they came decides the rest."""
    placed: dict[str, CreateModel] = {}

    def place(name: str) -> None:
        if name in placed:
            return
        for _, field in run[name].fields:
            pointed = getattr(field, "remote_field", None)
            target = str(getattr(pointed, "model", "")).rpartition(".")[2].lower()
            if target in run and target != name:
                place(target)
        placed[name] = run[name]

    for name in run:
        place(name)
    return list(placed.values())


def _maker(triggers: list[Any]) -> Any:
    def make_triggers(apps: Any, schema_editor: Any) -> None:
        for trigger in triggers:
            schema_editor.execute(trigger.install_sql, params=None)

    return make_triggers
