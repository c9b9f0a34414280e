"""Addresses of imports."""

from django.urls import path

from openmappa.exchange import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.import_upload, name="import_upload"),
    path("imports/<int:number>/", views.import_detail, name="import_detail"),
    path("imports/<int:number>/faults.csv", views.import_faults, name="import_faults"),
    path("imports/<int:number>/cancel/", views.import_cancel, name="import_cancel"),
]
