"""What every request passes through: headers, the end of a session, one line in the log."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from openmappa.exchange.queries import only_invented_people

Answer = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("openmappa.requests")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # the square code of a new second factor
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def security_headers(get_response: Answer) -> Answer:
    """Allow a page nothing but its own files, and no copy of it to stay in a shared browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return answer


def one_line_each(get_response: Answer) -> Answer:
    """Write one line for each request: which page, by which user's number; no name, no query."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        began = time.monotonic()
        response = get_response(request)
        match = request.resolver_match
        logger.info(
            "answered",
            extra={
                "request_id": request.id,  # type: ignore[attr-defined]
                "method": request.method,
                "page": match.view_name if match else "",
                "user": getattr(request, "user_id", None),
                "status": response.status_code,
                "milliseconds": round((time.monotonic() - began) * 1000),
            },
        )
        return response

    return answer


def sessions_end(get_response: Answer) -> Answer:
    """End a session that was idle for too long, or has lasted too long."""

    def answer(request: HttpRequest) -> HttpResponse:
        session = request.session
        user_id = session.get(SESSION_KEY)
        if user_id is not None:
            now = time.time()
            began, seen = session.get("signed_in_at", now), session.get("seen_at", now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_SECONDS:
                session.flush()
                request.ended_session_of = user_id  # type: ignore[attr-defined]
            elif "seen_at" not in session or now - seen > settings.SESSION_NOTED_EVERY_SECONDS:
                session["signed_in_at"], session["seen_at"] = began, now
            request.user_id = user_id  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def invented_people(get_response: Answer) -> Answer:
    """Note whether all people on the record are invented: every page of such a site says so."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.invented = only_invented_people()  # type: ignore[attr-defined]
        return get_response(request)

    return answer
