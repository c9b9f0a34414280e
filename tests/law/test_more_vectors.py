"""Vectors beyond the numbered ones, worked out by hand: what stands between and around them.

Each is read from JSON as `openmappa law` reads it, so that the words of the format are tested too.
"""

import json
from datetime import date

import pytest

from openmappa.law.position import position
from openmappa.law.reading import read

ADULT = "1975-06-01"
RAPE = {"offence": "SOA 2003 s.1"}
IMAGES = {"offence": "PCA 1978 s.1"}
ASSAULT = {"offence": "SOA 2003 s.3"}


def at(on, born=ADULT, **facts):
    return position(read(json.dumps({"born": born, **facts})), date.fromisoformat(on))


def sentence(offence, disposal, convicted, **more):
    return {**offence, "disposal": disposal, "convicted_on": convicted, **more}


def registered(answer):
    """The last day, "no end", or None for who is not registered."""
    if answer.registration is None:
        return None
    last = answer.registration.period.last
    return "no end" if last is None else last.isoformat()


def last_day(*disposals, born=ADULT, on=None, **facts):
    return registered(at(on or disposals[0]["convicted_on"], born, disposals=disposals, **facts))


def due(answer, kind):
    return [duty.due and duty.due.isoformat() for duty in answer.duties if duty.kind == kind]


@pytest.mark.parametrize(
    ("born", "last"),
    [("1996-08-21", "2015-08-19"), ("1996-08-20", "2016-08-19"), ("1996-08-19", "2016-08-19")],
)
def test_a_caution_is_halved_by_the_age_on_the_day_of_the_caution(born, last):
    cautioned = sentence({"offence": "SOA 2003 s.9"}, "caution", "2014-08-20")
    assert last_day(cautioned, born=born) == last


def test_the_age_that_halves_is_that_of_the_relevant_date():
    # Sexual assault of an adult: only the sentence puts it in Schedule 3, so its day is relevant.
    given = {"term_months": 12, "sentenced_on": "2014-09-01", "offence_on": "2014-05-01"}
    detained = sentence(ASSAULT, "s91_detention", "2014-08-01", victim_age=30, **given)
    assert last_day(detained, born="1996-08-15", on="2014-09-01") == "2024-08-31"
    assert last_day(detained, born="1996-09-02", on="2014-09-01") == "2019-08-31"
    assert last_day(detained, born="1996-08-15", on="2014-08-31") is None


@pytest.mark.parametrize(
    ("months", "last"), [(12, "2018-02-28"), (13, "2019-08-30"), (24, "2019-08-30"), (60, "no end")]
)
def test_half_of_a_detention_and_training_order_counts(months, last):
    order = sentence(RAPE, "dto", "2014-08-31", term_months=months)
    assert last_day(order, born="1997-01-01") == last


@pytest.mark.parametrize(
    ("overlap", "last"),
    [(0, "no end"), (5, "2025-01-11"), (4, "2025-01-11"), (3, "no end"), (16, "2025-01-11")],
)
def test_partly_concurrent_terms_add_up_less_the_overlap(overlap, last):
    # 16 and 17 months: 33 less the overlap; 30 or more have no end
    first = sentence(IMAGES, "imprisonment", "2015-01-12", term_months=16, ref="A")
    second = sentence(
        IMAGES,
        "imprisonment",
        "2015-01-12",
        term_months=17,
        consecutive_to="A",
        overlap_months=overlap,
    )
    assert last_day(first, second) == last


def test_three_consecutive_terms_and_a_foreign_one_between():
    terms = [
        sentence(IMAGES, "imprisonment", "2015-01-12", term_months=10, ref=ref, consecutive_to=to)
        for ref, to in (("A", None), ("B", "A"), ("C", "B"))
    ]
    assert last_day(*terms) == "no end"
    terms[1]["offence"] = "TA 1968 s.1"
    assert last_day(*terms) == "2025-01-11"


@pytest.mark.parametrize(
    ("disposal", "months", "last"),
    [
        ("community_order", 11, None),
        ("community_order", 12, "2019-11-09"),
        ("community_order", 13, "2019-11-09"),
        ("fine", None, None),
        ("imprisonment", 1, "2021-11-09"),
        ("hospital_order", None, "2021-11-09"),
        ("restricted_hospital_order", None, "no end"),
        ("conditional_discharge", 12, None),
    ],
)
def test_sexual_assault_of_an_adult_registers_by_the_sentence_from_its_day(disposal, months, last):
    convicted = sentence(
        ASSAULT,
        disposal,
        "2014-10-01",
        victim_age=18,
        term_months=months,
        sentenced_on="2014-11-10",
    )
    assert last_day(convicted, on="2014-11-10") == last
    assert last_day(convicted, on="2014-11-09") is None
    child = {**convicted, "victim_age": 17}
    assert last_day(child, on="2014-10-01") is not None


def test_a_fine_and_an_absolute_discharge_for_images():
    assert last_day(sentence(IMAGES, "fine", "2014-11-03")) == "2019-11-02"
    assert last_day(sentence(IMAGES, "absolute_discharge", "2014-11-03")) is None
    assert last_day(sentence(IMAGES, "fine", "2014-11-03", victim_age=16)) is None
    assert last_day(sentence(IMAGES, "fine", "2014-11-03", victim_age=15)) == "2019-11-02"


def test_images_before_may_2004_have_no_threshold():
    for convicted, last in (("2004-04-30", "2006-10-29"), ("2004-05-01", None)):
        cautioned = sentence(IMAGES, "fine", convicted)
        assert last_day(cautioned, born="1989-01-01") == last


def test_a_change_restarts_the_year_and_a_journey_does_not():
    life = sentence(RAPE, "life", "2008-01-15")
    told = [
        {"on": "2014-03-10", "kind": "periodic"},
        {"on": "2014-09-30", "kind": "change"},
    ]
    trip = {"leaves_on": "2014-11-20", "known_on": "2014-11-01", "notified_on": "2014-11-05"}
    answer = at("2014-12-01", disposals=[life], notifications=told, travel=[trip])
    assert due(answer, "periodic notification") == ["2015-09-30"]


@pytest.mark.parametrize(
    ("back", "expected"),
    [("2015-03-08", "2015-03-10"), ("2015-03-09", "2015-03-10"), ("2015-03-10", "2015-03-13")],
)
def test_abroad_on_the_day_the_year_is_over(back, expected):
    # due on 10 March 2015; `back` is the last whole day abroad
    answer = at(
        "2015-03-20",
        disposals=[sentence(RAPE, "life", "2008-01-15")],
        notifications=[{"on": "2014-03-10", "kind": "periodic"}],
        whereabouts=[{"kind": "abroad", "from": "2015-02-20", "to": back}],
    )
    assert due(answer, "periodic notification") == [expected]


@pytest.mark.parametrize(
    ("happened", "recorded"),
    [
        ("2015-03-07", False),
        ("2015-03-08", True),
        ("2015-03-12", True),
        ("2015-03-13", False),
    ],
)
def test_an_advance_notice_counts_near_its_day(happened, recorded):
    answer = at(
        "2015-06-01",
        disposals=[sentence(RAPE, "life", "2008-01-15")],
        notifications=[{"on": "2015-01-20", "kind": "periodic"}],
        changes=[{"kind": "address", "on": happened, "expected_on": "2015-03-10"}],
    )
    (duty,) = [d for d in answer.duties if d.kind == "address"]
    assert (duty.state(answer.on) == "recorded") is recorded
    assert due(answer, "announced change did not happen") == (
        ["2015-03-15"] if happened == "2015-03-13" else []
    )


def test_stays_a_year_and_a_day_apart_do_not_add_up():
    def seventh(last):
        return due(
            at(
                "2015-12-01",
                disposals=[sentence(RAPE, "life", "2008-01-15")],
                notifications=[{"on": "2014-01-20", "kind": "periodic"}],
                stays=[
                    {"place": "mother's", "from": "2014-05-01", "to": "2014-05-06"},
                    {"place": "mother's", "from": last, "to": last},
                ],
            ),
            "qualifying stay",
        )

    assert seventh("2015-04-30") == ["2015-05-02"]
    assert seventh("2015-05-01") == []


@pytest.mark.parametrize(
    ("leaves", "back", "known", "expected"),
    [
        ("2012-08-12", "2012-08-13", "2012-07-01", []),
        ("2012-08-12", "2012-08-14", "2012-07-01", ["2012-08-05"]),
        ("2012-08-13", "2012-08-13", "2012-07-01", ["2012-08-06"]),
        ("2004-04-30", "2004-05-06", "2004-04-01", []),
        ("2004-04-30", "2004-05-07", "2004-04-01", ["2004-04-29"]),
        ("2004-05-01", "2004-05-03", "2004-04-01", ["2004-04-24"]),
        ("2014-06-20", "2014-06-21", "2014-06-12", ["2014-06-13"]),
        ("2014-06-20", "2014-06-21", "2014-06-13", ["2014-06-20"]),
    ],
)
def test_journeys_by_the_law_of_the_day_of_leaving(leaves, back, known, expected):
    answer = at(
        back,
        disposals=[sentence(RAPE, "life", "2002-01-15")],
        travel=[{"leaves_on": leaves, "returns_on": back, "known_on": known}],
    )
    assert due(answer, "foreign travel") == expected


def test_back_from_a_journey():
    trip = {"leaves_on": "2014-06-20", "returns_on": "2015-02-27", "known_on": "2014-06-01"}
    life = sentence(RAPE, "life", "2008-01-15")
    assert due(at("2015-02-26", disposals=[life], travel=[trip]), "return") == []
    assert due(at("2015-02-27", disposals=[life], travel=[trip]), "return") == ["2015-03-01"]
    exact = {**trip, "return_given": True}
    assert due(at("2015-02-27", disposals=[life], travel=[exact]), "return") == []


@pytest.mark.parametrize(
    ("disposal", "months", "category"),
    [
        ("imprisonment", 11, None),
        ("imprisonment", 12, 2),
        ("suspended_imprisonment", 12, 2),
        ("dto", 11, None),
        ("dto", 12, 2),
        ("extended", 11, 2),
        ("guardianship_order", None, 2),
        ("community_order", 36, None),
        ("caution", None, None),
        ("custody_for_life", None, 2),
    ],
)
def test_what_brings_category_2(disposal, months, category):
    hurt = sentence(
        {"offence": "OAPA 1861 s.20"}, disposal, "2014-06-02", term_months=months, ref="A"
    )
    assert at("2014-06-02", disposals=[hurt]).category == category
    assert at("2014-06-02", disposals=[{**hurt, "jurisdiction": "service"}]).category is None
    assert at("2014-06-02", disposals=[{**hurt, "offence": "CJA 1988 s.39"}]).category is None


def test_two_terms_of_six_months_are_not_twelve():
    hurt = {"offence": "OAPA 1861 s.20"}
    terms = [
        sentence(hurt, "imprisonment", "2014-06-02", term_months=6, ref="A"),
        sentence(hurt, "imprisonment", "2014-06-02", term_months=6, consecutive_to="A"),
    ]
    assert at("2014-06-02", disposals=terms).category is None


def test_an_order_registers_from_service_to_its_end():
    order = {
        "type": "SOPO",
        "made_on": "2014-12-01",
        "served_on": "2014-12-05",
        "length_months": 60,
    }
    on = ("2014-12-04", "2014-12-05", "2019-11-30", "2019-12-01")
    assert [at(day, orders=[order]).category for day in on] == [None, 1, 1, None]
    answer = at("2014-12-05", orders=[order])
    assert due(answer, "initial notification") == ["2014-12-07"]
    assert answer.registration.deciding.rule == "s107-4"


def test_an_old_order_made_after_the_change_of_law_and_converted():
    order = {"type": "SOPO", "made_on": "2015-06-01", "applied_for_on": "2015-03-07"}
    assert [f.rule for f in at("2015-06-01", orders=[order]).findings] == []
    late = {**order, "applied_for_on": "2015-03-08"}
    assert [f.rule for f in at("2015-06-01", orders=[late]).findings] == ["check-order-existed"]
    for on, kind in (("2020-03-07", "SOPO"), ("2020-03-08", "SHPO")):
        (found,) = at(on, orders=[order]).orders
        assert found.type == kind


def test_an_interim_order_registers_until_the_full_one_is_made():
    orders = [
        {"type": "interim_SHPO", "made_on": "2016-01-04", "ends_on": "2016-06-30"},
        {"type": "SHPO", "made_on": "2016-03-01", "ends_on": "2021-02-28"},
    ]
    answer = at("2016-02-29", orders=orders)
    assert answer.orders[0].last_day == date(2016, 2, 29)
    assert registered(answer) == "2021-02-28"
    assert [at(day, orders=orders).category for day in ("2021-02-28", "2021-03-01")] == [1, None]


@pytest.mark.parametrize(
    ("convicted", "expected"),
    [("2015-05-08", "2020-05-10"), ("2015-05-03", "2020-05-05"), ("2015-04-30", "2020-05-03")],
)
def test_a_stalking_order_waits_for_registration_to_end(convicted, expected):
    # a fine registers for 5 years: to 7 or 2 May 2020, or to 29 April, before service
    answer = at(
        "2020-05-01",
        disposals=[sentence(IMAGES, "fine", convicted)],
        orders=[{"type": "SPO", "made_on": "2020-05-01", "ends_on": "2022-04-30"}],
    )
    assert due(answer, "notification under an order") == [expected]


def test_a_standard_recall_goes_to_the_board_and_ends_nothing():
    jailed = sentence(
        {"offence": "OAPA 1861 s.18"},
        "imprisonment",
        "2012-03-01",
        term_months=48,
        ends_on="2016-02-29",
        released_on="2014-03-01",
        ref="A",
    )
    recall = {"kind": "standard", "returned_on": "2015-02-01", "disposal": "A"}
    answer = at("2016-02-29", disposals=[jailed], recalls=[recall])
    assert answer.category == 2
    assert answer.recalls[0].board_by == date(2015, 2, 28)
    assert at("2016-03-01", disposals=[jailed], recalls=[recall]).category is None


@pytest.mark.parametrize(
    ("recalled", "released", "last"),
    [
        (None, None, "2026-01-09"),
        ("2025-06-01", "2025-09-01", "2027-08-31"),
        ("2025-06-01", None, None),
        ("2026-01-10", None, "2026-01-09"),
    ],
)
def test_a_licence_for_public_protection_with_a_recall(recalled, released, last):
    protection = sentence(
        {"offence": "OAPA 1861 s.18"}, "ipp", "2008-05-01", released_on="2021-01-10", ref="A"
    )
    recalls = []
    if recalled is not None:
        recalls.append(
            {
                "kind": "standard",
                "returned_on": recalled,
                "released_on": released,
                "disposal": "A",
            }
        )
    (two,) = at("2024-11-01", disposals=[protection], recalls=recalls).grounds
    assert two.period.last == (last and date.fromisoformat(last))


def test_a_life_licence_never_ends():
    life = sentence(
        {"offence": "common law murder"}, "life", "1990-01-10", released_on="2005-01-10"
    )
    assert at("2060-01-01", disposals=[life]).category == 2
    assert at("2004-04-05", disposals=[life]).category == 2


@pytest.mark.parametrize(
    ("months", "dealt", "born", "last"),
    [
        (59, "2012-02-29", "1980-01-01", "2022-02-28"),
        (60, "2012-02-29", "1980-01-01", "2027-02-28"),
        (119, "2012-02-29", "1980-01-01", "2027-02-28"),
        (120, "2012-02-29", "1980-01-01", "2042-02-28"),
        (120, "2012-02-29", "1994-03-01", "2022-02-28"),
        (120, "2012-02-29", "1994-02-28", "2042-02-28"),
    ],
)
def test_the_register_of_part_4(months, dealt, born, last):
    bomb = sentence(
        {"offence": "TACT 2000 s.58"},
        "imprisonment",
        dealt,
        term_months=months,
        ends_on="2016-01-01",
    )
    answer = at("2022-06-28", born, disposals=[bomb])
    (register,) = [g for g in answer.grounds if g.rule == "s327-4b-a"] or [None]
    assert (register and register.period.last.isoformat()) == (
        last if last >= "2022-06-28" else None
    )


def test_part_4_is_for_who_is_16_and_got_12_months():
    def held(months, born):
        bomb = sentence(
            {"offence": "TACT 2000 s.58"}, "imprisonment", "2023-01-10", term_months=months
        )
        return at("2023-01-10", born, disposals=[bomb]).category

    assert (held(12, "2007-01-10"), held(12, "2007-01-11"), held(11, "1990-01-01")) == (
        4,
        None,
        None,
    )


def test_a_review_granted_ends_the_register():
    facts = {
        "disposals": [sentence(RAPE, "life", "2000-01-10")],
        "notifications": [{"on": "2000-01-11", "kind": "initial"}],
        "reviews": [
            {"applied_on": "2015-02-01", "granted_on": "2015-03-20", "received_on": "2015-03-24"}
        ],
    }
    days = ("2015-03-23", "2015-03-24")
    assert [registered(at(day, **facts)) for day in days] == ["2015-03-23", None]
    assert at("2014-01-01", **facts).review.first_day == date(2015, 1, 11)


@pytest.mark.parametrize(
    ("held", "on", "expected"),
    [
        (["2014-03-10", None], "2014-03-09", None),
        (["2014-03-10", None], "2014-03-10", 1),
        (["2014-03-10", "2014-03-10"], "2014-03-10", 1),
    ],
)
def test_a_death_ends_it_the_day_after(held, on, expected):
    convicted, died = held
    facts = {"disposals": [sentence(RAPE, "life", convicted)], "died_on": died}
    assert at(on, **facts).category == expected
    if died is not None:
        assert at("2014-03-11", **facts).category is None
