"""A sealed word for a record that somebody was only told of: it opens nothing, and only theirs.

Whoever searched and got a pointer may write to the record's manager or break the glass. The address
of those pages bears this word and not the reference, which they were not told.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.http import Http404

from openmappa.agencies.pages import Visitor

_HOLDS_SECONDS = 60 * 60
_SALT = "openmappa.pointed"


@dataclass(frozen=True, slots=True)
class Pointed:
    """The record meant, and the area that holds it, if the visitor was told."""

    nominal_id: int
    area: str


def pointed(visitor: Visitor, nominal_id: int, area: str) -> str:
    """The word for one record and one visitor; it holds for an hour."""
    return signing.dumps([visitor.id, nominal_id, area], salt=_SALT)


def meant(visitor: Visitor, word: str) -> Pointed:
    """Which record a word means; Http404 if it is not this visitor's, or too old."""
    try:
        whose, nominal_id, area = signing.loads(word, salt=_SALT, max_age=_HOLDS_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    if whose != visitor.id:
        raise Http404
    return Pointed(nominal_id, area)
