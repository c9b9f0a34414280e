"""Addresses of the victims' compartment."""

from django.urls import path

from openmappa.victims import views

urlpatterns = [
    path("victims/texts/", views.mentions, name="mentions"),
    path("victims/texts/<int:number>/", views.mention, name="mention"),
    path("victims/number/", views.unit, name="victims_unit"),
    path("people/<str:reference>/victims/", views.victims_of, name="victims_of"),
    path("people/<str:reference>/victims/add/", views.victim_add, name="victim_add"),
    path("people/<str:reference>/victims/annex/", views.annex, name="victims_annex"),
    path(
        "people/<str:reference>/victims/zones/<str:letter>/end/",
        views.zone_end,
        name="victim_zone_end",
    ),
    path("people/<str:reference>/victims/<int:number>/", views.victim, name="victim"),
    path(
        "people/<str:reference>/victims/<int:number>/contact/",
        views.contact,
        name="victim_contact",
    ),
    path("people/<str:reference>/victims/<int:number>/zone/", views.zone, name="victim_zone"),
]
