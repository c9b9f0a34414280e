"""The justice room's registration with Django."""

from django.apps import AppConfig


class JusticeConfig(AppConfig):
    """What courts, prisons and police decided or recorded."""

    name = "openmappa.justice"
    label = "justice"
    default_auto_field = "django.db.models.BigAutoField"
