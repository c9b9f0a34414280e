"""The cases room's registration with Django and with the port that calls it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CasesConfig(AppConfig):
    """Grounds, category, responsible area and levels."""

    name = "openmappa.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Ask to be told when facts about people change, and when tables did."""
        from openmappa.cases import derivation, told_in_history  # noqa: PLC0415 - models load first
        from openmappa.nominals import facts  # noqa: PLC0415

        facts.when_changed(derivation.derive)
        post_migrate.connect(told_in_history.make, sender=self)
