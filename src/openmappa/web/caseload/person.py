"""Who works with one person, who is let in and who is kept out, and putting the record away."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.models import AGENCIES, User
from openmappa.agencies.pages import SEEN, WEB, Request, mark, overtaken, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.audit.history import TODAY
from openmappa.cases.models import Transfer
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.person import RESTRICTED, identity
from openmappa.cases.visibility import Sight, see
from openmappa.nominals import archiving, caseload, emergency, messages, restricting, signing
from openmappa.nominals.models import (
    Access,
    Archive,
    Caseload,
    Emergency,
    Listed,
    Nominal,
    Restriction,
    SignOff,
)
from openmappa.web.caseload.asking import STANDING, Asked, Field
from openmappa.web.caseload.queries import ended_by, holders, may_be_let_in, running

AS_WHAT = [
    ("manager", "Manager: answers for the case"),
    ("deputy", "Deputy: works with the person beside the manager"),
    ("supervisor", "Supervisor of this case"),
    ("partner", "Partner: of another agency or area, until a last day"),
]
SIDES = [
    (restricting.LET_IN, "Let in: sees the record though it is restricted"),
    (restricting.SHUT_OUT, "Shut out: sees nothing of the record"),
]
WHY = Field("why", "Why", "It stays with the record.", "lines")
RING = Field(
    "ring",
    "Number to ring",
    "Told to whoever names the person exactly: by a number of theirs, or by name and date of birth."
    " Left empty, they are told the number of the police on the rota of the area.",
)
ARCHIVED_BECAUSE = Field("reason", "Reason", kind="choice", options=list(archiving.REASONS.items()))


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def person_caseload(request: Request, reference: str) -> HttpResponse:
    """Who works with the person, the record's lists, and what was opened in an emergency."""
    found = in_full(request, reference)
    who = identity(found, request.on, request.visitor)
    visitor = request.visitor
    people = (
        running(Q(nominal=found))
        .order_by("agency", "as_what", "pk")
        .values(
            "pk",
            "as_what",
            "agency",
            "during",
            "why",
            "user_id",
            "user__name",
            "area__name",
            "acknowledged_at",
            "passed_from__name",
        )
    )
    named = list(people)
    manages = any(row["as_what"] == "manager" and row["user_id"] == visitor.id for row in named)
    return person_page(
        request,
        "web/caseload/person.html",
        who,
        "who works with the person",
        named=named,
        agencies=AGENCIES,
        may_name=manages or visitor.may(Permission.CASELOAD_ASSIGN) or bool(found.acting_for),
        may_restrict=visitor.may(Permission.RECORD_RESTRICT),
        may_lift=visitor.may(Permission.VICTIM_WRITE),
        may_archive=visitor.may(Permission.RECORD_ARCHIVE),
        may_write=visitor.may(Permission.MESSAGE_SEND),
        may_transfer=who.position is not None
        and who.position.area in set(visitor.areas(Permission.CASELOAD_ASSIGN).values()),
        transfer=Transfer.objects.using(WEB)
        .filter(
            Q(accepted_at=None, withdrawn_at=None) | Q(effective_on__gt=TODAY),
            nominal=found,
        )
        .values("to_area__name", "arrives_on", "effective_on", "declined_at")
        .first(),
        restriction=Restriction.objects.using(WEB)
        .filter(nominal=found, lifted_at=None)
        .values()
        .first(),
        # Victim liaison sees the record though it is restricted, and no more of that than that.
        restricted=RESTRICTED in who.warnings,
        listed=list(
            Listed.objects.using(WEB)
            .filter(nominal=found, ended_at=None)
            .order_by("side", "user__name", "pk")
            .values(
                *("pk", "side", "declared", "compartment", "why", "user_id", "user__name"),
                "listed_at",
            )
        ),
        emergencies=list(
            Emergency.objects.using(WEB).filter(nominal=found).order_by("-pk").values()[:20]
        ),
        archived=Archive.objects.using(WEB)
        .filter(nominal=found, reopened_at=None)
        .values()
        .first(),
        reasons=archiving.REASONS,
        waiting=list(
            SignOff.objects.using(WEB)
            .filter(nominal=found, state="asked")
            .order_by("pk")
            .values("pk", "kind", "why", "asked_by", "asked_by_id")
        ),
        kinds=signing.KINDS,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.PERSON_VIEW, logs="read")
def name_to(request: Request, reference: str) -> HttpResponse:
    """Name a manager, deputy, supervisor or partner."""
    found = in_full(request, reference)
    visitor = request.visitor
    manager = (
        running(Q(nominal=found, as_what="manager", agency=visitor.agency))
        .values_list("pk", "user_id")
        .first()
    )
    if not (visitor.may(Permission.CASELOAD_ASSIGN) or found.acting_for) and (
        manager is None or manager[1] != visitor.id
    ):
        raise PermissionDenied
    colleagues = holders(visitor)
    asked = Asked(request)
    back = reverse("person_caseload", args=[reference])
    if request.method == "POST":
        as_what = asked.choice("as_what", "as what", AS_WHAT)
        user_id, who = _whom(asked, colleagues)
        until = asked.day("until", "a last day", first=visitor.day, optional=True)
        why = asked.text("why", "why")
        if as_what == "partner" and until is None and not asked.faults:
            asked.fault("A partner sees the record until a last day: enter it", "until-day")
        if not asked.faults:
            agency = User.objects.using(WEB).filter(pk=user_id).values_list("agency", flat=True)
            instead = running(Q(nominal=found, as_what="manager", agency__in=agency))
            with asked.doing(), visitor.operation("caseload", reason=why) as opened:
                caseload.name(
                    by=visitor.actor,
                    nominal=found,
                    user_id=user_id,
                    user_name=who,
                    as_what=as_what,
                    until=until,
                    why=why,
                    instead_of=_seen(request, instead.values_list("pk", flat=True).first()),
                    operation=opened,
                )
            if not asked.faults:
                return redirect(back)
    shown(request, "who could work with the person", [found.pk], area=visitor.area_names)
    seen = running(Q(nominal=found, as_what="manager")).values_list("pk", flat=True)
    return asked.again(
        "Name somebody to this person",
        [
            Field("as_what", "As what", kind="choice", options=AS_WHAT),
            Field("user", "Who, of this area", kind="pick", options=colleagues),
            Field("email", "Or their e-mail address", "A partner of another area"),
            Field("until", "Last day", "Needed for partners and inspectors", "day"),
            WHY,
        ],
        "Name them",
        back,
        about=found.name,
        hidden={"seen": ",".join(map(str, seen))},
    )


def _seen(request: Request, now: int | None) -> int:
    """The present manager's naming if the page showed it; one that cannot be, if it did not."""
    seen = request.POST.get("seen", "").split(",")
    if now is None:
        return 0
    return now if str(now) in seen else -1


def _whom(asked: Asked, colleagues: list[tuple[str, str]]) -> tuple[int, str]:
    email = asked.request.POST.get("email", "").strip()
    if email:
        user = User.objects.using(WEB).filter(email__iexact=email, active=True).first()
        if user is not None:
            return user.pk, user.name
        asked.fault("Nobody who signs in here has this e-mail address", "email")
        return 0, ""
    chosen = asked.choice("user", "who", colleagues)
    return int(chosen or 0), dict(colleagues).get(chosen, "")


@require_http_methods(["GET", "POST"])
@page(needs=Permission.PERSON_VIEW, logs="read")
def end_naming(request: Request, reference: str, number: int) -> HttpResponse:
    """End what a deputy, supervisor or partner was named to."""
    found = in_full(request, reference)
    row = (
        running(Q(nominal=found, pk=number))
        .exclude(as_what="manager")
        .values("user__name", "as_what")
        .first()
    )
    asked = Asked(request)
    back = reverse("person_caseload", args=[reference])
    if row is None:
        who = ended_by(Caseload, number, found)
        if not who:
            raise Http404
        shown(request, "the end of a naming", [found.pk], area=request.visitor.area_names)
        return asked.too_late("End a naming", [WHY], back, f"{who} has ended this", found.name)
    if request.method == "POST":
        why = asked.text("why", "why")
        if not asked.faults:
            with request.visitor.operation("caseload", reason=why) as opened:
                caseload.end_naming(
                    by=request.visitor.actor,
                    nominal=found,
                    number=number,
                    why=why,
                    operation=opened,
                )
            return redirect(back)
    shown(request, "the end of a naming", [found.pk], area=request.visitor.area_names)
    return asked.again(
        f"End that {row['user__name']} is {row['as_what']}",
        [WHY],
        "End it today",
        back,
        about=found.name,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_RESTRICT, logs="read")
def restrict(request: Request, reference: str) -> HttpResponse:
    """Restrict the record; or, where it is, ask for a signature to lift that."""
    found = in_full(request, reference)
    visitor = request.visitor
    runs = Restriction.objects.using(WEB).filter(nominal=found, lifted_at=None).first()
    asked = Asked(request)
    back = reverse("person_caseload", args=[reference])
    people, at_first = may_be_let_in(visitor)
    if overtaken(request, runs and runs.pk):
        shown(request, "the restriction of the record", [found.pk], area=visitor.area_names)
        done = (
            f"{runs.imposed_by} has restricted this record meanwhile: {runs.why}"
            if runs
            else "The restriction has been lifted meanwhile"
        )
        return asked.too_late("The restriction of this record", [WHY, RING], back, done, found.name)
    if request.method == "POST":
        why = asked.text("why", "why")
        ring = asked.text("ring", "a telephone number", optional=True)
        members = [int(v) for v in request.POST.getlist("members") if v in dict(people)]
        if not asked.faults:
            with asked.doing("why"), visitor.operation("restriction", reason=why) as opened:
                if runs is None:
                    restricting.restrict(
                        by=visitor.actor,
                        nominal=found,
                        members=members,
                        why=why,
                        ring=ring,
                        operation=opened,
                    )
                else:
                    signing.ask(
                        by=visitor.actor,
                        by_id=visitor.id,
                        nominal=found,
                        area_id=runs.area_id,
                        kind="lift_restriction",
                        subject_id=runs.pk,
                        why=why,
                        operation=opened,
                    )
        if not asked.faults:
            return redirect(back)
    shown(request, "the restriction of the record", [found.pk], area=visitor.area_names)
    opened_at = {SEEN: mark(runs and runs.pk)}
    if runs is not None:
        return asked.again(
            "Ask to lift the restriction",
            [WHY],
            "Ask for a signature",
            back,
            about=found.name,
            told=[
                f"{runs.imposed_by} restricted it: {runs.why}",
                "Somebody else who may sign off, and who sees this record, decides.",
            ],
            hidden=opened_at,
        )
    return asked.again(
        "Restrict this record",
        [
            WHY,
            RING,
            Field(
                "members",
                "Who else is let in",
                "The co-ordinator answers for cases at Levels 2 and 3. Take the tick away only if"
                " they must not know.",
                kind="many",
                options=people,
                at_first=at_first,
            ),
        ],
        "Restrict the record",
        back,
        about=found.name,
        warning=True,
        told=[
            "From now on only you, those who work with the person and those whom you name see the"
            " record. For everybody else it is not there: not in lists, counts or searches.",
            "Whoever names the person exactly is told whom to ring; on duty also not to approach"
            " alone, where a warning says so.",
            "Victim liaison of the area goes on seeing what it sees of everybody: offence and"
            " sentence, what was disclosed, and what is theirs alone.",
        ],
        hidden=opened_at,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_RESTRICT, logs="read")
def put_on_list(request: Request, reference: str) -> HttpResponse:
    """Let somebody in to the record, or shut them out of it, by name."""
    found = in_full(request, reference)
    visitor = request.visitor
    asked = Asked(request)
    back = reverse("person_caseload", args=[reference])
    colleagues = _everybody(request)
    if request.method == "POST":
        side = asked.choice("side", "a list", SIDES)
        user_id, who = _whom(asked, colleagues)
        why = asked.text("why", "why")
        if not asked.faults:
            with asked.doing("user"), visitor.operation("lists of a record", reason=why) as opened:
                restricting.put_on_list(
                    by=visitor.actor,
                    nominal=found,
                    user_id=user_id,
                    who=who,
                    side=side,
                    why=why,
                    operation=opened,
                )
            if not asked.faults:
                return redirect(back)
    shown(request, "the lists of the record", [found.pk], area=visitor.area_names)
    return asked.again(
        "Put somebody on a list of this record",
        [
            Field("side", "Which list", kind="choice", options=SIDES),
            Field("user", "Who, of this area", kind="pick", options=colleagues),
            Field("email", "Or their e-mail address", "Somebody of another area"),
            WHY,
        ],
        "Put them on the list",
        back,
        about=found.name,
    )


def _everybody(request: Request) -> list[tuple[str, str]]:
    rows = (
        User.objects.using(WEB)
        .filter(
            active=True,
            postings__during__contains=TODAY,
            postings__area__in=[held.area_id for held in request.visitor.postings],
        )
        .exclude(pk=request.visitor.id)
        .order_by("name", "pk")
        .values_list("pk", "name", "agency")
        .distinct()
    )
    return [(str(pk), f"{name}, {AGENCIES[agency].lower()}") for pk, name, agency in rows]


@require_http_methods(["GET", "POST"])
@page(needs=Permission.PERSON_VIEW, logs="read")
def take_off_list(request: Request, reference: str, number: int) -> HttpResponse:
    """End a line of a list, a declaration among them.

    What victim liaison declared is lifted by another of victim liaison.
    """
    visitor = request.visitor
    if not (visitor.may(Permission.RECORD_RESTRICT) or visitor.may(Permission.VICTIM_WRITE)):
        raise PermissionDenied
    found = in_full(request, reference)
    theirs = Q(compartment="") if visitor.may(Permission.RECORD_RESTRICT) else Q(pk=None)
    if visitor.may(Permission.VICTIM_WRITE):
        theirs |= ~Q(compartment="")
    row = (
        Listed.objects.using(WEB)
        .filter(theirs, nominal=found, pk=number)
        .exclude(user=request.visitor.id)
        .values("user__name", "side", "why", "declared", "ended_at", "ended_by", "ended_because")
        .first()
    )
    if row is None and not visitor.may(Permission.RECORD_RESTRICT):
        raise PermissionDenied
    if row is None:
        raise Http404
    asked = Asked(request)
    back = reverse("person_caseload", args=[reference])
    title = f"Take {row['user__name']} off the list"
    shown(request, "the lists of the record", [found.pk], area=request.visitor.area_names)
    if row["ended_at"] is not None:
        done = f"{row['ended_by']} has taken them off the list: {row['ended_because']}"
        return asked.too_late(title, [WHY], back, done, found.name)
    if request.method == "POST":
        why = asked.text("why", "why")
        if not asked.faults:
            with request.visitor.operation("lists of a record", reason=why) as opened:
                restricting.take_off_list(
                    by=request.visitor.actor,
                    nominal=found,
                    number=number,
                    who=row["user__name"],
                    why=why,
                    operation=opened,
                )
            return redirect(back)
    what = "declared that they know this person" if row["declared"] else "is on the list"
    return asked.again(
        title,
        [WHY],
        "Take them off",
        back,
        about=found.name,
        told=[f"{row['user__name']} {what}: {row['why']}"],
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.PERSON_VIEW, logs="read")
def known_to_me(request: Request, reference: str) -> HttpResponse:
    """Say that one knows the person; one's own sight of the record ends at once."""
    found = see(request.visitor, reference)
    asked = Asked(request)
    if request.method == "POST":
        how = asked.text("how", "how you know them", shortest=3)
        if not asked.faults:
            with request.visitor.operation("declaration", reason=how) as opened:
                restricting.declare(
                    by=request.visitor.name, nominal=found, how=how, operation=opened
                )
            request.session["access_ended"] = str(found.reference)
            return redirect("home")
    shown(request, "a declaration", [found.pk], area=request.visitor.area_names)
    return asked.again(
        "I know this person",
        [Field("how", "How you know them", "A relative, a neighbour, a friend's child", "lines")],
        "I know them: end my access",
        reverse("person", args=[reference]),
        about=found.name,
        warning=True,
        told=[
            "Your access to this record ends at once. "
            + (
                "Nobody outside victim liaison is told but the security officer and the data"
                " protection officer, who may read it. Only another victim liaison officer can lift"
                " this again, with a reason."
                if request.visitor.may(Permission.VICTIM_VIEW)
                else "The manager is told. Only a supervisor can lift this again, with a reason."
            )
        ],
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.GLASS_BREAK, logs="read")
def break_glass(request: Request, reference: str) -> HttpResponse:
    """Open the record of somebody of whom one sees the outline only, in an emergency."""
    found = see(request.visitor, reference)
    if found.sight == Sight.FULL:
        return redirect("person", reference)
    asked = Asked(request)
    if request.method == "POST" and (until := broken(asked, found.pk)) is not None:
        return until
    shown(request, "an emergency access to be", [found.pk], area=request.visitor.area_names)
    return glass(asked, found.name, reverse("person", args=[reference]))


def glass(asked: Asked, about: str, back: str) -> HttpResponse:
    """The page that breaks the glass."""
    return asked.again(
        "Open this record in an emergency",
        [
            Field(
                "reason",
                "What the emergency is",
                "What happens now, and why it cannot wait until you have rung",
                "lines",
            )
        ],
        "Open the record now",
        back,
        about=about,
        warning=True,
        told=[
            "The record opens to you at once, for a limited time. Its manager and the security"
            " officer see at once that you opened it and why. Somebody else reviews it within two"
            " working days."
        ],
    )


def broken(asked: Asked, nominal_id: int) -> HttpResponse | None:
    """Break the glass and go to the record; None if what was typed does not do."""
    visitor = asked.request.visitor
    reason = asked.text("reason", "what the emergency is", shortest=emergency.SHORTEST_REASON)
    if not asked.faults and len(set(reason.lower().split())) < 4:
        asked.fault("Say in a sentence what the emergency is", "reason")
    if asked.faults:
        return None
    with visitor.operation("emergency", reason=reason) as opened, connections[WEB].cursor() as now:
        now.execute("select audit_today()")
        (today,) = now.fetchone()
        emergency.break_glass(
            by=visitor.name,
            nominal_id=nominal_id,
            reason=reason,
            today=today,
            operation=opened,
        )
    reference = Nominal.objects.using(WEB).values_list("reference", flat=True).get(pk=nominal_id)
    return redirect("person", reference)


@require_http_methods(["GET", "POST"])
@page(needs=Permission.MESSAGE_SEND, logs="read")
def message_send(request: Request, reference: str) -> HttpResponse:
    """Write to the manager of a record."""
    found = see(request.visitor, reference)
    asked = Asked(request)
    if request.method == "POST" and sent(asked, found.pk, str(found.reference)):
        return redirect("messages")
    shown(request, "a message to be", [found.pk], area=request.visitor.area_names)
    return writing(asked, found.name, reverse("person", args=[reference]))


def sent(asked: Asked, nominal_id: int, about: str) -> bool:
    """Send what was typed; False if it does not do."""
    text = asked.text("text", "a message", shortest=3)
    standing = asked.standing()
    if asked.faults:
        return False
    with asked.request.visitor.operation("message") as opened:
        messages.send(
            by=asked.request.visitor.name,
            nominal_id=nominal_id,
            about=about,
            text=text,
            standing=standing,
            operation=opened,
        )
    return True


def writing(asked: Asked, about: str, back: str) -> HttpResponse:
    """The page that writes to a manager."""
    return asked.again(
        "Write to the manager of this record",
        [
            Field("text", "Message", "Kept here with the record; never sent by e-mail.", "lines"),
            STANDING,
        ],
        "Send",
        back,
        about=about,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_ARCHIVE, logs="read")
def archive(request: Request, reference: str) -> HttpResponse:
    """Put the record away with a reason, or open it again."""
    found = in_full(request, reference)
    visitor = request.visitor
    area_id = (
        Access.objects.using(WEB)
        .filter(
            nominal=found,
            basis="responsible",
            during__contains=TODAY,
            area__in=visitor.areas(Permission.RECORD_ARCHIVE),
        )
        .values_list("area", flat=True)
        .first()
    )
    if area_id is None:
        raise PermissionDenied
    runs = (
        Archive.objects.using(WEB)
        .filter(nominal=found, reopened_at=None)
        .select_related("nominal")
        .first()
    )
    asked = Asked(request)
    back = reverse("person_caseload", args=[reference])
    if overtaken(request, runs and runs.pk):
        shown(request, "archiving the record", [found.pk], area=visitor.area_names)
        done = (
            f"{runs.archived_by} has archived this record meanwhile:"
            f" {archiving.REASONS[runs.reason]}. {runs.note}".rstrip(" .")
            if runs
            else "Somebody has opened this record again meanwhile"
        )
        fields = [ARCHIVED_BECAUSE, WHY]
        return asked.too_late("Whether this record is archived", fields, back, done, found.name)
    if request.method == "POST":
        reasons = ARCHIVED_BECAUSE.options
        reason = "" if runs else asked.choice("reason", "a reason", reasons)
        why = asked.text("why", "why", optional=runs is None and reason != archiving.IN_ERROR)
        if not asked.faults:
            with asked.doing("why"), visitor.operation("archive", reason=why) as opened:
                if runs is not None:
                    archiving.reopen(by=visitor.actor, archived=runs, because=why, operation=opened)
                elif reason == archiving.IN_ERROR:
                    signing.ask(
                        by=visitor.actor,
                        by_id=visitor.id,
                        nominal=found,
                        area_id=area_id,
                        kind="archive_created_in_error",
                        subject_id=found.pk,
                        why=why,
                        operation=opened,
                    )
                else:
                    archiving.archive(
                        by=visitor.actor,
                        nominal=found,
                        area_id=area_id,
                        reason=reason,
                        note=why,
                        operation=opened,
                    )
        if not asked.faults:
            return redirect(back)
    shown(request, "archiving the record", [found.pk], area=visitor.area_names)
    opened_at = {SEEN: mark(runs and runs.pk)}
    if runs is not None:
        return asked.again(
            "Open this record again",
            [WHY],
            "Open it again",
            back,
            about=found.name,
            told=[f"{runs.archived_by} archived it: {archiving.REASONS[runs.reason]}. {runs.note}"],
            hidden=opened_at,
        )
    return asked.again(
        "Archive this record",
        [
            ARCHIVED_BECAUSE,
            WHY,
        ],
        "Archive the record",
        back,
        about=found.name,
        told=[
            "Nothing is deleted. Archived people are found only with “Include archived”, and"
            " partners no longer see the record. A record made in error needs the signature of a"
            " second person."
        ],
        hidden=opened_at,
    )
