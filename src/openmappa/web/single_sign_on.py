"""Signing in through one's agency, by OpenID Connect.

The agency says who somebody is. Whether they have an account, and which roles, is the area's to
say: nobody is signed up, and what the agency says of somebody's groups can only leave roles out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.signals import user_logged_in
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa import stages
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openmappa.agencies.models import User
from openmappa.agencies.pages import NARROWED, WEB, enter
from openmappa.audit.operations import begin

PROVIDER = "openid_connect"


class Adapter(DefaultSocialAccountAdapter):
    """The agencies of the installation's file, and nobody who has no account."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """What allauth must know of each agency."""
        return [
            SocialApp(
                provider=PROVIDER,
                provider_id=one.key,
                name=one.name,
                client_id=one.client_id,
                secret=one.secret,
                settings={"server_url": one.issuer, "oauth_pkce_enabled": True},
            )
            for one in settings.SIGN_ON.values()
            if provider in (None, PROVIDER, one.key) and client_id in (None, one.client_id)
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made by an area administrator."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, or refuse: one answer for every refusal."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_refused(request))
        one = settings.SIGN_ON[sociallogin.account.provider]
        known = sociallogin.account.pk is not None
        user = sociallogin.user if known else _named(one, sociallogin.account.extra_data["email"])
        # An address that the agency has given to somebody else since opens nothing.
        taken = not known and user is not None and _has_another(one, user)
        if user is None or taken or user.agency != one.agency or not user.active:
            _record("sign_in_refused", one.name, f"{one.name} sent somebody who has no account.")
            raise ImmediateHttpResponse(_refused(request))
        enter(user.pk)
        if not known:
            sociallogin.user = sociallogin.account.user = user
            sociallogin.account.save()
            _record("linked_sign_in", str(user), f"{user} can sign in through {one.name}.")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: the site sends no mail."""


def _named(one: Any, email: str) -> User | None:
    if not email:
        return None
    found = User.objects.using(WEB).filter(email=email.lower(), demonstration=False)
    return found.filter(agency=one.agency).first()


def _has_another(one: Any, user: User) -> bool:
    known = SocialAccount.objects.using(WEB).filter(provider=one.key, user=user)
    return bool(known.exists())


def _record(verb: str, actor: str, sentence: str) -> None:
    begin(using=WEB, actor=actor, purpose="sign in").record(verb, sentence)


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=403)


class _OpenID(OpenIDConnectOAuth2Adapter):
    """Takes what the agency's provider signed, for us, and nothing else."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **given: Any
    ) -> SocialLogin:
        """Check the signature, and keep of it what decides about the session."""
        one = settings.SIGN_ON[self.provider_id]
        try:
            claims = jwtkit.verify_and_decode(
                credential=given["response"]["id_token"],
                keys_url=self.openid_config["jwks_uri"],
                issuer=one.issuer,
                audience=one.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
            subject = str(claims["sub"])
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("The answer lacks what it must hold.") from error
        known = SocialAccount.objects.using(WEB).filter(provider=one.key, uid=subject).first()
        if known is not None:
            enter(known.user_id)  # only oneself notes that one came
        login: SocialLogin = self.get_provider().sociallogin_from_response(
            request, {"id_token": {"sub": subject}}
        )
        login.account.extra_data = {
            "email": _text(claims.get(one.email_claim)),
            "amr": _texts(claims.get("amr")),
            "acr": _text(claims.get("acr")),
            "groups": _texts(claims.get(one.groups_claim)),
        }
        return login


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def second_factor_counts(login: SocialLogin | None) -> bool:
    """Whether the agency asked for a second factor that the installation trusts."""
    if login is None:
        return False
    one, said = settings.SIGN_ON[login.account.provider], login.account.extra_data
    return not one.trusted_amr.isdisjoint(said["amr"]) or said["acr"] in one.trusted_acr


def roles_left(login: SocialLogin) -> list[str] | None:
    """The roles that count in this session, if held; None where the agency leaves them all."""
    one = settings.SIGN_ON[login.account.provider]
    if one.roles is None:
        return None
    groups = login.account.extra_data["groups"]
    return sorted({role for group in groups for role in one.roles.get(group, ())})


class AuthenticateStage(stages.AuthenticateStage):
    """Asks for our second factor, unless the agency's own counts."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if second_factor_counts((self.login.signal_kwargs or {}).get("sociallogin")):
            return False
        return bool(super()._should_handle(request))


@receiver(user_logged_in)
def note_in_session(
    request: HttpRequest, sociallogin: SocialLogin | None = None, **_: Mapping[str, Any]
) -> None:
    """Note in the session what the agency leaves of the roles, and that its factor counts."""
    request.session.pop(NARROWED, None)
    request.session.pop("second_factor", None)
    if sociallogin is not None:
        roles = roles_left(sociallogin)
        if roles is not None:
            request.session[NARROWED] = roles
        if second_factor_counts(sociallogin):
            request.session["second_factor"] = True


@require_GET
def sign_in_by_agency(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send to the agency's provider."""
    return _answer(OAuth2LoginView, request, provider_id)


@require_GET
def back_from_agency(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the agency's provider sends back."""
    return _answer(OAuth2CallbackView, request, provider_id)


@require_GET
def cancelled(request: HttpRequest) -> HttpResponse:
    """The agency's provider says that somebody changed their mind."""
    return render(request, "socialaccount/authentication_error.html")


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    if provider_id not in settings.SIGN_ON:
        raise Http404
    answer: HttpResponse = view.adapter_view(_OpenID(request, provider_id))(request)
    return answer
