"""Setting a password with the code that an administrator handed over."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openmappa.agencies.actions import use_code
from openmappa.agencies.models import User
from openmappa.agencies.pages import WEB, enter
from openmappa.audit.operations import begin
from openmappa.web.views import open_transaction, too_many


class EnrolForm(forms.Form):
    """Address, code, and the new password twice."""

    email = forms.EmailField(
        error_messages={
            "required": "Enter your work e-mail address",
            "invalid": "Enter an e-mail address, such as name@agency.example",
        }
    )
    code = forms.CharField(
        max_length=40, error_messages={"required": "Enter the code that you were given"}
    )
    password1 = forms.CharField(
        strip=False, max_length=200, error_messages={"required": "Choose a password"}
    )
    password2 = forms.CharField(
        strip=False, max_length=200, error_messages={"required": "Enter the password again"}
    )

    def clean(self) -> dict[str, Any]:
        """The password is good enough, and the same twice."""
        cleaned = super().clean() or {}
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first:
            try:
                validate_password(first, User(email=cleaned.get("email", "")))
            except ValidationError as fault:
                self.add_error("password1", fault)
        if first and again and first != again:
            self.add_error("password2", "The two passwords are not the same")
        return cleaned


@require_http_methods(["GET", "POST"])
@open_transaction
def enrol(request: HttpRequest) -> HttpResponse:
    """Use a code up, set the password, sign in; setting up a second factor comes next."""
    form = EnrolForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not ratelimit.consume(request, action="enrol"):
            return too_many(request)
        if form.is_valid():
            given = form.cleaned_data
            user_id = use_code(given["email"], given["code"], WEB)
            if user_id is not None:
                _begin(request, user_id, given["password1"])
                return redirect("second_factor")
            form.add_error(
                "code",
                "This code and this address do not go together, or the code was used or has run"
                " out. Your area administrator gives a new one",
            )
    return render(request, "web/enrol.html", {"form": form}, status=422 if form.errors else 200)


def _begin(request: HttpRequest, user_id: int, password: str) -> None:
    enter(user_id)  # only oneself sets a password
    user = User.objects.using(WEB).get(pk=user_id)
    user.set_password(password)
    user.save(using=WEB, update_fields=["password"])
    begin(using=WEB, actor=str(user), purpose="begin with a code").record(
        "used_code", f"{user} set a new password with a code.", area=str(user.kept_by or "")
    )
    get_adapter().login(request, user)
    reauthenticate_by_password(request)  # the code stands for it: nothing is asked twice
