"""When an order could be made and how long it may run: what tells a slip of the pen in a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from openmappa.law.dates import beginning_with

SOA_2003_IN_FORCE = date(2004, 5, 1)
ASBCPA_2014_IN_FORCE = date(2015, 3, 8)


@dataclass(frozen=True, slots=True)
class OrderLaw:
    """What the law says of one type of order.

    It can be made from `first_made_on`; from `closed_on` only, if `pending` allows it, on an
    application made earlier. It runs for at least `least_years` and at most `most_years` or
    `most_months`, and until further order only if `indefinite`. None means that there is no limit.
    """

    provision: str
    first_made_on: date
    closed_on: date | None = None
    pending: bool = False
    least_years: int | None = None
    most_years: int | None = None
    most_months: int | None = None
    indefinite: bool = True

    def shortest(self, made_on: date) -> date | None:
        """The earliest last day of an order made that day, if there is a shortest length."""
        if self.least_years is None:
            return None
        return beginning_with(made_on, years=self.least_years)

    def longest(self, made_on: date) -> date | None:
        """The latest last day of an order made that day, if there is a longest length."""
        if self.most_years is None and self.most_months is None:
            return None
        return beginning_with(made_on, years=self.most_years or 0, months=self.most_months or 0)

    def could_be_made(self, made_on: date, applied_for_on: date | None) -> bool:
        """Whether a court could make it on that day, if it was applied for on the other."""
        if made_on < self.first_made_on:
            return False
        if self.closed_on is None or made_on < self.closed_on:
            return True
        return self.pending and applied_for_on is not None and applied_for_on < self.closed_on


# Orders of the Sexual Offences Act 2003 that s.114 ASBCPA 2014 left to those who had applied.
_replaced_in_2015 = partial(
    OrderLaw,
    first_made_on=SOA_2003_IN_FORCE,
    closed_on=ASBCPA_2014_IN_FORCE,
    pending=True,
)

_CJIA_2008_IN_FORCE = date(2009, 8, 3)
_SPA_2019_IN_FORCE = date(2020, 1, 20)
_NOTICES_REPLACE_NOTIFICATION_ORDERS = date(2022, 11, 29)  # PCSC Act 2022
_FTO_LENGTHENED = date(2010, 4, 1)

_LAWS = {
    "SOPO": _replaced_in_2015("s.107 Sexual Offences Act 2003", least_years=5),
    "interim_SOPO": _replaced_in_2015("s.109 Sexual Offences Act 2003", indefinite=False),
    "FTO": _replaced_in_2015("s.117 Sexual Offences Act 2003", most_years=5, indefinite=False),
    "RSHO": _replaced_in_2015("s.123 Sexual Offences Act 2003", least_years=2),
    "interim_RSHO": _replaced_in_2015("s.126 Sexual Offences Act 2003", indefinite=False),
    "SHPO": OrderLaw("s.103C Sexual Offences Act 2003", ASBCPA_2014_IN_FORCE, least_years=5),
    "interim_SHPO": OrderLaw(
        "s.103F Sexual Offences Act 2003", ASBCPA_2014_IN_FORCE, indefinite=False
    ),
    "SRO": OrderLaw("s.122A Sexual Offences Act 2003", ASBCPA_2014_IN_FORCE, least_years=2),
    "interim_SRO": OrderLaw(
        "s.122E Sexual Offences Act 2003", ASBCPA_2014_IN_FORCE, indefinite=False
    ),
    "NO": OrderLaw(
        "s.97 Sexual Offences Act 2003", SOA_2003_IN_FORCE, _NOTICES_REPLACE_NOTIFICATION_ORDERS
    ),
    "interim_NO": OrderLaw(
        "s.100 Sexual Offences Act 2003",
        SOA_2003_IN_FORCE,
        _NOTICES_REPLACE_NOTIFICATION_ORDERS,
        indefinite=False,
    ),
    "VOO": OrderLaw(
        "s.98 Criminal Justice and Immigration Act 2008",
        _CJIA_2008_IN_FORCE,
        least_years=2,
        most_years=5,
        indefinite=False,
    ),
    "interim_VOO": OrderLaw(
        "s.104 Criminal Justice and Immigration Act 2008", _CJIA_2008_IN_FORCE, indefinite=False
    ),
    "SPO": OrderLaw("s.3 Stalking Protection Act 2019", _SPA_2019_IN_FORCE, least_years=2),
    "interim_SPO": OrderLaw(
        "s.5 Stalking Protection Act 2019", _SPA_2019_IN_FORCE, indefinite=False
    ),
    "FTRO": OrderLaw(
        "Sch.5 Counter-Terrorism Act 2008", date(2009, 10, 1), most_months=6, indefinite=False
    ),
}
_SHORT_FTO = _replaced_in_2015(
    "s.117 Sexual Offences Act 2003 as enacted", most_months=6, indefinite=False
)


def order_law(type_: str, made_on: date) -> OrderLaw:
    """What the law says of an order of that type made on that day; KeyError for another type."""
    if type_ == "FTO" and made_on < _FTO_LENGTHENED:
        return _SHORT_FTO
    return _LAWS[type_]


def s103d(made_on: date) -> date:
    """s.103D SOA 2003: a ban on foreign travel in an SHPO made that day lasts five years at most.

    The answer is its last day, unless the court extends it.
    """
    return beginning_with(made_on, years=5)
