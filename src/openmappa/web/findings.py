"""Findings: what is odd but possible in records, by kind, each with what to do."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmappa.agencies.pages import WEB, Request, Visitor, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.cases.visibility import visible
from openmappa.nominals.models import Finding
from openmappa.web.navigation import address

ON_A_PAGE = 50

# What each code is called, and what to do about it.
_OWN_SYSTEM = "correct it in the agency's own system; the next extract settles it"
_COURT = "check with the court; until then it stands as the court's record says"
WORDS = {
    "cases.two_areas_claim": (
        "Two areas claim the person",
        "Agree with the other area who is responsible, and correct it there.",
    ),
    "cases.two_levels": (
        "Two levels at one time",
        "Say which level holds, and end the other in the agency's own system.",
    ),
    "cases.category_3_without_level": (
        "Category 3 without Level 2 or 3",
        "Category 3 is managed at Level 2 or 3: record the level, or end the designation.",
    ),
    "opened.same_person": (
        "Opened at a screen, and in an extract",
        "Look for the other record by number or name. If they are one person, the two records must"
        " become one.",
    ),
    "register.shared_number": (
        "Number that somebody else has, too",
        "Look for the other by the number. One person under two names: ask for the records to be"
        " merged. A slip: correct the number.",
    ),
    "extract.no_date_of_birth": (
        "No date of birth",
        "Find it, and enter it in the agency's own system.",
    ),
    "extract.very_old": (
        "Very old",
        "Check whether the person is alive, and whether the birth is right.",
    ),
    "extract.births_differ": (
        "Births differ between agencies",
        "Find out which is right; if it is somebody else, decide the possible match.",
    ),
    "extract.deaths_differ": (
        "Deaths differ between agencies",
        "Check the day of death; the earliest counts until then.",
    ),
    "extract.identifier_not_valid": (
        "Identifier cannot be read",
        "Check the number; a number that cannot be read links nobody.",
    ),
    "extract.pnc_ids_differ": (
        "Two PNC ids for one person",
        "Check whether these are two people; if so, decide the possible match.",
    ),
    "extract.sentenced_before_conviction": (
        "Sentenced before conviction",
        f"One of the days is wrong: {_OWN_SYSTEM}.",
    ),
    "extract.term_unknown": (
        "Term not known",
        "Find the length of the sentence: the category may hang on it.",
    ),
    "extract.sentence_without_end": (
        "Sentence without an end",
        "Enter the day on which it ends: the person counts until then.",
    ),
    "extract.term_too_long": ("Term longer than the law allows", f"Check the term: {_COURT}."),
    "extract.sentence_ends_early": ("Sentence ends early", f"Check the days: {_OWN_SYSTEM}."),
    "extract.convicted_under_ten": (
        "Convicted under the age of ten",
        "Check birth and conviction: nobody under ten can be convicted.",
    ),
    "extract.order_too_long": ("Order longer than the law allows", f"Check its end: {_COURT}."),
    "extract.order_not_available": (
        "Order that could not be made then",
        f"Check the kind and the day: {_COURT}.",
    ),
    "extract.applied_after_making": (
        "Applied for after it was made",
        f"One of the days is wrong: {_OWN_SYSTEM}.",
    ),
    "extract.travel_ban_outlived": (
        "Ban on travel past its longest time",
        f"Check the ban: {_COURT}.",
    ),
    "extract.order_stated_twice": (
        "Order stated twice",
        "Withdraw one of the two, so that it counts once.",
    ),
    "extract.decision_incomplete": (
        "Decision on a breach incomplete",
        "Enter the decision and its day: until then it is not counted.",
    ),
    "extract.decision_not_for_licence": (
        "Decision that does not fit the breach",
        f"Check the decision: {_OWN_SYSTEM}.",
    ),
    "extract.breach_out_of_order": (
        "Days of a breach out of order",
        f"One of the days is wrong: {_OWN_SYSTEM}.",
    ),
    "extract.breach_outside_order": (
        "Breach outside the order",
        "Check whether it was of another order.",
    ),
    "extract.nobody_responsible": (
        "Nobody responsible",
        "Find out which area is responsible now, and record it.",
    ),
    "extract.after_death": (
        "Something recorded after death",
        "Check the death first: it ends everything else.",
    ),
    "extract.stated_twice": ("Stated twice", "Withdraw one of the two, so that it counts once."),
}
OTHER = ("Something else odd", f"Look into the record: {_OWN_SYSTEM}.")


def in_sight(visitor: Visitor) -> QuerySet[Finding]:
    """The open findings that the visitor may see.

    Who keeps an area's record in order sees all of that area; practitioners those of people whose
    record they may see in full.
    """
    keeping = {
        held.area_id
        for held in visitor.postings
        if Permission.FINDING_VIEW in held.role.permissions
        and Permission.PERSON_VIEW not in held.role.permissions
    }
    theirs = Q(area__in=visitor.areas(Permission.FINDING_VIEW)) & Q(
        nominal__in=visible(visitor).people_in_full().values("pk")
    )
    if not visitor.may(Permission.PERSON_VIEW):
        theirs = Q(pk__in=[])
    return Finding.objects.using(WEB).filter(Q(area__in=keeping) | theirs, gone_at=None)


@require_GET
@page(needs=Permission.FINDING_VIEW, logs="list")
def findings(request: Request) -> HttpResponse:
    """Every kind with its number and what to do; those of one kind, or all, below."""
    found = in_sight(request.visitor)
    numbers = dict(found.values_list("code").annotate(n=Count("pk")))
    code = request.GET.get("code", "")
    if code in numbers:
        found = found.filter(code=code)
    else:
        code = ""
    part = Paginator(
        found.order_by("code", "nominal_id", "pk").values(
            "code", "sentence", "found_at", "nominal_id", "nominal__reference", "area__name"
        ),
        ON_A_PAGE,
    ).get_page(request.GET.get("page"))
    shown(request, f"findings {code}".strip(), sorted({row["nominal_id"] for row in part}))
    opens = request.visitor.may(Permission.PERSON_VIEW)
    return render(
        request,
        "web/findings.html",
        {
            "listed": part,
            "code": code,
            "chosen": urlencode({"code": code}) if code else "",
            "kinds": sorted(
                ((*WORDS.get(known, OTHER), n, known) for known, n in numbers.items()),
                key=lambda kind: (-kind[2], kind[0]),
            ),
            "label": WORDS.get(code, OTHER) if code else None,
            "words": {known: WORDS.get(known, OTHER)[0] for known in numbers},
            "hrefs": {
                row["nominal__reference"]: address("person", reference=row["nominal__reference"])
                if opens
                else None
                for row in part
            },
        },
    )
