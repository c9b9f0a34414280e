"""Sign-off: its states, and the page that shows them."""

from __future__ import annotations

from openmappa.config.home import checkout
from openmappa.nominals.signing import KINDS, LABELS, TRANSITIONS, State, page


def test_the_diagram_in_the_documentation_is_current() -> None:
    folder = checkout()
    assert folder is not None
    assert (folder / "docs/sign-off.md").read_text("utf-8") == page(), "run 'openmappa states'"


def test_every_state_has_its_label_and_its_steps() -> None:
    assert set(TRANSITIONS) == set(LABELS) == set(State)
    assert {to for steps in TRANSITIONS.values() for to in steps} == set(State) - {State.ASKED}


def test_every_kind_says_what_it_is() -> None:
    assert all(kind.label[:1].isupper() for kind in KINDS.values())
