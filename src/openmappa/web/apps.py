"""The web room's registration with Django and with the port of what people entered."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The site."""

    name = "openmappa.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say on a record's overview and print what people entered."""
        from openmappa.cases import entered  # noqa: PLC0415 - models load first
        from openmappa.web.register import overview  # noqa: PLC0415

        entered.tell(overview.overview)
