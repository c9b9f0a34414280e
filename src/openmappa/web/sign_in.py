"""Who may sign in, and what allauth is told of it."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from allauth.mfa.webauthn import views as webauthn
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from openmappa.agencies.models import User
from openmappa.agencies.pages import SECOND_FACTORS, WEB, enter
from openmappa.audit.operations import begin
from openmappa.exchange.queries import only_invented_people
from openmappa.web.sessions import browser_in_words


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
        request.session["browser"] = browser_in_words(request.headers.get("User-Agent", ""))
        super().login(request, user)
        _record("signed_in", user, f"{user} signed in.")

    def get_login_stages(self) -> list[str]:
        """allauth's, but that an agency's second factor may stand for ours."""
        ours = "openmappa.web.single_sign_on.AuthenticateStage"
        return [
            ours if stage == "allauth.mfa.stages.AuthenticateStage" else stage
            for stage in super().get_login_stages()
        ]

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

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Nobody goes without a second factor."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND_FACTORS)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a security key is asked to know this site by: the name in its address."""
        host = context.request.get_host().rpartition(":")[0] or context.request.get_host()
        return {"id": host, "name": "OpenMAPPA"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's
        """A name for a key, until its owner gives a better one."""
        known = Authenticator.objects.filter(user=user, type=type).count()
        return f"Key {known + 1}"


class RemoveSecurityKey(webauthn.RemoveWebAuthnView):
    """Remove a key, unless it is the last second factor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse before anything else."""
        if request.user.is_authenticated:
            key = get_object_or_404(
                Authenticator, pk=kwargs["pk"], user=request.user, type=Authenticator.Type.WEBAUTHN
            )
            if not MFAAdapter().can_delete_authenticator(key):
                raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


remove_security_key = RemoveSecurityKey.as_view()

KINDS = {
    Authenticator.Type.TOTP: "codes from an app",
    Authenticator.Type.WEBAUTHN: "a security key",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


@receiver(post_save, sender=Authenticator)
def record_added(instance: Authenticator, created: bool, using: str, **_: Any) -> None:  # noqa: FBT001
    """Record, with the change itself, that somebody added a second factor."""
    if created and using == WEB:
        _record("added_factor", instance.user, f"{instance.user} added {KINDS[instance.type]}.")


@receiver(post_delete, sender=Authenticator)
def record_removed(instance: Authenticator, using: str, **_: Any) -> None:
    """Record, with the change itself, that somebody removed a second factor."""
    if using == WEB:
        _record("removed_factor", instance.user, f"{instance.user} removed {KINDS[instance.type]}.")


@receiver(authentication_failed)
def record_failure(user: Any, **_: Any) -> None:
    """Record that a second factor was wrong."""
    _record("sign_in_refused", user, f"A second factor of {user} was wrong.")


def _fernet() -> Fernet:
    derived = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))
