"""Addresses of the frame."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path

from openmappa.web import figures, findings, matches, reconcile, views
from openmappa.web.law_calculator import law_calculator
from openmappa.web.register import views as register
from openmappa.web.register.log import log, log_add
from openmappa.web.register.opening import record_open

urlpatterns = [
    path("", views.home, name="home"),
    path("as-on/", views.as_on, name="as_on"),
    path("statistics/charts/", figures.charts, name="charts"),
    path("statistics/spreadsheet/", figures.spreadsheet, name="figures_spreadsheet"),
    path("kept/", views.kept, name="kept"),
    path("law/", law_calculator, name="law_calculator"),
    path("help/", views.open_page("web/help.html"), name="help"),
    path("accessibility/", views.open_page("web/accessibility.html"), name="accessibility"),
    path("findings/", findings.findings, name="findings"),
    path("matches/", matches.matches, name="matches"),
    path("matches/<int:number>/", matches.match, name="match"),
    path("matches/<int:number>/decide/", matches.match_decide, name="match_decide"),
    path("reconcile/", reconcile.reconcile, name="reconcile"),
    path("reconcile/answer/", reconcile.reconcile_answer, name="reconcile_answer"),
    path("reconcile/file/", reconcile.reconcile_file, name="reconcile_file"),
    path("people/open/", record_open, name="record_open"),
    path("people/<str:reference>/log/", log, name="log"),
    path("people/<str:reference>/log/add/", log_add, name="log_add"),
    path("people/<str:reference>/intelligence/", register.intelligence, name="intelligence"),
    path("people/<str:reference>/register/", register.register, name="register"),
    path(
        "people/<str:reference>/register/addresses/<int:row>/check/",
        register.register_check,
        name="register_check",
    ),
    path(
        "people/<str:reference>/register/<slug:section>/",
        register.register_section,
        name="register_section",
    ),
    path(
        "people/<str:reference>/register/<slug:section>/add/",
        register.register_add,
        name="register_add",
    ),
    path(
        "people/<str:reference>/register/<slug:section>/draft/<int:row>/",
        register.register_draft,
        name="register_draft",
    ),
    path(
        "people/<str:reference>/register/<slug:section>/<int:row>/",
        register.register_correct,
        name="register_correct",
    ),
    path(
        "people/<str:reference>/register/<slug:section>/<int:row>/withdraw/",
        register.register_withdraw,
        name="register_withdraw",
    ),
    path(
        "people/<str:reference>/register/<slug:section>/<int:row>/history/",
        register.register_history,
        name="register_history",
    ),
    # allauth names its pages; these are all of them that we use.
    path("sign-in/", views.own_account(sign_in.login), name="account_login"),
    path("sign-in/code/", views.own_account(second_factor.authenticate), name="mfa_authenticate"),
    path("sign-out/", views.own_account(sign_in.logout), name="account_logout"),
    path("account/", views.account, name="mfa_index"),
    path(
        "account/password/",
        views.own_account(sign_in.password_change),
        name="account_change_password",
    ),
    path(
        "account/second-factor/",
        views.own_account(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path("account/second-factor/change/", views.account, name="mfa_deactivate_totp"),
    path(
        "account/recovery-codes/",
        views.own_account(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/new/",
        views.own_account(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/confirm/",
        views.own_account(sign_in.reauthenticate),
        name="account_reauthenticate",
    ),
    path(
        "account/confirm/code/",
        views.own_account(second_factor.reauthenticate),
        name="mfa_reauthenticate",
    ),
]
