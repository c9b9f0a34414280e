from dataclasses import replace
from datetime import date

import pytest

from openmappa.law.dates import Period
from openmappa.law.facts import (
    Change,
    Choices,
    Keeping,
    Level,
    Notification,
    Parental,
    Recall,
    Recorded,
    Review,
    Session,
    Visit,
)
from openmappa.law.grounds import Ground, grounds
from openmappa.law.notification import s82_1_i
from openmappa.law.position import longest_registration, position, registration
from openmappa.law.writing import as_json, as_text
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
    assert protection.referral[0] == date(2034, 1, 10)
    (later, _) = position(facts, date(2024, 11, 1)).sentences
    assert later.referral[0] == date(2027, 1, 10)
    assert short.supervision_ends_on == date(2016, 5, 31)
    assert {"s31a-10-years", "s256aa"} <= {r.id for r in (*protection.rules, *short.rules)}
    assert "s31a-referral" in {r.id for r in later.rules}
    assert "the Parole Board may look at the licence from 10 January 2027" in later.because()
    assert "supervision until 31 May 2016" in short.because()


@pytest.mark.parametrize(
    ("recall", "facts", "ends", "mandatory"),
    [
        (("fixed_term", "2014-12-01"), {}, "2014-12-28", False),
        (("standard", "2014-12-01"), {}, None, False),
        (("fixed_term", "2024-05-01"), {"term_months": 11}, "2024-05-14", True),
        (("fixed_term", "2026-04-01"), {"disposal": "extended"}, None, False),
        (("fixed_term", "2026-03-30"), {"terrorist": True}, "2026-04-26", False),
        (("fixed_term", "2026-04-01"), {"terrorist": True}, None, False),
        (("fixed_term", "2026-04-01", "elsewhere"), {"term_months": 11}, "2026-05-26", False),
    ],
)
def test_a_recall(recall, facts, ends, mandatory):
    kind, returned, *of = recall
    sentence = given_disposal(**({"term_months": 36} | facts))
    known = given_facts(sentence, recalls=(Recall("R", kind, day(returned), (of or ["D1"])[0]),))
    (found,) = position(known, date(2027, 1, 1)).recalls
    assert (found.fixed_term and found.fixed_term.last_day) == day(ends)
    assert (found.mandatory is not None) is mandatory
    assert found.because().startswith("Returned to custody on")


def test_a_recall_at_level_2_and_of_a_child():
    recall = Recall("R", "fixed_term", date(2026, 4, 1), "D1")
    managed = Level(2, "Norfolk", period("2026-04-01"))
    facts = given_facts(given_disposal(term_months=36), managed, recalls=(recall,))
    (found,) = position(facts, date(2027, 1, 1)).recalls
    assert (found.fixed_term, found.board_by) == (None, date(2026, 4, 28))
    assert found.because() == (
        "Returned to custody on 1 April 2026; no fixed term; with the Parole Board by 28 April"
        " 2026 at the latest (CJA 2003 s.255C(4))."
    )
    child = given_facts(given_disposal(term_months=36), recalls=(recall,), born=date(2008, 4, 2))
    (found,) = position(child, date(2027, 1, 1)).recalls
    assert found.fixed_term.last_day == date(2026, 4, 28)
    at_risk = replace(facts, levels=(), designations=(given_designation("2026-01-01", category=4),))
    (found,) = position(at_risk, date(2027, 1, 1)).recalls
    assert found.fixed_term is None


def test_a_recall_that_had_to_be_fixed_term():
    recall = Recall("R", "fixed_term", date(2025, 10, 1), "D1")
    facts = given_facts(given_disposal(term_months=36), recalls=(recall,))

    def had_to(**changes):
        changed = replace(facts, recalls=(replace(recall, **changes),))
        return position(changed, date(2026, 1, 1)).recalls[0].mandatory

    assert had_to().id == "s255a-4za"
    assert "a fixed term had to be used" in position(facts, date(2026, 1, 1)).recalls[0].because()
    assert had_to(charged=True) is None
    assert had_to(schedule_19aa=True) is None


def test_a_recall_before_the_law_that_is_known():
    facts = given_facts(recalls=(Recall("R", "standard", date(2008, 7, 13)),))
    (found,) = position(facts, date(2015, 1, 1)).recalls
    assert (found.rules, found.because()) == ((), "Returned to custody on 13 July 2008.")


@pytest.mark.parametrize(
    ("kind", "ends", "rule", "board"),
    [("fixed_term", "2014-12-28", "s255b-28", None), ("standard", None, None, "2014-12-28")],
)
def test_a_recall_in_json(kind, ends, rule, board):
    recall = Recall("R", kind, date(2014, 12, 1), "D1")
    facts = given_facts(given_disposal(term_months=36), recalls=(recall,))
    (found,) = as_json(position(facts, date(2015, 1, 1)))["recalls"]
    assert found.pop("because").startswith("Returned to custody on 1 December 2014; ")
    assert found == {
        "ref": "R",
        "fixed_term_ends_on": ends,
        "rule": rule,
        "mandatory": False,
        "parole_board_by": board,
        "rules": [rule or "s255c-4"],
    }


def test_a_position_in_json_names_what_there_is():
    life = given_disposal(term_months=36, released_on="2014-02-01", ends_on="2013-05-09")
    answer = as_json(position(given_facts(life), date(2015, 1, 1)))
    assert answer["sentences"] == [
        {
            "ref": "D1",
            "licence_ends_on": "2013-05-09",
            "release_point": "1/2",
            "release_by_parole_board": False,
            "release_rule": "s244",
            "supervision_ends_on": None,
            "parole_board_referral_from": None,
            "polygraph": True,
            "next_polygraph_session": None,
            "victim_contact": True,
            "first_offer_by": "2010-07-05",
            "rules": [
                "licence-end",
                "s244",
                "oma-s28",
                "oma-s28-relevant",
                "dvcva-s35",
                "dvcva-wishes",
                "code-2015",
            ],
            "because": "The sentence, licence included, ends on 9 May 2013 (CJA 2003 s.249 and the"
            " sentence's own provisions); release after half of the term, for checks only (CJA 2003"
            " s.244); a polygraph condition may be set (OMA 2007 s.28; PSI 36/2014); victims must"
            " be asked, first offer by 5 July 2010 (DVCVA 2004 ss.35, 45).",
        }
    ]
    assert answer["retention"] == {
        "until": "2075-06-01",
        "next_review": "2020-05-10",
        "assumed_birth": False,
        "rules": ["mopi-group-1", "mopi-review"],
        "because": "Kept until 1 June 2075 (Management of Police Information, group 1); looked at"
        " again on 10 May 2020 (Management of Police Information, group 1 review).",
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
        "to": "",
        "rules": ["s91b-2", "s91a-relevant", "s91a-2-b"],
        "because": "Not while an order without end runs (SOA 2003 s.91A(2)(b)).",
    }


def test_an_order_that_no_rule_knows_is_a_finding():
    found = position(given_facts(given_order("ASBO")), date(2015, 1, 1))
    assert found.orders == ()
    assert [f.text for f in found.findings] == ["no rule knows the order ASBO"]


def test_findings_are_part_of_the_position():
    facts = given_facts(given_designation(), recorded=Recorded(categories=(1, 2)))
    assert [f.rule for f in position(facts, date(2015, 1, 1)).findings] == [
        "check-one-category",
        "check-past-offence",
    ]


def test_rules_are_named_once_in_the_order_of_the_answers():
    facts = given_registered(given_order(), Notification(date(2010, 5, 11), "initial"))
    ids = [r.id for r in position(facts, date(2015, 1, 1)).rules]
    assert len(ids) == len(set(ids))
    assert ids[:3] == ["precedence", "s82-1-a", "s80-1"]


def test_a_category_3_ground_is_no_registration():
    facts = given_facts(given_designation())
    assert registration(grounds(facts), facts, date(2015, 1, 1)) is None


def test_a_home_visit_a_session_and_an_application_are_part_of_the_position():
    facts = given_registered(
        visits=(Visit(date(2014, 8, 31), "medium"),),
        sessions=(Session(date(2014, 8, 31)), Session(date(2016, 1, 1))),
        reviews=(Review("V", applied_on=date(2014, 12, 1)),),
        parental=(Parental("P", "direction", date(2014, 1, 1)),),
        disposals=(
            given_disposal("life"),
            given_disposal(ref="S", term_months=36, released_on="2014-03-01"),
        ),
    )
    found = position(facts, date(2015, 1, 1))
    answer = as_json(found)
    assert answer["next_visit"]["due"] == "2015-02-28"
    assert [one["next_polygraph_session"] for one in answer["sentences"]] == [None, "2015-02-28"]
    assert answer["applications"][0]["decide_by"] == "2015-02-09"
    assert answer["parental"][0]["rule"] == "s89"
    text = as_text(found)
    for heading in ("Home visits", "Applications", "On a parent", "Sentences"):
        assert f"\n{heading}\n" in text
    assert {"acpo-visits", "s91b-process", "s89", "polygraph-sessions"} <= {
        r.id for r in found.rules
    }
    assert "next session by 28 February 2015" in text
    dead = position(replace(facts, died_on=date(2014, 12, 31)), date(2015, 1, 1))
    assert (dead.visit, dead.processes) == (None, ())


def test_every_rule_that_made_the_answer_is_said_as_a_sentence():
    facts = given_registered(given_designation("2009-01-01"), given_order())
    found = position(facts, date(2015, 1, 1))
    answer = as_json(found)
    said = [rule["id"] for rule in answer["rules"]]
    assert said[: len(found.rules)] == [r.id for r in found.rules]
    assert "check-past-offence" in said
    assert all(rule["text"].endswith(".") for rule in answer["rules"])
    text = as_text(found)
    assert "s82-1-a (SOA 2003 s.82(1), row a): Life, imprisonment for public protection" in text
    assert "[s82-1-a, s80-1" in text
    assert "Rules, in order" not in as_text(found, rules=False)


def test_a_hospital_order_has_its_victim_contact():
    facts = given_facts(given_disposal("restricted_hospital_order", convicted="2015-03-01"))
    (found,) = position(facts, date(2015, 3, 1)).sentences
    assert "victims must be asked, first offer by 26 April 2015 (DVCVA 2004 s.36)" in (
        found.because()
    )
    unasked = given_facts(given_disposal("hospital_order", offence_class="other"))
    assert "does not cover it" in position(unasked, date(2015, 1, 1)).sentences[0].because()
    before = given_facts(given_disposal("life", convicted="2005-08-01"))
    assert (
        "victims must be asked (DVCVA" in position(before, date(2015, 1, 1)).sentences[0].because()
    )
    abuse = given_facts(given_disposal(convicted="2016-01-01", term_months=6, domestic_abuse=True))
    assert "asking victims is good practice" in (
        position(abuse, date(2016, 1, 1)).sentences[0].because()
    )


def test_an_extended_sentence_is_for_the_board():
    long = given_disposal("extended", "2016-01-01", term_months=96, extension_months=36)
    (found,) = position(given_facts(long), date(2016, 1, 1)).sentences
    assert "release after two thirds of the term, if the Parole Board directs" in found.because()


def test_one_may_choose_that_category_4_comes_last():
    bomb = given_disposal(term_months=24, terrorist=True, convicted="2020-01-01")
    facts = given_facts(bomb)
    last = replace(facts, choices=Choices(category_4_first=False))
    on = date(2022, 6, 28)
    assert (position(facts, on).category, position(last, on).category) == (4, 1)
    assert position(last, date(2022, 6, 27)).category == 1


def test_on_legal_hold_nothing_is_due():
    facts = given_facts(given_disposal("life"), keeping=Keeping(legal_hold=True))
    kept = position(facts, date(2015, 1, 1)).retention
    assert kept.because() == "On legal hold: kept until the hold ends."
