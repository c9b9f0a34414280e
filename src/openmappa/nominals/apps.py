"""The nominals room's registration with Django."""

from importlib import import_module

from django.apps import AppConfig


class NominalsConfig(AppConfig):
    """The person: records, names, identifiers, addresses, and who may see them."""

    name = "openmappa.nominals"
    label = "nominals"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Know the tables of what people enter, too, which have a module of their own."""
        super().import_models()
        import_module("openmappa.nominals.register")
        import_module("openmappa.nominals.fairness")
