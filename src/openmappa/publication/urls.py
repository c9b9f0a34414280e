"""Addresses of the annual report."""

from django.urls import path

from openmappa.publication import views

urlpatterns = [
    path("annual-report/", views.annual_report, name="annual_report"),
    path("annual-report/part/<str:part>/", views.annual_report_part, name="annual_report_part"),
    path(
        "annual-report/part/<str:part>/consent/",
        views.annual_report_consent,
        name="annual_report_consent",
    ),
    path("annual-report/file/<str:form>/", views.annual_report_file, name="annual_report_file"),
]
