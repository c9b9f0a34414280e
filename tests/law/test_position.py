from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.dates import Period
from openmappa.law.facts import Change, Level, Notification, Recall, Recorded
from openmappa.law.grounds import Ground, grounds
from openmappa.law.notification import s82_1_i
from openmappa.law.position import longest_registration, position, registration
from openmappa.law.writing import as_json
from tests.law.given import (
    day,
    given_designation,
    given_disposal,
    given_facts,
    given_order,
    given_registered,
    period,
)


def registrations(*spells):
    """Category 1 grounds with these first and last days."""
    return [Ground(1, period(*spell), (s82_1_i,), (given_disposal(),)) for spell in spells]


@pytest.mark.parametrize(
    ("spells", "on", "first", "last"),
    [
        ([("2010-01-01", "2012-12-31")], "2009-12-31", None, None),
        ([("2010-01-01", "2012-12-31")], "2010-01-01", "2010-01-01", "2012-12-31"),
        ([("2010-01-01", "2012-12-31")], "2012-12-31", "2010-01-01", "2012-12-31"),
        ([("2010-01-01", "2012-12-31")], "2013-01-01", None, None),
        # overlapping, touching, a day apart
        (
            [("2010-01-01", "2012-12-31"), ("2012-12-31", "2014-12-31")],
            "2011-01-01",
            "2010-01-01",
            "2014-12-31",
        ),
        (
            [("2010-01-01", "2012-12-31"), ("2013-01-01", "2014-12-31")],
            "2014-01-01",
            "2010-01-01",
            "2014-12-31",
        ),
        (
            [("2010-01-01", "2012-12-31"), ("2013-01-02", "2014-12-31")],
            "2012-12-31",
            "2010-01-01",
            "2012-12-31",
        ),
        (
            [("2010-01-01", "2012-12-31"), ("2013-01-02", "2014-12-31")],
            "2013-01-01",
            None,
            None,
        ),
        (
            [("2010-01-01", "2012-12-31"), ("2013-01-02", "2014-12-31")],
            "2013-01-02",
            "2013-01-02",
            "2014-12-31",
        ),
        # the longer one first
        (
            [("2010-01-01", "2019-12-31"), ("2011-01-01", "2012-12-31")],
            "2015-01-01",
            "2010-01-01",
            "2019-12-31",
        ),
        ([("2010-01-01", "9999-12-31")], "2015-01-01", "2010-01-01", "9999-12-31"),
    ],
)
def test_longest_registration(spells, on, first, last):
    series = longest_registration(registrations(*spells), day(on))
    found = registration(registrations(*spells), given_facts(), day(on))
    if first is None:
        assert series == ()
        assert found is None
    else:
        assert series[-1].period.last == day(last)
        assert found.period == period(first, last)


def test_no_end_beats_all():
    found = registration(
        registrations(("2010-01-01", None), ("2011-01-01", "2030-12-31")),
        given_facts(),
        date(2015, 1, 1),
    )
    assert found.indefinite
    assert found.because().startswith("Notification from 1 January 2010 without end: Category 1")
    assert found.rules[-1] is longest_registration


def test_a_registration_without_a_known_first_day():
    (ground,) = registrations(("2010-01-01", "2019-12-31"))
    unknown = replace(ground, period=Period(None, date(2019, 12, 31)))
    found = registration([unknown], given_facts(), date(2015, 1, 1))
    assert found.because().startswith("Notification until 31 December 2019")


def test_a_notice_whose_foreign_disposal_is_not_among_the_facts():
    order = given_order("NO", ends_on="2019-12-31", for_disposal="elsewhere")
    found = position(given_facts(order), date(2015, 1, 1)).registration
    assert (found.first, found.period.last) == (date(2012, 5, 1), date(2019, 12, 31))


def test_after_a_death_nothing_binds():
    facts = given_registered(
        died_on=date(2014, 6, 1), changes=(Change("M", "address", date(2014, 5, 30)),)
    )
    on_the_day, after = (position(facts, date(2014, 6, n)) for n in (1, 2))
    assert on_the_day.category == 1
    assert on_the_day.duties
    assert (after.category, after.registration, after.duties, after.review) == (
        None,
        None,
        (),
        None,
    )
    assert after.grounds == on_the_day.grounds


def test_a_sentence_has_its_licence_polygraph_and_victim_contact():
    facts = given_facts(
        given_disposal(
            term_months=36, ends_on="2013-05-09", convicted="2010-05-10", released_on="2014-02-01"
        ),
        given_disposal("fine", ref="F"),
        given_disposal("ipp", ref="P", released_on="2021-01-10"),
        given_disposal("life", ref="L"),
    )
    sentence, protection, life = position(facts, date(2015, 1, 1)).sentences
    assert sentence.licence_ends_on == date(2013, 5, 9)
    assert sentence.polygraph
    assert sentence.contact.covered
    assert sentence.release[1].id == "s244"
    assert protection.licence_ends_on == date(2026, 1, 9)
    assert (life.licence_ends_on, life.polygraph, life.release) == (None, None, None)


def test_a_licence_for_public_protection_and_supervision_after_a_short_sentence():
    facts = given_facts(
        given_disposal("ipp", ref="P", released_on="2024-01-10"),
        given_disposal(ref="S", term_months=6, convicted="2015-03-01", released_on="2015-06-01"),
    )
    protection, short = position(facts, date(2015, 7, 1)).sentences
    assert protection.referral_from == date(2027, 1, 10)
    assert short.supervision_ends_on == date(2016, 5, 31)
    assert {"s31a-referral", "s256aa"} <= {r.id for r in (*protection.rules, *short.rules)}


@pytest.mark.parametrize(
    ("recall", "facts", "ends", "mandatory"),
    [
        (("fixed_term", "2014-12-01"), {}, "2014-12-28", False),
        (("standard", "2014-12-01"), {}, None, False),
        (("fixed_term", "2024-05-01"), {"term_months": 11}, "2024-05-14", True),
        (("fixed_term", "2026-04-01"), {"disposal": "extended"}, None, False),
        (("fixed_term", "2026-04-01"), {"terrorist": True}, "2026-04-28", False),
        (("fixed_term", "2026-04-01", "elsewhere"), {"term_months": 11}, "2026-05-26", False),
    ],
)
def test_a_recall(recall, facts, ends, mandatory):
    kind, returned, *of = recall
    sentence = given_disposal(**({"term_months": 36} | facts))
    known = given_facts(sentence, recalls=(Recall("R", kind, day(returned), (of or ["D1"])[0]),))
    (found,) = position(known, date(2027, 1, 1)).recalls
    assert (found.fixed_term and found.fixed_term.last_day) == day(ends)
    assert found.mandatory is mandatory


def test_a_recall_at_level_2_and_of_a_child():
    recall = Recall("R", "fixed_term", date(2026, 4, 1), "D1")
    managed = Level(2, "Norfolk", period("2026-04-01"))
    facts = given_facts(given_disposal(term_months=36), managed, recalls=(recall,))
    (found,) = position(facts, date(2027, 1, 1)).recalls
    assert found.fixed_term.last_day == date(2026, 4, 28)
    child = given_facts(given_disposal(term_months=36), recalls=(recall,), born=date(2008, 4, 2))
    (found,) = position(child, date(2027, 1, 1)).recalls
    assert found.fixed_term.last_day == date(2026, 4, 28)


@pytest.mark.parametrize(
    ("kind", "ends", "rule"), [("fixed_term", "2014-12-28", "s255b-28"), ("standard", None, None)]
)
def test_a_recall_in_json(kind, ends, rule):
    recall = Recall("R", kind, date(2014, 12, 1), "D1")
    facts = given_facts(given_disposal(term_months=36), recalls=(recall,))
    assert as_json(position(facts, date(2015, 1, 1)))["recalls"] == [
        {"ref": "R", "fixed_term_ends_on": ends, "rule": rule, "mandatory": False}
    ]


def test_a_position_in_json_names_what_there_is():
    life = given_disposal(term_months=36, released_on="2014-02-01", ends_on="2013-05-09")
    answer = as_json(position(given_facts(life), date(2015, 1, 1)))
    assert answer["sentences"] == [
        {
            "ref": "D1",
            "licence_ends_on": "2013-05-09",
            "release_point": "1/2",
            "release_rule": "s244",
            "supervision_ends_on": None,
            "parole_board_referral_from": None,
            "polygraph": True,
            "victim_contact": True,
            "first_offer_by": "2010-07-05",
        }
    ]
    assert answer["retention"] == {
        "until": "2075-06-01",
        "next_review": "2020-05-10",
        "assumed_birth": False,
        "rules": ["mopi-group-1", "mopi-review"],
    }
    assert (answer["review"], answer["review_from"]) == (None, None)
    nothing = as_json(position(given_facts(), date(2015, 1, 1)))
    assert (nothing["retention"], nothing["notification"], nothing["category"]) == (None,) * 3
    fined = as_json(position(given_facts(given_disposal("extended")), date(2015, 1, 1)))
    assert fined["sentences"][0]["release_point"] is None
    assert fined["sentences"][0]["release_rule"] is None


def test_a_review_in_json():
    facts = given_facts(
        given_disposal("life"), given_order(), Notification(date(2010, 5, 11), "initial")
    )
    answer = as_json(position(facts, date(2015, 1, 1)))
    assert answer["review_from"] is None
    assert answer["review"] == {
        "qualifying_date": "2025-05-11",
        "from": None,
        "rules": ["s91b-2", "s91a-relevant", "s91a-2-b"],
    }


def test_an_order_that_no_rule_knows_is_a_finding():
    found = position(given_facts(given_order("ASBO")), date(2015, 1, 1))
    assert found.orders == ()
    assert [f.text for f in found.findings] == ["no rule knows the order ASBO"]


def test_findings_are_part_of_the_position():
    facts = given_facts(given_designation(), recorded=Recorded(categories=(1, 2)))
    assert [f.rule for f in position(facts, date(2015, 1, 1)).findings] == ["check-one-category"]


def test_rules_are_named_once_in_the_order_of_the_answers():
    facts = given_registered(given_order(), Notification(date(2010, 5, 11), "initial"))
    ids = [r.id for r in position(facts, date(2015, 1, 1)).rules]
    assert len(ids) == len(set(ids))
    assert ids[:3] == ["precedence", "s82-1-a", "s80-1"]


def test_a_category_3_ground_is_no_registration():
    facts = given_facts(given_designation())
    assert registration(grounds(facts), facts, date(2015, 1, 1)) is None
