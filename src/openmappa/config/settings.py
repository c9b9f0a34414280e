"""Django's settings. Reading them starts nothing and makes nothing.

How the database is reached comes from the home's files, which `openmappa` sees to before Django
is loaded; in a home that has not been set up the connections lead nowhere.
"""

from __future__ import annotations

import os
import secrets
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from openmappa.config import logins, postgres, sign_on
from openmappa.config.home import checkout, home

_home = home()
_server = postgres.server()

DEBUG = False
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
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "openmappa.audit",
    "openmappa.agencies",
    "openmappa.nominals",
    "openmappa.justice",
    "openmappa.cases",
    "openmappa.victims",
    "openmappa.statistics",
    "openmappa.publication",
    "openmappa.exchange",
    "openmappa.rights",
    "openmappa.web",
    "openmappa.config",
]

# Where all state is, for people to be told.
HOME = _home.path
# Extracts on their way in, below no folder that is served.
UPLOADS_FOLDER = _home.uploads
EXPORTS_FOLDER = _home.exports
FILE_UPLOAD_TEMP_DIR = str(_home.uploads) if _home.uploads.is_dir() else None
# Photographs and documents: in the home, or in a bucket that speaks S3, such as
# "s3://bucket/folder" at OPENMAPPA_FILES_ENDPOINT, with the keys that AWS's own tools read.
_files = urlsplit(os.environ.get("OPENMAPPA_FILES", ""))
_endpoint = urlsplit(os.environ.get("OPENMAPPA_FILES_ENDPOINT", "https://s3.amazonaws.com"))
STORAGES = {
    "files": {
        "BACKEND": "openmappa.nominals.bucket.Bucket",
        "OPTIONS": {
            "endpoint": _endpoint.netloc,
            "secure": _endpoint.scheme == "https",
            "region": os.environ.get("AWS_REGION", "eu-west-2"),
            "bucket": _files.netloc,
            "folder": _files.path.strip("/"),
            "access_key": os.environ.get("AWS_ACCESS_KEY_ID", ""),
            "secret_key": os.environ.get("AWS_SECRET_ACCESS_KEY", ""),
        },
    }
    if _files.scheme == "s3"
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": _home.files,
            "base_url": None,  # no address leads to them but the pages' own
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
}
# How large an upload may be, in bytes: a photograph, a document. Both are held in memory.
LARGEST_PHOTOGRAPH = int(os.environ.get("OPENMAPPA_LARGEST_PHOTOGRAPH_MB", "15")) * 2**20
LARGEST_DOCUMENT = int(os.environ.get("OPENMAPPA_LARGEST_DOCUMENT_MB", "25")) * 2**20
# What a request may have at most, whatever its page: an extract has up to 64 MB.
LARGEST_REQUEST = max(64 * 2**20, LARGEST_PHOTOGRAPH, LARGEST_DOCUMENT) + 2**20
FILE_UPLOAD_HANDLERS = [
    "openmappa.web.uploading.NotTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
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


# One connection per login, and `default` is the least that serves people; in a worker, its own.
# Code that needs more names it: `.using("intake")`. A serving process is told which it may have,
# never `owner`.
_given = os.environ.get("OPENMAPPA_LOGINS", ",".join(logins.LOGINS)).split(",")
DATABASES = {login: _connection(login) for login in _given}
DATABASES["default"] = _connection("web" if "web" in _given else "worker")

# The site

# `openmappa serve` says where it listens; a proxy in front of it names its hosts and its scheme.
BOUND_TO = os.environ.get("OPENMAPPA_BIND", "127.0.0.1")
BOUND_TO_LOOPBACK = ip_address(BOUND_TO).is_loopback
ALLOWED_HOSTS = os.environ.get("OPENMAPPA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
BEHIND_TLS = os.environ.get("OPENMAPPA_TLS") == "1"

# A demonstration opens on a day of its own, which is also its "today".
_demonstration_day = os.environ.get("OPENMAPPA_DEMONSTRATION_DAY")
DEMONSTRATION_DAY = date.fromisoformat(_demonstration_day) if _demonstration_day else None

ROOT_URLCONF = "openmappa.config.urls"
WSGI_APPLICATION = "openmappa.config.wsgi.application"
MIDDLEWARE = [
    "openmappa.web.middleware.one_line_each",
    "openmappa.web.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "openmappa.web.middleware.sessions_end",
    "openmappa.web.middleware.invented_people",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
_rooms = Path(__file__).resolve().parents[1]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(_rooms.glob("*/templates")),
        "OPTIONS": {
            "environment": "openmappa.web.templating.environment",
            "context_processors": ["openmappa.web.templating.frame"],
        },
    }
]

# Built by `make assets`, served under names that change with their content.
STATIC_URL = "/static/"
STATIC_ROOT = (checkout() or _home.path) / "static-build"
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[0-9a-f]{12}\.\w+$"

# Sessions: in the database, ended by us when idle or old; the row outlives its end for a while, so
# that a form sent too late can be offered again to the person who wrote it.
SESSION_ENGINE = "openmappa.web.sessions"
SESSION_IDLE_SECONDS = 30 * 60
SESSION_SECONDS = 10 * 60 * 60
SESSION_NOTED_EVERY_SECONDS = 60
SESSION_COOKIE_AGE = 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "openmappa.web.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if BEHIND_TLS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Signing in: password and second factor, by allauth; all its pages are our own.
AUTHENTICATION_BACKENDS = ["openmappa.web.sign_in.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
ACCOUNT_ADAPTER = "openmappa.web.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "enrol": "20/m/ip",
}
MFA_ADAPTER = "openmappa.web.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "OpenMAPPA"
# Through one's agency: `sign-on.toml` says which. Sent there by a link, as the content security
# policy lets no form lead elsewhere.
SIGN_ON = sign_on.read(_home)
SOCIALACCOUNT_ADAPTER = "openmappa.web.single_sign_on.Adapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
# Attempts are counted where all processes can see them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_attempts",
    }
}

# Intelligence reported from this day on is graded 3x5x2, before it 5x5x5.
INTELLIGENCE_GRADED_3X5X2_FROM = date(2016, 1, 1)

# Jobs lie in the database, put there by pages; each room's are in its `jobs.py`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "openmappa.web.logs.Lines"}},
    "handlers": {
        "lines": {"class": "logging.StreamHandler", "formatter": "lines"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "openmappa": {"handlers": ["lines"], "level": "INFO", "propagate": False},
        # Its own words hold paths and errors' texts; ours do not.
        "django.request": {"handlers": ["lines"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        # A failed job says what failed and where; its arguments are ids.
        "procrastinate": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
    },
}
