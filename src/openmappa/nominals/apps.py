"""The nominals room's registration with Django."""

from django.apps import AppConfig


class NominalsConfig(AppConfig):
    """The person: records, names, identifiers, addresses, and who may see them."""

    name = "openmappa.nominals"
    label = "nominals"
    default_auto_field = "django.db.models.BigAutoField"
