"""Notes what each rule answered in the test of its own name, so that `test_rules` can look at it.

Its tests therefore come last, and ask only about rules whose own test ran.
"""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from openmappa.law.rules import MANUAL, Rule

ANSWERS: dict[str, set[str]] = defaultdict(set)
LAST = "test_gives_different_answers_in_the_test_of_its_name"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: getattr(item, "originalname", "") == LAST)


@pytest.fixture(autouse=True)
def _noted(request, monkeypatch):
    named = request.function.__name__.removeprefix("test_").replace("_", "-")
    if named not in MANUAL:
        return
    apply = Rule.__call__

    def noting(self, *args, **kwargs):
        answer = apply(self, *args, **kwargs)
        if self.id != named:
            return answer
        if not isinstance(answer, Iterator):
            ANSWERS[named].add(repr(answer))
            return answer
        found = tuple(answer)
        ANSWERS[named].add(repr(found))
        return iter(found)

    monkeypatch.setattr(Rule, "__call__", noting)
