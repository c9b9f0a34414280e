"""What waits for somebody: as far as the rooms of today know of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Min, Q

from openmappa.agencies import queries
from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.cases.queries import offers
from openmappa.exchange.models import Upload
from openmappa.law.dates import days_from, in_words
from openmappa.rights import reading
from openmappa.statistics.definitions import ReportingYear
from openmappa.statistics.models import Freeze
from openmappa.victims.queries import how_many_to_judge
from openmappa.web.caseload.queries import (
    MANAGERS_GONE,
    emergencies_of,
    emergencies_to_review,
    merges_to_decide,
    messages_to,
    running,
    sign_offs,
    team,
    touched,
    unacknowledged,
)
from openmappa.web.caseload.tasks import (
    SOON_DAYS,
    OfMine,
    of_the_visitor,
    put_off_of_the_team,
    the_day,
    tone,
    when,
)
from openmappa.web.fairness.complaints import to_answer
from openmappa.web.fairness.contests import to_decide
from openmappa.web.findings import in_sight
from openmappa.web.navigation import address
from openmappa.web.pairs import pairs
from openmappa.web.quality import KINDS, counts, looking


@dataclass(frozen=True, slots=True)
class ToSettle:
    """How many of one kind wait, in words, and the page that lists them."""

    what: str
    number: int
    explanation: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, why, where, and by which day if there is one."""

    what: str
    why: str
    href: str | None
    due: date | None = None
    when: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for the visitor, what they gave to others, and whom both are about."""

    to_do: list[Task]
    with_others: list[Task]
    people: set[int]


def to_settle(visitor: Visitor) -> list[ToSettle]:
    """The numbers that head the page: at most three, for whom their roles make responsible."""
    found = []
    if visitor.may(Permission.FINDING_VIEW):
        number = in_sight(visitor).count()
        found.append(
            ToSettle(
                "finding" if number == 1 else "findings",
                number,
                "Something in a record that is odd but possible, with what to do about it.",
                address("findings"),
            )
        )
    if visitor.may(Permission.VICTIM_VIEW):
        number, late = how_many_to_judge()
        found.append(
            ToSettle(
                "text that names a victim" if number == 1 else "texts that name a victim",
                number,
                "Somebody wrote a victim's name, street or number into a record. Judge it on the"
                " day: until then it stands there."
                + (f" Overdue: {late}, found before today." if late else ""),
                address("mentions"),
            )
        )
    if visitor.may(Permission.MATCH_DECIDE):
        number = pairs(visitor).filter(open=True).count()
        found.append(
            ToSettle(
                "possible match" if number == 1 else "possible matches",
                number,
                "Two records that may be one person's. Until somebody decides, the person may be"
                " counted twice, or two people taken for one.",
                address("matches"),
            )
        )
    if visitor.may(Permission.EXTRACT_IMPORT):
        number = len(_failed(visitor))
        found.append(
            ToSettle(
                "import that failed" if number == 1 else "imports that failed",
                number,
                "An area's latest extract was refused or interrupted, so its record is not up to"
                " date.",
                address("imports"),
            )
        )
    return found


def work(visitor: Visitor, on: date) -> Work:
    """What to do next, each with its reason: what is overdue or due soon first, by due day.

    What was given and what the rules work out is one list; the figures are those of the year that
    has ended by the day.
    """
    found = _transfers(visitor) + _of_the_caseload(visitor)
    if visitor.may(Permission.EXTRACT_IMPORT):
        found += [
            Task(
                f"Upload {area}'s extract again",
                f"Import {number} was {state}; nothing of it is in the record.",
                address("import_detail", number=number),
            )
            for number, area, state in _failed(visitor)
        ]
    if visitor.may(Permission.FIGURES_LOCK):
        found += _figures(visitor, on)
    found += _waiting(visitor) + _running_out(visitor)
    if visitor.may(Permission.PERSON_VIEW):
        found += _complaints(visitor)
    given = of_the_visitor(visitor)
    mine = [one for one in given if one.mine]
    today = the_day()
    found = sorted(
        (_told(one, today) for one in [*map(_given, mine), *found]),
        key=lambda one: _place(one.due, today),
    )
    return Work(
        found + _lacking(visitor),
        [_told(_given(one), today) for one in given if not one.mine],
        {one.task.nominal_id for one in given},
    )


def _told(one: Task, today: date) -> Task:
    if one.due is None:
        return one
    return replace(one, when=when(one.due, today), tone=tone(one.due, today))


def _place(due: date | None, today: date) -> tuple[int, date]:
    """Overdue and soon first, by day; then what has no day, as it came; then what is far off."""
    if due is None:
        return 1, date.max
    return (0 if due <= days_from(today, SOON_DAYS) else 2), due


def _given(one: OfMine) -> Task:
    """A task that somebody gave, as a line of My work."""
    task = one.task
    whose = "" if one.of_myself else f" With {task.taker.name}"
    if one.mine and whose:
        whose += ", whom you cover for"
    statutory = " Statutory." if task.statutory else ""
    return Task(
        f"{task.nominal.reference}: {task.what}",
        f"Given by {task.entered_by}.{statutory}{whose + '.' if whose else ''}",
        f"{address('person_tasks', reference=task.nominal.reference)}#task-{task.pk}",
        due=task.due_on,
    )


def _transfers(visitor: Visitor) -> list[Task]:
    """Whom an area offers and nobody has accepted: what is late to both areas and their chairs."""
    if not visitor.may(Permission.TRANSFER_VIEW):
        return []
    assigns = set(visitor.areas(Permission.CASELOAD_ASSIGN).values())
    late, due = [], []
    for one in offers(WEB):
        declined = f" {one.to_area} declined." if one.declined_at else ""
        arrival = f"{one.from_area} to {one.to_area}, arrival {in_words(one.arrives_on)}."
        if one.late:
            late.append(
                Task(
                    f"Not accepted for over 24 hours: {one.reference}",
                    f"{arrival}{declined} Both areas answer for it until somebody accepts.",
                    address("transfers"),
                    due=days_from(one.arrives_on, 1),
                )
            )
        elif one.to_area in assigns and not one.declined_at:
            due.append(
                Task(
                    f"Accept {one.reference} from {one.from_area}",
                    f"Arrival {in_words(one.arrives_on)}. Until somebody accepts, {one.from_area}"
                    " is responsible.",
                    address("transfer_accept", number=one.number),
                    due=days_from(one.arrives_on, 1),
                )
            )
        elif one.from_area in assigns and one.declined_at:
            due.append(
                Task(
                    f"{one.to_area} declined {one.reference}",
                    f"Arrival {in_words(one.arrives_on)}. Agree who takes them, or withdraw the"
                    " offer.",
                    address("transfers"),
                )
            )
    return late + due


def _lacking(visitor: Visitor) -> list[Task]:
    """What the records of one's own people lack, a line for each kind: the least urgent of all."""
    if not (visitor.may(Permission.CASELOAD_HOLD) and visitor.may(Permission.FINDING_VIEW)):
        return []
    return [
        Task(
            f"{KINDS[code].title}: {number} of your people",
            KINDS[code].todo,
            f"{address('quality_kind', code=code)}?whose=mine",
        )
        for code, number in counts(looking(visitor, own=True)).items()
        if number
    ]


def _waiting(visitor: Visitor) -> list[Task]:
    """Roles that wait for the visitor's approval, or for their word that they are needed."""
    found = []
    for one in queries.waiting(visitor.id, visitor.areas(Permission.USER_ADMINISTER), WEB):
        if one.what == "approval":
            found.append(
                Task(
                    f"Approve the role {one.label} for {one.name}",
                    f"A colleague gave it in {one.area}; it takes effect with a second"
                    " administrator's approval.",
                    address("user", number=one.user_id),
                )
            )
        elif one.due_on is not None:
            found.append(
                Task(
                    f"Confirm that {one.name} still needs the role {one.label}",
                    f"As their line manager, each year: by {in_words(one.due_on)}.",
                    address("need", posting=one.number),
                    due=one.due_on,
                )
            )
    return found


def _running_out(visitor: Visitor) -> list[Task]:
    """Vetting and certificates that run out: one's own, and those of the area's people."""
    found = []
    for one in queries.reminders(visitor.id, visitor.areas(Permission.USER_ADMINISTER), WEB):
        whose = "Your" if one.user_id == visitor.id else f"{one.name}'s"
        if one.days < 0:
            what = f"{whose} {one.kind} ran out on {in_words(one.expires_on)}"
            why = "Roles that rest on it are out of effect."
        else:
            what = f"{whose} {one.kind} runs out on {in_words(one.expires_on)}"
            step = min(step for step in queries.REMINDED_BEFORE if one.days <= step)
            why = (
                f"That is {step} days away or fewer. With it, roles that rest on it go out of"
                " effect: the cases must have moved by then."
            )
        href = address("user", number=one.user_id) if whose != "Your" else address("mfa_index")
        found.append(Task(what, why, href, due=one.expires_on))
    return found


def _of_the_caseload(visitor: Visitor) -> list[Task]:
    """What others wait for, and what happened with one's people; overdue before the rest."""
    found = []
    if visitor.may(Permission.AUDIT_REVIEW):
        late, since, due, by = _to_review(visitor)
        if late:
            found.append(
                Task(
                    f"Overdue: review {late} emergency {'access' if late == 1 else 'accesses'}",
                    "Each is reviewed within two working days.",
                    address("emergencies"),
                    due=since,
                )
            )
        if due:
            found.append(
                Task(
                    f"Review {due} emergency {'access' if due == 1 else 'accesses'}",
                    "Somebody opened a record that was not open to them.",
                    address("emergencies"),
                    due=by,
                )
            )
        contested = reading.to_answer(visitor).count()
        if contested:
            found.append(
                Task(
                    f"Decide {contested} {'contest' if contested == 1 else 'contests'} of a review"
                    " of reading",
                    "A reader says that what was found is wrong. You did not look into it.",
                    address("unusual_reading"),
                )
            )
    if visitor.may(Permission.CASELOAD_HOLD) or visitor.may(Permission.CASELOAD_ASSIGN):
        opened = list(
            emergencies_of(visitor)
            .filter(reviewed_at=None)
            .order_by("-pk")
            .values_list("reference", "user_name")
        )
        found += [
            Task(
                f"{who} opened {reference} in an emergency",
                "You manage this person, or nobody does. The security officer reviews it; ring who"
                " opened it?",
                address("person_caseload", reference=reference),
            )
            for reference, who in opened
        ]
    if visitor.may(Permission.CASELOAD_HOLD):
        new = running(Q(user=visitor.id), passed_from__isnull=False, acknowledged_at=None).count()
        if new:
            found.append(
                Task(
                    f"Acknowledge {new} {'case' if new == 1 else 'cases'} new to you",
                    "Read what the outgoing manager left on each.",
                    address("caseload"),
                )
            )
        touches = touched(visitor)
        if touches:
            found.append(
                Task(
                    f"{len(touches)} {'touch' if len(touches) == 1 else 'touches'} of your people"
                    " elsewhere since yesterday",
                    "Somebody outside the caseload looked at them. Ring back?",
                    address("caseload"),
                )
            )
    if visitor.may(Permission.MESSAGE_SEND):
        unread = messages_to(visitor).filter(answered_at=None).count()
        if unread:
            found.append(
                Task(
                    f"Answer {unread} {'message' if unread == 1 else 'messages'}",
                    "Somebody wrote about one of your people.",
                    address("messages"),
                )
            )
    return found + _to_decide(visitor) + _of_the_team(visitor)


def _to_decide(visitor: Visitor) -> list[Task]:
    """What somebody else than who asked must sign, or decide."""
    found = []
    if visitor.may(Permission.MERGE_APPROVE):
        waiting = merges_to_decide(visitor).count()
        if waiting:
            found.append(
                Task(
                    f"Decide {waiting} {'merge' if waiting == 1 else 'merges'} of records",
                    "Somebody says that two records are of one person, or that one is of two.",
                    address("merges"),
                )
            )
    if visitor.may(Permission.WORK_SIGN_OFF):
        waiting = sign_offs(visitor).count()
        if waiting:
            found.append(
                Task(
                    f"Sign or refuse {waiting} {'piece' if waiting == 1 else 'pieces'} of work",
                    "It waits for somebody else than who asked.",
                    address("sign_offs"),
                )
            )
        contested = to_decide(visitor).count()
        if contested:
            found.append(
                Task(
                    f"Decide {contested} {'contest' if contested == 1 else 'contests'}",
                    "Somebody says that what is worked out of a person is wrong. You did not"
                    " confirm it.",
                    address("contests_to_decide"),
                )
            )
    return found


def _complaints(visitor: Visitor) -> list[Task]:
    """Complaints to answer; what is overdue, or nobody's here, with who was to do it."""
    return [
        Task(
            f"Answer a complaint of {one.nominal.reference}",
            f"Received on {in_words(one.received_on)}. To be answered by {one.handler}.",
            address("register_section", reference=one.nominal.reference, section="complaints"),
            due=one.answer_due,
        )
        for one in to_answer(visitor)
    ]


def _of_the_team(visitor: Visitor) -> list[Task]:
    """Cases of nobody, and cases that nobody has said they have read."""
    found = []
    if visitor.may(Permission.CASELOAD_ASSIGN):
        gone = team(visitor).filter(pk__in=MANAGERS_GONE).count()
        if gone:
            found.append(
                Task(
                    f"Hand over {gone} {'case' if gone == 1 else 'cases'} of nobody",
                    "The manager no longer serves, and nobody took the case.",
                    address("quality_kind", code="manager-gone"),
                )
            )
        snoozed = len(put_off_of_the_team(visitor))
        if snoozed:
            found.append(
                Task(
                    f"{snoozed} {'task was' if snoozed == 1 else 'tasks were'} put off in the last"
                    " four weeks",
                    "Who put it off, until when and why.",
                    f"{address('team')}#put-off",
                )
            )
        late = unacknowledged(visitor).count()
        if late:
            found.append(
                Task(
                    f"{late} {'case' if late == 1 else 'cases'} handed over and not acknowledged",
                    "The successor has not said that they have read it.",
                    address("team"),
                )
            )
    return found


def _to_review(visitor: Visitor) -> tuple[int, date | None, int, date | None]:
    """How many emergencies are overdue for review, and how many are due; the first of each."""
    counted = (
        emergencies_to_review(visitor)
        .filter(reviewed_at=None)
        .aggregate(
            late=Count("pk", filter=Q(review_by__lt=TODAY)),
            since=Min("review_by", filter=Q(review_by__lt=TODAY)),
            due=Count("pk", filter=Q(review_by__gte=TODAY)),
            by=Min("review_by", filter=Q(review_by__gte=TODAY)),
        )
    )
    return counted["late"], counted["since"], counted["due"], counted["by"]


def _failed(visitor: Visitor) -> list[tuple[int, str, str]]:
    """The last upload of each area, where it came to nothing."""
    latest = (
        Upload.objects.using(WEB)
        .filter(area__in=visitor.areas(Permission.EXTRACT_IMPORT))
        .exclude(state="cancelled")
        .order_by("area_id", "-pk")
        .distinct("area_id")
        .values_list("pk", "area__name", "state")
    )
    bad = ("refused", "interrupted", "failed")
    return [(number, area, state) for number, area, state in latest if state in bad]


def _figures(visitor: Visitor, on: date) -> list[Task]:
    """Figures of the last year that has ended: not locked yet, or with checks that do not pass."""
    running = ReportingYear.containing(on)
    year = running if on == running.last_day else running.previous
    areas = visitor.areas(Permission.FIGURES_LOCK)
    locked = {
        area: (version, figures)
        for area, version, figures in Freeze.objects.using(WEB)
        .filter(area__in=areas, reporting_year=str(year))
        .order_by("area_id", "-version")
        .distinct("area_id")
        .values_list("area_id", "version", "figures__gates")
    }
    found = []
    for area_id, area in areas.items():
        if area_id not in locked:
            found.append(
                Task(
                    f"Lock the figures of {area} for {year}",
                    "The year has ended and its figures are not locked, so they still move.",
                    address("statistics"),
                )
            )
            continue
        version, gates = locked[area_id]
        found += [
            Task(
                f"{'Put right' if gate['outcome'] == 'fails' else 'Explain'}: {gate['sentence']}",
                f"A check of the figures of {area} for {year}, version {version}.",
                address("statistics"),
            )
            for gate in gates
            if gate["outcome"] != "passes"
        ]
    return found
