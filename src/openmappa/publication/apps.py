"""The publication room's registration with Django."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """The annual report, made from frozen figures only."""

    name = "openmappa.publication"
    label = "publication"
    default_auto_field = "django.db.models.BigAutoField"
