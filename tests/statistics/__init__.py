# ruff: noqa: A005 (the folder bears the name of the room it tests)
