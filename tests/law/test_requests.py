from __future__ import annotations

from datetime import date

from openmappa.law.requests import dpa_s54, dpa_s54_extended, due, foia_s10


def test_dpa_s54():
    assert dpa_s54(date(2026, 3, 5)) == date(2026, 4, 4)
    assert dpa_s54(date(2026, 1, 31)) == date(2026, 2, 28)
    assert dpa_s54(date(2026, 3, 1)) == date(2026, 3, 31)


def test_dpa_s54_extended():
    assert dpa_s54_extended(date(2026, 3, 5)) == date(2026, 6, 4)
    assert dpa_s54_extended(date(2025, 11, 30)) == date(2026, 2, 28)
    assert due(date(2026, 3, 5), extended=True) == date(2026, 6, 4)
    assert due(date(2026, 3, 5), extended=False) == date(2026, 4, 4)


def test_foia_s10():
    # Good Friday is 3 April 2026 and Easter Monday the 6th.
    assert foia_s10(date(2026, 3, 30)) == date(2026, 4, 29)
    assert foia_s10(date(2026, 6, 1)) == date(2026, 6, 29)
