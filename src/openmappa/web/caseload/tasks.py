"""What people give each other to do about a person: given, done, given to another, put off.

What the rules ask of the person stands beside it, and can be given to a colleague and taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.models import BooleanField, Case, F, Q, QuerySet, When
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.models import AGENCIES
from openmappa.agencies.pages import SEEN, WEB, Request, Visitor, mark, overtaken, page, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.agencies.roles import ROLES
from openmappa.audit.history import TODAY
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.person import identity
from openmappa.cases.visibility import visible
from openmappa.law.dates import days_from, in_words
from openmappa.nominals import tasks
from openmappa.nominals.models import LONGEST_SNOOZE_DAYS, RULED, Nominal, Task
from openmappa.nominals.tasks import Taker
from openmappa.web.caseload.asking import STANDING, Asked, Field
from openmappa.web.caseload.queries import acting_for
from openmappa.web.caseload.ruled import Ruled, ruled

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

# Whether a task is the visitor's to move, put off or do.
TASKED = RawSQL("select nominals_tasked(nominals_task)", [], output_field=BooleanField())
SOON_DAYS = 7
DONE_SHOWN = 20
SNOOZES_SHOWN_DAYS = 28


def when(due: date, today: date) -> str:
    """When something is due, in words that say by themselves whether it is overdue or soon."""
    days = (due - today).days
    if days < 0:
        return f"Overdue by {-days} day{'' if days == -1 else 's'}: due {in_words(due)}"
    if days == 0:
        return "Due today"
    if days <= SOON_DAYS:
        return f"Due soon, in {days} day{'' if days == 1 else 's'}: {in_words(due)}"
    return f"Due {in_words(due)}"


def when_before(due: date, began: date) -> str:
    """When something was due, of which the system cannot know: it came in use after that."""
    return f"Was due {in_words(due)}, before {in_words(began)}"


@dataclass(frozen=True, slots=True)
class Given:
    """A task as lists show it: whose it is, when it is due in words, and what became of it."""

    row: Task
    due: str
    tone: str
    mine: bool
    may: bool
    can_wait: bool


@dataclass(frozen=True, slots=True)
class Asks:
    """Something that a rule asks, as lists show it: when it is due, and whose it is if given on."""

    ruled: Ruled
    href: str | None
    due: str
    tone: str
    task: Task | None
    may: bool


def the_day() -> date:
    """Today, as the database has it, which decides what is overdue."""
    with connections[WEB].cursor() as cursor:
        cursor.execute("select audit_today()")
        (today,) = cursor.fetchone()
        found: date = today
        return found


def tone(due: date, today: date) -> str:
    """The colour that goes with the words of `when`."""
    return "red" if due < today else "orange" if (due - today).days <= SOON_DAYS else "grey"


@dataclass(frozen=True, slots=True)
class OfMine:
    """A task of the visitor's, or of one whom they cover for (`mine`), or that they gave away.

    Or what a rule asks of somebody whom they manage, and somebody gave on.
    """

    task: Task
    mine: bool
    of_myself: bool

    @property
    def key(self) -> tuple[int, str, str]:
        """Which thing that a rule asks it is, as `Ruled.key`."""
        return self.task.nominal_id, self.task.kind, self.task.concerns

    @property
    def with_whom(self) -> str:
        """Whose it is, as a sentence after others; empty for the visitor's own."""
        if self.of_myself:
            return ""
        return f" With {self.task.taker.name}{', whom you cover for' if self.mine else ''}."


def of_the_visitor(visitor: Visitor, managed: Collection[int] = ()) -> list[OfMine]:
    """What is still to do of the visitor, of whom they cover for, and what they gave to others.

    Of those whom they manage also what a rule asks that others gave on.
    """
    ours = Q(taker__in=acting_for(visitor))
    found = list(
        Task.objects.using(WEB)
        .filter(
            ours | Q(entered_by_id=visitor.id) | Q(kind__in=RULED, nominal__in=managed),
            done_at=None,
        )
        .annotate(mine=Case(When(ours, then=True), default=False))
        .select_related("nominal", "taker")
        .order_by("due_on", "pk")
    )
    sees = _sees_the_log(visitor, {task.nominal_id for task in found})
    return [
        OfMine(task, task.mine, task.taker_id == visitor.id)
        for task in found
        if task.nominal_id in sees
    ]


def _sees_the_log(visitor: Visitor, ids: set[int]) -> set[int]:
    """Those of these people whose whole record the visitor may see, the log with it."""
    if not ids:
        return set()
    among = Nominal.objects.using(WEB).filter(pk__in=ids)
    people = visible(visitor).people_in_full(among)
    return set(people.values_list("pk", flat=True))


def put_off_of_the_team(visitor: Visitor) -> list[Any]:
    """Every time that one of the team's tasks was put off in the last four weeks, latest first."""
    states: QuerySet[Any] = Task.pgh_event_model.objects.using(WEB)  # type: ignore[attr-defined] # pghistory's
    found = list(
        states.filter(
            put_off_on__gt=TODAY - SNOOZES_SHOWN_DAYS,
            area__in=visitor.areas(Permission.CASELOAD_ASSIGN),
        )
        .filter(_of_the_agency(visitor))
        .order_by("pgh_obj", "put_off_on", "due_on", "pgh_id")
        .distinct("pgh_obj", "put_off_on", "due_on")
        .select_related("nominal", "taker")
    )
    sees = _sees_the_log(visitor, {row.nominal_id for row in found})
    found = [row for row in found if row.nominal_id in sees]
    return sorted(found, key=lambda row: (row.put_off_on, row.pgh_id), reverse=True)


@dataclass(frozen=True, slots=True)
class Passed:
    """That something to do went from one colleague to another: when, by whom and why."""

    row: Any
    from_whom: str


def given_on_in_the_team(visitor: Visitor) -> list[Passed]:
    """What went from one of the team to a colleague in the last four weeks, latest first."""
    since = timezone.now() - timedelta(days=SNOOZES_SHOWN_DAYS)
    moved = (
        Task.objects.using(WEB)
        .filter(moved_at__gt=since, area__in=visitor.areas(Permission.CASELOAD_ASSIGN))
        .filter(_of_the_agency(visitor))
    )
    states: QuerySet[Any] = Task.pgh_event_model.objects.using(WEB)  # type: ignore[attr-defined] # pghistory's
    rows = list(
        states.filter(pgh_obj__in=moved.values("pk"))
        .order_by("pgh_obj", "pgh_id")
        .select_related("nominal", "taker")
    )
    sees = _sees_the_log(visitor, {row.nominal_id for row in rows})
    found = []
    for before, row in zip([None, *rows], rows, strict=False):
        same = before is not None and before.pgh_obj_id == row.pgh_obj_id
        if row.moved_at is None or row.moved_at <= since or row.nominal_id not in sees:
            continue
        if not same or before.moved_at != row.moved_at:
            found.append(Passed(row, before.taker.name if same else row.entered_by))
    return sorted(found, key=lambda one: (one.row.moved_at, one.row.pgh_id), reverse=True)


def _of_the_agency(visitor: Visitor) -> Q:
    office = {"coordinator", "deputy_coordinator"}
    if any(held.role.key in office for held in visitor.postings):
        return Q()
    return Q(taker__agency=visitor.agency)


def _when_asked(one: Ruled, today: date) -> tuple[str, str]:
    """When it is due, and the colour that goes with the words."""
    if one.due is None:
        return "", ""
    if one.began is not None:
        return when_before(one.due, one.began), "grey"
    return when(one.due, today), tone(one.due, today)


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def person_tasks(request: Request, reference: str) -> HttpResponse:
    """What is to do about the person, by due day, and what was done lately."""
    found = in_full(request, reference, Part.LOG)
    visitor = request.visitor
    asked = {one.key: one for one in ruled(visitor, [found.pk])}
    rows = list(
        Task.objects.using(WEB)
        .filter(nominal=found)
        .annotate(may=TASKED)
        .select_related("taker")
        .order_by(F("done_at").desc(nulls_first=True), "due_on", "pk")
    )
    today = the_day()
    ours = set(acting_for(visitor).values_list("pk", flat=True))
    waiting = [
        Given(
            row,
            when(row.due_on, today),
            tone(row.due_on, today),
            row.taker_id in ours,
            row.may,
            not row.statutory and row.due_on >= today,
        )
        for row in rows
        if row.done_at is None and row.due_on is not None and row.kind not in RULED
    ]
    given_on = {
        (row.nominal_id, row.kind, row.concerns): row for row in rows if row.done_at is None
    }
    gives_on = _may_give(request, found) and _may_give_on(found)
    return person_page(
        request,
        "web/caseload/tasks.html",
        identity(found, request.on, visitor),
        "the tasks",
        waiting=waiting,
        asked=[
            Asks(
                one,
                one.href(str(found.reference)),
                *_when_asked(one, visitor.today),
                task := given_on.get(key),
                task.may if task else gives_on and one.givable,
            )
            for key, one in sorted(
                asked.items(), key=lambda row: (row[1].due or date.max, row[1].what)
            )
        ],
        done=[row for row in rows if row.done_at is not None][:DONE_SHOWN],
        may_give=_may_give(request, found),
    )


def _may_give_on(person: Nominal) -> bool:
    """Whether the visitor manages the person, or covers for who does, or assigns cases."""
    with connections[WEB].cursor() as cursor:
        cursor.execute("select nominals_gives_on(%s)", [person.pk])
        (may,) = cursor.fetchone()
        return bool(may)


def _may_give(request: Request, found: Seen) -> bool:
    return request.visitor.may(Permission.RECORD_WRITE) and Part.LOG in found.writes


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def task_give(request: Request, reference: str) -> HttpResponse:
    """Give somebody, or oneself, something to do about the person."""
    found = in_full(request, reference, Part.LOG)
    if not _may_give(request, found):
        raise PermissionDenied
    people = tasks.takers(found.pk, WEB)
    asked = Asked(request)
    if request.method == "POST":
        to = _whom(asked, people, request.visitor)
        what = asked.text("what", "what is to be done", shortest=5)
        due = asked.day("due", "the day by which it is due", first=the_day())
        statutory = request.POST.getlist("statutory") == ["yes"]
        if to is not None and due is not None and not asked.faults:
            with asked.doing(), request.visitor.operation("task") as opened:
                tasks.give(
                    by=request.visitor.actor,
                    nominal=found,
                    to=to,
                    what=what,
                    due=due,
                    statutory=statutory,
                    operation=opened,
                )
            if not asked.faults:
                return redirect("person_tasks", found.reference)
    shown(request, "a task to be given", [found.pk], area=request.visitor.area_names)
    return asked.again(
        "Give a task",
        [
            Field(
                "what",
                "What is to be done",
                "Everybody who may read the log of this record reads it too",
                "lines",
            ),
            _whom_field(people, request.visitor),
            Field("due", "By which day", "Today or later", "day"),
            Field(
                "statutory",
                "Is it a duty in law?",
                "Then it is never put off: it is done, or given to somebody else",
                "many",
                [("yes", "Yes, it is statutory")],
            ),
        ],
        "Give the task",
        reverse("person_tasks", args=[reference]),
        about=found.name,
    )


def _whom_field(people: list[Taker], visitor: Visitor, *, but: int = 0) -> Field:
    oneself = [(str(one.id), "Myself") for one in people if one.id == visitor.id != but]
    others = [
        (str(one.id), f"{one.name}, {AGENCIES[one.agency].lower()}")
        for one in people
        if one.id not in (visitor.id, but)
    ]
    return Field(
        "to", "To whom", "Whoever may open this record is in the list", "pick", oneself + others
    )


def _whom(asked: Asked, people: list[Taker], visitor: Visitor, *, but: int = 0) -> Taker | None:
    chosen = asked.choice("to", "to whom", _whom_field(people, visitor, but=but).options)
    return next((one for one in people if str(one.id) == chosen), None)


def _who_sees(part: Part | None, people: list[Taker]) -> list[Taker]:
    """Those of these people who see the part by one of their roles."""
    return [
        one
        for one in people
        if part is None or any(part in ROLES[key].sees for key in one.roles if key in ROLES)
    ]


# Of these parts whoever reads the log may know.
TOLD_IN_THE_LOG = {None, Part.OFFENDING, Part.IDENTITY, Part.MARKERS}


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def task_give_on(request: Request, reference: str, of: str, mark: str) -> HttpResponse:
    """Give a colleague what a rule asks, with a word of why; the supervisor sees it."""
    found = in_full(request, reference, Part.LOG)
    visitor = request.visitor
    if not (_may_give(request, found) and _may_give_on(found)):
        raise PermissionDenied
    one = next(
        (
            one
            for one in ruled(visitor, [found.pk])
            if one.key == (found.pk, of, mark) and one.givable
        ),
        None,
    )
    asked = Asked(request)
    back = reverse("person_tasks", args=[found.reference])
    title = "Give this to a colleague"
    why_given = Field("why", "Why", "Leave, another team, closer to the person", "lines")
    if one is None and request.method == "POST":
        shown(request, "what a rule asked", [found.pk], area=visitor.area_names)
        done = "Nothing asks for this any more: it has been done meanwhile"
        return asked.too_late(title, [why_given], back, done, found.name)
    if one is None:
        raise Http404
    people = _who_sees(one.part, tasks.takers(found.pk, WEB))
    if request.method == "POST":
        to = _whom(asked, people, visitor, but=visitor.id)
        why = asked.text("why", "why", shortest=5)
        if to is not None and not asked.faults:
            with asked.doing(), visitor.operation("task", reason=why) as opened:
                tasks.give_on(
                    by=visitor.actor,
                    nominal=found,
                    to=to,
                    of_rule=of,
                    mark=mark,
                    what=one.what
                    if one.part in TOLD_IN_THE_LOG
                    else "Something that this record lacks",
                    due=one.due,
                    statutory=one.statutory,
                    why=why,
                    operation=opened,
                )
            if not asked.faults:
                return redirect(back)
    shown(request, "what a rule asks, to be given on", [found.pk], area=visitor.area_names)
    told = [one.what, one.why, *_given_on(found, of, mark)]
    if one.due is not None:
        told.append(
            f"{when(one.due, visitor.today)}. It keeps its day: it is given on, not put off."
        )
    return asked.again(
        title,
        [_whom_field(people, visitor, but=visitor.id), why_given],
        "Give it to them",
        back,
        about=found.name,
        told=told,
    )


def _given_on(person: Nominal, of: str, mark: str) -> list[str]:
    """With whom something that a rule asks is already, in a sentence, if with anybody."""
    given = Task.objects.using(WEB).filter(
        nominal=person, kind=of, concerns=mark, done_at=None, moved_at__isnull=False
    )
    return [
        f"{task.moved_by} gave it to {task.taker.name}: {task.moved_because}"
        for task in given.select_related("taker")
    ]


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def task_take_back(request: Request, reference: str, number: int) -> HttpResponse:
    """Take back what a rule asks, or give it back to who manages the person."""
    found, task = _mine(request, reference, number)
    if task.kind not in RULED:
        raise Http404

    def act(asked: Asked) -> None:
        with asked.doing(), request.visitor.operation("task") as opened:
            tasks.take_back(by=request.visitor.actor, task=task, operation=opened)

    theirs = task.taker_id == request.visitor.id
    return _asking(
        request,
        found,
        task,
        title="Give this back" if theirs else "Take this back",
        button="Give it back" if theirs else "Take it back",
        fields=[],
        act=act,
    )


def _mine(request: Request, reference: str, number: int) -> tuple[Seen, Task]:
    """The person and a task; forbidden where it is not the visitor's."""
    found = in_full(request, reference, Part.LOG)
    task = (
        Task.objects.using(WEB)
        .filter(pk=number, nominal=found)
        .annotate(may=TASKED)
        .select_related("nominal", "taker")
        .first()
    )
    if task is None:
        raise Http404
    # Whoever gave it away in another window, or from whom it was taken, is told so.
    if not task.may and not (SEEN in request.POST and overtaken(request, *_stands(task))):
        raise PermissionDenied
    return found, task


def _stands(task: Task) -> tuple[object, ...]:
    """What a step of a task changes."""
    return task.taker_id, task.due_on, task.done_at


def _changed(task: Task) -> str:
    """What became of a task since a form about it was opened."""
    if task.done_at is not None and task.kind in RULED:
        return f"{task.done_by} has taken this back meanwhile"
    if task.done_at is not None:
        return f"{task.done_by} has said meanwhile that it is done: {task.outcome}"
    changes = []
    if task.moved_at is not None:
        changes.append(f"{task.moved_by} gave it to {task.taker.name}: {task.moved_because}")
    if task.put_off_on is not None and task.due_on is not None:
        changes.append(
            f"{task.put_off_by} put it off to {in_words(task.due_on)}: {task.put_off_because}"
        )
    return "It has changed meanwhile. " + ". ".join(changes)


def _asking(
    request: Request,
    found: Seen,
    task: Task,
    *,
    title: str,
    button: str,
    fields: list[Field],
    act: Callable[[Asked], None],
) -> HttpResponse:
    """The form of one step of a task; `act` reads what was typed and takes the step."""
    asked = Asked(request)
    back = reverse("person_tasks", args=[found.reference])
    over = task.done_at is not None or not task.may  # type: ignore[attr-defined] # annotated
    if request.method == "POST" and not over:
        if overtaken(request, *_stands(task)):
            asked.fault(_changed(task))
        else:
            act(asked)
        if not asked.faults:
            return redirect(back)
    shown(request, "a task", [found.pk], area=request.visitor.area_names)
    if over:
        return asked.too_late(title, fields, back, _changed(task), found.name)
    return asked.again(
        title,
        fields,
        button,
        back,
        about=found.name,
        hidden={SEEN: mark(*_stands(task))},
        told=[task.what, f"With {task.taker.name}. {_when_due(task, request.visitor)}".strip()],
    )


def _when_due(task: Task, visitor: Visitor) -> str:
    if task.due_on is None:
        return ""
    return f"{when(task.due_on, visitor.today if task.kind in RULED else the_day())}."


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def task_done(request: Request, reference: str, number: int) -> HttpResponse:
    """Say what was done."""
    found, task = _mine(request, reference, number)
    if task.kind in RULED:  # that is done where it is asked
        raise Http404

    def act(asked: Asked) -> None:
        outcome = asked.text("outcome", "what was done", shortest=2)
        standing = asked.standing()
        if not asked.faults:
            with asked.doing(), request.visitor.operation("task") as opened:
                tasks.done(
                    by=request.visitor.actor,
                    task=task,
                    outcome=outcome,
                    standing=standing,
                    operation=opened,
                )

    return _asking(
        request,
        found,
        task,
        title="Say that it is done",
        button="It is done",
        fields=[Field("outcome", "What was done", "A few words", "lines"), STANDING],
        act=act,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def task_move(request: Request, reference: str, number: int) -> HttpResponse:
    """Give it to somebody else, with the reason."""
    found, task = _mine(request, reference, number)
    people = tasks.takers(found.pk, WEB)
    visitor = request.visitor

    def act(asked: Asked) -> None:
        to = _whom(asked, people, visitor, but=task.taker_id)
        why = asked.text("why", "why", shortest=5)
        if to is not None and not asked.faults:
            with asked.doing(), visitor.operation("task", reason=why) as opened:
                tasks.move(by=visitor.actor, task=task, to=to, why=why, operation=opened)

    return _asking(
        request,
        found,
        task,
        title="Give this task to somebody else",
        button="Give it to them",
        fields=[
            _whom_field(people, visitor, but=task.taker_id),
            Field("why", "Why", "Leave, another team, closer to the person", "lines"),
        ],
        act=act,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def task_put_off(request: Request, reference: str, number: int) -> HttpResponse:
    """Put it off to a later day, with the reason, which the supervisor is shown."""
    found, task = _mine(request, reference, number)
    today = the_day()
    due = task.due_on
    if task.statutory or task.kind in RULED or due is None or (due < today and not task.done_at):
        raise PermissionDenied
    last = days_from(today, LONGEST_SNOOZE_DAYS)

    def act(asked: Asked) -> None:
        until = asked.day("until", "a day after the one on which it is due", first=today)
        why = asked.text("why", "why it can wait", shortest=10)
        if until is not None and not due < until <= last:
            asked.fault(f"Enter a day after {in_words(due)}, and by {in_words(last)}", "until-day")
        if until is not None and not asked.faults:
            with asked.doing(), request.visitor.operation("task", reason=why) as opened:
                tasks.put_off(
                    by=request.visitor.actor, task=task, until=until, why=why, operation=opened
                )

    return _asking(
        request,
        found,
        task,
        title="Put this task off",
        button="Put it off",
        fields=[
            Field("until", "Until which day", f"By {in_words(last)}, four weeks from today", "day"),
            Field("why", "Why it can wait", "The supervisor sees it", "lines"),
        ],
        act=act,
    )
