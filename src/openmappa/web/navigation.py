"""The service navigation: what a person may not use is absent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse

from openmappa.agencies.pages import Visitor
from openmappa.agencies.permissions import Permission


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its words, the name of its page, and what its use needs."""

    text: str
    url_name: str
    needs: Permission | None


ITEMS = (
    Item("My work", "home", None),
    Item("My caseload", "caseload", Permission.CASELOAD_HOLD),
    Item("People", "people", Permission.PERSON_LIST),
    Item("On duty", "duty_search", Permission.DUTY_CARD_VIEW),
    Item("Transfers", "transfers", Permission.TRANSFER_VIEW),
    Item("Victims", "mentions", Permission.VICTIM_VIEW),
    Item("Reconcile my list", "reconcile", Permission.LIST_RECONCILE),
    Item("Law calculator", "law_calculator", Permission.LAW_CALCULATE),
    Item("Data quality", "quality", Permission.FINDING_VIEW),
    Item("Matches", "matches", Permission.MATCH_DECIDE),
    Item("People who sign in", "users", Permission.USER_ADMINISTER),
    Item("Imports", "imports", Permission.EXTRACT_IMPORT),
    Item("Rota", "rota", Permission.ROTA_KEEP),
    Item("Statistics", "statistics", Permission.FIGURES_VIEW),
    Item("Fairness", "fairness", Permission.FAIRNESS_VIEW),
    Item("Annual report", "annual_report", Permission.REPORT_VIEW),
    Item("Unusual reading", "unusual_reading", Permission.AUDIT_REVIEW),
    Item("Audit exports", "audit_exports", Permission.AUDIT_EXPORT),
    Item("Requests", "access_requests", Permission.ACCESS_ANSWER),
    Item("Erasures", "erasures", Permission.ERASURE_APPROVE),
    Item("Retention", "retention", Permission.RETENTION_REVIEW),
)


@lru_cache(maxsize=1024)  # every page names the same addresses
def address(url_name: str, **kwargs: object) -> str | None:
    """Where the page of this name is; None while there is no such page."""
    try:
        return reverse(url_name, kwargs=kwargs or None)
    except NoReverseMatch:
        return None


def navigation(visitor: Visitor | None, path: str) -> list[dict[str, object]]:
    """The entries for this visitor, the one that `path` lies under marked."""
    if visitor is None:
        return []
    entries = []
    for item in ITEMS:
        href = address(item.url_name)
        if href is not None and (item.needs is None or visitor.may(item.needs)):
            here = path == href or (href != "/" and path.startswith(href))
            entries.append({"text": item.text, "href": href, "active": here})
    return entries
