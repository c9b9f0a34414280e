"""How every rule that counts days counts them: from an ordinary day, month ends and a leap day.

The expected days were worked out by hand, and again by a program that shares no code with this one.
"""

from datetime import date

import pytest

import openmappa.law.manual  # noqa: F401 - with it every rule is in MANUAL
from openmappa.law.cpa26 import cpa26_children, cpa26_name
from openmappa.law.dates import Period
from openmappa.law.duties import (
    cjia_s110,
    s83_1,
    s84_1,
    s84_1_ca,
    s84_4,
    s84_6,
    s85_1,
    s85_3,
    s85_5_a,
    spa_s9_5,
)
from openmappa.law.facts import Notification, Parental, Review, Stay, Travel
from openmappa.law.grounds import s91c
from openmappa.law.guidance import (
    acpo_visits,
    identification,
    level_1_review,
    level_2_review,
    level_3_review,
    referral_before_release,
)
from openmappa.law.institutions import dpa_s45
from openmappa.law.licences import (
    Recalled,
    polygraph_sessions,
    s31a_10_years,
    s255c_4,
    s256aa,
    sa26_s42,
)
from openmappa.law.notification import s82_1_d, s82_1_e, s82_1_f, s82_1_g, s82_1_h, s82_1_i
from openmappa.law.orders import own_change, own_notification, s98_2, s103d, s108_6
from openmappa.law.parental import s89, s96zb
from openmappa.law.requests import dpa_s54, dpa_s54_extended, foia_s10
from openmappa.law.retention import mopi_group_1, mopi_review
from openmappa.law.reviews import s91b_2, s91b_6, s91b_process, s91c_decision, s91e
from openmappa.law.rules import MANUAL
from openmappa.law.terrorism import cta_s47, cta_s48, cta_s49, cta_s53_7
from openmappa.law.travel import (
    cjia_s111,
    cta_s52,
    reg2001_travel,
    reg2004_change,
    reg2004_return,
    reg2004_travel,
    reg2012_travel,
)
from openmappa.law.victims import code_2015
from tests.law.given import given_disposal, given_order

STARTS = ("2014-03-10", "2015-02-28", "2016-02-29", "2014-08-31", "2014-12-31")
DIRECTION = Parental("P", "direction", date(2014, 1, 1))


def sentence(on, disposal="imprisonment", **changes):
    return given_disposal(disposal, on.isoformat(), **changes)


def order(on, kind, **changes):
    return given_order(kind, on.isoformat(), **changes)


def protection(on):
    return given_disposal("ipp", "2008-05-01", released_on=on)


def released(on):
    return given_disposal(convicted="2015-02-01", term_months=6, released_on=on)


def booked(on):
    return Travel("T", on, known_on=date(2013, 1, 1))


COUNTED = (
    (
        "s82-1-d",
        lambda d: s82_1_d(d, under_18=False),
        "2024-03-09 2025-02-27 2026-02-28 2024-08-30 2024-12-30",
    ),
    (
        "s82-1-d",
        lambda d: s82_1_d(d, under_18=True),
        "2019-03-09 2020-02-27 2021-02-28 2019-08-30 2019-12-30",
    ),
    (
        "s82-1-e",
        lambda d: s82_1_e(d, under_18=False),
        "2021-03-09 2022-02-27 2023-02-28 2021-08-30 2021-12-30",
    ),
    (
        "s82-1-e",
        lambda d: s82_1_e(d, under_18=True),
        "2017-09-09 2018-08-27 2019-08-28 2018-02-28 2018-06-30",
    ),
    (
        "s82-1-f",
        lambda d: s82_1_f(d, under_18=False),
        "2021-03-09 2022-02-27 2023-02-28 2021-08-30 2021-12-30",
    ),
    (
        "s82-1-f",
        lambda d: s82_1_f(d, under_18=True),
        "2017-09-09 2018-08-27 2019-08-28 2018-02-28 2018-06-30",
    ),
    (
        "s82-1-g",
        lambda d: s82_1_g(d, under_18=False),
        "2016-03-09 2017-02-27 2018-02-28 2016-08-30 2016-12-30",
    ),
    (
        "s82-1-g",
        lambda d: s82_1_g(d, under_18=True),
        "2015-03-09 2016-02-27 2017-02-28 2015-08-30 2015-12-30",
    ),
    (
        "s82-1-h",
        lambda d: s82_1_h(sentence(d, "conditional_discharge", term_months=18)),
        "2015-09-09 2016-08-27 2017-08-28 2016-02-29 2016-06-30",
    ),
    (
        "s82-1-i",
        lambda d: s82_1_i(d, under_18=False),
        "2019-03-09 2020-02-27 2021-02-28 2019-08-30 2019-12-30",
    ),
    (
        "s82-1-i",
        lambda d: s82_1_i(d, under_18=True),
        "2016-09-09 2017-08-27 2018-08-28 2017-02-28 2017-06-30",
    ),
    (
        "s98-2",
        lambda d: s98_2(sentence(d, term_months=12), under_18=False),
        "2024-03-09 2025-02-27 2026-02-28 2024-08-30 2024-12-30",
    ),
    (
        "s108-6",
        lambda d: s108_6(order(d, "SHPO")),
        "2019-03-09 2020-02-27 2021-02-28 2019-08-30 2019-12-30",
    ),
    (
        "s103d",
        lambda d: s103d(order(d, "SHPO", foreign_travel_restriction=True)),
        "2019-03-09 2020-02-27 2021-02-28 2019-08-30 2019-12-30",
    ),
    (
        "own-notification",
        lambda d: own_notification(order(d, "VOO")),
        "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02",
    ),
    ("own-change", own_change, "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02"),
    (
        "cta-s53-7",
        lambda d: cta_s53_7(d, 15, []),
        "2029-03-09 2030-02-27 2031-02-28 2029-08-30 2029-12-30",
    ),
    ("cta-s47", lambda d: cta_s47(d, []), "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02"),
    ("cta-s48", lambda d: cta_s48(d, []), "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02"),
    ("cta-s49", cta_s49, "2015-03-10 2016-02-28 2017-02-28 2015-08-31 2015-12-31"),
    (
        "s31a-10-years",
        lambda d: s31a_10_years(protection(d)),
        "2024-03-10 2025-02-28 2026-03-01 2024-08-31 2024-12-31",
    ),
    (
        "sa26-s42",
        lambda d: sa26_s42(protection(d)),
        "2018-03-09 2019-02-27 2020-02-28 2018-08-30 2018-12-30",
    ),
    (
        "s256aa",
        lambda d: s256aa(released(d)),
        "2015-03-09 2016-02-27 2017-02-28 2015-08-30 2015-12-30",
    ),
    (
        "s255c-4",
        lambda d: s255c_4(Recalled(d, 24)),
        "2014-04-06 2015-03-27 2016-03-27 2014-09-27 2015-01-27",
    ),
    (
        "polygraph-sessions",
        polygraph_sessions,
        "2014-09-10 2015-08-28 2016-08-29 2015-02-28 2015-06-30",
    ),
    ("s83-1", lambda d: s83_1(d, []), "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02"),
    ("s84-1", lambda d: s84_1(d, []), "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02"),
    (
        "s84-1-ca",
        lambda d: s84_1_ca(d, []),
        "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02",
    ),
    ("s84-4", s84_4, "2014-03-15 2015-03-05 2016-03-05 2014-09-05 2015-01-05"),
    (
        "s84-6",
        lambda d: s84_6([Stay("there", Period(d, None))])[0][1],
        "2014-03-16 2015-03-06 2016-03-06 2014-09-06 2015-01-06",
    ),
    (
        "s85-1",
        lambda d: s85_1(Notification(d, "periodic")),
        "2015-03-10 2016-02-28 2017-02-28 2015-08-31 2015-12-31",
    ),
    (
        "s85-5-a",
        lambda d: s85_5_a(Notification(d, "periodic")),
        "2014-03-17 2015-03-07 2016-03-07 2014-09-07 2015-01-07",
    ),
    (
        "s85-3",
        lambda d: s85_3(d, [Period(d, d)]),
        "2014-03-13 2015-03-03 2016-03-03 2014-09-03 2015-01-03",
    ),
    (
        "spa-s9-5",
        lambda d: spa_s9_5(order(d, "SPO"), []),
        "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02",
    ),
    (
        "cjia-s110",
        lambda d: cjia_s110(order(d, "VOO"), d),
        "2015-03-10 2016-02-28 2017-02-28 2015-08-31 2015-12-31",
    ),
    (
        "reg2001-travel",
        lambda d: reg2001_travel(Travel("T", d)).readings.due,
        "2014-03-09 2015-02-27 2016-02-28 2014-08-30 2014-12-30",
    ),
    (
        "reg2004-travel",
        lambda d: reg2004_travel(booked(d)).readings.due,
        "2014-03-03 2015-02-21 2016-02-22 2014-08-24 2014-12-24",
    ),
    (
        "reg2012-travel",
        lambda d: reg2012_travel(booked(d)).readings.advise_by,
        "2014-03-02 2015-02-20 2016-02-21 2014-08-23 2014-12-23",
    ),
    (
        "reg2004-change",
        lambda d: reg2004_change(Travel("T", d, changed_on=d)).readings.advise_by,
        "2014-03-09 2015-02-27 2016-02-28 2014-08-30 2014-12-30",
    ),
    (
        "cta-s52",
        lambda d: cta_s52(booked(d)).readings.due,
        "2014-03-03 2015-02-21 2016-02-22 2014-08-24 2014-12-24",
    ),
    (
        "cjia-s111",
        lambda d: cjia_s111(booked(d)).readings.due,
        "2014-03-03 2015-02-21 2016-02-22 2014-08-24 2014-12-24",
    ),
    (
        "reg2004-return",
        lambda d: reg2004_return(Travel("T", d, returns_on=d)),
        "2014-03-12 2015-03-02 2016-03-02 2014-09-02 2015-01-02",
    ),
    ("s89", lambda d: s89(DIRECTION, d), "2032-03-09 2033-02-27 2034-02-28 2032-08-30 2032-12-30"),
    (
        "s96zb",
        lambda d: s96zb(DIRECTION, d),
        "2032-03-09 2033-02-27 2034-02-28 2032-08-30 2032-12-30",
    ),
    (
        "s91b-2",
        lambda d: s91b_2(d, under_18=False),
        "2029-03-10 2030-02-28 2031-03-01 2029-08-31 2029-12-31",
    ),
    (
        "s91b-2",
        lambda d: s91b_2(d, under_18=True),
        "2022-03-10 2023-02-28 2024-02-29 2022-08-31 2022-12-31",
    ),
    ("s91b-6", s91b_6, "2022-03-10 2023-02-28 2024-02-29 2022-08-31 2022-12-31"),
    (
        "s91c",
        lambda d: s91c(Review("V", granted_on=d)),
        "2014-03-09 2015-02-27 2016-02-28 2014-08-30 2014-12-30",
    ),
    ("s91e", s91e, "2014-03-30 2015-03-20 2016-03-20 2014-09-20 2015-01-20"),
    (
        "s91b-process",
        lambda d: s91b_process(d)[0],
        "2014-03-24 2015-03-14 2016-03-14 2014-09-14 2015-01-14",
    ),
    (
        "s91b-process",
        lambda d: s91b_process(d)[1],
        "2014-04-07 2015-03-28 2016-03-28 2014-09-28 2015-01-28",
    ),
    ("s91c-decision", s91c_decision, "2014-04-21 2015-04-11 2016-04-11 2014-10-12 2015-02-11"),
    (
        "acpo-visits",
        lambda d: acpo_visits("medium", d),
        "2014-09-10 2015-08-28 2016-08-29 2015-02-28 2015-06-30",
    ),
    ("dpa-s54", dpa_s54, "2014-04-09 2015-03-27 2016-03-28 2014-09-30 2015-01-30"),
    (
        "dpa-s54-extended",
        dpa_s54_extended,
        "2014-06-09 2015-05-27 2016-05-28 2014-11-30 2015-03-30",
    ),
    ("foia-s10", foia_s10, "2014-04-07 2015-03-27 2016-03-30 2014-09-26 2015-01-29"),
    ("identification", identification, "2014-03-13 2015-03-03 2016-03-03 2014-09-03 2015-01-03"),
    ("level-1-review", level_1_review, "2015-03-10 2016-02-28 2017-02-28 2015-08-31 2015-12-31"),
    ("level-2-review", level_2_review, "2014-06-02 2015-05-23 2016-05-23 2014-11-23 2015-03-25"),
    ("level-3-review", level_3_review, "2014-05-05 2015-04-25 2016-04-25 2014-10-26 2015-02-25"),
    (
        "referral-before-release",
        referral_before_release,
        "2013-09-10 2014-08-28 2015-08-29 2014-02-28 2014-06-30",
    ),
    ("mopi-group-1", mopi_group_1, "2114-03-10 2115-02-28 2116-02-29 2114-08-31 2114-12-31"),
    ("mopi-review", mopi_review, "2024-03-10 2025-02-28 2026-03-01 2024-08-31 2024-12-31"),
    ("code-2015", code_2015, "2014-05-05 2015-04-25 2016-04-25 2014-10-26 2015-02-25"),
    ("dpa-s45", dpa_s45, "2014-04-10 2015-03-28 2016-03-29 2014-09-30 2015-01-31"),
    ("cpa26-name", cpa26_name, "2014-03-09 2015-02-27 2016-02-28 2014-08-30 2014-12-30"),
    ("cpa26-children", cpa26_children, "2014-03-09 2015-02-27 2016-02-28 2014-08-30 2014-12-30"),
)


@pytest.mark.parametrize(
    ("counts", "start", "expected"),
    [
        pytest.param(counts, start, expected, id=f"{name} from {start}")
        for name, counts, days in COUNTED
        for start, expected in zip(STARTS, days.split(), strict=True)
    ],
)
def test_counts_from(counts, start, expected):
    assert counts(date.fromisoformat(start)) == date.fromisoformat(expected)


# These give a day without counting from one; the tests of their names look at each side of it.
NOT_COUNTED = {
    *("s132-3", "licence-end", "supervision", "s82-1-a", "s82-1-b", "s82-1-c", "s82-5", "s81-7"),
    *("s107-4", "s107-3", "s109-5", "s103g-2", "s103g-1", "s103f", "s97", "s96za", "s100-6"),
    *("s129", "s122i", "s107-6", "s91a-relevant", "s91a-2-b", "npcc-visits", "assumed-birth"),
    *("s85za", "child-review"),
    # From a day on which Parliament began it, or in working days: tested under their names.
    *("s31a-termination", "s31a-referral", "bank-holidays-1971", "minutes", "code-2020"),
}


def test_every_rule_that_counts_days_is_here():
    def gives_a_day(r):
        said = str(r._apply.__annotations__["return"])
        return "date" in said or said == "Before | None"

    counted = {name for name, _, _ in COUNTED}
    assert counted | NOT_COUNTED == {r.id for r in MANUAL.values() if gives_a_day(r)}
    assert not counted & NOT_COUNTED
