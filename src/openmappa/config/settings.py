"""Django's settings. Reading them starts nothing and makes nothing.

How the database is reached comes from the home's files, which `openmappa` sees to before Django
is loaded; in a home that has not been set up the connections lead nowhere.
"""

from __future__ import annotations

import secrets
from typing import Any

from openmappa.config import logins, postgres
from openmappa.config.home import home

_home = home()
_server = postgres.server()

DEBUG = False
ALLOWED_HOSTS: list[str] = []
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "agencies.User"

# A home without a key is not set up; what such a process signs, no other can read.
SECRET_KEY = (
    _home.secret_key.read_text(encoding="utf-8")
    if _home.secret_key.exists()
    else secrets.token_urlsafe(64)
)

INSTALLED_APPS = [
    "pgtrigger",
    "pghistory",
    "openmappa.audit",
    "openmappa.agencies",
    "openmappa.nominals",
    "openmappa.justice",
    "openmappa.cases",
    "openmappa.statistics",
    "openmappa.publication",
    "openmappa.exchange",
    "openmappa.config",
]

# Where an area's own words for its annual report lie, a folder for each area and year.
WORDS_FOLDER = _home.words


def _connection(login: str) -> dict[str, Any]:
    parameters = dict(_server.parameters)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _server.database,
        "USER": login,
        "PASSWORD": _server.passwords.get(login, ""),
        "HOST": parameters.pop("host", ""),
        "PORT": parameters.pop("port", ""),
        "OPTIONS": parameters,
        # Else Django asks for UTC, and "today" in a policy would be another day than ours.
        "TIME_ZONE": TIME_ZONE,
        # Long enough to be worth keeping, short enough to let a restarted server go.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


# One connection per login, and `default` is the least that serves people. Code that needs more
# names it: `.using("intake")`. A serving process is given no password for `owner`.
DATABASES = {login: _connection(login) for login in logins.LOGINS}
DATABASES["default"] = _connection("web")
