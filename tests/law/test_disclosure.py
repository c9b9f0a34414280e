from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.disclosure import (
    Disclosure,
    checklist,
    s327a_duty,
    s327a_presumption,
    s327a_record,
)

FOUND = Disclosure(
    child_sex_offence=True,
    managed_here=True,
    risk_to_particular_children=True,
    necessary_to_protect=True,
)


@pytest.mark.parametrize("finding", ["child_sex_offence", "managed_here"])
def test_s327a_duty(finding):
    assert s327a_duty(FOUND) is True
    assert s327a_duty(replace(FOUND, **{finding: False})) is False
    assert s327a_duty(replace(FOUND, **{finding: None})) is None


@pytest.mark.parametrize(
    "finding",
    ["child_sex_offence", "managed_here", "risk_to_particular_children", "necessary_to_protect"],
)
def test_s327a_presumption(finding):
    assert s327a_presumption(FOUND) is True
    assert s327a_presumption(replace(FOUND, **{finding: False})) is False
    assert s327a_presumption(replace(FOUND, **{finding: None})) is None


def test_s327a_record():
    refused = Disclosure(
        outcome="not disclosed", decided_on=date(2015, 1, 1), reasons="r", asked_to_comment=True
    )
    assert s327a_record(refused) == ()
    assert s327a_record(replace(refused, asked_to_comment=False, why_not_asked="risk")) == ()
    assert s327a_record(replace(refused, asked_to_comment=False)) == (
        "whether the person was asked to comment first, or why not",
    )
    told = replace(refused, outcome="disclosed")
    assert s327a_record(told) == ("to whom", "what was told")
    assert s327a_record(replace(told, recipient="head teacher", content="c")) == ()
    assert len(s327a_record(Disclosure())) == 4


def test_checklist_ends_with_the_presumption_and_decides_nothing():
    questions = checklist(FOUND)
    assert [q.finding for q in questions] == [True] * 5
    assert [q.finding for q in checklist(Disclosure())] == [None] * 5
    assert questions[-1].text == "Is there a presumption that the Authority should disclose?"
