"""Addresses of the pages of the security officer, of data protection and of retention."""

from django.urls import path

from openmappa.rights import erasure_views, request_views, views

urlpatterns = [
    path("unusual-reading/", views.unusual_reading, name="unusual_reading"),
    path(
        "unusual-reading/<int:user_id>/<slug:measure>/",
        views.unusual_readings,
        name="unusual_readings",
    ),
    path("unusual-reading/contests/<int:number>/", views.reading_contest, name="reading_contest"),
    path("account/reading/", views.my_reading, name="my_reading"),
    path("audit-exports/", views.audit_exports, name="audit_exports"),
    path("audit-exports/<int:number>/file/", views.audit_export_file, name="audit_export_file"),
    path("requests/", request_views.access_requests, name="access_requests"),
    path("requests/new/", request_views.access_request_new, name="access_request_new"),
    path("requests/<int:number>/", request_views.access_request, name="access_request"),
    path(
        "requests/<int:number>/held/<slug:source>/",
        request_views.access_request_source,
        name="access_request_source",
    ),
    path(
        "requests/<int:number>/held/<slug:source>/<int:row>/",
        request_views.access_request_held_file,
        name="access_request_held_file",
    ),
    path(
        "requests/<int:number>/file/<str:name>/",
        request_views.access_request_file,
        name="access_request_file",
    ),
    path(
        "requests/<int:number>/<slug:step>/",
        request_views.access_request_step,
        name="access_request_step",
    ),
    path("erasures/", erasure_views.erasures, name="erasures"),
    path("erasures/new/", erasure_views.erasure_new, name="erasure_new"),
    path("erasures/<int:number>/", erasure_views.erasure, name="erasure"),
    path("retention/", erasure_views.retention_due, name="retention"),
    path("retention/<str:reference>/", erasure_views.retention_review, name="retention_review"),
]
