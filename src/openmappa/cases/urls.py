"""Addresses of the list of people and of the pages of one person."""

from django.urls import path

from openmappa.cases import duty_pages, files, views
from openmappa.cases.address_check import address_check
from openmappa.cases.what_you_must_do import what_you_must_do

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/search/", views.people_search, name="people_search"),
    path("people/<str:reference>/", views.person, name="person"),
    path("people/<str:reference>/print/", views.person_print, name="person_print"),
    path("people/<str:reference>/timeline/", views.timeline, name="timeline"),
    path("people/<str:reference>/legal-position/", views.legal_position, name="legal_position"),
    path(
        "people/<str:reference>/what-you-must-do/",
        what_you_must_do,
        name="what_you_must_do",
    ),
    path("people/<str:reference>/address-check/", address_check, name="address_check"),
    path("people/<str:reference>/records/", views.person_records, name="person_records"),
    path("people/<str:reference>/photographs/", files.photographs, name="photographs"),
    path("people/<str:reference>/photographs/add/", files.photograph_add, name="photograph_add"),
    path(
        "people/<str:reference>/photographs/<int:number>/",
        files.photograph_image,
        name="photograph_image",
    ),
    path(
        "people/<str:reference>/photographs/<int:number>/current/",
        files.photograph_current,
        name="photograph_current",
    ),
    path(
        "people/<str:reference>/photographs/<int:number>/withdraw/",
        files.photograph_withdraw,
        name="photograph_withdraw",
    ),
    path("people/<str:reference>/documents/", files.documents, name="documents"),
    path("people/<str:reference>/documents/add/", files.document_add, name="document_add"),
    path(
        "people/<str:reference>/documents/<int:number>/",
        files.document_file,
        name="document_file",
    ),
    path(
        "people/<str:reference>/documents/<int:number>/withdraw/",
        files.document_withdraw,
        name="document_withdraw",
    ),
    path("people/<str:reference>/history/", views.record_history, name="record_history"),
    path("duty/", duty_pages.duty_search, name="duty_search"),
    path("duty/<str:reference>/", duty_pages.duty_card, name="duty_card"),
    path("duty/<str:reference>/photograph/", duty_pages.duty_photograph, name="duty_photograph"),
    path("rota/", duty_pages.rota_numbers, name="rota"),
]
