"""The statistics room's registration with Django."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Counting rules, annual figures and freezes."""

    name = "openmappa.statistics"
    label = "statistics"
    default_auto_field = "django.db.models.BigAutoField"
