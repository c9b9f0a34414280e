"""Home, the as-on day, a form kept while its writer signed in again, help, and error pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from openmappa.agencies.models import Training, Vetting
from openmappa.agencies.pages import WEB, Request, enter, enter_session, keep, page, shown
from openmappa.agencies.queries import colleagues
from openmappa.web import sessions
from openmappa.web.work import BEFORE, SHOWS, grouped, named, work

EARLIEST, LATEST = date(2001, 4, 1), date(2099, 12, 31)
PEOPLE_ON_A_PAGE = 20
OUT_OF_RANGE = "Enter a day from 1 April 2001, when MAPPA began, to the end of 2099"


@require_GET
@page(needs=None, logs="list")
def home(request: Request) -> HttpResponse:
    """My work: by person, all of it or what one of the three numbers counts, a page at a time."""
    visitor = request.visitor
    waiting = work(visitor, request.on)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in (*SHOWS, BEFORE) else ""
    to_do = (
        waiting.before
        if chosen == BEFORE
        else [one for one in waiting.to_do if not chosen or SHOWS[chosen][1](one)]
    )
    listed = Paginator(grouped(to_do), PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    with_others = grouped(waiting.with_others) if not chosen and listed.number == 1 else []
    changed = waiting.changed if not chosen and listed.number == 1 else []
    ids = {of.nominal_id for of in [*listed, *with_others]} | {one.nominal_id for one in changed}
    whom = named(visitor, ids - {0})
    shown(request, "my work", sorted(whom), area=visitor.area_names)
    return render(
        request,
        "web/home.html",
        {
            "numbers": [
                (key, words, sum(map(counts, waiting.to_do)))
                for key, (words, counts) in SHOWS.items()
            ],
            "chosen": chosen,
            "words": SHOWS[chosen][0] if chosen in SHOWS else "",
            "before": len(waiting.before),
            "began": sorted({one.began for one in waiting.before if one.began}),
            "chose_before": chosen == BEFORE,
            "listed": listed,
            "with_others": with_others,
            "changed": changed,
            "whom": whom,
            "access_ended": request.session.pop("access_ended", ""),
            "manages": waiting.manages and not chosen and listed.number == 1,
        },
    )


@require_http_methods(["GET", "POST"])
@page(needs=None)
def as_on(request: Request) -> HttpResponse:
    """Choose the day that pages show, or go back to the usual one."""
    back = _inside(request, request.POST.get("next") or request.GET.get("next"))
    if request.method == "GET":
        return render(request, "web/as_on.html", {"next": back, "given": None, "fault": ""})
    if "usual" in request.POST:
        request.session.pop("as_on", None)
        return redirect(back)
    given = {part: request.POST.get(part, "").strip()[:10] for part in ("day", "month", "year")}
    try:
        # A slider sends the day as its number, counted from 1 January of the year 1.
        if slid := request.POST.get("number", "")[:10]:
            chosen = date.fromordinal(int(slid))
        else:
            chosen = date(int(given["year"]), int(given["month"]), int(given["day"]))
    except (ValueError, OverflowError):
        fault = "Enter a real date, such as 31 3 2015"
    else:
        fault = "" if EARLIEST <= chosen <= LATEST else OUT_OF_RANGE
    if fault:
        context = {"next": back, "given": given, "fault": fault}
        return render(request, "web/as_on.html", context, status=422)
    request.session["as_on"] = chosen.isoformat()
    return redirect(back)


@require_GET
@page(needs=None)
def kept(request: Request) -> HttpResponse:
    """Offer a form again that was sent after the session had ended: once, to its writer only."""
    found: dict[str, Any] | None = request.session.pop("kept", None)
    if found is None or found["user"] != str(request.visitor.id) or found["until"] < time.time():
        return redirect("home")
    return render(request, "web/kept.html", {"kept": found})


@require_GET
@page(needs=None)
def signed_in(request: Request) -> HttpResponse:
    """Who is signed in with this browser, by number, and the token that a form must bring.

    Scripts of a page ask before a form is sent, and keep it where this is not its writer.
    """
    return JsonResponse({"user": str(request.visitor.id), "token": get_token(request)})


@require_GET
@page(needs=None)
def signed_in_again(request: Request) -> HttpResponse:
    """Send whoever signed in beside a form back to it."""
    return render(request, "web/signed_in_again.html")


@require_GET
@page(needs=None)
def account(request: Request) -> HttpResponse:
    """The visitor's own account: roles, what clears them, second factors, sessions."""
    (who,) = colleagues((), WEB, user_id=request.visitor.id)
    own = {
        "who": who,
        "now": {(held.role.key, held.area_id) for held in request.visitor.postings},
        "vettings": Vetting.objects.using(WEB).filter(user=who.id).order_by("-expires_on"),
        "trainings": Training.objects.using(WEB).filter(user=who.id).order_by("-expires_on"),
        "sessions": sessions.of(who.id),
        "this_session": request.session.session_key,
    }
    return render(request, "web/account.html", own)


@require_http_methods(["GET", "POST"])
@page(needs=None)
def sessions_end(request: Request) -> HttpResponse:
    """End every session of the visitor's but this one."""
    if request.method == "GET":
        return render(request, "web/sessions_end.html")
    others = sessions.of(request.visitor.id).exclude(session_key=request.session.session_key)
    ended, _ = others.delete()
    with request.visitor.operation("end other sessions") as opened:
        opened.record("ended_sessions", f"{request.visitor.name} ended {ended} other sessions.")
    return redirect("mfa_index")


@require_GET
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Which second factor to set up: all that can be done without one."""
    factors = Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True)
    return render(request, "web/second_factor.html", {"factors": set(factors)})


def open_page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    """A page that anybody may read, signed in or not, and that shows nothing of anybody."""

    @require_GET
    def view(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            with transaction.atomic(using=WEB, durable=True):
                request.visitor = enter_session(request)  # type: ignore[attr-defined]
        return render(request, template)

    view.page = "open"  # type: ignore[attr-defined] # for the matrix
    return view


def own_account(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run one of allauth's views in one transaction, in the scope of who is signed in, if anybody.

    Setting up a second factor is all that can be done without one.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic(using=WEB, durable=True):
            if request.user.is_authenticated:
                request.visitor = enter_session(request)  # type: ignore[attr-defined]
            elif (stage := get_pending_stage(request)) is not None and stage.login.user:
                enter(stage.login.user.pk)  # only oneself notes the use of a second factor
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    answer.page = "account"  # type: ignore[attr-defined] # for the matrix
    return answer


def open_transaction(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run, in one transaction, a view that whoever is not signed in may ask for."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("home")
        with transaction.atomic(using=WEB, durable=True):
            return view(request, *args, **kwargs)

    answer.page = "open"  # type: ignore[attr-defined] # for the matrix
    return answer


def _inside(request: HttpRequest, address: str | None) -> str:
    """The address if it is one of this site, else that of the home page."""
    if address and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return address
    return reverse("home")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not come from a page of ours, or was opened before its writer signed in again.

    The browser itself says that it came from a page of ours; then it is offered again, for its
    writer to look through and send.
    """
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if ours and request.user.is_authenticated and keep(request, request.user.pk):
        return redirect("kept")
    return render(request, "web/csrf.html", status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: somebody tried too often."""
    return render(request, "web/429.html", status=429)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for what is larger than anything that is taken in."""
    too_large = isinstance(exception, RequestDataTooBig)
    context = {"largest": settings.LARGEST_REQUEST // 2**20 if too_large else None}
    return render(request, "web/400.html", context, status=413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: it exists, and this person may not do it."""
    return render(request, "web/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: it does not exist, or this person may not know that it does."""
    return render(request, "web/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours to put right; shown without asking the database anything."""
    return render(request, "web/500.html", status=500)
