from datetime import date

import pytest

from openmappa.law.dates import Period
from openmappa.law.facts import Disposal, Facts
from openmappa.law.summed import summed_terms

SENTENCED = date(2014, 4, 1)


def term(ref: str, months: int, *, after: str | None = None, **other: object) -> Disposal:
    facts: dict[str, object] = {
        "offence": "Wounding",
        "offence_class": "violent_sch15",
        "convicted_on": SENTENCED,
        "disposal": "imprisonment",
        "sentenced_on": SENTENCED,
        "ends_on": date(2015, 3, 31),
        "consecutive_to": after,
    }
    return Disposal(ref, term_months=months, **{**facts, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("terms", "made"),
    [
        ((term("a", 6), term("b", 6, after="a")), True),
        ((term("a", 6), term("b", 7, after="a")), True),
        ((term("a", 6), term("b", 5, after="a")), False),
        ((term("a", 6), term("b", 6)), False),
        ((term("a", 12), term("b", 1, after="a")), False),  # one term reaches it by itself
        ((term("a", 6), term("b", 6, after="a", offence_class="other")), False),
        ((term("a", 6), term("b", 6, after="a", jurisdiction="foreign")), False),
        ((term("a", 4), term("b", 4, after="a"), term("c", 4, after="b")), True),
        ((term("a", 6, after="b"), term("b", 6, after="a")), False),  # a circle ends nowhere
    ],
)
def test_s327_3_b_summed(terms: tuple[Disposal, ...], made: bool) -> None:
    found = summed_terms(Facts(disposals=terms))
    assert bool(found) is made
    for ground in found:
        assert ground.category == 2
        assert ground.period == Period(SENTENCED, date(2015, 3, 31))
        assert ground.facts == tuple(sorted(terms, key=lambda one: one.ref))


def test_a_sentence_without_end_makes_a_ground_without_end() -> None:
    (ground,) = summed_terms(Facts(disposals=(term("a", 6, ends_on=None), term("b", 6, after="a"))))
    assert ground.period == Period(SENTENCED, None)


def test_it_rests_on_suspended_sentences_only_if_all_are() -> None:
    suspended = {"disposal": "suspended_imprisonment"}
    both = (term("a", 6, **suspended), term("b", 6, after="a", **suspended))
    one = (term("a", 6), term("b", 6, after="a", **suspended))
    assert [g.suspended for g in summed_terms(Facts(disposals=both))] == [True]
    assert [g.suspended for g in summed_terms(Facts(disposals=one))] == [False]
