"""The blind address check: whether an address is unsuitable or whom to ring, never who lives there.

What is told at once is by which term of the person's own orders it is unsuitable, or one line of a
rota because another registered person lives there, or that there is nothing to tell at once. What
may not be told on a page is put before people who know more: a victim's address before victim
liaison, every address at which somebody on the register lives before whoever looks after them. The
answer looks the same whether or not it was. How often one may ask is limited by the database.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from django.db import IntegrityError, connections, transaction
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods
from psycopg.errors import CheckViolation

from openmappa.agencies.pages import Request, page
from openmappa.agencies.permissions import Part, Permission
from openmappa.audit.operations import Open, refusals
from openmappa.cases.files import Form
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.person import identity
from openmappa.law.dates import in_words
from openmappa.law.workdays import working_days_after
from openmappa.nominals.models import Nominal

POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
LONGEST_LINE, LONGEST_WHY, SHORTEST_WHY = 120, 500, 10
WAIT_WORKING_DAYS = 2
ASKED = "a blind address check"
"""What the log calls each question; the measure of unusual reading goes by it."""


class TooOftenError(Exception):
    """The limits are reached, in words for who asked."""


class Answer(NamedTuple):
    """What is told at once: at most one of the two."""

    term: str = ""  # by which the address is unsuitable: "order term 4"
    ring: str = ""  # whom to ring, because another registered person may live there


def ask(
    *, by: str, nominal: Nominal, line: str, town: str, postcode: str, why: str, operation: Open
) -> Answer:
    """By which term the address is unsuitable, or whom to ring; both empty otherwise.

    Raises `TooOftenError`, and `PermissionDenied` where the scope may not ask for this person.
    """
    try:
        with (
            transaction.atomic(using=operation.using),
            connections[operation.using].cursor() as cursor,
            refusals(),
        ):
            cursor.execute(
                "select term, ring from cases_ask_address(%s, %s, %s, %s, %s)",
                [nominal.pk, line, town, postcode, why],
            )
            answer = Answer(*cursor.fetchone())
    except IntegrityError as error:
        if not isinstance(error.__cause__, CheckViolation):
            raise
        said = str(error.__cause__).splitlines()[0]
        raise TooOftenError(f"{said[:1].upper()}{said[1:]}") from error
    operation.record(
        "asked about an address",
        f"{by} asked about a proposed address, blind.",
        nominal_id=nominal.pk,
        reference=nominal.reference,
    )
    return answer


@require_http_methods(["GET", "POST"])
@page(needs=Permission.ADDRESS_CHECK, logs="search")
def address_check(request: Request, reference: str) -> HttpResponse:
    """Ask about a proposed address. What is typed is in no address and no log."""
    found = in_full(request, reference, Part.CONTACT)
    form = Form(request.POST.dict())
    told: Answer | None = None
    what = "the form of the blind address check"
    if request.method == "POST":
        line = form.text("line", LONGEST_LINE, "Enter house number or name, and street")
        town = form.text("town", LONGEST_LINE)
        postcode = " ".join(form.text("postcode", LONGEST_LINE, "Enter the postcode").split())
        if postcode and not POSTCODE.fullmatch(postcode.upper()):
            form.faults.append(("Enter a whole postcode, such as CB1 2AB", "postcode"))
        why = form.text("why", LONGEST_WHY, "Say why the address is proposed")
        if 0 < len(why) < SHORTEST_WHY:
            form.faults.append((f"Say why in at least {SHORTEST_WHY} characters", "why"))
        if not form.faults:
            what = ASKED
            try:
                with request.visitor.operation("ask about an address", reason=why) as operation:
                    told = ask(
                        by=request.visitor.name,
                        nominal=found,
                        line=line,
                        town=town,
                        postcode=postcode.upper(),
                        why=why,
                        operation=operation,
                    )
            except TooOftenError as error:
                form.faults.append((f"{error}. Ring the co-ordinator's office instead", "line"))
    return person_page(
        request,
        "cases/address_check.html",
        identity(found, request.on, request.visitor),
        what,
        form=form,
        fault=bool(form.faults),
        told=told,
        until=in_words(working_days_after(request.visitor.day, WAIT_WORKING_DAYS)),
    )
