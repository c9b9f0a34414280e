"""What follows from a legal position, in sentences: what would end it, and what else binds."""

from __future__ import annotations

from openmappa.cases.queries import Position
from openmappa.law.dates import days_from, in_words
from openmappa.law.grounds import category_on

_NO_END = {
    1: "Category 1 has no last day. It ends with the person's death, or when the police or a court"
    " end the notification requirement on review (SOA 2003 ss.91A to 91F).",
    2: "Category 2 has no last day. It ends with the person's death, or when the sentence or order"
    " itself is ended.",
    3: "Category 3 has no last day. It ends when the area that identified the person decides that"
    " it no longer applies.",
    4: "Category 4 has no last day. It ends with the person's death, or when the sentence, order or"
    " decision it rests on is ended.",
}


def alive(position: Position) -> bool:
    """Whether the person is not known to have died before the day."""
    return position.died_on is None or position.on <= position.died_on


def endings(position: Position) -> list[str]:
    """What would end the category of the day, and what comes after it."""
    if position.category is None or not alive(position):
        return []
    category = position.category
    deciding = [ground for ground in position.running if ground.category == category]
    lasts = [ground.period.last for ground in deciding if ground.period.last is not None]
    if len(lasts) < len(deciding):
        return [_NO_END[category]]
    last = max(lasts)
    after = days_from(last, 1)
    grounds = (*position.running, *position.to_come)
    following = category_on([g.category for g in grounds if g.period.covers(after)], after)
    if following is None:
        return [f"MAPPA ceases to apply after {in_words(last)}, unless something new is recorded."]
    if following == category:
        return [f"Category {category} goes on after {in_words(last)} by another ground."]
    return [f"Category {category} ends after {in_words(last)}; Category {following} then applies."]
