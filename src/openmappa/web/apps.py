"""The web room's registration with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The site."""

    name = "openmappa.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
