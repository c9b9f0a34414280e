"""The pages of the sections of a person's record: the same for every section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmappa.agencies.pages import WEB, Request, page, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.audit.operations import Open, refusals
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.person import identity
from openmappa.cases.visibility import visible
from openmappa.law.dates import in_words
from openmappa.nominals import entering, signing
from openmappa.nominals.caseload import RefusedError
from openmappa.nominals.models import Access, Nominal
from openmappa.nominals.register import Complaint, Draft, Relationship, Residence
from openmappa.web.register import reading
from openmappa.web.register.forms import BecauseForm, CheckForm, EntryForm, WithdrawForm
from openmappa.web.register.sections import DISCLOSURES, GENDER, INTELLIGENCE, SECTIONS, Section

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

NOT_FIELDS = ("csrfmiddlewaretoken", "instead_of")
MOST_IN_A_DRAFT = 40_000  # characters
ADDRESSES = "addresses"


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def register(request: Request, reference: str) -> HttpResponse:
    """The sections of a record: what each holds, and when it was last written in."""
    found = in_full(request, reference)
    who = identity(found, request.on, request.visitor)
    held = Part.FINANCE not in found.sees and reading.finance_held(found)
    return person_page(
        request,
        "web/register/register.html",
        who,
        "the sections of the record",
        counts=reading.counts(found),
        finance_held=held,
        gender=_may_write(request, found, Part.IDENTITY),
        writes=found.writes if request.visitor.may(Permission.RECORD_WRITE) else frozenset(),
    )


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def register_section(request: Request, reference: str, section: str) -> HttpResponse:
    """One section: what holds, what held earlier, and what the agencies' records say beside it."""
    chosen = _section(section)
    if section == INTELLIGENCE:
        return redirect("intelligence", reference)
    found = _see(request, reference, chosen)
    return _show(request, found, chosen)


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def intelligence(request: Request, reference: str) -> HttpResponse:
    """Graded reports to who sees them, as each one's handling code allows; else sanitised text."""
    found = in_full(request, reference, Part.SANITISED)
    if Part.INTELLIGENCE in found.sees:
        request.parts = (Part.SANITISED, Part.INTELLIGENCE)
    return _show(request, found, SECTIONS[INTELLIGENCE])


def _show(request: Request, found: Seen, section: Section) -> HttpResponse:
    in_the_clear = section.part in found.sees
    who = identity(found, request.on, request.visitor)
    nothing = reading.Entries([], [], [])
    writes = _may_write(request, found, section.part)
    return person_page(
        request,
        "web/register/section.html",
        who,
        _what(section),
        under=INTELLIGENCE if section.key == INTELLIGENCE else "register",
        section=section,
        entries=(
            reading.entries(section, found, request.on, request.visitor)
            if in_the_clear
            else nothing
        ),
        sanitised=[] if in_the_clear else reading.sanitised(found),
        in_the_clear=in_the_clear,
        imported=section.imported(found, request.on) if section.imported else None,
        stays=reading.stays(found) if section.key == ADDRESSES else [],
        by_others=(
            reading.stated_by_others(found, request.on, request.visitor)
            if section.model is Relationship
            else []
        ),
        writes=writes,
        begun=entering.begun(WEB, _form(request, found, section.key)) if writes else frozenset(),
        history=request.visitor.may(Permission.HISTORY_VIEW),
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def register_add(request: Request, reference: str, section: str) -> HttpResponse:
    """Add a row to a section."""
    chosen = _section(section)
    found = _see(request, reference, chosen, write=True)
    if request.method == "GET":
        form, begun = _begun(request, found, chosen, 0, {})
        return _ask(request, found, chosen, form, begun=begun)
    form = chosen.form(request.POST, visitor=request.visitor)
    form.of_person(found)
    columns = _columns(request, chosen, form, None)
    if columns is None:
        return _ask(request, found, chosen, form)
    with _writing(request, f"enter {_neutral(chosen)}") as opened:
        entering.enter(opened, chosen.model, found, author(request, found, chosen.part), columns)
        if not chosen.quiet:
            opened.record(
                "entered", f"{request.visitor.name} entered {chosen.one}.", nominal_id=found.pk
            )
        for row in {0, _number(request.POST.get("instead_of"))}:
            entering.drop_draft(WEB, _form(request, found, section, row))
    return _back(reference, section)


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def register_correct(request: Request, reference: str, section: str, row: int) -> HttpResponse:
    """Correct a row; if somebody else has done so meanwhile, show both and let them choose."""
    chosen = _section(section)
    found = _see(request, reference, chosen, write=True)
    stands = _row(chosen, found, row)
    if request.method == "GET":
        form, begun = _begun(request, found, chosen, row, _said(request, chosen, stands))
        gone = stands["withdrawn_at"] is not None
        if begun is None and gone:
            raise Http404
        if begun is not None and (gone or _version(begun.fields) != stands["version"]):
            # Somebody else wrote since the draft was begun: it must not put back what stood then.
            typed = _as_typed(request, found, chosen, begun)
            return _both(request, found, chosen, form, row, mine=typed, saved_at=begun.saved_at)
        return _ask(request, found, chosen, form, row=row, version=stands["version"], begun=begun)
    form = chosen.form(request.POST, visitor=request.visitor)
    form.of_person(found)
    because = BecauseForm(request.POST)
    columns = _columns(request, chosen, form, stands)
    version = _number(request.POST.get("version"))
    if columns is None or not because.is_valid():
        return _ask(request, found, chosen, form, row=row, version=version)
    if version == stands["version"] and all(stands[name] == columns[name] for name in columns):
        return _back(reference, section)  # nothing was changed
    try:
        with _writing(request, f"correct {_neutral(chosen)}") as opened:
            entering.correct(
                opened,
                chosen.model,
                row,
                version=version,
                columns=columns,
                because=because.cleaned_data["corrected_because"],
            )
            if not chosen.quiet:
                opened.record(
                    "corrected",
                    f"{request.visitor.name} corrected {chosen.one}.",
                    nominal_id=found.pk,
                )
            entering.drop_draft(WEB, _form(request, found, section, row))
    except entering.OvertakenError:
        return _both(request, found, chosen, form, row, mine=reading.typed_out(form))
    return _back(reference, section)


def _both(
    request: Request,
    found: Seen,
    section: Section,
    form: EntryForm,
    row: int,
    *,
    mine: Mapping[str, str],
    saved_at: datetime | None = None,
) -> HttpResponse:
    """Both versions side by side; the one who writes second chooses, and nothing is lost.

    `saved_at`: when what they typed was kept as a draft, if it was.
    """
    stands = _row(section, found, row)
    theirs = reading.read_out(section, _with_extras(request, section, stands))
    answer = _ask(
        request,
        found,
        section,
        form,
        row=row,
        version=stands["version"],
        overtaken={
            "since": saved_at,
            "withdrawn": stands["withdrawn_at"] is not None,
            "because": stands["withdrawn_because"],
            "by": stands["withdrawn_by"] or reading.history(section, row)[0].by,
            "rows": [
                (label, theirs.get(label, ""), text)
                for label, text in mine.items()
                if theirs.get(label, "") or text
            ],
        },
    )
    if request.method == "POST":
        answer.status_code = 409
    return answer


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def register_withdraw(request: Request, reference: str, section: str, row: int) -> HttpResponse:
    """Let a row no longer count, with a reason; it stays to be read."""
    chosen = _section(section)
    found = _see(request, reference, chosen, write=True)
    stands = _row(chosen, found, row)
    form = WithdrawForm(request.POST or None)
    version = stands["version"]
    gone = stands["withdrawn_at"] is not None
    overtaken = gone or (
        request.method == "POST" and _number(request.POST.get("version")) != version
    )
    if request.method == "POST" and form.is_valid() and (kept := chosen.form.kept_because(stands)):
        form.add_error("because", kept)
    if request.method == "POST" and form.is_valid() and not overtaken:
        try:
            with _writing(request, f"withdraw {_neutral(chosen)}") as opened:
                because = form.cleaned_data["because"]
                entering.withdraw(opened, chosen.model, row, version=version, because=because)
                if not chosen.quiet:
                    opened.record(
                        "withdrew",
                        f"{request.visitor.name} withdrew {chosen.one}.",
                        nominal_id=found.pk,
                    )
        except entering.OvertakenError:
            overtaken = True
        else:
            return _back(reference, section)
    answer = _page(
        request,
        found,
        chosen,
        "web/register/withdraw.html",
        form=form,
        row=row,
        version=version,
        sentence=chosen.says(stands, request.on),
        gone=f"{stands['withdrawn_by']} has withdrawn this: {stands['withdrawn_because']}"
        if gone
        else "",
        overtaken=overtaken,
        error=bool(form.errors) or overtaken,
        fault=form.errors,
    )
    if overtaken and request.method == "POST":
        answer.status_code = 409
    return answer


@require_GET
@page(needs=Permission.HISTORY_VIEW, logs="read")
def register_history(request: Request, reference: str, section: str, row: int) -> HttpResponse:
    """Every state that a row was ever in: who wrote it, when, and what stood there before."""
    chosen = _section(section)
    found = _see(request, reference, chosen)
    stands = _row(chosen, found, row)
    return _page(
        request,
        found,
        chosen,
        "web/register/history.html",
        row=row,
        sentence=chosen.says(stands, request.on),
        states=reading.history(chosen, row),
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def register_check(request: Request, reference: str, row: int) -> HttpResponse:
    """Record whether somebody who looked found the person living at an address."""
    chosen = SECTIONS[ADDRESSES]
    found = _see(request, reference, chosen, write=True)
    residence = Residence.objects.using(WEB).filter(pk=row, nominal=found).first()
    if residence is None or residence.withdrawn_at is not None:
        raise Http404
    today = request.visitor.today
    form = CheckForm(request.POST or None, visitor=request.visitor, initial={"checked_on": today})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with _writing(request, "check an address") as opened:
            entering.check_address(
                opened,
                residence,
                author(request, found, chosen.part),
                checked_on=typed["checked_on"],
                how=typed["how"],
                verified=typed["verified"] == "yes",
                note=typed["note"],
            )
            opened.record(
                "checked", f"{request.visitor.name} checked an address.", nominal_id=found.pk
            )
        return _back(reference, ADDRESSES)
    return _page(
        request,
        found,
        chosen,
        "web/register/check.html",
        form=form,
        sentence=chosen.says(_row(chosen, found, row), request.on),
        error=bool(form.errors),
        fault=form.errors,
    )


@require_POST
@page(needs=Permission.RECORD_WRITE, logs="read")
def disclosure_sign(request: Request, reference: str, row: int) -> HttpResponse:
    """Put a decision on a disclosure before whoever may sign it; it cannot be changed from then."""
    chosen = SECTIONS[DISCLOSURES]
    found = _see(request, reference, chosen, write=True)
    stands = _row(chosen, found, row)
    if stands["withdrawn_at"] is not None or not stands["decision"]:
        raise Http404
    with (
        suppress(RefusedError),  # pressed twice: it waits already
        _writing(request, "ask for a signature under a disclosure") as opened,
    ):
        signing.ask(
            by=request.visitor.actor,
            by_id=request.visitor.id,
            nominal=found,
            area_id=author(request, found, chosen.part).area_id,
            kind="disclosure",
            subject_id=row,
            why=f"Entry {row} under Disclosures, decided on {in_words(stands['decided_on'])}",
            operation=opened,
        )
    shown(request, _what(chosen), [found.pk])
    return _back(reference, DISCLOSURES)


# Forms that write in the log, by the page of each.
LOGGED = {"log": "log_add", "visit": "visit_record"}


@require_POST
@page(needs=Permission.RECORD_WRITE)
def register_draft(request: Request, reference: str, section: str, row: int) -> HttpResponse:
    """Keep what was typed so far, or throw it away; a script that saves wants no page back."""
    if section in LOGGED:
        found = in_full(request, reference, Part.LOG)
        part = Part.LOG
    else:
        chosen = _section(section)
        if chosen.key == GENDER:
            raise Http404
        found, part = _see(request, reference, chosen), chosen.part
        if row:
            _row(chosen, found, row)
    if not _may_write(request, found, part):
        raise PermissionDenied
    form = _form(request, found, section, row)
    if "drop" in request.POST:
        entering.drop_draft(WEB, form)
    else:
        fields = _typed(request.POST)
        typed = sum(len(value) for name, value in fields if name != "version")
        if typed > MOST_IN_A_DRAFT:
            return HttpResponse(status=413)
        if typed:
            entering.keep_draft(WEB, form, fields)
    if request.headers.get("X-Saved-While-Typing"):
        return HttpResponse(status=204)
    if section in LOGGED:
        return redirect(LOGGED[section], reference)
    if not row:
        return redirect("register_add", reference, section)
    drops = "drop" in request.POST
    return (
        _back(reference, section)
        if drops
        else redirect("register_correct", reference, section, row)
    )


# Parts


def _section(key: str) -> Section:
    section = SECTIONS.get(key)
    if section is None:
        raise Http404
    return section


def _see(request: Request, reference: str, section: Section, *, write: bool = False) -> Seen:
    """The person, to who sees this section of the record and, where asked, writes in it."""
    found = in_full(request, reference, section.part)
    may = _may_write(request, found, section.part)
    if section.key == GENDER:
        request.parts = (section.part, Part.GENDER_HISTORY)  # that somebody looks says enough
        if not may:
            raise Http404
    if write and not may:
        raise PermissionDenied
    return found


def _may_write(request: Request, found: Seen, part: Part) -> bool:
    return part in found.writes and request.visitor.may(Permission.RECORD_WRITE)


def _row(section: Section, found: Nominal, row: int) -> dict[str, Any]:
    stands: Any = (
        section.model._default_manager.using(WEB)
        .filter(pk=row, nominal=found)
        .values(*reading.columns(section), *section.also, "area__name")
        .first()
    )
    if stands is None:
        raise Http404
    return dict(stands)


def author(request: Request, found: Nominal, part: Part) -> entering.Author:
    """Who writes in this part of the record, in an area of theirs that may see the person."""
    areas = {held.area_id for held in request.visitor.postings if part in held.role.writes}
    area = (
        Access.objects.using(WEB)
        .filter(nominal=found, area_id__in=areas)
        .order_by("basis", "area_id")  # as responsible before as one with whom it is shared
        .values_list("area_id", flat=True)
        .first()
    )
    if area is None:
        raise PermissionDenied
    visitor = request.visitor
    return entering.Author(visitor.id, visitor.name, area, visitor.agency)


@contextmanager
def _writing(request: Request, purpose: str) -> Iterator[Open]:
    """An operation that leaves nothing behind where it does not succeed."""
    with refusals(), transaction.atomic(using=WEB), request.visitor.operation(purpose) as opened:
        yield opened


def _columns(
    request: Request, section: Section, form: EntryForm, stands: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """What the row is to say; None where the form has faults."""
    if not form.is_valid():
        return None
    columns = form.columns()
    if section.model is Relationship:
        typed = form.cleaned_data["reference"].upper()
        other = stands["other_id"] if stands else None
        known = reading.references([other], request.visitor)
        if typed:
            found = visible(request.visitor).people(
                Nominal.objects.using(WEB).filter(reference=typed)
            )
            other = found.values_list("pk", flat=True).first()
            if other is None:
                form.add_error("reference", "There is no such record that you may see")
        elif other in known:
            other = None  # taken away by somebody who saw it
        columns["other_id"] = other
    if section.key == GENDER:
        named, unknown = reading.named(columns.pop("others"), request.visitor)
        if unknown:
            form.add_error("others", f"Nobody signs in as {', '.join(unknown)}")
        columns["named"] = named
    if section.model is Complaint:
        for name in ("against", "handler"):
            columns[f"{name}_user_id"], columns[name] = reading.account(columns[name])
        if columns["against_user_id"] is not None and (
            columns["against_user_id"] == columns["handler_user_id"]
        ):
            form.add_error("handler", "Somebody else than who is complained of must answer")
        elif columns["outcome"] and columns["against_user_id"] == request.visitor.id:
            form.add_error("outcome", "Somebody else than who is complained of must answer")
    if form.is_valid():
        form.held_fast(stands, columns)
    return columns if form.is_valid() else None


def _with_extras(request: Request, section: Section, stands: Mapping[str, Any]) -> dict[str, Any]:
    """A row with what its form asks for in other words than its columns hold."""
    said = dict(stands)
    if section.model is Relationship:
        known = reading.references([stands["other_id"]], request.visitor)
        said["reference"] = known.get(stands["other_id"] or 0, "")
    if section.key == GENDER:
        said["others"] = reading.emails_of(stands["named"], request.visitor)
    return said


def _said(request: Request, section: Section, stands: Mapping[str, Any]) -> dict[str, Any]:
    return section.form.of(_with_extras(request, section, stands))


def _form(request: Request, found: Nominal, section: str, row: int = 0) -> entering.Form:
    return entering.Form(request.visitor.id, found.pk, section, row)


def _begun(
    request: Request, found: Nominal, section: Section, row: int, said: dict[str, Any]
) -> tuple[EntryForm, Draft | None]:
    """The form to fill in: as a draft has it, if there is one, and that draft."""
    draft = entering.draft(WEB, _form(request, found, section.key, row))
    if row:
        said = {**said, "corrected_because": ""}  # what is there is of the correction before
    if draft is not None:
        said = {**said, **kept(section.form, draft.fields), **kept(BecauseForm, draft.fields)}
    form = section.form(initial=said or None, visitor=request.visitor)
    form.of_person(found)
    return form, draft


def _as_typed(request: Request, found: Seen, section: Section, draft: Draft) -> dict[str, str]:
    """What a draft holds, field by field, as people read it."""
    form = section.form(_posted(draft.fields), visitor=request.visitor)
    form.of_person(found)
    form.is_valid()  # what is not sound yet is read as it was typed
    return reading.typed_out(form)


def _version(fields: list[list[str]]) -> int:
    """That of the row from which a draft was begun."""
    return _number(_posted(fields).get("version"))


def kept(form: type[Form], fields: list[list[str]]) -> dict[str, Any]:
    """What a draft holds of each field of a form, as it was typed."""
    typed = _posted(fields)
    return {
        name: field.widget.value_from_datadict(typed, MultiValueDict(), name)
        for name, field in form.base_fields.items()
    }


def _posted(fields: list[list[str]]) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, value in fields:
        typed.appendlist(name, value)
    return typed


def _typed(given: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in given.lists()
        if name not in NOT_FIELDS
        for value in values
    ]


def _ask(
    request: Request,
    found: Seen,
    section: Section,
    form: EntryForm,
    *,
    row: int = 0,
    version: int = 0,
    begun: Draft | None = None,
    **more: Any,
) -> HttpResponse:
    """The form of a section; faults in it are listed, and what was typed is kept."""
    overtaken = more.get("overtaken")
    because = None
    if row and not (overtaken and overtaken["withdrawn"]):
        because = BecauseForm(request.POST if form.is_bound else None, initial=form.initial)
    faults = {**form.errors, **because.errors} if because and form.is_bound else form.errors
    return _page(
        request,
        found,
        section,
        "web/register/form.html",
        form=form,
        because=because,
        row=row,
        version=version,
        error=bool(faults) or bool(overtaken),
        fault=faults,
        drafts=section.key != GENDER,
        saved_at=begun.saved_at if begun else None,
        **{"overtaken": None, **more},
    )


def _page(
    request: Request, found: Seen, section: Section, template: str, **context: Any
) -> HttpResponse:
    who = identity(found, request.on, request.visitor)
    under = INTELLIGENCE if section.key == INTELLIGENCE else "register"
    return person_page(
        request, template, who, _what(section), under=under, section=section, **context
    )


def _what(section: Section) -> str:
    """What was looked at, in words that tell nobody that there is anything."""
    if section.quiet:
        return "a part of the record that not everybody sees"
    return f"the section {section.title}"


def _neutral(section: Section) -> str:
    return "in a part of the record that not everybody sees" if section.quiet else section.one


def _back(reference: str, section: str) -> HttpResponse:
    if section == INTELLIGENCE:
        return redirect("intelligence", reference)
    return redirect("register_section", reference, section)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
