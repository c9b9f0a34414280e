"""The cases room's registration with Django and with the port that calls it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Grounds, category, responsible area and levels."""

    name = "openmappa.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask to be told, inside the writing transaction, when facts about people change."""
        from openmappa.cases import derivation  # noqa: PLC0415 - models load first
        from openmappa.nominals import facts  # noqa: PLC0415

        facts.when_changed(derivation.derive)
