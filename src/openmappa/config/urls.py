"""The addresses of the site, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("openmappa.web.urls")),
    path("", include("openmappa.victims.urls")),
    path("", include("openmappa.agencies.urls")),
    path("", include("openmappa.cases.urls")),
    path("", include("openmappa.statistics.urls")),
    path("", include("openmappa.publication.urls")),
    path("", include("openmappa.exchange.urls")),
    path("", include("openmappa.rights.urls")),
]

handler400 = "openmappa.web.views.bad_request"
handler403 = "openmappa.web.views.forbidden"
handler404 = "openmappa.web.views.not_found"
handler429 = "openmappa.web.views.too_many"  # allauth asks for it
handler500 = "openmappa.web.views.server_error"
