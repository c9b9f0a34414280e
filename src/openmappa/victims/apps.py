"""The victims room's registration with Django and with the port that tells of zones."""

from django.apps import AppConfig


class VictimsConfig(AppConfig):
    """Victims, in a compartment of their own."""

    name = "openmappa.victims"
    label = "victims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say on a person's pages which zones there are; of victims nothing."""
        from openmappa.cases import notices  # noqa: PLC0415 - models load first
        from openmappa.victims import zones  # noqa: PLC0415

        notices.tell(zones.notices)
