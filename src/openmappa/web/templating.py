"""The Jinja2 environment of the site: macros, filters and what every template knows."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from openmappa.agencies.permissions import Part, Permission
from openmappa.cases.words import as_said
from openmappa.law.dates import in_words
from openmappa.web.navigation import navigation


def environment(**options: Any) -> Environment:
    """The environment, with the GOV.UK macros beside our own templates."""
    own = options.pop("loader")
    macros = PackageLoader("govuk_frontend_jinja")
    env = Environment(  # noqa: S701 - Django passes autoescape=True
        loader=ChoiceLoader([own, PrefixLoader({"govuk_frontend_jinja": macros})]),
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    env.globals.update(url=_url, asset=asset, Part=Part, Permission=Permission)
    env.filters.update(day=in_words)
    env.filters.update(moment=moment)
    env.filters.update(said=lambda text, standing: as_said(standing, text))
    return env


def moment(at: datetime) -> str:
    """Day and time of day in London."""
    local = timezone.localtime(at)
    return f"{in_words(local.date())}, {local:%H:%M}"


@lru_cache(maxsize=4096, typed=True)  # every page names the same addresses
def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


@cache
def _built() -> dict[str, str]:
    try:
        built = (settings.STATIC_ROOT / "names.json").read_text("utf-8")
    except FileNotFoundError as error:
        raise ImproperlyConfigured(
            "The site's style sheets are not built yet: run 'make assets'."
        ) from error
    names: dict[str, str] = json.loads(built)
    return names


def asset(name: str) -> str:
    """The address of a built file, whose name changes with its content."""
    return static(_built()[name])


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the layout needs of a request; asks the database nothing."""
    visitor = getattr(request, "visitor", None)
    return {
        "visitor": visitor,
        "on": getattr(request, "on", None),
        "invented": getattr(request, "invented", False),
        "navigation": navigation(visitor, request.path),
        "find_people": visitor is not None and visitor.may(Permission.PERSON_LIST),
        "path": request.get_full_path(),
        "sign_on": settings.SIGN_ON,
    }
