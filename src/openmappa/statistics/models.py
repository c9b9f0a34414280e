"""Populations, and annual figures as they were frozen."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from openmappa.agencies.models import Area
from openmappa.audit.history import tracked


@tracked()
class Population(models.Model):
    """Residents of one area in an age band at one mid-year; `age_to` empty means and over."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    mid_year = models.SmallIntegerField()
    age_from = models.SmallIntegerField()
    age_to = models.SmallIntegerField(null=True)
    persons = models.IntegerField()

    class Meta:
        db_table = "statistics_population"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "mid_year", "age_from"], name="statistics_population_band"
            ),
            models.CheckConstraint(
                condition=models.Q(persons__gte=0), name="statistics_population_not_negative"
            ),
        ]


class Freeze(models.Model):
    """The figures of one area and year as known at one moment; never changed, only superseded."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT)
    reporting_year = models.TextField()
    version = models.SmallIntegerField()
    reason = models.TextField(default="")
    frozen_at = models.DateTimeField(db_default=Now())
    frozen_by = models.TextField()
    operation = models.UUIDField()
    snapshot = models.TextField()
    law_version = models.TextField()
    definitions_version = models.TextField()
    synthetic = models.BooleanField()
    figures = models.JSONField()

    class Meta:
        db_table = "statistics_freeze"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "reporting_year", "version"], name="statistics_freeze_version"
            ),
            models.CheckConstraint(
                condition=models.Q(version=1) | (models.Q(version__gt=1) & ~models.Q(reason="")),
                name="statistics_freeze_correction_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.reporting_year} version {self.version}"


class FrozenCase(models.Model):
    """Who is behind one cell of frozen figures: a copy, with no link to the live record."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="cases")
    cell = models.TextField()
    nominal_id = models.BigIntegerField()
    reference = models.TextField()
    name = models.TextField()
    level = models.SmallIntegerField(null=True)
    category = models.SmallIntegerField(null=True)
    because = models.TextField()
    facts = ArrayField(models.TextField())

    class Meta:
        db_table = "statistics_frozen_case"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(category=3, level=1) | models.Q(cell__startswith="side:"),
                name="statistics_frozen_case_no_category_3_at_level_1",
            )
        ]
        indexes = [models.Index(fields=["freeze", "cell"], name="statistics_frozen_case_cell")]
