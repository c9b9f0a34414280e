"""What waits for somebody: as far as the rooms of today know of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from openmappa.agencies import queries
from openmappa.agencies.pages import WEB, Visitor
from openmappa.agencies.permissions import Permission
from openmappa.agencies.settings import setting
from openmappa.audit.history import TODAY
from openmappa.cases.glance import ChangedOf, changed_since
from openmappa.cases.models import Level
from openmappa.cases.queries import offers
from openmappa.cases.visibility import visible
from openmappa.exchange.models import Upload
from openmappa.law.dates import days_from, in_words
from openmappa.nominals.models import RULED, Nominal
from openmappa.rights import access, reading, retention
from openmappa.rights.models import AccessRequest, Erasure
from openmappa.statistics.definitions import ReportingYear
from openmappa.statistics.models import Freeze
from openmappa.victims.queries import how_many_to_judge, unseen
from openmappa.web.caseload.queries import (
    MANAGERS_GONE,
    emergencies_of,
    emergencies_to_review,
    merges_to_decide,
    messages_to,
    running,
    sign_offs,
    team,
    theirs,
    touched,
    unacknowledged,
)
from openmappa.web.caseload.ruled import Ruled, ruled
from openmappa.web.caseload.tasks import (
    SOON_DAYS,
    OfMine,
    given_on_in_the_team,
    of_the_visitor,
    put_off_of_the_team,
    the_day,
    tone,
    when,
    when_before,
)
from openmappa.web.fairness.complaints import to_answer
from openmappa.web.fairness.contests import to_decide
from openmappa.web.findings import in_sight
from openmappa.web.navigation import address
from openmappa.web.pairs import pairs
from openmappa.web.quality import KINDS, how_many_nobodys

UNUSUAL_DAYS = 28
CHANGES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, why, where, and by which day if there is one.

    `action` are the words of the link that does it. `nominal_id` is the person whom it is about,
    0 for none. `new`: it came to the visitor since yesterday. `left` is how many days there are
    until the day, counted from `as_of`: the calendar's day, but for what the rules ask. `began` is
    the day on which an area began to use the system, of what was due before it: it has a day, and
    is not overdue.
    """

    what: str
    why: str
    href: str | None
    due: date | None = None
    when: str = ""
    tone: str = ""
    action: str = "Open"
    nominal_id: int = 0
    new: bool = False
    left: int | None = None
    as_of: date | None = None
    began: date | None = None

    @property
    def late(self) -> bool:
        """Whether its day is over."""
        return self.left is not None and self.left < 0

    @property
    def can_be_folded(self) -> bool:
        """Whether it is something that a record lacks, with no day to it."""
        return self.as_of is not None and self.due is None and not self.new

    @property
    def soon(self) -> bool:
        """Whether its day is today or within a week."""
        return self.left is not None and 0 <= self.left <= SOON_DAYS


@dataclass(frozen=True, slots=True)
class Whom:
    """A person as lists of work name them."""

    reference: str
    name: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Of:
    """What is to do about one person, or (`whom` None) about nobody in particular."""

    nominal_id: int
    whom: Whom | None
    tasks: list[Task] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for the visitor, what is with others, and what changed in their cases.

    `before`: what was due before an area began to use the system; nobody gave it to anybody.
    `manages`: whether they have any.
    """

    to_do: list[Task]
    before: list[Task]
    with_others: list[Task]
    changed: list[ChangedOf]
    manages: bool


# The word in the address of what was due before an area began to use the system.
BEFORE = "before"
# The three numbers that head the page: the word in its address, what it counts, which tasks.
SHOWS: Mapping[str, tuple[str, Callable[[Task], bool]]] = {
    "overdue": ("overdue", lambda one: one.late),
    "week": ("due this week", lambda one: one.soon),
    "new": ("new", lambda one: one.new),
}


def since_yesterday() -> datetime:
    """When yesterday began."""
    now = timezone.localtime() - timedelta(days=1)
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def work(visitor: Visitor, on: date) -> Work:
    """What to do next, each with its reason: what is overdue or due soon first, by due day.

    What was given and what the rules ask is one list; the figures are those of the year that has
    ended by the day. However many people there are, it takes as many queries.
    """
    found = _transfers(visitor) + _of_the_caseload(visitor) + _of_the_area(visitor)
    if visitor.may(Permission.EXTRACT_IMPORT):
        found += [
            Task(
                f"Upload {area}'s extract again",
                f"Import {number} was {state}; nothing of it is in the record.",
                address("import_detail", number=number),
                action="Read its faults",
            )
            for number, area, state in _failed(visitor)
        ]
    if visitor.may(Permission.FIGURES_LOCK):
        found += _figures(visitor, on)
    found += _waiting(visitor) + _running_out(visitor) + _of_rights(visitor)
    if visitor.may(Permission.PERSON_VIEW):
        found += _complaints(visitor)
    managed = _managed(visitor)
    mine, before, with_others = _of_people(visitor, managed)
    today = the_day()
    return Work(
        sorted(
            (_told(one, today) for one in [*mine, *found]),
            key=lambda one: _place(one.left),
        ),
        [_told(one, today) for one in before],
        [_told(one, today) for one in with_others],
        changed_since(managed, since_yesterday())[:CHANGES_SHOWN] if managed else [],
        bool(managed),
    )


def grouped(tasks: Iterable[Task]) -> list[Of]:
    """By the person whom they are about, whoever has the most urgent first; names are not told."""
    found: dict[int, Of] = {}
    for one in tasks:
        found.setdefault(one.nominal_id, Of(one.nominal_id, None)).tasks.append(one)
    return list(found.values())


def named(visitor: Visitor, ids: Collection[int]) -> Mapping[int, Whom]:
    """Those of these people whom the visitor may see, by name, with the level of today."""
    among = Nominal.objects.using(WEB).filter(pk__in=ids)
    seen = list(visible(visitor).people(among))
    levels: dict[int, int] = dict(
        Level.objects.using(WEB)
        .filter(nominal__in=[one.pk for one in seen], during__contains=visitor.today)
        .values_list("nominal")
        .annotate(level=Max("level"))
    )
    return {
        one.pk: Whom(
            str(one.reference),
            f"{one.surname.upper()}, {one.forenames}".strip(", "),
            levels.get(one.pk),
        )
        for one in seen
    }


def _managed(visitor: Visitor) -> set[int]:
    """Those whom the visitor manages, or covers for who does."""
    if not visitor.may(Permission.CASELOAD_HOLD):
        return set()
    return set(running(theirs(visitor), as_what="manager").values_list("nominal", flat=True))


def _of_people(visitor: Visitor, managed: set[int]) -> tuple[list[Task], list[Task], list[Task]]:
    """What people gave, and what the rules ask of one's own people.

    To do, from before the system was in use, and with others.
    """
    given = of_the_visitor(visitor, managed)
    of_rules = {one.key: one for one in given if one.task.kind in RULED}
    mine = [_given(one) for one in given if one.mine and one.task.kind not in RULED]
    others = [_given(one) for one in given if not one.mine and one.task.kind not in RULED]
    before: list[Task] = []
    asked = ruled(visitor, managed | {nominal for nominal, *_ in of_rules})
    people = Nominal.objects.using(WEB).filter(pk__in={one.nominal_id for one in asked})
    references: dict[int, str] = dict(people.values_list("pk", "reference"))
    for one in asked:
        with_whom = of_rules.get(one.key)
        if with_whom is None:
            if one.nominal_id in managed:
                (before if one.began else mine).append(_asked(one, references, visitor.today))
            continue
        told = _asked(one, references, visitor.today, with_whom)
        (mine if with_whom.mine else others).append(told)
    return mine, before, others


def _asked(
    one: Ruled, references: Mapping[int, str], today: date, given: OfMine | None = None
) -> Task:
    """What a rule asks, as a line of My work; with whom it is, if it was given on."""
    why, new = one.why, False
    if given is not None:
        task = given.task
        because = task.moved_because.rstrip(".")
        why = f"{why} Given by {task.moved_by}: {because}.{given.with_whom}"
        new = given.mine and task.moved_at is not None and task.moved_at >= since_yesterday()
    return Task(
        one.what,
        why,
        one.href(references[one.nominal_id]),
        due=one.due,
        action=one.action,
        nominal_id=one.nominal_id,
        new=new,
        as_of=today,
        began=one.began,
    )


def _told(one: Task, today: date) -> Task:
    if one.due is None:
        return one
    if one.began is not None:
        return replace(one, when=when_before(one.due, one.began), tone="grey")
    base = one.as_of or today
    return replace(
        one, when=when(one.due, base), tone=tone(one.due, base), left=(one.due - base).days
    )


def _place(left: int | None) -> tuple[int, int]:
    """Overdue and soon first, by day; then what has no day, as it came; then what is far off."""
    if left is None:
        return 1, 0
    return (0 if left <= SOON_DAYS else 2), left


def _given(one: OfMine) -> Task:
    """A task that somebody gave, as a line of My work."""
    task = one.task
    statutory = " Statutory." if task.statutory else ""
    came = task.moved_at or task.entered_at
    return Task(
        task.what,
        f"Given by {task.entered_by}.{statutory}{one.with_whom}",
        f"{address('person_tasks', reference=task.nominal.reference)}#task-{task.pk}",
        due=task.due_on,
        action="Say what was done, or give it on" if one.mine else "See it",
        nominal_id=task.nominal_id,
        new=one.mine and came >= since_yesterday(),
    )


def _of_the_area(visitor: Visitor) -> list[Task]:
    """What waits in an area for those who answer for it, whoever's case it is."""
    found = []
    if visitor.may(Permission.VICTIM_VIEW):
        number, late, since = how_many_to_judge()
        if number:
            found.append(
                Task(
                    f"Judge {number} {'text that names' if number == 1 else 'texts that name'}"
                    " a victim",
                    "Somebody wrote a victim's name, street or number into a record. Judge it on"
                    " the day: until then it stands there."
                    + (f" Overdue: {late}, found before today." if late else ""),
                    address("mentions"),
                    due=since,
                    action="Judge them",
                )
            )
    if visitor.may(Permission.AUDIT_REVIEW) or visitor.may(Permission.ACCESS_ANSWER):
        found += [
            Task(
                f"{one.texts} {'text' if one.texts == 1 else 'texts'} of {one.reference} that"
                f" {'names' if one.texts == 1 else 'name'} a victim"
                f" {'waits' if one.texts == 1 else 'wait'} unseen",
                (
                    f"Victim liaison of {one.area} has not judged"
                    f" {'it' if one.texts == 1 else 'them'} in time: ring them."
                    if one.serves
                    else f"Nobody of victim liaison in {one.area} may see this record, or nobody"
                    " serves. Have the administrator give the role to somebody who may, such as an"
                    " officer of a neighbouring area, and say no more of why."
                )
                + " Until then what was written stands where it was written.",
                None,
                due=one.since,
            )
            for one in unseen()
        ]
    if visitor.may(Permission.MATCH_DECIDE):
        number = pairs(visitor).filter(open=True).count()
        if number:
            found.append(
                Task(
                    f"Decide {number} possible {'match' if number == 1 else 'matches'}",
                    "Two records that may be one person's. Until somebody decides, the person may"
                    " be counted twice, or two people taken for one.",
                    address("matches"),
                    action="Compare them",
                )
            )
    if visitor.may(Permission.CASELOAD_ASSIGN):
        nobodys = how_many_nobodys(visitor)
        if nobodys:
            found.append(
                Task(
                    f"{nobodys:,} {'person whom' if nobodys == 1 else 'people whom'} nobody"
                    " manages",
                    KINDS["no-manager"].why,
                    address("quality_kind", code="no-manager"),
                    action="Name a manager",
                )
            )
    # Who holds cases reads of their own people's, below each.
    if visitor.may(Permission.FINDING_VIEW) and not visitor.may(Permission.CASELOAD_HOLD):
        number = in_sight(visitor).count()
        if number:
            found.append(
                Task(
                    f"{number:,} {'finding' if number == 1 else 'findings'} in the area's records",
                    "Something in a record that is odd but possible, with what to do about it.",
                    address("findings"),
                    action="Read what to do about each",
                )
            )
    return found


def _of_rights(visitor: Visitor) -> list[Task]:
    """Requests of people for what is held, erasures to decide, records due for review."""
    found = []
    if areas := visitor.areas(Permission.ACCESS_ANSWER):
        found += [
            Task(
                "Answer a request for what is held",
                f"Request {one.pk}, received on {in_words(one.received_on)}.",
                address("access_request", number=one.pk),
                due=access.clock(one)[0],
                action="Go on with it",
                as_of=visitor.today,
            )
            for one in AccessRequest.objects.using(WEB)
            .filter(area__in=areas)
            .exclude(state__in=["released", "refused"])
            .order_by("pk")
        ]
    if areas := visitor.areas(Permission.ERASURE_APPROVE):
        asked = Erasure.objects.using(WEB).filter(area__in=areas, state="asked")
        number = asked.exclude(asked_by_id=visitor.id).count()
        if number:
            found.append(
                Task(
                    f"Decide {number} {'erasure' if number == 1 else 'erasures'}",
                    "It waits for somebody else than who asked.",
                    address("erasures"),
                    action="Read and decide",
                )
            )
    if areas := visitor.areas(Permission.RETENTION_REVIEW):
        kept = retention.records(areas, visitor.today)
        number = sum(one.is_due(visitor.today) for one in kept)
        if number:
            found.append(
                Task(
                    f"{number:,} {'record is' if number == 1 else 'records are'} due for review of"
                    " how long it is kept",
                    "Nothing is deleted by itself: somebody looks at each.",
                    address("retention"),
                    action="Review them",
                )
            )
    if visitor.may(Permission.AUDIT_REVIEW):
        unusual = reading.unusual(reading.span(UNUSUAL_DAYS))
        number = sum(not one.looked_into for one in unusual)
        if number:
            found.append(
                Task(
                    f"Look into {number} unusual {'reader' if number == 1 else 'readers'}",
                    f"By how much they read in the last {UNUSUAL_DAYS} days; nobody has looked into"
                    " it.",
                    address("unusual_reading"),
                    action="Look into them",
                )
            )
    return found


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
                    nominal_id=one.nominal_id,
                    action="See the transfer",
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
                    nominal_id=one.nominal_id,
                    action="Accept or decline",
                )
            )
        elif one.from_area in assigns and one.declined_at:
            due.append(
                Task(
                    f"{one.to_area} declined {one.reference}",
                    f"Arrival {in_words(one.arrives_on)}. Agree who takes them, or withdraw the"
                    " offer.",
                    address("transfers"),
                    nominal_id=one.nominal_id,
                    action="See the transfer",
                )
            )
    return late + due


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
        found += _opened_in_emergency(visitor)
    if visitor.may(Permission.CASELOAD_HOLD):
        found += _handed_over(visitor)
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
        found += [
            Task(
                f"Answer the message of {who}",
                f"About: {about}",
                address("message", number=number),
                nominal_id=nominal,
                action="Read and answer",
                new=sent_at >= since_yesterday(),
            )
            for number, nominal, who, about, sent_at in messages_to(visitor)
            .filter(answered_at=None)
            .order_by("sent_at", "pk")
            .values_list("pk", "nominal", "from_name", "about", "sent_at")
        ]
    return found + _to_decide(visitor) + _of_the_team(visitor)


def _opened_in_emergency(visitor: Visitor) -> list[Task]:
    """Who opened a record of their people in an emergency, or of people whom nobody manages."""
    opened: Iterable[tuple[Any, ...]] = (
        emergencies_of(visitor)
        .filter(reviewed_at=None)
        .order_by("-pk")
        .values_list("nominal", "reference", "user_name", "began_at")
    )
    return [
        Task(
            f"{who} opened this record in an emergency",
            "You manage this person, or nobody does. The security officer reviews it; ring who"
            " opened it?",
            address("person_caseload", reference=reference),
            nominal_id=nominal,
            action="Read why",
            new=began_at >= since_yesterday(),
        )
        for nominal, reference, who, began_at in opened
    ]


def _handed_over(visitor: Visitor) -> list[Task]:
    """Whom they have not acknowledged yet."""
    days = int(setting("handover.acknowledge_days", None, visitor.today, WEB))
    handed_over = running(
        Q(user=visitor.id), passed_from__isnull=False, acknowledged_at=None
    ).order_by("named_at", "pk")
    return [
        Task(
            "Acknowledge a case new to you",
            f"From {who}: {why.rstrip('.')}. Read what they left.",
            address("caseload"),
            due=days_from(timezone.localtime(named_at).date(), days),
            nominal_id=nominal,
            action="Read and acknowledge",
            new=True,
        )
        for nominal, who, why, named_at in handed_over.values_list(
            "nominal", "passed_from__name", "why", "named_at"
        )
    ]


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
            nominal_id=one.nominal_id,
            action="Answer it",
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
        passed = len(given_on_in_the_team(visitor))
        if passed:
            found.append(
                Task(
                    f"{passed} {'task was' if passed == 1 else 'tasks were'} given to colleagues in"
                    " the last four weeks",
                    "Who gave what to whom, and why.",
                    f"{address('team')}#given-on",
                    action="Read them",
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
