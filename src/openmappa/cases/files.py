"""Photographs and documents of one person: seen, added, withdrawn, and handed out as files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmappa.agencies.pages import WEB, Request, mark, overtaken, page, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.cases.pages import in_full, may_write, person_page, writer
from openmappa.cases.person import identity
from openmappa.law.dates import in_words
from openmappa.nominals import filing, inspecting, stored
from openmappa.nominals.inspecting import ENDINGS, Inspected, NotAllowedError
from openmappa.nominals.models import (
    ANGLES,
    DOCUMENT_KINDS,
    MARKINGS,
    PHOTOGRAPH_SOURCES,
    STANDINGS,
    Document,
    Photograph,
    StoredFile,
)
from openmappa.nominals.register import Mark, mark_words

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

LONGEST_TITLE, LONGEST_TEXT = 150, 1000
OF_A_MARK = "mark"  # the angle of a photograph that can be tied to one
# A file is never a page: nothing in it runs, asks for anything or is shown within another.
NOTHING_RUNS = "default-src 'none'; sandbox; frame-ancestors 'none'"
_FIRST_PHOTOGRAPH = date(1900, 1, 1)
# The page on which files of a kind are listed, and the part of the record they belong to.
_PLACES: dict[type[StoredFile], tuple[str, Part]] = {
    Photograph: ("photographs", Part.IDENTITY),
    Document: ("documents", Part.DOCUMENTS),
}

_STANDINGS = {code: capfirst(words) for code, words in STANDINGS.items()}

F = TypeVar("F", Photograph, Document)

logger = logging.getLogger("openmappa.files")


@dataclass
class Form:
    """What was typed into a form, and what is wrong with it: (text, id of the field)."""

    typed: Mapping[str, str]
    faults: list[tuple[str, str]] = field(default_factory=list)
    days: set[str] = field(default_factory=set)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of the box to type it in."""
        return [(text, f"{at}-day" if at in self.days else at) for text, at in self.faults]

    def fault(self, name: str) -> str:
        """What is wrong with one field."""
        return next((text for text, at in self.faults if at == name), "")

    def text(self, name: str, longest: int, missing: str = "") -> str:
        """A text, without space around it; `missing` says what to do where there must be one."""
        given = self.typed.get(name, "").strip()
        if missing and not given:
            self.faults.append((missing, name))
        if len(given) > longest:
            self.faults.append(
                (f"Write at most {longest:,} characters; these are {len(given):,}", name)
            )
        return given

    def chosen(self, name: str, among: Mapping[str, str], missing: str) -> str:
        """One of some codes."""
        given = self.typed.get(name, "")
        if given not in among:
            self.faults.append((missing, name))
        return given

    def day(self, name: str, what: str, *, first: date, last: date) -> date:
        """A day from `first` to `last`, typed as day, month and year; `last` where it is none."""
        self.days.add(name)
        given = [self.typed.get(f"{name}-{part}", "").strip() for part in ("day", "month", "year")]
        try:
            day, month, year = (int(number) for number in given)
            found = date(year, month, day)
        except (ValueError, OverflowError):
            self.faults.append((f"{what} must be a real day, such as 27 3 2015", name))
            return last
        if not first <= found <= last:
            self.faults.append((f"{what} must be from {in_words(first)} to {in_words(last)}", name))
        return found

    def file(
        self, request: Request, largest: int, inspect: Callable[[bytes], Inspected]
    ) -> Inspected | None:
        """The file that was chosen, found out by its content; its name is looked at by nobody."""
        given = request.FILES.getlist("file")
        if len(given) != 1 or given[0].size is None:
            self.faults.append(("Choose a file", "file"))
            return None
        if given[0].size > largest:
            self.faults.append(
                (
                    f"The file has {given[0].size / 2**20:,.0f} MB; at most {largest // 2**20} MB"
                    " are taken in",
                    "file",
                )
            )
            return None
        try:
            return inspect(given[0].read())
        except NotAllowedError as refusal:
            self.faults.append((str(refusal), "file"))
            return None


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def photographs(request: Request, reference: str) -> HttpResponse:
    """All photographs of a person, the current one first."""
    return _gallery(request, in_full(request, reference, Part.IDENTITY))


def _current(person: Seen) -> int | None:
    """The photograph that is shown of a person."""
    shows = Photograph.objects.using(WEB).filter(nominal=person, current=True)
    return shows.values_list("pk", flat=True).first()


def _gallery(request: Request, found: Seen, *, fault: str = "") -> HttpResponse:
    return person_page(
        request,
        "cases/photographs.html",
        identity(found, request.on, request.visitor),
        "the photographs",
        under="photographs",
        fault=fault,
        seen=mark(_current(found)),
        photographs=Photograph.objects.using(WEB)
        .filter(nominal=found)
        .select_related("mark")
        .defer("small")
        .order_by("-current", "withdrawn_at", "-taken_on", "-pk"),
        angles=ANGLES,
        sources=PHOTOGRAPH_SOURCES,
        mark_words=lambda mark: mark_words(vars(mark)),
        may_write=may_write(request, found, Part.IDENTITY),
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def photograph_add(request: Request, reference: str) -> HttpResponse:
    """Add a photograph."""
    found = in_full(request, reference, Part.IDENTITY)
    by = writer(request, found, Part.IDENTITY)
    marks = {
        str(row["id"]): mark_words(row)
        for row in Mark.objects.using(WEB)
        .filter(nominal=found, withdrawn_at=None)
        .order_by("-pk")
        .values("id", "kind", "site", "side", "description")
    }
    begun = request.GET.get("mark", "")
    form = Form(request.POST.dict() or ({"mark": begun, "angle": OF_A_MARK} if begun else {}))
    if request.method == "POST":
        file = form.file(request, settings.LARGEST_PHOTOGRAPH, inspecting.photograph)
        taken_on = _day(form, request, found, "taken", "The day on which it was taken")
        angle = form.chosen("angle", ANGLES, "Choose what it shows")
        source = form.chosen("source", PHOTOGRAPH_SOURCES, "Choose where it was taken")
        note = form.text("note", LONGEST_TEXT)
        standing = form.chosen("standing", STANDINGS, "Choose fact or opinion")
        mark = form.typed.get("mark", "")
        if mark and mark not in marks:
            form.faults.append(("Choose a mark that stands in this record", "mark"))
        elif mark and angle != OF_A_MARK:
            form.faults.append(("A photograph that is tied to a mark shows a mark", "angle"))
        if file is not None and not form.faults:
            with request.visitor.operation("add a photograph") as operation:
                filing.add_photograph(
                    found,
                    file,
                    taken_on=taken_on,
                    angle=angle,
                    source=source,
                    note=note,
                    standing=standing,
                    current="current" in form.typed and not mark,
                    mark_id=int(mark) if mark else None,
                    by=by,
                    operation=operation,
                )
            return redirect("photographs", reference)
        _choose_again(form)
    return person_page(
        request,
        "cases/photograph_add.html",
        identity(found, request.on, request.visitor),
        "the form to add a photograph",
        under="photographs",
        form=form,
        marks=marks,
        fault=bool(form.faults),
        angles=ANGLES,
        sources=PHOTOGRAPH_SOURCES,
        standings=_STANDINGS,
        largest=settings.LARGEST_PHOTOGRAPH // 2**20,
    )


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def photograph_image(request: Request, reference: str, number: int) -> HttpResponse:
    """The picture itself."""
    found = in_full(request, reference, Part.IDENTITY)
    photograph = _of(Photograph, found, number)
    shown(request, "a photograph", [found.pk], area=request.visitor.area_names)
    return picture(request, photograph)


@require_POST
@page(needs=Permission.RECORD_WRITE, logs="read")
def photograph_current(request: Request, reference: str, number: int) -> HttpResponse:
    """Make a photograph the one that is shown."""
    found = in_full(request, reference, Part.IDENTITY)
    by = writer(request, found, Part.IDENTITY)
    photograph = _of(Photograph, found, number)
    shows = _current(found)
    if photograph.mark_id is not None:
        raise PermissionDenied
    if photograph.withdrawn_at is not None:
        fault = f"{photograph.withdrawn_by} has withdrawn this photograph meanwhile"
    elif photograph.current:
        fault = "Somebody has made it the current one already"
    elif overtaken(request, shows):
        fault = (
            "Somebody has changed which photograph is the current one meanwhile. Look at what"
            " stands now, and choose again"
        )
    else:
        with request.visitor.operation("make a photograph the current one") as operation:
            filing.make_current(photograph, by=by, operation=operation)
        return redirect("photographs", reference)
    return _gallery(request, found, fault=fault)


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def photograph_withdraw(request: Request, reference: str, number: int) -> HttpResponse:
    """Withdraw a photograph, with a reason."""
    return _withdraw(request, reference, number, Photograph)


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def documents(request: Request, reference: str) -> HttpResponse:
    """All documents about a person, the latest first."""
    found = in_full(request, reference, Part.DOCUMENTS)
    return person_page(
        request,
        "cases/documents.html",
        identity(found, request.on, request.visitor),
        "the documents",
        documents=Document.objects.using(WEB)
        .filter(nominal=found)
        .order_by("withdrawn_at", "-dated", "-pk"),
        kinds=DOCUMENT_KINDS,
        markings=MARKINGS,
        endings=ENDINGS,
        may_write=may_write(request, found, Part.DOCUMENTS),
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def document_add(request: Request, reference: str) -> HttpResponse:
    """Add a document."""
    found = in_full(request, reference, Part.DOCUMENTS)
    by = writer(request, found, Part.DOCUMENTS)
    form = Form(request.POST.dict())
    if request.method == "POST":
        file = form.file(request, settings.LARGEST_DOCUMENT, inspecting.document)
        title = form.text("title", LONGEST_TITLE, "Say what the document is")
        standing = form.chosen("standing", STANDINGS, "Choose fact or opinion")
        kind = form.chosen("kind", DOCUMENT_KINDS, "Choose a kind of document")
        marking = form.chosen("marking", MARKINGS, "Choose the protective marking on it")
        dated = _day(form, request, found, "dated", "The day of the document")
        if file is not None and not form.faults:
            with request.visitor.operation("add a document") as operation:
                filing.add_document(
                    found,
                    file,
                    title=title,
                    standing=standing,
                    kind=kind,
                    marking=marking,
                    dated=dated,
                    by=by,
                    operation=operation,
                )
            return redirect("documents", reference)
        _choose_again(form)
    return person_page(
        request,
        "cases/document_add.html",
        identity(found, request.on, request.visitor),
        "the form to add a document",
        under="documents",
        form=form,
        fault=bool(form.faults),
        kinds=DOCUMENT_KINDS,
        standings=_STANDINGS,
        markings=MARKINGS,
        largest=settings.LARGEST_DOCUMENT // 2**20,
    )


@require_GET
@page(needs=Permission.PERSON_VIEW, logs="read")
def document_file(request: Request, reference: str, number: int) -> HttpResponse:
    """The document itself, to be saved; its name holds neither title nor name."""
    found = in_full(request, reference, Part.DOCUMENTS)
    document = _of(Document, found, number)
    shown(
        request,
        f"a document ({DOCUMENT_KINDS[document.kind].lower()})",
        [found.pk],
        area=request.visitor.area_names,
    )
    ending = ENDINGS[document.content_type]
    return _handed_out(
        request,
        document,
        f'attachment; filename="{found.reference}-document-{document.pk}.{ending}"',
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.RECORD_WRITE, logs="read")
def document_withdraw(request: Request, reference: str, number: int) -> HttpResponse:
    """Withdraw a document, with a reason."""
    return _withdraw(request, reference, number, Document)


def picture(request: Request, photograph: Photograph) -> HttpResponse:
    """The picture of a photograph, to be shown within a page of ours."""
    return _handed_out(request, photograph, "inline")


def _withdraw(request: Request, reference: str, number: int, model: type[F]) -> HttpResponse:
    back, part = _PLACES[model]
    found = in_full(request, reference, part)
    by = writer(request, found, part)
    file = _of(model, found, number)
    thing = str(model._meta.model_name)
    form = Form(request.POST.dict())
    if request.method == "POST":
        reason = form.text("reason", LONGEST_TEXT, "Say why it is withdrawn")
        if file.withdrawn_at is not None:
            form.faults = [(f"{file.withdrawn_by} has withdrawn this {thing} meanwhile", "")]
        if not form.faults:
            with request.visitor.operation(f"withdraw a {thing}") as operation:
                filing.withdraw(file, reason=reason, by=by, operation=operation)
            return redirect(back, reference)
    return person_page(
        request,
        "cases/file_withdraw.html",
        identity(found, request.on, request.visitor),
        f"the form to withdraw a {thing}",
        under=back,
        form=form,
        fault=bool(form.faults),
        file=file,
        thing=thing,
        back=back,
        angles=ANGLES,
    )


def _of(model: type[F], person: Seen, number: int) -> F:
    """One file of this person. Raises Http404 where there is none."""
    found: F | None = (
        model._default_manager.using(WEB)
        .filter(nominal=person, pk=number)
        .select_related("nominal")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _day(form: Form, request: Request, person: Seen, name: str, what: str) -> date:
    return form.day(
        name,
        what,
        first=person.born_on or _FIRST_PHOTOGRAPH,
        last=request.visitor.day,
    )


def _choose_again(form: Form) -> None:
    """A browser does not send a file twice by itself."""
    if not form.fault("file"):
        form.faults.insert(0, ("Choose the file again", "file"))


def _handed_out(request: Request, file: StoredFile, disposition: str) -> HttpResponse:
    """The content, if it is what was put there, as what it was found to be and nothing else."""
    try:
        content = stored.content(file.stored_as, file.sha256)
    except stored.ContentChangedError:
        logger.exception("what is stored is not what was put there", extra={"page": file.pk})
        return render(request, "cases/file_changed.html", status=500)
    kind = file.content_type
    return HttpResponse(
        content,
        content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        headers={
            "Content-Disposition": disposition,
            "Content-Security-Policy": NOTHING_RUNS,
            "X-Content-Type-Options": "nosniff",
        },
    )
