"""Opening a record of somebody who is in no extract, after a look for who it may be already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openmappa.agencies.models import Area
from openmappa.agencies.pages import WEB, Request, Visitor, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.operations import Open, refusals
from openmappa.cases import actions as cases
from openmappa.cases.visibility import Sight, visible
from openmappa.law.dates import Period, in_words
from openmappa.nominals import entering, queries
from openmappa.nominals.identifiers import Identifier, parse
from openmappa.nominals.linkage import Name, Record, link
from openmappa.nominals.models import Nominal
from openmappa.nominals.register import FurtherIdentifier, Opening
from openmappa.web.register.forms import OpeningForm

NEW = 0  # the record that is to be opened, beside those that are there


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody on the register who may be the same person, and why."""

    id: int
    reference: str
    name: str
    why: str


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_OPEN, logs="search")
def record_open(request: Request) -> HttpResponse:
    """Open a record. Whoever may be the same person is shown first."""
    form = OpeningForm(request.POST or None, visitor=request.visitor)
    likely: list[Likely] = []
    if request.method == "POST" and form.is_valid():
        likely = likely_the_same(form.cleaned_data, request.visitor)
        if not likely or "somebody-else" in request.POST:
            with (
                refusals(),
                transaction.atomic(using=WEB),
                request.visitor.operation(
                    "open a record", reason=form.cleaned_data["reason"]
                ) as opened,
            ):
                reference = _open(opened, request.visitor, form.cleaned_data)
            shown(request, "a record that was opened")
            return redirect("person", reference)
    shown(request, "people who may be the same", [one.id for one in likely])
    faults = bool(form.errors)
    return render(
        request,
        "web/register/open.html",
        {"form": form, "likely": likely, "error": faults},
        status=422 if faults else 200,
    )


def likely_the_same(typed: dict[str, Any], visitor: Visitor) -> list[Likely]:
    """Who of those that the visitor may see could be the person of this form, as linkage judges."""
    identifiers = frozenset(
        found
        for kind in OpeningForm.numbers
        if (found := parse(kind, typed[kind])) is not None and found.valid
    )
    born = typed["born_on"]
    new = Record(NEW, (Name(typed["surname"], typed["forenames"]),), born, identifiers)
    near = queries.connected(identifiers, [born] if born else [], [], WEB)
    records = dict(queries.linkage_records(near, WEB, as_shown=True))
    judged = link([new, *records])
    why: dict[int, str] = {}
    nominal_of = {record.id: nominal for record, nominal in records.items()}
    said = [(found.a, found.b, found.why) for found in judged.links]
    said += [(found.a, found.b, found.why) for found in judged.questions]
    for a, b, because in said:
        if NEW in (a, b):
            why.setdefault(nominal_of[b if a == NEW else a], because)
    why = {**_by_entered_numbers(identifiers), **why}
    people = visible(visitor).people(Nominal.objects.using(WEB).filter(pk__in=[0, *why]))
    return [
        Likely(
            person.pk,
            str(person.reference),
            person.name,
            why[person.pk] if person.sight == Sight.FULL else "",
        )
        for person in people.order_by("surname", "forenames", "pk")
    ]


def _by_entered_numbers(identifiers: frozenset[Identifier]) -> dict[int, str]:
    """Whose numbers entered at a screen are among these."""
    found = FurtherIdentifier.objects.using(WEB).filter(
        valid=True,
        withdrawn_at=None,
        canonical__in=["", *(number.canonical for number in identifiers)],
    )
    labels = {(str(number.kind), number.canonical): str(number) for number in identifiers}
    return {
        nominal: f"the same {labels[kind, canonical]}"
        for nominal, kind, canonical in found.values_list("nominal_id", "kind", "canonical")
        if (kind, canonical) in labels
    }


def _open(opened: Open, visitor: Visitor, typed: dict[str, Any]) -> str:
    area = Area.objects.using(WEB).get(pk=int(typed["area"]))
    nominal = cases.register(
        by=visitor.name,
        area=area,
        surname=typed["surname"],
        forenames=typed["forenames"],
        born_on=typed["born_on"],
        reason=typed["reason"],
        operation=opened,
    )
    by = entering.Author(visitor.id, visitor.name, area.pk, typed["agency"])
    entering.enter(opened, Opening, nominal, by, {"reason": typed["reason"]})
    for kind in OpeningForm.numbers:
        if (number := parse(kind, typed[kind])) is not None:
            entering.enter(
                opened,
                FurtherIdentifier,
                nominal,
                by,
                {
                    "kind": kind,
                    "given": typed[kind],
                    "canonical": number.canonical,
                    "valid": number.valid,
                    "during": Period(None, None),
                    "source": f"When the record was opened, {in_words(visitor.today)}",
                },
            )
    return str(nominal.reference)
