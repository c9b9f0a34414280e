"""The exchange room's registration with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Agency extracts in."""

    name = "openmappa.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
