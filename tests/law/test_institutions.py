from datetime import date, timedelta

from openmappa.law.institutions import (
    dpa_s38,
    dpa_s45,
    dpa_s62,
    dpa_s67,
    s325_1,
    s325_2,
    s325_4,
    s325_4_old,
    s325_6,
)


def test_s325_1():
    assert "the local probation body" in s325_1(date(2014, 5, 31))
    assert "the National Probation Service" in s325_1(date(2014, 6, 1))
    assert len(s325_1(date(2014, 6, 2))) == 3


def test_s325_2():
    before, since = (s325_2(date(2022, 6, n)) for n in (27, 28))
    assert since[:2] == before
    assert len(since) == 4
    assert s325_2(date(2022, 6, 29)) == since


def test_s325_4_old():
    assert s325_4_old("duty to co-operate body")
    assert not s325_4_old("person who can contribute")
    assert [s325_4_old.in_force_on(date(2022, 6, n)) for n in (27, 28)] == [True, False]


def test_s325_4():
    assert s325_4("person who can contribute")
    assert not s325_4("anybody")
    assert [s325_4.in_force_on(date(2022, 6, n)) for n in (27, 28)] == [False, True]


def test_s325_6():
    def health(*day):
        return {body for body in s325_6(date(*day)) if "Local Health Boards" in body}

    assert health(2013, 3, 31) == {"Primary Care Trusts and Local Health Boards"}
    assert health(2013, 4, 1) == {"clinical commissioning groups and Local Health Boards"}
    assert health(2022, 6, 30) == {"clinical commissioning groups and Local Health Boards"}
    assert health(2022, 7, 1) == {"integrated care boards and Local Health Boards"}
    public_health = "local authorities, for public health"
    assert [public_health in s325_6(d) for d in (date(2013, 3, 31), date(2013, 4, 1))] == [
        False,
        True,
    ]


def test_dpa_s62():
    assert "justification" in dpa_s62(date(2025, 8, 19))
    assert "justification" not in dpa_s62(date(2025, 8, 20))
    assert len(dpa_s62(date(2025, 8, 21))) == 3


def test_dpa_s45():
    assert dpa_s45(date(2015, 1, 31)) == date(2015, 2, 28)
    assert dpa_s45(date(2016, 1, 29)) == date(2016, 2, 29)
    assert dpa_s45(date(2015, 11, 30), extended=True) == date(2016, 2, 29)


def test_dpa_s67():
    assert dpa_s67() == timedelta(days=3)


def test_dpa_s38():
    assert "victim" in dpa_s38()
