"""Pages that try what the decorator promises."""

from __future__ import annotations

from django.db import connections
from django.http import Http404, HttpResponse
from django.urls import path

from openmappa.agencies.pages import Request, page, shown
from openmappa.agencies.permissions import Permission
from openmappa.config import urls
from openmappa.config.urls import handler400, handler403, handler404, handler429, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


@page(needs=Permission.PERSON_VIEW, logs="read")
def looked(request: Request, reference: str) -> HttpResponse:
    if reference == "gone":
        with request.visitor.operation("write what must not stay") as opened:
            opened.record("wrote", "This is rolled back.")
        raise Http404
    shown(request, f"the record {reference}", [7, 8])
    return HttpResponse("looked")


@page(needs=None, logs="read")
def forgot(request: Request) -> HttpResponse:
    return HttpResponse("forgot to say whom it showed")


@page(needs=None)
def wrote(request: Request) -> HttpResponse:
    with request.visitor.operation("try", reason="because") as opened:
        opened.record("tried", "Somebody tried.", nominal_id=7)
    return HttpResponse("wrote")


@page(needs=None)
def scope(request: Request) -> HttpResponse:
    with connections["default"].cursor() as cursor:
        cursor.execute("select current_user, current_setting('app.areas'), agencies_scope()")
        return HttpResponse(str(cursor.fetchone()))


@page(needs=None)
def broke(request: Request) -> HttpResponse:
    raise ValueError("Ivan Testov lives at 1 Nowhere Street")


urlpatterns = [
    *urls.urlpatterns,
    path("looked/<str:reference>/", looked, name="looked"),
    path("forgot/", forgot, name="forgot"),
    path("wrote/", wrote, name="wrote"),
    path("scope/", scope, name="scope"),
    path("broke/", broke, name="broke"),
]
