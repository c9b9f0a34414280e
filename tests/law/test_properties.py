"""What holds whatever the facts."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from openmappa.law.dates import Period
from openmappa.law.duties import NOT_RECORDED
from openmappa.law.facts import (
    ALWAYS,
    DISPOSALS,
    JURISDICTIONS,
    OFFENCE_CLASSES,
    Change,
    Choices,
    Designation,
    Disposal,
    Facts,
    Keeping,
    Level,
    Notification,
    Order,
    Parental,
    Recall,
    Recorded,
    Residence,
    Review,
    Session,
    Stay,
    Travel,
    Visit,
    Whereabouts,
)
from openmappa.law.grounds import category_on, grounds
from openmappa.law.offences import OFFENCES, classified
from openmappa.law.orders import KINDS
from openmappa.law.position import position
from openmappa.law.reading import FactsError, read
from openmappa.law.writing import as_json, as_text

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
ANY_DAY = st.sampled_from((date.min, date.max - timedelta(days=1), date.max)) | st.dates()
MAYBE = st.none() | DAYS


@st.composite
def periods(draw, days=DAYS):
    first, last = draw(days), draw(st.none() | days)
    return Period(first, last if last is None or last >= first else None)


def disposals(days=DAYS):
    maybe = st.none() | days
    return st.builds(
        Disposal,
        ref=st.sampled_from("ABCDEFGH"),
        offence=st.just("invented offence"),
        offence_class=st.sampled_from(OFFENCE_CLASSES),
        convicted_on=days,
        disposal=st.sampled_from(sorted(DISPOSALS)),
        term_months=st.none() | st.integers(0, 200),
        sentenced_on=maybe,
        ends_on=maybe,
        consecutive_to=st.none() | st.sampled_from("ABCDEFGH"),
        jurisdiction=st.sampled_from(("E&W", "E&W", *JURISDICTIONS)),
        relevant_on=maybe,
        released_on=maybe,
        breach_of=st.none() | st.sampled_from("UVW"),
        terrorist=st.booleans(),
        trial_concluded_on=maybe,
        offence_on=maybe,
        victim_age=st.none() | st.integers(0, 90),
        overlap_months=st.integers(0, 30),
        domestic_abuse=st.booleans(),
        polygraph_condition=st.booleans(),
        finding=st.sampled_from(("conviction", "insanity", "disability")),
        extension_months=st.none() | st.integers(0, 200),
        disqualified=st.booleans(),
        citation=st.sampled_from(("", *sorted(o.citation for o in OFFENCES.values()))),
        listed=st.just(ALWAYS) | periods(days),
    )


def orders(days=DAYS):
    maybe = st.none() | days
    return st.builds(
        Order,
        ref=st.sampled_from("UVW"),
        type=st.sampled_from([*sorted(KINDS), "unknown"]),
        made_on=days,
        ends_on=maybe,
        served_on=maybe,
        foreign_travel_restriction=st.booleans(),
        replaces=st.none() | st.sampled_from("UVW"),
        for_disposal=st.none() | st.sampled_from("ABC"),
        notified_on=maybe,
        travel_ban_ends_on=maybe,
        travel_ban_extended_on=maybe,
        extended_on=maybe,
        applied_for_on=maybe,
        all_countries=st.booleans(),
        only_bans_travel=st.booleans(),
        on_conviction=st.booleans(),
        positive_requirements=st.booleans(),
        electronic_monitoring=st.booleans(),
    )


def several(strategy, most=3, key=None):
    return st.lists(strategy, max_size=most, unique_by=key).map(tuple)


def all_facts(days=DAYS):
    maybe = st.none() | days
    ref = st.sampled_from("ABCDEFGH")
    return st.builds(
        Facts,
        born=maybe,
        died_on=maybe,
        disposals=several(disposals(days), 4, lambda d: d.ref),
        orders=several(orders(days), 3, lambda o: o.ref),
        designations=several(
            st.builds(
                Designation,
                ref=ref,
                area=st.just("Norfolk"),
                period=periods(days),
                category=st.sampled_from((3, 4)),
            ),
            2,
            lambda d: d.ref,
        ),
        whereabouts=several(
            st.builds(
                Whereabouts,
                kind=st.sampled_from(
                    ("prison", "abroad", "approved_premises", "immigration_detention")
                ),
                period=periods(days),
            )
        ),
        notifications=several(
            st.builds(
                Notification,
                on=days,
                kind=st.sampled_from(("initial", "change", "periodic")),
                found_place=st.booleans(),
                under=st.sampled_from(("", "", "A", "U")),
            )
        ),
        changes=several(
            st.builds(
                Change,
                ref=ref,
                kind=st.sampled_from(("name", "address", "bank_account")),
                on=maybe,
                expected_on=maybe,
            ),
            2,
            lambda c: c.ref,
        ),
        stays=several(st.builds(Stay, place=st.sampled_from(("a", "b")), period=periods(days))),
        travel=several(
            st.builds(
                Travel,
                ref=ref,
                leaves_on=days,
                returns_on=maybe,
                known_on=maybe,
                notified_on=maybe,
                changed_on=maybe,
            ),
            2,
            lambda t: t.ref,
        ),
        levels=several(
            st.builds(
                Level,
                level=st.sampled_from((1, 2, 3)),
                area=st.just("Norfolk"),
                period=periods(days),
            )
        ),
        recalls=several(
            st.builds(
                Recall,
                ref=ref,
                kind=st.sampled_from(("fixed_term", "standard")),
                returned_on=days,
                disposal=st.none() | ref,
                released_on=maybe,
                charged=st.booleans(),
                schedule_19aa=st.booleans(),
            ),
            2,
            lambda r: r.ref,
        ),
        reviews=several(
            st.builds(
                Review,
                ref=ref,
                refused_on=maybe,
                years=st.integers(0, 30),
                applied_on=maybe,
                replies_by=maybe,
                granted_on=maybe,
                received_on=maybe,
            ),
            2,
            lambda r: r.ref,
        ),
        parental=several(
            st.builds(
                Parental,
                ref=ref,
                kind=st.sampled_from(("direction", "notice")),
                made_on=days,
                ends_on=maybe,
            ),
            2,
            lambda p: p.ref,
        ),
        visits=several(st.builds(Visit, on=days, risk=st.sampled_from(("", "high", "low")))),
        sessions=several(st.builds(Session, on=days)),
        residences=several(
            st.builds(Residence, area=st.sampled_from(("Kent", "Norfolk")), period=periods(days))
        ),
        recorded=st.builds(
            Recorded,
            categories=st.lists(st.integers(1, 4), max_size=2).map(tuple),
            registration_last_day=maybe,
            review_from=maybe,
        ),
        keeping=st.builds(Keeping, opened_on=maybe, reviewed_on=maybe, legal_hold=st.booleans()),
        choices=st.builds(Choices, st.booleans(), st.booleans()),
    )


MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def category(facts, on):
    held = [g.category for g in grounds(facts) if g.period.covers(on)]
    return category_on(held, on, category_4_first=facts.choices.category_4_first)


@MANY
@given(all_facts(ANY_DAY), ANY_DAY)
def test_no_facts_crash_it(facts, on):
    answer = position(facts, on)
    json.dumps(as_json(answer))
    assert as_text(answer)


@MANY
@given(all_facts())
def test_the_last_day_plus_one_is_the_first_day_free(facts):
    for ground in grounds(facts):
        last = ground.period.last
        if last is not None:
            assert ground.period.covers(last)
            assert ground.period.first_day_free == last + timedelta(days=1)
            assert not ground.period.covers(ground.period.first_day_free)


@MANY
@given(all_facts(), disposals(), DAYS)
def test_an_unrelated_fact_never_shortens_a_registration(facts, another, on):
    unrelated = replace(another, ref="unrelated", consecutive_to=None)
    assume(unrelated.offence_class != "sexual_sch3" or unrelated.disposal == "caution")
    before = position(facts, on).registration
    more = replace(facts, disposals=(*facts.disposals, unrelated), died_on=None)
    after = position(more, on).registration
    if before is not None:
        assert after is not None
        assert (after.period.last or date.max) >= (before.period.last or date.max)


@MANY
@given(all_facts(), DAYS)
def test_a_longer_term_never_shortens_a_registration(facts, on):
    before = position(facts, on).registration
    # What has no term, such as a discharge whose end is not known, gets none.
    longer = tuple(
        replace(d, term_months=d.term_months + 7) if d.term_months else d for d in facts.disposals
    )
    after = position(replace(facts, disposals=longer), on).registration
    if before is not None:
        assert (after.period.last or date.max) >= (before.period.last or date.max)


@MANY
@given(all_facts(), DAYS)
def test_a_day_does_not_depend_on_facts_dated_after_it(facts, on):
    # What the law lets reach back stays: later terms that add up, later ends of what ran that day,
    # among them a foreign disposal that a notice is made for.
    known = replace(
        facts,
        disposals=tuple(replace(d, consecutive_to=None) for d in facts.disposals),
        orders=tuple(replace(o, for_disposal=None) for o in facts.orders),
        recalls=(),
    )
    until_then = replace(
        known,
        disposals=tuple(d for d in known.disposals if _first(d) <= on),
        orders=tuple(o for o in known.orders if o.made_on <= on),
        designations=tuple(d for d in known.designations if d.period.first <= on),
        levels=tuple(level for level in known.levels if level.period.first <= on),
        whereabouts=tuple(w for w in known.whereabouts if w.period.first <= on),
        reviews=tuple(r for r in known.reviews if r.granted_on is None or r.granted_on <= on),
        notifications=tuple(n for n in known.notifications if n.on <= on),
        changes=(),
        stays=(),
        travel=(),
        visits=(),
        parental=(),
        residences=(),
    )
    assert category(until_then, on) == category(known, on)
    assert position(until_then, on).category == position(known, on).category


def _first(disposal):
    days = (disposal.convicted_on, disposal.sentenced_on, disposal.relevant_on)
    return min(day for day in days if day is not None)


def same(some, others):
    return sorted(map(repr, some)) == sorted(map(repr, others))


@MANY
@given(all_facts(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(facts, on, chance):
    shuffled = {}
    for name in (
        *("disposals", "orders", "designations", "whereabouts", "notifications", "changes"),
        *("stays", "travel", "levels", "recalls", "reviews", "parental", "visits", "sessions"),
        "residences",
    ):
        values = list(getattr(facts, name))
        chance.shuffle(values)
        shuffled[name] = tuple(values)
    one, other = position(facts, on), position(replace(facts, **shuffled), on)
    assert one.grounds == other.grounds
    assert one.registration == other.registration
    assert one.category == other.category
    assert one.duties == other.duties
    assert one.review == other.review
    assert one.visit == other.visit
    assert same(one.sentences, other.sentences)
    assert same(one.orders, other.orders)
    assert same(one.recalls, other.recalls)
    assert same(one.parental, other.parental)
    assert same(one.processes, other.processes)
    assert {f.text for f in one.findings} == {f.text for f in other.findings}


@MANY
@given(
    st.sampled_from(sorted(o.citation for o in OFFENCES.values())),
    disposals(),
    MAYBE,
    st.none() | st.integers(0, 90),
)
def test_every_offence_can_be_classified(citation, disposal, born, victim_age):
    found = classified(
        replace(disposal, offence=citation, offence_class="", victim_age=victim_age), born
    )
    assert found.offence_class in OFFENCE_CLASSES
    grounds(Facts(born=born, disposals=(found,)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("born", "disposals", "orders", "offence", "ref", "from", "recorded")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@MANY
@given(all_facts(), DAYS)
def test_nothing_that_has_not_commenced_makes_an_answer(facts, on):
    answer = position(facts, on)
    assert all(r.in_force is not None for r in answer.rules)
    assert "check-commenced" not in {f.rule for f in answer.findings}


@MANY
@given(all_facts(), DAYS)
def test_category_3_is_never_at_level_1(facts, on):
    levels = [level.level for level in facts.levels if level.period.covers(on)]
    if category(facts, on) == 3:
        assert 1 not in levels


@MANY
@given(all_facts(), DAYS)
def test_a_duty_is_never_said_to_be_breached(facts, on):
    for duty in position(facts, on).duties:
        assert duty.state(on) in {
            NOT_RECORDED,
            "recorded",
            "recorded after the due date",
            "waits",
            "to come",
        }
        assert "breach" not in duty.because()


@MANY
@given(JSON)
def test_no_json_crashes_the_reader(value):
    with suppress(FactsError):
        read(json.dumps(value))
