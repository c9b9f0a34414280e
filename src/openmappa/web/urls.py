"""Addresses of the frame."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from openmappa.web import (
    figures,
    findings,
    matches,
    merging,
    reconcile,
    single_sign_on,
    views,
)
from openmappa.web.caseload import elsewhere, mine, person, review, tasks, transfers
from openmappa.web.enrolment import enrol
from openmappa.web.fairness import contests, suspected
from openmappa.web.fairness.leaflet import leaflet
from openmappa.web.law_calculator import law_calculator
from openmappa.web.quality_pages import (
    person_quality,
    put_off,
    quality,
    quality_file,
    quality_kind,
)
from openmappa.web.register import views as register
from openmappa.web.register.log import log, log_add
from openmappa.web.register.opening import record_open
from openmappa.web.sign_in import remove_security_key
from openmappa.web.visits import visit_brief, visit_record

urlpatterns = [
    path("", views.home, name="home"),
    path("as-on/", views.as_on, name="as_on"),
    path("statistics/charts/", figures.charts, name="charts"),
    path("statistics/spreadsheet/", figures.spreadsheet, name="figures_spreadsheet"),
    path("kept/", views.kept, name="kept"),
    path("signed-in/", views.signed_in, name="signed_in"),
    path("signed-in/again/", views.signed_in_again, name="signed_in_again"),
    path("law/", law_calculator, name="law_calculator"),
    path("help/", views.open_page("web/help.html"), name="help"),
    path("accessibility/", views.open_page("web/accessibility.html"), name="accessibility"),
    path("findings/", findings.findings, name="findings"),
    path("quality/", quality, name="quality"),
    path("quality/<slug:code>/", quality_kind, name="quality_kind"),
    path("quality/<slug:code>/file/", quality_file, name="quality_file"),
    path("people/<str:reference>/quality/", person_quality, name="person_quality"),
    path("people/<str:reference>/quality/<slug:code>/put-off/", put_off, name="put_off"),
    path("people/<str:reference>/missed-duties/", suspected.missed_duties, name="missed_duties"),
    path(
        "people/<str:reference>/missed-duties/<int:number>/withdraw/",
        suspected.suspicion_withdraw,
        name="suspicion_withdraw",
    ),
    path(
        "people/<str:reference>/missed-duties/<slug:duty>/<str:due>/<slug:of>/",
        suspected.suspect,
        name="suspect",
    ),
    path("contests/", contests.contests_to_decide, name="contests_to_decide"),
    path("people/<str:reference>/contests/", contests.contests, name="contests"),
    path("people/<str:reference>/contests/confirm/", contests.state_confirm, name="state_confirm"),
    path(
        "people/<str:reference>/contests/new/<slug:of_what>/<int:subject>/",
        contests.contest_new,
        name="contest_new",
    ),
    path("people/<str:reference>/contests/<int:number>/", contests.contest, name="contest"),
    path("people/<str:reference>/leaflet/", leaflet, name="leaflet"),
    path("matches/", matches.matches, name="matches"),
    path("matches/<int:number>/", matches.match, name="match"),
    path("matches/<int:number>/decide/", matches.match_decide, name="match_decide"),
    path("reconcile/", reconcile.reconcile, name="reconcile"),
    path("reconcile/answer/", reconcile.reconcile_answer, name="reconcile_answer"),
    path("reconcile/file/", reconcile.reconcile_file, name="reconcile_file"),
    path("people/open/", record_open, name="record_open"),
    path("people/<str:reference>/log/", log, name="log"),
    path("people/<str:reference>/log/add/", log_add, name="log_add"),
    path("people/<str:reference>/visit/", visit_brief, name="visit_brief"),
    path("people/<str:reference>/visit/record/", visit_record, name="visit_record"),
    path("people/<str:reference>/intelligence/", register.intelligence, name="intelligence"),
    path("people/<str:reference>/register/", register.register, name="register"),
    path(
        "people/<str:reference>/register/addresses/<int:row>/check/",
        register.register_check,
        name="register_check",
    ),
    path(
        "people/<str:reference>/register/disclosures/<int:row>/sign/",
        register.disclosure_sign,
        name="disclosure_sign",
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
    path("caseload/", mine.my_caseload, name="caseload"),
    path("caseload/hand-over/", mine.hand_over, name="hand_over"),
    path("caseload/<int:number>/acknowledge/", mine.acknowledge, name="acknowledge"),
    path("caseload/cover/", mine.cover, name="cover"),
    path("caseload/cover/<int:number>/end/", mine.cover_end, name="cover_end"),
    path("caseload/team/", mine.team_page, name="team"),
    path("messages/", review.messages, name="messages"),
    path("messages/<int:number>/", review.message, name="message"),
    path("emergencies/", review.emergencies, name="emergencies"),
    path("emergencies/<int:number>/", review.emergency_review, name="emergency_review"),
    path("transfers/", transfers.transfers, name="transfers"),
    path("transfers/<int:number>/accept/", transfers.transfer_accept, name="transfer_accept"),
    path("transfers/<int:number>/decline/", transfers.transfer_decline, name="transfer_decline"),
    path("transfers/<int:number>/withdraw/", transfers.transfer_withdraw, name="transfer_withdraw"),
    path("people/<str:reference>/transfer/", transfers.transfer_offer, name="transfer_offer"),
    path("sign-off/", review.sign_off_list, name="sign_offs"),
    path("sign-off/<int:number>/", review.sign_off, name="sign_off"),
    path(
        "elsewhere/<str:word>/emergency/",
        elsewhere.emergency_elsewhere,
        name="emergency_elsewhere",
    ),
    path("duty/<str:reference>/why/", elsewhere.duty_why, name="duty_why"),
    path("elsewhere/<str:word>/message/", elsewhere.message_elsewhere, name="message_elsewhere"),
    path(
        "people/<str:reference>/caseload/",
        person.person_caseload,
        name="person_caseload",
    ),
    path("people/<str:reference>/caseload/name/", person.name_to, name="name_to"),
    path(
        "people/<str:reference>/caseload/<int:number>/end/",
        person.end_naming,
        name="end_naming",
    ),
    path("people/<str:reference>/tasks/", tasks.person_tasks, name="person_tasks"),
    path("people/<str:reference>/tasks/give/", tasks.task_give, name="task_give"),
    path(
        "people/<str:reference>/tasks/<int:number>/done/",
        tasks.task_done,
        name="task_done",
    ),
    path(
        "people/<str:reference>/tasks/<int:number>/move/",
        tasks.task_move,
        name="task_move",
    ),
    path(
        "people/<str:reference>/tasks/rule/<slug:of>/<slug:mark>/",
        tasks.task_give_on,
        name="task_give_on",
    ),
    path(
        "people/<str:reference>/tasks/<int:number>/back/",
        tasks.task_take_back,
        name="task_take_back",
    ),
    path(
        "people/<str:reference>/tasks/<int:number>/put-off/",
        tasks.task_put_off,
        name="task_put_off",
    ),
    path("people/<str:reference>/restrict/", person.restrict, name="restrict"),
    path("people/<str:reference>/lists/", person.put_on_list, name="put_on_list"),
    path(
        "people/<str:reference>/lists/<int:number>/",
        person.take_off_list,
        name="take_off_list",
    ),
    path("people/<str:reference>/known-to-me/", person.known_to_me, name="known_to_me"),
    path("people/<str:reference>/emergency/", person.break_glass, name="emergency"),
    path("people/<str:reference>/message/", person.message_send, name="message_send"),
    path("people/<str:reference>/archive/", person.archive, name="archive"),
    path("merges/", merging.merges, name="merges"),
    path("people/<str:reference>/merge/", merging.merge, name="merge"),
    path(
        "people/<str:reference>/merge/<int:number>/",
        merging.merge_decide,
        name="merge_decide",
    ),
    # allauth names its pages; these are all of them that we use.
    path("sign-in/", views.own_account(sign_in.login), name="account_login"),
    path("sign-in/code/", views.own_account(second_factor.authenticate), name="mfa_authenticate"),
    path(
        "sign-in/agency/<slug:provider_id>/",
        views.own_account(single_sign_on.sign_in_by_agency),
        name="openid_connect_login",
    ),
    path(
        "sign-in/agency/<slug:provider_id>/back/",
        views.own_account(single_sign_on.back_from_agency),
        name="openid_connect_callback",
    ),
    path(
        "sign-in/agency-cancelled/",
        views.own_account(single_sign_on.cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("sign-out/", views.own_account(sign_in.logout), name="account_logout"),
    path("account/", views.account, name="mfa_index"),
    path(
        "account/password/",
        views.own_account(sign_in.password_change),
        name="account_change_password",
    ),
    path(
        "account/second-factor/",
        views.own_account(views.second_factor),
        name="second_factor",
    ),
    path(
        "account/second-factor/app/",
        views.own_account(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "account/second-factor/app/stop/",
        views.own_account(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/security-keys/",
        views.own_account(webauthn.list_webauthn),
        name="mfa_list_webauthn",
    ),
    path(
        "account/security-keys/add/",
        views.own_account(webauthn.add_webauthn),
        name="mfa_add_webauthn",
    ),
    path(
        "account/security-keys/<int:pk>/rename/",
        views.own_account(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/security-keys/<int:pk>/remove/",
        views.own_account(remove_security_key),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/confirm/key/",
        views.own_account(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/sessions/end/", views.sessions_end, name="sessions_end"),
    path("enrol/", enrol, name="enrol"),
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
