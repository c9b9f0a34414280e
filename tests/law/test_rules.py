"""What holds for every rule: its citation, its commencement, its text, its test, its entry."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest

import openmappa.law.manual as manual_module
from openmappa.law.rules import MANUAL, Status, in_force, rule
from openmappa.law.sources import SOURCES
from tests.law.conftest import ANSWERS

RULES = list(MANUAL.values())
HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "law-manual.md"


def names_of_tests():
    for path in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node.name.removeprefix("test_")


TESTS = set(names_of_tests())


@pytest.mark.parametrize("r", RULES, ids=lambda r: r.id)
def test_has_a_test_of_its_name(r):
    assert r.id.replace("-", "_") in TESTS


# Rules that say one thing whatever they are asked: what decides is when they are asked, and that is
# tested where they are used.
WITHOUT_SIDES = {
    *("sch3-none", "s82-1-a", "s82-1-b", "s82-1-c", "s327-3-b-iii", "s327-3-b-vi"),
    *("s327-3-b-viii", "npcc-visits"),
    # the length of an order, on both sides of which test_check_order_length looks
    *("s107-1", "s103c-2", "s123", "s122a", "cjia-s98", "cjia-s104", "spa-s3", "cta-sch5"),
    *("interim-length", "former-length", "s98", "cta-part-4"),
    # lists and a number that a person reads
    *("pcsc-s174", "oma-s29", "s91d", "dvcva-wishes", "dpa-s38", "dpa-s67"),
}


@pytest.mark.parametrize("r", RULES, ids=lambda r: r.id)
def test_gives_different_answers_in_the_test_of_its_name(r):
    if r.id not in ANSWERS:
        pytest.skip("its own test did not run")
    if r.id in WITHOUT_SIDES:
        assert len(ANSWERS[r.id]) == 1
    else:
        assert len(ANSWERS[r.id]) > 1


@pytest.mark.parametrize("r", RULES, ids=lambda r: r.id)
def test_says_what_it_is_in_words_and_where_from(r):
    assert r.text.endswith(".")
    assert r.provision
    assert set(r.source.split(", ")) <= set(SOURCES)
    assert isinstance(r.status, Status)
    assert repr(r) == f"<{r.id}: {r.provision}>"


@pytest.mark.parametrize("r", RULES, ids=lambda r: r.id)
def test_is_law_from_its_first_day_to_its_last(r):
    if r.in_force is None:
        assert not r.in_force_on(date(2190, 1, 1))
        return
    day = timedelta(days=1)
    assert not r.in_force_on(r.in_force.first - day)
    assert r.in_force_on(r.in_force.first)
    if r.in_force.last is None:
        assert r.in_force_on(date(2190, 1, 1))
    else:
        assert r.in_force_on(r.in_force.last)
        assert not r.in_force_on(r.in_force.last + day)


def test_rules_of_2026_that_have_not_commenced_are_switched_off():
    off = {r.id for r in RULES if r.in_force is None}
    assert off == {
        "cpa26-children",
        "cpa26-community",
        "cpa26-documents",
        "cpa26-name",
        "cpa26-review",
        "cpa26-virtual",
        "oma-s28-cpa26",
        "pcsc-s178",
        "s85za",
        "sa26-s23",
        "sa26-s26",
        "sa26-s34",
        "sa26-s42",
        "vca26",
    }


def test_no_two_rules_have_one_name():
    with pytest.raises(ValueError, match="two rules are called s83-1"):

        @rule("SOA 2003 s.83(1)", since=None, source="none")
        def s83_1():
            """Twice."""


def test_in_force_keeps_the_order():
    old, new = MANUAL["s255b-28"], MANUAL["s255b"]
    assert list(in_force([new, old], date(2015, 1, 31))) == [old]
    assert list(in_force([new, old], date(2015, 2, 1))) == [new]


def test_the_manual_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == manual_module.manual(), (
        "run: openmappa law manual"
    )


@pytest.mark.parametrize("r", RULES, ids=lambda r: r.id)
def test_has_an_entry_in_the_manual(r):
    assert f"\n### {r.id}\n\n{r.text}\n" in DOCUMENT.read_text(encoding="utf-8")


def test_the_manual_says_how_long_a_rule_was_law():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert "- In force: since 14 July 2008, until 31 January 2015\n" in text
    assert "- In force: not commenced: switched off\n" in text


def test_every_source_is_used():
    assert {key for r in RULES for key in r.source.split(", ")} == set(SOURCES)


def test_only_the_command_reads_the_clock():
    package = Path(manual_module.__file__).parent
    reading = {
        path.name
        for path in package.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow", "time"}
    }
    assert reading == {"command.py"}
