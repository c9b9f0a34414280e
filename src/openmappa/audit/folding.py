"""Migrations in a few large steps: each step on a model makes Django draw all its neighbours anew.

With a hundred tables around one person, migrations as `makemigrations` writes them took more than a
minute, nearly all of it spent on drawing models.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


def folded(operations: Sequence[Any]) -> list[Any]:
    """The same operations, with all that is added to a model said where it is created.

    Models that follow each other are made together, and then their triggers. Anything else, such
    as SQL, stays in its place between them.

    ValueError where something else stands between a model and what is added to it.
    """
    found: list[Any] = []
    run: dict[str, CreateModel] = {}
    made: set[str] = set()

    def end_run() -> None:
        if run:
            found.append(CreateTogether(list(run.values())))
        run.clear()

    for operation in operations:
        if isinstance(operation, CreateModel):
            run[operation.name_lower] = operation
            made.add(operation.name_lower)
            continue
        name = str(getattr(operation, "model_name", "")).lower()
        model = run.get(name)
        if model is None or not isinstance(
            operation, AddField | AddConstraint | AddIndex | AddTrigger
        ):
            if name in made:
                message = f"say all of {name} before what follows it: {operation.describe()}"
                raise ValueError(message)
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
    end_run()
    return found


class CreateTogether(Operation):
    """Create several models, which may point at each other, and then their triggers.

    The models of the step are drawn once, when all of them are known.
    """

    reversible = False

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to the state, and draw them where others are drawn.

        Tables are made without the neighbours' knowing of them, so that these are not drawn anew.
        """
        drawn = vars(state).pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)
        if drawn is not None:
            vars(state)["apps"] = drawn
            drawn.render_multiple([state.models[app_label, m.name_lower] for m in self.models])

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the tables, and then the triggers."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)
        for model in self.models:
            for trigger in model.options.get("triggers", ()):
                schema_editor.execute(trigger.install_sql, params=None)

    def describe(self) -> str:
        """Say it as a deployer reads it."""
        return "Create " + ", ".join(model.name for model in self.models)
