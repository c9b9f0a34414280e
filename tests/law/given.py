"""Builders of invented facts."""

from datetime import date

from openmappa.law.dates import Period
from openmappa.law.facts import (
    Designation,
    Disposal,
    Facts,
    Level,
    Notification,
    Order,
    Stay,
    Travel,
    Whereabouts,
)

BORN = date(1975, 6, 1)


def day(text):
    return None if text is None else date.fromisoformat(text)


def period(first, last=None):
    return Period(day(first), day(last))


def given_disposal(disposal="imprisonment", convicted="2010-05-10", **changes):
    """An adult's sentence for a Schedule 3 offence; days may be text."""
    values = {
        "ref": "D1",
        "offence": "invented offence",
        "offence_class": "sexual_sch3",
        "convicted_on": day(convicted),
        "disposal": disposal,
    }
    days = {
        k: day(v) if isinstance(v, str) and k.endswith("_on") else v for k, v in changes.items()
    }
    return Disposal(**(values | days))


def given_order(kind="SOPO", made="2012-05-01", **changes):
    days = {
        k: day(v) if isinstance(v, str) and k.endswith("_on") else v for k, v in changes.items()
    }
    return Order(**({"ref": "O1", "type": kind, "made_on": day(made)} | days))


def given_designation(first="2014-10-01", last=None, **changes):
    return Designation("C1", "Cambridgeshire", period(first, last), **changes)


def given_facts(*facts, born=BORN, **rest):
    """Facts of one person, sorted into their lists by what they are."""
    lists = {
        "disposals": Disposal,
        "orders": Order,
        "designations": Designation,
        "whereabouts": Whereabouts,
        "notifications": Notification,
        "stays": Stay,
        "travel": Travel,
        "levels": Level,
    }
    sorted_in = {name: tuple(f for f in facts if isinstance(f, cls)) for name, cls in lists.items()}
    return Facts(born=born, **(sorted_in | rest))


def given_registered(*facts, **rest):
    """Facts of someone registered without end since 10 May 2010, out of custody, notified since."""
    rest.setdefault("notifications", (Notification(date(2014, 1, 20), "periodic"),))
    return given_facts(given_disposal("life"), *facts, **rest)
