"""Addresses of the list of people and of the pages of one person."""

from django.urls import path

from openmappa.cases import views
from openmappa.cases.what_you_must_do import what_you_must_do

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/search/", views.people_search, name="people_search"),
    path("people/<str:reference>/", views.person, name="person"),
    path("people/<str:reference>/timeline/", views.timeline, name="timeline"),
    path("people/<str:reference>/legal-position/", views.legal_position, name="legal_position"),
    path(
        "people/<str:reference>/what-you-must-do/",
        what_you_must_do,
        name="what_you_must_do",
    ),
    path("people/<str:reference>/records/", views.person_records, name="person_records"),
    path("people/<str:reference>/history/", views.record_history, name="record_history"),
]
