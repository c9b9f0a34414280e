"""Migrations in large steps: what would be made in many is refused."""

from __future__ import annotations

import pytest
from django.db import migrations, models

from openmappa.audit.folding import CreateTogether, folded

FIELD = migrations.AddField("one", "name", models.TextField())
SQL = migrations.RunSQL("select 1")


def made() -> migrations.CreateModel:
    return migrations.CreateModel("One", [("id", models.BigAutoField(primary_key=True))])


def test_what_is_said_of_a_model_at_once_is_one_step() -> None:
    together, sql = folded([made(), FIELD, SQL])
    assert isinstance(together, CreateTogether)
    assert [name for name, _ in together.models[0].fields] == ["id", "name"]
    assert sql is SQL


def test_what_is_said_of_it_later_is_refused() -> None:
    with pytest.raises(ValueError, match="say all of one before what follows it"):
        folded([made(), SQL, FIELD])
