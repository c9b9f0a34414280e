"""The pages on which an area's administrator looks after the accounts of those who sign in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies import actions
from openmappa.agencies.forms import (
    AddForm,
    CodeForm,
    EndForm,
    LineManagerForm,
    ReasonForm,
    RoleForm,
    StandingForm,
    TrainingForm,
    VettingForm,
)
from openmappa.agencies.models import AGENCIES, Area, Posting, Training, User, Vetting
from openmappa.agencies.pages import WEB, Request, mark, overtaken, page
from openmappa.agencies.permissions import Permission
from openmappa.agencies.queries import Colleague, Held, colleagues
from openmappa.agencies.roles import ROLES
from openmappa.law.dates import Period, in_words

administers = page(needs=Permission.USER_ADMINISTER)
get_or_post = require_http_methods(["GET", "POST"])


@require_GET
@administers
def users(request: Request) -> HttpResponse:
    """Everybody of the area, with roles, vetting and training."""
    found = colleagues(_areas(request), WEB)
    return render(request, "agencies/users.html", {"people": found, "agencies": AGENCIES})


@get_or_post
@administers
def user_add(request: Request) -> HttpResponse:
    """Add a person, and show once the code with which they begin."""
    form = AddForm(_typed(request), areas=_areas(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic(using=WEB):
                user, code, until = actions.add_user(
                    by=request.visitor.name,
                    area=Area.objects.using(WEB).get(pk=given["area"]),
                    email=given["email"],
                    name=given["name"],
                    agency=given["agency"],
                    operation=request.visitor.begin("add a person who signs in"),
                )
        except IntegrityError:
            form.add_error("email", "Somebody with this e-mail address can sign in already")
        else:
            shown = {"who": user, "code": code, "until": until}
            return render(request, "agencies/code.html", shown)
    return _form(
        request,
        form,
        title="Add a person",
        lead="You choose no password for them: you get a code to hand over, and they choose."
        " They have no role until you give one, and see nobody before.",
        button="Add and get a code",
        back=reverse("users"),
    )


@require_GET
@administers
def user(request: Request, number: int) -> HttpResponse:
    """One person: roles, what clears them, how they sign in."""
    who = _who(request, number)
    cleared = {
        "vettings": Vetting.objects.using(WEB).filter(user=number).order_by("-expires_on"),
        "trainings": Training.objects.using(WEB).filter(user=number).order_by("-expires_on"),
    }
    may = {"keeps": _keeps(request, who), "gives": who.id != request.visitor.id}
    mine = set(_areas(request))
    return render(
        request,
        "agencies/user.html",
        {"who": who, "agency": AGENCIES[who.agency], "mine": mine, **cleared, **may},
    )


@get_or_post
@administers
def user_role_give(request: Request, number: int) -> HttpResponse:
    """Give a role."""
    who = _who(request, number)
    if who.id == request.visitor.id or who.left_on:
        raise PermissionDenied
    form = RoleForm(
        _typed(request),
        agency=who.agency,
        areas=_areas(request),
        may_give={held.role.key for held in request.visitor.postings},
        today=who.today,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic(using=WEB):
                actions.give_role(
                    by=request.visitor.name,
                    user=_account(number),
                    area=Area.objects.using(WEB).get(pk=given["area"]),
                    role=given["role"],
                    during=Period(given["first"], given["last"]),
                    operation=request.visitor.begin("give a role"),
                )
        except IntegrityError:
            form.add_error("role", "They hold this role in this area at that time already")
        else:
            return redirect("user", number)
    return _form(
        request,
        form,
        title=f"Give {who.name} a role",
        lead="It is in effect only while the vetting and the training that it needs hold. Area"
        " administrator, security officer and data protection officer need a second"
        " administrator's approval.",
        button="Give the role",
        back=reverse("user", args=[number]),
    )


@get_or_post
@administers
def user_role_approve(request: Request, number: int, posting: int) -> HttpResponse:
    """Approve, as the second administrator, a role that awaits it."""
    who, held = _held(request, number, posting)
    late = request.method == "POST" and not held.awaits_approval
    if request.visitor.id in {who.id, held.given_by} or not (held.awaits_approval or late):
        raise PermissionDenied
    form = forms.Form(_typed(request))
    if late:
        form.add_error(None, "Somebody has approved it already: it awaits nobody")
    elif request.method == "POST":
        if who.enrolled:
            actions.approve_role(
                by=request.visitor.name,
                posting=_posting(posting),
                operation=request.visitor.begin("approve a role"),
            )
            return redirect("user", number)
        form.add_error(None, "They must have signed in with a second factor first")
    return _form(
        request,
        form,
        title=f"Approve {held.label} for {who.name}",
        lead=f"In {held.area}. You answer for it with the colleague who gave it.",
        button="Approve",
        back=reverse("user", args=[number]),
    )


@get_or_post
@administers
def user_role_end(request: Request, number: int, posting: int) -> HttpResponse:
    """End a role, at once or with a day."""
    try:
        who, held = _held(request, number, posting)
    except Http404:
        if request.method == "GET":
            raise
        return _ended(request, number)
    form = EndForm(_typed(request), today=who.today, ends=held.last)
    if overtaken(request, held.last):
        ends = f"its last day is {in_words(held.last)}" if held.last else "it has no end"
        form.add_error(None, f"Somebody else has changed when it ends: {ends}")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        at_once = given["when"] == "now"
        actions.end_role(
            by=request.visitor.name,
            posting=_posting(posting),
            last=who.today - timedelta(days=1) if at_once else given["last"],
            at_once=at_once,
            reason=given["reason"],
            operation=request.visitor.begin("end a role", reason=given["reason"]),
        )
        return redirect("user", number)
    return _form(
        request,
        form,
        title=f"End {held.label} of {who.name}",
        lead=f"In {held.area}."
        + (f" As it is, its last day is {in_words(held.last)}." if held.last else ""),
        button="End the role",
        seen=mark(held.last),
        back=reverse("user", args=[number]),
        warning=True,
    )


def _ended(request: Request, number: int) -> HttpResponse:
    """The page for who ends a role after somebody else has ended it."""
    who = _who(request, number)
    form = EndForm(_typed(request), today=who.today, ends=None)
    form.add_error(None, "Somebody else has ended this role already")
    back = reverse("user", args=[number])
    return _form(request, form, title=f"End a role of {who.name}", button="", back=back)


@get_or_post
@administers
def user_vetting_add(request: Request, number: int) -> HttpResponse:
    """Note a vetting."""
    who = _kept(request, number)
    form = VettingForm(_typed(request), today=who.today)
    if request.method == "POST" and form.is_valid():
        actions.add_vetting(
            by=request.visitor.name,
            user=_account(number),
            **form.cleaned_data,
            operation=request.visitor.begin("note a vetting"),
        )
        return redirect("user", number)
    return _form(
        request,
        form,
        title=f"Note a vetting of {who.name}",
        button="Note the vetting",
        back=reverse("user", args=[number]),
    )


@get_or_post
@administers
def user_training_add(request: Request, number: int) -> HttpResponse:
    """Note a training."""
    who = _kept(request, number)
    form = TrainingForm(_typed(request), today=who.today)
    if request.method == "POST" and form.is_valid():
        actions.add_training(
            by=request.visitor.name,
            user=_account(number),
            **form.cleaned_data,
            operation=request.visitor.begin("note a training"),
        )
        return redirect("user", number)
    return _form(
        request,
        form,
        title=f"Note a training of {who.name}",
        button="Note the training",
        back=reverse("user", args=[number]),
    )


@get_or_post
@administers
def user_vetting_withdraw(request: Request, number: int, vetting: int) -> HttpResponse:
    """Withdraw a vetting."""
    return _withdraw(request, number, Vetting.objects.using(WEB).filter(pk=vetting).first())


@get_or_post
@administers
def user_training_withdraw(request: Request, number: int, training: int) -> HttpResponse:
    """Withdraw a certificate."""
    return _withdraw(request, number, Training.objects.using(WEB).filter(pk=training).first())


def _withdraw(request: Request, number: int, cleared: Vetting | Training | None) -> HttpResponse:
    who = _kept(request, number)
    if cleared is None or cleared.user_id != number:
        raise Http404
    form = ReasonForm(_typed(request))
    if cleared.withdrawn_on and request.method == "GET":
        raise Http404
    if cleared.withdrawn_on:
        form.add_error(
            None, f"Somebody else has withdrawn it already, on {in_words(cleared.withdrawn_on)}"
        )
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.withdraw(
            by=request.visitor.name,
            cleared=cleared,
            reason=reason,
            operation=request.visitor.begin("withdraw what clears somebody", reason=reason),
        )
        return redirect("user", number)
    return _form(
        request,
        form,
        title=f"Withdraw “{cleared}” of {who.name}",
        lead="Roles that rest on it are out of effect at once.",
        button="" if cleared.withdrawn_on else "Withdraw it",
        back=reverse("user", args=[number]),
        warning=True,
    )


@get_or_post
@administers
def user_standing(request: Request, number: int) -> HttpResponse:
    """Suspend somebody, let them back, or note that they have left."""
    who = _kept(request, number)
    now = "left" if who.left_on else "active" if who.active else "suspended"
    form = StandingForm(_typed(request), initial={"standing": now})
    if overtaken(request, now):
        form.add_error(
            None,
            f"Somebody else has changed this meanwhile: {who.name} is {actions.STANDINGS[now]}",
        )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.set_standing(
            by=request.visitor.name,
            user=_account(number),
            standing=given["standing"],
            reason=given["reason"],
            operation=request.visitor.begin("set somebody's standing", reason=given["reason"]),
        )
        return redirect("user", number)
    return _form(
        request,
        form,
        title=f"Is {who.name} at work here?",
        lead="It holds from the next moment on, for sessions that are open too.",
        button="Save",
        seen=mark(now),
        back=reverse("user", args=[number]),
    )


@get_or_post
@administers
def user_code(request: Request, number: int) -> HttpResponse:
    """Give a code: to begin with, or to begin anew with when a second factor was lost."""
    who = _kept(request, number)
    if not who.active:
        raise PermissionDenied
    anew = who.enrolled or who.has_used_code
    form = CodeForm(_typed(request)) if anew else forms.Form(_typed(request))
    stands = (who.code_until, anew)
    if overtaken(request, *stands):
        form.add_error(
            None,
            f"{who.name} has been given another code, or has begun to use one, while you had this"
            " page open. Give a new one only if they have none that works",
        )
    if request.method == "POST" and form.is_valid():
        check = form.cleaned_data.get("identity_check", "")
        code, until = actions.give_code(
            by=request.visitor.name,
            user=_account(number),
            identity_check=check,
            operation=request.visitor.begin("give a code to sign in", reason=check),
        )
        return render(request, "agencies/code.html", {"who": who, "code": code, "until": until})
    return _form(
        request,
        form,
        title=f"{'Reset how' if anew else 'Give a new code with which'} {who.name} signs in",
        lead="Their password and their second factors stop working at once, and they set new ones"
        " by a code that you hand over."
        if anew
        else "Any code that they had before stops working.",
        button="Give the code",
        seen=mark(*stands),
        back=reverse("user", args=[number]),
        warning=anew,
    )


@get_or_post
@administers
def user_line_manager(request: Request, number: int) -> HttpResponse:
    """Say who is somebody's line manager."""
    who = _kept(request, number)
    form = LineManagerForm(_typed(request), of=number, using=WEB)
    if overtaken(request, who.line_manager):
        form.add_error(
            None, f"Somebody else has noted {who.line_manager or 'nobody'} while you were writing"
        )
    if request.method == "POST" and form.is_valid():
        actions.set_line_manager(
            by=request.visitor.name,
            user=_account(number),
            manager=form.cleaned_data["email"],
            operation=request.visitor.begin("note a line manager"),
        )
        return redirect("user", number)
    return _form(
        request,
        form,
        title=f"Who is {who.name}'s line manager?",
        lead=f"Noted now: {who.line_manager or 'nobody'}. The line manager confirms each year that"
        " the roles are still needed.",
        button="Save",
        seen=mark(who.line_manager),
        back=reverse("user", args=[number]),
    )


@get_or_post
@page(needs=None)
def need(request: Request, posting: int) -> HttpResponse:
    """Confirm, as somebody's line manager, that a role is still needed."""
    mine = Posting.objects.using(WEB).filter(user__line_manager=request.visitor.id, pk=posting)
    found = mine.select_related("user", "area").first()
    if found is None:
        raise Http404
    form = forms.Form(_typed(request))
    if request.method == "POST":
        actions.confirm_need(
            by=request.visitor.name,
            posting=found,
            operation=request.visitor.begin("confirm that a role is needed"),
        )
        return redirect("home")
    label = ROLES[found.role].label
    return _form(
        request,
        form,
        title=f"Does {found.user} still need the role {label}?",
        lead=f"In {found.area}. If not, ask the area administrator to end it.",
        button="Yes, for another year",
        back=reverse("home"),
    )


def _typed(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form(
    request: Request,
    form: forms.Form,
    *,
    title: str,
    button: str,
    back: str,
    lead: str = "",
    warning: bool = False,
    seen: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
        "back": back,
        "warning": warning,
        "seen": seen,
    }
    status = 422 if form.errors else 200
    return render(request, "agencies/form.html", context, status=status)


def _areas(request: Request) -> dict[int, str]:
    return request.visitor.areas(Permission.USER_ADMINISTER)


def _who(request: Request, number: int) -> Colleague:
    """One of the area's people; Http404 for everybody else."""
    found = colleagues(_areas(request), WEB, user_id=number)
    if not found:
        raise Http404
    return found[0]


def _keeps(request: Request, who: Colleague) -> bool:
    return who.kept_by_id in _areas(request) and who.id != request.visitor.id


def _kept(request: Request, number: int) -> Colleague:
    """One whose account is the visitor's to look after."""
    who = _who(request, number)
    if not _keeps(request, who):
        raise PermissionDenied
    return who


def _held(request: Request, number: int, posting: int) -> tuple[Colleague, Held]:
    """A role that one of the area's people holds in an area of the visitor's."""
    who = _who(request, number)
    held = next((one for one in who.roles if one.number == posting), None)
    if held is None:
        raise Http404
    if held.area_id not in _areas(request):
        raise PermissionDenied
    return who, held


def _account(number: int) -> User:
    return User.objects.using(WEB).select_related("kept_by").get(pk=number)


def _posting(number: int) -> Posting:
    return Posting.objects.using(WEB).select_related("user", "area").get(pk=number)
