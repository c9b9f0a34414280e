"""Before the knock and after it: what an officer should know and find out, and the visit's record.

The brief gathers what stands in the record; what it lacks are the questions of the visit, and the
answers go with the rest into the log. A visit on which the person was not seen is an attempt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.models import AGENCIES
from openmappa.agencies.pages import WEB, Request, page
from openmappa.agencies.permissions import Part, Permission
from openmappa.agencies.settings import setting
from openmappa.audit.operations import refusals
from openmappa.cases.pages import in_full, may_write, person_page
from openmappa.cases.person import identity
from openmappa.law.dates import days_from
from openmappa.nominals import entering, register, tasks
from openmappa.nominals.models import Access, Nominal
from openmappa.nominals.register import Activity, Relationship, WarningMarker
from openmappa.web import quality
from openmappa.web.caseload.tasks import the_day
from openmappa.web.register import reading
from openmappa.web.register.fields import Choice, Clock, Day, Line, Long, Tick
from openmappa.web.register.forms import NOT_THE_VICTIM
from openmappa.web.register.sections import GENDER, SECTIONS
from openmappa.web.register.views import author, kept

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen
    from openmappa.web.register.reading import Entry

DRAFT = "visit"
LONGEST_AHEAD_DAYS = 730
SEEN = {
    "seen": "seen",
    "others": "not seen; somebody else answered",
    "no_reply": "no reply",
}
ANNOUNCED = {"unannounced": "unannounced", "announced": "announced"}
PLANNED = {"planned": "planned", "unplanned": "not planned"}
# What a visit can find out, of each kind of thing that a record may lack (`quality.KINDS`).
QUESTIONS = {
    "address-unverified": "Does he or she live here, and what shows it?",
    "no-photograph": "Was a photograph taken? Why not, if not?",
    "photograph-old": "Was a new photograph taken? How do looks differ?",
    "marker-overdue": "Does each warning still hold?",
    "clash": "What does the person say of what agencies' records state differently?",
    "no-youth-lead": "Who works with the child for youth justice?",
}
ALWAYS = {
    "household": "Who lives here or stays, and is anybody under 18?",
    "devices": "Which telephones, devices and vehicles are there?",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """What nobody knows or has verified, since when, and what a visit asks about it."""

    code: str
    said: str
    question: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an agency entered since the last visit in one section of the record."""

    title: str
    key: str
    agency: str
    rows: int
    last: date


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def visit_brief(request: Request, reference: str) -> HttpResponse:
    """Who should be in, what to be careful of, what nobody has verified, what is new."""
    found = in_full(request, reference, Part.LOG)
    today = request.on
    last, attempts = _visits(found)
    return person_page(
        request,
        "web/visit_brief.html",
        identity(found, today, request.visitor),
        "the brief before a visit",
        under="log",
        warnings=_warnings(found, today),
        lives=_lives(found, today, request),
        household=_household(found, today, request),
        gaps=gaps(request, found),
        always=list(ALWAYS.values()),
        last=last,
        attempts=attempts,
        changes=_changes(found, last),
        two=_two_officers(found, today),
        writes=may_write(request, found, Part.LOG),
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def visit_record(request: Request, reference: str) -> HttpResponse:
    """Record a visit, or the attempt at one; the next one becomes a task of whoever records it."""
    found = in_full(request, reference, Part.LOG)
    if not may_write(request, found, Part.LOG):
        raise PermissionDenied
    visitor = request.visitor
    asks = {gap.code: gap.question for gap in gaps(request, found) if gap.question} | ALWAYS
    two = _two_officers(found, visitor.today)
    draft = entering.Form(visitor.id, found.pk, DRAFT, 0)
    saved_at = None
    if request.method == "POST":
        form = VisitForm(request.POST, today=visitor.day, asks=asks, two=two)
        if form.is_valid():
            _record(request, found, form, draft)
            return redirect("log", reference)
    else:
        begun = entering.draft(WEB, draft)
        said: dict[str, Any] = {"happened_on": visitor.today, "officers": visitor.name}
        if begun is not None:
            said, saved_at = kept(VisitForm, begun.fields), begun.saved_at
            said |= {name: text for name, text in begun.fields if name.startswith("asked-")}
        form = VisitForm(initial=said, today=visitor.day, asks=asks, two=two)
    return person_page(
        request,
        "web/visit_record.html",
        identity(found, request.on, visitor),
        "the record of a visit",
        under="log",
        form=form,
        saved_at=saved_at,
        error=bool(form.errors),
        fault=form.errors,
    )


def _record(request: Request, found: Seen, form: VisitForm, draft: entering.Form) -> None:
    visitor, typed = request.visitor, form.cleaned_data
    with (
        refusals(),
        transaction.atomic(using=WEB),
        visitor.operation("record a visit") as opened,
    ):
        entering.log(
            opened,
            found,
            author(request, found, Part.LOG),
            kind="visit" if typed["seen"] == "seen" else "attempt",
            happened_on=typed["happened_on"],
            happened_at=typed["happened_at"],
            fact=form.told(),
            opinion=typed["opinion"],
            class_of_person=typed["class_of_person"],
        )
        if typed["next_on"]:
            tasks.give(
                by=visitor.name,
                nominal=found,
                to=tasks.Taker(visitor.id, visitor.name, visitor.agency),
                what="Visit",
                due=typed["next_on"],
                statutory=False,
                operation=opened,
            )
        entering.drop_draft(WEB, draft)


class VisitForm(forms.Form):
    """What happened on a visit; the questions are those that the record leaves open."""

    happened_on = Day("When", needed="Enter the day of the visit")
    happened_at = Clock("Time of day", hint="For example, 14:30.")
    planned = Choice("Was it planned?", PLANNED)
    announced = Choice("Was it announced?", ANNOUNCED)
    seen = Choice(
        "Was the person seen?", SEEN, hint="Unless the person was seen it is an attempt, no visit."
    )
    officers = Line("Officers", needed=True, hint="All who went, by name, with commas between.")
    alone = Tick("One officer went alone")
    fact = Long("What was seen and said, as fact", hint=NOT_THE_VICTIM)
    opinion = Long("What you make of it", hint="Your opinion, kept apart from the fact.")
    next_on = Day("Next visit by", hint="It becomes a task of yours. Leave it empty for none.")
    class_of_person = Choice("Whom it is about", register.CLASSES, initial="convicted")

    folded = ("class_of_person",)

    def __init__(
        self, *args: Any, today: date, asks: Mapping[str, str], two: bool, **kwargs: Any
    ) -> None:
        self.today, self.asks, self.two = today, asks, two
        super().__init__(*args, **kwargs)
        for code, question in asks.items():
            self.fields[f"asked-{code}"] = Long(question)
        self.order_fields(
            [
                *("happened_on", "happened_at", "planned", "announced", "seen"),
                *("officers", "alone", *(f"asked-{code}" for code in asks)),
            ]
        )

    def clean(self) -> dict[str, Any]:
        """It has happened; who went alone where two go says so; the next lies ahead."""
        typed = cast("dict[str, Any]", super().clean())
        day, coming = typed.get("happened_on"), typed.get("next_on")
        if day and day > self.today:
            self.add_error("happened_on", "A visit is recorded once it has happened")
        if coming:
            today = the_day()
            if not today <= coming <= days_from(today, LONGEST_AHEAD_DAYS):
                self.add_error("next_on", "Enter a day from today on, within two years")
        if self.two and len(self._officers(typed)) == 1 and not typed.get("alone"):
            self.add_error(
                "officers",
                "Two officers visit here: name the other, or say that one officer went alone",
            )
        return typed

    def _officers(self, typed: Mapping[str, Any]) -> list[str]:
        return [
            name for name in re.split(r",|;|\band\b", typed.get("officers", "")) if name.strip()
        ]

    def told(self) -> str:
        """The visit as the log tells it."""
        typed = self.cleaned_data
        told = (PLANNED[typed["planned"]], ANNOUNCED[typed["announced"]], SEEN[typed["seen"]])
        said = "; ".join(told)
        alone = " One officer went alone." if len(self._officers(typed)) == 1 else ""
        lines = [f"{said[:1].upper()}{said[1:]}. Officers: {typed['officers']}.{alone}"]
        for code, question in self.asks.items():
            if answer := typed[f"asked-{code}"]:
                lines.append(f"{question} {answer}")
        return "\n".join([*lines, typed["fact"]] if typed["fact"] else lines)


# What the brief says


def gaps(request: Request, person: Seen) -> list[Gap]:
    """What the record lacks today that a visit can find out, or an officer should know of."""
    look = quality.looking(request.visitor, own=False, of=[person.pk])
    numbers = quality.counts(look)
    dated: dict[str, Any] = {
        code.replace("-", "_"): since(look)
        for code in QUESTIONS
        if (since := quality.KINDS[code].since) is not None
    }
    days: Any = Nominal.objects.using(WEB).filter(pk=person.pk).values(**dated).first() or {}
    return [
        Gap(code, quality.KINDS[code].said(days.get(code.replace("-", "_"))), question)
        for code, question in QUESTIONS.items()
        if numbers[code]
    ]


def _visits(person: Seen) -> tuple[Activity | None, int]:
    """The last visit, and how many attempts there were since."""
    rows = Activity.objects.using(WEB).filter(nominal=person)
    last = rows.filter(kind="visit").order_by("-happened_on", "-pk").first()
    since = rows.filter(kind="attempt")
    if last is not None:
        later = Q(happened_on=last.happened_on, pk__gt=last.pk)
        since = since.filter(Q(happened_on__gt=last.happened_on) | later)
    return last, since.count()


def _warnings(person: Seen, on: date) -> list[tuple[str, str]]:
    if Part.MARKERS not in person.sees:
        return []
    rows = WarningMarker.objects.using(WEB).filter(
        nominal=person, withdrawn_at=None, during__contains=on
    )
    return [
        (register.MARKERS[kind], reason)
        for kind, reason in rows.order_by("pk").values_list("kind", "reason")
    ]


def _lives(person: Seen, on: date, request: Request) -> list[Entry]:
    """Where the person lives, with who looked last whether they do."""
    if Part.CONTACT not in person.sees:
        return []
    return reading.entries(SECTIONS["addresses"], person, on, request.visitor).current


def _household(person: Seen, on: date, request: Request) -> list[Entry]:
    """Who is said to live with the person."""
    if Part.LIFE not in person.sees:
        return []
    section = SECTIONS["relationships"]
    shared = set(
        Relationship.objects.using(WEB)
        .filter(nominal=person, household=True, withdrawn_at=None)
        .values_list("pk", flat=True)
    )
    current = reading.entries(section, person, on, request.visitor).current
    return [entry for entry in current if entry.id in shared]


def _changes(person: Seen, last: Activity | None) -> list[Change]:
    """What agencies entered since the last visit, in the sections that the visitor sees."""
    sections = [s for s in SECTIONS.values() if s.part in person.sees and s.key != GENDER]
    since = last.entered_at if last is not None else datetime(1, 1, 1)  # noqa: DTZ001
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            " union all ".join(
                f"select {number}, agency, count(*), (max(entered_at) at time zone 'Europe/London')"
                f" from {section.model._meta.db_table}"
                " where nominal_id = %s and entered_at > %s group by agency"
                for number, section in enumerate(sections)
            )
            + " order by 4 desc, 1, 2",
            [person.pk, since] * len(sections),
        )
        return [
            Change(sections[number].title, sections[number].key, AGENCIES[agency], rows, at.date())
            for number, agency, rows, at in cursor.fetchall()
        ]


def _two_officers(person: Seen, on: date) -> bool:
    """Whether the responsible area lets two officers go together: a warning, never a bar."""
    area = (
        Access.objects.using(WEB)
        .filter(nominal=person, basis="responsible", during__contains=on)
        .values_list("area", flat=True)
        .first()
    )
    return setting("visit.two_officers", area, on, WEB) == "yes"
