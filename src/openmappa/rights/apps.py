"""The rights room's registration with Django."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Subject access, lawful erasure, retention, exports of the audit, unusual reading."""

    name = "openmappa.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"
