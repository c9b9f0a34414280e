"""The site's own style sheet."""

from __future__ import annotations

from openmappa.config.assets import OWN


def test_no_rule_is_left_open_and_swallows_those_after_it() -> None:
    depth = 0
    for number, line in enumerate((OWN / "openmappa.css").read_text("utf-8").splitlines(), 1):
        if line[:1] in (".", "@", "/"):
            assert depth == 0, f"line {number}, {line!r}: a rule above it is not closed"
        depth += line.count("{") - line.count("}")
    assert depth == 0
