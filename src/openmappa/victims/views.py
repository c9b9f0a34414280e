"""The pages of the victims' compartment: for victim liaison alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Paginator
from django.db import connections
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.pages import WEB, Request, mark, overtaken, page, shown
from openmappa.agencies.permissions import Part, Permission
from openmappa.cases.pages import in_full, person_page
from openmappa.cases.person import identity
from openmappa.cases.words import as_said, span
from openmappa.law.dates import Period
from openmappa.victims import actions
from openmappa.victims.forms import (
    ZONE_OF,
    AnnexForm,
    ContactForm,
    EndForm,
    JudgeForm,
    NewVictimForm,
    UnitForm,
    VictimForm,
    ZoneForm,
)
from openmappa.victims.models import (
    CONTACTS,
    OUTCOMES,
    RELATIONS,
    WISHES,
    Annex,
    Contact,
    Link,
    Mention,
    Unit,
    Victim,
    Zone,
)
from openmappa.victims.queries import texts_to_judge, with_victim

if TYPE_CHECKING:
    from openmappa.cases.visibility import Seen

ON_A_PAGE = 50
OVERTAKEN = "Somebody else saved this while you were writing. Compare with what stands now, below"


@require_GET
@page(needs=Permission.VICTIM_VIEW, logs="read")
def victims_of(request: Request, reference: str) -> HttpResponse:
    """The victims of a person, the zones and the annex."""
    found = in_full(request, reference, Part.VICTIMS)
    links = list(
        Link.objects.using(WEB)
        .filter(nominal=found)
        .select_related("victim")
        .order_by("ended_on", "victim__surname", "victim__forenames", "pk")
    )
    zones = list(
        Zone.objects.using(WEB).filter(nominal=found).select_related("victim").order_by("pk")
    )
    return _page(
        request,
        "victims/victims_of.html",
        found,
        "the victims",
        links=links,
        zones=zones,
        annex=Annex.objects.using(WEB).filter(nominal=found).first(),
        relations=RELATIONS,
        wishes=WISHES,
        conditions=ZONE_OF,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.VICTIM_WRITE, logs="read")
def victim_add(request: Request, reference: str) -> HttpResponse:
    """Record a victim of a person."""
    found = in_full(request, reference, Part.VICTIMS)

    def keep(given: dict[str, Any]) -> HttpResponse:
        relation, offence = given.pop("relation"), given.pop("offence")
        with request.visitor.operation("record a victim") as opened:
            added = actions.add_victim(
                opened,
                found,
                by=request.visitor,
                details=given,
                relation=relation,
                offence=offence,
            )
        return redirect("victim", found.reference, added.pk)

    form = NewVictimForm(_posted(request))
    return _form(request, found, form, keep, title="Record a victim", button="Record")


@require_http_methods(["GET", "POST"])
@page(needs=Permission.VICTIM_WRITE, logs="read")
def victim(request: Request, reference: str, number: int) -> HttpResponse:
    """What is known of one victim, to be corrected, and the contacts with them."""
    found = in_full(request, reference, Part.VICTIMS)
    link, who = _victim(found, number)
    form = VictimForm(
        _posted(request), initial={name: getattr(who, name) for name in VictimForm.base_fields}
    )
    too_late = ""
    if request.method == "POST" and form.is_valid():
        try:
            with request.visitor.operation("correct a victim") as opened:
                actions.correct_victim(
                    opened,
                    found,
                    who,
                    seen=_version(request),
                    details=form.cleaned_data,
                )
            return redirect("victim", found.reference, who.pk)
        except actions.OvertakenError:
            too_late = OVERTAKEN
    contacts = Contact.objects.using(WEB).filter(victim=who).order_by("-on", "-pk")
    return _page(
        request,
        "victims/victim.html",
        found,
        "one victim",
        victim=who,
        link=link,
        form=form,
        overtaken=too_late,
        fault=bool(form.errors or too_late),
        listed=Paginator(contacts, ON_A_PAGE).get_page(request.GET.get("page")),
        kinds=CONTACTS,
        relations=RELATIONS,
        wishes=WISHES,
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.VICTIM_WRITE, logs="read")
def contact(request: Request, reference: str, number: int) -> HttpResponse:
    """Log a contact with a victim."""
    found = in_full(request, reference, Part.VICTIMS)
    _, who = _victim(found, number)

    def keep(given: dict[str, Any]) -> HttpResponse:
        with request.visitor.operation("log a contact with a victim") as opened:
            actions.add_contact(opened, found, who, by=request.visitor, **given)
        return redirect("victim", found.reference, who.pk)

    form = ContactForm(_posted(request), initial={"on": request.visitor.today})
    return _form(request, found, form, keep, title="Log a contact with a victim", button="Log it")


@require_http_methods(["GET", "POST"])
@page(needs=Permission.VICTIM_WRITE, logs="read")
def zone(request: Request, reference: str, number: int) -> HttpResponse:
    """Record a place that the person must keep away from for this victim."""
    found = in_full(request, reference, Part.VICTIMS)
    _, who = _victim(found, number)

    def keep(given: dict[str, Any]) -> HttpResponse:
        with request.visitor.operation("record a zone") as opened:
            actions.add_zone(
                opened,
                found,
                who,
                by=request.visitor,
                wording=given["wording"],
                condition_of=given["condition_of"],
                during=Period(given["first"], given["last"]),
            )
        return redirect("victims_of", found.reference)

    form = ZoneForm(_posted(request))
    return _form(
        request,
        found,
        form,
        keep,
        title="Record a zone",
        button="Record",
        told="Everybody else who may see the person reads only its letter and your number.",
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.VICTIM_WRITE, logs="read")
def zone_end(request: Request, reference: str, letter: str) -> HttpResponse:
    """End a zone."""
    found = in_full(request, reference, Part.VICTIMS)
    ending = Zone.objects.using(WEB).filter(nominal=found, letter=letter).first()
    if ending is None:
        raise Http404
    form = EndForm(_posted(request))
    runs = span(ending.during)

    def keep(given: dict[str, Any]) -> HttpResponse | None:
        if overtaken(request, ending.version):
            form.add_error("last", f"Somebody else has changed it meanwhile: it runs {runs}")
            return None
        if ending.during.first is not None and given["last"] < ending.during.first:
            form.add_error("last", "The last day is not before the first")
            return None
        with request.visitor.operation("end a zone") as opened:
            actions.end_zone(opened, found, ending, last=given["last"])
        return redirect("victims_of", found.reference)

    return _form(
        request,
        found,
        form,
        keep,
        title=f"End zone {ending.letter}",
        button="End it",
        told=f"It runs {runs}.",
        seen=mark(ending.version),
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.VICTIM_WRITE, logs="read")
def annex(request: Request, reference: str) -> HttpResponse:
    """Write what a meeting must know of victims."""
    found = in_full(request, reference, Part.VICTIMS)
    known = Annex.objects.using(WEB).filter(nominal=found).first()
    form = AnnexForm(
        _posted(request), initial={"text": known.text, "standing": known.standing} if known else {}
    )

    def keep(given: dict[str, Any]) -> HttpResponse | None:
        try:
            with request.visitor.operation("write the victims' annex") as opened:
                actions.write_annex(
                    opened, found, by=request.visitor, seen=_version(request), **given
                )
        except actions.OvertakenError:
            form.add_error("text", OVERTAKEN)
            return None
        return redirect("victims_of", found.reference)

    return _form(
        request,
        found,
        form,
        keep,
        title="Annex for meetings",
        button="Save",
        version=known.version if known else 0,
        stands=as_said(known.standing, known.text) if known else "",
        told="It is kept apart from the minutes, and only victim liaison sees it here.",
    )


@require_GET
@page(needs=Permission.VICTIM_VIEW, logs="list")
def mentions(request: Request) -> HttpResponse:
    """Texts of records in which a victim is named, to be judged."""
    waiting = texts_to_judge()
    listed = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    shown(
        request,
        "texts that name a victim",
        sorted({mention.nominal_id for mention in listed}),
        area=request.visitor.area_names,
    )
    number = Unit.objects.using(WEB).values_list("telephone", flat=True).first()
    return render(request, "victims/mentions.html", {"listed": listed, "number": number})


@require_http_methods(["GET", "POST"])
@page(needs=Permission.VICTIM_WRITE, logs="read")
def mention(request: Request, number: int) -> HttpResponse:
    """One such text: judge whether it may stay."""
    judged = with_victim(Mention.objects.using(WEB)).filter(pk=number).first()
    if judged is None:
        raise Http404
    found = in_full(request, str(judged.nominal.reference), Part.VICTIMS)
    with connections[WEB].cursor() as cursor:
        cursor.execute(
            "select victims_text(%s), w.withholds, w.wrote, w.stated from victims_writer(%s) as w",
            [judged.pk, judged.pk],
        )
        text, withholds, wrote, stated = cursor.fetchone() or (None, True, "", False)
    form = JudgeForm(_posted(request), withholds=withholds, wrote=wrote)
    if request.method == "POST" and judged.outcome == "" and form.is_valid():
        with request.visitor.operation("judge a text that names a victim") as opened:
            done = actions.judge_mention(opened, judged, by=request.visitor, **form.cleaned_data)
        if done:
            return redirect("mentions")
        judged.refresh_from_db(using=WEB)
    return _page(
        request,
        "victims/mention.html",
        found,
        "a text that names a victim",
        mention=judged,
        text=text,
        withholds=withholds,
        wrote=wrote,
        stated=stated,
        outcomes=OUTCOMES,
        form=form,
        fault=bool(form.errors),
    )


@require_http_methods(["GET", "POST"])
@page(needs=Permission.VICTIM_WRITE)
def unit(request: Request) -> HttpResponse:
    """The number that everybody else is told to ring."""
    area_id, area = next(iter(request.visitor.areas(Permission.VICTIM_WRITE).items()))
    known = Unit.objects.using(WEB).filter(area=area_id).first()
    form = UnitForm(_posted(request), initial={"telephone": known.telephone if known else ""})
    stands = known.telephone if known else ""
    if request.method == "POST" and form.is_valid() and overtaken(request, stands):
        form.add_error("telephone", f"Somebody else has set {stands} while you were writing")
    if request.method == "POST" and form.is_valid():
        with request.visitor.operation("set the number of victim liaison") as opened:
            actions.set_telephone(
                opened, area_id=area_id, area=area, telephone=form.cleaned_data["telephone"]
            )
        return redirect("mentions")
    return render(
        request,
        "victims/unit.html",
        {"form": form, "area": area, "seen": mark(stands)},
        status=422 if form.errors else 200,
    )


def _victim(found: Seen, number: int) -> tuple[Link, Victim]:
    link = (
        Link.objects.using(WEB)
        .filter(nominal=found, victim=number)
        .select_related("victim")
        .order_by("ended_on", "-pk")
        .first()
    )
    if link is None:
        raise Http404
    return link, link.victim


def _posted(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _version(request: Request) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1


def _form(
    request: Request,
    found: Seen,
    form: forms.Form,
    keep: Callable[[dict[str, Any]], HttpResponse | None],
    *,
    title: str,
    button: str,
    **context: Any,
) -> HttpResponse:
    """A page that asks for one form; `keep` answers, or None where it adds a fault to the form."""
    if request.method == "POST" and form.is_valid():
        answer = keep(dict(form.cleaned_data))
        if answer is not None:
            return answer
    return _page(
        request,
        "victims/form.html",
        found,
        "the victims",
        form=form,
        title=title,
        button=button,
        fault=bool(form.errors),
        **context,
    )


def _page(request: Request, template: str, found: Seen, what: str, **context: Any) -> HttpResponse:
    who = identity(found, request.on, request.visitor)
    return person_page(request, template, who, what, under="victims_of", **context)
