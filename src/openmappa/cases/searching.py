"""What a visitor may search by: no role finds people by what it may not see of them."""

from __future__ import annotations

from openmappa.agencies.pages import Visitor
from openmappa.agencies.permissions import Part, Permission

# By whoever may list people at all, and by those who see a part of the record. Of a person in
# outline a search finds only the leading name, whatever the role (`people.listed`).
_BY_ALL = frozenset({"name", "born", "identifier", "record"})
_BY_PART = {
    Part.IDENTITY: frozenset({"vehicle", "mark", "look"}),
    Part.OFFENDING: frozenset({"method", "offence", "order_term"}),
    Part.CONTACT: frozenset({"address", "telephone", "e_mail", "online_name"}),
    Part.LOG: frozenset({"log"}),
}


def searchable(visitor: Visitor) -> frozenset[str]:
    """The kinds of fact by which this visitor's roles may find people."""
    roles = [
        held.role for held in visitor.postings if Permission.PERSON_LIST in held.role.permissions
    ]
    parts = {part for role in roles for part in role.sees}
    found = _BY_ALL if roles else frozenset[str]()
    return found.union(*(kinds for part, kinds in _BY_PART.items() if part in parts))
