"""Who may sign in, and what allauth is told of it."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connections
from django.http import HttpRequest
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.agencies.pages import WEB, enter
from openmappa.audit.operations import begin
from openmappa.exchange.queries import only_invented_people


def demonstration_allowed() -> bool:
    """Whether invented people may sign in here.

    Only in a site that was started as a demonstration, listens to this machine alone, and holds no
    extract but of invented people.
    """
    return (
        settings.DEMONSTRATION_DAY is not None
        and settings.BOUND_TO_LOOPBACK
        and only_invented_people()
    )


class Backend(AuthenticationBackend):
    """Passwords. Asked at sign-in and, by Django, with every request of a session."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Refuse who has left, and a demonstration account where real people may be seen."""
        if not isinstance(user, User) or not super().user_can_authenticate(user):
            return False
        return not user.demonstration or demonstration_allowed()

    def _check_password(
        self, user: AbstractBaseUser | None, password: str
    ) -> AbstractBaseUser | None:
        # A password that is right but hashed by an older recipe is hashed anew: a write of one's
        # own row, which the database allows to nobody else.
        if user is not None:
            with connections[WEB].cursor() as cursor:
                cursor.execute("select set_config('app.user', %s, true)", [str(user.pk)])
        found: AbstractBaseUser | None = super()._check_password(user, password)
        if found is None:
            self.unstash_authenticated_user()  # one answer for every refusal
        return found


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, no messages of its own, no mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an area administrator."""
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in within the person's own scope, so that the time of it can be noted."""
        enter(int(user.pk))
        request.session.set_expiry(None)
        super().login(request, user)
        _record("signed_in", user, f"{user} signed in.")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record an attempt on an account; what was typed for another is not kept."""
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        if user is not None:
            _record("sign_in_refused", user, f"Somebody failed to sign in as {user}.")

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether this is the password of who is signed in."""
        return user.check_password(password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        _record("changed_password", request.user, f"{request.user} changed their password.")
        return reverse("mfa_index")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that follows shows what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: the site sends no mail."""


def _record(verb: str, user: Any, sentence: str) -> None:
    begin(using=WEB, actor=str(user), purpose="sign in").record(verb, sentence)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie encrypted in the database; the key lies in the home."""

    def encrypt(self, text: str) -> str:
        """Encrypt with the installation's key."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with the installation's key; under another key no code fits."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Nobody goes without a second factor."""
        return False


def _fernet() -> Fernet:
    derived = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))
