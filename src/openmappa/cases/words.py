"""Words for what records hold, as practitioners say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from openmappa.law.dates import ONE_DAY, Period, in_words

CATEGORIES = {
    1: "Category 1: registered sexual offender",
    2: "Category 2: violent or other sexual offender",
    3: "Category 3: other dangerous offender",
    4: "Category 4: terrorist or terrorist risk offender",
}
_WHERE = {
    "prison": "in prison",
    "yoi": "in a young offender institution",
    "secure_hospital": "in a secure hospital",
    "immigration_detention": "in immigration detention",
    "approved_premises": "in approved premises",
    "unlawfully_at_large": "unlawfully at large",
    "abroad": "abroad",
    "deported": "deported",
}


def plain(code: str) -> str:
    """A word of the extract format as people write it: "community_order" is "community order"."""
    return code.replace("_", " ")


def where_words(whereabouts: Sequence[str] | None) -> str:
    """Where somebody is, from kind and place of their whereabouts; none means at home."""
    if whereabouts is None:
        return "in the community"
    kind, place = whereabouts
    said = _WHERE.get(kind, plain(kind))
    return f"{said} ({place})" if place else said


def span(period: Period, on: date | None = None) -> str:
    """A time in words: "since ...", "from ... to ...", "until ..."."""
    if period.first is None:
        return "always" if period.last is None else f"until {in_words(period.last)}"
    if period.last is None:
        future = on is not None and period.first > on
        return f"{'from' if future else 'since'} {in_words(period.first)}"
    if period.first == period.last:
        return f"on {in_words(period.first)}"
    return f"{in_words(period.first)} to {in_words(period.last)}"


_RANGE = re.compile(r"[\[(]([0-9-]*),([0-9-]*)[)\]]")


def stored_span(text: str) -> str:
    """A time as the database writes it ("[2015-01-02,)") in words; other text as it stands."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return text
    first, after = (date.fromisoformat(day) if day else None for day in found.groups())
    return span(Period(first, after - ONE_DAY if after else None))


def series(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *rest, last = parts
    return f"{', '.join(rest)} and {last}" if rest else last


def months(number: int) -> str:
    """A length such as "1 month" or "18 months"."""
    return f"{number} month{'' if number == 1 else 's'}"


LONGEST_TOLD = 300


def log_words(fact: str, opinion: str) -> str:
    """An entry of the log where only its beginning has room, fact and opinion told apart."""
    return shortened(" ".join(text for text in (fact, as_said("opinion", opinion)) if text))


def as_said(standing: str, text: str) -> str:
    """A text of a person as it is read: what is opinion is marked so; no text is nothing."""
    return f"Opinion: {text}" if text and standing == "opinion" else text


def shortened(text: str) -> str:
    """A text as it is told where only its beginning has room, cut between words."""
    if len(text) <= LONGEST_TOLD:
        return text
    return f"{text[:LONGEST_TOLD].rsplit(' ', 1)[0]} …"
