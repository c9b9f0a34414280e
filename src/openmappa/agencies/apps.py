"""The agencies room's registration with Django."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Areas, agencies, users and postings."""

    name = "openmappa.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"
