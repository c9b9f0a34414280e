"""What a visitor may search by: no role finds people by what it may not see of them."""

from __future__ import annotations

from openmappa.agencies.pages import Visitor
from openmappa.nominals.search import KINDS

_ALL = frozenset(KINDS)

# By role. Of a person in outline a search finds only the leading name, whatever the role
# (`people.listed`).
BY_ROLE = {"police": _ALL, "probation": _ALL, "prison": _ALL, "coordinator": _ALL}


def searchable(visitor: Visitor) -> frozenset[str]:
    """The kinds of fact by which this visitor's roles may find people."""
    return frozenset[str]().union(
        *(BY_ROLE.get(held.role.key, frozenset()) for held in visitor.postings)
    )
