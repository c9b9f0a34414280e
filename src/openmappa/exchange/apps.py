"""The exchange room's registration with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Agency extracts in."""

    name = "openmappa.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say since when areas use the system."""
        from openmappa.cases import beginning  # noqa: PLC0415 - models load first
        from openmappa.exchange import queries  # noqa: PLC0415

        beginning.tell(queries.began)
